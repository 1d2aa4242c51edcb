import { compare, type Exact, fromMillionths, isZero, plus, times, toMillionths, ZERO } from "#core/exact";
import type { OrganizationId, ServiceId } from "#core/ids";
import { type DatedValue, ELECTRIC_STOVE, NON_RESIDENTIAL, type ServiceTerms } from "#modules/tariffs";
import type { Trace } from "../model.ts";
import { buildingMonthOf, premisesVolumes } from "./building-meters.ts";
import { askedFor, consumedVolume, improvementAt } from "./consumption.ts";
import type { AccountFrame, Timed } from "./frame.ts";
import { weightOf } from "./holdings.ts";
import { madeHotWaterPrice } from "./hot-water.ts";
import type { Month, Series } from "./month.ts";
import { multiplierExcess } from "./norm.ts";
import { personDays } from "./segments.ts";
import { priceOf } from "./price.ts";
import { type RangeRate, volumesByRange, zonePart } from "./ranges.ts";
import { valueAt, valuesOfMonth } from "./rates.ts";
import { seriesOf } from "./service-series.ts";
import type { Draft } from "./settle.ts";
import { sumOfSlices, sumWithin } from "./slices.ts";
import { socialNormVolume } from "./social-norm.ts";
import { SERVICE_BY_ID, serviceId, termsOf } from "./terms.ts";
import { warnOfService } from "./warnings.ts";
import { shownMillionths, sourceOf } from "./workings.ts";

const ODN_ELECTRICITY = serviceId("ODN_ELECTRICITY");
const ELECTRICITY = serviceId("ELECTRICITY");
const RANGES_END = 9;
const POSITIONS_END = 9;

/** The lines of one service for one account, before their rounding, in order of part. */
export function draftsOf(
  month: Month,
  account: AccountFrame,
  service: ServiceId,
  terms: readonly Timed<ServiceTerms>[],
  trace?: Trace,
): Draft[] {
  const first = terms[0];
  if (!first) return [];
  const drafts: Draft[] = [];
  if (terms.length === 1 && !trace && ordinaryDraft(month, account, service, first, drafts)) return drafts;
  const methods = terms.length === 1 ? [first.state.method] : [...new Set(terms.map((of) => of.state.method))];
  for (const method of methods) {
    const spans = methods.length === 1 ? terms : terms.filter((of) => of.state.method === method);
    const provider = spans[0]?.state.provider ?? first.state.provider;
    const series = seriesOf(month, account, { service, method, provider }, trace);
    // The month's consumption in all zones: ranges are filled by all of them together.
    const all = series.length === 1 ? undefined : series.reduce<Exact>((sum, of) => plus(sum, sumOfSlices(of.slices)), ZERO);
    for (const of of series) {
      trace?.open("series", of.zone === 0 ? of.basis : `${of.basis} ${of.zone}`);
      const work: Work = { month, account, service, series: of, all: all ?? sumOfSlices(of.slices), drafts, trace };
      if (method === "hot_water_made") pricedAsMade(work, spans);
      else pricedByRates(work, spans, terms);
      trace?.close();
    }
  }
  return drafts.length > 1 ? drafts.sort((a, b) => a.part - b.part || (a.kind < b.kind ? -1 : 1)) : drafts;
}

/**
 * The ordinary line: one volume, one plain rate through the whole month, no multiplier. It is what the general way
 * below gives, without its bookkeeping; nine lines of ten are such. False where the service is anything else.
 */
function ordinaryDraft(
  month: Month,
  account: AccountFrame,
  service: ServiceId,
  terms: Timed<ServiceTerms>,
  drafts: Draft[],
): boolean {
  const { provider, method } = terms.state;
  if (terms.from !== 0 || terms.to !== month.frame.days || method === "hot_water_made") return false;
  const series = seriesOf(month, account, { service, method, provider });
  if (series.length === 0) return true;
  const only = series[0];
  if (!only || series.length > 1 || only.multiplied) return false;
  const variant = consumerGroup(account, service);
  const rates = valuesOfMonth(month.rates, { service, provider, account: account.facts.id }, "rate", variant, only.zone);
  const rate = rates[0];
  const value = rate?.state[0];
  if (!rate || !value || rates.length > 1 || rate.state.length > 1) return false;
  drafts.push({
    account,
    service,
    provider,
    part: only.zone * 1000 + only.digit,
    kind: "charge",
    basis: only.basis,
    formula: only.formula,
    volume: sumOfSlices(only.slices),
    rate: value.value,
    cost: undefined,
  });
  return true;
}

interface Work {
  readonly month: Month;
  readonly account: AccountFrame;
  readonly service: ServiceId;
  readonly series: Series;
  readonly all: Exact;
  readonly drafts: Draft[];
  readonly trace: Trace | undefined;
}

function pricedByRates(work: Work, spans: readonly Timed<ServiceTerms>[], all: readonly Timed<ServiceTerms>[]): void {
  const { month, account, service, series, trace } = work;
  const variant = consumerGroup(account, service);
  let position = 0;
  for (const terms of all) {
    const asked = { service, provider: terms.state.provider, account: account.facts.id };
    const rates = valuesOfMonth(month.rates, asked, "rate", variant, series.zone);
    const isMine = spans.includes(terms);
    if (rates.length === 0 && isMine) gap(work);
    for (const rate of rates) {
      const from = Math.max(terms.from, rate.from);
      const to = Math.min(terms.to, rate.to);
      if (from >= to) continue;
      const place = Math.min(position++, POSITIONS_END);
      if (!isMine) continue;
      const whole = from === 0 && to === month.frame.days;
      const volume = whole ? sumOfSlices(series.slices) : sumWithin(series.slices, from, to);
      // A rate that no volume falls on makes no line, unless it is the only one.
      if (!whole && isZero(volume) && (rates.length > 1 || all.length > 1 || !touches(series, from, to))) continue;
      const value = rate.state[0];
      if (!value) {
        gap(work);
        continue;
      }
      if (trace) trace.input("rate", shownMillionths(value.value), "rub", sourceOf(value));
      if (rate.state.length > 1) addRanges(work, terms.state.provider, volume, rate.state, place);
      else add(work, terms.state.provider, volume, value.value, 0, place);
    }
  }
}

const touches = (series: Series, from: number, to: number): boolean =>
  series.slices.some((slice) => slice.from < to && from < slice.to);

function gap({ month, service }: Work): void {
  warnOfService(month.frame.book, "charging.tariff_gap", service, { parameter: "rate" });
}

/** Shops pay their own rate; a flat with an electric stove has its own rate of electricity. */
function consumerGroup(account: AccountFrame, service: ServiceId): string {
  if (account.premises.isNonResidential) return NON_RESIDENTIAL;
  if (SERVICE_BY_ID.get(service)?.resource !== "electricity") return "";
  return account.premises.states.at(-1)?.state.stove === "electric" ? ELECTRIC_STOVE : "";
}

function add(work: Work, provider: OrganizationId, volume: Exact, rate: bigint, range: number, position: number): void {
  const { account, service, series, drafts, trace } = work;
  if (trace) priceOf(volume, rate, trace);
  const part = series.zone * 1000 + range * 100 + position * 10 + series.digit;
  const draft: Draft = {
    account,
    service,
    provider,
    part,
    kind: "charge",
    basis: series.basis,
    formula: series.formula,
    volume,
    rate,
    cost: undefined,
  };
  drafts.push(draft);
  if (!series.multiplied) return;
  const multiplier = multiplierOf(work);
  if (multiplier === undefined || multiplier <= 1_000_000n) return;
  const excess = multiplierExcess({ base: priceOf(volume, rate), rate, multiplier }, trace);
  drafts.push({ ...draft, kind: "excess", volume: excess.volume, cost: excess.totalCost });
}

/** The multiplier of the period's last day (charges.md section 12, point 4). */
function multiplierOf({ month, account, service, trace }: Work): bigint | undefined {
  const at = month.frame.days - 1;
  const value = valueAt(month.rates, askedFor(month, account, service, at), "multiplier", at, improvementAt(month, at));
  if (!value) warnOfService(month.frame.book, "charging.multiplier_gap", service, { parameter: "multiplier" });
  else trace?.input("multiplier", shownMillionths(value.value), undefined, sourceOf(value));
  return value?.value;
}

/** Ranges of consumption, or the social norm: the month's whole volume fills them, this part in proportion. */
function addRanges(
  work: Work,
  provider: OrganizationId,
  volume: Exact,
  values: readonly DatedValue[],
  position: number,
): void {
  const { all, series, trace } = work;
  const { ranges, taken } = limitsOf(work, values);
  const cut = volumesByRange({ volume: all, ranges, taken }, trace);
  let written = false;
  for (const [i, range] of cut.entries()) {
    if (i > RANGES_END) break;
    if (isZero(range.volume) && (i > 0 || written || compare(all, ZERO) !== 0)) continue;
    written = true;
    const part = compare(all, volume) === 0 ? range.volume : zonePart(range.volume, { zone: volume, all });
    const social = ranges.length === 2 && work.series.formula === "1" && isSocial(work);
    const formula = series.formula !== "1" ? series.formula : social ? "1.social_norm" : "1.ranges";
    add({ ...work, series: { ...series, formula } }, provider, part, range.rate, i, position);
  }
}

function limitsOf(work: Work, values: readonly DatedValue[]): { ranges: readonly RangeRate[]; taken: Exact } {
  const { month, account } = work;
  const weight = weightOf(account, month.frame.days);
  const within = values[0];
  const above = values[1];
  if (isSocial(work) && within && above) {
    const norm = socialNorm(work);
    const ranges = [
      { rangeFrom: 0n, rate: within.value },
      { rangeFrom: toMillionths(norm), rate: above.value },
    ];
    const taken = work.service === ODN_ELECTRICITY ? consumedVolume(month, account, "electricity") : ZERO;
    return { ranges, taken };
  }
  // Several accounts of one premises share its limits as they share its volume.
  const scaled = (limit: bigint): bigint => (account.isWhole ? limit : toMillionths(times(fromMillionths(limit), weight)));
  return { ranges: values.map((value) => ({ rangeFrom: scaled(value.rangeFrom), rate: value.value })), taken: ZERO };
}

/** Whether electricity is billed within and above the social norm for this account. */
function isSocial({ month, account, service }: Work): boolean {
  if (service !== ELECTRICITY && service !== ODN_ELECTRICITY) return false;
  return termsOf(month.terms, account, ELECTRICITY).some((of) => of.state.method === "individual_social_norm");
}

function socialNorm({ month, account, trace }: Work): Exact {
  const at = month.frame.days - 1;
  const asked = askedFor(month, account, ELECTRICITY, at);
  const forOne = valueAt(month.rates, asked, "social_norm_one", at)?.value;
  const forMore = valueAt(month.rates, asked, "social_norm_more", at)?.value;
  if (forOne === undefined)
    warnOfService(month.frame.book, "charging.norm_gap", ELECTRICITY, { parameter: "social_norm_one" });
  const persons = { n: BigInt(personDays(account)), d: BigInt(month.frame.days) };
  return socialNormVolume({ persons, forOne: forOne ?? 0n, forMore: forMore ?? forOne ?? 0n }, trace);
}

/** Formula 20: the price of the building's own hot water is worked out of two rates. */
function pricedAsMade(work: Work, spans: readonly Timed<ServiceTerms>[]): void {
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
    const price = madeHotWaterPrice({ buildingHeat: heat, buildingWater: made.water, heatRate, waterRate }, trace);
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
  const q = valueAt(month.rates, askedFor(month, account, service, at), "heat_per_m3", at, improvementAt(month, at));
  return q && times(water, fromMillionths(q.value));
}
