import { expect, test } from "vitest";
import { day } from "#core/day";
import { addMonths, period } from "#core/period";
import { windowOn } from "./private-account.ts";
import { roublesTyped } from "./private-payments.ts";
import { againstYearBefore, readingTyped } from "./private-readings.ts";

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

const year = (volumes: readonly (bigint | undefined)[]) =>
  volumes.map((volume, at) => ({ period: addMonths(period("2025-11"), at), volume }));
const USUAL = Array.from({ length: 13 }, () => 5_000_000n);

test("a month stands beside the same one a year before", () => {
  expect(againstYearBefore(year([7_000_000n, ...USUAL.slice(1)]))).toEqual({
    period: "2026-11",
    volume: 5_000_000n,
    before: 7_000_000n,
  });
});

test.each([
  ["nobody read it a year before", [undefined, ...USUAL.slice(1)]],
  ["the month before was not read: it holds two", [...USUAL.slice(0, 11), undefined, 9_000_000n]],
  ["nothing is known", []],
])("a month is compared with nothing where %s", (_why, volumes) => {
  expect(againstYearBefore(year(volumes))).toBeUndefined();
});
