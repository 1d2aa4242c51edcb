import type { Day } from "#core/day";
import type { BuildingId, OrganizationId, PaymentId } from "#core/ids";
import type { Money } from "#core/units";

/** For whom a part of the money was taken. */
export interface Supplier {
  readonly name: string;
  readonly inn: string;
  readonly phones: readonly string[];
}

/** A line of a receipt: what was taken for one supplier. */
export interface Position {
  /** Up to 128 characters. */
  readonly name: string;
  readonly amount: Money;
  /** `advance`: paid ahead of any bill. */
  readonly method: "full_payment" | "advance";
  /** Absent: our own money. */
  readonly supplier?: Supplier | undefined;
}

/**
 * Why a receipt comes late or anew (54-FZ art. 4.3 p. 4): of our own will, or by an order of the tax office; and the
 * document in which the mistake is written down.
 */
export interface Correction {
  readonly by: "self" | "instruction";
  readonly baseDate: Day;
  /** Up to 32 characters. */
  readonly baseNumber: string;
}

/** What a receipt says; its sums are those of its positions. */
export interface FiscalDocument {
  readonly kind: "sell" | "sell_refund" | "sell_correction";
  /** Of a correction alone. */
  readonly correction?: Correction | undefined;
  readonly externalId: string;
  readonly positions: readonly Position[];
  readonly total: Money;
  /** Paid in cash at the desk, not through a bank: another line of the receipt (tags 1031, 1081). */
  readonly inCash?: boolean | undefined;
  /** E-mail or "+79990000001". */
  readonly contact: string;
  /** By the clock of the cash register's place, "10.11.2025 12:13:14". */
  readonly at: string;
}

/** Who prints: the paying agent. */
export interface FiscalCompany {
  readonly email: string;
  readonly sno: string;
  readonly inn: string;
  readonly paymentAddress: string;
  readonly phones: readonly string[];
  /** "none", "vat20", …: a word of the service. */
  readonly vat: string;
  readonly callbackUrl?: string | undefined;
}

/** The marks of the fiscal drive. */
export interface FiscalMarks {
  readonly serviceId: string;
  readonly fnNumber: string;
  readonly documentNumber: string;
  readonly attribute: string;
  readonly receiptAt: string;
}

export type Registered =
  /** Taken in under this number; asked for by `report`. */
  | { readonly outcome: "taken"; readonly id: string }
  | { readonly outcome: "refused"; readonly reason: string }
  | { readonly outcome: "unknown"; readonly reason: string };

export type Reported =
  | { readonly outcome: "waits" }
  | { readonly outcome: "done"; readonly marks: FiscalMarks }
  /** The cash register has refused it for good. */
  | { readonly outcome: "failed"; readonly reason: string }
  | { readonly outcome: "unknown"; readonly reason: string };

/** A service that prints receipts; one external number makes one receipt. */
export interface FiscalService {
  register(document: FiscalDocument): Promise<Registered>;
  report(of: {
    readonly id: string;
    readonly externalId: string;
    readonly kind: FiscalDocument["kind"];
  }): Promise<Reported>;
}

/** A receipt that the cash register gave up, or that could not be asked for: it waits for a person. */
export interface DeadReceipt {
  readonly building: BuildingId;
  readonly payment: PaymentId;
  readonly kind: FiscalDocument["kind"];
  readonly externalId: string;
  readonly amount: Money;
  readonly reason: string;
  readonly attempts: number;
  readonly endedAt: Date;
  /** Of the outbox. */
  readonly message: bigint;
  /** A receipt of correction stands in its place, printed or on its way: nothing is left to do. */
  readonly isCorrected: boolean;
}

/** A receipt that is owed, as it is kept. */
export interface OwedReceipt {
  readonly building: BuildingId;
  readonly payment: PaymentId;
  readonly no: number;
  readonly kind: FiscalDocument["kind"];
  readonly correction?: Correction | undefined;
  readonly externalId: string;
  readonly amount: Money;
  readonly positions: readonly Position[];
  readonly inCash: boolean;
  readonly contact: string;
  readonly organization: OrganizationId;
  readonly madeAt: Date;
  readonly marks: FiscalMarks | undefined;
}
