import { z } from "zod";
import { day, documentNumber, instant, kopecks, languages, numberInPath } from "#platform/http/wire";

const id = z.int().positive();
const KINDS = [
  "online_not_in_registry",
  "registry_not_online",
  "amount_differs",
  "account_differs",
  "reversed_in_registry",
  "registry_missing",
  "registry_without_money",
  "money_differs",
  "fee_differs",
] as const;

export const ReconciliationQuery = z
  .strictObject({ from: day, to: day })
  .refine(({ from, to }) => from <= to && Date.parse(to) - Date.parse(from) <= 62 * 86_400_000, {
    error: "from ≤ to, at most two months",
  });
export const ReconciliationFileQuery = z.strictObject({
  from: day,
  to: day,
  language: z.enum(languages).optional(),
});
export const ReconciliationPath = z.strictObject({ agent: numberInPath, day });

const leg = z.object({ count: z.int(), total: kopecks });
const DayFields = z.object({
  agent: id,
  agentName: z.string(),
  day,
  isOnline: z.boolean().meta({ description: "It sends messages; otherwise it has two legs." }),
  online: leg.meta({ description: "Messages of the day, without those that were reversed." }),
  registry: leg.meta({ description: "By the registries of the day." }),
  net: kopecks.meta({ description: "What the bank is to transfer." }),
  fee: kopecks.meta({ description: "By the files, or what the bank kept where they are silent." }),
  received: kopecks.meta({ description: "What statements brought of these registries." }),
  differenceCount: z.int(),
  state: z.enum(["open", "reconciled", "changed"]).meta({
    description: "changed: it was in order, and is not any more what was seen then.",
  }),
  note: z.string().optional(),
  decidedAt: instant.optional(),
  decidedByName: z.string().optional(),
});
const row = {
  agent: 1,
  agentName: "Банк города",
  day: "2026-11-20",
  isOnline: false,
  online: { count: 0, total: "0" },
  registry: { count: 7, total: "2247173" },
  net: "2220207",
  fee: "26966",
  received: "2220207",
  differenceCount: 0,
  state: "open",
};

export const ReconciliationResponse = z
  .object({
    days: z.array(DayFields).meta({ description: "Those with differences first, then the latest day." }),
    unclaimed: z
      .array(
        z.object({
          line: documentNumber,
          statement: id,
          date: day,
          amount: kopecks,
          number: z.string(),
          counterpartyName: z.string(),
          purpose: z.string(),
        }),
      )
      .meta({ description: "Money of registries that have not come." }),
  })
  .meta({ examples: [{ days: [row], unclaimed: [] }] });

const difference = z.object({
  kind: z.enum(KINDS),
  transaction: z.string().optional(),
  account: z.string().optional(),
  registry: id.optional(),
  online: kopecks.optional(),
  inRegistry: kopecks.optional(),
  received: kopecks.optional(),
});
export const ReconciliationDayResponse = DayFields.extend({
  differences: z.array(difference),
  registries: z.array(
    z.object({
      registry: id,
      document: z.string(),
      count: z.int(),
      total: kopecks,
      net: kopecks,
      fee: kopecks.optional(),
      received: kopecks,
      money: z
        .array(
          z.object({
            line: documentNumber,
            statement: id,
            bookedOn: day,
            amount: kopecks,
            number: z.string(),
            purpose: z.string(),
          }),
        )
        .meta({ description: "Lines of the bank that brought it." }),
    }),
  ),
}).meta({
  examples: [
    {
      ...row,
      differenceCount: 1,
      differences: [{ kind: "registry_without_money", registry: 12, inRegistry: "2220207" }],
      registries: [
        {
          registry: 12,
          document: "sber-2026-11-20.txt",
          count: 7,
          total: "2247173",
          net: "2220207",
          fee: "26966",
          received: "0",
          money: [],
        },
      ],
    },
  ],
});

export const ReconciliationDecisionRequest = z
  .strictObject({
    event: z.enum(["reconciled", "reopened"]),
    note: z.string().trim().max(1000).default(""),
    seen: z
      .strictObject({
        online: kopecks,
        registry: kopecks,
        fee: kopecks,
        received: kopecks,
        differences: z.int().min(0),
      })
      .meta({ description: "What the person saw: refused where it is not so any more." }),
  })
  .meta({
    examples: [
      {
        event: "reconciled",
        note: "Комиссия по новому договору с 20.11",
        seen: { online: "0", registry: "2247173", fee: "26966", received: "2220207", differences: 1 },
      },
    ],
  });
