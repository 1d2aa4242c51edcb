import { type Exact, exact, fromMillionths, times } from "#core/exact";
import { MINUTES_A_DAY, type SupplyRule, type SupplyStandard } from "#modules/metering";
import type { FormulaCode, Trace } from "../model.ts";
import { shown, shownMillionths } from "./workings.ts";

/** Minutes `[from, to)` of one failure, cut to the month and to the account's days, none of them twice. */
export interface FailureSpan {
  readonly from: number;
  readonly to: number;
  readonly measured: bigint | undefined;
}

/** Units of a rule, and the part of the month's charge that they take. */
export interface PartOfCharge {
  readonly formula: FormulaCode;
  /** Not below nought; may be more than the whole, which the charge then caps. */
  readonly part: Exact;
}

interface Asked {
  readonly spans: readonly FailureSpan[];
  readonly standard: SupplyStandard;
  readonly daysInMonth: number;
}
export type QualityRule = (asked: Asked, trace?: Trace) => PartOfCharge;

/**
 * The rules of decree 354, annex 1, by the names under which the dated standards point to them. The numbers (allowed
 * hours, percent, temperatures) are the standard's.
 */
export const QUALITY_RULES: Readonly<Record<SupplyRule, QualityRule>> = {
  hours_beyond_allowed: hoursBeyondAllowed,
  full_days_beyond_allowed: fullDaysBeyondAllowed,
  degrees_by_hour: degreesByHour,
  days_without_charge: daysWithoutCharge,
  priced_as_cold_water: pricedAsColdWater,
};

/**
 * Minutes beyond those allowed in the month in total, or beyond those allowed at once, whichever is more: an hour is
 * not counted against both.
 */
export function minutesBeyond(spans: readonly FailureSpan[], standard: SupplyStandard): number {
  let total = 0;
  let atOnce = 0;
  for (const { from, to } of joined(spans)) {
    total += to - from;
    if (standard.allowedHoursAtOnce !== undefined)
      atOnce += Math.max(0, to - from - standard.allowedHoursAtOnce * 60);
  }
  return Math.max(0, total - standard.allowedHours * 60, atOnce);
}

/**
 * Law       Decree 354, annex 1, p. 1, 3, 4, 7–11, 14: a percentage of the month's charge for each hour beyond
 * Gives     full hours of the month's sum × percent
 * Practice  an hour that was begun and not completed does not count
 */
function hoursBeyondAllowed({ spans, standard }: Asked, trace?: Trace): PartOfCharge {
  const minutes = minutesBeyond(spans, standard);
  const hours = Math.floor(minutes / 60);
  traceHours(spans, trace);
  trace?.step("hours_beyond_allowed", allowedText(standard), String(hours), "hour");
  return { formula: "quality.hours", part: percentOf(standard, hours, trace) };
}

/** Law: decree 354, annex 1, p. 17 (waste): a percentage for each full 24 hours beyond the allowed ones. */
function fullDaysBeyondAllowed({ spans, standard }: Asked, trace?: Trace): PartOfCharge {
  const days = Math.floor(minutesBeyond(spans, standard) / MINUTES_A_DAY);
  traceHours(spans, trace);
  trace?.step("full_days_beyond_allowed", allowedText(standard), String(days), "day");
  return { formula: "quality.days", part: percentOf(standard, days, trace) };
}

/** At night, from 0 to 5 o'clock, a temperature may fall lower. */
const NIGHT_END = 5 * 60;

/**
 * Law       Decree 354, annex 1, p. 5 (hot water, each 3 degrees), p. 15 (rooms, each degree)
 * Takes     spans with the temperature measured; the standard's limits, tolerances by day and night, degrees a step
 * Gives     Σ full hours × whole steps of deviation × percent
 * Practice  hours are summed over the month for each deviation; a step that is not whole does not count
 */
function degreesByHour({ spans, standard }: Asked, trace?: Trace): PartOfCharge {
  const minutesBySteps = new Map<number, number>();
  for (const span of joined(spans)) {
    if (span.measured === undefined) continue;
    const night = nightMinutes(span);
    for (const [minutes, tolerance] of [
      [span.to - span.from - night, standard.toleranceByDay],
      [night, standard.toleranceByNight],
    ] as const) {
      const steps = stepsOff(span.measured, standard, tolerance);
      if (steps > 0 && minutes > 0) minutesBySteps.set(steps, (minutesBySteps.get(steps) ?? 0) + minutes);
    }
  }
  let units = 0;
  for (const [steps, minutes] of [...minutesBySteps].sort(([a], [b]) => a - b)) {
    const hours = Math.floor(minutes / 60);
    trace?.step("degrees_by_hour", `${hours} × ${steps}`, String(hours * steps), "hour");
    units += hours * steps;
  }
  return { formula: "quality.degrees", part: percentOf(standard, units, trace) };
}

/** Whole steps beyond what the standard tolerates; the millionths of a degree are exact. */
export function stepsOff(measured: bigint, standard: SupplyStandard, below: bigint): number {
  const { least, most, toleranceAbove, step } = standard;
  let off = 0n;
  if (least !== undefined && measured < least - below) off = least - below - measured;
  else if (most !== undefined && measured > most + toleranceAbove) off = measured - most - toleranceAbove;
  return Number(off / step);
}

function nightMinutes({ from, to }: FailureSpan): number {
  let minutes = 0;
  for (let day = Math.floor(from / MINUTES_A_DAY) * MINUTES_A_DAY; day < to; day += MINUTES_A_DAY)
    minutes += Math.max(0, Math.min(to, day + NIGHT_END) - Math.max(from, day));
  return minutes;
}

/** Law: decree 354 p. 101: bad composition, pressure off by more than a quarter; each day touched is free. */
function daysWithoutCharge({ spans, daysInMonth }: Asked, trace?: Trace): PartOfCharge {
  const days = new Set<number>();
  for (const { from, to } of spans)
    for (let day = Math.floor(from / MINUTES_A_DAY); day * MINUTES_A_DAY < to; day++) days.add(day);
  trace?.step("days_without_charge", `${days.size} / ${daysInMonth}`, String(days.size), "day");
  return { formula: "quality.no_charge", part: exact(BigInt(days.size), BigInt(daysInMonth)) };
}

/**
 * Law       Decree 354, annex 1, p. 5: hours below 40 degrees are paid at the rate of cold water
 * Gives     the part of the month's volume that is priced so
 * Practice  the volume of those hours is their share of the month's hours
 */
function pricedAsColdWater({ spans, daysInMonth }: Asked, trace?: Trace): PartOfCharge {
  const part = partOfMonth(spans, daysInMonth);
  traceHours(spans, trace);
  return { formula: "quality.as_cold", part };
}

/** The share of the month's minutes that the spans take. */
export const partOfMonth = (spans: readonly FailureSpan[], daysInMonth: number): Exact =>
  exact(BigInt(minutesOf(spans)), BigInt(daysInMonth * MINUTES_A_DAY));

const minutesOf = (spans: readonly FailureSpan[]): number =>
  joined(spans).reduce((sum, { from, to }) => sum + to - from, 0);

function percentOf(standard: SupplyStandard, units: number, trace?: Trace): Exact {
  const part = times(fromMillionths(standard.percent), exact(BigInt(units), 100n));
  trace?.step(
    "reduction_percent",
    `${shownMillionths(standard.percent)} × ${units}`,
    shown({ n: part.n * 100n, d: part.d }),
    "percent",
  );
  return part;
}

function traceHours(spans: readonly FailureSpan[], trace?: Trace): void {
  if (trace) trace.step("hours_of_failure", "", shown(exact(BigInt(minutesOf(spans)), 60n)), "hour");
}

function allowedText({ allowedHours, allowedHoursAtOnce }: SupplyStandard): string {
  return allowedHoursAtOnce === undefined ? `− ${allowedHours}` : `− ${allowedHours} / ${allowedHoursAtOnce}`;
}

/**
 * Spans in order and none twice: where two reports speak of the same minutes, the one that began first is heard. Those
 * that touch and measured the same are one interruption.
 */
export function joined(spans: readonly FailureSpan[]): FailureSpan[] {
  const ordered = spans.toSorted(
    (a, b) =>
      a.from - b.from ||
      b.to - a.to ||
      Number((a.measured ?? 0n) > (b.measured ?? 0n)) - Number((a.measured ?? 0n) < (b.measured ?? 0n)),
  );
  const result: FailureSpan[] = [];
  for (const span of ordered) {
    const last = result.at(-1);
    const from = Math.max(span.from, last?.to ?? span.from);
    if (from >= span.to) continue;
    if (last && last.to === from && last.measured === span.measured)
      result[result.length - 1] = { ...last, to: span.to };
    else result.push({ ...span, from });
  }
  return result;
}
