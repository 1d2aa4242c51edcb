import type { Day } from "#core/day";
import type { UserId } from "#core/ids";
import type { Period } from "#core/period";
import type { Money } from "#core/units";
import type { RegisterProfile } from "./profile.ts";

/** Encodings in which banks and agents write. */
export const ENCODINGS = ["windows-1251", "cp866", "koi8-r", "utf-8", "utf-16le", "utf-16be"] as const;
export type Encoding = (typeof ENCODINGS)[number];

/** What is wrong with a register, or with a line of it. Each has its sentences in words.ts. */
export type RegisterRefusalCode =
  // Of the whole file.
  | "file-empty"
  | "file-too-large"
  | "too-many-rows"
  | "line-too-long"
  | "unpacked-too-large"
  | "not-this-kind"
  | "file-damaged"
  | "file-cut"
  | "wrong-encoding"
  | "encoding-unknown"
  | "text-garbled"
  | "sheet-missing"
  | "column-missing"
  | "header-differs"
  | "header-missing"
  | "footer-missing"
  | "row-after-footer"
  | "no-rows"
  | "count-differs"
  | "sum-differs"
  | "doctype-forbidden"
  | "xml-malformed"
  | "xml-too-deep"
  | "xml-too-much"
  | "companion-missing"
  | "companion-names-other-file"
  | "companion-lacks-order"
  | "companion-order-without-rows"
  | "more-refusals"
  // Of a line.
  | "wrong-number-of-columns"
  | "wrong-line-length"
  | "unknown-record"
  | "broken-quotes"
  | "value-missing"
  | "value-too-long"
  | "not-an-amount"
  | "too-many-kopecks"
  | "amount-too-large"
  | "not-a-date"
  | "not-a-time"
  | "not-a-month"
  | "not-a-count"
  | "not-a-reading"
  | "not-allowed"
  | "digits-lost"
  | "zeros-lost"
  | "date-missing"
  | "meter-incomplete"
  | "amount-zero"
  | "amount-negative"
  | "parts-differ"
  | "operation-repeated";

/** Why a register, or a line of it, cannot be taken, with what a person needs to mend it. */
export interface RegisterRefusal {
  readonly code: RegisterRefusalCode;
  /** As an editor counts, from 1; undefined for the file as a whole. In DBF the number of the record. */
  readonly line?: number | undefined;
  /** The profile's field, where one value is meant. */
  readonly field?: string | undefined;
  readonly data: Readonly<Record<string, string>>;
}

/** A meter's reading that came with a payment, in millionths of the meter's unit. */
export interface RegisterReading {
  /** The meter as the payer's receipt calls it. */
  readonly meter: string;
  readonly value: bigint;
}

/** One payment of a register, as its file tells it. Nothing is looked up yet: the account may be nobody's. */
export interface RegisterRow {
  readonly line: number;
  /** Names the payment for ever among those of its gateway. */
  readonly operation: string;
  readonly account: string;
  /** What the payer has paid; negative in a row that takes a payment back. */
  readonly amount: Money;
  /** What the agent keeps. */
  readonly fee?: Money | undefined;
  /** What the agent transfers. */
  readonly net?: Money | undefined;
  readonly paidOn: Day;
  /** "14:35:05", by the clock of the agent. */
  readonly paidAt?: string | undefined;
  readonly statedPeriod?: Period | undefined;
  readonly payerName?: string | undefined;
  readonly address?: string | undefined;
  readonly branch?: string | undefined;
  readonly cashier?: string | undefined;
  readonly comment?: string | undefined;
  /** The payment order that brought it, where rows name theirs. */
  readonly order?: PaymentOrderName | undefined;
  readonly readings: readonly RegisterReading[];
  /** In registers of charges alone. */
  readonly month?: RegisterMonth | undefined;
  readonly refund: boolean;
  /** The row as it stood, cut at 2,000 characters. */
  readonly raw: string;
}

/** What a row of a register of charges says of its account's month; its amount is what is due at the end of it. */
export interface RegisterMonth {
  readonly serviceNo?: string | undefined;
  readonly serviceName?: string | undefined;
  readonly providerInn?: string | undefined;
  readonly providerName?: string | undefined;
  readonly opening?: Money | undefined;
  readonly charged?: Money | undefined;
  readonly paid?: Money | undefined;
}

/** The payment order by which a bank transfers a register's money. */
export interface PaymentOrderName {
  readonly number: string;
  readonly date?: Day | undefined;
}

/** What a register says of itself: in its header, its footer, or the file that comes with it. */
export interface DeclaredTotals {
  readonly count?: number | undefined;
  readonly total?: Money | undefined;
  readonly net?: Money | undefined;
  readonly fee?: Money | undefined;
}

/** What was read of it. `net` and `fee` are there where every row has its own. */
export interface CountedTotals {
  readonly count: number;
  readonly total: Money;
  readonly net?: Money | undefined;
  readonly fee?: Money | undefined;
}

export interface ProfileName {
  readonly code: string;
  readonly version: number;
}

/**
 * A register as read by a profile. All or nothing: if it has refusals, none of its rows may be taken, and the rows are
 * there for a person to look at.
 */
export interface ReadRegister {
  readonly profile: ProfileName;
  readonly encoding: string;
  /** The text began with a byte order mark. */
  readonly mark: boolean;
  readonly rows: readonly RegisterRow[];
  readonly refusals: readonly RegisterRefusal[];
  readonly declared: DeclaredTotals;
  readonly counted: CountedTotals;
  /** The one order that the whole register names. */
  readonly order?: PaymentOrderName | undefined;
}

/** A file as it came. */
export interface GivenFile {
  readonly name?: string | undefined;
  readonly bytes: Uint8Array;
}

/** A version of a profile that the center has saved. */
export interface ProfileVersion extends RegisterProfile {
  /** Why this version. */
  readonly note: string;
  /** Files that come from that day on are read by it. */
  readonly validFrom: Day;
  /** The layout is another one than before: earlier samples are no test of it. */
  readonly layoutChanged: boolean;
  readonly sampleName: string;
  readonly author: UserId;
  readonly authorName: string;
  readonly recordedAt: Date;
}

export interface NewProfileVersion {
  readonly code: string;
  /** As a person wrote it: judged by `ProfileDefinition`. */
  readonly definition: unknown;
  readonly note: string;
  readonly validFrom: Day;
  readonly layoutChanged: boolean;
  readonly sample: GivenFile;
  readonly companion?: GivenFile | undefined;
}

/** The file with which a version was saved: a test of it, and of those that follow. */
export interface KeptSample {
  readonly version: number;
  readonly layoutChanged: boolean;
  readonly sample: GivenFile;
  readonly companion?: GivenFile | undefined;
}
