import type { Day } from "#core/day";
import type { Period } from "#core/period";
import type { ReadingFacts } from "./facts.ts";

/** Readings of premises' meters count for their month up to this day, later ones for the next (docs/law/practice.md 2). */
export const READING_DEADLINE = 25;
/** A building's meter is read by the company itself, at any day of the month. */
export const NO_DEADLINE = 31;

/** Months since year 0: the arithmetic of periods without their text. */
export const monthIndex = (of: Period | Day): number => fourDigits(of) * 12 + twoDigits(of, 5) - 1;

export const dayOfMonth = (of: Day): number => twoDigits(of, 8);

const fourDigits = (text: string): number => twoDigits(text, 0) * 100 + twoDigits(text, 2);
const twoDigits = (text: string, at: number): number =>
  text.charCodeAt(at) * 10 + text.charCodeAt(at + 1) - 528;

/**
 * The accounting month that a reading belongs to. A regular reading taken after the deadline belongs to the next
 * month; what marks an event (installation, removal, a change of holder) belongs to the month it happened in.
 */
export function monthOfReading(reading: ReadingFacts, deadline: number, handovers: readonly Day[]): number {
  const month = monthIndex(reading.takenOn);
  const event = reading.mark === "opening" || reading.mark === "closing";
  if (event || dayOfMonth(reading.takenOn) <= deadline || handovers.includes(reading.takenOn)) return month;
  return month + 1;
}

/** The day's place in the month that begins on `first` and ends before `end`, held within `[0, days]`. */
export function placeInMonth(of: Day, first: Day, end: Day, days: number): number {
  if (of <= first) return 0;
  return of >= end ? days : dayOfMonth(of) - 1;
}
