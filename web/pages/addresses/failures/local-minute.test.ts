import { describe, expect, it } from "vitest";
import { hoursBetween, readTime } from "./local-minute.ts";

describe("a time of the day", () => {
  it.each([
    ["8", "08:00"],
    ["08:00", "08:00"],
    ["8.30", "08:30"],
    ["0830", "08:30"],
    ["830", "08:30"],
    [" 23 59 ", "23:59"],
    ["0", "00:00"],
  ])("%s is %s", (text, time) => expect(readTime(text)).toBe(time));

  it.each(["", "24", "12:60", "8:5", "утром", "-1"])("%j is none", (text) =>
    expect(readTime(text)).toBeUndefined(),
  );
});

it("hours are whole ones", () => {
  expect(hoursBetween("2026-11-05T08:00", "2026-11-06T15:00")).toBe(31);
  expect(hoursBetween("2026-11-05T08:30", "2026-11-05T09:29")).toBe(0);
});
