import type { Day } from "#core/day";
import type { Money } from "#core/units";

/** Families of protocols that agents speak; what differs inside a family is said by the settings. */
export const DIALECTS = ["osmp", "sber", "cyberplat"] as const;
export type DialectName = (typeof DIALECTS)[number];

/** What an agent asks, whatever its dialect. `transaction` is its own number of a payment: text, since 20 digits fit no number. */
export type AgentRequest =
  | {
      readonly command: "check";
      /** Some dialects number their questions too. */
      readonly transaction: string | undefined;
      readonly account: string;
      readonly amount: Money | undefined;
    }
  | {
      readonly command: "pay";
      readonly transaction: string;
      readonly account: string;
      readonly amount: Money;
      /** By the agent's clock and zone. */
      readonly paidOn: Day;
    }
  | {
      readonly command: "cancel";
      /** The payment's number. */
      readonly transaction: string;
      /** What is echoed, where the cancellation has a number of its own. */
      readonly echo: string;
      readonly cause: string;
    }
  | { readonly command: "status"; readonly transaction: string };

/** A request that cannot be understood. */
export interface AgentFault {
  readonly reason:
    | "command_unknown"
    | "parameter_repeated"
    | "transaction_malformed"
    | "account_missing"
    | "amount_malformed"
    | "date_malformed";
  /** The parameter at fault, by the agent's own name for it. */
  readonly parameter: string;
  /** To be echoed, if it could be read. */
  readonly transaction: string | undefined;
}

/** All that an answer can say; each dialect has a code for each. */
export const REASONS = [
  "accepted",
  /** The same payment once more: most dialects answer as the first time, Sber has a code for it. */
  "repeated",
  "may_be_paid",
  "cancelled",
  /** Cancelled before it came: it will not be booked. */
  "cancelled_ahead",
  "status_paid",
  "status_cancelled",
  "status_unknown",
  "repeat_later",
  "command_unknown",
  "parameter_repeated",
  "transaction_malformed",
  "account_missing",
  "amount_malformed",
  "date_malformed",
  "transaction_differs",
  "transaction_cancelled",
  "account_malformed",
  "account_not_found",
  "account_closed",
  "amount_too_small",
  "amount_too_large",
  "forbidden",
  "day_limit_reached",
  "cancel_impossible",
  "signature_wrong",
] as const;
export type Reason = (typeof REASONS)[number];

/** An answer before it is written in a dialect. */
export interface AgentReply {
  readonly reason: Reason;
  readonly command: AgentRequest["command"] | undefined;
  readonly transaction: string | undefined;
  /** The parameter at fault. */
  readonly parameter?: string | undefined;
  /** Our number of the payment; the same for every repeat. */
  readonly payment?: bigint | undefined;
  readonly amount?: Money | undefined;
  /** When the payment was first registered; the same for every repeat. */
  readonly registeredAt?: Date | undefined;
  readonly payer?: Payer | undefined;
  /** What the account owes; absent where the agent is not told. */
  readonly owes?: Money | undefined;
}

/** Whose money it would be, masked already. */
export interface Payer {
  readonly name: string;
  /** "кв. 3" */
  readonly address: string;
}

/** An answer as it leaves the house. */
export interface WrittenAnswer {
  readonly body: Buffer;
  /** The same, to be kept. */
  readonly text: string;
  readonly contentType: string;
}

/** A signature over the raw query or form: RSA, with the agent's own key. */
export interface SignatureSettings {
  readonly algorithm: "RSA-SHA1" | "RSA-SHA256" | "RSA-SHA512";
  readonly encoding: "base64" | "hex";
  /** In a header of this name, or in the last parameter of this name, over all bytes before it. */
  readonly place: "header" | "parameter";
  readonly name: string;
  /** Names the private key that answers are signed with: "env:NAME" or "file:/path"; absent: unsigned answers. */
  readonly answerKey?: string | undefined;
}

export const SIGN_IN_MEANS = ["password", "token", "certificate", "signature"] as const;
export type SignInMeans = (typeof SIGN_IN_MEANS)[number];

/** What was agreed with an agent. Versions are kept; the newest approved one is in force. */
export interface AgentSettings {
  readonly dialect: DialectName;
  /** Of the comments. */
  readonly language: "ru" | "en";
  /** The agent's clock: its times carry no zone of their own. */
  readonly timeZone: string;
  /** After so many milliseconds the outcome counts as unknown. Agents drop the connection after 60 seconds. */
  readonly deadlineMs: number;
  /** Parameters and elements that this agent calls otherwise: {"osmp_txn_id": "ibox_txn_id"}. */
  readonly names: Readonly<Record<string, string>>;
  /** Codes that this agent's contract has otherwise. */
  readonly codes: Readonly<Partial<Record<Reason, number>>>;
  /** Commands of the dialect that the agent may send beside check and pay. */
  readonly extras: readonly ("cancel" | "status")[];
  /** A payment of a closed month: cancelled in the open one, or no more. */
  readonly cancelAfterClose: "open_month" | "refused";
  readonly maskName: "initials" | "hidden";
  readonly maskAddress: "premises" | "hidden";
  readonly tellsDebt: boolean;
  /** All of these are asked for. */
  readonly signIn: readonly SignInMeans[];
  /** SHA-256 of the client certificates, in hex; two while one is replaced. */
  readonly certificates: readonly string[];
  /** Public keys (PEM); two while one is replaced. */
  readonly publicKeys: readonly string[];
  readonly signature: SignatureSettings | undefined;
  /** CIDR, IPv4 and IPv6; empty: from anywhere. */
  readonly addresses: readonly string[];
  readonly messagesPerMinuteMax: number;
  /** Of one payment. */
  readonly amountMin: Money;
  readonly amountMax: Money;
  /** Of all that the agent takes in a day; undefined: unlimited. */
  readonly dayTotalMax: Money | undefined;
  /** A regular expression that account numbers fit. */
  readonly accountPattern: string;
}

/** One way of speaking. Pure. */
export interface Dialect {
  /** The code of each answer, unless the settings say otherwise. */
  readonly codes: Readonly<Record<Reason, number>>;
  /** Codes after which the agent asks again; every other one is final, and it may return the money. */
  readonly temporary: ReadonlySet<number>;
  /** What a new agent of the dialect begins with. */
  readonly defaults: AgentSettings;
  read(raw: string, settings: AgentSettings): AgentRequest | AgentFault;
  write(reply: AgentReply, settings: AgentSettings): WrittenAnswer;
}

export const isFault = (read: AgentRequest | AgentFault): read is AgentFault => "reason" in read;
