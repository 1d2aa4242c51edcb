import type { Day } from "#core/day";

export type ValueRowRefusal =
  | { readonly code: "tariffs.service_unknown"; readonly service: string }
  | { readonly code: "tariffs.value_negative" }
  /** A value without the document that set it is nobody's. */
  | { readonly code: "tariffs.basis_missing" }
  | { readonly code: "tariffs.span_empty"; readonly from: Day; readonly to: Day }
  /** A level needs its owner: an organization, a building, or a building and an account. */
  | { readonly code: "tariffs.owner_missing"; readonly level: string }
  /** The building or the account is unknown, or not in sight of who sets the value. */
  | { readonly code: "tariffs.owner_not_found"; readonly level: string }
  | { readonly code: "tariffs.provider_not_found"; readonly provider: number }
  /** A building's and an account's values are for whoever provides the service there. */
  | { readonly code: "tariffs.provider_not_at_this_level"; readonly level: string }
  /** The city's values are the center's to set, an organization's are its own. */
  | { readonly code: "tariffs.not_yours"; readonly level: string }
  /** Another value is recorded from that very day or later: end that one, or state until when this one holds. */
  | {
      readonly code: "tariffs.value_contradicts";
      readonly from: Day;
      readonly recordedFrom: Day;
      readonly recordedTo: Day | undefined;
      /** Millionths, as a decimal string. */
      readonly recordedValue: string;
      readonly recordedBasis: string;
    };

export type TermsRowRefusal =
  | { readonly code: "tariffs.service_unknown"; readonly service: string }
  | { readonly code: "tariffs.method_unknown"; readonly method: string }
  | { readonly code: "tariffs.owner_not_found"; readonly level: string }
  | { readonly code: "tariffs.provider_not_found"; readonly provider: number }
  | { readonly code: "tariffs.span_empty"; readonly from: Day; readonly to: Day }
  | { readonly code: "tariffs.terms_contradict"; readonly from: Day; readonly recordedFrom: Day };

export type TariffRefusal =
  /** Services are a dictionary of the whole city. */
  | { readonly code: "tariffs.center_only" }
  /** The number or the code is another service's. */
  | { readonly code: "tariffs.service_differs"; readonly service: string }
  | { readonly code: "tariffs.building_not_found"; readonly building: number }
  /** Nothing was set: each refused row with its position in the input, from 0. */
  | {
      readonly code: "tariffs.rows_refused";
      readonly rows: readonly { readonly row: number; readonly refusal: ValueRowRefusal | TermsRowRefusal }[];
    };
