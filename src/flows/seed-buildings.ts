import { must } from "#core/assert";
import type { OrganizationId } from "#core/ids";
import { addMonths, firstDay, type Period, periodOf, previous } from "#core/period";
import type { Result } from "#core/result";
import { listPremises } from "#modules/addresses";
import {
  type BuildingBundle,
  type CityDictionary,
  listRegistryHouses,
  type OrganizationRow,
  type RegistryHouse,
} from "#modules/gateways";
import { findOrganizationsByCode } from "#modules/organizations";
import type { Ctx } from "#platform/context";
import { applyDictionary, type ApplyRefusal } from "./apply-city.ts";
import { applyTogether, batchesOf } from "./apply-together.ts";
import { openFirstMonths } from "./open-first-months.ts";
import {
  type BuildingPlan,
  dictionaryRows,
  type Equipment,
  syntheticBuilding,
  syntheticCity,
  type SyntheticOptions,
} from "./synthetic.ts";

export interface SeedOptions {
  readonly seed: number;
  /** The last month with readings: the one to be charged. Absent: the month before the business date's. */
  readonly through?: Period;
  /** Months of readings; six are what an average needs. */
  readonly months?: number;
  readonly onProgress?: (done: number, total: number) => void;
}

export interface Seeded {
  /** The last month with readings; companies that had no month yet have it open now. */
  readonly period: Period;
  readonly organizations: number;
  readonly buildings: number;
  readonly premises: number;
  readonly accounts: number;
  readonly residents: number;
  readonly meters: number;
  readonly readings: number;
  /** Imported buildings that have people already; they are left alone. */
  readonly skipped: number;
  readonly refused: readonly { readonly building: string; readonly refusal: ApplyRefusal }[];
}

export type SeedRefusal = ApplyRefusal | { readonly code: "seed.nothing_imported" };

/** Owners who run their house themselves: their maintenance is owed to their own association, which is this one. */
const DIRECT: OrganizationRow = {
  code: "DIRECT",
  kind: "company",
  name: "Непосредственное управление собственниками",
};

/**
 * Fills a city of made-up buildings, building by building as they are generated. The same number and seed give the
 * same city; on a database that has it already, nothing changes.
 */
export async function seedSyntheticCity(
  ctx: Ctx,
  options: SeedOptions & { readonly accounts: number },
): Promise<Result<Seeded, SeedRefusal>> {
  const time = timeOf(ctx, options);
  const city = syntheticCity({ ...time, accounts: options.accounts });
  return fill(ctx, new Map(), city.dictionary, city.bundles(), city.buildings, time, options);
}

/**
 * Fills the imported buildings whose areas and flats a registry told (`import` of the houses file) with synthetic
 * premises, people, meters and readings, so that a city can be tried before private data is loaded. Buildings that
 * have premises are left alone.
 */
export async function seedImportedBuildings(
  ctx: Ctx,
  options: SeedOptions,
): Promise<Result<Seeded, SeedRefusal>> {
  const time = timeOf(ctx, options);
  const houses = await ctx.transaction((tx) => listRegistryHouses(tx));
  if (houses.length === 0) return { ok: false, refusal: { code: "seed.nothing_imported" } };
  const empty = await withoutPremises(ctx, houses);
  const dictionary = dictionaryRows([DIRECT], time.from);
  const bundles = syntheticBuildings(empty, time);
  const codes = [...new Set(empty.flatMap((house) => house.row.manager ?? []))];
  const managers = await ctx.transaction((tx) => findOrganizationsByCode(tx, codes));
  const known = new Map(managers.map((organization) => [organization.code, organization.id]));
  const filled = await fill(ctx, known, dictionary, bundles, empty.length, time, options);
  return filled.ok ? { ok: true, value: { ...filled.value, skipped: houses.length - empty.length } } : filled;
}

/** One by one as they are asked for: a region's rows would not fit into memory together. */
function* syntheticBuildings(
  houses: readonly RegistryHouse[],
  time: SyntheticOptions,
): Generator<BuildingBundle> {
  for (const house of houses) yield syntheticBuilding(planOf(house), time);
}

/** What a registry's figures make of a building: the equipment follows its height, as it does in towns. */
export function planOf(house: RegistryHouse): BuildingPlan {
  const flats = Math.min(house.flats ?? 1, 900);
  const shops = (house.nonResidentialArea ?? 0n) > 0n ? Math.min(house.nonResidential ?? 0, 99) : 0;
  const storeys = house.row.storeysMax ?? 2;
  return {
    row: house.row,
    manager: house.row.manager ?? DIRECT.code,
    // Numbers from here on belong to imported buildings; a synthetic city counts from zero.
    ordinal: 400_000 + house.building,
    flats,
    shops,
    flatsArea: must(house.livingArea, "a registry house with a living area"),
    shopsArea: shops > 0 ? (house.nonResidentialArea ?? 0n) : 0n,
    commonPropertyArea: house.row.commonPropertyArea,
    equipment: equipmentOf(storeys, flats),
  };
}

const equipmentOf = (storeys: number, flats: number): Equipment =>
  storeys >= 5 ? "full" : storeys >= 2 && flats >= 8 ? "heater" : "basic";

function timeOf(ctx: Ctx, options: SeedOptions): SyntheticOptions {
  const through = options.through ?? previous(periodOf(ctx.today));
  const months = options.months ?? 6;
  return { seed: options.seed, through, months, from: firstDay(addMonths(through, 1 - months)) };
}

async function withoutPremises(
  ctx: Ctx,
  houses: readonly RegistryHouse[],
): Promise<readonly RegistryHouse[]> {
  return ctx.transaction(async (tx) => {
    const empty: RegistryHouse[] = [];
    for (const house of houses) if ((await listPremises(tx, house.building)).length === 0) empty.push(house);
    return empty;
  });
}

const ROWS_A_BATCH = 20_000;

async function fill(
  ctx: Ctx,
  managersBefore: ReadonlyMap<string, OrganizationId>,
  dictionary: CityDictionary,
  bundles: Iterable<BuildingBundle>,
  total: number,
  time: SyntheticOptions,
  options: SeedOptions,
): Promise<Result<Seeded, SeedRefusal>> {
  const shared = await applyDictionary(ctx, dictionary);
  if (!shared.ok) return shared;
  const organizations = new Map([...managersBefore, ...shared.value]);
  const sums = { buildings: 0, premises: 0, accounts: 0, residents: 0, meters: 0, readings: 0 };
  const refused: { building: string; refusal: ApplyRefusal }[] = [];
  let done = 0;
  for (const batch of batchesOf(bundles, ROWS_A_BATCH)) {
    const outcome = await applyTogether(ctx, batch, organizations);
    refused.push(...outcome.refused.map(({ bundle, refusal }) => ({ building: bundle.code, refusal })));
    for (const bundle of outcome.applied.flatMap((one) => one.bundles)) {
      sums.buildings += 1;
      sums.premises += bundle.premises.length;
      sums.accounts += bundle.accounts.length;
      sums.residents += bundle.residents.length;
      sums.meters += bundle.meters.length;
      sums.readings += bundle.readings.length;
    }
    done += batch.length;
    options.onProgress?.(done, total);
  }
  await openFirstMonths(ctx, time.through);
  return {
    ok: true,
    value: {
      period: time.through,
      organizations: dictionary.organizations.length,
      ...sums,
      skipped: 0,
      refused,
    },
  };
}
