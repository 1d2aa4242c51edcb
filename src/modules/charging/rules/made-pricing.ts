import { type Exact, fromMillionths, isZero, ONE, times, toMillionths } from "#core/exact";
import type { OrganizationId, ServiceId } from "#core/ids";
import { BOILER, type ServiceTerms } from "#modules/tariffs";
import { askedFor, improvementAt } from "./asked.ts";
import { burnsForBoth, fuelOfBoiler, madeWater, traceBoiler } from "./boiler-fuel.ts";
import type { Timed } from "./frame.ts";
import { madeHotWaterPrice } from "./hot-water.ts";
import { POSITIONS_END, type Work } from "./pricing-work.ts";
import { valueAt, valuesOfMonth } from "./rates.ts";
import { sumWithin } from "./slices.ts";
import { serviceId } from "./terms.ts";
import { warnOfService } from "./warnings.ts";

const WATER_RATES = [serviceId("COLD_WATER"), serviceId("HOT_WATER_WATER")];
const GAS = serviceId("GAS");
const HEAT_RATES = [serviceId("HEATING"), serviceId("HOT_WATER_HEAT")];

/**
 * Formula 20: the price of the building's own hot water is worked out of two rates, of water and of heat; where the
 * building's boiler made the heat, of water and of the gas burnt for it (p. 54).
 */
export function pricedAsMade(work: Work, spans: readonly Timed<ServiceTerms>[]): void {
  const { month, account, series, trace } = work;
  const made = madeWater(month);
  const ownBoiler = burnsForBoth(month);
  const boiler = ownBoiler ? fuelOfBoiler(month) : undefined;
  if (boiler && trace) traceBoiler(month, boiler, trace);
  let position = -1;
  for (const { from: at, to, provider } of partsOf(work, spans)) {
    position++;
    const rateOf = (service: ServiceId): bigint | undefined =>
      valueAt(month.rates, { ...askedFor(month, account, service, at) }, "rate", at)?.value;
    const waterRate = WATER_RATES.map(rateOf).find((of) => of !== undefined);
    const heatRate = ownBoiler
      ? valueAt(month.rates, askedFor(month, account, GAS, at), "rate", at, BOILER)?.value
      : HEAT_RATES.map(rateOf).find((of) => of !== undefined);
    // By the norm a cubic metre costs the same whatever the building used, even where estimates set off leave less
    // than nothing.
    const water = made.heat || made.water.n > 0n ? made.water : ONE;
    const heat = ownBoiler ? boiler?.water : (made.heat ?? normHeat(work, water, at));
    if (waterRate === undefined || heatRate === undefined || !heat || water.n <= 0n) {
      warnOfService(month.frame.book, "charging.hot_water_cost_unknown", work.service);
      continue;
    }
    const price = madeHotWaterPrice({ buildingHeat: heat, buildingWater: water, heatRate, waterRate }, trace);
    const volume = sumWithin(series.slices, at, to);
    if (isZero(volume) && to - at < month.frame.days) continue;
    const cost = times(volume, price);
    work.drafts.push({
      account,
      service: work.service,
      provider,
      part: series.zone * 1000 + Math.min(position, POSITIONS_END) * 10 + series.digit,
      kind: "charge",
      basis: series.basis,
      formula: "20",
      volume,
      rate: toMillionths(price),
      cost,
    });
    trace?.step("cost", "", toMillionths(cost).toString());
  }
}

/** The days of the month, cut wherever the terms, either of the two rates or the norm of heat changes. */
function partsOf(
  { month, account, service }: Work,
  spans: readonly Timed<ServiceTerms>[],
): { from: number; to: number; provider: OrganizationId }[] {
  const last = month.frame.days - 1;
  const cuts = new Set<number>();
  const cutBy = (of: ServiceId, variant?: string): void => {
    for (const { from } of valuesOfMonth(month.rates, askedFor(month, account, of, last), "rate", variant))
      cuts.add(from);
  };
  for (const of of WATER_RATES) cutBy(of);
  if (burnsForBoth(month)) cutBy(GAS, BOILER);
  else for (const of of HEAT_RATES) cutBy(of);
  const norms = valuesOfMonth(
    month.rates,
    askedFor(month, account, service, last),
    "heat_per_m3",
    improvementAt(month, last),
  );
  for (const { from } of norms) cuts.add(from);
  return spans.flatMap(({ from, to, state }) => {
    const begins = [from, ...[...cuts].filter((at) => at > from && at < to).sort((a, b) => a - b)];
    return begins.map((at, i) => ({ from: at, to: begins[i + 1] ?? to, provider: state.provider }));
  });
}

/** Without a meter of the Gcal, the region's norm of heat for a m³ stands in. */
function normHeat({ month, account, service }: Work, water: Exact, at: number): Exact | undefined {
  const q = valueAt(
    month.rates,
    askedFor(month, account, service, at),
    "heat_per_m3",
    at,
    improvementAt(month, at),
  );
  return q && times(water, fromMillionths(q.value));
}
