import { type Exact, exact } from "#core/exact";
import type { Trace } from "../model.ts";
import { shown } from "./workings.ts";

/**
 * Persons counted for a month's norm.
 *
 * Law       Decree 354 p. 56 (registered and temporarily living), p. 56(2) (owners where nobody lives)
 * Takes     days of residence in the month of each person; owners of the premises
 * Gives     exact average: sum of days / days of the month, never rounded; owners where no day was lived
 * Practice  the day of registration counts, the day of leaving does not; the average by days is product policy
 */
export function personsOfMonth(
  {
    residentDays,
    owners,
    daysInMonth,
  }: { residentDays: readonly number[]; owners: number; daysInMonth: number },
  trace?: Trace,
): Exact {
  const lived = residentDays.reduce((sum, days) => sum + days, 0);
  if (lived === 0) {
    trace?.step("persons", `0 → ${owners}`, String(owners), "person");
    return exact(BigInt(owners));
  }
  const persons =
    lived % daysInMonth === 0
      ? exact(BigInt(lived / daysInMonth))
      : exact(BigInt(lived), BigInt(daysInMonth));
  trace?.step("persons", `(${residentDays.join(" + ")}) / ${daysInMonth}`, shown(persons), "person");
  return persons;
}
