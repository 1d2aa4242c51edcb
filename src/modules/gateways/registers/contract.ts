import { z } from "zod";
import { day, instant, kopecks } from "#platform/http/wire";
import type { RegisterRefusal } from "./model.ts";
import type { ProfileFault } from "./profile.ts";

export type ProfileRefusal =
  /** Profiles are the center's. */
  | { readonly code: "gateways.center_only" }
  | { readonly code: "gateways.profile_not_found"; readonly profile: string }
  /** Every fault with its place in the definition. */
  | { readonly code: "gateways.profile_faulty"; readonly faults: readonly ProfileFault[] }
  | { readonly code: "gateways.sample_refused"; readonly refusals: readonly RegisterRefusal[] }
  /** The sample with which an earlier version was saved. */
  | {
      readonly code: "gateways.kept_sample_refused";
      readonly version: number;
      readonly refusals: readonly RegisterRefusal[];
    };

const code = z
  .string()
  .regex(/^[a-z][a-z0-9-]{1,39}$/)
  .meta({ description: "Names the profile.", examples: ["sber-register"] });
const definition = z.record(z.string().max(40), z.unknown()).meta({
  description:
    "Kind, encodings, columns, footer, checks …: as `paylogic gateway profiles --json` prints them.",
});
const File = z.strictObject({
  name: z.string().min(1).max(200),
  content: z.base64().max(1_400_000).meta({ description: "The bytes in base64; a megabyte at most." }),
});

const exampleDefinition = {
  title: "Сбербанк: реестр платежей",
  kind: "delimited",
  encodings: ["windows-1251"],
  delimiter: ";",
  columns: [
    { field: "operationId" },
    { field: "date", format: "DD.MM.YYYY" },
    { field: "account" },
    { field: "amount", decimal: "." },
  ],
};
const exampleFile = { name: "0911.txt", content: "MTswOS4xMS4yMDI1OzQ0MDAxMTAwMTA7MTUwMC4wMA0K" };

const Summary = {
  code,
  version: z.int(),
  title: z.string(),
  kind: z.enum(["delimited", "fixed", "dbf", "xlsx", "xml"]),
  direction: z.enum(["payments", "debts", "charges"]),
  isOwn: z.boolean().meta({ description: "Saved by the center; otherwise it comes with the product." }),
  author: z.string().optional(),
  recordedAt: instant.optional(),
  validFrom: day.optional(),
};
const exampleSummary = {
  code: "sber-register",
  version: 2,
  title: exampleDefinition.title,
  kind: "delimited" as const,
  direction: "payments" as const,
  isOwn: true,
  author: "Оператор",
  recordedAt: "2026-11-20T09:15:00.000Z",
  validFrom: "2026-12-01",
};

export const ProfilesResponse = z
  .object({
    profiles: z.array(z.object(Summary)).meta({ description: "The newest version of each, by code." }),
  })
  .meta({ examples: [{ profiles: [exampleSummary] }] });

export const ProfileParams = z.strictObject({ code });

export const ProfileResponse = z
  .object({
    code,
    versions: z
      .array(
        z.object({
          ...Summary,
          definition,
          note: z.string(),
          sampleName: z.string().optional(),
          layoutChanged: z.boolean(),
        }),
      )
      .meta({ description: "Newest first." }),
  })
  .meta({
    examples: [
      {
        code: "sber-register",
        versions: [
          {
            ...exampleSummary,
            definition: exampleDefinition,
            note: "Письмо банка от 12.11.2026",
            sampleName: "0911.txt",
            layoutChanged: true,
          },
        ],
      },
    ],
  });

export const TryProfileRequest = z
  .strictObject({ definition, sample: File.optional(), companion: File.optional() })
  .meta({ examples: [{ definition: exampleDefinition, sample: exampleFile }] });

const Totals = z.object({
  count: z.int().optional(),
  total: kopecks.optional(),
  net: kopecks.optional(),
  fee: kopecks.optional(),
});
const Found = z.object({
  code: z.string(),
  line: z.int().optional(),
  field: z.string().optional(),
  sentence: z.string(),
});

export const TryProfileResponse = z
  .object({
    faults: z
      .array(z.object({ path: z.string(), problem: z.string(), sentence: z.string() }))
      .meta({ description: "Of the definition; nothing is read while there are any." }),
    read: z
      .object({
        encoding: z.string(),
        mark: z.boolean().meta({ description: "The text begins with a byte order mark." }),
        rows: z
          .array(
            z.object({
              line: z.int(),
              operation: z.string(),
              account: z.string(),
              amount: kopecks,
              net: kopecks.optional(),
              fee: kopecks.optional(),
              paidOn: day,
              paidAt: z.string().optional(),
              payerName: z.string().optional(),
              readings: z.int().meta({ description: "How many came with the payment." }),
              refund: z.boolean(),
            }),
          )
          .meta({ description: "The first fifty." }),
        refusals: z.array(Found),
        declared: Totals,
        counted: Totals,
        order: z.object({ number: z.string(), date: day.optional() }).optional(),
      })
      .optional(),
    lines: z.array(z.string()).optional().meta({ description: "Of a text, the first lines as they stand." }),
  })
  .meta({
    examples: [
      {
        faults: [],
        read: {
          encoding: "windows-1251",
          mark: false,
          rows: [
            {
              line: 1,
              operation: "1",
              account: "4400110010",
              amount: "150000",
              paidOn: "2025-11-09",
              readings: 0,
              refund: false,
            },
          ],
          refusals: [],
          declared: {},
          counted: { count: 1, total: "150000" },
        },
        lines: ["1;09.11.2025;4400110010;1500.00"],
      },
    ],
  });

export const DetectRequest = z.strictObject({ sample: File }).meta({ examples: [{ sample: exampleFile }] });

export const DetectResponse = z
  .object({
    candidates: z
      .array(
        z.object({
          code,
          version: z.int(),
          title: z.string(),
          reads: z.boolean(),
          reasons: z.array(z.string()),
        }),
      )
      .meta({ description: "Best first; a person chooses." }),
  })
  .meta({
    examples: [
      {
        candidates: [
          {
            code: "sber-register",
            version: 1,
            title: exampleDefinition.title,
            reads: true,
            reasons: ["Строки читаются: 7."],
          },
        ],
      },
    ],
  });

export const SaveProfileRequest = z
  .strictObject({
    definition,
    note: z.string().max(500).default(""),
    validFrom: day,
    layoutChanged: z
      .boolean()
      .default(false)
      .meta({ description: "The bank has changed its files: earlier samples are no test any more." }),
    sample: File,
    companion: File.optional(),
  })
  .meta({
    examples: [
      {
        definition: exampleDefinition,
        note: "Письмо банка от 12.11.2026",
        validFrom: "2026-12-01",
        layoutChanged: false,
        sample: exampleFile,
      },
    ],
  });

export const SavedProfileResponse = z
  .object({ code, version: z.int() })
  .meta({ examples: [{ code: "sber-register", version: 2 }] });
