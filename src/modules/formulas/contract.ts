import { z } from "zod";
import type { Gives } from "./rules/check.ts";
import type { FormulaFault } from "./rules/tree.ts";
import { instant, millionths, numberInPath } from "#platform/http/wire";

export type FormulaRefusal =
  /** Formulas are the center's. */
  | { readonly code: "formulas.center_only" }
  | { readonly code: "formulas.not_found"; readonly formula: string }
  | { readonly code: "formulas.version_not_found"; readonly formula: string; readonly version: number }
  /** Every fault with its place in the text. */
  | { readonly code: "formulas.text_faulty"; readonly faults: readonly FormulaFault[] }
  /** A case names what the formula does not ask for, or a value that the catalogue rules out. */
  | { readonly code: "formulas.case_impossible"; readonly name: string; readonly input: string }
  | { readonly code: "formulas.cases_missing"; readonly formula: string; readonly version: number }
  | { readonly code: "formulas.cases_fail"; readonly cases: readonly FailedCase[] }
  | { readonly code: "formulas.second_person"; readonly formula: string; readonly version: number }
  | { readonly code: "formulas.already_approved"; readonly formula: string; readonly version: number }
  | { readonly code: "formulas.already_retired"; readonly formula: string; readonly version: number };

/** Kopecks, or millionths of a volume, as decimal strings. */
export interface FailedCase {
  readonly name: string;
  readonly expected: string;
  readonly found: string;
  readonly gives: Gives;
}

const units = z.enum(["m2", "m3", "Gcal", "kWh", "person", "point"]);
const gives = z
  .enum(["money", "volume"])
  .meta({ description: "Roubles of a line, or a volume that is priced at the rate." });
const result = z.string().regex(/^-?(0|[1-9]\d{0,17})$/);
const Case = z.strictObject({
  name: z.string().min(1).max(200),
  inputs: z
    .record(z.string().max(60), millionths)
    .meta({ description: "By the code of the input, in millionths; yes is 1000000, what is absent is 0." }),
  expected: millionths.meta({
    description: "Kopecks of a formula that gives money, millionths of a volume.",
  }),
});
const state = z.enum(["draft", "approved", "retired"]);
const code = z
  .string()
  .regex(/^[a-z][a-z0-9_]{1,39}$/)
  .meta({ description: "Names the formula.", examples: ["water_above_three"] });

export const CatalogueQuery = z.strictObject({ unit: units.default("m3") });

export const CatalogueResponse = z
  .object({
    unit: units,
    inputs: z.array(
      z.object({
        code: z.string(),
        nameRu: z.string(),
        kind: z.enum(["number", "yes_no"]),
        unit: z.string().meta({ description: "As code: rub/m3; empty for a plain number." }),
        unitText: z.string(),
        sign: z.enum(["positive", "nonnegative", "any"]),
        description: z.string(),
      }),
    ),
  })
  .meta({
    examples: [
      {
        unit: "m3",
        inputs: [
          {
            code: "rate",
            nameRu: "тариф",
            kind: "number",
            unit: "rub/m3",
            unitText: "₽/m³",
            sign: "nonnegative",
            description: "The service's rate; of ranges of consumption, that of the first.",
          },
        ],
      },
    ],
  });

const exampleText = "if volume > 3 m3 then 3 m3 * rate + (volume - 3 m3) * rate * 1.5 else volume * rate";
const exampleCase = {
  name: "Five cubic metres",
  inputs: { volume: "5000000", rate: "10000000" },
  expected: "6000",
};

export const CheckRequest = z
  .strictObject({ unit: units, gives, text: z.string().max(4000), cases: z.array(Case).max(100).default([]) })
  .meta({ examples: [{ unit: "m3", gives: "money", text: exampleText, cases: [exampleCase] }] });

const Results = z.array(z.object({ name: z.string(), expected: result, found: result, passes: z.boolean() }));

export const CheckResponse = z
  .object({
    faults: z.array(
      z.object({
        code: z.string(),
        at: z.int().meta({ description: "The first letter of the place, from 0." }),
        length: z.int(),
        sentence: z.string(),
      }),
    ),
    inputs: z.array(z.string()).meta({ description: "What it asks for; empty while it has faults." }),
    textRu: z.string().optional(),
    textEn: z.string().optional(),
    cases: Results,
  })
  .meta({
    examples: [
      {
        faults: [],
        inputs: ["volume", "rate"],
        textRu: "если объём > 3 м3 то 3 м3 * тариф + (объём - 3 м3) * тариф * 1.5 иначе объём * тариф",
        textEn: exampleText,
        cases: [{ name: "Five cubic metres", expected: "6000", found: "6000", passes: true }],
      },
    ],
  });

const Summary = {
  code: z.string(),
  version: z.int(),
  title: z.string(),
  unit: units,
  gives,
  state,
  writtenAt: instant,
  writtenBy: z.string().meta({ description: "Name of the author." }),
};
const exampleSummary = {
  code: "water_above_three",
  version: 1,
  title: "Cold water above three cubic metres at one and a half",
  unit: "m3" as const,
  gives: "money" as const,
  state: "approved" as const,
  writtenAt: "2026-11-20T09:15:00.000Z",
  writtenBy: "Operator",
};

export const FormulasResponse = z
  .object({ formulas: z.array(z.object(Summary)).meta({ description: "The newest version of each." }) })
  .meta({ examples: [{ formulas: [exampleSummary] }] });

export const FormulaParams = z.strictObject({ code });

export const FormulaResponse = z
  .object({
    code: z.string(),
    versions: z
      .array(
        z.object({
          ...Summary,
          text: z.string(),
          note: z.string(),
          cases: z.array(
            z.object({ name: z.string(), inputs: z.record(z.string(), millionths), expected: result }),
          ),
          approvedAt: instant.optional(),
          approvedBy: z.string().optional(),
          retiredAt: instant.optional(),
          retiredBy: z.string().optional(),
          retiredFor: z.string().optional(),
        }),
      )
      .meta({ description: "Newest first." }),
  })
  .meta({
    examples: [
      {
        code: "water_above_three",
        versions: [
          {
            ...exampleSummary,
            text: exampleText,
            note: "Decision of the council of 12.11.2026",
            cases: [exampleCase],
            approvedAt: "2026-11-21T10:00:00.000Z",
            approvedBy: "Chief accountant",
          },
        ],
      },
    ],
  });

export const WriteRequest = z
  .strictObject({
    title: z.string().min(1).max(200),
    unit: units,
    gives,
    text: z.string().max(4000),
    cases: z.array(Case).max(100),
    note: z.string().max(500).default(""),
  })
  .meta({
    examples: [
      {
        title: exampleSummary.title,
        unit: "m3",
        gives: "money",
        text: exampleText,
        cases: [exampleCase],
        note: "Decision of the council of 12.11.2026",
      },
    ],
  });

export const WrittenResponse = z.object({ code: z.string(), version: z.int(), cases: Results }).meta({
  examples: [
    {
      code: "water_above_three",
      version: 1,
      cases: [{ name: "Five cubic metres", expected: "6000", found: "6000", passes: true }],
    },
  ],
});

export const VersionParams = z.strictObject({ code, version: numberInPath });

export const StateResponse = z
  .object({ code: z.string(), version: z.int(), state })
  .meta({ examples: [{ code: "water_above_three", version: 1, state: "approved" }] });

export const RetireRequest = z
  .strictObject({ reason: z.string().min(1).max(500) })
  .meta({ examples: [{ reason: "The council took its decision back on 20.11.2026" }] });
