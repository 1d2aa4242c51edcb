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
export const dayNumber = (of: Day): number => Date.parse(`${of}T00:00:00Z`) / MS;
export const dayFromNumber = (n: number): Day => new Date(n * MS).toISOString().slice(0, 10) as Day;
export const addDays = (to: Day, days: number): Day => dayFromNumber(dayNumber(to) + days);
export const daysBetween = (from: Day, to: Day): number => dayNumber(to) - dayNumber(from);

/** In force over `[from, to)`; an absent `to` is open. */
export interface Span {
  readonly from: Day;
  readonly to?: Day | undefined;
}
export const covers = (span: Span, at: Day): boolean =>
  span.from <= at && (span.to === undefined || at < span.to);
