import type { Day } from "#core/day";
import { addMonths, firstDay, type Period } from "#core/period";
import type { BuildingBundle, CityDictionary, OrganizationRow } from "#modules/gateways";
import { randomFrom, seedOf } from "#platform/random";
import { type BuildingPlan, syntheticBuilding, type SyntheticOptions } from "./synthetic-building.ts";
import { STREETS } from "./synthetic-names.ts";
import { dictionaryRows, PROVIDERS } from "./synthetic-tariffs.ts";

export interface SyntheticCityOptions {
  readonly accounts: number;
  readonly seed: number;
  readonly from?: Day;
  readonly through?: Period;
  readonly months?: number;
}

export interface SyntheticCity {
  readonly accounts: number;
  readonly buildings: number;
  readonly dictionary: CityDictionary;
  /** Building by building, made when asked for; may be iterated again, and starts again. */
  bundles(): Generator<BuildingBundle>;
  /** One building alone, the same as in its turn: so that several workers can share the work. */
  bundle(index: number): BuildingBundle;
}

const PER_BUILDING = 100;

/**
 * A city of exactly so many accounts: buildings of 100 accounts each with twelve services, one organization for
 * each 5,000 accounts (eight at least), the same bytes every time for the same seed.
 */
export function syntheticCity(options: SyntheticCityOptions): SyntheticCity {
  const { accounts, seed } = options;
  if (!Number.isSafeInteger(accounts) || accounts < 1 || accounts > 50_000_000)
    throw new Error("a synthetic city has 1 to 50,000,000 accounts");
  const through = options.through ?? ("2026-11" as Period);
  const months = options.months ?? 3;
  const from = options.from ?? firstDay(addMonths(through, 1 - Math.max(months, 1)));
  const rowOptions: SyntheticOptions = { seed, from, through, months };
  const buildings = Math.ceil(accounts / PER_BUILDING);
  const managers = Math.max(8, Math.ceil(accounts / 5000)) - PROVIDERS.length;
  const managerRows = Array.from({ length: Math.max(managers, 2) }, (_, index) => managerOf(index));
  const bundle = (index: number): BuildingBundle => {
    const flats = Math.min(PER_BUILDING, accounts - index * PER_BUILDING);
    return syntheticBuilding(cityPlan(index, flats, managerRows.length, seed), rowOptions);
  };
  return {
    accounts,
    buildings,
    dictionary: dictionaryRows(managerRows, from),
    *bundles() {
      for (let index = 0; index < buildings; index += 1) yield bundle(index);
    },
    bundle,
  };
}

function managerOf(index: number): OrganizationRow {
  return {
    code: `UK-${String(index + 1).padStart(3, "0")}`,
    kind: "company",
    name: `ООО «Управляющая компания № ${index + 1}»`,
    shortName: `УК № ${index + 1}`,
    phone: `+7 (8162) 50-${String(Math.floor(index / 100)).padStart(2, "0")}-${String(index % 100).padStart(2, "0")}`,
  };
}

function cityPlan(index: number, flats: number, managers: number, seed: number): BuildingPlan {
  const random = randomFrom(seedOf(seed ^ 0x51ed270b, index));
  const street = STREETS[index % STREETS.length] ?? STREETS[0];
  // Neighbouring buildings of one district have one manager, as in life.
  const manager = managerOf(Math.floor(index / 50) % managers).code;
  const storeys = random.pick([5, 5, 9, 9, 10, 12]);
  const area = BigInt(flats) * BigInt(random.between(46_000, 58_000)) * 1000n;
  return {
    row: {
      code: `S${String(index + 1).padStart(6, "0")}`,
      region: "обл. Северная",
      settlement: "г. Североозёрск",
      street,
      house: String(Math.floor(index / STREETS.length) + 1),
      builtYear: random.between(1962, 2019),
      storeysMin: storeys,
      storeysMax: storeys,
      entrances: Math.max(1, Math.round(flats / (storeys * 4))),
    },
    manager,
    ordinal: index,
    flats,
    shops: 0,
    flatsArea: area,
    shopsArea: 0n,
    commonPropertyArea: (area * BigInt(random.between(90, 160))) / 1000n,
    equipment: "full",
  };
}
