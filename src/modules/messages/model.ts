import type { Day } from "#core/day";
import type { AccountId, BuildingId, OrganizationId, ServiceId, UserId } from "#core/ids";
import type { Period } from "#core/period";

export type CaseNumber = number & { readonly message: unique symbol };

/** What is written: `quality` is a complaint of water, heat or light; `dispute` says that a charge is wrong. */
export const CASE_KINDS = ["question", "complaint", "quality", "dispute", "suggestion", "thanks"] as const;
export type CaseKind = (typeof CASE_KINDS)[number];

export const CASE_ORIGINS = ["portal", "account", "clerk"] as const;
export type CaseOrigin = (typeof CASE_ORIGINS)[number];

export const CASE_STATES = ["new", "in_work", "answered", "closed"] as const;
export type CaseState = (typeof CASE_STATES)[number];

/** By when the law wants an answer. */
export interface AnswerTerm {
  readonly kind: CaseKind | "any";
  /** `house`: who owns or uses premises in a house of the company. */
  readonly audience: "house" | "other";
  readonly from: Day;
  readonly to: Day | undefined;
  readonly days: number;
  readonly isWorking: boolean;
  readonly basis: string;
}

/** What is asked about: a line of a bill. */
export interface AskedLine {
  readonly period: Period;
  readonly service: ServiceId;
}

export interface Case {
  readonly number: CaseNumber;
  readonly organization: OrganizationId;
  readonly kind: CaseKind;
  readonly origin: CaseOrigin;
  readonly building: BuildingId | undefined;
  readonly account: AccountId | undefined;
  readonly line: AskedLine | undefined;
  readonly authorName: string;
  readonly email: string;
  readonly phone: string;
  /** Of the private account. */
  readonly login: number | undefined;
  readonly receivedAt: Date;
  readonly receivedOn: Day;
  readonly dueOn: Day | undefined;
  readonly basis: string;
  readonly state: CaseState;
  readonly assignedTo: UserId | undefined;
  readonly answeredOn: Day | undefined;
  readonly continues: CaseNumber | undefined;
  readonly mayPublish: boolean;
  readonly publishedOn: Day | undefined;
  readonly publishedQuestion: string;
  readonly publishedAnswer: string;
}

/** A case on a list, with the beginning of its first text. */
export interface CaseLine extends Case {
  readonly beginning: string;
}

export interface Entry {
  readonly id: number;
  readonly author: "applicant" | "staff" | "note";
  readonly text: string;
  readonly writtenAt: Date;
  readonly writtenBy: UserId | undefined;
  readonly attachments: readonly Attachment[];
}

export interface Attachment {
  readonly id: number;
  readonly name: string;
  readonly mediaType: MediaType;
  readonly size: number;
}

export const MEDIA_TYPES = ["image/jpeg", "image/png", "application/pdf"] as const;
export type MediaType = (typeof MEDIA_TYPES)[number];

/** A file as a browser sent it: what it calls itself is not believed. */
export interface SentFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** A file as it is kept. */
export interface KeptFile {
  readonly name: string;
  readonly mediaType: MediaType;
  readonly body: Buffer;
}

export interface NewCase {
  readonly organization: OrganizationId;
  readonly kind: CaseKind;
  readonly origin: CaseOrigin;
  readonly text: string;
  readonly building?: BuildingId | undefined;
  readonly account?: AccountId | undefined;
  readonly line?: AskedLine | undefined;
  readonly authorName: string;
  readonly email: string;
  readonly phone: string;
  readonly login?: number | undefined;
  readonly mayPublish: boolean;
  readonly remoteAddress?: string | undefined;
  readonly continues?: CaseNumber | undefined;
}

export interface Template {
  readonly id: number;
  readonly organization: OrganizationId;
  readonly title: string;
  readonly text: string;
}

export const LINK_KINDS = ["absence", "supply_failure", "dispute"] as const;
export type LinkKind = (typeof LINK_KINDS)[number];

/** What came of a case. */
export interface CaseLink {
  readonly kind: LinkKind;
  readonly reference: number;
}

/** An answer that everybody may read, without who asked. */
export interface PublishedAnswer {
  readonly number: CaseNumber;
  readonly kind: CaseKind;
  readonly receivedOn: Day;
  readonly publishedOn: Day;
  readonly question: string;
  readonly answer: string;
}
