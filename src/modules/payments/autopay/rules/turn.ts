import { addDays, type Day } from "#core/day";
import { next, type Period, periodOf } from "#core/period";
import { type Money, money } from "#core/units";
import type { Schedule } from "../model.ts";

/** The payer is told so many days before his card is charged, and can still stop it. */
export const NOTICE_DAYS = 1;

/** A month's turn as it is planned. */
export interface PlannedTurn {
  readonly month: Period;
  readonly chargeOn: Day;
  readonly announceOn: Day;
}

/** The last day to pay that falls in a month; nothing before the law has one. */
export type DueIn = (month: Period) => Day | undefined;

/** The day on which a month's turn comes. */
export function chargeDayIn(month: Period, schedule: Schedule, dueIn: DueIn): Day | undefined {
  if (schedule.kind === "day_of_month") return addDays(`${month}-01` as Day, schedule.days - 1);
  const due = dueIn(month);
  return due === undefined ? undefined : addDays(due, -schedule.days);
}

/** The first turn that can still be announced in time, in `since` or later. */
export function nextTurn(of: {
  readonly schedule: Schedule;
  readonly today: Day;
  readonly since: Period;
  readonly dueIn: DueIn;
}): PlannedTurn {
  const earliest = addDays(of.today, NOTICE_DAYS);
  let month = of.since;
  // The law's last day to pay is in every month that is to come; a schedule that finds none is our defect.
  for (let tried = 0; tried < 1_200; tried++, month = next(month)) {
    const chargeOn = chargeDayIn(month, of.schedule, of.dueIn);
    if (chargeOn !== undefined && chargeOn >= earliest)
      return { month, chargeOn, announceOn: addDays(chargeOn, -NOTICE_DAYS) };
  }
  throw new Error(`no turn of autopay is found after ${of.today}`);
}

/**
 * What becomes of a turn whose day of announcement has come. One that was missed (nobody looked for days) is announced
 * now and charged the notice later, as long as its month lasts; after that it is left out, and nobody pays for two.
 */
export function announcedOn(turn: Pick<PlannedTurn, "month" | "chargeOn">, today: Day): Day | undefined {
  const earliest = addDays(today, NOTICE_DAYS);
  if (turn.chargeOn >= earliest) return turn.chargeOn;
  return periodOf(earliest) > turn.month ? undefined : earliest;
}

/** What is to be announced: all that is due, or the most that the payer allows. */
export function amountOf(due: Money, cap: Money | undefined): Money {
  if (due <= 0n) return money(0n);
  return cap !== undefined && cap < due ? cap : due;
}

/** How often a turn is tried. */
export const ATTEMPTS_MAX = 4;

/** After a soft decline the card is asked again in 1, 2, 4 days; nothing after the last attempt. */
export const retryOn = (today: Day, attempts: number): Day | undefined =>
  attempts >= ATTEMPTS_MAX ? undefined : addDays(today, 2 ** (attempts - 1));
