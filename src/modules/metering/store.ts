import { type Day, dayFromNumber } from "#core/day";
import type { BuildingId, MeterId, PremisesId, UserId } from "#core/ids";
import type { Resource } from "#modules/tariffs";
import { intArray, textArray, type Tx } from "#platform/database";
import type { Meter, NewMeter, NewReading, Reading, ReadingMark, ReadingSource } from "./model.ts";

export interface MeterPlace {
  readonly building: BuildingId;
  readonly meter: MeterId;
}

// ---- Meters ------------------------------------------------------------------------------------------------

const METER = `m.building_id as building, m.meter_id as id, m.premises_id as premises, m.resource, m.serial,
  m.scales as "tariffScales", m.integer_digits as "integerDigits", m.ratio, m.installed_on as installed,
  m.removed_on as removed,
  (select max(v.verified_until) from metering.verifications v where v.building_id = m.building_id and v.meter_id = m.meter_id) as "verifiedUntil",
  (select min(lower(f.in_force)) from metering.faults f
   where f.building_id = m.building_id and f.meter_id = m.meter_id and upper_inf(f.in_force)) as "brokenFrom"`;

interface MeterRow {
  readonly building: number;
  readonly id: number;
  readonly premises: number | null;
  readonly resource: string;
  readonly serial: string;
  readonly tariffScales: number;
  readonly integerDigits: number;
  readonly ratio: number;
  readonly installed: Day;
  readonly removed: Day | null;
  readonly verifiedUntil: Day | null;
  readonly brokenFrom: Day | null;
}
const meterOf = (row: MeterRow): Meter => ({
  building: row.building as BuildingId,
  id: row.id as MeterId,
  premises: (row.premises ?? undefined) as PremisesId | undefined,
  resource: row.resource as Resource,
  serial: row.serial,
  tariffScales: row.tariffScales as Meter["tariffScales"],
  integerDigits: row.integerDigits,
  ratio: BigInt(row.ratio),
  installed: row.installed,
  removed: row.removed ?? undefined,
  verifiedUntil: row.verifiedUntil ?? undefined,
  brokenFrom: row.brokenFrom ?? undefined,
});

/**
 * Registrations of one building's meters follow one another: a serial is looked for before it is added. Buildings
 * share 64 locks, so that a whole city in one transaction does not fill the server's table of locks.
 */
export async function lockMetersOf(tx: Tx, buildings: readonly BuildingId[]): Promise<void> {
  await tx.query(
    `select pg_advisory_xact_lock(hashtext('metering.meters'), lock)
     from (select distinct b % 64 as lock from unnest($1::integer[]) as b order by 1) x`,
    [intArray(new Set(buildings))],
  );
}

/** Locks meters until the transaction ends, always in one order: their readings are judged one after the other. */
export async function lockMeters(tx: Tx, places: readonly MeterPlace[]): Promise<Meter[]> {
  const rows = await tx.query<MeterRow>(
    `select ${METER} from metering.meters m
     where (m.building_id, m.meter_id) in (select * from unnest($1::integer[], $2::integer[]))
     order by m.building_id, m.meter_id for update of m`,
    placeValues(places),
  );
  return rows.map(meterOf);
}

const placeValues = (places: readonly MeterPlace[]): [string, string] => [
  intArray(places.map((at) => at.building)),
  intArray(places.map((at) => at.meter)),
];

/** Meters with these serials in these buildings; a resource may have the serial of another one. */
export async function findMetersBySerial(
  tx: Tx,
  keys: readonly { readonly building: BuildingId; readonly serial: string }[],
): Promise<Meter[]> {
  const rows = await tx.query<MeterRow>(
    `select ${METER} from metering.meters m
     where (m.building_id, m.serial) in (select * from unnest($1::integer[], $2::text[]))`,
    [intArray(keys.map((key) => key.building)), textArray(keys.map((key) => key.serial))],
  );
  return rows.map(meterOf);
}

/** Meters whose serial begins with the text, in any building in sight. */
export async function findMetersBySerialStart(
  tx: Tx,
  range: { readonly from: string; readonly to: string },
  limit: number,
): Promise<Meter[]> {
  const rows = await tx.query<MeterRow>(
    `select ${METER} from metering.meters m where m.serial >= $1 and m.serial < $2 order by m.serial, m.meter_id limit $3`,
    [range.from, range.to, limit],
  );
  return rows.map(meterOf);
}

/** The meters of a premises, or of the whole building where it is undefined; those in use first. */
export async function listMeters(
  tx: Tx,
  building: BuildingId,
  premises: PremisesId | undefined,
): Promise<Meter[]> {
  const rows = await tx.query<MeterRow>(
    `select ${METER} from metering.meters m
     where m.building_id = $1 and m.premises_id is not distinct from $2::integer
     order by m.removed_on desc nulls first, m.resource, m.installed_on, m.meter_id`,
    [building, premises ?? null],
  );
  return rows.map(meterOf);
}

/** Every meter of a building and its premises that was in its place on some day of `[from, to)`. */
export async function listMetersInUse(
  tx: Tx,
  of: { readonly building: BuildingId; readonly from: Day; readonly to: Day },
): Promise<Meter[]> {
  const rows = await tx.named<MeterRow>(
    "metering.list-meters-in-use",
    `select ${METER} from metering.meters m
     where m.building_id = $1 and m.installed_on < $3::date and (m.removed_on is null or m.removed_on > $2::date)
     order by m.premises_id nulls first, m.resource, m.installed_on, m.meter_id`,
    [of.building, of.from, of.to],
  );
  return rows.map(meterOf);
}

/** How far a building's meters have been read. */
export interface Coverage {
  readonly building: BuildingId;
  readonly meters: number;
  readonly read: number;
}

/**
 * Of these buildings, the meters in use on the last day of the month and those of them that have a reading of it.
 * Readings of premises count from the day after the last month's deadline through this month's, a building's own of
 * the calendar month.
 */
export async function countCoverage(
  tx: Tx,
  of: {
    readonly buildings: readonly BuildingId[];
    readonly first: Day;
    readonly last: Day;
    /** Readings of premises: after this day, through the other. */
    readonly after: Day;
    readonly through: Day;
  },
): Promise<Coverage[]> {
  return tx.query<Coverage>(
    `select m.building_id as building, count(*)::integer as meters, count(*) filter (where exists (
       select from metering.readings r where r.building_id = m.building_id and r.meter_id = m.meter_id and r.mark <> 'opening'
         and case when m.premises_id is null then r.taken_on between $2::date and $3::date
             else r.taken_on > $4::date and r.taken_on <= $5::date end
         and r.taken_on > $4::date and r.taken_on <= $3::date))::integer as read
     from metering.meters m
     where m.building_id = any ($1::integer[]) and m.installed_on <= $3::date and (m.removed_on is null or m.removed_on > $3::date)
     group by 1 order by 1`,
    [intArray(of.buildings), of.first, of.last, of.after, of.through],
  );
}

/** Gives the ids in the order of the rows. */
export async function insertMeters(tx: Tx, rows: readonly NewMeter[]): Promise<MeterId[]> {
  const made = await tx.query<{ id: number; building: number; resource: string; serial: string }>(
    `insert into metering.meters
       (building_id, premises_id, resource, serial, scales, integer_digits, ratio, installed_on, removed_on)
     select * from unnest($1::integer[], $2::integer[], $3::text[], $4::text[], $5::smallint[], $6::smallint[], $7::integer[],
       $8::date[], $9::date[])
     returning meter_id as id, building_id as building, resource, serial`,
    [
      intArray(rows.map((row) => row.building)),
      textArray(rows.map((row) => row.premises?.toString())),
      textArray(rows.map((row) => row.resource)),
      textArray(rows.map((row) => row.serial)),
      intArray(rows.map((row) => row.tariffScales)),
      intArray(rows.map((row) => row.integerDigits)),
      intArray(rows.map((row) => row.ratio)),
      textArray(rows.map((row) => row.installed)),
      textArray(rows.map((row) => row.removed)),
    ],
  );
  const ids = new Map(
    made.map((row) => [`${row.building}|${row.resource}|${row.serial}`, row.id as MeterId]),
  );
  return rows.map((row) => ids.get(`${row.building}|${row.resource}|${row.serial}`) ?? (0 as MeterId));
}

export async function removeMeters(
  tx: Tx,
  rows: readonly (MeterPlace & { readonly removed: Day })[],
): Promise<void> {
  await tx.query(
    `update metering.meters m set removed_on = n.removed_on
     from unnest($1::integer[], $2::integer[], $3::date[]) as n (building_id, meter_id, removed_on)
     where m.building_id = n.building_id and m.meter_id = n.meter_id`,
    [...placeValues(rows), textArray(rows.map((row) => row.removed))],
  );
}

export async function insertVerifications(
  tx: Tx,
  rows: readonly (MeterPlace & { readonly verified: Day; readonly until: Day })[],
): Promise<void> {
  await tx.query(
    `insert into metering.verifications (building_id, meter_id, verified_on, verified_until)
     select * from unnest($1::integer[], $2::integer[], $3::date[], $4::date[]) on conflict do nothing`,
    [
      ...placeValues(rows),
      textArray(rows.map((row) => row.verified)),
      textArray(rows.map((row) => row.until)),
    ],
  );
}

export async function insertFaults(
  tx: Tx,
  rows: readonly (MeterPlace & { readonly from: Day; readonly report: string })[],
): Promise<void> {
  await tx.query(
    `insert into metering.faults (building_id, meter_id, in_force, report)
     select n.building_id, n.meter_id, daterange(n.since, null), n.report
     from unnest($1::integer[], $2::integer[], $3::date[], $4::text[]) as n (building_id, meter_id, since, report)`,
    [...placeValues(rows), textArray(rows.map((row) => row.from)), textArray(rows.map((row) => row.report))],
  );
}

// ---- Readings ----------------------------------------------------------------------------------------------

const READING = `r.building_id as building, r.meter_id as meter, r.scale, r.taken_on as "takenOn", r.version, r.value,
  r.mark, r.source`;

interface ReadingRow {
  readonly building: number;
  readonly meter: number;
  readonly scale: number;
  readonly takenOn: Day;
  readonly version: number;
  readonly value: bigint;
  readonly mark: string;
  readonly source: string;
}
const readingOf = (row: ReadingRow): Reading => ({
  building: row.building as BuildingId,
  meter: row.meter as MeterId,
  scale: row.scale,
  takenOn: row.takenOn,
  version: row.version,
  value: row.value,
  mark: row.mark as ReadingMark,
  source: row.source as ReadingSource,
});

/**
 * Every version of the readings of meters, each meter's from its own day on; by meter and scale, within them in no
 * order. A year of a town's readings is a hundred thousand rows, so a scale comes as one row of lists.
 */
export async function findReadings(
  tx: Tx,
  places: readonly (MeterPlace & { readonly since: Day })[],
): Promise<Reading[][]> {
  const rows = await tx.query<{
    readonly building: number;
    readonly meter: number;
    readonly scale: number;
    readonly days: string;
    readonly versions: string;
    readonly values: string;
    readonly marks: string;
    readonly sources: string;
  }>(
    `select r.building_id as building, r.meter_id as meter, r.scale, string_agg(r.taken_on::text, ',') as days,
       string_agg(r.version::text, ',') as versions, string_agg(r.value::text, ',') as values,
       string_agg(r.mark, ',') as marks, string_agg(r.source, ',') as sources
     from unnest($1::integer[], $2::integer[], $3::date[]) as k (building_id, meter_id, since)
     join metering.readings r using (building_id, meter_id) where r.taken_on >= k.since group by 1, 2, 3`,
    [...placeValues(places), textArray(places.map((at) => at.since))],
  );
  return rows.map((row) => {
    const versions = row.versions.split(",");
    const values = row.values.split(",");
    const marks = row.marks.split(",");
    const sources = row.sources.split(",");
    return row.days.split(",").map((takenOn, at) =>
      readingOf({
        building: row.building,
        meter: row.meter,
        scale: row.scale,
        takenOn: takenOn as Day,
        version: Number(versions[at]),
        value: BigInt(values[at] ?? ""),
        mark: marks[at] ?? "",
        source: sources[at] ?? "",
      }),
    );
  });
}

/**
 * The same of nearly all the meters of some buildings, from one day on: each building's days are read in one range,
 * which takes a third of the time of a look-up for each meter. Readings of other meters come along.
 */
export async function findReadingsOfBuildings(
  tx: Tx,
  of: { readonly buildings: readonly BuildingId[]; readonly since: Day },
): Promise<Reading[][]> {
  const rows = await tx.query<PackedReadings>(
    `select r.building_id as building, array_agg(r.meter_id)::text as meters, array_agg(r.scale)::text as scales,
       array_agg(r.taken_on - date '1970-01-01')::text as days, array_agg(r.version)::text as versions,
       array_agg(r.value)::text as values, string_agg(r.mark, ',') as marks, string_agg(r.source, ',') as sources
     from metering.readings r where r.building_id = any ($1::integer[]) and r.taken_on >= $2::date group by 1`,
    [intArray(of.buildings), of.since],
  );
  const listed = (text: string) => text.slice(1, -1).split(",");
  const dayOf = new Map<string, Day>();
  return rows.flatMap((row) => {
    const scales = listed(row.scales);
    const days = listed(row.days);
    const versions = listed(row.versions);
    const values = listed(row.values);
    const marks = row.marks.split(",");
    const sources = row.sources.split(",");
    const byScale = new Map<string, Reading[]>();
    for (const [at, meter] of listed(row.meters).entries()) {
      const number = days[at] ?? "";
      const takenOn = dayOf.get(number) ?? dayFromNumber(Number(number));
      dayOf.set(number, takenOn);
      const reading = readingOf({
        building: row.building,
        meter: Number(meter),
        scale: Number(scales[at]),
        takenOn,
        version: Number(versions[at]),
        value: BigInt(values[at] ?? ""),
        mark: marks[at] ?? "",
        source: sources[at] ?? "",
      });
      const key = `${meter}|${scales[at]}`;
      const list = byScale.get(key);
      if (list) list.push(reading);
      else byScale.set(key, [reading]);
    }
    return [...byScale.values()];
  });
}

/** A building's readings as lists: a row for each is slow to read. */
interface PackedReadings {
  readonly building: number;
  readonly meters: string;
  readonly scales: string;
  readonly days: string;
  readonly versions: string;
  readonly values: string;
  readonly marks: string;
  readonly sources: string;
}

/** The last reading of each scale before a day, as it stands. */
export async function findReadingsBefore(
  tx: Tx,
  scales: readonly (MeterPlace & { readonly scale: number; readonly day: Day })[],
): Promise<Reading[]> {
  if (scales.length === 0) return [];
  const rows = await tx.query<ReadingRow>(
    `select ${READING}
     from unnest($1::integer[], $2::integer[], $3::smallint[], $4::date[]) as k (building_id, meter_id, scale, day)
     cross join lateral (select r.* from metering.readings r
       where r.building_id = k.building_id and r.meter_id = k.meter_id and r.scale = k.scale and r.taken_on < k.day
       order by r.taken_on desc, r.version desc limit 1) r`,
    [...placeValues(scales), intArray(scales.map((at) => at.scale)), textArray(scales.map((at) => at.day))],
  );
  return rows.map(readingOf);
}

/** A building's readings of the days `[from, to)` as they stand, in one range; by meter, scale and day. */
export async function listReadingsOfBuilding(
  tx: Tx,
  of: { readonly building: BuildingId; readonly from: Day; readonly to: Day },
): Promise<Reading[]> {
  const rows = await tx.named<ReadingRow>(
    "metering.list-readings-of-building",
    `select distinct on (r.meter_id, r.scale, r.taken_on) ${READING} from metering.readings r
     where r.building_id = $1 and r.taken_on >= $2::date and r.taken_on < $3::date
     order by r.meter_id, r.scale, r.taken_on, r.version desc`,
    [of.building, of.from, of.to],
  );
  return rows.map(readingOf);
}

/** The last readings of meters as they stand, newest first; at most `limit` a meter and scale. */
export async function listReadings(tx: Tx, places: readonly MeterPlace[], limit: number): Promise<Reading[]> {
  const rows = await tx.query<ReadingRow>(
    `select ${READING} from (
       select r.*, row_number() over (partition by r.building_id, r.meter_id, r.scale order by r.taken_on desc) as place
       from (select distinct on (r.building_id, r.meter_id, r.scale, r.taken_on) r.*
         from unnest($1::integer[], $2::integer[]) as k (building_id, meter_id)
         join metering.readings r using (building_id, meter_id)
         order by r.building_id, r.meter_id, r.scale, r.taken_on, r.version desc) r) r
     where r.place <= $3 order by r.building_id, r.meter_id, r.taken_on desc, r.scale`,
    [...placeValues(places), limit],
  );
  return rows.map(readingOf);
}

/** Every version of the readings of one meter on one day: what was corrected, and to what. */
export async function listVersions(tx: Tx, of: MeterPlace & { readonly takenOn: Day }): Promise<Reading[]> {
  const rows = await tx.query<ReadingRow>(
    `select ${READING} from metering.readings r
     where r.building_id = $1 and r.meter_id = $2 and r.taken_on = $3 order by r.scale, r.version`,
    [of.building, of.meter, of.takenOn],
  );
  return rows.map(readingOf);
}

export async function insertReadings(
  tx: Tx,
  rows: readonly (NewReading & { readonly version: number })[],
): Promise<void> {
  await tx.query(
    `insert into metering.readings
       (building_id, taken_on, meter_id, scale, version, value, mark, source, recorded_by)
     select unnest($1::integer[]), unnest($2::date[]), unnest($3::integer[]), unnest($4::smallint[]),
       unnest($5::smallint[]), unnest($6::bigint[]), unnest($7::text[]), unnest($8::text[]), $9::integer`,
    [
      intArray(rows.map((row) => row.building)),
      textArray(rows.map((row) => row.takenOn)),
      intArray(rows.map((row) => row.meter)),
      intArray(rows.map((row) => row.scale)),
      intArray(rows.map((row) => row.version)),
      intArray(rows.map((row) => row.value)),
      textArray(rows.map((row) => row.mark)),
      textArray(rows.map((row) => row.source)),
      tx.scope.user ?? null,
    ],
  );
}

/** One version of a reading with who wrote it down and when. */
export interface ReadingRecord extends Reading {
  readonly resource: Resource;
  readonly serial: string;
  /** What the version before said; undefined for the first. */
  readonly corrected: bigint | undefined;
  readonly recordedAt: Date;
  readonly recordedBy: UserId | undefined;
}

/** Every version of the readings of a premises' meters, the last recorded first. */
export async function listReadingRecords(
  tx: Tx,
  of: {
    readonly building: BuildingId;
    readonly premises: PremisesId;
    readonly limit: number;
    /** Those of the building's own meters too. */
    readonly ofBuilding?: boolean;
  },
): Promise<ReadingRecord[]> {
  const rows = await tx.query<
    ReadingRow & {
      resource: string;
      serial: string;
      corrected: bigint | null;
      recordedAt: Date;
      recordedBy: number | null;
    }
  >(
    `select ${READING}, m.resource, m.serial, b.value as corrected, r.recorded_at as "recordedAt", r.recorded_by as "recordedBy"
     from metering.meters m join metering.readings r using (building_id, meter_id)
     left join metering.readings b on b.building_id = r.building_id and b.taken_on = r.taken_on and b.meter_id = r.meter_id
       and b.scale = r.scale and b.version = r.version - 1
     where m.building_id = $1 and (m.premises_id = $2 or $4 and m.premises_id is null)
     order by r.recorded_at desc, r.taken_on desc, m.resource, r.scale limit $3`,
    [of.building, of.premises, of.limit, of.ofBuilding === true],
  );
  return rows.map((row) => ({
    ...readingOf(row),
    resource: row.resource as Resource,
    serial: row.serial,
    corrected: row.corrected ?? undefined,
    recordedAt: row.recordedAt,
    recordedBy: (row.recordedBy ?? undefined) as UserId | undefined,
  }));
}
