import { type Exact, fromMillionths, times } from "#core/exact";
import type { Trace } from "../model.ts";
import { shown, shownMillionths } from "./workings.ts";

const MONTH_OF_YEAR: Exact = { n: 1n, d: 12n };

/**
 * Municipal waste by persons.
 *
 * Law       Decree 354, annex 2, formula 9(1):  P = n × N_year / 12 × T; p. 148(34), 148(36)
 * Takes     exact persons (owners where nobody lives); the year's norm of a person, millionths of m³
 * Gives     the exact volume of the month, m³; it is not rounded before it is priced
 */
export function wasteByPersons(
  { persons, normYear }: { persons: Exact; normYear: bigint },
  trace?: Trace,
): Exact {
  const volume = times(times(persons, fromMillionths(normYear)), MONTH_OF_YEAR);
  trace?.input("persons", shown(persons), "person");
  trace?.step("volume", `${shown(persons)} × ${shownMillionths(normYear)} / 12`, shown(volume), "m3");
  return volume;
}

/**
 * Municipal waste by area.
 *
 * Law       Decree 354, annex 2, formula 9(2):  P = S × N_year / 12 × T
 * Takes     total area, millionths of m²; the year's norm of a square metre, millionths of m³
 * Gives     the exact volume of the month, m³
 */
export function wasteByArea({ area, normYear }: { area: bigint; normYear: bigint }, trace?: Trace): Exact {
  const volume = times(times(fromMillionths(area), fromMillionths(normYear)), MONTH_OF_YEAR);
  trace?.input("area", shownMillionths(area), "m2");
  trace?.step("volume", `${shownMillionths(area)} × ${shownMillionths(normYear)} / 12`, shown(volume), "m3");
  return volume;
}
