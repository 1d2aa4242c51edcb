import type { Day } from "#core/day";

/** Why an agent's day was not declared in order, or not opened again. */
export type ReconciliationRefusal =
  | { readonly code: "reconciliation.center_only" }
  | { readonly code: "reconciliation.agent_not_found"; readonly agent: number }
  | { readonly code: "reconciliation.day_not_over"; readonly day: Day }
  | { readonly code: "reconciliation.note_missing"; readonly field: "note"; readonly differences: number }
  /** What was looked at is not what stands there now. */
  | { readonly code: "reconciliation.changed_meanwhile"; readonly day: Day }
  | { readonly code: "reconciliation.already_reconciled"; readonly day: Day }
  | { readonly code: "reconciliation.not_reconciled"; readonly day: Day };
