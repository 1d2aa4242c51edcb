import { addDays, type Day } from "#core/day";
import type { MeterId } from "#core/ids";
import { addMonths, type Period } from "#core/period";
import { ok, type Result, refuse } from "#core/result";
import { type AccessRefusal, once } from "#modules/access";
import {
  acceptReading,
  entryScaleOf,
  keepPicture,
  listPictures,
  type MeteringRefusal,
  type MeterLine,
  metersOf,
  monthIndex,
  type PictureRefusal,
  type Reading,
  type ReadingWarning,
  readingsOf,
  remadeDial,
  scalesOf,
} from "#modules/metering";
import type { OwnAccount, SignedInResident } from "#modules/residents";
import type { Ctx } from "#platform/context";
import type { Tx } from "#platform/database";
import { attempt, within } from "#platform/deed";
import type { Language } from "#platform/http";
import { alikeFlats } from "./alike-flats.ts";
import { accountAround, MONTHS_SHOWN, windowOn } from "./private-account.ts";
import type { MonthVolume, ReadingsPage, ReadScale, YearBefore } from "./private-account-contract.ts";

/** What became of what was typed, by field: sentences in the reader's language. */
export interface ReadingsTyped {
  readonly typed: ReadonlyMap<string, string>;
  readonly wrong: ReadonlyMap<string, string>;
  readonly doubts: ReadonlyMap<string, readonly string[]>;
  /** Fields whose photograph was sent in vain: a browser does not fill them in again. */
  readonly photos: ReadonlySet<string>;
}

export const NOTHING_TYPED: ReadingsTyped = {
  typed: new Map(),
  wrong: new Map(),
  doubts: new Map(),
  photos: new Set(),
};

/**
 * The meters of a flat with what they showed, read as the resident; beside them what flats like it used, which only the
 * center can tell.
 */
export const readingsPage = async (
  { resident: ctx, center }: { readonly resident: Ctx; readonly center: Ctx },
  self: SignedInResident,
  of: {
    readonly account: OwnAccount;
    readonly language: Language;
    readonly form: ReadingsTyped;
    readonly sent?: number | undefined;
  },
): Promise<ReadingsPage> => {
  const alike = await center.transaction((tx) => alikeFlats(tx, of));
  return ctx.transaction(async (tx) => {
    const { period, until, after } = windowOn(ctx.today);
    const meters = [];
    const inUse = await metersInUse(tx, of.account);
    const pictures = await picturesOf(tx, of.account, inUse, ctx);
    for (const meter of inUse) {
      const readings = await readingsOf(tx, { building: meter.building, meter: meter.id }, READINGS_READ);
      const { id, resource, serial, verifiedUntil } = meter;
      meters.push({
        meter: id,
        resource,
        serial,
        verifiedUntil,
        isExpired: verifiedUntil !== undefined && verifiedUntil < ctx.today,
        photo: {
          field: photoFieldOf(id),
          wrong: of.form.wrong.get(photoFieldOf(id)),
          isAskedAgain: of.form.photos.has(photoFieldOf(id)),
        },
        scales: scalesOf(meter).map((scale) =>
          scaleOf(fieldOf(id, scale), {
            readings: readings
              .filter((one) => one.scale === scale)
              .map((one) => ({ ...one, picture: pictures.get(`${id}|${one.takenOn}`) })),
            months: monthsOf(meter, {
              readings: readings.filter((one) => one.scale === scale),
              scale,
              period,
              today: ctx.today,
            }),
            after,
            scale,
            form: of.form,
          }),
        ),
      });
    }
    const around = await accountAround(tx, self, of.account);
    return { page: "lk.readings", around, period, until, meters, sent: of.sent, alike };
  });
};

const metersInUse = async (tx: Tx, { building, premises }: OwnAccount): Promise<MeterLine[]> =>
  (await metersOf(tx, { building, premises })).filter(({ removed }) => removed === undefined);

/** Photographs that were sent from this account, by meter and day. Read as the resident. */
async function picturesOf(
  tx: Tx,
  { building }: OwnAccount,
  meters: readonly MeterLine[],
  { today }: Ctx,
): Promise<ReadonlyMap<string, number>> {
  const from = addDays(today, -HISTORY_DAYS);
  const ids = meters.map(({ id }) => id);
  const pictures = await listPictures(tx, { building, meters: ids, from, to: addDays(today, 1) });
  return new Map(pictures.map(({ id, meter, takenOn }) => [`${meter}|${takenOn}`, id]));
}

/** As far back as the history of a meter is shown. */
const HISTORY_DAYS = 800;

const photoFieldOf = (meter: MeterId): string => `photo-${meter}`;

const fieldOf = (meter: MeterId, scale: number): string => `${meter}-${scale}`;

function scaleOf(
  field: string,
  of: {
    readonly readings: readonly (Reading & { readonly picture: number | undefined })[];
    readonly months: readonly MonthVolume[];
    readonly after: string;
    readonly scale: number;
    readonly form: ReadingsTyped;
  },
): ReadScale {
  const [last, ...earlier] = of.readings;
  return {
    field,
    scale: of.scale,
    last,
    isSent: last !== undefined && isOwnOf(last, of.after),
    earlier: earlier.slice(0, MONTHS_SHOWN - 1),
    months: of.months,
    yearBefore: againstYearBefore(of.months),
    typed: of.form.typed.get(field) ?? "",
    wrong: of.form.wrong.get(field),
    doubts: of.form.doubts.get(field) ?? [],
  };
}

/** More than a reading a month: the thirteen months are counted from them, and one before. */
const READINGS_READ = 40;

/** The last thirteen months of a scale, through the one that was read last. */
function monthsOf(
  meter: MeterLine,
  of: {
    readonly readings: readonly Reading[];
    readonly scale: number;
    readonly period: Period;
    readonly today: Day;
  },
): MonthVolume[] {
  const readings = of.readings.toReversed();
  const asked = { meter, scale: of.scale, readings, today: of.today };
  const through = (period: Period): MonthVolume[] =>
    entryScaleOf({ ...asked, month: monthIndex(period) }).months.map((volume, at, { length }) => ({
      period: addMonths(period, at + 1 - length),
      volume,
    }));
  const now = through(of.period);
  const shown = now.at(-1)?.volume === undefined ? through(addMonths(of.period, -1)) : now;
  return shown.some(({ volume }) => volume !== undefined) ? shown : [];
}

/**
 * The last month beside the same one a year before. A month whose neighbour was not read holds more than one month's
 * consumption, and is compared with nothing.
 */
export function againstYearBefore(months: readonly MonthVolume[]): YearBefore | undefined {
  const [first] = months;
  const [previous, last] = months.slice(-2);
  if (months.length < MONTHS_SHOWN || previous?.volume === undefined) return undefined;
  if (first?.volume === undefined || last?.volume === undefined) return undefined;
  return { period: last.period, volume: last.volume, before: first.volume };
}

/** Sent by the resident for the window that is open: it may be corrected until that closes. */
const isOwnOf = ({ takenOn, source, mark }: Reading, after: string): boolean =>
  takenOn > after && source === "resident" && mark !== "opening";

export type FieldOutcome =
  | {
      readonly field: string;
      readonly refusal: MeteringRefusal | PictureRefusal | { readonly code: "readings.not_a_number" };
    }
  | { readonly field: string; readonly warnings: readonly ReadingWarning[] };

type SendRefusal = {
  readonly code: "readings.not_taken";
  readonly fields: readonly FieldOutcome[];
};

/** Stops a reading that nobody has confirmed; what a resident can do nothing about only stands beside the meter. */
const DOUBTFUL: ReadonlySet<ReadingWarning["code"]> = new Set([
  "metering.above_three_averages",
  "metering.rollover_assumed",
  "metering.nothing_consumed",
]);

/**
 * Takes the readings of a flat, all or none: one that cannot be, or that is unusual and not confirmed, keeps back the
 * others, so that nobody wonders which were taken. Begun only for an account whose right to it was looked up; a meter of
 * another flat is not found.
 */
export async function sendReadings(
  center: Ctx,
  of: {
    readonly account: OwnAccount;
    readonly typed: ReadonlyMap<string, string>;
    /** Fields whose unusual value the resident has confirmed, as it is typed. */
    readonly confirmed: ReadonlyMap<string, string>;
    /** Photographs by their field, as they came. */
    readonly photos: ReadonlyMap<string, Uint8Array>;
  },
): Promise<Result<number, SendRefusal>> {
  const { after } = windowOn(center.today);
  // Drawing takes its time: before anything is locked.
  const drawn = new Map<string, Result<Uint8Array, PictureRefusal>>();
  for (const [field, file] of of.photos) drawn.set(field, await remadeDial(file));
  return attempt<number, SendRefusal>(center, async (tx) => {
    const fields: FieldOutcome[] = [];
    let taken = 0;
    for (const meter of await metersInUse(tx, of.account)) {
      const known = fields.length;
      /** The day of the meter's reading in this window. */
      let readOn: Day | undefined = meter.last.find((one) => isOwnOf(one, after))?.takenOn;
      for (const scale of scalesOf(meter)) {
        const field = fieldOf(meter.id, scale);
        const text = of.typed.get(field) ?? "";
        if (text.trim() === "") continue;
        const value = readingTyped(text);
        if (value === undefined) {
          fields.push({ field, refusal: { code: "readings.not_a_number" } });
          continue;
        }
        const last = meter.last.find((one) => one.scale === scale);
        const takenOn = last && isOwnOf(last, after) ? last.takenOn : center.today;
        const result = await acceptReading(within(center, tx), {
          building: meter.building,
          meter: meter.id,
          scale,
          value,
          takenOn,
          mark: "regular",
          source: "resident",
        });
        if (!result.ok) {
          fields.push({ field, refusal: result.refusal });
          continue;
        }
        const warnings = result.value.warnings.filter(({ code }) => DOUBTFUL.has(code));
        if (warnings.length > 0 && of.confirmed.get(field) !== text) fields.push({ field, warnings });
        else {
          taken += 1;
          readOn = takenOn;
        }
      }
      const photo = drawn.get(photoFieldOf(meter.id));
      if (!photo || fields.length > known) continue;
      const kept = photo.ok
        ? await keepWith(tx, { of: of.account, meter, readOn, body: photo.value })
        : photo;
      if (!kept.ok) fields.push({ field: photoFieldOf(meter.id), refusal: kept.refusal });
    }
    return fields.length > 0 ? refuse({ code: "readings.not_taken", fields }) : ok(taken);
  });
}

const keepWith = async (
  tx: Tx,
  {
    of,
    meter,
    readOn,
    body,
  }: {
    readonly of: OwnAccount;
    readonly meter: MeterLine;
    readonly readOn: Day | undefined;
    readonly body: Uint8Array;
  },
): Promise<Result<undefined, PictureRefusal>> =>
  readOn === undefined
    ? refuse({ code: "metering.picture_without_reading" })
    : keepPicture(tx, {
        building: meter.building,
        meter: meter.id,
        account: of.account,
        takenOn: readOn,
        body,
      });

/**
 * Takes readings that waited on a telephone for a connection, once: it sends them again until it has heard an answer.
 * What is refused leaves nothing behind.
 */
export async function sendReadingsOnce(
  center: Ctx,
  of: {
    readonly key: string;
    readonly account: OwnAccount;
    readonly typed: ReadonlyMap<string, string>;
    readonly photos: ReadonlyMap<string, Uint8Array>;
  },
): Promise<Result<number, SendRefusal | AccessRefusal>> {
  const { account, typed, photos } = of;
  try {
    const answer = await once(
      center,
      { key: `lk:${account.number}:${of.key}`, request: JSON.stringify([...typed]) },
      async (ctx) => {
        const taken = await sendReadings(ctx, { account, typed, photos, confirmed: new Map() });
        if (!taken.ok) throw new NotTaken(taken.refusal);
        return { status: 200, text: String(taken.value) };
      },
    );
    return answer.ok ? ok(Number(answer.value.text)) : answer;
  } catch (error) {
    if (error instanceof NotTaken) return refuse(error.refusal);
    throw error;
  }
}

/** Thrown within a command that is done once, so that nothing of it is kept. */
class NotTaken extends Error {
  readonly refusal: SendRefusal;

  constructor(refusal: SendRefusal) {
    super(refusal.code);
    this.refusal = refusal;
  }
}

/** Millionths of "1 234,567" as a person reads a dial; undefined for what is no number of it. */
export function readingTyped(text: string): bigint | undefined {
  const found = /^(\d{1,9})(?:[.,](\d{1,4}))?$/.exec(text.replaceAll(/[\s\u00a0\u202f]/g, ""));
  if (!found) return undefined;
  const [, whole = "", part = ""] = found;
  return BigInt(whole) * 1_000_000n + BigInt(part.padEnd(6, "0"));
}
