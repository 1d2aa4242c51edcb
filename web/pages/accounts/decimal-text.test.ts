import { describe, expect, it } from "vitest";
import { decimalText, roublesText } from "./decimal-text.ts";

const plain = (text: string): string => text.replaceAll("\u00a0", " ");

describe("decimals of the workings", () => {
  it("are written as the language writes them, inside expressions too", () => {
    expect(plain(decimalText("1510.0236", "ru"))).toBe("1 510,0236");
    expect(decimalText("1510.0236", "en")).toBe("1,510.0236");
    expect(plain(decimalText("91.99 × 59.67 / (3038.11 − 31.35)", "ru"))).toBe(
      "91,99 × 59,67 / (3 038,11 − 31,35)",
    );
    expect(decimalText("-0.5", "en")).toBe("−0.5");
    expect(plain(decimalText("1234567", "ru"))).toBe("1 234 567");
  });

  it("leave words and digits after the mark alone", () => {
    expect(decimalText("V_D − ΣV", "en")).toBe("V_D − ΣV");
    expect(decimalText("0.123456789", "en")).toBe("0.123456789");
  });

  it("have two digits at least when they are roubles", () => {
    expect(plain(roublesText("1510", "ru"))).toBe("1 510,00");
    expect(roublesText("-4.5", "en")).toBe("−4.50");
    expect(roublesText("1510.0236", "en")).toBe("1,510.0236");
  });
});
