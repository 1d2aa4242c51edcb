import { z } from "zod";
import { PARAMETERS } from "./model.ts";
import { accountNumber, day, instant, millionths, numberInPath } from "#platform/http/wire";
import type { Day } from "#core/day";

export type ValueRowRefusal =
  | { readonly code: "tariffs.service_unknown"; readonly service: string }
  | { readonly code: "tariffs.value_negative" }
  /** A value without the document that set it is nobody's. */
  | { readonly code: "tariffs.basis_missing" }
  | { readonly code: "tariffs.span_empty"; readonly from: Day; readonly to: Day }
  /** A level needs its owner: an organization, a building, or a building and an account. */
  | { readonly code: "tariffs.owner_missing"; readonly level: string }
  /** The building or the account is unknown, or not in sight of who sets the value. */
  | { readonly code: "tariffs.owner_not_found"; readonly level: string }
  | { readonly code: "tariffs.provider_not_found"; readonly provider: number }
  /** A building's and an account's values are for whoever provides the service there. */
  | { readonly code: "tariffs.provider_not_at_this_level"; readonly level: string }
  /** The city's values are the center's to set, an organization's are its own. */
  | { readonly code: "tariffs.not_yours"; readonly level: string }
  /** Another value is recorded from that very day or later: end that one, or state until when this one holds. */
  | {
      readonly code: "tariffs.value_contradicts";
      readonly from: Day;
      readonly recordedFrom: Day;
      readonly recordedTo: Day | undefined;
      /** Millionths, as a decimal string. */
      readonly recordedValue: string;
      readonly recordedBasis: string;
    };

export type TermsRowRefusal =
  | { readonly code: "tariffs.service_unknown"; readonly service: string }
  | { readonly code: "tariffs.method_unknown"; readonly method: string }
  | { readonly code: "tariffs.owner_not_found"; readonly level: string }
  | { readonly code: "tariffs.provider_not_found"; readonly provider: number }
  | { readonly code: "tariffs.span_empty"; readonly from: Day; readonly to: Day }
  | { readonly code: "tariffs.terms_contradict"; readonly from: Day; readonly recordedFrom: Day };

export type TariffRefusal =
  /** Services are a dictionary of the whole city. */
  | { readonly code: "tariffs.center_only" }
  /** The number or the code is another service's. */
  | { readonly code: "tariffs.service_differs"; readonly service: string }
  | { readonly code: "tariffs.building_not_found"; readonly building: number }
  /** The object has no value of its own on that day: the one above is in force already. */
  | { readonly code: "tariffs.nothing_to_end"; readonly on: Day }
  /** Its own value begins on that day or later; an end before the beginning would undo it. */
  | { readonly code: "tariffs.value_begins_later"; readonly on: Day; readonly recordedFrom: Day }
  /** A correction says why; the reason stays beside what the value was. */
  | { readonly code: "tariffs.reason_missing" }
  /** No value of the object begins on that day. */
  | { readonly code: "tariffs.nothing_to_correct"; readonly from: Day }
  /** The same figure and the same document are on record already. */
  | { readonly code: "tariffs.nothing_corrected" }
  | ValueRowRefusal
  /** Nothing was set: each refused row with its position in the input, from 0. */
  | {
      readonly code: "tariffs.rows_refused";
      readonly rows: readonly { readonly row: number; readonly refusal: ValueRowRefusal | TermsRowRefusal }[];
    };

const id = z.int().positive();
const levels = z.enum(["city", "organization", "building", "account"]);
const parameters = z.enum(PARAMETERS);
export const ServicesResponse = z
  .object({
    services: z.array(
      z.object({
        id,
        code: z.string(),
        unit: z.enum(["m2", "m3", "Gcal", "kWh", "person", "point"]),
        resource: z.string().optional(),
        group: z.enum(["housing", "utilities", "other", "voluntary"]),
        position: z.int(),
        nameRu: z.string(),
        nameEn: z.string(),
      }),
    ),
  })
  .meta({
    examples: [
      {
        services: [
          {
            id: 21,
            code: "HOT_WATER",
            unit: "m3",
            resource: "hot_water",
            group: "utilities",
            position: 21,
            nameRu: "Горячая вода",
            nameEn: "Hot water",
          },
        ],
      },
    ],
  });

export const InForceQuery = z.strictObject({
  building: numberInPath,
  account: accountNumber
    .optional()
    .meta({ description: "With it, the account's own terms and values stand over the building's." }),
  on: day.optional().meta({ description: "Absent: today." }),
});

export const InForceResponse = z
  .object({
    on: day,
    services: z.array(
      z.object({
        service: id,
        code: z.string(),
        provider: id,
        method: z.string(),
        from: day,
        to: day.optional(),
        values: z.array(
          z.object({
            parameter: z.string(),
            variant: z.string(),
            zone: z.int().meta({ description: "0 whole day, 1 day, 2 night, 3 peak." }),
            from: day,
            to: day.optional(),
            level: z.enum(["city", "organization", "building", "account"]),
            ranges: z.array(z.object({ above: millionths, value: millionths, basis: z.string() })),
          }),
        ),
      }),
    ),
  })
  .meta({
    description: "A service without a `rate` here is charged nothing: it is a gap of the tariffs.",
    examples: [
      {
        on: "2026-11-23",
        services: [
          {
            service: 21,
            code: "HOT_WATER",
            provider: 5,
            method: "individual",
            from: "2024-01-01",
            values: [
              {
                parameter: "rate",
                variant: "",
                zone: 0,
                from: "2026-10-01",
                level: "city",
                ranges: [{ above: "0", value: "243160000", basis: "Приказ 61-т от 18.12.2025" }],
              },
            ],
          },
        ],
      },
    ],
  });

export const MatrixQuery = z.strictObject({
  kind: z.enum(["rates", "norms"]).default("rates"),
  on: day.optional().meta({ description: "Absent: today." }),
  organization: numberInPath.optional().meta({
    description: "With it, all the houses of the organization; else those with values of their own.",
  }),
  building: numberInPath.optional().meta({ description: "This house too, whatever it has." }),
});

const ObjectFields = {
  level: levels,
  organization: id.optional(),
  building: id.optional(),
  account: accountNumber.optional(),
  name: z.string().meta({ description: "Empty for the city." }),
};

export const MatrixResponse = z
  .object({
    on: day,
    columns: z.array(
      z.object({
        service: z.string(),
        parameter: parameters,
        unit: z.string(),
        nameRu: z.string(),
        nameEn: z.string(),
      }),
    ),
    lines: z.array(
      z.object({
        ...ObjectFields,
        cells: z.array(
          z.object({
            service: z.string(),
            parameter: parameters,
            value: millionths,
            level: levels.meta({ description: "Whose value it is; the line's own level: its own." }),
            variant: z.string(),
            from: day,
            to: day.optional(),
            basis: z.string(),
            more: z.int().meta({ description: "Other values of the same source: zones, ranges, variants." }),
            overridden: z.int().meta({ description: "Objects beneath with values of their own." }),
          }),
        ),
      }),
    ),
  })
  .meta({
    examples: [
      {
        on: "2026-11-23",
        columns: [
          {
            service: "MAINTENANCE",
            parameter: "rate",
            unit: "m2",
            nameRu: "Содержание жилого помещения",
            nameEn: "Maintenance",
          },
        ],
        lines: [
          {
            level: "organization",
            organization: 2,
            name: "ООО «Северный дом»",
            cells: [
              {
                service: "MAINTENANCE",
                parameter: "rate",
                value: "32800000",
                level: "organization",
                variant: "",
                from: "2026-04-01",
                basis: "Протокол № 3 от 12.03.2026",
                more: 0,
                overridden: 2,
              },
            ],
          },
        ],
      },
    ],
  });

export const TimelineQuery = z.strictObject({
  service: z
    .string()
    .max(40)
    .meta({ examples: ["HOT_WATER"] }),
  parameter: parameters.default("rate"),
  level: levels,
  organization: numberInPath.optional(),
  building: numberInPath.optional(),
  account: accountNumber.optional(),
});

const TimelineValue = z.object({
  variant: z.string(),
  zone: z.int(),
  above: millionths.meta({ description: "A range of monthly consumption begins above this." }),
  provider: id.optional().meta({ description: "A supplier's own value; absent: anyone's." }),
  value: millionths,
  from: day,
  to: day.optional(),
  basis: z.string(),
  url: z.string().optional(),
  recordedAt: instant,
  recordedBy: z.string().optional().meta({ description: "Absent: not known, or out of your sight." }),
});

const SupersededValue = z.object({
  value: millionths,
  basis: z.string(),
  recordedAt: instant,
  recordedBy: z.string().optional(),
  reason: z.string().meta({ description: "Why it was corrected." }),
  correctedAt: instant,
  correctedBy: z.string().optional(),
});

export const TimelineResponse = z
  .object({
    service: z.string(),
    parameter: parameters,
    unit: z.string(),
    nameRu: z.string(),
    nameEn: z.string(),
    levels: z
      .array(
        z.object({
          ...ObjectFields,
          values: z.array(
            TimelineValue.extend({
              was: z
                .array(SupersededValue)
                .meta({ description: "What it was before its corrections, the latest first." }),
            }),
          ),
        }),
      )
      .meta({ description: "From the city down to the object asked about." }),
    beneath: z
      .array(z.object({ ...ObjectFields, value: TimelineValue }))
      .meta({ description: "Values of objects beneath, which go before this one there." }),
  })
  .meta({
    examples: [
      {
        service: "HOT_WATER",
        parameter: "rate",
        unit: "m3",
        nameRu: "Горячая вода",
        nameEn: "Hot water",
        levels: [
          {
            level: "city",
            name: "",
            values: [
              {
                variant: "",
                zone: 0,
                above: "0",
                value: "243160000",
                from: "2026-10-01",
                basis: "Приказ 61-т от 18.12.2025",
                recordedAt: "2026-09-01T09:00:00.000Z",
                was: [
                  {
                    value: "234160000",
                    basis: "Приказ 61-т от 18.12.2025",
                    recordedAt: "2026-08-28T09:00:00.000Z",
                    reason: "Цифры переставлены при вводе",
                    correctedAt: "2026-09-01T09:00:00.000Z",
                    correctedBy: "Орлова М. П.",
                  },
                ],
              },
            ],
          },
        ],
        beneath: [],
      },
    ],
  });

export const SetValueFields = {
  level: levels,
  organization: id.optional(),
  building: id.optional(),
  account: accountNumber.optional(),
  provider: id.optional(),
  service: z.string().max(40),
  parameter: parameters,
  variant: z.string().max(60).default(""),
  zone: z.int().min(0).max(3).default(0),
};
const setExample = {
  level: "organization" as const,
  organization: 2,
  service: "MAINTENANCE",
  parameter: "rate" as const,
};

export const SetValueRequest = z
  .strictObject({
    ...SetValueFields,
    above: millionths.default(0n).meta({ description: "A range of consumption begins above this." }),
    value: millionths,
    from: day,
    to: day
      .optional()
      .meta({ description: "The first day it is no longer in force; absent: until another." }),
    basis: z.string().max(300).meta({ description: "The document that sets it." }),
  })
  .meta({
    examples: [{ ...setExample, value: "33900000", from: "2026-12-01", basis: "Протокол № 5 от 10.11.2026" }],
  });

export const ValueSetResponse = z
  .object({ added: z.int(), ended: z.int(), unchanged: z.int() })
  .meta({ examples: [{ added: 1, ended: 1, unchanged: 0 }] });

export const CorrectValueRequest = z
  .strictObject({
    ...SetValueFields,
    above: millionths.default(0n).meta({ description: "A range of consumption begins above this." }),
    from: day.meta({ description: "The day that the wrong value begins: it stays." }),
    value: millionths,
    basis: z.string().max(300).meta({ description: "The document that sets it." }),
    reason: z.string().max(300).meta({ description: "Why what was recorded is wrong." }),
  })
  .meta({
    examples: [
      {
        ...setExample,
        from: "2026-12-01",
        value: "33900000",
        basis: "Протокол № 5 от 10.11.2026",
        reason: "Цифры переставлены при вводе",
      },
    ],
  });

export const ValueCorrectedResponse = z
  .object({ was: millionths, wasBasis: z.string() })
  .meta({ examples: [{ was: "39300000", wasBasis: "Протокол № 5 от 10.11.2026" }] });

export const ImpactResponse = z
  .object({
    accounts: z.int().meta({ description: "Accounts that take the service, at most." }),
    buildings: z.int(),
    overridden: z.int().meta({ description: "Accounts that keep a nearer value of their own." }),
    pastMonths: z.int().meta({ description: "Months that have begun already." }),
  })
  .meta({ examples: [{ accounts: 1204, buildings: 16, overridden: 92, pastMonths: 0 }] });

export const EndValueRequest = z
  .strictObject({
    ...SetValueFields,
    on: day.meta({ description: "The first day of the value above." }),
    basis: z.string().min(1).max(300),
  })
  .meta({ examples: [{ ...setExample, on: "2026-12-01", basis: "Протокол № 6 от 20.11.2026" }] });

export const EndedResponse = z.object({ ended: z.int() }).meta({ examples: [{ ended: 1 }] });
