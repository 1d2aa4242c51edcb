import { z } from "zod";
import { accountNumber, day, millionths, numberInPath } from "#platform/http/wire";
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
  /** Nothing was set: each refused row with its position in the input, from 0. */
  | {
      readonly code: "tariffs.rows_refused";
      readonly rows: readonly { readonly row: number; readonly refusal: ValueRowRefusal | TermsRowRefusal }[];
    };

const id = z.int().positive();
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
