import { assert } from "#core/assert";
import { divideRounded } from "#core/exact";
import { type Money, money, NOTHING } from "#core/units";
import type { Commission } from "../model.ts";

/** Millionths of a percent in the whole. */
const WHOLE = 100_000_000n;

/**
 * What is kept of one payment for one provider (law 103-FZ art. 4; the rate is that of the contract). Rounded once a
 * payment, half away from zero: so the commission of a settlement is the sum of its rows, whenever it is made. It is
 * not more than the payment, and of a reversal what it was of the payment, with the sign turned.
 *
 * Takes     the terms; the sum that came to the provider by one document, negative of a reversal
 * Gives     kopecks of the sign of the sum
 */
export function commissionOf(terms: Commission, amount: Money): Money {
  const magnitude = amount < 0n ? -amount : amount;
  const kept = smaller(
    magnitude,
    terms.most ?? magnitude,
    greater(terms.least ?? NOTHING, base(terms, magnitude)),
  );
  return money(amount < 0n ? -kept : kept);
}

function base(terms: Commission, magnitude: bigint): bigint {
  switch (terms.commission) {
    case "none":
      return 0n;
    case "percent":
      return divideRounded(magnitude * terms.percent, WHOLE);
    case "fixed":
      return terms.fixed;
    case "tiers": {
      const tier = terms.tiers.findLast(({ from }) => from <= magnitude);
      assert(tier, "the first tier is from nothing");
      return divideRounded(magnitude * tier.percent, WHOLE);
    }
  }
}

const greater = (a: bigint, b: bigint): bigint => (a > b ? a : b);
const smaller = (...of: readonly bigint[]): bigint => of.reduce((least, one) => (one < least ? one : least));
