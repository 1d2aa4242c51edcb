import { type Exact, exact, fromMillionths, ONE, plus, times, ZERO } from "#core/exact";
import { volumeOfYear } from "#modules/metering";
import type { FormulaCode, Trace } from "../model.ts";
import { buildingMonthOf, traceBuilding } from "./building-meters.ts";
import { improvementAt } from "./asked.ts";
import { metersOf } from "./premises-meters.ts";
import type { PremisesFrame } from "./frame.ts";
import {
  buildingHeatByNorm,
  evenPaymentShare,
  type HeatedBuilding,
  heatWithCommonPart,
  houseHeat,
  unmeteredHeat,
} from "./heating.ts";
import type { HeatingMonth, Month } from "./month.ts";
import { type Asked, valueAt, valuesOfMonth } from "./rates.ts";
import { sumOfSlices } from "./slices.ts";
import { traceMeters } from "./trace-meters.ts";
import { warnOfService } from "./warnings.ts";
import { shown } from "./workings.ts";

/**
 * Prepares the building's heat of the month: which formula serves it, its volume, and what the premises used
 * themselves. Undefined where nothing is due: out of season by norm, or where the norm is not set.
 */
export function heatingMonthOf(month: Month, asked: Asked, isEven: boolean): HeatingMonth | undefined {
  const season = isEven || inSeason(month, asked);
  const kind = month.frame.states.at(-1)?.state.kind ?? "apartments";
  if (kind === "house") return houses(month, asked, isEven, season);
  const measured = isEven ? evenBuildingVolume(month) : seasonBuildingVolume(month, season);
  if (measured) {
    if (measured.n === 0n && !season) return undefined;
    return apartments(month, measured, isEven);
  }
  if (month.frame.buildingMeters.has("heat") && season)
    warnOfService(month.frame.book, "charging.building_meter_missing", asked.service);
  if (!season) return undefined;
  const norm = normOf(month, asked);
  const evenShare = isEven ? evenShareOf(month, asked) : ONE;
  if (!norm || !evenShare) return undefined;
  return byNorm(month, { norm, evenShare, isEven });
}

/** A month is of the season when any of its days is: by norm the first and last months are paid whole. */
function inSeason(month: Month, asked: Asked): boolean {
  return valuesOfMonth(month.rates, asked, "heating_season").some(
    (span) => (span.state[0]?.value ?? 0n) > 0n,
  );
}

function seasonBuildingVolume(month: Month, season: boolean): Exact | undefined {
  const { volume, estimated } = buildingMonthOf(month, "heat");
  // A summer without a reading is not estimated from the winter.
  return estimated && !season ? ZERO : volume;
}

/** Decree 354 p. 42(1): the average month of the previous year by the building's meter. */
function evenBuildingVolume(month: Month): Exact | undefined {
  const meters = month.frame.buildingMeters.get("heat");
  if (!meters) return undefined;
  const year = volumeOfYear(meters, month.frame.readingsOf, month.frame.buildingMonth);
  return year && times(year, exact(1n, 12n));
}

function normOf(month: Month, asked: Asked): Exact | undefined {
  const norm = valueAt(
    month.rates,
    asked,
    "norm_area",
    month.frame.days - 1,
    improvementAt(month, month.frame.days - 1),
  );
  if (!norm) warnOfService(month.frame.book, "charging.norm_gap", asked.service, { parameter: "norm_area" });
  return norm && fromMillionths(norm.value);
}

function evenShareOf(month: Month, asked: Asked): Exact | undefined {
  const months = valueAt(month.rates, asked, "heating_months", month.frame.days - 1);
  if (!months)
    warnOfService(month.frame.book, "charging.norm_gap", asked.service, { parameter: "heating_months" });
  return months && evenPaymentShare(fromMillionths(months.value));
}

/** Formulas 2, 2(1); a house with its own heat meter pays by formula 1. */
function houses(month: Month, asked: Asked, isEven: boolean, season: boolean): HeatingMonth | undefined {
  const metered = month.frame.premises.some((of) => meterHeat(month, of) !== undefined);
  if (!metered && !season) return undefined;
  const norm = season ? normOf(month, asked) : ZERO;
  const evenShare = isEven ? evenShareOf(month, asked) : ONE;
  if (!metered && (!norm || !evenShare)) return undefined;
  return {
    formula: metered ? "1" : isEven ? "2(1)" : "2",
    basis: metered ? "meter" : "norm",
    volumeOf: (premises, trace) => {
      const own = meterHeat(month, premises, trace);
      if (own) return own;
      if (!premises.isConnected) return ZERO;
      return houseHeat({ area: premises.area, norm: norm ?? ZERO, evenShare: evenShare ?? ONE }, trace);
    },
  };
}

/** Formulas 2(3), 2(4): the building's norm takes the place of its meter. */
function byNorm(month: Month, of: { norm: Exact; evenShare: Exact; isEven: boolean }): HeatingMonth {
  const building = heatedBuilding(month);
  const volume = (trace?: Trace) =>
    buildingHeatByNorm({ norm: of.norm, totalArea: building.totalArea, evenShare: of.evenShare }, trace);
  return shared(month, {
    formula: of.isEven ? "2(4)" : "2(3)",
    basis: "norm",
    volume,
    own: (premises, trace) =>
      unmeteredHeat(
        { area: premises.area, connected: premises.isConnected, buildingVolume: volume(), building },
        trace,
      ),
  });
}

/** Formulas 3, 3(1), 3(3): by how many of the premises have meters of their own. */
function apartments(month: Month, buildingVolume: Exact, isEven: boolean): HeatingMonth {
  const building = heatedBuilding(month);
  const places = month.frame.premises.filter((of) => of.rooms.length === 0);
  const metered = places.filter((of) => meterHeat(month, of) !== undefined).length;
  const connected = places.filter((of) => of.isConnected).length;
  const formula: FormulaCode = metered === 0 ? "3" : metered >= connected ? "3(3)" : "3(1)";
  return shared(month, {
    formula,
    basis: "building_meter",
    volume: (trace) => {
      if (trace && !isEven) traceBuilding(month, "heat", trace);
      trace?.step("building_volume", isEven ? "/ 12" : "", shown(buildingVolume), "Gcal");
      return buildingVolume;
    },
    own: (premises, trace) =>
      meterHeat(month, premises, trace) ??
      unmeteredHeat(
        { area: premises.area, connected: premises.isConnected, buildingVolume, building },
        trace,
      ),
  });
}

interface SharedHeat {
  readonly formula: FormulaCode;
  readonly basis: HeatingMonth["basis"];
  readonly volume: (trace?: Trace) => Exact;
  readonly own: (premises: PremisesFrame, trace?: Trace) => Exact;
}

function shared(month: Month, of: SharedHeat): HeatingMonth {
  const { totalArea } = month.frame;
  const buildingVolume = of.volume();
  let sumOfOwn = ZERO;
  for (const premises of month.frame.premises)
    if (premises.rooms.length === 0) sumOfOwn = plus(sumOfOwn, of.own(premises));
  return {
    formula: of.formula,
    basis: of.basis,
    volumeOf: (premises, trace) => {
      if (trace) {
        of.volume(trace);
        trace.input("total_area", shown(totalArea), "m2");
        trace.input("common_property_area", shown(month.frame.commonPropertyArea), "m2");
        trace.input("disconnected_area", shown(month.frame.disconnectedArea), "m2");
        trace.input("area", shown(premises.area), "m2");
        trace.input("sum_of_own_heat", shown(sumOfOwn), "Gcal");
      }
      const own = of.own(premises, trace);
      return heatWithCommonPart({ own, area: premises.area, buildingVolume, sumOfOwn, totalArea }, trace);
    },
  };
}

/** A premises' own heat by its meters or their average; undefined where it has none that is believed. */
function meterHeat(month: Month, premises: PremisesFrame, trace?: Trace): Exact | undefined {
  if (!premises.meters.has("heat")) return undefined;
  const volumes = metersOf(month, premises, "heat");
  if (volumes.zones.length === 0) return undefined;
  if (trace) traceMeters(trace, volumes);
  let own = ZERO;
  for (const zone of volumes.zones) own = plus(own, sumOfSlices([...zone.metered, ...zone.estimated]));
  return own;
}

const heatedBuilding = (month: Month): HeatedBuilding => ({
  totalArea: month.frame.totalArea,
  commonPropertyArea: month.frame.commonPropertyArea,
  disconnectedArea: month.frame.disconnectedArea,
});
