import { Buffer } from "node:buffer";
import { assert, must } from "#core/assert";
import type { Day } from "#core/day";
import { sumOf } from "#core/money";
import type { Period } from "#core/period";
import type { Money } from "#core/units";
import type { Encoding, RegisterMonth } from "./model.ts";
import type { ProfileColumn, ProfileDefinition, ProfileSummaryColumn, RegisterProfile } from "./profile.ts";
import { amountForm, flatColumns } from "./read-values.ts";
import { writtenAmount } from "./rules/amount.ts";
import { encoded } from "./rules/encoding.ts";
import { nameBy } from "./rules/name-template.ts";
import { writtenBy } from "./rules/time-format.ts";

/** What an account owes, or what a month was to it, for the desks of a bank. */
export interface DueRow {
  readonly account: string;
  readonly payerName?: string | undefined;
  readonly address?: string | undefined;
  readonly period: Period;
  /** What is due. */
  readonly amount: Money;
  /** In registers of charges; in one by account the names are empty and the sums those of all its services. */
  readonly month?: RegisterMonth | undefined;
}

export interface DueFile {
  /** The day on which what was due is what it is. */
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
  readonly count: number;
  readonly total: Money;
}

/** A register that is written piece by piece: a city's accounts are never all at hand. */
export interface RegisterWriter {
  readonly name: string | undefined;
  /** The bytes of some more rows. */
  rows(more: readonly DueRow[]): Uint8Array;
  /** What stands before the rows and after them: either may tell their count and sum, so both come last. */
  end(): {
    readonly head: Uint8Array;
    readonly tail: Uint8Array;
    /** What was written. */
    readonly count: number;
    readonly total: Money;
  };
}

/** Columns that tell services or providers apart want a row for each. */
const BY_SERVICE: ReadonlySet<string> = new Set(["serviceNo", "serviceName", "providerInn", "providerName"]);
export const isByService = (definition: ProfileDefinition): boolean =>
  flatColumns(definition).some(({ column }) => BY_SERVICE.has(column.field));

/**
 * Writes a register of debts or of charges by a profile, the same that would read it. Among debts, credit balances and
 * zeros are left out: a desk shows what is to be paid. Signs that would break the layout, or that a spreadsheet would
 * take for a formula, are taken out of names and addresses.
 */
export function registerWriter({ definition }: RegisterProfile, file: DueFile): RegisterWriter {
  assert(definition.direction !== "payments", "what desks are told is written by a profile for that");
  const encoding = must(definition.encodings[0], "an encoding of a profile");
  const isTable = definition.kind === "dbf";
  const layout = isTable ? dbfLayout(definition, encoding) : textLayout(definition, encoding);
  let count = 0;
  let total = 0n as Money;
  return {
    name:
      definition.fileName &&
      nameBy(definition.fileName, { ...file.name, date: file.date, period: file.period }),
    rows: (more) => {
      const written = definition.direction === "debts" ? more.filter(({ amount }) => amount > 0n) : more;
      count += written.length;
      total = sumOf([total, ...written.map(({ amount }) => amount)]);
      return layout.rows(written, file);
    },
    end: () => ({ ...layout.ends({ file, count, total }), count, total }),
  };
}

/** A register whose rows are at hand. */
export function writeRegister(
  profile: RegisterProfile,
  rows: readonly DueRow[],
  file: DueFile,
): WrittenRegister {
  const writer = registerWriter(profile, file);
  const body = writer.rows(rows);
  const { head, tail, count, total } = writer.end();
  return { name: writer.name, bytes: Buffer.concat([head, body, tail]), count, total };
}

interface Whole {
  readonly file: DueFile;
  readonly count: number;
  readonly total: Money;
}

/** How a kind of file puts rows, and what stands around them. */
interface Layout {
  rows(rows: readonly DueRow[], file: DueFile): Uint8Array;
  ends(of: Whole): { readonly head: Uint8Array; readonly tail: Uint8Array };
}

function textLayout(definition: ProfileDefinition, encoding: Encoding): Layout {
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
  const summary = (columns: readonly ProfileSummaryColumn[], whole: Whole): string[] =>
    columns.map((column) => summaryText(column, whole));
  const { header, footer } = definition;
  const end = definition.eol === "lf" ? "\n" : "\r\n";
  const textOf = (lines: readonly string[]): Uint8Array =>
    encoded(lines.map((one) => `${one}${end}`).join(""), encoding);
  return {
    rows: (rows, file) =>
      textOf(
        rows.map((row) =>
          line(
            definition.rowStartsWith ?? "",
            flat,
            flat.map((column) => cellBy(column, row, { definition, file })),
          ),
        ),
      ),
    ends: (whole) => ({
      head: textOf([
        ...(header?.names ? [flat.map(({ name }) => name ?? "").join(definition.delimiter ?? ";")] : []),
        ...(header && header.columns.length > 0
          ? [line(header.startsWith ?? "", header.columns, summary(header.columns, whole))]
          : []),
      ]),
      tail: textOf(
        footer
          ? [line(footer.startsWith ?? "", footer.columns, summary(footer.columns, whole), footer.delimiter)]
          : [],
      ),
    }),
  };
}

const NUMBERS: ReadonlySet<string> = new Set([
  "amount",
  "opening",
  "charged",
  "paid",
  "sum:amount",
  "sum:netAmount",
  "sum:fee",
  "rowCount",
]);

/** The sign of what was overpaid stays before the zeros. */
const zerosBefore = (number: string, width: number): string =>
  number.startsWith("-") ? `-${number.slice(1).padStart(width - 1, "0")}` : number.padStart(width, "0");

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
    const isNumber = NUMBERS.has(column.field);
    assert(!isNumber || cell.length <= width, "a sum fits its place");
    line = line.padEnd(column.from ?? 0).slice(0, column.from ?? 0);
    line += isNumber ? zerosBefore(cell, width) : cell.slice(0, width).padEnd(width);
  }
  return line;
}

function summaryText(column: ProfileSummaryColumn, { file, count, total }: Whole): string {
  switch (column.field) {
    case "rowCount":
      return String(count);
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
  row: DueRow,
  of: { readonly definition: ProfileDefinition; readonly file: DueFile },
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
    case "serviceNo":
    case "serviceName":
    case "providerInn":
    case "providerName":
      return cleaned(row.month?.[column.field], of.definition, column.lengthMax);
    case "opening":
    case "charged":
    case "paid":
      return writtenAmount(row.month?.[column.field] ?? 0n, amountForm(column));
    default:
      return "";
  }
}

/**
 * Separators, quotes and line ends in a name would be read as something else, and so would a sign with which formulas
 * begin by whoever opens the file as a sheet.
 */
function cleaned(text: string | undefined, { delimiter }: ProfileDefinition, most?: number): string {
  const bare = (text ?? "").replaceAll(/[\p{Cc}";]/gu, " ").replaceAll(delimiter ?? ";", " ");
  return bare
    .replaceAll(/ {2,}/g, " ")
    .replace(/^[\s=+\-@]+/, "")
    .trim()
    .slice(0, most);
}

/** dBase III, with the byte that names its code page. */
function dbfLayout(definition: ProfileDefinition, encoding: Encoding): Layout {
  const fields = flatColumns(definition).map(({ column }) => ({
    column,
    name: must(column.name, "the name of a DBF field"),
    type: column.type ?? "C",
    length: column.type === "D" ? 8 : must(column.length, "the length of a DBF field"),
    decimals: column.type === "N" ? (column.decimals ?? 0) : 0,
  }));
  const width = 1 + fields.reduce((sum, { length }) => sum + length, 0);
  const start = 32 + fields.length * 32 + 1;
  return {
    rows: (rows, file) => {
      const bytes = Buffer.alloc(rows.length * width, 0x20);
      let at = 0;
      for (const row of rows) {
        at += 1;
        for (const { column, type, length } of fields) {
          const text = encoded(cellBy(column, row, { definition, file }), encoding);
          assert(type === "C" || text.length <= length, "a number fits its DBF field");
          const cut = text.subarray(0, length);
          bytes.set(cut, type === "N" ? at + length - cut.length : at);
          at += length;
        }
      }
      return bytes;
    },
    ends: ({ file, count }) => {
      const head = Buffer.alloc(start);
      head[0] = 0x03;
      head[1] = Number(file.writtenOn.slice(0, 4)) - 1900;
      head[2] = Number(file.writtenOn.slice(5, 7));
      head[3] = Number(file.writtenOn.slice(8, 10));
      head.writeUInt32LE(count, 4);
      head.writeUInt16LE(start, 8);
      head.writeUInt16LE(width, 10);
      head[29] = encoding === "windows-1251" ? 0xc9 : 0x65;
      for (const [index, { name, type, length, decimals }] of fields.entries()) {
        const at = 32 + index * 32;
        head.write(name, at, 11, "latin1");
        head.write(type, at + 11, 1, "latin1");
        head[at + 16] = length;
        head[at + 17] = decimals;
      }
      head[start - 1] = 0x0d;
      return { head, tail: Buffer.from([0x1a]) };
    },
  };
}
