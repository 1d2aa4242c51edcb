import type { Day } from "#core/day";
import type { AccountId, BuildingId, OrganizationId, UserId } from "#core/ids";
import type { Dated } from "#core/in-force";
import type { Period } from "#core/period";
import type { Money } from "#core/units";

/** Who bears the commission: it is withheld from the provider, billed to the company, or paid on top by the payer. */
export const BEARERS = ["provider", "company", "payer"] as const;
export type Bearer = (typeof BEARERS)[number];

export const COMMISSIONS = ["none", "percent", "fixed", "tiers"] as const;
export const SCHEDULES = ["daily", "weekly", "monthly"] as const;
export type Schedule = (typeof SCHEDULES)[number];

/** Of payments from this sum on; the first tier is from nothing. */
export interface Tier {
  readonly from: Money;
  /** Millionths of a percent: 1.5 % is 1_500_000n. */
  readonly percent: bigint;
}

/** What is kept of one payment, or of one use of an advance, for one provider. */
export interface Commission {
  readonly commission: (typeof COMMISSIONS)[number];
  /** Millionths of a percent. */
  readonly percent: bigint;
  readonly fixed: Money;
  readonly tiers: readonly Tier[];
  readonly least: Money | undefined;
  readonly most: Money | undefined;
}

/** What was agreed with a provider. */
export interface Terms extends Commission {
  /** Number of the contract. */
  readonly contract: string;
  /** The paper that these values come from: the contract itself, an additional agreement. */
  readonly basis: string;
  readonly bearer: Bearer;
  readonly schedule: Schedule;
  /** Of the week from Monday, 1 to 7; of the month, 1 to 28. */
  readonly scheduleDay: number;
}

export interface RecordedTerms extends Dated<Terms> {
  readonly id: number;
  /** The company whose own contract it is; undefined: the center's, for all companies. */
  readonly organization: OrganizationId | undefined;
  readonly provider: OrganizationId;
}

/** Sums of documents: what came, what was taken back, and what is kept of both. */
export interface SettledSums {
  readonly allocated: Money;
  /** Reversals; nothing or negative. */
  readonly returned: Money;
  readonly commission: Money;
  /** The commission that the provider bears. */
  readonly withheld: Money;
  readonly payments: number;
}

export type SettlementState = "draft" | "approved" | "ordered" | "transferred";

/** What is due to one provider from the houses of one company, through a day, and was not settled before. */
export interface Settlement extends SettledSums {
  readonly id: number;
  readonly organization: OrganizationId;
  readonly provider: OrganizationId;
  readonly period: Period;
  readonly through: Day;
  readonly year: number;
  readonly number: number;
  readonly toTransfer: Money;
  readonly madeOn: Day;
  readonly madeBy: UserId | undefined;
  readonly approvedAt: Date | undefined;
  readonly approvedBy: UserId | undefined;
  readonly state: SettlementState;
  /** The living order that it stands in. */
  readonly order: number | undefined;
  readonly confirmedOn: Day | undefined;
}

export interface BuildingSums extends SettledSums {
  readonly building: BuildingId;
  readonly address: string;
}

/** One document of the ledger in a settlement. */
export interface SettledRow {
  readonly building: BuildingId;
  readonly account: AccountId;
  /** The account's number where the reader may see it, otherwise its last signs after dots. */
  readonly number: string;
  readonly document: bigint;
  readonly kind: "payment" | "advance";
  readonly day: Day;
  readonly bookedIn: Period;
  readonly allocated: Money;
  readonly commission: Money;
  readonly withheld: Money;
}

/** What is booked for a provider and not yet settled. */
export interface Waiting {
  readonly organization: OrganizationId;
  readonly provider: OrganizationId;
  readonly amount: Money;
  readonly payments: number;
  /** Nothing of it can be settled: no contract covers its days. */
  readonly isUncovered: boolean;
}

export type OrderState =
  | "drafted"
  | "approved"
  | "sent"
  | "confirmed"
  | "rejected"
  | "returned"
  | "withdrawn";

/** One side of an order: who, and at which bank. */
export interface Party {
  readonly name: string;
  readonly inn: string;
  readonly kpp: string;
  readonly account: string;
  readonly bank: string;
  readonly bic: string;
  readonly correspondentAccount: string;
}

export interface PaymentOrder {
  readonly id: number;
  readonly provider: OrganizationId;
  readonly number: number;
  readonly dated: Day;
  readonly amount: Money;
  readonly purpose: string;
  readonly payer: Party;
  readonly receiver: Party;
  readonly state: OrderState;
  readonly settlements: readonly { readonly id: number; readonly amount: Money }[];
  readonly draftedAt: Date;
  readonly draftedBy: UserId;
  readonly approvedAt: Date | undefined;
  readonly approvedBy: UserId | undefined;
  readonly sentAt: Date | undefined;
  readonly file: { readonly id: number; readonly name: string; readonly sha256: string } | undefined;
  readonly outcome: { readonly on: Day; readonly document: string } | undefined;
}

export const ORDER_FORMATS = ["1c", "1c-dos", "pain001"] as const;
export type OrderFormat = (typeof ORDER_FORMATS)[number];

/** The file as it was sent. */
export interface OrderFile {
  readonly id: number;
  readonly format: OrderFormat;
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** A provider's month: what was due, what came, what is kept, what was transferred, what is due. */
export interface ProviderMonth {
  readonly opening: Money;
  readonly sums: SettledSums;
  readonly transferred: Money;
  readonly closing: Money;
}
