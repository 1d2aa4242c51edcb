import { type Exact, exact, fromMillionths, ONE, plus, times, ZERO } from "#core/exact";
import { type Slice, volumeOfYear } from "#modules/metering";
import type { FormulaCode, Trace } from "../model.ts";
import { buildingMonthOf, traceBuilding } from "./building-meters.ts";
import { improvementAt } from "./asked.ts";
import { metersOf } from "./premises-meters.ts";
import { connectedArea, type PremisesFrame } from "./frame.ts";
import {
  buildingHeatByNorm,
  evenPaymentShare,
  type HeatedBuilding,
  heatWithCommonPart,
  houseHeat,
  unmeteredHeat,
} from "./heating.ts";
import type { HeatingMonth, Month } from "./month.ts";
import { byDays } from "./norm.ts";
import { type Asked, valueAt, valuesOfMonth } from "./rates.ts";
import { sumOfSlices, within } from "./slices.ts";
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
  const norm = normOf(month, asked, isEven);
  return norm && byNorm(month, norm, isEven);
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

/** The norm of a square metre, and where payment is even K: of the days from one change to the next. */
interface NormDays {
  readonly from: number;
  readonly to: number;
  readonly norm: Exact;
  readonly evenShare: Exact;
}

/** Undefined where either is not set through the whole month. */
function normOf(month: Month, asked: Asked, isEven: boolean): readonly NormDays[] | undefined {
  const { book } = month.frame;
  const parts: NormDays[] = [];
  for (const { from, to } of heatingParts(month, asked)) {
    const norm = valueAt(month.rates, asked, "norm_area", from, improvementAt(month, from));
    const months = isEven ? valueAt(month.rates, asked, "heating_months", from) : undefined;
    if (!norm) warnOfService(book, "charging.norm_gap", asked.service, { parameter: "norm_area" });
    if (isEven && !months)
      warnOfService(book, "charging.norm_gap", asked.service, { parameter: "heating_months" });
    if (!norm || (isEven && !months)) continue;
    const evenShare = months ? evenPaymentShare(fromMillionths(months.value)) : ONE;
    parts.push({ from, to, norm: fromMillionths(norm.value), evenShare });
  }
  return parts.length === 0 ? undefined : parts;
}

function heatingParts(month: Month, asked: Asked): { from: number; to: number }[] {
  const cuts = new Set<number>([0]);
  const improvements = new Set(month.frame.states.map(({ state }) => state.improvement));
  if (improvements.size > 1) for (const { from } of month.frame.states) cuts.add(from);
  for (const variant of improvements.size > 0 ? improvements : [""])
    for (const { from } of valuesOfMonth(month.rates, asked, "norm_area", variant)) cuts.add(from);
  for (const { from } of valuesOfMonth(month.rates, asked, "heating_months")) cuts.add(from);
  const begins = [...cuts].sort((a, b) => a - b);
  return begins.map((from, i) => ({ from, to: begins[i + 1] ?? month.frame.days }));
}

/** A month's volume by the norm of each part of the month, on the days of that part. */
const slicesByNorm = (
  month: Month,
  parts: readonly NormDays[],
  volumeOf: (part: NormDays) => Exact,
): readonly Slice[] =>
  parts.map((part) => ({
    from: part.from,
    to: part.to,
    volume: byDays(volumeOf(part), part.to - part.from, month.frame.days),
  }));

/** The days of each part on which the premises has radiators. */
const withRadiators = (parts: readonly NormDays[], { connected }: PremisesFrame): NormDays[] =>
  parts.flatMap((part) =>
    connected.flatMap((span) => {
      const from = Math.max(part.from, span.from);
      const to = Math.min(part.to, span.to);
      return from < to ? [{ ...part, from, to }] : [];
    }),
  );

/** Formulas 2, 2(1); a house with its own heat meter pays by formula 1. */
function houses(month: Month, asked: Asked, isEven: boolean, season: boolean): HeatingMonth | undefined {
  const metered = month.frame.premises.some((of) => meterHeat(month, of) !== undefined);
  if (!metered && !season) return undefined;
  const norm = season ? normOf(month, asked, isEven) : [];
  if (!norm && !metered) return undefined;
  const byNorm = { formula: isEven ? "2(1)" : "2", basis: "norm" } as const;
  return {
    ...byNorm,
    foundFor: (premises) =>
      meterHeat(month, premises) === undefined ? byNorm : { formula: "1", basis: "meter" },
    slicesOf: (premises, trace) => {
      const own = meterHeat(month, premises, trace);
      const normed = slicesByNorm(month, withRadiators(norm ?? [], premises), (part) =>
        houseHeat({ area: premises.area, norm: part.norm, evenShare: part.evenShare }, trace),
      );
      if (!own) return normed;
      // The norm of the days on which the meter did not count yet, or no more.
      const before = own.unread.flatMap(({ from, to }) => within(normed, from, to, ONE));
      return [{ from: 0, to: month.frame.days, volume: own.volume }, ...before];
    },
  };
}

/** Formulas 2(3), 2(4): the building's norm takes the place of its meter. */
function byNorm(month: Month, parts: readonly NormDays[], isEven: boolean): HeatingMonth {
  const prepared = parts.map((part) => ({ part, heat: heatByNorm(month, part) }));
  return {
    formula: isEven ? "2(4)" : "2(3)",
    basis: "norm",
    slicesOf: (premises, trace) =>
      prepared.map(({ part: { from, to }, heat }) => ({
        from,
        to,
        volume: byDays(heat(premises, trace), to - from, month.frame.days),
      })),
  };
}

function heatByNorm(month: Month, of: NormDays): HeatOfMonth {
  const building = heatedBuilding(month);
  const volume = (trace?: Trace) =>
    buildingHeatByNorm({ norm: of.norm, totalArea: building.totalArea, evenShare: of.evenShare }, trace);
  return shared(month, {
    volume,
    own: (premises, trace) =>
      unmeteredHeat(
        { area: connectedArea(premises, month.frame.days), buildingVolume: volume(), building },
        trace,
      ),
  });
}

/** Formulas 3, 3(1), 3(3): by how many of the premises have meters of their own. */
function apartments(month: Month, buildingVolume: Exact, isEven: boolean): HeatingMonth {
  const building = heatedBuilding(month);
  const places = month.frame.premises.filter((of) => of.rooms.length === 0);
  const metered = places.filter((of) => meterHeat(month, of) !== undefined).length;
  const connected = places.filter((of) => of.connected.length > 0).length;
  const formula: FormulaCode = metered === 0 ? "3" : metered >= connected ? "3(3)" : "3(1)";
  const heat = shared(month, {
    volume: (trace) => {
      if (trace && !isEven) traceBuilding(month, "heat", trace);
      trace?.step("building_volume", isEven ? "/ 12" : "", shown(buildingVolume), "Gcal");
      return buildingVolume;
    },
    own: (premises, trace) => {
      const own = meterHeat(month, premises, trace);
      if (own && own.unread.length === 0) return own.volume;
      // 3(7), where there is a meter for the days on which it did not count yet, or no more.
      const area = connectedArea(premises, month.frame.days, own?.unread);
      const byArea = unmeteredHeat({ area, buildingVolume, building }, trace);
      return own ? plus(own.volume, byArea) : byArea;
    },
  });
  return {
    formula,
    basis: "building_meter",
    slicesOf: (premises, trace) => [{ from: 0, to: month.frame.days, volume: heat(premises, trace) }],
  };
}

/** What a premises answers for of a building's month. */
type HeatOfMonth = (premises: PremisesFrame, trace?: Trace) => Exact;

interface SharedHeat {
  readonly volume: (trace?: Trace) => Exact;
  readonly own: (premises: PremisesFrame, trace?: Trace) => Exact;
}

function shared(month: Month, of: SharedHeat): HeatOfMonth {
  const { totalArea } = month.frame;
  const buildingVolume = of.volume();
  let sumOfOwn = ZERO;
  for (const premises of month.frame.premises)
    if (premises.rooms.length === 0) sumOfOwn = plus(sumOfOwn, of.own(premises));
  return (premises, trace) => {
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
  };
}

/**
 * A premises' own heat by its meters or their average, and the days that these do not cover; undefined where it has
 * none that is believed.
 */
function meterHeat(
  month: Month,
  premises: PremisesFrame,
  trace?: Trace,
): { volume: Exact; unread: readonly { from: number; to: number }[] } | undefined {
  if (!premises.meters.has("heat")) return undefined;
  const volumes = metersOf(month, premises, "heat");
  if (volumes.zones.length === 0) return undefined;
  if (trace) traceMeters(trace, volumes);
  let own = ZERO;
  for (const zone of volumes.zones) own = plus(own, sumOfSlices([...zone.metered, ...zone.estimated]));
  return { volume: own, unread: volumes.norm };
}

const heatedBuilding = (month: Month): HeatedBuilding => ({
  totalArea: month.frame.totalArea,
  commonPropertyArea: month.frame.commonPropertyArea,
  disconnectedArea: month.frame.disconnectedArea,
});
