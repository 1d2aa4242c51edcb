import { covers } from "#core/day";
import type { AccountId, OrganizationId } from "#core/ids";
import type { Period } from "#core/period";
import type { Money } from "#core/units";
import type { AccountPlace } from "#modules/accounts";
import { findManagements } from "#modules/addresses";
import { type AccountBalance, accountBalances } from "#modules/ledger";
import { openPeriodOf } from "#modules/organizations";
import type { Tx } from "#platform/database";

/** What each account owes today, in all. Accounts without a month in the books are absent. */
export async function owingToday(
  tx: Tx,
  accounts: readonly AccountPlace[],
): Promise<ReadonlyMap<AccountId, Money>> {
  const owing = new Map<AccountId, Money>();
  for (const [account, { items, advance }] of await balancesToday(tx, accounts))
    owing.set(account, (items.reduce((sum, item) => sum + item.amount, 0n) - advance) as Money);
  return owing;
}

/**
 * What each account owes today, negative when paid ahead: one question of the ledger for all that are in one month.
 * Accounts of a building that nobody manages, or whose company has no open month, are absent.
 */
export async function balancesToday(
  tx: Tx,
  accounts: readonly AccountPlace[],
): Promise<ReadonlyMap<AccountId, AccountBalance>> {
  const buildings = [...new Set(accounts.map(({ building }) => building))];
  if (buildings.length === 0) return new Map();
  const managements = (await findManagements(tx, buildings)).filter((one) => covers(one, tx.scope.today));
  const managers = new Map(managements.map(({ building, facts }) => [building, facts]));
  const months = new Map<OrganizationId, Period | undefined>();
  for (const manager of new Set(managers.values())) months.set(manager, await openPeriodOf(tx, manager));
  const known = new Map<AccountId, AccountBalance>();
  const byMonth = Map.groupBy(accounts, ({ building }) => {
    const manager = managers.get(building);
    return manager === undefined ? undefined : months.get(manager);
  });
  for (const [period, ofMonth] of byMonth) {
    if (period === undefined) continue;
    for (const [account, balance] of await accountBalances(tx, { accounts: ofMonth, period }))
      known.set(account, balance);
  }
  return known;
}
