import type { Day } from "#core/day";
import type { Period } from "#core/period";
import type { Money } from "#core/units";
import type { AccountAround } from "./private-account-contract.ts";
import type { FormState } from "./resident-pages-contract.ts";

/*
 * Pages of the private account about the resident themselves: where they are signed in, whom they let in, which cards
 * are kept, what is held about them. Plain data for web/site; instants as text.
 */

export interface SessionsPage {
  readonly page: "lk.sessions";
  readonly around: AccountAround;
  readonly sessions: readonly {
    readonly id: string;
    /** "Chrome, Android", as far as the browser says so. */
    readonly browser: string | undefined;
    readonly system: string | undefined;
    readonly remoteAddress: string;
    readonly startedAt: string;
    readonly seenAt: string;
    /** The one that reads this page. */
    readonly isThis: boolean;
  }[];
  readonly form: FormState;
  /** What was done just now. */
  readonly done: "ended" | "password" | undefined;
}

export type GivenRight = "readings" | "pay";

export interface PeoplePage {
  readonly page: "lk.people";
  readonly around: AccountAround;
  readonly people: readonly {
    readonly grant: number;
    readonly login: string;
    readonly rights: readonly GivenRight[];
    readonly since: string;
  }[];
  readonly invitations: readonly {
    readonly slip: number;
    readonly rights: readonly GivenRight[];
    readonly until: string;
  }[];
  /** Made just now: the only time that the code is known. */
  readonly made:
    | { readonly code: string; readonly number: string; readonly until: string; readonly address: string }
    | undefined;
  readonly done: "ended" | "void" | undefined;
}

export interface AutopayPage {
  readonly page: "lk.autopay";
  readonly around: AccountAround;
  /** No card can be kept here. */
  readonly isOffered: boolean;
  readonly cards: readonly {
    readonly card: number;
    readonly mask: string;
    readonly issuer: string;
    readonly expires: Period | undefined;
    readonly keptAt: string;
  }[];
  /** In force. */
  readonly rule:
    | {
        readonly mask: string;
        readonly cap: Money | undefined;
        readonly schedule: "day_of_month" | "before_due";
        readonly days: number;
        readonly chargeOn: Day;
      }
    | undefined;
  /** Why the one before ended, where none is in force. */
  readonly stopped: "payer" | "company" | "card_forgotten" | "card_refused" | "account_closed" | undefined;
  readonly turns: readonly {
    readonly month: Period;
    readonly state: "announced" | "asked" | "declined" | "paid" | "nothing_due" | "given_up" | "stopped";
    readonly amount: Money;
    readonly chargeOn: Day;
  }[];
  /** What would be charged if it were today. */
  readonly due: Money;
  readonly consent: { readonly version: string; readonly wording: string };
  readonly form: FormState;
  readonly done: "set" | "stopped" | "forgotten" | undefined;
}

export interface OwnDataPage {
  readonly page: "lk.data";
  readonly around: AccountAround;
  readonly login: string;
  readonly consents: readonly {
    readonly version: string;
    readonly wording: string;
    readonly agreedAt: string;
  }[];
}

export type PrivateOwnPage = SessionsPage | PeoplePage | AutopayPage | OwnDataPage;
