import { covers, type Day } from "#core/day";
import type { PenaltyLaw, RateUsed } from "./model.ts";

/**
 * The percent by which a day's penalty is reckoned: the Bank of Russia's key rate, while a cap is in force the
 * smaller of the two.
 *
 * Law       Housing Code art. 155 p. 14; decrees 474 of 26.03.2022, 2479 of 28.12.2022, 2382 of 29.12.2023 and 329 of
 *           18.03.2025: from 28.02.2022 to the end of 2026 not above the rate of 27.02.2022, 9.5 %
 * Gives     the rate and where it comes from; nothing for a day before the first known rate
 */
export function rateOn(on: Day, law: Pick<PenaltyLaw, "keyRates" | "caps">): RateUsed | undefined {
  const keyRate = law.keyRates.findLast((rate) => rate.from <= on);
  if (!keyRate) return undefined;
  const cap = law.caps.find((one) => covers(one, on) && one.percent < keyRate.percent);
  return { on, keyRate, cap };
}

export const percentOf = (rate: RateUsed): bigint => rate.cap?.percent ?? rate.keyRate.percent;
