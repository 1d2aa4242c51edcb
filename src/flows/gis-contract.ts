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
  refused: z
    .int()
    .meta({ description: "Refused by the system or left out by it: told again by the next round." }),
  open: z.int().meta({ description: "Things without a result." }),
  partly: z.boolean().meta({ description: "An answer came, and left some things out." }),
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
  open: 500,
  partly: false,
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
    package: packageShape,
    items: z.array(
      z.object({
        building: z.int(),
        address: z.string(),
        thing: z.string(),
        /** The account's number, of accounts and documents. */
        account: z.string().optional(),
        payment: z.string().optional().meta({ description: "Number of the payment, of payments." }),
        transport: z.string(),
        outcome: z.enum(["accepted", "refused", "left_out"]).optional(),
        errors: z.string(),
      }),
    ),
  })
  .meta({
    examples: [
      {
        package: example,
        items: [
          {
            building: 3,
            address: "г. Североозёрск, ул. Лесная, д. 12",
            thing: "41|202611",
            account: "4400110010",
            transport: "5a7e0f0e-6a9c-4a8e-9a39-1f1f2f3f4f5f",
            outcome: "refused",
            errors: "INT004160: ЛС закрыт",
          },
        ],
      },
    ],
  });
export const AnswerResponse = z
  .object({ accepted: z.int(), refused: z.int(), open: z.int() })
  .meta({ examples: [{ accepted: 498, refused: 1, open: 1 }] });
export const LeftOutResponse = z.object({ leftOut: z.int() }).meta({ examples: [{ leftOut: 1 }] });

export const DocumentsRequest = z
  .strictObject({ organization, period: month })
  .meta({ examples: [{ organization: 2, period: "2026-11" }] });

const known = z.object({ known: z.int(), total: z.int() });
export const ParticipantsResponse = z
  .object({
    participants: z.array(
      z.object({
        organization,
        name: z.string(),
        ppaGuid: z.string().optional(),
        accountKind: accountKind.optional(),
        requisites: z.boolean(),
        services: known,
        houses: known,
        premises: z.int().meta({ description: "Premises that the system's identifier is recorded of." }),
        accounts: known,
        documents: z.int(),
        unanswered: z.int(),
        open: z.int().meta({ description: "Things that answers have left out." }),
        next: z
          .enum(["participant", "requisites", "services", "premises", "accounts", "answers", "none"])
          .meta({ description: "What keeps the exchange from going on." }),
      }),
    ),
  })
  .meta({
    examples: [
      {
        participants: [
          {
            organization: 2,
            name: "ООО «УК Заречье»",
            ppaGuid: "6a1a0b54-30b5-4f5c-8d2a-3c1f5f0d7e22",
            accountKind: "UO",
            requisites: true,
            services: { known: 21, total: 21 },
            houses: { known: 4, total: 4 },
            premises: 240,
            accounts: { known: 238, total: 240 },
            documents: 0,
            unanswered: 1,
            open: 2,
            next: "answers",
          },
        ],
      },
    ],
  });

export const IdentifiersFileQuery = z.strictObject({ organization: numberInPath });
export const TakeIdentifiersQuery = z.strictObject({
  organization: numberInPath,
  take: z
    .enum(["yes", "no"])
    .default("no")
    .meta({ description: "no: only judge the file.", examples: ["no"] }),
});
export const ReviewedIdentifiersResponse = z
  .object({
    fresh: z.int(),
    changed: z.int(),
    same: z.int(),
    unfilled: z.int().meta({ description: "Lines that name a thing and no identifier." }),
    taken: z.boolean(),
    refused: z.array(z.object({ line: z.int(), fault: z.string(), found: z.string(), sentence: z.string() })),
  })
  .meta({
    examples: [
      {
        fresh: 240,
        changed: 0,
        same: 0,
        unfilled: 3,
        taken: false,
        refused: [
          {
            line: 17,
            fault: "premises_unknown",
            found: "12а",
            sentence: "В этом доме нет помещения «12а». Исправьте номер.",
          },
        ],
      },
    ],
  });

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
