import type { Day } from "#core/day";
import type { Exact } from "#core/exact";
import { daysIn, endDay, firstDay, type Period } from "#core/period";
import type { Increment, MeterFacts, ReadingFacts, Slice } from "./facts.ts";
import type { ReadingRules } from "./increments.ts";
import { monthIndex, placeInMonth } from "./months.ts";

/** The month in question and how its place's readings are taken. */
export interface MonthOfReadings extends ReadingRules {
  readonly period: Period;
  readonly month: number;
  readonly first: Day;
  readonly end: Day;
  readonly days: number;
}

export function monthOfReadings(period: Period, rules: ReadingRules): MonthOfReadings {
  const first = firstDay(period);
  return { ...rules, period, month: monthIndex(period), first, end: endDay(period), days: daysIn(period) };
}

/** The readings of a meter, in order of scale, then day. */
export type ReadingsOf = (meter: MeterFacts) => readonly ReadingFacts[];

/** The days of the month that an increment's volume falls on; what was used before the month falls on its first day. */
export function sliceOf(increment: Increment, of: MonthOfReadings): Slice {
  const from = placeInMonth(increment.before.takenOn, of.first, of.end, of.days);
  const to = placeInMonth(increment.after.takenOn, of.first, of.end, of.days);
  return {
    from: Math.min(from, of.days - 1),
    to: Math.max(to, Math.min(from, of.days - 1) + 1),
    volume: millionths(increment.volume),
  };
}

export const millionths = (n: bigint): Exact => ({ n, d: 1_000_000n });
