import type { BuildingId, OrganizationId, RunId } from "#core/ids";
import { endDay, firstDay, type Period, periodFromNumber, periodNumber, previous } from "#core/period";
import type { Money } from "#core/units";
import { addDays } from "#core/day";
import { intArray, type Tx } from "#platform/database";

/*
 * The month seen from above: what each organization still lacks, how far it has come, what is being worked on. Each
 * question is asked once for all organizations.
 */

/** A thing that a month lacks: of a service and some buildings, or of the organization. */
export interface Lack {
  readonly organization: OrganizationId;
  readonly code: "rate_missing" | "norm_missing" | "readings_missing" | "building_readings_missing";
  readonly service: { readonly code: string; readonly ru: string; readonly en: string } | undefined;
  /** Of what the code speaks: buildings, meters. */
  readonly count: number;
  readonly buildingCount: number;
  /** The first few. */
  readonly buildings: readonly { readonly id: BuildingId; readonly address: string }[];
}

const SHOWN_BUILDINGS = 5;

const MANAGED = `managed as materialized (
  select m.organization_id, m.building_id, b.printed from addresses.managements m join addresses.buildings b using (building_id)
  where m.organization_id = any ($1::integer[]) and m.in_force @> $2::date)`;

interface LackRow {
  organization_id: number;
  code: string | null;
  name_ru: string;
  name_en: string;
  count: number;
  buildings: number;
  ids: number[];
  addresses: string[];
}

const lackOf =
  (code: Lack["code"]) =>
  (row: LackRow): Lack => ({
    organization: row.organization_id as OrganizationId,
    code,
    service: row.code === null ? undefined : { code: row.code, ru: row.name_ru, en: row.name_en },
    count: row.count,
    buildingCount: row.buildings,
    buildings: row.ids
      .slice(0, SHOWN_BUILDINGS)
      .map((id, at) => ({ id: id as BuildingId, address: row.addresses[at] ?? "" })),
  });

const BUILDINGS = `count(distinct building_id)::integer as buildings, (array_agg(distinct building_id))[1:${SHOWN_BUILDINGS}] as ids`;

/** Rates and norms that a service in use has nowhere, meters of premises and of buildings without a reading. */
export async function listLacks(
  tx: Tx,
  of: { organizations: readonly OrganizationId[]; period: Period },
): Promise<Lack[]> {
  const asked = [intArray(of.organizations), addDays(endDay(of.period), -1)];
  const withAddresses = async (text: string, values: readonly unknown[]): Promise<LackRow[]> => {
    const rows = await tx.query<Omit<LackRow, "addresses">>(text, values);
    const addresses = await addressesOf(
      tx,
      rows.flatMap((row) => row.ids),
    );
    return rows.map((row) => ({ ...row, addresses: row.ids.map((id) => addresses.get(id) ?? "") }));
  };
  const values = (
    parameter: string,
  ) => `not exists (select from tariffs.city_values v where v.service_id = t.service_id
      and ${parameter} and v.in_force @> $2::date and v.organization_id in (0, t.organization_id))
    and not exists (select from tariffs.building_values v where v.building_id = t.building_id
      and v.service_id = t.service_id and ${parameter} and v.in_force @> $2::date)`;
  const terms = `with ${MANAGED}, terms as materialized (
      select distinct m.organization_id, t.building_id, t.service_id, t.method from managed m
      join tariffs.service_terms t using (building_id) where t.in_force @> $2::date)
    select t.organization_id, s.code, s.name_ru, s.name_en, count(distinct building_id)::integer as count, ${BUILDINGS}
    from terms t join tariffs.services s using (service_id)`;
  const rates = await withAddresses(
    `${terms} where ${values("v.parameter = 'rate'")} group by 1, 2, 3, 4 order by 1, 2`,
    asked,
  );
  // By which norm a method counts; methods that are not here count without one.
  const norms = await withAddresses(
    `${terms} join (values ('individual', 'norm'), ('individual_social_norm', 'norm'), ('waste_persons', 'norm_year'),
        ('waste_area', 'norm_area'), ('common_property_norm', 'norm_common'), ('common_property_meter', 'norm_common'),
        ('common_needs', 'norm_common'), ('heating_season', 'norm_area'), ('heating_even_year', 'norm_area')) n (method, parameter)
        using (method)
      where s.code not like 'SOI\\_SEWERAGE' and ${values("v.parameter = n.parameter")} group by 1, 2, 3, 4 order by 1, 2`,
    asked,
  );
  const unread = await withAddresses(
    `with ${MANAGED}, has_reading as (
       select distinct r.building_id, r.meter_id from metering.readings r join managed using (building_id)
       where r.taken_on between $3::date and $2::date),
     unread as (
       select m.organization_id, x.building_id, x.premises_id is null as is_common from managed m
       join metering.meters x using (building_id)
       left join has_reading h on h.building_id = x.building_id and h.meter_id = x.meter_id
       where x.installed_on <= $2::date and (x.removed_on is null or x.removed_on > $2::date) and h.meter_id is null)
     select organization_id, case when is_common then 'common' end as code, '' as name_ru, '' as name_en, count(*)::integer as count, ${BUILDINGS}
     from unread group by 1, 2 order by 1, 2`,
    [...asked, firstDay(of.period)],
  );
  return [
    ...rates.map(lackOf("rate_missing")),
    ...norms.map(lackOf("norm_missing")),
    ...unread.map((row) =>
      lackOf(row.code === "common" ? "building_readings_missing" : "readings_missing")({
        ...row,
        code: null,
      }),
    ),
  ];
}

async function addressesOf(tx: Tx, ids: readonly number[]): Promise<Map<number, string>> {
  const rows = await tx.query<{ building_id: number; printed: string }>(
    "select building_id, printed from addresses.buildings where building_id = any ($1::integer[])",
    [intArray(new Set(ids))],
  );
  return new Map(rows.map((row) => [row.building_id, row.printed]));
}

/** How an organization's month stands, from what is recorded. */
export interface MonthOfOrganization {
  readonly organization: OrganizationId;
  readonly name: string;
  readonly buildings: number;
  readonly accounts: number;
  /** Meters of premises in use, and those of them with a reading taken in the month. */
  readonly meters: number;
  readonly metersRead: number;
  readonly opened: boolean;
  readonly closedAt: Date | undefined;
  /** The earliest month that is open. */
  readonly open: Period | undefined;
}

export async function listMonths(tx: Tx, period: Period): Promise<MonthOfOrganization[]> {
  const rows = await tx.query<{
    organization_id: number;
    name: string;
    buildings: number;
    accounts: number;
    meters: number;
    meters_read: number;
    opened: boolean;
    closed_at: Date | null;
    open: number | null;
  }>(
    `with managed as materialized (
       select organization_id, building_id from addresses.managements where in_force @> $2::date),
     of_accounts as (
       select m.organization_id, count(*)::integer as accounts from managed m join accounts.accounts a using (building_id)
       where a.opened_on <= $2::date and (a.closed_on is null or a.closed_on > $3::date) group by 1),
     has_reading as (
       select distinct r.building_id, r.meter_id from metering.readings r join managed using (building_id)
       where r.taken_on between $3::date and $2::date),
     of_meters as (
       select m.organization_id, count(*)::integer as meters, count(h.meter_id)::integer as meters_read
       from managed m join metering.meters x using (building_id)
       left join has_reading h on h.building_id = x.building_id and h.meter_id = x.meter_id
       where x.premises_id is not null and x.installed_on <= $2::date and (x.removed_on is null or x.removed_on > $2::date)
       group by 1)
     select o.organization_id, o.name, b.buildings, coalesce(a.accounts, 0) as accounts, coalesce(x.meters, 0) as meters,
       coalesce(x.meters_read, 0) as meters_read, p.period is not null as opened, c.closed_at,
       (select min(q.period) from organizations.period_openings q
        where q.organization_id = o.organization_id and not exists (select from organizations.period_closures z
          where z.organization_id = q.organization_id and z.period = q.period)) as open
     from organizations.organizations o
     join (select organization_id, count(*)::integer as buildings from managed group by 1) b using (organization_id)
     left join of_accounts a using (organization_id)
     left join of_meters x using (organization_id)
     left join organizations.period_openings p on p.organization_id = o.organization_id and p.period = $1
     left join organizations.period_closures c on c.organization_id = o.organization_id and c.period = $1
     where o.kind = 'company' and (access.sees_all() or o.organization_id = any (access.own_organizations()))
     order by o.name`,
    [periodNumber(period), addDays(endDay(period), -1), firstDay(period)],
  );
  return rows.map((row) => ({
    organization: row.organization_id as OrganizationId,
    name: row.name,
    buildings: row.buildings,
    accounts: row.accounts,
    meters: row.meters,
    metersRead: row.meters_read,
    opened: row.opened,
    closedAt: row.closed_at ?? undefined,
    open: row.open === null ? undefined : periodFromNumber(row.open),
  }));
}

/** The undecided run of each organization for a month. */
export async function listDrafts(tx: Tx, period: Period): Promise<Map<OrganizationId, RunId>> {
  const rows = await tx.query<{ organization_id: number; run_id: number }>(
    "select organization_id, run_id from charging.open_drafts where charged_for = $1",
    [periodNumber(period)],
  );
  return new Map(rows.map((row) => [row.organization_id as OrganizationId, row.run_id as RunId]));
}

/** A run in a list, with what a person asks of each: how far, how much, against the month before, what is open. */
export interface RunSummary {
  readonly run: RunId;
  /** The first of those started together with it, in one deed. */
  readonly together: RunId;
  readonly buildings: number;
  readonly buildingsDone: number;
  readonly buildingsFailed: number;
  readonly accounts: number;
  readonly accountsDone: number;
  /** So far. */
  readonly amount: Money;
  /** Approved for the month before, of the same organization; undefined: nothing, or a month that is charged again. */
  readonly previousAmount: Money | undefined;
  /** Undefined: nobody has looked yet. */
  readonly anomalies: number | undefined;
  readonly anomaliesOpen: number | undefined;
  readonly blockingOpen: number | undefined;
  readonly startedByName: string | undefined;
  readonly approvedByName: string | undefined;
  readonly organizationName: string;
}

export async function listRunSummaries(
  tx: Tx,
  runs: readonly RunId[],
  /** False where nobody asks for anomalies: a list that is looked at each second. */
  withReview = true,
): Promise<Map<RunId, RunSummary>> {
  const rows = await tx.query<{
    run_id: number;
    together: number;
    buildings: number;
    buildings_done: number;
    buildings_failed: number;
    accounts: number;
    accounts_done: number;
    amount: bigint;
    previous_amount: bigint | null;
    anomalies: number | null;
    anomalies_open: number | null;
    blocking_open: number | null;
    started_by_name: string | null;
    approved_by_name: string | null;
    organization_name: string;
  }>(
    `with asked as materialized (
       select r.*, case when r.charged_for % 100 = 1 then r.charged_for - 89 else r.charged_for - 1 end as month_before
       from charging.runs r where r.run_id = any ($1::integer[])),
     progress as (
       select b.run_id, count(*)::integer as buildings, count(*) filter (where state = 'done')::integer as buildings_done,
         count(*) filter (where state = 'failed')::integer as buildings_failed, sum(accounts)::integer as accounts,
         coalesce(sum(accounts) filter (where state = 'done'), 0)::integer as accounts_done, coalesce(sum(amount), 0)::bigint as amount
       from charging.run_buildings b where b.run_id = any ($1::integer[]) group by 1),
     reviewed as (
       select v.run_id, count(a.run_id)::integer as anomalies,
         count(a.run_id) filter (where d.run_id is null)::integer as anomalies_open,
         count(a.run_id) filter (where d.run_id is null and a.blocking)::integer as blocking_open
       from charging.reviews v left join charging.anomalies a on a.run_id = v.run_id
       left join charging.anomaly_decisions d on d.building_id = a.building_id and d.run_id = a.run_id and d.anomaly_no = a.anomaly_no
       where $2 and v.run_id = any ($1::integer[]) group by 1)
     select r.run_id, coalesce((select min(t.run_id) from charging.runs t where t.started_at = r.started_at
         and t.charged_for = r.charged_for), r.run_id) as together,
       coalesce(p.buildings, 0) as buildings, coalesce(p.buildings_done, 0) as buildings_done,
       coalesce(p.buildings_failed, 0) as buildings_failed, coalesce(p.accounts, 0) as accounts,
       coalesce(p.accounts_done, 0) as accounts_done, coalesce(p.amount, 0) as amount,
       (select sum(e.amount)::bigint from charging.runs q
        join ledger.counted_runs c on c.run_id = q.run_id
        join charging.run_events e on e.run_id = q.run_id and e.event = 'calculated'
        where q.organization_id = r.organization_id and q.charged_for = r.month_before and r.charged_for = r.booked_in) as previous_amount,
       v.anomalies, v.anomalies_open, v.blocking_open, s.name as started_by_name, u.name as approved_by_name, o.name as organization_name
     from asked r
     join organizations.organizations o on o.organization_id = r.organization_id
     left join progress p using (run_id)
     left join reviewed v using (run_id)
     left join access.users s on s.user_id = r.started_by
     left join charging.run_events a on a.run_id = r.run_id and a.event = 'approved'
     left join access.users u on u.user_id = a.user_id`,
    [intArray(runs), withReview],
  );
  return new Map(
    rows.map((row): [RunId, RunSummary] => [
      row.run_id as RunId,
      {
        run: row.run_id as RunId,
        together: row.together as RunId,
        buildings: row.buildings,
        buildingsDone: row.buildings_done,
        buildingsFailed: row.buildings_failed,
        accounts: row.accounts,
        accountsDone: row.accounts_done,
        amount: row.amount as Money,
        previousAmount: (row.previous_amount ?? undefined) as Money | undefined,
        anomalies: row.anomalies ?? undefined,
        anomaliesOpen: row.anomalies_open ?? undefined,
        blockingOpen: row.blocking_open ?? undefined,
        startedByName: row.started_by_name ?? undefined,
        approvedByName: row.approved_by_name ?? undefined,
        organizationName: row.organization_name,
      },
    ]),
  );
}

/** Failed buildings of a run, each with what the calculation stumbled over. */
export async function listFailedBuildings(
  tx: Tx,
  run: RunId,
): Promise<{ building: BuildingId; address: string; accounts: number; failure: string }[]> {
  const rows = await tx.query<{ building_id: number; printed: string; accounts: number; failure: string }>(
    `select r.building_id, b.printed, r.accounts, coalesce(r.failure, '') as failure
     from charging.run_buildings r join addresses.buildings b using (building_id)
     where r.run_id = $1 and r.state = 'failed' order by 1 limit 200`,
    [run],
  );
  return rows.map((row) => ({
    building: row.building_id as BuildingId,
    address: row.printed,
    accounts: row.accounts,
    failure: row.failure,
  }));
}

/** Offers one failed building to the workers again; false where it has not failed. */
export async function retryBuilding(tx: Tx, of: { run: RunId; building: number }): Promise<boolean> {
  const result = await tx.client.query(
    `update charging.run_buildings set state = 'pending', attempts = 0
     where run_id = $1 and building_id = $2 and state = 'failed'`,
    [of.run, of.building],
  );
  return (result.rowCount ?? 0) > 0;
}

/** What was charged for the month before and what was paid in this one, by organization: the collection of a month. */
export async function listCollections(
  tx: Tx,
  of: { organizations: readonly OrganizationId[]; period: Period },
): Promise<Map<OrganizationId, { charged: Money; paid: Money }>> {
  const rows = await tx.query<{ organization_id: number; charged: bigint; paid: bigint }>(
    `select m.organization_id,
       coalesce(sum(e.amount) filter (where e.period = $3 and e.kind in (1, 2, 3)), 0)::bigint as charged,
       coalesce(sum(e.amount) filter (where e.period = $4 and e.kind in (10, 11)), 0)::bigint as paid
     from addresses.managements m join ledger.booked_entries e using (building_id)
     where m.organization_id = any ($1::integer[]) and m.in_force @> $2::date and e.period in ($3, $4)
     group by 1`,
    [
      intArray(of.organizations),
      addDays(endDay(of.period), -1),
      periodNumber(previous(of.period)),
      periodNumber(of.period),
    ],
  );
  return new Map(
    rows.map((row) => [
      row.organization_id as OrganizationId,
      { charged: row.charged as Money, paid: row.paid as Money },
    ]),
  );
}
