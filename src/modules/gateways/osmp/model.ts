import type { Day } from "#core/day";
import type { Money } from "#core/units";

/** What an agent asks. `transaction` is its own number of the operation: text, since 20 digits fit no number. */
export type OsmpCommand =
  | {
      readonly command: "check";
      readonly transaction: string;
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
    };

/** A request that cannot be understood; the protocol has one code for all of these, the comment tells which. */
export interface OsmpFault {
  readonly code:
    | "osmp.command_unknown"
    | "osmp.parameter_repeated"
    | "osmp.transaction_malformed"
    | "osmp.account_missing"
    | "osmp.sum_malformed"
    | "osmp.date_malformed";
  /** The parameter at fault. */
  readonly parameter: string;
  /** To be echoed, if it could be read. */
  readonly transaction: string | undefined;
}

/** The answer before it is written as XML. */
export interface OsmpAnswer {
  readonly transaction: string | undefined;
  /** Our number of the payment; the same for every repeat. */
  readonly payment?: bigint | undefined;
  readonly amount?: Money | undefined;
  readonly result: number;
  readonly comment: string;
  /** Shown to the payer, so masked. */
  readonly fields?: readonly { readonly name: string; readonly value: string }[];
}

/** What differs between the networks that speak this dialect. */
export interface OsmpProfile {
  /** Element that echoes `txn_id`: "osmp_txn_id", "ibox_txn_id" … */
  readonly echoElement: string;
  /** Language of comments. */
  readonly language: "ru" | "en";
  /** After so many milliseconds the outcome counts as unknown. The agent drops the connection after 60 seconds. */
  readonly deadlineMs: number;
}

export const OSMP_PROFILE: OsmpProfile = { echoElement: "osmp_txn_id", language: "ru", deadlineMs: 40_000 };
