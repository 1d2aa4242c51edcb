import { z } from "zod";
import { parseDay } from "#core/day";
import type { PaymentId } from "#core/ids";
import type { JournalPlace } from "#modules/payments";
import {
  accountNumber,
  day,
  documentNumber,
  instant,
  kopecks,
  limitUpTo,
  month,
  numberInPath,
} from "#platform/http/wire";

const id = z.int().positive();
const CHANNELS = ["hand", "cash", "agent", "registry", "bank", "online"] as const;

/** "2026-11-20.10000000042": the day and the number of the last payment of the page before. */
const place = z
  .codec(
    z.string().regex(/^\d{4}-\d{2}-\d{2}\.[1-9]\d{0,17}$/),
    z.custom<JournalPlace>((value) => typeof value === "object"),
    {
      decode: (text, context) => {
        const paidOn = parseDay(text.slice(0, 10));
        if (paidOn !== undefined) return { paidOn, payment: BigInt(text.slice(11)) as PaymentId };
        context.issues.push({
          code: "custom",
          input: text,
          message: "no such date",
          params: { noSuch: "date" },
        });
        return z.NEVER;
      },
      encode: ({ paidOn, payment }) => `${paidOn}.${payment}`,
    },
  )
  .meta({
    type: "string",
    description: "Where a page ends: `next` of the page before.",
    examples: ["2026-11-20.10000000042"],
  });

export const JournalQuery = z
  .strictObject({
    organization: numberInPath.optional(),
    period: month.optional().meta({ description: "The month that they are booked in." }),
    from: day.optional().meta({ description: "Paid on this day or later; instead of the month." }),
    to: day.optional().meta({ description: "Paid on this day or earlier." }),
    q: z.string().max(100).optional().meta({
      description: "An account's number, holder or address, a payment's number, a piece of its document.",
    }),
    amount: kopecks.optional().meta({ description: "Exactly this one." }),
    channel: z.enum(CHANNELS).optional(),
    agent: numberInPath.optional(),
    shift: numberInPath.optional().meta({ description: "Taken at a desk in this shift." }),
    mine: z.literal("true").optional().meta({ description: "Taken by the person who asks." }),
    reversed: z.literal("true").optional().meta({ description: "Reversed payments alone." }),
    after: place.optional(),
    limit: limitUpTo(500, 100),
  })
  .refine(({ period, from, to }) => period !== undefined || (from !== undefined && to !== undefined), {
    error: "period, or from and to",
  });

const RowFields = z.object({
  payment: documentNumber,
  building: id,
  number: accountNumber,
  address: z.string(),
  holder: z.string().meta({ description: "Of the account today." }),
  amount: kopecks,
  paidOn: day,
  receivedAt: instant,
  period: month.meta({ description: "The month that it is booked in." }),
  statedPeriod: month.optional().meta({ description: "The month that the payer named." }),
  channel: z.enum(CHANNELS),
  agentName: z.string().optional(),
  document: z.string(),
  recordedByName: z.string().optional(),
  reversal: z
    .object({
      document: documentNumber,
      period: month,
      on: day,
      reason: z.string(),
      byName: z.string().optional(),
    })
    .optional(),
});
const row = {
  payment: "10000000042",
  building: 31,
  number: "1000000012",
  address: "г. Североозёрск, ул. Лесная, д. 12, кв. 12",
  holder: "Иванова Мария Петровна",
  amount: "900000",
  paidOn: "2026-11-23",
  receivedAt: "2026-11-23T09:15:00.000Z",
  period: "2026-11",
  channel: "hand",
  document: "приходный ордер 17",
  recordedByName: "Громова Елена Викторовна",
};

const sums = {
  count: z.int(),
  amount: kopecks,
  reversedCount: z.int(),
  reversedAmount: kopecks.meta({ description: "Of the reversed among them; `amount` has them too." }),
};
export const JournalResponse = z
  .object({
    payments: z.array(RowFields),
    next: place.optional().meta({ description: "Absent on the last page." }),
    totals: z
      .object({
        ...sums,
        channels: z.array(z.object({ channel: z.enum(CHANNELS), ...sums })),
      })
      .optional()
      .meta({ description: "Of the whole list; on the first page alone." }),
    agents: z.array(z.object({ id, name: z.string() })).meta({ description: "In sight; on the first page." }),
    isTextTooWide: z.boolean().meta({
      description: "More accounts answer to the text than are looked at: some payments are missing.",
    }),
  })
  .meta({
    examples: [
      {
        payments: [row],
        totals: {
          count: 1,
          amount: "900000",
          reversedCount: 0,
          reversedAmount: "0",
          channels: [{ channel: "hand", count: 1, amount: "900000", reversedCount: 0, reversedAmount: "0" }],
        },
        agents: [{ id: 1, name: "Банк города" }],
        isTextTooWide: false,
      },
    ],
  });

export const PaymentCardPath = z.strictObject({ building: numberInPath, payment: documentNumber });
export const PaymentCardResponse = RowFields.extend({
  parts: z
    .array(
      z.object({
        code: z.string().meta({ description: "ADVANCE where no debt took the money." }),
        name: z.string().meta({ description: "In the reader's language." }),
        providerName: z.string(),
        chargedFor: month.optional(),
        amount: kopecks,
      }),
    )
    .meta({ description: "As it was allocated when it came; they add up to the payment." }),
}).meta({
  examples: [
    {
      ...row,
      parts: [
        {
          code: "HOT_WATER",
          name: "Hot water",
          providerName: "АО «Теплосеть»",
          chargedFor: "2026-10",
          amount: "900000",
        },
      ],
    },
  ],
});
