import { assert } from "#core/assert";
import { type Money, NOTHING } from "#core/units";
import type { ReceiptContent, ServiceLine } from "../model.ts";

/**
 * R1 truthful: a receipt totals to what it shows. Lines to their totals, the balance and the providers' accounts to
 * the sum to pay, the change to the difference of the two months. A content for which this does not hold is a defect
 * of whoever gathered it, and is not printed.
 */
export function assertTruthful(content: ReceiptContent): void {
  const account = content.account.number;
  for (const line of allLines(content)) {
    assert(line.total === sumOfLine(line), `R1 truthful: ${account}, "${line.name}" adds up to its total`);
  }
  const balance = total(content.balance, (row) => row.amount);
  assert(balance === content.toPay, `R1 truthful: ${account}, the balance adds up to the sum to pay`);
  for (const row of content.settlements) {
    assert(
      row.debt + row.paid + row.charged + row.penalty === row.toPay,
      `R1 truthful: ${account}, "${row.provider.name}" adds up to its sum`,
    );
  }
  if (content.settlements.length > 0) {
    const settled = total(content.settlements, (row) => row.toPay);
    assert(settled === content.toPay, `R1 truthful: ${account}, the providers add up to the sum to pay`);
  }
  if (content.change) {
    const { rows, total: now, previousTotal } = content.change;
    const explained = total(rows, (row) => row.amount);
    assert(
      explained === now - previousTotal,
      `R1 truthful: ${account}, the change is explained without rest`,
    );
    const charged = total(
      content.groups.flatMap((group) => group.lines),
      (line) => line.total,
    );
    assert(now === charged, `R1 truthful: ${account}, the change is to the total of section 3`);
  }
}

export const sumOfLine = (line: ServiceLine): bigint =>
  line.charged + (line.multiplier?.excess ?? 0n) + line.recalculation + line.benefit + (line.fine ?? 0n);

export const allLines = (content: ReceiptContent): readonly ServiceLine[] => [
  ...content.groups.flatMap((group) => group.lines),
  ...content.voluntary,
];

export function total<T>(rows: readonly T[], amountOf: (row: T) => bigint): Money {
  let sum = 0n;
  for (const row of rows) sum += amountOf(row);
  return (sum === 0n ? NOTHING : sum) as Money;
}
