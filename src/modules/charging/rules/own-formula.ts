import { type Exact, exact, fromMillionths, ONE, plus, times, ZERO } from "#core/exact";
import type { ServiceId } from "#core/ids";
import {
  bareUnit,
  type CalculationMethod,
  type ChosenFormula,
  type CompiledFormula,
  compileFormula,
  inputNamed,
  sourceOfInput,
} from "#modules/formulas";
import { type DatedValue, type Parameter, type ServiceTerms, valueKey } from "#modules/tariffs";
import type { Trace, VolumeBasis } from "../model.ts";
import { improvementAt } from "./asked.ts";
import type { AccountFrame, Timed } from "./frame.ts";
import { weightOf } from "./holdings.ts";
import type { Month, Series } from "./month.ts";
import { POSITIONS_END } from "./pricing-work.ts";
import { roundedAs } from "./price.ts";
import { valuesOfMonth } from "./rates.ts";
import { segmentsOf } from "./segments.ts";
import type { Draft } from "./settle.ts";
import { sumOfSlices, sumWithin } from "./slices.ts";
import { SERVICE_BY_ID } from "./terms.ts";
import { warnOfAccount, warnOfService } from "./warnings.ts";
import { shown, shownMoney, sourceOf } from "./workings.ts";

/** One account's service, to be worked out by a formula of the center's own. */
export interface FormulaWork {
  readonly month: Month;
  readonly account: AccountFrame;
  readonly service: ServiceId;
  readonly calculation: CalculationMethod;
  readonly formula: ChosenFormula;
  /** The volumes as the method of the law finds them. */
  readonly series: readonly Series[];
  /** The days on which the formula holds. */
  readonly spans: readonly Timed<ServiceTerms>[];
  /** The whole month is the formula's: its line takes the place of the ordinary one. */
  readonly isAlone: boolean;
  /** Who the consumer is, among the rates. */
  readonly variant: string;
  readonly drafts: Draft[];
  readonly trace: Trace | undefined;
}

/** Tells the lines of a formula apart from those of the law in the same month. */
const BESIDE_THE_LAW = 4;

/** More than any premises owes in a month: a formula that gives it is wrong, and would not fit into the books. */
const RESULT_MOST = 10n ** 11n;

/**
 * Lines of a service whose sum is worked out by a formula of the center's own.
 *
 * Takes     the formula's text as kept with the facts; volumes by the method of the law
 * Gives     one line for each part of the month in which the values that it asks for stay the same
 * Refuses   nothing: a value that nobody has set, or an impossible result, is a warning and no line
 */
export function pricedByFormula(work: FormulaWork): void {
  const { account, service, calculation, trace } = work;
  for (const { part, position, terms, result } of resultsOf(work)) {
    work.drafts.push({
      account,
      service,
      provider: terms.state.provider,
      part: Math.min(position, POSITIONS_END) * 10 + digitOf(work),
      kind: "charge",
      basis: basisOf(work.series),
      formula: "own",
      volume: volumeIn(work, part),
      rate: part.rate?.value ?? 0n,
      cost: result,
      rounding: calculation.rounding,
    });
    trace?.rounding(
      "amount",
      shown(result),
      shownMoney(roundedAs(result, calculation.rounding)),
      calculation.rounding,
    );
  }
}

/** The volume that a formula of the center's own gives, to be priced as any other. */
export function volumesByFormula(work: FormulaWork): readonly Series[] {
  const slices = resultsOf(work).map(({ part, result }) => ({
    from: part.from,
    to: part.to,
    volume: result,
  }));
  if (slices.length === 0) return [];
  return [
    {
      zone: 0,
      digit: digitOf(work),
      basis: basisOf(work.series),
      formula: "own",
      multiplied: false,
      slices,
    },
  ];
}

const digitOf = (work: FormulaWork): number => (work.isAlone ? 0 : BESIDE_THE_LAW);

/** Some days of the month in which every value that the formula asks for stays the same. */
interface Part {
  readonly from: number;
  readonly to: number;
  /** The values asked for, by the code of their input. */
  readonly values: ReadonlyMap<string, DatedValue>;
  /** The formula's inputs in their order, as far as they are such values; the others are the account's. */
  readonly given: readonly (Exact | undefined)[];
  /** What nobody has set; the part has no line. */
  readonly gap: Parameter | undefined;
  /** For the line to show. */
  readonly rate: DatedValue | undefined;
}

interface FormulaResult {
  readonly part: Part;
  readonly position: number;
  readonly terms: Timed<ServiceTerms>;
  readonly result: Exact;
}

function resultsOf(work: FormulaWork): FormulaResult[] {
  const { month, account, service, formula } = work;
  const compiled = compiledOnce(formula);
  if (!compiled) {
    const method = `${formula.code}@${formula.version}`;
    warnOfService(month.frame.book, "charging.method_unsuitable", service, { method });
    return [];
  }
  const results: FormulaResult[] = [];
  for (const terms of work.spans)
    for (const part of partsOf(work, terms, compiled)) {
      if (part.gap) {
        const gap = part.gap === "rate" ? "charging.tariff_gap" : "charging.norm_gap";
        warnOfService(month.frame.book, gap, service, { parameter: part.gap });
        continue;
      }
      const inputs = part.given.map((value, i) => value ?? inputOf(work, part, compiled.inputs[i] ?? ""));
      const result = compiled.evaluate(inputs);
      const size = result.n < 0n ? -result.n : result.n;
      if (size > RESULT_MOST * result.d) {
        warnOfAccount(month.frame.book, "charging.formula_result_impossible", account.facts.id, service);
        continue;
      }
      if (work.trace) traceFormula(work.trace, work, compiled, part, inputs, result);
      results.push({ part, position: results.length, terms, result });
    }
  return results;
}

const byFormula = new WeakMap<ChosenFormula, CompiledFormula | undefined>();
const byText = new Map<string, CompiledFormula | undefined>();
const TEXTS_MOST = 1000;

/** Compiled once for the facts of a building, and once for a text, whose closures hold nothing of any building. */
function compiledOnce(of: ChosenFormula): CompiledFormula | undefined {
  if (byFormula.has(of)) return byFormula.get(of);
  const key = `${of.unit}|${of.gives}|${of.text}`;
  if (!byText.has(key)) {
    const read = compileFormula(of.text, of);
    if (byText.size >= TEXTS_MOST) byText.clear();
    byText.set(key, read.ok ? read.value : undefined);
  }
  const compiled = byText.get(key);
  byFormula.set(of, compiled);
  return compiled;
}

/** Dated values that a formula may ask for: the parameter, and the zone of a rate. */
const VALUES: Readonly<Record<string, { readonly parameter: Parameter; readonly zone: number }>> = {
  rate: { parameter: "rate", zone: 0 },
  rate_day: { parameter: "rate", zone: 1 },
  rate_night: { parameter: "rate", zone: 2 },
  rate_peak: { parameter: "rate", zone: 3 },
  norm: { parameter: "norm", zone: 0 },
  norm_area: { parameter: "norm_area", zone: 0 },
  norm_year: { parameter: "norm_year", zone: 0 },
  norm_common: { parameter: "norm_common", zone: 0 },
  multiplier: { parameter: "multiplier", zone: 0 },
  heat_per_m3: { parameter: "heat_per_m3", zone: 0 },
};

const askedValues = (compiled: CompiledFormula): readonly string[] =>
  compiled.inputs.filter((code) => code in VALUES);

/** Parts of terms as they are for every account that lives through them: by terms, which are a month's, and variant. */
const sharedParts = new WeakMap<Timed<ServiceTerms>, Map<string, readonly Part[]>>();

/** The days of the terms that are the account's, cut where a value that the formula asks for changes. */
function partsOf(work: FormulaWork, terms: Timed<ServiceTerms>, compiled: CompiledFormula): readonly Part[] {
  const { account, variant } = work;
  const start = Math.max(terms.from, account.from);
  const end = Math.min(terms.to, account.to);
  if (start >= end) return [];
  if (start > terms.from || end < terms.to || hasOwnValues(work, compiled))
    return cutParts(work, terms, compiled, start, end);
  const known = sharedParts.get(terms) ?? new Map<string, readonly Part[]>();
  sharedParts.set(terms, known);
  const parts = known.get(variant) ?? cutParts(work, terms, compiled, start, end);
  known.set(variant, parts);
  return parts;
}

/** An account with values of its own is rare, and answers for itself alone. */
function hasOwnValues({ month, account, service }: FormulaWork, compiled: CompiledFormula): boolean {
  const { accountsByKey } = month.rates.index;
  if (accountsByKey.size === 0) return false;
  return ["rate", ...askedValues(compiled)].some((code) =>
    accountsByKey.get(valueKey(service, VALUES[code]?.parameter ?? "rate"))?.has(account.facts.id),
  );
}

function cutParts(
  work: FormulaWork,
  terms: Timed<ServiceTerms>,
  compiled: CompiledFormula,
  start: number,
  end: number,
): Part[] {
  const asked = askedValues(compiled);
  const cuts = new Set([start]);
  for (const code of asked)
    for (const { from, to } of valuesOf(work, terms, code, start))
      for (const at of [from, to]) if (at > start && at < end) cuts.add(at);
  const places = [...cuts].sort((a, b) => a - b);
  return places.map((from, i): Part => {
    const values = new Map<string, DatedValue>();
    let gap: Parameter | undefined;
    for (const code of asked) {
      const value = valueIn(work, terms, code, from);
      if (value) values.set(code, value);
      else gap ??= VALUES[code]?.parameter;
    }
    const given = compiled.inputs.map((code) => {
      const value = values.get(code);
      return value && fromMillionths(value.value);
    });
    const rate = values.get("rate") ?? valueIn(work, terms, "rate", from);
    return { from, to: places[i + 1] ?? end, values, given, gap, rate };
  });
}

const valuesOf = (work: FormulaWork, terms: Timed<ServiceTerms>, code: string, at: number) => {
  const { parameter, zone } = VALUES[code] ?? { parameter: "rate" as const, zone: 0 };
  const asked = { service: work.service, provider: terms.state.provider, account: work.account.facts.id };
  const variant = parameter === "rate" ? work.variant : improvementAt(work.month, at);
  return valuesOfMonth(work.month.rates, asked, parameter, variant, zone);
};

function valueIn(
  work: FormulaWork,
  terms: Timed<ServiceTerms>,
  code: string,
  at: number,
): DatedValue | undefined {
  return valuesOf(work, terms, code, at).find((span) => span.from <= at && at < span.to)?.state[0];
}

/** One input of the formula for the days of a part. */
function inputOf(work: FormulaWork, part: Part, code: string): Exact {
  if (code === "volume") return volumeIn(work, part);
  const { month, account } = work;
  const { frame } = month;
  const { premises } = account;
  const state = premises.states.find((of) => of.from <= part.from && part.from < of.to)?.state;
  switch (code) {
    case "volume_metered":
      return volumeIn(work, part, ({ basis }) => basis === "meter" || basis === "building_meter");
    case "volume_average":
      return volumeIn(work, part, ({ basis }) => basis === "average");
    case "volume_norm":
      return volumeIn(work, part, ({ basis }) => basis === "norm");
    case "volume_day":
      return volumeIn(work, part, ({ zone }) => zone === 1);
    case "volume_night":
      return volumeIn(work, part, ({ zone }) => zone === 2);
    case "volume_peak":
      return volumeIn(work, part, ({ zone }) => zone === 3);
    case "area":
      return heldIn(work, part, (at) => areaAt(work, at));
    case "premises_area":
      return fromMillionths(state?.totalArea ?? 0n);
    case "building_area":
      return frame.totalArea;
    case "common_area":
      return frame.commonPropertyArea;
    case "persons":
      return personsIn(work, part);
    case "points":
    case "share":
      return heldIn(work, part, () => ONE);
    case "rooms":
      return exact(BigInt(state?.rooms ?? 0));
    case "days":
      return exact(BigInt(part.to - part.from));
    case "days_in_month":
      return exact(BigInt(frame.days));
    case "month":
      return exact(BigInt(frame.facts.period.slice(5)));
    case "has_meter": {
      const resource = SERVICE_BY_ID.get(work.service)?.resource;
      return yesNo(
        resource !== undefined &&
          (premises.meters.has(resource) || premises.flat?.meters.has(resource) === true),
      );
    }
    case "non_residential":
      return yesNo(premises.isNonResidential);
    case "electric_stove":
      return yesNo(state?.stove === "electric");
    case "municipal":
      return yesNo(state?.ownership === "municipal");
    default:
      throw new Error(`no value is known for the input ${code}`);
  }
}

const yesNo = (is: boolean): Exact => (is ? ONE : ZERO);

function volumeIn(work: FormulaWork, { from, to }: Part, is: (series: Series) => boolean = always): Exact {
  const whole = from === 0 && to === work.month.frame.days;
  const [only] = work.series;
  if (whole && only && work.series.length === 1 && is === always) return sumOfSlices(only.slices);
  let sum = ZERO;
  for (const of of work.series)
    if (is(of)) sum = plus(sum, whole ? sumOfSlices(of.slices) : sumWithin(of.slices, from, to));
  return sum;
}
const always = (): boolean => true;

/** Something of the premises, by the account's share and its days of the month. */
function heldIn(work: FormulaWork, { from, to }: Part, of: (day: number) => Exact): Exact {
  const { account, month } = work;
  const { days } = month.frame;
  const isWhole = account.isWhole && from === 0 && to === days;
  if (isWhole && account.premises.states.length === 1) return times(of(0), weightOf(account, days));
  let sum = ZERO;
  for (const held of account.holdings) {
    const cuts = [...account.premises.states.map((state) => state.from), held.from, from];
    const places = [...new Set(cuts)]
      .filter((at) => at >= Math.max(held.from, from) && at < Math.min(held.to, to))
      .sort((a, b) => a - b);
    for (const [i, at] of places.entries()) {
      const until = places[i + 1] ?? Math.min(held.to, to);
      sum = plus(sum, times(times(of(at), held.share), exact(BigInt(until - at), BigInt(days))));
    }
  }
  return sum;
}

function areaAt(work: FormulaWork, at: number): Exact {
  const state = work.account.premises.states.find((of) => of.from <= at && at < of.to)?.state;
  if (!state || (work.calculation.area === "heated" && state.heating !== "central")) return ZERO;
  return fromMillionths(state.totalArea);
}

/** Persons counted as for a norm, by the days of the part. */
function personsIn(work: FormulaWork, { from, to }: Part): Exact {
  let personDays = 0;
  for (const segment of segmentsOf(work.month, work.account, from, to))
    personDays += segment.persons * (segment.to - segment.from);
  return exact(BigInt(personDays), BigInt(work.month.frame.days));
}

/** How most of the volume was found: an average is said before a meter, a meter before a norm. */
function basisOf(series: readonly Series[]): VolumeBasis {
  if (series.length === 1 && series[0]) return series[0].basis;
  const bases = series.map(({ basis }) => basis);
  return bases.includes("average") ? "average" : bases.includes("meter") ? "meter" : (bases[0] ?? "fixed");
}

function traceFormula(
  trace: Trace,
  { formula }: FormulaWork,
  compiled: CompiledFormula,
  { values }: Part,
  inputs: readonly Exact[],
  result: Exact,
): void {
  const author = formula.author === "" ? "" : `, ${formula.author}`;
  trace.open("own_formula", `${formula.code}@${formula.version}${author}`);
  for (const [i, code] of compiled.inputs.entries()) {
    const value = values.get(code);
    const input = inputNamed(code);
    trace.input(
      "formula_input",
      shown(inputs[i] ?? ZERO),
      input && bareUnit(input.dimension(formula.unit)),
      value ? sourceOf(value) : `facts: ${sourceOfInput(code)}`,
      code,
    );
  }
  trace.step("formula", formula.text, shown(result), formula.gives === "money" ? "rub" : formula.unit);
  trace.close();
}
