import { describe, expect, it } from "vitest";
import { clockText, hundredthsOf, shareOfChange } from "./compare.ts";

describe("a change beside what was", () => {
  it("is a share of it, whatever the signs", () => {
    expect(shareOfChange(1000n, 1500n)).toBe(0.5);
    expect(shareOfChange(1000n, 0n)).toBe(-1);
    expect(shareOfChange(-1000n, -500n)).toBe(0.5);
    expect(shareOfChange(0n, 5n)).toBeUndefined();
  });
  it("has bars that are longest for the largest change", () => {
    expect(hundredthsOf(-50n, 100n)).toBe(50);
    expect(hundredthsOf(0n, 0n)).toBe(0);
  });
});

describe("a time that is left", () => {
  it("is written as a clock", () => {
    expect([0, 16, 75, 3727].map(clockText)).toEqual(["0:00", "0:16", "1:15", "1:02:07"]);
  });
});
