import { type Exact, fromMillionths, least, times } from "#core/exact";
import { toMoney } from "#core/money";
import type { Money } from "#core/units";

/**
 * Compensation of the capital repair contribution to elderly owners.
 *
 * Law       ЖК РФ art. 169 p. 2.1: 50 % from 70, 100 % from 80 years, within the regional social norm of area
 * Takes     the owner's area and the social norm, exact m²; millionths of a rouble for one m²; percent, exact
 * Gives     kopecks, rounded half up once. The contribution itself stays billed in full: the money is paid out by
 *           social security
 */
export function capitalRepairCompensation({
  area,
  socialNorm,
  rate,
  percent,
}: {
  area: Exact;
  socialNorm: Exact;
  rate: bigint;
  percent: Exact;
}): Money {
  const covered = times(least(area, socialNorm), fromMillionths(rate));
  return toMoney(times(covered, { n: percent.n, d: percent.d * 100n }));
}
