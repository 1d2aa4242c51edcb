import { addDays, day } from "#core/day";
import type { AccountId, BuildingId, OrganizationId } from "#core/ids";
import { type Period, previous } from "#core/period";
import type { Money } from "#core/units";
import { type AccountHolder, listHolders } from "#modules/accounts";
import { findBuildingLines, findPremisesAddresses, listManagedBuildings } from "#modules/addresses";
import type { DebtPlan, DebtTrouble, DueRow, RegisterMonth } from "#modules/gateways";
import {
  accountBalances,
  type AccountMonth,
  isChargedFor,
  listAccountMonths,
  newestMonthOwed,
} from "#modules/ledger";
import { listOrganizations, openPeriodsOf, type Organization } from "#modules/organizations";
import { listServices } from "#modules/tariffs";
import type { Tx } from "#platform/database";

/** Of which the accounts are asked at once. */
const BUILDINGS_AT_ONCE = 10;
/** Accounts that are closed stand in the file too, as long as they owe. */
const EVER = day("1900-01-01");
const COMPANIES_MAX = 100_000;
/** A number and a name for what was paid ahead: it is for no service yet. */
const ADVANCE = { serviceNo: "0", serviceName: "Аванс" } as const;

/** Buildings whose books are in one company's months. */
export interface DueGroup {
  readonly open: Period;
  readonly buildings: readonly BuildingId[];
}

/** Of which accounts a plan speaks. Companies that have opened no month yet have nothing in the books. */
export async function groupsOf(tx: Tx, plan: DebtPlan): Promise<readonly DueGroup[] | DebtTrouble> {
  const { building, organization, scope } = plan;
  if (scope === "building" && building !== undefined) {
    const of = (await findBuildingLines(tx, [building])).get(building)?.organization;
    if (of !== organization) return "house_left";
  }
  const companies =
    scope === "organization" || scope === "building"
      ? [organization]
      : (await listOrganizations(tx, ["company"], COMPANIES_MAX)).map(({ id }) => id);
  const opened = await openPeriodsOf(tx, companies);
  if (opened.size === 0) return "month_not_open";
  const groups: DueGroup[] = [];
  for (const [company, open] of opened) {
    const buildings =
      building === undefined ? (await listManagedBuildings(tx, company)).map(({ id }) => id) : [building];
    if (buildings.length > 0) groups.push({ open, buildings });
  }
  return groups.length > 0 ? groups : plan.content === "debts" ? "nothing_owed" : "not_charged";
}

/**
 * The month that a file is for. Of debts the newest that is in the books; of charges the one that was asked for, or the
 * last that is charged in every company. Undefined where that month is not charged everywhere.
 */
export async function periodOfFile(
  tx: Tx,
  of: { readonly plan: DebtPlan; readonly groups: readonly DueGroup[]; readonly asked: Period | undefined },
): Promise<Period | undefined> {
  const months: Period[] = [];
  for (const { open, buildings } of of.groups) {
    if (of.plan.content === "debts") {
      months.push((await newestMonthOwed(tx, { buildings, period: open })) ?? previous(open));
      continue;
    }
    const last = await lastCharged(tx, { open, buildings });
    if (last === undefined) return undefined;
    months.push(last);
  }
  months.sort();
  if (of.plan.content === "debts") return months.at(-1);
  const [last] = months;
  if (of.asked === undefined || last === undefined) return last;
  return of.asked <= last ? of.asked : undefined;
}

async function lastCharged(tx: Tx, { open, buildings }: DueGroup): Promise<Period | undefined> {
  if (await isChargedFor(tx, { buildings, period: open })) return open;
  const before = previous(open);
  return (await isChargedFor(tx, { buildings, period: before })) ? before : undefined;
}

interface Asked {
  readonly plan: DebtPlan;
  readonly period: Period;
  /** A row for each service and provider, and not one for the account. */
  readonly byService: boolean;
}

/**
 * The rows of a file, a few buildings at a time, so that a city is never at hand whole. A payment that comes
 * meanwhile is counted or not, but each account's sum is of one moment.
 */
export async function* dueRows(
  tx: Tx,
  of: Asked & { readonly groups: readonly DueGroup[] },
): AsyncGenerator<readonly DueRow[]> {
  const names = of.plan.content === "charges" ? await namesOf(tx) : undefined;
  for (const { open, buildings } of of.groups)
    for (let at = 0; at < buildings.length; at += BUILDINGS_AT_ONCE) {
      const some = buildings.slice(at, at + BUILDINGS_AT_ONCE);
      const holders = await listHolders(tx, {
        buildings: some,
        from: EVER,
        to: addDays(tx.scope.today, 1),
      });
      const rowsOf =
        names === undefined
          ? await owingOf(tx, { ...of, holders, open })
          : await monthsOf(tx, { ...of, names, buildings: some });
      const told = holders.filter(({ account }) => rowsOf.has(account));
      const places = await findPremisesAddresses(tx, told);
      yield told.flatMap(({ account, number, holder, premises }) =>
        (rowsOf.get(account) ?? []).map((row) => ({
          ...row,
          account: number,
          payerName: holder,
          address: places.get(premises)?.address ?? "",
          period: of.period,
        })),
      );
    }
}

type Sums = ReadonlyMap<AccountId, readonly Pick<DueRow, "amount" | "month">[]>;

/**
 * What accounts owe today, paid advances set against it: of a provider its own items, but never more than the account
 * owes in all, because an advance is nobody's until it is used.
 */
async function owingOf(
  tx: Tx,
  of: Asked & { readonly holders: readonly AccountHolder[]; readonly open: Period },
): Promise<Sums> {
  const { scope, organization } = of.plan;
  const balances = await accountBalances(tx, { accounts: of.holders, period: of.open });
  const owing = new Map<AccountId, readonly { amount: Money }[]>();
  for (const [account, { items, advance }] of balances) {
    const all = items.reduce((sum, item) => sum + item.amount, 0n) - advance;
    const own =
      scope === "provider"
        ? items.reduce((sum, item) => (item.provider === organization ? sum + item.amount : sum), 0n)
        : all;
    const amount = (own < all ? own : all) as Money;
    if (amount > 0n) owing.set(account, [{ amount }]);
  }
  return owing;
}

interface Names {
  readonly services: ReadonlyMap<number, string>;
  readonly providers: ReadonlyMap<number, Organization>;
}

/** Files for desks are in Russian, whoever makes them. */
async function namesOf(tx: Tx): Promise<Names> {
  const providers = await listOrganizations(
    tx,
    ["center", "company", "supplier", "fund", "agent"],
    COMPANIES_MAX,
  );
  return {
    services: new Map((await listServices(tx)).map(({ id, nameRu }) => [id, nameRu])),
    providers: new Map(providers.map((one) => [one.id, one])),
  };
}

/** What a month was to accounts: of each service and provider, or in one sum. */
async function monthsOf(
  tx: Tx,
  of: Asked & { readonly names: Names; readonly buildings: readonly BuildingId[] },
): Promise<Sums> {
  const { scope, organization } = of.plan;
  const months = new Map<AccountId, Pick<DueRow, "amount" | "month">[]>();
  const sums = new Map<AccountId, AccountMonth>();
  const add = ({ account, opening, charged, paid }: AccountMonth, names: Partial<RegisterMonth>): void => {
    if (opening === 0n && charged === 0n && paid === 0n) return;
    const rows = months.get(account) ?? [];
    rows.push({
      amount: (opening + charged - paid) as Money,
      month: { ...names, opening, charged, paid },
    });
    months.set(account, rows);
  };
  for (const one of await listAccountMonths(tx, { buildings: of.buildings, period: of.period })) {
    if (scope === "provider" && one.provider !== organization) continue;
    if (of.byService) add(one, namesIn(of.names, one));
    else sums.set(one.account, together(sums.get(one.account), one));
  }
  for (const one of sums.values()) add(one, {});
  return months;
}

function namesIn(
  { services, providers }: Names,
  { service, provider }: AccountMonth,
): Partial<RegisterMonth> {
  if (service === 0) return ADVANCE;
  const of = providers.get(provider as OrganizationId);
  return {
    serviceNo: String(service),
    serviceName: services.get(service) ?? String(service),
    providerInn: of?.inn,
    providerName: of?.name,
  };
}

const together = (one: AccountMonth | undefined, other: AccountMonth): AccountMonth =>
  one
    ? {
        ...other,
        opening: (one.opening + other.opening) as Money,
        charged: (one.charged + other.charged) as Money,
        paid: (one.paid + other.paid) as Money,
      }
    : other;
