import { isValidElement, type ReactNode } from "react";
import type { Language } from "../../words/words.ts";
import type { Column } from "./columns.ts";

/** Rows as a spreadsheet takes them: tabs between cells, plain numbers with the decimal mark of the language. */
export function tsvOf<Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  language: Language,
): string {
  return rows.map((row) => columns.map((column) => cellText(column, row, language)).join("\t")).join("\r\n");
}

export function cellText<Row>(column: Column<Row>, row: Row, language: Language): string {
  if (!column.textOf && column.sumOf) {
    const sum = column.sumOf(row);
    return sum === undefined ? "" : decimalText(sum, column.unit ?? "money", language);
  }
  const text = column.textOf ? column.textOf(row) : nodeText(column.cell(row));
  return column.align === "num" ? plainNumber(text) : plainText(text);
}

/** A pasted block of cells; the empty line that spreadsheets put at the end is not a row. */
export function blockOf(text: string): string[][] {
  const lines = text.replace(/\r\n?/g, "\n").replace(/\n$/, "").split("\n");
  return lines.map((line) => line.split("\t").map((cell) => cell.trim()));
}

/** "1234,5" of a scaled integer, without groups of digits, which a spreadsheet would take for a text. */
export function decimalText(value: bigint, unit: "money" | "quantity", language: Language): string {
  const digits = unit === "money" ? 2 : 6;
  const magnitude = String(value < 0n ? -value : value).padStart(digits + 1, "0");
  const whole = magnitude.slice(0, -digits);
  const fraction = unit === "money" ? magnitude.slice(-digits) : magnitude.slice(-digits).replace(/0+$/, "");
  const mark = language === "ru" ? "," : ".";
  return `${value < 0n ? "-" : ""}${whole}${fraction === "" ? "" : mark + fraction}`;
}

/** A number as it is shown, made readable for a spreadsheet: no groups, the keyboard's minus, nothing for a dash. */
function plainNumber(text: string): string {
  const tight = text.replace(/[\s\u00a0\u202f]/g, "").replace(/\u2212/g, "-");
  if (tight === "\u2014") return "";
  // A comma before three digits parts groups only where a point parts the fraction or more groups follow.
  return /^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$/.test(tight) && (tight.includes(".") || tight.split(",").length > 2)
    ? tight.replaceAll(",", "")
    : plainText(text.replace(/[\u00a0\u202f](?=\d)/g, "").replace(/\u2212/g, "-"));
}

/** One line; a text that a spreadsheet would calculate is marked as a text. */
const plainText = (text: string): string =>
  text.replace(/[\t\r\n]+/g, " ").replace(/^(?=[=@]|[+-][^\d\s(])/, "'");

/** The words of what is drawn in a cell, without its icons. */
export function nodeText(node: ReactNode): string {
  if (typeof node === "string" || typeof node === "number" || typeof node === "bigint") return String(node);
  if (Array.isArray(node)) return node.map(nodeText).join("");
  if (isValidElement<{ children?: ReactNode }>(node)) return nodeText(node.props.children);
  return "";
}
