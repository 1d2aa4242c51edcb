import type { Day } from "#core/day";
import type { Exact } from "#core/exact";
import type { MeterId, PremisesId } from "#core/ids";
import type { Resource } from "#modules/tariffs";

export interface MeterFacts {
  readonly id: MeterId;
  readonly resource: Resource;
  /** Undefined for a meter of the whole building. */
  readonly premises: PremisesId | undefined;
  readonly serial: string;
  readonly integerDigits: number;
  /** Current and voltage transformers; 1 for a direct meter. */
  readonly ratio: bigint;
  readonly installed: Day;
  readonly removed: Day | undefined;
  /** Last day of legal validity; undefined when never limited. */
  readonly verifiedUntil: Day | undefined;
  /** Day from which it is broken or lost, by a report. */
  readonly brokenFrom: Day | undefined;
}

export interface ReadingFacts {
  readonly meter: MeterId;
  /** 0 single, 1 day, 2 night, 3 peak. */
  readonly scale: number;
  readonly takenOn: Day;
  /** Millionths. */
  readonly value: bigint;
  /** `opening` on installation, `closing` on removal, `rollover` when a person confirmed passing zero. */
  readonly mark: "regular" | "opening" | "closing" | "rollover";
  /** Whence: resident, clerk, agent, act. For the explanation only. */
  readonly source: string;
}

/** A volume of the days `[from, to)` of a month, counted from 0 for the first of the month. */
export interface Slice {
  readonly from: number;
  readonly to: number;
  readonly volume: Exact;
}

/** What one meter's scale counted between two readings. Volumes in millionths, transformers already applied. */
export interface Increment {
  readonly meter: MeterFacts;
  readonly before: ReadingFacts;
  readonly after: ReadingFacts;
  readonly volume: bigint;
  /** The accounting month it belongs to, as months since year 0 (see `monthIndex`). */
  readonly month: number;
  /** The accounting month of the reading before. */
  readonly beforeMonth: number;
}

/** Why a month has no reading to bill by. */
export type EstimateReason = "missing" | "unreliable" | "replacement" | "held";

/** A month's volume taken from the average of earlier months. */
export interface Estimate {
  readonly reason: EstimateReason;
  /** Millionths a month, rounded to the resource's decimals. */
  readonly average: bigint;
  readonly months: number;
  /** Which of the periods without a reading this is: the average serves three. */
  readonly ordinal: number;
}

/** One scale (zone) of a premises' meters in a month. */
export interface ZoneVolume {
  readonly zone: number;
  readonly metered: readonly Slice[];
  readonly estimated: readonly Slice[];
  readonly increments: readonly Increment[];
  readonly estimates: readonly Estimate[];
  /** Volumes billed without a reading before, set off against this month's true difference. Millionths. */
  readonly setOff: bigint;
}

/** Days `[from, to)` of the month for which the norm is billed, and whether by the consumer's own omission. */
export interface NormDays {
  readonly from: number;
  readonly to: number;
  /**
   * `no_meter`: never installed or removed; `missing`: readings not given; `unreliable`: broken or unverified;
   * `chosen`: a calculation method asks for the norm, whatever the meters say.
   */
  readonly reason: "no_meter" | "missing" | "unreliable" | "chosen";
}

export interface MeteringWarning {
  readonly code: MeteringWarningCode;
  readonly meter: MeterFacts;
  readonly on: Day | undefined;
}
export type MeteringWarningCode =
  | "metering.reading_missing"
  | "metering.reading_below_previous"
  | "metering.reading_above_limit"
  | "metering.rollover_assumed"
  | "metering.verification_expired"
  | "metering.meter_broken"
  | "metering.average_unknown";

/** What the meters of one resource in one place say of one month. */
export interface MeterVolumes {
  readonly zones: readonly ZoneVolume[];
  readonly norm: readonly NormDays[];
  readonly warnings: readonly MeteringWarning[];
}

/** A volume billed by average or norm in a month for want of a reading. */
export interface EarlierEstimate {
  readonly month: number;
  readonly zone: number;
  /** Millionths. */
  readonly volume: bigint;
}
