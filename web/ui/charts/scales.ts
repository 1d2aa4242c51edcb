import { scaleLinear } from "@visx/scale";

/** How charts take their values: integers as on the wire. Only here do they become numbers, to be measured in pixels. */
export type Write = (value: bigint) => string;

export const most = (values: readonly bigint[]): bigint =>
  values.reduce((greatest, value) => (value > greatest ? value : greatest), 0n);
export const least = (values: readonly bigint[]): bigint =>
  values.reduce((smallest, value) => (value < smallest ? value : smallest), 0n);

/** A scale that holds zero and all values; an empty or level chart still has a height. */
export function heightScale(values: readonly bigint[], range: readonly [number, number]) {
  const from = Number(least(values));
  const to = Number(most(values));
  return scaleLinear<number>({
    domain: from === to ? [0, 1] : [from, to],
    range: [...range],
    nice: 4,
  });
}

/** The part of a whole in percent, for a width; nothing of nothing is nothing. */
export function percentOf(part: bigint, whole: bigint): number {
  return whole === 0n ? 0 : Number((part * 1_000_000n) / whole) / 10_000;
}
