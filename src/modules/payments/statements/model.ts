import type { Day } from "#core/day";
import type { OrganizationId, UserId } from "#core/ids";
import type { Money } from "#core/units";
import type { PaymentRef } from "../model.ts";

/** An account at a bank that money comes to. */
export interface BankAccount {
  readonly id: number;
  readonly organization: OrganizationId;
  readonly account: string;
  readonly bic: string;
}

export type StatementForm = "1c-statement" | "camt053" | "camt054" | "mt940";
export type LineFamily = "1c" | "camt" | "mt940";

/** A statement as a reader gives it. */
export interface NewStatement {
  readonly account: string;
  readonly bic: string | undefined;
  readonly opening: Money | undefined;
  readonly closing: Money | undefined;
  readonly from: Day;
  readonly to: Day;
  readonly number: string;
  readonly lines: readonly NewStatementLine[];
}

export interface NewStatementLine {
  readonly identity: string;
  readonly line: number;
  readonly date: Day;
  readonly direction: "in" | "out";
  readonly amount: Money;
  readonly number: string;
  readonly documentDate: Day | undefined;
  readonly reference: string;
  readonly counterparty: {
    readonly name: string;
    readonly inn: string;
    readonly account: string;
    readonly bic: string;
  };
  readonly purpose: string;
  readonly reversal: boolean;
  readonly pending: boolean;
  /** Operations of a batch entry; they add up to it. */
  readonly transactions: readonly {
    readonly amount: Money;
    readonly reference: string;
    readonly payerName: string;
    readonly purpose: string;
  }[];
  readonly raw: string;
}

declare const of: unique symbol;
export type StatementLineId = bigint & { readonly [of]: "statement line" };

/** A line as it is kept. */
export interface KeptLine extends Omit<NewStatementLine, "pending" | "transactions" | "line" | "identity"> {
  readonly id: StatementLineId;
  readonly statement: number;
  readonly bankAccount: number;
  readonly organization: OrganizationId;
  readonly lineNo: number;
}

/** What a part of a line was found to be. */
export type OutcomeKind = "registry" | "awaiting" | "payment" | "own" | "return" | "held";

/** Why it was found to be so; the screens have a sentence of each. */
export type OutcomeReason =
  | "order_number"
  | "amount_equal"
  | "sums_in_purpose"
  | "days_together"
  | "lines_together"
  /** A person said so. */
  | "chosen"
  | "one_account"
  | "own_account"
  | "reversal"
  | "returned"
  | "no_registry_yet"
  | "several_registries_fit"
  | "no_account"
  | "several_accounts"
  | "account_unknown"
  | "account_closed"
  | "books_not_open";

export interface LineOutcome {
  readonly kind: OutcomeKind;
  readonly amount: Money;
  readonly reason: OutcomeReason;
  readonly registry?: number | undefined;
  readonly payment?: PaymentRef | undefined;
}

/** A statement in a list. */
export interface KeptStatement {
  readonly statement: number;
  readonly bankAccount: number;
  readonly account: string;
  readonly organization: OrganizationId;
  readonly fileName: string;
  readonly format: StatementForm;
  readonly number: string;
  readonly from: Day;
  readonly to: Day;
  readonly opening: Money | undefined;
  readonly closing: Money | undefined;
  readonly credited: Money;
  readonly debited: Money;
  readonly lineCount: number;
  readonly newCount: number;
  /** What lies between this statement and the one before it, and is missing. */
  readonly gap: Money | undefined;
  readonly recordedAt: Date;
  readonly recordedBy: UserId | undefined;
  /** Money in whose register has not come. */
  readonly awaiting: Money;
  readonly held: Money;
}

/** A registry that a bank's money may be of. */
export interface RegistryDue {
  readonly registry: number;
  readonly agent: number;
  readonly document: string;
  /** The last day of payment of its lines. */
  readonly day: Day;
  readonly total: Money;
  /** What the bank transfers, where the file says so or says its fee. */
  readonly net: Money;
  /** Undefined where the file is silent on it. */
  readonly fee: Money | undefined;
  readonly order: { readonly number: string; readonly date: Day } | undefined;
}
