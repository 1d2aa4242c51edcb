import type { Method, Resource } from "#modules/tariffs";
import type { Equipment } from "../synthetic.ts";
import type { ORGANIZATION } from "./organizations.ts";

/** What a house of the town is like. Each kind is in the story for something that the law treats in its own way. */
export type HouseKind =
  /** Nine storeys, electric stoves, two-component hot water, heat by the building's meter (formula 3). */
  | "nine"
  /** The same with every line of its own: lift, cold water and power of common property by the meter, intercom. */
  | "nine_in_full"
  /** The same, with heat meters in some flats (3(1)), or in all of them (3(3)). */
  | "some_heat_meters"
  | "all_heat_meters"
  /** Makes its own hot water (formula 20). */
  | "own_hot_water"
  /** Five storeys, gas stoves, hot water at one price. */
  | "one_price"
  /** Five storeys without a heat meter: the norm, in the season (2(3)) or evenly through the year (2(4)). */
  | "norm"
  | "even_year"
  /** Gas heaters make the hot water; some flats heat with their own boilers. */
  | "gas_heater"
  /** Direct management: common needs are a utility charge of the supplier. */
  | "direct"
  /** Two storeys, stoves, condemned: no capital repair. */
  | "dilapidated"
  /** Two storeys with the social norm of electricity and waste by area. */
  | "social_norm"
  /** Rooms of communal flats with a shared meter (formula 7). */
  | "communal"
  /** A private house: gas boiler, or heat by formula 2. */
  | "private";

export type ServiceChoice = readonly [
  service: string,
  method: Method,
  provider: "company" | keyof typeof ORGANIZATION,
];

export interface KindOfHouse {
  readonly equipment: Equipment;
  readonly centralHotWater: boolean;
  /** Hundredths of m² of an average flat. */
  readonly flatArea: number;
  readonly stove: "gas" | "electric";
  /** Meters of the whole building. */
  readonly meters: readonly Resource[];
  readonly services: readonly ServiceChoice[];
}

const HOUSING: readonly ServiceChoice[] = [
  ["MAINTENANCE", "area", "company"],
  ["RENT", "area", "company"],
  ["CAPITAL_REPAIR", "area", "fund"],
];
const WATER: readonly ServiceChoice[] = [
  ["COLD_WATER", "individual", "water"],
  ["SEWERAGE", "sewerage_sum", "water"],
];
const EVERYWHERE: readonly ServiceChoice[] = [
  ["ELECTRICITY", "individual", "power"],
  ["WASTE", "waste_persons", "waste"],
];
const COMMON_BY_NORM: readonly ServiceChoice[] = [["SOI_ELECTRICITY", "common_property_norm", "company"]];
const TWO_COMPONENTS: readonly ServiceChoice[] = [
  ["HOT_WATER_WATER", "individual", "heat"],
  ["HOT_WATER_HEAT", "hot_water_heat", "heat"],
];
const ONE_PRICE: readonly ServiceChoice[] = [["HOT_WATER", "individual", "heat"]];
const SEASON: readonly ServiceChoice[] = [["HEATING", "heating_season", "heat"]];
const GAS: readonly ServiceChoice[] = [["GAS", "gas", "gas"]];

const NINE: KindOfHouse = {
  equipment: "full",
  centralHotWater: true,
  flatArea: 5480,
  stove: "electric",
  meters: ["cold_water", "electricity", "heat"],
  services: [...HOUSING, ...WATER, ...TWO_COMPONENTS, ...SEASON, ...EVERYWHERE],
};
const COMMON_BY_METER: ServiceChoice = ["SOI_ELECTRICITY", "common_property_meter", "company"];
const IN_FULL: readonly ServiceChoice[] = [
  ...NINE.services,
  COMMON_BY_METER,
  ["LIFT", "area", "company"],
  ["SOI_COLD_WATER", "common_property_norm", "company"],
  ["INTERCOM", "fixed", "company"],
];
const FIVE: KindOfHouse = { ...NINE, flatArea: 4720, stove: "gas" };
const OLD: KindOfHouse = {
  equipment: "basic",
  centralHotWater: false,
  flatArea: 3960,
  stove: "gas",
  meters: ["electricity"],
  services: [
    ["MAINTENANCE", "area", "company"],
    ["RENT", "area", "company"],
    ["SOI_ELECTRICITY", "common_property_norm", "company"],
    ...WATER,
    ...EVERYWHERE,
    ...GAS,
  ],
};

export const KINDS: Readonly<Record<HouseKind, KindOfHouse>> = {
  nine: NINE,
  nine_in_full: { ...NINE, services: IN_FULL },
  some_heat_meters: { ...NINE, services: [...NINE.services, COMMON_BY_METER, ["VIDEO", "fixed", "company"]] },
  all_heat_meters: {
    ...NINE,
    flatArea: 6120,
    services: [
      ...NINE.services,
      COMMON_BY_METER,
      ["LIFT", "area", "company"],
      ["SOI_COLD_WATER", "common_property_meter", "company"],
      ["SOI_HOT_WATER", "common_property_norm", "company"],
      ["SOI_SEWERAGE", "common_property_meter", "company"],
      ["VIDEO", "fixed", "company"],
    ],
  },
  own_hot_water: {
    ...NINE,
    meters: ["cold_water", "hot_water", "electricity", "heat"],
    services: [
      ...NINE.services.filter(([service]) => !service.startsWith("HOT_WATER")),
      ["HOT_WATER", "hot_water_made", "company"],
    ],
  },
  one_price: {
    ...FIVE,
    services: [...HOUSING, ...COMMON_BY_NORM, ...WATER, ...ONE_PRICE, ...SEASON, ...EVERYWHERE, ...GAS],
  },
  norm: {
    ...FIVE,
    meters: ["electricity"],
    services: [...HOUSING, ...WATER, ...TWO_COMPONENTS, ...SEASON, ...EVERYWHERE, ...GAS],
  },
  even_year: {
    ...FIVE,
    meters: ["electricity"],
    services: [
      ...HOUSING,
      ...COMMON_BY_NORM,
      ...WATER,
      ...ONE_PRICE,
      ["HEATING", "heating_even_year", "heat"],
      ...EVERYWHERE,
      ...GAS,
      ["INSURANCE", "area", "company"],
    ],
  },
  gas_heater: {
    ...FIVE,
    equipment: "heater",
    centralHotWater: false,
    flatArea: 4410,
    services: [
      ...HOUSING,
      ...COMMON_BY_NORM,
      ...WATER,
      ...SEASON,
      ...EVERYWHERE,
      ...GAS,
      ["RADIO", "fixed", "company"],
      ["ANTENNA", "fixed", "company"],
    ],
  },
  direct: {
    ...FIVE,
    equipment: "heater",
    centralHotWater: false,
    services: [
      ["MAINTENANCE", "area", "company"],
      ["CAPITAL_REPAIR", "area", "fund"],
      ...WATER,
      ["ODN_COLD_WATER", "common_needs", "water"],
      ["ODN_ELECTRICITY", "common_needs", "power"],
      ...SEASON,
      ...EVERYWHERE,
      ...GAS,
    ],
  },
  dilapidated: OLD,
  social_norm: {
    ...OLD,
    services: [
      ...HOUSING,
      ["SOI_ELECTRICITY", "common_property_norm", "company"],
      ...WATER,
      ["ELECTRICITY", "individual_social_norm", "power"],
      ["WASTE", "waste_area", "waste"],
      ...GAS,
    ],
  },
  communal: {
    ...OLD,
    flatArea: 1640,
    meters: [],
    services: [
      ["MAINTENANCE", "area", "company"],
      ["RENT", "area", "company"],
      ["SOI_ELECTRICITY", "common_property_norm", "company"],
      ...WATER,
      ...SEASON,
      ...EVERYWHERE,
    ],
  },
  private: {
    ...OLD,
    flatArea: 8650,
    meters: [],
    services: [["COLD_WATER", "individual", "water"], ...SEASON, ...EVERYWHERE, ...GAS],
  },
};
