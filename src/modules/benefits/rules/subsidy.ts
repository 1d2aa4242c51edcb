import { compare, type Exact, fromKopecks, greatest, least, minus, over, times, ZERO } from "#core/exact";
import { toMoney } from "#core/money";
import { type Money, NOTHING } from "#core/units";
import type { SubsidyTerms } from "../model.ts";

/**
 * A month's subsidy for housing and utilities.
 *
 * Law       decree 761 p. 23: C = standard − income × share; below the subsistence minimum the own part is taken
 *           × K = income / subsistence minimum
 * Takes     the family's monthly standard, income and subsistence minimum; the region's largest share of the income
 * Gives     K, not rounded and not above 1; kopecks rounded half up once, not below nought
 */
export function subsidyOf(terms: SubsidyTerms): { readonly k: Exact; readonly amount: Money } {
  const income = fromKopecks(terms.income);
  const k = least(over(income, fromKopecks(terms.subsistenceMinimum)), { n: 1n, d: 1n });
  const own = times(times(income, { n: terms.maxShare, d: 100_000_000n }), k);
  const subsidy = greatest(minus(fromKopecks(terms.standard), own), ZERO);
  return { k, amount: toMoney(subsidy) };
}

/** Not more than what was charged less benefits (decree 761 p. 23), and nothing where nothing is left. */
export const subsidyPaid = (terms: SubsidyTerms, charged: Money): Money => {
  const { amount } = subsidyOf(terms);
  if (charged <= 0n) return NOTHING;
  return compare(fromKopecks(amount), fromKopecks(charged)) > 0 ? charged : amount;
};
