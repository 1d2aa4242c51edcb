import { must } from "#core/assert";
import { covers, type Day } from "#core/day";
import type { AccountId, BuildingId } from "#core/ids";
import { changesOf, isUnchanged } from "#core/in-force";
import { ok, refuse, type Result } from "#core/result";
import {
  findBuildings,
  findPremisesAddresses,
  findPremisesByNumber,
  findPremisesStates,
} from "#modules/addresses";
import type { Ctx } from "#platform/context";
import type { Tx } from "#platform/database";
import { attempt } from "#platform/deed";
import type { AccountRefusal, AccountRowRefusal, ResidentRowRefusal } from "./contract.ts";
import type {
  AccountCard,
  AccountDifference,
  AccountFound,
  AccountLine,
  AccountPlace,
  AccountStateFacts,
  AccountsRegistered,
  NewAccount,
  NewResident,
  Resident,
  ResidentsRegistered,
} from "./model.ts";
import { holderKey, type HolderQuery } from "./rules/holder-key.ts";
import { judgeAccount, judgeResident, sameState } from "./rules/judge-rows.ts";
import { type AccountQuery, readAccountSearch } from "./rules/read-search.ts";
import * as store from "./store.ts";

/**
 * Registers accounts with their holder and share from a day on, or what is new about known ones, in one
 * transaction. The number is the key, unique in the city; several rows of a number are several states. To state
 * the same again changes nothing. A row that names a closing day closes the account.
 *
 * Refuses everything if one row is refused, and names each such row.
 */
export async function registerAccounts(
  ctx: Ctx,
  rows: readonly NewAccount[],
): Promise<Result<AccountsRegistered, AccountRefusal>> {
  return attempt<AccountsRegistered, AccountRefusal>(ctx, async (tx) => {
    const first = new Map<string, NewAccount>();
    for (const row of rows) if (!first.has(row.number)) first.set(row.number, row);
    const known = new Map(
      (await store.findAccountsByNumber(tx, [...first.keys()])).map((at) => [at.number, at]),
    );
    await store.lockAccounts(tx, [...known.values()]);
    const refused = await judgeAccounts(tx, rows, first, known);
    if (refused.length > 0) return refuse({ code: "accounts.rows_refused", rows: refused });

    const fresh = [...first.values()].filter((row) => !known.has(row.number));
    const made = await insertNew(tx, fresh);
    const taken = fresh.filter((row) => !made.has(row.number));
    if (taken.length > 0) return refuse(numbersTaken(rows, new Set(taken.map((row) => row.number))));

    const closing = closings(rows, known);
    if (closing.length > 0) await store.closeAccounts(tx, closing);
    const idOf = (number: string): AccountId =>
      must(made.get(number) ?? known.get(number)?.account, `account ${number}`);
    const changed = await changeStates(tx, rows, idOf);
    if (!changed.ok) return changed;
    const touched = new Set([...changed.value, ...closing.map((at) => at.account)]);
    for (const id of made.values()) touched.delete(id);
    return ok({
      ids: rows.map((row) => idOf(row.number)),
      added: made.size,
      changed: touched.size,
      unchanged: first.size - made.size - touched.size,
      differences: rows.flatMap((row, at) => accountDifferences(at, row, known.get(row.number))),
    });
  });
}

async function judgeAccounts(
  tx: Tx,
  rows: readonly NewAccount[],
  first: ReadonlyMap<string, NewAccount>,
  known: ReadonlyMap<string, AccountFound>,
): Promise<{ row: number; refusal: AccountRowRefusal }[]> {
  const premises = await findPremisesAddresses(tx, rows);
  return rows.flatMap((row, at) => {
    const refusal = judgeAccount(row) ?? judgeAgainstRecord(row);
    return refusal ? [{ row: at, refusal }] : [];
  });

  function judgeAgainstRecord(row: NewAccount): AccountRowRefusal | undefined {
    if (!premises.has(row.premises)) return { code: "accounts.premises_not_found", premises: row.premises };
    const recorded = known.get(row.number);
    const other = recorded ?? must(first.get(row.number), "the first row of the number");
    if (other.building !== row.building || other.premises !== row.premises) {
      return { code: "accounts.number_taken", number: row.number };
    }
    return recorded?.closed !== undefined && row.closed !== undefined && recorded.closed !== row.closed
      ? { code: "accounts.closed_already", closed: recorded.closed }
      : undefined;
  }
}

/** The ids of the accounts made, by number; a number that was not free is absent. */
async function insertNew(tx: Tx, fresh: readonly NewAccount[]): Promise<Map<string, AccountId>> {
  if (fresh.length === 0) return new Map();
  const ids = await store.nextAccountIds(tx, fresh.length);
  const numbered = fresh.map((stated, at) => ({ stated, account: must(ids[at], "a new account's id") }));
  const free = await store.takeNumbers(
    tx,
    numbered.map(({ stated, account }) => ({ number: stated.number, building: stated.building, account })),
  );
  const made = numbered.filter(({ stated }) => free.has(stated.number));
  // A number that is somebody else's refuses all the rows: then nothing more is written.
  if (made.length === numbered.length) await store.insertAccounts(tx, made);
  return new Map(made.map(({ stated, account }) => [stated.number, account]));
}

const numbersTaken = (rows: readonly NewAccount[], taken: ReadonlySet<string>): AccountRefusal => ({
  code: "accounts.rows_refused",
  rows: [...rows.entries()].flatMap(([row, { number }]) =>
    taken.has(number) ? [{ row, refusal: { code: "accounts.number_taken" as const, number } }] : [],
  ),
});

/** Known open accounts that a row closes. */
function closings(
  rows: readonly NewAccount[],
  known: ReadonlyMap<string, AccountFound>,
): (AccountPlace & { closed: Day })[] {
  const closing = new Map<AccountId, AccountPlace & { closed: Day }>();
  for (const { number, closed } of rows) {
    const at = known.get(number);
    if (at && closed !== undefined && at.closed === undefined) {
      closing.set(at.account, { building: at.building, account: at.account, closed });
    }
  }
  return [...closing.values()];
}

function accountDifferences(
  row: number,
  stated: NewAccount,
  recorded: AccountFound | undefined,
): AccountDifference[] {
  if (!recorded) return [];
  return (["opened", "unifiedAccountId", "gisServiceId"] as const).flatMap((field) => {
    const now = stated[field];
    const was = recorded[field];
    return now === undefined || now === was ? [] : [{ row, field, recorded: was ?? "", stated: now }];
  });
}

/** Writes what is new about holders and shares; gives the accounts that changed. */
async function changeStates(
  tx: Tx,
  rows: readonly NewAccount[],
  idOf: (number: string) => AccountId,
): Promise<Result<ReadonlySet<AccountId>, AccountRefusal>> {
  const places = rows.map((row) => ({ building: row.building, account: idOf(row.number) }));
  const recorded = Map.groupBy(await store.findStates(tx, places), (at) => at.account);
  const refused: { row: number; refusal: AccountRowRefusal }[] = [];
  const changed = new Set<AccountId>();
  const ends: (AccountPlace & { from: Day; to: Day })[] = [];
  const begins: store.RecordedState[] = [];
  for (const [account, entries] of Map.groupBy(rows.entries(), ([, row]) => idOf(row.number))) {
    const { building } = must(entries[0], "a row of the account")[1];
    const verdict = changesOf(
      recorded.get(account) ?? [],
      entries.map(([, row]) => ({ from: row.from, facts: stateOf(row) })),
      { same: sameState, later: "until_next" },
    );
    if (!verdict.ok) {
      const { from } = verdict.stated;
      const [row] = must(
        entries.find(([, at]) => at.from === from),
        "the refused row",
      );
      refused.push({
        row,
        refusal: { code: "accounts.state_contradicts", from, recordedFrom: verdict.recorded.from },
      });
      continue;
    }
    if (!isUnchanged(verdict.changes)) changed.add(account);
    for (const end of verdict.changes.ends) ends.push({ building, account, ...end });
    for (const begin of verdict.changes.begins) begins.push({ building, account, ...begin });
  }
  if (refused.length > 0) return refuse({ code: "accounts.rows_refused", rows: refused });
  if (ends.length > 0) await store.endStates(tx, ends);
  if (begins.length > 0) await store.insertStates(tx, begins);
  return ok(changed);
}

const stateOf = (row: NewAccount): AccountStateFacts => ({
  shareNumerator: row.shareNumerator,
  shareDenominator: row.shareDenominator,
  owners: row.owners,
  holder: row.holder,
  holderName: row.holderName,
  phone: row.phone,
});

/**
 * Registers people on accounts, or the end of a registration that is known to be open, in one transaction. A
 * registration is known by the person's name, birthday, kind and first day; to state it again changes nothing.
 *
 * Refuses everything if one row is refused, and names each such row.
 */
export async function registerResidents(
  ctx: Ctx,
  rows: readonly NewResident[],
): Promise<Result<ResidentsRegistered, AccountRefusal>> {
  return attempt<ResidentsRegistered, AccountRefusal>(ctx, async (tx) => {
    // The next number on an account is counted under its lock.
    const accounts = new Set((await store.lockAccounts(tx, uniquePlaces(rows))).map((at) => at.account));
    const seen = new Set<string>();
    const refused = rows.flatMap((row, at): { row: number; refusal: ResidentRowRefusal }[] => {
      const refusal = judgeResident(row) ?? judgePlace(row);
      return refusal ? [{ row: at, refusal }] : [];
    });
    if (refused.length > 0) return refuse({ code: "accounts.rows_refused", rows: refused });

    const recorded = await store.findResidents(tx, rows);
    const known = new Map(recorded.map((resident) => [residentKey(resident), resident]));
    const numbers = new Map<AccountId, number>();
    for (const { account, no } of recorded) numbers.set(account, Math.max(no, numbers.get(account) ?? 0));
    const fresh = rows.flatMap((stated) => {
      if (known.has(residentKey(stated))) return [];
      const no = (numbers.get(stated.account) ?? 0) + 1;
      numbers.set(stated.account, no);
      return [{ stated, no }];
    });
    const ending = rows.flatMap((row) => {
      const resident = known.get(residentKey(row));
      return resident && row.to !== undefined && resident.to === undefined
        ? [{ ...resident, to: row.to }]
        : [];
    });
    if (fresh.length > 0) await store.insertResidents(tx, fresh);
    if (ending.length > 0) await store.endResidents(tx, ending);
    return ok({
      added: fresh.length,
      changed: ending.length,
      unchanged: rows.length - fresh.length - ending.length,
      differences: rows.flatMap((row, at) => residentDifferences(at, row, known.get(residentKey(row)))),
    });

    function judgePlace(row: NewResident): ResidentRowRefusal | undefined {
      if (!accounts.has(row.account)) return { code: "accounts.account_not_found", account: row.account };
      if (seen.has(residentKey(row))) return { code: "accounts.resident_twice_in_rows" };
      seen.add(residentKey(row));
      return undefined;
    }
  });
}

const residentKey = (of: NewResident): string =>
  [of.account, of.name, of.born ?? "", of.registration, of.from].join("|");

const uniquePlaces = (rows: readonly AccountPlace[]): AccountPlace[] => [
  ...new Map(rows.map(({ building, account }) => [account, { building, account }])).values(),
];

const residentDifferences = (
  row: number,
  stated: NewResident,
  recorded: Resident | undefined,
): AccountDifference[] =>
  recorded?.to !== undefined && recorded.to !== stated.to
    ? [{ row, field: "to", recorded: recorded.to, stated: stated.to ?? "" }]
    : [];

/**
 * Accounts by anything typed: the first or last digits of the number (four or more), a surname and the beginnings
 * of names, pieces of an address with or without the flat; also typed in the wrong keyboard layout. Closed ones are
 * found and say so. Each account once, the likeliest first; at most `limit`.
 */
export async function findAccounts(ctx: Ctx, typed: string, limit = 20): Promise<AccountLine[]> {
  return ctx.transaction((tx) => findAccountsIn(tx, typed, limit));
}

async function findAccountsIn(tx: Tx, typed: string, limit: number): Promise<AccountLine[]> {
  for (const query of readAccountSearch(typed)) {
    const found = await searchOne(tx, query, limit);
    if (found.length > 0) return found;
  }
  return [];
}

async function searchOne(tx: Tx, query: AccountQuery, limit: number): Promise<AccountLine[]> {
  const found = new Map<AccountId, AccountPlace & { by: AccountLine["by"] }>();
  const add = (places: readonly AccountPlace[], by: AccountLine["by"]): void => {
    for (const place of places) if (!found.has(place.account)) found.set(place.account, { ...place, by });
  };
  if (query.digits !== undefined) add(await store.findByDigits(tx, query.digits, limit), "number");
  if (query.phone !== undefined && found.size < limit) {
    add(await store.findByPhone(tx, query.phone, limit), "phone");
  }
  let holder: HolderQuery | undefined;
  for (const named of query.holders) {
    const places = await store.findByHolder(tx, named, limit);
    if (places.length === 0) continue;
    add(places, "holder");
    holder = named;
    break;
  }
  for (const place of found.size < limit ? query.places : []) {
    const buildings = (await findBuildings(tx, place.words, 50)).map((building) => building.id);
    if (buildings.length === 0) continue;
    const places =
      place.flat === undefined
        ? await store.findByBuildings(tx, buildings, limit)
        : await flatsInOrder(tx, buildings, place.flat, limit);
    add(places, "address");
    if (places.length > 0) break;
  }
  return linesOf(tx, [...found.values()].slice(0, limit), holder);
}

/** What a list says of accounts that are known already: number, address, present holder; each account once. */
export async function findAccountLines(tx: Tx, places: readonly AccountPlace[]): Promise<AccountLine[]> {
  const known = uniquePlaces(places).map((place) => ({ ...place, by: "number" as const }));
  return linesOf(tx, known, undefined);
}

/** The likeliest building came first, and its flat stays first. */
async function flatsInOrder(
  tx: Tx,
  buildings: readonly BuildingId[],
  flat: string,
  limit: number,
): Promise<AccountPlace[]> {
  const rank = new Map(buildings.map((building, at) => [building, at]));
  const premises = await findPremisesByNumber(tx, buildings, flat);
  premises.sort((a, b) => (rank.get(a.building) ?? 0) - (rank.get(b.building) ?? 0));
  return store.findByPremises(tx, premises, limit);
}

async function linesOf(
  tx: Tx,
  found: readonly (AccountPlace & { readonly by: AccountLine["by"] })[],
  holder: HolderQuery | undefined,
): Promise<AccountLine[]> {
  if (found.length === 0) return [];
  const accounts = new Map((await store.findAccountsByPlace(tx, found)).map((at) => [at.account, at]));
  const states = Map.groupBy(await store.findStates(tx, found), (at) => at.account);
  const addresses = await findPremisesAddresses(tx, [...accounts.values()]);
  return found.flatMap(({ account, by }): AccountLine[] => {
    const at = accounts.get(account);
    if (!at) return [];
    const present = presentState(states.get(account) ?? [], tx.scope.today);
    return [
      {
        building: at.building,
        account,
        number: at.number,
        premises: at.premises,
        address: addresses.get(at.premises)?.address ?? "",
        holder: present?.facts.holderName ?? "",
        closed: at.closed,
        by: by === "holder" && holder && !bears(present?.facts, holder) ? "former_holder" : by,
      },
    ];
  });
}

const bears = (state: AccountStateFacts | undefined, query: HolderQuery): boolean => {
  const [surname = "", ...names] = (state ? holderKey(state.holderName, state.holder) : "").split(" ");
  return (
    surname.startsWith(query.from) &&
    query.beginnings.every((beginning, at) => names[at]?.startsWith(beginning))
  );
};

/** The state of the day, or the last one before it, or the first to come. */
const presentState = (states: readonly store.RecordedState[], today: Day): store.RecordedState | undefined =>
  states.find((at) => covers(at, today)) ?? states.findLast((at) => at.from <= today) ?? states[0];

/** An account's card, by its number. Refuses a number that is unknown, or not in sight. */
export async function getAccount(ctx: Ctx, number: string): Promise<Result<AccountCard, AccountRefusal>> {
  return ctx.transaction(async (tx) => {
    const [account] = await store.findAccountsByNumber(tx, [number]);
    return account ? ok(await cardOf(tx, account)) : refuse({ code: "accounts.account_not_found", number });
  });
}

async function cardOf(tx: Tx, account: AccountFound): Promise<AccountCard> {
  const states = await store.findStates(tx, [account]);
  const residents = await store.findResidents(tx, [account]);
  const premises = (await findPremisesAddresses(tx, [account])).get(account.premises);
  const premisesState = (await findPremisesStates(tx, [account])).find((at) => covers(at, tx.scope.today));
  return {
    ...account,
    premisesKind: premises?.kind ?? "",
    address: premises?.address ?? "",
    state: presentState(states, tx.scope.today)?.facts,
    area: premisesState?.facts.totalArea,
    ownership: premisesState?.facts.ownership,
    registered: residents.filter((resident) => covers(resident, tx.scope.today)).length,
    residents,
    states: states.map(({ from, to, facts }) => ({ ...facts, from, to })),
  };
}
