import { describe, expect, it } from "vitest";
import { lineOf, nameBetween, piecesOf } from "./marks.ts";

const shown = (text: string, faults: Parameters<typeof piecesOf>[1]): string =>
  piecesOf(text, faults)
    .map((piece) => (piece.isFault ? `[${piece.text}]` : piece.text))
    .join("");

describe("places of a formula", () => {
  it("are cut out of the text, whatever their order", () => {
    expect(shown("площадь * тариф", [{ at: 0, length: 15 }])).toBe("[площадь * тариф]");
    expect(
      shown("a + b * c", [
        { at: 8, length: 1 },
        { at: 0, length: 1 },
      ]),
    ).toBe("[a] + b * [c]");
  });

  it("never lose or double a letter, even where they overlap or reach too far", () => {
    const text = "volume + rate";
    for (const faults of [
      [
        { at: 0, length: 13 },
        { at: 9, length: 4 },
      ],
      [
        { at: 0, length: 8 },
        { at: 4, length: 9 },
      ],
      [{ at: 9, length: 40 }],
      [{ at: 50, length: 1 }],
      [],
    ]) {
      expect(
        piecesOf(text, faults)
          .map((piece) => piece.text)
          .join(""),
      ).toBe(text);
    }
  });

  it("at the end, where something is missing, are a place without letters", () => {
    expect(shown("volume *", [{ at: 8, length: 0 }])).toBe("volume *[]");
  });

  it("are told by line and letter", () => {
    expect(lineOf("volume *\n  rat", 11)).toEqual({ line: 2, letter: 3 });
    expect(lineOf("volume", 0)).toEqual({ line: 1, letter: 1 });
  });
});

it("a name is parted from its neighbours, and from a bracket not at all", () => {
  expect(nameBetween("тариф", "", "")).toBe("тариф");
  expect(nameBetween("тариф", "объём *", "")).toBe(" тариф");
  expect(nameBetween("тариф", "min(", "; 5)")).toBe("тариф");
  expect(nameBetween("тариф", "", "* 2")).toBe("тариф ");
});
