import { assert } from "./assert.ts";

/**
 * An exact rational number: the intermediate values of a formula. It is rounded once, at the end, by `rounded`.
 * Denominators are positive. They stay small because a month's formulas divide by days, areas and twelve only.
 */
export interface Exact {
  readonly n: bigint;
  readonly d: bigint;
}

export const exact = (n: bigint, d = 1n): Exact => {
  assert(d !== 0n, "an exact number has a denominator");
  return d < 0n ? { n: -n, d: -d } : { n, d };
};

export const ZERO: Exact = { n: 0n, d: 1n };
export const ONE: Exact = { n: 1n, d: 1n };

/** A stored quantity or rate (millionths) as the number it stands for. */
export const fromMillionths = (millionths: bigint): Exact => ({ n: millionths, d: 1_000_000n });

/** Kopecks as roubles. */
export const fromKopecks = (kopecks: bigint): Exact => ({ n: kopecks, d: 100n });

export const plus = (a: Exact, b: Exact): Exact => {
  if (a.d === b.d) return { n: a.n + b.n, d: a.d };
  if (a.n === 0n) return b;
  return b.n === 0n ? a : shortened(a.n * b.d + b.n * a.d, a.d * b.d);
};

export const minus = (a: Exact, b: Exact): Exact => plus(a, { n: -b.n, d: b.d });
export const times = (a: Exact, b: Exact): Exact => ({ n: a.n * b.n, d: a.d * b.d });
export const over = (a: Exact, b: Exact): Exact => exact(a.n * b.d, a.d * b.n);
export const compare = (a: Exact, b: Exact): number => {
  const left = a.n * b.d;
  const right = b.n * a.d;
  return left < right ? -1 : left > right ? 1 : 0;
};
export const least = (a: Exact, b: Exact): Exact => (compare(a, b) <= 0 ? a : b);
export const greatest = (a: Exact, b: Exact): Exact => (compare(a, b) >= 0 ? a : b);
export const total = (terms: readonly Exact[]): Exact => terms.reduce(plus, ZERO);
export const isZero = (a: Exact): boolean => a.n === 0n;

/** Integer division rounded half away from zero, the rounding of bookkeeping. `d` is positive. */
export function divideRounded(n: bigint, d: bigint): bigint {
  // An odd divisor has no exact half, so the half rounded down decides rightly for it too.
  const half = d >> 1n;
  return n < 0n ? -((half - n) / d) : (n + half) / d;
}

/** The number of `10^-scale` units nearest to `a`, ties away from zero: `rounded(x, 2)` is kopecks. */
export function rounded(a: Exact, scale: number): bigint {
  return divideRounded(a.n * powerOfTen(scale), a.d);
}

const POWERS_OF_TEN: readonly bigint[] = Array.from({ length: 13 }, (_, scale) => 10n ** BigInt(scale));
const powerOfTen = (scale: number): bigint => POWERS_OF_TEN[scale] ?? 10n ** BigInt(scale);

/** Rounds to `scale` decimals and stays an exact number: for the quantities that a law rounds before pricing. */
export const roundedExact = (a: Exact, scale: number): Exact => ({
  n: rounded(a, scale),
  d: powerOfTen(scale),
});

/** Millionths, the stored form of quantities and rates. */
export const toMillionths = (a: Exact): bigint =>
  a.d === 1_000_000n ? a.n : divideRounded(a.n * 1_000_000n, a.d);

/** Reads a plain decimal ("12.5", "-0,25"). Returns undefined for anything else, exponents included. */
export function parseExact(text: string): Exact | undefined {
  const match = /^([+-]?)(\d+)(?:[.,](\d+))?$/.exec(text.trim());
  if (!match) return undefined;
  const fraction = match[3] ?? "";
  const n = BigInt(`${match[2]}${fraction}`);
  return { n: match[1] === "-" ? -n : n, d: 10n ** BigInt(fraction.length) };
}

/** Decimal text with at most `scale` decimals, trailing zeros kept down to `scaleMin`. */
export function toDecimal(a: Exact, scale: number, scaleMin = 0): string {
  const units = rounded(a, scale);
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, "0");
  const whole = digits.slice(0, digits.length - scale);
  let fraction = scale > 0 ? digits.slice(-scale) : "";
  while (fraction.length > scaleMin && fraction.endsWith("0")) fraction = fraction.slice(0, -1);
  return `${units < 0n ? "-" : ""}${whole}${fraction ? `.${fraction}` : ""}`;
}

function shortened(n: bigint, d: bigint): Exact {
  // A long chain of unlike denominators would otherwise grow without bound.
  if (d < 1_000_000_000_000_000_000_000_000_000_000n) return { n, d };
  let a = n < 0n ? -n : n;
  let b = d;
  while (b !== 0n) [a, b] = [b, a % b];
  return a <= 1n ? { n, d } : { n: n / a, d: d / a };
}
