import type { AccountFacts, PremisesFacts, SupplyFailureFacts } from "#modules/charging";
import { isInForce } from "./calendar.ts";
import { SERVICE } from "./consumption.ts";
import {
  divide,
  type Fraction,
  fraction,
  isNought,
  kopecks,
  less,
  multiply,
  NOUGHT,
  ofMillionths,
  smaller,
  sum,
} from "./fraction.ts";
import { holders, type House, personsOn, termsOn } from "./house.ts";
import type { Due } from "./rounding.ts";
import { inForce } from "./values.ts";

/** What one account owes one provider for a service before anything reduces it. */
export interface Charge {
  readonly account: AccountFacts;
  readonly premises: PremisesFacts;
  readonly service: number;
  readonly provider: number;
  readonly lines: readonly Due[];
  /** Of each day what was counted by persons where there is no meter and none can be installed, and its price. */
  readonly byPersons: readonly { readonly day: string; readonly volume: Fraction; readonly rate: Fraction }[];
  /** Ranges of consumption, or a price of the building's own: a cubic metre costs what was paid on average. */
  readonly isPricedOnAverage: boolean;
}

export const chargedOf = (of: Charge): bigint => of.lines.reduce((all, line) => all + line.kopecks, 0n);
const roubles = (amount: bigint): Fraction => fraction(amount, 100n);
const volumeOf = (lines: readonly Due[]): Fraction => sum(lines.map((line) => line.volume));
const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);

/**
 * Section 5: absence, then each failure of supply, by the standards in their order, on the charge less absence. All
 * together take no more than the charge. Gives the kopecks taken off.
 */
export function reductionOf(house: House, charge: Charge): bigint {
  const whole = chargedOf(charge);
  if (whole <= 0n) return 0n;
  const absence = least(kopecks(absentCost(house, charge)), whole);
  const base = whole - absence;
  let left = base;
  const take = (amount: bigint): void => {
    if (amount > 0n) left -= least(amount, left);
  };
  for (const { standard, spans } of sufferedBy(house, charge)) {
    if (standard.removesUnsupplied && minutesBeyond(spans, standard) > 0)
      take(kopecks(unsupplied(house, charge, spans, roubles(base))));
    if (standard.rule === "priced_as_cold_water") take(asColdWater(house, charge, spans, base));
    else take(kopecks(multiply(roubles(base), partOf(house, spans, standard))));
  }
  return whole - left;
}

/** p. 86, 91, 148(44): the charge of a person × persons absent, a day at a time. */
function absentCost(house: House, charge: Charge): Fraction {
  const { account, premises, lines } = charge;
  const volume = volumeOf(lines);
  const average = less(NOUGHT, volume) ? divide(roubles(chargedOf(charge)), volume) : NOUGHT;
  return sum(
    charge.byPersons.map(({ day, volume: ofDay, rate }) => {
      const persons = personsOn(house, premises, account, day);
      const absent = smaller(fraction(absentOn(house, account, day)), persons);
      if (isNought(absent)) return NOUGHT;
      return multiply(divide(multiply(ofDay, absent), persons), charge.isPricedOnAverage ? average : rate);
    }),
  );
}

const DAY = 86_400_000;
const numberOf = (day: string): number => Date.parse(`${day}T00:00:00Z`) / DAY;

/** Residents away on a day: more than five full days in a row, those of leaving and of return not counted. */
function absentOn(house: House, account: AccountFacts, day: string): number {
  const away = house.facts.absences.filter(
    (of) =>
      of.account === account.id &&
      numberOf(of.returned) - numberOf(of.left) - 1 > 5 &&
      of.left < day &&
      day < of.returned &&
      isInForce(of.registered, day),
  );
  return new Set(away.map((of) => of.resident)).size;
}

type Standard = SupplyFailureFacts["standard"];
interface Span {
  readonly from: number;
  readonly to: number;
  readonly measured: bigint | undefined;
}

const SUPPLY_OF: Readonly<Record<number, string>> = {
  [SERVICE.COLD_WATER]: "cold_water",
  [SERVICE.HOT_WATER]: "hot_water",
  [SERVICE.HOT_WATER_WATER]: "hot_water",
  [SERVICE.HOT_WATER_HEAT]: "hot_water",
  [SERVICE.SEWERAGE]: "sewerage",
  [SERVICE.HEATING]: "heat",
  [SERVICE.ELECTRICITY]: "electricity",
  [SERVICE.GAS]: "gas",
  28: "waste",
};

/** What the account suffered on its own days, by standard. */
function sufferedBy(house: House, charge: Charge): { standard: Standard; spans: Span[] }[] {
  const { account, premises } = charge;
  const own = house.days.filter((day) =>
    holders(house, premises, day).some((one) => one.account === account),
  );
  const [first, last] = [own[0], own.at(-1)];
  if (first === undefined || last === undefined) return [];
  const [begin, end] = [numberOf(first) * 1440, (numberOf(last) + 1) * 1440];
  const here = house.facts.failures.filter(
    (of) =>
      SUPPLY_OF[charge.service] === of.standard.supply &&
      (of.premises === undefined || of.premises === premises.id || of.premises === premises.flat) &&
      of.from < end &&
      of.to > begin,
  );
  const ids = [...new Set(here.map((of) => of.standard.id))].sort((a, b) => a - b);
  return ids.flatMap((id) => {
    const of = here.filter((one) => one.standard.id === id);
    const standard = of[0]?.standard;
    const spans = of.map((one) => ({
      from: Math.max(one.from, begin),
      to: Math.min(one.to, end),
      measured: one.measured,
    }));
    return standard ? [{ standard, spans }] : [];
  });
}

/** Minute by minute: where two reports speak of one, that which began first is heard. Runs of one measurement. */
function runsOf(spans: readonly Span[]): Span[] {
  const ordered = [...spans].sort(
    (a, b) => a.from - b.from || b.to - a.to || Number((a.measured ?? 0n) - (b.measured ?? 0n)),
  );
  const runs: { from: number; to: number; measured: bigint | undefined }[] = [];
  let heard = Number.NEGATIVE_INFINITY;
  for (const span of ordered) {
    const from = Math.max(span.from, heard);
    if (from >= span.to) continue;
    const last = runs.at(-1);
    if (last && last.to === from && last.measured === span.measured) last.to = span.to;
    else runs.push({ from, to: span.to, measured: span.measured });
    heard = span.to;
  }
  return runs;
}

const minutesOf = (runs: readonly Span[]): number => runs.reduce((all, of) => all + of.to - of.from, 0);

/** Beyond those of the month, or beyond those at once, whichever is more. */
function minutesBeyond(spans: readonly Span[], standard: Standard): number {
  const runs = runsOf(spans);
  const { allowedHours, allowedHoursAtOnce } = standard;
  const ofMonth = minutesOf(runs) - allowedHours * 60;
  const atOnce =
    allowedHoursAtOnce === undefined
      ? 0
      : runs.reduce((all, of) => all + Math.max(0, of.to - of.from - allowedHoursAtOnce * 60), 0);
  return Math.max(0, ofMonth, atOnce);
}

/** Annex 1: the part of the month's charge that is not due. */
function partOf(house: House, spans: readonly Span[], standard: Standard): Fraction {
  const percent = (units: number): Fraction =>
    divide(multiply(ofMillionths(standard.percent), fraction(units)), fraction(100));
  switch (standard.rule) {
    case "hours_beyond_allowed":
      return percent(Math.floor(minutesBeyond(spans, standard) / 60));
    case "full_days_beyond_allowed":
      return percent(Math.floor(minutesBeyond(spans, standard) / 1440));
    case "degrees_by_hour":
      return percent(degreeHours(runsOf(spans), standard));
    case "days_without_charge": {
      const days = new Set(
        runsOf(spans).flatMap(({ from, to }) => {
          const first = Math.floor(from / 1440);
          return Array.from({ length: Math.ceil(to / 1440) - first }, (_, i) => first + i);
        }),
      );
      return fraction(days.size, house.days.length);
    }
    case "priced_as_cold_water":
      return NOUGHT;
  }
}

/** Full hours at each number of whole degrees (or threes of them) off, night apart from day, times that number. */
function degreeHours(runs: readonly Span[], standard: Standard): number {
  const minutes = new Map<number, number>();
  for (const { from, to, measured } of runs) {
    if (measured === undefined) continue;
    for (let minute = from; minute < to; minute += 1) {
      const isNight = ((minute % 1440) + 1440) % 1440 < 300;
      const off = stepsOff(measured, standard, isNight ? standard.toleranceByNight : standard.toleranceByDay);
      if (off > 0) minutes.set(off, (minutes.get(off) ?? 0) + 1);
    }
  }
  return [...minutes].reduce((all, [off, count]) => all + off * Math.floor(count / 60), 0);
}

function stepsOff(measured: bigint, standard: Standard, tolerance: bigint): number {
  const { least: lowest, most, toleranceAbove, step } = standard;
  const below = lowest === undefined ? 0n : lowest - tolerance - measured;
  const above = most === undefined ? 0n : measured - most - toleranceAbove;
  return Number(below > 0n ? below / step : above > 0n ? above / step : 0n);
}

const partOfMonth = (house: House, spans: readonly Span[]): Fraction =>
  fraction(minutesOf(runsOf(spans)), house.days.length * 1440);

/** p. 99, 100: what the norm billed for the time of the interruption, of the charge that is left after absence. */
function unsupplied(house: House, charge: Charge, spans: readonly Span[], base: Fraction): Fraction {
  const byNorm = charge.lines.filter((line) => line.byNorm).reduce((all, line) => all + line.kopecks, 0n);
  if (byNorm <= 0n) return NOUGHT;
  const left = divide(base, roubles(chargedOf(charge)));
  return multiply(multiply(roubles(byNorm), left), partOfMonth(house, spans));
}

/** Annex 1 p. 5: below 40 degrees the hours' part of the volume is paid as cold water; its heat is not paid. */
function asColdWater(house: House, charge: Charge, spans: readonly Span[], base: bigint): bigint {
  const part = partOfMonth(house, spans);
  const removed = kopecks(multiply(roubles(base), part));
  if (charge.service === SERVICE.HOT_WATER_HEAT) return removed;
  const { account } = charge;
  const day = house.days.at(-1) as string;
  const rate = inForce(house.facts, {
    service: SERVICE.COLD_WATER,
    parameter: "rate",
    day,
    provider: termsOn(house, SERVICE.COLD_WATER, account.id, day)?.provider ?? 0,
    account: account.id,
  });
  if (!rate) return 0n;
  const left = divide(roubles(base), roubles(chargedOf(charge)));
  const volume = multiply(multiply(volumeOf(charge.lines), left), part);
  return removed - kopecks(multiply(volume, rate));
}
