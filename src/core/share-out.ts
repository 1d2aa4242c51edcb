import { assert } from "./assert.ts";
import type { Money } from "./units.ts";

/**
 * Splits a total by weights so that the shares always add up to it: each share is rounded down, the kopecks left
 * go one each to the largest remainders, ties to the earlier share (charges.md section 8). Weights are not
 * negative and not all zero; a negative total is split as its magnitude.
 */
export function shareOut(total: Money, weights: readonly bigint[]): Money[] {
  const weightSum = weights.reduce((sum, weight) => sum + weight, 0n);
  assert(weightSum > 0n && weights.every((weight) => weight >= 0n), "C2 conserved: weights are positive");
  const sign = total < 0n ? -1n : 1n;
  const magnitude = total * sign;
  const shares = weights.map((weight) => (magnitude * weight) / weightSum);
  const order = weights
    .map((weight, index) => ({ index, remainder: (magnitude * weight) % weightSum }))
    .sort((a, b) => (a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1));
  let left = magnitude - shares.reduce((sum, share) => sum + share, 0n);
  for (const { index } of order) {
    if (left === 0n) break;
    shares[index] = (shares[index] ?? 0n) + 1n;
    left -= 1n;
  }
  return shares.map((share) => (share * sign) as Money);
}
