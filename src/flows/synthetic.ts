export {
  accountNumber,
  type BuildingPlan,
  type Equipment,
  syntheticBuilding,
  type SyntheticOptions,
} from "./synthetic-building.ts";
export { type SyntheticCity, syntheticCity, type SyntheticCityOptions } from "./synthetic-city.ts";
export { dictionaryRows } from "./synthetic-tariffs.ts";
