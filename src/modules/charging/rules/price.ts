import { divideRounded, type Exact, fromMillionths, rounded, times } from "#core/exact";
import { toMoney } from "#core/money";
import type { Money } from "#core/units";
import type { Rounding } from "#modules/formulas";
import type { Trace } from "../model.ts";
import { shown, shownMillionths, shownMoney } from "./workings.ts";

/** A volume and what it costs: exact, and rounded to kopecks once. */
export interface Priced {
  readonly volume: Exact;
  /** Exact roubles. */
  readonly cost: Exact;
  readonly amount: Money;
}

/**
 * Volume × rate: the last step of every formula.
 *
 * Takes     an exact volume in the service's unit; millionths of a rouble for one unit
 * Gives     exact roubles, and kopecks rounded half up, away from zero (docs/law/practice.md 1)
 */
export function priceOf(volume: Exact, rate: bigint, trace?: Trace): Priced {
  const cost = costOf(volume, rate);
  const amount = amountOf(volume, rate);
  trace?.step("cost", `${shown(volume)} × ${shownMillionths(rate)}`, shown(cost), "rub");
  trace?.rounding("amount", shown(cost), shownMoney(amount), "kopecks");
  return { volume, cost, amount };
}

/** Exact roubles. */
export const costOf = (volume: Exact, rate: bigint): Exact => times(volume, fromMillionths(rate));

/** The rounding of `costOf`, in one division: kopecks. */
export const amountOf = (volume: Exact, rate: bigint): Money =>
  (volume.d === 1_000_000n
    ? divideRounded(volume.n * rate, 10_000_000_000n)
    : divideRounded(volume.n * rate, volume.d * 10_000n)) as Money;

/** Kopecks by the rounding that a calculation method decided: half up as by law, towards zero, or whole roubles half up. */
export function roundedAs(cost: Exact, rounding: Rounding): Money {
  switch (rounding) {
    case "kopecks":
      return toMoney(cost);
    case "kopecks_down":
      return ((cost.n * 100n) / cost.d) as Money;
    case "roubles":
      return (rounded(cost, 0) * 100n) as Money;
  }
}
