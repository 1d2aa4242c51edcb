/**
 * A small seeded generator (mulberry32): the same seed gives the same numbers on every machine and in every
 * version of the runtime. For made-up data only; secrets come from `node:crypto`.
 */
export interface Random {
  /** A whole number of `[0, below)`; `below` at most 2³². */
  below(below: number): number;
  /** A whole number of `[least, most]`. */
  between(least: number, most: number): number;
  /** True `share` times out of a thousand. */
  perMille(share: number): boolean;
  pick<T>(from: readonly [T, ...T[]]): T;
  /** A generator of its own for a part of the work, independent of how many numbers were drawn before. */
  branch(part: number): Random;
}

export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  // 2³² × 2³² does not fit a double exactly, so the high bits are taken by division: exact for these sizes.
  const below = (limit: number): number => Math.floor((next() / 4_294_967_296) * limit);
  return {
    below,
    between: (least, most) => least + below(most - least + 1),
    perMille: (share) => below(1000) < share,
    pick: <T>(from: readonly [T, ...T[]]): T => from[below(from.length)] ?? from[0],
    branch: (part) => randomFrom(seedOf(seed, part)),
  };
}

/** One seed of two numbers, spread so that neighbours have nothing in common. */
export function seedOf(seed: number, part: number): number {
  let mixed = (Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(part + 0x7f4a7c15, 0xc2b2ae35)) >>> 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
  return (mixed ^ (mixed >>> 15)) >>> 0;
}
