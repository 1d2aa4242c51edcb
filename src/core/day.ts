declare const of: unique symbol;

/** A local calendar date, "2026-11-23". Text order is time order. */
export type Day = string & { readonly [of]: "day" };

const MS = 86_400_000;

export function parseDay(text: string): Day | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  const at = new Date(`${text}T00:00:00Z`);
  return Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== text ? undefined : (text as Day);
}

/** A date known to be one, such as a database's. Throws on anything else: that is a defect. */
export function day(text: string): Day {
  const parsed = parseDay(text);
  if (!parsed) throw new Error(`not a date: ${text}`);
  return parsed;
}

/** Days since 1970-01-01. */
export function dayNumber(of: Day): number {
  const known = numbers.get(of);
  if (known !== undefined) return known;
  const number = Date.parse(`${of}T00:00:00Z`) / MS;
  if (isRemembered(number)) numbers.set(of, number);
  return number;
}

export function dayFromNumber(n: number): Day {
  const known = days[n];
  if (known !== undefined) return known;
  const made = new Date(n * MS).toISOString().slice(0, 10) as Day;
  if (isRemembered(n)) days[n] = made;
  return made;
}

// A run asks for the same few thousand days by the million, and a date's text costs a microsecond to make or to read.
// What lies outside 1970 to 2106 is made each time: nobody shall fill the memory with days.
const numbers = new Map<Day, number>();
const days: Day[] = [];
const isRemembered = (n: number): boolean => n >= 0 && n < 50_000;

export const addDays = (to: Day, days: number): Day => dayFromNumber(dayNumber(to) + days);
export const daysBetween = (from: Day, to: Day): number => dayNumber(to) - dayNumber(from);

/** In force over `[from, to)`; an absent `to` is open. */
export interface Span {
  readonly from: Day;
  readonly to?: Day | undefined;
}
export const covers = (span: Span, at: Day): boolean =>
  span.from <= at && (span.to === undefined || at < span.to);
