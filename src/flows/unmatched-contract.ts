import { z } from "zod";
import {
  accountNumber,
  day,
  documentNumber,
  instant,
  kopecks,
  limitUpTo,
  numberInPath,
} from "#platform/http/wire";

const id = z.int().positive();
const balance = z
  .object({ count: z.int(), total: kopecks })
  .meta({ description: "The balance of suspense: what came without an account and is not resolved." });

const HeldFields = z.object({
  held: documentNumber,
  source: z.enum(["registry", "statement", "order"]),
  agentName: z.string().optional(),
  registry: id.optional(),
  amount: kopecks.meta({ description: "Negative: a refund that names no payment." }),
  rest: kopecks.meta({ description: "What is not resolved of it." }),
  receivedOn: day,
  document: z.string(),
  payerName: z.string(),
  statedAccount: z.string(),
  address: z.string(),
  purpose: z.string(),
  raw: z.string().meta({ description: "The line as it stood in the file." }),
  recordedAt: instant,
  note: z.string().optional().meta({ description: "Of the person who left it last." }),
});
const held = {
  held: "10000000077",
  source: "registry",
  agentName: "АО СЕВЕРБАНК",
  registry: 12,
  amount: "151002",
  rest: "151002",
  receivedOn: "2026-11-22",
  document: "SB_20261122.txt",
  payerName: "Иванова М П",
  statedAccount: "4400110019",
  address: "Ленина 7-3",
  purpose: "",
  raw: "22-11-2026;10-15-00;8600;1;774512;4400110019;Иванова М П;Ленина 7-3;1126;1510,02;1495,00;15,02",
  recordedAt: "2026-11-23T09:15:00.000Z",
};

export const UnmatchedQuery = z.strictObject({
  after: documentNumber.optional().meta({ description: "The last one of the page before." }),
  registry: numberInPath.optional().meta({ description: "Of one registry alone." }),
  limit: limitUpTo(500, 100),
});
export const UnmatchedResponse = z
  .object({ held: z.array(HeldFields), balance })
  .meta({ examples: [{ held: [held], balance: { count: 1, total: "151002" } }] });

export const UnmatchedPath = z.strictObject({ held: documentNumber });

const reason = z.discriminatedUnion("kind", [
  z.object({
    kind: z.enum([
      "number",
      "look_alike",
      "one_digit",
      "swapped",
      "length",
      "in_purpose",
      "rule",
      "name",
      "address",
      "amount_due",
    ]),
  }),
  z.object({ kind: z.literal("paid_before"), times: z.int() }),
]);

export const UnmatchedCardResponse = HeldFields.extend({
  candidates: z
    .array(
      z.object({
        account: accountNumber,
        holder: z.string(),
        address: z.string(),
        closed: day.optional(),
        owes: kopecks.optional().meta({ description: "Today, negative when paid ahead." }),
        score: z.int().meta({ description: "Of 100." }),
        reasons: z.array(reason).meta({ description: "The weightiest first." }),
      }),
    )
    .meta({ description: "The likeliest first, five at most." }),
  resolutions: z
    .array(
      z.object({
        no: z.int(),
        kind: z.enum(["assigned", "returned", "left"]),
        amount: kopecks,
        account: accountNumber.optional(),
        building: id.optional(),
        payment: documentNumber.optional(),
        reversed: z.boolean().meta({ description: "The payment was reversed: the part is held again." }),
        reason: z.string(),
        document: z.string(),
        rule: id.optional().meta({ description: "The rule that decided by itself." }),
        recordedAt: instant,
      }),
    )
    .meta({ description: "What was decided of it, in order." }),
}).meta({
  examples: [
    {
      ...held,
      candidates: [
        {
          account: "4400110010",
          holder: "Иванова Мария Петровна",
          address: "г. Североозёрск, ул. Ленина, д. 7, кв. 3",
          owes: "151002",
          score: 99,
          reasons: [{ kind: "one_digit" }, { kind: "name" }, { kind: "address" }, { kind: "amount_due" }],
        },
      ],
      resolutions: [],
    },
  ],
});

const words = z.string().trim().min(1).max(500);
export const ResolutionRequest = z
  .discriminatedUnion("kind", [
    z.strictObject({
      kind: z.literal("assigned"),
      parts: z
        .array(z.strictObject({ account: accountNumber, amount: kopecks }))
        .min(1)
        .max(20)
        .meta({ description: "Their sum is all that is left." }),
    }),
    z.strictObject({ kind: z.literal("returned"), reason: words, document: words }),
    z.strictObject({ kind: z.literal("left"), note: words }),
  ])
  .meta({ examples: [{ kind: "assigned", parts: [{ account: "4400110010", amount: "151002" }] }] });

export const ResolutionResponse = z
  .object({
    held: documentNumber,
    rest: kopecks,
    payments: z.array(
      z.object({ building: id, payment: documentNumber, account: accountNumber, amount: kopecks }),
    ),
    offer: z
      .object({ statedAccount: z.string(), payerName: z.string(), account: accountNumber, times: z.int() })
      .optional()
      .meta({ description: "A rule that may be made: so many equal decisions were taken." }),
    balance,
  })
  .meta({
    examples: [
      {
        held: "10000000077",
        rest: "0",
        payments: [{ building: 31, payment: "10000000080", account: "4400110010", amount: "151002" }],
        balance: { count: 0, total: "0" },
      },
    ],
  });

export const RuleRequest = z
  .strictObject({
    statedAccount: z.string().max(100),
    payerName: z.string().max(200),
    account: accountNumber,
  })
  .meta({ examples: [{ statedAccount: "4400110019", payerName: "Иванова М П", account: "4400110010" }] });

export const RuleResponse = z.object({ rule: id }).meta({ examples: [{ rule: 3 }] });
export const RulePath = z.strictObject({ rule: numberInPath });

export const RulesResponse = z
  .object({
    rules: z.array(
      z.object({
        rule: id,
        statedAccount: z.string(),
        payerKey: z.string().meta({ description: "The payer's name in one spelling; empty: any payer." }),
        account: accountNumber,
        recordedAt: instant,
      }),
    ),
  })
  .meta({
    examples: [
      {
        rules: [
          {
            rule: 3,
            statedAccount: "4400110019",
            payerKey: "иванова м п",
            account: "4400110010",
            recordedAt: "2026-11-23T09:15:00.000Z",
          },
        ],
      },
    ],
  });
