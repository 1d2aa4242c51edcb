import { z } from "zod";
import { day, documentNumber, instant, kopecks, limitUpTo, numberInPath } from "#platform/http/wire";

const id = z.int().positive();
const counted = z.object({ count: z.int(), total: kopecks });
const STATES = ["received", "unclear", "waiting", "companion", "refused", "posted", "reconciled"] as const;

const FileFields = z.object({
  file: id,
  agent: z.string().meta({ description: "The agent's code." }),
  agentName: z.string(),
  name: z.string(),
  size: z.int().meta({ description: "Bytes." }),
  hash: z.string().meta({ description: "sha256 of the bytes." }),
  source: z.enum(["upload", "command", "folder", "sftp", "mail"]),
  state: z.enum(STATES).meta({
    description:
      "unclear: a person chooses the profile; waiting: for the file that comes with it; companion: it is such a file.",
  }),
  profile: z.string().optional(),
  registry: id.optional(),
  receivedAt: instant,
  duplicates: z.int().meta({ description: "How often the same bytes came again." }),
  counted: counted.optional().meta({ description: "What was read of it." }),
  taken: counted.optional(),
  repeated: counted.optional(),
  held: counted.optional().meta({ description: "Without an account: the money waits for a person." }),
  reversed: counted.optional(),
});
const file = {
  file: 41,
  agent: "bank",
  agentName: "АО СЕВЕРБАНК",
  name: "SB_20261122.txt",
  size: 18_204,
  hash: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
  source: "upload",
  state: "posted",
  profile: "sber-register",
  registry: 12,
  receivedAt: "2026-11-23T09:15:00.000Z",
  duplicates: 0,
  counted: { count: 2, total: "1250000" },
  taken: { count: 1, total: "900000" },
  repeated: { count: 0, total: "0" },
  held: { count: 1, total: "350000" },
  reversed: { count: 0, total: "0" },
} as const;

export const FilesQuery = z.strictObject({
  before: numberInPath.optional().meta({ description: "The last file of the page before." }),
  state: z.enum(STATES).optional(),
  limit: limitUpTo(500, 100),
});
export const FilesResponse = z
  .object({
    files: z.array(FileFields),
    agents: z
      .array(z.object({ code: z.string(), name: z.string() }))
      .meta({ description: "Who sends files." }),
    profiles: z.array(z.string()).meta({ description: "Codes of the profiles that files are read by." }),
  })
  .meta({
    examples: [
      { files: [file], agents: [{ code: "bank", name: "АО СЕВЕРБАНК" }], profiles: ["sber-register"] },
    ],
  });

export const UploadFileQuery = z.strictObject({
  agent: z.string().max(40).meta({ description: "Code of the agent whose file it is." }),
  name: z.string().trim().min(1).max(200),
  profile: z.string().max(100).optional().meta({ description: "Absent: found out of the file." }),
});
export const FileTakenResponse = FileFields.extend({
  isDuplicate: z.boolean().meta({ description: "These bytes were here before: nothing was done." }),
}).meta({ examples: [{ ...file, isDuplicate: false }] });

export const FilePath = z.strictObject({ file: numberInPath });
export const RetakeRequest = z
  .strictObject({ profile: z.string().max(100) })
  .meta({ examples: [{ profile: "sber-register" }] });

const problem = z.object({
  line: z.int().optional().meta({ description: "As an editor counts; absent: of the file as a whole." }),
  sentence: z.string().meta({ description: "In the reader's language: what is wrong and what to do." }),
});
export const FileCardResponse = FileFields.extend({
  wanted: z.string().optional().meta({ description: "The name of the file that it waits for." }),
  candidates: z.array(z.string()).meta({ description: "Profiles that may be meant, the likeliest first." }),
  problems: z.array(problem).meta({ description: "Why nothing of it was booked; 200 at most." }),
  readings: z
    .object({ taken: z.int(), unchanged: z.int(), refused: z.array(problem) })
    .optional()
    .meta({ description: "Meter readings that came with the payments." }),
  events: z.array(
    z.object({
      no: z.int(),
      event: z.enum(["unclear", "waiting", "companion", "refused", "posted", "reconciled", "duplicate"]),
      profile: z.string().optional(),
      name: z.string().optional().meta({ description: "Under which the same bytes came again." }),
      recordedAt: instant,
      recordedByName: z.string().optional(),
    }),
  ),
}).meta({
  examples: [
    {
      ...file,
      candidates: [],
      problems: [],
      readings: { taken: 1, unchanged: 0, refused: [{ line: 2, sentence: "There is no meter 1004." }] },
      events: [{ no: 1, event: "posted", profile: "sber-register", recordedAt: "2026-11-23T09:15:01.000Z" }],
    },
  ],
});

export const FileLinesQuery = z.strictObject({
  after: z.coerce.number().int().min(0).default(0).meta({ description: "How many lines to leave out." }),
  limit: limitUpTo(500, 200),
});
export const FileLinesResponse = z
  .object({
    count: z.int(),
    lines: z.array(
      z.object({
        line: z.int(),
        operation: z.string(),
        account: z.string(),
        amount: kopecks,
        fee: kopecks.optional(),
        paidOn: day,
        payerName: z.string().optional(),
        address: z.string().optional(),
        building: id.optional(),
        payment: documentNumber.optional().meta({ description: "The payment that its operation is." }),
        held: documentNumber.optional().meta({ description: "The held sum that its operation is." }),
      }),
    ),
  })
  .meta({
    examples: [
      {
        count: 2,
        lines: [
          {
            line: 1,
            operation: "774512",
            account: "4400110010",
            amount: "900000",
            paidOn: "2026-11-22",
            building: 31,
            payment: "10000000042",
          },
        ],
      },
    ],
  });
