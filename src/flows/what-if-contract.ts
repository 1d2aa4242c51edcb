import { z } from "zod";
import { MethodFields } from "#contracts/formulas";
import { SetValueFields } from "#contracts/tariffs";
import { day, kopecks, millionths, month, numberInPath } from "#platform/http/wire";

const id = z.int().positive();
const { formula: _chosen, ...methodFields } = MethodFields;

/** A tariff or norm, or a calculation method with a formula in any state: kept, draft, or a text not saved yet. */
export const TrialChange = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("value"),
    ...SetValueFields,
    above: millionths.default(0n).meta({ description: "A range of consumption begins above this." }),
    value: millionths,
  }),
  z.strictObject({
    kind: z.literal("method"),
    ...methodFields,
    formula: z
      .union([
        z.strictObject({ code: z.string().max(40), version: z.int().positive() }),
        z.strictObject({ text: z.string().max(4000), gives: z.enum(["money", "volume"]) }),
      ])
      .optional()
      .meta({ description: "A version, of any state, or a text that is not saved." }),
  }),
]);

const exampleChange = {
  kind: "value" as const,
  level: "organization" as const,
  organization: 2,
  service: "MAINTENANCE",
  parameter: "rate" as const,
  variant: "",
  zone: 0,
  above: "0",
  value: "33900000",
};

export const TrialRequest = z
  .strictObject({
    period: month.optional().meta({ description: "The month that is calculated; absent: the present one." }),
    organization: id.optional().meta({ description: "Tried on this organization's buildings only." }),
    building: id.optional().meta({ description: "Tried on this building only." }),
    change: TrialChange,
    file: z.enum(["csv", "xlsx"]).default("csv"),
  })
  .meta({ examples: [{ period: "2026-11", change: exampleChange }] });

export const TrialPath = z.strictObject({ job: numberInPath });

const sums = { before: kopecks, after: kopecks };
const service = z.object({ service: z.string(), name: z.string(), accounts: z.int(), ...sums });

export const TrialResponse = z
  .object({
    job: z.int(),
    period: month,
    change: z.record(z.string(), z.unknown()).meta({ description: "As it was stated." }),
    buildings: z.int(),
    accounts: z.int(),
    affected: z.int().meta({ description: "Accounts that would owe another sum." }),
    ...sums,
    services: z.array(service),
    distribution: z.array(
      z.object({
        above: kopecks.optional(),
        upTo: kopecks.optional(),
        accounts: z.int(),
        difference: kopecks,
      }),
    ),
    largest: z.array(
      z.object({
        number: z.string(),
        address: z.string(),
        building: id,
        ...sums,
        services: z.array(z.object({ service: z.string(), name: z.string(), ...sums })),
        explained: z
          .object({
            service: z.string(),
            before: z.string().meta({ description: "One sentence; empty where nothing was owed." }),
            after: z.string(),
            workings: z.string().meta({ description: "How the new sum is found, line by line." }),
          })
          .optional(),
      }),
    ),
    warnings: z
      .array(z.object({ code: z.string(), sentence: z.string(), buildings: z.int() }))
      .meta({ description: "What the change would bring and was not before." }),
  })
  .meta({
    description:
      "Nothing was written but this answer; its file lists every account that would owe another sum.",
    examples: [
      {
        job: 14,
        period: "2026-11",
        change: exampleChange,
        buildings: 16,
        accounts: 1204,
        affected: 1112,
        before: "412350015",
        after: "418870115",
        services: [
          {
            service: "MAINTENANCE",
            name: "Maintenance",
            accounts: 1112,
            before: "210000000",
            after: "216520100",
          },
        ],
        distribution: [{ above: "0", upTo: "1000", accounts: 12, difference: "9100" }],
        largest: [
          {
            number: "1000000012",
            address: "Lesnaya 12",
            building: 3,
            before: "412015",
            after: "423370",
            services: [{ service: "MAINTENANCE", name: "Maintenance", before: "172000", after: "183355" }],
            explained: {
              service: "MAINTENANCE",
              before: "Maintenance: 54.2 m² × 31.73 ₽ = 1,720.00 ₽ for November 2026",
              after: "Maintenance: 54.2 m² × 33.83 ₽ = 1,833.55 ₽ for November 2026",
              workings: "",
            },
          },
        ],
        warnings: [],
      },
    ],
  });

export const ApplyRequest = z
  .strictObject({
    from: day,
    to: day.optional(),
    basis: z.string().min(1).max(300).meta({ description: "The document that sets it." }),
  })
  .meta({ examples: [{ from: "2026-12-01", basis: "Protocol 5 of 10.11.2026" }] });

export const AppliedResponse = z
  .object({ added: z.int(), ended: z.int() })
  .meta({ examples: [{ added: 1, ended: 1 }] });
