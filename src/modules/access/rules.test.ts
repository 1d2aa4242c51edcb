import { describe, expect, it } from "vitest";
import { judgePassword } from "./rules/judge-user.ts";
import { type RecentFailures, secondsToWait } from "./rules/sign-in-delay.ts";

const none = { count: 0, secondsAgo: 0 };
const failures = (of: Partial<RecentFailures>): RecentFailures => ({
  pair: none,
  login: none,
  address: none,
  ...of,
});

describe("the delay before the next attempt", () => {
  it("is nothing for three slips, then doubles up to a quarter of an hour", () => {
    const after = (count: number) => secondsToWait(failures({ pair: { count, secondsAgo: 0 } }));
    expect([0, 1, 2, 3, 4, 5, 6].map(after)).toEqual([0, 0, 0, 1, 2, 4, 8]);
    expect(after(13)).toBe(900);
    expect(after(10_000)).toBe(900);
  });

  it("passes with time", () => {
    expect(secondsToWait(failures({ pair: { count: 6, secondsAgo: 5.5 } }))).toBe(3);
    expect(secondsToWait(failures({ pair: { count: 6, secondsAgo: 8 } }))).toBe(0);
  });

  it("holds up the owner of a login for a minute at most, however many strangers guess", () => {
    expect(secondsToWait(failures({ login: { count: 1_000_000, secondsAgo: 0 } }))).toBe(60);
    expect(secondsToWait(failures({ login: { count: 9, secondsAgo: 0 } }))).toBe(0);
  });

  it("comes late to an address that many people share", () => {
    expect(secondsToWait(failures({ address: { count: 29, secondsAgo: 0 } }))).toBe(0);
    expect(secondsToWait(failures({ address: { count: 33, secondsAgo: 0 } }))).toBe(8);
  });
});

describe("a password", () => {
  it.each([
    ["correct horse battery", undefined],
    ["двенадцать знаков", undefined],
    ["severoozersk-2026", undefined],
    ["elevensigns", "access.password_too_short"],
    ["x".repeat(129), "access.password_too_long"],
    ["aaaaaaaaaaaaaa", "access.password_easy"],
    ["abcabcabcabcabc", "access.password_easy"],
    ["qwertyuiop12", "access.password_easy"],
    ["йцукенгшщзхъ", "access.password_easy"],
    ["123456789012", "access.password_easy"],
    ["Password1234!", "access.password_easy"],
    ["ivanova12345", "access.password_easy"],
  ])("%s: %s", (password, code) => {
    expect(judgePassword(password, "ivanova@zarya")?.code).toBe(code);
  });
});
