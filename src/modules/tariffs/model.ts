import type { AccountId, BuildingId, OrganizationId, ServiceId } from "#core/ids";
import type { Span } from "#core/day";
import type { Unit } from "#core/units";

/** What flows through a meter. A service is billed from a resource; two services may share one. */
export type Resource = "cold_water" | "hot_water" | "sewerage" | "electricity" | "gas" | "heat";

/** Where a service stands on the receipt. */
export type ServiceGroup = "housing" | "utilities" | "other" | "voluntary";

export interface Service {
  readonly id: ServiceId;
  readonly code: string;
  readonly unit: Unit;
  readonly resource: Resource | undefined;
  readonly group: ServiceGroup;
  /** Order on the receipt. */
  readonly position: number;
  readonly nameRu: string;
  readonly nameEn: string;
  /** Late payment of it costs the statutory penalty: housing and utilities, not what a contract of its own asks for. */
  readonly penalized: boolean;
}

const service = (
  id: number,
  code: string,
  unit: Unit,
  resource: Resource | undefined,
  group: ServiceGroup,
  nameRu: string,
  nameEn: string,
): Service => ({
  id: id as ServiceId,
  code,
  unit,
  resource,
  group,
  position: id,
  nameRu,
  nameEn,
  penalized: group === "housing" || group === "utilities",
});

/** The services that the law knows. A center's own ones (intercom of a new kind) are added to the table from 100 on. */
export const SERVICES: readonly Service[] = [
  service(1, "MAINTENANCE", "m2", undefined, "housing", "Содержание жилого помещения", "Maintenance"),
  service(
    2,
    "SOI_COLD_WATER",
    "m3",
    "cold_water",
    "housing",
    "Общее имущество: холодная вода",
    "Common property: cold water",
  ),
  service(
    3,
    "SOI_HOT_WATER",
    "m3",
    "hot_water",
    "housing",
    "Общее имущество: горячая вода",
    "Common property: hot water",
  ),
  service(
    4,
    "SOI_SEWERAGE",
    "m3",
    "sewerage",
    "housing",
    "Общее имущество: сточные воды",
    "Common property: sewage",
  ),
  service(
    5,
    "SOI_ELECTRICITY",
    "kWh",
    "electricity",
    "housing",
    "Общее имущество: электроэнергия",
    "Common property: electricity",
  ),
  service(6, "RENT", "m2", undefined, "housing", "Плата за наём", "Rent"),
  service(7, "CAPITAL_REPAIR", "m2", undefined, "housing", "Взнос на капитальный ремонт", "Capital repair"),
  service(8, "LIFT", "m2", undefined, "housing", "Лифт", "Lift"),
  service(20, "COLD_WATER", "m3", "cold_water", "utilities", "Холодная вода", "Cold water"),
  service(21, "HOT_WATER", "m3", "hot_water", "utilities", "Горячая вода", "Hot water"),
  service(22, "HOT_WATER_WATER", "m3", "hot_water", "utilities", "Горячая вода: вода", "Hot water: water"),
  service(
    23,
    "HOT_WATER_HEAT",
    "Gcal",
    "hot_water",
    "utilities",
    "Горячая вода: нагрев",
    "Hot water: heating",
  ),
  service(24, "SEWERAGE", "m3", "sewerage", "utilities", "Водоотведение", "Sewerage"),
  service(25, "HEATING", "Gcal", "heat", "utilities", "Отопление", "Heating"),
  service(26, "ELECTRICITY", "kWh", "electricity", "utilities", "Электроэнергия", "Electricity"),
  service(27, "GAS", "m3", "gas", "utilities", "Газ", "Gas"),
  service(28, "WASTE", "m3", undefined, "utilities", "Обращение с отходами (ТКО)", "Waste"),
  service(
    29,
    "ODN_COLD_WATER",
    "m3",
    "cold_water",
    "utilities",
    "Общедомовые нужды: холодная вода",
    "Common needs: cold water",
  ),
  service(
    30,
    "ODN_HOT_WATER",
    "m3",
    "hot_water",
    "utilities",
    "Общедомовые нужды: горячая вода",
    "Common needs: hot water",
  ),
  service(
    31,
    "ODN_ELECTRICITY",
    "kWh",
    "electricity",
    "utilities",
    "Общедомовые нужды: электроэнергия",
    "Common needs: electricity",
  ),
  service(40, "INTERCOM", "point", undefined, "other", "Домофон", "Intercom"),
  service(41, "ANTENNA", "point", undefined, "other", "Антенна", "Aerial"),
  service(42, "VIDEO", "point", undefined, "other", "Видеонаблюдение", "Video surveillance"),
  service(43, "RADIO", "point", undefined, "other", "Радио", "Radio"),
  service(60, "INSURANCE", "m2", undefined, "voluntary", "Страхование (по желанию)", "Insurance (voluntary)"),
  service(70, "PENALTY", "point", undefined, "other", "Пени", "Penalties"),
];

/** Penalties stand under a service of their own, so that the debt that they are reckoned of is never they themselves. */
export const PENALTY_SERVICE = 70 as ServiceId;

/** What a dated value says. `norm` is a month's consumption of one person unless its name says otherwise. */
export type Parameter =
  | "rate" // roubles per unit; by zone and range
  | "norm" // per person and month; the variant is the building's improvement degree
  | "norm_area" // per m² and month (heating), per m² and year (waste by area)
  | "norm_year" // per person and year (waste)
  | "norm_common" // per m² of common property and month
  | "norm_stove" // gas, per person and month
  | "norm_heater" // gas, per person and month, where there is no central hot water
  | "norm_heating" // gas, per m² and month
  | "heat_per_m3" // Gcal spent on heating one m³ of water
  | "multiplier" // 1.5; cold water 3 since 2025-12-06
  | "heating_season" // 1 while the season lasts
  | "heating_months" // full months of the season: K of the even-year payment is this / 12
  | "social_norm_one" // kWh, one registered person
  | "social_norm_more"; // kWh for each of several

/** In the order in which screens show them. */
export const PARAMETERS: readonly Parameter[] = [
  "rate",
  "norm",
  "norm_area",
  "norm_year",
  "norm_common",
  "norm_stove",
  "norm_heater",
  "norm_heating",
  "heat_per_m3",
  "multiplier",
  "heating_season",
  "heating_months",
  "social_norm_one",
  "social_norm_more",
];

/** Whose value it is; the most particular one wins. */
export type Level = "city" | "organization" | "building" | "account";

export interface DatedValue extends Span {
  readonly service: ServiceId;
  readonly parameter: Parameter;
  /** Improvement degree, "rooms×persons" of the electricity grid, consumer group; "" for the ordinary one. */
  readonly variant: string;
  /** 0 whole day, 1 day, 2 night, 3 peak. */
  readonly zone: number;
  /** A range of monthly consumption begins above this many millionths of the unit. */
  readonly rangeFrom: bigint;
  readonly level: Level;
  /** A supplier's own city-wide value; 0 for anyone's. */
  readonly provider: OrganizationId | 0;
  readonly account: AccountId | 0;
  /** Millionths. */
  readonly value: bigint;
  /** The document that set it: printed, linked, explained. */
  readonly basis: string;
}

/**
 * How a service is charged in a building from a date on. The choice is data; the formula is chosen by the facts
 * within the method (meter, average, norm; building meter or none).
 */
export const METHODS = [
  "area", // S × T: maintenance, capital repair, rent, lift
  "fixed", // a sum per premises
  "individual", // formulas 1, 4, 4(1): by the premises' meter, else average, else norm
  "individual_social_norm", // electricity within and above the social norm
  "hot_water_heat", // heat component of formula 23 from the hot water volume
  "hot_water_made", // formula 20: made in the building
  "sewerage_sum", // p. 42: cold + hot
  "heating_season", // 2, 2(3), 3, 3(1), 3(3)
  "heating_even_year", // 2(1), 2(4), 3(2)
  "heating_made", // 18: made in the building by its own boiler
  "waste_persons", // 9(1)
  "waste_area", // 9(2)
  "gas", // formula 1 by meter, else the norm for stove, heater and heating
  "common_needs", // 10-12, 15, 17: a utility charge
  "common_property_meter", // SOI by the building meter, negative carried
  "common_property_norm", // SOI by norm
] as const;
export type Method = (typeof METHODS)[number];

export interface ServiceTerms extends Span {
  readonly service: ServiceId;
  readonly provider: OrganizationId;
  readonly method: Method;
  /** 0 for the whole building; otherwise the terms of this account alone. */
  readonly account: AccountId | 0;
}

/** A dated value as stated by a person or a file: a tariff, a norm, a season. */
export interface NewValue extends Span {
  readonly level: Level;
  /** For level `organization`. */
  readonly organization?: OrganizationId | undefined;
  /** For levels `building` and `account`. */
  readonly building?: BuildingId | undefined;
  readonly account?: AccountId | undefined;
  /** A supplier's own city-wide value; absent for anyone's. */
  readonly provider?: OrganizationId | undefined;
  /** COLD_WATER, HEATING … */
  readonly service: string;
  readonly parameter: Parameter;
  readonly variant: string;
  readonly zone: number;
  readonly rangeFrom: bigint;
  /** Millionths. */
  readonly value: bigint;
  /** The title of the document that set it. */
  readonly basis: string;
}

/** How a service is charged in a building, or for one account of it, from a day on, as stated. */
export interface NewServiceTerms extends Span {
  readonly building: BuildingId;
  readonly account?: AccountId | undefined;
  readonly service: string;
  readonly provider: OrganizationId;
  readonly method: Method;
}

export interface ValuesSet {
  /** Values, or terms, that begin. */
  readonly added: number;
  /** Running ones that now have an end. */
  readonly ended: number;
  /** Rows that said what was known. */
  readonly unchanged: number;
}
