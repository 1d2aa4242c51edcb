import type { Day } from "#core/day";
import type { AccountId, BuildingId, OrganizationId, PaymentId, ServiceId, UserId } from "#core/ids";
import type { Period } from "#core/period";
import type { Money } from "#core/units";

/** What is owed, or held in credit (negative), for one service to one provider for one month. */
export interface DebtItem {
  readonly service: ServiceId;
  readonly provider: OrganizationId;
  readonly chargedFor: Period;
  readonly amount: Money;
  /** Voluntary insurance: paid only by a payment that covers everything else and all of it. */
  readonly voluntary?: boolean;
  /** Penalties are paid after every debt that they could be reckoned of, unless the payer named them. */
  readonly penalty?: boolean;
}

/** What the payer asked for, and what the law takes out of sight. */
export interface Wish {
  readonly statedPeriod?: Period | undefined;
  readonly statedService?: ServiceId | undefined;
  readonly statedProvider?: OrganizationId | undefined;
  /** The payer named the penalties: of the stated month and provider, if he named those too. */
  readonly statedPenalty?: boolean | undefined;
  /** Months before this one are past the limitation: they are paid when stated, otherwise as the rule says. */
  readonly barredBefore?: Period | undefined;
  /** The organization's own rule; `LAWFUL_RULE` if it has none. */
  readonly rule?: AllocationRule | undefined;
}

/** What an organization may choose about payments in which the payer named nothing. */
export interface AllocationRule {
  /** Penalties when no debt is left, or those of a month right after its debt. */
  readonly penalties: "after_debts" | "after_month";
  /** A payment that is exactly what one month still owes pays that month, as if the payer had named it. */
  readonly wholeMonth: boolean;
  /** Months past the limitation: only when the payer names them, or after all else. */
  readonly barred: "never" | "last";
}

export const LAWFUL_RULE: AllocationRule = { penalties: "after_debts", wholeMonth: false, barred: "never" };

/** An organization's rule of allocation in force over `[from, to)`; 0 is the rule of the whole center. */
export interface AllocationPolicy extends AllocationRule {
  readonly organization: OrganizationId | 0;
  readonly from: Day;
  /** Absent: until the next one. */
  readonly to: Day | undefined;
  readonly basis: string;
  readonly recordedAt: Date;
  readonly recordedBy: UserId | undefined;
}

/** A part of a payment that pays one debt item; always positive. */
export interface AllocatedPart {
  readonly service: ServiceId;
  readonly provider: OrganizationId;
  readonly chargedFor: Period;
  readonly amount: Money;
}

export interface Allocation {
  /** In the order of the debt items. */
  readonly parts: readonly AllocatedPart[];
  /** What no debt took; consumed by the next charges. */
  readonly advance: Money;
}

/**
 * How the money came: by a paper written down by hand, at a desk in a cashier's shift, by an agent's online message, in a payment point's file, in a bank's
 * statement, by a card or a fast payment.
 */
export type Channel = "hand" | "cash" | "agent" | "registry" | "bank" | "online";

/** A payment is found by its building and its number together: city data is kept by building. */
export interface PaymentRef {
  readonly building: BuildingId;
  readonly payment: PaymentId;
}

export interface Payment extends PaymentRef {
  readonly account: AccountId;
  readonly amount: Money;
  readonly paidOn: Day;
  /** The period that its entries are booked in. */
  readonly period: Period;
  readonly channel: Channel;
  readonly agent?: number | undefined;
  readonly statedPeriod?: Period | undefined;
  /** The paper behind it: a receipt order, a registry's name. */
  readonly document: string;
}

/** A payment in a list, with what became of it. */
export interface ListedPayment extends Payment {
  readonly receivedAt: Date;
  readonly reversal?: { readonly reversedOn: Day; readonly reason: string } | undefined;
}

/** So many lines and their sum. */
export interface LinesSum {
  readonly count: number;
  readonly total: Money;
}

/** A registry as it was taken: what was booked, known before, held and reversed makes what it declared. */
export interface KeptRegistry {
  readonly registry: number;
  /** The agent's code. */
  readonly agent: string;
  readonly agentName: string;
  readonly document: string;
  readonly declared: LinesSum;
  readonly taken: LinesSum;
  readonly repeated: LinesSum;
  /** Lines without an account: their money waits for a person. */
  readonly held: LinesSum;
  /** Refunds that reversed the payments they name; never above nothing. */
  readonly reversed: LinesSum;
  /** What the agent keeps and what the bank transfers, where the file says so. */
  readonly fee: Money | undefined;
  readonly net: Money | undefined;
  readonly recordedAt: Date;
  readonly recordedBy: UserId | undefined;
}

/** A bank or a network of terminals that sends payments online. */
export interface Agent {
  readonly id: number;
  readonly organization: OrganizationId;
  readonly code: string;
  readonly name: string;
  /** sha256 of the secret that it sends. */
  readonly secretHash: Buffer;
  /** Of the secret before, while it is right beside the new one. */
  readonly formerSecretHash?: Buffer | undefined;
  /** The version of its settings in force, kept by the gateways; 0: the ordinary ones of OSMP. */
  readonly settingsVersion: number;
  readonly amountMin: Money;
  readonly amountMax: Money;
  readonly accountPattern: string;
  readonly closed: boolean;
}
