import type { AccountId, BuildingId, OrganizationId, ServiceId } from "#core/ids";
import { next, type Period, periodFromNumber, periodNumber } from "#core/period";
import { type Money, NOTHING } from "#core/units";
import { intArray, type Tx } from "#platform/database";
import { type AccountBalance, type AdvanceUse, type DebtItem, type Entry, KINDS } from "./model.ts";

/** A number for a payment or a reversal. */
export async function nextDocuments(tx: Tx, count: number): Promise<bigint[]> {
  const rows = await tx.named<{ id: bigint }>(
    "ledger.nextDocuments",
    "select nextval('ledger.document_ids') as id from generate_series(1, $1::integer)",
    [count],
  );
  return rows.map((row) => row.id);
}

/**
 * Adds entries. The database refuses a closed period (SQLSTATE PL001) and a second entry under the same number.
 * Charge lines of a run do not come this way: see charging.
 */
export async function insertEntries(tx: Tx, entries: readonly Entry[]): Promise<void> {
  if (entries.length === 0) return;
  await tx.named(
    "ledger.insertEntries",
    `insert into ledger.entries (amount, volume, rate, document_id, building_id, account_id, period, batch, charged_for,
       provider_id, line_no, service_id, part, kind, formula, basis)
     select amount, 0, 0, document_id, building_id, account_id, period, 0, charged_for, provider_id, line_no, service_id, 0, kind, 0, 0
     from unnest($1::bigint[], $2::bigint[], $3::integer[], $4::integer[], $5::integer[], $6::integer[], $7::integer[],
       $8::integer[], $9::smallint[], $10::smallint[])
       as e (amount, document_id, building_id, account_id, period, charged_for, provider_id, line_no, service_id, kind)`,
    [
      intArray(entries.map((entry) => entry.amount)),
      intArray(entries.map((entry) => entry.document)),
      intArray(entries.map((entry) => entry.building)),
      intArray(entries.map((entry) => entry.account)),
      intArray(entries.map((entry) => periodNumber(entry.bookedIn))),
      intArray(entries.map((entry) => (entry.chargedFor ? periodNumber(entry.chargedFor) : 0))),
      intArray(entries.map((entry) => entry.provider)),
      intArray(entries.map((entry) => entry.lineNo)),
      intArray(entries.map((entry) => entry.service)),
      intArray(entries.map((entry) => KINDS[entry.kind])),
    ],
  );
}

/** The entries of documents (payments, reversals) of one building, as they were booked. */
export async function listEntriesOf(
  tx: Tx,
  of: { building: BuildingId; account: AccountId; document: bigint },
): Promise<Entry[]> {
  const rows = await tx.named<EntryRow>(
    "ledger.listEntriesOf",
    `select amount, account_id, period, charged_for, provider_id, line_no, service_id, kind
     from ledger.booked_entries where building_id = $1 and account_id = $2 and document_id = $3 order by line_no`,
    [of.building, of.account, of.document],
  );
  return rows.map((row) => ({
    building: of.building,
    account: of.account,
    document: of.document,
    lineNo: row.line_no,
    bookedIn: periodFromNumber(row.period),
    chargedFor: row.charged_for === 0 ? undefined : periodFromNumber(row.charged_for),
    kind: kindOf(row.kind),
    service: row.service_id as ServiceId,
    provider: row.provider_id as OrganizationId,
    amount: row.amount as Money,
  }));
}

/**
 * What the accounts owe now: the opening balances of the open period and what was booked in it since. Accounts that
 * owe nothing and have no advance are present with empty items. One query for all of a batch.
 */
export async function accountBalances(
  tx: Tx,
  of: { accounts: readonly { building: BuildingId; account: AccountId }[]; period: Period },
): Promise<Map<AccountId, AccountBalance>> {
  const rows = await tx.named<BalanceRow>("ledger.accountBalances", BALANCES_OF_ACCOUNTS, [
    intArray(of.accounts.map((account) => account.building)),
    intArray(of.accounts.map((account) => account.account)),
    periodNumber(of.period),
  ]);
  return balancesFrom(
    rows,
    of.accounts.map((account) => account.account),
  );
}

/** What the account's advances have paid, newest month first: where a reversed advance is taken back from. */
export async function listAdvanceUses(
  tx: Tx,
  of: { building: BuildingId; account: AccountId },
): Promise<AdvanceUse[]> {
  const rows = await tx.query<BalanceRow>(
    `select account_id, charged_for, service_id, provider_id, sum(amount)::bigint as amount
     from ledger.booked_entries where building_id = $1 and account_id = $2 and kind = 12
     group by 1, 2, 3, 4 having sum(amount) > 0 order by charged_for desc, service_id desc, provider_id desc`,
    [of.building, of.account],
  );
  return rows.map((row) => ({
    service: row.service_id as ServiceId,
    provider: row.provider_id as OrganizationId,
    chargedFor: periodFromNumber(row.charged_for),
    amount: row.amount as Money,
  }));
}

/** The accounts of these buildings that have an overpaid item, or an advance and a debt that it could pay. */
export async function accountsWithCreditAndDebt(
  tx: Tx,
  of: { buildings: readonly BuildingId[]; period: Period },
): Promise<{ building: BuildingId; account: AccountId }[]> {
  const rows = await tx.query<{ building_id: number; account_id: number }>(
    `with items as (${itemsSql("building_id = any ($1::integer[])", "$2")})
     select building_id, account_id from (
       select building_id, account_id, charged_for, provider_id, service_id, sum(amount) as amount
       from items group by 1, 2, 3, 4, 5) as i
     group by 1, 2
     having bool_or(amount < 0 and service_id <> 0) or (bool_or(amount < 0) and bool_or(amount > 0))
     order by 1, 2`,
    [intArray(of.buildings), periodNumber(of.period)],
  );
  return rows.map((row) => ({
    building: row.building_id as BuildingId,
    account: row.account_id as AccountId,
  }));
}

/** Writes the opening balances of the next period from this one's openings and entries. Returns their number. */
export async function insertOpeningsOfNext(
  tx: Tx,
  of: { buildings: readonly BuildingId[]; period: Period },
): Promise<number> {
  const result = await tx.client.query(
    `with items as (${itemsSql("building_id = any ($1::integer[])", "$2")})
     insert into ledger.opening_balances (amount, building_id, account_id, period, charged_for, provider_id, service_id)
     select sum(amount), building_id, account_id, $3::integer, charged_for, provider_id, service_id
     from items group by building_id, account_id, charged_for, provider_id, service_id having sum(amount) <> 0`,
    [intArray(of.buildings), periodNumber(of.period), periodNumber(next(of.period))],
  );
  return result.rowCount ?? 0;
}

/** Openings and movements as one list of signed debts; the advance is service 0 and negative. */
function itemsSql(where: string, period: string): string {
  return `
    select amount, building_id, account_id, charged_for, provider_id, service_id
    from ledger.opening_balances where period = ${period}::integer and ${where}
    union all
    select amount * ledger.debt_effect(kind), building_id, account_id, charged_for, provider_id, service_id
    from ledger.booked_entries where period = ${period}::integer and ${where} and kind <> 11
    union all
    select amount * ledger.advance_effect(kind), building_id, account_id, 0, 0, 0::smallint
    from ledger.booked_entries where period = ${period}::integer and ${where} and kind in (11, 12)`;
}

const BALANCES_OF_ACCOUNTS = `
  with asked as (select * from unnest($1::integer[], $2::integer[]) as a (building_id, account_id)),
  items as (
    select o.amount, o.account_id, o.charged_for, o.provider_id, o.service_id
    from asked join ledger.opening_balances o using (building_id, account_id) where o.period = $3::integer
    union all
    select e.amount * ledger.debt_effect(e.kind), e.account_id, e.charged_for, e.provider_id, e.service_id
    from asked join ledger.booked_entries e using (building_id, account_id) where e.period = $3::integer and e.kind <> 11
    union all
    select e.amount * ledger.advance_effect(e.kind), e.account_id, 0, 0, 0::smallint
    from asked join ledger.booked_entries e using (building_id, account_id) where e.period = $3::integer and e.kind in (11, 12))
  select account_id, charged_for, service_id, provider_id, sum(amount)::bigint as amount
  from items group by 1, 2, 3, 4 having sum(amount) <> 0 order by 1, 2, 3, 4`;

interface BalanceRow {
  account_id: number;
  charged_for: number;
  service_id: number;
  provider_id: number;
  amount: bigint;
}

interface EntryRow extends BalanceRow {
  period: number;
  line_no: number;
  kind: number;
}

function balancesFrom(
  rows: readonly BalanceRow[],
  accounts: readonly AccountId[],
): Map<AccountId, AccountBalance> {
  const found = new Map<AccountId, { account: AccountId; items: DebtItem[]; advance: Money }>(
    accounts.map((account) => [account, { account, items: [], advance: NOTHING }]),
  );
  for (const row of rows) {
    const balance = found.get(row.account_id as AccountId);
    if (!balance) continue;
    if (row.service_id === 0) {
      balance.advance = -row.amount as Money;
    } else {
      balance.items.push({
        account: balance.account,
        service: row.service_id as ServiceId,
        provider: row.provider_id as OrganizationId,
        chargedFor: periodFromNumber(row.charged_for),
        amount: row.amount as Money,
      });
    }
  }
  return found;
}

const KIND_NAMES = new Map(Object.entries(KINDS).map(([name, number]) => [number, name as Entry["kind"]]));
const kindOf = (number: number): Entry["kind"] => {
  const name = KIND_NAMES.get(number as (typeof KINDS)[Entry["kind"]]);
  if (!name) throw new Error(`unknown kind of entry: ${number}`);
  return name;
};

interface TakenOverItem {
  readonly account: AccountId;
  readonly service: ServiceId;
  readonly provider: OrganizationId;
  readonly chargedFor: Period;
}
export const takenOverKey = (of: TakenOverItem): string =>
  `${of.account}|${of.service}|${of.provider}|${of.chargedFor}`;

/** What was taken over from another system so far, by item. */
export async function sumTakenOver(tx: Tx, buildings: readonly BuildingId[]): Promise<Map<string, bigint>> {
  const rows = await tx.query<BalanceRow>(
    `select account_id, charged_for, service_id, provider_id, sum(amount)::bigint as amount
     from ledger.booked_entries where building_id = any ($1::integer[]) and kind = 4 group by 1, 2, 3, 4`,
    [intArray(buildings)],
  );
  return new Map(
    rows.map((row) => [
      takenOverKey({
        account: row.account_id as AccountId,
        service: row.service_id as ServiceId,
        provider: row.provider_id as OrganizationId,
        chargedFor: periodFromNumber(row.charged_for),
      }),
      row.amount,
    ]),
  );
}
