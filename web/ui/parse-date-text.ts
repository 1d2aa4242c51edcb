import { addDays, type Day, parseDay } from "#core/day";
import { ok, type Result, refuse } from "#core/result";

export type DateRefusal =
  | { readonly code: "unreadable" }
  /** Read, and there is no such day: 31.02. It never becomes the 3rd of March. */
  | { readonly code: "impossible"; readonly date: string };

export interface DateSurroundings {
  /** "2026-11-23", the installation's day. */
  readonly today: string;
  /** "2026-11": gives its year to "15.7". */
  readonly period?: string | undefined;
}

/** A two-digit year lies at most so far ahead; beyond it is a year of birth: "150785". */
const YEARS_AHEAD_MAX = 20;

/** The day of "15.07.26", "150726", "15.7", "15/07/2026", "2026-07-15", "+3", "-1", "с". Nothing typed is undefined. */
export function parseDateText(
  text: string,
  { today, period }: DateSurroundings,
): Result<Day | undefined, DateRefusal> {
  const plain = text
    .replace(/[\s\u00a0\u202f]+/g, " ")
    .trim()
    .toLowerCase();
  if (plain === "") return ok(undefined);
  // The Russian "с" and the Latin letter on its key, and what an English clerk would press.
  if (/^(с|c|t|т|сегодня|today)$/.test(plain)) return ok(today as Day);
  const shift = /^([-+\u2212])(\d{1,4})$/.exec(plain);
  if (shift) return ok(addDays(today as Day, Number(shift[2]) * (shift[1] === "+" ? 1 : -1)));
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(plain);
  if (iso) return dayOf({ year: iso[1], month: iso[2], day: iso[3] });
  const read =
    /^(\d{2})(\d{2})(\d{4}|\d{2})?$/.exec(plain) ??
    /^(\d{1,2})[./, -](\d{1,2})(?:[./, -](\d{4}|\d{2}))?(?: ?г\.?)?$/.exec(plain);
  if (!read) return refuse({ code: "unreadable" });
  return dayOf({ day: read[1], month: read[2], year: fullYear(read[3], { today, period }) });
}

function fullYear(year: string | undefined, { today, period }: DateSurroundings): string {
  if (year === undefined) return (period ?? today).slice(0, 4);
  if (year.length === 4) return year;
  const inThisCentury = Number(today.slice(0, 2)) * 100 + Number(year);
  const tooFar = inThisCentury > Number(today.slice(0, 4)) + YEARS_AHEAD_MAX;
  return String(tooFar ? inThisCentury - 100 : inThisCentury);
}

function dayOf(of: {
  year: string | undefined;
  month: string | undefined;
  day: string | undefined;
}): Result<Day, DateRefusal> {
  const [year = "", month = "", day = ""] = [of.year, of.month?.padStart(2, "0"), of.day?.padStart(2, "0")];
  const found = /^(19|20)/.test(year) ? parseDay(`${year}-${month}-${day}`) : undefined;
  return found ? ok(found) : refuse({ code: "impossible", date: `${day}.${month}.${year}` });
}
