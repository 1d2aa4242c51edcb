import { readXlsx, writeXlsx } from "hucre/xlsx";
import { describe, expect, test } from "vitest";
import { must } from "#core/assert";
import { day } from "#core/day";
import { period } from "#core/period";
import { money } from "#core/units";
import { readIdentifiers } from "./identifiers-file.ts";
import { accountsRequest, documentsRequest, paymentsRequest } from "./requests.ts";
import { messageWorkbook, readWorkbookResults } from "./workbook.ts";

const guid = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;
const holder = { surname: "=cmd|' /C calc'!A0", givenName: "Анна", patronymic: "" };
const accounts = accountsRequest(
  [1, 2, 3].map((n) => ({
    transport: guid(n),
    kind: "UO",
    number: `440011001${n}`,
    place: { premises: guid(100 + n) },
    holder,
  })),
);
type Cell = string | number | null;
const sheetsOf = async (bytes: Uint8Array): Promise<Record<string, Cell[][]>> =>
  Object.fromEntries((await readXlsx(bytes)).sheets.map(({ name, rows }) => [name, rows as Cell[][]]));

/** The workbook as the system gives it back: cells put in by row and heading. */
async function filled(bytes: Uint8Array, put: Readonly<Record<number, Readonly<Record<string, string>>>>) {
  const { sheets } = await readXlsx(bytes);
  const main = must(sheets[0], "a sheet");
  const headings = must(main.rows[0], "headings");
  const rows = main.rows.map((row, line) =>
    headings.map((heading, at) => put[line]?.[String(heading)] ?? (row[at] as Cell) ?? ""),
  );
  return writeXlsx({ sheets: [{ name: main.name, rows }] });
}

describe("a message as a workbook", () => {
  test("of accounts says the same, and no name in it is a formula", async () => {
    const sheets = await sheetsOf(await messageWorkbook("accounts", accounts));
    const [head, first] = must(sheets["Основные сведения"], "the sheet");
    expect(head?.slice(0, 5)).toEqual([
      "№ записи",
      "Номер ЛС (иной идентификатор потребителя)",
      "Тип лицевого счета",
      "Фамилия",
      "Имя",
    ]);
    expect(first?.slice(0, 5)).toEqual(["1", "4400110011", "ЛС УО", "'=cmd|' /C calc'!A0", "Анна"]);
    expect(sheets["Помещения"]?.[2]).toEqual(expect.arrayContaining(["2", guid(102)]));
  });

  test("of documents has each charge, the capital repair and the penalty, and sums are numbers", async () => {
    const xml = documentsRequest({
      period: period("2026-11"),
      requisites: { transport: guid(9), bic: "049876543", account: "40821810900000000777" },
      documents: [
        {
          transport: guid(1),
          accountGuid: guid(50),
          number: "4400110010-112026",
          charges: [
            {
              section: "municipal",
              service: { code: "1.1", guid: guid(51) },
              rate: 24_316_0000n,
              charged: money(151_002n),
              recalculated: money(-2n),
              benefit: money(0n),
              individual: { volume: 6_210_000n, by: "M" },
            },
          ],
          capitalRepair: {
            rate: 12_000_000n,
            charged: money(60_000n),
            recalculated: money(0n),
            benefit: money(0n),
          },
          penalty: { service: { code: "60", guid: guid(60) }, amount: money(500n), cause: "Просрочка" },
          opening: money(-10_000n),
          paymentsTaken: 30,
        },
      ],
    });
    const sheets = await sheetsOf(await messageWorkbook("documents", xml));
    const cell = (sheet: string, heading: string): unknown => {
      const [head = [], row = []] = must(sheets[sheet], sheet);
      return row[head.indexOf(heading)];
    };
    expect(cell("Разделы 1-2", "Месяц")).toBe("11");
    expect(cell("Разделы 1-2", "Аванс на начало расчетного периода, руб.")).toBe(100);
    expect(cell("Разделы 1-2", "К оплате за расчетный период, руб.")).toBe(2115);
    expect(cell("Разделы 1-2", "Итого к оплате с учетом задолженности, руб.")).toBe(2015);
    expect(cell("Раздел 3", "Вид услуги")).toBe("Коммунальная");
    expect(cell("Раздел 3", "Способ определения объема")).toBe("Прибор учета");
    expect(cell("Раздел 3", "Объем, индивидуальное потребление")).toBe(6.21);
    expect(cell("Раздел 3", "Перерасчеты, руб.")).toBe(-0.02);
    expect(cell("Раздел 3", "Итого к оплате, руб.")).toBe(1510);
    expect(cell("Капитальный ремонт", "Итого к оплате, руб.")).toBe(600);
    expect(cell("Неустойки и судебные расходы", "Сумма, руб.")).toBe(5);
  });

  test("of payments says whole kopecks", async () => {
    const xml = paymentsRequest([
      {
        transport: guid(1),
        paidOn: day("2026-11-20"),
        of: { service: "20АК574354-01" },
        amount: money(12_345n),
        online: false,
      },
    ]);
    expect((await sheetsOf(await messageWorkbook("payments", xml)))["Оплата"]?.[1]?.slice(0, 5)).toEqual([
      "1",
      "",
      "20АК574354-01",
      123.45,
      "20.11.2026",
    ]);
  });
});

describe("a workbook that came back", () => {
  const of = { kind: "accounts", xml: accounts } as const;
  const read = async (put: Parameters<typeof filled>[1]) =>
    readWorkbookResults(await filled(await messageWorkbook("accounts", accounts), put), of);

  test("names accounts, refuses some, and leaves others open", async () => {
    expect(
      await read({
        1: {
          "Единый лицевой счет": "20АК574354",
          "Идентификатор ЖКУ": "20АК574354-01",
          "Статус обработки": "Загружен успешно",
        },
        2: { "Статус обработки": "Ошибка", "Описание ошибки": "INT004160: дом закрыт" },
      }),
    ).toEqual({
      ok: true,
      value: [
        { transport: guid(1), ok: true, guid: undefined, number: "20АК574354", service: "20АК574354-01" },
        { transport: guid(2), ok: false, errors: [{ code: "", sentence: "INT004160: дом закрыт" }] },
      ],
    });
  });

  test("is refused with its lines where a row is not the message's", async () => {
    expect(
      await read({
        1: { "№ записи": "9" },
        2: { "Номер ЛС (иной идентификатор потребителя)": "4400110099" },
        3: { "№ записи": "2", "Единый лицевой счет": "20АК" },
      }),
    ).toMatchObject({
      refusal: {
        code: "gis.workbook_lines_wrong",
        count: 3,
        lines: [
          { line: 2, fault: "no_such_row", found: "9" },
          { line: 3, fault: "other_thing", found: "4400110099" },
          { line: 4, fault: "row_twice", found: "2" },
        ],
      },
    });
    expect(await read({ 3: { "Единый лицевой счет": "20АК" } })).toMatchObject({
      refusal: { lines: [{ line: 4, fault: "malformed", found: "20АК" }] },
    });
  });

  test("that is no workbook, or not ours, says so", async () => {
    expect(await readWorkbookResults(Buffer.from("PK\u0003\u0004 and no more"), of)).toMatchObject({
      refusal: { code: "gis.workbook_unreadable", trouble: "not_a_table" },
    });
    const other = await writeXlsx({ sheets: [{ name: "Лист1", rows: [["a", "b"]] }] });
    expect(await readWorkbookResults(other, of)).toMatchObject({
      refusal: { code: "gis.workbook_columns_missing", columns: expect.arrayContaining(["№ записи"]) },
    });
  });
});

describe("a file of identifiers", () => {
  const read = (text: string) => readIdentifiers(Buffer.from(text));
  const HEAD = "Код дома;Номер помещения;Номер лицевого счета;Идентификатор в ГИС ЖКХ (GUID);ЕЛС;ИЖКУ\n";

  test("is read line by line, and each wrong line says why", async () => {
    const lines = [
      `L-12;;;${guid(1).toUpperCase()};;`,
      `L-12;5;;${guid(2)};;`,
      `;;4400110010;;20АК574354;20АК574354-01`,
      ";;4400110011;;;",
      `;;;${guid(3)};;`,
      "L-12;6;;1234;;",
      "L-12;7;;;20АК574354;",
      ";;4400110012;;20АК;",
      ";;4400110013;;20АК574354;20АК574355-01",
      `L-12;5;;${guid(4)};;`,
      "",
    ];
    const found = await read(HEAD + lines.join("\n"));
    if (!found.ok) throw new Error(found.refusal.code);
    expect(found.value.lines.map(({ line, guid: of, unified }) => [line, of, unified])).toEqual([
      [2, guid(1), ""],
      [3, guid(2), ""],
      [4, "", "20АК574354"],
    ]);
    expect(found.value.unfilled).toBe(1);
    expect(found.value.refused).toEqual([
      { line: 6, fault: "place_missing", found: "" },
      { line: 7, fault: "guid_malformed", found: "1234" },
      { line: 8, fault: "numbers_of_no_account", found: "20АК574354" },
      { line: 9, fault: "unified_malformed", found: "20АК" },
      { line: 10, fault: "service_of_other_account", found: "20АК574355-01" },
      { line: 11, fault: "line_twice", found: "L-12, 5" },
    ]);
  });

  test("without its columns, or that is no table, is refused", async () => {
    expect(await read("a;b\n1;2")).toMatchObject({ refusal: { code: "gis.identifiers_columns_missing" } });
    expect(await readIdentifiers(Buffer.from([0, 1, 2, 3]))).toMatchObject({
      refusal: { code: "gis.identifiers_unreadable", trouble: "not_a_table" },
    });
  });
});
