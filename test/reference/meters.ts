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

/** What the meters of premises say of one day of the month. */
export interface MeteredDay {
  readonly volumes: readonly { zone: number; found: "meter" | "average"; volume: Fraction }[];
  /** The norm is billed for the day: plain, or with the multiplier of formula 4(1). */
  readonly norm: "plain" | "multiplied" | undefined;
}

/** One meter after another in the same place (4.5, "replaced in the month"). */
type Place = readonly MeterFacts[];

export function placesOf(facts: BuildingFacts, resource: Resource, premises: number | undefined): Place[] {
  const meters = facts.meters
    .filter((meter) => meter.resource === resource && meter.premises === premises)
    .sort((a, b) => (a.installed === b.installed ? a.id - b.id : a.installed < b.installed ? -1 : 1));
  const places: MeterFacts[][] = [];
  for (const meter of meters) {
    const before = places.find((place) => {
      const last = place.at(-1);
      return last?.removed !== undefined && last.removed <= meter.installed;
    });
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

/** 4.5: readings up to the 25th are the month's, later ones the next month's; an act's count where they were taken. */
function monthOfReading(reading: ReadingFacts, meter: MeterFacts): string {
  const month = monthOf(reading.takenOn);
  const isRegular = reading.mark === "regular" || reading.mark === "rollover";
  return meter.premises !== undefined && isRegular && dayOfMonth(reading.takenOn) > 25
    ? monthAfter(month)
    : month;
}

interface Counted {
  readonly meter: MeterFacts;
  readonly beforeMonth: string;
  readonly month: string;
  readonly takenOn: string;
  readonly volume: Fraction;
}

/** What a meter counted from each reading to the next (formula 1; rollover by 4.5). */
function countedBy(facts: BuildingFacts, place: Place, scale: number): Counted[] {
  const all: Counted[] = [];
  for (const meter of place) {
    const end = unreliableFrom(meter);
    const readings = facts.readings
      .filter((of) => of.meter === meter.id && of.scale === scale && (end === undefined || of.takenOn < end))
      .sort((a, b) => (a.takenOn < b.takenOn ? -1 : 1));
    let before: ReadingFacts | undefined;
    for (const after of readings) {
      if (before) {
        let difference = subtract(ofMillionths(after.value), ofMillionths(before.value));
        if (negative(difference)) difference = add(difference, fraction(10n ** BigInt(meter.integerDigits)));
        const volume = multiply(difference, fraction(meter.ratio));
        const passedZero = after.value < before.value;
        if (passedZero && after.mark !== "rollover" && !isPlausible(volume, all, meter)) continue;
        all.push({
          meter,
          beforeMonth: monthOfReading(before, meter),
          month: monthOfReading(after, meter),
          takenOn: after.takenOn,
          volume,
        });
      }
      before = after;
    }
  }
  return all;
}

/** Passing zero is believed up to three averages (4.5). */
function isPlausible(volume: Fraction, before: readonly Counted[], meter: MeterFacts): boolean {
  const average = averageMonth(before, meter.resource, meter.premises === undefined);
  return average !== undefined && !less(multiply(average, fraction(3)), volume);
}

/** 4.5: the average of six months (twelve for the building's heat), at least three; to the scale of 4.7. */
function averageMonth(counted: readonly Counted[], resource: Resource, ofBuilding: boolean): Fraction | undefined {
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
  const taken = used.slice(isHeat && ofBuilding ? -12 : -6);
  if (taken.length < 3) return undefined;
  return roundTo(isHeat ? 6 : 3, divide(sum(taken.map(([, volume]) => volume)), fraction(taken.length)));
}

/** The scales that the meters of a place were ever read on. */
const scalesOf = (facts: BuildingFacts, place: Place): number[] => [
  ...new Set(
    facts.readings.filter((of) => place.some((meter) => meter.id === of.meter)).map((of) => of.scale),
  ),
];

/**
 * One place's month by days: 4.5 for what is missing, 4.6 for how a reading's volume lies on the days. `billed` is
 * what was billed without a reading after that month, to be set off when the true difference comes.
 */
function placeByDays(
  facts: BuildingFacts,
  place: Place,
  billed: (zone: number, after: string) => Fraction,
): MeteredDay[] {
  const days = daysOf(facts.period);
  const result = days.map(() => ({
    volumes: [] as { zone: number; found: "meter" | "average"; volume: Fraction }[],
    norm: undefined as "plain" | "multiplied" | undefined,
  }));
  const put = (zone: number, found: "meter" | "average", from: number, to: number, volume: Fraction) => {
    for (let i = from; i < to; i += 1)
      result[i]?.volumes.push({ zone, found, volume: divide(volume, fraction(to - from)) });
  };
  const norm = (from: number, to: number, kind: "plain" | "multiplied") => {
    for (let i = from; i < to; i += 1) {
      const of = result[i];
      if (of) of.norm = kind;
    }
  };
  const position = (day: string) =>
    days[0] !== undefined && day < days[0]
      ? 0
      : monthOf(day) > facts.period
        ? days.length
        : dayOfMonth(day) - 1;

  const first = place[0] as MeterFacts;
  const last = place.at(-1) as MeterFacts;
  const begin = position(first.installed);
  const end = last.removed === undefined ? days.length : position(last.removed);
  norm(0, begin, "multiplied");
  norm(end, days.length, "multiplied");

  for (const zone of scalesOf(facts, place)) {
    const counted = countedBy(facts, place, zone);
    const earlier = counted.filter((of) => of.month < facts.period);
    const average = averageMonth(earlier, first.resource, false);
    const byAverage = (from: number, to: number, ordinal: number, after: "plain" | "multiplied") => {
      if (to <= from) return;
      if (ordinal > 3) norm(from, to, after);
      else if (average === undefined) norm(from, to, "plain");
      else put(zone, "average", from, to, multiply(average, fraction(to - from, days.length)));
    };
    for (const [i, meter] of place.entries()) {
      const from = position(meter.installed);
      const to = meter.removed === undefined ? days.length : position(meter.removed);
      const next = place[i + 1];
      // The days between removal and commissioning by average.
      if (next && position(next.installed) > to) byAverage(to, position(next.installed), 1, "plain");
      if (to <= from) continue;
      const bad = unreliableFrom(meter);
      const reliableTo = bad === undefined ? to : Math.max(from, Math.min(to, position(bad)));
      const own = counted.filter((of) => of.meter === meter && of.month === facts.period);
      if (own.length > 0) {
        let at = from;
        let waiting = NOUGHT;
        for (const [j, one] of own.entries()) {
          const until = j === own.length - 1 ? reliableTo : Math.min(reliableTo, position(one.takenOn));
          let volume = add(one.volume, waiting);
          if (j === 0) volume = subtract(volume, billed(zone, one.beforeMonth));
          waiting = NOUGHT;
          if (until <= at) waiting = volume;
          else {
            put(zone, "meter", at, until, volume);
            at = until;
          }
        }
      } else {
        const lastMonth = lastMonthRead(facts, meter, zone);
        byAverage(from, reliableTo, lastMonth ? monthsFromTo(lastMonth, facts.period) : 1, "plain");
      }
      if (bad !== undefined)
        byAverage(reliableTo, to, monthsFromTo(monthOf(bad), facts.period) + 1, "multiplied");
    }
  }
  return result;
}

function lastMonthRead(facts: BuildingFacts, meter: MeterFacts, scale: number): string | undefined {
  return facts.readings
    .filter((of) => of.meter === meter.id && of.scale === scale)
    .map((of) => monthOfReading(of, meter))
    .filter((month) => month < facts.period)
    .sort()
    .at(-1);
}

/** The meters of premises for a resource, all places together; undefined where there has never been one. */
export function premisesByDays(
  facts: BuildingFacts,
  resource: Resource,
  premises: number,
  billed: (zone: number, after: string) => Fraction,
): MeteredDay[] | undefined {
  const days = daysOf(facts.period);
  const places = placesOf(facts, resource, premises).filter((place) =>
    place.some(
      (meter) =>
        monthOf(meter.installed) <= facts.period &&
        (meter.removed === undefined || meter.removed > (days[0] as string)),
    ),
  );
  if (places.length === 0) return undefined;
  const each = places.map((place) => placeByDays(facts, place, billed));
  return days.map((_, i) => {
    const ofDay = each.map((place) => place[i] as MeteredDay);
    const norms = ofDay.map((day) => day.norm);
    // One meter on the norm puts the premises on the norm.
    if (norms.includes("multiplied")) return { volumes: [], norm: "multiplied" };
    if (norms.includes("plain")) return { volumes: [], norm: "plain" };
    return { volumes: ofDay.flatMap((day) => day.volumes), norm: undefined };
  });
}

/** V_Д: the building's meters in the month, else their average for three months, else unknown (p. 59(1), 60). */
export function buildingVolume(facts: BuildingFacts, resource: Resource, scales?: readonly number[]): Fraction | undefined {
  let total: Fraction | undefined;
  for (const place of placesOf(facts, resource, undefined))
    for (const scale of scalesOf(facts, place)) {
      if (scales && !scales.includes(scale)) continue;
      const counted = countedBy(facts, place, scale);
      const own = counted.filter((of) => of.month === facts.period);
      let volume: Fraction | undefined;
      if (own.length > 0) volume = sum(own.map((of) => of.volume));
      else {
        const last = lastMonthRead(facts, place.at(-1) as MeterFacts, scale);
        const average = averageMonth(
          counted.filter((of) => of.month < facts.period),
          resource,
          true,
        );
        if (last !== undefined && monthsFromTo(last, facts.period) <= 3) volume = average;
      }
      if (volume === undefined) return undefined;
      total = add(total ?? NOUGHT, volume);
    }
  return total;
}

/** p. 42(1): the average month of the year before by the building's meter; undefined where the year is not whole. */
export function buildingMonthOfYear(facts: BuildingFacts, resource: Resource): Fraction | undefined {
  const year = Number(facts.period.slice(0, 4)) - 1;
  let total: Fraction | undefined;
  for (const place of placesOf(facts, resource, undefined)) {
    const counted = countedBy(facts, place, 0);
    for (let month = 1; month <= 12; month += 1) {
      const of = `${year}-${String(month).padStart(2, "0")}`;
      const own = counted.filter((one) => one.month === of);
      if (own.length === 0) return undefined;
      total = add(total ?? NOUGHT, sum(own.map((one) => one.volume)));
    }
  }
  return total && divide(total, fraction(12));
}
