import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatsOf } from "./format.ts";
import { parseQuantityText, writeQuantityText } from "./parse-quantity-text.ts";

const read = (text: string, digits = 3, language: "ru" | "en" = "ru") => {
  const result = parseQuantityText(text, { digits, language });
  return result.ok ? result.value : result.refusal.code;
};

describe("a reading as it stands on the dial", () => {
  test.each<[text: string, millionths: bigint]>([
    ["0", 0n],
    ["418,59", 418_590_000n],
    ["418.59", 418_590_000n],
    ["00418,590", 418_590_000n],
    ["1,234", 1_234_000n],
    ["1 234,5", 1_234_500_000n],
    ["1\u00a0234,567", 1_234_567_000n],
    ["1,234.5", 1_234_500_000n],
    [",5", 500_000n],
    ["7,", 7_000_000n],
  ])("%s", (text, millionths) => expect(read(text)).toBe(millionths));

  test("nothing typed is no reading", () => expect(read("  ")).toBeUndefined());
});

describe("what is not a reading is refused", () => {
  test.each<[text: string, code: string]>([
    ["-5", "negative"],
    ["\u22125", "negative"],
    ["1,2345", "too_many_decimals"],
    ["12 34", "unreadable"],
    ["1.234,5", "unreadable"],
    ["1,2,3", "unreadable"],
    ["5+5", "unreadable"],
    ["5 м³", "unreadable"],
    [".", "unreadable"],
    ["12345678901", "too_large"],
  ])("%s", (text, code) => expect(read(text)).toBe(code));

  test("a comma that may part thousands is refused in English", () => {
    expect(read("1,234", 3, "en")).toBe("ambiguous");
    expect(read("1.234", 3, "en")).toBe(1_234_000n);
    expect(read("0,234", 3, "en")).toBe(234_000n);
  });

  test("as many digits as the meter has", () => {
    expect(read("5,1", 0)).toBe("too_many_decimals");
    expect(read("5,1", 1)).toBe(5_100_000n);
  });
});

test.each(["ru", "en"] as const)("what is written in %s is read back as itself", (language) => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10n ** 16n - 1n }), (millionths) => {
      expect(read(writeQuantityText(millionths, language), 6, language)).toBe(millionths);
      expect(read(formatsOf(language).quantity(millionths, 1), 6, language)).toBe(millionths);
    }),
  );
});

test("what is no dial may be below zero, and is read back as itself", () => {
  const signed = (text: string) => parseQuantityText(text, { digits: 6, language: "ru", isSigned: true });
  expect(signed("−1,5")).toEqual({ ok: true, value: -1_500_000n });
  expect(signed(writeQuantityText(-1_500_000n, "ru"))).toEqual({ ok: true, value: -1_500_000n });
  expect(signed("--1")).toEqual({ ok: false, refusal: { code: "unreadable" } });
});
