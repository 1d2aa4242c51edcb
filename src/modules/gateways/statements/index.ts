export { hasRightKey } from "./account-check.ts";
export { turnoverOf } from "./checks.ts";
export type * from "./model.ts";
export { familyOf } from "./model.ts";
export { readStatement, STATEMENT_BYTES_MAX, STATEMENT_FORMATS } from "./read.ts";
export { statementProblemSentence } from "./words.ts";
export { writeClientBank, type WrittenLine, type WrittenStatement } from "./write-client-bank.ts";
