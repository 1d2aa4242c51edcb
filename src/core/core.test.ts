import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, daysBetween, parseDay } from "./day.ts";
import { divideRounded, exact, parseExact, plus, rounded, toDecimal } from "./exact.ts";
import { moneyText, parseMoney, price, sumOf } from "./money.ts";
import {
  addMonths,
  daysIn,
  endDay,
  firstDay,
  monthsBetween,
  parsePeriod,
  period,
  periodFromNumber,
  periodNumber,
} from "./period.ts";
import { shareOut } from "./share-out.ts";
import { type Money, money, quantity, rate } from "./units.ts";

const kopecks = fc.bigInt({ min: -(10n ** 14n), max: 10n ** 14n });

describe("rounding", () => {
  it.each([
    [5n, 10n, 1n],
    [4n, 10n, 0n],
    [-5n, 10n, -1n],
    [-4n, 10n, 0n],
    [15n, 10n, 2n],
    [25n, 10n, 3n],
  ])("%d / %d is %d: ties go away from zero", (n, d, expected) => {
    expect(divideRounded(n, d)).toBe(expected);
  });

  it("is nearer to the exact value than half a unit, and symmetric", () => {
    fc.assert(
      fc.property(kopecks, fc.bigInt({ min: 1n, max: 10n ** 9n }), (n, d) => {
        const q = divideRounded(n, d);
        const error = n - q * d;
        expect((error < 0n ? -error : error) * 2n <= d).toBe(true);
        expect(divideRounded(-n, d)).toBe(-q);
      }),
    );
  });

  it("prices a tie to the upper kopeck: 54.3 m² × 28.15 is 1528.545", () => {
    expect(price(quantity<"m2">(54_300_000n), rate<"m2">(28_150_000n))).toBe(152_855n);
  });
});

describe("exact numbers", () => {
  it("read what they write", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }), (millionths) => {
        const text = toDecimal(exact(millionths, 1_000_000n), 6);
        const read = parseExact(text);
        expect(read && rounded(read, 6)).toBe(millionths);
      }),
    );
  });

  it.each(["1e3", "", "1.2.3", "--1", "0x10", "NaN", "1 000"])("refuse %j", (text) => {
    expect(parseExact(text)).toBeUndefined();
  });

  it("add without loss over unlike denominators", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.bigInt({ min: -1000n, max: 1000n }), fc.bigInt({ min: 1n, max: 400n })), {
          maxLength: 40,
        }),
        (parts) => {
          const forward = parts.reduce((sum, [n, d]) => plus(sum, exact(n, d)), exact(0n));
          const back = parts.toReversed().reduce((sum, [n, d]) => plus(sum, exact(n, d)), exact(0n));
          expect(forward.n * back.d).toBe(back.n * forward.d);
        },
      ),
    );
  });
});

describe("money", () => {
  it("is read and written in roubles with two decimals", () => {
    fc.assert(
      fc.property(kopecks, (amount) => {
        expect(parseMoney(moneyText(amount))).toBe(amount);
      }),
    );
  });
  it.each([
    ["1500", 150_000n],
    ["1 500,5", 150_050n],
    ["-0.01", -1n],
    ["1\u00a0234,56", 123_456n],
  ])("%s", (text, amount) => expect(parseMoney(text)).toBe(amount));
  it.each(["10.005", "1,2,3", "", "abc", "1e5", "."])("refuses %j", (text) =>
    expect(parseMoney(text)).toBeUndefined(),
  );
});

describe("C2 conserved", () => {
  it("a share-out loses nothing and invents nothing", () => {
    const weights = fc
      .array(fc.bigInt({ min: 0n, max: 10n ** 12n }), { minLength: 1, maxLength: 50 })
      .filter((list) => list.some((weight) => weight > 0n));
    fc.assert(
      fc.property(kopecks, weights, (total, list) => {
        const shares = shareOut(money(total), list);
        expect(sumOf(shares)).toBe(total);
        // A share is never a kopeck or more away from its exact part, and nobody without weight pays.
        const weightSum = list.reduce((sum, weight) => sum + weight, 0n);
        shares.forEach((share, index) => {
          const off = share * weightSum - total * (list[index] ?? 0n);
          expect((off < 0n ? -off : off) < weightSum).toBe(true);
          if (list[index] === 0n) expect(share).toBe(0n);
        });
      }),
    );
  });
  it("refuses weights that cannot be shared by", () => {
    expect(() => shareOut(100n as Money, [0n, 0n])).toThrow("C2 conserved");
    expect(() => shareOut(100n as Money, [])).toThrow("C2 conserved");
    expect(() => shareOut(100n as Money, [2n, -1n])).toThrow("C2 conserved");
  });
});

describe("days and periods", () => {
  it("a day is a real one", () => {
    expect(parseDay("2026-02-29")).toBeUndefined();
    expect(parseDay("2024-02-29")).toBe("2024-02-29");
    expect(parseDay("15.07.2026")).toBeUndefined();
  });
  it("counting days forth and back", () => {
    const from = parseDay("2026-01-01");
    if (!from) throw new Error("a date");
    fc.assert(
      fc.property(fc.integer({ min: -40_000, max: 40_000 }), (days) => {
        expect(daysBetween(from, addDays(from, days)) - days).toBe(0);
      }),
    );
  });
  it("a period ends where the next begins", () => {
    fc.assert(
      fc.property(fc.integer({ min: -600, max: 300 }), (months) => {
        const at = addMonths(period("2026-11"), months);
        expect(endDay(at)).toBe(firstDay(addMonths(at, 1)));
        expect(daysBetween(firstDay(at), endDay(at))).toBe(daysIn(at));
        expect(monthsBetween(period("2026-11"), at) - months).toBe(0);
        expect(periodFromNumber(periodNumber(at))).toBe(at);
      }),
    );
    expect(parsePeriod("2026-13")).toBeUndefined();
    expect(parsePeriod("2026-1")).toBeUndefined();
  });
});
