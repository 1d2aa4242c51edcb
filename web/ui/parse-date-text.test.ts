import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, type Day, dayFromNumber } from "#core/day";
import { formatsOf } from "./format.ts";
import { parseDateText } from "./parse-date-text.ts";

const TODAY = "2026-11-23";
const read = (text: string, period?: string) => {
  const result = parseDateText(text, { today: TODAY, period });
  return result.ok ? result.value : result.refusal.code;
};

describe("a date as a clerk writes it", () => {
  test.each<[text: string, day: string]>([
    ["15.07.26", "2026-07-15"],
    ["15.07.2026", "2026-07-15"],
    ["150726", "2026-07-15"],
    ["15072026", "2026-07-15"],
    ["1507", "2026-07-15"],
    ["15.7", "2026-07-15"],
    ["5.7.26", "2026-07-05"],
    ["15,07,26", "2026-07-15"],
    ["15/07/26", "2026-07-15"],
    ["15-07-2026", "2026-07-15"],
    ["15 07 26", "2026-07-15"],
    [" 15.07.2026 г.", "2026-07-15"],
    ["2026-07-15", "2026-07-15"],
    ["29.02.24", "2024-02-29"],
    ["+3", "2026-11-26"],
    ["+10", "2026-12-03"],
    ["-1", "2026-11-22"],
    ["\u22121", "2026-11-22"],
    ["с", TODAY],
    ["С", TODAY],
    ["c", TODAY],
    ["t", TODAY],
    ["Сегодня", TODAY],
    ["today", TODAY],
    ["150785", "1985-07-15"],
    ["010146", "2046-01-01"],
    ["010147", "1947-01-01"],
  ])("%s", (text, day) => expect(read(text)).toBe(day));

  test("without a year it is the year of the period", () => {
    expect(read("15.7", "2025-12")).toBe("2025-07-15");
    expect(read("3112", "2025-12")).toBe("2025-12-31");
    expect(read("15.07.26", "2025-12")).toBe("2026-07-15");
  });

  test("nothing typed is no date", () => expect(read("  ")).toBeUndefined());
});

describe("an impossible date is an error, never another date", () => {
  test.each<[text: string, code: string]>([
    ["31.02.26", "impossible"],
    ["29.02.26", "impossible"],
    ["31.04", "impossible"],
    ["00.01.26", "impossible"],
    ["15.13.26", "impossible"],
    ["07/15/26", "impossible"],
    ["2026-02-30", "impossible"],
    ["15.07.1826", "impossible"],
    ["20260715", "impossible"],
    ["15", "unreadable"],
    ["15.07.026", "unreadable"],
    ["15.07.26.1", "unreadable"],
    ["15 июля", "unreadable"],
    ["++3", "unreadable"],
    ["+12345", "unreadable"],
    ["yesterday", "unreadable"],
    ["1507267", "unreadable"],
  ])("%s", (text, code) => expect(read(text)).toBe(code));
});

const days = fc.integer({ min: -25_000, max: 47_000 }).map(dayFromNumber);

test.each(["ru", "en"] as const)("what is written in %s is read back as itself", (language) => {
  fc.assert(
    fc.property(days, (day) => {
      expect(read(formatsOf(language).day(day))).toBe(day);
    }),
  );
});

test("a shift counts days of the calendar", () => {
  fc.assert(
    fc.property(fc.integer({ min: -9999, max: 9999 }), (days) => {
      expect(read(days < 0 ? String(days) : `+${days}`)).toBe(addDays(TODAY as Day, days));
    }),
  );
});

test("day, month and year that are no date never give one", () => {
  const part = fc.integer({ min: 0, max: 99 });
  fc.assert(
    fc.property(part, part, fc.integer({ min: 1900, max: 2099 }), (day, month, year) => {
      const text = [String(day).padStart(2, "0"), String(month).padStart(2, "0"), String(year)];
      const answer = read(text.join("."));
      expect([text.reverse().join("-"), "impossible"]).toContain(answer);
    }),
  );
});
