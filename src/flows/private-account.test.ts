import { expect, test } from "vitest";
import { day } from "#core/day";
import { windowOn } from "./private-account.ts";
import { roublesTyped } from "./private-payments.ts";
import { readingTyped } from "./private-readings.ts";

test("a reading counts for its month through the 25th, and from the 26th for the next", () => {
  expect(windowOn(day("2026-11-25"))).toEqual({
    period: "2026-11",
    until: "2026-11-25",
    after: "2026-10-25",
  });
  expect(windowOn(day("2026-12-26"))).toEqual({
    period: "2027-01",
    until: "2027-01-25",
    after: "2026-12-25",
  });
});

test.each([
  ["1 234,5", 123_450n],
  ["100", 10_000n],
  ["0.01", 1n],
])("a sum of money as people type it: %s", (text, kopecks) => {
  expect(roublesTyped(text)).toBe(kopecks);
});

test.each(["", "-5", "1,234", "1e3", "0x10", "двести"])("no sum of money: %j", (text) => {
  expect(roublesTyped(text)).toBeUndefined();
});

test.each([
  ["443,40", 443_400_000n],
  ["18 442", 18_442_000_000n],
  ["0.0001", 100n],
])("a dial as people type it: %s", (text, millionths) => {
  expect(readingTyped(text)).toBe(millionths);
});

test.each(["", "44,", "−1", "1.23456", "1e3"])("no dial: %j", (text) => {
  expect(readingTyped(text)).toBeUndefined();
});
