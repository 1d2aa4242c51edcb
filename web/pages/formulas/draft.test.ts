import { describe, expect, it } from "vitest";
import { checkOf, EMPTY_DRAFT, nextKey, outcomeOf, writeOf } from "./draft.ts";

const five = { key: 0, name: " Five ", inputs: { rate: "10000000", volume: "5000000" }, expected: "6000" };

describe("a case of a formula", () => {
  it("is the same text whatever the order in which the formula names its values", () => {
    const draft = { ...EMPTY_DRAFT, cases: [five] };
    const one = JSON.stringify(checkOf(draft, ["volume", "rate"]));
    expect(JSON.stringify(checkOf(draft, ["rate", "volume"]))).toBe(one);
  });

  it("asks for what the formula asks for: nothing it named before, nothing left unsaid", () => {
    const { cases } = writeOf({ ...EMPTY_DRAFT, cases: [five] }, ["volume", "persons"]);
    expect(cases).toEqual([{ name: "Five", inputs: { persons: "0", volume: "5000000" }, expected: "6000" }]);
  });

  it("neither passes nor fails before its sum is written", () => {
    const result = { name: "Five", expected: "0", found: "0", passes: true };
    expect(outcomeOf({ ...five, expected: undefined }, result)).toBe("unsaid");
    expect(outcomeOf(five, result)).toBe("passes");
    expect(outcomeOf(five, { ...result, passes: false })).toBe("fails");
    expect(outcomeOf(five, undefined)).toBeUndefined();
  });

  it("that is added has a key of its own", () => {
    expect(nextKey([])).toBe(0);
    expect(nextKey([five, { ...five, key: 7 }])).toBe(8);
  });
});
