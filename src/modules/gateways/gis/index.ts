export { type GisAnswerRefusal, readAnswer } from "./answers.ts";
export type { GisChannel, GisService, GisState } from "./channel.ts";
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
  Package,
  PackageItem,
  PackageKind,
  Participant,
} from "./store.ts";
