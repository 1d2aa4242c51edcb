import type { Day } from "#core/day";
import type { UserId } from "#core/ids";
import type { Period } from "#core/period";
import type { OrderRefusal } from "../contract.ts";
import type { OrderState, PaymentOrder, Settlement } from "../model.ts";

/** What may follow what. Whatever was sent ends by the bank's word alone. */
const NEXT: Readonly<Record<OrderState, readonly OrderState[]>> = {
  drafted: ["approved", "withdrawn"],
  approved: ["sent", "withdrawn"],
  sent: ["confirmed", "rejected", "returned"],
  confirmed: ["returned"],
  rejected: [],
  returned: [],
  withdrawn: [],
};

/** What forbids an order's next step; undefined for nothing. */
export function judgeStep(order: PaymentOrder, step: OrderState, by: UserId): OrderRefusal | undefined {
  const refusal = judgeOutcome(order, step);
  if (refusal) return refusal;
  if (step === "approved" && order.draftedBy === by) {
    return { code: "settlements.second_person_needed", order: order.id };
  }
  return undefined;
}

/** Whether the step may follow at all, whoever takes it. */
export function judgeOutcome(order: PaymentOrder, step: OrderState): OrderRefusal | undefined {
  return NEXT[order.state].includes(step)
    ? undefined
    : { code: "settlements.order_not_ready", order: order.id, state: order.state, step };
}

/** A payment order has room for so many signs (field 24 of Bank of Russia regulation 762-P). */
export const PURPOSE_SIGNS = 210;

/**
 * What the money is for, as the bank and the provider read it: months, contract, numbers of the registries, and the
 * words about the tax, which every order has.
 */
export function purposeOf(of: {
  readonly contract: string;
  readonly settlements: readonly Pick<Settlement, "period" | "number">[];
}): string {
  const months = monthsText([...new Set(of.settlements.map(({ period }) => period))].sort());
  const numbers = of.settlements.map(({ number }) => String(number));
  const written = (shown: readonly string[]): string =>
    `Перечисление платежей населения за ${months} по договору № ${of.contract}, ` +
    `${numbers.length > 1 ? "реестры" : "реестр"} № ${shown.join(", ")}` +
    `${shown.length < numbers.length ? " и др." : ""}. НДС не облагается`;
  let shown = numbers;
  while (shown.length > 1 && written(shown).length > PURPOSE_SIGNS) shown = shown.slice(0, -1);
  return written(shown);
}

const monthsText = (months: readonly Period[]): string =>
  months.length > 3
    ? `${monthOf(months[0] as Period)}–${monthOf(months.at(-1) as Period)}`
    : months.map(monthOf).join(", ");

const monthOf = (period: Period): string => `${period.slice(5)}.${period.slice(0, 4)}`;

/** The year that an order is numbered in. */
export const yearOf = (on: Day): number => Number(on.slice(0, 4));
