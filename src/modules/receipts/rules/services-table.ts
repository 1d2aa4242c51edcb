import type { Method, ReceiptContent } from "../model.ts";
import type { Canvas, FaceName } from "./canvas.ts";
import { BODY, HEAD, LEFT, PAD, type PageFacts, RIGHT, ROW, rule, TEXT } from "./page.ts";
import { baselineOf, setDecimal, setLine, setParagraph } from "./setting.ts";
import type { NumberedLine, ServiceColumns, ServiceRow, ServicesPlan, Sums } from "./services-plan.ts";
import { allLines } from "./truthful.ts";
import type { FormWords } from "./words.ts";

export const SERVICES_HEAD = 8;
const GROUP_TINT = 0.925;

/** The letters that this bill uses, explained: "А площадь, П показания прибора". */
export function methodLegend(content: ReceiptContent, words: FormWords): string {
  const used = new Set(allLines(content).map((line) => line.method));
  const letters = Object.entries(words.methodLetters) as [Method, readonly [string, string]][];
  const legend = letters.filter(([method]) => used.has(method)).map(([, [letter, meaning]]) => `${letter} ${meaning}`);
  return legend.length === 0 ? "" : words.methods(legend.join(", "));
}

/** The column heads, 8 mm high; they stand still, so pages share them. */
export function stampServicesHead(canvas: Canvas, page: PageFacts, columns: ServiceColumns, top: number): void {
  const present = [columns.coefficient, columns.recalculation, columns.benefit, columns.fine].map((edge) =>
    edge === undefined ? "-" : "+",
  );
  const key = `services ${page.content.language} ${present.join("")} ${top.toFixed(2)}`;
  canvas.stamp(key, (stamp) => drawServicesHead(stamp, page.words, columns, top));
}

function drawServicesHead(canvas: Canvas, words: FormWords, columns: ServiceColumns, top: number): void {
  const low = baselineOf(top + SERVICES_HEAD - 4.2, 3.2, BODY);
  const middle = low - 3.2;
  const head = (lines: readonly string[], left: number, right: number, align: "left" | "right" | "center") => {
    for (const [index, text] of lines.entries()) {
      const y = index === lines.length - 1 ? low : middle;
      setLine(canvas, text, { x: left, width: right - left, y, align, face: "narrow" });
    }
  };
  const numeric = (lines: readonly string[], right: number | undefined) => {
    if (right !== undefined) head(lines, right - 18, right - PAD, "right");
  };
  head([words.no], LEFT, TEXT, "left");
  head([words.service], TEXT, columns.name, "left");
  head(words.method, columns.name, columns.method, "center");
  head(words.volume, columns.method, columns.volume, "center");
  head([words.unit], columns.volume + PAD, columns.unit, "left");
  numeric([words.tariff], columns.tariff);
  numeric([words.charged], columns.charged);
  if (columns.coefficient !== undefined && columns.excess !== undefined) {
    const left = columns.charged;
    setLine(canvas, words.multiplier, {
      x: left,
      width: columns.excess - left,
      y: middle - 0.4,
      align: "center",
      face: "narrow",
    });
    canvas.line(left + PAD, middle + 0.45, columns.excess - PAD, middle + 0.45, 0.15);
    head([words.coefficient], left, columns.coefficient - PAD, "right");
    numeric([words.excess], columns.excess);
  }
  numeric(words.recalculation, columns.recalculation);
  numeric([words.benefits], columns.benefit);
  numeric([words.fine], columns.fine);
  setLine(canvas, words.total, { x: RIGHT - 18, width: 18, y: low, align: "right", face: "narrowBold" });
  rule(canvas, top + SERVICES_HEAD - 0.35, HEAD);
}

/** Draws rows from `top` on and gives where they end. */
export function drawServiceRows(
  canvas: Canvas,
  page: PageFacts,
  plan: ServicesPlan,
  table: {
    readonly rows: readonly ServiceRow[];
    readonly top: number;
    readonly spread: number;
    /** The rule under the last row. */
    readonly end: number;
  },
): number {
  const { rows, top, spread, end } = table;
  let at = top;
  for (const [index, row] of rows.entries()) {
    const height = row.height * spread;
    if (row.kind === "group") canvas.fill(LEFT, at, RIGHT - LEFT, height, GROUP_TINT);
    if (row.kind === "total") rule(canvas, at, HEAD);
    if (row.kind === "line") drawServiceLine(canvas, page, plan, { ...row, top: at, height });
    else drawSums(canvas, page, plan.columns, { ...row, top: at, height });
    at += height;
    const next = rows[index + 1];
    if (next && next.kind !== "total" && row.kind !== "total") rule(canvas, at, ROW);
  }
  rule(canvas, at, end);
  return at;
}

function drawServiceLine(
  canvas: Canvas,
  page: PageFacts,
  plan: ServicesPlan,
  row: Extract<ServiceRow, { kind: "line" }> & { readonly top: number; readonly height: number },
): void {
  const { format, words } = page;
  const { columns } = plan;
  const { line, name, top, height } = row;
  const y = baselineOf(top, height, BODY);
  canvas.text(String(line.number), LEFT, y, "regular", BODY);
  setParagraph(canvas, name, TEXT, top + (height - name.height) / 2);
  if (line.method) {
    const [letter] = words.methodLetters[line.method];
    setLine(canvas, letter, { x: columns.name, width: columns.method - columns.name, y, align: "center" });
  }
  if (line.volume) {
    setDecimal(canvas, format.number(line.volume), {
      commaX: plan.volumeComma,
      left: columns.method + 0.3,
      right: columns.volume - 0.3,
      y,
      comma: format.comma,
    });
  }
  if (line.unit) setLine(canvas, line.unit, { x: columns.volume + PAD, width: columns.unit - columns.volume - PAD, y });
  if (line.tariff) {
    setDecimal(canvas, format.number(line.tariff), {
      commaX: plan.tariffComma,
      left: columns.unit + 0.3,
      right: columns.tariff - 0.3,
      y,
      comma: format.comma,
    });
  }
  if (columns.coefficient !== undefined) {
    const coefficient = line.multiplier ? format.number(line.multiplier.coefficient) : "—";
    setLine(canvas, coefficient, {
      x: columns.charged + 0.3,
      width: columns.coefficient - PAD - columns.charged - 0.3,
      y,
      align: "right",
    });
  }
  drawAmounts(canvas, page, columns, { sums: amountsOf(line), y, strong: false, dashes: true });
}

function drawSums(
  canvas: Canvas,
  page: PageFacts,
  columns: ServiceColumns,
  row: Exclude<ServiceRow, { kind: "line" }> & { readonly top: number; readonly height: number },
): void {
  const y = baselineOf(row.top, row.height, BODY);
  const strong = row.kind !== "carried";
  const face: FaceName = strong ? "bold" : "regular";
  setLine(canvas, row.name, { x: TEXT, width: columns.tariff - TEXT, y, face });
  drawAmounts(canvas, page, columns, { sums: row.sums, y, strong, dashes: row.kind === "total" });
}

function drawAmounts(
  canvas: Canvas,
  { format }: PageFacts,
  columns: ServiceColumns,
  row: { readonly sums: Sums; readonly y: number; readonly strong: boolean; readonly dashes: boolean },
): void {
  const { sums, y } = row;
  const face: FaceName = row.strong ? "bold" : "regular";
  const put = (amount: bigint, left: number | undefined, right: number | undefined, always: boolean) => {
    if (right === undefined || (amount === 0n && !always && !row.dashes)) return;
    const text = always ? format.sum(amount) : format.sumOrDash(amount);
    const x = (left ?? right - 13.5) + 0.3;
    setLine(canvas, text, { x, width: right - PAD - x, y, align: "right", face });
  };
  const edges = [columns.charged, columns.excess, columns.recalculation, columns.benefit, columns.fine];
  const before = (right: number | undefined): number | undefined => {
    const at = right === undefined ? -1 : edges.indexOf(right);
    return edges.slice(0, Math.max(0, at)).findLast((edge) => edge !== undefined);
  };
  put(sums.charged, columns.tariff, columns.charged, true);
  put(sums.excess, columns.coefficient, columns.excess, false);
  put(sums.recalculation, before(columns.recalculation), columns.recalculation, false);
  put(sums.benefit, before(columns.benefit), columns.benefit, false);
  put(sums.fine, before(columns.fine), columns.fine, false);
  const x = RIGHT - 17.7;
  setLine(canvas, format.sum(sums.total), { x, width: 17.7, y, align: "right", face: "bold" });
}

const amountsOf = (line: NumberedLine): Sums => ({
  charged: line.charged,
  excess: line.multiplier?.excess ?? 0n,
  recalculation: line.recalculation,
  benefit: line.benefit,
  fine: line.fine ?? 0n,
  total: line.total,
});
