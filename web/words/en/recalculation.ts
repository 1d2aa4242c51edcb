/** Words of a month that is charged again: why, and where it changes most. */
export const recalculationWords = {
  "recalculation.largest": "Largest changes",
  "recalculation.largestHow": "A press on the new sum opens its workings, as this run calculates them.",
  "recalculation.noChange": "No sum changes: what came late makes no difference to this month.",
  "recalculation.service": "Service",
  "recalculation.why": "What is known otherwise",
  "recalculation.whyHow":
    "The facts of this run beside those by which {period} was charged before. Approval books the difference in {booked}.",
  "recalculation.summary":
    "{buildings, plural, one {# building} other {# buildings}}; {changed, plural, one {# account changes} other {# accounts change}}.",
  "recalculation.wholeHouse": "whole house",
  "recalculation.ofBefore":
    "Nothing of this month itself came late: it follows an earlier month that was charged again (carried volumes, averages).",
  "recalculation.recorded": "{source}, from {from}: recorded {at}, {by}",
  "recalculation.byProgram": "by a file or a program",
  "recalculation.more": "More buildings",
} as const;
