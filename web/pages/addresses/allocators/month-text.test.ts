import { expect, it } from "vitest";
import { readMonth, sharesOf } from "./month-text.ts";

it("a month is read as it is typed, and what is none is nothing", () => {
  expect(["10.2025", "1.2026", "01/2026", " 12-2025 "].map(readMonth)).toEqual([
    "2025-10",
    "2026-01",
    "2026-01",
    "2025-12",
  ]);
  expect(["13.2025", "00.2025", "2025-10", "10.25", ""].map(readMonth)).toEqual(Array(5).fill(undefined));
});

it("shares make a hundred percent, whatever is rounded", () => {
  expect(sharesOf([1n, 1n, 1n])).toEqual([334, 333, 333]);
  expect(sharesOf([0n, 2_000_000n, 6_000_000n])).toEqual([0, 250, 750]);
  expect(sharesOf([0n, 0n])).toEqual([0, 0]);
});
