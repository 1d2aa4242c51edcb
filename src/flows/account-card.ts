import { addDays, covers, type Day } from "#core/day";
import type { OrganizationId } from "#core/ids";
import { endDay, type Period, periodOf } from "#core/period";
import { type Money, NOTHING } from "#core/units";
import { ok, type Result, refuse } from "#core/result";
import { type AccountFound, findAccountsByNumber, findResidents, findStates } from "#modules/accounts";
import {
  findBuildingStates,
  findManagements,
  findPremisesAddresses,
  findPremisesStates,
} from "#modules/addresses";
import { KINDS, listLines, listOpenings, listStatement } from "#modules/ledger";
import { listOrganizations, openPeriodOf } from "#modules/organizations";
import { listPaymentDocuments, type PaymentDocuments } from "#modules/payments";
import type { Ctx } from "#platform/context";
import type { Tx } from "#platform/database";
import { type Balance, balanceOf } from "./account-balance.ts";

export type CardRefusal = { code: "accounts.account_not_found"; number: string };

/** What sets an account apart at first sight. */
export type Trait =
  | "closed"
  | "legal"
  | "share"
  | "own_heating"
  | "nobody_registered"
  | "dilapidated"
  | "room";

/** An account's identity and money on a day. */
export type AccountCard = Awaited<ReturnType<typeof cardOf>>;

/** Refuses a number that is unknown, or not in sight. A day before the first fact shows the first one. */
export async function accountCard(
  ctx: Ctx,
  of: { readonly number: string; readonly on?: Day | undefined },
): Promise<Result<AccountCard, CardRefusal>> {
  return ctx.transaction(async (tx) => {
    const [account] = await findAccountsByNumber(tx, [of.number]);
    if (!account) return refuse({ code: "accounts.account_not_found", number: of.number });
    return ok(await cardOf(tx, account, of.on ?? ctx.today));
  });
}

async function cardOf(tx: Tx, account: AccountFound, on: Day) {
  const { building, premises } = account;
  const state = at(await findStates(tx, [account]), on);
  const residents = (await findResidents(tx, [account])).filter((one) => covers(one, on));
  const place = (await findPremisesAddresses(tx, [account])).get(premises);
  const premisesState = at(await findPremisesStates(tx, [account]), on);
  const buildingState = at(await findBuildingStates(tx, [building]), on);
  const organization = at(await findManagements(tx, [building]), on);
  const manager = (await listOrganizations(tx, ["company"])).find((one) => one.id === organization);
  const registered = residents.filter((one) => one.registration === "permanent").length;
  const hasOwnHeating = premisesState !== undefined && premisesState.heating !== "central";
  const traits: readonly (readonly [Trait, boolean])[] = [
    ["closed", account.closed !== undefined && account.closed <= on],
    ["legal", state?.holder === "legal"],
    ["share", state !== undefined && state.shareNumerator !== state.shareDenominator],
    ["room", place?.kind === "room"],
    ["own_heating", hasOwnHeating],
    ["nobody_registered", residents.length === 0 && state?.holder === "person"],
    ["dilapidated", buildingState?.dilapidated ?? false],
  ];
  return {
    ...account,
    on,
    premisesKind: place?.kind ?? "",
    premisesNumber: place?.number ?? "",
    address: place?.address ?? "",
    manager: manager && { id: manager.id, name: manager.name },
    holder: state,
    area: premisesState?.totalArea,
    heatedArea: premisesState && (hasOwnHeating ? 0n : premisesState.totalArea),
    ownership: premisesState?.ownership,
    registered,
    residing: residents.length,
    traits: traits.flatMap(([trait, applies]) => (applies ? [trait] : [])),
    money: await moneyOf(tx, account, { on, organization }),
  };
}

/** The fact in force on a day; before the first one that one, after an end the last. */
function at<T>(
  facts: readonly { readonly from: Day; readonly to?: Day | undefined; readonly facts: T }[],
  on: Day,
): T | undefined {
  return (facts.find((one) => covers(one, on)) ?? facts.findLast((one) => one.from <= on) ?? facts[0])?.facts;
}

export interface CardMoney extends Balance {
  /** The month of the books that the sums are taken from. */
  readonly period: Period;
  readonly isOpen: boolean;
  /** For the month itself. */
  readonly charged: Money;
  /** Booked in the month for earlier ones. */
  readonly recalculated: Money;
  /** Negative: what the budget pays instead of the resident. */
  readonly benefits: Money;
  readonly penalties: Money;
  /** Negative: paid in the month up to the day, less what was reversed. */
  readonly paid: Money;
  readonly lastPaid: { readonly day: Day; readonly amount: Money } | undefined;
}

/**
 * The money of a day comes from the books of its month, or of the open one where it is later. Payments and reversals
 * of later days are left out; what was charged counts from the month's last day on, in the present month at once.
 */
async function moneyOf(
  tx: Tx,
  { building, account }: AccountFound,
  { on, organization }: { on: Day; organization: OrganizationId | undefined },
): Promise<CardMoney> {
  const open = organization === undefined ? undefined : await openPeriodOf(tx, organization);
  const period = open !== undefined && open < periodOf(on) ? open : periodOf(on);
  const areChargesIn = on >= tx.scope.today || on >= addDays(endDay(period), -1);
  const openings = await listOpenings(tx, { buildings: [building], period, account });
  const documents = await listPaymentDocuments(tx, { building, account, period, limit: 500 });
  const later = laterThan(documents, on);
  const lines = (await listLines(tx, { buildings: [building], account, period })).filter((line) =>
    isCharge(line.kind) ? areChargesIn : !later.has(line.document),
  );
  const [month] = await listStatement(tx, { building, account, from: period, through: period });
  const [lastPaid] = (await listPaymentDocuments(tx, { building, account, limit: 20 })).filter(
    (one) => one.paidOn <= on && one.reversal === undefined,
  );
  return {
    period,
    isOpen: period === open,
    charged: areChargesIn ? (month?.charged ?? NOTHING) : NOTHING,
    recalculated: areChargesIn ? (month?.recalculated ?? NOTHING) : NOTHING,
    benefits: areChargesIn ? (month?.benefits ?? NOTHING) : NOTHING,
    penalties: areChargesIn ? (month?.penalties ?? NOTHING) : NOTHING,
    paid: lines.reduce((sum, line) => (isPaid(line.kind) ? ((sum - line.amount) as Money) : sum), NOTHING),
    lastPaid: lastPaid && { day: lastPaid.paidOn, amount: lastPaid.amount },
    ...balanceOf({ openings, lines }, on),
  };
}

const isCharge = (kind: number): boolean => kind < KINDS.payment;
const isPaid = (kind: number): boolean => kind === KINDS.payment || kind === KINDS.payment_to_advance;

/** Documents of the books that a day does not know yet. */
function laterThan(documents: readonly PaymentDocuments[], on: Day): Set<bigint> {
  return new Set(
    documents.flatMap(({ payment, paidOn, reversed }) => [
      ...(paidOn > on ? [payment as bigint] : []),
      ...(reversed && reversed.on > on ? [reversed.document] : []),
    ]),
  );
}
