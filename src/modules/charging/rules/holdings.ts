import { compare, type Exact, minus, ONE, plus, roundedExact, times, exact, ZERO } from "#core/exact";
import type { Slice } from "#modules/metering";
import type { AccountFrame, PremisesFrame } from "./frame.ts";
import { within } from "./slices.ts";

/** The account's part of the premises' volume: its share, on its days. */
export function heldBy(account: AccountFrame, slices: readonly Slice[]): readonly Slice[] {
  if (account.isWhole) return slices;
  const held: Slice[] = [];
  for (const { from, to, share } of account.holdings) held.push(...within(slices, from, to, share));
  return held;
}

/** Share × days of the month: what the account answers for of a volume that knows no days. */
export function weightOf(account: AccountFrame, days: number): Exact {
  if (account.isWhole) return ONE;
  let weight = ZERO;
  for (const { from, to, share } of account.holdings)
    weight = plus(weight, times(share, exact(BigInt(to - from), BigInt(days))));
  return weight;
}

/** Days of the month on which somebody holds the premises. */
export function daysHeld(accounts: readonly AccountFrame[]): number {
  const days = new Set<number>();
  for (const { from, to } of accounts) for (let day = from; day < to; day++) days.add(day);
  return days.size;
}

/**
 * A premises' rounded share of a common volume, divided among its accounts: each rounded, the last takes the rest
 * when together they hold the whole premises (docs/law/practice.md 3).
 */
export function dividedShare(
  share: Exact,
  premises: PremisesFrame,
  days: number,
  scale: number,
): Map<AccountFrame, Exact> {
  const shares = new Map<AccountFrame, Exact>();
  const only = premises.accounts[0];
  if (only?.isWhole && premises.accounts.length === 1) return shares.set(only, share);
  const weights = premises.accounts.map((account) => weightOf(account, days));
  const isFull = compare(weights.reduce(plus, ZERO), ONE) === 0;
  let left = share;
  for (const [i, account] of premises.accounts.entries()) {
    const isLast = isFull && i === premises.accounts.length - 1;
    const part = isLast ? left : roundedExact(times(share, weights[i] ?? ZERO), scale);
    left = minus(left, part);
    shares.set(account, part);
  }
  return shares;
}

/** A volume of the month as one slice over the account's days, so that a rate changed inside them cuts it by days. */
export const monthSlice = (account: AccountFrame, volume: Exact): Slice[] => [
  { from: account.from, to: account.to, volume },
];
