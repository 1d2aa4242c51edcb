import { parseDay } from "#core/day";
import type { Day } from "#core/day";
import { parseMoney } from "#core/money";
import { parsePeriod } from "#core/period";
import { z } from "zod";

/** Why a single payment was not taken. Amounts are roubles, "1500.00". Checked in this order. */
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
  | { readonly code: "payments.agent_closed"; readonly agent: string }
  | { readonly code: "payments.account_malformed"; readonly account: string }
  | { readonly code: "payments.amount_too_small"; readonly amountMin: string }
  | { readonly code: "payments.amount_too_large"; readonly amountMax: string }
  | PaymentRefusal;

export type ReversalRefusal =
  | { readonly code: "payments.reason_missing"; readonly field: "reason" }
  | { readonly code: "payments.payment_not_found"; readonly payment: string }
  | { readonly code: "payments.payment_already_reversed"; readonly reversedOn: Day }
  | { readonly code: "payments.building_unmanaged"; readonly building: number }
  | { readonly code: "payments.period_not_open"; readonly organization: number };

/** What is wrong with a line of a registry. Lines are counted from 1, as an editor shows them. */
export type RegistryLineRefusal =
  | { readonly code: "payments.amount_not_positive"; readonly amount: string }
  | { readonly code: "payments.paid_in_future"; readonly paidOn: Day; readonly today: Day }
  /** There is no suspense account yet: correct the line with the sender, or leave it out and lower the total. */
  | { readonly code: "payments.account_not_found"; readonly account: string }
  | { readonly code: "payments.building_unmanaged"; readonly building: number }
  | { readonly code: "payments.period_not_open"; readonly organization: number }
  | { readonly code: "payments.transaction_missing" }
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

export type RegisterAgentRefusal =
  | { readonly code: "payments.agent_code_malformed"; readonly agent: string }
  | { readonly code: "payments.agent_code_taken"; readonly agent: string }
  /** Sixteen characters or more. */
  | { readonly code: "payments.secret_too_short"; readonly charactersMin: number }
  | { readonly code: "payments.limits_impossible"; readonly amountMin: string; readonly amountMax: string }
  | { readonly code: "payments.account_pattern_malformed"; readonly pattern: string };

const amount = z
  .string()
  .transform(
    (text, context) =>
      parseMoney(text) ?? invalid(context, "roubles with at most two decimals, such as 1500.00"),
  )
  .meta({ examples: ["1500.00"], description: "Roubles, a decimal string." });
const date = z
  .string()
  .transform((text, context) => parseDay(text) ?? invalid(context, "a date such as 2026-11-23"))
  .meta({ examples: ["2026-11-23"] });
const month = z
  .string()
  .transform((text, context) => parsePeriod(text) ?? invalid(context, "a month such as 2026-11"))
  .meta({ examples: ["2026-11"] });

/** The body of "take this money"; the account is in the path. */
export const TakePaymentRequest = z.strictObject({
  amount,
  paidOn: date,
  statedPeriod: month.optional(),
  document: z.string().max(200).optional(),
});
export const ReversePaymentRequest = z.strictObject({ reason: z.string().trim().min(1).max(500) });

/** Money is a decimal string of roubles, ids are strings: a browser's number holds neither. */
export const PaymentResponse = z.object({
  payment: z.string(),
  building: z.number(),
  account: z.number(),
  amount: z.string(),
  paidOn: z.string(),
  period: z.string(),
  channel: z.enum(["hand", "agent", "registry"]),
  statedPeriod: z.string().optional(),
  document: z.string(),
  receivedAt: z.string().optional(),
  reversal: z.object({ reversedOn: z.string(), reason: z.string() }).optional(),
});
export const TakenPaymentResponse = PaymentResponse.extend({
  parts: z.array(
    z.object({ service: z.number(), provider: z.number(), chargedFor: z.string(), amount: z.string() }),
  ),
  advance: z.string(),
});
export const PaymentsResponse = z.object({ payments: z.array(PaymentResponse) });

function invalid(context: z.RefinementCtx, wanted: string): never {
  context.addIssue({ code: "custom", message: wanted });
  return z.NEVER;
}
