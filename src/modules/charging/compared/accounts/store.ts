import type { AccountId, BuildingId, PremisesId } from "#core/ids";
import type { Period } from "#core/period";
import type { Money } from "#core/units";
import { intArray, type Tx } from "#platform/database";
import type { Run } from "../../store.ts";
import { DUE, listRunBuildings, monthsOf, NOW, WAS } from "../store.ts";

/* The accounts behind the totals of a run: one by one, and by how much they changed. */

export interface ComparedSet {
  readonly run: Run;
  readonly before: Period;
  /** The sums of this service alone. */
  readonly service?: string | undefined;
}

/** Of a page of accounts: what may narrow it, and where it begins. */
export interface AccountsAsked extends ComparedSet {
  readonly building: BuildingId | undefined;
  /** Ends of the change, both included; an account without the earlier month has none. */
  readonly from?: Money | undefined;
  readonly to?: Money | undefined;
  /** Only those that the earlier month did not charge. */
  readonly first: boolean;
  readonly after: { readonly building: number; readonly account: number } | undefined;
  readonly limit: number;
}

export interface ComparedAccount {
  readonly building: BuildingId;
  readonly premises: PremisesId;
  readonly account: AccountId;
  readonly number: string;
  readonly was: Money;
  readonly became: Money;
}

/**
 * An account of the month with its sums of both months, of one service or of all. `$6` is the service; an account
 * that the month charges belongs here though the service itself has ended.
 */
const OF_ACCOUNT = `select e.building_id, e.account_id,
    coalesce(sum(e.amount) filter (where ${WAS} and ($6::integer is null or e.service_id = $6)), 0)::bigint as was,
    coalesce(sum(e.amount) filter (where ${NOW} and ($6::integer is null or e.service_id = $6)), 0)::bigint as became,
    bool_or(${WAS} and ($6::integer is null or e.service_id = $6)) as is_before
  from ${DUE} group by 1, 2
  having bool_or(${NOW}) and bool_or($6::integer is null or e.service_id = $6)`;

const serviceOf = async (tx: Tx, code: string | undefined): Promise<number | null> => {
  if (code === undefined) return null;
  const rows = await tx.query<{ service_id: number }>(
    "select service_id from tariffs.services where code = $1",
    [code],
  );
  // A code that nobody knows has no accounts.
  return rows[0]?.service_id ?? 0;
};

/** The accounts of a run in the order of their buildings, with one question for a page. */
export async function listComparedAccounts(tx: Tx, of: AccountsAsked): Promise<ComparedAccount[]> {
  const all = of.building === undefined ? await listRunBuildings(tx, of.run.id) : [of.building];
  const buildings = all.filter((building) => building >= (of.after?.building ?? 0));
  const rows = await tx.query<{
    building: number;
    premises: number;
    account: number;
    number: string;
    was: bigint;
    became: bigint;
  }>(
    `select c.building_id as building, a.premises_id as premises, c.account_id as account, a.number, c.was, c.became
     from (${OF_ACCOUNT}) c join accounts.accounts a using (building_id, account_id)
     where (c.building_id, c.account_id) > ($7::integer, $8::integer)
       and ($9::bigint is null or c.is_before and c.became - c.was >= $9)
       and ($10::bigint is null or c.is_before and c.became - c.was <= $10)
       and (not $11::boolean or not c.is_before)
     order by 1, 3 limit $12`,
    [
      intArray(buildings),
      of.run.id,
      ...monthsOf(of.run, of.before),
      await serviceOf(tx, of.service),
      of.after?.building ?? 0,
      of.after?.account ?? 0,
      of.from ?? null,
      of.to ?? null,
      of.first,
      of.limit,
    ],
  );
  return rows.map((row) => ({
    building: row.building as BuildingId,
    premises: row.premises as PremisesId,
    account: row.account as AccountId,
    number: row.number,
    was: row.was as Money,
    became: row.became as Money,
  }));
}

/** A service of an account whose sum is another one now. */
export interface LargestChange extends ComparedAccount {
  readonly service: { readonly code: string; readonly ru: string; readonly en: string };
}

/** Where a run changes most, service by service: each of these has workings of its own. */
export async function listLargestChanges(
  tx: Tx,
  of: { readonly run: Run; readonly before: Period; readonly limit: number },
): Promise<LargestChange[]> {
  const rows = await tx.query<{
    building: number;
    premises: number;
    account: number;
    number: string;
    was: bigint;
    became: bigint;
    code: string;
    ru: string;
    en: string;
  }>(
    `select c.building_id as building, a.premises_id as premises, c.account_id as account, a.number, c.was, c.became,
       s.code, s.name_ru as ru, s.name_en as en
     from (select e.building_id, e.account_id, e.service_id,
         coalesce(sum(e.amount) filter (where ${WAS}), 0)::bigint as was,
         coalesce(sum(e.amount) filter (where ${NOW}), 0)::bigint as became
       from ${DUE} group by 1, 2, 3) c
     join accounts.accounts a using (building_id, account_id) join tariffs.services s using (service_id)
     where c.became <> c.was order by abs(c.became - c.was) desc, 1, 3, s.position limit $6`,
    [intArray(await listRunBuildings(tx, of.run.id)), of.run.id, ...monthsOf(of.run, of.before), of.limit],
  );
  return rows.map(({ code, ru, en, ...row }) => ({
    building: row.building as BuildingId,
    premises: row.premises as PremisesId,
    account: row.account as AccountId,
    number: row.number,
    was: row.was as Money,
    became: row.became as Money,
    service: { code, ru, en },
  }));
}

/** Accounts whose sum changed by so much. */
export interface ChangeBin {
  /** Kopecks, both ends included; absent is without an end. */
  readonly from: Money | undefined;
  readonly to: Money | undefined;
  readonly accounts: number;
  /** Of all their changes. */
  readonly amount: Money;
}

export interface Changes {
  readonly bins: readonly ChangeBin[];
  /** Charged now and not before: they have no change. */
  readonly first: { readonly accounts: number; readonly amount: Money };
}

/** Where one bin ends and the next begins, kopecks: the same steps to both sides, and nothing stands alone. */
const STARTS = [
  -500_000n,
  -200_000n,
  -100_000n,
  -50_000n,
  -10_000n,
  0n,
  1n,
  10_001n,
  50_001n,
  100_001n,
  200_001n,
  500_001n,
] as const;

/** How many accounts changed by how much: one pass over the lines of both months. */
export async function changesOf(tx: Tx, of: ComparedSet): Promise<Changes> {
  const buildings = await listRunBuildings(tx, of.run.id);
  // A group for each account: a hundred thousand accounts must not go by the disk.
  await tx.query("select set_config('work_mem', '256MB', true)");
  const rows = await tx.query<{ bin: number | null; accounts: number; amount: bigint }>(
    `select case when is_before then width_bucket(became - was, $7::bigint[]) end as bin,
       count(*)::integer as accounts, sum(became - was)::bigint as amount
     from (${OF_ACCOUNT}) c group by 1`,
    [
      intArray(buildings),
      of.run.id,
      ...monthsOf(of.run, of.before),
      await serviceOf(tx, of.service),
      `{${STARTS.join(",")}}`,
    ],
  );
  const found = new Map(rows.map((row) => [row.bin, row]));
  const first = found.get(null);
  return {
    bins: [undefined, ...STARTS].map((from, bin) => {
      const next = STARTS[bin];
      const row = found.get(bin);
      return {
        from: from as Money | undefined,
        to: next === undefined ? undefined : ((next - 1n) as Money),
        accounts: row?.accounts ?? 0,
        amount: (row?.amount ?? 0n) as Money,
      };
    }),
    first: { accounts: first?.accounts ?? 0, amount: (first?.amount ?? 0n) as Money },
  };
}
