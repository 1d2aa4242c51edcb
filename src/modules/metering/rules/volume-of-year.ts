import { type Exact, fromMillionths } from "#core/exact";
import type { MeterFacts } from "./facts.ts";
import { chainOf } from "./increments.ts";
import { meteringPoints } from "./points.ts";
import type { MonthOfReadings, ReadingsOf } from "./month-of-readings.ts";

/**
 * The volume of the calendar year before the month, for a payment spread evenly over the year.
 *
 * Law       Decree 354 p. 42(1): the average month of the previous year
 * Gives     exact volume of that year; undefined unless readings close both its December and the one before
 */
export function volumeOfYear(
  meters: readonly MeterFacts[],
  readingsOf: ReadingsOf,
  of: MonthOfReadings,
): Exact | undefined {
  const decemberBefore = Math.floor(of.month / 12) * 12 - 13;
  const december = decemberBefore + 12;
  let sum = 0n;
  for (const point of meteringPoints(meters)) {
    const increments = point.meters.flatMap((meter) => [
      ...chainOf(meter, readingsOf(meter), of, december, []).increments,
    ]);
    const inYear = increments.filter((of) => of.month > decemberBefore);
    if (inYear[0]?.beforeMonth !== decemberBefore || inYear.at(-1)?.month !== december) return undefined;
    for (const { volume } of inYear) sum += volume;
  }
  return fromMillionths(sum);
}
