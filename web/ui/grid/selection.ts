import type { Column } from "./columns.ts";

/** Rows from the anchor to the current one, both included, whichever stands higher. */
export const rangeOf = (ids: readonly string[], anchor: number, to: number): ReadonlySet<string> =>
  new Set(ids.slice(Math.max(0, Math.min(anchor, to)), Math.max(anchor, to) + 1));

export function toggled(selection: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(selection);
  if (!next.delete(id)) next.add(id);
  return next;
}

/** Sum and average of a column; rows without a value take no part. The average is rounded half away from zero. */
export function totalOf<Row>(
  column: Column<Row>,
  rows: readonly Row[],
): { sum: bigint; average: bigint; values: number } {
  let sum = 0n;
  let values = 0;
  for (const row of rows) {
    const value = column.sumOf?.(row);
    if (value === undefined) continue;
    sum += value;
    values += 1;
  }
  return { sum, average: values === 0 ? 0n : divided(sum, BigInt(values)), values };
}

function divided(sum: bigint, by: bigint): bigint {
  const magnitude = sum < 0n ? -sum : sum;
  const rounded = (magnitude * 2n + by) / (by * 2n);
  return sum < 0n ? -rounded : rounded;
}
