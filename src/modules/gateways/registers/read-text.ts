import { CsvError, parse } from "csv-parse/sync";
import { readRagged } from "../import/text.ts";
import type { ProfileSummaryColumn } from "./profile.ts";
import { readSummary, type Summary } from "./read-summary.ts";
import {
  hasRoom,
  isShort,
  plainName,
  RAW_MAX,
  type Reading,
  type Source,
  type SourceRow,
  textOf,
} from "./source.ts";

interface Line {
  readonly number: number;
  readonly text: string;
  /** Of separated text. */
  readonly cells: readonly string[];
}

/** Reads text whose cells are separated, or stand in columns of fixed width. */
export function readTextFile(bytes: Uint8Array, reading: Reading): Source | undefined {
  const { definition, isHead, refuse } = reading;
  const text = textOf(bytes, definition.encodings, refuse);
  if (!text) return undefined;
  const lines = definition.kind === "fixed" ? plainLines(text.text, reading) : separated(text.text, reading);
  if (!lines) return undefined;
  const { header, footer } = definition;
  const rows: SourceRow[] = [];
  const summaries: Summary[] = [];
  let ended: Line | undefined;
  let headed = 0;
  for (const line of lines) {
    if (line.text.trim() === "") continue;
    if (header && headed < header.lines) {
      headed += 1;
      if (headed === header.lines) readHeader(line, reading, summaries);
      continue;
    }
    if (ended) {
      refuse({ code: "row-after-footer", line: line.number, data: { footer: String(ended.number) } });
      break;
    }
    if (footer?.startsWith !== undefined && line.text.startsWith(footer.startsWith)) {
      ended = line;
      summaries.push(summaryOf(line, footer, reading));
      continue;
    }
    if (!hasRoom(rows, reading)) return undefined;
    const row = rowOf(line, reading);
    if (row) rows.push(row);
  }
  if (header && headed < header.lines) refuse({ code: "header-missing", data: {} });
  if (footer?.required && !ended && !isHead)
    refuse({ code: "footer-missing", data: { wanted: footer.startsWith ?? "" } });
  return { encoding: text.encoding, mark: text.mark, rows, summaries };
}

function readHeader(line: Line, reading: Reading, summaries: Summary[]): void {
  const { definition, flat, refuse } = reading;
  const { header } = definition;
  if (!header) return;
  if (header.startsWith !== undefined && !line.text.startsWith(header.startsWith)) {
    refuse({ code: "header-missing", line: line.number, data: { wanted: header.startsWith } });
    return;
  }
  if (header.names)
    for (const [index, { column }] of flat.entries()) {
      const found = line.cells[index] ?? "";
      if (column.name !== undefined && plainName(found) !== plainName(column.name))
        refuse({ code: "header-differs", line: line.number, data: { found, wanted: column.name } });
    }
  if (header.columns.length > 0) summaries.push(summaryOf(line, header, reading));
}

function summaryOf(
  line: Line,
  part: {
    readonly columns: readonly ProfileSummaryColumn[];
    readonly startsWith?: string | undefined;
    readonly delimiter?: string | undefined;
  },
  { definition, refuse }: Reading,
): Summary {
  const said = line.text.slice(part.startsWith?.length ?? 0);
  const cells =
    definition.kind === "fixed"
      ? part.columns.map(({ from, to }) => line.text.slice(from, to))
      : said.split(part.delimiter ?? definition.delimiter ?? ";");
  return readSummary(part.columns, cells, { line: line.number }, refuse);
}

function rowOf(line: Line, reading: Reading): SourceRow | undefined {
  const { definition, flat, refuse } = reading;
  const raw = line.text.slice(0, RAW_MAX);
  if (definition.rowStartsWith !== undefined && !line.text.startsWith(definition.rowStartsWith)) {
    refuse({ code: "unknown-record", line: line.number, data: { found: line.text.slice(0, 20) } });
    return undefined;
  }
  if (definition.kind === "delimited") {
    if (line.cells.length === flat.length) return { line: line.number, cells: line.cells, raw };
    const counts = { found: String(line.cells.length), expected: String(flat.length) };
    refuse({ code: "wrong-number-of-columns", line: line.number, data: counts });
    return undefined;
  }
  const width = Math.max(...flat.map(({ column }) => column.to ?? 0));
  // An editor may have cut blanks off the end; what stands there is then a name at most.
  const last = Math.max(...flat.map(({ column }) => (TEXTS.has(column.field) ? 0 : (column.to ?? 0))));
  if (line.text.length < last || line.text.trimEnd().length > width) {
    const counts = { found: String(line.text.length), expected: String(width) };
    refuse({ code: "wrong-line-length", line: line.number, data: counts });
    return undefined;
  }
  return { line: line.number, cells: flat.map(({ column }) => line.text.slice(column.from, column.to)), raw };
}

const TEXTS: ReadonlySet<string> = new Set(["payerName", "address", "comment", "ignore"]);

/** Lines with their numbers; undefined where one is longer than any line of a register. */
function plainLines(text: string, reading: Reading): Line[] | undefined {
  const lines: Line[] = [];
  const ends = /\r\n|[\r\n]/g;
  let at = 0;
  for (let number = 1; at <= text.length; number += 1) {
    const end = ends.exec(text);
    const line = text.slice(at, end?.index ?? text.length);
    if (!isShort(line, number, reading)) return undefined;
    lines.push({ number, text: line, cells: [] });
    if (!end) break;
    at = ends.lastIndex;
  }
  return lines;
}

function separated(text: string, reading: Reading): Line[] | undefined {
  const { definition, limits, refuse } = reading;
  const delimiter = definition.delimiter ?? ";";
  if (definition.quote === undefined)
    return plainLines(text, reading)?.map((line) => ({ ...line, cells: line.text.split(delimiter) }));
  try {
    const records = readRagged(() =>
      parse(text, {
        delimiter,
        quote: definition.quote,
        relax_column_count: true,
        record_delimiter: ["\r\n", "\n", "\r"],
        max_record_size: limits.line,
        info: true,
        raw: true,
      }),
    ) as unknown as { record: string[]; raw: string; info: { lines: number } }[];
    return records.map(({ record, raw, info }) => ({
      number: info.lines,
      text: raw.replace(/[\r\n]+$/, ""),
      cells: record,
    }));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error["lines"] === "number" ? error["lines"] : undefined;
    if (error.code === "CSV_MAX_RECORD_SIZE")
      refuse({ code: "line-too-long", line, data: { most: String(limits.line), found: `> ${limits.line}` } });
    else refuse({ code: "broken-quotes", line, data: {} });
    return undefined;
  }
}
