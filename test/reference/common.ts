import type { PremisesFacts } from "#modules/charging";
import type { Method, Resource } from "#modules/tariffs";
import { usedBy, volumeOf } from "./consumption.ts";
import {
  add,
  divide,
  type Fraction,
  isNought,
  larger,
  less,
  minus,
  multiply,
  NOUGHT,
  negative,
  ofMillionths,
  roundTo,
  smaller,
  subtract,
  sum,
} from "./fraction.ts";
import { area, buildingState, type House, persons, share, totalArea, wholes } from "./house.ts";
import { buildingVolume } from "./meters.ts";
import { inForce } from "./values.ts";

export const COMMON_RESOURCES: Readonly<Record<number, Resource>> = {
  2: "cold_water",
  3: "hot_water",
  5: "electricity",
  29: "cold_water",
  30: "hot_water",
  31: "electricity",
};
const SOI_COLD_WATER = 2;
const SOI_HOT_WATER = 3;
export const SOI_SEWERAGE = 4;
const HOT_WATER = 21;

/** Formula 15: N × S_ои, by days. */
function normVolume(house: House, service: number, provider: number): Fraction {
  return share(
    house.days.map((day) => {
      const state = buildingState(house, day);
      const norm = inForce(house.facts, {
        service,
        parameter: "norm_common",
        day,
        variant: state?.improvement ?? "",
        provider,
      });
      return multiply(norm ?? NOUGHT, ofMillionths(state?.commonPropertyArea ?? 0n));
    }),
  );
}

/** Formulas 11 and 12: the building's meter less all premises, less what was made into hot water; absent without it. */
function remainder(house: House, resource: Resource): Fraction | undefined {
  const building = buildingVolume(house.facts, resource, resource === "hot_water" ? [0] : undefined);
  if (building === undefined) return undefined;
  const premises = sum(wholes(house).map((one) => volumeOf(house, one, resource)));
  const isMadeHere = house.facts.terms.some((of) => of.service === HOT_WATER && of.method === "hot_water_made");
  const made = resource === "cold_water" && isMadeHere ? hotWaterMade(house) : NOUGHT;
  return subtract(subtract(building, premises), made);
}

/** Hot water of the whole building, by its meter, else by all premises. */
export const hotWaterMade = (house: House): Fraction =>
  buildingVolume(house.facts, "hot_water", [0]) ??
  sum(wholes(house).map((one) => volumeOf(house, one, "hot_water")));

export type CommonBasis = "10" | "15" | "47" | "soi.meter" | "soi.norm" | "none";

/** What the building used in common of a service, and how it was found. */
export function commonVolume(
  house: House,
  service: number,
  method: Method,
  provider: number,
): { volume: Fraction; by: CommonBasis } {
  const resource = COMMON_RESOURCES[service];
  if (!resource) return { volume: NOUGHT, by: "none" };
  const norm = normVolume(house, service, provider);
  if (method === "common_property_norm") return { volume: norm, by: "soi.norm" };
  const rest = remainder(house, resource);
  if (method === "common_property_meter") {
    if (rest === undefined) return { volume: norm, by: "soi.norm" };
    const carried = sum(
      house.facts.carried.filter((of) => of.service === service).map((of) => ofMillionths(of.volume)),
    );
    return { volume: larger(NOUGHT, add(rest, carried)), by: "soi.meter" };
  }
  if (rest === undefined) return { volume: norm, by: "15" };
  if (negative(rest)) return { volume: rest, by: "47" };
  // p. 44: what a managing company bills goes up to the norm; a supplier bills all.
  return { volume: provider === house.facts.organization ? smaller(rest, norm) : rest, by: "10" };
}

/** Formulas 10 and 17: the share of premises, to three decimals; p. 47: what is returned to them. */
export function commonShare(
  house: House,
  premises: PremisesFacts,
  service: number,
  method: Method,
  provider: number,
): { volume: Fraction; by: CommonBasis } {
  if (service === SOI_SEWERAGE) {
    const parts = [SOI_COLD_WATER, SOI_HOT_WATER].map((water) => {
      const terms = house.facts.terms.find((of) => of.service === water && of.account === 0);
      return terms ? commonShare(house, premises, water, terms.method, terms.provider).volume : NOUGHT;
    });
    return { volume: sum(parts), by: "soi.meter" };
  }
  const { volume, by } = commonVolume(house, service, method, provider);
  if (by === "47") return { volume: minus(returned(house, premises, service, minus(volume))), by };
  const total = totalArea(house);
  if (isNought(total)) return { volume: NOUGHT, by };
  return { volume: roundTo(3, divide(multiply(volume, area(house, premises)), total)), by };
}

/** p. 47: by persons, no volume below nought. */
function returned(house: House, premises: PremisesFacts, service: number, volume: Fraction): Fraction {
  const resource = COMMON_RESOURCES[service] as Resource;
  const all = sum(house.facts.premises.map((one) => persons(house, one)));
  if (isNought(all)) return NOUGHT;
  const part = divide(multiply(volume, persons(house, premises)), all);
  const used = sum(usedBy(house, premises, resource).map((of) => of.volume));
  return roundTo(3, larger(NOUGHT, less(used, part) ? used : part));
}

