export type * from "./model.ts";
export * from "./certificates/model.ts";
export {
  findCertificate,
  insertCertificate,
  listCertificates,
  lockNextCertificate,
} from "./certificates/store.ts";
export {
  type BatchOptions,
  type BatchSummary,
  FONT_VERSION,
  renderCertificate,
  renderReceipt,
  renderReceipts,
  renderSlips,
  sidesOf,
  TEMPLATE_VERSION,
} from "./print.ts";
export { chargedOf, paidOf } from "./rules/certificate.ts";
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
