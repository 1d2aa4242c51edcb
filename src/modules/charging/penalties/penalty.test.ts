import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, type Day, day } from "#core/day";
import type { AccountId, OrganizationId } from "#core/ids";
import { type Period, period, periodOf } from "#core/period";
import { money, NOTHING } from "#core/units";
import { dueDayOf } from "./due-day.ts";
import { rateOn } from "./key-rate.ts";
import type { DebtItem, DebtMovement, PenaltyFacts, PenaltyPolicy, RateMode, Waiver } from "./model.ts";
import { penaltiesOf, penaltyToDate, segmentsOf } from "./penalty.ts";
import { MORATORIUM_OF_2022, PENALTY_LAW } from "./reference.ts";

const JANUARY = period("2025-01");
const UNTIL = day("2025-06-30");

const charged = (kopecks: bigint, bookedIn: Period = JANUARY): DebtMovement => ({
  what: "charge",
  bookedIn,
  day: UNTIL,
  amount: money(kopecks),
});
const paid = (on: string, kopecks: bigint, what: DebtMovement["what"] = "payment"): DebtMovement => ({
  what,
  bookedIn: periodOf(day(on)),
  day: day(on),
  amount: money(kopecks),
});
const item = (movements: readonly DebtMovement[], more: Partial<DebtItem> = {}): DebtItem => ({
  account: 1 as AccountId,
  provider: 5 as OrganizationId,
  chargedFor: JANUARY,
  capitalRepair: false,
  holder: "person",
  before: NOTHING,
  beforeInMonth: NOTHING,
  movements,
  ...more,
});
const policy = (mode: RateMode, more: Partial<PenaltyPolicy> = {}): PenaltyPolicy => ({
  from: day("2000-01-01"),
  mode,
  legalSteps: "sector",
  basis: "Приказ 1",
  ...more,
});
const facts = (
  mode: RateMode,
  more: Partial<Omit<PenaltyFacts, "items">> = {},
): Omit<PenaltyFacts, "items"> => ({
  calculatedTo: UNTIL,
  law: PENALTY_LAW,
  policies: [policy(mode)],
  waivers: [],
  ...more,
});
const penalty = (
  movements: readonly DebtMovement[],
  of: Omit<PenaltyFacts, "items"> = facts("PAYMENT_DATE"),
  more: Partial<DebtItem> = {},
) => penaltyToDate(segmentsOf(item(movements, more), of));

describe("the last day to pay", () => {
  it.each([
    ["2024-12", "2025-01-10"],
    ["2025-01", "2025-02-10"],
    ["2025-04", "2025-05-12"],
    ["2024-04", "2024-05-13"],
    ["2026-02", "2026-03-10"],
    ["2026-03", "2026-04-15"],
    ["2026-07", "2026-08-17"],
  ])("for %s is %s", (month, expected) => {
    expect(dueDayOf(period(month), PENALTY_LAW)).toBe(expected);
  });

  it("is nobody's before the first rule", () => {
    expect(dueDayOf(period("2005-02"), PENALTY_LAW)).toBeUndefined();
  });

  it("minds a Saturday that is worked", () => {
    const law = { dueDays: [{ from: period("2025-01"), day: 1, basis: "" }], calendar: PENALTY_LAW.calendar };
    expect(dueDayOf(period("2025-10"), law)).toBe("2025-11-01");
  });
});

describe("the rate of a day", () => {
  it("is the key rate, and the cap while the cap is the smaller one", () => {
    expect(rateOn(day("2022-02-27"), PENALTY_LAW)).toMatchObject({
      keyRate: { percent: 9_500_000n },
      cap: undefined,
    });
    expect(rateOn(day("2022-02-28"), PENALTY_LAW)).toMatchObject({
      keyRate: { percent: 20_000_000n },
      cap: { percent: 9_500_000n },
    });
    expect(rateOn(day("2022-09-19"), PENALTY_LAW)).toMatchObject({
      keyRate: { percent: 7_500_000n },
      cap: undefined,
    });
    expect(rateOn(day("2026-12-31"), PENALTY_LAW)?.cap?.percent).toBe(9_500_000n);
    expect(rateOn(day("2027-01-01"), PENALTY_LAW)?.cap).toBeUndefined();
    expect(rateOn(day("2019-12-15"), PENALTY_LAW)).toBeUndefined();
  });
});

describe("a debt's history", () => {
  it("is reckoned net of what the same month's bill took off", () => {
    expect(penalty([charged(600_000n), charged(-100_000n)])).toBe(27_769n);
  });

  it("what was added later falls due with the bill that says so", () => {
    const later = penalty([charged(500_000n, period("2025-03"))]);
    const own = penaltyToDate(
      segmentsOf(
        item([charged(500_000n, period("2025-03"))], { chargedFor: period("2025-03") }),
        facts("PAYMENT_DATE"),
      ),
    );
    expect(later).toBe(own);
    expect(later).toBeGreaterThan(0n);
    expect(later).toBeLessThan(penalty([charged(500_000n)]));
  });

  it("what was taken off later lowers the base from then on, not from the beginning", () => {
    const whole = penalty([charged(800_000n)]);
    const lowered = penalty([charged(800_000n), charged(-300_000n, period("2025-04"))]);
    expect(lowered).toBe(penalty([charged(800_000n), paid("2025-04-30", 300_000n)]));
    expect(lowered).toBeLessThan(whole);
    expect(lowered).toBeGreaterThan(penalty([charged(500_000n)]));
  });

  it("a debt of another system was billed by it", () => {
    const taken = { ...charged(500_000n, period("2025-05")), what: "taken_over" as const };
    expect(penalty([taken])).toBe(27_769n);
  });

  it("an overpaid item that went to the advances owes nothing and is owed nothing", () => {
    const credit = [charged(-50_000n, period("2025-04")), paid("2025-04-30", -50_000n, "advance")];
    expect(penalty([charged(500_000n), paid("2025-02-05", 500_000n), ...credit])).toBe(0n);
  });

  it("a payment after the day of calculation has not come yet", () => {
    expect(penalty([charged(500_000n), paid("2025-07-01", 500_000n)])).toBe(27_769n);
  });

  it("an advance that never came leaves the debt as it was", () => {
    const debt = charged(500_000n);
    const back = [paid("2025-02-28", 500_000n, "advance"), paid("2025-05-20", 500_000n, "advance_back")];
    expect(penalty([debt, ...back])).toBe(penalty([debt]));
  });
});

describe("whose steps they are", () => {
  it("capital repair never comes to 1/130", () => {
    const segments = segmentsOf(item([charged(65_160n)], { capitalRepair: true }), facts("PAYMENT_DATE"));
    expect(segments.map(({ denominator, days }) => [denominator, days])).toEqual([[300, 110]]);
  });

  it("a firm has no free days and three fractions", () => {
    const segments = segmentsOf(item([charged(500_000n)], { holder: "legal" }), facts("PAYMENT_DATE"));
    expect(segments.map(({ from, denominator }) => [from, denominator])).toEqual([
      ["2025-02-11", 300],
      ["2025-04-12", 170],
      ["2025-05-12", 130],
    ]);
  });

  it("a policy without a word about firms asks nothing of them", () => {
    const silent = facts("PAYMENT_DATE", { policies: [policy("PAYMENT_DATE", { legalSteps: undefined })] });
    expect(penalty([charged(500_000n)], silent, { holder: "legal" })).toBe(0n);
    expect(penalty([charged(500_000n)], silent)).toBe(27_769n);
  });
});

describe("days that do not count", () => {
  it("accrual pauses in a moratorium for the debts that it spares; the numbers of the days run on", () => {
    const law = { ...PENALTY_LAW, moratoria: [MORATORIUM_OF_2022] };
    const itemOf = (month: string) => item([charged(500_000n, period(month))], { chargedFor: period(month) });
    const of = facts("PAYMENT_DATE", { law, calculatedTo: day("2022-12-31") });
    const spared = segmentsOf(itemOf("2022-01"), of);
    expect(spared.map(({ from, through, denominator }) => [from, through, denominator])).toEqual([
      ["2022-03-13", "2022-03-31", 300],
      ["2022-10-02", "2022-12-31", 130],
    ]);
    const younger = segmentsOf(itemOf("2022-04"), of);
    expect(younger[0]?.from).toBe("2022-06-11");
  });

  it("a policy begins on its day, and its mode is of its days alone", () => {
    const policies = [
      policy("PAYMENT_DATE", { from: day("2025-04-01"), to: day("2025-05-01") }),
      policy("BY_DAY", { from: day("2025-05-01") }),
    ];
    const segments = segmentsOf(item([charged(500_000n)]), facts("PAYMENT_DATE", { policies }));
    expect(segments.map(({ from, through }) => [from, through])).toEqual([
      ["2025-04-01", "2025-04-30"],
      ["2025-05-01", "2025-05-11"],
      ["2025-05-12", "2025-06-30"],
    ]);
    expect(segments.every(({ due }) => due === "2025-02-10")).toBe(true);
  });

  it("a waived day stays in sight and costs nothing", () => {
    const waiver: Waiver = {
      from: day("2025-03-13"),
      to: day("2025-05-12"),
      account: 1 as AccountId,
      provider: 0,
      document: "Приказ 7",
    };
    const of = facts("PAYMENT_DATE", { waivers: [waiver] });
    const segments = segmentsOf(item([charged(500_000n)]), of);
    expect(segments.map(({ days, waivedBy }) => [days, waivedBy])).toEqual([
      [60, "Приказ 7"],
      [50, undefined],
    ]);
    expect(penaltyToDate(segments)).toBe(18_269n);
    for (const other of [{ account: 2 as AccountId }, { provider: 6 as OrganizationId }])
      expect(
        penalty([charged(500_000n)], facts("PAYMENT_DATE", { waivers: [{ ...waiver, ...other }] })),
      ).toBe(27_769n);
  });
});

describe("the mode", () => {
  const of = (mode: RateMode) =>
    facts(mode, { law: { ...PENALTY_LAW, caps: [] }, calculatedTo: day("2025-07-31") });

  it("PAYMENT_DATE takes one rate for all days, BY_DAY each day's own", () => {
    expect(segmentsOf(item([charged(500_000n)]), of("PAYMENT_DATE")).map(({ percent }) => percent)).toEqual([
      18_000_000n,
      18_000_000n,
    ]);
    expect(
      segmentsOf(item([charged(500_000n)]), of("BY_DAY")).map(({ from, percent }) => [from, percent]),
    ).toEqual([
      ["2025-03-13", 21_000_000n],
      ["2025-05-12", 21_000_000n],
      ["2025-06-09", 20_000_000n],
      ["2025-07-28", 18_000_000n],
    ]);
  });

  it("a rate fall may lower what was booked: the run posts less than nothing", () => {
    const debts = (calculatedTo: Day, before: bigint) =>
      penaltiesOf({
        ...of("PAYMENT_DATE"),
        calculatedTo,
        items: [item([charged(500_000n)], { before: money(before) })],
      })[0];
    const july = debts(day("2025-07-27"), 0n);
    const fallen = debts(day("2025-07-28"), july?.toDate ?? 0n);
    expect(fallen?.posted).toBeLessThan(0n);
    expect(fallen?.toDate).toBe((july?.toDate ?? 0n) + (fallen?.posted ?? 0n));
  });
});

const RUNS = { numRuns: 200 };
const someDay = fc.integer({ min: -20, max: 220 }).map((days) => addDays(day("2025-02-10"), days));
const someSum = fc.bigInt({ min: 1n, max: 1_000_000n });
const someMode = fc.constantFrom<RateMode>("PAYMENT_DATE", "BY_DAY");
const UNCAPPED = { ...PENALTY_LAW, caps: [] };

describe("whatever was owed and paid", () => {
  it("paying earlier never costs more where each day has its own rate, nor under one rate", () => {
    fc.assert(
      fc.property(
        someSum,
        someSum,
        someDay,
        fc.integer({ min: 0, max: 90 }),
        fc.boolean(),
        (debt, sum, on, earlier, capped) => {
          // With the cap every day of these months costs 9.5 %, so the day of payment picks no other rate.
          const of = capped ? facts("PAYMENT_DATE") : facts("BY_DAY", { law: UNCAPPED });
          const late = penalty([charged(debt), paid(on, sum)], of);
          expect(penalty([charged(debt), paid(addDays(on, -earlier), sum)], of)).toBeLessThanOrEqual(late);
        },
      ),
      RUNS,
    );
  });

  it("a payment in two parts on one day costs what it costs whole", () => {
    fc.assert(
      fc.property(someMode, someSum, someSum, someSum, someDay, (mode, debt, one, other, on) => {
        const of = facts(mode, { law: UNCAPPED });
        const whole = penalty([charged(debt), paid(on, one + other)], of);
        expect(penalty([charged(debt), paid(on, one), paid(on, other)], of)).toBe(whole);
      }),
      RUNS,
    );
  });

  it("a debt in two items costs the same but for a kopeck of rounding", () => {
    fc.assert(
      fc.property(someMode, someSum, someSum, someDay, (mode, one, other, calculatedTo) => {
        const of = facts(mode, { law: UNCAPPED, calculatedTo });
        const apart = penalty([charged(one)], of) + penalty([charged(other)], of);
        const difference = apart - penalty([charged(one), charged(other)], of);
        expect(difference * difference).toBeLessThanOrEqual(1n);
      }),
      RUNS,
    );
  });

  it("a reversed payment might as well never have come", () => {
    fc.assert(
      fc.property(
        someMode,
        someSum,
        fc.array(fc.tuple(someDay, someSum), { maxLength: 4 }),
        someDay,
        someSum,
        (mode, debt, others, on, sum) => {
          const of = facts(mode, { law: UNCAPPED });
          const kept = [charged(debt), ...others.map(([at, amount]) => paid(at, amount))];
          const reversed = [...kept, paid(on, sum), paid(on, -sum)];
          expect(penalty(reversed, of)).toBe(penalty(kept, of));
        },
      ),
      RUNS,
    );
  });

  it("the order of movements means nothing, and nobody is owed a penalty", () => {
    const movement = fc.oneof(
      fc
        .tuple(fc.bigInt({ min: -300_000n, max: 500_000n }), fc.integer({ min: 1, max: 6 }))
        .map(([amount, month]) => charged(amount, period(`2025-0${month}`))),
      fc.tuple(someDay, someSum).map(([on, amount]) => paid(on, amount)),
    );
    fc.assert(
      fc.property(someMode, fc.array(movement, { maxLength: 8 }), fc.boolean(), (mode, movements, legal) => {
        const of = facts(mode, { law: UNCAPPED });
        const holder = legal ? "legal" : "person";
        const segments = segmentsOf(item(movements, { holder }), of);
        expect(segmentsOf(item(movements.toReversed(), { holder }), of)).toEqual(segments);
        for (const one of segments) {
          expect(one.base).toBeGreaterThan(0n);
          expect(one.days).toBeGreaterThan(0);
          expect(one.penalty.n).toBeGreaterThan(0n);
        }
      }),
      RUNS,
    );
  });

  it("days after the day of calculation change nothing before it: a segment ends there at the latest", () => {
    fc.assert(
      fc.property(someMode, someSum, someDay, someSum, someDay, (mode, debt, on, sum, calculatedTo) => {
        const segments = segmentsOf(item([charged(debt), paid(on, sum)]), facts(mode, { calculatedTo }));
        for (const one of segments) expect(one.through <= calculatedTo).toBe(true);
      }),
      RUNS,
    );
  });
});
