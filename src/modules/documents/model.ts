import type { AccountId, BuildingId, OrganizationId } from "#core/ids";

/** What a paper may be. The bytes decide, whatever the file is called. */
export const PAPER_KINDS = [
  { kind: "pdf", mediaType: "application/pdf", extension: ".pdf" },
  { kind: "png", mediaType: "image/png", extension: ".png" },
  { kind: "jpeg", mediaType: "image/jpeg", extension: ".jpg" },
  { kind: "tiff", mediaType: "image/tiff", extension: ".tif" },
  { kind: "doc", mediaType: "application/msword", extension: ".doc" },
  { kind: "xls", mediaType: "application/vnd.ms-excel", extension: ".xls" },
  {
    kind: "docx",
    mediaType: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    extension: ".docx",
  },
  {
    kind: "xlsx",
    mediaType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    extension: ".xlsx",
  },
] as const;
export type PaperKind = (typeof PAPER_KINDS)[number]["kind"];

/** Whose a document is: an account's, a house's, an organization's; without any of them the city's. */
export interface PaperOwner {
  readonly building: BuildingId | 0;
  readonly account: AccountId | 0;
  readonly organization: OrganizationId | 0;
}

/** A file of a document. */
export interface Paper extends PaperOwner {
  readonly paper: number;
  /** Of the document, as everything that names it writes it. */
  readonly title: string;
  readonly fileName: string;
  readonly mediaType: string;
  readonly size: number;
  /** Hexadecimal. */
  readonly sha256: string;
  readonly recordedAt: Date;
  /** Absent: not known, or out of sight. */
  readonly recordedBy: string | undefined;
}

export const PAPER_BYTES_MAX = 10 * 1_048_576;
