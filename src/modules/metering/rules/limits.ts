import type { Resource } from "#modules/tariffs";

/** Decimals of an average month and of a shared volume, by docs/law/practice.md 1. */
export const VOLUME_SCALES: Readonly<Record<Resource, number>> = {
  cold_water: 3,
  hot_water: 3,
  sewerage: 3,
  electricity: 3,
  gas: 3,
  heat: 6,
};

/**
 * More than this in one month of a dwelling is held for a person to look at, when it is also ten times its average:
 * a slipped decimal point must not become a bill. Product policy (docs/law/practice.md 2). Millionths of the unit.
 */
export const SANITY_LIMITS: Readonly<Record<Resource, bigint>> = {
  cold_water: 100_000_000n,
  hot_water: 100_000_000n,
  sewerage: 200_000_000n,
  electricity: 10_000_000_000n,
  gas: 5_000_000_000n,
  heat: 20_000_000n,
};

/** A volume up to this many averages is plausible: for passing zero unasked, and without a soft warning. */
export const PLAUSIBLE_AVERAGES = 3n;
/** A dial that has stood still for so many months deserves a look; one month away from home does not. */
export const SILENT_MONTHS = 3;
/** The average of earlier months is billed for so many periods in a row (decree 354 p. 59, 60). */
export const AVERAGE_PERIODS = 3;
/** The average is formed over this many months, of fewer at least `AVERAGE_MONTHS_MIN`. */
export const AVERAGE_MONTHS = 6;
export const AVERAGE_MONTHS_MIN = 3;
