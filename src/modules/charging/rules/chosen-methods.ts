import type { AccountId, ServiceId } from "#core/ids";
import type { CalculationMethod } from "#modules/formulas";
import { placeInMonth } from "#modules/metering";
import type { Level, ServiceTerms } from "#modules/tariffs";
import type { Frame, Timed } from "./frame.ts";

/** The terms of a service on some days, and how it was decided to calculate it where that was decided otherwise. */
export interface ChargedTerms extends ServiceTerms {
  readonly calculation?: CalculationMethod | undefined;
}

/** The month's calculation methods by service; undefined in the ordinary month, which has none. */
export type ChosenMethods = ReadonlyMap<ServiceId, readonly Timed<CalculationMethod>[]>;

const LEVEL_RANKS: Readonly<Record<Level, number>> = { account: 0, building: 1, organization: 2, city: 3 };

/** Orders the methods by service, the most particular first, of one level the later begun. */
export function chosenMethods(frame: Frame): ChosenMethods | undefined {
  const { methods } = frame.facts;
  if (methods.length === 0) return undefined;
  const timed = methods
    .map((state) => ({
      from: placeInMonth(state.from, frame.first, frame.end, frame.days),
      to: state.to === undefined ? frame.days : placeInMonth(state.to, frame.first, frame.end, frame.days),
      state,
    }))
    .filter(({ from, to }) => from < to)
    .sort(
      (a, b) =>
        LEVEL_RANKS[a.state.level] - LEVEL_RANKS[b.state.level] ||
        (a.state.from < b.state.from ? 1 : a.state.from > b.state.from ? -1 : 0) ||
        (calculationKey(a.state) < calculationKey(b.state) ? -1 : 1),
    );
  return timed.length === 0 ? undefined : Map.groupBy(timed, ({ state }) => state.service);
}

/** Whether any account has a method of its own for the service. */
export const accountsWithMethods = (chosen: readonly Timed<CalculationMethod>[]): readonly AccountId[] => [
  ...new Set(chosen.flatMap(({ state }) => (state.account === 0 ? [] : [state.account]))),
];

/**
 * Terms as they are calculated: cut where a method begins or ends, each piece by the method that wins there.
 *
 * Takes     terms in order of days; the service's methods, the most particular first; the account, 0 for any other
 * Gives     pieces in order of days; a piece without a decision is the terms' own
 */
export function withMethods(
  terms: readonly Timed<ServiceTerms>[],
  chosen: readonly Timed<CalculationMethod>[],
  account: AccountId | 0,
): Timed<ChargedTerms>[] {
  const mine = chosen.filter(({ state }) => state.account === 0 || state.account === account);
  const pieces: Timed<ChargedTerms>[] = [];
  for (const span of terms) {
    const cuts = mine.flatMap(({ from, to }) => [from, to]).filter((at) => at > span.from && at < span.to);
    const places = [...new Set([span.from, ...cuts])].sort((a, b) => a - b);
    for (const [i, from] of places.entries()) {
      const to = places[i + 1] ?? span.to;
      const calculation = mine.find((of) => of.from <= from && from < of.to)?.state;
      const last = pieces.at(-1);
      const state: ChargedTerms = calculation
        ? { ...span.state, method: calculation.method ?? span.state.method, calculation }
        : span.state;
      if (last && last.to === from && isSame(last.state, state)) pieces[pieces.length - 1] = { ...last, to };
      else pieces.push({ from, to, state });
    }
  }
  return pieces;
}

const isSame = (a: ChargedTerms, b: ChargedTerms): boolean =>
  a.provider === b.provider && a.method === b.method && isSameCalculation(a.calculation, b.calculation);

/** A decision repeated does not split a line. */
export const isSameCalculation = (
  a: CalculationMethod | undefined,
  b: CalculationMethod | undefined,
): boolean => a === b || (a !== undefined && b !== undefined && calculationKey(a) === calculationKey(b));

/** What a decision says, whoever decided it and for how long. */
export const calculationKey = (of: CalculationMethod): string =>
  [
    of.method ?? "",
    of.formula ? `${of.formula.code}@${of.formula.version}` : "",
    of.volume,
    of.missing,
    of.area,
    of.rounding,
  ].join("|");
