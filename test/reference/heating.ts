import type { PremisesFacts } from "#modules/charging";
import type { Method } from "#modules/tariffs";
import { metered, SERVICE } from "./consumption.ts";
import { divide, type Fraction, fraction, isNought, multiply, NOUGHT, subtract, sum, add } from "./fraction.ts";
import { areaOn, buildingState, commonArea, flatOf, type House, premisesState, share, totalArea, wholes } from "./house.ts";
import { buildingMonthOfYear, buildingVolume } from "./meters.ts";
import { inForce } from "./values.ts";

/** The part of S_i that has radiators: 3(6) gives nought to the rest. */
function connectedArea(house: House, premises: PremisesFacts, day: string): Fraction {
  const of = flatOf(house, premises) ?? premises;
  return premisesState(of, day)?.heating === "central" ? areaOn(house, premises, day) : NOUGHT;
}

/** N of a day, with K = full months of heating / 12 where heat is paid through the year; nought out of season. */
function normOn(house: House, method: Method, provider: number, day: string): Fraction {
  const ask = (parameter: "norm_area" | "heating_season" | "heating_months", on: string) =>
    inForce(house.facts, {
      service: SERVICE.HEATING,
      parameter,
      day: on,
      variant: buildingState(house, day)?.improvement ?? "",
      provider,
    });
  const norm = ask("norm_area", day) ?? NOUGHT;
  if (method === "heating_even_year")
    return multiply(norm, divide(ask("heating_months", day) ?? NOUGHT, fraction(12)));
  // In the first and last month of the season the norm is for the whole month.
  const isSeason = house.days.some((one) => !isNought(ask("heating_season", one) ?? NOUGHT));
  return isSeason ? norm : NOUGHT;
}

export type HeatFormula = "2" | "2(1)" | "2(3)" | "2(4)" | "3";

/** Gcal of premises, by days: formulas 2 to 3(7). */
export function heatByDays(
  house: House,
  premises: PremisesFacts,
  method: Method,
  provider: number,
): { days: Fraction[]; formula: HeatFormula } {
  const isEven = method === "heating_even_year";
  const count = fraction(house.days.length);
  const norms = house.days.map((day) => normOn(house, method, provider, day));
  if (buildingState(house, house.days[0] as string)?.kind === "house")
    return {
      formula: isEven ? "2(1)" : "2",
      days: house.days.map((day, i) =>
        divide(multiply(connectedArea(house, premises, day), norms[i] as Fraction), count),
      ),
    };

  const byMeter = isEven ? buildingMonthOfYear(house.facts, "heat") : buildingVolume(house.facts, "heat");
  const total = totalArea(house);
  const building = byMeter ?? multiply(share(norms), total);
  const connected = sum(
    wholes(house).map((one) => share(house.days.map((day) => connectedArea(house, one, day)))),
  );
  const disconnected = subtract(total, connected);
  const divisor = add(subtract(total, disconnected), commonArea(house));

  /** V_i: the premises' own meter, else 3(6) and 3(7). */
  const own = (one: PremisesFacts): Fraction[] => {
    const meters = byMeter === undefined || isEven ? undefined : metered(house, one, "heat");
    return house.days.map((day, i) => {
      const said = meters?.[i];
      if (said && said.norm === undefined) return sum(said.volumes.map((of) => of.volume));
      return isNought(divisor)
        ? NOUGHT
        : divide(multiply(connectedArea(house, one, day), building), multiply(divisor, count));
    });
  };
  const sumOfOwn = sum(wholes(house).flatMap(own));
  const common = subtract(building, sumOfOwn);
  const ownDays = own(premises);
  return {
    formula: byMeter === undefined ? (isEven ? "2(4)" : "2(3)") : "3",
    days: house.days.map((day, i) =>
      add(
        ownDays[i] as Fraction,
        isNought(total) ? NOUGHT : divide(multiply(areaOn(house, premises, day), common), multiply(total, count)),
      ),
    ),
  };
}
