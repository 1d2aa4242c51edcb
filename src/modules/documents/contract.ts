import { z } from "zod";
import { accountNumber, instant, numberInPath } from "#platform/http/wire";

export type DocumentRefusal =
  /** A file is kept under the title of its document. */
  | { readonly code: "documents.title_missing" }
  | { readonly code: "documents.file_empty" }
  /** Neither a PDF, a picture nor a document of an office program. */
  | { readonly code: "documents.kind_unknown"; readonly fileName: string }
  | { readonly code: "documents.has_macros"; readonly fileName: string }
  /** The house or the account is unknown, or not in sight. */
  | { readonly code: "documents.owner_not_found" }
  /** The city's documents are the center's to add, an organization's its own people's. */
  | { readonly code: "documents.not_yours" }
  | { readonly code: "documents.paper_not_found"; readonly paper: number };

const title = z.string().max(500).meta({ description: "Of the document, as everything names it." });

export const KeepPaperQuery = z.strictObject({
  title,
  name: z.string().min(1).max(300).meta({ description: "Of the file." }),
  organization: numberInPath.optional(),
  building: numberInPath.optional(),
  account: accountNumber.optional(),
});

export const PaperKeptResponse = z
  .object({
    paper: z.int(),
    fileName: z.string(),
    mediaType: z.string(),
    isNew: z.boolean().meta({ description: "False: the very file was there." }),
  })
  .meta({
    examples: [{ paper: 7, fileName: "Protocol 5.pdf", mediaType: "application/pdf", isNew: true }],
  });

export const FindPapersRequest = z
  .strictObject({
    titles: z.array(title).max(500),
    organization: z.int().positive().optional(),
    building: z.int().positive().optional(),
    account: accountNumber.optional(),
  })
  .meta({ examples: [{ titles: ["Протокол № 5 от 10.11.2026"], organization: 2 }] });

export const PapersResponse = z
  .object({
    papers: z.array(
      z.object({
        paper: z.int(),
        title: z.string(),
        fileName: z.string(),
        mediaType: z.string(),
        size: z.int().meta({ description: "Bytes." }),
        sha256: z.string(),
        recordedAt: instant,
        recordedBy: z.string().optional(),
      }),
    ),
  })
  .meta({
    examples: [
      {
        papers: [
          {
            paper: 7,
            title: "Протокол № 5 от 10.11.2026",
            fileName: "Protocol 5.pdf",
            mediaType: "application/pdf",
            size: 182_311,
            sha256: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
            recordedAt: "2026-11-21T10:00:00.000Z",
            recordedBy: "Орлова М. П.",
          },
        ],
      },
    ],
  });

export const PaperPath = z.strictObject({ paper: numberInPath });
