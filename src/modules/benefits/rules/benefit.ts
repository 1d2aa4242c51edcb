import { type Exact, least, over, times } from "#core/exact";

/**
 * What one person's benefit covers of a service.
 *
 * Law       acts of the region and ЖК РФ art. 160; benefit = min(own share, norm of a person) × rate × percent
 * Takes     the account's volume or area; persons counted (above nought); the norm of one person, where one limits it
 * Gives     exact: the part of the whole that falls on one person and is covered, between 0 and 1 / persons
 */
export function coveredPart({
  measure,
  persons,
  norm,
}: {
  measure: Exact;
  persons: Exact;
  norm: Exact | undefined;
}): Exact {
  if (measure.n <= 0n || persons.n <= 0n) return { n: 0n, d: 1n };
  const share = over(measure, persons);
  return over(norm === undefined ? share : least(share, norm), measure);
}

/** Percent in millionths as a factor. */
export const percentOf = (amount: Exact, percent: bigint): Exact =>
  times(amount, { n: percent, d: 100_000_000n });
