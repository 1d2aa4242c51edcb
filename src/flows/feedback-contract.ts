import type { PortalContacts, PortalHouse } from "./portal-pages-contract.ts";
import type { FormState } from "./resident-pages-contract.ts";

/*
 * What the pages show on which people write to a company and read its answer, on the portal and in the private account.
 */

export const FEEDBACK_KINDS = [
  "question",
  "complaint",
  "quality",
  "dispute",
  "suggestion",
  "thanks",
] as const;
export type FeedbackKind = (typeof FEEDBACK_KINDS)[number];

/** An answer that everybody may read. */
export interface PublicAnswer {
  readonly number: number;
  readonly kind: FeedbackKind;
  /** "2026-11-20". */
  readonly receivedOn: string;
  readonly publishedOn: string;
  readonly question: string;
  readonly answer: string;
}

/** The form; of one company where it was come to from its pages. */
export interface FeedbackPage {
  readonly page: "portal.feedback";
  readonly company: PortalContacts | undefined;
  /** Whom one may write to, where no company is given. */
  readonly companies: readonly { readonly id: number; readonly name: string }[];
  /** The house that is known already. */
  readonly house: Pick<PortalHouse, "id" | "address"> | undefined;
  /** Houses that may be meant by what was typed. */
  readonly houses: readonly PortalHouse[];
  readonly answers: readonly PublicAnswer[];
  readonly form: FormState;
}

/** A case as who wrote it sees it. */
export interface CaseShown {
  readonly number: number;
  readonly kind: FeedbackKind;
  readonly state: "new" | "in_work" | "answered" | "closed";
  readonly company: string;
  readonly receivedOn: string;
  /** Absent where the law wants no answer. */
  readonly due: { readonly on: string; readonly daysLeft: number; readonly basis: string } | undefined;
  readonly answeredOn: string | undefined;
  readonly continues: number | undefined;
  /** The line of a bill that is asked about: a month, and a service's name. */
  readonly line: { readonly period: string; readonly service: string } | undefined;
  readonly texts: readonly {
    readonly id: number;
    readonly isOwn: boolean;
    readonly text: string;
    /** "2026-11-23T09:15:00.000Z". */
    readonly at: string;
    readonly files: readonly { readonly id: number; readonly name: string; readonly size: number }[];
  }[];
}

/** The status page: first the code, then the case. */
export interface FeedbackCasePage {
  readonly page: "portal.case";
  readonly number: number;
  /** Absent until the code was right. */
  readonly case: CaseShown | undefined;
  /** Just sent: the only time that it is shown. */
  readonly code: string | undefined;
  readonly form: FormState;
}

export type FeedbackPages = FeedbackPage | FeedbackCasePage;
