import { compare, type Exact, least, minus, over, plus, roundedExact, times, ZERO } from "#core/exact";
import type { Trace } from "../model.ts";
import { shown } from "./workings.ts";

/** Decimals of a share of a common volume: the printed share is the one that is priced (docs/law/practice.md 1). */
export const SHARE_SCALE = 3;

/**
 * What a building used in common, by its meter.
 *
 * Law       Decree 354, annex 2, formulas 11 (cold water), 12 (others):  V_D − V_nonres − V_norm − V_meter − V_made
 * Takes     exact volumes; `usedForHotWater`: cold water that became the building's own hot water
 * Gives     the exact common volume, negative where the premises counted more than the building
 */
export function commonVolumeByMeter(
  {
    building,
    nonResidential,
    residential,
    usedForHotWater = ZERO,
  }: { building: Exact; nonResidential: Exact; residential: Exact; usedForHotWater?: Exact },
  trace?: Trace,
): Exact {
  const volume = minus(minus(minus(building, nonResidential), residential), usedForHotWater);
  trace?.step(
    "common_volume",
    `${shown(building)} − ${shown(nonResidential)} − ${shown(residential)} − ${shown(usedForHotWater)}`,
    shown(volume),
  );
  return volume;
}

/**
 * What a building may use in common, by the norm.
 *
 * Law       Decree 354, annex 2, formula 15:  N × S_common
 */
export function commonVolumeByNorm(
  { norm, commonPropertyArea }: { norm: Exact; commonPropertyArea: Exact },
  trace?: Trace,
): Exact {
  const volume = times(norm, commonPropertyArea);
  trace?.step("common_volume", `${shown(norm)} × ${shown(commonPropertyArea)}`, shown(volume));
  return volume;
}

/**
 * The cap of common needs billed by a managing company.
 *
 * Law       Decree 354 p. 44: the excess over the norm is the company's own, unless the owners decided otherwise;
 *           a supplier that bills the residents itself has no cap
 */
export function cappedCommonVolume(
  { volume, norm }: { volume: Exact; norm: Exact | undefined },
  trace?: Trace,
): Exact {
  if (!norm || compare(volume, norm) <= 0) return volume;
  trace?.step("capped_volume", `min(${shown(volume)}, ${shown(norm)})`, shown(norm));
  return norm;
}

/**
 * A premises' share of the common volume.
 *
 * Law       Decree 354, annex 2, formulas 11, 12, 15; for a room of a communal flat also 17:  V × S_i / S_total
 * Takes     exact volume and areas
 * Gives     the share rounded half up to three decimals, which is printed and priced. What the roundings leave
 *           over, at most half a thousandth for each premises, is nobody's and is reported with the volumes (C2)
 */
export function commonShare(
  { volume, area, totalArea }: { volume: Exact; area: Exact; totalArea: Exact },
  trace?: Trace,
): Exact {
  if (totalArea.n <= 0n) return ZERO;
  const unrounded = over(times(volume, area), totalArea);
  const share = roundedExact(unrounded, SHARE_SCALE);
  trace?.step("share", `${shown(volume)} × ${shown(area)} / ${shown(totalArea)}`, shown(unrounded));
  trace?.rounding("share", shown(unrounded), shown(share), "three_decimals");
  return share;
}

/**
 * Common property resource billed by a managing company from the building's meter.
 *
 * Law       Decree 491 p. 29(1): the difference is billed; when it is negative nothing is, and it reduces the
 *           periods that follow
 * Takes     the month's difference and what earlier months carried (zero or negative), exact
 * Gives     the volume to share (never negative) and what is carried on (never positive)
 */
export function volumeAfterCarry(
  { difference, carried }: { difference: Exact; carried: Exact },
  trace?: Trace,
): { billed: Exact; carried: Exact } {
  const volume = plus(difference, carried);
  const negative = compare(volume, ZERO) < 0;
  trace?.step(
    "billed_volume",
    `max(0, ${shown(difference)} + ${shown(carried)})`,
    shown(negative ? ZERO : volume),
  );
  return negative ? { billed: ZERO, carried: volume } : { billed: volume, carried: ZERO };
}

/**
 * A negative common volume returned to the premises.
 *
 * Law       Decree 354 p. 47: by the number of persons (heat by area), and no volume falls below zero
 * Takes     the magnitude to return; the weight of this premises and of all; what this premises used
 * Gives     the reduction as a negative volume, rounded to three decimals; what a premises cannot take is lost
 */
export function returnedVolume(
  { excess, weight, allWeights, used }: { excess: Exact; weight: Exact; allWeights: Exact; used: Exact },
  trace?: Trace,
): Exact {
  if (allWeights.n <= 0n || used.n <= 0n) return ZERO;
  const share = roundedExact(over(times(excess, weight), allWeights), SHARE_SCALE);
  const reduction = least(share, used);
  trace?.step(
    "returned_volume",
    `min(${shown(excess)} × ${shown(weight)} / ${shown(allWeights)}, ${shown(used)})`,
    shown(reduction),
  );
  return { n: -reduction.n, d: reduction.d };
}
