import { Buffer } from "node:buffer";
import type { Encoding } from "./model.ts";
import { decoded } from "./rules/encoding.ts";
import {
  chosenEncoding,
  hasRoom,
  plainName,
  RAW_MAX,
  type Reading,
  type Source,
  type SourceRow,
} from "./source.ts";

/*
 * dBase III and its heirs. The header is a stranger's word: before a record is read, its numbers must agree with each
 * other and with the size of the file. Values are cut out as the text that they are: an amount never is a binary
 * fraction, as it would be with any reader that makes numbers of them.
 */

interface Field {
  readonly name: string;
  readonly type: string;
  readonly from: number;
  readonly to: number;
}

interface Header {
  readonly fields: readonly Field[];
  readonly records: number;
  readonly start: number;
  readonly width: number;
  readonly declared: Encoding | undefined;
}

/** The byte by which a DBF file names its code page. */
const LANGUAGES: Readonly<Record<number, Encoding>> = {
  0x26: "cp866",
  0x65: "cp866",
  0x57: "windows-1251",
  0xc9: "windows-1251",
};
const VERSIONS: ReadonlySet<number> = new Set([0x03, 0x04, 0x30, 0x31, 0x83, 0x8b, 0xf5]);
const READABLE: ReadonlySet<string> = new Set(["C", "N", "F", "D", "L"]);

export const looksLikeDbf = (bytes: Uint8Array): boolean =>
  VERSIONS.has(bytes[0] ?? 0) &&
  bytes.length >= 65 &&
  (bytes[2] ?? 99) <= 12 &&
  headerLength(bytes) >= 65 &&
  headerLength(bytes) <= bytes.length;

const headerLength = (bytes: Uint8Array): number => (bytes[8] ?? 0) + (bytes[9] ?? 0) * 256;

export function readDbfFile(bytes: Uint8Array, reading: Reading): Source | undefined {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const header = headerOf(view, reading);
  const encoding = header && encodingOf(view, header, reading);
  if (!header || !encoding) return undefined;
  const fields = reading.flat.map(({ column }) => {
    const found = header.fields.find(({ name }) => plainName(name) === plainName(column.name ?? ""));
    if (!found && column.field !== "ignore")
      reading.refuse({ code: "column-missing", field: column.field, data: { wanted: column.name ?? "" } });
    return found;
  });
  if (fields.some((field, index) => !field && reading.flat[index]?.column.field !== "ignore"))
    return undefined;
  const rows: SourceRow[] = [];
  for (let index = 0; index < header.records; index += 1) {
    const at = header.start + index * header.width;
    const record = view.subarray(at, at + header.width);
    // A deleted record is still there, with a star in front.
    if (record[0] === 0x2a) continue;
    if (record[0] !== 0x20) {
      const found = `0x${(record[0] ?? 0).toString(16)}`;
      reading.refuse({ code: "file-damaged", line: index + 1, data: { found } });
      continue;
    }
    if (!hasRoom(rows, reading)) return undefined;
    const text = (field: Field): string =>
      (decoded(record.subarray(field.from, field.to), encoding) ?? "").trim();
    const cells = fields.map((field) => (field ? text(field) : ""));
    if (cells.some((cell) => CONTROL.test(cell))) {
      reading.refuse({ code: "file-damaged", line: index + 1, data: { found: "U+0000…001F" } });
      continue;
    }
    rows.push({
      line: index + 1,
      cells,
      raw: header.fields.map(text).join("|").slice(0, RAW_MAX),
    });
  }
  return { encoding, mark: false, rows, summaries: [] };
}

const CONTROL = /\p{Cc}/u;

function headerOf(view: Buffer, { refuse, isHead }: Reading): Header | undefined {
  if (!looksLikeDbf(view)) {
    refuse({ code: "not-this-kind", data: { expected: "DBF" } });
    return undefined;
  }
  const damaged = (found: string): undefined => {
    refuse({ code: "file-damaged", data: { found } });
    return undefined;
  };
  const records = view.readUInt32LE(4);
  const start = view.readUInt16LE(8);
  const width = view.readUInt16LE(10);
  const fields: Field[] = [];
  let from = 1;
  for (let at = 32; at + 32 <= start && view[at] !== 0x0d; at += 32) {
    const name = view.toString("latin1", at, at + 11).replace(/\0.*$/s, "");
    const type = String.fromCharCode(view[at + 11] ?? 0);
    const length = view[at + 16] ?? 0;
    if (!/^[\w-]{1,11}$/.test(name) || length === 0)
      return damaged(`DBF: ${JSON.stringify(name)}, ${length}`);
    fields.push({ name, type, from, to: from + length });
    from += length;
  }
  if (fields.length === 0 || view[32 + fields.length * 32] !== 0x0d || from !== width)
    return damaged(`DBF: ${from} ≠ ${width}`);
  if (fields.some(({ type }) => !/^[A-Z@+]$/.test(type))) return damaged("DBF: type");
  const there = Math.floor((view.length - start) / width);
  const left = view.length - start - records * width;
  if (left < 0 && !isHead) {
    refuse({ code: "file-cut", data: { declared: String(records), found: String(there) } });
    return undefined;
  }
  // After the last record there is its end mark, or nothing; some writers fill a block up with nothing.
  if (left > 0 && view.subarray(start + records * width).some((byte) => byte !== 0x1a && byte !== 0)) {
    refuse({ code: "count-differs", data: { declared: String(records), counted: String(there) } });
    return undefined;
  }
  return {
    fields: fields.filter(({ type }) => READABLE.has(type)),
    records: Math.min(records, there),
    start,
    width,
    declared: LANGUAGES[view[29] ?? 0],
  };
}

/** The language byte and the letters must say the same; the byte alone decides nothing. */
function encodingOf(view: Buffer, header: Header, { definition, refuse }: Reading): Encoding | undefined {
  const letters = view.subarray(header.start, header.start + header.records * header.width);
  const chosen = chosenEncoding(letters, definition.encodings, refuse);
  if (!chosen) return undefined;
  const { declared } = header;
  const isPlain = letters.every((byte) => byte < 0x80);
  if (declared !== undefined && declared !== chosen.encoding && !isPlain) {
    refuse({ code: "wrong-encoding", data: { found: declared, expected: chosen.encoding } });
    return undefined;
  }
  return chosen.encoding;
}
