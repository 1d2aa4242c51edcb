import { divideRounded } from "#core/exact";
import type { Resource } from "#modules/tariffs";
import type { Increment } from "./facts.ts";
import { AVERAGE_MONTHS, AVERAGE_MONTHS_MIN, VOLUME_SCALES } from "./limits.ts";

const YEAR = 12;

export interface AverageMonth {
  /** Millionths, rounded half up to the resource's decimals: the average is itself the volume billed. */
  readonly volume: bigint;
  readonly months: number;
}

/**
 * The average month of a meter's scale.
 *
 * Law       Decree 354 p. 59 (a): by the readings of at least six months; of a meter that worked less, of its
 *           actual time, but of at least three months
 * Takes     increments in order of time, all of months up to and including that of the last reading
 * Gives     the average month, or undefined where fewer than three months are known: then the norm is billed
 * Practice  heat is averaged over the months in which some was used: a summer would halve the winter; a building's
 *           heat over those of the last twelve months (p. 59(1))
 */
export function averageMonth(increments: readonly Increment[], resource: Resource): AverageMonth | undefined {
  if (resource === "heat") return averageOfHeatingMonths(increments);
  const last = increments.at(-1);
  if (!last) return undefined;
  let volume = 0n;
  let months = 0;
  for (let i = increments.length - 1; i >= 0 && months < AVERAGE_MONTHS; i--) {
    const at = increments[i];
    if (!at) break;
    volume += at.volume;
    months = last.month - at.beforeMonth;
  }
  return months < AVERAGE_MONTHS_MIN ? undefined : averageOf(volume, months, resource);
}

function averageOf(volume: bigint, months: number, resource: Resource): AverageMonth {
  const unit = 10n ** BigInt(6 - VOLUME_SCALES[resource]);
  return { volume: divideRounded(volume, BigInt(months) * unit) * unit, months };
}

function averageOfHeatingMonths(increments: readonly Increment[]): AverageMonth | undefined {
  const last = increments.at(-1);
  const isBuilding = last?.meter.premises === undefined;
  let volume = 0n;
  let months = 0;
  for (let i = increments.length - 1; i >= 0; i--) {
    const at = increments[i];
    if (!at || !last) break;
    if (isBuilding ? last.month - at.month >= YEAR : months >= AVERAGE_MONTHS) break;
    if (at.volume <= 0n) continue;
    volume += at.volume;
    months += Math.max(1, at.month - at.beforeMonth);
  }
  return months < AVERAGE_MONTHS_MIN ? undefined : averageOf(volume, months, "heat");
}
