import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatMoney, formatSignedMoney } from "./money.ts";
import { parseMoneyText } from "./parse-money-text.ts";

const read = (text: string) => {
  const result = parseMoneyText(text);
  return result.ok ? result.value : result.refusal.code;
};

describe("a sum as a clerk writes it", () => {
  test.each<[text: string, kopecks: bigint]>([
    ["0", 0n],
    ["5", 500n],
    ["1234", 123_400n],
    ["1234,5", 123_450n],
    ["1234.5", 123_450n],
    ["1234.56", 123_456n],
    ["1234,", 123_400n],
    [",50", 50n],
    [".05", 5n],
    ["0,07", 7n],
    ["1 234,50", 123_450n],
    ["1\u00a0234\u00a0567,50", 123_456_750n],
    ["1\u202f234,50 ₽", 123_450n],
    ["  1 234,50 ₽  ", 123_450n],
    ["1 234,50 руб.", 123_450n],
    ["12 р.", 1200n],
    ["1,234.50", 123_450n],
    ["1.234,50", 123_450n],
    ["1,234,567", 123_456_700n],
    ["1,234,567.8", 123_456_780n],
    ["-5", -500n],
    ["\u22125,20", -520n],
    ["+17,30", 1730n],
    ["1200+350,5", 155_050n],
    ["1 200 + 350,50 − 12", 153_850n],
    ["100-250", -15_000n],
    ["9999999999999,99", 999_999_999_999_999n],
  ])("%s", (text, kopecks) => expect(read(text)).toBe(kopecks));

  test("nothing typed is no sum, not a zero", () => {
    expect(read("")).toBeUndefined();
    expect(read(" \u00a0")).toBeUndefined();
  });
});

describe("what is not a sum is refused, never guessed", () => {
  test.each<[text: string, code: string]>([
    ["1.234", "ambiguous"],
    ["1,234", "ambiguous"],
    ["999,999", "ambiguous"],
    ["5+1,234", "ambiguous"],
    ["0,123", "too_many_decimals"],
    ["1234,567", "too_many_decimals"],
    ["1 234,567", "too_many_decimals"],
    ["1,234.567", "too_many_decimals"],
    ["12,3456", "too_many_decimals"],
    ["1200+", "unfinished"],
    ["-", "unfinished"],
    ["1--2", "unreadable"],
    ["12 34", "unreadable"],
    ["1 2345", "unreadable"],
    ["1,23.45", "unreadable"],
    ["1.2.3", "unreadable"],
    ["15.07.26", "unreadable"],
    ["15-07-26", "unreadable"],
    ["0041040127", "unreadable"],
    ["1e5", "unreadable"],
    ["12a", "unreadable"],
    ["0x10", "unreadable"],
    ["2*3", "unreadable"],
    ["(5)", "unreadable"],
    ["₽", "unreadable"],
    [",", "unreadable"],
    ["NaN", "unreadable"],
    ["10000000000000", "too_large"],
  ])("%s", (text, code) => expect(read(text)).toBe(code));

  test("an ambiguous sum is answered with both ways to write it", () => {
    expect(parseMoneyText("1,234")).toEqual({
      ok: false,
      refusal: { code: "ambiguous", whole: "1234", part: "1,23" },
    });
  });
});

const kopecks = fc.bigInt({ min: -(10n ** 15n) + 1n, max: 10n ** 15n - 1n });

test.each(["ru", "en"] as const)("what formatMoney writes in %s is read back as itself", (language) => {
  fc.assert(
    fc.property(kopecks, (sum) => {
      expect(read(formatMoney(sum, language))).toBe(sum);
      expect(read(formatSignedMoney(sum, language))).toBe(sum);
      expect(read(`${formatMoney(sum, language)}\u00a0₽`)).toBe(sum);
    }),
  );
});

test("a chain of sums is their sum to the kopeck", () => {
  fc.assert(
    fc.property(fc.array(kopecks, { minLength: 1, maxLength: 8 }), (sums) => {
      // A zero is written without a sign, so it needs a plus to follow another term.
      const text = sums.map((sum) => (sum === 0n ? "+0" : formatSignedMoney(sum, "ru"))).join("");
      expect(read(text)).toBe(sums.reduce((total, sum) => total + sum, 0n));
    }),
  );
});

test("whatever is typed, the answer is a sum or a refusal", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(..."0123456789.,+- \u00a0₽р") }), (text) => {
      expect(["bigint", "string", "undefined"]).toContain(typeof read(text));
    }),
  );
});
