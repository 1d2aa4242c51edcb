import { z } from "zod";
import { AccountLineFields } from "#contracts/accounts";
import {
  accountNumber,
  day,
  documentNumber,
  instant,
  kopecks,
  languages,
  limitUpTo,
  millionths,
  month,
  numberInPath,
} from "#platform/http/wire";

const id = z.int().positive();

export const ClosurePath = z.strictObject({ organization: numberInPath, period: month });
export const ClosureRequest = z
  .strictObject({
    uncharged: z
      .boolean()
      .default(false)
      .meta({ description: "True: it is meant that nothing was charged for the month." }),
  })
  .default({ uncharged: false })
  .meta({ examples: [{ uncharged: false }] });
export const ClosureResponse = z
  .object({
    period: month,
    opened: month,
    offsetAccounts: z.int().meta({ description: "Accounts whose credits were set against debts." }),
    openingBalances: z.int(),
  })
  .meta({ examples: [{ period: "2026-11", opened: "2026-12", offsetAccounts: 112, openingBalances: 8731 }] });

export const ExplanationPath = z.strictObject({ number: accountNumber, period: month });
export const ServiceExplanationPath = ExplanationPath.extend({
  service: z
    .string()
    .regex(/^[A-Z][A-Z0-9_]{1,40}$/)
    .meta({ examples: ["HOT_WATER"] }),
});

export const ExplanationQuery = z.strictObject({
  compare: z
    .enum(["previous", "year"])
    .optional()
    .meta({ description: "Beside the month before, or the same month of the year before." }),
  run: numberInPath
    .optional()
    .meta({ description: "As this run calculates it, a draft too: without a comparison." }),
});

/** A step of the workings; its children are the steps that it was made of. */
interface ExplanationStep {
  name: string;
  label: string;
  note?: string | undefined;
  expression?: string | undefined;
  value?: string | undefined;
  unit?: string | undefined;
  source?: string | undefined;
  law?: string | undefined;
  rule?: string | undefined;
  noteText?: string | undefined;
  unitText?: string | undefined;
  sourceText?: string | undefined;
  basis?: string | undefined;
  ruleText?: string | undefined;
  was?: string | undefined;
  recordedAt?: string | undefined;
  recordedBy?: string | undefined;
  children: ExplanationStep[];
}
const ExplanationNode: z.ZodType<ExplanationStep, ExplanationStep> = z
  .object({
    name: z.string().meta({ description: "Code of the step; it does not change." }),
    label: z.string().meta({ description: "The step in the reader's language." }),
    note: z.string().optional().meta({ description: "Which one of several: a meter's serial, a zone." }),
    expression: z.string().optional(),
    value: z.string().optional().meta({ description: "Decimal text." }),
    unit: z.string().optional(),
    source: z
      .string()
      .optional()
      .meta({ description: "Where a value comes from: level and document, or who read." }),
    law: z.string().optional(),
    rule: z.string().optional().meta({ description: "How it was rounded." }),
    noteText: z
      .string()
      .optional()
      .meta({ description: "`note` in the reader's language; so the other texts." }),
    unitText: z.string().optional(),
    sourceText: z.string().optional(),
    basis: z.string().optional().meta({ description: "The document that `source` names." }),
    ruleText: z.string().optional(),
    was: z
      .string()
      .optional()
      .meta({ description: "The same step's value in the month compared with, where it differs." }),
    recordedAt: z
      .string()
      .optional()
      .meta({ description: "Of an input: the moment (UTC) that it was written down." }),
    recordedBy: z.string().optional().meta({ description: "And by whom, where a person in sight did it." }),
    get children() {
      return z.array(ExplanationNode);
    },
  })
  .meta({ id: "ExplanationStep" });

const ComparisonFields = z.object({
  with: month,
  before: kopecks.meta({ description: "What the other month cost, recalculations booked in it included." }),
  after: kopecks,
  steps: z
    .array(
      z.object({
        cause: z.enum(["persons", "volume", "tariff", "multiplier", "recalculation", "benefit", "other"]),
        amount: kopecks,
      }),
    )
    .meta({ description: "They add up to `after − before` to the kopeck." }),
});

export const ExplanationResponse = z
  .object({
    account: accountNumber,
    period: month,
    comparison: ComparisonFields.optional().meta({
      description: "Of the whole month, where `compare` was asked for.",
    }),
    services: z.array(
      z.object({
        service: z.string(),
        name: z.string().meta({ description: "In the reader's language." }),
        unit: z.string(),
        sentence: z.string().meta({ description: "The whole in one sentence of the reader's language." }),
        amount: kopecks,
        lines: z.array(
          z.object({
            part: z.int(),
            kind: z.string(),
            basis: z.string(),
            formula: z.string(),
            volume: z.string().meta({ description: "Decimal text in the service's unit." }),
            rate: z.string().meta({ description: "Decimal text, roubles for one unit." }),
            amount: z.string().meta({ description: "Decimal text, roubles." }),
            law: z.object({
              citation: z.string().meta({ description: "The act, in full." }),
              formula: z.string(),
              meaning: z.string().meta({ description: "The formula in a plain sentence." }),
              place: z
                .object({ act: z.string(), clauses: z.array(z.string()) })
                .optional()
                .meta({ description: "Where the stored text says it: `/api/law/{act}`." }),
            }),
          }),
        ),
        workings: ExplanationNode,
        building: z
          .object({
            building: millionths.optional().meta({ description: "By the building's meter; absent by norm." }),
            premises: millionths.meta({ description: "All premises together." }),
            shared: millionths.meta({ description: "What was shared among the premises." }),
            shares: millionths.meta({ description: "The sum of the rounded shares." }),
          })
          .optional()
          .meta({ description: "The whole building's volumes, where the service is shared." }),
        comparison: ComparisonFields.optional(),
      }),
    ),
  })
  .meta({
    description: "From the facts kept with the run: it stays true after tariffs change.",
    examples: [
      {
        account: "1000000012",
        period: "2026-11",
        services: [
          {
            service: "HOT_WATER",
            name: "Hot water",
            unit: "m3",
            sentence: "Hot water: 6.21 m³ × 243.16 ₽ = 1,510.02 ₽ for November 2026",
            amount: "151002",
            lines: [
              {
                part: 0,
                kind: "charge",
                basis: "meter",
                formula: "1",
                volume: "6.21",
                rate: "243.16",
                amount: "1510.02",
                law: {
                  citation: "Government decree 354 of 06.05.2011, annex 2, formula 1",
                  formula: "P = V × T",
                  meaning: "The volume of the premises' own meter times the rate.",
                  place: { act: "pp-354", clauses: ["f1"] },
                },
              },
            ],
            workings: {
              name: "service",
              label: "service",
              value: "1510.02",
              unit: "rub",
              children: [
                {
                  name: "rate",
                  label: "rate",
                  value: "243.16",
                  source: "city 2026-10-01: Приказ 61-т от 18.12.2025",
                  sourceText: "city, from 01.10.2026: Приказ 61-т от 18.12.2025",
                  was: "227.79",
                  children: [],
                },
              ],
            },
            comparison: {
              with: "2025-11",
              before: "121412",
              after: "146019",
              steps: [
                { cause: "volume", amount: "20046" },
                { cause: "tariff", amount: "9544" },
                { cause: "recalculation", amount: "-4983" },
              ],
            },
          },
        ],
      },
    ],
  });

export const SearchQuery = z.strictObject({
  q: z
    .string()
    .max(100)
    .meta({
      description:
        "An account's number, a name, an address, a meter's serial, a payment's number, in either keyboard layout.",
      examples: ["ленина 5-12"],
    }),
  limit: limitUpTo(20, 8),
});
export const SearchResponse = z
  .object({
    accounts: z.array(
      AccountLineFields.extend({
        balance: kopecks.optional().meta({
          description: "Owed today, negative when paid ahead; absent where the building has no open month.",
        }),
      }),
    ),
    buildings: z.array(
      z.object({
        id,
        code: z.string(),
        address: z.string(),
        number: z.string(),
        organization: id.optional(),
      }),
    ),
    meters: z.array(
      z.object({
        id,
        building: id,
        premises: id.optional(),
        resource: z.string(),
        serial: z.string(),
        address: z.string(),
        removed: day.optional(),
      }),
    ),
    payments: z
      .array(
        z.object({
          payment: documentNumber,
          building: id,
          number: accountNumber,
          address: z.string(),
          amount: kopecks,
          paidOn: day,
          isReversed: z.boolean(),
        }),
      )
      .meta({ description: "By its whole number." }),
  })
  .meta({
    examples: [
      {
        accounts: [
          {
            number: "1000000512",
            building: 32,
            account: 2101,
            premises: 460,
            address: "г. Североозёрск, ул. Ленина, д. 5, кв. 12",
            holder: "Иванов Иван Иванович",
            by: "address",
            balance: "1302541",
          },
        ],
        buildings: [],
        meters: [],
        payments: [],
      },
    ],
  });

export const FiguresResponse = z
  .object({
    today: day,
    organizations: z.array(
      z.object({
        id,
        name: z.string(),
        period: month.optional().meta({ description: "The open month; absent where none is open." }),
        buildings: z.int(),
        accounts: z.int(),
        opening: kopecks,
        charged: kopecks.meta({ description: "Booked in the open month, recalculations included." }),
        paid: kopecks.meta({ description: "Negative." }),
        debt: kopecks.meta({ description: "Now, overpayments set off." }),
      }),
    ),
  })
  .meta({
    examples: [
      {
        today: "2026-11-23",
        organizations: [
          {
            id: 2,
            name: "ООО «Северный дом»",
            period: "2026-11",
            buildings: 21,
            accounts: 1740,
            opening: "1402233412",
            charged: "1134512377",
            paid: "-987001200",
            debt: "1549744589",
          },
        ],
      },
    ],
  });

export const ReceiptPath = z.strictObject({
  number: accountNumber,
  /** "2026-11.pdf" */
  file: z
    .codec(z.string().regex(/^\d{4}-\d{2}\.pdf$/), month.out, {
      decode: (text, context) => {
        const period = z.safeDecode(month, text.slice(0, 7));
        if (period.success) return period.data;
        context.issues.push({
          code: "custom",
          input: text,
          message: "no such month",
          params: { noSuch: "month" },
        });
        return z.NEVER;
      },
      encode: (period) => `${period}.pdf`,
    })
    .meta({ type: "string", description: "The month, as a file.", examples: ["2026-11.pdf"] }),
});
export const ReceiptQuery = z.strictObject({
  language: z
    .enum(languages)
    .optional()
    .meta({ description: "Of a receipt issued now; an issued one stays as it is. Absent: Russian." }),
});
export const BatchesQuery = z.strictObject({
  organization: numberInPath.optional(),
  limit: limitUpTo(200, 50),
});
export const BatchesResponse = z
  .object({
    batches: z.array(
      z.object({
        id,
        organization: id,
        period: month,
        receipts: z.int().optional().meta({ description: "Absent: it did not come to its end." }),
        fileName: z.string().optional(),
        slips: z
          .object({ printed: z.int(), used: z.int(), waiting: z.int() })
          .optional()
          .meta({ description: "Codes for the private account that were printed with it, if any." }),
        job: id.optional().meta({ description: "Its file is at `/api/jobs/{job}/file`." }),
        startedAt: instant,
      }),
    ),
  })
  .meta({
    examples: [
      {
        batches: [
          {
            id: 3,
            organization: 2,
            period: "2026-11",
            receipts: 1740,
            fileName: "receipts-14.pdf",
            slips: { printed: 1620, used: 214, waiting: 1406 },
            job: 14,
            startedAt: "2026-11-23T09:15:00.000Z",
          },
        ],
      },
    ],
  });
export const PrintPreviewQuery = z.strictObject({ organization: numberInPath, period: month });
export const PrintPreviewResponse = z
  .object({
    accounts: z.int().meta({ description: "Open on some day of the month." }),
    buildings: z.int(),
    receipts: z.int().meta({ description: "That a batch would have now." }),
    issued: z.int().meta({ description: "Of them: issued already, printed again as they are." }),
    sheets: z
      .int()
      .meta({ description: "About so many, printed on both sides: by the receipts of one house." }),
    sheetsApart: z.int().meta({ description: "The same when every receipt begins a new sheet (`duplex`)." }),
    excluded: z.array(z.object({ reason: z.enum(["not_charged"]), accounts: z.int(), buildings: z.int() })),
    samples: z.array(
      z.object({
        kind: z.enum(["debt", "advance", "longest", "recalculated", "ordinary"]),
        number: accountNumber,
        holder: z.string(),
        address: z.string(),
        opening: kopecks.meta({ description: "Owed at the month's opening, negative when paid ahead." }),
        lines: z.int(),
      }),
    ),
  })
  .meta({
    examples: [
      {
        accounts: 1745,
        buildings: 21,
        receipts: 1740,
        issued: 0,
        sheets: 1740,
        sheetsApart: 1740,
        excluded: [{ reason: "not_charged", accounts: 5, buildings: 1 }],
        samples: [
          {
            kind: "debt",
            number: "1000000012",
            holder: "Иванова Мария Петровна",
            address: "г. Североозёрск, ул. Лесная, д. 12, кв. 12",
            opening: "9183044",
            lines: 11,
          },
        ],
      },
    ],
  });
export const PrintRequest = z
  .strictObject({
    organization: id,
    period: month,
    language: z.enum(languages).default("ru"),
    duplex: z.boolean().default(false).meta({
      description: "Every receipt begins a new sheet: an odd number of sides is followed by a blank one.",
    }),
  })
  .meta({ examples: [{ organization: 2, period: "2026-11", language: "ru", duplex: true }] });

export const PrintSlipsRequest = z
  .strictObject({
    organization: id,
    period: month,
    language: z.enum(languages).default("ru"),
    duplex: z.boolean().default(false).meta({ description: "As in a print without codes." }),
    place: z.enum(["behind_receipts", "apart"]).meta({
      description:
        "`behind_receipts`: the month's receipts, each followed by the page of its code; `apart`: codes alone, four to a side.",
    }),
  })
  .meta({
    examples: [
      { organization: 2, period: "2026-11", language: "ru", duplex: true, place: "behind_receipts" },
    ],
  });
export const BatchPath = z.strictObject({ batch: numberInPath });
export const SlipsVoidedResponse = z
  .object({
    voided: z.int().meta({ description: "Codes that waited; used ones keep the access they gave." }),
  })
  .meta({ examples: [{ voided: 1406 }] });

export const UploadQuery = z.strictObject({
  name: z
    .string()
    .min(1)
    .max(200)
    .meta({
      description: "The file's own name: a CSV's tells which sheet it is.",
      examples: ["Лицевые счета.csv"],
    }),
});
export const UploadResponse = z.object({ file: z.string(), name: z.string(), bytes: z.int() }).meta({
  examples: [{ file: "5d1f0a2c9b7e44d08c1a6f3e2b905d77", name: "Лицевые счета.csv", bytes: 48213 }],
});
export const ImportRequest = z
  .strictObject({
    files: z
      .array(
        z
          .string()
          .regex(/^[0-9a-f]{32}$/)
          .meta({ description: "As given by the upload." }),
      )
      .min(1)
      .max(20),
    dryRun: z
      .boolean()
      .meta({ description: "True: everything is done and then taken back; the counts are real." }),
  })
  .meta({ examples: [{ files: ["5d1f0a2c9b7e44d08c1a6f3e2b905d77"], dryRun: true }] });

export const DemoResponse = z
  .object({
    demo: z.boolean().meta({ description: "False: an installation of somebody, and nothing else is told." }),
    today: day.optional(),
    buildings: z.int().optional(),
    accounts: z.int().optional(),
    organizations: z.int().optional(),
    password: z.string().optional().meta({ description: "Of every login of the demo town." }),
    things: z
      .array(z.object({ name: z.string(), about: z.string(), href: z.string() }))
      .optional()
      .meta({ description: "What a newcomer may try, in the reader's language." }),
    logins: z
      .array(
        z.object({
          login: z.string(),
          name: z.string(),
          role: z.string(),
          organization: z.string().optional().meta({ description: "Name of the company, for its people." }),
        }),
      )
      .optional(),
  })
  .meta({
    description: "What the sign-in page offers where the demo town lives.",
    examples: [
      {
        demo: true,
        today: "2026-11-23",
        buildings: 61,
        accounts: 5005,
        organizations: 4,
        password: "severoozersk-2026",
        logins: [{ login: "operator@eirc.example", name: "Ильина Татьяна Павловна", role: "operator" }],
      },
    ],
  });
