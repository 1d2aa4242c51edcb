import type { Day } from "#core/day";
import { firstDay } from "#core/period";
import type { BuildingRow, MeterRow, PremisesRow, ReadingRow, ServiceTermsRow } from "#modules/gateways";
import type { Resource } from "#modules/tariffs";
import { type Random, randomFrom, seedOf } from "#platform/random";
import { accountNumber, syntheticBuilding } from "../synthetic.ts";
import { communalHouse } from "./communal.ts";
import { pointOf } from "./places.ts";
import { type HouseKind, KINDS } from "./house-kinds.ts";
import { type HousePlan, ordinalOf } from "./houses.ts";
import {
  addMeter,
  change,
  countedIn,
  type HouseRows,
  type Life,
  monthsOf,
  openBundle,
  removeMeters,
} from "./house-rows.ts";
import { ORGANIZATION } from "./organizations.ts";

/** Day of the month on which a company reads the meters of its buildings. */
const METER_DAY = 23;

/** A house of the town with its people, meters and readings, as its kind has them; the story comes on top. */
export function furnish(plan: HousePlan, life: Life): HouseRows {
  const random = randomFrom(seedOf(life.seed, ordinalOf(plan) * 7 + 3));
  const rows =
    plan.kind === "communal"
      ? communalHouse(plan, buildingRow(plan, life), life)
      : syntheticHouse(plan, life);
  rows.terms = termsOf(plan, life);
  if (plan.kind !== "communal") {
    keepMeters(rows, plan);
    shape(rows, plan, random, life);
    readInTime(rows, life);
    zones(rows, random);
  }
  return rows;
}

function buildingRow(plan: HousePlan, life: Life): BuildingRow {
  const kind = KINDS[plan.kind];
  return {
    code: plan.code,
    region: "обл. Северная",
    settlement: "г. Североозёрск",
    street: plan.street,
    house: plan.house,
    postcode: "174400",
    builtYear: plan.builtYear,
    storeysMin: plan.storeys,
    storeysMax: plan.storeys,
    entrances: plan.entrances,
    ...pointOf(plan),
    from: firstDay(life.first),
    manager: plan.manager,
    kind: plan.kind === "private" ? "house" : "apartments",
    commonPropertyArea: commonArea(plan),
    improvement: kind.equipment,
    dilapidated: plan.kind === "dilapidated" || plan.kind === "communal",
    centralHotWater: kind.centralHotWater,
  };
}

const flatsArea = (plan: HousePlan): bigint => BigInt(plan.flats * KINDS[plan.kind].flatArea) * 10_000n;
// Stairs and halls: a tenth of the flats; a private house has none.
const commonArea = (plan: HousePlan): bigint => (plan.kind === "private" ? 0n : flatsArea(plan) / 10n);

function syntheticHouse(plan: HousePlan, life: Life): HouseRows {
  const kind = KINDS[plan.kind];
  const building = buildingRow(plan, life);
  const rows = openBundle(
    syntheticBuilding(
      {
        row: building,
        manager: plan.manager,
        ordinal: ordinalOf(plan),
        flats: plan.flats,
        shops: plan.shops,
        flatsArea: flatsArea(plan),
        shopsArea: BigInt(plan.shops) * 84_000_000n,
        commonPropertyArea: commonArea(plan),
        equipment: kind.equipment,
      },
      { seed: life.seed, from: firstDay(life.first), through: life.open, months: monthsOf(life).length },
    ),
  );
  change<PremisesRow>(
    rows.premises,
    (row) => row.kind === "flat" || row.kind === "house",
    () => ({ stove: kind.stove }),
  );
  for (let at = 0; at < plan.parking; at += 1) addParking(rows, plan, at, life);
  return rows;
}

function addParking(rows: HouseRows, plan: HousePlan, at: number, life: Life): void {
  const from = firstDay(life.first);
  const number = `М${at + 1}`;
  rows.premises.push({
    building: plan.code,
    number,
    kind: "parking",
    storey: 1,
    from,
    totalArea: 13_500_000n,
    rooms: 1,
    heating: "none",
    stove: "electric",
    ownership: "private",
    meterInstallable: [],
  });
  rows.accounts.push({
    building: plan.code,
    premises: number,
    number: accountNumber(ordinalOf(plan), plan.flats + plan.shops + at),
    opened: from,
    from,
    shareNumerator: 1n,
    shareDenominator: 1n,
    owners: 1,
    holder: "person",
    holderName: rows.accounts[at]?.holderName ?? "Смирнов Иван Иванович",
  });
}

function termsOf(plan: HousePlan, life: Life): ServiceTermsRow[] {
  return KINDS[plan.kind].services.map(([service, method, provider]) => ({
    building: plan.code,
    service,
    provider: provider === "company" ? plan.manager : ORGANIZATION[provider],
    method,
    from: firstDay(life.first),
  }));
}

/** Meters of the whole building as its kind has them. */
function keepMeters(rows: HouseRows, plan: HousePlan): void {
  const kept = KINDS[plan.kind].meters;
  for (const resource of ["cold_water", "electricity", "heat"] as const) {
    if (!kept.includes(resource)) removeMeters(rows, undefined, resource);
  }
}

/** What the kind of the house adds to a plain one. */
function shape(rows: HouseRows, plan: HousePlan, random: Random, life: Life): void {
  const flats = rows.premises.filter((row) => row.kind === "flat");
  const kinds: Partial<Record<HouseKind, () => void>> = {
    some_heat_meters: () => {
      for (const flat of flats.slice(0, Math.ceil(flats.length / 3)))
        heatMeter(rows, flat.number, flat.totalArea, random, life);
    },
    all_heat_meters: () => {
      for (const flat of flats) heatMeter(rows, flat.number, flat.totalArea, random, life);
    },
    own_hot_water: () => hotWaterMeter(rows, life),
    gas_heater: () => ownBoilers(rows, plan.flats),
    dilapidated: () => withoutPossibility(rows),
    social_norm: () => withoutPossibility(rows),
    private: () => privateHouse(rows, plan),
  };
  kinds[plan.kind]?.();
}

/** Thousandths of a Gcal that 1,000 m² need in the months of a year. */
const HEAT = [30_000, 27_000, 22_000, 12_500, 0, 0, 0, 0, 0, 12_000, 19_500, 26_500];

/** A flat's own heat meter counts a little less than its part of the building's: the rest is the stairs'. */
function heatMeter(rows: HouseRows, flat: string, area: bigint, random: Random, life: Life): void {
  const habit = BigInt(random.between(680, 920));
  addMeter(
    rows,
    {
      flat,
      resource: "heat",
      serial: `Т${random.between(100_000, 999_999)}-${flat}`,
      integerDigits: 4,
      opening: [BigInt(random.between(2_000, 30_000)) * 1_000n],
      use: (period) => [
        ((area * BigInt(HEAT[Number(period.slice(5)) - 1] ?? 0) * habit) / 1_000_000_000_000n) * 1_000n,
      ],
      day: random.between(18, 23),
      source: "automatic",
    },
    life,
  );
}

/** The house's own substation: m³ of hot water, and the Gcal that heated it, on two scales of one meter. */
function hotWaterMeter(rows: HouseRows, life: Life): void {
  const counted = countedIn(rows, "hot_water");
  const random = randomFrom(seedOf(life.seed, rows.code.length));
  addMeter(
    rows,
    {
      flat: undefined,
      resource: "hot_water",
      serial: `ОД${rows.code}-2`,
      scales: 2,
      use: (period) => {
        // One flat in seven has no meter, and something is lost in the pipes.
        const water =
          (((counted.get(period) ?? 0n) * BigInt(random.between(1_170, 1_210))) / 1_000_000n) * 1_000n;
        return [water, ((water * BigInt(random.between(600, 660))) / 10_000_000n) * 1_000n];
      },
      day: METER_DAY,
      source: "automatic",
    },
    life,
  );
}

/** Every twelfth flat left the central heating lawfully. */
function ownBoilers(rows: HouseRows, flats: number): void {
  for (let flat = 12; flat <= flats; flat += 12) {
    change<PremisesRow>(
      rows.premises,
      (row) => row.number === String(flat),
      () => ({ heating: "own" }),
    );
  }
}

/** An act says that no meter can be installed here: no multiplier. */
function withoutPossibility(rows: HouseRows): void {
  change<PremisesRow>(
    rows.premises,
    () => true,
    (row) => ({
      meterInstallable: row.meterInstallable.filter((resource: Resource) => resource === "electricity"),
    }),
  );
}

/** Two houses stand on the heating main; the others have boilers, one of them is heated by electricity. */
function privateHouse(rows: HouseRows, plan: HousePlan): void {
  const central = plan.street === "ул. Полевая" && Number(plan.house) <= 2;
  change<PremisesRow>(
    rows.premises,
    () => true,
    () => ({ heating: central ? "central" : "own" }),
  );
}

/** Nothing is read after the last day of the story; the company reads its meters on a day of its own. */
function readInTime(rows: HouseRows, life: Life): void {
  const building = new Set(
    rows.meters.filter((meter) => meter.premises === undefined).map((meter) => meter.serial),
  );
  change<ReadingRow>(
    rows.readings,
    (row) => row.mark === "regular",
    (row) => {
      const own = building.has(row.meter) ? (`${row.takenOn.slice(0, 8)}${METER_DAY}` as Day) : row.takenOn;
      return { takenOn: own > life.today ? life.today : own };
    },
  );
}

/** Every sixth flat tells day from night, every sixtieth also the peak. */
function zones(rows: HouseRows, random: Random): void {
  for (const meter of rows.meters.filter(
    (of) => of.premises !== undefined && of.resource === "electricity" && of.tariffScales === 1,
  )) {
    const draw = random.below(60);
    if (draw >= 11) continue;
    splitScales(rows, meter.serial, draw === 0 ? [44, 34, 22] : [66, 34]);
  }
}

/** Replaces the single scale of a meter by zones that share its increments, in percent. */
export function splitScales(rows: HouseRows, serial: string, shares: readonly number[]): void {
  change<MeterRow>(
    rows.meters,
    (meter) => meter.serial === serial,
    () => ({ tariffScales: shares.length === 3 ? 3 : 2 }),
  );
  const single = rows.readings.filter((reading) => reading.meter === serial);
  const shown = shares.map(() => 0n);
  let before = 0n;
  const split = single.flatMap((reading) => {
    const counted = reading.value - before;
    before = reading.value;
    let left = counted;
    return shares.map((share, at) => {
      // The dials show tenths of a kWh; the last zone takes the rest.
      const part = at === shares.length - 1 ? left : ((counted * BigInt(share)) / 10_000_000n) * 100_000n;
      left -= part;
      shown[at] = (shown[at] ?? 0n) + part;
      return { ...reading, scale: at + 1, value: shown[at] ?? 0n };
    });
  });
  rows.readings = [...rows.readings.filter((reading) => reading.meter !== serial), ...split];
}
