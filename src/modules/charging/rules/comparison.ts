import { compare, divideRounded, type Exact, fromMillionths, times } from "#core/exact";
import { type Money, NOTHING } from "#core/units";
import type { LineKind } from "../model.ts";

/** Why a month costs more or less than another; in this order on a screen. */
export const CHANGE_CAUSES = [
  "persons",
  "volume",
  "tariff",
  "multiplier",
  "recalculation",
  "benefit",
  "other",
] as const;
export type ChangeCause = (typeof CHANGE_CAUSES)[number];

/** What one service cost an account in one month. */
export interface ServiceMonth {
  readonly lines: readonly {
    readonly kind: LineKind;
    /** Millionths of the service's unit. */
    readonly volume: bigint;
    /** Millionths of a rouble. */
    readonly rate: bigint;
    readonly amount: Money;
  }[];
  /** Whom the volume was counted by; absent where it does not depend on people. */
  readonly persons?: Exact | undefined;
  /** Booked in the month for earlier ones. */
  readonly recalculated: Money;
  /** Discounts booked in the month, not above nought; absent where there are none. */
  readonly benefits?: Money | undefined;
}

export interface ChangeStep {
  readonly cause: ChangeCause;
  /** Never nothing. */
  readonly amount: Money;
}

export interface MonthsCompared {
  readonly before: Money;
  readonly after: Money;
  /** They add up to `after − before` to the kopeck. */
  readonly steps: readonly ChangeStep[];
}

/**
 * Splits the difference of two months of one service by its causes.
 *
 * Volume    at the former average price: (V₁ − V₀) × T₀; of it the part of a changed number of persons
 * Tariff    the rest of the ordinary lines, and nothing while the rates are the same, however the roundings fall
 * Practice  a month without consumption has no price of its own: all of the difference is volume then
 * Gives     steps that are not nothing; by construction they add up to the difference exactly
 */
export function compareMonths(before: ServiceMonth, after: ServiceMonth): MonthsCompared {
  const [charge0, charge1] = [sumOf(before, "charge"), sumOf(after, "charge")];
  const found: Record<ChangeCause, bigint> = {
    ...chargeSteps(before, after, charge0, charge1),
    multiplier: sumOf(after, "excess") - sumOf(before, "excess"),
    recalculation: after.recalculated - before.recalculated,
    benefit: (after.benefits ?? 0n) - (before.benefits ?? 0n),
  };
  return {
    before: totalOf(before),
    after: totalOf(after),
    steps: CHANGE_CAUSES.filter((cause) => found[cause] !== 0n).map((cause) => ({
      cause,
      amount: found[cause] as Money,
    })),
  };
}

/** The causes of several services together: of the whole month. */
export function sumComparisons(comparisons: readonly MonthsCompared[]): MonthsCompared {
  const sums = new Map<ChangeCause, bigint>();
  for (const { steps } of comparisons)
    for (const { cause, amount } of steps) sums.set(cause, (sums.get(cause) ?? 0n) + amount);
  const sumBy = (amountOf: (one: MonthsCompared) => bigint) =>
    comparisons.reduce((sum, one) => sum + amountOf(one), 0n) as Money;
  return {
    before: sumBy((one) => one.before),
    after: sumBy((one) => one.after),
    steps: CHANGE_CAUSES.flatMap((cause) => {
      const amount = (sums.get(cause) ?? NOTHING) as Money;
      return amount === 0n ? [] : [{ cause, amount }];
    }),
  };
}

function chargeSteps(before: ServiceMonth, after: ServiceMonth, charge0: bigint, charge1: bigint) {
  const difference = charge1 - charge0;
  const [volume0, volume1] = [volumeOf(before), volumeOf(after)];
  const steps = { persons: 0n, volume: 0n, tariff: 0n, other: 0n };
  if (volume0 === 0n || volume1 === 0n) {
    // A fixed sum has no volume: then nothing is known of the cause.
    if (volume0 === volume1) steps.other = difference;
    else steps.volume = difference;
    return steps;
  }
  const byVolume = sameRates(before, after)
    ? difference
    : divideRounded((volume1 - volume0) * charge0 * sign(volume0), abs(volume0));
  steps.tariff = difference - byVolume;
  steps.persons = personsPart(before, after, { byVolume, charge0, volume0, volume1 });
  steps.volume = byVolume - steps.persons;
  return steps;
}

function personsPart(
  before: ServiceMonth,
  after: ServiceMonth,
  of: { byVolume: bigint; charge0: bigint; volume0: bigint; volume1: bigint },
): bigint {
  const { persons: persons0 } = before;
  const { persons: persons1 } = after;
  if (!persons0 || !persons1 || persons0.n === 0n || compare(persons0, persons1) === 0) return 0n;
  // The volume followed the people alone: no kopeck of the rounding is left over as a volume of its own.
  const expected = times(times(fromMillionths(of.volume0), persons1), { n: persons0.d, d: persons0.n });
  const miss = of.volume1 * expected.d - expected.n * 1_000_000n;
  if (abs(miss) <= abs(expected.d)) return of.byVolume;
  const change = {
    n: persons1.n * persons0.d - persons0.n * persons1.d,
    d: persons1.d * persons0.n,
  };
  return divideRounded(of.charge0 * change.n, change.d);
}

const sumOf = (month: ServiceMonth, kind: LineKind): bigint =>
  month.lines.reduce((sum, line) => (line.kind === kind ? sum + line.amount : sum), 0n);

const totalOf = (month: ServiceMonth): Money =>
  (sumOf(month, "charge") + sumOf(month, "excess") + month.recalculated + (month.benefits ?? 0n)) as Money;

const volumeOf = (month: ServiceMonth): bigint =>
  month.lines.reduce((sum, line) => (line.kind === "charge" ? sum + line.volume : sum), 0n);

function sameRates(before: ServiceMonth, after: ServiceMonth): boolean {
  const ratesOf = ({ lines }: ServiceMonth) =>
    new Set(lines.flatMap((line) => (line.kind === "charge" && line.volume !== 0n ? [line.rate] : [])));
  return ratesOf(before).symmetricDifference(ratesOf(after)).size === 0;
}

const abs = (value: bigint): bigint => (value < 0n ? -value : value);
const sign = (value: bigint): bigint => (value < 0n ? -1n : 1n);
