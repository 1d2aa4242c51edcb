import type { Day } from "#core/day";
import type { BuildingId, OrganizationId, UserId } from "#core/ids";

export const TEXT_KINDS = ["page", "news", "vacancy"] as const;
export type TextKind = (typeof TEXT_KINDS)[number];

export const TEXT_STATES = ["draft", "published", "withdrawn"] as const;
export type TextState = (typeof TEXT_STATES)[number];

export type TextId = number;

/** What one version of a text says. */
export interface TextWriting {
  readonly title: string;
  /** As the company wrote it: `richText` makes what is shown. */
  readonly body: string;
  readonly state: TextState;
  /** From this day on it is shown, or shown no more; of a draft the day that is thought of. */
  readonly shownFrom: Day;
}

export interface TextVersion extends TextWriting {
  readonly text: TextId;
  readonly version: number;
  readonly savedBy: UserId | undefined;
  readonly savedAt: Date;
}

/** A text of a company with its newest version, whether that is shown or not. */
export interface CompanyText extends TextVersion {
  readonly organization: OrganizationId;
  readonly kind: TextKind;
  readonly slug: string;
  /** Something of it is on the portal today, if not this version. */
  readonly isShown: boolean;
}

/** A text as the public reads it. */
export interface ShownText {
  readonly text: TextId;
  readonly organization: OrganizationId;
  readonly kind: TextKind;
  readonly slug: string;
  readonly title: string;
  readonly body: string;
  /** The day on which it was first shown. */
  readonly since: Day;
  /** The day of what is shown now. */
  readonly changed: Day;
}

export const FILE_KINDS = ["document", "report", "logo"] as const;
export type FileKind = (typeof FILE_KINDS)[number];

export interface CompanyFile {
  readonly id: number;
  readonly organization: OrganizationId;
  readonly kind: FileKind;
  readonly title: string;
  readonly name: string;
  readonly mediaType: string;
  readonly size: number;
  /** In hex. */
  readonly sha256: string;
  readonly addedOn: Day;
}

export interface FileWithBytes extends CompanyFile {
  readonly bytes: Buffer;
}

/** Of a company that has chosen none. */
export const ACCENT = "#1864ab";

/** Larger files are for another place. */
export const FILE_BYTES_MAX = 20_971_520;
export const BODY_MAX = 100_000;
export const TITLE_MAX = 200;

/** What a company stated in a field of a form for a year. */
export interface Disclosed {
  readonly form: string;
  readonly field: string;
  readonly value: string;
}

/** The newest statement of a field, with its author. */
export interface Statement extends Disclosed {
  readonly statedOn: Day;
  readonly statedBy: UserId | undefined;
}

/** One statement of a company, of itself or of a house, with what it took the place of. */
export interface DisclosureChange extends Disclosed {
  readonly house: BuildingId | undefined;
  readonly year: number;
  /** Absent: nothing was stated before. */
  readonly before: string | undefined;
  readonly statedOn: Day;
}
