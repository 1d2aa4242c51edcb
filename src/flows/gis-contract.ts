import { z } from "zod";
import { instant, kopecks, month, numberInPath } from "#platform/http/wire";

const organization = z.int().positive();
const guid = z
  .string()
  .regex(/^[0-9a-fA-F-]{36}$/, "a GUID")
  .transform((text) => text.toLowerCase());
const kind = z.enum(["accounts", "documents", "payments", "acknowledgments"]);
const accountKind = z.enum(["UO", "RSO", "CR", "RC", "TKO"]).meta({
  description:
    "Whose accounts: a managing company's (UO), a supplier's (RSO), capital repair (CR), a settlement center's (RC), waste (TKO).",
});

const packageShape = z.object({
  package: z.int(),
  organization,
  kind,
  period: month.optional(),
  messageGuid: z.string(),
  things: z.int(),
  total: kopecks,
  madeAt: instant,
  sentAt: instant.optional(),
  answeredAt: instant.optional(),
  accepted: z.int(),
  refused: z.int(),
});
const example = {
  package: 12,
  organization: 2,
  kind: "documents",
  period: "2026-11",
  messageGuid: "0b7f6c6e-2f1e-4a53-9d5c-6f4f3c0e9a11",
  things: 500,
  total: "298417512",
  madeAt: "2026-12-01T09:15:00.000Z",
  accepted: 0,
  refused: 0,
} as const;

export const PackagesQuery = z.strictObject({ organization: numberInPath.optional() });
export const PackagesResponse = z
  .object({ packages: z.array(packageShape) })
  .meta({ examples: [{ packages: [example] }] });

export const MakeRequest = z
  .strictObject({
    organization,
    kind,
    period: month.optional().meta({ description: "Of documents and payments." }),
  })
  .meta({ examples: [{ organization: 2, kind: "documents", period: "2026-11" }] });
export const MadeResponse = z
  .object({
    packages: z.array(z.int()),
    things: z.int(),
    waiting: z
      .int()
      .meta({ description: "Left out until the system tells what it calls their premises or account." }),
  })
  .meta({ examples: [{ packages: [12, 13], things: 830, waiting: 4 }] });

export const PackagePath = z.strictObject({ package: numberInPath });
export const ItemsResponse = z
  .object({
    items: z.array(
      z.object({
        building: z.int(),
        thing: z.string(),
        transport: z.string(),
        outcome: z.enum(["accepted", "refused"]).optional(),
        errors: z.string(),
      }),
    ),
  })
  .meta({
    examples: [
      {
        items: [
          {
            building: 3,
            thing: "41|202611",
            transport: "5a7e0f0e-6a9c-4a8e-9a39-1f1f2f3f4f5f",
            outcome: "refused",
            errors: "INT004160: ЛС закрыт",
          },
        ],
      },
    ],
  });
export const AnswerResponse = z
  .object({ accepted: z.int(), refused: z.int() })
  .meta({ examples: [{ accepted: 499, refused: 1 }] });

export const NotificationsQuery = z.strictObject({ organization: numberInPath });
export const NotificationsResponse = z
  .object({ taken: z.int(), repeated: z.int() })
  .meta({ examples: [{ taken: 214, repeated: 3 }] });

export const SettingsQuery = z.strictObject({ organization: numberInPath });
const service = z.object({
  service: z.int(),
  section: z.enum(["housing", "municipal", "additional", "capital_repair", "penalty"]),
  code: z.string().min(1).max(20),
  guid,
  common: z
    .boolean()
    .meta({ description: "Common needs: their volume stands beside the individual one of the same item." }),
});
export const SettingsResponse = z
  .object({
    participant: z.object({ organization, ppaGuid: z.string(), accountKind }).optional(),
    services: z.array(service.extend({ guid: z.string() })),
  })
  .meta({
    examples: [
      {
        participant: { organization: 2, ppaGuid: "6a1a0b54-30b5-4f5c-8d2a-3c1f5f0d7e22", accountKind: "UO" },
        services: [
          {
            service: 20,
            section: "municipal",
            code: "1.1",
            guid: "11b0f1c5-7b0f-4b57-9d57-1f1b5f2d3c44",
            common: false,
          },
        ],
      },
    ],
  });
export const SettingsRequest = z
  .strictObject({
    participant: z.strictObject({ organization, ppaGuid: guid, accountKind }).optional(),
    services: z.array(service.strict()).max(500).optional(),
  })
  .meta({
    examples: [
      {
        participant: { organization: 2, ppaGuid: "6a1a0b54-30b5-4f5c-8d2a-3c1f5f0d7e22", accountKind: "UO" },
      },
    ],
  });

export const IdentifiersRequest = z
  .strictObject({
    identifiers: z
      .array(
        z.strictObject({
          building: z.int().positive(),
          premises: z
            .string()
            .max(20)
            .optional()
            .meta({ description: "Number of the premises; absent: the house." }),
          guid,
        }),
      )
      .max(10_000),
  })
  .meta({
    examples: [
      { identifiers: [{ building: 3, premises: "12", guid: "0d2a3c1f-30b5-4f5c-8d2a-5f0d7e226a1a" }] },
    ],
  });
export const IdentifiersResponse = z.object({ kept: z.int() }).meta({ examples: [{ kept: 1 }] });
