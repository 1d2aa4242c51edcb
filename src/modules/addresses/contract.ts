import type { Day } from "#core/day";

export type BuildingRowRefusal =
  | { readonly code: "addresses.code_empty" }
  | { readonly code: "addresses.settlement_unknown"; readonly stated: string }
  | { readonly code: "addresses.house_number_unreadable"; readonly stated: string }
  | { readonly code: "addresses.area_negative" }
  | { readonly code: "addresses.manager_not_found"; readonly organization: number }
  /** The code is known at another address: another house, or a mistyped code. */
  | { readonly code: "addresses.building_elsewhere"; readonly recorded: string; readonly stated: string }
  /** Something else is on record from this very day, or a later change is already known. */
  | { readonly code: "addresses.state_contradicts"; readonly from: Day; readonly recordedFrom: Day }
  | { readonly code: "addresses.manager_contradicts"; readonly from: Day; readonly recordedFrom: Day };

export type PremisesRowRefusal =
  | { readonly code: "addresses.number_empty" }
  | { readonly code: "addresses.area_negative" }
  | { readonly code: "addresses.building_not_found"; readonly building: number }
  /** The communal flat that the room is in is neither on record nor among the rows. */
  | { readonly code: "addresses.flat_not_found"; readonly flat: string }
  /** A premises does not change its kind or its flat: that is another premises with a number of its own. */
  | {
      readonly code: "addresses.premises_differs";
      readonly field: "kind" | "flat";
      readonly recorded: string;
      readonly stated: string;
    }
  | { readonly code: "addresses.state_contradicts"; readonly from: Day; readonly recordedFrom: Day };

export type AddressRefusal =
  /** Only the center adds buildings, hands them over, and renames streets. */
  | { readonly code: "addresses.center_only" }
  /** Nothing was registered: each refused row with its position in the input, from 0. */
  | {
      readonly code: "addresses.rows_refused";
      readonly rows: readonly {
        readonly row: number;
        readonly refusal: BuildingRowRefusal | PremisesRowRefusal;
      }[];
    }
  | { readonly code: "addresses.building_not_found"; readonly building: number }
  | { readonly code: "addresses.manager_not_found"; readonly organization: number }
  | { readonly code: "addresses.street_not_found"; readonly street: number }
  | { readonly code: "addresses.street_name_taken"; readonly name: string }
  | { readonly code: "addresses.street_name_contradicts"; readonly from: Day; readonly recordedFrom: Day }
  | { readonly code: "addresses.manager_contradicts"; readonly from: Day; readonly recordedFrom: Day };
