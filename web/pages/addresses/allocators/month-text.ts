/** "2025-10" of "10.2025" as a person types it; undefined: no month. */
export function readMonth(text: string): string | undefined {
  const [, month, year] = /^\s*(0?[1-9]|1[0-2])[./-](\d{4})\s*$/.exec(text) ?? [];
  return month === undefined || year === undefined ? undefined : `${year}-${month.padStart(2, "0")}`;
}

/** Tenths of a percent of a sum, by the rest that is largest: they make 1000 together. */
export function sharesOf(parts: readonly bigint[]): readonly number[] {
  const sum = parts.reduce((all, part) => all + part, 0n);
  if (sum === 0n) return parts.map(() => 0);
  const whole = parts.map((part) => (part * 1000n) / sum);
  let left = 1000n - whole.reduce((all, part) => all + part, 0n);
  const byRest = parts
    .map((part, at) => ({ at, rest: (part * 1000n) % sum }))
    .sort((a, b) => (a.rest === b.rest ? a.at - b.at : a.rest > b.rest ? -1 : 1));
  for (const { at } of byRest) {
    if (left === 0n) break;
    whole[at] = (whole[at] ?? 0n) + 1n;
    left -= 1n;
  }
  return whole.map(Number);
}
