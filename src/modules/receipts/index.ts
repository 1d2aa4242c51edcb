export type * from "./model.ts";
export {
  type BatchOptions,
  type BatchSummary,
  FONT_VERSION,
  renderReceipt,
  renderReceipts,
  renderSlips,
  sidesOf,
  TEMPLATE_VERSION,
} from "./print.ts";
export { contentFromText, contentText } from "./rules/content-text.ts";
export { dueDay } from "./rules/due-day.ts";
export { parsePayment } from "./rules/payment-qr.ts";
export {
  countIssued,
  findIssued,
  finishBatch,
  insertBatch,
  insertIssued,
  type IssuedReceipt,
  listBatches,
  listIssued,
  listIssuedAccounts,
  listReceiptsOf,
  type PrintBatch,
} from "./store.ts";
export { codeVectors } from "./vectors.ts";
