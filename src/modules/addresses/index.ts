export { registerBuildings, registerPremises, renameStreet, transferBuilding } from "./actions.ts";
export type { AddressRefusal, BuildingRowRefusal, PremisesRowRefusal } from "./contract.ts";
export * from "./model.ts";
export * from "./rules/address.ts";
export * from "./rules/house-number.ts";
export * from "./rules/premises-address.ts";
export * from "./rules/search-key.ts";
export {
  type BuildingPassport,
  findBuilding,
  findBuildingLines,
  findBuildings,
  findBuildingStates,
  findBuildingsByCode,
  findBuildingsByNumber,
  findManagements,
  findPassports,
  findPoints,
  findPremisesAddresses,
  findPremisesByKey,
  findPremisesByNumber,
  findPremisesStates,
  findVisibleBuildings,
  listBuildingLines,
  listBuildings,
  listCities,
  listManagedBuildings,
  listPremises,
  listPremisesRecords,
  listStreets,
} from "./store.ts";
