import { type Exact, greatest, isZero, least, minus, over, plus, times, ZERO } from "#core/exact";
import type { Trace } from "../model.ts";
import { shown } from "./workings.ts";

export interface RangeRate {
  /** The range begins above this exact volume of the month. */
  readonly rangeFrom: Exact;
  /** Millionths of a rouble. */
  readonly rate: bigint;
}

export interface RangeVolume extends RangeRate {
  readonly volume: Exact;
}

/**
 * A month's volume cut into ranges of consumption, each with its own rate.
 *
 * Law       Decree 354, annex 2, formula 1, with ranges of consumption set by the region (decree 1178 p. 71)
 * Takes     the exact volume of the month; ranges in rising order, the first from zero; the volume that other
 *           lines have already taken of the ranges
 * Gives     the volume of every range, in order: what lies in it of the sum, less what was taken of it. What is below
 *           nought is the first range's; a volume returned gives back the highest range first
 */
export function volumesByRange(
  { volume, ranges, taken = ZERO }: { volume: Exact; ranges: readonly RangeRate[]; taken?: Exact },
  trace?: Trace,
): RangeVolume[] {
  const cut: RangeVolume[] = [];
  const end = plus(volume, taken);
  for (const [i, range] of ranges.entries()) {
    const next = ranges[i + 1]?.rangeFrom;
    const within = (axis: Exact): Exact => {
      const through = next ? least(axis, next) : axis;
      return i === 0 ? through : greatest(minus(through, range.rangeFrom), ZERO);
    };
    const part = minus(within(end), within(taken));
    trace?.step("range_volume", `> ${shown(range.rangeFrom)}`, shown(part));
    cut.push({ ...range, volume: part });
  }
  return cut;
}

/**
 * One zone's part of every range: a range is filled by all zones together, in proportion to what each counted,
 * because the law names one limit for the month and no order of the zones (product policy).
 */
export function zonePart(of: Exact, { zone, all }: { zone: Exact; all: Exact }): Exact {
  return isZero(all) ? ZERO : times(of, over(zone, all));
}
