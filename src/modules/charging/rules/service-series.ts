import { type Exact, exact, minus, ONE, plus, times, ZERO } from "#core/exact";
import type { ServiceId } from "#core/ids";
import type { Slice } from "#modules/metering";
import type { Method } from "#modules/tariffs";
import type { PremisesState, Trace } from "../model.ts";
import { areaVolume, pointVolume } from "./area.ts";
import { commonMonthOf, type CommonTerms } from "./common-month.ts";
import { askedFor, improvementAt } from "./asked.ts";
import { consumedVolume, consumptionOf } from "./consumption.ts";
import type { AccountFrame } from "./frame.ts";
import { heatingMonthOf } from "./heating-month.ts";
import { heldBy, monthSlice, weightOf } from "./holdings.ts";
import { hotWaterHeat } from "./hot-water.ts";
import { madeHeatSeries } from "./made-heat.ts";
import type { Month, Series } from "./month.ts";
import { byDays } from "./norm.ts";
import { valueAt, valuesOfMonth } from "./rates.ts";
import { premisesSegments, segmentsOf } from "./segments.ts";
import { sewageVolume } from "./sewerage.ts";
import { sumOfSlices, within } from "./slices.ts";
import { SERVICE_BY_ID, serviceId } from "./terms.ts";
import { warnOfAccount, warnOfService } from "./warnings.ts";
import { shown, shownMillionths, sourceOf } from "./workings.ts";
import { wasteByArea, wasteByPersons } from "./waste.ts";

const RENT = serviceId("RENT");
const HEATING = serviceId("HEATING");
const CAPITAL_REPAIR = serviceId("CAPITAL_REPAIR");
const HOT_WATER_WATER = serviceId("HOT_WATER_WATER");

const NOTHING_DUE: readonly Series[] = [];

/** The volumes of one service for one account, by the method that its terms name. Nothing where nothing is due. */
export function seriesOf(
  month: Month,
  account: AccountFrame,
  terms: CommonTerms,
  trace?: Trace,
): readonly Series[] {
  const { service, method } = terms;
  switch (method) {
    case "area":
      return byArea(month, account, terms, trace);
    case "fixed":
      return fixed(month, account, trace);
    case "individual":
    case "individual_social_norm":
    case "gas":
    case "hot_water_made":
      return individual(month, account, service, method, trace);
    case "hot_water_heat":
      return heatOfWater(month, account, service, trace);
    case "sewerage_sum":
      return sewerage(month, account, service, trace);
    case "heating_season":
    case "heating_even_year":
      return heating(month, account, service, method, trace);
    case "heating_made":
      return madeHere(month, account, service, trace);
    case "waste_persons":
      return wastePersons(month, account, service, trace);
    case "waste_area":
      return wasteArea(month, account, service, trace);
    case "common_needs":
    case "common_property_meter":
    case "common_property_norm":
      return common(month, account, terms, trace);
    default:
      return unknownMethod(method);
  }
}

/** A method without a branch above does not compile. */
const unknownMethod = (method: never): never => {
  throw new Error(`no such method: ${String(method)}`);
};

function one(
  basis: Series["basis"],
  formula: Series["formula"],
  slices: readonly Slice[],
): readonly Series[] {
  return slices.length === 0
    ? NOTHING_DUE
    : [{ zone: 0, digit: 0, basis, formula, multiplied: false, slices }];
}

function byArea(month: Month, account: AccountFrame, terms: CommonTerms, trace?: Trace): readonly Series[] {
  const { service } = terms;
  const { premises } = account;
  if (service === CAPITAL_REPAIR && month.frame.states.at(-1)?.state.dilapidated === true) return NOTHING_DUE;
  const daysInMonth = month.frame.days;
  const slices: Slice[] = [];
  if (premises.states.length === 0)
    warnOfAccount(month.frame.book, "charging.area_zero", account.facts.id, service);
  for (const { from, to, state } of premises.states) {
    if (!owes(service, state)) continue;
    if (state.totalArea === 0n)
      warnOfAccount(month.frame.book, "charging.area_zero", account.facts.id, service);
    slices.push({
      from,
      to,
      volume: areaVolume({ area: countedArea(state, terms), days: to - from, daysInMonth }, trace),
    });
  }
  const held = heldBy(account, slices);
  traceHeld(month, account, held, trace);
  return one("area", "area", held);
}

/** The heated area is asked for by a calculation method; there is one area of a premises on record. */
const countedArea = (state: PremisesState, { calculation }: CommonTerms): bigint =>
  calculation?.area === "heated" && state.heating !== "central" ? 0n : state.totalArea;

/** Rent is the tenants' of municipal stock, capital repair the owners' (ЖК РФ art. 156, 169). */
function owes(service: ServiceId, state: PremisesState): boolean {
  if (service === RENT) return state.ownership === "municipal";
  if (service === CAPITAL_REPAIR) return state.ownership === "private";
  return true;
}

function fixed(month: Month, account: AccountFrame, trace?: Trace): readonly Series[] {
  const daysInMonth = month.frame.days;
  const whole = pointVolume({ days: daysInMonth, daysInMonth });
  const held = heldBy(account, [{ from: 0, to: daysInMonth, volume: whole }]);
  if (trace) pointVolume({ days: account.to - account.from, daysInMonth }, trace);
  traceHeld(month, account, held, trace);
  return one("fixed", "fixed", held);
}

function individual(
  month: Month,
  account: AccountFrame,
  service: ServiceId,
  method: Method,
  trace?: Trace,
): readonly Series[] {
  const resource = SERVICE_BY_ID.get(service)?.resource;
  if (!resource) {
    warnOfService(month.frame.book, "charging.method_unsuitable", service, { method });
    return NOTHING_DUE;
  }
  const series = consumptionOf(month, account, resource, trace);
  if (method === "hot_water_made")
    return series.map((of) => ({ ...of, formula: "20" as const, multiplied: false }));
  if (service !== HOT_WATER_WATER) return series;
  return series.map((of) => (of.formula === "1" ? { ...of, formula: "23.water" as const } : of));
}

function heatOfWater(
  month: Month,
  account: AccountFrame,
  service: ServiceId,
  trace?: Trace,
): readonly Series[] {
  const water = consumptionOf(month, account, "hot_water", trace);
  if (water.length === 0) return NOTHING_DUE;
  const last = month.frame.days - 1;
  const norms = valuesOfMonth(
    month.rates,
    askedFor(month, account, service, last),
    "heat_per_m3",
    improvementAt(month, last),
  ).flatMap(({ from, to, state }) => (state[0] ? [{ from, to, norm: state[0] }] : []));
  if (norms.length === 0) {
    warnOfService(month.frame.book, "charging.norm_gap", service, { parameter: "heat_per_m3" });
    return NOTHING_DUE;
  }
  // A norm that changes in mid-month has its own water, and its own Gcal.
  return water.map((of) => ({
    ...of,
    formula: "23.heat",
    multiplied: false,
    slices: norms.flatMap(({ from, to, norm }) => {
      const slices = norms.length === 1 ? of.slices : within(of.slices, from, to, ONE);
      if (slices.length === 0) return [];
      trace?.input("heat_per_m3", shownMillionths(norm.value), "Gcal", sourceOf(norm));
      return spreadLike(slices, hotWaterHeat({ volume: sumOfSlices(slices), heatPerM3: norm.value }, trace));
    }),
  }));
}

/** Spreads a rounded total over the days as the given slices are spread; the last takes the rest. */
function spreadLike(slices: readonly Slice[], total: Exact): readonly Slice[] {
  const only = slices[0];
  if (only && slices.length === 1) return [{ ...only, volume: total }];
  const sum = sumOfSlices(slices);
  let left = total;
  return slices.map((slice, i) => {
    const part =
      i === slices.length - 1 || sum.n === 0n
        ? left
        : times(total, exact(slice.volume.n * sum.d, slice.volume.d * sum.n));
    left = minus(left, part);
    return { ...slice, volume: part };
  });
}

function sewerage(month: Month, account: AccountFrame, service: ServiceId, trace?: Trace): readonly Series[] {
  const { premises } = account;
  const hasMeter = (of: typeof premises): boolean =>
    of.meters.has("cold_water") || of.meters.has("hot_water");
  const ownMeter = premises.meters.has("sewerage") || premises.flat?.meters.has("sewerage") === true;
  const waterMetered = hasMeter(premises) || (premises.flat !== undefined && hasMeter(premises.flat));
  if (ownMeter || (!waterMetered && hasNorm(month, account, service)))
    return consumptionOf(month, account, "sewerage", trace);
  const cold = consumptionOf(month, account, "cold_water", trace);
  const hot = suppliesHotWater(month, premises)
    ? consumptionOf(month, account, "hot_water", trace)
    : NOTHING_DUE;
  if (cold.length === 0 && hot.length === 0) return NOTHING_DUE;
  if (trace) {
    sewageVolume(
      {
        cold: consumedVolume(month, account, "cold_water"),
        hot: hot.length === 0 ? ZERO : consumedVolume(month, account, "hot_water"),
      },
      trace,
    );
  }
  // A meter that counted nothing on the account's days says nothing of how its sewage was found.
  const counted = [...cold, ...hot].filter((of) => sumOfSlices(of.slices).n !== 0n);
  const bases = (counted.length > 0 ? counted : [...cold, ...hot]).map((of) => of.basis);
  const basis = bases.includes("average") ? "average" : bases.includes("meter") ? "meter" : "norm";
  return one(
    basis,
    "sewerage",
    [...cold, ...hot].flatMap((of) => of.slices),
  );
}

/** Where flats heat their own water, all of it came cold: there is no hot volume to ask a norm for. */
function suppliesHotWater(month: Month, premises: AccountFrame["premises"]): boolean {
  const hotMeter = premises.meters.has("hot_water") || premises.flat?.meters.has("hot_water") === true;
  return hotMeter || month.terms.services.some((service) => HOT_WATER_SERVICES.has(service));
}
const HOT_WATER_SERVICES: ReadonlySet<ServiceId> = new Set(["HOT_WATER", "HOT_WATER_WATER"].map(serviceId));

function hasNorm(month: Month, account: AccountFrame, service: ServiceId): boolean {
  const at = month.frame.days - 1;
  return (
    valueAt(month.rates, askedFor(month, account, service, at), "norm", at, improvementAt(month, at)) !==
    undefined
  );
}

function heating(
  month: Month,
  account: AccountFrame,
  service: ServiceId,
  method: Method,
  trace?: Trace,
): readonly Series[] {
  // One heating system serves the building: its month is prepared once, for the first account that asks.
  month.heating ??= {
    of: heatingMonthOf(
      month,
      askedFor(month, account, service, month.frame.days - 1),
      method === "heating_even_year",
    ),
  };
  const prepared = month.heating.of;
  if (!prepared) return NOTHING_DUE;
  if (account.premises.rooms.length > 0) return NOTHING_DUE;
  const held = heldBy(account, prepared.slicesOf(account.premises, trace));
  traceHeld(month, account, held, trace);
  const { basis, formula } = prepared.foundFor?.(account.premises) ?? prepared;
  return one(basis, formula, held);
}

function madeHere(month: Month, account: AccountFrame, service: ServiceId, trace?: Trace): readonly Series[] {
  if (service !== HEATING) {
    warnOfService(month.frame.book, "charging.method_unsuitable", service, { method: "heating_made" });
    return NOTHING_DUE;
  }
  if (account.premises.rooms.length > 0) return NOTHING_DUE;
  return madeHeatSeries(month, account.premises, trace).map((of) => {
    const held = heldBy(account, of.slices);
    traceHeld(month, account, held, trace);
    return { ...of, slices: held };
  });
}

function wastePersons(
  month: Month,
  account: AccountFrame,
  service: ServiceId,
  trace?: Trace,
): readonly Series[] {
  if (account.premises.isNonResidential) return NOTHING_DUE;
  const slices: Slice[] = [];
  let counted = false;
  for (const { from, to, persons } of segmentsOf(month, account, 0, month.frame.days)) {
    const asked = askedFor(month, account, service, from);
    const norm = valueAt(month.rates, asked, "norm_year", from, improvementAt(month, from));
    if (!norm) {
      warnOfService(month.frame.book, "charging.norm_gap", service, { parameter: "norm_year" });
      continue;
    }
    counted ||= persons > 0;
    trace?.input("norm_year", shownMillionths(norm.value), "m3", sourceOf(norm));
    const whole = wasteByPersons({ persons: exact(BigInt(persons)), normYear: norm.value }, trace);
    traceDays(month, from, to, trace);
    slices.push({ from, to, volume: byDays(whole, to - from, month.frame.days) });
  }
  if (slices.length > 0 && !counted && !account.premises.inhabited)
    warnOfAccount(month.frame.book, "charging.nobody_counted", account.facts.id, service);
  return one("norm", "9(1)", slices);
}

function wasteArea(
  month: Month,
  account: AccountFrame,
  service: ServiceId,
  trace?: Trace,
): readonly Series[] {
  const slices: Slice[] = [];
  for (const { from, to, premises } of premisesSegments(month, account.premises)) {
    const asked = askedFor(month, account, service, from);
    const norm = valueAt(month.rates, asked, "norm_area", from, improvementAt(month, from));
    if (!norm) {
      warnOfService(month.frame.book, "charging.norm_gap", service, { parameter: "norm_area" });
      continue;
    }
    trace?.input("norm_year", shownMillionths(norm.value), "m3", sourceOf(norm));
    const whole = wasteByArea({ area: premises.totalArea, normYear: norm.value }, trace);
    traceDays(month, from, to, trace);
    slices.push({ from, to, volume: byDays(whole, to - from, month.frame.days) });
  }
  const held = heldBy(account, slices);
  traceHeld(month, account, held, trace);
  return one("norm", "9(2)", held);
}

function common(month: Month, account: AccountFrame, terms: CommonTerms, trace?: Trace): readonly Series[] {
  const prepared = commonMonthOf(month, terms);
  const volume = prepared?.shares.get(account);
  if (!prepared || !volume) return NOTHING_DUE;
  if (prepared.formula === "47" && volume.n === 0n) return NOTHING_DUE;
  if (trace) prepared.explain(account, trace);
  const formula =
    account.premises.flat && (prepared.formula === "10" || prepared.formula === "15")
      ? "17"
      : prepared.formula;
  return one(prepared.basis, formula, monthSlice(account, volume));
}

function traceDays(month: Month, from: number, to: number, trace?: Trace): void {
  if (trace && to - from < month.frame.days)
    trace.step("by_days", `${to - from} / ${month.frame.days}`, `${to - from}`, "day");
}

/** The share and days of a holder that is not the only one. */
function traceHeld(month: Month, account: AccountFrame, held: readonly Slice[], trace?: Trace): void {
  if (!trace || account.isWhole) return;
  const volume = held.reduce<Exact>((sum, slice) => plus(sum, slice.volume), ZERO);
  trace.step("held", shown(weightOf(account, month.frame.days)), shown(volume));
}
