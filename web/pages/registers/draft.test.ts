import { describe, expect, test } from "vitest";
import { columnOf, decimalOf, definitionOf, EMPTY, withDecimal, withField, withValue } from "./draft.ts";

describe("a column in the editor", () => {
  test("of another field keeps its place and forgets how the former was written", () => {
    expect(withField({ field: "amount", from: 3, to: 9, decimal: "," }, "date")).toEqual({
      field: "date",
      from: 3,
      to: 9,
      format: "DD.MM.YYYY",
    });
    expect(withField({ field: "amount", decimal: "," }, "fee")).toEqual({ field: "fee", decimal: "," });
    expect(withField({ field: "account", digits: 10 }, "comment")).toEqual({ field: "comment" });
  });

  test("has whole kopecks as one of the ways to write a sum", () => {
    const kopecks = withDecimal({ field: "amount", decimal: "," }, "kopecks");
    expect(kopecks).toEqual({ field: "amount", format: "kopecks" });
    expect(decimalOf(kopecks)).toBe("kopecks");
    expect(withDecimal(kopecks, "any")).toEqual({ field: "amount", decimal: "any" });
  });
});

describe("a definition", () => {
  test("loses what is emptied", () => {
    expect(withValue(EMPTY, "delimiter", undefined)).not.toHaveProperty("delimiter");
    expect(withValue(EMPTY, "sheet", "Реестр")).toHaveProperty("sheet", "Реестр");
  });

  test("is read from text, with what the form does not know", () => {
    expect(definitionOf('{"title":"x","fileName":"{number:3}.txt"}')).toMatchObject({
      fileName: "{number:3}.txt",
    });
    expect(definitionOf("{")).toBeUndefined();
    expect(definitionOf("[1]")).toBeUndefined();
  });

  test("has the number of the column in a fault's place", () => {
    expect([columnOf("columns.3.format"), columnOf("footer.columns.1")]).toEqual([3, undefined]);
  });
});
