import iconv from "iconv-lite";
import { ok, refuse, type Result } from "#core/result";

/*
 * dBase III as the offices of a region exchange it: a header of 32 bytes, 32 more for each field, then records of one
 * width. Values are the texts that they are; a number never passes through a binary fraction.
 */

export interface DbfField {
  readonly name: string;
  /** Text, number, day. */
  readonly type: "C" | "N" | "D";
  readonly length: number;
  readonly decimals?: number;
}

export type DbfRefusal =
  | { readonly code: "social.not_dbf" }
  /** The header and the size of the file do not agree. */
  | { readonly code: "social.dbf_damaged"; readonly declared: number; readonly found: number };

export interface DbfRecord {
  /** As a person counts, from 1. */
  readonly line: number;
  readonly cells: ReadonlyMap<string, string>;
}

const DOS_RUSSIAN = 0x65;
const WINDOWS: ReadonlySet<number> = new Set([0x57, 0xc9]);
const RECORDS_MAX = 500_000;

/** Texts that are too long for their field are cut; a number that is too long is our mistake in the layout. */
export function writeDbf(
  fields: readonly DbfField[],
  rows: readonly (readonly string[])[],
  on: { readonly day: string },
): Uint8Array {
  const width = fields.reduce((sum, { length }) => sum + length, 1);
  const start = 32 + fields.length * 32 + 1;
  const bytes = Buffer.alloc(start + rows.length * width + 1, 0x20);
  bytes.fill(0, 0, start);
  const [year = 2000, month = 1, day = 1] = on.day.split("-").map(Number);
  bytes.set([0x03, year - 1900, month, day]);
  bytes.writeUInt32LE(rows.length, 4);
  bytes.writeUInt16LE(start, 8);
  bytes.writeUInt16LE(width, 10);
  bytes[29] = DOS_RUSSIAN;
  fields.forEach(({ name, type, length, decimals = 0 }, index) => {
    const at = 32 + index * 32;
    bytes.write(name, at, 10, "latin1");
    bytes.write(type, at + 11, "latin1");
    bytes[at + 16] = length;
    bytes[at + 17] = decimals;
  });
  bytes[start - 1] = 0x0d;
  rows.forEach((row, index) => {
    let at = start + index * width + 1;
    fields.forEach(({ name, type, length }, column) => {
      const text = iconv.encode(row[column] ?? "", "cp866");
      if (type !== "C" && text.length > length)
        throw new RangeError(`${name} has no room for ${row[column]}`);
      const cut = text.subarray(0, length);
      bytes.set(cut, type === "N" ? at + length - cut.length : at);
      at += length;
    });
  });
  bytes[bytes.length - 1] = 0x1a;
  return bytes;
}

export const looksLikeDbf = (bytes: Uint8Array): boolean =>
  [0x03, 0x04, 0x30, 0x83, 0x8b, 0xf5].includes(bytes[0] ?? 0) &&
  (bytes[2] ?? 99) <= 12 &&
  (bytes[8] ?? 0) + (bytes[9] ?? 0) * 256 >= 65;

/** Days are given as "2026-11-23"; deleted records are left out. A header that lies is refused before it is believed. */
export function readDbf(file: Uint8Array): Result<readonly DbfRecord[], DbfRefusal> {
  if (!looksLikeDbf(file)) return refuse({ code: "social.not_dbf" });
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  const declared = bytes.readUInt32LE(4);
  const start = bytes.readUInt16LE(8);
  const width = bytes.readUInt16LE(10);
  const fields: { name: string; type: string; from: number; to: number }[] = [];
  let from = 1;
  for (let at = 32; at + 32 <= Math.min(start, bytes.length) && bytes[at] !== 0x0d; at += 32) {
    const name = bytes.toString("latin1", at, at + 11).replace(/\0.*$/s, "");
    const length = bytes[at + 16] ?? 0;
    if (!/^\w{1,11}$/.test(name) || length === 0) return refuse({ code: "social.not_dbf" });
    fields.push({ name, type: String.fromCharCode(bytes[at + 11] ?? 0), from, to: from + length });
    from += length;
  }
  if (fields.length === 0 || from !== width) return refuse({ code: "social.not_dbf" });
  const found = Math.floor((bytes.length - start) / width);
  if (declared > found || declared > RECORDS_MAX)
    return refuse({ code: "social.dbf_damaged", declared, found });
  const encoding = WINDOWS.has(bytes[29] ?? 0) ? "windows-1251" : "cp866";
  const records: DbfRecord[] = [];
  for (let index = 0; index < declared; index += 1) {
    const record = bytes.subarray(start + index * width, start + (index + 1) * width);
    if (record[0] === 0x2a) continue;
    const cells = fields.map(({ name, type, from: first, to }): [string, string] => {
      const text = iconv.decode(record.subarray(first, to), encoding).trim();
      const day = type === "D" ? /^(\d{4})(\d{2})(\d{2})$/.exec(text) : null;
      return [name.toUpperCase(), day ? `${day[1]}-${day[2]}-${day[3]}` : text];
    });
    records.push({ line: index + 1, cells: new Map(cells) });
  }
  return ok(records);
}
