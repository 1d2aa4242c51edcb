import type { Encoding, RegisterRefusal } from "./model.ts";
import type { ProfileDefinition } from "./profile.ts";
import { decoded, encodingFound, garbledFrom } from "./rules/encoding.ts";
import type { Summary } from "./read-summary.ts";
import type { FlatColumn } from "./read-values.ts";

/** A row's cells in the order of the profile's columns, repetitions counted out. */
export interface SourceRow {
  readonly line: number;
  readonly cells: readonly string[];
  readonly raw: string;
}

/** What a reader of one kind of file finds, before anything is understood. */
export interface Source {
  readonly encoding: string;
  readonly mark: boolean;
  readonly rows: readonly SourceRow[];
  /** Of header and footer; a later word on the same thing counts. */
  readonly summaries: readonly Summary[];
}

/** What a reader may know and how it refuses. Without a source it has refused the file. */
export interface Reading {
  readonly definition: ProfileDefinition;
  readonly flat: readonly FlatColumn[];
  readonly limits: RegisterLimits;
  /** Only the beginning of a file is there: neither its end nor its sums are asked for. */
  readonly isHead: boolean;
  readonly refuse: (refusal: RegisterRefusal) => void;
}

export interface RegisterLimits {
  readonly bytes: number;
  readonly unpackedBytes: number;
  readonly rows: number;
  /** Letters of one line, cell or element. */
  readonly line: number;
}
/** A bank's register of a whole city is a hundred thousand rows of two hundred letters. */
export const REGISTER_LIMITS: RegisterLimits = {
  bytes: 64 << 20,
  unpackedBytes: 256 << 20,
  rows: 500_000,
  line: 20_000,
};

export const RAW_MAX = 2000;

/**
 * The encoding that the bytes are in, of those that the profile allows. What is plainly another one is refused and
 * named: read wrongly, every name would be garbage, and an account might be somebody else's.
 */
export function chosenEncoding(
  bytes: Uint8Array,
  allowed: readonly Encoding[],
  refuse: Reading["refuse"],
): { encoding: Encoding; mark: boolean } | undefined {
  const found = encodingFound(bytes);
  const first = allowed[0] ?? "utf-8";
  if (allowed.includes(found.encoding) && !found.plain) return found;
  const wide = (encoding: Encoding): boolean => encoding.startsWith("utf-16");
  if (found.plain) {
    const narrow = allowed.find((one) => !wide(one));
    if (narrow) return { encoding: narrow, mark: false };
  } else if (!found.certain && !found.mark && !wide(first) && decoded(bytes, first) !== undefined)
    return { encoding: first, mark: false };
  refuse({
    code: found.certain || found.plain ? "wrong-encoding" : "encoding-unknown",
    data: { found: found.encoding, expected: allowed.join(", ") },
  });
  return undefined;
}

export interface Text {
  readonly text: string;
  readonly encoding: Encoding;
  readonly mark: boolean;
}

/** The file as text, sound and readable; undefined where it was refused. */
export function textOf(
  bytes: Uint8Array,
  allowed: readonly Encoding[],
  refuse: Reading["refuse"],
): Text | undefined {
  const chosen = chosenEncoding(bytes, allowed, refuse);
  if (!chosen) return undefined;
  const whole = decoded(bytes, chosen.encoding);
  if (whole === undefined) {
    refuse({ code: "file-damaged", data: { found: chosen.encoding } });
    return undefined;
  }
  // DOS closed its text files with this sign.
  const end = whole.indexOf(END_OF_FILE);
  const isEnd = end >= 0 && whole.slice(end).replaceAll(END_OF_FILE, "").trim() === "";
  const text = isEnd ? whole.slice(0, end) : whole;
  return isClean(text, refuse) && isReadable(text, chosen.encoding, refuse) ? { ...chosen, text } : undefined;
}

const END_OF_FILE = "\u001a";
const CONTROLS = /[^\P{Cc}\t\r\n]|\ufffd/u;

function isClean(text: string, refuse: Reading["refuse"]): boolean {
  const at = text.search(CONTROLS);
  if (at < 0) return true;
  const line = text.slice(0, at).split(/\r\n|[\r\n]/).length;
  const sign = (text.codePointAt(at) ?? 0).toString(16).toUpperCase().padStart(4, "0");
  refuse({ code: "file-damaged", line, data: { found: `U+${sign}` } });
  return false;
}

function isReadable(text: string, encoding: Encoding, refuse: Reading["refuse"]): boolean {
  const was = encoding.startsWith("utf") ? garbledFrom(text) : undefined;
  if (was === undefined) return true;
  const line = text.split(/\r\n|[\r\n]/).findIndex((one) => /\P{ASCII}{3}/u.test(one)) + 1;
  refuse({ code: "text-garbled", line, data: { found: was } });
  return false;
}

/** Whether one line is short enough to be looked at. */
export function isShort(text: string, line: number, { limits, refuse }: Reading): boolean {
  if (text.length <= limits.line) return true;
  refuse({ code: "line-too-long", line, data: { most: String(limits.line), found: String(text.length) } });
  return false;
}

/** Whether there is room for one more row. */
export function hasRoom(rows: readonly unknown[], { limits, refuse }: Reading): boolean {
  if (rows.length < limits.rows) return true;
  refuse({ code: "too-many-rows", data: { most: String(limits.rows) } });
  return false;
}

/** Names of columns are compared as people read them. */
export const plainName = (name: string): string => name.trim().replaceAll(/\s+/g, " ").toLowerCase();
