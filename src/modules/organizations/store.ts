import { must } from "#core/assert";
import type { Day } from "#core/day";
import type { Dated } from "#core/in-force";
import type { OrganizationId } from "#core/ids";
import { type Period, periodFromNumber, periodNumber } from "#core/period";
import { intArray, textArray, type Tx } from "#platform/database";
import type { NewOrganization, Organization, OrganizationKind, PeriodState, Requisites } from "./model.ts";

const COLUMNS = `organization_id as id, kind, code, name, inn, kpp, address, phone,
  emergency_phone as "emergencyPhone", email, site`;

interface OrganizationRow extends Omit<Organization, "id" | "kind" | "inn" | "kpp"> {
  readonly id: number;
  readonly kind: string;
  readonly inn: string | null;
  readonly kpp: string | null;
}

const organizationOf = (row: OrganizationRow): Organization => ({
  ...row,
  id: row.id as OrganizationId,
  kind: row.kind as OrganizationKind,
  inn: row.inn ?? undefined,
  kpp: row.kpp ?? undefined,
});

export async function findOrganizations(tx: Tx, ids: readonly OrganizationId[]): Promise<Organization[]> {
  const rows = await tx.query<OrganizationRow>(
    `select ${COLUMNS} from organizations.organizations where organization_id = any ($1::integer[])
     order by organization_id`,
    [intArray(ids)],
  );
  return rows.map(organizationOf);
}

export async function findOrganizationsByCode(tx: Tx, codes: readonly string[]): Promise<Organization[]> {
  const rows = await tx.query<OrganizationRow>(
    `select ${COLUMNS} from organizations.organizations where code = any ($1::text[])`,
    [textArray(codes)],
  );
  return rows.map(organizationOf);
}

export async function listOrganizations(
  tx: Tx,
  kinds: readonly OrganizationKind[],
  limit = 1000,
): Promise<Organization[]> {
  const rows = await tx.query<OrganizationRow>(
    `select ${COLUMNS} from organizations.organizations where kind = any ($1::text[]) order by name, organization_id limit $2`,
    [textArray(kinds), limit],
  );
  return rows.map(organizationOf);
}

/** Another transaction may register the same codes: its rows win, and are found again by code. */
export async function insertOrganizations(tx: Tx, rows: readonly NewOrganization[]): Promise<void> {
  await tx.query(
    `insert into organizations.organizations
       (kind, code, name, inn, kpp, address, phone, emergency_phone, email, site)
     select n.kind, n.code, n.name, n.inn, n.kpp, coalesce(n.address, ''), coalesce(n.phone, ''),
       coalesce(n.emergency_phone, ''), coalesce(n.email, ''), coalesce(n.site, '')
     from ${STATED}
     on conflict (code) do nothing`,
    stated(rows),
  );
}

export async function updateOrganizations(tx: Tx, rows: readonly NewOrganization[]): Promise<void> {
  await tx.query(
    `update organizations.organizations o
     set name = n.name, kpp = coalesce(n.kpp, o.kpp), address = coalesce(n.address, o.address),
       phone = coalesce(n.phone, o.phone), emergency_phone = coalesce(n.emergency_phone, o.emergency_phone),
       email = coalesce(n.email, o.email), site = coalesce(n.site, o.site)
     from ${STATED}
     where o.code = n.code`,
    stated(rows),
  );
}

const STATED = `unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
  $9::text[], $10::text[]) as n (kind, code, name, inn, kpp, address, phone, emergency_phone, email, site)`;

const stated = (rows: readonly NewOrganization[]): string[] => [
  textArray(rows.map((row) => row.kind)),
  textArray(rows.map((row) => row.code)),
  textArray(rows.map((row) => row.name)),
  textArray(rows.map((row) => row.inn)),
  textArray(rows.map((row) => row.kpp)),
  textArray(rows.map((row) => row.address)),
  textArray(rows.map((row) => row.phone)),
  textArray(rows.map((row) => row.emergencyPhone)),
  textArray(rows.map((row) => row.email)),
  textArray(rows.map((row) => row.site)),
];

export interface RecordedRequisites extends Dated<Requisites> {
  readonly organization: OrganizationId;
}

/** All requisites that these organizations ever had, oldest first. */
export async function findRequisites(
  tx: Tx,
  organizations: readonly OrganizationId[],
): Promise<RecordedRequisites[]> {
  const rows = await tx.query<Requisites & { organization: number; from: Day; to: Day | null }>(
    `select organization_id as organization, lower(in_force) as "from", upper(in_force) as "to", bank, bic, account,
       correspondent_account as "correspondentAccount"
     from organizations.requisites where organization_id = any ($1::integer[]) order by organization_id, lower(in_force)`,
    [intArray(organizations)],
  );
  return rows.map(({ organization, from, to, ...facts }) => ({
    organization: organization as OrganizationId,
    from,
    to: to ?? undefined,
    facts,
  }));
}

export async function endRequisites(
  tx: Tx,
  ends: readonly { readonly organization: OrganizationId; readonly from: Day; readonly to: Day }[],
): Promise<void> {
  await tx.query(
    `update organizations.requisites r set in_force = daterange(e.since, e.until)
     from unnest($1::integer[], $2::date[], $3::date[]) as e (organization_id, since, until)
     where r.organization_id = e.organization_id and lower(r.in_force) = e.since`,
    [
      intArray(ends.map((end) => end.organization)),
      textArray(ends.map((end) => end.from)),
      textArray(ends.map((end) => end.to)),
    ],
  );
}

export async function insertRequisites(tx: Tx, rows: readonly RecordedRequisites[]): Promise<void> {
  await tx.query(
    `insert into organizations.requisites (organization_id, in_force, bank, bic, account, correspondent_account)
     select n.organization_id, daterange(n.since, n.until), n.bank, n.bic, n.account, n.correspondent
     from unnest($1::integer[], $2::date[], $3::date[], $4::text[], $5::text[], $6::text[], $7::text[])
       as n (organization_id, since, until, bank, bic, account, correspondent)`,
    [
      intArray(rows.map((row) => row.organization)),
      textArray(rows.map((row) => row.from)),
      textArray(rows.map((row) => row.to)),
      textArray(rows.map((row) => row.facts.bank)),
      textArray(rows.map((row) => row.facts.bic)),
      textArray(rows.map((row) => row.facts.account)),
      textArray(rows.map((row) => row.facts.correspondentAccount)),
    ],
  );
}

/** Every period the organization ever opened, oldest first. */
export async function listPeriods(tx: Tx, organization: OrganizationId): Promise<PeriodState[]> {
  const rows = await tx.named<{ period: number; closed: boolean }>(
    "organizations.list-periods",
    `select o.period, c.period is not null as closed
     from organizations.period_openings o left join organizations.period_closures c using (organization_id, period)
     where o.organization_id = $1 order by o.period`,
    [organization],
  );
  return rows.map((row) => ({ period: periodFromNumber(row.period), closed: row.closed }));
}

/** The latest opening without a closure: the month that entries are booked in. */
export async function findOpenPeriod(tx: Tx, organization: OrganizationId): Promise<Period | undefined> {
  const rows = await tx.named<{ period: number }>(
    "organizations.open-period",
    `select o.period from organizations.period_openings o
     where o.organization_id = $1 and not exists (select from organizations.period_closures c
       where c.organization_id = o.organization_id and c.period = o.period)
     order by o.period desc limit 1`,
    [organization],
  );
  return rows[0] && periodFromNumber(rows[0].period);
}

/** The open months of these organizations; those without one are absent. */
export async function findOpenPeriods(
  tx: Tx,
  organizations: readonly OrganizationId[],
): Promise<Map<OrganizationId, Period>> {
  const rows = await tx.named<{ id: OrganizationId; period: number }>(
    "organizations.open-periods",
    `select o.organization_id as id, max(o.period) as period from organizations.period_openings o
     where o.organization_id = any ($1::integer[]) and not exists (select from organizations.period_closures c
       where c.organization_id = o.organization_id and c.period = o.period)
     group by 1`,
    [intArray(organizations)],
  );
  return new Map(rows.map(({ id, period }) => [id, periodFromNumber(period)]));
}

/** The open month of each organization in sight that has one. */
export async function listOpenPeriods(tx: Tx): Promise<Map<OrganizationId, Period>> {
  const rows = await tx.query<{ id: OrganizationId; period: number }>(
    `select distinct on (o.organization_id) o.organization_id as id, o.period
     from organizations.period_openings o
     where not exists (select from organizations.period_closures c
       where c.organization_id = o.organization_id and c.period = o.period)
     order by o.organization_id, o.period desc`,
  );
  return new Map(rows.map(({ id, period }) => [id, periodFromNumber(period)]));
}

export async function insertOpening(tx: Tx, organization: OrganizationId, period: Period): Promise<void> {
  await tx.query(
    "insert into organizations.period_openings (organization_id, period, opened_by) values ($1, $2, $3)",
    [organization, periodNumber(period), tx.scope.user ?? null],
  );
}

export async function insertClosure(tx: Tx, organization: OrganizationId, period: Period): Promise<void> {
  await tx.query(
    "insert into organizations.period_closures (organization_id, period, closed_by) values ($1, $2, $3)",
    [organization, periodNumber(period), tx.scope.user ?? null],
  );
}

/** Held until the transaction ends, by a close alone. */
export async function lockPeriods(tx: Tx, organization: OrganizationId): Promise<void> {
  await tx.named(
    "organizations.lock-periods",
    "select pg_advisory_xact_lock(hashtext('organizations.periods'), $1::integer)",
    [organization],
  );
}

/** Shared with other bookings, until the transaction ends: of several organizations, in the order given. */
export async function sharePeriods(tx: Tx, organizations: readonly OrganizationId[]): Promise<void> {
  await tx.named(
    "organizations.share-periods",
    `select pg_advisory_xact_lock_shared(hashtext('organizations.periods'), one.id)
     from unnest($1::integer[]) with ordinality as one (id, at) order by one.at`,
    [intArray(organizations)],
  );
}

/** Registrations of organizations follow one another, so that two of them cannot contradict unseen. */
export async function lockRegistration(tx: Tx): Promise<void> {
  await tx.query("select pg_advisory_xact_lock(hashtext('organizations.registration'))");
}

export async function updateBusinessDate(tx: Tx, day: Day | undefined): Promise<void> {
  await tx.query("update organizations.business_calendar set fixed_on = $1", [day ?? null]);
}

/** The minute of the business day by the city's clock: "2026-11-05T08:00", as failures of supply are written. */
export async function localMinute(tx: Tx): Promise<string> {
  const rows = await tx.query<{ minute: string }>(
    "select to_char(now() at time zone time_zone, 'HH24:MI') as minute from organizations.business_calendar",
  );
  return `${tx.scope.today}T${must(rows[0], "the business calendar").minute}`;
}

export async function getBusinessDate(tx: Tx): Promise<Day> {
  const rows = await tx.query<{ today: Day }>("select organizations.business_date() as today");
  const today = rows[0]?.today;
  if (!today) throw new Error("the business calendar is empty: run `paylogic migrate`");
  return today;
}
