import type { ReactNode } from "react";

/** One column of a list. Keep the array in a constant or a memo: another array draws every row anew. */
export interface Column<Row> {
  readonly id: string;
  readonly header: string;
  /** A head over several neighbouring columns. */
  readonly group?: string;
  readonly cell: (row: Row) => ReactNode;
  /** Numbers stand to the right in tabular figures and are never cut; text is cut by an ellipsis. */
  readonly align?: "text" | "num";
  /** A fixed width, px. Without it a number gets 84 to 126 px and a text shares what is left. */
  readonly width?: number;
  readonly minWidth?: number;
  /** The share of a text column in the width that is left; 1 when not told. */
  readonly grow?: number;
  readonly sort?: boolean;
  readonly className?: string;
  /** What the footer adds up over selected rows: kopecks, or millionths when `unit` says so. */
  readonly sumOf?: (row: Row) => bigint | undefined;
  readonly unit?: "money" | "quantity";
  /** What is copied, where the cell is more than a plain text. */
  readonly textOf?: (row: Row) => string;
  /** The month, day or instant that is shown, as on the wire: in a spreadsheet it is a date. */
  readonly timeOf?: (row: Row) => string | undefined;
}

export interface Sort {
  readonly columnId: string;
  readonly direction: "asc" | "desc";
}

/** Heights of rows in px, the same as --row-compact, --row and --row-roomy of the tokens. */
export const ROW_HEIGHTS = { compact: 28, normal: 32, roomy: 40 } as const;
export type Density = keyof typeof ROW_HEIGHTS;

/** Narrowest and widest column of money: "1 234 567,50" fits into both. */
const MONEY_WIDTH = { min: 84, max: 126 };
const TEXT_WIDTH = 96;

const narrowest = <Row>(column: Column<Row>): number =>
  column.width ?? column.minWidth ?? (column.align === "num" ? MONEY_WIDTH.min : TEXT_WIDTH);

/** Every row is a CSS grid of its own over the same tracks, so that columns stand under each other. */
export function tracksOf<Row>(columns: readonly Column<Row>[]): string {
  return columns
    .map((column) => {
      if (column.width !== undefined) return `${column.width}px`;
      if (column.grow === undefined && column.align === "num") {
        return `minmax(${narrowest(column)}px, ${Math.max(MONEY_WIDTH.max, narrowest(column))}px)`;
      }
      return `minmax(${narrowest(column)}px, ${column.grow ?? 1}fr)`;
    })
    .join(" ");
}

/** Below this width the list scrolls sideways instead of cutting its numbers. */
export const narrowestOf = <Row>(columns: readonly Column<Row>[]): number =>
  columns.reduce((sum, column) => sum + narrowest(column), 0);

/** Heads over columns: neighbours of one group become one head. */
export function groupsOf<Row>(
  columns: readonly Column<Row>[],
): { name: string; from: number; span: number }[] {
  const groups: { name: string; from: number; span: number }[] = [];
  columns.forEach((column, index) => {
    const last = groups.at(-1);
    if (last && column.group !== undefined && last.name === column.group) last.span += 1;
    else groups.push({ name: column.group ?? "", from: index, span: 1 });
  });
  return groups;
}
