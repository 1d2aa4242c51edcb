import { z } from "zod";
import { accountNumber, day, kopecks, millionths, month, numberInPath } from "#platform/http/wire";

export const RegisterQuery = z.strictObject({
  organization: numberInPath.meta({ description: "Whose runs." }),
  period: month.meta({
    description: "The month of the books: earlier months charged again in it are in it too.",
  }),
});

export const RegisterResponse = z
  .object({
    total: kopecks,
    rows: z.array(
      z.object({
        account: accountNumber,
        address: z.string(),
        beneficiary: z
          .string()
          .optional()
          .meta({ description: "Absent of a subsidy, which is the account's." }),
        born: day.optional(),
        category: z.string(),
        document: z.string(),
        mode: z.enum(["discount", "cash", "subsidy"]),
        chargedFor: month,
        service: z.string(),
        provider: z.string(),
        unit: z.string(),
        rate: millionths.optional(),
        norm: millionths.optional(),
        volume: millionths.optional(),
        persons: millionths,
        percent: millionths,
        charged: kopecks,
        amount: kopecks.meta({ description: "Below nought where a recalculation took some of it back." }),
        monthsInArrears: z.int(),
      }),
    ),
  })
  .meta({
    examples: [
      {
        total: "31500",
        rows: [
          {
            account: "1000000012",
            address: "г. Североозёрск, ул. Лесная, д. 12, кв. 12",
            beneficiary: "Иванова Мария Петровна",
            born: "1940-01-10",
            category: "Labour veteran",
            document: "Удостоверение № 4471",
            mode: "discount",
            chargedFor: "2026-11",
            service: "Maintenance",
            provider: "ООО «Северный дом»",
            unit: "m2",
            rate: "30000000",
            norm: "21000000",
            volume: "21000000",
            persons: "1000000",
            percent: "50000000",
            charged: "180000",
            amount: "31500",
            monthsInArrears: 0,
          },
        ],
      },
    ],
  });
