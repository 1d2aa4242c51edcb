import { describe, expect, test } from "vitest";
import { type Day, day } from "#core/day";
import { type Period, period } from "#core/period";
import { money } from "#core/units";
import { amountOf, announcedOn, ATTEMPTS_MAX, chargeDayIn, nextTurn, retryOn } from "./turn.ts";

const dueIn = (month: Period): Day => day(`${month}-16`);
const onDay = (days: number) => ({ kind: "day_of_month", days }) as const;
const before = (days: number) => ({ kind: "before_due", days }) as const;

describe("the day of a turn", () => {
  test("is a day of the month, or so many days before the last day to pay", () => {
    expect(chargeDayIn(period("2026-11"), onDay(5), dueIn)).toBe("2026-11-05");
    expect(chargeDayIn(period("2026-11"), before(3), dueIn)).toBe("2026-11-13");
    expect(chargeDayIn(period("2005-01"), before(3), () => undefined)).toBeUndefined();
  });

  test.each([
    ["2026-11-08", 10, "2026-11", "2026-11-10", "2026-11-09"],
    // Tomorrow is the first that can be announced a day ahead.
    ["2026-11-09", 10, "2026-11", "2026-11-10", "2026-11-09"],
    ["2026-11-10", 10, "2026-12", "2026-12-10", "2026-12-09"],
    ["2026-11-30", 1, "2026-12", "2026-12-01", "2026-11-30"],
    ["2026-12-31", 28, "2027-01", "2027-01-28", "2027-01-27"],
  ])("set on %s for the %d. comes in %s", (today, days, month, chargeOn, announceOn) => {
    const since = period(today.slice(0, 7));
    expect(nextTurn({ schedule: onDay(days), today: day(today), since, dueIn })).toEqual({
      month,
      chargeOn,
      announceOn,
    });
  });

  test("that was missed is announced late within its month, and never in the next", () => {
    const turn = { month: period("2026-11"), chargeOn: day("2026-11-10"), announceOn: day("2026-11-09") };
    expect(announcedOn(turn, day("2026-11-09"))).toBe("2026-11-10");
    expect(announcedOn(turn, day("2026-11-20"))).toBe("2026-11-21");
    expect(announcedOn(turn, day("2026-11-30"))).toBeUndefined();
    expect(announcedOn(turn, day("2027-01-02"))).toBeUndefined();
  });
});

test("no more is taken than is due, nor than the payer allows", () => {
  expect(amountOf(money(150_000n), undefined)).toBe(150_000n);
  expect(amountOf(money(150_000n), money(100_000n))).toBe(100_000n);
  expect(amountOf(money(90_000n), money(100_000n))).toBe(90_000n);
  expect(amountOf(money(-5n), money(100_000n))).toBe(0n);
});

test("a soft decline is tried again ever later, and not for ever", () => {
  expect([1, 2, 3, ATTEMPTS_MAX].map((attempts) => retryOn(day("2026-11-10"), attempts))).toEqual([
    "2026-11-11",
    "2026-11-12",
    "2026-11-14",
    undefined,
  ]);
});
