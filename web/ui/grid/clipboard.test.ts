import { createElement } from "react";
import { expect, test } from "vitest";
import { blockOf, tsvOf } from "./clipboard.ts";
import type { Column } from "./columns.ts";
import { rangeOf, totalOf, toggled } from "./selection.ts";

interface Line {
  holder: string;
  due: bigint | undefined;
  volume: bigint;
}
const columns: readonly Column<Line>[] = [
  { id: "holder", header: "Holder", cell: (line) => createElement("b", null, line.holder) },
  { id: "due", header: "Due", align: "num", cell: () => "not asked", sumOf: (line) => line.due },
  {
    id: "volume",
    header: "Volume",
    align: "num",
    cell: () => "",
    sumOf: (line) => line.volume,
    unit: "quantity",
  },
];
const lines: readonly Line[] = [
  { holder: "Соколова М. В.", due: 1_788_574n, volume: 6_210_000n },
  { holder: "=1+1", due: -41_260n, volume: 0n },
  { holder: "Two\nlines\tand a tab", due: undefined, volume: 4n },
];

test("numbers are plain for a spreadsheet, with the decimal mark of the language", () => {
  expect(tsvOf(columns, lines, "ru")).toBe(
    "Соколова М. В.\t17885,74\t6,21\r\n'=1+1\t-412,60\t0\r\nTwo lines and a tab\t\t0,000004",
  );
  expect(tsvOf(columns, lines.slice(0, 1), "en")).toBe("Соколова М. В.\t17885.74\t6.21");
});

test.each([
  ["17\u00a0885,74", "17885,74"],
  ["\u2212412,60", "-412,60"],
  ["1,234,567.50", "1234567.50"],
  ["5,250", "5,250"],
  ["\u2014", ""],
  ["6,21 м³", "6,21 м³"],
])("a shown number %s is copied as %s", (shown, copied) => {
  const column: Column<string> = { id: "n", header: "N", align: "num", cell: (text) => text };
  expect(tsvOf([column], [shown], "ru")).toBe(copied);
});

test("a pasted block has rows and cells, without the last empty line", () => {
  expect(blockOf("12,5\t 7\r\n\t8\r\n")).toEqual([
    ["12,5", "7"],
    ["", "8"],
  ]);
});

test("sum and average leave out rows without a value; the average is rounded half away from zero", () => {
  const due = columns[1] as Column<Line>;
  expect(totalOf(due, lines)).toEqual({ sum: 1_747_314n, average: 873_657n, values: 2 });
  const of = (...values: bigint[]) =>
    totalOf<bigint>({ id: "v", header: "", cell: () => "", sumOf: (value) => value }, values);
  expect(of(1n, 2n).average).toBe(2n);
  expect(of(-1n, -2n).average).toBe(-2n);
  expect(of()).toEqual({ sum: 0n, average: 0n, values: 0 });
});

test("a range holds both of its ends in either direction", () => {
  expect([...rangeOf(["a", "b", "c", "d"], 2, 1)]).toEqual(["b", "c"]);
  expect([...toggled(new Set(["a"]), "a")]).toEqual([]);
});
