import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readLoginName } from "./login-name.ts";
import { readSlipCode, slipCode } from "./slip-code.ts";

describe("the code of a slip", () => {
  test("is read back however it is typed", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 12, maxLength: 12 }), (bytes) => {
        const code = slipCode(bytes);
        expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$/);
        const signs = code.replaceAll("-", "");
        expect(readSlipCode(code)).toBe(signs);
        expect(readSlipCode(` ${code.toLowerCase().replaceAll("-", " ")} `)).toBe(signs);
        expect(readSlipCode(signs.replaceAll("0", "O").replaceAll("1", "l"))).toBe(signs);
      }),
    );
  });

  test("is read in letters of the Russian keyboard that look alike", () => {
    expect(readSlipCode("АВЕК-МНРС-ТХ12")).toBe("ABEKMHPCTX12");
  });

  test.each(["", "1234", "1234-5678-9ABCD", "1234-5678-9AB!", "1234-5678-9ABЖ"])("%s is none", (typed) => {
    expect(readSlipCode(typed)).toBeUndefined();
  });
});

describe("the name of a login", () => {
  test.each([
    ["Ivanova@Mail.ru ", "ivanova@mail.ru"],
    ["8 (916) 123-45-67", "+79161234567"],
    ["+7 916 123 45 67", "+79161234567"],
    ["9161234567", "+79161234567"],
  ])("%s is %s", (typed, kept) => {
    expect(readLoginName(typed)).toBe(kept);
  });

  test.each(["", "иванова", "ivanova@", "@mail.ru", "8 495 123-45-67", "916 123", "a@b", "+44 20 7946 0958"])(
    "%s is none",
    (typed) => {
      expect(readLoginName(typed)).toBeUndefined();
    },
  );
});
