import type { Day } from "#core/day";
import type { Money } from "#core/units";

export type StatementFormat = "1c-statement" | "camt053" | "camt054" | "mt940";

/** Of a camt entry all versions are one family: a notification and a statement name the same entries. */
export const familyOf = (format: StatementFormat): "1c" | "camt" | "mt940" =>
  format === "1c-statement" ? "1c" : format === "mt940" ? "mt940" : "camt";

export interface Counterparty {
  readonly name: string;
  /** Ten or twelve digits; empty where the bank does not tell. */
  readonly inn: string;
  readonly account: string;
  readonly bic: string;
}

/** One of several operations that the bank booked as one entry. */
export interface StatementTransaction {
  readonly amount: Money;
  /** The payer's own number of the operation. */
  readonly reference: string;
  readonly payerName: string;
  readonly purpose: string;
}

export interface StatementLine {
  /**
   * What makes it this line and no other, as a digest: account, day, direction, amount, numbers, the other side, purpose.
   * Equal lines of one statement differ by their turn, so that two equal payments of a day stay two.
   */
  readonly identity: string;
  /** Where it begins in the file, from 1. */
  readonly line: number;
  /** The day on which the bank booked it. */
  readonly date: Day;
  readonly direction: "in" | "out";
  /** Above zero; the direction tells the rest. */
  readonly amount: Money;
  /** Number of the payment order; not always digits, empty where the bank does not tell. */
  readonly number: string;
  /** The day of the payment order. */
  readonly documentDate: Day | undefined;
  /** The bank's own reference. */
  readonly reference: string;
  readonly counterparty: Counterparty;
  readonly purpose: string;
  /** It undoes an earlier entry: money in is a return of ours, money out takes a receipt back. */
  readonly reversal: boolean;
  /** Announced, not booked: it is no money yet and in no sum. */
  readonly pending: boolean;
  /** Of a batch entry, its operations; otherwise empty. */
  readonly transactions: readonly StatementTransaction[];
  /** As it stood in the file. */
  readonly raw: string;
}

/** A statement of one account, whatever form it came in. */
export interface BankStatement {
  readonly account: string;
  readonly bic: string | undefined;
  /** Absent of a notification, which has no balances. */
  readonly opening: Money | undefined;
  readonly closing: Money | undefined;
  readonly from: Day;
  readonly to: Day;
  readonly currency: string;
  /** The bank's number or identifier of the statement. */
  readonly number: string;
  readonly lines: readonly StatementLine[];
}

export interface ReadStatements {
  readonly format: StatementFormat;
  readonly encoding: string;
  readonly statements: readonly BankStatement[];
  /** Not empty: nothing of the file may be taken. */
  readonly refusals: readonly StatementProblem[];
  /** What a person should know of a file that was read. */
  readonly warnings: readonly StatementProblem[];
}

/** `line` is that of the file, from 1; 0 where the file as a whole is meant. */
export interface StatementProblem {
  readonly code: StatementProblemCode;
  readonly line: number;
  readonly data: Readonly<Record<string, string>>;
}

export const PROBLEM_CODES = [
  "statement-too-large",
  "statement-unknown-format",
  "statement-encoding",
  "statement-encoding-differs",
  "statement-truncated",
  "statement-after-end",
  "statement-line-unreadable",
  "statement-value-missing",
  "statement-value-twice",
  "statement-not-a-day",
  "statement-not-money",
  "statement-account-malformed",
  "statement-account-check-digit",
  "statement-no-account",
  "statement-line-of-another-account",
  "statement-discontinuous",
  "statement-sum-differs",
  "statement-count-differs",
  "statement-balance-differs",
  "statement-batch-differs",
  "statement-currency",
  "statement-out-of-span",
  "statement-xml-broken",
  "statement-xml-doctype",
  "statement-xml-too-deep",
  "statement-xml-too-much",
  "statement-version-unknown",
  "statement-too-many-problems",
] as const;
export type StatementProblemCode = (typeof PROBLEM_CODES)[number];
