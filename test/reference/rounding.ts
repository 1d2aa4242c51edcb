import { add, type Fraction, isEqual, isNought, kopecks, multiply, roundTo, sum } from "./fraction.ts";

/** What one account owes for one day of a service, before it is rounded. */
export interface DayCost {
  readonly account: number;
  readonly provider: number;
  readonly day: string;
  /** Costs of one whole are rounded together: the zone, and how the volume was found. */
  readonly whole: string;
  readonly range: number;
  readonly volume: Fraction;
  readonly rate: Fraction;
  /** Found by a norm, not by a meter. */
  readonly byNorm: boolean;
  /** Whose rate it is: another group's is printed in another line, even where it is the same. */
  readonly group: string;
}

/** A line: what one account owes one provider at one rate. */
export interface Due {
  readonly account: number;
  readonly provider: number;
  readonly kopecks: bigint;
  /** As it is printed, to six decimals. */
  readonly volume: Fraction;
  readonly rate: Fraction;
  readonly byNorm: boolean;
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

/** 4.6: holders first, in their order; then what one holder owes at several rates, in the order of the days. */
function roundWhole(costs: readonly DayCost[], orderOfAccounts: readonly number[]): Due[] {
  const accounts = orderOfAccounts.filter((account) => costs.some((one) => one.account === account));
  const ofAccount = accounts.map((account) => costs.filter((one) => one.account === account));
  const totals = lastTakesRest(
    ofAccount.map((own) => sum(own.map(amountOf))),
    undefined,
  );
  return accounts.flatMap((account, i) => {
    const lines: {
      provider: number;
      range: number;
      group: string;
      rate: Fraction;
      cost: Fraction;
      volume: Fraction;
      byNorm: boolean;
    }[] = [];
    for (const cost of [...(ofAccount[i] ?? [])].sort(byRangeAndDay)) {
      const line = lines.find(
        (one) =>
          one.provider === cost.provider &&
          one.range === cost.range &&
          one.group === cost.group &&
          isEqual(one.rate, cost.rate),
      );
      if (line) {
        line.cost = add(line.cost, amountOf(cost));
        line.volume = add(line.volume, cost.volume);
      } else lines.push({ ...cost, cost: amountOf(cost) });
    }
    const amounts = lastTakesRest(
      lines.map((line) => line.cost),
      totals[i],
    );
    return lines.map(({ provider, rate, volume, byNorm }, j) => ({
      account,
      provider,
      kopecks: amounts[j] as bigint,
      volume: roundTo(6, volume),
      rate,
      byNorm,
    }));
  });
}

const amountOf = (cost: DayCost): Fraction => multiply(cost.volume, cost.rate);
const byRangeAndDay = (a: DayCost, b: DayCost): number => a.range - b.range || (a.day < b.day ? -1 : 1);

/** Each rounded, the last one that costs anything takes what is left of the whole. */
function lastTakesRest(costs: readonly Fraction[], whole: bigint | undefined): bigint[] {
  let left = whole ?? kopecks(sum(costs));
  const last = costs.findLastIndex((cost) => !isNought(cost));
  return costs.map((cost, i) => {
    const amount = i === last ? left : kopecks(cost);
    left -= amount;
    return amount;
  });
}
