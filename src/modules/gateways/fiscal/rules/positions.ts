import { assert } from "#core/assert";
import { sumOf } from "#core/money";
import { shareOut } from "#core/share-out";
import { type Money, money } from "#core/units";
import type { Position, Supplier } from "../model.ts";

/** What a payment brought to one supplier; without a supplier it is an advance. */
export interface Brought {
  readonly supplier: Supplier | undefined;
  readonly amount: Money;
}

const NAME_MAX = 128;

/**
 * The positions of a receipt: one for each supplier, and one for what was paid ahead.
 *
 * Law       54-FZ art. 4.7 p. 1: the receipt of a paying agent names the supplier and its INN on each position (tags
 *           1224-1226, 1057/1222); FFD 1.2: 1030 up to 128 characters, 1214 "full payment" for what was billed before,
 *           "advance" for what was not
 * Takes     what each supplier gets of the payment, as it was allocated; suppliers may repeat
 * Gives     positions that make the payment to the kopeck, in the order in which suppliers came first
 * Refuses   nothing; a supplier that gets nothing, or less, has no position: what it is short of is taken from the others
 */
export function positionsOf(brought: readonly Brought[], account: string): Position[] {
  const sums = new Map<string, { supplier: Supplier | undefined; amount: bigint }>();
  for (const { supplier, amount } of brought) {
    const key = supplier === undefined ? "" : `${supplier.inn} ${supplier.name}`;
    const sum = sums.get(key) ?? { supplier, amount: 0n };
    sums.set(key, { ...sum, amount: sum.amount + amount });
  }
  const total = sumOf(brought.map(({ amount }) => amount));
  const positive = [...sums.values()].filter(({ amount }) => amount > 0n);
  const shares = shareOut(
    total,
    positive.map(({ amount }) => amount),
  );
  const positions = positive.map(({ supplier }, index): Position => {
    const amount = shares[index] ?? money(0n);
    return supplier === undefined
      ? { name: cut(`Аванс за ЖКУ ЛС ${account}`), amount, method: "advance" }
      : { name: cut(`ЖКУ ${supplier.name} ЛС ${account}`), amount, method: "full_payment", supplier };
  });
  assert(sumOf(positions.map(({ amount }) => amount)) === total, "the positions of a receipt make its total");
  return positions;
}

const cut = (name: string): string => [...name].slice(0, NAME_MAX).join("");

/**
 * The positions of a return: those of the sale, less what was returned before, in proportion by largest remainder. All
 * returns of a sale together repeat its positions to the kopeck.
 */
export function returnedPositions(
  sale: readonly Position[],
  before: readonly (readonly Position[])[],
  amount: Money,
): Position[] {
  const left = sale.map((position, index) =>
    money(position.amount - before.reduce((sum, positions) => sum + amountAt(positions, sale, index), 0n)),
  );
  assert(amount > 0n && amount <= sumOf(left), "no more is returned than was sold");
  const shares = shareOut(amount, left);
  return sale.flatMap((position, index) => {
    const share = shares[index] ?? money(0n);
    return share > 0n ? [{ ...position, amount: share }] : [];
  });
}

/** A return leaves positions of nothing out, so they are found by what they say. */
const amountAt = (positions: readonly Position[], sale: readonly Position[], index: number): bigint => {
  const wanted = sale[index];
  return positions
    .filter(({ name, supplier }) => name === wanted?.name && supplier?.inn === wanted.supplier?.inn)
    .reduce((sum, { amount }) => sum + amount, 0n);
};
