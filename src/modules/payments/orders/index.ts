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
  noteDeclined,
  noteExpired,
  noteRefunded,
  noteRefundFailed,
  noteRefusedByBank,
  ORDER_AMOUNT_MAX,
  ORDER_AMOUNT_MIN,
  REFUND_ALONE_MAX,
  requestRefund,
} from "./actions.ts";
export type { OnlineOrderRefusal } from "./contract.ts";
export type * from "./model.ts";
export { judgeReading } from "./rules/judge-reading.ts";
export {
  countUnknown as countUnknownOrders,
  findOrder,
  findOrderOfPayment,
  listDue,
  listOrders,
  lockOrder,
  waitFor,
} from "./store.ts";
