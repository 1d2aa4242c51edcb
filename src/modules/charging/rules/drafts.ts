import { type Exact, isZero, plus, ZERO } from "#core/exact";
import type { ServiceId } from "#core/ids";
import { ELECTRIC_STOVE, NON_RESIDENTIAL } from "#modules/tariffs";
import type { CalculationMethod, Rounding } from "#modules/formulas";
import type { Method } from "#modules/tariffs";
import type { Trace } from "../model.ts";
import { type ChargedTerms, isSameCalculation } from "./chosen-methods.ts";
import type { AccountFrame, Timed } from "./frame.ts";
import { pricedAsMadeHeat } from "./made-heat.ts";
import { pricedAsMade } from "./made-pricing.ts";
import type { Month, Series } from "./month.ts";
import { pricedByFormula, volumesByFormula } from "./own-formula.ts";
import { costOf } from "./price.ts";
import { add, gap, POSITIONS_END, type Work } from "./pricing-work.ts";
import { addRanges } from "./range-pricing.ts";
import { valuesOfMonth } from "./rates.ts";
import { seriesOf } from "./service-series.ts";
import { alone, type Draft } from "./settle.ts";
import { sumOfSlices, sumWithin } from "./slices.ts";
import { SERVICE_BY_ID } from "./terms.ts";
import { shown, shownMillionths, shownMoney, sourceOf } from "./workings.ts";

/** The lines of one service for one account, before their rounding, in order of part. */
export function draftsOf(
  month: Month,
  account: AccountFrame,
  service: ServiceId,
  terms: readonly Timed<ChargedTerms>[],
  trace?: Trace,
): Draft[] {
  const first = terms[0];
  if (!first) return [];
  const drafts: Draft[] = [];
  if (terms.length === 1 && !trace && ordinaryDraft(month, account, service, first, drafts)) return drafts;
  const ways = terms.length === 1 ? [terms] : [...Map.groupBy(terms, (of) => wayOf(terms, of)).values()];
  for (const spans of ways) {
    const { method, provider, calculation } = spans[0]?.state ?? first.state;
    if (calculation) traceMethod(trace, calculation, method);
    const formula = calculation?.formula;
    const before = drafts.length;
    let series = seriesOf(month, account, { service, method, provider, calculation }, trace);
    if (calculation && formula) {
      const isAlone = ways.length === 1;
      const variant = consumerGroups(month, account, service).at(-1)?.variant ?? "";
      const work = {
        month,
        account,
        service,
        calculation,
        formula,
        series,
        spans,
        isAlone,
        variant,
        drafts,
        trace,
      };
      if (formula.gives === "money") {
        pricedByFormula(work);
        continue;
      }
      series = volumesByFormula(work);
    }
    // The month's consumption in all zones: ranges are filled by all of them together.
    const all =
      series.length === 1
        ? undefined
        : series.reduce<Exact>((sum, of) => plus(sum, sumOfSlices(of.slices)), ZERO);
    for (const of of series) {
      trace?.open("series", of.zone === 0 ? of.basis : `${of.basis} ${of.zone}`);
      const work: Work = {
        month,
        account,
        service,
        series: of,
        all: all ?? sumOfSlices(of.slices),
        drafts,
        trace,
      };
      if (method === "hot_water_made") pricedAsMade(work, spans);
      else if (method === "heating_made") pricedAsMadeHeat(work, spans);
      else pricedByRates(work, spans, terms);
      trace?.close();
    }
    if (calculation && calculation.rounding !== "kopecks")
      roundOtherwise(drafts, before, calculation.rounding, trace);
  }
  return drafts.length > 1 ? drafts.sort((a, b) => a.part - b.part || (a.kind < b.kind ? -1 : 1)) : drafts;
}

/** Terms of one method and one decision belong together, in whatever part of the month they stand. */
const wayOf = (terms: readonly Timed<ChargedTerms>[], one: Timed<ChargedTerms>): number =>
  terms.findIndex(
    ({ state }) =>
      state.method === one.state.method && isSameCalculation(state.calculation, one.state.calculation),
  );

function traceMethod(trace: Trace | undefined, calculation: CalculationMethod, method: Method): void {
  const { formula } = calculation;
  trace?.input(
    "method",
    formula ? `${formula.code}@${formula.version}` : method,
    undefined,
    sourceOf(calculation),
  );
}

function roundOtherwise(drafts: Draft[], from: number, rounding: Rounding, trace: Trace | undefined): void {
  for (let i = from; i < drafts.length; i++) {
    const draft = drafts[i];
    if (!draft) continue;
    const rounded = { ...draft, rounding };
    drafts[i] = rounded;
    if (draft.kind === "charge")
      trace?.rounding(
        "amount",
        shown(draft.cost ?? costOf(draft.volume, draft.rate)),
        shownMoney(alone(rounded)),
        rounding,
      );
  }
}

/**
 * The ordinary line: one volume, one plain rate through the whole month, no multiplier. It is what the general way
 * below gives, without its bookkeeping; nine lines of ten are such. False where the service is anything else.
 */
function ordinaryDraft(
  month: Month,
  account: AccountFrame,
  service: ServiceId,
  terms: Timed<ChargedTerms>,
  drafts: Draft[],
): boolean {
  const { provider, method, calculation } = terms.state;
  if (calculation && (calculation.formula || calculation.rounding !== "kopecks")) return false;
  if (terms.from !== 0 || terms.to !== month.frame.days || PRICED_OTHERWISE.has(method)) return false;
  const series = seriesOf(month, account, { service, method, provider, calculation });
  if (series.length === 0) return true;
  const only = series[0];
  if (!only || series.length > 1 || only.multiplied) return false;
  const groups = consumerGroups(month, account, service);
  const group = groups[0];
  if (!group || groups.length > 1) return false;
  const rates = valuesOfMonth(
    month.rates,
    { service, provider, account: account.facts.id },
    "rate",
    group.variant,
    only.zone,
  );
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

/** Their price is worked out of what the building used. */
const PRICED_OTHERWISE: ReadonlySet<Method> = new Set<Method>(["hot_water_made", "heating_made"]);

function pricedByRates(
  work: Work,
  spans: readonly Timed<ChargedTerms>[],
  all: readonly Timed<ChargedTerms>[],
): void {
  const { month, account, service, series, trace } = work;
  const groups = consumerGroups(month, account, service);
  let position = 0;
  for (const terms of all) {
    const asked = { service, provider: terms.state.provider, account: account.facts.id };
    const rates = groups.flatMap((group) =>
      valuesOfMonth(month.rates, asked, "rate", group.variant, series.zone).flatMap(({ from, to, state }) =>
        from < group.to && group.from < to
          ? [{ from: Math.max(from, group.from), to: Math.min(to, group.to), state }]
          : [],
      ),
    );
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
      if (!whole && isZero(volume) && (rates.length > 1 || all.length > 1 || !touches(series, from, to)))
        continue;
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

interface ConsumerGroup {
  readonly from: number;
  readonly to: number;
  readonly variant: string;
}

/**
 * Shops pay their own rate; a flat with an electric stove has its own rate of electricity, from the day on which it has
 * one. The groups follow one another through the whole month.
 */
export function consumerGroups(month: Month, account: AccountFrame, service: ServiceId): ConsumerGroup[] {
  const { days } = month.frame;
  const { premises } = account;
  const all = (variant: string): ConsumerGroup[] => [{ from: 0, to: days, variant }];
  if (premises.isNonResidential) return all(NON_RESIDENTIAL);
  if (SERVICE_BY_ID.get(service)?.resource !== "electricity") return all("");
  const groups: ConsumerGroup[] = [];
  for (const { from, state } of premises.states) {
    const variant = state.stove === "electric" ? ELECTRIC_STOVE : "";
    const last = groups.at(-1);
    if (last?.variant === variant) continue;
    if (last) groups[groups.length - 1] = { ...last, to: from };
    groups.push({ from: last ? from : 0, to: days, variant });
  }
  return groups.length === 0 ? all("") : groups;
}
