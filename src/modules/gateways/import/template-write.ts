import { writeXlsx } from "hucre/xlsx";
import {
  anySheet,
  type Column,
  type Rows,
  SHEET_NAMES,
  type SheetName,
  SHEETS,
  type Written,
} from "./template-sheets.ts";
import { NOTES_SHEET } from "./template-read.ts";
import { BYTE_ORDER_MARK, csvLine, harmlessCell } from "./text.ts";
import type { ImportLanguage } from "./words.ts";

/** Rows to write into the templates: an export is a filled-in template. Absent sheets are written empty. */
export type TemplateRows = { readonly [N in SheetName]?: readonly Rows[N][] };

/**
 * The templates as one workbook, a sheet for each room: headings with notes (type, example, meaning), closed lists
 * to choose from, text columns that keep their zeros, and a sheet of explanations in front.
 */
export async function writeTemplateXlsx(
  language: ImportLanguage,
  rows: TemplateRows = {},
): Promise<Uint8Array> {
  const sheets = SHEET_NAMES.map((name) => {
    const columns = columnsOf(name);
    const cells = new Map(
      columns.map(([, column], index) => [
        `0,${index}`,
        {
          value: heading(column, language),
          style: { font: { bold: true } },
          comment: { text: noteOf(column, language) },
        },
      ]),
    );
    return {
      name: SHEETS[name][language],
      columns: columns.map(([, column]) => ({
        width: Math.max(12, heading(column, language).length + 2),
        // Dates and texts are kept as typed; a number column stays a number for the spreadsheet's own sums.
        ...(isNumber(column) ? {} : { numFmt: "@" }),
      })),
      rows: [
        columns.map(([, column]) => heading(column, language)),
        ...writtenRows(name, rows).map((row) => row.map((cell, at) => inSpreadsheet(cell, columns[at]?.[1]))),
      ],
      cells,
      freezePane: { rows: 1 },
      dataValidations: columns.flatMap(([, column], index) => validationOf(column, index, language)),
    };
  });
  return writeXlsx({ sheets: [notesSheet(language), ...sheets] });
}

/** One template as CSV with `;`, UTF-8 with its mark. */
export function* writeTemplateCsv<N extends SheetName>(
  name: N,
  language: ImportLanguage,
  rows: readonly Rows[N][] = [],
): Generator<string> {
  const columns = columnsOf(name);
  yield BYTE_ORDER_MARK + csvLine(columns.map(([, column]) => heading(column, language)));
  for (const row of writtenRows(name, { [name]: rows }))
    yield csvLine(
      row.map((cell, at) => {
        const column = columns[at]?.[1];
        // A Russian spreadsheet takes "52.4" for the 52nd of April.
        return language === "ru" && column && isNumber(column) ? cell.replace(".", ",") : harmlessCell(cell);
      }),
    );
}

/** Numbers as numbers, so that a clerk can add them up there; longer ones than a spreadsheet keeps stay text. */
function inSpreadsheet(cell: string, column: Column<unknown> | undefined): string | number {
  if (!column || !isNumber(column) || cell === "" || cell.replaceAll(/\D/g, "").length > 15)
    return harmlessCell(cell);
  return Number(cell);
}

const columnsOf = (name: SheetName): [string, Column<unknown>][] => Object.entries(anySheet(name).columns);

/** A star marks what must be filled in. */
const heading = (column: Column<unknown>, language: ImportLanguage): string =>
  `${column[language]}${column.required && column.fallback === undefined ? " *" : ""}`;

function noteOf(column: Column<unknown>, language: ImportLanguage): string {
  const ru = language === "ru";
  const list = choicesOf(column, language);
  return [
    ru ? column.noteRu : column.noteEn,
    `${ru ? "Тип" : "Type"}: ${KINDS[column.type.kind][language]}`,
    list.length > 0 ? `${ru ? "Возможно" : "Choices"}: ${list.join(", ")}` : "",
    column.example ? `${ru ? "Например" : "Example"}: ${exampleOf(column, language)}` : "",
  ]
    .filter((line) => line !== "")
    .join("\n");
}

/** The example in the words of the language: choices are translated, the rest is the same in both. */
function exampleOf(column: Column<unknown>, language: ImportLanguage): string {
  if (language === "ru") return column.example;
  const words = column.example
    .split(", ")
    .map((word) => column.type.choices?.find((one) => one.ru[0] === word)?.en[0] ?? word);
  return words.join(", ");
}

const choicesOf = (column: Column<unknown>, language: ImportLanguage): string[] =>
  (column.type.choices ?? []).map((one) => one[language][0]);

const KINDS: Readonly<Record<Column<unknown>["type"]["kind"], Readonly<Record<ImportLanguage, string>>>> = {
  text: { ru: "текст", en: "text" },
  whole: { ru: "целое число", en: "whole number" },
  decimal: { ru: "число, до 6 знаков после запятой", en: "number, up to 6 decimals" },
  money: { ru: "рубли и копейки", en: "roubles and kopecks" },
  date: { ru: "дата ДД.ММ.ГГГГ", en: "date YYYY-MM-DD or DD.MM.YYYY" },
  month: { ru: "месяц ММ.ГГГГ", en: "month YYYY-MM or MM.YYYY" },
  yes: { ru: "да или нет", en: "yes or no" },
  choice: { ru: "слово из списка", en: "a word of the list" },
  choices: { ru: "слова из списка через запятую", en: "words of the list with commas" },
  share: { ru: "дробь", en: "fraction" },
};

const isNumber = (column: Column<unknown>): boolean =>
  ["whole", "decimal", "money"].includes(column.type.kind);

function validationOf(column: Column<unknown>, index: number, language: ImportLanguage) {
  const values = column.type.kind === "choice" ? choicesOf(column, language) : [];
  // A list in a cell rule holds 255 characters; longer ones are in the note alone.
  if (values.length === 0 || values.join(",").length > 250 || values.some((value) => value.includes(",")))
    return [];
  const letter = letters(index);
  return [
    {
      type: "list" as const,
      values,
      range: `${letter}2:${letter}10000`,
      allowBlank: true,
      showErrorMessage: true,
    },
  ];
}

const letters = (index: number): string =>
  index < 26
    ? String.fromCharCode(65 + index)
    : `${letters(Math.floor(index / 26) - 1)}${letters(index % 26)}`;

function notesSheet(language: ImportLanguage) {
  const ru = language === "ru";
  const lines = SHEET_NAMES.flatMap((name) =>
    columnsOf(name).map(([, column]) => [
      SHEETS[name][language],
      heading(column, language),
      KINDS[column.type.kind][language],
      exampleOf(column, language),
      [ru ? column.noteRu : column.noteEn, choicesOf(column, language).join(", ")]
        .filter((note) => note !== "")
        .join(": "),
    ]),
  );
  return {
    name: NOTES_SHEET[language],
    columns: [{ width: 20 }, { width: 32 }, { width: 28 }, { width: 34 }, { width: 90 }].map((column) => ({
      ...column,
      numFmt: "@",
    })),
    rows: [
      ru
        ? ["Лист", "Столбец (* обязателен)", "Тип", "Пример", "Пояснение"]
        : ["Sheet", "Column (* required)", "Type", "Example", "Note"],
      ...lines.map((line) => line.map(harmlessCell)),
    ],
    freezePane: { rows: 1 },
  };
}

function writtenRows(name: SheetName, rows: TemplateRows): string[][] {
  const columns = columnsOf(name);
  const list: readonly object[] = rows[name] ?? [];
  return list.map((row) => {
    const written = cellsOf(name, row);
    return columns.map(([key, column]) =>
      written[key] === undefined ? "" : column.type.write(written[key]),
    );
  });
}

/** A row with the fields that its sheet has columns for. */
function cellsOf(name: SheetName, row: object): Readonly<Record<string, unknown>> {
  if (name !== "accounts") return row as Readonly<Record<string, unknown>>;
  const { shareNumerator, shareDenominator, ...rest } = row as Rows["accounts"];
  const written: Written["accounts"] = {
    ...rest,
    share: { numerator: shareNumerator, denominator: shareDenominator },
  };
  return written as unknown as Readonly<Record<string, unknown>>;
}
