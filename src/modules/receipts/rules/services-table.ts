import type { Method, ReceiptContent } from "../model.ts";
import type { Canvas, FaceName } from "./canvas.ts";
import { BAND, BODY, HEAD, LEFT, PAD, type PageFacts, RIGHT, ROW, rule, TEXT } from "./page.ts";
import { baselineOf, setDecimal, setLine, setParagraph } from "./setting.ts";
import type {
  AmountColumn,
  NumberedLine,
  ServiceColumns,
  ServiceRow,
  ServicesPlan,
} from "./services-plan.ts";
import { allLines } from "./truthful.ts";
import type { FormWords } from "./words.ts";

export const SERVICES_HEAD = 8;
const GROUP_TINT = 0.925;

/** The letters that this bill uses, explained: "А площадь, П показания прибора". */
export function methodLegend(content: ReceiptContent, words: FormWords): string {
  const used = new Set(allLines(content).map((line) => line.method));
  const letters = Object.entries(words.methodLetters) as [Method, readonly [string, string]][];
  const legend = letters
    .filter(([method]) => used.has(method))
    .map(([, [letter, meaning]]) => `${letter} ${meaning}`);
  return legend.length === 0 ? "" : words.methods(legend.join(", "));
}

/** The column heads, 8 mm high; they stand still, so pages share them. */
export function stampServicesHead(
  canvas: Canvas,
  page: PageFacts,
  columns: ServiceColumns,
  top: number,
): void {
  const present = [columns.coefficient, columns.recalculation, columns.benefit, columns.fine].map((edge) =>
    edge === undefined ? "-" : "+",
  );
  const key = `services ${page.content.language} ${present.join("")} ${top.toFixed(2)}`;
  canvas.stamp(key, (stamp) => drawServicesHead(stamp, page.words, columns, top));
}

function drawServicesHead(canvas: Canvas, words: FormWords, columns: ServiceColumns, top: number): void {
  const low = baselineOf(top + SERVICES_HEAD - 4.2, 3.2, BODY);
  const middle = low - 3.2;
  const head = (
    lines: readonly string[],
    left: number,
    right: number,
    align: "left" | "right" | "center",
  ) => {
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

/** Draws rows from `top` on and gives where they end. What bills of one house have in common is shared by pages. */
export function drawServices(canvas: Canvas, page: PageFacts, plan: ServicesPlan, top: number): number {
  const rows: PlacedRow[] = [];
  let at = top;
  for (const row of plan.front) {
    const height = row.height * plan.spread;
    rows.push({ row, top: at, height });
    at += height;
  }
  canvas.stamp(keyOfForm(page, plan, rows), (stamp) => {
    for (const [index, row] of rows.entries()) drawForm(stamp, page, plan, row, rows[index + 1]?.row);
    rule(stamp, at, BAND);
  });
  canvas.stamp(keyOfDashes(plan, rows), (stamp) => {
    for (const row of rows) drawDashes(stamp, plan, row);
  });
  for (const row of rows) drawAmounts(canvas, page, plan, row);
  return at;
}

/** One row by itself, for the back, where rows go from page to page. */
export function drawServiceRow(
  canvas: Canvas,
  page: PageFacts,
  plan: ServicesPlan,
  { row, top, last }: { readonly row: ServiceRow; readonly top: number; readonly last: boolean },
): void {
  const placed = { row, top, height: row.height };
  drawForm(canvas, page, plan, placed, last ? undefined : row);
  drawDashes(canvas, plan, placed);
  drawAmounts(canvas, page, plan, placed);
  if (last) rule(canvas, top + row.height, BAND);
}

interface PlacedRow {
  readonly row: ServiceRow;
  readonly top: number;
  readonly height: number;
}

/** Everything that `drawForm` puts on paper. */
function keyOfForm(page: PageFacts, plan: ServicesPlan, rows: readonly PlacedRow[]): string {
  const { columns } = plan;
  let key = `services ${page.content.language} ${columns.name} ${columns.charged} ${plan.spread} ${plan.tariffComma}`;
  for (const { row } of rows) {
    key += `\n${row.kind} `;
    if (row.kind === "line") {
      const { number, name, method, unit, tariff } = row.line;
      key += `${number} ${row.name.lines.length}\t${name}\t${method} ${unit} ${tariff?.millionths} ${tariff?.decimals}`;
    } else key += row.name;
  }
  return key;
}

/** Numbers, names, methods, units, tariffs, tints and rules: what does not change from flat to flat. */
function drawForm(
  canvas: Canvas,
  page: PageFacts,
  plan: ServicesPlan,
  { row, top, height }: PlacedRow,
  next: ServiceRow | undefined,
): void {
  const { format, words } = page;
  const { columns } = plan;
  if (row.kind === "group") canvas.fill(LEFT, top, RIGHT - LEFT, height, GROUP_TINT);
  if (row.kind === "total") rule(canvas, top, HEAD);
  if (next && next.kind !== "total" && row.kind !== "total") rule(canvas, top + height, ROW);
  const y = baselineOf(top, height, BODY);
  if (row.kind !== "line") {
    const face = row.kind === "carried" ? "regular" : "bold";
    setLine(canvas, row.name, { x: TEXT, width: columns.tariff - TEXT, y, face });
    return;
  }
  const { line, name } = row;
  canvas.text(String(line.number), LEFT, y, "regular", BODY);
  setParagraph(canvas, name, TEXT, top + (height - name.height) / 2);
  if (line.method) {
    const [letter] = words.methodLetters[line.method];
    setLine(canvas, letter, { x: columns.name, width: columns.method - columns.name, y, align: "center" });
  }
  if (line.unit)
    setLine(canvas, line.unit, { x: columns.volume + PAD, width: columns.unit - columns.volume - PAD, y });
  if (line.tariff) {
    setDecimal(canvas, format.number(line.tariff), {
      commaX: plan.tariffComma,
      left: columns.unit + 0.3,
      right: columns.tariff - 0.3,
      y,
      comma: format.comma,
    });
  }
}

const isEmpty = (row: ServiceRow, column: AmountColumn): boolean =>
  !column.always && row.sums[column.of] === 0n;
const hasDashes = (row: ServiceRow): boolean => row.kind === "line" || row.kind === "total";

function keyOfDashes({ columns, spread }: ServicesPlan, rows: readonly PlacedRow[]): string {
  let key = `dashes ${spread} ${columns.amounts.map(({ right }) => right).join(" ")} ${columns.coefficient} `;
  for (const { row } of rows) {
    key += `${row.height}${row.kind.slice(0, 1)}`;
    if (row.kind === "line") key += row.line.multiplier ? "+" : "-";
    if (hasDashes(row)) for (const column of columns.amounts) key += isEmpty(row, column) ? "-" : "+";
  }
  return key;
}

/** A dash where a column has nothing for the line. */
function drawDashes(canvas: Canvas, { columns }: ServicesPlan, { row, top, height }: PlacedRow): void {
  if (!hasDashes(row)) return;
  const y = baselineOf(top, height, BODY);
  const face: FaceName = row.kind === "total" ? "bold" : "regular";
  const dash = (right: number) =>
    setLine(canvas, "—", { x: right - 6, width: 6 - PAD, y, align: "right", face });
  if (columns.coefficient !== undefined && row.kind === "line" && !row.line.multiplier)
    dash(columns.coefficient);
  for (const column of columns.amounts) if (isEmpty(row, column)) dash(column.right);
}

function drawAmounts(
  canvas: Canvas,
  page: PageFacts,
  plan: ServicesPlan,
  { row, top, height }: PlacedRow,
): void {
  const { format } = page;
  const { columns } = plan;
  const y = baselineOf(top, height, BODY);
  if (row.kind === "line") drawVolume(canvas, page, plan, row.line, y);
  const strong = row.kind === "group" || row.kind === "total";
  for (const column of columns.amounts) {
    if (isEmpty(row, column)) continue;
    const isTotal = column.of === "total";
    const x = column.left + 0.3;
    const width = column.right - x - (isTotal ? 0 : PAD);
    const face: FaceName = strong || isTotal ? "bold" : "regular";
    setLine(canvas, format.sum(row.sums[column.of]), { x, width, y, align: "right", face });
  }
}

function drawVolume(
  canvas: Canvas,
  { format }: PageFacts,
  plan: ServicesPlan,
  line: NumberedLine,
  y: number,
): void {
  const { columns } = plan;
  if (line.volume) {
    setDecimal(canvas, format.number(line.volume), {
      commaX: plan.volumeComma,
      left: columns.method + 0.3,
      right: columns.volume - 0.3,
      y,
      comma: format.comma,
    });
  }
  if (line.multiplier && columns.coefficient !== undefined) {
    const x = columns.charged + 0.3;
    const width = columns.coefficient - PAD - x;
    setLine(canvas, format.number(line.multiplier.coefficient), { x, width, y, align: "right" });
  }
}
