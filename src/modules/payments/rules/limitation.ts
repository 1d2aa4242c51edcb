import type { Day } from "#core/day";
import { addMonths, type Period, periodOf } from "#core/period";

/**
 * The oldest month whose debt a payment of that day may pay without the payer's word.
 *
 * Law       Civil Code art. 196 (three years) and 319.1 p. 3; Plenum of the Supreme Court 27.06.2017 No 22, p. 32:
 *           a payment without a stated month goes to the months that are not past the limitation
 * Practice  The debt of a month falls due inside the next one (Housing Code art. 155 p. 1: the 10th, from the bill of
 *           March 2026 the 15th). A month is taken as barred once three whole years have passed after the end of
 *           that next month, so that no debt is put aside a day too early, whichever the day was.
 */
export const oldestInLimitation = (paidOn: Day): Period => addMonths(periodOf(paidOn), -37);
