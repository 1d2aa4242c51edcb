import { z } from "zod";
import { accountNumber, day, kopecks, limitUpTo, millionths, month, numberInPath } from "#platform/http/wire";

const id = z.int().positive();
const PREMISES_KINDS = ["flat", "room", "shop", "parking", "house"] as const;

export const BuildingPagePath = z.strictObject({ building: numberInPath });
export const BuildingChargesQuery = z.strictObject({ period: month });

export const BuildingAccountsResponse = z
  .object({
    accounts: z.int(),
    persons: z.int().meta({ description: "Registered in the building today." }),
    premises: z.array(
      z.object({
        id,
        kind: z.enum(PREMISES_KINDS),
        number: z.string(),
        entrance: z.int().optional(),
        storey: z.int().optional(),
        totalArea: millionths,
        rooms: z.int(),
        ownership: z.enum(["private", "municipal"]),
        accounts: z.array(z.object({ number: accountNumber, holder: z.string(), persons: z.int() })),
      }),
    ),
  })
  .meta({
    examples: [
      {
        accounts: 1,
        persons: 2,
        premises: [
          {
            id: 412,
            kind: "flat",
            number: "12",
            entrance: 1,
            storey: 3,
            totalArea: "54300000",
            rooms: 2,
            ownership: "private",
            accounts: [{ number: "1000000012", holder: "Иванова Мария Петровна", persons: 2 }],
          },
        ],
      },
    ],
  });

export const BuildingInGisResponse = z
  .object({
    state: z.enum(["unknown", "partly", "known"]).meta({
      description: "Known: the house and all its premises have identifiers.",
    }),
    guid: z.uuid().optional().meta({ description: "Of the house, in the state system (GIS ЖКХ)." }),
    named: z.int().meta({ description: "How many premises have an identifier there." }),
    premises: z.array(
      z.object({ id, kind: z.enum(PREMISES_KINDS), number: z.string(), guid: z.uuid().optional() }),
    ),
  })
  .meta({
    examples: [
      {
        state: "partly",
        guid: "0d2a3c1f-30b5-4f5c-8d2a-5f0d7e226a1a",
        named: 0,
        premises: [{ id: 412, kind: "flat", number: "12" }],
      },
    ],
  });

export const BuildingHistoryResponse = z
  .object({
    states: z
      .array(
        z.object({
          from: day,
          to: day.optional(),
          kind: z.enum(["apartments", "house"]),
          commonPropertyArea: millionths,
          improvement: z.string(),
          dilapidated: z.boolean(),
          centralHotWater: z.boolean(),
        }),
      )
      .meta({ description: "Oldest first." }),
    managements: z.array(z.object({ organization: id, name: z.string(), from: day, to: day.optional() })),
  })
  .meta({
    examples: [
      {
        states: [
          {
            from: "2024-01-01",
            kind: "apartments",
            commonPropertyArea: "350000000",
            improvement: "full",
            dilapidated: false,
            centralHotWater: true,
          },
        ],
        managements: [{ organization: 2, name: "ООО «Северный дом»", from: "2024-01-01" }],
      },
    ],
  });

export const BuildingChargesResponse = z
  .object({
    period: month,
    charged: kopecks,
    recalculated: kopecks,
    benefits: kopecks,
    penalties: kopecks,
    previous: kopecks.meta({ description: "What the month before cost." }),
    services: z.array(
      z.object({
        service: z.string(),
        nameRu: z.string(),
        nameEn: z.string(),
        unit: z.string(),
        volume: millionths,
        charged: kopecks.meta({ description: "Of the month itself." }),
        recalculated: kopecks.meta({ description: "Corrections of earlier months." }),
        benefits: kopecks,
        penalties: kopecks,
        previous: kopecks,
        accounts: z.int(),
      }),
    ),
  })
  .meta({
    examples: [
      {
        period: "2026-11",
        charged: "151002",
        recalculated: "0",
        benefits: "0",
        penalties: "0",
        previous: "148570",
        services: [
          {
            service: "HOT_WATER",
            nameRu: "Горячая вода",
            nameEn: "Hot water",
            unit: "m3",
            volume: "6210000",
            charged: "151002",
            recalculated: "0",
            benefits: "0",
            penalties: "0",
            previous: "148570",
            accounts: 1,
          },
        ],
      },
    ],
  });

export const ChargedAccountsQuery = z.strictObject({
  period: month,
  service: z
    .string()
    .max(40)
    .meta({ description: "Code of the service.", examples: ["HOT_WATER"] }),
  after: numberInPath.optional().meta({ description: "`next` of the page before." }),
  limit: limitUpTo(500, 100),
});
export const ChargedAccountsResponse = z
  .object({
    accounts: z.array(
      z.object({
        number: accountNumber,
        premises: z.object({ kind: z.enum(PREMISES_KINDS), number: z.string() }),
        volume: millionths,
        charged: kopecks.meta({ description: "Of the month itself." }),
        recalculated: kopecks,
        previous: kopecks.meta({ description: "What the month before cost." }),
      }),
    ),
    next: z.int().optional(),
  })
  .meta({
    examples: [
      {
        accounts: [
          {
            number: "1000000012",
            premises: { kind: "flat", number: "12" },
            volume: "6210000",
            charged: "151002",
            recalculated: "0",
            previous: "148570",
          },
        ],
      },
    ],
  });
