import type { ReactNode } from "react";
import type { Language } from "../../words/words.ts";
import { ZONE } from "../format.ts";
import { decimalText, nodeText } from "./clipboard.ts";
import type { Column } from "./columns.ts";

/** What a cell of a spreadsheet holds: a text, a number, or nothing. */
export type SheetCell = string | number | null;

/** A list as a spreadsheet has it: plain data, so that it can be handed to the thread that writes the file. */
export interface Sheet {
  readonly name: string;
  readonly columns: readonly SheetColumn[];
  readonly rows: readonly (readonly SheetCell[])[];
  /** How deep a row stands under another; nothing where all are of one level. */
  readonly levels: readonly number[];
  readonly totals: readonly SheetCell[] | undefined;
}
export interface SheetColumn {
  readonly header: string;
  /** In characters. */
  readonly width: number;
  /** How numbers are written, in the codes of spreadsheets; undefined is as they are. */
  readonly format: string | undefined;
}

interface SheetOf<Row> {
  readonly name: string;
  readonly columns: readonly Column<Row>[];
  readonly items: readonly { readonly row: Row; readonly level: number }[];
  readonly footer: Readonly<Record<string, ReactNode>> | undefined;
  readonly language: Language;
}

/** The whole list with its totals: sums and counts are numbers, dates are dates, the rest is text. */
export function sheetOf<Row>({ name, columns, items, footer, language }: SheetOf<Row>): Sheet {
  const cells = columns.map((column) => items.map(({ row }) => cellOf(column, row, language)));
  const totals = footer && columns.map((column) => footerCell(column, footer[column.id], language));
  return {
    name: sheetName(name),
    columns: columns.map((column, index) => ({
      header: headerOf(column),
      width: widthOf(headerOf(column), [...(cells[index] ?? []), totals?.[index]].map(widthOfCell)),
      format: formatOf(column, items, language, cells[index] ?? []),
    })),
    rows: items.map((_, row) => cells.map((column) => column[row]?.value ?? null)),
    levels: items.some(({ level }) => level > 0) ? items.map(({ level }) => level) : [],
    totals: totals?.map((cell) => cell.value),
  };
}

const headerOf = <Row>(column: Column<Row>): string =>
  column.group === undefined ? column.header : `${column.group}: ${column.header}`;

/** A value beside the way in which the list shows it. */
interface Typed {
  readonly value: SheetCell;
  readonly kind: "money" | "quantity" | "number" | "percent" | "time" | "text";
  /** Digits after the mark, of a shown number. */
  readonly digits: number;
}
const nothing: Typed = { value: null, kind: "text", digits: 0 };

function cellOf<Row>(column: Column<Row>, row: Row, language: Language): Typed {
  const time = column.timeOf?.(row);
  if (time !== undefined) return { value: serialOf(time), kind: "time", digits: 0 };
  const sum = column.sumOf?.(row);
  if (sum !== undefined) {
    const kind = column.unit ?? "money";
    return { value: numberOf(decimalText(sum, kind, "en")), kind, digits: 2 };
  }
  const text = column.textOf ? column.textOf(row) : nodeText(column.cell(row));
  return column.align === "num" ? shownNumber(text, language) : textCell(text);
}

function footerCell<Row>(column: Column<Row>, node: ReactNode, language: Language): Typed {
  const text = nodeText(node);
  return column.align === "num" ? shownNumber(text, language) : textCell(text);
}

function textCell(text: string): Typed {
  const line = text.replace(/[\t\r\n]+/g, " ").trim();
  return line === "" || line === "\u2014" ? nothing : { value: line, kind: "text", digits: 0 };
}

/** A number as the reader's language shows it; what is more than a number ("6,21 м³") stays a text. */
function shownNumber(text: string, language: Language): Typed {
  const tight = text.replace(/[\s\u00a0\u202f]/g, "").replace(/\u2212/g, "-");
  const plain = language === "ru" ? tight.replace(",", ".") : tight.replaceAll(",", "");
  const [, number, fraction = "", percent] = /^([+-]?\d+(?:\.(\d+))?)(%)?$/.exec(plain) ?? [];
  if (number === undefined) return textCell(text);
  if (percent !== undefined) {
    return { value: numberOf(`${number}e-2`), kind: "percent", digits: fraction.length };
  }
  return { value: numberOf(number), kind: "number", digits: fraction.length };
}

/** A spreadsheet keeps a number with 15 digits; the text of ours is rounded to the nearest that it can keep. */
const numberOf = (decimal: string): number => Number(decimal);

function formatOf<Row>(
  column: Column<Row>,
  items: readonly { readonly row: Row }[],
  language: Language,
  cells: readonly Typed[],
): string | undefined {
  const first = cells.find((cell) => cell.kind !== "text");
  if (first?.kind === "time") {
    const time = items.map(({ row }) => column.timeOf?.(row)).find((one) => one !== undefined) ?? "";
    return timeFormat(time, language);
  }
  if (first?.kind === "money") return "#,##0.00";
  if (first?.kind === "number" || first?.kind === "percent") {
    const digits = Math.max(...cells.map((cell) => cell.digits));
    return `#,##0${digits === 0 ? "" : `.${"0".repeat(digits)}`}${first.kind === "percent" ? "%" : ""}`;
  }
  return undefined;
}

/** Months are named in the reader's language, whatever the language of the spreadsheet program is. */
const timeFormat = (time: string, language: Language): string =>
  time.length === 7
    ? `[$-${language === "ru" ? "419" : "809"}]mmmm yyyy`
    : time.length === 10
      ? "dd.mm.yyyy"
      : "dd.mm.yyyy hh:mm";

const DAY_MS = 86_400_000;
/** The day before which spreadsheets count; their 29 February 1900 is long past. */
const BEGINNING = Date.UTC(1899, 11, 30);

/** Days since the beginning; an instant is the wall clock of the installation's zone, to the minute. */
function serialOf(time: string): number {
  if (time.length === 7) return serialOf(`${time}-01`);
  if (time.length === 10) return (Date.parse(`${time}T00:00:00Z`) - BEGINNING) / DAY_MS;
  const minutes = (Date.parse(wallClock(time)) - BEGINNING) / 60_000;
  return minutes / (24 * 60);
}

/** "2026-11-23T14:32Z" for 11:32 in Greenwich: as the lists show it. */
function wallClock(instant: string): string {
  const parts = Object.fromEntries(
    ZONED.formatToParts(new Date(instant)).map(({ type, value }) => [type, value]),
  );
  return `${parts["year"]}-${parts["month"]}-${parts["day"]}T${parts["hour"]}:${parts["minute"]}Z`;
}
const ZONED = new Intl.DateTimeFormat("en-GB", {
  timeZone: ZONE,
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
});

const WIDTH = { min: 8, max: 60 };

const widthOf = (header: string, cells: readonly number[]): number =>
  Math.min(
    WIDTH.max,
    cells.reduce((most, one) => Math.max(most, one), Math.max(WIDTH.min, header.length)) + 2,
  );

function widthOfCell(cell: Typed | undefined): number {
  if (cell === undefined || cell.value === null) return 0;
  if (typeof cell.value === "string") return cell.value.length;
  if (cell.kind === "time") return 16;
  const whole = String(Math.trunc(Math.abs(cell.value))).length;
  return whole + Math.floor(whole / 3) + (cell.digits === 0 ? 1 : cell.digits + 2);
}

/** Spreadsheets take 31 characters for a sheet, and none of seven. */
const sheetName = (name: string): string =>
  name
    .replaceAll(/[\\/?*[\]:]/g, " ")
    .slice(0, 31)
    .trim() || "1";
