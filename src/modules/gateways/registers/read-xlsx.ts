import { readXlsx, streamXlsxRows } from "hucre/xlsx";
import { guardZip } from "../import/zip-guard.ts";
import type { ProfileColumn } from "./profile.ts";
import { readSummary, type Summary } from "./read-summary.ts";
import { hasRoom, isShort, plainName, RAW_MAX, type Reading, type Source, type SourceRow } from "./source.ts";

type Value = string | number | boolean | Date | null | undefined;

export const looksLikeZip = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b;

/** Reads one sheet of a workbook. The archive is unpacked into nothing first: what it says of its size is a stranger's word. */
export async function readXlsxFile(bytes: Uint8Array, reading: Reading): Promise<Source | undefined> {
  const { limits, refuse } = reading;
  if (!looksLikeZip(bytes)) {
    refuse({ code: "not-this-kind", data: { expected: "XLSX" } });
    return undefined;
  }
  const sound = guardZip(bytes, { unpackedBytes: limits.unpackedBytes, entries: 500 });
  if (!sound.ok) {
    const isLarge = sound.refusal.code === "import.unpacked_too_large";
    const found = "reason" in sound.refusal ? sound.refusal.reason : "";
    refuse({
      code: isLarge ? "unpacked-too-large" : "file-damaged",
      data: { found, most: String(limits.unpackedBytes) },
    });
    return undefined;
  }
  try {
    return await sheetOf(bytes, reading);
  } catch (error) {
    // The library throws a kind of its own for each part of a broken workbook.
    refuse({
      code: "file-damaged",
      data: { found: error instanceof Error ? error.message.slice(0, 200) : "XLSX" },
    });
    return undefined;
  }
}

async function sheetOf(bytes: Uint8Array, reading: Reading): Promise<Source | undefined> {
  const { definition, limits, isHead, refuse } = reading;
  const names: string[] = [];
  await readXlsx(bytes, { sheets: (info) => (names.push(info.name), false) });
  const wanted = definition.sheet;
  const sheet = wanted === undefined ? 0 : names.findIndex((name) => plainName(name) === plainName(wanted));
  if (sheet < 0 || names.length === 0) {
    refuse({ code: "sheet-missing", data: { wanted: wanted ?? "1", found: names.join(", ").slice(0, 200) } });
    return undefined;
  }
  const { header, footer } = definition;
  const rows: SourceRow[] = [];
  const summaries: Summary[] = [];
  let order: readonly number[] | undefined = header?.names
    ? undefined
    : reading.flat.map((_, index) => index);
  let headed = 0;
  let ended = 0;
  for await (const row of streamXlsxRows(bytes, { sheet, maxRows: limits.rows + 100 })) {
    const line = row.index + 1;
    const texts = row.values.map((value) => plainText(value));
    if (texts.every((text) => text === "")) continue;
    for (const text of texts) if (!isShort(text, line, reading)) return undefined;
    if (header && headed < header.lines) {
      headed += 1;
      if (headed === header.lines && header.names) order = orderOf(texts, line, reading);
      if (headed === header.lines && !order) return undefined;
      continue;
    }
    if (ended > 0) {
      refuse({ code: "row-after-footer", line, data: { footer: String(ended) } });
      break;
    }
    const [first = ""] = texts;
    if (footer?.startsWith !== undefined && first.startsWith(footer.startsWith)) {
      ended = line;
      const said = [first.slice(footer.startsWith.length), ...texts.slice(1)];
      summaries.push(readSummary(footer.columns, said, { line }, refuse));
      continue;
    }
    if (!hasRoom(rows, reading)) return undefined;
    const cells = reading.flat.map(({ column }, index) => cellText(row.values[order?.[index] ?? -1], column));
    rows.push({ line, cells, raw: texts.join("|").slice(0, RAW_MAX) });
  }
  if (header && headed < header.lines) refuse({ code: "header-missing", data: {} });
  if (footer?.required && ended === 0 && !isHead)
    refuse({ code: "footer-missing", data: { wanted: footer.startsWith ?? "" } });
  return { encoding: "utf-8", mark: false, rows, summaries };
}

/** Where each of the profile's columns stands in the sheet, by the names of its header. */
function orderOf(texts: readonly string[], line: number, { flat, refuse }: Reading): number[] | undefined {
  const found = texts.map(plainName);
  const order = flat.map(({ column }) =>
    column.name === undefined ? -1 : found.indexOf(plainName(column.name)),
  );
  let complete = true;
  for (const [index, { column }] of flat.entries()) {
    if (order[index] !== -1 || column.field === "ignore" || column.optional) continue;
    complete = false;
    refuse({ code: "column-missing", line, field: column.field, data: { wanted: column.name ?? "" } });
  }
  return complete ? order : undefined;
}

function plainText(value: Value): string {
  if (value === null || value === undefined) return "";
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? "" : value.toISOString().slice(0, 19);
  return typeof value === "number" ? numberText(value) : String(value).trim();
}

/**
 * A number as the sheet shows it. A spreadsheet keeps fifteen digits: what is longer has lost its own, and is written
 * so that it is refused as lost.
 */
function numberText(value: number): string {
  if (!Number.isFinite(value)) return "";
  if (Math.abs(value) >= 1e15) return value.toExponential().toUpperCase();
  const shown = String(Number(value.toPrecision(15)));
  return /e/.test(shown) ? value.toFixed(12).replace(/\.?0+$/, "") : shown;
}

function cellText(value: Value, column: ProfileColumn): string {
  if (value instanceof Date && !Number.isNaN(value.getTime())) return dateText(value, column.format);
  const text = plainText(value);
  return typeof value === "number" && column.decimal === "," ? text.replace(".", ",") : text;
}

/** A date that the spreadsheet knows for one, as the profile's format writes it. */
function dateText(value: Date, format = "YYYY-MM-DD"): string {
  const iso = value.toISOString();
  const parts: Readonly<Record<string, string>> = {
    YYYY: iso.slice(0, 4),
    YY: iso.slice(2, 4),
    MM: iso.slice(5, 7),
    DD: iso.slice(8, 10),
    HH: iso.slice(11, 13),
    mm: iso.slice(14, 16),
    ss: iso.slice(17, 19),
  };
  return format.replaceAll(/YYYY|YY|MM|DD|HH|mm|ss/g, (token) => parts[token] ?? "");
}
