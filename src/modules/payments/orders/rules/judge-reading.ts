import { type Money, money } from "#core/units";
import type { Order, OrderIncident, OrderReading, OrderState, ReadingVerdict } from "../model.ts";

/** What is known of an order when a bank's word about it comes. */
export type KnownOrder = Pick<Order, "order" | "amount" | "state" | "refunded"> & {
  readonly credited: boolean;
};

/**
 * Decides what a bank's word leads to. It says only what is so now, so the order in which words come plays no part: a
 * word that was overtaken changes nothing.
 *
 * Law       Federal law 161-FZ art. 7: a transfer is final when the operator says so, not when the payer comes back
 * Takes     the order as it is booked, and the payment as the bank reads it out
 * Gives     the state it is in now, whether its money is to be booked, how much of it is to be booked as given back
 * Refuses   another order, another amount or currency: nothing is booked, a person looks at it
 */
export function judgeReading(order: KnownOrder, reading: OrderReading): ReadingVerdict {
  if (reading.order !== String(order.order)) return incident(order.state, "order_differs");
  switch (reading.status) {
    case "succeeded":
      return judgeSuccess(order, reading);
    case "canceled":
    case "expired":
      // A cancellation of money that came gives all of it back.
      return order.credited ? judgeRefund(order, order.amount) : nothing(ended(order.state, reading.status));
    case "pending":
    case "authorized":
      return nothing(order.credited || isOver(order.state) ? order.state : "pending");
  }
}

function judgeSuccess(order: KnownOrder, reading: OrderReading): ReadingVerdict {
  if (reading.currency !== "RUB")
    return incident(order.credited ? order.state : "unknown", "currency_differs");
  if (reading.amount !== order.amount)
    return incident(order.credited ? order.state : "unknown", "amount_differs");
  const refunded = judgeRefund({ ...order, credited: true }, reading.refunded ?? order.refunded);
  if (order.credited) return refunded;
  // The money has come, whatever we thought of the order meanwhile.
  const isLate = order.state === "canceled" || order.state === "expired";
  return { ...refunded, credit: true, incident: isLate ? "late_success" : refunded.incident };
}

/** `refunded` of the order's amount are back with the payer, by the bank's word. */
function judgeRefund(order: KnownOrder, refunded: Money): ReadingVerdict {
  if (refunded > order.amount) return incident(order.state, "refund_over_payment");
  const refund = refunded > order.refunded ? money(refunded - order.refunded) : money(0n);
  const back = refund > 0n ? refunded : order.refunded;
  return { state: back === order.amount ? "refunded" : "succeeded", credit: false, refund, incident: "" };
}

const isOver = (state: OrderState): boolean =>
  state !== "created" && state !== "pending" && state !== "unknown";

/** An order that is over stays as it is. */
const ended = (state: OrderState, status: "canceled" | "expired"): OrderState =>
  isOver(state) ? state : status;

const nothing = (state: OrderState): ReadingVerdict => ({
  state,
  credit: false,
  refund: money(0n),
  incident: "",
});

const incident = (state: OrderState, code: OrderIncident): ReadingVerdict => ({
  ...nothing(state),
  incident: code,
});
