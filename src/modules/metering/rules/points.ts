import type { MeterFacts } from "./facts.ts";

/**
 * A place that is metered by one meter after another: the volume of a month in which the meter was replaced is the
 * old one's and the new one's, and the average goes back beyond the replacement.
 */
export interface MeteringPoint {
  /** In order of installation; never empty. */
  readonly meters: readonly MeterFacts[];
}

/** Orders the meters of one place and resource into points. The order of the input does not matter. */
export function meteringPoints(meters: readonly MeterFacts[]): readonly MeteringPoint[] {
  const only = meters[0];
  if (only && meters.length === 1) return [{ meters: [only] }];
  const points: MeterFacts[][] = [];
  for (const meter of meters.toSorted(byInstallation)) {
    let predecessor: MeterFacts[] | undefined;
    for (const point of points) {
      const last = point.at(-1);
      if (last?.removed === undefined || last.removed > meter.installed) continue;
      // The one that was taken away last is the one that this meter replaces.
      if ((predecessor?.at(-1)?.removed ?? "") < last.removed) predecessor = point;
    }
    if (predecessor) predecessor.push(meter);
    else points.push([meter]);
  }
  return points.map((chain) => ({ meters: chain }));
}

function byInstallation(a: MeterFacts, b: MeterFacts): number {
  return a.installed === b.installed ? a.id - b.id : a.installed < b.installed ? -1 : 1;
}
