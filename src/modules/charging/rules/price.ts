import { type Exact, fromMillionths, times } from "#core/exact";
import { toMoney } from "#core/money";
import type { Money } from "#core/units";
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
 * Gives     exact roubles, and kopecks rounded half up, away from zero (charges.md 4.7)
 */
export function priceOf(volume: Exact, rate: bigint, trace?: Trace): Priced {
  const cost = times(volume, fromMillionths(rate));
  const amount = toMoney(cost);
  trace?.step("cost", `${shown(volume)} × ${shownMillionths(rate)}`, shown(cost), "rub");
  trace?.rounding("amount", shown(cost), shownMoney(amount), "kopecks");
  return { volume, cost, amount };
}
