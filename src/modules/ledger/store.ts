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
     select unnest($1::bigint[]), 0, 0, unnest($2::bigint[]), unnest($3::integer[]), unnest($4::integer[]), unnest($5::integer[]),
       0, unnest($6::integer[]), unnest($7::integer[]), unnest($8::integer[]), unnest($9::smallint[]), 0, unnest($10::smallint[]), 0, 0`,
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

/** What documents booked to a service; service 0 is the advance. */
export interface ServiceSum {
  readonly service: ServiceId;
  readonly amount: Money;
}

/** What payments (or reversals, below nothing) of any buildings gave to each service, in the order of services. */
export async function sumByService(
  tx: Tx,
  documents: readonly {
    readonly building: BuildingId;
    readonly account: AccountId;
    readonly document: bigint;
    readonly bookedIn: Period;
  }[],
): Promise<ServiceSum[]> {
  return tx.query(
    `select e.service_id as service, sum(e.amount)::bigint as amount
     from unnest($1::integer[], $2::integer[], $3::integer[], $4::bigint[]) d (building_id, account_id, period, document_id)
     join ledger.entries e using (building_id, account_id, period, document_id)
     where e.batch = 0 and e.kind in (10, 11) group by 1 order by 1`,
    [
      intArray(documents.map(({ building }) => building)),
      intArray(documents.map(({ account }) => account)),
      intArray(documents.map(({ bookedIn }) => periodNumber(bookedIn))),
      intArray(documents.map(({ document }) => document)),
    ],
  );
}

/**
 * What the accounts owe now: the opening balances of the open period and what was booked in it since. Accounts that
 * owe nothing and have no advance are present with empty items. One query for all of a batch.
 */
export async function accountBalances(
  tx: Tx,
  of: { accounts: readonly { building: BuildingId; account: AccountId }[]; period: Period },
): Promise<Map<AccountId, AccountBalance>> {
  const [one] = of.accounts;
  const rows =
    one && of.accounts.length === 1
      ? await tx.named<PackedItems>("ledger.accountBalance", itemsPacked(OF_ACCOUNT), [
          one.building,
          one.account,
          periodNumber(of.period),
        ])
      : await tx.named<PackedItems>("ledger.accountBalances", itemsPacked(OF_ACCOUNTS), [
          ...placeValues(of.accounts),
          periodNumber(of.period),
        ]);
  const balances = new Map<AccountId, AccountBalance>(
    of.accounts.map(({ account }) => [account, { account, items: [], advance: NOTHING }]),
  );
  for (const row of rows) balances.set(row.account_id as AccountId, balanceOf(row));
  return balances;
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

/** What a month's balances were carried over to the next one's openings. */
export interface CarriedOver {
  /** Opening balances written. */
  readonly openings: number;
  /** Accounts with an overpaid item, or with an advance and a debt that it could pay: nothing of theirs is written. */
  readonly mixed: readonly { readonly building: BuildingId; readonly account: AccountId }[];
}

/**
 * Writes the opening balances of the next period from this one's openings and entries, and gives the accounts whose
 * credits have to be set against their debts first. One reading of the month does both.
 */
export async function insertOpeningsOfNext(
  tx: Tx,
  of: { buildings: readonly BuildingId[]; period: Period },
): Promise<CarriedOver> {
  const rows = await tx.query<{ building_id: number | null; account_id: number; openings: number }>(
    `with ${itemsSql(IN_BUILDINGS)}, ${BALANCES},
     mixed as materialized (
       select distinct building_id, account_id from items
       where service_id <> 0 and (amount < 0 or amount > 0 and (building_id, account_id) in
         (select building_id, account_id from advances where amount < 0))),
     written as (
       ${openingsSql("$3")} where (building_id, account_id) not in (select building_id, account_id from mixed)
       returning building_id)
     select building_id, account_id, 0 as openings from mixed
     union all select null, null, count(*)::integer from written order by 1, 2`,
    [intArray(of.buildings), periodNumber(of.period), periodNumber(next(of.period))],
  );
  return {
    openings: rows.reduce((sum, row) => sum + row.openings, 0),
    mixed: rows.flatMap((row) =>
      row.building_id === null
        ? []
        : [{ building: row.building_id as BuildingId, account: row.account_id as AccountId }],
    ),
  };
}

/** Writes the opening balances of the next period for these accounts. Returns their number. */
export async function insertOpeningsOfAccounts(
  tx: Tx,
  of: { accounts: readonly { building: BuildingId; account: AccountId }[]; period: Period },
): Promise<number> {
  const result = await tx.client.query(`with ${itemsSql(OF_ACCOUNTS)}, ${BALANCES} ${openingsSql("$4")}`, [
    ...placeValues(of.accounts),
    periodNumber(of.period),
    periodNumber(next(of.period)),
  ]);
  return result.rowCount ?? 0;
}

const openingsSql = (period: string): string => `
  insert into ledger.opening_balances (amount, building_id, account_id, period, charged_for, provider_id, service_id)
  select amount, building_id, account_id, ${period}::integer, charged_for, provider_id, service_id from balances`;

/**
 * `items`: what is owed for each item at the end of the period, service 0 being the advance. The openings and the
 * entries are read once: the use of an advance lowers an item and is counted beside it as `used`, since it lowers the
 * advance as well. Items that came to nothing are left out.
 */
function itemsSql(from: (table: string) => string): string {
  return `
    moved as (
      select building_id, account_id, service_id, provider_id, charged_for, amount, 0::bigint as used
      ${from("ledger.opening_balances")}
      union all
      select building_id, account_id, case kind when 11 then 0::smallint else service_id end,
        case kind when 11 then 0 else provider_id end, case kind when 11 then 0 else charged_for end,
        case kind when 11 then amount * ledger.advance_effect(kind) else amount * ledger.debt_effect(kind) end,
        case kind when 12 then amount else 0 end
      ${from("ledger.booked_entries")}),
    items as (
      select building_id, account_id, service_id, provider_id, charged_for, ledger.total(amount) as amount, ledger.total(used) as used
      from moved group by 1, 2, 3, 4, 5 having ledger.total(amount) <> 0 or ledger.total(used) <> 0)`;
}

/** `balances`: the items and, as service 0, negative, the advances; none is zero. */
const BALANCES = `
    advances as (
      select building_id, account_id, ledger.total(used + case service_id when 0 then amount else 0 end) as amount
      from items where service_id = 0 or used <> 0 group by 1, 2),
    balances as (
      select building_id, account_id, service_id, provider_id, charged_for, amount
      from items where service_id <> 0 and amount <> 0
      union all
      select building_id, account_id, 0::smallint, 0, 0, amount from advances where amount <> 0)`;

const IN_BUILDINGS = (table: string): string =>
  `from ${table} where period = $2::integer and building_id = any ($1::integer[])`;

/** Account by account, by the key: a join would read the whole month of a city for a thousand accounts. */
const OF_ACCOUNTS = (table: string): string => `
  from (select distinct * from unnest($1::integer[], $2::integer[])) as asked (building, account)
  cross join lateral (
    select * from ${table} where building_id = building and account_id = account and period = $3::integer offset 0) of_account`;

const OF_ACCOUNT = (table: string): string =>
  `from ${table} where building_id = $1::integer and account_id = $2::integer and period = $3::integer`;

const itemsPacked = (from: (table: string) => string): string => `
  with ${itemsSql(from)}
  select account_id, string_agg(charged_for::text, ',') as periods, string_agg(service_id::text, ',') as services,
    string_agg(provider_id::text, ',') as providers, string_agg(amount::text, ',') as amounts,
    ledger.total(used) as used
  from items group by 1`;

const placeValues = (accounts: readonly { building: BuildingId; account: AccountId }[]): [string, string] => [
  intArray(accounts.map(({ building }) => building)),
  intArray(accounts.map(({ account }) => account)),
];

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

/** An account's items as lists: a registry's accounts have tens of thousands, and a row for each is slow to read. */
interface PackedItems {
  account_id: number;
  periods: string;
  services: string;
  providers: string;
  amounts: string;
  used: bigint;
}

function balanceOf(row: PackedItems): AccountBalance {
  const account = row.account_id as AccountId;
  const services = row.services.split(",").map(Number);
  const providers = row.providers.split(",").map(Number);
  const amounts = row.amounts.split(",").map(BigInt);
  let advance = -row.used;
  const items: DebtItem[] = [];
  for (const [at, chargedFor] of row.periods.split(",").entries()) {
    const amount = amounts[at] as Money;
    if (services[at] === 0) advance -= amount;
    else if (amount !== NOTHING) {
      items.push({
        account,
        service: services[at] as ServiceId,
        provider: providers[at] as OrganizationId,
        chargedFor: periodFromNumber(Number(chargedFor)),
        amount,
      });
    }
  }
  items.sort(
    (a, b) =>
      (a.chargedFor < b.chargedFor ? -1 : a.chargedFor > b.chargedFor ? 1 : 0) ||
      a.service - b.service ||
      a.provider - b.provider,
  );
  return { account, items, advance: advance as Money };
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

/** For how many months accounts owed something when a month was opened, by building and account. */
export async function countMonthsInArrears(
  tx: Tx,
  of: {
    readonly places: readonly { readonly building: BuildingId; readonly account: AccountId }[];
    readonly period: Period;
  },
): Promise<Map<string, number>> {
  const rows = await tx.query<{ building_id: number; account_id: number; months: number }>(
    `select building_id, account_id, count(*)::integer as months from (
       select o.building_id, o.account_id, o.charged_for from unnest($1::integer[], $2::integer[]) as k (building_id, account_id)
       join ledger.opening_balances o using (building_id, account_id)
       where o.period = $3 and o.charged_for > 0 group by 1, 2, 3 having sum(o.amount) > 0) owed group by 1, 2`,
    [
      intArray(of.places.map(({ building }) => building)),
      intArray(of.places.map(({ account }) => account)),
      periodNumber(of.period),
    ],
  );
  return new Map(rows.map((row) => [`${row.building_id}|${row.account_id}`, row.months]));
}
