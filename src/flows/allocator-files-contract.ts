import { z } from "zod";
import { millionths, numberInPath } from "#platform/http/wire";

const id = z.int().positive();

export const AllocatorFilePath = z.strictObject({ building: numberInPath });
export const AllocatorFileResponse = z
  .object({
    counts: z.array(z.object({ line: z.int(), premises: id, number: z.string(), units: millionths })),
    empty: z.int().meta({ description: "Lines with premises and without a count." }),
    refused: z.array(
      z.object({
        line: z.int(),
        found: z.string(),
        sentence: z.string().meta({ description: "What is wrong with the line, in the reader's language." }),
      }),
    ),
  })
  .meta({
    description: "What a file says; nothing is written down by it.",
    examples: [
      {
        counts: [{ line: 2, premises: 412, number: "12", units: "1840500000" }],
        empty: 3,
        refused: [{ line: 7, found: "99", sentence: "The building has no premises 99." }],
      },
    ],
  });
