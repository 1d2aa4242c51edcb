import { type Day, dayFromNumber, dayNumber } from "#core/day";
import { firstDay, next, type Period } from "#core/period";
import type { DueDay, PenaltyLaw } from "./model.ts";

/**
 * The last day to pay what was charged for a month.
 *
 * Law       Housing Code art. 155 p. 1: the 10th of the next month, the 15th from the charge of March 2026; Civil Code
 *           art. 193: a day off moves to the next working day
 * Takes     the month charged for; the dated rules and the calendar of days off
 * Gives     the day; nothing for a month before the first rule
 */
export function dueDayOf(chargedFor: Period, law: Pick<PenaltyLaw, "dueDays" | "calendar">): Day | undefined {
  const rule = dueRuleOf(chargedFor, law.dueDays);
  if (!rule) return undefined;
  let at = dayNumber(firstDay(next(chargedFor))) + rule.day - 1;
  while (!isWorkingDay(at, law.calendar)) at++;
  return dayFromNumber(at);
}

export const dueRuleOf = (chargedFor: Period, rules: readonly DueDay[]): DueDay | undefined =>
  rules.findLast((rule) => rule.from <= chargedFor);

/** By the calendar of days off, else by the weekday; 1970-01-01 was a Thursday. */
export const isWorkingDay = (at: number, calendar: ReadonlyMap<Day, boolean>): boolean =>
  calendar.get(dayFromNumber(at)) ?? ((at + 4) % 7) % 6 !== 0;
