import { type Day, day } from "#core/day";
import type {
  BuildingRow,
  CityDictionary,
  OrganizationRow,
  ServiceTermsRow,
  ValueRow,
} from "#modules/gateways";
import type { Method, Parameter } from "#modules/tariffs";
import type { BuildingPlan, Equipment } from "./synthetic-building.ts";

const PROVIDER = {
  water: "VODA",
  heat: "TEPLO",
  power: "SVET",
  gas: "GAZ",
  waste: "TKO",
  fund: "FOND",
} as const;

/** Suppliers of the made-up city. */
export const PROVIDERS: readonly OrganizationRow[] = [
  { code: PROVIDER.water, kind: "supplier", name: "МУП «Североозёрский водоканал»", shortName: "Водоканал" },
  {
    code: PROVIDER.heat,
    kind: "supplier",
    name: "АО «Североозёрские тепловые сети»",
    shortName: "Теплосеть",
  },
  { code: PROVIDER.power, kind: "supplier", name: "ООО «Север-Энергосбыт»", shortName: "Энергосбыт" },
  { code: PROVIDER.gas, kind: "supplier", name: "ООО «Север-Межрегионгаз»", shortName: "Межрегионгаз" },
  {
    code: PROVIDER.waste,
    kind: "supplier",
    name: "ООО «Региональный оператор по обращению с отходами»",
    shortName: "Региональный оператор",
  },
  {
    code: PROVIDER.fund,
    kind: "fund",
    name: "Фонд капитального ремонта Северной области",
    shortName: "Фонд капремонта",
  },
];

const BASIS = "Условное решение № 1 о тарифах и нормативах (город создан генератором)";

/**
 * Tariffs and norms for every service a made-up building has. The figures are of a plausible size and belong to
 * no region; tariffs rise each July as regulated ones do.
 */
export function dictionaryRows(managers: readonly OrganizationRow[], from: Day): CityDictionary {
  const start = from;
  const value = (
    service: string,
    parameter: Parameter,
    millionths: bigint,
    more: Partial<ValueRow> = {},
  ): ValueRow => ({
    level: "city",
    service,
    parameter,
    variant: "",
    zone: 0,
    rangeFrom: 0n,
    from: start,
    value: millionths,
    basis: BASIS,
    ...more,
  });
  return {
    organizations: [...managers, ...PROVIDERS],
    values: [
      ...RATES.flatMap(([service, kopecks]) => risingRate(service, kopecks, start, value)),
      ...NORMS.map(([service, parameter, millionths, variant]) =>
        value(service, parameter, millionths, { variant: variant ?? "" }),
      ),
      ...seasons(start, value),
    ],
  };
}

type MakeValue = (
  service: string,
  parameter: Parameter,
  millionths: bigint,
  more?: Partial<ValueRow>,
) => ValueRow;

/** Kopecks for a unit in the year of the start; 6 % more after each 1 July that follows within five years. */
function risingRate(service: string, kopecks: bigint, start: Day, value: MakeValue): ValueRow[] {
  const rows: ValueRow[] = [];
  let price = kopecks;
  let from = start;
  for (let year = Number(start.slice(0, 4)); year < Number(start.slice(0, 4)) + 5; year += 1) {
    const july = day(`${year}-07-01`);
    if (july <= start) continue;
    rows.push(value(service, "rate", price * 10_000n, { from, to: july }));
    from = july;
    price = (price * 106n + 50n) / 100n;
  }
  return [...rows, value(service, "rate", price * 10_000n, { from })];
}

/** 1 October to 30 April, for the year before the start and five after it. */
function seasons(start: Day, value: MakeValue): ValueRow[] {
  const first = Number(start.slice(0, 4)) - 1;
  return Array.from({ length: 7 }, (_, index) =>
    value("HEATING", "heating_season", 1_000_000n, {
      from: day(`${first + index}-10-01`),
      to: day(`${first + index + 1}-05-01`),
    }),
  );
}

/** Kopecks for one unit of the service. */
const RATES: readonly (readonly [service: string, kopecks: bigint])[] = [
  ["MAINTENANCE", 3187n],
  ["CAPITAL_REPAIR", 1432n],
  ["INTERCOM", 5500n],
  ["COLD_WATER", 4832n],
  ["HOT_WATER_WATER", 4832n],
  ["HOT_WATER_HEAT", 291_744n],
  ["SEWERAGE", 3914n],
  ["HEATING", 291_744n],
  ["ELECTRICITY", 618n],
  ["GAS", 912n],
  ["WASTE", 74_850n],
  ["SOI_COLD_WATER", 4832n],
  ["SOI_ELECTRICITY", 618n],
];

const NORMS: readonly (readonly [
  service: string,
  parameter: Parameter,
  millionths: bigint,
  variant?: string,
])[] = [
  ["COLD_WATER", "norm", 4_170_000n],
  ["COLD_WATER", "norm", 6_830_000n, "heater"],
  ["COLD_WATER", "norm", 2_950_000n, "basic"],
  ["COLD_WATER", "multiplier", 3_000_000n],
  ["HOT_WATER_WATER", "norm", 3_120_000n],
  ["HOT_WATER_WATER", "multiplier", 1_500_000n],
  ["HOT_WATER_HEAT", "heat_per_m3", 65_100n],
  ["SEWERAGE", "norm", 7_290_000n],
  ["ELECTRICITY", "norm", 96_000_000n],
  ["ELECTRICITY", "multiplier", 1_500_000n],
  ["HEATING", "norm_area", 22_600n],
  ["GAS", "norm_stove", 10_000_000n],
  ["GAS", "norm_heater", 17_500_000n],
  ["GAS", "norm_heating", 8_000_000n],
  ["WASTE", "norm_year", 2_320_000n],
  ["SOI_COLD_WATER", "norm_common", 16_000n],
  ["SOI_ELECTRICITY", "norm_common", 2_720_000n],
];

/** How each service of a building is charged, and whose it is, from the building's first day on. */
export function termsOf(plan: BuildingPlan, building: BuildingRow): ServiceTermsRow[] {
  return SERVICES_OF[plan.equipment]
    .filter(([service]) => service !== "CAPITAL_REPAIR" || !building.dilapidated)
    .map(([service, method, provider]) => ({
      building: building.code,
      service,
      provider: provider ?? plan.manager,
      method,
      from: building.from,
    }));
}

type ServiceChoice = readonly [service: string, method: Method, provider?: string];
const SERVICES_OF: Readonly<Record<Equipment, readonly ServiceChoice[]>> = {
  full: [
    ["MAINTENANCE", "area"],
    ["SOI_COLD_WATER", "common_property_norm"],
    ["SOI_ELECTRICITY", "common_property_meter"],
    ["CAPITAL_REPAIR", "area", PROVIDER.fund],
    ["COLD_WATER", "individual", PROVIDER.water],
    ["HOT_WATER_WATER", "individual", PROVIDER.heat],
    ["HOT_WATER_HEAT", "hot_water_heat", PROVIDER.heat],
    ["SEWERAGE", "sewerage_sum", PROVIDER.water],
    ["HEATING", "heating_season", PROVIDER.heat],
    ["ELECTRICITY", "individual", PROVIDER.power],
    ["WASTE", "waste_persons", PROVIDER.waste],
    ["INTERCOM", "fixed"],
  ],
  heater: [
    ["MAINTENANCE", "area"],
    ["SOI_COLD_WATER", "common_property_norm"],
    ["SOI_ELECTRICITY", "common_property_norm"],
    ["CAPITAL_REPAIR", "area", PROVIDER.fund],
    ["COLD_WATER", "individual", PROVIDER.water],
    ["SEWERAGE", "sewerage_sum", PROVIDER.water],
    ["HEATING", "heating_season", PROVIDER.heat],
    ["ELECTRICITY", "individual", PROVIDER.power],
    ["GAS", "gas", PROVIDER.gas],
    ["WASTE", "waste_persons", PROVIDER.waste],
  ],
  basic: [
    ["MAINTENANCE", "area"],
    ["SOI_ELECTRICITY", "common_property_norm"],
    ["CAPITAL_REPAIR", "area", PROVIDER.fund],
    ["COLD_WATER", "individual", PROVIDER.water],
    ["ELECTRICITY", "individual", PROVIDER.power],
    ["GAS", "gas", PROVIDER.gas],
    ["WASTE", "waste_persons", PROVIDER.waste],
  ],
};
