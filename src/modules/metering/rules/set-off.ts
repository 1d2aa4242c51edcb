import type { EarlierEstimate } from "./facts.ts";
import type { MonthOfReadings } from "./month-of-readings.ts";
import type { ScaleHistory } from "./scale-history.ts";

/**
 * Which earlier estimates a meter's new reading settles: those since it was last billed by a reading. A month that
 * was estimated for several meters at once is divided by their averages; one in which some of them had been read
 * belongs to the others.
 */
export function setOffSince(
  history: ScaleHistory,
  all: readonly ScaleHistory[],
  of: MonthOfReadings,
  earlier: readonly EarlierEstimate[],
): { after: number; setOff: bigint } {
  let after = of.month - 1;
  let setOff = 0n;
  const months = [...new Set(earlier.filter((e) => e.zone === history.zone).map((e) => e.month))].sort(
    (a, b) => b - a,
  );
  for (const month of months) {
    if (month >= of.month) continue;
    // A reading billed as such between that month and this one has settled it already.
    const settled = [...history.read].some((m) => m > month && m < of.month && !months.includes(m));
    if (settled) break;
    // Nor does a difference settle what lies before its meter was installed, or while an older one was not believed.
    const spanning = all.filter((other) => counted(other, month));
    const absent = spanning.filter((other) => !other.read.has(month));
    const owners = absent.length > 0 ? absent : spanning;
    if (!owners.includes(history)) continue;
    const volume = earlier.reduce(
      (sum, e) => (e.month === month && e.zone === history.zone ? sum + e.volume : sum),
      0n,
    );
    setOff += shareByAverage(volume, history, owners);
    after = Math.min(after, month - 1);
  }
  return { after, setOff };
}

/** Whether the meter was at work in that month: its readings span it, or it has been silent since before. */
const counted = (of: ScaleHistory, month: number): boolean =>
  (of.lastMonth !== undefined && of.lastMonth < month) ||
  of.increments.some((one) => one.beforeMonth < month && month <= one.month);

function shareByAverage(volume: bigint, one: ScaleHistory, owners: readonly ScaleHistory[]): bigint {
  if (owners.length === 1) return volume;
  const weights = owners.map((owner) => owner.average?.volume ?? 0n);
  const whole = weights.reduce((sum, weight) => sum + weight, 0n);
  const position = owners.indexOf(one);
  if (whole === 0n) return position === 0 ? volume : 0n;
  // The last owner takes the rest, so that the shares are the volume.
  if (position < owners.length - 1) return (volume * (weights[position] ?? 0n)) / whole;
  return volume - weights.slice(0, -1).reduce((sum, weight) => sum + (volume * weight) / whole, 0n);
}
