import { firstDay, type Period } from "#core/period";
import type { Day } from "#core/day";

/** A row of what penalties are reckoned by, as it is proposed. */
export type RuleChange =
  | { readonly kind: "key_rate"; readonly from: Day; readonly percent: bigint }
  /** The rate that is reckoned with is never above; a running cap ends the day before. */
  | {
      readonly kind: "cap";
      readonly from: Day;
      readonly through?: Day | undefined;
      readonly percent: bigint;
    }
  | {
      readonly kind: "moratorium";
      readonly from: Day;
      readonly through?: Day | undefined;
      /** Only debts that fell due before this day are spared. */
      readonly dueBefore?: Day | undefined;
    }
  /** A known moratorium, by its first day: some are applied by some courts only. */
  | { readonly kind: "moratorium_applied"; readonly from: Day; readonly applied: boolean }
  /** The last day to pay, of the month after the one charged for. */
  | { readonly kind: "due_day"; readonly from: Period; readonly day: number }
  | { readonly kind: "calendar_day"; readonly day: Day; readonly working: boolean };

/** The first day that a change is about. */
export const beginsOn = (change: RuleChange): Day =>
  change.kind === "calendar_day"
    ? change.day
    : change.kind === "due_day"
      ? firstDay(change.from)
      : change.from;

export interface RuleProposal {
  readonly proposal: number;
  readonly change: RuleChange;
  readonly basis: string;
  readonly proposedAt: Date;
  /** The number of the user. */
  readonly by: number;
  /** Absent: out of sight. */
  readonly proposedBy: string | undefined;
  readonly decision: RuleDecision | undefined;
}

export interface RuleDecision {
  readonly decision: "approved" | "refused";
  readonly reason: string;
  readonly decidedAt: Date;
  readonly decidedBy: string | undefined;
}
