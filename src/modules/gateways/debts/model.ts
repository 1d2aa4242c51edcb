import type { Day } from "#core/day";
import type { BuildingId, OrganizationId, UserId } from "#core/ids";
import type { Period } from "#core/period";
import type { Money } from "#core/units";
import type { DropTroubleKind } from "../drops/model.ts";

/** What a desk is told: what is owed today, or what a month was charged and paid. */
export type DebtContent = "debts" | "charges";

/** Of which accounts, and of a provider of which part of theirs. */
export type DebtScope = "city" | "organization" | "building" | "provider";

/** What was agreed with a bank or an agent about the file that its desks show. */
export interface DebtPlanTerms {
  /** A profile for what is told. */
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
  | "nothing_owed"
  /** The month is not charged, or not in every company of the city. */
  | "not_charged"
  /** The building is another company's now. */
  | "house_left"
  /** A file of this name was laid in the folder, or waits to be. */
  | "name_taken";

/** What a plan is about; it stays as long as the plan. */
export interface DebtPlanSubject {
  readonly content: DebtContent;
  readonly scope: DebtScope;
  /** Whose it is: the company or provider itself, a building's company, or for a city the center. */
  readonly organization: OrganizationId;
  readonly building: BuildingId | undefined;
}

export interface DebtPlan extends DebtPlanTerms, DebtPlanSubject {
  readonly id: number;
  readonly agent: number;
  readonly agentName: string;
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
  readonly body: bigint;
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
  "plan" | "number" | "madeFor" | "period" | "name" | "rows" | "total" | "size" | "sha256"
> & {
  readonly dueMonth: Period | undefined;
  readonly drop: number | undefined;
  /** Under which its bytes are kept. */
  readonly body: bigint;
};
