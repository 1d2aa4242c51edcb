import { type Exact, fromMillionths, minus, over, plus, times, ZERO } from "#core/exact";
import type { AccountId, OrganizationId, ServiceId } from "#core/ids";
import type { Method } from "#modules/tariffs";
import type { Trace } from "../model.ts";
import { improvementAt } from "./asked.ts";
import { buildingMonthOf, premisesVolumes, traceBuilding } from "./building-meters.ts";
import type { BoilerFuel, Month } from "./month.ts";
import { type Asked, valueAt } from "./rates.ts";
import { serviceId } from "./terms.ts";
import { shown } from "./workings.ts";

const HEATING = serviceId("HEATING");
const HOT_WATER = serviceId("HOT_WATER");
const NOBODY = 0 as AccountId;

/** One boiler makes the building's heat and heats its water: of one meter's gas each has a part. */
export const burnsForBoth = (month: Month): boolean =>
  isMade(month, HEATING, "heating_made") && isMade(month, HOT_WATER, "hot_water_made");

const isMade = (month: Month, service: ServiceId, method: Method): boolean =>
  month.terms.ofBuilding.get(service)?.some((of) => of.state.method === method) ?? false;

/**
 * The gas of one boiler divided between heating and hot water.
 *
 * Law       Decree 354 p. 54: what is paid is the resource used to make heat and hot water, by its meter; where one
 *           meter counts it for both, in proportion to the heat that went into each
 * Takes     m³ by the building's gas meter. Gcal of the water: by the Gcal scale of the building's hot water meter, else
 *           its m³ × the norm of heat for a m³. Gcal of heating: by the building's heat meter, else what the gas gave
 *           (m³ × the Gcal of one) less the water's, not below nought
 * Gives     both parts, which add up to the gas exactly; undefined where the gas or either heat is not known
 */
export function fuelOfBoiler(month: Month): BoilerFuel | undefined {
  month.boiler ??= { of: divided(month) };
  return month.boiler.of;
}

function divided(month: Month): BoilerFuel | undefined {
  const { volume: fuel } = buildingMonthOf(month, "gas");
  if (!fuel) return undefined;
  if (fuel.n <= 0n) return { fuel: ZERO, heating: ZERO, heat: ZERO, water: ZERO, waterHeat: ZERO };
  const waterHeat = heatOfWater(month);
  const heat = waterHeat && heatOfRooms(month, fuel, waterHeat);
  if (!waterHeat || !heat) return undefined;
  const all = plus(heat, waterHeat);
  if (all.n <= 0n) return undefined;
  const water = over(times(fuel, waterHeat), all);
  return { fuel, heating: minus(fuel, water), heat, water, waterHeat };
}

function heatOfWater(month: Month): Exact | undefined {
  const { water, heat } = madeWater(month);
  const counted = heat ?? times(water, normOfHeat(month) ?? ZERO);
  if (!heat && !normOfHeat(month)) return undefined;
  return counted.n > 0n ? counted : ZERO;
}

function normOfHeat(month: Month): Exact | undefined {
  const last = month.frame.days - 1;
  const norm = valueAt(
    month.rates,
    ofBuilding(month, HOT_WATER),
    "heat_per_m3",
    last,
    improvementAt(month, last),
  );
  return norm && fromMillionths(norm.value);
}

function heatOfRooms(month: Month, fuel: Exact, waterHeat: Exact): Exact | undefined {
  const counted = buildingMonthOf(month, "heat").volume;
  if (counted) return counted.n > 0n ? counted : ZERO;
  const perM3 = valueAt(month.rates, ofBuilding(month, HEATING), "heat_per_m3", month.frame.days - 1);
  if (!perM3) return undefined;
  const rest = minus(times(fuel, fromMillionths(perM3.value)), waterHeat);
  return rest.n > 0n ? rest : ZERO;
}

const ofBuilding = (month: Month, service: ServiceId): Asked => ({
  service,
  provider: month.terms.ofBuilding.get(service)?.at(-1)?.state.provider ?? (0 as OrganizationId),
  account: NOBODY,
});

/** Hot water of the whole building, and the Gcal that heated it where they are counted. */
export function madeWater(month: Month): { heat: Exact | undefined; water: Exact } {
  const { volume, heat } = buildingMonthOf(month, "hot_water");
  if (volume) return { heat, water: volume };
  const { residential, nonResidential } = premisesVolumes(month, "hot_water");
  return { heat: undefined, water: plus(residential, nonResidential) };
}

/** Shows the gas and how it was divided. */
export function traceBoiler(
  month: Month,
  { fuel, heating, heat, water, waterHeat }: BoilerFuel,
  trace: Trace,
) {
  traceBuilding(month, "gas", trace);
  const all = `(${shown(heat)} + ${shown(waterHeat)})`;
  trace.step("fuel_of_water", `${shown(fuel)} × ${shown(waterHeat)} / ${all}`, shown(water), "m3");
  trace.step("fuel_of_heating", `${shown(fuel)} − ${shown(water)}`, shown(heating), "m3");
}
