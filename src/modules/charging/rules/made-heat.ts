import { type Exact, fromMillionths, over, times, toMillionths, ZERO } from "#core/exact";
import { BOILER, type ServiceTerms } from "#modules/tariffs";
import type { Trace } from "../model.ts";
import { askedFor } from "./asked.ts";
import { burnsForBoth, fuelOfBoiler, traceBoiler } from "./boiler-fuel.ts";
import { buildingMonthOf, traceBuilding } from "./building-meters.ts";
import type { PremisesFrame, Timed } from "./frame.ts";
import type { Month, Series } from "./month.ts";
import { POSITIONS_END, type Work } from "./pricing-work.ts";
import { valueAt, valuesOfMonth } from "./rates.ts";
import { sumWithin } from "./slices.ts";
import { serviceId } from "./terms.ts";
import { warnOfService } from "./warnings.ts";
import { shown } from "./workings.ts";

const GAS = serviceId("GAS");
const HEATING = serviceId("HEATING");

/** What the building's boiler burnt in the month, and the heat that it made of it. */
interface MadeHeat {
  /** m³ of gas by the building's own meter; of a boiler that heats water too, the part of heating. */
  readonly fuel: Exact;
  /** Gcal, more than nought: by the building's heat meter, else by the Gcal that a m³ gives. */
  readonly heat: Exact;
}

/** Undefined where the fuel was not counted, or nothing says how much heat it gave. */
function madeHeatOf(month: Month, trace?: Trace): MadeHeat | undefined {
  if (burnsForBoth(month)) {
    const boiler = fuelOfBoiler(month);
    if (!boiler || boiler.heating.n <= 0n) return undefined;
    if (trace) traceBoiler(month, boiler, trace);
    return { fuel: boiler.heating, heat: boiler.heat };
  }
  const { volume: fuel } = buildingMonthOf(month, "gas");
  if (!fuel || fuel.n <= 0n) return undefined;
  if (trace) traceBuilding(month, "gas", trace);
  const counted = buildingMonthOf(month, "heat").volume;
  const heat = counted && counted.n > 0n ? counted : byFuel(month, fuel);
  return heat && heat.n > 0n ? { fuel, heat } : undefined;
}

function byFuel(month: Month, fuel: Exact): Exact | undefined {
  const last = month.frame.days - 1;
  const asked = { service: HEATING, provider: month.frame.facts.organization, account: NOBODY };
  const perM3 = valueAt(month.rates, asked, "heat_per_m3", last);
  return perM3 && times(fuel, fromMillionths(perM3.value));
}
const NOBODY = 0 as Parameters<typeof valueAt>[1]["account"];

/**
 * The heat that the building's own boiler made, a premises' part of it.
 *
 * Law       Decree 354, annex 2, formula 18:  P_i = V_fuel × T_fuel × S_i / S_total: by the area of all premises,
 *           with radiators or without
 * Practice  the fuel is gas, by the building's own gas meter; heat is printed in Gcal, by the building's heat meter or
 *           by what a m³ of gas gives, and priced at V_fuel × T_fuel / Gcal, so that the sum does not depend on it. A
 *           boiler that heats the building's water too burns a part of the gas for that (p. 54, `boiler-fuel.ts`)
 * Gives     Gcal evenly on the month; nothing, with a warning, where the fuel or its heat is not known, and nothing
 *           where no fuel was burnt
 */
export function madeHeatSeries(month: Month, premises: PremisesFrame, trace?: Trace): readonly Series[] {
  const { totalArea, days } = month.frame;
  if (totalArea.n <= 0n) {
    warnOfService(month.frame.book, "charging.building_area_zero", HEATING);
    return [];
  }
  const made = madeHeatOf(month, trace);
  if (!made) {
    if (!isNothingBurnt(month)) warnOfService(month.frame.book, "charging.made_heat_unknown", HEATING);
    return [];
  }
  const volume = over(times(made.heat, premises.area), totalArea);
  trace?.input("area", shown(premises.area), "m2");
  trace?.input("total_area", shown(totalArea), "m2");
  trace?.step(
    "volume",
    `${shown(made.heat)} × ${shown(premises.area)} / ${shown(totalArea)}`,
    shown(volume),
    "Gcal",
  );
  return [
    {
      zone: 0,
      digit: 0,
      basis: "building_meter",
      formula: "18",
      multiplied: false,
      slices: [{ from: 0, to: days, volume }],
    },
  ];
}

/** It is known that the rooms were not heated: no gas, or all of it for the water. */
const isNothingBurnt = (month: Month): boolean =>
  burnsForBoth(month)
    ? fuelOfBoiler(month)?.heating.n === 0n
    : buildingMonthOf(month, "gas").volume?.n === 0n;

/** Prices a Gcal at what its fuel costs, by the days on which each rate of gas is in force. */
export function pricedAsMadeHeat(work: Work, spans: readonly Timed<ServiceTerms>[]): void {
  const { month, account, series, trace } = work;
  const made = madeHeatOf(month) ?? { fuel: ZERO, heat: ZERO };
  const last = month.frame.days - 1;
  let position = -1;
  for (const { from, to, state } of spans)
    for (const rate of valuesOfMonth(month.rates, askedFor(month, account, GAS, last), "rate", BOILER)) {
      const start = Math.max(from, rate.from);
      const end = Math.min(to, rate.to);
      if (start >= end) continue;
      position++;
      const value = rate.state[0];
      if (!value || made.heat.n <= 0n) {
        warnOfService(month.frame.book, "charging.made_heat_unknown", work.service);
        continue;
      }
      const price = over(times(made.fuel, fromMillionths(value.value)), made.heat);
      trace?.step(
        "price_per_gcal",
        `${shown(made.fuel)} × ${shown(fromMillionths(value.value))} / ${shown(made.heat)}`,
        shown(price),
        "rub",
      );
      const volume = sumWithin(series.slices, start, end);
      const cost = times(volume, price);
      work.drafts.push({
        account,
        service: work.service,
        provider: state.provider,
        part: Math.min(position, POSITIONS_END) * 10,
        kind: "charge",
        basis: series.basis,
        formula: "18",
        volume,
        rate: toMillionths(price),
        cost,
      });
      trace?.step("cost", "", shown(cost), "rub");
    }
  if (position < 0) warnOfService(month.frame.book, "charging.made_heat_unknown", work.service);
}
