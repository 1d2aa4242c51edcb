import { Transform } from "node:stream";
import { TextDecoder } from "node:util";

/**
 * UTF-8 or Windows-1251? A Russian text in the one is almost never valid in the other. A mark in front decides;
 * otherwise the first bytes do, with the last few left out, since the cut may go through a letter.
 */
export function encodingOf(start: Uint8Array): "utf-8" | "windows-1251" {
  const whole = start.length > 4096 ? start.subarray(0, start.length - 4) : start;
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(whole, { stream: true });
    return "utf-8";
  } catch {
    return "windows-1251";
  }
}

/** The whole of a text file, without its byte order mark. */
export function decodeText(bytes: Uint8Array): string {
  // The mark of UTF-16, which spreadsheets call "Unicode text".
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  return new TextDecoder(encodingOf(bytes)).decode(bytes);
}

/** Decodes a stream by what its first piece looks like. */
export function decodingStream(): Transform {
  let decoder: TextDecoder | undefined;
  return new Transform({
    readableObjectMode: false,
    decodeStrings: true,
    transform(chunk: Uint8Array, _, done) {
      decoder ??= new TextDecoder(encodingOf(chunk));
      done(null, decoder.decode(chunk, { stream: true }));
    },
    flush(done) {
      done(null, decoder?.decode() ?? "");
    },
  });
}

/** `;`, `,` or tab: whichever the header has most of outside quotes. A Russian decimal comma is never in a header. */
export function delimiterOf(text: string): ";" | "," | "\t" {
  const header = headerLine(text);
  const count = (mark: string): number => header.split(mark).length - 1;
  const semicolons = count(";");
  const tabs = count("\t");
  const commas = count(",");
  if (tabs > 0 && tabs >= semicolons && tabs >= commas) return "\t";
  return semicolons >= commas && semicolons > 0 ? ";" : ",";
}

function headerLine(text: string): string {
  let quoted = false;
  let line = "";
  for (const letter of text.slice(0, 64 * 1024)) {
    if (letter === '"') quoted = !quoted;
    else if (letter === "\n" && !quoted) break;
    else if (!quoted) line += letter;
  }
  return line;
}

/**
 * A cell for a file that a person will open in a spreadsheet: what begins like a formula is shown as text, for
 * the cells come from a stranger's file. Plain negative numbers are left alone.
 */
export function harmlessCell(value: string): string {
  if (!/^[=+\-@\t\r\n]/.test(value) || /^[+-]?\d+([.,]\d+)?$/.test(value)) return value;
  return `'${value}`;
}

/** What `harmlessCell` disarmed, as it was: an export read back is what was exported. */
export const asTyped = (cell: string): string => cell.replace(/^'(?=[=+\-@])/, "");

/** One line of a CSV file with `;`, cells quoted where needed, ended by CR LF: what spreadsheets in Russia open. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map((cell) => (/[";\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(";")}\r\n`;
}

/** The mark by which a spreadsheet knows a CSV file for UTF-8. */
export const BYTE_ORDER_MARK = "\uFEFF";

/**
 * Reads rows of unequal length by csv-parse, which makes an error of each row that is not as long as the first, with its
 * stack, although it then lets the row pass: without the stacks a hundred thousand of them take a third of the time.
 * `read` must not wait for anything, since errors have no stacks meanwhile.
 */
export function readRagged<T>(read: () => T): T {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return read();
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}
