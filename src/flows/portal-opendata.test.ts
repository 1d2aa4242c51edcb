import { expect, test } from "vitest";
import { csvOf } from "./portal-opendata.ts";

test("a cell is quoted where it has to be, and no text of it is a formula", () => {
  const rows = [
    ["=1+1", "@SUM(A1)", "+7 816", "-5", "-5.25", "-x"],
    ['ООО «А, "Б"»', "две\nстроки", undefined, 7, "", "a"],
  ];
  expect(csvOf(["a", "b", "c", "d", "e", "f"], rows)).toBe(
    [
      "\uFEFFa,b,c,d,e,f",
      "'=1+1,'@SUM(A1),'+7 816,-5,-5.25,'-x",
      '"ООО «А, ""Б""»","две\nстроки",,7,,a',
      "",
    ].join("\r\n"),
  );
});
