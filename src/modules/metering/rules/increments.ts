import type { Day } from "#core/day";
import { averageMonth } from "./average.ts";
import type { Increment, MeterFacts, MeteringWarning, ReadingFacts } from "./facts.ts";
import { PLAUSIBLE_AVERAGES, SANITY_LIMITS } from "./limits.ts";
import { dayOfMonth, monthOfReading } from "./months.ts";

export interface Chain {
  /** In order of time; only what is believed. */
  readonly increments: readonly Increment[];
  /** The month of the last believed reading, whatever its mark. Undefined where there is none. */
  readonly lastMonth: number | undefined;
  /** A reading that is held for review: no later one has confirmed it yet. */
  readonly held: Increment | undefined;
  readonly warnings: readonly MeteringWarning[];
}

/** How the readings of a place are taken. */
export interface ReadingRules {
  readonly deadline: number;
  /** Days on which the premises changed hands: a reading of that day closes one account and opens the other. */
  readonly handovers: readonly Day[];
  /** Whether the sanity limit of a dwelling applies; shops and whole buildings have none. */
  readonly limited: boolean;
}

/**
 * What one scale of one meter counted from reading to reading.
 *
 * Takes     the readings of one scale in order of day; earlier increments of the same place, for the average
 * Gives     believed increments, with the transformer ratio applied
 * Refuses   no reading stops the month: one below the previous without passing zero is left out with a warning,
 *           one above the sanity limit is held until a later reading confirms it
 * Practice  passing zero is believed when a person marked it, or when the volume would be at most three averages
 */
export function chainOf(
  meter: MeterFacts,
  readings: readonly ReadingFacts[],
  rules: ReadingRules,
  through: number,
  earlier: readonly Increment[],
): Chain {
  const warnings: MeteringWarning[] = [];
  const increments: Increment[] = [...earlier];
  const months = monthsOf(readings, rules);
  let before: ReadingFacts | undefined;
  let beforeMonth = 0;
  let held: Increment | undefined;
  for (const [i, after] of readings.entries()) {
    const month = months[i] ?? 0;
    if (month > through) break;
    if (!before || after.mark === "opening") {
      before = after;
      beforeMonth = after.mark === "opening" && dayOfMonth(after.takenOn) <= 15 ? month - 1 : month;
      held = undefined;
      continue;
    }
    if (held && after.value >= held.after.value) {
      // A second reading that agrees releases the first.
      increments.push(held);
      before = held.after;
      beforeMonth = held.month;
    }
    held = undefined;
    const volume = differenceOf(meter, before, after, month - beforeMonth, increments, warnings);
    if (volume === undefined) continue;
    const increment: Increment = { meter, before, after, volume, month, beforeMonth };
    if (rules.limited && isAboveLimit(meter, increment, increments)) {
      held = increment;
      continue;
    }
    increments.push(increment);
    before = after;
    beforeMonth = month;
  }
  if (held) warnings.push({ code: "metering.reading_above_limit", meter, on: held.after.takenOn });
  return {
    increments,
    lastMonth: before ? beforeMonthShown(before, beforeMonth, rules) : undefined,
    held,
    warnings,
  };
}

/** An opening reading early in a month counts as the end of the month before for averages only. */
function beforeMonthShown(last: ReadingFacts, month: number, rules: ReadingRules): number {
  return last.mark === "opening" ? monthOfReading(last, rules.deadline, rules.handovers) : month;
}

/** An event's month binds the readings before it: no earlier reading can belong to a later month. */
function monthsOf(readings: readonly ReadingFacts[], rules: ReadingRules): number[] {
  const months = readings.map((reading) => monthOfReading(reading, rules.deadline, rules.handovers));
  for (let i = months.length - 2; i >= 0; i--) months[i] = Math.min(months[i] ?? 0, months[i + 1] ?? 0);
  return months;
}

function differenceOf(
  meter: MeterFacts,
  before: ReadingFacts,
  after: ReadingFacts,
  months: number,
  earlier: readonly Increment[],
  warnings: MeteringWarning[],
): bigint | undefined {
  const difference = (after.value - before.value) * meter.ratio;
  if (difference >= 0n) return difference;
  const passedZero = difference + 10n ** BigInt(meter.integerDigits + 6) * meter.ratio;
  if (after.mark === "rollover" && passedZero >= 0n) return passedZero;
  const average = averageMonth(earlier, meter.resource);
  const spanned = BigInt(Math.max(1, months));
  if (average && passedZero >= 0n && passedZero <= PLAUSIBLE_AVERAGES * average.volume * spanned) {
    warnings.push({ code: "metering.rollover_assumed", meter, on: after.takenOn });
    return passedZero;
  }
  warnings.push({ code: "metering.reading_below_previous", meter, on: after.takenOn });
  return undefined;
}

function isAboveLimit(meter: MeterFacts, increment: Increment, earlier: readonly Increment[]): boolean {
  const months = BigInt(Math.max(1, increment.month - increment.beforeMonth));
  if (increment.volume <= SANITY_LIMITS[meter.resource] * months) return false;
  const average = averageMonth(earlier, meter.resource);
  return average === undefined || increment.volume > 10n * average.volume * months;
}
