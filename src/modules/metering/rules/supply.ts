import type { Day } from "#core/day";
import type { PremisesId } from "#core/ids";
import type { Resource } from "#modules/tariffs";

/** What is supplied to a building: what flows through meters, and the removal of waste. */
export type Supply = Resource | "waste";
export const SUPPLIES: readonly Supply[] = [
  "cold_water",
  "hot_water",
  "sewerage",
  "electricity",
  "gas",
  "heat",
  "waste",
];

/** What was wrong with it. */
export type FailureKind = "interruption" | "temperature" | "pressure" | "composition";
export const FAILURE_KINDS: readonly FailureKind[] = [
  "interruption",
  "temperature",
  "pressure",
  "composition",
];

/** The named rules by which a failure reduces the charge; each is a function of charging. */
export type SupplyRule =
  | "hours_beyond_allowed"
  | "full_days_beyond_allowed"
  | "degrees_by_hour"
  | "days_without_charge"
  | "priced_as_cold_water";

/**
 * What decree 354, annex 1 allows of one kind of failure, and by which rule the charge is reduced beyond that. A
 * standard is a row of `metering.supply_standards`, in force over `[from, to)`: the calculation knows no number of its
 * own.
 */
export interface SupplyStandard {
  /** Never renumbered: it tells apart the reductions of one service. 1 to 99. */
  readonly id: number;
  readonly supply: Supply;
  readonly kind: FailureKind;
  /** Where the annex distinguishes: a dead-end main, a corner room, one feed. "" for the ordinary case. */
  readonly condition: string;
  /** The measured values it is for, `[measuredFrom, measuredTo)`, millionths; absent: any, or none measured. */
  readonly measuredFrom: bigint | undefined;
  readonly measuredTo: bigint | undefined;
  readonly rule: SupplyRule;
  /** Hours of a month in total; hours of one interruption. */
  readonly allowedHours: number;
  readonly allowedHoursAtOnce: number | undefined;
  /** Millionths of a percent of the month's charge for each unit of the rule. */
  readonly percent: bigint;
  /** What a temperature may not leave, and by how much it may all the same. Millionths of a degree. */
  readonly least: bigint | undefined;
  readonly most: bigint | undefined;
  readonly toleranceByDay: bigint;
  readonly toleranceByNight: bigint;
  readonly toleranceAbove: bigint;
  /** Degrees that count as one; millionths. */
  readonly step: bigint;
  /** An interruption beyond the allowed one also takes back the norm's volume that was not supplied (p. 99, 100). */
  readonly removesUnsupplied: boolean;
  /** "п. 5" of the annex. */
  readonly clause: string;
}

/** An accepted failure of supply, as the calculation knows it. */
export interface SupplyFailureFacts {
  readonly no: number;
  /** Undefined for the whole building. */
  readonly premises: PremisesId | undefined;
  /** Minutes of the local clock since 1970-01-01 00:00. */
  readonly from: number;
  readonly to: number;
  /** Degrees or megapascals, millionths. */
  readonly measured: bigint | undefined;
  readonly standard: SupplyStandard;
  /** The report, act or outage that proves it. */
  readonly document: string;
}

export const MINUTES_A_DAY = 1440;
export const minuteOf = (day: Day): number => Date.parse(`${day}T00:00:00Z`) / 60_000;
