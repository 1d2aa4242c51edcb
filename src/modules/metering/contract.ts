import type { Day } from "#core/day";

export type MeterRowRefusal =
  | { readonly code: "metering.serial_empty" }
  | { readonly code: "metering.premises_not_found"; readonly premises: number }
  | { readonly code: "metering.building_not_found"; readonly building: number }
  | { readonly code: "metering.removed_before_installed"; readonly installed: Day; readonly removed: Day }
  | { readonly code: "metering.digits_impossible"; readonly digits: number }
  /** The serial is another premises' meter of the same resource. */
  | { readonly code: "metering.serial_taken"; readonly serial: string };
