import type { Day } from "#core/day";
import type { Resource } from "#modules/tariffs";
import type { ReadingWarning } from "../contract.ts";
import { averageMonth } from "./average.ts";
import type { MeterFacts, ReadingFacts } from "./facts.ts";
import { incrementsOf, judgeReading, monthOf } from "./judge-reading.ts";

/** What a clerk sees of one scale of a meter while entering a month's readings. */
export interface EntryScale<R extends ReadingFacts = ReadingFacts> {
  readonly scale: number;
  /** The last reading that is not of this month. */
  readonly previous: R | undefined;
  /** The last one of this month. */
  readonly reading: R | undefined;
  /** What an average month consumed before this one, as the law forms it; undefined where too little is known. */
  readonly average: bigint | undefined;
  /** What was consumed in each of the last months, this one last; undefined for a month without a reading. */
  readonly months: readonly (bigint | undefined)[];
  /** What deserves a look about this month's reading. */
  readonly warnings: readonly ReadingWarning[];
}

/** Bars of the strip beneath the grid. */
const MONTHS_SHOWN = 13;

/**
 * One scale of a meter in one accounting month.
 *
 * Takes     the readings of the scale in order of day; the month counted from year 0
 * Gives     the reading of the month and the one before it, the average that a reading is judged by, thirteen months
 * Practice  what several months consumed together stands in the month of its reading, as it is billed
 */
export function entryScaleOf<R extends ReadingFacts>(of: {
  readonly meter: MeterFacts & { readonly tariffScales: 1 | 2 | 3; readonly resource: Resource };
  readonly scale: number;
  readonly readings: readonly R[];
  readonly month: number;
  readonly today: Day;
}): EntryScale<R> {
  const { meter, readings, month } = of;
  const isOfMonth = (reading: R): boolean =>
    monthOf(meter, reading) === month && (reading.mark === "regular" || reading.mark === "rollover");
  const at = readings.findLastIndex(isOfMonth);
  const reading = readings[at];
  const before = readings
    .slice(0, at === -1 ? undefined : at)
    .filter((one) => !isOfMonth(one) && monthOf(meter, one) <= month);
  const known = reading ? [...before, reading] : before;
  const verdict =
    reading && judgeReading({ meter, input: reading, before, after: undefined, today: of.today });
  return {
    scale: of.scale,
    previous: before.at(-1),
    reading,
    average: averageMonth(incrementsOf(meter, before), meter.resource)?.volume,
    months: monthsOf(meter, known, month),
    warnings: verdict?.ok ? verdict.value : [],
  };
}

function monthsOf(
  meter: MeterFacts,
  readings: readonly ReadingFacts[],
  month: number,
): (bigint | undefined)[] {
  const months = Array.from({ length: MONTHS_SHOWN }, (): bigint | undefined => undefined);
  for (const { month: of, volume } of incrementsOf(meter, readings)) {
    const at = of - (month - MONTHS_SHOWN + 1);
    if (at >= 0 && at < MONTHS_SHOWN) months[at] = (months[at] ?? 0n) + volume;
  }
  return months;
}
