import { parse } from "csv-parse/sync";
import { readXlsx } from "hucre/xlsx";
import { asTyped, decodeText, delimiterOf, readRagged } from "./text.ts";
import { guardZip } from "./zip-guard.ts";

export interface TableLimits {
  readonly bytes: number;
  readonly unpackedBytes: number;
  readonly rows: number;
}
export const TABLE_LIMITS: TableLimits = { bytes: 32 << 20, unpackedBytes: 128 << 20, rows: 100_000 };

/** Why bytes are no table. */
export type TableTrouble = "too_large" | "too_many_rows" | "not_a_table";

/** A sheet's name and its rows; the place of a row in the list is its line less one, so empty rows stay. */
export interface TableSheet {
  readonly name: string;
  readonly rows: readonly (readonly string[])[];
}

/**
 * A workbook's sheets, or a text with separators as one sheet. The archive is unpacked into nothing first, and whatever
 * the library says of a broken workbook is one trouble: it is no table.
 */
export async function readSheets(
  bytes: Uint8Array,
  limits: TableLimits = TABLE_LIMITS,
): Promise<readonly TableSheet[] | TableTrouble> {
  if (bytes.length > limits.bytes) return "too_large";
  const sheets = isWorkbook(bytes) ? await workbookOf(bytes, limits) : textOf(bytes, limits);
  if (typeof sheets === "string") return sheets;
  return sheets.some(({ rows }) => rows.length > limits.rows) ? "too_many_rows" : sheets;
}

export const isWorkbook = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b;

async function workbookOf(
  bytes: Uint8Array,
  limits: TableLimits,
): Promise<readonly TableSheet[] | TableTrouble> {
  const sound = guardZip(bytes, { entries: 500, unpackedBytes: limits.unpackedBytes });
  if (!sound.ok) return sound.refusal.code === "import.unpacked_too_large" ? "too_large" : "not_a_table";
  try {
    const { sheets } = await readXlsx(bytes);
    return sheets.map(({ name, rows }) => ({ name, rows: rows.map((row) => row.map(cellText)) }));
  } catch {
    return "not_a_table";
  }
}

function cellText(cell: unknown): string {
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? "" : cell.toISOString().slice(0, 10);
  return typeof cell === "string" || typeof cell === "number" || typeof cell === "boolean"
    ? asTyped(String(cell).trim())
    : "";
}

function textOf(bytes: Uint8Array, limits: TableLimits): readonly TableSheet[] | TableTrouble {
  const text = decodeText(bytes);
  // Bytes of a picture or a program are no text of lines.
  if (text.includes("\0")) return "not_a_table";
  try {
    const rows = readRagged(() =>
      parse(text, {
        bom: true,
        delimiter: delimiterOf(text),
        relax_column_count: true,
        relax_quotes: true,
        skip_empty_lines: false,
        to: limits.rows + 1,
      }),
    ) as string[][];
    return [{ name: "", rows: rows.map((row) => row.map((cell) => asTyped(cell.trim()))) }];
  } catch {
    return "not_a_table";
  }
}

/** Headings are compared as people read them; a star that marks what is required is no part of a name. */
export const plainHeading = (text: string): string =>
  text
    .replace(/\*\s*$/, "")
    .trim()
    .replaceAll(/\s+/g, " ")
    .toLowerCase()
    .replaceAll("ё", "е");
