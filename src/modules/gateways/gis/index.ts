export { type GisAnswerRefusal, readAnswer } from "./answers.ts";
export type { GisChannel, GisService, GisState } from "./channel.ts";
export {
  type IdentifierFault,
  type IdentifierFileRefusal,
  type IdentifierLine,
  type IdentifierRow,
  identifiersWorkbook,
  readIdentifiers,
  type RefusedIdentifier,
} from "./identifiers-file.ts";
export { hasForm } from "./identifiers.ts";
export type * from "./model.ts";
export {
  accountsRequest,
  acknowledgmentsRequest,
  documentsRequest,
  LIMITS as GIS_LIMITS,
  payableOf,
  paymentsRequest,
} from "./requests.ts";
export * as gisStore from "./store.ts";
export type {
  Identifier,
  MappedService,
  Outcome,
  Package,
  PackageItem,
  Participant,
  ThingKind,
} from "./store.ts";
export {
  type GisWorkbookRefusal,
  messageWorkbook,
  readWorkbookResults,
  type WorkbookFault,
} from "./workbook.ts";
