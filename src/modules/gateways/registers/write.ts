import { Buffer } from "node:buffer";
import { assert, must } from "#core/assert";
import type { Day } from "#core/day";
import { sumOf } from "#core/money";
import type { Period } from "#core/period";
import type { Money } from "#core/units";
import type { Encoding } from "./model.ts";
import type { ProfileColumn, ProfileDefinition, ProfileSummaryColumn, RegisterProfile } from "./profile.ts";
import { amountForm, flatColumns } from "./read-values.ts";
import { writtenAmount } from "./rules/amount.ts";
import { encoded } from "./rules/encoding.ts";
import { nameBy } from "./rules/name-template.ts";
import { writtenBy } from "./rules/time-format.ts";

/** What an account owes, for the desks of a bank. */
export interface DebtRow {
  readonly account: string;
  readonly payerName?: string | undefined;
  readonly address?: string | undefined;
  readonly period: Period;
  readonly amount: Money;
}

export interface DebtFile {
  /** The day on which the debts were what they are. */
  readonly date: Day;
  readonly period: Period;
  /** The day that a DBF file says it was written on. */
  readonly writtenOn: Day;
  /** What else its name speaks of: the center's INN, its account, the running number. */
  readonly name: Readonly<Record<string, string>>;
}

export interface WrittenRegister {
  /** Undefined where the profile says nothing of names. */
  readonly name: string | undefined;
  readonly bytes: Uint8Array;
  /** What was written: debts alone. */
  readonly count: number;
  readonly total: Money;
}

/**
 * Writes a register of debts by a profile, the same that would read it. Credit balances and zeros are left out: a desk
 * shows what is to be paid. Signs that would break the layout are taken out of names and addresses.
 */
export function writeRegister(
  profile: RegisterProfile,
  rows: readonly DebtRow[],
  file: DebtFile,
): WrittenRegister {
  const { definition } = profile;
  assert(definition.direction === "debts", "a register of debts is written by a profile for debts");
  const owed = rows.filter(({ amount }) => amount > 0n);
  const encoding = must(definition.encodings[0], "an encoding of a profile");
  const total = sumOf(owed.map(({ amount }) => amount));
  return {
    name:
      definition.fileName &&
      nameBy(definition.fileName, { ...file.name, date: file.date, period: file.period }),
    bytes:
      definition.kind === "dbf"
        ? dbfBytes(definition, { rows: owed, file, encoding })
        : encoded(textBy(definition, { rows: owed, file, total }), encoding),
    count: owed.length,
    total,
  };
}

interface Whole {
  readonly rows: readonly DebtRow[];
  readonly file: DebtFile;
  readonly total: Money;
}

function textBy(definition: ProfileDefinition, { rows, file, total }: Whole): string {
  assert(
    definition.kind === "delimited" || definition.kind === "fixed",
    "registers are written as text or DBF",
  );
  const flat = flatColumns(definition).map(({ column }) => column);
  const isFixed = definition.kind === "fixed";
  const line = (
    start: string,
    columns: readonly (ProfileColumn | ProfileSummaryColumn)[],
    cells: readonly string[],
    mark?: string,
  ) =>
    isFixed ? fixedLine(start, columns, cells) : `${start}${cells.join(mark ?? definition.delimiter ?? ";")}`;
  const summary = (columns: readonly ProfileSummaryColumn[]): string[] =>
    columns.map((column) => summaryText(column, { rows, file, total }));
  const { header, footer } = definition;
  const names = header?.names ? [flat.map(({ name }) => name ?? "").join(definition.delimiter ?? ";")] : [];
  const lines = [
    ...names,
    ...(header && header.columns.length > 0
      ? [line(header.startsWith ?? "", header.columns, summary(header.columns))]
      : []),
    ...rows.map((row) =>
      line(
        definition.rowStartsWith ?? "",
        flat,
        flat.map((column) => cellBy(column, row, { definition, file })),
      ),
    ),
    ...(footer
      ? [line(footer.startsWith ?? "", footer.columns, summary(footer.columns), footer.delimiter)]
      : []),
  ];
  const end = definition.eol === "lf" ? "\n" : "\r\n";
  return lines.map((one) => `${one}${end}`).join("");
}

/** Sums stand on the right of their place and texts on the left; what is too long for it is cut, a sum never. */
function fixedLine(
  start: string,
  columns: readonly (ProfileColumn | ProfileSummaryColumn)[],
  cells: readonly string[],
): string {
  let line = start;
  for (const [index, column] of columns.entries()) {
    const width = (column.to ?? 0) - (column.from ?? 0);
    const cell = cells[index] ?? "";
    const isNumber =
      column.field === "amount" || column.field.startsWith("sum:") || column.field === "rowCount";
    assert(!isNumber || cell.length <= width, "a sum fits its place");
    line = line.padEnd(column.from ?? 0).slice(0, column.from ?? 0);
    line += isNumber ? cell.padStart(width, "0") : cell.slice(0, width).padEnd(width);
  }
  return line;
}

function summaryText(column: ProfileSummaryColumn, { rows, file, total }: Whole): string {
  switch (column.field) {
    case "rowCount":
      return String(rows.length);
    case "sum:amount":
      return writtenAmount(total, amountForm(column));
    case "date":
      return writtenBy(file.date, column.format ?? "");
    case "inn":
      return file.name["inn"] ?? "";
    default:
      return "";
  }
}

function cellBy(
  column: ProfileColumn,
  row: DebtRow,
  of: { readonly definition: ProfileDefinition; readonly file: DebtFile },
): string {
  switch (column.field) {
    case "account":
      return column.digits === undefined ? row.account : row.account.padStart(column.digits, "0");
    case "amount":
      return writtenAmount(row.amount, amountForm(column));
    case "period":
      return writtenBy(row.period, column.format ?? "");
    case "date":
      return writtenBy(of.file.date, column.format ?? "");
    case "payerName":
      return cleaned(row.payerName, of.definition, column.lengthMax);
    case "address":
      return cleaned(row.address, of.definition, column.lengthMax);
    default:
      return "";
  }
}

/** Separators, quotes and line ends in a name would be read as something else. */
function cleaned(text: string | undefined, { delimiter }: ProfileDefinition, most?: number): string {
  const bare = (text ?? "").replaceAll(/[\p{Cc}";]/gu, " ").replaceAll(delimiter ?? ";", " ");
  return bare.replaceAll(/ {2,}/g, " ").trim().slice(0, most);
}

/** dBase III, with the byte that names its code page. */
function dbfBytes(
  definition: ProfileDefinition,
  of: { readonly rows: readonly DebtRow[]; readonly file: DebtFile; readonly encoding: Encoding },
): Uint8Array {
  const fields = flatColumns(definition).map(({ column }) => ({
    column,
    name: must(column.name, "the name of a DBF field"),
    type: column.type ?? "C",
    length: column.type === "D" ? 8 : must(column.length, "the length of a DBF field"),
    decimals: column.type === "N" ? (column.decimals ?? 0) : 0,
  }));
  const width = 1 + fields.reduce((sum, { length }) => sum + length, 0);
  const start = 32 + fields.length * 32 + 1;
  const bytes = Buffer.alloc(start + of.rows.length * width + 1, 0x20);
  bytes.fill(0, 0, start);
  bytes[0] = 0x03;
  bytes[1] = Number(of.file.writtenOn.slice(0, 4)) - 1900;
  bytes[2] = Number(of.file.writtenOn.slice(5, 7));
  bytes[3] = Number(of.file.writtenOn.slice(8, 10));
  bytes.writeUInt32LE(of.rows.length, 4);
  bytes.writeUInt16LE(start, 8);
  bytes.writeUInt16LE(width, 10);
  bytes[29] = of.encoding === "windows-1251" ? 0xc9 : 0x65;
  for (const [index, { name, type, length, decimals }] of fields.entries()) {
    const at = 32 + index * 32;
    bytes.write(name, at, 11, "latin1");
    bytes.write(type, at + 11, 1, "latin1");
    bytes[at + 16] = length;
    bytes[at + 17] = decimals;
  }
  bytes[start - 1] = 0x0d;
  let at = start;
  for (const row of of.rows) {
    at += 1;
    for (const { column, type, length } of fields) {
      const text = encoded(cellBy(column, row, { definition, file: of.file }), of.encoding);
      assert(type === "C" || text.length <= length, "a number fits its DBF field");
      const cut = text.subarray(0, length);
      bytes.set(cut, type === "N" ? at + length - cut.length : at);
      at += length;
    }
  }
  bytes[at] = 0x1a;
  return bytes;
}
