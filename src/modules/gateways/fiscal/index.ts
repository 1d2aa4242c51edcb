export { atol, atolReport, type AtolSettings } from "./atol.ts";
export type * from "./model.ts";
export { orange, type OrangeConnection } from "./orange.ts";
export { type Brought, positionsOf, returnedPositions } from "./rules/positions.ts";
export {
  type FiscalRule,
  findFiscalRule,
  insertOwed,
  insertReceipt,
  isReceiptRequired,
  listDeadReceipts,
  listOwed,
} from "./store.ts";
