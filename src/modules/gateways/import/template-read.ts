import { parse } from "csv-parse/sync";
import { readXlsx, streamXlsxRows } from "hucre/xlsx";
import { ok, refuse, type Result } from "#core/result";
import type { FileRefusal, RowRefusal } from "./problems.ts";
import {
  type AnySheet,
  anySheet,
  type Column,
  type Rows,
  SHEET_NAMES,
  type SheetName,
  SHEETS,
} from "./template-sheets.ts";
import { asTyped, decodeText, delimiterOf, readRagged } from "./text.ts";
import { guardZip } from "./zip-guard.ts";

/** A row that was read, with where it stood, so that a later refusal can still name its place. */
export interface ReadRow<Row> {
  /** As a spreadsheet counts: the header is row 1. */
  readonly line: number;
  readonly row: Row;
  readonly original: readonly string[];
}

export interface ReadSheet<Name extends SheetName> {
  readonly name: Name;
  readonly header: readonly string[];
  readonly rows: readonly ReadRow<Rows[Name]>[];
}
export type ReadSheets = { readonly [N in SheetName]?: ReadSheet<N> };

/** How many cells were empty and stood for something: nothing is filled in silently. */
export interface FallbackUsed {
  readonly sheet: SheetName;
  readonly column: string;
  readonly value: string;
  readonly rows: number;
}

export interface TemplateRead {
  readonly sheets: ReadSheets;
  readonly refused: readonly RowRefusal[];
  readonly fallbacks: readonly FallbackUsed[];
  /** Columns and sheets that no template has. */
  readonly ignored: readonly string[];
}

export interface TemplateLimits {
  readonly bytes: number;
  readonly unpackedBytes: number;
  readonly rows: number;
}
export const TEMPLATE_LIMITS: TemplateLimits = { bytes: 64 << 20, unpackedBytes: 512 << 20, rows: 1_000_000 };

/**
 * Reads a filled-in XLSX template: every sheet that has a template's name, in either language. Refused rows are
 * listed with their place and reason, all others are typed rows.
 */
export async function readTemplateXlsx(
  bytes: Uint8Array,
  limits: TemplateLimits = TEMPLATE_LIMITS,
): Promise<Result<TemplateRead, FileRefusal>> {
  if (bytes.length > limits.bytes) return tooLarge(bytes, limits);
  const sound = guardZip(bytes, { unpackedBytes: limits.unpackedBytes, entries: 2000 });
  if (!sound.ok) return sound;
  try {
    const names: string[] = [];
    await readXlsx(bytes, { sheets: (info) => (names.push(info.name), false) });
    const reads: TemplateRead[] = [];
    const ignored: string[] = [];
    for (const [index, name] of names.entries()) {
      const known = sheetNamed(name);
      if (!known) {
        if (!NOTES.has(plain(name))) ignored.push(name);
        continue;
      }
      const lines: Line[] = [];
      for await (const row of streamXlsxRows(bytes, { sheet: index, maxRows: limits.rows + 2 })) {
        const cells = row.values.map(cellText);
        if (cells.some((cell) => cell !== "")) lines.push({ line: row.index + 1, cells });
      }
      const read = readSheet(known, lines, limits);
      if (!read.ok) return read;
      reads.push(read.value);
    }
    if (reads.length === 0)
      return refuse({
        code: "import.unknown_sheet",
        sheet: names.join(", "),
        known: SHEET_NAMES.map((name) => SHEETS[name].ru).join(", "),
      });
    const merged = mergeReads(reads);
    return ok({ ...merged, ignored: [...merged.ignored, ...ignored] });
  } catch (error) {
    return refuse({
      code: "import.not_a_table",
      reason: error instanceof Error ? error.message : String(error),
    });
  }
}

/** Reads one sheet of a template from a CSV file: UTF-8, UTF-16 or Windows-1251; `;`, `,` or tab. */
export function readTemplateCsv(
  sheet: SheetName,
  bytes: Uint8Array,
  limits: TemplateLimits = TEMPLATE_LIMITS,
): Result<TemplateRead, FileRefusal> {
  if (bytes.length > limits.bytes) return tooLarge(bytes, limits);
  const content = decodeText(bytes);
  try {
    const records = readRagged(() =>
      parse(content, {
        delimiter: delimiterOf(content),
        relax_column_count: true,
        skip_empty_lines: false,
        record_delimiter: ["\r\n", "\n", "\r"],
        max_record_size: 1 << 20,
      }),
    ) as string[][];
    const lines = records
      .map((cells, index): Line => ({ line: index + 1, cells: cells.map((cell) => asTyped(cell.trim())) }))
      .filter(({ cells }) => cells.some((cell) => cell !== ""));
    return readSheet(sheet, lines, limits);
  } catch (error) {
    return refuse({
      code: "import.not_a_table",
      reason: error instanceof Error ? error.message : String(error),
    });
  }
}

/** Which template a file or sheet is, by its name in either language or its code: "Дома", "buildings.csv". */
export function sheetNamed(name: string): SheetName | undefined {
  const word = plain(name.replace(/\.(csv|txt|xlsx)$/i, ""));
  return SHEET_NAMES.find((known) =>
    [known, SHEETS[known].ru, SHEETS[known].en].some((one) => plain(one) === word),
  );
}

/** Several reads as one: a folder of CSV files is what the sheets of a workbook are. */
export function mergeReads(reads: readonly TemplateRead[]): TemplateRead {
  const sheets: { [N in SheetName]?: ReadSheet<N> } = {};
  for (const read of reads) for (const name of SHEET_NAMES) put(sheets, name, read.sheets[name]);
  return {
    sheets,
    refused: reads.flatMap((read) => read.refused),
    fallbacks: reads.flatMap((read) => read.fallbacks),
    ignored: reads.flatMap((read) => read.ignored),
  };
}

/** The name of the sheet with explanations in a template; not data. */
export const NOTES_SHEET = { ru: "Пояснения", en: "Notes" } as const;
const NOTES = new Set([NOTES_SHEET.ru, NOTES_SHEET.en].map((name) => name.toLowerCase()));

interface Line {
  readonly line: number;
  readonly cells: readonly string[];
}

function readSheet(
  name: SheetName,
  lines: readonly Line[],
  limits: TemplateLimits,
): Result<TemplateRead, FileRefusal> {
  const sheet = anySheet(name);
  const header = lines[0]?.cells ?? [];
  if (lines.length - 1 > limits.rows)
    return refuse({ code: "import.too_many_rows", limit: String(limits.rows) });
  if (header.length > COLUMNS_MAX)
    return refuse({ code: "import.not_a_table", reason: `${header.length} columns` });
  const columns = columnsOf(name, header);
  if (!columns.ok) return columns;

  const rows: ReadRow<Rows[SheetName]>[] = [];
  const refused: RowRefusal[] = [];
  const fallbacks = new Map<string, FallbackUsed>();
  for (const { line, cells } of lines.slice(1)) {
    const no = (
      column: string,
      code: RowRefusal["code"],
      value: string,
      data: RowRefusal["data"] = {},
    ): void => {
      const building = cells[columns.value.building] ?? "";
      refused.push({
        sheet: sheet.ru,
        row: line,
        column,
        code,
        value,
        data,
        original: cells,
        ...(building === "" ? {} : { building }),
      });
    };
    if (cells.slice(header.length).some((cell) => cell !== "")) {
      no("", "wrong-number-of-columns", String(cells.length), { expected: String(header.length) });
      continue;
    }
    const written: Partial<Record<string, unknown>> = {};
    let sound = true;
    for (const { key, column, at } of columns.value.known) {
      const cell = at === undefined ? "" : (cells[at] ?? "");
      if (cell === "" && column.fallback === undefined) {
        if (!column.required) continue;
        no(column.ru, "value-missing", "");
        sound = false;
        continue;
      }
      if (cell === "") {
        const used = fallbacks.get(key);
        fallbacks.set(key, {
          sheet: name,
          column: column.ru,
          value: column.fallback ?? "",
          rows: (used?.rows ?? 0) + 1,
        });
      }
      const read = column.type.read(cell === "" ? (column.fallback ?? "") : cell);
      if ("value" in read) written[key] = read.value;
      else {
        no(column.ru, LOST_DIGITS.test(cell) ? "digits-lost" : read.problem.code, cell, read.problem.data);
        sound = false;
      }
    }
    if (!sound) continue;
    // Every required column was read by its own type above, so the record is a row as written.
    const finished = sheet.finish(written);
    if ("row" in finished) rows.push({ line, row: finished.row, original: cells });
    else no(headingOf(sheet, finished.column), finished.problem.code, finished.value, finished.problem.data);
  }
  const sheets: { [N in SheetName]?: ReadSheet<N> } = {};
  put(sheets, name, { name, header, rows } as ReadSheet<SheetName>);
  return ok({ sheets, refused, fallbacks: [...fallbacks.values()], ignored: columns.value.ignored });
}

interface KnownColumn {
  readonly key: string;
  readonly column: Column<unknown>;
  /** Absent when the file has no such column. */
  readonly at: number | undefined;
}

interface HeaderRead {
  readonly known: readonly KnownColumn[];
  /** Where the building's code stands; -1 where the sheet has none. */
  readonly building: number;
  readonly ignored: readonly string[];
}

function columnsOf(name: SheetName, header: readonly string[]): Result<HeaderRead, FileRefusal> {
  const sheet = anySheet(name);
  const columns = Object.entries(sheet.columns);
  const at = new Map<string, number>();
  const ignored: string[] = [];
  for (const [index, heading] of header.entries()) {
    const found = columns.find(([key, column]) =>
      [key, column.ru, column.en].some((name) => plain(name) === plain(heading)),
    );
    if (!found) {
      if (heading !== "") ignored.push(`${sheet.ru}: ${heading}`);
      continue;
    }
    if (at.has(found[0])) return refuse({ code: "import.repeated_column", sheet: sheet.ru, column: heading });
    at.set(found[0], index);
  }
  const missing = columns.filter(
    ([key, column]) => column.required && column.fallback === undefined && !at.has(key),
  );
  if (missing.length > 0)
    return refuse({
      code: "import.missing_columns",
      sheet: sheet.ru,
      columns: missing.map(([, column]) => column.ru).join(", "),
    });
  return ok({
    known: columns.map(([key, column]) => ({ key, column, at: at.get(key) })),
    building: at.get(name === "buildings" ? "code" : "building") ?? -1,
    ignored,
  });
}

/** Headings are known however they are spaced, with the unit or without it, and with the star of a required one. */
const plain = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll("ё", "е")
    .replace(/\s*\*$/, "")
    .replace(/, ?(м²|м2|₽|руб\.?|m²|m2)$/, "")
    .replaceAll(/\s+/g, " ")
    .trim();

const headingOf = (sheet: AnySheet, key: string): string => sheet.columns[key]?.ru ?? key;

/** A number longer than a spreadsheet can keep, such as a bank account typed into a numeric cell. */
/** A template has some thirty columns; of a heading of thousands each would be looked up among all. */
const COLUMNS_MAX = 500;
const LOST_DIGITS = /^\d{16,}\.0$/;

/**
 * A spreadsheet's cell as text. Numbers are binary there; fifteen digits are what Excel itself shows and keeps, so
 * 48.320000000000004 is the 48.32 that was typed.
 */
function cellText(value: string | number | boolean | Date | null | undefined): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "string") return asTyped(value.trim());
  if (typeof value === "boolean") return value ? "да" : "нет";
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? "" : value.toISOString().slice(0, 10);
  if (!Number.isFinite(value)) return "";
  // Marked, so that no type takes it for what was typed.
  if (Math.abs(value) >= 1e15) return `${BigInt(Math.trunc(value))}.0`;
  const shown = Number(value.toPrecision(15));
  return /e/.test(String(shown)) ? shown.toFixed(12).replace(/\.?0+$/, "") : String(shown);
}

/** Adds the rows of a sheet to what other files gave of it. */
function put(
  sheets: { [K in SheetName]?: ReadSheet<K> },
  name: SheetName,
  read: ReadSheet<SheetName> | undefined,
): void {
  if (!read) return;
  const slots = sheets as { [K in SheetName]?: ReadSheet<SheetName> };
  const before = slots[name];
  slots[name] = before ? { ...before, rows: [...before.rows, ...read.rows] } : read;
}

const tooLarge = (bytes: Uint8Array, limits: TemplateLimits) =>
  refuse({
    code: "import.file_too_large",
    bytes: String(bytes.length),
    limit: String(limits.bytes),
  } as const);
