import { z } from "zod";
import { accountNumber, day, documentNumber, kopecks, millionths, month } from "#platform/http/wire";

export const StatementPath = z.strictObject({ number: accountNumber });
export const StatementMonthPath = z.strictObject({ number: accountNumber, period: month });
export const StatementQuery = z.strictObject({
  from: month.optional().meta({ description: "Absent: twelve months before `to`." }),
  to: month.optional().meta({ description: "Absent: the present month." }),
});

const id = z.int().nonnegative();
const SumFields = z.object({
  opening: kopecks,
  charged: kopecks.meta({ description: "For the month itself." }),
  recalculated: kopecks.meta({
    description: "Booked in the month for earlier ones, and reductions of the month itself.",
  }),
  benefits: kopecks.meta({ description: "Negative: what the budget pays instead of the resident." }),
  penalties: kopecks,
  paid: kopecks.meta({ description: "Negative: what was paid, less what was reversed." }),
  closing: kopecks,
});
const sums = {
  opening: "1750907",
  charged: "976727",
  recalculated: "-4983",
  benefits: "0",
  penalties: "0",
  paid: "-900000",
  closing: "1822651",
};

export const StatementResponse = z
  .object({
    account: accountNumber,
    today: day,
    months: z.array(SumFields.extend({ period: month })),
  })
  .meta({
    description: "Oldest first. In each, opening and movements add up to closing.",
    examples: [{ account: "1000000012", today: "2026-11-23", months: [{ period: "2026-11", ...sums }] }],
  });

export const StatementMonthResponse = z
  .object({
    account: accountNumber,
    period: month,
    services: z.array(
      SumFields.extend({
        service: id.meta({ description: "0 is the advance." }),
        code: z.string(),
        name: z.string().meta({ description: "In the reader's language." }),
        unit: z.string().optional().meta({ description: "Of the volumes; absent for the advance." }),
        provider: id,
        providerName: z.string().meta({ description: "Empty for the advance." }),
        lines: z.array(
          z.object({
            document: documentNumber.meta({ description: "Run, payment or reversal." }),
            line: z.int(),
            kind: z.string(),
            chargedFor: month.optional(),
            part: z.int(),
            formula: z.string().optional(),
            basis: z.string().optional(),
            volume: millionths,
            rate: millionths,
            amount: kopecks.meta({ description: "As moved; `kind` tells what it does to the debt." }),
          }),
        ),
      }),
    ),
  })
  .meta({
    examples: [
      {
        account: "1000000012",
        period: "2026-11",
        services: [
          {
            service: 21,
            code: "HOT_WATER",
            name: "Hot water",
            unit: "m3",
            provider: 5,
            providerName: "АО «Теплосеть»",
            opening: "0",
            charged: "151002",
            recalculated: "0",
            benefits: "0",
            penalties: "0",
            paid: "0",
            closing: "151002",
            lines: [
              {
                document: "97",
                line: 4,
                kind: "charge",
                chargedFor: "2026-11",
                part: 0,
                formula: "1",
                basis: "meter",
                volume: "6210000",
                rate: "243160000",
                amount: "151002",
              },
            ],
          },
        ],
      },
    ],
  });
