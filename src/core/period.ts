import { type Day, dayNumber } from "./day.ts";

declare const of: unique symbol;

/** An accounting month, "2026-11". Text order is time order. */
export type Period = string & { readonly [of]: "period" };

export function parsePeriod(text: string): Period | undefined {
  return /^(19|20)\d{2}-(0[1-9]|1[0-2])$/.test(text) ? (text as Period) : undefined;
}

/** A period known to be one. Throws on anything else: that is a defect. */
export function period(text: string): Period {
  const parsed = parsePeriod(text);
  if (!parsed) throw new Error(`not a period: ${text}`);
  return parsed;
}

/** 202611, the stored form. */
export const periodNumber = (of: Period): number => Number(of.slice(0, 4)) * 100 + Number(of.slice(5));
export const periodFromNumber = (n: number): Period =>
  period(`${Math.trunc(n / 100)}-${String(n % 100).padStart(2, "0")}`);

export function addMonths(to: Period, months: number): Period {
  const index = Number(to.slice(0, 4)) * 12 + Number(to.slice(5)) - 1 + months;
  return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, "0")}` as Period;
}
export const next = (after: Period): Period => addMonths(after, 1);
export const previous = (before: Period): Period => addMonths(before, -1);
export const monthsBetween = (from: Period, to: Period): number =>
  Number(to.slice(0, 4)) * 12 + Number(to.slice(5)) - Number(from.slice(0, 4)) * 12 - Number(from.slice(5));
export const periodOf = (of: Day): Period => of.slice(0, 7) as Period;
export const firstDay = (of: Period): Day => `${of}-01` as Day;
/** The first day after the period: `[firstDay, endDay)`. */
export const endDay = (of: Period): Day => firstDay(next(of));
export const daysIn = (of: Period): number => dayNumber(endDay(of)) - dayNumber(firstDay(of));
export function* periodsFrom(from: Period, through: Period): Generator<Period> {
  for (let at = from; at <= through; at = next(at)) yield at;
}
