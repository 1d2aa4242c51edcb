import { exact, roundedExact } from "#core/exact";
import type { Resource } from "#modules/tariffs";
import type { AverageMonth } from "./average.ts";
import type {
  EarlierEstimate,
  EstimateReason,
  Increment,
  MeterFacts,
  MeterVolumes,
  ReadingFacts,
  Slice,
  ZoneVolume,
} from "./facts.ts";
import { AVERAGE_PERIODS, SANITY_LIMITS, VOLUME_SCALES } from "./limits.ts";
import { type MonthOfReadings, type ReadingsOf, sliceOf } from "./month-of-readings.ts";
import { dayOfMonth, monthIndex, placeInMonth } from "./months.ts";
import { PlaceWork, type ZoneWork } from "./place-work.ts";
import { type MeteringPoint, meteringPoints } from "./points.ts";
import { type Failure, failureOf, historiesOf, type ScaleHistory } from "./scale-history.ts";

/**
 * The volume of a month, from the readings of the meters of one resource in one place (a premises or a building).
 *
 * Law       Decree 354 p. 59, 60 (average, then norm), p. 81 (replacement), annex 2 formula 1
 * Takes     the place's meters, their readings, and the volumes billed without a reading before
 * Gives     by zone: metered and estimated slices of the month; the days for which the norm is billed instead, with
 *           the reason that decides about the multiplier; warnings for a person to look at
 * Refuses   nothing: odd readings are left out with a warning, and the average or the norm is billed
 * Practice  a true difference that comes after estimated months is billed less their sum, and may be negative;
 *           one meter that has lost its right to be believed puts the whole place on the norm
 */
export function volumesOfMonth(
  meters: readonly MeterFacts[],
  readingsOf: ReadingsOf,
  of: MonthOfReadings,
  earlier: readonly EarlierEstimate[],
): MeterVolumes {
  const present = meters.filter((meter) => meter.installed < of.end);
  if (present.length === 0) return WITHOUT_METER(of.days);
  const ordinary =
    earlier.length === 0 && present.length === 1 ? ordinaryMonth(present[0], readingsOf, of) : undefined;
  if (ordinary) return ordinary;

  const work = new PlaceWork(of);
  for (const point of meteringPoints(present)) pointOfMonth(point, readingsOf, of, work);
  return work.finish(earlier);
}

const WITHOUT_METER = (days: number): MeterVolumes => ({
  zones: [],
  norm: [{ from: 0, to: days, reason: "no_meter" }],
  warnings: [],
});

/**
 * One valid meter with a plain reading this month and the last: nearly every place in nearly every month. It gives
 * what the general way gives, without building the history.
 */
function ordinaryMonth(
  meter: MeterFacts | undefined,
  readingsOf: ReadingsOf,
  of: MonthOfReadings,
): MeterVolumes | undefined {
  if (!meter || meter.removed !== undefined || meter.brokenFrom !== undefined) return undefined;
  if (meter.verifiedUntil !== undefined && meter.verifiedUntil < of.end) return undefined;
  if (of.handovers.length > 0) return undefined;
  const readings = readingsOf(meter);
  const zones: ZoneVolume[] = [];
  let i = readings.length - 1;
  while (i >= 0) {
    const scale = readings[i]?.scale ?? 0;
    while (i >= 0 && readings[i]?.scale === scale && monthOfRegular(readings[i], of) > of.month) i--;
    const after = readings[i];
    const before = readings[i - 1];
    const older = readings[i - 2];
    if (!after || !before || after.scale !== scale || before.scale !== scale) return undefined;
    if (older?.scale === scale && (older.mark !== "regular" || older.value > before.value)) return undefined;
    if (after.mark !== "regular" || before.mark !== "regular") return undefined;
    if (monthOfRegular(after, of) !== of.month || monthOfRegular(before, of) !== of.month - 1)
      return undefined;
    const volume = (after.value - before.value) * meter.ratio;
    if (volume < 0n || (of.limited && volume > SANITY_LIMITS[meter.resource])) return undefined;
    const increment: Increment = { meter, before, after, volume, month: of.month, beforeMonth: of.month - 1 };
    zones.push({
      zone: scale,
      metered: [sliceOf(increment, of)],
      estimated: [],
      increments: [increment],
      estimates: [],
      setOff: 0n,
    });
    while (i >= 0 && readings[i]?.scale === scale) i--;
  }
  return zones.length === 0 ? undefined : { zones: zones.reverse(), norm: [], warnings: [] };
}

function monthOfRegular(reading: ReadingFacts | undefined, of: MonthOfReadings): number {
  if (!reading) return -1;
  const month = monthIndex(reading.takenOn);
  if (reading.mark === "opening" || reading.mark === "closing") return month;
  return dayOfMonth(reading.takenOn) <= of.deadline ? month : month + 1;
}

function pointOfMonth(
  point: MeteringPoint,
  readingsOf: ReadingsOf,
  of: MonthOfReadings,
  work: PlaceWork,
): void {
  const first = point.meters[0];
  const last = point.meters.at(-1);
  if (!first || !last) return;
  const histories = historiesOf(point, readingsOf, of, work.warnings);
  const installedAt = placeInMonth(first.installed, of.first, of.end, of.days);
  const removedAt =
    last.removed === undefined ? of.days : placeInMonth(last.removed, of.first, of.end, of.days);
  if (last.removed !== undefined && last.removed <= of.first) {
    work.without.push({ from: 0, to: of.days });
    return;
  }
  if (installedAt > 0) work.without.push({ from: 0, to: installedAt });
  if (removedAt < of.days) work.without.push({ from: removedAt, to: of.days });
  work.present.push({ from: installedAt, to: removedAt });

  const failed = failureOf(last, of);
  for (const history of histories)
    scaleOfMonth(point, history, failed, { from: installedAt, to: removedAt }, of, work);
}

function scaleOfMonth(
  point: MeteringPoint,
  history: ScaleHistory,
  failed: Failure | undefined,
  lived: { from: number; to: number },
  of: MonthOfReadings,
  work: PlaceWork,
): void {
  const zone = work.zone(history.zone);
  const last = point.meters.at(-1);
  if (!last) return;
  zone.histories.push(history);
  const failedAt = failed
    ? Math.max(lived.from, placeInMonth(failed.from, of.first, of.end, of.days))
    : lived.to;
  const hasReading = history.read.has(of.month);
  const isNew = history.lastMonth === of.month && !hasReading;

  if (hasReading) gaps(point, history, of, zone, work);
  if (failed) {
    work.warnings.push({ code: failed.code, meter: last, on: failed.from });
    const from = hasReading ? failedAt : lived.from;
    if (from < lived.to)
      estimate(history, "unreliable", failed.ordinal, from, lived.to, last, of, zone, work);
    return;
  }
  if (hasReading || isNew) return;
  const ordinal = history.lastMonth === undefined ? AVERAGE_PERIODS + 1 : of.month - history.lastMonth;
  if (!history.held) work.warnings.push({ code: "metering.reading_missing", meter: last, on: undefined });
  estimate(history, history.held ? "held" : "missing", ordinal, lived.from, lived.to, last, of, zone, work);
}

/**
 * The days between the removal of one meter and the installation of the next are billed by the average (p. 59), by
 * the norm where there is none.
 */
function gaps(
  point: MeteringPoint,
  history: ScaleHistory,
  of: MonthOfReadings,
  zone: ZoneWork,
  work: PlaceWork,
): void {
  for (let i = 1; i < point.meters.length; i++) {
    const removed = point.meters[i - 1]?.removed;
    const installed = point.meters[i]?.installed;
    if (removed === undefined || installed === undefined || removed >= installed) continue;
    const from = placeInMonth(removed, of.first, of.end, of.days);
    const to = placeInMonth(installed, of.first, of.end, of.days);
    if (from >= to) continue;
    if (!history.average) {
      work.norm.push({ from, to, reason: "missing" });
      continue;
    }
    zone.addEstimate({
      reason: "replacement",
      average: history.average.volume,
      months: history.average.months,
      ordinal: 1,
    });
    zone.estimated.push(averageSlice(history.average, from, to, of, point));
  }
}

function averageSlice(
  average: AverageMonth,
  from: number,
  to: number,
  of: MonthOfReadings,
  point: { readonly meters: readonly MeterFacts[] },
): Slice {
  const resource: Resource = point.meters[0]?.resource ?? "cold_water";
  const volume = exact(average.volume * BigInt(to - from), 1_000_000n * BigInt(of.days));
  return { from, to, volume: roundedExact(volume, VOLUME_SCALES[resource]) };
}

function estimate(
  history: ScaleHistory,
  reason: EstimateReason,
  ordinal: number,
  from: number,
  to: number,
  meter: MeterFacts,
  of: MonthOfReadings,
  zone: ZoneWork,
  work: PlaceWork,
): void {
  const normReason = reason === "unreliable" ? "unreliable" : "missing";
  if (ordinal > AVERAGE_PERIODS) {
    work.norm.push({ from, to, reason: normReason });
    return;
  }
  if (!history.average) {
    work.warnings.push({ code: "metering.average_unknown", meter, on: undefined });
    // The multiplier is for the periods after the average ones; an average that cannot be formed is no omission.
    work.norm.push({ from, to, reason: "missing" });
    return;
  }
  zone.addEstimate({ reason, average: history.average.volume, months: history.average.months, ordinal });
  zone.estimated.push(averageSlice(history.average, from, to, of, { meters: [meter] }));
}
