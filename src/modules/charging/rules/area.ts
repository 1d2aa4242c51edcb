import { type Exact, exact, fromMillionths, times } from "#core/exact";
import type { Trace } from "../model.ts";
import { shown, shownMillionths } from "./workings.ts";

/**
 * Area billed for a month: maintenance, rent, capital repair, lift.
 *
 * Law       ЖК РФ art. 154, 156 (maintenance, rent), 169 (capital repair):  P = S × T
 * Takes     the premises' total area, millionths of m²; the days of the month that the holder answers for
 * Gives     exact m² of the whole month: S × days / days of the month
 * Refuses   nothing; an area of zero gives a volume of zero
 * Practice  the day on which the right arises is billed to the new holder (ЖК РФ art. 153)
 */
export function areaVolume(
  { area, days, daysInMonth }: { area: bigint; days: number; daysInMonth: number },
  trace?: Trace,
): Exact {
  trace?.input("area", shownMillionths(area), "m2");
  if (days === daysInMonth) return fromMillionths(area);
  const volume = times(fromMillionths(area), exact(BigInt(days), BigInt(daysInMonth)));
  trace?.step("area_by_days", `${shownMillionths(area)} × ${days} / ${daysInMonth}`, shown(volume), "m2");
  return volume;
}

/**
 * A fixed sum for a premises: intercom, aerial, radio.
 *
 * Law       contract:  P = T
 * Gives     the share of the month that the holder answers for, in points
 */
export function pointVolume(
  { days, daysInMonth }: { days: number; daysInMonth: number },
  trace?: Trace,
): Exact {
  const volume = days === daysInMonth ? exact(1n) : exact(BigInt(days), BigInt(daysInMonth));
  trace?.step("points", days === daysInMonth ? "1" : `${days} / ${daysInMonth}`, shown(volume), "point");
  return volume;
}
