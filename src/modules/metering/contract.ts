import type { Day } from "#core/day";

export type MeterRowRefusal =
  | { readonly code: "metering.serial_empty" }
  | { readonly code: "metering.digits_impossible"; readonly digits: number }
  | { readonly code: "metering.ratio_impossible"; readonly ratio: string }
  | { readonly code: "metering.removed_before_installed"; readonly installed: Day; readonly removed: Day }
  | { readonly code: "metering.building_not_found"; readonly building: number }
  | { readonly code: "metering.premises_not_found"; readonly premises: number }
  /** The serial is another premises' meter of the same resource. */
  | { readonly code: "metering.serial_taken"; readonly serial: string }
  /** The meter was taken away on another day than the row says. */
  | { readonly code: "metering.removed_already"; readonly removed: Day }
  | { readonly code: "metering.scale_unknown"; readonly scale: number; readonly tariffScales: number }
  | { readonly code: "metering.reading_too_long"; readonly integerDigits: number };

/** Why a reading is not taken. Values are decimal strings of millionths of the meter's unit. */
export type ReadingRefusal =
  | { readonly code: "metering.meter_not_found"; readonly meter: number }
  /** A single-tariff meter has scale 0, one of two tariffs 1 and 2, of three 1 to 3. */
  | { readonly code: "metering.scale_unknown"; readonly scale: number; readonly tariffScales: number }
  | { readonly code: "metering.reading_in_future"; readonly takenOn: Day; readonly today: Day }
  | { readonly code: "metering.before_installation"; readonly takenOn: Day; readonly installed: Day }
  | { readonly code: "metering.meter_removed"; readonly takenOn: Day; readonly removed: Day }
  /** More digits before the comma than the dial has, or less than nothing. */
  | { readonly code: "metering.reading_too_long"; readonly integerDigits: number }
  /** Mark it as passing zero if it did, or register the new meter first. */
  | { readonly code: "metering.reading_below_previous"; readonly previous: string; readonly takenOn: Day }
  /** A later reading is known, and shows less. */
  | { readonly code: "metering.reading_above_next"; readonly next: string; readonly takenOn: Day };

/** The reading is taken, and somebody should look at it. */
export type ReadingWarning =
  | { readonly code: "metering.above_three_averages"; readonly volume: string; readonly average: string }
  | { readonly code: "metering.rollover_assumed"; readonly previous: string }
  | { readonly code: "metering.verification_expired"; readonly verifiedUntil: Day }
  | { readonly code: "metering.meter_broken"; readonly brokenFrom: Day }
  | { readonly code: "metering.nothing_consumed"; readonly since: Day };

export type MeteringRefusal =
  | ReadingRefusal
  | MeterRowRefusal
  /** Nothing was registered: each refused row with its position in the input, from 0. */
  | {
      readonly code: "metering.rows_refused";
      readonly rows: readonly { readonly row: number; readonly refusal: MeterRowRefusal }[];
    };
