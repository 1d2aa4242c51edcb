import type { AccountId, BuildingId, OrganizationId, PaymentId, UserId } from "#core/ids";
import type { Period } from "#core/period";
import type { Money } from "#core/units";

export type OrderState =
  | "created"
  | "pending"
  | "succeeded"
  | "canceled"
  | "expired"
  | "unknown"
  | "refunded";

export interface OrderRef {
  readonly building: BuildingId;
  /** What banks know it by. */
  readonly order: number;
}

export interface Order extends OrderRef {
  readonly account: AccountId;
  readonly accountNumber: string;
  /** In whose books it is to be booked. */
  readonly organization: OrganizationId;
  readonly amount: Money;
  readonly statedPeriod: Period | undefined;
  /** Code of the bank in the configuration. */
  readonly bank: string;
  /** A link that staff sent, the payer's own wish to try again, or a kept card that is charged by itself. */
  readonly origin: "link" | "page" | "autopay";
  readonly fast: boolean;
  readonly email: string;
  readonly language: "ru" | "en";
  readonly expiresAt: Date;
  readonly createdAt: Date;
  readonly createdBy: UserId | undefined;
  readonly state: OrderState;
  /** What of the last event a person must look at. */
  readonly incident: string;
  /** The bank's number; absent until it told it. */
  readonly reference: string | undefined;
  readonly payUrl: string | undefined;
  readonly fastLink: string | undefined;
  /** The money that came, once it is booked. */
  readonly payment: PaymentId | undefined;
  /** The money came and had no place: it is held. */
  readonly held: boolean;
  /** The bank was asked a moment ago and has not answered yet. */
  readonly asking: boolean;
  /** What is left of it after refunds; the same until there is one. */
  readonly remaining: { readonly payment: PaymentId; readonly amount: Money } | undefined;
  /** Given back and booked so. */
  readonly refunded: Money;
  readonly isExpired: boolean;
}

export interface OrderEvent {
  readonly no: number;
  readonly event: string;
  readonly state: OrderState;
  readonly data: Readonly<Record<string, string>>;
  readonly incident: string;
  readonly recordedAt: Date;
  readonly recordedBy: UserId | undefined;
}

export interface OrderRefund {
  readonly no: number;
  readonly amount: Money;
  readonly reason: string;
  readonly needsSecondPerson: boolean;
  readonly requestedAt: Date;
  readonly requestedBy: UserId | undefined;
  /** The latest of what became of it. */
  readonly outcome: "requested" | "approved" | "declined" | "done" | "failed";
  readonly outcomeReason: string;
}

/** What a bank says of an order when it is asked. */
export interface OrderReading {
  readonly order: string;
  readonly reference: string;
  readonly status: "pending" | "authorized" | "succeeded" | "canceled" | "expired";
  readonly amount: Money;
  readonly currency: string;
  /** Undefined where the bank does not say how much. */
  readonly refunded: Money | undefined;
  readonly reason?: string | undefined;
  /** Of a canceled one, where the bank says it: `hard` when this card will not pay later either. */
  readonly decline?: "soft" | "hard" | undefined;
}

/** What a reading leads to. */
export interface ReadingVerdict {
  readonly state: OrderState;
  readonly credit: boolean;
  /** To be booked as given back now. */
  readonly refund: Money;
  readonly incident: OrderIncident | "";
}

export type OrderIncident =
  | "order_differs"
  | "amount_differs"
  | "currency_differs"
  | "late_success"
  | "refund_over_payment"
  | "refunded_by_bank"
  | "not_booked"
  | "bank_refused";
