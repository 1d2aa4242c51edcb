export type { ReceiptRenderer } from "./verify/receipts.ts";
export { INVARIANTS, type Verdict, type VerifyOptions, verify } from "./verify/verify.ts";
export { type InvariantId, SENTENCES } from "./verify/words.ts";
