import { type Exact, fromMillionths, plus, times, toMillionths } from "#core/exact";
import type { ServiceId } from "#core/ids";
import type { ServiceTerms } from "#modules/tariffs";
import { askedFor, improvementAt } from "./asked.ts";
import { buildingMonthOf, premisesVolumes } from "./building-meters.ts";
import type { Timed } from "./frame.ts";
import { madeHotWaterPrice } from "./hot-water.ts";
import type { Month } from "./month.ts";
import { POSITIONS_END, type Work } from "./pricing-work.ts";
import { valueAt } from "./rates.ts";
import { sumWithin } from "./slices.ts";
import { serviceId } from "./terms.ts";
import { warnOfService } from "./warnings.ts";

/** Formula 20: the price of the building's own hot water is worked out of two rates. */
export function pricedAsMade(work: Work, spans: readonly Timed<ServiceTerms>[]): void {
  const { month, account, series, trace } = work;
  const made = madeVolumes(month);
  for (const [position, terms] of spans.entries()) {
    const at = Math.min(terms.to, month.frame.days) - 1;
    const rateOf = (service: ServiceId): bigint | undefined =>
      valueAt(month.rates, { ...askedFor(month, account, service, at) }, "rate", at)?.value;
    const waterRate = rateOf(serviceId("COLD_WATER")) ?? rateOf(serviceId("HOT_WATER_WATER"));
    const heatRate = rateOf(serviceId("HEATING")) ?? rateOf(serviceId("HOT_WATER_HEAT"));
    const heat = made.heat ?? normHeat(work, made.water, at);
    if (waterRate === undefined || heatRate === undefined || !heat || made.water.n <= 0n) {
      warnOfService(month.frame.book, "charging.hot_water_cost_unknown", work.service);
      continue;
    }
    const price = madeHotWaterPrice(
      { buildingHeat: heat, buildingWater: made.water, heatRate, waterRate },
      trace,
    );
    const volume = sumWithin(series.slices, terms.from, terms.to);
    const cost = times(volume, price);
    work.drafts.push({
      account,
      service: work.service,
      provider: terms.state.provider,
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

function madeVolumes(month: Month): { heat: Exact | undefined; water: Exact } {
  const { volume, heat } = buildingMonthOf(month, "hot_water");
  if (volume) return { heat, water: volume };
  const { residential, nonResidential } = premisesVolumes(month, "hot_water");
  return { heat: undefined, water: plus(residential, nonResidential) };
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
