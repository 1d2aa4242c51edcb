import { type Day, dayFromNumber, dayNumber } from "#core/day";
import type { Period } from "#core/period";
import { shareOut } from "#core/share-out";
import type { Money } from "#core/units";
import type { AccountRow, BuildingBundle, BuildingRow, PremisesRow, ResidentRow } from "#modules/gateways";
import type { Resource } from "#modules/tariffs";
import { type Random, randomFrom, seedOf } from "#platform/random";
import { buildingMeters, type MeterDraft, meterPremises } from "./synthetic-meters.ts";
import { GIVEN_NAMES, PATRONYMICS, type Sexed, SURNAMES } from "./synthetic-names.ts";
import { termsOf } from "./synthetic-tariffs.ts";

/** What a made-up building is equipped with; decides its services and the variant of its norms. */
export type Equipment =
  /** Central heating and hot water, the ordinary building of five and more storeys. */
  | "full"
  /** Central heating; a gas heater in each flat makes the hot water. */
  | "heater"
  /** Stoves in the flats, cold water from the main: a small old house. */
  | "basic";

/** The building to be filled: a real one from a registry, or one of a made-up city. */
export interface BuildingPlan {
  /** Its address and what is known of it; `from`, areas and equipment are completed here. */
  readonly row: Pick<BuildingRow, "code" | "settlement" | "house"> & Partial<BuildingRow>;
  /** Who maintains it: an organization's code. */
  readonly manager: string;
  /** Tells its account numbers and its random numbers from every other building's: 0 to 899,999. */
  readonly ordinal: number;
  /** 1 to 999 together with the shops. */
  readonly flats: number;
  readonly shops: number;
  /** Millionths of m². */
  readonly flatsArea: bigint;
  readonly shopsArea: bigint;
  readonly commonPropertyArea: bigint;
  readonly equipment: Equipment;
}

export interface SyntheticOptions {
  readonly seed: number;
  /** Buildings, accounts and terms are in force from this day. */
  readonly from: Day;
  /** Readings are given for `months` months, the last of which is `through`. */
  readonly through: Period;
  readonly months: number;
}

/**
 * Fills one building with premises, accounts, people, meters and readings. Pure: the same plan and options give
 * the same rows, whatever was generated before. All names are combinations of common ones and belong to nobody.
 */
export function syntheticBuilding(plan: BuildingPlan, options: SyntheticOptions): BuildingBundle {
  if (plan.flats + plan.shops < 1 || plan.flats + plan.shops > 999)
    throw new Error("a building has 1 to 999 accounts");
  if (plan.ordinal < 0 || plan.ordinal > 899_999) throw new Error("a building's ordinal is 0 to 899999");
  const random = randomFrom(seedOf(options.seed, plan.ordinal));
  const building: BuildingRow = {
    ...plan.row,
    manager: plan.manager,
    from: options.from,
    kind: plan.row.kind ?? "apartments",
    commonPropertyArea: plan.commonPropertyArea,
    improvement: plan.equipment,
    dilapidated: plan.row.dilapidated ?? false,
    centralHotWater: plan.equipment === "full",
  };
  const premises = premisesOf(plan, building, random);
  const draft: Draft = {
    plan,
    building,
    options,
    accounts: [],
    residents: [],
    meters: [],
    readings: [],
    flatsUse: new Map(),
  };
  premises.forEach((row, index) => settle(draft, row, index, random));
  buildingMeters(draft, random);
  return {
    code: building.code,
    buildings: [building],
    premises,
    accounts: draft.accounts,
    residents: draft.residents,
    meters: draft.meters,
    readings: draft.readings,
    terms: termsOf(plan, building),
    values: [],
    balances: [],
  };
}

/** Ten digits: the building's ordinal, the account within it, and the check digit (weights 2…10, modulo 11, 10 as 0). */
export function accountNumber(ordinal: number, index: number): string {
  const nine = String((100_000 + ordinal) * 1000 + index + 1);
  let sum = 0;
  for (let at = 0; at < 9; at += 1) sum += (nine.charCodeAt(at) - 48) * (at + 2);
  return `${nine}${(sum % 11) % 10}`;
}

interface Draft extends MeterDraft {
  readonly accounts: AccountRow[];
  readonly residents: ResidentRow[];
}

/** Flats of one to four rooms whose areas add up to the building's to the last hundredth of a square metre. */
function premisesOf(plan: BuildingPlan, building: BuildingRow, random: Random): PremisesRow[] {
  const roomsOf = Array.from({ length: plan.flats }, () => random.pick([1, 1, 2, 2, 2, 3, 3, 4]));
  const weights = roomsOf.map((rooms) => BigInt(rooms * 100 + 90 + random.below(60)));
  const areas = hundredths(plan.flatsArea, weights);
  const shopAreas = hundredths(
    plan.shopsArea,
    Array.from({ length: plan.shops }, () => BigInt(random.between(50, 150))),
  );
  const storeys = Math.max(1, building.storeysMax ?? 1);
  const entrances = Math.max(1, building.entrances ?? 1);
  const perEntrance = Math.max(1, Math.ceil(plan.flats / entrances));
  const perStorey = Math.max(1, Math.ceil(perEntrance / storeys));
  const central = plan.equipment !== "basic";
  const installable: Resource[] =
    plan.equipment === "full" ? ["cold_water", "hot_water", "electricity"] : ["cold_water", "electricity"];
  const flats = roomsOf.map(
    (rooms, index): PremisesRow => ({
      building: building.code,
      number: String(index + 1),
      kind: building.kind === "house" && plan.flats === 1 ? "house" : "flat",
      entrance: Math.floor(index / perEntrance) + 1,
      storey: Math.min(storeys, Math.floor((index % perEntrance) / perStorey) + 1),
      from: building.from,
      totalArea: areas[index] ?? 0n,
      rooms,
      heating: central ? (random.perMille(8) ? "own" : "central") : "none",
      stove: plan.equipment === "full" && storeys >= 9 ? "electric" : "gas",
      ownership: random.perMille(70) ? "municipal" : "private",
      meterInstallable: installable,
    }),
  );
  const shops = shopAreas.map(
    (area, index): PremisesRow => ({
      building: building.code,
      number: `Н${index + 1}`,
      kind: "shop",
      entrance: 1,
      storey: 1,
      from: building.from,
      totalArea: area,
      rooms: 1,
      heating: central ? "central" : "none",
      stove: "electric",
      ownership: "private",
      meterInstallable: installable,
    }),
  );
  return [...flats, ...shops];
}

/** Registries give areas to hundredths; the shares are split there so that none of them has a longer tail. */
function hundredths(totalArea: bigint, weights: readonly bigint[]): bigint[] {
  if (weights.length === 0) return [];
  return shareOut((totalArea / 10_000n) as Money, weights).map((share) => share * 10_000n);
}

/** An account with its people, meters and readings. */
function settle(draft: Draft, premises: PremisesRow, index: number, random: Random): void {
  const { building } = draft;
  const shop = premises.kind === "shop";
  const number = accountNumber(draft.plan.ordinal, index);
  const persons = shop ? 0 : householdSize(premises.rooms, random);
  const family = random.pick(SURNAMES);
  const holderMale = random.perMille(420);
  const holder = person(family, holderMale, random);
  draft.accounts.push({
    building: building.code,
    premises: premises.number,
    number,
    opened: building.from,
    from: building.from,
    shareNumerator: 1n,
    shareDenominator: 1n,
    owners: persons === 0 ? random.between(1, 2) : Math.min(persons, random.between(1, 3)),
    holder: shop ? "legal" : "person",
    holderName: shop
      ? `ИП ${holder.surname} ${holder.givenName[0]}. ${holder.patronymic[0]}.`
      : fullName(holder),
    phone: phoneOf(number),
  });
  for (let member = 0; member < persons; member += 1) {
    const male = member === 0 ? holderMale : random.perMille(480);
    const who =
      member === 0 ? holder : person(random.perMille(850) ? family : random.pick(SURNAMES), male, random);
    const age = member < 2 ? random.between(23, 84) : random.between(1, 40);
    draft.residents.push({
      building: building.code,
      account: number,
      ...who,
      born: dayFromNumber(dayNumber(building.from) - age * 365 - random.below(365)),
      registration: random.perMille(40) ? "temporary" : "permanent",
      from: building.from,
    });
  }
  meterPremises(draft, premises, number, Math.max(persons, 1), random);
}

/** A number of one's own, made of the account's last seven digits. */
const phoneOf = (account: string): string => account.replace(/^.*(\d{3})(\d{2})(\d{2})$/, "+7 900 $1-$2-$3");

/** Nobody, one, two … in shares near those of a census. */
const householdSize = (rooms: number, random: Random): number => {
  const roll = random.below(100);
  if (roll < 5) return 0;
  const least = roll < 33 ? 1 : roll < 63 ? 2 : roll < 83 ? 3 : roll < 94 ? 4 : 5;
  return Math.min(least, rooms + 2);
};

interface Person {
  readonly surname: string;
  readonly givenName: string;
  readonly patronymic: string;
}

function person(surname: Sexed, male: boolean, random: Random): Person {
  const side = male ? 0 : 1;
  return {
    surname: surname[side],
    givenName: random.pick(GIVEN_NAMES[side]),
    patronymic: random.pick(PATRONYMICS)[side],
  };
}

const fullName = (of: Person): string => `${of.surname} ${of.givenName} ${of.patronymic}`;
