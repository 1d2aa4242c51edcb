import { type Day, addDays } from "#core/day";
import { exact, type Exact, roundedExact } from "#core/exact";
import { daysIn, endDay, firstDay, type Period } from "#core/period";
import type { Resource } from "#modules/tariffs";
import { type AverageMonth, averageMonth } from "./average.ts";
import type {
  EarlierEstimate,
  Estimate,
  EstimateReason,
  Increment,
  MeterFacts,
  MeteringWarning,
  MeterVolumes,
  NormDays,
  ReadingFacts,
  Slice,
  ZoneVolume,
} from "./facts.ts";
import { type Chain, chainOf, type ReadingRules } from "./increments.ts";
import { AVERAGE_PERIODS, SANITY_LIMITS, VOLUME_SCALES } from "./limits.ts";
import { dayOfMonth, monthIndex, placeInMonth } from "./months.ts";
import { type MeteringPoint, meteringPoints } from "./points.ts";

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

/** The days of the month that an increment's volume falls on; what was used before the month falls on its first day. */
function sliceOf(increment: Increment, of: MonthOfReadings): Slice {
  const from = placeInMonth(increment.before.takenOn, of.first, of.end, of.days);
  const to = placeInMonth(increment.after.takenOn, of.first, of.end, of.days);
  return {
    from: Math.min(from, of.days - 1),
    to: Math.max(to, Math.min(from, of.days - 1) + 1),
    volume: millionths(increment.volume),
  };
}

const millionths = (n: bigint): Exact => ({ n, d: 1_000_000n });

/** What is known of one scale of one point. */
interface ScaleHistory {
  readonly zone: number;
  readonly increments: readonly Increment[];
  readonly lastMonth: number | undefined;
  readonly held: Increment | undefined;
  /** Months in which a believed reading was taken. */
  readonly read: ReadonlySet<number>;
  readonly average: AverageMonth | undefined;
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

interface Failure {
  readonly code: "metering.verification_expired" | "metering.meter_broken";
  readonly from: Day;
  /** Which period since the failure this month is; the month of the failure is the first. */
  readonly ordinal: number;
}

function failureOf(meter: MeterFacts, of: MonthOfReadings): Failure | undefined {
  const expired = meter.verifiedUntil === undefined ? undefined : addDays(meter.verifiedUntil, 1);
  const broken = meter.brokenFrom;
  const isBroken = broken !== undefined && (expired === undefined || broken <= expired);
  const from = isBroken ? broken : expired;
  if (from === undefined || from >= of.end) return undefined;
  if (meter.removed !== undefined && meter.removed <= from) return undefined;
  const code = isBroken ? "metering.meter_broken" : "metering.verification_expired";
  return { code, from, ordinal: of.month - monthIndex(from) + 1 };
}

function historiesOf(
  point: MeteringPoint,
  readingsOf: ReadingsOf,
  of: MonthOfReadings,
  warnings: MeteringWarning[],
): ScaleHistory[] {
  const zones = new Map<number, Map<MeterFacts, ReadingFacts[]>>();
  for (const meter of point.meters) {
    for (const reading of readingsOf(meter)) {
      const zone = zones.get(reading.scale) ?? new Map<MeterFacts, ReadingFacts[]>();
      zones.set(reading.scale, zone);
      const list = zone.get(meter);
      if (list) list.push(reading);
      else zone.set(meter, [reading]);
    }
  }
  // A meter that nobody has ever read is still a meter: its whole-day scale is missing.
  if (zones.size === 0) zones.set(0, new Map());
  return [...zones]
    .sort(([a], [b]) => a - b)
    .map(([zone, readings]) => historyOf(zone, point, readings, of, warnings));
}

function historyOf(
  zone: number,
  point: MeteringPoint,
  readings: ReadonlyMap<MeterFacts, readonly ReadingFacts[]>,
  of: MonthOfReadings,
  warnings: MeteringWarning[],
): ScaleHistory {
  let increments: readonly Increment[] = [];
  let lastMonth: number | undefined;
  let held: Increment | undefined;
  for (const meter of point.meters) {
    const failed = failureOf(meter, of);
    const usable = (readings.get(meter) ?? []).filter((reading) => !failed || reading.takenOn <= failed.from);
    const chain: Chain = chainOf(meter, usable, of, of.month, increments);
    increments = chain.increments;
    lastMonth = chain.lastMonth ?? lastMonth;
    held = chain.held;
    for (const warning of chain.warnings)
      if (warning.on !== undefined && monthIndex(warning.on) >= of.month - 1) warnings.push(warning);
  }
  const read = new Set(increments.map((increment) => increment.month));
  const resource = point.meters[0]?.resource ?? "cold_water";
  const past = increments.filter((increment) => increment.month < of.month);
  return { zone, increments, lastMonth, held, read, average: averageMonth(past, resource) };
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

  if (hasReading) gaps(point, history, of, zone);
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

/** The days between the removal of one meter and the installation of the next are billed by the average (p. 59). */
function gaps(point: MeteringPoint, history: ScaleHistory, of: MonthOfReadings, zone: ZoneWork): void {
  for (let i = 1; i < point.meters.length; i++) {
    const removed = point.meters[i - 1]?.removed;
    const installed = point.meters[i]?.installed;
    if (removed === undefined || installed === undefined || removed >= installed || !history.average)
      continue;
    const from = placeInMonth(removed, of.first, of.end, of.days);
    const to = placeInMonth(installed, of.first, of.end, of.days);
    if (from >= to) continue;
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

/** The volumes of one zone while the points of a place are walked through. */
class ZoneWork {
  readonly zone: number;
  readonly estimated: Slice[] = [];
  readonly estimates: Estimate[] = [];
  readonly histories: ScaleHistory[] = [];

  constructor(zone: number) {
    this.zone = zone;
  }

  addEstimate(estimate: Estimate): void {
    this.estimates.push(estimate);
  }

  /** Metered slices: the month's own increments, and those of estimated months before it, less the estimates. */
  finish(of: MonthOfReadings, earlier: readonly EarlierEstimate[]): ZoneVolume {
    const metered: Slice[] = [];
    const increments: Increment[] = [];
    let setOff = 0n;
    for (const history of this.histories) {
      if (!history.read.has(of.month)) continue;
      const since = setOffSince(history, this.histories, of, earlier);
      setOff += since.setOff;
      for (const increment of history.increments) {
        if (increment.month <= since.after || increment.month > of.month) continue;
        increments.push(increment);
        metered.push(sliceOf(increment, of));
      }
    }
    const first = metered[0];
    if (first && setOff !== 0n) metered.push({ from: first.from, to: first.to, volume: millionths(-setOff) });
    return {
      zone: this.zone,
      metered,
      estimated: this.estimated,
      increments,
      estimates: this.estimates,
      setOff,
    };
  }
}

/**
 * Which earlier estimates a meter's new reading settles: those since it was last billed by a reading. A month that
 * was estimated for several meters at once is divided by their averages; one in which some of them had been read
 * belongs to the others.
 */
function setOffSince(
  history: ScaleHistory,
  all: readonly ScaleHistory[],
  of: MonthOfReadings,
  earlier: readonly EarlierEstimate[],
): { after: number; setOff: bigint } {
  let after = of.month - 1;
  let setOff = 0n;
  const months = [...new Set(earlier.filter((e) => e.zone === history.zone).map((e) => e.month))].sort(
    (a, b) => b - a,
  );
  for (const month of months) {
    if (month >= of.month) continue;
    // A reading billed as such between that month and this one has settled it already.
    const settled = [...history.read].some((m) => m > month && m < of.month && !months.includes(m));
    if (settled) break;
    // Nor does a difference settle what lies before its meter was installed, or while an older one was not believed.
    const spanning = all.filter((other) =>
      other.increments.some((one) => one.beforeMonth < month && month <= one.month),
    );
    const absent = spanning.filter((other) => !other.read.has(month));
    const owners = absent.length > 0 ? absent : spanning;
    if (!owners.includes(history)) continue;
    const volume = earlier.reduce(
      (sum, e) => (e.month === month && e.zone === history.zone ? sum + e.volume : sum),
      0n,
    );
    setOff += shareByAverage(volume, history, owners);
    after = Math.min(after, month - 1);
  }
  return { after, setOff };
}

function shareByAverage(volume: bigint, one: ScaleHistory, owners: readonly ScaleHistory[]): bigint {
  if (owners.length === 1) return volume;
  const weights = owners.map((owner) => owner.average?.volume ?? 0n);
  const whole = weights.reduce((sum, weight) => sum + weight, 0n);
  const position = owners.indexOf(one);
  if (whole === 0n) return position === 0 ? volume : 0n;
  // The last owner takes the rest, so that the shares are the volume.
  if (position < owners.length - 1) return (volume * (weights[position] ?? 0n)) / whole;
  return volume - weights.slice(0, -1).reduce((sum, weight) => sum + (volume * weight) / whole, 0n);
}

class PlaceWork {
  readonly of: MonthOfReadings;
  readonly warnings: MeteringWarning[] = [];
  readonly norm: NormDays[] = [];
  /** Days without a meter at some point, and days with one. */
  readonly without: { from: number; to: number }[] = [];
  readonly present: { from: number; to: number }[] = [];
  private readonly zones = new Map<number, ZoneWork>();

  constructor(of: MonthOfReadings) {
    this.of = of;
  }

  zone(zone: number): ZoneWork {
    const known = this.zones.get(zone) ?? new ZoneWork(zone);
    this.zones.set(zone, known);
    return known;
  }

  finish(earlier: readonly EarlierEstimate[]): MeterVolumes {
    const norm = this.normDays();
    const whole = norm.some((part) => part.from === 0 && part.to === this.of.days);
    const zones = whole
      ? []
      : [...this.zones.values()].sort((a, b) => a.zone - b.zone).map((zone) => zone.finish(this.of, earlier));
    const written = zones.filter((zone) => zone.metered.length > 0 || zone.estimated.length > 0);
    return { zones: written, norm, warnings: this.warnings };
  }

  /** The norm is billed once for a day, whatever number of the place's meters ask for it; the worst reason counts. */
  private normDays(): NormDays[] {
    const { days } = this.of;
    const reasons: (NormDays["reason"] | undefined)[] = Array.from({ length: days });
    for (const { from, to } of this.without)
      for (let d = from; d < to; d++)
        if (!this.present.some((p) => p.from <= d && d < p.to)) reasons[d] = "no_meter";
    for (const { from, to, reason } of this.norm)
      for (let d = from; d < to; d++) if (reasons[d] !== "unreliable") reasons[d] = reason;
    const spans: NormDays[] = [];
    for (let d = 0; d < days; d++) {
      const reason = reasons[d];
      if (reason === undefined) continue;
      const last = spans.at(-1);
      if (last && last.to === d && last.reason === reason) spans[spans.length - 1] = { ...last, to: d + 1 };
      else spans.push({ from: d, to: d + 1, reason });
    }
    return spans;
  }
}
