import { addDays, type Day, dayNumber } from "#core/day";
import type { TermsRefusal } from "../contract.ts";
import type { Schedule, Terms } from "../model.ts";

const PERCENT_MAX = 100_000_000n;

/** What is wrong with new terms; undefined for nothing. */
export function judgeTerms(terms: Terms): TermsRefusal | undefined {
  if (terms.contract.trim() === "") return { code: "settlements.contract_missing", field: "contract" };
  if (terms.basis.trim() === "") return { code: "settlements.basis_missing", field: "basis" };
  const percents = terms.commission === "tiers" ? terms.tiers.map(({ percent }) => percent) : [terms.percent];
  if (percents.some((percent) => percent < 0n || percent > PERCENT_MAX)) {
    return { code: "settlements.percent_impossible", field: "percent" };
  }
  if (
    terms.fixed < 0n ||
    (terms.least ?? 0n) < 0n ||
    (terms.most !== undefined && terms.most < (terms.least ?? 0n))
  ) {
    return { code: "settlements.limits_impossible", field: "least" };
  }
  if (terms.commission === "tiers" && !isLadder(terms.tiers.map(({ from }) => from))) {
    return { code: "settlements.tiers_impossible", field: "tiers" };
  }
  const last = terms.schedule === "weekly" ? 7 : 28;
  if (terms.schedule !== "daily" && (terms.scheduleDay < 1 || terms.scheduleDay > last)) {
    return { code: "settlements.day_impossible", field: "scheduleDay", last };
  }
  return undefined;
}

/** From nothing upwards, each step above the one before. */
const isLadder = (steps: readonly bigint[]): boolean =>
  steps[0] === 0n && steps.every((step, at) => at === 0 || step > (steps[at - 1] ?? step));

/** The first day of payment on or after a day. */
export function paymentDay(
  terms: { readonly schedule: Schedule; readonly scheduleDay: number },
  from: Day,
): Day {
  for (let on = from; ; on = addDays(on, 1)) if (isPaymentDay(terms, on)) return on;
}

function isPaymentDay(of: { readonly schedule: Schedule; readonly scheduleDay: number }, on: Day): boolean {
  if (of.schedule === "daily") return true;
  // 1970-01-01 was a Thursday, the fourth day of its week.
  if (of.schedule === "weekly") return ((dayNumber(on) + 3) % 7) + 1 === of.scheduleDay;
  return Number(on.slice(8)) === of.scheduleDay;
}
