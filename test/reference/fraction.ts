/** Exact fractions, in the plainest way: a numerator over a positive denominator, always in lowest terms. */
export interface Fraction {
  readonly top: bigint;
  readonly bottom: bigint;
}

export function fraction(top: bigint | number, bottom: bigint | number = 1n): Fraction {
  let a = BigInt(top);
  let b = BigInt(bottom);
  if (b === 0n) throw new Error("a fraction of nothing");
  if (b < 0n) {
    a = -a;
    b = -b;
  }
  if (b === 1n) return { top: a, bottom: b };
  const divisor = greatestCommonDivisor(a < 0n ? -a : a, b);
  return { top: a / divisor, bottom: b / divisor };
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let [larger, rest] = [a, b];
  while (rest !== 0n) [larger, rest] = [rest, larger % rest];
  return larger;
}

export const NOUGHT = fraction(0);
export const ONE = fraction(1);
/** A stored number of millionths. */
export const ofMillionths = (stored: bigint): Fraction => fraction(stored, 1_000_000n);

export const add = (a: Fraction, b: Fraction): Fraction =>
  fraction(a.top * b.bottom + b.top * a.bottom, a.bottom * b.bottom);
export const subtract = (a: Fraction, b: Fraction): Fraction =>
  fraction(a.top * b.bottom - b.top * a.bottom, a.bottom * b.bottom);
export const multiply = (a: Fraction, b: Fraction): Fraction => fraction(a.top * b.top, a.bottom * b.bottom);
export const divide = (a: Fraction, b: Fraction): Fraction => fraction(a.top * b.bottom, a.bottom * b.top);
export const negative = (a: Fraction): boolean => a.top < 0n;
export const isNought = (a: Fraction): boolean => a.top === 0n;
export const isEqual = (a: Fraction, b: Fraction): boolean => a.top === b.top && a.bottom === b.bottom;
export const less = (a: Fraction, b: Fraction): boolean => a.top * b.bottom < b.top * a.bottom;
export const smaller = (a: Fraction, b: Fraction): Fraction => (less(b, a) ? b : a);
export const larger = (a: Fraction, b: Fraction): Fraction => (less(a, b) ? b : a);
export const minus = (a: Fraction): Fraction => fraction(-a.top, a.bottom);
/** The days of a month mostly have one denominator: their numerators are added, and reduced once. */
export function sum(of: readonly Fraction[]): Fraction {
  const byBottom = new Map<bigint, bigint>();
  for (const { top, bottom } of of) byBottom.set(bottom, (byBottom.get(bottom) ?? 0n) + top);
  return [...byBottom].map(([bottom, top]) => fraction(top, bottom)).reduce(add, NOUGHT);
}

/** Half up, a negative value away from nought (4.7). */
export function roundToWhole(a: Fraction): bigint {
  const size = a.top < 0n ? -a.top : a.top;
  const whole = (2n * size + a.bottom) / (2n * a.bottom);
  return a.top < 0n ? -whole : whole;
}

export const roundTo = (decimals: number, a: Fraction): Fraction => {
  const scale = 10n ** BigInt(decimals);
  return fraction(roundToWhole(multiply(a, fraction(scale))), scale);
};

export const kopecks = (roubles: Fraction): bigint => roundToWhole(multiply(roubles, fraction(100)));

/** For a person who reads a difference. */
export const asDecimal = (a: Fraction): string => (Number(a.top) / Number(a.bottom)).toFixed(6);
