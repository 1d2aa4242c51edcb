import { z } from "zod";
import { accountNumber, day, instant, numberInPath } from "#platform/http/wire";

const id = z.int().positive();
const count = z.int().min(0);
const code = z.string().trim().min(1).max(20);

export const ListUploadQuery = z.strictObject({ name: z.string().trim().min(1).max(200) });
export const ListReceivedResponse = z
  .object({
    list: id,
    isNew: z.boolean().meta({ description: "False: the same file was here before, and is that list." }),
  })
  .meta({ examples: [{ list: 1, isNew: true }] });

const ListFields = {
  list: id,
  fileName: z.string(),
  rows: count.meta({ description: "Lines that could be read." }),
  refused: count.meta({ description: "Lines that could not." }),
  receivedAt: instant,
};
const list = {
  list: 1,
  fileName: "benefits.dbf",
  rows: 6,
  refused: 0,
  receivedAt: "2026-11-23T09:15:00.000Z",
};
export const ListsResponse = z
  .object({ lists: z.array(z.object({ ...ListFields, decided: count })) })
  .meta({ description: "Newest first.", examples: [{ lists: [{ ...list, decided: 2 }] }] });

export const ListPath = z.strictObject({ list: numberInPath });

const doubt = z.enum([
  "surname_differs",
  "born_differs",
  "born_unknown",
  "snils_differs",
  "elsewhere",
  "not_registered",
  "several",
]);

export const ReviewResponse = z
  .object({
    ...ListFields,
    lines: z.array(
      z.object({
        line: id,
        state: z.enum(["matched", "doubtful", "unknown", "known", "decided"]).meta({
          description: "known: the resident has the right already.",
        }),
        name: z.string(),
        snils: z.string().meta({ description: "Its last digits alone." }),
        born: day.optional(),
        address: z.string().meta({ description: "As the office wrote it." }),
        code: z.string(),
        percent: z.string(),
        category: z
          .string()
          .optional()
          .meta({ description: "Ours of the office's code, where it is known." }),
        from: day,
        to: day.optional(),
        candidates: z.array(
          z.object({
            account: accountNumber,
            resident: id,
            name: z.string(),
            born: day.optional(),
            doubts: z.array(doubt),
          }),
        ),
        decision: z
          .object({
            decision: z.enum(["accepted", "refused"]),
            account: accountNumber.optional(),
            resident: id.optional(),
            reason: z.string(),
            decidedAt: instant,
          })
          .optional(),
      }),
    ),
    refusedLines: z.array(
      z.object({
        line: id,
        fault: z.enum(["snils_missing", "snils_wrong", "name_missing", "day_wrong", "code_missing"]),
        found: z.string(),
      }),
    ),
  })
  .meta({
    examples: [
      {
        ...list,
        lines: [
          {
            line: 1,
            state: "matched",
            name: "Иванова Мария Петровна",
            snils: "•••-•••-494 04",
            born: "1940-01-10",
            address: "г. Североозёрск, ул. Ленина, 7, 3",
            code: "010101",
            percent: "50",
            category: "VETERAN",
            from: "2025-01-01",
            candidates: [
              {
                account: "4400110010",
                resident: 1,
                name: "Иванова Мария Петровна",
                born: "1940-01-10",
                doubts: [],
              },
            ],
          },
        ],
        refusedLines: [{ line: 7, fault: "snils_wrong", found: "162-498-494 05" }],
      },
    ],
  });

export const LineDecisionsRequest = z
  .strictObject({
    decisions: z
      .array(
        z.strictObject({
          line: id,
          decision: z.enum(["accepted", "refused"]),
          account: accountNumber.optional(),
          resident: id.optional(),
          reason: z.string().max(500).default("").meta({ description: "Of a refusal." }),
        }),
      )
      .min(1)
      .max(2000),
  })
  .meta({
    examples: [
      { decisions: [{ line: 1, decision: "accepted", account: "4400110010", resident: 1, reason: "" }] },
    ],
  });
export const LineDecisionsResponse = z
  .object({ accepted: count, refused: count })
  .meta({ examples: [{ accepted: 1, refused: 0 }] });

export const OfficeCodeRequest = z
  .strictObject({ code, category: z.string().min(1).max(40) })
  .meta({ examples: [{ code: "010101", category: "VETERAN" }] });
export const OfficeCodeResponse = z
  .object({ code: z.string(), category: z.string() })
  .meta({ examples: [{ code: "010101", category: "VETERAN" }] });
