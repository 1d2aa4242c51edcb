import { addDays, type Day, daysBetween } from "#core/day";
import { type Exact, exact, plus, times, ZERO } from "#core/exact";
import type { Slice } from "#modules/metering";
import type { Trace } from "../model.ts";
import { shown } from "./workings.ts";

/** Five full days in a row and fewer change nothing. */
export const ABSENCE_DAYS_BEYOND = 5;

/**
 * The full days of an absence.
 *
 * Law       Decree 354 p. 86 (more than five full days in a row), p. 91 (the days of leaving and of return excluded)
 * Takes     the day of leaving and the day of return
 * Gives     the days between them, `[from, to)`, and how many they are: not less than nought
 */
export function fullDaysOfAbsence({ left, returned }: { left: Day; returned: Day }): {
  readonly from: Day;
  readonly to: Day;
  readonly days: number;
} {
  const from = addDays(left, 1);
  return { from, to: returned, days: Math.max(0, daysBetween(from, returned)) };
}

/** Whether an absence reduces anything at all. */
export const isLongAbsence = (of: { left: Day; returned: Day }): boolean =>
  fullDaysOfAbsence(of).days > ABSENCE_DAYS_BEYOND;

/**
 * The volume that absent residents are not charged for.
 *
 * Law       Decree 354 p. 91; waste p. 148(44):  V_absent = V / n × n_absent × d / D
 * Takes     slices of the month's volume counted by persons; on each day how many persons are counted, and how many of
 *           them are absent (not more)
 * Gives     exact volume, not more than the slices'; each day of a slice bears the same part of it
 */
export function absentVolume(
  {
    slices,
    personsAt,
    absentAt,
  }: {
    slices: readonly Slice[];
    personsAt: (day: number) => number;
    absentAt: (day: number) => number;
  },
  trace?: Trace,
): Exact {
  let sum = ZERO;
  for (const { from, to, volume } of slices) {
    for (let day = from; day < to; ) {
      const persons = personsAt(day);
      const absent = Math.min(absentAt(day), persons);
      let end = day + 1;
      while (end < to && personsAt(end) === persons && absentAt(end) === absentAt(day)) end++;
      if (absent > 0) {
        const part = times(volume, exact(BigInt(absent * (end - day)), BigInt(persons * (to - from))));
        trace?.step(
          "absent_volume",
          `${shown(volume)} / ${persons} × ${absent} × ${end - day} / ${to - from}`,
          shown(part),
        );
        sum = plus(sum, part);
      }
      day = end;
    }
  }
  return sum;
}
