import type { Day } from "#core/day";
import type { OrganizationId, UserId } from "#core/ids";
import type { Period } from "#core/period";
import type { Money } from "#core/units";
import type { DropTroubleKind } from "../drops/model.ts";

/** What was agreed with a bank or an agent about the file of debts that its desks show. */
export interface DebtPlanTerms {
  /** A profile for debts. */
  readonly profile: string;
  /** A file is made by itself from this day of each month on; 1 to 28. */
  readonly dayOfMonth: number;
  /** The drop into whose outgoing folder it is laid; absent: it is only downloaded. */
  readonly drop?: number | undefined;
  readonly isActive: boolean;
}

/** Why a plan made nothing. Each has its sentence. */
export type DebtTrouble =
  | "profile_gone"
  | "inn_missing"
  | "requisites_missing"
  | "month_not_open"
  | "nothing_owed";

export interface DebtPlan extends DebtPlanTerms {
  readonly id: number;
  readonly agent: number;
  readonly agentName: string;
  /** Whose buildings it speaks of. */
  readonly organization: OrganizationId;
  readonly organizationName: string;
  readonly trouble: DebtTrouble | undefined;
}

export interface DebtFileKept {
  readonly id: number;
  readonly plan: number;
  readonly number: number;
  readonly madeFor: Day;
  readonly period: Period;
  readonly name: string;
  readonly rows: number;
  readonly total: Money;
  /** Hexadecimal. */
  readonly sha256: string;
  readonly size: number;
  readonly madeAt: Date;
  readonly madeBy: UserId | undefined;
  readonly drop: number | undefined;
  readonly laidAt: Date | undefined;
  readonly failures: number;
  readonly trouble: DropTroubleKind | undefined;
  readonly troubleDetail: string;
}

export type NewDebtFile = Pick<
  DebtFileKept,
  "plan" | "number" | "madeFor" | "period" | "name" | "rows" | "total"
> & {
  readonly dueMonth: Period | undefined;
  readonly drop: number | undefined;
  readonly bytes: Uint8Array;
};
