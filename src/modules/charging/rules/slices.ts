import { type Exact, exact, plus, times, ZERO } from "#core/exact";
import type { Slice } from "#modules/metering";

export const sumOfSlices = (slices: readonly Slice[]): Exact => {
  const only = slices[0];
  if (only && slices.length === 1) return only.volume;
  let sum = ZERO;
  for (const slice of slices) sum = plus(sum, slice.volume);
  return sum;
};

/** What of the slices falls on the days `[from, to)`; a slice that is cut is spread evenly over its days. */
export function sumWithin(slices: readonly Slice[], from: number, to: number): Exact {
  let sum = ZERO;
  for (const slice of slices) {
    const days = Math.min(to, slice.to) - Math.max(from, slice.from);
    if (days <= 0) continue;
    sum = plus(sum, days === slice.to - slice.from ? slice.volume : partOf(slice, days));
  }
  return sum;
}

/** The slices within the days `[from, to)`, multiplied by a share. */
export function within(slices: readonly Slice[], from: number, to: number, share: Exact): Slice[] {
  const cut: Slice[] = [];
  for (const slice of slices) {
    const start = Math.max(from, slice.from);
    const end = Math.min(to, slice.to);
    if (start >= end) continue;
    const volume = end - start === slice.to - slice.from ? slice.volume : partOf(slice, end - start);
    cut.push({ from: start, to: end, volume: share.n === share.d ? volume : times(volume, share) });
  }
  return cut;
}

const partOf = (slice: Slice, days: number): Exact =>
  times(slice.volume, exact(BigInt(days), BigInt(slice.to - slice.from)));
