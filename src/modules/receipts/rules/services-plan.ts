import type { ReceiptContent, ServiceLine } from "../model.ts";
import type { Ruler } from "./canvas.ts";
import { BODY, PAD, RIGHT, TEXT } from "./page.ts";
import { fitted, type Paragraph, paragraph } from "./setting.ts";
import { total } from "./truthful.ts";
import type { FormWords } from "./words.ts";

/**
 * Section 3 laid out: which columns, which rows, which of them on the front. Columns with nothing in them in the whole
 * bill are dropped and their width goes to the names. Sixteen lines with three groups fit the front; further lines go
 * to the top of the back, and the total stays on the front.
 */
export interface ServicesPlan {
  readonly columns: ServiceColumns;
  readonly front: readonly ServiceRow[];
  readonly back: readonly ServiceRow[];
  /** Lines have more air where there are few. */
  readonly spread: number;
  /** Where the decimal commas of volumes and tariffs stand. */
  readonly volumeComma: number;
  readonly tariffComma: number;
}

/** Right edges in millimetres; `undefined` is a dropped column. */
export interface ServiceColumns {
  readonly name: number;
  readonly method: number;
  readonly volume: number;
  readonly unit: number;
  readonly tariff: number;
  readonly charged: number;
  readonly coefficient: number | undefined;
  readonly excess: number | undefined;
  readonly recalculation: number | undefined;
  readonly benefit: number | undefined;
  readonly fine: number | undefined;
  readonly total: number;
  /** The columns of money that are printed, from left to right, the total last. */
  readonly amounts: readonly AmountColumn[];
}

export interface AmountColumn {
  readonly of: keyof Sums;
  readonly left: number;
  readonly right: number;
  /** Shown even when it is nothing. */
  readonly always: boolean;
}

export interface Sums {
  readonly charged: bigint;
  readonly excess: bigint;
  readonly recalculation: bigint;
  readonly benefit: bigint;
  readonly fine: bigint;
  readonly total: bigint;
}

/** `sums` of a line are its own amounts. */
export type ServiceRow =
  | { readonly kind: "group"; readonly name: string; readonly sums: Sums; readonly height: number }
  | {
      readonly kind: "line";
      readonly line: NumberedLine;
      readonly name: Paragraph;
      readonly sums: Sums;
      readonly height: number;
    }
  | { readonly kind: "carried"; readonly name: string; readonly sums: Sums; readonly height: number }
  | { readonly kind: "total"; readonly name: string; readonly sums: Sums; readonly height: number };

export interface NumberedLine extends ServiceLine {
  readonly number: number;
}

export const SERVICES_TOP = 131;
const ROOM = 207.5 - SERVICES_TOP;
const HEIGHT = { line: 3.75, group: 3.95, total: 4.4 };
/** Voluntary services stay under the total on the front when they take no more than this. */
const VOLUNTARY_ROOM = 12;
const SPREAD_MAX = 1.2;

export function planServices(
  ruler: Ruler,
  content: ReceiptContent,
  { words, month }: { readonly words: FormWords; readonly month: string },
): ServicesPlan {
  const numbered = number(content);
  const columns = columnsFor([...numbered.groups.flatMap((group) => group.lines), ...numbered.voluntary]);
  const nameWidth = columns.name - TEXT - 0.3;
  const rowOf = (line: NumberedLine, voluntary = false): ServiceRow => {
    const text = voluntary ? words.voluntary(line.name) : line.name;
    const name = nameOf(ruler, text, nameWidth);
    const count = name.lines.length;
    const height = count === 1 ? HEIGHT.line : count * 3.35 + 0.45;
    return { kind: "line", line, name, sums: amountsOf(line), height };
  };
  const groupRow = (name: string, lines: readonly NumberedLine[]): ServiceRow => ({
    kind: "group",
    name,
    sums: sumsOf(lines),
    height: HEIGHT.group,
  });
  const lines = numbered.groups.flatMap((group) => group.lines);
  const rows = numbered.groups.flatMap((group) =>
    group.lines.length === 0
      ? []
      : [groupRow(group.name, group.lines), ...group.lines.map((line) => rowOf(line))],
  );
  const totalRow: ServiceRow = {
    kind: "total",
    name: words.totalFor(month),
    sums: sumsOf(lines),
    height: HEIGHT.total,
  };
  const voluntary = numbered.voluntary.map((line) => rowOf(line, true));
  const voluntaryFits = heightOf(voluntary) <= VOLUNTARY_ROOM;
  const tail = voluntaryFits ? [totalRow, ...voluntary] : [totalRow];
  const commas = commasFor(ruler, columns, [...lines, ...numbered.voluntary]);
  const voluntaryBack = voluntaryFits ? [] : voluntary;
  const needed = heightOf(rows) + heightOf(tail);
  if (needed <= ROOM) {
    const spread = Math.min(SPREAD_MAX, ROOM / needed);
    return { columns, front: [...rows, ...tail], back: voluntaryBack, spread, ...commas };
  }
  const room = ROOM - heightOf(tail) - HEIGHT.line;
  const cut = cutAt(rows, room);
  const kept = rows.slice(0, cut);
  const moved = rows.slice(cut);
  const movedLines = linesOf(moved);
  const keptLines = linesOf(kept);
  const overleaf: ServiceRow = {
    kind: "carried",
    name: words.linesOverleaf(movedLines[0]?.number ?? 0, movedLines.at(-1)?.number ?? 0),
    sums: sumsOf(movedLines),
    height: HEIGHT.line,
  };
  const back: ServiceRow[] = [];
  if (keptLines.length > 0) {
    back.push({
      kind: "carried",
      name: words.carried(keptLines.at(-1)?.number ?? 0),
      sums: sumsOf(keptLines),
      height: HEIGHT.line,
    });
  }
  const open = kept.findLast((row) => row.kind === "group");
  if (moved[0]?.kind === "line" && open?.kind === "group") {
    const groupRest = moved.slice(0, nextGroup(moved));
    back.push(groupRow(words.continued(open.name), linesOf(groupRest)));
  }
  back.push(...moved, totalRow, ...voluntaryBack);
  return { columns, front: [...kept, overleaf, ...tail], back, spread: 1, ...commas };
}

/** Widths that the columns after the names take: each gives way when nothing stands in it. */
function columnsFor(lines: readonly ServiceLine[]): ServiceColumns {
  const some = (amountOf: (line: ServiceLine) => bigint | undefined) =>
    lines.some((line) => (amountOf(line) ?? 0n) !== 0n);
  const multiplier = lines.some((line) => line.multiplier !== undefined);
  const recalculation = some((line) => line.recalculation);
  const benefit = some((line) => line.benefit);
  const fine = some((line) => line.fine);
  let right = RIGHT;
  const take = (width: number, present = true): number | undefined => {
    if (!present) return undefined;
    const edge = right;
    right -= width;
    return edge;
  };
  // With the fine, which is rare, every column gives up a little, so that names keep to one line.
  const tight = fine ? 1.3 : 0;
  const columns = {
    total: take(18) ?? RIGHT,
    fine: take(12, fine),
    benefit: take(15 - tight, benefit),
    recalculation: take(15.5 - tight, recalculation),
    excess: take(13.5 - tight, multiplier),
    coefficient: take(6.8, multiplier),
    charged: take(17 - tight) ?? RIGHT,
    tariff: take(14.8 - tight) ?? RIGHT,
    unit: take(9.4) ?? RIGHT,
    volume: take(17.5) ?? RIGHT,
    method: take(5.6) ?? RIGHT,
  };
  const amounts: AmountColumn[] = [];
  const amount = (of: keyof Sums, left: number, edge: number | undefined, always = false) => {
    if (edge !== undefined) amounts.push({ of, left, right: edge, always });
  };
  amount("charged", columns.tariff, columns.charged, true);
  amount("excess", columns.coefficient ?? columns.charged, columns.excess);
  amount("recalculation", columns.excess ?? columns.charged, columns.recalculation);
  amount("benefit", columns.recalculation ?? columns.excess ?? columns.charged, columns.benefit);
  amount("fine", columns.benefit ?? columns.recalculation ?? columns.excess ?? columns.charged, columns.fine);
  amount("total", columns.total - 18, columns.total, true);
  return { ...columns, name: right, amounts };
}

/** The whole name on one line, in the narrow face if need be; otherwise on as many lines as it takes. */
function nameOf(ruler: Ruler, text: string, width: number): Paragraph {
  const one = fitted(ruler, text, width, "regular", BODY);
  const style = { width, size: BODY, pitch: 3.35 };
  if (one.stretch === 1) {
    return { lines: [[{ text, x: 0, face: one.face }]], size: BODY, pitch: 3.35, height: 3.35 };
  }
  const wide = paragraph(ruler, [{ text }], style);
  return wide.lines.length <= 2 ? wide : paragraph(ruler, [{ text }], { ...style, narrow: true });
}

function commasFor(ruler: Ruler, columns: ServiceColumns, lines: readonly ServiceLine[]) {
  const comma = (right: number, decimals: number) =>
    right - PAD - (decimals === 0 ? 0 : ruler.widthOf("regular", BODY, `,${"0".repeat(decimals)}`));
  const most = (decimalsOf: (line: ServiceLine) => number | undefined) =>
    lines.reduce((max, line) => Math.max(max, decimalsOf(line) ?? 0), 0);
  return {
    volumeComma: comma(
      columns.volume,
      most((line) => line.volume?.decimals),
    ),
    tariffComma: comma(
      columns.tariff,
      most((line) => line.tariff?.decimals),
    ),
  };
}

function number(content: ReceiptContent) {
  let next = 1;
  const numberLine = (line: ServiceLine): NumberedLine => ({ ...line, number: next++ });
  return {
    groups: content.groups.map(({ name, lines }) => ({ name, lines: lines.map(numberLine) })),
    voluntary: content.voluntary.map(numberLine),
  };
}

const amountsOf = (line: ServiceLine): Sums => ({
  charged: line.charged,
  excess: line.multiplier?.excess ?? 0n,
  recalculation: line.recalculation,
  benefit: line.benefit,
  fine: line.fine ?? 0n,
  total: line.total,
});

export function sumsOf(lines: readonly ServiceLine[]): Sums {
  return {
    charged: total(lines, (line) => line.charged),
    excess: total(lines, (line) => line.multiplier?.excess ?? 0n),
    recalculation: total(lines, (line) => line.recalculation),
    benefit: total(lines, (line) => line.benefit),
    fine: total(lines, (line) => line.fine ?? 0n),
    total: total(lines, (line) => line.total),
  };
}

/** How many rows fit the room; a heading is not left alone at the end. */
function cutAt(rows: readonly ServiceRow[], room: number): number {
  let height = 0;
  let cut = 0;
  while (cut < rows.length) {
    const row = rows[cut];
    if (!row || height + row.height > room) break;
    height += row.height;
    cut += 1;
  }
  while (cut > 0 && rows[cut - 1]?.kind === "group") cut -= 1;
  return cut;
}

function nextGroup(rows: readonly ServiceRow[]): number {
  const at = rows.findIndex((row) => row.kind === "group");
  return at < 0 ? rows.length : at;
}

const heightOf = (rows: readonly ServiceRow[]): number => rows.reduce((sum, row) => sum + row.height, 0);
const linesOf = (rows: readonly ServiceRow[]): NumberedLine[] =>
  rows.flatMap((row) => (row.kind === "line" ? [row.line] : []));
