import type { BuildingFacts } from "#modules/charging";
import { monthAfter } from "./calendar.ts";
import { add, divide, type Fraction, fraction, less, multiply, NOUGHT, subtract, sum } from "./fraction.ts";

type Span = NonNullable<BuildingFacts["allocators"]>[number];
type Billed = Span["billed"][number];

/** What an account's heat of a month changes by. */
export interface Allocated {
  readonly account: number;
  readonly provider: number;
  readonly month: string;
  readonly kopecks: bigint;
}

/**
 * 3(5): where more than half of the building's area has allocators, what its premises were charged is theirs by units.
 * Practice notes: month by month; each premises is given what its share of the months so far lacks, in whole kopecks,
 * those left to the largest remainders; accounts of a premises divide its month by what each was charged.
 */
export function allocated(span: Span): Allocated[] {
  const equipped = sum(span.places.map((of) => fraction(of.area)));
  const units = (premises: number): bigint => span.places.find((of) => of.premises === premises)?.units ?? 0n;
  const isHalf = !less(fraction(span.totalArea), multiply(equipped, fraction(2)));
  if (isHalf || span.places.every((of) => of.units === 0n)) return [];
  const own = span.billed.filter((of) => span.places.some((place) => place.premises === of.premises));
  return [...new Set(own.map((of) => of.provider))].flatMap((provider) => {
    const lacking = new Map<number, Fraction>();
    const found: Allocated[] = [];
    for (let month: string = span.from; month <= span.to; month = monthAfter(month)) {
      const billed = own.filter((of) => of.provider === provider && of.period === month);
      const premises = [...new Set(billed.map((of) => of.premises as number))];
      const all = premises.reduce((total, of) => total + units(of), 0n);
      if (all === 0n) continue;
      const pool = billed.reduce((total, of) => total + of.amount, 0n);
      const due = premises.map((of) =>
        add(lacking.get(of) ?? NOUGHT, multiply(fraction(pool), fraction(units(of), all))),
      );
      const given = inWholeKopecks(due, pool);
      for (const [i, of] of premises.entries()) {
        lacking.set(of, subtract(due[i] as Fraction, fraction(given[i] as bigint)));
        found.push(
          ...ofAccounts(
            billed.filter((one) => one.premises === of),
            given[i] as bigint,
          ),
        );
      }
    }
    return found;
  });
}

const floor = (of: Fraction): bigint =>
  (of.top - (((of.top % of.bottom) + of.bottom) % of.bottom)) / of.bottom;

/** Rounded down; the kopecks that are left go one by one to the largest remainders, or come from the smallest. */
function inWholeKopecks(shares: readonly Fraction[], pool: bigint): bigint[] {
  const whole = shares.map(floor);
  const order = shares
    .map((share, i) => ({ i, rest: subtract(share, fraction(whole[i] as bigint)) }))
    .sort((a, b) => (less(b.rest, a.rest) ? -1 : less(a.rest, b.rest) ? 1 : a.i - b.i))
    .map(({ i }) => i);
  let left = pool - whole.reduce((total, of) => total + of, 0n);
  while (left !== 0n)
    for (const i of left > 0n ? order : order.toReversed()) {
      if (left === 0n) break;
      const kopeck = left > 0n ? 1n : -1n;
      whole[i] = (whole[i] as bigint) + kopeck;
      left -= kopeck;
    }
  return whole;
}

/** A premises' month among those who held it, by what each was charged; in equal parts where nobody was. */
function ofAccounts(billed: readonly Billed[], share: bigint): Allocated[] {
  const accounts = [...new Set(billed.map((of) => of.account as number))];
  const charged = accounts.map((account) =>
    billed.reduce((total, of) => (of.account === account ? total + of.amount : total), 0n),
  );
  const positive = charged.map((of) => (of > 0n ? of : 0n));
  const weights = positive.some((of) => of > 0n) ? positive : positive.map(() => 1n);
  const all = fraction(weights.reduce((total, of) => total + of, 0n));
  // A credit is divided as its size.
  const sign = share < 0n ? -1n : 1n;
  const shares = weights.map((of) => divide(multiply(fraction(share * sign), fraction(of)), all));
  return inWholeKopecks(shares, share * sign).map((part, i) => ({
    account: accounts[i] as number,
    provider: billed[0]?.provider as number,
    month: billed[0]?.period as string,
    kopecks: part * sign - (charged[i] as bigint),
  }));
}
