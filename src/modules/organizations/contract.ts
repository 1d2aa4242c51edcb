import type { Day } from "#core/day";
import type { Period } from "#core/period";

/** What can be wrong with one row of organizations. */
export type OrganizationRowRefusal =
  | { readonly code: "organizations.code_empty" }
  | { readonly code: "organizations.name_empty" }
  /** The same code with another kind or INN: another organization, or a mistyped code. */
  | {
      readonly code: "organizations.differs";
      readonly field: "kind" | "inn";
      readonly recorded: string;
      readonly stated: string;
    }
  /** Two rows of one code do not say the same. */
  | { readonly code: "organizations.twice_in_rows" }
  | {
      readonly code: "organizations.requisites_malformed";
      readonly field: "bic" | "account" | "correspondentAccount";
      readonly stated: string;
    }
  | { readonly code: "organizations.requisites_contradict"; readonly from: Day; readonly recordedFrom: Day };

export type OrganizationRefusal =
  /** Only the center registers organizations, and sets the business date. */
  | { readonly code: "organizations.center_only" }
  /** Nothing was registered: each refused row with its position in the input, from 0. */
  | {
      readonly code: "organizations.rows_refused";
      readonly rows: readonly { readonly row: number; readonly refusal: OrganizationRowRefusal }[];
    }
  | { readonly code: "organizations.not_found"; readonly organization: number };

export type PeriodRefusal =
  | { readonly code: "organizations.not_found"; readonly organization: number }
  | { readonly code: "organizations.period_closed"; readonly period: Period }
  /** The month before is still open: it is closed first. */
  | { readonly code: "organizations.period_still_open"; readonly open: Period }
  /** Months follow one another: the next one to open is `expected`. */
  | { readonly code: "organizations.period_not_next"; readonly expected: Period }
  | { readonly code: "organizations.period_not_open"; readonly period: Period };
