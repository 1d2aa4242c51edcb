import type { StepsCode } from "./model.ts";

/** From this day of delay on, this part of the rate a day. */
export interface Step {
  readonly fromDay: number;
  readonly denominator: number;
}

/**
 * The fractions of the key rate by the day of delay; day 1 is the day after the last day to pay.
 *
 * Law       Housing Code art. 155 p. 14 (nothing for 30 days, 1/300 to day 90, then 1/130) and p. 14.1 (capital repair:
 *           1/300 from day 31); laws on heat supply art. 15, water art. 13, power art. 37, gas art. 25: who manages
 *           a building 1/300, from day 61 1/170, from day 91 1/130; other buyers 1/130 from the first day
 * Practice  which of the sector laws' rows a holder falls under is by his contract: a choice of the policy
 */
export const STEPS_BY_LAW: Readonly<Record<StepsCode, readonly Step[]>> = {
  resident: [
    { fromDay: 31, denominator: 300 },
    { fromDay: 91, denominator: 130 },
  ],
  capital_repair: [{ fromDay: 31, denominator: 300 }],
  sector: [
    { fromDay: 1, denominator: 300 },
    { fromDay: 61, denominator: 170 },
    { fromDay: 91, denominator: 130 },
  ],
  sector_130: [{ fromDay: 1, denominator: 130 }],
};
