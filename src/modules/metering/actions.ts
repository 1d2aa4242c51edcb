import { must } from "#core/assert";
import { addDays, type Day } from "#core/day";
import type { BuildingId, MeterId, PremisesId } from "#core/ids";
import { ok, refuse, type Result } from "#core/result";
import { findPremisesAddresses, findVisibleBuildings, prefixEnd } from "#modules/addresses";
import type { Ctx } from "#platform/context";
import type { Tx } from "#platform/database";
import { attempt } from "#platform/deed";
import type { MeteringRefusal, MeterRowRefusal, ReadingRefusal } from "./contract.ts";
import type {
  Meter,
  MeterLine,
  MetersRegistered,
  NewMeter,
  NewReading,
  Reading,
  ReadingsTaken,
  ReadingTaken,
  ScaleValue,
} from "./model.ts";
import { judgeKnownMeter, judgeMeter, meterDifferences } from "./rules/judge-meters.ts";
import { judgeReading, scalesOf } from "./rules/judge-reading.ts";
import * as store from "./store.ts";

/**
 * Registers meters with their opening readings, verifications and faults, or what is new about known ones, in one
 * transaction. The key is the serial within the building and resource; to state the same again changes nothing. A
 * later `verifiedUntil` is a new verification, a `removed` takes the meter away, a `brokenFrom` is a report.
 *
 * Refuses everything if one row is refused, and names each such row.
 */
export async function registerMeters(
  ctx: Ctx,
  rows: readonly NewMeter[],
): Promise<Result<MetersRegistered, MeteringRefusal>> {
  return attempt<MetersRegistered, MeteringRefusal>(ctx, async (tx) => {
    await store.lockMetersOf(
      tx,
      rows.map((row) => row.building),
    );
    const known = new Map(
      (await store.findMetersBySerial(tx, rows)).map((meter) => [meterKey(meter), meter]),
    );
    const first = new Map<string, NewMeter>();
    for (const row of rows) if (!first.has(meterKey(row))) first.set(meterKey(row), row);
    const refused = await judgeMeters(tx, rows, first, known);
    if (refused.length > 0) return refuse({ code: "metering.rows_refused", rows: refused });

    const fresh = [...first.values()].filter((row) => !known.has(meterKey(row)));
    const made = fresh.length > 0 ? await store.insertMeters(tx, fresh) : [];
    const ids = new Map([...known].map(([key, meter]) => [key, meter.id]));
    for (const [at, row] of fresh.entries()) ids.set(meterKey(row), must(made[at], "a new meter's id"));
    await store.insertReadings(
      tx,
      fresh.flatMap((row) => openingsOf(row, must(ids.get(meterKey(row)), "the meter"))),
    );
    const changed = await changeMeters(tx, rows, { ids, known, today: ctx.today });
    for (const id of made) changed.delete(id);
    return ok({
      ids: rows.map((row) => must(ids.get(meterKey(row)), `meter ${row.serial}`)),
      added: made.length,
      changed: changed.size,
      unchanged: first.size - made.length - changed.size,
      differences: rows.flatMap((row, at) => {
        const recorded = known.get(meterKey(row));
        return recorded ? meterDifferences(at, row, recorded) : [];
      }),
    });
  });
}

const meterKey = (of: { building: BuildingId; resource: string; serial: string }): string =>
  `${of.building}|${of.resource}|${of.serial}`;

const openingsOf = (row: NewMeter, meter: MeterId): (NewReading & { version: number })[] =>
  (row.opening ?? []).map(({ scale, value }) => ({
    building: row.building,
    meter,
    scale,
    value,
    takenOn: row.installed,
    mark: "opening",
    source: "act",
    version: 1,
  }));

async function judgeMeters(
  tx: Tx,
  rows: readonly NewMeter[],
  first: ReadonlyMap<string, NewMeter>,
  known: ReadonlyMap<string, Meter>,
): Promise<{ row: number; refusal: MeterRowRefusal }[]> {
  const visible = await findVisibleBuildings(tx, [...new Set(rows.map((row) => row.building))]);
  const places = rows.flatMap(({ building, premises }) =>
    premises === undefined ? [] : [{ building, premises }],
  );
  const premises = await findPremisesAddresses(tx, places);
  return rows.flatMap((row, at) => {
    const refusal = judgeMeter(row) ?? judgePlace(row) ?? judgeKnownMeter(row, otherOf(row));
    return refusal ? [{ row: at, refusal }] : [];
  });

  function judgePlace(row: NewMeter): MeterRowRefusal | undefined {
    if (!visible.has(row.building)) return { code: "metering.building_not_found", building: row.building };
    return row.premises !== undefined && !premises.has(row.premises)
      ? { code: "metering.premises_not_found", premises: row.premises }
      : undefined;
  }
  function otherOf(row: NewMeter): Meter | NewMeter {
    return known.get(meterKey(row)) ?? must(first.get(meterKey(row)), "the first row of the meter");
  }
}

/** Writes removals of known meters, verifications and faults of all; gives the meters that changed. */
async function changeMeters(
  tx: Tx,
  rows: readonly NewMeter[],
  of: {
    readonly ids: ReadonlyMap<string, MeterId>;
    readonly known: ReadonlyMap<string, Meter>;
    readonly today: Day;
  },
): Promise<Set<MeterId>> {
  const changed = new Set<MeterId>();
  const removals = new Map<MeterId, store.MeterPlace & { removed: Day }>();
  const verifications = new Map<string, store.MeterPlace & { verified: Day; until: Day }>();
  const faults = new Map<MeterId, store.MeterPlace & { from: Day; report: string }>();
  for (const row of rows) {
    const meter = must(of.ids.get(meterKey(row)), "the meter");
    const known = of.known.get(meterKey(row));
    const place = { building: row.building, meter };
    if (known && row.removed !== undefined && known.removed === undefined) {
      removals.set(meter, { ...place, removed: row.removed });
    }
    const until = row.verifiedUntil;
    if (until !== undefined && (known?.verifiedUntil === undefined || known.verifiedUntil < until)) {
      const verified = earlier(row.verified ?? (known?.verifiedUntil ? of.today : row.installed), until);
      verifications.set(`${meter}|${verified}`, { ...place, verified, until });
    }
    if (row.brokenFrom !== undefined && known?.brokenFrom === undefined) {
      faults.set(meter, { ...place, from: row.brokenFrom, report: "" });
    }
  }
  if (removals.size > 0) await store.removeMeters(tx, [...removals.values()]);
  if (verifications.size > 0) await store.insertVerifications(tx, [...verifications.values()]);
  if (faults.size > 0) await store.insertFaults(tx, [...faults.values()]);
  for (const { meter } of [...removals.values(), ...verifications.values(), ...faults.values()])
    changed.add(meter);
  return changed;
}

const earlier = (a: Day, b: Day): Day => (a < b ? a : b);

/**
 * Takes readings in bulk, in one transaction. Each is judged by those before and after it, the handed-over ones
 * included, in the order of their days; the good ones are taken, the refused ones come back with their position.
 * A reading of a day that has one already is a correction: a further version. The same one again changes nothing.
 */
export async function acceptReadings(ctx: Ctx, rows: readonly NewReading[]): Promise<ReadingsTaken> {
  return ctx.transaction((tx) => takeReadings(tx, rows));
}

async function takeReadings(tx: Tx, rows: readonly NewReading[]): Promise<ReadingsTaken> {
  const places = [
    ...new Map(rows.map(({ building, meter }) => [`${building}|${meter}`, { building, meter }])).values(),
  ];
  const meters = new Map((await store.lockMeters(tx, places)).map((meter) => [meter.id, meter]));
  const histories = await readHistories(tx, [...meters.values()], rows);
  const inOrder = [...rows.entries()].sort(([a, x], [b, y]) =>
    x.takenOn === y.takenOn ? a - b : x.takenOn < y.takenOn ? -1 : 1,
  );
  const taken: Reading[] = [];
  const refused: { row: number; refusal: ReadingRefusal }[] = [];
  const warnings: ReadingsTaken["warnings"][number][] = [];
  let unchanged = 0;
  for (const [row, input] of inOrder) {
    const meter = meters.get(input.meter);
    if (!meter || meter.building !== input.building) {
      refused.push({ row, refusal: { code: "metering.meter_not_found", meter: input.meter } });
      continue;
    }
    const history = historyOf(histories, input);
    const at = placeOf(history, input.takenOn);
    const same = history[at]?.takenOn === input.takenOn ? history[at] : undefined;
    if (same && same.value === input.value && same.mark === input.mark) {
      unchanged += 1;
      continue;
    }
    const verdict = judgeReading({
      meter,
      input,
      before: history.slice(Math.max(0, at - HISTORY), at),
      after: history[same ? at + 1 : at],
      today: tx.scope.today,
    });
    if (!verdict.ok) {
      refused.push({ row, refusal: verdict.refusal });
      continue;
    }
    const reading: Reading = { ...input, version: (same?.version ?? 0) + 1 };
    taken.push(reading);
    history.splice(at, same ? 1 : 0, reading);
    warnings.push(...verdict.value.map((warning) => ({ row, warning })));
  }
  if (taken.length > 0) await store.insertReadings(tx, taken);
  return {
    taken: taken.length,
    corrected: taken.filter((reading) => reading.version > 1).length,
    unchanged,
    refused: refused.sort((a, b) => a.row - b.row),
    warnings: warnings.sort((a, b) => a.row - b.row),
  };
}

/** A year of monthly readings and the one before it: what an average of heat, which rests in summer, is formed of. */
const HISTORY = 13;
/** Half a year for an average, and three months that may have been estimated since. */
const HISTORY_WITHOUT_SUMMER_REST = 9;

/** From so many meters a building on, its days are read as a whole rather than meter by meter. */
const METERS_OF_A_WHOLE_BUILDING = 40;

/**
 * The readings around those handed over, as they stand, by meter and scale, each in the order of days. Of a scale that
 * was silent for all that time, the last reading before it.
 */
async function readHistories(
  tx: Tx,
  meters: readonly Meter[],
  rows: readonly NewReading[],
): Promise<Map<string, Reading[]>> {
  const first = rows.reduce<Day | undefined>(
    (day, row) => (day && day < row.takenOn ? day : row.takenOn),
    undefined,
  );
  if (first === undefined || meters.length === 0) return new Map();
  const places = meters.map((meter) => ({
    building: meter.building,
    meter: meter.id,
    scales: scalesOf(meter),
    since: addDays(first, -31 * (meter.resource === "heat" ? HISTORY : HISTORY_WITHOUT_SUMMER_REST)),
  }));
  const histories = new Map<string, Reading[]>();
  for (const [since, alike] of Map.groupBy(places, (place) => place.since)) {
    const asked = new Set(alike.map(({ meter }) => meter));
    const buildings = [...new Set(alike.map(({ building }) => building))];
    const most = alike.length >= buildings.length * METERS_OF_A_WHOLE_BUILDING;
    const found = most
      ? await store.findReadingsOfBuildings(tx, { buildings, since })
      : await store.findReadings(tx, alike);
    for (const versions of found) {
      const reading = must(versions[0], "a reading of the scale");
      if (asked.has(reading.meter)) histories.set(historyKey(reading), asTheyStand(versions));
    }
  }
  const silent = places.flatMap(({ scales, since, ...place }) =>
    scales
      .map((scale) => ({ ...place, scale, day: since }))
      .filter((scale) => {
        const earliest = histories.get(historyKey(scale))?.[0];
        return earliest === undefined || earliest.takenOn >= first;
      }),
  );
  for (const reading of await store.findReadingsBefore(tx, silent)) {
    histories.set(historyKey(reading), [reading, ...(histories.get(historyKey(reading)) ?? [])]);
  }
  return histories;
}

const historyKey = (of: { readonly meter: MeterId; readonly scale: number }): string =>
  `${of.meter}|${of.scale}`;

/** In the order of days, the last version of each. */
function asTheyStand(versions: readonly Reading[]): Reading[] {
  const sorted = [...versions].sort((a, b) =>
    a.takenOn === b.takenOn ? a.version - b.version : a.takenOn < b.takenOn ? -1 : 1,
  );
  return sorted.filter((reading, at) => sorted[at + 1]?.takenOn !== reading.takenOn);
}

function historyOf(histories: Map<string, Reading[]>, input: NewReading): Reading[] {
  const key = historyKey(input);
  const history = histories.get(key) ?? [];
  histories.set(key, history);
  return history;
}

/** Where a day's reading stands, or would stand, in the history; from the end, since most are the newest. */
function placeOf(history: readonly Reading[], day: Day): number {
  let at = history.length;
  while (at > 0 && (history[at - 1]?.takenOn ?? "") >= day) at -= 1;
  return at;
}

/** Takes one reading, as a clerk or a resident enters it. */
export async function acceptReading(
  ctx: Ctx,
  input: NewReading,
): Promise<Result<ReadingTaken, MeteringRefusal>> {
  return attempt<ReadingTaken, MeteringRefusal>(ctx, async (tx) => {
    const outcome = await takeReadings(tx, [input]);
    const [refused] = outcome.refused;
    if (refused) return refuse(refused.refusal);
    const versions = (await store.listVersions(tx, input)).filter((reading) => reading.scale === input.scale);
    return ok({
      reading: must(versions.at(-1), "the reading taken"),
      warnings: outcome.warnings.map(({ warning }) => warning),
    });
  });
}

/**
 * Replaces a meter by another one in the same place: closing readings of the old one, opening readings of the new
 * one, on one day and in one transaction, so that no consumption falls between them.
 */
export async function replaceMeter(
  ctx: Ctx,
  of: {
    readonly building: BuildingId;
    readonly meter: MeterId;
    readonly on: Day;
    readonly closing: readonly ScaleValue[];
    readonly by: Omit<NewMeter, "building" | "premises" | "resource" | "installed" | "removed">;
  },
): Promise<Result<MeterId, MeteringRefusal>> {
  return attempt<MeterId, MeteringRefusal>(ctx, async (tx) => {
    await store.lockMetersOf(tx, [of.building]);
    const [old] = await store.lockMeters(tx, [of]);
    if (!old) return refuse({ code: "metering.meter_not_found", meter: of.meter });
    if (old.removed !== undefined) return refuse({ code: "metering.removed_already", removed: old.removed });
    const closing = await takeReadings(
      tx,
      of.closing.map((value) => ({
        ...value,
        building: of.building,
        meter: of.meter,
        takenOn: of.on,
        mark: "closing",
        source: "act",
      })),
    );
    const [refused] = closing.refused;
    if (refused) return refuse(refused.refusal);
    await store.removeMeters(tx, [{ building: of.building, meter: of.meter, removed: of.on }]);

    const meter: NewMeter = {
      ...of.by,
      building: of.building,
      premises: old.premises,
      resource: old.resource,
      installed: of.on,
    };
    const [taken] = await store.findMetersBySerial(tx, [meter]);
    const impossible = taken && taken.resource === meter.resource;
    if (impossible) return refuse({ code: "metering.serial_taken", serial: meter.serial });
    const wrong = judgeMeter(meter);
    if (wrong) return refuse(wrong);
    const [id] = await store.insertMeters(tx, [meter]);
    const made = must(id, "the new meter's id");
    await store.insertReadings(tx, openingsOf(meter, made));
    await changeMeters(tx, [meter], {
      ids: new Map([[meterKey(meter), made]]),
      known: new Map(),
      today: ctx.today,
    });
    return ok(made);
  });
}

/** The meters of a premises (or of the building itself) with what each scale showed last; those in use first. */
export async function metersOf(
  tx: Tx,
  of: { readonly building: BuildingId; readonly premises?: PremisesId | undefined },
): Promise<MeterLine[]> {
  const meters = await store.listMeters(tx, of.building, of.premises);
  const last = Map.groupBy(
    await store.listReadings(
      tx,
      meters.map((meter) => ({ building: meter.building, meter: meter.id })),
      1,
    ),
    (reading) => reading.meter,
  );
  return meters.map((meter) => ({ ...meter, last: last.get(meter.id) ?? [] }));
}

/** A meter's readings as they stand, newest first; at most `limit` a scale. */
export const readingsOf = (
  tx: Tx,
  of: { readonly building: BuildingId; readonly meter: MeterId },
  limit = 36,
): Promise<Reading[]> => store.listReadings(tx, [of], limit);

/** Meters by the beginning of their serial, in any building in sight: at least three signs. */
export async function findMeters(tx: Tx, serial: string, limit = 20): Promise<Meter[]> {
  const typed = serial.trim();
  return typed.length < 3
    ? []
    : store.findMetersBySerialStart(tx, { from: typed, to: prefixEnd(typed) }, limit);
}
