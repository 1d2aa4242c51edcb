import type { Day } from "#core/day";

export type AccountRowRefusal =
  /** Six to twenty digits. */
  | { readonly code: "accounts.number_malformed"; readonly number: string }
  | { readonly code: "accounts.holder_empty" }
  | { readonly code: "accounts.share_impossible"; readonly numerator: string; readonly denominator: string }
  | { readonly code: "accounts.closed_before_opened"; readonly opened: Day; readonly closed: Day }
  | { readonly code: "accounts.premises_not_found"; readonly premises: number }
  /** A number is unique in the city; this one is another premises' account. */
  | { readonly code: "accounts.number_taken"; readonly number: string }
  | { readonly code: "accounts.closed_already"; readonly closed: Day }
  | { readonly code: "accounts.state_contradicts"; readonly from: Day; readonly recordedFrom: Day };

export type ResidentRowRefusal =
  | { readonly code: "accounts.resident_name_empty" }
  | { readonly code: "accounts.resident_span_empty"; readonly from: Day; readonly to: Day }
  | { readonly code: "accounts.account_not_found"; readonly account: number }
  | { readonly code: "accounts.resident_twice_in_rows" };

export type AccountRefusal =
  /** Nothing was registered: each refused row with its position in the input, from 0. */
  | {
      readonly code: "accounts.rows_refused";
      readonly rows: readonly {
        readonly row: number;
        readonly refusal: AccountRowRefusal | ResidentRowRefusal;
      }[];
    }
  | { readonly code: "accounts.account_not_found"; readonly number: string };
