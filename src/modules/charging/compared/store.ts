import { must } from "#core/assert";
import type { AccountId, BuildingId, RunId, ServiceId } from "#core/ids";
import { addMonths, endDay, firstDay, type Period, periodNumber, previous } from "#core/period";
import type { Money } from "#core/units";
import { addDays } from "#core/day";
import { intArray, type Tx } from "#platform/database";
import type {
  ChangedComposition,
  ComparedBuilding,
  ComparedBuildingService,
  ComparedService,
  ReviewLimits,
  RunWarning,
} from "../rules/anomalies.ts";
import type { Run } from "../store.ts";

/*
 * A run beside an earlier month: its lines are not booked yet, so what is due is the books and the run together. A
 * recalculation is held against its own month as it was booked before it.
 */

/** Formulas by which a volume was put in place of a missing reading, and by which a building's meter is shared. */
const BY_AVERAGE = 4;
const BY_NORM = 30;
const SHARED_BY_METER = "24, 27";

/**
 * Lines due for a month, net of what reduces them: what is booked, and what the run adds to it. Read from the months that they can be booked
 * in; `$1` buildings, `$2` the run, `$3` the month before, `$4` the month, `$5` the month it is booked in.
 */
export const DUE = `ledger.entries e where e.building_id = any ($1::integer[]) and e.period between $3 and $5
  and e.charged_for in ($3, $4) and e.kind in (1, 2, 3, 5)
  and (e.document_id = $2 or e.document_id in (select c.run_id from ledger.counted_runs c))`;

/** Lines of what a run is held against: the earlier month, or its own one as the runs before it had booked it. */
export const WAS = "(e.charged_for = $3 and ($3 <> $4 or e.document_id < $2))";
/** Lines of what is due with the run; of its own month nothing that came after it. */
export const NOW = "(e.charged_for = $4 and ($3 <> $4 or e.document_id <= $2))";

export const monthsOf = (run: Run, before: Period) => [
  periodNumber(before),
  periodNumber(run.chargedFor),
  periodNumber(run.bookedIn),
];

/** Whether an earlier run of the same month is in the books: what the run adds is a difference then. */
export async function isRecalculation(tx: Tx, run: Run): Promise<boolean> {
  const rows = await tx.query(
    `select from charging.runs q join ledger.counted_runs c using (run_id)
     where q.organization_id = $1 and q.charged_for = $2 and q.run_id < $3 limit 1`,
    [run.organization, periodNumber(run.chargedFor), run.id],
  );
  return rows.length > 0;
}

export async function listRunBuildings(tx: Tx, run: RunId): Promise<BuildingId[]> {
  const rows = await tx.query<{ building_id: number }>(
    "select building_id from charging.run_buildings where run_id = $1 order by 1",
    [run],
  );
  return rows.map((row) => row.building_id as BuildingId);
}

/** What the rules compare of these buildings, with a fixed number of questions however many they are. */
export async function compareBuildings(
  tx: Tx,
  of: { run: Run; before: Period; buildings: readonly BuildingId[]; limits: ReviewLimits },
): Promise<ComparedBuilding[]> {
  const buildings = intArray(of.buildings);
  const services = await listComparedServices(tx, { ...of, buildings });
  const whole = await listWholeServices(tx, { ...of, buildings });
  const compositions = await listCompositions(tx, { ...of, buildings });
  const warnings = await listWarnings(tx, { ...of, buildings });
  return of.buildings.map((building) => ({
    building,
    services: services.get(building) ?? [],
    whole: whole.get(building) ?? [],
    compositions: compositions.get(building) ?? [],
    warnings: warnings.get(building) ?? [],
  }));
}

interface Asked {
  readonly run: Run;
  readonly before: Period;
  /** As an array of PostgreSQL. */
  readonly buildings: string;
  readonly limits: ReviewLimits;
}

/** Only those that a rule may speak of: most accounts pay what they paid last month. */
async function listComparedServices(tx: Tx, of: Asked): Promise<Map<BuildingId, ComparedService[]>> {
  const months = await listMonthsWithoutReading(tx, of);
  const rows = await tx.query<{
    building_id: number;
    account_id: number;
    service_id: number;
    was: bigint | null;
    became: bigint | null;
    volume_was: bigint | null;
    volume: bigint | null;
    rate_was: bigint | null;
    rate: bigint | null;
    providers: number;
    by_average: boolean;
    by_norm: boolean;
  }>(
    `select building_id, account_id, service_id, sum(was)::bigint as was, sum(became)::bigint as became,
       sum(volume_was)::bigint as volume_was, sum(volume)::bigint as volume, max(rate_was) as rate_was, max(rate) as rate,
       count(*) filter (where became <> 0)::integer as providers,
       bool_or(coalesce(by_average, 0) <> 0) as by_average, bool_or(coalesce(by_norm, 0) <> 0) as by_norm
     from (select e.building_id, e.account_id, e.service_id, e.provider_id,
         sum(e.amount) filter (where ${WAS}) as was, sum(e.amount) filter (where ${NOW}) as became,
         sum(e.volume) filter (where ${WAS} and e.kind = 1) as volume_was,
         sum(e.volume) filter (where ${NOW} and e.kind = 1) as volume,
         max(e.rate) filter (where ${WAS}) as rate_was, max(e.rate) filter (where ${NOW}) as rate,
         sum(e.amount) filter (where ${NOW} and e.formula = ${BY_AVERAGE}) as by_average,
         sum(e.amount) filter (where ${NOW} and e.formula = ${BY_NORM}) as by_norm
       from ${DUE} group by 1, 2, 3, 4) as of_provider
     group by 1, 2, 3
     having sum(was) is null or sum(became) is null or sum(became) <= 0 or abs(sum(became) - sum(was)) > $6
       or count(*) filter (where became <> 0) > 1 or bool_or(coalesce(by_average, by_norm, 0) <> 0)
     order by 1, 2, 3`,
    [of.buildings, of.run.id, ...monthsOf(of.run, of.before), of.limits.jumpAmount],
  );
  return byBuilding(rows, (row): ComparedService => {
    const withoutReading = row.by_average ? "average" : row.by_norm ? "norm" : undefined;
    return {
      account: row.account_id as AccountId,
      service: row.service_id as ServiceId,
      was: (row.was ?? undefined) as Money | undefined,
      became: (row.became ?? undefined) as Money | undefined,
      volumeWas: row.volume_was ?? 0n,
      volume: row.volume ?? 0n,
      rateWas: row.rate_was ?? 0n,
      rate: row.rate ?? 0n,
      providers: row.providers,
      withoutReading,
      monthsWithoutReading:
        withoutReading === undefined
          ? 0
          : 1 + (months.get(`${row.building_id} ${row.account_id} ${row.service_id}`) ?? 0),
    };
  });
}

/** How many months in a row before this one were billed without a reading, two at most. */
async function listMonthsWithoutReading(tx: Tx, of: Asked): Promise<Map<string, number>> {
  const [one, two] = [previous(of.run.chargedFor), addMonths(of.run.chargedFor, -2)].map(periodNumber);
  const rows = await tx.query<{
    building_id: number;
    account_id: number;
    service_id: number;
    months: number;
  }>(
    `select building_id, account_id, service_id, case when bool_or(charged_for = $3) then count(distinct charged_for) else 0 end::integer as months
     from ledger.booked_entries
     where building_id = any ($1::integer[]) and period between $2 and $4 and charged_for in ($2, $3)
       and kind in (1, 2) and formula in (${BY_AVERAGE}, ${BY_NORM})
     group by 1, 2, 3`,
    [of.buildings, two, one, periodNumber(of.run.bookedIn)],
  );
  return new Map(rows.map((row) => [`${row.building_id} ${row.account_id} ${row.service_id}`, row.months]));
}

async function listWholeServices(tx: Tx, of: Asked): Promise<Map<BuildingId, ComparedBuildingService[]>> {
  const rows = await tx.query<{
    building_id: number;
    service_id: number;
    accounts_was: number;
    accounts: number;
    was: bigint;
    became: bigint;
    common: bigint | null;
    common_norm: bigint | null;
  }>(
    `select t.*, case when t.common is not null then (
         select trunc(v.value * s.common_property_area / 1000000.0)::bigint
         from addresses.building_states s cross join lateral (
           select 0 as level, b.value, b.variant from tariffs.building_values b
           where b.building_id = t.building_id and b.account_id = 0 and b.service_id = t.service_id
             and b.parameter = 'norm_common' and b.variant in ('', s.improvement) and b.in_force @> $6::date
           union all
           select case when c.organization_id = 0 then 2 else 1 end, c.value, c.variant from tariffs.city_values c
           where c.organization_id in (0, $7) and c.service_id = t.service_id
             and c.parameter = 'norm_common' and c.variant in ('', s.improvement) and c.in_force @> $6::date
           order by 1, 3 desc limit 1) v
         where s.building_id = t.building_id and s.in_force @> $6::date) end as common_norm
     from (select e.building_id, e.service_id,
         count(distinct e.account_id) filter (where ${WAS})::integer as accounts_was,
         count(distinct e.account_id) filter (where ${NOW})::integer as accounts,
         coalesce(sum(e.amount) filter (where ${WAS}), 0)::bigint as was,
         coalesce(sum(e.amount) filter (where ${NOW}), 0)::bigint as became,
         sum(e.volume) filter (where ${NOW} and e.kind = 1 and e.formula in (${SHARED_BY_METER}))::bigint as common
       from ${DUE} group by 1, 2) t
     order by 1, 2`,
    [
      of.buildings,
      of.run.id,
      ...monthsOf(of.run, of.before),
      addDays(endDay(of.run.chargedFor), -1),
      of.run.organization,
    ],
  );
  return byBuilding(
    rows,
    (row): ComparedBuildingService => ({
      service: row.service_id as ServiceId,
      accountsWas: row.accounts_was,
      accounts: row.accounts,
      was: row.was as Money,
      became: row.became as Money,
      common: row.common === null ? undefined : { volume: row.common, norm: row.common_norm ?? undefined },
    }),
  );
}

/** Accounts opened before the month whose area or people changed within it. */
async function listCompositions(tx: Tx, of: Asked): Promise<Map<BuildingId, ChangedComposition[]>> {
  const rows = await tx.query<{
    building_id: number;
    account_id: number;
    was: bigint;
    became: bigint;
    area_was: bigint | null;
    area: bigint | null;
    moved_in: number;
    moved_out: number;
  }>(
    `with areas as (
       select a.building_id, a.account_id, min(b.total_area) as area_was, max(n.total_area) as area
       from addresses.premises_states n
       join addresses.premises_states b on b.building_id = n.building_id and b.premises_id = n.premises_id
         and upper(b.in_force) = lower(n.in_force) and b.total_area <> n.total_area
       join accounts.accounts a on a.building_id = n.building_id and a.premises_id = n.premises_id
       where n.building_id = any ($1::integer[]) and lower(n.in_force) >= $6::date and lower(n.in_force) < $7::date
         and a.opened_on < $6::date and (a.closed_on is null or a.closed_on > $6::date)
       group by 1, 2),
     people as (
       select r.building_id, r.account_id,
         count(*) filter (where lower(r.in_force) >= $6::date and lower(r.in_force) < $7::date)::integer as moved_in,
         count(*) filter (where upper(r.in_force) > $6::date and upper(r.in_force) <= $7::date)::integer as moved_out
       from accounts.residents r
       join accounts.accounts a on a.building_id = r.building_id and a.account_id = r.account_id
       where r.building_id = any ($1::integer[]) and a.opened_on < $6::date
         and (lower(r.in_force) >= $6::date and lower(r.in_force) < $7::date
           or upper(r.in_force) > $6::date and upper(r.in_force) <= $7::date)
       group by 1, 2),
     changed as (select building_id, account_id, area_was, area, coalesce(moved_in, 0) as moved_in, coalesce(moved_out, 0) as moved_out
       from areas full join people using (building_id, account_id))
     select x.building_id, x.account_id, x.area_was, x.area, x.moved_in, x.moved_out,
       coalesce(sum(e.amount) filter (where ${WAS}), 0)::bigint as was,
       coalesce(sum(e.amount) filter (where ${NOW}), 0)::bigint as became
     from changed x join ledger.entries e on e.building_id = x.building_id and e.account_id = x.account_id
     where e.period between $3 and $5 and e.charged_for in ($3, $4) and e.kind in (1, 2, 3, 5)
       and (e.document_id = $2 or e.document_id in (select c.run_id from ledger.counted_runs c))
     group by 1, 2, 3, 4, 5, 6 order by 1, 2`,
    [
      of.buildings,
      of.run.id,
      ...monthsOf(of.run, of.before),
      firstDay(of.run.chargedFor),
      endDay(of.run.chargedFor),
    ],
  );
  return byBuilding(
    rows,
    (row): ChangedComposition => ({
      account: row.account_id as AccountId,
      was: row.was as Money,
      became: row.became as Money,
      areaWas: row.area_was ?? undefined,
      area: row.area ?? undefined,
      movedIn: row.moved_in,
      movedOut: row.moved_out,
    }),
  );
}

async function listWarnings(tx: Tx, of: Asked): Promise<Map<BuildingId, RunWarning[]>> {
  const rows = await tx.query<{
    building_id: number;
    code: string;
    account_id: number | null;
    service_id: number | null;
    parameter: string | null;
  }>(
    `select building_id, code, account_id, service_id, data ->> 'parameter' as parameter from charging.warnings
     where run_id = $2 and building_id = any ($1::integer[]) order by building_id, warning_no`,
    [of.buildings, of.run.id],
  );
  return byBuilding(
    rows,
    (row): RunWarning => ({
      code: row.code,
      account: (row.account_id ?? undefined) as AccountId | undefined,
      service: (row.service_id ?? undefined) as ServiceId | undefined,
      parameter: row.parameter ?? undefined,
    }),
  );
}

function byBuilding<Row extends { building_id: number }, T>(
  rows: readonly Row[],
  of: (row: Row) => T,
): Map<BuildingId, T[]> {
  const found = new Map<BuildingId, T[]>();
  for (const row of rows) {
    const building = row.building_id as BuildingId;
    const list = found.get(building);
    if (list) list.push(of(row));
    else found.set(building, [of(row)]);
  }
  return found;
}

export interface ComparedTotal {
  readonly was: Money;
  readonly became: Money;
  readonly accounts: number;
}

export interface RunTotals {
  readonly all: ComparedTotal & {
    /** Whose sum is another one than last month. */
    readonly changed: number;
    /** Charged now and not before. */
    readonly first: number;
  };
  /** What the run books as penalties of old debts: it stands beside the month's charges. Absent in older totals. */
  readonly penalties?: { readonly amount: Money; readonly accounts: number } | undefined;
  readonly services: readonly (ComparedTotal & { code: string; ru: string; en: string })[];
  readonly buildings: readonly (ComparedTotal & {
    building: BuildingId;
    address: string;
    changed: number;
  })[];
}

/**
 * What is due for the run's month beside what is booked for an earlier one, of the same accounts: those that the
 * month charges. One pass over the lines of both.
 */
export async function totalsOf(
  tx: Tx,
  { run, before }: { readonly run: Run; readonly before: Period },
): Promise<RunTotals> {
  const buildings = await listRunBuildings(tx, run.id);
  // A group for each account and service: a hundred thousand accounts must not go by the disk.
  await tx.query("select set_config('work_mem', '256MB', true)");
  const rows = await tx.query<{
    building_id: number | null;
    service_id: number | null;
    was: bigint;
    became: bigint;
    accounts: number;
    changed: number;
    first: number;
  }>(
    `with due as materialized (
       select e.building_id, e.account_id, e.service_id,
         coalesce(sum(e.amount) filter (where ${WAS}), 0)::bigint as was,
         coalesce(sum(e.amount) filter (where ${NOW}), 0)::bigint as became,
         bool_or(${NOW}) as is_now, bool_or(${WAS}) as is_before
       from ${DUE} group by 1, 2, 3),
     of_account as materialized (
       select building_id, account_id, sum(was)::bigint as was, sum(became)::bigint as became, bool_or(is_before) as is_before
       from due group by 1, 2 having bool_or(is_now))
     select null::integer as building_id, d.service_id::integer, sum(d.was)::bigint as was, sum(d.became)::bigint as became,
       count(*)::integer as accounts, 0 as changed, 0 as first
     from due d join of_account using (building_id, account_id) group by d.service_id
     union all
     select building_id, null, sum(was)::bigint, sum(became)::bigint, count(*)::integer,
       count(*) filter (where is_before and was <> became)::integer, count(*) filter (where not is_before)::integer
     from of_account group by building_id`,
    [intArray(buildings), run.id, ...monthsOf(run, before)],
  );
  const [penalties] = await tx.query<{ amount: bigint; accounts: number }>(
    `select coalesce(sum(e.amount), 0)::bigint as amount, count(distinct e.account_id)::integer as accounts
     from ledger.entries e where e.building_id = any ($1::integer[]) and e.document_id = $2 and e.period = $3 and e.kind = 6`,
    [intArray(buildings), run.id, periodNumber(run.bookedIn)],
  );
  const names = await serviceNames(tx);
  const addresses = await addressesOf(tx, buildings);
  const total = (row: (typeof rows)[number]): ComparedTotal => ({
    was: row.was as Money,
    became: row.became as Money,
    accounts: row.accounts,
  });
  const ofBuildings = rows.filter((row) => row.building_id !== null);
  const sum = (value: (row: (typeof rows)[number]) => bigint): Money =>
    ofBuildings.reduce<bigint>((all, row) => all + value(row), 0n) as Money;
  const count = (value: (row: (typeof rows)[number]) => number): number =>
    ofBuildings.reduce((all, row) => all + value(row), 0);
  return {
    all: {
      was: sum((row) => row.was),
      became: sum((row) => row.became),
      accounts: count((row) => row.accounts),
      changed: count((row) => row.changed),
      first: count((row) => row.first),
    },
    penalties: penalties && { amount: penalties.amount as Money, accounts: penalties.accounts },
    services: rows
      .filter((row) => row.service_id !== null)
      .map((row) => ({ ...total(row), ...must(names.get(row.service_id ?? 0), "the service") }))
      .sort((a, b) => a.position - b.position)
      .map(({ position: _position, ...rest }) => rest),
    buildings: ofBuildings.map((row) => ({
      ...total(row),
      building: row.building_id as BuildingId,
      address: addresses.get(row.building_id ?? 0) ?? "",
      changed: row.changed,
    })),
  };
}

/** As compared before; undefined: nobody of the center has asked yet. */
export async function findTotals(tx: Tx, run: RunId): Promise<RunTotals | undefined> {
  const rows = await tx.query<{ body: unknown }>("select body from charging.run_totals where run_id = $1", [
    run,
  ]);
  const body = rows[0]?.body;
  return body === undefined
    ? undefined
    : (JSON.parse(JSON.stringify(body), (key, value: unknown) =>
        key === "was" || key === "became" || key === "amount" ? BigInt(value as string) : value,
      ) as RunTotals);
}

export async function insertTotals(tx: Tx, run: Run, totals: RunTotals): Promise<void> {
  const body = JSON.stringify(totals, (_key, value: unknown) =>
    typeof value === "bigint" ? String(value) : value,
  );
  await tx.query(
    "insert into charging.run_totals (run_id, organization_id, body) values ($1, $2, $3) on conflict do nothing",
    [run.id, run.organization, body],
  );
}

async function serviceNames(
  tx: Tx,
): Promise<Map<number, { code: string; ru: string; en: string; position: number }>> {
  const rows = await tx.query<{
    service_id: number;
    code: string;
    name_ru: string;
    name_en: string;
    position: number;
  }>("select service_id, code, name_ru, name_en, position from tariffs.services");
  return new Map(
    rows.map((row) => [
      row.service_id,
      { code: row.code, ru: row.name_ru, en: row.name_en, position: row.position },
    ]),
  );
}

async function addressesOf(tx: Tx, buildings: readonly BuildingId[]): Promise<Map<number, string>> {
  const rows = await tx.query<{ building_id: number; printed: string }>(
    "select building_id, printed from addresses.buildings where building_id = any ($1::integer[])",
    [intArray(buildings)],
  );
  return new Map(rows.map((row) => [row.building_id, row.printed]));
}
