import type { Day } from "#core/day";
import type { AccountId, BuildingId, OrganizationId, UserId } from "#core/ids";
import { type Period, periodFromNumber, periodNumber } from "#core/period";
import { type Money, NOTHING } from "#core/units";
import { intArray, type Tx } from "#platform/database";
import type {
  Bearer,
  BuildingSums,
  Commission,
  RecordedTerms,
  Schedule,
  SettledRow,
  SettledSums,
  Settlement,
  SettlementState,
  Terms,
  Waiting,
} from "./model.ts";

/** Runs and new terms of the installation follow one another: two of them cannot settle, or contradict, unseen. */
export async function lockSettlements(tx: Tx): Promise<void> {
  await tx.query("select pg_advisory_xact_lock(hashtext('settlements.settlements'))");
}

/** All terms in sight, by provider, the center's before a company's own, oldest first. */
export async function listTerms(
  tx: Tx,
  provider: OrganizationId | undefined,
  limit = 2000,
): Promise<RecordedTerms[]> {
  const rows = await tx.query<TermsRow>(
    `select terms_id, organization_id, provider_id, lower(in_force) as "from", upper(in_force) as "to", contract, basis,
       commission, percent, fixed, tier_from, tier_percent, least, most, bearer, schedule, schedule_day
     from settlements.terms where $1::integer is null or provider_id = $1
     order by provider_id, organization_id nulls first, lower(in_force) limit $2`,
    [provider ?? null, limit],
  );
  return rows.map(termsOf);
}

export async function insertTerms(
  tx: Tx,
  of: Terms & {
    readonly organization: OrganizationId | undefined;
    readonly provider: OrganizationId;
    readonly from: Day;
    readonly to?: Day | undefined;
  },
): Promise<void> {
  await tx.query(
    `insert into settlements.terms (organization_id, provider_id, in_force, contract, basis, commission, percent, fixed,
       tier_from, tier_percent, least, most, bearer, schedule, schedule_day, recorded_by)
     values ($1, $2, daterange($3, $4), $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)`,
    [
      of.organization ?? null,
      of.provider,
      of.from,
      of.to ?? null,
      of.contract,
      of.basis,
      of.commission,
      of.percent,
      of.fixed,
      intArray(of.tiers.map((tier) => tier.from)),
      intArray(of.tiers.map((tier) => tier.percent)),
      of.least ?? null,
      of.most ?? null,
      of.bearer,
      of.schedule,
      of.scheduleDay,
      tx.scope.user ?? null,
    ],
  );
}

export async function endTerms(
  tx: Tx,
  of: {
    readonly organization: OrganizationId | undefined;
    readonly provider: OrganizationId;
    readonly from: Day;
    readonly to: Day;
  },
): Promise<void> {
  await tx.query(
    `update settlements.terms set in_force = daterange(lower(in_force), $4)
     where organization_id is not distinct from $1 and provider_id = $2 and lower(in_force) = $3`,
    [of.organization ?? null, of.provider, of.from, of.to],
  );
}

/**
 * Of each document of the ledger that came to a provider and stands in no settlement: its company (who managed the
 * house at the end of the month of booking), its day, its terms. Months before a provider's first terms were settled
 * elsewhere. A reversal is priced by the terms of what it takes back. $1 companies, $2 the month, $3 the day that it
 * is looked at, $4 a provider or null.
 */
const DUE = `
  starts as (
    select o.organization_id, t.provider_id, min(lower(t.in_force)) as since
    from unnest($1::integer[]) as o (organization_id)
    join settlements.terms t on t.organization_id is null or t.organization_id = o.organization_id group by 1, 2),
  months as (
    select (extract(year from d) * 100 + extract(month from d))::integer as period, (d + interval '1 month' - interval '1 day')::date as last
    from generate_series(coalesce((select min(date_trunc('month', s.since)) from starts s), to_date(($2::integer)::text, 'YYYYMM')),
      to_date(($2::integer)::text, 'YYYYMM'), interval '1 month') d),
  houses as materialized (
    select m.building_id, m.organization_id, o.period, o.last from addresses.managements m
    join months o on m.in_force @> least(o.last, $3::date)
    where m.organization_id = any ($1::integer[]) and not exists (select from settlements.complete_months c
      where c.organization_id = m.organization_id and c.period = o.period)),
  documents as materialized (
    select h.organization_id, h.last, e.building_id, e.account_id, e.provider_id, e.document_id, e.kind, e.period,
      sum(e.amount)::bigint as amount
    from houses h join ledger.entries e on e.building_id = h.building_id and e.period = h.period
    where e.period between (select min(period) from houses) and $2::integer and e.batch = 0 and e.kind in (10, 12)
      and e.provider_id <> 0 and ($4::integer is null or e.provider_id = $4)
    group by 1, 2, 3, 4, 5, 6, 7, 8 having sum(e.amount) <> 0),
  dated as (
    select d.*, s.since, coalesce(r.reversed_on, p.paid_on, d.last) as day,
      greatest(coalesce(o.paid_on, p.paid_on, d.last), s.since) as terms_day
    from documents d
    left join starts s using (organization_id, provider_id)
    left join payments.payments p on p.building_id = d.building_id and p.payment_id = d.document_id
    left join payments.reversals r on r.building_id = d.building_id and r.reversal_id = d.document_id
    left join payments.payments o on o.building_id = r.building_id and o.payment_id = r.payment_id
    where to_date(d.period::text, 'YYYYMM') >= coalesce(date_trunc('month', s.since), to_date(($2::integer)::text, 'YYYYMM'))
      and not exists (select from settlements.rows w where w.building_id = d.building_id and w.account_id = d.account_id
        and w.provider_id = d.provider_id and w.document_id = d.document_id and w.kind = d.kind)),
  due as materialized (
    select d.*, coalesce(own.terms_id, city.terms_id) as terms_id
    from dated d
    left join settlements.terms own on own.organization_id = d.organization_id and own.provider_id = d.provider_id
      and own.in_force @> d.terms_day
    left join settlements.terms city on city.organization_id is null and city.provider_id = d.provider_id
      and city.in_force @> d.terms_day)`;

/**
 * Settles for a company what is due through a day: a draft for each provider that something came to. Marks the closed
 * months of which nothing is left. Gives the drafts, and what no terms cover. One statement for all houses.
 */
export async function insertSettlements(
  tx: Tx,
  of: {
    readonly organization: OrganizationId;
    readonly period: Period;
    readonly through: Day;
    readonly provider: OrganizationId | undefined;
  },
): Promise<{ readonly ids: number[]; readonly uncovered: Waiting[] }> {
  const rows = await tx.query<{
    settlement_id: number | null;
    provider_id: OrganizationId;
    amount: Money;
    payments: number;
  }>(
    `with ${DUE},
     priced as materialized (
       select d.*, t.bearer, case t.bearer when 'payer' then 0 else settlements.commission_of(d.amount, t) end as commission
       from due d join settlements.terms t using (terms_id) where d.day <= $5::date),
     sums as (
       select provider_id, coalesce(sum(amount) filter (where amount > 0), 0) as allocated,
         coalesce(sum(amount) filter (where amount < 0), 0) as returned, sum(commission) as commission,
         coalesce(sum(commission) filter (where bearer = 'provider'), 0) as withheld, count(*) as payments,
         min(period) as booked_from, max(period) as booked_through
       from priced group by 1),
     numbered as (
       select s.*, 1 + coalesce((select max(n.number) from settlements.settlements n
         where n.provider_id = s.provider_id and n.year = extract(year from $5::date)), 0) as number
       from sums s),
     made as (
       insert into settlements.settlements (organization_id, provider_id, period, through, year, number, allocated, returned,
         commission, withheld, to_transfer, payments, booked_from, booked_through, made_on, made_by)
       select ($1::integer[])[1], provider_id, $2::integer, $5::date, extract(year from $5::date), number, allocated, returned, commission, withheld,
         allocated + returned - withheld, payments, booked_from, booked_through, $3::date, $6::integer
       from numbered returning settlement_id, provider_id),
     houses_of as (
       insert into settlements.building_sums (building_id, settlement_id, organization_id, provider_id, address, allocated,
         returned, commission, withheld, payments)
       select p.building_id, m.settlement_id, p.organization_id, p.provider_id, b.printed,
         coalesce(sum(amount) filter (where amount > 0), 0), coalesce(sum(amount) filter (where amount < 0), 0), sum(commission),
         coalesce(sum(commission) filter (where bearer = 'provider'), 0), count(*)
       from priced p join made m using (provider_id) join addresses.buildings b using (building_id)
       group by 1, 2, 3, 4, 5),
     written as (
       insert into settlements.rows (allocated, commission, withheld, document_id, building_id, account_id, provider_id,
         settlement_id, organization_id, terms_id, booked_in, day, kind, account_tail)
       select p.amount, p.commission, case p.bearer when 'provider' then p.commission else 0 end, p.document_id, p.building_id,
         p.account_id, p.provider_id, m.settlement_id, p.organization_id, p.terms_id, p.period, p.day, p.kind, right(a.number, 4)
       from priced p join made m using (provider_id) join accounts.accounts a using (building_id, account_id)),
     marked as (
       insert into settlements.complete_months (organization_id, period)
       select distinct h.organization_id, h.period from houses h
       join organizations.period_closures c on c.organization_id = h.organization_id and c.period = h.period
       where $4::integer is null and not exists (select from due d where d.organization_id = h.organization_id
         and d.period = h.period and (d.terms_id is null or d.day > $5::date))
       on conflict do nothing)
     select settlement_id, provider_id, 0::bigint as amount, 0 as payments from made
     union all select null, provider_id, sum(amount)::bigint, count(*)::integer from due where terms_id is null group by 2 order by 1, 2`,
    [
      intArray([of.organization]),
      periodNumber(of.period),
      tx.scope.today,
      of.provider ?? null,
      of.through,
      tx.scope.user ?? null,
    ],
  );
  return {
    ids: rows.flatMap((row) => row.settlement_id ?? []),
    uncovered: rows.flatMap(({ settlement_id, provider_id: provider, amount, payments }) =>
      settlement_id === null
        ? [{ organization: of.organization, provider, amount, payments, isUncovered: true }]
        : [],
    ),
  };
}

/** What is booked for providers and stands in no settlement, through a month. */
export async function listWaiting(
  tx: Tx,
  of: { readonly organizations: readonly OrganizationId[]; readonly period: Period },
): Promise<Waiting[]> {
  const rows = await tx.query<{
    organization_id: OrganizationId;
    provider_id: OrganizationId;
    amount: Money;
    payments: number;
    uncovered: boolean;
  }>(
    `with ${DUE}
     select organization_id, provider_id, sum(amount)::bigint as amount, count(*)::integer as payments, terms_id is null as uncovered
     from due group by 1, 2, 5 order by 1, 2, 5`,
    [intArray(of.organizations), periodNumber(of.period), tx.scope.today, null],
  );
  return rows.map((row) => ({
    organization: row.organization_id,
    provider: row.provider_id,
    amount: row.amount,
    payments: row.payments,
    isUncovered: row.uncovered,
  }));
}

export interface SettlementFilter {
  readonly period?: Period | undefined;
  readonly organization?: OrganizationId | undefined;
  readonly provider?: OrganizationId | undefined;
  readonly ids?: readonly number[] | undefined;
  /** Approved ones that no living order pays. */
  readonly isPayable?: boolean | undefined;
}

/** By period, provider and number, the newest first. */
export async function listSettlements(tx: Tx, of: SettlementFilter, limit = 2000): Promise<Settlement[]> {
  const rows = await tx.query<SettlementRow>(
    `select s.settlement_id, s.organization_id, s.provider_id, s.period, s.through, s.year, s.number, s.allocated, s.returned,
       s.commission, s.withheld, s.to_transfer, s.payments, s.made_on, s.made_by, a.approved_at, a.approved_by, o.order_id, o.confirmed_on
     from settlements.settlements s left join settlements.approvals a using (settlement_id)
     left join settlements.order_settlements o on o.settlement_id = s.settlement_id and o.released_at is null
     where ($1::integer is null or s.period = $1) and ($2::integer is null or s.organization_id = $2)
       and ($3::integer is null or s.provider_id = $3) and ($4::integer[] is null or s.settlement_id = any ($4))
       and (not $5 or a.settlement_id is not null and o.order_id is null)
     order by s.period desc, s.provider_id, s.year desc, s.number desc limit $6`,
    [
      of.period === undefined ? null : periodNumber(of.period),
      of.organization ?? null,
      of.provider ?? null,
      of.ids === undefined ? null : intArray(of.ids),
      of.isPayable ?? false,
      limit,
    ],
  );
  return rows.map(settlementOf);
}

export async function findSettlement(tx: Tx, id: number): Promise<Settlement | undefined> {
  return (await listSettlements(tx, { ids: [id] }))[0];
}

export async function insertApproval(tx: Tx, of: Settlement): Promise<void> {
  await tx.query(
    `insert into settlements.approvals (settlement_id, organization_id, provider_id, approved_by) values ($1, $2, $3, $4)`,
    [of.id, of.organization, of.provider, tx.scope.user ?? null],
  );
}

/** The documents of a draft are due again. */
export async function discardSettlement(tx: Tx, id: number): Promise<void> {
  await tx.query("select settlements.discard($1)", [id]);
}

/** A settlement by buildings, in the order of their addresses. */
export async function listBuildingSums(tx: Tx, settlement: number, limit = 5000): Promise<BuildingSums[]> {
  return tx.query<BuildingSums>(
    `select building_id as building, address, allocated, returned, commission, withheld, payments
     from settlements.building_sums where settlement_id = $1 order by address, building_id limit $2`,
    [settlement, limit],
  );
}

/** Where a page of rows begins: the last row of the page before. */
export interface RowPlace {
  readonly building: BuildingId;
  readonly account: AccountId;
  readonly document: bigint;
  readonly kind: number;
}

/** Down to the payment. A reader who does not see the account sees the last signs of its number. */
export async function listRows(
  tx: Tx,
  of: {
    readonly settlement: number;
    readonly building?: BuildingId | undefined;
    readonly after?: RowPlace | undefined;
    readonly limit: number;
  },
): Promise<SettledRow[]> {
  const rows = await tx.query<{
    building: BuildingId;
    account: AccountId;
    number: string;
    document: bigint;
    kind: number;
    day: Day;
    booked_in: number;
    allocated: Money;
    commission: Money;
    withheld: Money;
  }>(
    `select r.building_id as building, r.account_id as account, coalesce(a.number, '••••' || r.account_tail) as number,
       r.document_id as document, r.kind, r.day, r.booked_in, r.allocated, r.commission, r.withheld
     from settlements.rows r left join accounts.accounts a using (building_id, account_id)
     where r.settlement_id = $1 and ($2::integer is null or r.building_id = $2)
       and ($3::integer is null or (r.building_id, r.account_id, r.document_id, r.kind) > ($3, $4, $5, $6))
     order by r.building_id, r.account_id, r.document_id, r.kind limit $7`,
    [
      of.settlement,
      of.building ?? null,
      of.after?.building ?? null,
      of.after?.account ?? 0,
      of.after?.document ?? 0n,
      of.after?.kind ?? 0,
      of.limit,
    ],
  );
  return rows.map(({ booked_in, kind, ...row }) => ({
    ...row,
    kind: kind === 12 ? "advance" : "payment",
    bookedIn: periodFromNumber(booked_in),
  }));
}

/** Approved settlements and confirmed transfers of a provider: before a month, and in it. */
export async function sumProvider(
  tx: Tx,
  of: {
    readonly provider: OrganizationId;
    readonly organization: OrganizationId | undefined;
    readonly period: Period;
  },
): Promise<{ readonly before: Money; readonly sums: SettledSums; readonly transferred: Money }> {
  const [row] = await tx.query<SettledSums & { before: Money; transferred: Money }>(
    `with moved as (
       select s.period, s.allocated, s.returned, s.commission, s.withheld, s.payments, 0::bigint as transferred
       from settlements.settlements s join settlements.approvals a using (settlement_id)
       where s.provider_id = $1 and s.period <= $2 and ($3::integer is null or s.organization_id = $3)
       union all
       select (extract(year from o.confirmed_on) * 100 + extract(month from o.confirmed_on))::integer, 0, 0, 0, 0, 0, o.amount
       from settlements.order_settlements o
       where o.provider_id = $1 and o.released_at is null and o.confirmed_on is not null and ($3::integer is null or o.organization_id = $3))
     select coalesce(sum(allocated + returned - withheld - transferred) filter (where period < $2), 0)::bigint as before,
       coalesce(sum(allocated) filter (where period = $2), 0)::bigint as allocated,
       coalesce(sum(returned) filter (where period = $2), 0)::bigint as returned,
       coalesce(sum(commission) filter (where period = $2), 0)::bigint as commission,
       coalesce(sum(withheld) filter (where period = $2), 0)::bigint as withheld,
       coalesce(sum(payments) filter (where period = $2), 0)::integer as payments,
       coalesce(sum(transferred) filter (where period = $2), 0)::bigint as transferred
     from moved`,
    [of.provider, periodNumber(of.period), of.organization ?? null],
  );
  const { before, transferred, ...sums } = row ?? NO_SUMS;
  return { before, transferred, sums };
}

const NO_SUMS = {
  before: NOTHING,
  transferred: NOTHING,
  allocated: NOTHING,
  returned: NOTHING,
  commission: NOTHING,
  withheld: NOTHING,
  payments: 0,
};

interface TermsRow {
  terms_id: number;
  organization_id: number | null;
  provider_id: number;
  from: Day;
  to: Day | null;
  contract: string;
  basis: string;
  commission: Commission["commission"];
  percent: bigint;
  fixed: Money;
  tier_from: Money[];
  tier_percent: bigint[];
  least: Money | null;
  most: Money | null;
  bearer: Bearer;
  schedule: Schedule;
  schedule_day: number;
}

const termsOf = (row: TermsRow): RecordedTerms => ({
  id: row.terms_id,
  organization: (row.organization_id ?? undefined) as OrganizationId | undefined,
  provider: row.provider_id as OrganizationId,
  from: row.from,
  to: row.to ?? undefined,
  facts: {
    contract: row.contract,
    basis: row.basis,
    commission: row.commission,
    percent: row.percent,
    fixed: row.fixed,
    tiers: row.tier_from.map((from, at) => ({ from, percent: row.tier_percent[at] ?? 0n })),
    least: row.least ?? undefined,
    most: row.most ?? undefined,
    bearer: row.bearer,
    schedule: row.schedule,
    scheduleDay: row.schedule_day,
  },
});

interface SettlementRow extends SettledSums {
  settlement_id: number;
  organization_id: OrganizationId;
  provider_id: OrganizationId;
  period: number;
  through: Day;
  year: number;
  number: number;
  to_transfer: Money;
  made_on: Day;
  made_by: UserId | null;
  approved_at: Date | null;
  approved_by: UserId | null;
  order_id: number | null;
  confirmed_on: Day | null;
}

const settlementOf = (row: SettlementRow): Settlement => ({
  id: row.settlement_id,
  organization: row.organization_id,
  provider: row.provider_id,
  period: periodFromNumber(row.period),
  through: row.through,
  year: row.year,
  number: row.number,
  allocated: row.allocated,
  returned: row.returned,
  commission: row.commission,
  withheld: row.withheld,
  toTransfer: row.to_transfer,
  payments: row.payments,
  madeOn: row.made_on,
  madeBy: row.made_by ?? undefined,
  approvedAt: row.approved_at ?? undefined,
  approvedBy: row.approved_by ?? undefined,
  state: stateOf(row),
  order: row.order_id ?? undefined,
  confirmedOn: row.confirmed_on ?? undefined,
});

function stateOf(row: SettlementRow): SettlementState {
  if (row.approved_at === null) return "draft";
  if (row.order_id === null) return "approved";
  return row.confirmed_on === null ? "ordered" : "transferred";
}
