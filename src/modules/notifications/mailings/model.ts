import type { BuildingId, OrganizationId } from "#core/ids";
import type { Money } from "#core/units";
import type { NotifiedEvent } from "../rules/events.ts";

export const MAILING_KINDS = ["house", "outage", "news", "debt"] as const;
export type MailingKind = (typeof MAILING_KINDS)[number];

/** As which news a mailing comes to its readers, whose wishes decide by which channels. */
export const EVENT_OF: Readonly<Record<MailingKind, NotifiedEvent>> = {
  house: "house_notice",
  outage: "outage",
  news: "company_news",
  debt: "debt",
};

/** What somebody wants to be told, and to whom. */
export interface MailingDraft {
  readonly kind: MailingKind;
  /** Whose buildings; absent: all of the city. */
  readonly organization: OrganizationId | undefined;
  /** Empty: every one of them. */
  readonly buildings: readonly BuildingId[];
  /** Of a reminder: who owes at least so much that is overdue, of at least so many months. */
  readonly debtMin: Money;
  readonly monthsMin: number;
  readonly titleRu: string;
  readonly titleEn: string;
  readonly textRu: string;
  readonly textEn: string;
}

export const MAILING_STATES = [
  "counting",
  "ready",
  "waiting",
  "sending",
  "done",
  "refused",
  "withdrawn",
] as const;
/** `ready`: counted, and nothing leaves until somebody says so. `waiting`: for a second person. */
export type MailingState = (typeof MAILING_STATES)[number];

export const MAILING_EVENTS = [
  "counted",
  "asked",
  "started",
  "approved",
  "refused",
  "withdrawn",
  "finished",
] as const;
export type MailingEvent = (typeof MAILING_EVENTS)[number];

/** What a dry run has found, and how far the mailing is. */
export interface MailingCounts {
  readonly accounts: number;
  /** Nobody of the account can be told, or wishes to be. */
  readonly unreached: number;
  readonly letters: number;
  readonly shortMessages: number;
  readonly pushes: number;
  readonly parts: number;
  readonly told: number;
  readonly leftOut: number;
}

export interface Mailing extends MailingDraft {
  readonly mailing: number;
  readonly organizationName: string | undefined;
  readonly draftedAt: Date;
  readonly draftedBy: number;
  readonly drafter: string | undefined;
  readonly state: MailingState;
  /** Who said the last word of it, when and why; absent: nobody, it is being counted. */
  readonly last: { readonly by: string | undefined; readonly at: Date; readonly reason: string } | undefined;
  readonly counts: MailingCounts;
  /** Of the dry run; absent until it is over. */
  readonly partPrice: Money | undefined;
  readonly needsSecond: boolean;
}

export interface MailingTerms {
  readonly partPrice: Money;
  readonly aloneMessages: number;
}

export type MailingDecision = "ask" | "start" | "approve" | "refuse" | "withdraw";

export type MailingRefusal =
  | { readonly code: "mailings.not_found"; readonly mailing: number }
  | { readonly code: "mailings.not_in_state"; readonly mailing: number; readonly state: MailingState }
  /** So many messages need two people, and this is the first one. */
  | { readonly code: "mailings.second_person" }
  | { readonly code: "mailings.reason_missing" }
  | { readonly code: "mailings.text_missing" }
  | { readonly code: "mailings.debt_missing" }
  | { readonly code: "mailings.nobody"; readonly mailing: number }
  /** A building that the organization does not manage today. */
  | { readonly code: "mailings.building_not_own"; readonly building: number };
