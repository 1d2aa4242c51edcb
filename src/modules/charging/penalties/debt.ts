import { addDays, type Day } from "#core/day";
import { endDay, type Period } from "#core/period";
import { type Money, money } from "#core/units";
import type { DebtMovement } from "./model.ts";

/** A part of a debt that fell due on one day and stopped being owed on one day. */
export interface DebtSlice {
  readonly amount: Money;
  /** The month whose bill asked for it: its due day is that month's. */
  readonly billedFor: Period;
  /** The day that paid it; absent while it is owed. */
  readonly settledOn: Day | undefined;
}

/**
 * Cuts a debt into parts of one history each.
 *
 * Law       Housing Code art. 155 p. 14: "on the sums not paid in time, to the day of actual payment inclusive"
 * Practice  what was added to a month later stands on the bill of the month it was booked in, and falls due with it;
 *           what was taken off later lowers the debt from the last day of the month in which it was booked
 * Takes     the movements of the item in any order; those after `to` have not happened yet
 * Gives     parts in the order in which they were settled, the unpaid last; their sum is what was ever owed
 */
export function slicesOf(movements: readonly DebtMovement[], chargedFor: Period, to: Day): DebtSlice[] {
  const owed = new Map<Period, bigint>();
  const credits: { day: Day; amount: bigint }[] = [];
  let annulled = 0n;
  for (const { what, bookedIn, day, amount } of movements) {
    if (what === "advance_back") annulled += amount;
    else if (what === "payment" || what === "advance") credits.push({ day, amount });
    else {
      // A debt that came from another system was billed by it.
      const billedFor = what === "taken_over" || bookedIn < chargedFor ? chargedFor : bookedIn;
      owed.set(billedFor, (owed.get(billedFor) ?? 0n) + amount);
    }
  }
  const debts: { billedFor: Period; left: bigint }[] = [];
  for (const [billedFor, amount] of [...owed].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (amount > 0n) debts.push({ billedFor, left: amount });
    else credits.push({ day: addDays(endDay(billedFor), -1), amount: -amount });
  }
  const slices: DebtSlice[] = [];
  for (const { day, amount } of settling(credits, annulled, to)) {
    let left = amount;
    for (const debt of debts) {
      if (left === 0n) break;
      const part = left < debt.left ? left : debt.left;
      if (part === 0n) continue;
      left -= part;
      debt.left -= part;
      slices.push({ amount: money(part), billedFor: debt.billedFor, settledOn: day });
    }
  }
  for (const { billedFor, left } of debts)
    if (left > 0n) slices.push({ amount: money(left), billedFor, settledOn: undefined });
  return slices;
}

/**
 * Credits by day, oldest first, none negative: a reversed payment vanishes from its own day, an advance taken back from
 * the latest days.
 */
function settling(
  credits: readonly { day: Day; amount: bigint }[],
  annulled: bigint,
  to: Day,
): { day: Day; amount: bigint }[] {
  const byDay = new Map<Day, bigint>();
  for (const { day, amount } of credits) byDay.set(day, (byDay.get(day) ?? 0n) + amount);
  let taken = annulled;
  const kept: { day: Day; amount: bigint }[] = [];
  for (const [day, amount] of [...byDay].sort(([a], [b]) => (a < b ? 1 : -1))) {
    // Money given back on a day was there until then: it is taken off what had come last before it.
    const rest = amount - taken;
    taken = rest < 0n ? -rest : 0n;
    if (rest > 0n && day <= to) kept.push({ day, amount: rest });
  }
  return kept.reverse();
}
