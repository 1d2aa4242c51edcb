import { type Day, dayFromNumber, dayNumber } from "#core/day";
import { addMonths, daysIn, endDay, firstDay, type Period, periodsFrom } from "#core/period";
import type { BuildingRow, MeterRow, PremisesRow, ReadingRow } from "#modules/gateways";
import type { Resource } from "#modules/tariffs";
import type { Random } from "#platform/random";
import type { BuildingPlan, SyntheticOptions } from "./synthetic-building.ts";

/** The meters and readings of a building while they are made. */
export interface MeterDraft {
  readonly plan: BuildingPlan;
  readonly building: BuildingRow;
  readonly options: SyntheticOptions;
  readonly meters: MeterRow[];
  readonly readings: ReadingRow[];
  /** What the flats truly used by resource and month, in thousandths: the building's meters show at least that. */
  readonly flatsUse: Map<Resource, number[]>;
}

interface Use {
  readonly resource: Resource;
  /** Thousandths of the unit a month. */
  readonly monthly: number;
  /** Of a thousand flats so many have a meter. */
  readonly metered: number;
  readonly digits: number;
  readonly fraction: number;
}

function usesOf(draft: MeterDraft, premises: PremisesRow, persons: number, random: Random): Use[] {
  const shop = premises.kind === "shop";
  // Some are thrifty, some let the water run.
  const habit = random.between(600, 1500);
  const per = (each: number): number => Math.floor((each * persons * habit) / 1000);
  const water: Use = {
    resource: "cold_water",
    monthly: shop ? 2500 : per(3400),
    metered: 880,
    digits: 5,
    fraction: 3,
  };
  const power: Use = {
    resource: "electricity",
    monthly: 1000 * (shop ? 180 : 45 + Math.floor(per(premises.stove === "electric" ? 68 : 42))),
    metered: 960,
    digits: 5,
    fraction: 1,
  };
  if (draft.plan.equipment === "full")
    return [water, { ...water, resource: "hot_water", monthly: shop ? 800 : per(2300), metered: 860 }, power];
  const gas: Use = {
    resource: "gas",
    monthly: shop ? 0 : per(draft.plan.equipment === "heater" ? 14_000 : 7_000),
    metered: 520,
    digits: 5,
    fraction: 3,
  };
  return [water, power, gas];
}

export function meterPremises(
  draft: MeterDraft,
  premises: PremisesRow,
  account: string,
  persons: number,
  random: Random,
): void {
  const { building, options } = draft;
  // Two of a hundred never send a reading, six more forget a month now and then.
  const diligence = random.below(100);
  for (const use of usesOf(draft, premises, persons, random)) {
    // Without a meter a shop would be charged by a calculation of its contract, which a generator has none of.
    const metered = random.perMille(use.metered) || premises.kind === "shop";
    const serial = `${account.slice(3, 9)}${RESOURCE_DIGIT[use.resource]}${random.between(100, 999)}`;
    let shown = metered ? random.between(1, 900) * 1000 : 0;
    if (metered) {
      // Verified for four to ten years; one in fifty has run out by now.
      const verified = random.perMille(20) ? -random.between(10, 300) : random.between(60, 2500);
      draft.meters.push({
        building: building.code,
        premises: premises.number,
        serial,
        resource: use.resource,
        integerDigits: use.digits,
        fractionDigits: use.fraction,
        tariffScales: 1,
        ratio: 1n,
        installed: building.from,
        verifiedUntil: dayFromNumber(dayNumber(firstDay(options.through)) + verified),
      });
      draft.readings.push(reading(building.code, serial, building.from, shown, "opening", "act"));
    }
    let month = 0;
    for (const period of periodsFrom(addMonths(options.through, 1 - options.months), options.through)) {
      const used = Math.floor(
        (use.monthly * seasonOf(use.resource, period) * random.between(800, 1200)) / 1_000_000,
      );
      spend(draft, use.resource, month, used);
      month += 1;
      shown += used;
      const silent = diligence < 2 || (diligence < 8 && random.perMille(300));
      if (!metered || silent) continue;
      const takenOn = `${period}-${String(random.between(18, 25)).padStart(2, "0")}` as Day;
      if (takenOn <= building.from) continue;
      // The window of a meter shows so many decimals and no more.
      const visible = use.fraction === 1 ? shown - (shown % 100) : shown;
      draft.readings.push(
        reading(
          building.code,
          serial,
          takenOn,
          visible,
          "regular",
          random.perMille(150) ? "agent" : "resident",
        ),
      );
    }
  }
}

/** Meters of the whole building show what the flats used and the common property took besides. */
export function buildingMeters(draft: MeterDraft, random: Random): void {
  const { building, options, plan } = draft;
  const resources: Resource[] =
    plan.equipment === "basic" ? ["electricity"] : ["cold_water", "electricity", "heat"];
  const heated = Number((plan.flatsArea + plan.shopsArea) / 1_000_000n);
  for (const resource of resources) {
    const serial = `ОД${plan.row.code}-${RESOURCE_DIGIT[resource]}`;
    let shown = random.between(10, 4000) * 1000;
    draft.meters.push({
      building: building.code,
      serial,
      resource,
      integerDigits: 8,
      fractionDigits: 3,
      tariffScales: 1,
      ratio: 1n,
      installed: building.from,
      verifiedUntil: dayFromNumber(dayNumber(endDay(options.through)) + random.between(100, 1400)),
    });
    draft.readings.push(reading(building.code, serial, building.from, shown, "opening", "act"));
    let month = 0;
    for (const period of periodsFrom(addMonths(options.through, 1 - options.months), options.through)) {
      const used =
        resource === "heat"
          ? Math.floor((heated * seasonOf("heat", period) * random.between(900, 1100)) / 1_000_000)
          : Math.floor(((draft.flatsUse.get(resource)?.[month] ?? 0) * random.between(1020, 1070)) / 1000);
      shown += used;
      month += 1;
      const last = `${period}-${daysIn(period)}` as Day;
      if (last > building.from)
        draft.readings.push(reading(building.code, serial, last, shown, "regular", "automatic"));
    }
  }
}

function spend(draft: MeterDraft, resource: Resource, month: number, used: number): void {
  let months = draft.flatsUse.get(resource);
  if (!months) draft.flatsUse.set(resource, (months = []));
  months[month] = (months[month] ?? 0) + used;
}

/** `thousandths` of the unit as a stored reading. */
const reading = (
  building: string,
  meter: string,
  takenOn: Day,
  thousandths: number,
  mark: ReadingRow["mark"],
  source: ReadingRow["source"],
): ReadingRow => ({ building, meter, scale: 0, takenOn, value: BigInt(thousandths) * 1000n, mark, source });

/** Thousandths of the yearly mean by calendar month; for heat, thousandths of a Gcal for each 1,000 m². */
function seasonOf(resource: Resource, period: Period): number {
  const month = Number(period.slice(5)) - 1;
  return (SEASONS[resource] ?? FLAT_SEASON)[month] ?? 1000;
}

const FLAT_SEASON = [1000, 1000, 1000, 1000, 1000, 1000, 960, 950, 1010, 1030, 1020, 1030];
const SEASONS: Partial<Record<Resource, readonly number[]>> = {
  electricity: [1190, 1120, 1060, 990, 920, 840, 830, 850, 930, 1020, 1090, 1180],
  hot_water: [1120, 1100, 1080, 1020, 950, 860, 800, 810, 920, 1040, 1090, 1120],
  gas: [1120, 1090, 1050, 1000, 950, 880, 860, 870, 950, 1030, 1080, 1120],
  // Thousandths of a Gcal a thousand square metres need in the month: 30 Gcal in January, none in summer.
  heat: [30_000, 27_000, 22_000, 12_500, 0, 0, 0, 0, 0, 12_000, 19_500, 26_500],
};
const RESOURCE_DIGIT: Readonly<Record<Resource, number>> = {
  cold_water: 1,
  hot_water: 2,
  sewerage: 3,
  electricity: 4,
  gas: 5,
  heat: 6,
};
