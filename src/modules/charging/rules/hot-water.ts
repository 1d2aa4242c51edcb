import { type Exact, fromMillionths, over, plus, roundedExact, times } from "#core/exact";
import type { Trace } from "../model.ts";
import { shown, shownMillionths } from "./workings.ts";

/**
 * Heat spent on the hot water of a premises: the second component of a two-component rate.
 *
 * Law       Decree 354, annex 2, formulas 23, 23(1):  V × Q × T_heat; the multiplier is on the water alone
 * Takes     exact m³ of hot water without any multiplier; Gcal for one m³, millionths (the region's norm)
 * Gives     Gcal rounded half up to six decimals: the printed volume is the one that is priced
 * Practice  the norm Q is used even where a building meter measures the heat (decree 354 p. 42)
 */
export function hotWaterHeat(
  { volume, heatPerM3 }: { volume: Exact; heatPerM3: bigint },
  trace?: Trace,
): Exact {
  const unrounded = times(volume, fromMillionths(heatPerM3));
  const heat = roundedExact(unrounded, 6);
  trace?.input("hot_water_volume", shown(volume), "m3");
  trace?.step("heat", `${shown(volume)} × ${shownMillionths(heatPerM3)}`, shown(unrounded), "Gcal");
  trace?.rounding("heat", shown(unrounded), shown(heat), "six_decimals");
  return heat;
}

/**
 * The price of a cubic metre of hot water that the building makes for itself.
 *
 * Law       Decree 354, annex 2, formula 20:  (V_heat × T_heat + V_water × T_water) / V_water
 * Takes     Gcal spent on heating the month's hot water of the building, its m³ (not zero), both rates in millionths
 * Gives     exact roubles for one m³; it is multiplied by the premises' volume before the only rounding
 */
export function madeHotWaterPrice(
  {
    buildingHeat,
    buildingWater,
    heatRate,
    waterRate,
  }: { buildingHeat: Exact; buildingWater: Exact; heatRate: bigint; waterRate: bigint },
  trace?: Trace,
): Exact {
  const cost = plus(
    times(buildingHeat, fromMillionths(heatRate)),
    times(buildingWater, fromMillionths(waterRate)),
  );
  const price = over(cost, buildingWater);
  trace?.step(
    "price_per_m3",
    `(${shown(buildingHeat)} × ${shownMillionths(heatRate)} + ${shown(buildingWater)} × ${shownMillionths(waterRate)}) / ${shown(buildingWater)}`,
    shown(price),
    "rub",
  );
  return price;
}
