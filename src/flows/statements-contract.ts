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
const OUTCOMES = ["registry", "awaiting", "payment", "own", "return", "held"] as const;
const bankAccount = z
  .string()
  .regex(/^\d{20}$/)
  .meta({ description: "Account at a bank, twenty digits.", examples: ["40821810900000000777"] });

export const StatementUploadQuery = z.strictObject({
  name: z
    .string()
    .min(1)
    .max(200)
    .meta({ description: "The file's own name.", examples: ["kl_to_1c.txt"] }),
});

export const StatementsTakenResponse = z
  .object({
    statements: z.array(
      z.object({
        statement: id,
        account: bankAccount,
        lines: z.int(),
        fresh: z.int().meta({ description: "Lines that no earlier statement had." }),
        gap: kopecks.optional().meta({
          description: "Opening less the closing balance before: not nothing, a statement is missing.",
        }),
        found: z
          .array(z.object({ kind: z.enum(OUTCOMES), count: z.int(), amount: kopecks }))
          .meta({ description: "What the fresh money in was found to be." }),
      }),
    ),
  })
  .meta({
    examples: [
      {
        statements: [
          {
            statement: 7,
            account: "40821810900000000777",
            lines: 4,
            fresh: 4,
            gap: "0",
            found: [
              { kind: "registry", count: 1, amount: "2220207" },
              { kind: "payment", count: 1, amount: "250000" },
              { kind: "held", count: 2, amount: "110000" },
            ],
          },
        ],
      },
    ],
  });

const StatementFields = z.object({
  statement: id,
  account: bankAccount,
  organization: id,
  fileName: z.string(),
  format: z.enum(["1c-statement", "camt053", "camt054", "mt940"]),
  number: z.string(),
  from: day,
  to: day,
  opening: kopecks.optional(),
  closing: kopecks.optional(),
  credited: kopecks,
  debited: kopecks,
  lineCount: z.int(),
  newCount: z.int(),
  gap: kopecks.optional(),
  awaiting: kopecks.meta({ description: "Of registries that have not come." }),
  held: kopecks.meta({ description: "What named nobody, and waits in suspense or was resolved there." }),
  recordedAt: instant,
  recordedByName: z.string().optional(),
});
const statement = {
  statement: 7,
  account: "40821810900000000777",
  organization: 1,
  fileName: "kl_to_1c.txt",
  format: "1c-statement",
  number: "",
  from: "2026-11-20",
  to: "2026-11-20",
  opening: "12000000",
  closing: "14580207",
  credited: "2580207",
  debited: "0",
  lineCount: 4,
  newCount: 4,
  gap: "0",
  awaiting: "0",
  held: "110000",
  recordedAt: "2026-11-21T06:30:00.000Z",
  recordedByName: "Громова Елена Викторовна",
};

export const StatementsQuery = z.strictObject({
  before: numberInPath.optional().meta({ description: "The last statement of the page before." }),
  limit: limitUpTo(500, 100),
});
export const StatementsResponse = z
  .object({ statements: z.array(StatementFields) })
  .meta({ examples: [{ statements: [statement] }] });

export const StatementPath = z.strictObject({ statement: numberInPath });
export const StatementResponse = StatementFields.extend({
  lines: z.array(
    z.object({
      line: documentNumber,
      lineNo: z.int().meta({ description: "Where it begins in the file." }),
      date: day,
      direction: z.enum(["in", "out"]),
      amount: kopecks,
      number: z.string(),
      counterparty: z.object({ name: z.string(), inn: z.string(), account: z.string(), bic: z.string() }),
      purpose: z.string(),
      reversal: z.boolean(),
      raw: z.string(),
      outcomes: z
        .array(
          z.object({
            kind: z.enum(OUTCOMES),
            amount: kopecks,
            reason: z.string().meta({ description: "Why it was found to be so, by its code." }),
            registry: id.optional(),
            document: z.string().optional(),
            number: accountNumber.optional(),
            payment: documentNumber.optional(),
            building: id.optional(),
          }),
        )
        .meta({ description: "In parts that add up to the line; none of money out." }),
    }),
  ),
}).meta({
  examples: [
    {
      ...statement,
      lines: [
        {
          line: "31",
          lineNo: 40,
          date: "2026-11-20",
          direction: "in",
          amount: "250000",
          number: "15",
          counterparty: {
            name: "Сидоров Пётр Андреевич",
            inn: "990100500111",
            account: "30101810100000000543",
            bic: "049876543",
          },
          purpose: "Оплата ЖКУ ЛС 1000000012 за 11.2026, без НДС",
          reversal: false,
          raw: "СекцияДокумент=Платежное поручение\nНомер=15",
          outcomes: [
            {
              kind: "payment",
              amount: "250000",
              reason: "one_account",
              number: "1000000012",
              payment: "10000000042",
              building: 31,
            },
          ],
        },
      ],
    },
  ],
});

export const LinePath = z.strictObject({ line: documentNumber });

const REGISTRY_REASONS = [
  "order_number",
  "net_equal",
  "total_equal",
  "day_named",
  "sum_near",
  "day_near",
] as const;

export const LineCandidatesResponse = z
  .object({
    amount: kopecks,
    candidates: z
      .array(
        z.object({
          registry: id,
          document: z.string(),
          agentName: z.string(),
          day: day.meta({ description: "The last day of payment of its lines." }),
          total: kopecks,
          net: kopecks.meta({ description: "What the bank transfers of it." }),
          reasons: z.array(z.enum(REGISTRY_REASONS)),
        }),
      )
      .meta({ description: "The likeliest first." }),
  })
  .meta({
    examples: [
      {
        amount: "2220207",
        candidates: [
          {
            registry: 12,
            document: "sber-register.txt",
            agentName: "Сбербанк",
            day: "2026-11-20",
            total: "2247173",
            net: "2220207",
            reasons: ["net_equal", "day_near"],
          },
        ],
      },
    ],
  });

export const ChooseRegistriesRequest = z
  .strictObject({
    registries: z
      .array(id)
      .min(1)
      .max(50)
      .meta({ description: "Each gets its net; what is more or less is the last one's." }),
  })
  .meta({ examples: [{ registries: [12, 13] }] });

export const ChosenResponse = z
  .object({ parts: z.array(z.object({ registry: id, amount: kopecks })) })
  .meta({ examples: [{ parts: [{ registry: 12, amount: "2220207" }] }] });

export const OrderDebitsPath = z.strictObject({ order: numberInPath });
export const OrderDebitsResponse = z
  .object({
    debits: z
      .array(
        z.object({
          line: documentNumber,
          statement: id,
          date: day,
          number: z.string(),
          amount: kopecks,
          receiverName: z.string(),
          purpose: z.string(),
          document: z.string().meta({ description: "As the order's outcome would name it." }),
          agrees: z.array(z.enum(["number", "amount", "payee", "payer"])),
        }),
      )
      .meta({ description: "The most alike first." }),
  })
  .meta({
    examples: [
      {
        debits: [
          {
            line: "44",
            statement: 8,
            date: "2026-11-06",
            number: "7",
            amount: "98123",
            receiverName: "МУП Водоканал",
            purpose: "Перечисление платежей населения",
            document: "Выписка 06.11.2026, № 7",
            agrees: ["amount", "payee", "payer"],
          },
        ],
      },
    ],
  });

export const MatchedResponse = z
  .object({
    matched: z.int().meta({ description: "Lines that found their registry now." }),
    confirmed: z.int().meta({ description: "Orders that found their line of money out now." }),
  })
  .meta({ examples: [{ matched: 2, confirmed: 1 }] });

export const BankAccountRequest = z
  .strictObject({
    organization: id,
    account: bankAccount,
    bic: z.string().regex(/^\d{9}$/),
    note: z.string().trim().max(200).default(""),
  })
  .meta({
    examples: [
      {
        organization: 1,
        account: "40821810900000000777",
        bic: "049876543",
        note: "Специальный счёт, 103-ФЗ",
      },
    ],
  });
const BankAccountFields = z.object({ id, organization: id, account: bankAccount, bic: z.string() });
const account = { id: 3, organization: 1, account: "40821810900000000777", bic: "049876543" };
export const BankAccountResponse = BankAccountFields.meta({ examples: [account] });
export const BankAccountsResponse = z
  .object({ accounts: z.array(BankAccountFields) })
  .meta({ examples: [{ accounts: [account] }] });
