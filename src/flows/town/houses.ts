import type { HouseKind } from "./house-kinds.ts";
import { COMPANIES, type Company, ORGANIZATION } from "./organizations.ts";

export interface HousePlan {
  readonly code: string;
  readonly street: string;
  readonly house: string;
  readonly kind: HouseKind;
  readonly manager: Company;
  readonly flats: number;
  readonly shops: number;
  readonly parking: number;
  readonly storeys: number;
  readonly entrances: number;
  readonly builtYear: number;
}

type Row = readonly [
  street: string,
  house: string,
  kind: HouseKind,
  flats: number,
  storeys: number,
  entrances: number,
  builtYear: number,
  more?: { shops?: number; parking?: number },
];

const ROWS: readonly (readonly [Company, readonly Row[]])[] = [
  [
    ORGANIZATION.zarechye,
    [
      ["ул. Ленина", "7", "one_price", 60, 5, 4, 1968, { shops: 2 }],
      ["ул. Ленина", "9", "one_price", 80, 5, 4, 1969],
      ["ул. Ленина", "11", "norm", 80, 5, 4, 1970],
      ["ул. Ленина", "13", "norm", 80, 5, 4, 1970],
      ["ул. Ленина", "15", "even_year", 80, 5, 4, 1971],
      ["ул. Ленина", "17", "even_year", 60, 5, 3, 1972],
      ["ул. Лесная", "12", "nine_in_full", 144, 9, 4, 1986],
      ["ул. Лесная", "14", "nine", 144, 9, 4, 1987],
      ["ул. Лесная", "16", "nine", 144, 9, 4, 1988],
      ["ул. Лесная", "18", "own_hot_water", 108, 9, 3, 2012, { shops: 3 }],
      ["ул. Лесная", "20", "nine", 108, 9, 3, 1990],
      ["ул. Лесная", "3", "direct", 24, 3, 2, 1962],
      ["ул. Лесная", "5", "gas_heater", 60, 5, 4, 1966],
      ["ул. Садовая", "2", "gas_heater", 60, 5, 4, 1967],
      ["ул. Садовая", "4", "social_norm", 12, 2, 2, 1958],
    ],
  ],
  [
    ORGANIZATION.pribrezhnaya,
    [
      ["ул. Озёрная", "12/1", "nine_in_full", 144, 9, 4, 1984, { shops: 1 }],
      ["ул. Озёрная", "14", "nine", 144, 9, 4, 1985],
      ["ул. Озёрная", "16", "nine", 144, 9, 4, 1985],
      ["ул. Озёрная", "18", "nine", 108, 9, 3, 1989],
      ["ул. Озёрная", "3", "norm", 80, 5, 4, 1973],
      ["ул. Озёрная", "5", "norm", 80, 5, 4, 1973],
      ["ул. Озёрная", "7", "one_price", 80, 5, 4, 1974],
      ["наб. Рыбацкая", "1", "all_heat_meters", 96, 12, 2, 2019, { parking: 20 }],
      ["наб. Рыбацкая", "3", "some_heat_meters", 108, 9, 3, 2014],
      ["наб. Рыбацкая", "5", "nine", 108, 9, 3, 2008],
      ["ул. Заречная", "6", "gas_heater", 60, 5, 4, 1965],
      ["ул. Заречная", "8", "gas_heater", 60, 5, 4, 1965],
      ["ул. Заречная", "10", "dilapidated", 16, 2, 2, 1949],
    ],
  ],
  [
    ORGANIZATION.voskhod,
    [
      ["пр-кт Мира", "45А", "nine_in_full", 108, 9, 3, 1992],
      ["пр-кт Мира", "45", "nine", 144, 9, 4, 1991],
      ["пр-кт Мира", "47", "nine", 144, 9, 4, 1991],
      ["пр-кт Мира", "49", "own_hot_water", 120, 10, 3, 2010, { shops: 4 }],
      ["пр-кт Мира", "51", "nine", 144, 9, 4, 1993],
      ["пр-кт Мира", "30", "one_price", 80, 5, 4, 1975],
      ["пр-кт Мира", "32", "one_price", 80, 5, 4, 1975],
      ["пр-кт Мира", "34", "norm", 80, 5, 4, 1976],
      ["пр-кт Мира", "36", "even_year", 80, 5, 4, 1976],
      ["пр-кт Строителей", "8", "some_heat_meters", 108, 9, 3, 2016],
      ["пр-кт Строителей", "10", "nine", 144, 9, 4, 1994],
      ["пр-кт Строителей", "12", "nine", 108, 9, 3, 1995],
      ["пр-кт Строителей", "14", "nine", 144, 9, 4, 1996],
    ],
  ],
  [
    ORGANIZATION.housing,
    [
      ["ул. Советская", "1", "communal", 26, 2, 2, 1938],
      ["ул. Советская", "3", "dilapidated", 16, 2, 2, 1947],
      ["ул. Советская", "5", "dilapidated", 12, 2, 2, 1948],
      ["ул. Советская", "7", "gas_heater", 60, 5, 4, 1964],
      ["ул. Гагарина", "2", "nine", 144, 9, 4, 1981],
      ["ул. Гагарина", "4", "nine", 144, 9, 4, 1982],
      ["ул. Гагарина", "6", "norm", 80, 5, 4, 1978],
      ["ул. Гагарина", "8", "one_price", 80, 5, 4, 1978],
      ["ул. Гагарина", "10", "nine", 144, 9, 4, 1983],
      ["ул. Школьная", "1", "norm", 80, 5, 4, 1977],
      ["ул. Школьная", "3", "one_price", 80, 5, 4, 1977],
      ["ул. Школьная", "5", "nine", 144, 9, 4, 1980],
      ...["1", "2", "3", "4", "5", "6"].map(
        (house): Row => ["ул. Полевая", house, "private", 1, 1, 1, 1955 + Number(house)],
      ),
      ["ул. Лесная", "31", "private", 1, 2, 1, 2017],
      ["ул. Лесная", "33", "private", 1, 1, 1, 1999],
    ],
  ],
];

/** All houses of the town, in the order of their companies. */
export const HOUSES: readonly HousePlan[] = ROWS.flatMap(([manager, rows]) =>
  rows.map(
    ([street, house, kind, flats, storeys, entrances, builtYear, more]): HousePlan => ({
      code: codeOf(street, house),
      street,
      house,
      kind,
      manager,
      flats,
      shops: more?.shops ?? 0,
      parking: more?.parking ?? 0,
      storeys,
      entrances,
      builtYear,
    }),
  ),
);

/** "ул. Ленина", "7" → "ЛЕНИНА-7": what the town's files call the house. */
export function codeOf(street: string, house: string): string {
  return `${(street.split(" ").at(-1) ?? street).toUpperCase()}-${house}`;
}

/** Position of the house in the town's books: its account numbers and its random numbers come from it. */
export const ordinalOf = (plan: HousePlan): number =>
  FIRST_ORDINAL + HOUSES.findIndex((of) => of.code === plan.code);

// The samples of the payment gateways begin with 44001 10010: the town's other numbers follow them.
const FIRST_ORDINAL = 340_012;

export const managedBy = (plans: readonly HousePlan[]): Company[] =>
  COMPANIES.filter((code) => plans.some((plan) => plan.manager === code));
