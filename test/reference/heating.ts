import type { PremisesFacts } from "#modules/charging";
import type { Method } from "#modules/tariffs";
import { metered, SERVICE } from "./consumption.ts";
import {
  divide,
  type Fraction,
  fraction,
  isNought,
  multiply,
  NOUGHT,
  subtract,
  sum,
  add,
} from "./fraction.ts";
import {
  area,
  buildingState,
  commonArea,
  flatOf,
  type House,
  premisesState,
  remember,
  share,
  totalArea,
  wholes,
} from "./house.ts";
import { buildingMonthOfYear, buildingVolume, isBuildingRead } from "./meters.ts";
import { inForce } from "./values.ts";

/** S_i, its average by days, on the days on which it has radiators: 3(6) gives nought to the rest. */
function connectedArea(house: House, premises: PremisesFacts, day: string): Fraction {
  const of = flatOf(house, premises) ?? premises;
  return premisesState(of, day)?.heating === "central" ? area(house, premises) : NOUGHT;
}

const ask = (
  house: House,
  provider: number,
  parameter: "norm_area" | "heating_season" | "heating_months",
  day: string,
): Fraction =>
  inForce(house.facts, {
    service: SERVICE.HEATING,
    parameter,
    day,
    variant: buildingState(house, day)?.improvement ?? "",
    provider,
  }) ?? NOUGHT;

/** A month is of the season when any day of it is: by norm the first and last months are paid whole. */
const inSeason = (house: House, provider: number): boolean =>
  house.days.some((day) => !isNought(ask(house, provider, "heating_season", day)));

/** N of a day, with K = full months of heating / 12 where heat is paid through the year; nought out of season. */
function normOn(house: House, method: Method, provider: number, day: string): Fraction {
  const norm = ask(house, provider, "norm_area", day);
  if (method === "heating_even_year")
    return multiply(norm, divide(ask(house, provider, "heating_months", day), fraction(12)));
  return inSeason(house, provider) ? norm : NOUGHT;
}

/** Gcal of premises, by days: formulas 2 to 3(7). A volume that a meter found lies evenly on the month. */
export const heatByDays = (
  house: House,
  premises: PremisesFacts,
  method: Method,
  provider: number,
): Fraction[] =>
  remember(house, `heat ${premises.id} ${method} ${provider}`, () => {
    const norms = house.days.map((day) => normOn(house, method, provider, day));
    return buildingState(house, house.days[0] as string)?.kind === "house"
      ? ofHouse(house, premises, norms)
      : ofApartments(house, premises, method, provider, norms);
  });

/** Whether no meter says how much heat it was: of a house its own, of apartments the building's. */
export function isHeatByNorm(
  house: House,
  premises: PremisesFacts,
  method: Method,
  provider: number,
): boolean {
  if (buildingState(house, house.days[0] as string)?.kind === "house")
    return metered(house, premises, "heat") === undefined;
  return method === "heating_even_year"
    ? buildingMonthOfYear(house, "heat") === undefined
    : heatOfBuilding(house, inSeason(house, provider)) === undefined;
}

const evenly = (house: House, volume: Fraction): Fraction[] =>
  house.days.map(() => divide(volume, fraction(house.days.length)));

/** 2, 2(1): P = S × N × T, a day at a time; with a meter of its own by formula 1. */
function ofHouse(house: House, premises: PremisesFacts, norms: readonly Fraction[]): Fraction[] {
  const meters = metered(house, premises, "heat");
  const read = evenly(house, sum((meters?.pieces ?? []).map((piece) => piece.volume)));
  return house.days.map((day, i) => {
    const byNorm = divide(
      multiply(connectedArea(house, premises, day), norms[i] as Fraction),
      fraction(house.days.length),
    );
    return add(read[i] as Fraction, meters && meters.norm[i] === undefined ? NOUGHT : byNorm);
  });
}

/** P = (V_i + S_i × (V_Д − ΣV_i) / S_об) × T, V_Д by the building's meter (3) or N × S_об (2(3), 2(4)). */
function ofApartments(
  house: House,
  premises: PremisesFacts,
  method: Method,
  provider: number,
  norms: readonly Fraction[],
): Fraction[] {
  const isEven = method === "heating_even_year";
  const count = fraction(house.days.length);
  const total = totalArea(house);
  if (isNought(total)) return evenly(house, NOUGHT);
  const isSeason = isEven || inSeason(house, provider);
  const byMeter = isEven ? buildingMonthOfYear(house, "heat") : heatOfBuilding(house, isSeason);
  // Out of season nothing is due where the building used nothing.
  if (!isSeason && byMeter !== undefined && isNought(byMeter)) return evenly(house, NOUGHT);
  const building = byMeter ?? multiply(share(norms), total);
  const disconnected = subtract(
    total,
    sum(wholes(house).map((one) => share(house.days.map((day) => connectedArea(house, one, day))))),
  );
  const divisor = add(subtract(total, disconnected), commonArea(house));

  /** V_i: by the premises' own meter; for days without one, 3(6) and 3(7). */
  const own = (one: PremisesFacts): Fraction => {
    const meters = byMeter === undefined || isEven ? undefined : metered(house, one, "heat");
    const read = sum((meters?.pieces ?? []).map((piece) => piece.volume));
    const unread = house.days.filter((_, i) => !meters || meters.norm[i] !== undefined);
    if (isNought(divisor)) return read;
    const areaDays = divide(sum(unread.map((day) => connectedArea(house, one, day))), count);
    return add(read, divide(multiply(areaDays, building), divisor));
  };
  const ownOf = (one: PremisesFacts): Fraction => {
    const flat = flatOf(house, one);
    return flat
      ? divide(
          multiply(own(flat), area(house, one)),
          isNought(area(house, flat)) ? fraction(1) : area(house, flat),
        )
      : own(one);
  };
  const common = subtract(building, sum(wholes(house).map(own)));
  const volume = add(ownOf(premises), divide(multiply(area(house, premises), common), total));
  const allNorms = sum(norms);
  if (byMeter !== undefined || isNought(allNorms)) return evenly(house, volume);
  return norms.map((norm) => divide(multiply(volume, norm), allNorms));
}

/** V_Д of a month; a summer without a reading is not estimated from the winter. */
function heatOfBuilding(house: House, isSeason: boolean): Fraction | undefined {
  const volume = buildingVolume(house, "heat");
  const isEstimated = volume !== undefined && !isBuildingRead(house, "heat");
  return isEstimated && !isSeason ? NOUGHT : volume;
}
