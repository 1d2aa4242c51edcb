import { describe, expect, it } from "vitest";
import { day } from "#core/day";
import { period } from "#core/period";
import { formats } from "./rules/format.ts";

const NB = "\u00a0";
const { ru, en } = formats;

describe("numbers on paper", () => {
  it("sums have two decimals, groups that do not break, and a real minus", () => {
    expect(ru.sum(1_284_906n)).toBe(`12${NB}849,06`);
    expect(en.sum(-123_456_789n)).toBe("\u22121,234,567.89");
    expect(ru.sum(5n)).toBe("0,05");
    expect(ru.sum(0n)).toBe("0,00");
    expect(ru.sum(12_345_678_901_234_567_890n)).toBe(`123${NB}456${NB}789${NB}012${NB}345${NB}678,90`);
  });

  it("a change has its sign, nothing is a dash", () => {
    expect(ru.signedSum(171_911n)).toBe(`+1${NB}719,11`);
    expect(ru.signedSum(-7974n)).toBe("\u221279,74");
    expect(ru.sumOrDash(0n)).toBe("—");
  });

  it("quantities have the decimals that they were given, rounded half away from zero", () => {
    expect(ru.number({ millionths: 5_940_000n, decimals: 3 })).toBe("5,940");
    expect(ru.number({ millionths: 316_602n, decimals: 6 })).toBe("0,316602");
    expect(ru.number({ millionths: 1_500_000n, decimals: 0 })).toBe("2");
    expect(ru.number({ millionths: -1_450_000n, decimals: 1 })).toBe("\u22121,5");
    expect(ru.exactly(76_110_000n, 2)).toBe("76,11");
    expect(ru.exactly(76_125_000n, 2)).toBe("76,125");
    expect(ru.exactly(70_000_000n, 2)).toBe("70,00");
  });
});

describe("dates on paper", () => {
  it("are those of the language", () => {
    expect(ru.longDate(day("2026-12-05"))).toBe("5 декабря 2026");
    expect(en.longDate(day("2026-12-05"))).toBe("5 December 2026");
    expect(ru.month(period("2026-11"))).toBe("ноябрь 2026");
    expect(ru.shortMonth(period("2026-09"))).toBe("сентябрь 26");
    expect(ru.monthDate(day("2029-03-14"))).toBe("03.2029");
  });

  it("know their weekday", () => {
    expect(ru.weekday(day("2026-12-15"))).toBe("вторник");
    expect(en.weekday(day("2000-02-29"))).toBe("Tuesday");
    expect(ru.weekday(day("1970-01-01"))).toBe("четверг");
  });
});
