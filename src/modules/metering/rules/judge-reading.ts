import { must } from "#core/assert";
import type { Day } from "#core/day";
import type { PremisesId } from "#core/ids";
import { ok, refuse, type Result } from "#core/result";
import type { Resource } from "#modules/tariffs";
import type { ReadingRefusal, ReadingWarning } from "../contract.ts";
import { averageMonth } from "./average.ts";
import type { Increment, MeterFacts, ReadingFacts } from "./facts.ts";
import { PLAUSIBLE_AVERAGES, SILENT_MONTHS } from "./limits.ts";
import { monthOfReading, NO_DEADLINE, READING_DEADLINE } from "./months.ts";

/** What a reading is judged by: its meter and the readings of the same scale around it. */
export interface ReadingQuestion {
  readonly meter: MeterFacts & { readonly tariffScales: 1 | 2 | 3 };
  readonly input: ReadingFacts;
  /** The last readings before that day, oldest first; a year of them gives the average. */
  readonly before: readonly ReadingFacts[];
  /** The first reading after that day. */
  readonly after: ReadingFacts | undefined;
  readonly today: Day;
}

/**
 * Judges a reading as it is entered.
 *
 * Refuses   what cannot be: a scale that the meter has not, a day to come or outside the meter's life, more digits
 *           than the dial has, less than before without passing zero, more than a later reading
 * Warns     what can be and deserves a look: over three averages, passing zero unasked, nothing consumed for three
 *           months, verification expired, meter reported broken
 * Practice  passing zero is believed when it is marked, or when the volume would be at most three averages
 *           (docs/law/practice.md 2): the month's calculation asks the same, so that what is taken here is also billed
 */
export function judgeReading(asked: ReadingQuestion): Result<readonly ReadingWarning[], ReadingRefusal> {
  const { meter, input } = asked;
  const impossible = impossibleByItself(asked);
  if (impossible) return refuse(impossible);
  const warnings: ReadingWarning[] = [];
  if (meter.verifiedUntil !== undefined && meter.verifiedUntil < input.takenOn) {
    warnings.push({ code: "metering.verification_expired", verifiedUntil: meter.verifiedUntil });
  }
  if (meter.brokenFrom !== undefined && meter.brokenFrom <= input.takenOn) {
    warnings.push({ code: "metering.meter_broken", brokenFrom: meter.brokenFrom });
  }
  const consumption = judgeConsumption(asked, warnings);
  if (consumption) return refuse(consumption);
  const { after } = asked;
  const restarts = after === undefined || after.mark === "rollover" || after.mark === "opening";
  if (!restarts && after.value < input.value) {
    return refuse({ code: "metering.reading_above_next", next: String(after.value), takenOn: after.takenOn });
  }
  return ok(warnings);
}

function impossibleByItself({ meter, input, today }: ReadingQuestion): ReadingRefusal | undefined {
  const { takenOn, scale } = input;
  if (!scalesOf(meter).includes(scale)) {
    return { code: "metering.scale_unknown", scale, tariffScales: meter.tariffScales };
  }
  if (takenOn > today) return { code: "metering.reading_in_future", takenOn, today };
  if (takenOn < meter.installed) {
    return { code: "metering.before_installation", takenOn, installed: meter.installed };
  }
  if (meter.removed !== undefined && takenOn > meter.removed) {
    return { code: "metering.meter_removed", takenOn, removed: meter.removed };
  }
  if (!fitsDial(input.value, meter.integerDigits)) {
    return { code: "metering.reading_too_long", integerDigits: meter.integerDigits };
  }
  return undefined;
}

/**
 * A single-tariff meter has scale 0, the others one for each zone. A building's hot water meter with two scales counts
 * cubic metres on scale 0 and the Gcal spent on heating them on scale 1 (decree 354, formula 20).
 */
export const scalesOf = (of: {
  readonly tariffScales: 1 | 2 | 3;
  readonly resource: Resource;
  /** Number or name of the premises; absent for the building's own meter. */
  readonly premises?: PremisesId | string | undefined;
}): readonly number[] => {
  if (of.tariffScales === 1) return [0];
  if (of.resource === "hot_water" && of.premises === undefined) return [0, 1];
  return of.tariffScales === 2 ? [1, 2] : [1, 2, 3];
};

/** `value` in millionths stands on a dial with so many digits before the comma. */
export const fitsDial = (value: bigint, integerDigits: number): boolean =>
  value >= 0n && value < 10n ** BigInt(integerDigits + 6);

function judgeConsumption(
  { meter, input, before }: ReadingQuestion,
  warnings: ReadingWarning[],
): ReadingRefusal | undefined {
  const previous = before.at(-1);
  if (!previous || input.mark === "opening") return undefined;
  const months = BigInt(Math.max(1, monthOf(meter, input) - monthOf(meter, previous)));
  const average = averageMonth(incrementsOf(meter, before), meter.resource)?.volume;
  let volume = (input.value - previous.value) * meter.ratio;
  if (volume < 0n) {
    const passedZero = volume + 10n ** BigInt(meter.integerDigits + 6) * meter.ratio;
    const plausible = average !== undefined && passedZero <= PLAUSIBLE_AVERAGES * average * months;
    if (input.mark !== "rollover" && !plausible) {
      return {
        code: "metering.reading_below_previous",
        previous: String(previous.value),
        takenOn: previous.takenOn,
      };
    }
    if (input.mark !== "rollover") {
      warnings.push({ code: "metering.rollover_assumed", previous: String(previous.value) });
    }
    volume = passedZero;
  }
  if (volume === 0n) {
    const since = unchangedSince(before, input.value);
    if (monthOf(meter, input) - monthOf(meter, since) >= SILENT_MONTHS) {
      warnings.push({ code: "metering.nothing_consumed", since: since.takenOn });
    }
  }
  if (average !== undefined && volume > PLAUSIBLE_AVERAGES * average * months) {
    warnings.push({
      code: "metering.above_three_averages",
      volume: String(volume),
      average: String(average),
    });
  }
  return undefined;
}

/** The first of the last readings that all show this value. */
function unchangedSince(before: readonly ReadingFacts[], value: bigint): ReadingFacts {
  const changed = before.findLastIndex((reading) => reading.value !== value);
  return must(before[changed + 1] ?? before.at(-1), "a reading before");
}

/** What the meter counted from reading to reading; where it passes zero or starts anew the history starts anew. */
export function incrementsOf(meter: MeterFacts, readings: readonly ReadingFacts[]): Increment[] {
  const increments: Increment[] = [];
  for (const [at, after] of readings.entries()) {
    const before = readings[at - 1];
    if (!before) continue;
    if (after.mark === "opening" || after.value < before.value) {
      increments.length = 0;
      continue;
    }
    increments.push({
      meter,
      before,
      after,
      volume: (after.value - before.value) * meter.ratio,
      month: monthOf(meter, after),
      beforeMonth: monthOf(meter, before),
    });
  }
  return increments;
}

/** The accounting month of a reading as it is entered, counted from year 0. */
export const monthOf = (meter: MeterFacts, reading: ReadingFacts): number =>
  monthOfReading(reading, meter.premises === undefined ? NO_DEADLINE : READING_DEADLINE, []);
