import { type Day, addDays } from "#core/day";
import { type AverageMonth, averageMonth } from "./average.ts";
import type { Increment, MeterFacts, MeteringWarning, ReadingFacts } from "./facts.ts";
import { type Chain, chainOf } from "./increments.ts";
import type { MonthOfReadings, ReadingsOf } from "./month-of-readings.ts";
import { monthIndex } from "./months.ts";
import type { MeteringPoint } from "./points.ts";

/** What is known of one scale of one point. */
export interface ScaleHistory {
  readonly zone: number;
  readonly increments: readonly Increment[];
  readonly lastMonth: number | undefined;
  readonly held: Increment | undefined;
  /** Months in which a believed reading was taken. */
  readonly read: ReadonlySet<number>;
  readonly average: AverageMonth | undefined;
}

export interface Failure {
  readonly code: "metering.verification_expired" | "metering.meter_broken";
  readonly from: Day;
  /** Which period since the failure this month is; the month of the failure is the first. */
  readonly ordinal: number;
}

export function failureOf(meter: MeterFacts, of: MonthOfReadings): Failure | undefined {
  const expired = meter.verifiedUntil === undefined ? undefined : addDays(meter.verifiedUntil, 1);
  const broken = meter.brokenFrom;
  const isBroken = broken !== undefined && (expired === undefined || broken <= expired);
  const from = isBroken ? broken : expired;
  if (from === undefined || from >= of.end) return undefined;
  if (meter.removed !== undefined && meter.removed <= from) return undefined;
  const code = isBroken ? "metering.meter_broken" : "metering.verification_expired";
  return { code, from, ordinal: of.month - monthIndex(from) + 1 };
}

export function historiesOf(
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
