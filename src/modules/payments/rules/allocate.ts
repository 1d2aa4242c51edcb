import { assert } from "#core/assert";
import { sumOf } from "#core/money";
import type { Period } from "#core/period";
import { shareOut } from "#core/share-out";
import { type Money, money, NOTHING } from "#core/units";
import { type Allocation, type AllocationRule, type DebtItem, LAWFUL_RULE, type Wish } from "../model.ts";

/**
 * Says what a payment pays.
 *
 * Law       Civil Code art. 319 (the debt before its penalties), art. 319.1 (the obligation that the payer named,
 *           otherwise the oldest one that is not past the limitation); decree 354, p. 118 (services of one month in proportion to their amounts in the bill)
 * Practice  charges.md section 8: a negative line reduces the other lines of its own provider, the kopecks of a
 *           split go to the largest remainders, voluntary insurance is paid whole or not at all; what an organization
 *           may choose beside the law's order is its dated rule (`AllocationRule`)
 * Takes     a positive amount; the account's debt items in the order of the bill, each service, provider and month once
 * Gives     parts that are positive and never exceed their item, and the advance; together exactly the amount (P1)
 * Refuses   nothing
 */
export function allocate(amount: Money, items: readonly DebtItem[], wish: Wish = {}): Allocation {
  assert(amount > 0n, "P1 accounted: a payment is positive");
  const rule = wish.rule ?? LAWFUL_RULE;
  const dues = duesOf(items, wish, rule);
  const paid = new Map<DebtItem, Money>();
  let left = amount;
  const compulsory = dues.filter((due) => !due.item.voluntary);
  for (const month of inTurn(compulsory, amount, { wish, rule })) left = payMonth(month, left, paid);
  for (const month of byMonth(dues.filter((due) => due.item.voluntary))) {
    if (totalOf(month) <= left) left = payMonth(month, left, paid);
  }
  const parts = items.flatMap((item) => {
    const part = paid.get(item);
    return part
      ? [{ service: item.service, provider: item.provider, chargedFor: item.chargedFor, amount: part }]
      : [];
  });
  assert(
    sumOf(parts.map((part) => part.amount)) + left === amount,
    "P1 accounted: a payment = its allocations + the advance",
  );
  assert(left >= 0n && parts.every((part) => part.amount > 0n), "P1 accounted: no part is negative");
  return { parts, advance: left };
}

interface Due {
  readonly item: DebtItem;
  /** What remains of the item after the credits of its provider; positive. */
  amount: Money;
}

/** The months in the order in which they are paid: what the payer named first, what is past the limitation last. */
function inTurn(
  dues: readonly Due[],
  amount: Money,
  { wish, rule }: { readonly wish: Wish; readonly rule: AllocationRule },
): Due[][] {
  const named = dues.filter((due) => isStated(due.item, wish));
  const stated =
    named.length === 0 && rule.wholeMonth && namesNothing(wish) ? wholeMonth(dues, amount, wish) : named;
  const others = stated.length === 0 ? dues : dues.filter((due) => !stated.includes(due));
  const debts = (of: readonly Due[]): Due[] => of.filter((due) => !due.item.penalty);
  const penalties = (of: readonly Due[]): Due[] => of.filter((due) => due.item.penalty);
  const ordered = (of: readonly Due[]): Due[][] =>
    rule.penalties === "after_month"
      ? byMonth(of).flatMap((month) => [debts(month), penalties(month)])
      : [...byMonth(debts(of)), ...byMonth(penalties(of))];
  return [
    ...byMonth(stated),
    ...ordered(others.filter((due) => !isBarred(due.item, wish))),
    ...ordered(others.filter((due) => isBarred(due.item, wish))),
  ];
}

/** The oldest month within the limitation whose debt is the amount to the kopeck; nothing if there is none. */
function wholeMonth(dues: readonly Due[], amount: Money, wish: Wish): Due[] {
  const debts = dues.filter((due) => !due.item.penalty && !isBarred(due.item, wish));
  return byMonth(debts).find((month) => totalOf(month) === amount) ?? [];
}

const namesNothing = (wish: Wish): boolean =>
  wish.statedPeriod === undefined &&
  wish.statedService === undefined &&
  wish.statedProvider === undefined &&
  !wish.statedPenalty;

const isBarred = (item: DebtItem, wish: Wish): boolean =>
  wish.barredBefore !== undefined && item.chargedFor < wish.barredBefore;

/** What is really due, item by item: credits are set off inside their own provider, first in their own month. */
function duesOf(items: readonly DebtItem[], wish: Wish, rule: AllocationRule): Due[] {
  const inSight = items.filter(
    (item) => rule.barred === "last" || !isBarred(item, wish) || isStated(item, wish),
  );
  // Most accounts have no credit at all, and a registry asks this of thousands.
  if (inSight.every((item) => item.amount > 0n))
    return inSight.map((item) => ({ item, amount: item.amount }));
  const due = new Map<DebtItem, Due>();
  for (const ofProvider of groupsBy(
    inSight,
    (item) => `${item.provider}${item.voluntary ? "v" : item.penalty ? "p" : ""}`,
  )) {
    let credit = NOTHING;
    const months: Due[][] = [];
    for (const month of groupsBy([...ofProvider].sort(byPeriod), (item) => item.chargedFor)) {
      const owed = month.filter((item) => item.amount > 0n).map((item) => ({ item, amount: item.amount }));
      credit = money(
        credit +
          setOff(
            owed,
            sumOf(month.map((item) => (item.amount < 0n ? money(NOTHING - item.amount) : NOTHING))),
          ),
      );
      months.push(owed);
    }
    // A recalculated month that was paid before leaves a credit: it stands for the provider's oldest other debt,
    // because the payer pays the bill's total, which has it taken off already.
    for (const month of months) credit = setOff(month, credit);
    for (const one of months.flat()) if (one.amount > 0n) due.set(one.item, one);
  }
  return inSight.flatMap((item) => due.get(item) ?? []);
}

/** Takes a credit off the lines in proportion; gives back what they could not bear. */
function setOff(lines: readonly Due[], credit: Money): Money {
  const whole = totalOf(lines);
  if (credit === 0n || whole === 0n) return credit;
  const used = credit < whole ? credit : whole;
  const shares = shareOut(
    used,
    lines.map((line) => line.amount),
  );
  lines.forEach((line, index) => {
    line.amount = money(line.amount - (shares[index] ?? 0n));
  });
  return money(credit - used);
}

function payMonth(month: readonly Due[], left: Money, paid: Map<DebtItem, Money>): Money {
  const whole = totalOf(month);
  const now = left < whole ? left : whole;
  if (now === 0n) return left;
  shareOut(
    now,
    month.map((due) => due.amount),
  ).forEach((share, index) => {
    const due = month[index];
    if (due && share > 0n) paid.set(due.item, share);
  });
  return money(left - now);
}

/** A month, a service or a provider named without a word of penalties means its debt. */
function isStated(item: DebtItem, wish: Wish): boolean {
  if (namesNothing(wish) || (item.penalty ?? false) !== (wish.statedPenalty ?? false)) return false;
  return (
    (wish.statedPeriod === undefined || item.chargedFor === wish.statedPeriod) &&
    (wish.statedService === undefined || item.service === wish.statedService) &&
    (wish.statedProvider === undefined || item.provider === wish.statedProvider)
  );
}

const totalOf = (dues: readonly Due[]): Money => sumOf(dues.map((due) => due.amount));
const byPeriod = (a: { chargedFor: Period }, b: { chargedFor: Period }): number =>
  a.chargedFor < b.chargedFor ? -1 : a.chargedFor > b.chargedFor ? 1 : 0;

/** The dues of each month, oldest first, inside a month in the order of the bill. */
const byMonth = (dues: readonly Due[]): Due[][] =>
  groupsBy(
    [...dues].sort((a, b) => byPeriod(a.item, b.item)),
    (due) => due.item.chargedFor,
  );

/** Groups in the order in which their keys are first met. */
function groupsBy<T>(rows: readonly T[], keyOf: (row: T) => string): T[][] {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return [...groups.values()];
}
