import { addDays, type Day, dayNumber } from "#core/day";
import { next, type Period } from "#core/period";

/** From this month's charges on, payment is due by the 15th: federal law 177-ФЗ, in force since 1 March 2026. */
const FIFTEENTH_SINCE = "2026-03";

/**
 * The day by which a month's charges are to be paid: the 10th of the next month, from the March 2026 charge the 15th
 * (Housing Code art. 155). A day off moves it to the next working day (Civil Code art. 193); of days off only the
 * weekend is known here, a calendar of holidays is a dictionary of its own.
 */
export function dueDay(of: Period): Day {
  const nominal = `${next(of)}-${of >= FIFTEENTH_SINCE ? "15" : "10"}` as Day;
  // 1970-01-01 was a Thursday.
  const weekday = (dayNumber(nominal) + 3) % 7;
  return weekday >= 5 ? addDays(nominal, 7 - weekday) : nominal;
}
