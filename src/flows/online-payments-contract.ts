import { z } from "zod";
import {
  accountNumber,
  day,
  documentNumber,
  instant,
  kopecks,
  languages,
  limitUpTo,
  month,
  numberInPath,
} from "#platform/http/wire";

const id = z.int().positive();
const STATES = ["created", "pending", "succeeded", "canceled", "expired", "unknown", "refunded"] as const;

export const OnlinePaymentsQuery = z.strictObject({
  state: z.enum(STATES).optional(),
  incidents: z.literal("yes").optional().meta({ description: "Only those that a person must look at." }),
  before: numberInPath.optional().meta({ description: "The last order of the page before." }),
  limit: limitUpTo(200, 50),
});
export const OnlinePaymentPath = z.strictObject({ order: numberInPath });
export const OnlineRefundPath = z.strictObject({ order: numberInPath, refund: numberInPath });
export const PaymentLinkPath = z.strictObject({ number: accountNumber });

const OrderFields = z.object({
  order: id.meta({ description: "The number by which banks know it." }),
  building: id,
  account: accountNumber,
  amount: kopecks,
  refunded: kopecks,
  state: z.enum(STATES),
  incident: z.string().meta({ description: "What a person must look at; empty if nothing." }),
  bank: z.string(),
  fast: z.boolean().meta({ description: "By a link of the fast payment system." }),
  statedPeriod: month.optional(),
  createdAt: instant,
  createdByName: z.string().optional(),
  payment: documentNumber.optional(),
});
const order = {
  order: 1_000_017,
  building: 31,
  account: "1000000012",
  amount: "150000",
  refunded: "0",
  state: "succeeded" as const,
  incident: "",
  bank: "test-bank",
  fast: false,
  createdAt: "2026-11-23T09:15:00.000Z",
  createdByName: "Громова Елена Викторовна",
  payment: "10000000042",
};

export const OnlinePaymentsResponse = z
  .object({
    payments: z.array(OrderFields),
    banks: z.array(z.object({ code: z.string(), title: z.string(), fast: z.boolean(), isTest: z.boolean() })),
  })
  .meta({
    examples: [
      { payments: [order], banks: [{ code: "test-bank", title: "Учебный банк", fast: true, isTest: true }] },
    ],
  });

const Receipt = z.object({
  kind: z.enum(["sell", "sell_refund", "sell_correction"]),
  amount: kopecks,
  externalId: z.string(),
  state: z.enum(["done", "waiting", "dead"]),
  reason: z.string().meta({ description: "Why it waits or was given up." }),
  message: documentNumber.optional().meta({
    description: "Of one that was given up: by this it is sent once more.",
  }),
  fnNumber: z.string().optional(),
  documentNumber: z.string().optional(),
  attribute: z.string().optional(),
  positions: z.array(z.object({ name: z.string(), amount: kopecks })),
});
const receipt = {
  kind: "sell" as const,
  amount: "150000",
  externalId: "P10000000042",
  state: "done" as const,
  reason: "",
  fnNumber: "9999078900001234",
  documentNumber: "133",
  attribute: "3449555941",
  positions: [{ name: 'ЖКУ МУП "Водоканал" ЛС 1000000012', amount: "150000" }],
};

export const OnlinePaymentResponse = OrderFields.extend({
  reference: z.string().optional().meta({ description: "The bank's number." }),
  expiresAt: instant,
  events: z.array(
    z.object({
      no: z.int(),
      event: z.string(),
      state: z.enum(STATES),
      incident: z.string(),
      data: z.record(z.string(), z.string()),
      recordedAt: instant,
      recordedByName: z.string().optional(),
    }),
  ),
  refunds: z.array(
    z.object({
      no: z.int(),
      amount: kopecks,
      reason: z.string(),
      needsSecondPerson: z.boolean(),
      outcome: z.enum(["requested", "approved", "declined", "done", "failed"]),
      outcomeReason: z.string(),
      requestedAt: instant,
      requestedByName: z.string().optional(),
      requestedByMe: z.boolean(),
    }),
  ),
  left: kopecks.meta({ description: "What can still be given back." }),
  receipts: z.array(Receipt),
}).meta({
  examples: [
    {
      ...order,
      reference: "8000001",
      expiresAt: "2026-11-26T09:15:00.000Z",
      events: [
        {
          no: 1,
          event: "created",
          state: "created",
          incident: "",
          data: {},
          recordedAt: "2026-11-23T09:15:00.000Z",
        },
      ],
      refunds: [],
      left: "150000",
      receipts: [receipt],
    },
  ],
});

export const PaymentReceiptsPath = z.strictObject({ building: numberInPath, payment: documentNumber });
export const PaymentReceiptsResponse = z
  .object({
    order: id.optional().meta({ description: "The online payment that it came by." }),
    receipts: z.array(Receipt),
  })
  .meta({ examples: [{ order: 1_000_017, receipts: [receipt] }] });

export const CorrectionRequest = z
  .strictObject({
    by: z
      .enum(["self", "instruction"])
      .meta({ description: "Of our own will, or by an order of the tax office." }),
    baseDate: day.meta({ description: "Of the document in which the mistake is written down." }),
    baseNumber: z.string().trim().min(1).max(32),
    contact: z.email().max(120).optional().meta({ description: "Where the receipt goes." }),
  })
  .meta({ examples: [{ by: "self", baseDate: "2026-11-23", baseNumber: "14-к" }] });
export const CorrectionResponse = z
  .object({ externalId: z.string().meta({ description: "The number under which it goes to the service." }) })
  .meta({ examples: [{ externalId: "P10000000042-C" }] });

export const PaymentLinkRequest = z
  .strictObject({
    amount: kopecks,
    statedPeriod: month.optional(),
    email: z.email().max(120).optional(),
    fast: z.boolean().optional(),
    language: z.enum(languages).optional(),
  })
  .meta({ examples: [{ amount: "150000", email: "a@example.test" }] });
export const PaymentLinkResponse = z
  .object({
    order: id,
    path: z.string().meta({ description: "Of the payer's page, below this server's address. Told once." }),
    expiresAt: instant,
  })
  .meta({
    examples: [{ order: 1_000_017, path: "/pay/5t2…", expiresAt: "2026-11-26T09:15:00.000Z" }],
  });

export const RefundRequest = z
  .strictObject({ amount: kopecks, reason: z.string().trim().min(1).max(300) })
  .meta({ examples: [{ amount: "50000", reason: "двойная оплата" }] });
export const RefundResponse = z
  .object({ refund: z.int(), needsSecondPerson: z.boolean() })
  .meta({ examples: [{ refund: 1, needsSecondPerson: false }] });

export const RefundDecisionRequest = z
  .strictObject({ decision: z.enum(["approved", "declined"]), reason: z.string().trim().max(300).optional() })
  .meta({ examples: [{ decision: "approved" }] });
export const RefundDecisionResponse = z
  .object({ refund: z.int(), outcome: z.enum(["approved", "declined"]) })
  .meta({ examples: [{ refund: 1, outcome: "approved" }] });

export const GatewayHealthResponse = z
  .object({
    kinds: z.array(
      z.object({
        kind: z.string(),
        pending: z.int(),
        sent: z.int(),
        dead: z.int(),
        oldest: instant.optional().meta({ description: "Of those that wait." }),
        failures: z.int().meta({ description: "In a row, up to now." }),
        openUntil: instant.optional().meta({ description: "The peer is left alone until then." }),
        reason: z.string(),
      }),
    ),
    dead: z.array(
      z.object({
        message: documentNumber,
        kind: z.string(),
        key: z.string(),
        reason: z.string(),
        createdAt: instant,
      }),
    ),
    chores: z.array(
      z.object({
        name: z.string(),
        beganAt: instant,
        endedAt: instant.optional(),
        trouble: z.string().optional(),
      }),
    ),
  })
  .meta({
    examples: [
      {
        kinds: [{ kind: "fiscal.receipt", pending: 1, sent: 20, dead: 0, failures: 0, reason: "" }],
        dead: [
          {
            message: "17",
            kind: "fiscal.receipt",
            key: "P10000000042",
            reason: "32 wrong INN",
            createdAt: "2026-11-23T09:15:00.000Z",
          },
        ],
        chores: [{ name: "deliver-outbox", beganAt: "2026-11-23T09:15:00.000Z" }],
      },
    ],
  });
export const DeadReceiptsQuery = z.strictObject({
  corrected: z.literal("true").optional().meta({
    description: "Those written off by a receipt of correction; otherwise those that wait for a person.",
  }),
  before: documentNumber.optional().meta({ description: "The message of the last one of the page before." }),
  limit: limitUpTo(200, 100),
});
export const DeadReceiptsResponse = z
  .object({
    receipts: z.array(
      z.object({
        message: documentNumber.meta({ description: "Of the outbox: it is sent again by this number." }),
        building: id,
        payment: documentNumber,
        paidOn: day,
        account: accountNumber,
        holder: z.string(),
        kind: z.enum(["sell", "sell_refund", "sell_correction"]),
        amount: kopecks,
        externalId: z.string(),
        reason: z.string().meta({ description: "What the cash register said." }),
        attempts: z.int(),
        endedAt: instant,
        reversed: z
          .boolean()
          .meta({ description: "The payment is undone: no correction stands for its sale." }),
      }),
    ),
  })
  .meta({
    examples: [
      {
        receipts: [
          {
            message: "117",
            building: 31,
            payment: "10000000042",
            paidOn: "2026-11-23",
            account: "4400110010",
            holder: "Иванова Мария Петровна",
            kind: "sell",
            amount: "150000",
            externalId: "P10000000042",
            reason: "31 Некорректный телефон покупателя",
            attempts: 1,
            endedAt: "2026-11-23T09:15:00.000Z",
            reversed: false,
          },
        ],
      },
    ],
  });

export const OutboxPath = z.strictObject({ message: documentNumber });
export const ReviveAllResponse = z
  .object({ revived: z.int().meta({ description: "How many wait to be printed again." }) })
  .meta({ examples: [{ revived: 12 }] });

export const ReviveResponse = z.object({ revived: z.boolean() }).meta({ examples: [{ revived: true }] });
