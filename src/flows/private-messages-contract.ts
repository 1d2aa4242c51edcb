import type { CaseShown } from "./feedback-contract.ts";
import type { AccountAround } from "./private-account-contract.ts";
import type { FormState } from "./resident-pages-contract.ts";

/* Writing to the company from the private account. */

export interface MessagesPage {
  readonly page: "lk.messages";
  readonly around: AccountAround;
  /** The newest first. */
  readonly cases: readonly (Pick<CaseShown, "number" | "kind" | "state" | "due" | "receivedOn"> & {
    readonly beginning: string;
  })[];
}

export interface MessagePage {
  readonly page: "lk.message";
  readonly around: AccountAround;
  readonly case: CaseShown;
  readonly form: FormState;
  readonly isSent: boolean;
}

export interface NewMessagePage {
  readonly page: "lk.message_new";
  readonly around: AccountAround;
  /** The line of a bill that is asked about. */
  readonly line: { readonly period: string; readonly code: string; readonly service: string } | undefined;
  readonly form: FormState;
}

export type MessagePages = MessagesPage | MessagePage | NewMessagePage;
