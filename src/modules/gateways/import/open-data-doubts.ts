import { type Day, parseDay } from "#core/day";
import { fromMillionths, parseExact, toDecimal, toMillionths } from "#core/exact";
import type { Address } from "#modules/addresses";
import { HOUSE_COLUMNS, type HouseColumn, type JudgedHouse } from "./open-data-model.ts";
import type { DoubtRule, RowDoubt } from "./problems.ts";

export interface HouseRow {
  readonly row: number;
  readonly houseId: string;
  readonly text: string;
  readonly address: Address;
  readonly notes: readonly string[];
  /** The cell under a header; undefined when absent or not filled in. */
  readonly cells: (column: HouseColumn) => string | undefined;
}

/** Bounds beyond which a number is a slip of the keyboard. The oldest inhabited stone houses are of the 1500s. */
const BOUNDS = {
  yearLeast: 1500,
  yearUsual: 1850,
  storeysMost: 60,
  entrancesMost: 40,
  flatsMost: 2000,
  areaMost: 300_000n,
};
/** Square metres of living area for one flat: less is a room, more is a misplaced comma. */
const AREA_PER_FLAT = { least: 10n, most: 300n };
const FLATS_PER_LANDING_MOST = 12;

/**
 * Judges one row by itself: every value that cannot be, or contradicts another one, is a doubt under the name of
 * its rule. A value that cannot be is set aside; of two that contradict each other the one that the other cells
 * bear out is taken.
 */
export function judgeHouse(of: HouseRow): { house: JudgedHouse; doubts: RowDoubt[] } {
  const doubts: RowDoubt[] = [];
  const doubt: Doubter = (column, rule, taken, data = {}) => {
    doubts.push({ sheet: "", row: of.row, column, rule, value: of.cells(column) ?? "", data, taken });
  };
  const read = reader(of, doubt);
  const updatedOn = read.day("LASTUPDATE");
  const areas = judgeAreas(read, doubt, judgeCounts(read, doubt));
  const house: JudgedHouse = defined({
    row: of.row,
    houseId: of.houseId,
    addressText: of.text,
    address: of.address,
    ...judgeShape(read, doubt, updatedOn, areas.flats ?? areas.premises),
    ...areas,
    updatedOn,
    servedSince: read.day("SERVICEDATE_START"),
    landArea: read.area("AREA_LAND"),
    parkingArea: read.area("AREA_PARK"),
    dilapidated: read.yes("AVAR"),
    latitude: read.number("LAT"),
    longitude: read.number("LON"),
    houseType: of.cells("HOUSE_TYPE"),
    series: of.cells("SERIE"),
    capitalRepairFund: of.cells("CAPFOND"),
    energyClass: of.cells("ENERGY_CLASS"),
    cadastralNumber: of.cells("CADNO"),
    houseGuid: of.cells("FIAS")?.toLowerCase(),
    filledCells: HOUSE_COLUMNS.filter((column) => of.cells(column) !== undefined).length,
  });
  for (const note of of.notes) doubt("ADDRESS", "words-left-over", true, { words: note });
  return { house, doubts };
}

interface Counts {
  readonly premises?: number;
  readonly flats?: number;
  readonly nonResidential?: number;
}

function judgeCounts(read: Reader, doubt: Doubter): Counts {
  const premises = read.count("ROOM_COUNT");
  const flats = read.count("ROOM_COUNT_LIVE");
  const nonResidential = read.count("ROOM_COUNT_NONLIVE");
  const impossible = (column: HouseColumn, value: number | undefined): boolean => {
    if (value === undefined || value <= BOUNDS.flatsMost) return false;
    doubt(column, "impossible-flat-count", false, { most: String(BOUNDS.flatsMost) });
    return true;
  };
  const kept = {
    premises: impossible("ROOM_COUNT", premises) ? undefined : premises,
    flats: impossible("ROOM_COUNT_LIVE", flats) ? undefined : flats,
    nonResidential: impossible("ROOM_COUNT_NONLIVE", nonResidential) ? undefined : nonResidential,
  };
  const parts = (kept.flats ?? 0) + (kept.nonResidential ?? 0);
  const contradicts =
    kept.premises !== undefined &&
    (kept.flats !== undefined && kept.nonResidential !== undefined
      ? parts !== kept.premises
      : parts > kept.premises);
  if (contradicts) {
    const fits = parts <= (kept.premises ?? 0);
    // Fewer premises in all than flats: the count of all is the slip, for flats are counted one by one.
    doubt("ROOM_COUNT", "flat-parts-differ-from-whole", fits, {
      flats: String(kept.flats ?? ""),
      nonResidential: String(kept.nonResidential ?? ""),
    });
    if (!fits) kept.premises = undefined;
  }
  return defined(kept);
}

interface Areas extends Counts {
  readonly totalArea?: bigint;
  readonly livingArea?: bigint;
  readonly nonResidentialArea?: bigint;
  readonly commonPropertyArea?: bigint;
}

function judgeAreas(read: Reader, doubt: Doubter, counts: Counts): Areas {
  let total = read.area("AREA");
  let living = read.area("AREA_LIVE");
  const nonResidential = read.area("AREA_NONLIVE");
  let common = read.area("AREA_GEN");
  const flats = counts.flats ?? counts.premises;
  const plausible = (area: bigint): boolean => flats === undefined || perFlat(area, flats) === "plausible";

  if (total !== undefined && living !== undefined && living > total + TENTH) {
    // Whichever fits the number of flats is believed; if neither or both do, the part is the slip.
    const believeLiving = plausible(living) && !plausible(total) && flats !== undefined;
    doubt(believeLiving ? "AREA" : "AREA_LIVE", "area-parts-exceed-whole", false, {
      total: metres(total),
      living: metres(living),
    });
    if (believeLiving) total = undefined;
    else living = undefined;
  } else if (total !== undefined && living !== undefined && living + (nonResidential ?? 0n) > total + TENTH) {
    doubt("AREA_NONLIVE", "area-parts-exceed-whole", true, {
      total: metres(total),
      living: metres(living),
      nonResidential: metres(nonResidential),
    });
  } else if (
    total !== undefined &&
    living !== undefined &&
    common !== undefined &&
    living + (nonResidential ?? 0n) + common > total + TENTH
  ) {
    doubt("AREA_GEN", "common-area-exceeds-remainder", true, {
      total: metres(total),
      living: metres(living),
      nonResidential: metres(nonResidential),
    });
  }
  const whole = total ?? living;
  if (common !== undefined && whole !== undefined && common >= whole) {
    doubt("AREA_GEN", "common-area-not-less-than-whole", false, { total: metres(whole) });
    common = undefined;
  }
  return defined({
    ...flatsThatFit(counts, living ?? total, living === undefined ? "AREA" : "AREA_LIVE", doubt),
    totalArea: total,
    livingArea: living,
    nonResidentialArea: nonResidential,
    commonPropertyArea: common,
  });
}

/** Six thousand flats on eleven thousand square metres: the count is set aside; a merely odd ratio is listed. */
function flatsThatFit(counts: Counts, area: bigint | undefined, column: HouseColumn, doubt: Doubter): Counts {
  const flats = counts.flats ?? counts.premises;
  if (area === undefined || flats === undefined || flats === 0) return counts;
  const verdict = perFlat(area, flats);
  if (verdict === "plausible") return counts;
  const each = metres(area / BigInt(flats));
  if (verdict === "many") {
    doubt(column, "area-per-flat-implausible", true, { each, flats: String(flats) });
    return counts;
  }
  const source = counts.flats === undefined ? "ROOM_COUNT" : "ROOM_COUNT_LIVE";
  doubt(source, "impossible-flat-count", false, {
    each,
    area: metres(area),
    least: String(AREA_PER_FLAT.least),
  });
  const { flats: _, premises: __, ...rest } = counts;
  return rest;
}

function perFlat(area: bigint, flats: number): "few" | "many" | "plausible" {
  if (flats === 0) return "plausible";
  const each = area / BigInt(flats);
  return each < AREA_PER_FLAT.least * MILLION
    ? "few"
    : each > AREA_PER_FLAT.most * MILLION
      ? "many"
      : "plausible";
}

type Shape = Pick<JudgedHouse, "builtYear" | "storeysMax" | "storeysMin" | "entrances">;

function judgeShape(
  read: Reader,
  doubt: Doubter,
  updatedOn: Day | undefined,
  flats: number | undefined,
): Shape {
  const within = (column: HouseColumn, rule: DoubtRule, least: number, most: number): number | undefined => {
    const value = read.count(column);
    if (value === undefined || (value >= least && value <= most)) return value;
    doubt(column, rule, false, { least: String(least), most: String(most) });
    return undefined;
  };
  const thisYear = updatedOn ? Number(updatedOn.slice(0, 4)) : 2100;
  const builtYear = within("YEAR", "year-impossible", BOUNDS.yearLeast, thisYear);
  if (builtYear !== undefined && builtYear < BOUNDS.yearUsual)
    doubt("YEAR", "year-unusual", true, { before: String(BOUNDS.yearUsual) });
  const storeysMax = within("LEVELS_MAX", "levels-impossible", 1, BOUNDS.storeysMost);
  let storeysMin = within("LEVELS_MIN", "levels-impossible", 1, BOUNDS.storeysMost);
  const entrances = within("DOORS", "entrances-impossible", 1, BOUNDS.entrancesMost);
  if (storeysMax !== undefined && storeysMin !== undefined && storeysMin > storeysMax) {
    doubt("LEVELS_MIN", "levels-min-over-max", false, { max: String(storeysMax) });
    storeysMin = undefined;
  }
  if (
    flats !== undefined &&
    storeysMax !== undefined &&
    entrances !== undefined &&
    flats > entrances * storeysMax * FLATS_PER_LANDING_MOST
  )
    doubt("DOORS", "too-many-flats-per-landing", true, { flats: String(flats), storeys: String(storeysMax) });
  return defined({ builtYear, storeysMax, storeysMin, entrances });
}

type Doubter = (column: HouseColumn, rule: DoubtRule, taken: boolean, data?: Record<string, string>) => void;
type Reader = ReturnType<typeof reader>;

/** Cells as values. What is filled in but is no such value is doubted and set aside. */
function reader(of: HouseRow, doubt: Doubter) {
  const parsed = <T>(
    column: HouseColumn,
    rule: DoubtRule,
    parse: (text: string) => T | undefined,
  ): T | undefined => {
    const text = of.cells(column);
    if (text === undefined) return undefined;
    const value = parse(text);
    if (value === undefined) doubt(column, rule, false);
    return value;
  };
  const number = (column: HouseColumn): bigint | undefined =>
    parsed(column, "not-a-number", (text) => {
      const exact = parseExact(ungrouped(text));
      return exact && toMillionths(exact);
    });
  return {
    number,
    /** Millionths of m²; zero says that there is none. */
    area: (column: HouseColumn): bigint | undefined => {
      const value = number(column);
      // A house of no area is a cell filled in for the form's sake; no shops or no parking is an answer.
      const least = column === "AREA" || column === "AREA_LIVE" ? 1n : 0n;
      if (value === undefined || (value >= least && value <= BOUNDS.areaMost * MILLION)) return value;
      doubt(column, "area-impossible", false, { most: String(BOUNDS.areaMost) });
      return undefined;
    },
    count: (column: HouseColumn): number | undefined =>
      parsed(column, "not-a-number", (text) => {
        const digits = ungrouped(text);
        return /^\d{1,6}$/.test(digits) ? Number(digits) : undefined;
      }),
    /** "08.04.2016 в 13:23", "01.09.2014". */
    day: (column: HouseColumn): Day | undefined =>
      parsed(column, "not-a-date", (text) => {
        const match = /^(\d{2})\.(\d{2})\.(\d{4})(?: в \d{2}:\d{2})?$/.exec(text);
        return match ? parseDay(`${match[3]}-${match[2]}-${match[1]}`) : undefined;
      }),
    yes: (column: HouseColumn): boolean | undefined =>
      parsed(column, "unknown-word", (text) => (text === "Да" ? true : text === "Нет" ? false : undefined)),
  };
}

/** "6 867" is a number with its thousands set apart. */
const ungrouped = (text: string): string => text.replaceAll(/(\d) (?=\d{3}(\D|$))/g, "$1");

const MILLION = 1_000_000n;
const TENTH = MILLION / 10n;
const metres = (millionths: bigint | undefined): string => toDecimal(fromMillionths(millionths ?? 0n), 2);

/** The record without its undefined fields: absent is absent. */
function defined<T extends object>(record: { readonly [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as T;
}
