import type { Day } from "#core/day";
import type { AccountId, BuildingId, PremisesId, UserId } from "#core/ids";
import type { Dated } from "#core/in-force";
import { intArray, textArray, type Tx } from "#platform/database";
import { prefixEnd } from "#modules/addresses";
import type {
  AccountFound,
  AccountPlace,
  AccountStateFacts,
  NewAccount,
  NewResident,
  Resident,
} from "./model.ts";
import { holderKey, type HolderQuery } from "./rules/holder-key.ts";

// ---- Registration ------------------------------------------------------------------------------------------

const FOUND = `a.building_id as building, a.account_id as account, a.number, a.premises_id as premises,
  a.opened_on as opened, a.closed_on as closed, a.unified_account as "unifiedAccountId", a.gis_service as "gisServiceId"`;

interface FoundRow {
  readonly building: number;
  readonly account: number;
  readonly number: string;
  readonly premises: number;
  readonly opened: Day;
  readonly closed: Day | null;
  readonly unifiedAccountId: string | null;
  readonly gisServiceId: string | null;
}
const foundOf = (row: FoundRow): AccountFound => ({
  building: row.building as BuildingId,
  account: row.account as AccountId,
  number: row.number,
  premises: row.premises as PremisesId,
  opened: row.opened,
  closed: row.closed ?? undefined,
  unifiedAccountId: row.unifiedAccountId ?? undefined,
  gisServiceId: row.gisServiceId ?? undefined,
});

/** The accounts with exactly these numbers, open or closed; those not in sight are absent. */
export async function findAccountsByNumber(tx: Tx, numbers: readonly string[]): Promise<AccountFound[]> {
  const rows = await tx.named<FoundRow>(
    "accounts.by-number",
    `select ${FOUND} from accounts.account_numbers n join accounts.accounts a using (building_id, account_id)
     where n.number = any ($1::text[])`,
    [textArray(numbers)],
  );
  return rows.map(foundOf);
}

export async function findAccountsByPlace(tx: Tx, places: readonly AccountPlace[]): Promise<AccountFound[]> {
  const rows = await tx.query<FoundRow>(
    `select ${FOUND} from unnest($1::integer[], $2::integer[]) as k (building_id, account_id)
     join accounts.accounts a using (building_id, account_id)`,
    placeValues(places),
  );
  return rows.map(foundOf);
}

/** What the state system calls accounts; what it leaves out stays. Gives how many are called otherwise than before. */
export async function keepGisNumbers(
  tx: Tx,
  numbers: readonly (AccountPlace & {
    readonly unified?: string | undefined;
    readonly service?: string | undefined;
  })[],
): Promise<number> {
  const rows = await tx.query(
    `update accounts.accounts a set unified_account = coalesce(nullif(n.unified, ''), a.unified_account),
       gis_service = coalesce(nullif(n.service, ''), a.gis_service)
     from unnest($1::integer[], $2::integer[], $3::text[], $4::text[]) as n (building_id, account_id, unified, service)
     where a.building_id = n.building_id and a.account_id = n.account_id
       and (nullif(n.unified, '') is distinct from a.unified_account and n.unified <> ''
         or nullif(n.service, '') is distinct from a.gis_service and n.service <> '')
     returning a.account_id`,
    [
      ...placeValues(numbers),
      textArray(numbers.map((one) => one.unified ?? "")),
      textArray(numbers.map((one) => one.service ?? "")),
    ],
  );
  return rows.length;
}

const placeValues = (places: readonly AccountPlace[]): [string, string] => [
  intArray(places.map((at) => at.building)),
  intArray(places.map((at) => at.account)),
];

/**
 * Locks accounts until the transaction ends, always in one order, so that two bookings of the same accounts wait
 * for each other instead of embracing. Gives those in sight.
 */
export async function lockAccounts(tx: Tx, places: readonly AccountPlace[]): Promise<AccountFound[]> {
  const [one] = places;
  // A payment's account: by the key, whatever the planner believes of lists.
  if (one && places.length === 1) {
    const row = await tx.named<FoundRow>(
      "accounts.lock-account",
      `select ${FOUND} from accounts.accounts a where a.building_id = $1 and a.account_id = $2 for update of a`,
      [one.building, one.account],
    );
    return row.map(foundOf);
  }
  const rows = await tx.named<FoundRow>(
    "accounts.lock-accounts",
    `select ${FOUND} from accounts.accounts a
     where (a.building_id, a.account_id) in (select * from unnest($1::integer[], $2::integer[]))
     order by a.building_id, a.account_id for update of a`,
    placeValues(places),
  );
  return rows.map(foundOf);
}

/** Takes the numbers for the city; gives those that were free. The others are somebody's, perhaps out of sight. */
export async function takeNumbers(
  tx: Tx,
  rows: readonly { readonly number: string; readonly building: BuildingId; readonly account: AccountId }[],
): Promise<Set<string>> {
  const taken = await tx.query<{ number: string }>(
    `insert into accounts.account_numbers (number, building_id, account_id)
     select * from unnest($1::text[], $2::integer[], $3::integer[]) on conflict (number) do nothing returning number`,
    [
      textArray(rows.map((row) => row.number)),
      intArray(rows.map((row) => row.building)),
      intArray(rows.map((row) => row.account)),
    ],
  );
  return new Set(taken.map((row) => row.number));
}

/** Ids for new accounts, so that their numbers can be taken before the accounts are written. */
export async function nextAccountIds(tx: Tx, count: number): Promise<AccountId[]> {
  const rows = await tx.query<{ id: string }>(
    "select nextval('accounts.account_ids')::text as id from generate_series(1, $1::integer)",
    [count],
  );
  return rows.map((row) => Number(row.id) as AccountId);
}

export async function insertAccounts(
  tx: Tx,
  rows: readonly { readonly account: AccountId; readonly stated: NewAccount }[],
): Promise<void> {
  await tx.query(
    `insert into accounts.accounts
       (building_id, account_id, number, premises_id, opened_on, closed_on, unified_account, gis_service)
     select * from unnest($1::integer[], $2::integer[], $3::text[], $4::integer[], $5::date[], $6::date[], $7::text[], $8::text[])`,
    [
      intArray(rows.map((row) => row.stated.building)),
      intArray(rows.map((row) => row.account)),
      textArray(rows.map((row) => row.stated.number)),
      intArray(rows.map((row) => row.stated.premises)),
      textArray(rows.map((row) => row.stated.opened)),
      textArray(rows.map((row) => row.stated.closed)),
      textArray(rows.map((row) => row.stated.unifiedAccountId)),
      textArray(rows.map((row) => row.stated.gisServiceId)),
    ],
  );
}

export async function closeAccounts(
  tx: Tx,
  rows: readonly (AccountPlace & { readonly closed: Day })[],
): Promise<void> {
  await tx.query(
    `update accounts.accounts a set closed_on = n.closed_on
     from unnest($1::integer[], $2::integer[], $3::date[]) as n (building_id, account_id, closed_on)
     where a.building_id = n.building_id and a.account_id = n.account_id`,
    [...placeValues(rows), textArray(rows.map((row) => row.closed))],
  );
}

export interface RecordedState extends Dated<AccountStateFacts>, AccountPlace {}

/** Every state of these accounts, by account and day. */
export async function findStates(tx: Tx, places: readonly AccountPlace[]): Promise<RecordedState[]> {
  const rows = await tx.named<
    AccountStateFacts & { building: number; account: number; from: Day; to: Day | null }
  >(
    "accounts.find-states",
    `select s.building_id as building, s.account_id as account, lower(s.in_force) as "from", upper(s.in_force) as "to",
       s.share_numerator as "shareNumerator", s.share_denominator as "shareDenominator", s.owners,
       s.holder_kind as holder, s.holder as "holderName", s.phone
     from (select distinct * from unnest($1::integer[], $2::integer[]) as k (building_id, account_id)) k
     join accounts.account_states s using (building_id, account_id)
     order by s.building_id, s.account_id, lower(s.in_force)`,
    placeValues(places),
  );
  return rows.map(({ building, account, from, to, ...facts }) => ({
    building: building as BuildingId,
    account: account as AccountId,
    from,
    to: to ?? undefined,
    facts: { ...facts, phone: facts.phone === "" ? undefined : facts.phone },
  }));
}

export async function endStates(
  tx: Tx,
  ends: readonly (AccountPlace & { readonly from: Day; readonly to: Day })[],
): Promise<void> {
  await tx.query(
    `update accounts.account_states s set in_force = daterange(e.since, e.until)
     from unnest($1::integer[], $2::integer[], $3::date[], $4::date[]) as e (building_id, account_id, since, until)
     where s.building_id = e.building_id and s.account_id = e.account_id and lower(s.in_force) = e.since`,
    [...placeValues(ends), textArray(ends.map((end) => end.from)), textArray(ends.map((end) => end.to))],
  );
}

export async function insertStates(tx: Tx, rows: readonly RecordedState[]): Promise<void> {
  await tx.query(
    `insert into accounts.account_states (building_id, account_id, in_force, holder, holder_key, holder_kind, phone,
       share_numerator, share_denominator, owners)
     select n.building_id, n.account_id, daterange(n.since, n.until), n.holder, n.holder_key, n.holder_kind, n.phone,
       n.numerator, n.denominator, n.owners
     from unnest($1::integer[], $2::integer[], $3::date[], $4::date[], $5::text[], $6::text[], $7::text[], $8::text[],
       $9::bigint[], $10::bigint[], $11::smallint[])
       as n (building_id, account_id, since, until, holder, holder_key, holder_kind, phone, numerator, denominator, owners)`,
    [
      ...placeValues(rows),
      textArray(rows.map((row) => row.from)),
      textArray(rows.map((row) => row.to)),
      textArray(rows.map((row) => row.facts.holderName)),
      textArray(rows.map((row) => holderKey(row.facts.holderName, row.facts.holder))),
      textArray(rows.map((row) => row.facts.holder)),
      textArray(rows.map((row) => row.facts.phone ?? "")),
      intArray(rows.map((row) => row.facts.shareNumerator)),
      intArray(rows.map((row) => row.facts.shareDenominator)),
      intArray(rows.map((row) => row.facts.owners)),
    ],
  );
}

/** Everybody who is or was registered on these accounts, by account and number. */
export async function findResidents(tx: Tx, places: readonly AccountPlace[]): Promise<Resident[]> {
  const rows = await tx.query<{
    building: number;
    account: number;
    no: number;
    name: string;
    born: Day | null;
    registration: Resident["registration"];
    from: Day;
    to: Day | null;
  }>(
    `select r.building_id as building, r.account_id as account, r.resident_no as no, r.name, r.born_on as born,
       r.registration, lower(r.in_force) as "from", upper(r.in_force) as "to"
     from (select distinct * from unnest($1::integer[], $2::integer[]) as k (building_id, account_id)) k
     join accounts.residents r using (building_id, account_id)
     order by r.building_id, r.account_id, r.resident_no`,
    placeValues(places),
  );
  return rows.map((row) => ({
    ...row,
    building: row.building as BuildingId,
    account: row.account as AccountId,
    born: row.born ?? undefined,
    to: row.to ?? undefined,
  }));
}

export async function insertResidents(
  tx: Tx,
  rows: readonly { readonly stated: NewResident; readonly no: number }[],
): Promise<void> {
  await tx.query(
    `insert into accounts.residents (building_id, account_id, resident_no, name, born_on, registration, in_force)
     select n.building_id, n.account_id, n.no, n.name, n.born, n.registration, daterange(n.since, n.until)
     from unnest($1::integer[], $2::integer[], $3::smallint[], $4::text[], $5::date[], $6::text[], $7::date[], $8::date[])
       as n (building_id, account_id, no, name, born, registration, since, until)`,
    [
      ...placeValues(rows.map((row) => row.stated)),
      intArray(rows.map((row) => row.no)),
      textArray(rows.map((row) => row.stated.name)),
      textArray(rows.map((row) => row.stated.born)),
      textArray(rows.map((row) => row.stated.registration)),
      textArray(rows.map((row) => row.stated.from)),
      textArray(rows.map((row) => row.stated.to)),
    ],
  );
}

export async function endResidents(
  tx: Tx,
  rows: readonly (Resident & { readonly to: Day })[],
): Promise<void> {
  await tx.query(
    `update accounts.residents r set in_force = daterange(lower(r.in_force), n.until)
     from unnest($1::integer[], $2::integer[], $3::smallint[], $4::date[]) as n (building_id, account_id, no, until)
     where r.building_id = n.building_id and r.account_id = n.account_id and r.resident_no = n.no`,
    [...placeValues(rows), intArray(rows.map((row) => row.no)), textArray(rows.map((row) => row.to))],
  );
}

// ---- Search ------------------------------------------------------------------------------------------------

/** Accounts whose number begins or ends with the digits; the exact one first. */
export async function findByDigits(tx: Tx, digits: string, limit: number): Promise<AccountPlace[]> {
  const reversed = digits.split("").reverse().join("");
  return tx.named<AccountPlace & { number: string }>("accounts.find-by-digits", FIND_BY_DIGITS, [
    digits,
    prefixEnd(digits),
    reversed,
    prefixEnd(reversed),
    limit,
  ]);
}

export const FIND_BY_DIGITS = `select f.building_id as building, f.account_id as account
  from (select number, building_id, account_id from accounts.account_numbers where number >= $1 and number < $2
    union select number, building_id, account_id from accounts.account_numbers where reversed >= $3 and reversed < $4) f
  order by f.number <> $1, f.number limit $5`;

/** Accounts of a holder, present or former, whose telephone number ends with the digits. */
export async function findByPhone(tx: Tx, digits: string, limit: number): Promise<AccountPlace[]> {
  const reversed = digits.split("").reverse().join("");
  return tx.named<AccountPlace>("accounts.find-by-phone", FIND_BY_PHONE, [
    reversed,
    prefixEnd(reversed),
    limit,
  ]);
}

export const FIND_BY_PHONE = `select distinct building_id as building, account_id as account
  from accounts.account_states where phone_key <> '' and phone_key >= $1 and phone_key < $2
  order by building_id, account_id limit $3`;

/** Accounts of a holder, present or former. The index gives the surname; the further words are looked at one by one. */
export async function findByHolder(tx: Tx, query: HolderQuery, limit: number): Promise<AccountPlace[]> {
  return tx.query<AccountPlace>(findByHolderSql(query.beginnings.length), [
    query.from,
    query.to,
    limit,
    ...query.beginnings.flatMap((word) => [word, prefixEnd(word)]),
  ]);
}

export function findByHolderSql(beginnings: number): string {
  const further = Array.from(
    { length: beginnings },
    (_, at) =>
      ` and split_part(holder_key, ' ', ${at + 2}) >= $${at * 2 + 4} and split_part(holder_key, ' ', ${at + 2}) < $${at * 2 + 5}`,
  );
  return `select building_id as building, account_id as account from (
      select distinct on (holder_key, building_id, account_id) holder_key, building_id, account_id
      from accounts.account_states where holder_key >= $1 and holder_key < $2${further.join("")}
      order by holder_key, building_id, account_id limit $3) f
    order by holder_key, building_id, account_id`;
}

export async function findByPremises(
  tx: Tx,
  places: readonly { readonly building: BuildingId; readonly premises: PremisesId }[],
  limit: number,
): Promise<AccountPlace[]> {
  return tx.query<AccountPlace>(
    `select a.building_id as building, a.account_id as account
     from unnest($1::integer[], $2::integer[]) with ordinality as k (building_id, premises_id, at)
     join accounts.accounts a using (building_id, premises_id)
     order by k.at, a.closed_on nulls first, a.number limit $3`,
    [intArray(places.map((at) => at.building)), intArray(places.map((at) => at.premises)), limit],
  );
}

/** Accounts of a whole building, the open ones first. */
export async function findByBuildings(
  tx: Tx,
  buildings: readonly BuildingId[],
  limit: number,
): Promise<AccountPlace[]> {
  return tx.query<AccountPlace>(
    `select a.building_id as building, a.account_id as account
     from unnest($1::integer[]) with ordinality as k (building_id, at) join accounts.accounts a using (building_id)
     order by k.at, a.closed_on nulls first, a.number limit $2`,
    [intArray(buildings), limit],
  );
}

/** An account as a receipt names it: whose it is on the day, and where. */
export interface AccountHolder extends AccountPlace {
  readonly number: string;
  readonly premises: PremisesId;
  readonly premisesNumber: string;
  readonly holder: string;
  readonly unified: string | undefined;
  readonly gisService: string | undefined;
}

/** Accounts of these buildings that are open on some day of `[from, to)`, with the holder of its last day; by premises. */
export async function listHolders(
  tx: Tx,
  of: { buildings: readonly BuildingId[]; from: Day; to: Day },
): Promise<AccountHolder[]> {
  const rows = await tx.named<{
    building_id: BuildingId;
    account_id: AccountId;
    number: string;
    premises_id: PremisesId;
    premises_number: string;
    holder: string;
    unified_account: string | null;
    gis_service: string | null;
  }>(
    "accounts.list-holders",
    `select a.building_id, a.account_id, a.number, a.premises_id, p.number as premises_number, s.holder, a.unified_account, a.gis_service
     from accounts.accounts a join addresses.premises p using (building_id, premises_id)
     join lateral (select s.holder from accounts.account_states s where s.building_id = a.building_id and s.account_id = a.account_id
       and lower(s.in_force) < $3::date order by s.in_force desc limit 1) s on true
     where a.building_id = any ($1::integer[]) and a.opened_on < $3::date and (a.closed_on is null or a.closed_on > $2::date)
     order by a.building_id, p.premises_id, a.account_id`,
    [intArray(of.buildings), of.from, of.to],
  );
  return rows.map((row) => ({
    building: row.building_id,
    account: row.account_id,
    number: row.number,
    premises: row.premises_id,
    premisesNumber: row.premises_number,
    holder: row.holder,
    unified: row.unified_account ?? undefined,
    gisService: row.gis_service ?? undefined,
  }));
}

/** How many accounts of these buildings are open on some day of `[from, to)`; a building without any is absent. */
export async function countOpenAccounts(
  tx: Tx,
  of: { readonly buildings: readonly BuildingId[]; readonly from: Day; readonly to: Day },
): Promise<Map<BuildingId, number>> {
  const rows = await tx.query<{ building: BuildingId; accounts: number }>(
    `select building_id as building, count(*)::integer as accounts from accounts.accounts
     where building_id = any ($1::integer[]) and opened_on < $3::date and (closed_on is null or closed_on > $2::date)
     group by 1`,
    [intArray(of.buildings), of.from, of.to],
  );
  return new Map(rows.map(({ building, accounts }) => [building, accounts]));
}

/** A dated fact of an account as it was recorded, or the end of one. */
export interface AccountRecord {
  readonly what: "holder" | "resident" | "departure" | "absence" | "absence_decision";
  readonly name: string;
  readonly from: Day;
  readonly to: Day | undefined;
  /** The paper of an absence. */
  readonly document: string | undefined;
  /** What was decided of an absence. */
  readonly decision: string | undefined;
  readonly reason: string | undefined;
  readonly recordedAt: Date;
  readonly recordedBy: UserId | undefined;
}

/** What was recorded of an account's holders, residents and their absences, newest first. */
export async function listAccountRecords(tx: Tx, of: AccountPlace): Promise<AccountRecord[]> {
  const rows = await tx.query<{
    [Key in keyof AccountRecord]: undefined extends AccountRecord[Key]
      ? Exclude<AccountRecord[Key], undefined> | null
      : AccountRecord[Key];
  }>(
    `select 'holder' as what, holder as name, lower(in_force) as "from", upper(in_force) as "to", null as document,
       null as decision, null as reason, recorded_at as "recordedAt", recorded_by as "recordedBy"
     from accounts.account_states where building_id = $1 and account_id = $2
     union all
     select 'resident', name, lower(in_force), upper(in_force), null, null, null, recorded_at, recorded_by
     from accounts.residents where building_id = $1 and account_id = $2
     union all
     select 'departure', name, upper(in_force), null, null, null, null, ended_at, ended_by
     from accounts.residents
     where building_id = $1 and account_id = $2 and ended_at is not null and not upper_inf(in_force)
     union all
     select 'absence', r.name, a.left_on, a.returned_on, a.document, null, null, a.recorded_at, a.recorded_by
     from accounts.absences a join accounts.residents r using (building_id, account_id, resident_no)
     where a.building_id = $1 and a.account_id = $2
     union all
     select 'absence_decision', r.name, a.left_on, a.returned_on, a.document, d.decision, nullif(d.reason, ''), d.decided_at, d.decided_by
     from accounts.absence_decisions d join accounts.absences a using (building_id, account_id, absence_no)
       join accounts.residents r using (building_id, account_id, resident_no)
     where d.building_id = $1 and d.account_id = $2
     order by 8 desc, 3 desc`,
    [of.building, of.account],
  );
  return rows.map((row) => ({
    ...row,
    to: row.to ?? undefined,
    document: row.document ?? undefined,
    decision: row.decision ?? undefined,
    reason: row.reason ?? undefined,
    recordedBy: row.recordedBy ?? undefined,
  }));
}
