import { add, type Fraction, kopecks, multiply, NOUGHT } from "./fraction.ts";

/** What one account owes for one day of a service, before it is rounded. */
export interface DayCost {
  readonly account: number;
  readonly provider: number;
  readonly day: string;
  /** Costs of one whole are rounded together: the zone, the range and how the volume was found. */
  readonly whole: string;
  readonly volume: Fraction;
  readonly rate: Fraction;
}

export interface Due {
  readonly account: number;
  readonly provider: number;
  readonly kopecks: bigint;
}

/**
 * 4.6 and 4.7: days of one account at one rate are one line; each line of a whole is rounded, the last one that
 * costs anything takes what is left of the rounded whole.
 */
export function roundWholes(costs: readonly DayCost[], orderOfAccounts: readonly number[]): Due[] {
  const wholes = new Map<string, DayCost[]>();
  for (const cost of costs) wholes.set(cost.whole, [...(wholes.get(cost.whole) ?? []), cost]);
  return [...wholes.values()].flatMap((whole) => roundWhole(whole, orderOfAccounts));
}

function roundWhole(costs: readonly DayCost[], orderOfAccounts: readonly number[]): Due[] {
  const lines: { account: number; provider: number; rate: Fraction; cost: Fraction }[] = [];
  const ordered = [...costs].sort(
    (a, b) =>
      orderOfAccounts.indexOf(a.account) - orderOfAccounts.indexOf(b.account) || (a.day < b.day ? -1 : a.day > b.day ? 1 : 0),
  );
  for (const cost of ordered) {
    const amount = multiply(cost.volume, cost.rate);
    const line = lines.find(
      (one) =>
        one.account === cost.account &&
        one.provider === cost.provider &&
        one.rate.top === cost.rate.top &&
        one.rate.bottom === cost.rate.bottom,
    );
    if (line) line.cost = add(line.cost, amount);
    else lines.push({ account: cost.account, provider: cost.provider, rate: cost.rate, cost: amount });
  }
  const paying = lines.filter((line) => line.cost.top !== 0n);
  let left = kopecks(paying.reduce((all, line) => add(all, line.cost), NOUGHT));
  return paying.map((line, i) => {
    const amount = i === paying.length - 1 ? left : kopecks(line.cost);
    left -= amount;
    return { account: line.account, provider: line.provider, kopecks: amount };
  });
}
