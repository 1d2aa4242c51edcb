import { must } from "#core/assert";
import type { Day } from "#core/day";
import type { Period } from "#core/period";
import { dueDayOf, PENALTY_LAW } from "#modules/charging";

/**
 * The day by which a month's charges are to be paid, as the receipt says it: the very day from which days of delay are
 * counted (Housing Code art. 155; a day off moves it to the next working day, Civil Code art. 193).
 */
export const dueDay = (of: Period): Day => must(dueDayOf(of, PENALTY_LAW), `the last day to pay for ${of}`);
