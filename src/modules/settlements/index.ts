export {
  approveSettlement,
  discardSettlement,
  listTerms,
  type NewTerms,
  providerMonth,
  setTerms,
  settle,
  type Settled,
  throughOf,
} from "./actions.ts";
export type { OrderRefusal, SettlementRefusal, TermsRefusal } from "./contract.ts";
export * from "./model.ts";
export {
  approveOrder,
  confirmByStatement,
  type Drafted,
  draftOrders,
  endOrder,
  findOrderFile,
  listOrders,
  sendOrders,
} from "./orders/actions.ts";
export { commissionOf } from "./rules/commission.ts";
export { purposeOf } from "./rules/order.ts";
export { paymentDay } from "./rules/terms.ts";
export {
  findSettlement,
  listBuildingSums,
  listRows,
  listSettlements,
  listWaiting,
  type RowPlace,
  type SettlementFilter,
} from "./store.ts";
