import type { BuildingFacts } from "#modules/charging";
import type { MeterFacts, ReadingFacts } from "#modules/metering";
import type { Resource } from "#modules/tariffs";
import { dayOfMonth, daysOf, monthAfter, monthOf, monthsFromTo } from "./calendar.ts";
import {
  add,
  divide,
  type Fraction,
  fraction,
  isNought,
  less,
  multiply,
  NOUGHT,
  negative,
  ofMillionths,
  roundTo,
  subtract,
  sum,
} from "./fraction.ts";
import { type House, isDwelling } from "./house.ts";

/** A volume that lies evenly on the days `[from, to)` of the month, counted from nought. */
export interface Piece {
  readonly zone: number;
  readonly found: "meter" | "average";
  readonly from: number;
  readonly to: number;
  readonly volume: Fraction;
}

/** Why the norm is billed for a day: the reason decides about the multiplier. */
export type NormReason = "no_meter" | "missing" | "unreliable";

/** What the meters of premises say of the month. */
export interface Metered {
  readonly pieces: readonly Piece[];
  /** By day of the month. */
  readonly norm: readonly (NormReason | undefined)[];
}

/** One meter after another in the same place (4.5, "replaced in the month"). */
type Place = readonly MeterFacts[];

export function placesOf(facts: BuildingFacts, resource: Resource, premises: number | undefined): Place[] {
  const meters = facts.meters
    .filter((meter) => meter.resource === resource && meter.premises === premises)
    .sort((a, b) => (a.installed === b.installed ? a.id - b.id : a.installed < b.installed ? -1 : 1));
  const places: MeterFacts[][] = [];
  for (const meter of meters) {
    // The one that was taken away last is the one that this meter follows.
    const [before] = places
      .filter((place) => (place.at(-1)?.removed ?? "9999") <= meter.installed)
      .sort((one, other) => ((one.at(-1)?.removed ?? "") > (other.at(-1)?.removed ?? "") ? -1 : 1));
    if (before) before.push(meter);
    else places.push([meter]);
  }
  return places;
}

/** The first day on which the meter's word is not law: broken, or the day after its verification. */
function unreliableFrom(meter: MeterFacts): string | undefined {
  const expired = meter.verifiedUntil === undefined ? undefined : dayAfter(meter.verifiedUntil);
  const events = [expired, meter.brokenFrom].filter((day) => day !== undefined);
  return events.sort()[0];
}

function dayAfter(day: string): string {
  const days = daysOf(monthOf(day));
  return days[dayOfMonth(day)] ?? `${monthAfter(monthOf(day))}-01`;
}

/**
 * 4.5: readings up to the 25th are the month's, later ones the next month's. What marks an event (installation,
 * removal, a change of holder) counts where it was taken; a building's meter has no such day.
 */
function monthOfReading(house: House, reading: ReadingFacts, meter: MeterFacts): string {
  const month = monthOf(reading.takenOn);
  const isEvent =
    reading.mark === "opening" ||
    reading.mark === "closing" ||
    house.facts.accounts.some(
      (one) =>
        one.premises === meter.premises && (one.opened === reading.takenOn || one.closed === reading.takenOn),
    );
  const isLate = meter.premises !== undefined && !isEvent && dayOfMonth(reading.takenOn) > 25;
  return isLate ? monthAfter(month) : month;
}

interface Counted {
  readonly meter: MeterFacts;
  readonly beforeMonth: string;
  readonly beforeDay: string;
  readonly month: string;
  readonly takenOn: string;
  readonly volume: Fraction;
}

/** What a meter counted from each reading to the next (formula 1; rollover and held readings by 4.5). */
function countedBy(house: House, place: Place, scale: number): Counted[] {
  const all: Counted[] = [];
  for (const meter of place) {
    const end = unreliableFrom(meter);
    // A reading stands for the beginning of its day, so that the one on the day of the fault is the last.
    const readings = house.facts.readings
      .filter((of) => of.meter === meter.id && of.scale === scale && (end === undefined || of.takenOn <= end))
      .filter((of) => monthOfReading(house, of, meter) <= house.facts.period)
      .sort((a, b) => (a.takenOn < b.takenOn ? -1 : 1));
    let before: ReadingFacts | undefined;
    let held: { counted: Counted; reading: ReadingFacts } | undefined;
    for (const after of readings) {
      // A second reading that agrees releases the one that is held.
      if (held && after.value >= held.reading.value) {
        all.push(held.counted);
        before = held.reading;
      }
      held = undefined;
      if (before) {
        let difference = subtract(ofMillionths(after.value), ofMillionths(before.value));
        if (negative(difference)) difference = add(difference, fraction(10n ** BigInt(meter.integerDigits)));
        const counted: Counted = {
          meter,
          beforeMonth: monthOfReading(house, before, meter),
          beforeDay: before.takenOn,
          month: monthOfReading(house, after, meter),
          takenOn: after.takenOn,
          volume: multiply(difference, fraction(meter.ratio)),
        };
        const passedZero = after.value < before.value;
        // Below the previous one and not past zero: left out.
        if (passedZero && after.mark !== "rollover" && !isPlausible(counted, all)) continue;
        if (isAboveLimit(house, counted, all)) {
          held = { counted, reading: after };
          continue;
        }
        all.push(counted);
      }
      before = after;
    }
  }
  return all;
}

const monthsOf = (of: Counted): Fraction => fraction(Math.max(1, monthsFromTo(of.beforeMonth, of.month)));

/** In a month: m³ of water and gas, kWh, Gcal (docs/law/practice.md 2). */
const LIMITS: Readonly<Record<Resource, number>> = {
  cold_water: 100,
  hot_water: 100,
  sewerage: 200,
  electricity: 10_000,
  gas: 5_000,
  heat: 20,
};

/** More than the limit and ten averages in a dwelling is held for review, and the average is billed (4.5). */
function isAboveLimit(house: House, of: Counted, before: readonly Counted[]): boolean {
  const premises = house.facts.premises.find((one) => one.id === of.meter.premises);
  if (!premises || !isDwelling(premises)) return false;
  if (!less(multiply(fraction(LIMITS[of.meter.resource]), monthsOf(of)), of.volume)) return false;
  const average = averageMonth(before, of.meter.resource, false);
  return average === undefined || less(multiply(multiply(fraction(10), average), monthsOf(of)), of.volume);
}

/** Passing zero is believed up to three averages (4.5). */
function isPlausible(of: Counted, before: readonly Counted[]): boolean {
  const average = averageMonth(before, of.meter.resource, of.meter.premises === undefined);
  return average !== undefined && !less(multiply(multiply(average, fraction(3)), monthsOf(of)), of.volume);
}

/** 4.5: the average of six months (twelve for the building's heat), at least three; to the scale of 4.7. */
function averageMonth(
  counted: readonly Counted[],
  resource: Resource,
  ofBuilding: boolean,
): Fraction | undefined {
  const months = new Map<string, Fraction>();
  for (const one of counted) {
    const count = monthsFromTo(one.beforeMonth, one.month);
    if (count <= 0) months.set(one.month, add(months.get(one.month) ?? NOUGHT, one.volume));
    else
      for (let i = 1; i <= count; i += 1) {
        const month = monthAfter(one.beforeMonth, i);
        months.set(month, add(months.get(month) ?? NOUGHT, divide(one.volume, fraction(count))));
      }
  }
  const isHeat = resource === "heat";
  const known = [...months].sort(([a], [b]) => (a < b ? -1 : 1));
  const used = isHeat ? known.filter(([, volume]) => !isNought(volume)) : known;
  const last = known.at(-1)?.[0] ?? "";
  const taken =
    isHeat && ofBuilding ? used.filter(([month]) => monthsFromTo(month, last) < 12) : used.slice(-6);
  if (taken.length < 3) return undefined;
  return roundTo(isHeat ? 6 : 3, divide(sum(taken.map(([, volume]) => volume)), fraction(taken.length)));
}

/** The scales that the meters of a place were ever read on. */
const scalesOf = (facts: BuildingFacts, place: Place): number[] => [
  ...new Set(
    facts.readings.filter((of) => place.some((meter) => meter.id === of.meter)).map((of) => of.scale),
  ),
];

interface PlaceMonth {
  readonly pieces: Piece[];
  readonly norm: (Exclude<NormReason, "no_meter"> | undefined)[];
  /** Days on which a meter stands in this place. */
  readonly present: boolean[];
}

/**
 * One place's month: 4.5 for what is missing, 4.6 for the days that a volume lies on. `billed` is what was billed
 * without a reading after a month, to be set off when the true difference comes.
 */
function monthOfPlace(
  house: House,
  place: Place,
  billed: (zone: number, after: string) => Fraction,
): PlaceMonth {
  const { facts } = house;
  const count = house.days.length;
  const month: PlaceMonth = {
    pieces: [],
    norm: house.days.map(() => undefined),
    present: house.days.map(
      (day) => day >= (place[0] as MeterFacts).installed && isBeforeRemoval(place, day),
    ),
  };
  const position = (day: string) =>
    monthOf(day) < facts.period ? 0 : monthOf(day) > facts.period ? count : dayOfMonth(day) - 1;

  for (const zone of scalesOf(facts, place)) {
    const counted = countedBy(house, place, zone);
    const last = place.at(-1) as MeterFacts;
    const average = averageMonth(
      counted.filter((of) => of.month < facts.period),
      last.resource,
      false,
    );
    const byAverage = (from: number, to: number, ordinal: number, reason: "missing" | "unreliable") => {
      if (to <= from) return;
      const isOver = ordinal > 3;
      if (isOver || average === undefined) {
        // An average that cannot be formed is nobody's fault: the norm without the multiplier.
        for (let i = from; i < to; i += 1) month.norm[i] = isOver ? reason : "missing";
        return;
      }
      // The average is itself the volume billed: a part of its month is rounded as it is.
      const part = multiply(average, fraction(to - from, count));
      const volume = roundTo(last.resource === "heat" ? 6 : 3, part);
      month.pieces.push({ zone, found: "average", from, to, volume });
    };

    const own = counted.filter((of) => of.month === facts.period);
    for (const [i, one] of own.entries()) {
      // Evenly over the days of the month between the two readings; what was used before falls on the first day.
      const from = Math.min(position(one.beforeDay), count - 1);
      const to = Math.max(position(one.takenOn), from + 1);
      const volume = i === 0 ? subtract(one.volume, billed(zone, one.beforeMonth)) : one.volume;
      month.pieces.push({ zone, found: "meter", from, to, volume });
    }
    for (const [i, meter] of place.entries()) {
      const next = place[i + 1];
      // The days between removal and commissioning by average.
      if (next && own.length > 0 && meter.removed !== undefined)
        byAverage(position(meter.removed), position(next.installed), 1, "missing");
    }
    const begin = position((place[0] as MeterFacts).installed);
    const end = last.removed === undefined ? count : position(last.removed);
    const bad = unreliableFrom(last);
    if (bad !== undefined && monthOf(bad) <= facts.period)
      byAverage(
        own.length > 0 ? Math.max(begin, position(bad)) : begin,
        end,
        monthsFromTo(monthOf(bad), facts.period) + 1,
        "unreliable",
      );
    else if (own.length === 0) {
      const lastMonth = lastMonthRead(house, last, zone);
      byAverage(begin, end, lastMonth === undefined ? 4 : monthsFromTo(lastMonth, facts.period), "missing");
    }
  }
  return month;
}

const isBeforeRemoval = (place: Place, day: string): boolean => {
  const removed = place.at(-1)?.removed;
  return removed === undefined || day < removed;
};

function lastMonthRead(house: House, meter: MeterFacts, scale: number): string | undefined {
  return house.facts.readings
    .filter((of) => of.meter === meter.id && of.scale === scale)
    .map((of) => monthOfReading(house, of, meter))
    .filter((month) => month < house.facts.period)
    .sort()
    .at(-1);
}

/**
 * The meters of premises for a resource, all places together; undefined where none has ever stood. The norm of a day
 * is billed once; a place without a meter asks for it only where no other has one. One meter on the norm for the
 * whole month puts the premises on the norm.
 */
export function monthOfPremises(
  house: House,
  resource: Resource,
  premises: number,
  billed: (zone: number, after: string) => Fraction,
): Metered | undefined {
  const places = placesOf(house.facts, resource, premises).filter((place) =>
    place.some((meter) => monthOf(meter.installed) <= house.facts.period),
  );
  if (places.length === 0) return undefined;
  const each = places.map((place) => monthOfPlace(house, place, billed));
  const norm = house.days.map((_, i): NormReason | undefined => {
    const reasons = each.map((place) => place.norm[i]);
    if (reasons.includes("unreliable")) return "unreliable";
    if (reasons.includes("missing")) return "missing";
    return each.some((place) => place.present[i]) ? undefined : "no_meter";
  });
  const isAllNorm = norm.every((reason) => reason !== undefined);
  return { pieces: isAllNorm ? [] : each.flatMap((place) => place.pieces), norm };
}

/** V_Д: the building's meters in the month, else their average for three months, else unknown (p. 59(1), 60). */
export function buildingVolume(
  house: House,
  resource: Resource,
  scales?: readonly number[],
): Fraction | undefined {
  let total: Fraction | undefined;
  for (const place of placesOf(house.facts, resource, undefined))
    for (const scale of scalesOf(house.facts, place)) {
      if (scales && !scales.includes(scale)) continue;
      const counted = countedBy(house, place, scale);
      const own = counted.filter((of) => of.month === house.facts.period);
      let volume: Fraction | undefined;
      if (own.length > 0) volume = sum(own.map((of) => of.volume));
      else {
        const last = lastMonthRead(house, place.at(-1) as MeterFacts, scale);
        const average = averageMonth(
          counted.filter((of) => of.month < house.facts.period),
          resource,
          true,
        );
        if (last !== undefined && monthsFromTo(last, house.facts.period) <= 3) volume = average;
      }
      if (volume === undefined) return undefined;
      total = add(total ?? NOUGHT, volume);
    }
  return total;
}

/** Whether the building's meters were read this month. */
export const isBuildingRead = (house: House, resource: Resource): boolean =>
  placesOf(house.facts, resource, undefined).every((place) =>
    scalesOf(house.facts, place).every((scale) =>
      countedBy(house, place, scale).some((of) => of.month === house.facts.period),
    ),
  );

/** p. 42(1): the average month of the year before by the building's meter; undefined where the year is not whole. */
export function buildingMonthOfYear(house: House, resource: Resource): Fraction | undefined {
  const year = Number(house.facts.period.slice(0, 4)) - 1;
  let total: Fraction | undefined;
  for (const place of placesOf(house.facts, resource, undefined)) {
    const counted = countedBy(house, place, 0);
    for (let month = 1; month <= 12; month += 1) {
      const of = `${year}-${String(month).padStart(2, "0")}`;
      const own = counted.filter((one) => one.month === of);
      if (own.length === 0) return undefined;
      total = add(total ?? NOUGHT, sum(own.map((one) => one.volume)));
    }
  }
  return total && divide(total, fraction(12));
}
