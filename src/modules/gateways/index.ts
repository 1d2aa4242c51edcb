export * from "./agents/index.ts";
export * from "./gis/index.ts";
export * from "./import/allocator-counts.ts";
export { type Bundled, bundlesOf, keysOf, type KnownKeys, type RowOrigin } from "./import/bundles.ts";
export { readOpenDataHouses } from "./import/open-data-houses.ts";
export type { OpenDataHouse, OpenDataHouses } from "./import/open-data-model.ts";
export { type FilledIn, type HouseRows, rowsOfHouses } from "./import/open-data-rows.ts";
export type {
  ColumnCount,
  DoubtRule,
  FileRefusal,
  RowDoubt,
  RowRefusal,
  RowRefusalCode,
} from "./import/problems.ts";
export { doubtsCsv, refusedRowsCsv } from "./import/refused-file.ts";
export * from "./import/rows.ts";
export * from "./import/templates.ts";
export { BYTE_ORDER_MARK, csvLine, harmlessCell } from "./import/text.ts";
export { doubtSentence, fileRefusalSentence, type ImportLanguage, refusalSentence } from "./import/words.ts";
export * from "./debts/index.ts";
export * from "./drops/index.ts";
export * from "./files/index.ts";
export * from "./orders/index.ts";
export * from "./registers/index.ts";
export * from "./cards/index.ts";
export * from "./fiscal/index.ts";
export * from "./mail/index.ts";
export * from "./outbox/index.ts";
export * from "./outgoing/index.ts";
export * from "./push/index.ts";
export * from "./sms/index.ts";
export * from "./social/index.ts";
export { insertRegistryHouses, listRegistryHouses, type RegistryHouse } from "./store.ts";
export * from "./statements/index.ts";
