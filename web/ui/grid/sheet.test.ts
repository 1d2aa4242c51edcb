import { createElement } from "react";
import { readXlsx } from "hucre/xlsx";
import { expect, test } from "vitest";
import type { Column } from "./columns.ts";
import { sheetOf } from "./sheet.ts";
import { xlsxOf } from "./write-xlsx.ts";

interface Line {
  readonly holder: string;
  readonly due: bigint | undefined;
  readonly volume: bigint;
  readonly paidOn: string | undefined;
  readonly period: string;
  readonly at: string;
  readonly share: string;
}
const columns: readonly Column<Line>[] = [
  { id: "holder", header: "Holder", cell: (line) => createElement("b", null, line.holder) },
  {
    id: "due",
    header: "Due",
    group: "Money",
    align: "num",
    cell: () => "not asked",
    sumOf: ({ due }) => due,
  },
  {
    id: "volume",
    header: "Volume",
    align: "num",
    cell: () => "",
    sumOf: ({ volume }) => volume,
    unit: "quantity",
  },
  { id: "paidOn", header: "Paid on", cell: ({ paidOn }) => paidOn ?? "—", timeOf: ({ paidOn }) => paidOn },
  { id: "period", header: "Month", cell: () => "", timeOf: ({ period }) => period },
  { id: "at", header: "At", cell: () => "", timeOf: ({ at }) => at },
  { id: "share", header: "%", align: "num", cell: ({ share }) => share },
];
const line: Line = {
  holder: "Соколова М. В.",
  due: 1_788_574n,
  volume: 6_210_000n,
  paidOn: "2026-11-09",
  period: "2026-11",
  at: "2026-11-23T21:30:00Z",
  share: "+3,9\u00a0%",
};
const items = [
  { row: line, level: 0 },
  {
    row: { ...line, holder: "=1+1", due: -41_260n, paidOn: undefined, share: "\u22121\u00a0200,0\u00a0%" },
    level: 1,
  },
];
const sheet = sheetOf({
  name: "Платежи: ноябрь/2026, ООО «Северный дом»",
  columns,
  items,
  footer: { holder: "Итого", due: "17\u00a0473,14" },
  language: "ru",
});

test("sums and shares are numbers, days and months and instants are dates, a formula of somebody's stays a text", () => {
  expect(sheet.rows).toEqual([
    ["Соколова М. В.", 17_885.74, 6.21, 46_335, 46_327, 46_350 + 0.5 / 24, 0.039],
    ["=1+1", -412.6, 6.21, null, 46_327, 46_350 + 0.5 / 24, -12],
  ]);
  expect(sheet.totals).toEqual(["Итого", 17_473.14, null, null, null, null, null]);
  expect(sheet.columns.map(({ header, format }) => [header, format])).toEqual([
    ["Holder", undefined],
    ["Money: Due", "#,##0.00"],
    ["Volume", undefined],
    ["Paid on", "dd.mm.yyyy"],
    ["Month", "[$-419]mmmm yyyy"],
    ["At", "dd.mm.yyyy hh:mm"],
    ["%", "#,##0.0%"],
  ]);
});

test("a number is read by the language of the reader, and what is more than a number stays a text", () => {
  const shown = (text: string, language: "ru" | "en") =>
    sheetOf<string>({
      name: "n",
      columns: [{ id: "n", header: "N", align: "num", cell: (of) => of }],
      items: [{ row: text, level: 0 }],
      footer: undefined,
      language,
    }).rows[0]?.[0];
  expect(shown("5\u00a0005", "ru")).toBe(5005);
  expect(shown("5,005", "ru")).toBe(5.005);
  expect(shown("5,005", "en")).toBe(5005);
  expect(shown("6,21 м³", "ru")).toBe("6,21 м³");
  expect(shown("12 / 80", "ru")).toBe("12 / 80");
  expect(shown("\u2014", "ru")).toBeNull();
});

test("the file has what the sheet has, its head frozen and the totals last", async () => {
  const { sheets } = await readXlsx(await xlsxOf(sheet), { readStyles: true });
  const [read] = sheets;
  expect(read?.name).toBe("Платежи  ноябрь 2026, ООО «Севе");
  expect(read?.rows).toHaveLength(4);
  expect(read?.rows[0]?.[1]).toBe("Money: Due");
  expect(read?.rows[1]?.[1]).toBe(17_885.74);
  expect(read?.rows[2]?.[0]).toBe("=1+1");
  expect(read?.rows[3]?.slice(0, 2)).toEqual(["Итого", 17_473.14]);
  expect(read?.freezePane).toMatchObject({ rows: 1 });
  expect(read?.rows[1]?.[3]).toEqual(new Date("2026-11-09T00:00:00Z"));
});
