export {
  type Applied,
  applyReading,
  createOrder,
  decideRefund,
  findOrderByNumber,
  findOrderByToken,
  findOrderNumbered,
  getOrder,
  type NewOrder,
  noteAsking,
  noteCreated,
  noteExpired,
  noteRefunded,
  noteRefundFailed,
  noteRefusedByBank,
  REFUND_ALONE_MAX,
  requestRefund,
} from "./actions.ts";
export type { OnlineOrderRefusal } from "./contract.ts";
export type * from "./model.ts";
export { judgeReading } from "./rules/judge-reading.ts";
export { findOrder, findOrderOfPayment, listDue, listOrders, lockOrder, waitFor } from "./store.ts";
