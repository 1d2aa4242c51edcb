import { z } from "zod";
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
import type { Day } from "#core/day";

/** Why a single payment was not taken. Amounts are roubles, "1500.00". Checked in this order. */
export * from "./allocation-policies/contract.ts";

export type PaymentRefusal =
  | { readonly code: "payments.amount_not_positive"; readonly field: "amount"; readonly amount: string }
  | {
      readonly code: "payments.paid_in_future";
      readonly field: "paidOn";
      readonly paidOn: Day;
      readonly today: Day;
    }
  | { readonly code: "payments.account_not_found"; readonly field: "account"; readonly account: string }
  /** Closed and owes nothing: money for it is certainly meant for another account. One that owes may still be paid. */
  | {
      readonly code: "payments.account_closed";
      readonly field: "account";
      readonly account: string;
      readonly closedOn: Day;
    }
  /** Nobody manages the building on the business date, so there is no book to enter the money in. */
  | { readonly code: "payments.building_unmanaged"; readonly building: number }
  /** The managing organization has no open month: it is opened first. */
  | { readonly code: "payments.period_not_open"; readonly organization: number };

/** Why an agent's message was not taken; checked before the refusals of a payment. */
export type AgentRefusal =
  /** The number of the operation is known with another amount or account: nothing is booked, a person looks at it. */
  | {
      readonly code: "payments.transaction_differs";
      readonly transaction: string;
      readonly recordedAccount: string;
      readonly recordedAmount: string;
    }
  /** The agent has cancelled this number, perhaps before its payment came: nothing is booked under it any more. */
  | { readonly code: "payments.transaction_cancelled"; readonly transaction: string }
  | { readonly code: "payments.agent_closed"; readonly agent: string }
  | { readonly code: "payments.account_malformed"; readonly account: string }
  | { readonly code: "payments.amount_too_small"; readonly amountMin: string }
  | { readonly code: "payments.amount_too_large"; readonly amountMax: string }
  /** With this payment the agent would take more in a day than was agreed. */
  | { readonly code: "payments.day_limit_reached"; readonly dayTotalMax: string }
  | PaymentRefusal;

/** Why an agent's cancellation was not done. Checked in this order. */
export type CancellationRefusal =
  /** Its money came in a registry and is held, since its account is not known. */
  | { readonly code: "payments.cancellation_of_held"; readonly transaction: string }
  /** The month that the payment is booked in is closed, and the agent's contract ends there. */
  | { readonly code: "payments.cancellation_too_late"; readonly period: string }
  | { readonly code: "payments.building_unmanaged"; readonly building: number }
  | { readonly code: "payments.period_not_open"; readonly organization: number };

export type ReversalRefusal =
  | { readonly code: "payments.reason_missing"; readonly field: "reason" }
  | { readonly code: "payments.payment_not_found"; readonly payment: string }
  | { readonly code: "payments.payment_already_reversed"; readonly reversedOn: Day }
  /** The money came by a bank's page, and goes back by it. */
  | { readonly code: "payments.payment_of_order"; readonly order: number }
  | { readonly code: "payments.building_unmanaged"; readonly building: number }
  | { readonly code: "payments.period_not_open"; readonly organization: number };

/** What is wrong with a line of a registry. Lines are counted from 1, as an editor shows them. */
export type RegistryLineRefusal =
  | { readonly code: "payments.amount_not_positive"; readonly amount: string }
  | { readonly code: "payments.paid_in_future"; readonly paidOn: Day; readonly today: Day }
  /** Only where a company loads it, which cannot tell a foreign account from one that is not: the center holds the line. */
  | { readonly code: "payments.account_not_found"; readonly account: string }
  | { readonly code: "payments.building_unmanaged"; readonly building: number }
  | { readonly code: "payments.period_not_open"; readonly organization: number }
  | { readonly code: "payments.transaction_missing" }
  /** Only where a company loads it: the center holds a refund that names no payment. */
  | { readonly code: "payments.refund_unknown"; readonly transaction: string }
  | { readonly code: "payments.transaction_twice"; readonly transaction: string; readonly firstLine: number }
  | {
      readonly code: "payments.transaction_differs";
      readonly transaction: string;
      readonly recordedAccount: string;
      readonly recordedAmount: string;
    };

/** Nothing of a refused registry is booked. */
export type RegistryRefusal =
  | { readonly code: "payments.registry_empty" }
  | { readonly code: "payments.registry_count_differs"; readonly declared: number; readonly counted: number }
  | { readonly code: "payments.registry_total_differs"; readonly declared: string; readonly counted: string }
  | { readonly code: "payments.agent_not_found"; readonly agent: string }
  | {
      readonly code: "payments.registry_lines_refused";
      readonly lines: readonly { readonly line: number; readonly refusal: RegistryLineRefusal }[];
    };

/** Nothing of a refused batch is booked. Rows are counted from 0. */
export type BatchRefusal =
  /** Told before the rows, so that a slip of the hand shows; a stated reason lets it pass. */
  | {
      readonly code: "payments.batch_differs";
      readonly declaredCount: number;
      readonly counted: number;
      /** Roubles, "1500.00". */
      readonly declaredTotal: string;
      readonly countedTotal: string;
    }
  | {
      readonly code: "payments.batch_rows_refused";
      readonly rows: readonly { readonly row: number; readonly refusal: PaymentRefusal }[];
    };

/** Why held money was not resolved. The refusals of a payment are those of an account that it was to be assigned to. */
export type HeldRefusal =
  | { readonly code: "payments.held_not_found"; readonly held: string }
  /** Somebody was quicker. */
  | { readonly code: "payments.held_resolved"; readonly held: string }
  /** A refund that names no payment is settled with the agent, by a document: it is nobody's payment. */
  | { readonly code: "payments.held_is_refund"; readonly amount: string }
  | {
      readonly code: "payments.held_parts_differ";
      readonly field: "parts";
      readonly rest: string;
      readonly parts: string;
    }
  | { readonly code: "payments.held_account_twice"; readonly account: string }
  | { readonly code: "payments.held_reason_missing"; readonly field: "reason" | "note" }
  | { readonly code: "payments.held_document_missing"; readonly field: "document" }
  | PaymentRefusal;

export type HeldRuleRefusal =
  | { readonly code: "payments.rule_says_nothing" }
  | { readonly code: "payments.rule_known"; readonly account: string }
  | { readonly code: "payments.rule_not_found"; readonly rule: number }
  | Extract<PaymentRefusal, { code: "payments.account_not_found" }>;

export type RegisterAgentRefusal =
  | { readonly code: "payments.agent_code_malformed"; readonly agent: string }
  | { readonly code: "payments.agent_code_taken"; readonly agent: string }
  /** Sixteen characters or more. */
  | { readonly code: "payments.secret_too_short"; readonly charactersMin: number }
  | { readonly code: "payments.limits_impossible"; readonly amountMin: string; readonly amountMax: string }
  | { readonly code: "payments.account_pattern_malformed"; readonly pattern: string };

const id = z.int().positive();
export const PaymentAccountPath = z.strictObject({ number: accountNumber });
export const PaymentPath = z.strictObject({ building: numberInPath, payment: documentNumber });
export const AccountPaymentsQuery = z.strictObject({ limit: limitUpTo(500, 50) });
export const PaymentsQuery = z.strictObject({
  organization: numberInPath,
  period: month.meta({ description: "The month that they are booked in." }),
  before: documentNumber.optional().meta({ description: "The last payment of the page before." }),
  limit: limitUpTo(500, 100),
});

/** The account is in the path. */
export const TakePaymentRequest = z
  .strictObject({
    amount: kopecks,
    paidOn: day.optional().meta({ description: "Not after today; absent: today." }),
    statedPeriod: month.optional().meta({ description: "The month that the payer named: it is paid first." }),
    statedPenalty: z.boolean().optional().meta({
      description: "The payer named the penalties: they are paid before the debts (Civil Code art. 319).",
    }),
    document: z.string().max(200).optional(),
  })
  .meta({ examples: [{ amount: "900000", paidOn: "2026-11-23", document: "приходный ордер 17" }] });

export const TakeBatchRequest = z
  .strictObject({
    declared: z
      .strictObject({ count: z.int().min(0), total: kopecks })
      .meta({ description: "Counted from the papers before the rows were entered." }),
    reason: z
      .string()
      .trim()
      .max(500)
      .optional()
      .meta({ description: "Why the batch is taken although it differs from what was declared." }),
    paidOn: day.optional().meta({ description: "Of all rows, not after today; absent: today." }),
    payments: z
      .array(
        z.strictObject({ account: accountNumber, amount: kopecks, document: z.string().max(200).optional() }),
      )
      .min(1)
      .max(500),
  })
  .meta({
    examples: [
      {
        declared: { count: 1, total: "900000" },
        payments: [{ account: "1000000012", amount: "900000", document: "приходный ордер 17" }],
      },
    ],
  });

export const BatchTakenResponse = z
  .object({
    count: z.int(),
    total: kopecks,
    payments: z
      .array(z.object({ payment: documentNumber, building: id, account: accountNumber, amount: kopecks }))
      .meta({ description: "In the order of the rows." }),
  })
  .meta({
    examples: [
      {
        count: 1,
        total: "900000",
        payments: [{ payment: "10000000042", building: 31, account: "1000000012", amount: "900000" }],
      },
    ],
  });

export const ReversePaymentRequest = z
  .strictObject({ reason: z.string().trim().min(1).max(500) })
  .meta({ examples: [{ reason: "внесён на чужой счёт" }] });

const PaymentFields = z.object({
  payment: documentNumber,
  building: id,
  account: id,
  amount: kopecks,
  paidOn: day,
  period: month.meta({ description: "The month that it is booked in." }),
  channel: z.enum(["hand", "cash", "agent", "registry", "bank", "online"]),
  statedPeriod: month.optional(),
  document: z.string(),
});
const payment = {
  payment: "10000000042",
  building: 31,
  account: 2077,
  amount: "900000",
  paidOn: "2026-11-23",
  period: "2026-11",
  channel: "hand",
  document: "приходный ордер 17",
};

export const TakenPaymentResponse = PaymentFields.extend({
  parts: z
    .array(z.object({ service: id, provider: id, chargedFor: month, amount: kopecks }))
    .meta({ description: "What it paid, in the order of the debts." }),
  advance: kopecks.meta({ description: "What no debt took." }),
}).meta({
  examples: [
    {
      ...payment,
      parts: [{ service: 21, provider: 5, chargedFor: "2026-10", amount: "900000" }],
      advance: "0",
    },
  ],
});

export const PaymentsResponse = z
  .object({
    payments: z.array(
      PaymentFields.extend({
        receivedAt: instant,
        reversal: z.object({ reversedOn: day, reason: z.string() }).optional(),
      }),
    ),
  })
  .meta({ examples: [{ payments: [{ ...payment, receivedAt: "2026-11-23T09:15:00.000Z" }] }] });

export const ReversalResponse = z
  .object({ payment: documentNumber, reversal: documentNumber, period: month })
  .meta({ examples: [{ payment: "10000000042", reversal: "10000000043", period: "2026-11" }] });

export const RegistryRequest = z
  .strictObject({
    agent: z.string().max(40).meta({ description: "Code of the agent whose numbers the lines carry." }),
    document: z.string().max(200),
    declared: z.strictObject({ count: z.int().min(0), total: kopecks }),
    lines: z
      .array(
        z.strictObject({
          transaction: z.string().max(100),
          account: z.string().max(40).meta({ description: "As the payer stated it, be it right or wrong." }),
          amount: kopecks.meta({ description: "Negative in a refund of the operation." }),
          paidOn: day,
          statedPeriod: month.optional(),
          payerName: z.string().max(200).optional(),
          address: z.string().max(300).optional(),
          raw: z.string().max(2_000).optional().meta({ description: "The line as it stood in the file." }),
        }),
      )
      .max(100_000),
  })
  .meta({
    examples: [
      {
        agent: "bank",
        document: "registry-2026-11-22.csv",
        declared: { count: 1, total: "900000" },
        lines: [{ transaction: "774512", account: "1000000012", amount: "900000", paidOn: "2026-11-22" }],
      },
    ],
  });

const counted = z.object({ count: z.int(), total: kopecks });
export const RegistryTakenResponse = z
  .object({
    registry: id,
    taken: counted,
    repeated: counted,
    held: counted.meta({ description: "Without an account: the money waits for a person." }),
    reversed: counted.meta({ description: "Refunds that reversed the payments they name." }),
  })
  .meta({
    examples: [
      {
        registry: 12,
        taken: { count: 1, total: "900000" },
        repeated: { count: 0, total: "0" },
        held: { count: 0, total: "0" },
        reversed: { count: 0, total: "0" },
      },
    ],
  });

export const RegistriesQuery = z.strictObject({
  before: numberInPath.optional().meta({ description: "The last registry of the page before." }),
  limit: limitUpTo(500, 100),
});

export const RegistriesResponse = z
  .object({
    registries: z.array(
      z.object({
        registry: id,
        agent: z.string().meta({ description: "The agent's code." }),
        agentName: z.string(),
        document: z.string(),
        declared: counted.meta({
          description: "By the file itself: what was taken, repeated, held and reversed.",
        }),
        taken: counted.meta({ description: "Booked." }),
        repeated: counted.meta({
          description: "Known before, from an earlier registry or an online message: not booked again.",
        }),
        held: counted.meta({ description: "Without an account: the money waits for a person." }),
        reversed: counted.meta({ description: "Refunds that reversed the payments they name." }),
        fee: kopecks.optional().meta({ description: "What the agent keeps, where the file says so." }),
        net: kopecks.optional().meta({ description: "What the bank transfers, where the file says so." }),
        recordedAt: instant,
        recordedByName: z.string().optional(),
      }),
    ),
  })
  .meta({
    examples: [
      {
        registries: [
          {
            registry: 12,
            agent: "bank",
            agentName: "АО СЕВЕРБАНК",
            document: "registry-2026-11-22.csv",
            declared: { count: 2, total: "1250000" },
            taken: { count: 1, total: "900000" },
            repeated: { count: 1, total: "350000" },
            held: { count: 0, total: "0" },
            reversed: { count: 0, total: "0" },
            recordedAt: "2026-11-23T09:15:00.000Z",
            recordedByName: "Громова Елена Викторовна",
          },
        ],
      },
    ],
  });
