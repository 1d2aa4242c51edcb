import type { AccountId, BuildingId, OrganizationId, PremisesId, RunId, ServiceId } from "#core/ids";
import { type Period, periodFromNumber, periodNumber, previous } from "#core/period";
import type { Money } from "#core/units";
import { intArray, type Tx } from "#platform/database";

/** One month of an account: opening + movements = closing (I2). */
export interface StatementMonth {
  readonly period: Period;
  readonly opening: Money;
  /** For the month itself. */
  readonly charged: Money;
  /** Booked in the month for earlier ones, and opening balances taken over from another system. */
  readonly recalculated: Money;
  /** Negative: what the budget pays instead of the resident. */
  readonly benefits: Money;
  readonly penalties: Money;
  /** Negative: what was paid, less what was reversed. */
  readonly paid: Money;
  readonly closing: Money;
}

export interface StatementService {
  readonly service: ServiceId | 0;
  readonly provider: OrganizationId | 0;
  readonly opening: Money;
  readonly charged: Money;
  readonly recalculated: Money;
  /** Negative: what the budget pays instead of the resident. */
  readonly benefits: Money;
  readonly penalties: Money;
  readonly paid: Money;
  readonly closing: Money;
}

/** A ledger entry as a person reads it. */
export interface StatementLine {
  readonly account: AccountId;
  readonly period: Period;
  readonly chargedFor: Period | undefined;
  readonly document: bigint;
  readonly lineNo: number;
  readonly kind: number;
  readonly service: ServiceId | 0;
  readonly provider: OrganizationId | 0;
  readonly part: number;
  readonly formula: number;
  readonly basis: number;
  readonly volume: bigint;
  readonly rate: bigint;
  /** As moved: what it does to the debt is told by the kind. */
  readonly amount: Money;
}

const MOVEMENTS = `
    select period, charged_for, service_id, provider_id, amount as opening, 0::bigint as charged, 0::bigint as recalculated,
      0::bigint as benefits, 0::bigint as penalties, 0::bigint as paid
    from ledger.opening_balances where building_id = $1 and account_id = $2 and period between $3 and $4
    union all
    select period, charged_for, service_id, provider_id, 0,
      case when kind in (1, 2) and charged_for = period then amount else 0 end,
      case when kind in (3, 4, 7) or kind in (1, 2) and charged_for <> period then amount else 0 end,
      case when kind = 5 then amount else 0 end, case when kind = 6 then amount else 0 end,
      case when kind in (10, 11) then -amount else 0 end
    from ledger.booked_entries where building_id = $1 and account_id = $2 and period between $3 and $4 and kind <> 12`;

/** Months with anything in them, oldest first. An advance's use moves nothing between months, so it does not show. */
export async function listStatement(
  tx: Tx,
  of: { building: BuildingId; account: AccountId; from: Period; through: Period },
): Promise<StatementMonth[]> {
  const rows = await tx.named<Sums & { period: number }>(
    "ledger.listStatement",
    `select period, sum(opening)::bigint as opening, sum(charged)::bigint as charged, sum(recalculated)::bigint as recalculated,
       sum(benefits)::bigint as benefits, sum(penalties)::bigint as penalties,
       sum(paid)::bigint as paid from (${MOVEMENTS}) as m group by period order by period`,
    [of.building, of.account, periodNumber(of.from), periodNumber(of.through)],
  );
  return rows.map((row) => ({ period: periodFromNumber(row.period), ...sums(row) }));
}

/** One month by service and provider. Where an advance was used, service 0 shows it leaving. */
export async function listStatementServices(
  tx: Tx,
  of: { building: BuildingId; account: AccountId; period: Period },
): Promise<StatementService[]> {
  const rows = await tx.named<Sums & { service_id: number; provider_id: number }>(
    "ledger.listStatementServices",
    `select service_id, provider_id, sum(opening)::bigint as opening, sum(charged)::bigint as charged,
       sum(recalculated)::bigint as recalculated,
       sum(benefits)::bigint as benefits, sum(penalties)::bigint as penalties, sum(paid)::bigint as paid
     from (${MOVEMENTS}
       union all
       select period, charged_for, service_id, provider_id, 0, 0, 0, 0, 0, -amount from ledger.booked_entries
       where building_id = $1 and account_id = $2 and period between $3 and $4 and kind = 12
       union all
       select period, 0, 0, 0, 0, 0, 0, 0, 0, amount from ledger.booked_entries
       where building_id = $1 and account_id = $2 and period between $3 and $4 and kind = 12) as m
     group by service_id, provider_id order by service_id, provider_id`,
    [of.building, of.account, periodNumber(of.period), periodNumber(of.period)],
  );
  return rows.map((row) => ({
    service: row.service_id as ServiceId | 0,
    provider: row.provider_id as OrganizationId | 0,
    ...sums(row),
  }));
}

/** An account's month for one service and provider; service 0 is what was paid ahead. */
export interface AccountMonth {
  readonly account: AccountId;
  readonly service: ServiceId | 0;
  readonly provider: OrganizationId | 0;
  /** With what was taken over from another system in the month. */
  readonly opening: Money;
  /** With recalculations, penalties and corrections, less what the budget pays instead. */
  readonly charged: Money;
  /** What was paid, and used of what had been paid ahead, less what was reversed; positive. */
  readonly paid: Money;
}

/** A month of all accounts of some buildings, by account, service and provider: opening + charged - paid = closing. */
export async function listAccountMonths(
  tx: Tx,
  of: { readonly buildings: readonly BuildingId[]; readonly period: Period },
): Promise<AccountMonth[]> {
  const rows = await tx.named<{
    account: number;
    service: number;
    provider: number;
    opening: bigint;
    charged: bigint;
    paid: bigint;
  }>(
    "ledger.listAccountMonths",
    `select account_id as account, service_id as service, provider_id as provider, sum(opening)::bigint as opening,
       sum(charged)::bigint as charged, sum(paid)::bigint as paid
     from (
       select account_id, service_id, provider_id, amount as opening, 0::bigint as charged, 0::bigint as paid
       from ledger.opening_balances where building_id = any ($1::integer[]) and period = $2
       union all
       select account_id, case kind when 11 then 0 else service_id end, case kind when 11 then 0 else provider_id end,
         case kind when 4 then amount else 0 end, case when kind < 10 and kind <> 4 then amount else 0 end,
         case when kind >= 10 then amount else 0 end
       from ledger.booked_entries where building_id = any ($1::integer[]) and period = $2
       union all
       select account_id, 0, 0, 0, 0, -amount
       from ledger.booked_entries where building_id = any ($1::integer[]) and period = $2 and kind = 12) as m
     group by 1, 2, 3 order by 1, 2, 3`,
    [intArray(of.buildings), periodNumber(of.period)],
  );
  return rows.map((row) => ({
    account: row.account as AccountId,
    service: row.service as ServiceId | 0,
    provider: row.provider as OrganizationId | 0,
    opening: row.opening as Money,
    charged: row.charged as Money,
    paid: row.paid as Money,
  }));
}

/** Whether a run has charged some of these buildings for the month. */
export async function isChargedFor(
  tx: Tx,
  of: { readonly buildings: readonly BuildingId[]; readonly period: Period },
): Promise<boolean> {
  const rows = await tx.query(
    `select from ledger.booked_entries
     where building_id = any ($1::integer[]) and period = $2 and charged_for = $2 and kind in (1, 2) limit 1`,
    [intArray(of.buildings), periodNumber(of.period)],
  );
  return rows.length > 0;
}

/** The newest month that anything is in the books for, paid or not; undefined where there is nothing yet. */
export async function newestMonthOwed(
  tx: Tx,
  of: { readonly buildings: readonly BuildingId[]; readonly period: Period },
): Promise<Period | undefined> {
  const [row] = await tx.query<{ newest: number | null }>(
    `select max(charged_for) as newest from (
       select charged_for from ledger.opening_balances where building_id = any ($1::integer[]) and period = $2
       union all
       select charged_for from ledger.booked_entries
       where building_id = any ($1::integer[]) and period = $2 and kind < 10) as m`,
    [intArray(of.buildings), periodNumber(of.period)],
  );
  return row?.newest ? periodFromNumber(row.newest) : undefined;
}

/** All counted entries booked in a month, of whole buildings or of one account, by account and line. */
export async function listLines(
  tx: Tx,
  of: { buildings: readonly BuildingId[]; account?: AccountId; period: Period },
): Promise<(StatementLine & { building: BuildingId })[]> {
  const rows = await tx.named<LineRow>(
    "ledger.listLines",
    `select building_id, account_id, period, charged_for, document_id, line_no, kind, service_id, provider_id, part, formula, basis,
       volume, rate, amount
     from ledger.booked_entries where building_id = any ($1::integer[]) and period = $2 and ($3::integer is null or account_id = $3)
     order by building_id, account_id, kind, service_id, part, document_id, line_no`,
    [intArray(of.buildings), periodNumber(of.period), of.account ?? null],
  );
  return rows.map(lineFrom);
}

/** What each run charged to an account, by the month it is booked in; the newest month first. */
export async function listRunSums(
  tx: Tx,
  of: { building: BuildingId; account: AccountId; from: Period },
): Promise<{ run: RunId; period: Period; amount: Money }[]> {
  const rows = await tx.named<{ document_id: bigint; period: number; amount: bigint }>(
    "ledger.listRunSums",
    `select document_id, period, sum(amount)::bigint as amount from ledger.booked_entries
     where building_id = $1 and account_id = $2 and period >= $3 and kind < 10 and kind <> 4
     group by 1, 2 order by 2 desc, 1 desc`,
    [of.building, of.account, periodNumber(of.from)],
  );
  return rows.map((row) => ({
    run: Number(row.document_id) as RunId,
    period: periodFromNumber(row.period),
    amount: row.amount as Money,
  }));
}

/** Opening balances of a month by account and item; service 0 is the advance. */
export async function listOpenings(
  tx: Tx,
  of: { buildings: readonly BuildingId[]; period: Period; account?: AccountId },
): Promise<
  {
    account: AccountId;
    service: ServiceId | 0;
    provider: OrganizationId | 0;
    chargedFor: Period | undefined;
    amount: Money;
  }[]
> {
  const rows = await tx.named<LineRow>(
    "ledger.listOpenings",
    `select account_id, service_id, provider_id, charged_for, amount from ledger.opening_balances
     where building_id = any ($1::integer[]) and period = $2 and ($3::integer is null or account_id = $3)
     order by account_id, charged_for, service_id, provider_id`,
    [intArray(of.buildings), periodNumber(of.period), of.account ?? null],
  );
  return rows.map((row) => ({
    account: row.account_id as AccountId,
    service: row.service_id as ServiceId | 0,
    provider: row.provider_id as OrganizationId | 0,
    chargedFor: row.charged_for === 0 ? undefined : periodFromNumber(row.charged_for),
    amount: row.amount as Money,
  }));
}

/** What each account owed at the opening of a month, all in all; a negative sum was paid ahead. Without those at zero. */
export async function openingTotals(
  tx: Tx,
  of: { buildings: readonly BuildingId[]; period: Period },
): Promise<Map<AccountId, Money>> {
  const rows = await tx.named<{ account_id: number; amount: bigint }>(
    "ledger.openingTotals",
    `select account_id, ledger.total(amount) as amount from ledger.opening_balances
     where building_id = any ($1::integer[]) and period = $2 group by account_id having sum(amount) <> 0`,
    [intArray(of.buildings), periodNumber(of.period)],
  );
  return new Map(rows.map((row) => [row.account_id as AccountId, row.amount as Money]));
}

/** What was charged month by month for the months themselves: the thirteen bars of a receipt. */
export async function listCharged(
  tx: Tx,
  of: { buildings: readonly BuildingId[]; from: Period; through: Period; account?: AccountId },
): Promise<{ account: AccountId; service: ServiceId; period: Period; volume: bigint; amount: Money }[]> {
  const rows = await tx.named<{
    account_id: number;
    service_id: number;
    period: number;
    volume: bigint;
    amount: bigint;
  }>(
    "ledger.listCharged",
    `select account_id, service_id, period, coalesce(sum(volume) filter (where kind = 1), 0)::bigint as volume, sum(amount)::bigint as amount
     from ledger.booked_entries
     where building_id = any ($1::integer[]) and period between $2 and $3 and charged_for = period and kind in (1, 2)
       and ($4::integer is null or account_id = $4)
     group by 1, 2, 3 order by 1, 2, 3`,
    [intArray(of.buildings), periodNumber(of.from), periodNumber(of.through), of.account ?? null],
  );
  return rows.map((row) => ({
    account: row.account_id as AccountId,
    service: row.service_id as ServiceId,
    period: periodFromNumber(row.period),
    volume: row.volume,
    amount: row.amount as Money,
  }));
}

/** What an account used of a service in a month, and the middle of what others used. */
export interface MiddleVolume {
  readonly service: ServiceId;
  readonly volume: bigint;
  /** The middle one of theirs: half of them used less. */
  readonly middle: bigint;
  readonly others: number;
}

/**
 * What was billed to an account of a month by one kind of volume alone (its own meters), beside the same of other
 * accounts of the house: of each service the middle volume, and how many accounts it is of. One question, whatever their
 * number; whose volume is which it does not tell.
 */
export async function listMiddleVolumes(
  tx: Tx,
  of: {
    readonly building: BuildingId;
    readonly account: AccountId;
    readonly others: readonly AccountId[];
    readonly period: Period;
    readonly basis: number;
  },
): Promise<MiddleVolume[]> {
  return tx.named<MiddleVolume>(
    "ledger.listMiddleVolumes",
    `with used as (
       select account_id, service_id, sum(volume)::bigint as volume from ledger.booked_entries
       where building_id = $1 and period = $2 and charged_for = $2 and kind = 1 and account_id = any ($3::integer[] || $4::integer)
       group by 1, 2 having bool_and(basis = $5))
     select own.service_id as service, own.volume, count(*)::integer as others,
       percentile_disc(0.5) within group (order by other.volume) as middle
     from used own join used other on other.service_id = own.service_id and other.account_id <> own.account_id
     where own.account_id = $4 group by 1, 2 order by 1`,
    [of.building, periodNumber(of.period), intArray(of.others), of.account, of.basis],
  );
}

/** A building's charges booked in a month, by service: what its own month cost, and what was corrected of earlier ones. */
export async function listChargedServices(
  tx: Tx,
  of: { readonly building: BuildingId; readonly period: Period },
): Promise<
  {
    service: ServiceId;
    volume: bigint;
    charged: Money;
    recalculated: Money;
    benefits: Money;
    penalties: Money;
    accounts: number;
  }[]
> {
  const rows = await tx.query<{
    service: number;
    volume: bigint;
    charged: bigint;
    recalculated: bigint;
    benefits: bigint;
    penalties: bigint;
    accounts: number;
  }>(
    `select service_id as service, coalesce(sum(volume) filter (where kind = 1 and charged_for = period), 0)::bigint as volume,
       coalesce(sum(amount) filter (where kind in (1, 2) and charged_for = period), 0)::bigint as charged,
       coalesce(sum(amount) filter (where kind in (3, 4, 7) or kind in (1, 2) and charged_for <> period), 0)::bigint as recalculated,
       coalesce(sum(amount) filter (where kind = 5), 0)::bigint as benefits,
       coalesce(sum(amount) filter (where kind = 6), 0)::bigint as penalties,
       count(distinct account_id)::integer as accounts
     from ledger.booked_entries where building_id = $1 and period = $2 and kind < 10 group by 1 order by 1`,
    [of.building, periodNumber(of.period)],
  );
  return rows.map((row) => ({
    ...row,
    service: row.service as ServiceId,
    charged: row.charged as Money,
    recalculated: row.recalculated as Money,
    benefits: row.benefits as Money,
    penalties: row.penalties as Money,
  }));
}

export interface ChargedAccount {
  readonly account: AccountId;
  readonly premises: PremisesId;
  readonly number: string;
  readonly volume: bigint;
  readonly charged: Money;
  readonly recalculated: Money;
  /** What the month before cost. */
  readonly previous: Money;
}

/** Of what accounts a building's charges for one service are made, in a month; after an account, as the pages of a list. */
export async function listChargedAccounts(
  tx: Tx,
  of: {
    readonly building: BuildingId;
    readonly period: Period;
    readonly service: ServiceId;
    readonly after: number;
    readonly limit: number;
  },
): Promise<ChargedAccount[]> {
  const rows = await tx.query<{
    account: number;
    premises: number;
    number: string;
    volume: bigint;
    charged: bigint;
    recalculated: bigint;
    previous: bigint;
  }>(
    `select e.account_id as account, a.premises_id as premises, a.number, e.volume, e.charged, e.recalculated, e.previous
     from (select account_id,
         coalesce(sum(volume) filter (where period = $2 and kind = 1 and charged_for = period), 0)::bigint as volume,
         coalesce(sum(amount) filter (where period = $2 and kind in (1, 2) and charged_for = period), 0)::bigint as charged,
         coalesce(sum(amount) filter (where period = $2 and (kind in (3, 4, 7) or kind in (1, 2) and charged_for <> period)), 0)::bigint as recalculated,
         coalesce(sum(amount) filter (where period = $3 and kind in (1, 2) and charged_for = period), 0)::bigint as previous
       from ledger.booked_entries
       where building_id = $1 and account_id > $5 and period in ($3, $2) and kind < 10 and service_id = $4
       group by 1) e
     join accounts.accounts a on a.building_id = $1 and a.account_id = e.account_id
     order by 1 limit $6`,
    [of.building, periodNumber(of.period), periodNumber(previous(of.period)), of.service, of.after, of.limit],
  );
  return rows.map((row) => ({
    ...row,
    account: row.account as AccountId,
    premises: row.premises as PremisesId,
    charged: row.charged as Money,
    recalculated: row.recalculated as Money,
    previous: row.previous as Money,
  }));
}

/** The organization's month in one line, over the buildings in sight. */
export async function turnover(
  tx: Tx,
  of: { buildings: readonly BuildingId[]; period: Period },
): Promise<{
  opening: Money;
  charged: Money;
  recalculated: Money;
  benefits: Money;
  penalties: Money;
  paid: Money;
  closing: Money;
}> {
  const rows = await tx.query<Sums>(
    `select coalesce(sum(opening), 0)::bigint as opening, coalesce(sum(charged), 0)::bigint as charged,
       coalesce(sum(recalculated), 0)::bigint as recalculated,
       coalesce(sum(benefits), 0)::bigint as benefits, coalesce(sum(penalties), 0)::bigint as penalties, coalesce(sum(paid), 0)::bigint as paid from (
       select amount as opening, 0::bigint as charged, 0::bigint as recalculated,
      0::bigint as benefits, 0::bigint as penalties, 0::bigint as paid
       from ledger.opening_balances where building_id = any ($1::integer[]) and period = $2
       union all
       select 0, case when kind in (1, 2) and charged_for = period then amount else 0 end,
         case when kind in (3, 4, 7) or kind in (1, 2) and charged_for <> period then amount else 0 end,
      case when kind = 5 then amount else 0 end, case when kind = 6 then amount else 0 end,
         case when kind in (10, 11) then -amount else 0 end
       from ledger.booked_entries where building_id = any ($1::integer[]) and period = $2 and kind <> 12) as m`,
    [intArray(of.buildings), periodNumber(of.period)],
  );
  return sums(
    rows[0] ?? { opening: 0n, charged: 0n, recalculated: 0n, benefits: 0n, penalties: 0n, paid: 0n },
  );
}

interface Sums {
  opening: bigint;
  charged: bigint;
  recalculated: bigint;
  benefits: bigint;
  penalties: bigint;
  paid: bigint;
}

const sums = (row: Sums) => ({
  opening: row.opening as Money,
  charged: row.charged as Money,
  recalculated: row.recalculated as Money,
  benefits: row.benefits as Money,
  penalties: row.penalties as Money,
  paid: row.paid as Money,
  closing: (row.opening + row.charged + row.recalculated + row.benefits + row.penalties + row.paid) as Money,
});

interface LineRow {
  building_id: number;
  account_id: number;
  period: number;
  charged_for: number;
  document_id: bigint;
  line_no: number;
  kind: number;
  service_id: number;
  provider_id: number;
  part: number;
  formula: number;
  basis: number;
  volume: bigint;
  rate: bigint;
  amount: bigint;
}

const lineFrom = (row: LineRow): StatementLine & { building: BuildingId } => ({
  building: row.building_id as BuildingId,
  account: row.account_id as AccountId,
  period: periodFromNumber(row.period),
  chargedFor: row.charged_for === 0 ? undefined : periodFromNumber(row.charged_for),
  document: row.document_id,
  lineNo: row.line_no,
  kind: row.kind,
  service: row.service_id as ServiceId | 0,
  provider: row.provider_id as OrganizationId | 0,
  part: row.part,
  formula: row.formula,
  basis: row.basis,
  volume: row.volume,
  rate: row.rate,
  amount: row.amount as Money,
});
