import { z } from "zod";
import { ACTS } from "./law-text.ts";

export const LawParams = z.strictObject({ act: z.enum(ACTS) });

export const LawResponse = z
  .object({
    act: z.enum(ACTS),
    title: z.string(),
    blocks: z.array(
      z.discriminatedUnion("kind", [
        z.object({ kind: z.literal("heading"), text: z.string() }),
        z.object({ kind: z.literal("paragraph"), text: z.string() }),
        z.object({
          kind: z.literal("table"),
          heads: z.array(z.string()),
          rows: z.array(
            z.object({
              clauses: z.array(z.string()).meta({ description: "p59: a clause; f1: a formula; art155." }),
              cells: z.array(z.string()).meta({ description: "Code stands between backticks." }),
            }),
          ),
        }),
      ]),
    ),
  })
  .meta({
    examples: [
      {
        act: "pp-354",
        title: "Decree 354 of 06.05.2011: rules of utility services",
        blocks: [
          { kind: "heading", text: "Annex 2" },
          {
            kind: "table",
            heads: ["Formula", "P =", "Where"],
            rows: [{ clauses: ["f1"], cells: ["1", "V × T", "`price.ts`"] }],
          },
          { kind: "paragraph", text: "In force since 01.09.2012." },
        ],
      },
    ],
  });
