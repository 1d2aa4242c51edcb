import { type Exact, exact, fromMillionths, minus, times } from "#core/exact";
import { toMoney } from "#core/money";
import type { Money } from "#core/units";
import type { Trace } from "../model.ts";
import { type Priced, priceOf } from "./price.ts";
import { shown, shownMillionths, shownMoney } from "./workings.ts";

/**
 * Volume by the norm of consumption.
 *
 * Law       Decree 354, annex 2, formula 4:  V = n × N
 * Takes     exact persons; the norm of one person and month, millionths of the unit
 * Gives     the exact volume; it is not rounded before it is priced
 */
export function normVolume({ persons, norm }: { persons: Exact; norm: bigint }, trace?: Trace): Exact {
  const volume = times(persons, fromMillionths(norm));
  trace?.input("persons", shown(persons), "person");
  trace?.step("volume", `${shown(persons)} × ${shownMillionths(norm)}`, shown(volume));
  return volume;
}

/** What the multiplier adds to a norm's line. */
export interface Excess {
  /** Exact volume × (K − 1): printed, but not consumed. */
  readonly volume: Exact;
  /** Exact roubles of the whole, the base included. */
  readonly totalCost: Exact;
  readonly amount: Money;
}

/**
 * The surplus where a meter could be installed and is not, or has long been out of order.
 *
 * Law       Decree 354, annex 2, formula 4(1):  P = n × N × K × T; cold water K = 3 since 2025-12-06 (decree 1871)
 * Takes     the base line as priced by the norm; its rate; K in millionths, of the last day of the period
 * Gives     the surplus: the rounded whole less the rounded base, so that the two printed lines are the whole
 * Practice  the surplus is not consumption: no benefit covers it and it does not count as sewage
 */
export function multiplierExcess(
  { base, rate, multiplier }: { base: Priced; rate: bigint; multiplier: bigint },
  trace?: Trace,
): Excess {
  const whole = times(base.volume, fromMillionths(multiplier));
  const totalCost = times(whole, fromMillionths(rate));
  const total = toMoney(totalCost);
  const amount = (total - base.amount) as Money;
  trace?.step(
    "total_with_multiplier",
    `${shown(base.volume)} × ${shownMillionths(multiplier)} × ${shownMillionths(rate)}`,
    shown(totalCost),
    "rub",
  );
  trace?.step("excess", `${shownMoney(total)} − ${shownMoney(base.amount)}`, shownMoney(amount), "rub");
  return { volume: minus(whole, base.volume), totalCost, amount };
}

/** Formula 4(1) whole: base line and surplus. */
export function chargeByNormWithMultiplier(
  { volume, rate, multiplier }: { volume: Exact; rate: bigint; multiplier: bigint },
  trace?: Trace,
): { base: Priced; excess: Excess } {
  const base = priceOf(volume, rate, trace);
  return { base, excess: multiplierExcess({ base, rate, multiplier }, trace) };
}

/** The part of a month's norm that falls on some of its days. */
export const byDays = (volume: Exact, days: number, daysInMonth: number): Exact =>
  days === daysInMonth ? volume : times(volume, exact(BigInt(days), BigInt(daysInMonth)));
