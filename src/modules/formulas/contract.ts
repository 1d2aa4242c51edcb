import { z } from "zod";
import type { Gives } from "./rules/check.ts";
import { AREAS, ROUNDINGS, VOLUME_SOURCES, WHEN_MISSING } from "./model.ts";
import type { FormulaFault } from "./rules/tree.ts";
import type { Day } from "#core/day";
import { accountNumber, day, instant, millionths, numberInPath } from "#platform/http/wire";

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

export type MethodRefusal =
  | { readonly code: "formulas.center_only" }
  | { readonly code: "formulas.service_unknown"; readonly service: string }
  /** A level needs its owner: an organization, a building, or a building and an account. */
  | { readonly code: "formulas.owner_missing"; readonly level: string }
  | { readonly code: "formulas.owner_not_found"; readonly level: string }
  /** A decision without its document is nobody's. */
  | { readonly code: "formulas.basis_missing" }
  | { readonly code: "formulas.span_empty"; readonly from: Day; readonly to: Day }
  | { readonly code: "formulas.version_not_found"; readonly formula: string; readonly version: number }
  | { readonly code: "formulas.not_approved"; readonly formula: string; readonly version: number }
  | { readonly code: "formulas.method_unknown"; readonly method: string }
  /** The formula is written for services of another unit. */
  | {
      readonly code: "formulas.unit_differs";
      readonly formula: string;
      readonly unit: string;
      readonly service: string;
      readonly serviceUnit: string;
    }
  /** Meters and readings are of services that bill a resource. */
  | { readonly code: "formulas.choice_unsuitable"; readonly service: string }
  /** Another decision is recorded from that very day or later. */
  | { readonly code: "formulas.method_contradicts"; readonly from: Day; readonly recordedFrom: Day }
  | { readonly code: "formulas.nothing_to_end"; readonly on: Day };

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
  .object({
    formulas: z
      .array(
        z.object({
          ...Summary,
          approvedBy: z.string().optional().meta({ description: "Name of who approved this version." }),
        }),
      )
      .meta({ description: "The newest version of each." }),
  })
  .meta({ examples: [{ formulas: [{ ...exampleSummary, approvedBy: "Chief accountant" }] }] });

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

const levels = z.enum(["city", "organization", "building", "account"]);
const Owner = {
  level: levels,
  organization: z.int().positive().optional(),
  building: z.int().positive().optional(),
  account: accountNumber.optional(),
};
export const MethodFields = {
  ...Owner,
  service: z.string().max(40),
  method: z
    .string()
    .max(40)
    .optional()
    .meta({ description: "A method of the law; absent: the one that the service's terms name." }),
  formula: z
    .strictObject({ code, version: z.int().positive() })
    .optional()
    .meta({ description: "An approved version of an own formula, instead of volume × rate." }),
  volume: z.enum(VOLUME_SOURCES).default("law").meta({
    description: "`law`: by meter, else average, else norm; `norm`: by norm whatever the meters say.",
  }),
  missing: z
    .enum(WHEN_MISSING)
    .default("law")
    .meta({ description: "Where a reading was not given: as by law, the norm at once, or nothing." }),
  area: z.enum(AREAS).default("total").meta({ description: "`heated`: premises with central heating only." }),
  rounding: z.enum(ROUNDINGS).default("kopecks"),
};
const exampleMethod = {
  level: "organization" as const,
  organization: 2,
  service: "COLD_WATER",
  formula: { code: "water_above_three", version: 1 },
};
const exampleChoice = {
  volume: "law" as const,
  missing: "norm" as const,
  area: "total" as const,
  rounding: "kopecks" as const,
};

export const MethodsQuery = z.strictObject({
  service: z.string().max(40).optional(),
  on: day.optional().meta({ description: "In force on that day; absent: all that were and will be." }),
});

export const MethodsResponse = z
  .object({
    methods: z.array(
      z.object({
        ...Owner,
        name: z.string().meta({ description: "Whose it is; empty for the city." }),
        service: z.string(),
        method: z.string().optional(),
        formula: z
          .object({ code: z.string(), version: z.int(), text: z.string(), author: z.string() })
          .optional(),
        volume: z.enum(VOLUME_SOURCES),
        missing: z.enum(WHEN_MISSING),
        area: z.enum(AREAS),
        rounding: z.enum(ROUNDINGS),
        from: day,
        to: day.optional(),
        basis: z.string(),
        recordedAt: instant,
      }),
    ),
  })
  .meta({
    examples: [
      {
        methods: [
          {
            ...exampleMethod,
            ...exampleChoice,
            name: "ООО «Северный дом»",
            formula: { ...exampleMethod.formula, text: exampleText, author: "Operator" },
            from: "2026-12-01",
            basis: "Protocol 5 of 10.11.2026",
            recordedAt: "2026-11-21T10:00:00.000Z",
          },
        ],
      },
    ],
  });

export const SetMethodRequest = z
  .strictObject({
    ...MethodFields,
    from: day,
    to: day
      .optional()
      .meta({ description: "The first day it is no longer in force; absent: until another." }),
    basis: z.string().max(300).meta({ description: "The document that decides it." }),
  })
  .meta({
    examples: [{ ...exampleMethod, ...exampleChoice, from: "2026-12-01", basis: "Protocol 5 of 10.11.2026" }],
  });

export const MethodSetResponse = z
  .object({ added: z.int(), ended: z.int() })
  .meta({ examples: [{ added: 1, ended: 0 }] });

export const EndMethodRequest = z
  .strictObject({
    ...Owner,
    service: z.string().max(40),
    on: day.meta({ description: "The first day of what holds above." }),
    basis: z.string().min(1).max(300),
  })
  .meta({
    examples: [
      {
        level: "organization",
        organization: 2,
        service: "COLD_WATER",
        on: "2027-01-01",
        basis: "Protocol 6",
      },
    ],
  });
