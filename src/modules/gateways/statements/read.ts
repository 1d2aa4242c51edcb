import { isClientBank, readClientBank } from "./client-bank.ts";
import { readCamt } from "./camt.ts";
import type { ReadStatements, StatementFormat } from "./model.ts";
import { readMt940 } from "./mt940.ts";

/** A month of a busy account in the wordiest form is some ten million bytes. */
export const STATEMENT_BYTES_MAX = 32 * 1_048_576;

export const STATEMENT_FORMATS: readonly StatementFormat[] = ["1c-statement", "camt053", "camt054", "mt940"];

const READERS: Readonly<Record<StatementFormat, (bytes: Uint8Array) => ReadStatements>> = {
  "1c-statement": readClientBank,
  camt053: readCamt,
  camt054: readCamt,
  mt940: readMt940,
};

/**
 * Reads a bank's statement of any form, told by its first bytes; `format` insists on one. Never throws, whatever the
 * bytes are: what is wrong is in `refusals`, and then no statement is given.
 */
export function readStatement(bytes: Uint8Array, format?: StatementFormat): ReadStatements {
  const found = formatOf(bytes);
  const refused = (
    code: "statement-too-large" | "statement-unknown-format",
    data: Record<string, string>,
  ) => ({
    format: format ?? found ?? "1c-statement",
    encoding: "unknown",
    statements: [],
    refusals: [{ code, line: 0, data }],
    warnings: [],
  });
  if (bytes.length > STATEMENT_BYTES_MAX)
    return refused("statement-too-large", { most: String(STATEMENT_BYTES_MAX / 1_048_576) });
  if (found === undefined)
    return refused("statement-unknown-format", { wanted: STATEMENT_FORMATS.join(", ") });
  const read = READERS[found](bytes);
  return format !== undefined && read.format !== format && read.refusals.length === 0
    ? refused("statement-unknown-format", { wanted: format })
    : read;
}

function formatOf(bytes: Uint8Array): StatementFormat | undefined {
  if (isClientBank(bytes)) return "1c-statement";
  const start = Buffer.from(bytes.subarray(0, 512)).toString("latin1").replace(/^ï»¿/, "").trimStart();
  if (start.startsWith("<")) return "camt053";
  return /^(?:\{1:|:20:)/.test(start) ? "mt940" : undefined;
}
