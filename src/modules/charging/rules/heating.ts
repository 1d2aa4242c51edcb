import { type Exact, exact, minus, over, plus, times, ZERO } from "#core/exact";
import type { Trace } from "../model.ts";
import { shown } from "./workings.ts";

/** Exact m² throughout. */
export interface HeatedBuilding {
  /** All premises, without rooms in common use. */
  readonly totalArea: Exact;
  readonly commonPropertyArea: Exact;
  /** Premises without radiators or with their own boiler. */
  readonly disconnectedArea: Exact;
}

/**
 * Heat of a detached house without a meter.
 *
 * Law       Decree 354, annex 2, formulas 2 (season) and 2(1) (evenly through the year):  V = S × N × K
 * Takes     exact area; the norm of a m² and month; K = full months of the heating season / 12, or one
 */
export function houseHeat(
  { area, norm, evenShare }: { area: Exact; norm: Exact; evenShare: Exact },
  trace?: Trace,
): Exact {
  const volume = times(times(area, norm), evenShare);
  trace?.step("volume", `${shown(area)} × ${shown(norm)} × ${shown(evenShare)}`, shown(volume), "Gcal");
  return volume;
}

/** K of the payment spread over the year (formulas 2(1), 2(4)): never rounded. */
export const evenPaymentShare = (heatingMonths: Exact): Exact => over(heatingMonths, exact(12n));

/**
 * The building's month where there is no building meter: the norm of all its premises.
 *
 * Law       Decree 354, annex 2, formulas 2(3), 2(4):  N × K × S_total
 */
export function buildingHeatByNorm(
  { norm, totalArea, evenShare }: { norm: Exact; totalArea: Exact; evenShare: Exact },
  trace?: Trace,
): Exact {
  const volume = times(times(norm, evenShare), totalArea);
  trace?.step(
    "building_volume",
    `${shown(norm)} × ${shown(evenShare)} × ${shown(totalArea)}`,
    shown(volume),
    "Gcal",
  );
  return volume;
}

/**
 * Heat of a premises without a heat meter, before the common part.
 *
 * Law       Decree 354, annex 2, formulas 3(6), 3(7):  V_i = S_i × V_D / (S_total − S_disconnected + S_common)
 * Takes     the premises' area with radiators, by days where they came or went; the building's volume and areas, exact
 * Gives     exact Gcal; zero for a premises without radiators or with a legal boiler of its own, and where the
 *           whole building has no heated area
 */
export function unmeteredHeat(
  { area, buildingVolume, building }: { area: Exact; buildingVolume: Exact; building: HeatedBuilding },
  trace?: Trace,
): Exact {
  if (area.n === 0n) {
    trace?.step("own_heat", "0", "0", "Gcal");
    return ZERO;
  }
  const heated = heatedArea(building);
  const volume = heated.n <= 0n ? ZERO : over(times(area, buildingVolume), heated);
  trace?.step(
    "own_heat",
    `${shown(area)} × ${shown(buildingVolume)} / (${shown(building.totalArea)} − ${shown(building.disconnectedArea)} + ${shown(building.commonPropertyArea)})`,
    shown(volume),
    "Gcal",
  );
  return volume;
}

/** What the unmetered rule divides the building's volume by. */
export const heatedArea = (building: HeatedBuilding): Exact =>
  plus(minus(building.totalArea, building.disconnectedArea), building.commonPropertyArea);

/**
 * Heat billed to a premises: its own, and its share of what the building used in common.
 *
 * Law       Decree 354, annex 2, formulas 3, 3(1), 3(3), 2(3), 2(4):  V_i + S_i × (V_D − ΣV_i) / S_total
 * Takes     exact volumes and areas; ΣV_i over all premises, by meters and by `unmeteredHeat`
 * Gives     exact Gcal: over all premises they add up to V_D (C2). It is not rounded before it is priced
 * Practice  where meters counted more than the building's, the common part is negative and reduces every line
 */
export function heatWithCommonPart(
  {
    own,
    area,
    buildingVolume,
    sumOfOwn,
    totalArea,
  }: { own: Exact; area: Exact; buildingVolume: Exact; sumOfOwn: Exact; totalArea: Exact },
  trace?: Trace,
): Exact {
  const common = totalArea.n <= 0n ? ZERO : over(times(area, minus(buildingVolume, sumOfOwn)), totalArea);
  const volume = plus(own, common);
  trace?.step(
    "common_heat",
    `${shown(area)} × (${shown(buildingVolume)} − ${shown(sumOfOwn)}) / ${shown(totalArea)}`,
    shown(common),
    "Gcal",
  );
  trace?.step("volume", `${shown(own)} + ${shown(common)}`, shown(volume), "Gcal");
  return volume;
}
