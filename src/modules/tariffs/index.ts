export {
  registerServices,
  type ServiceInForce,
  setServiceTerms,
  setValues,
  valuesInForce,
} from "./actions.ts";
export { setValue, type StatedValue } from "./matrix.ts";
export type { TariffRefusal, TermsRowRefusal, ValueRowRefusal } from "./contract.ts";
export * from "./model.ts";
export * from "./rules/resolve.ts";
export {
  ensureBases,
  findBuildingValues,
  findCityValues,
  findTerms,
  listOwnedValuesFor,
  listOwnedValuesOn,
  listServices,
  listTariffRecords,
  listTermsOn,
  listValuesFor,
} from "./store.ts";
