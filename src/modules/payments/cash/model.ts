import type { Day } from "#core/day";
import type { OrganizationId, UserId } from "#core/ids";
import type { Money } from "#core/units";
import type { LinesSum } from "../model.ts";

/** A cashier's time at a desk: whoever takes cash does it in one. */
export interface CashShift {
  readonly shift: number;
  /** Whose desk it is; 0 is the center. */
  readonly organization: OrganizationId | 0;
  readonly desk: string;
  /** Counted at each desk from 1. */
  readonly no: number;
  readonly cashier: UserId;
  /** The business date: a shift takes no cash of another. */
  readonly day: Day;
  readonly openedAt: Date;
  /** What was in the drawer at first. */
  readonly float: Money;
  readonly closedAt: Date | undefined;
}

/** Cash that left the drawer for the bank or its collector. */
export interface Handover {
  readonly no: number;
  readonly amount: Money;
  readonly receiver: string;
  /** The paper of it: the number of a bag, of an order. */
  readonly document: string;
  readonly madeAt: Date;
  readonly madeBy: UserId | undefined;
}

export type NewHandover = Pick<Handover, "amount" | "receiver" | "document">;

/** What has moved in a shift. */
export interface ShiftSums {
  readonly taken: LinesSum;
  readonly returned: LinesSum;
  readonly handed: Money;
}

/** The Z report: the shift as it was when the drawer was counted. */
export interface Closing {
  readonly sums: ShiftSums;
  readonly expected: Money;
  readonly declared: Money;
  /** Why they differ, or why somebody else closed it. */
  readonly reason: string;
  readonly closedBy: UserId | undefined;
  /** What stays in the drawer after the last handing over. */
  readonly left: Money;
}

/** A shift with its sums: as they are now (X), or as they were when it was closed (Z). */
export interface ShiftReport extends CashShift {
  readonly sums: ShiftSums;
  /** What must lie in the drawer: at the end, before the last handing over. */
  readonly expected: Money;
  readonly handovers: readonly Handover[];
  readonly closing: Closing | undefined;
}

/** A desk that has had a shift. */
export interface Desk {
  readonly desk: string;
  /** What its last shift left in the drawer; absent while one is open. */
  readonly left: Money | undefined;
}
