import type { Day } from "#core/day";
import type { Money } from "#core/units";

/** Why a statement was not taken, in the order in which it is judged. */
export type StatementRefusal =
  | { readonly code: "statements.center_only" }
  /** Nothing of the file is taken; `problems` are sentences of the reader's language. */
  | { readonly code: "statements.file_refused"; readonly problems: readonly string[]; readonly count: number }
  | { readonly code: "statements.account_not_ours"; readonly account: string }
  | { readonly code: "statements.in_future"; readonly day: Day; readonly today: Day }
  | { readonly code: "statements.taken_before"; readonly statement: number; readonly recordedAt: string }
  /** Lines of the same days are known from a file of another form: they cannot be told from these. */
  | { readonly code: "statements.other_form"; readonly account: string; readonly day: Day }
  | { readonly code: "statements.organization_unknown"; readonly organization: number }
  | { readonly code: "statements.account_known"; readonly account: string }
  | { readonly code: "statements.not_found"; readonly statement: number }
  | { readonly code: "statements.line_not_found"; readonly line: string }
  /** Its money has found what it is. */
  | { readonly code: "statements.line_decided"; readonly line: string }
  /** Another line has settled it meanwhile, or it is from after the line. */
  | { readonly code: "statements.registry_not_due"; readonly registry: number }
  /** What comes before the last registry takes the whole line. */
  | { readonly code: "statements.nothing_left"; readonly amount: Money };
