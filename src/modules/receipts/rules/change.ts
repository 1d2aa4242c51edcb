import { divideRounded } from "#core/exact";
import { addMonths } from "#core/period";
import type { ChangeExplained, UseSeries } from "../model.ts";
import type { Canvas } from "./canvas.ts";
import { BODY, PAD, type PageFacts, RIGHT, rule, setHeading, setPieces, TEXT } from "./page.ts";
import { baselineOf, setLine } from "./setting.ts";
import { total } from "./truthful.ts";

const TOP = 93.2;
const ROWS = 5;
const PITCH = 3.75;
const COLUMNS = { words: TEXT, bar: TEXT + 32, amountRight: TEXT + 65, why: TEXT + 65, right: 140.5 };
const USE = { x: 143, bars: 156, step: 2.45, bar: 2.1, height: 5.2, pitch: 6.65 };

/** Why the month differs from the one before, and the use of thirteen months. */
export function drawChangeBand(canvas: Canvas, page: PageFacts): void {
  const { content, words } = page;
  if (content.change) drawChange(canvas, page, content.change);
  else {
    const right = content.use.length > 0 ? COLUMNS.right : RIGHT;
    setHeading(canvas, words.firstBill, TEXT, TOP, right - TEXT);
    setLine(canvas, words.firstBillMore, {
      x: TEXT,
      width: right - TEXT,
      y: baselineOf(TOP + 4.8, PITCH, BODY),
    });
  }
  if (content.use.length > 0) drawUse(canvas, page);
}

function drawChange(canvas: Canvas, { words, format }: PageFacts, change: ChangeExplained): void {
  const difference = change.total - change.previousTotal;
  const heading =
    difference > 0n
      ? words.costsMore(format.sum(difference))
      : difference < 0n
        ? words.costsLess(format.sum(-difference))
        : words.costsTheSame;
  const percent =
    change.previousTotal > 0n ? divideRounded(difference * 1000n, change.previousTotal) : undefined;
  const share =
    percent === undefined || difference === 0n
      ? ""
      : ` ${words.percentOf(
          `${difference > 0n ? "+" : ""}${format.number({ millionths: percent * 100_000n, decimals: 1 })}`,
          format.sum(change.previousTotal),
        )}`;
  setPieces(
    canvas,
    [
      [heading, "bold", 9.5],
      [share, "regular", BODY],
    ],
    { x: TEXT, y: baselineOf(TOP, 4.4, 9.5), width: COLUMNS.right - TEXT },
  );
  const rows =
    change.rows.length <= ROWS
      ? change.rows
      : [
          ...change.rows.slice(0, ROWS - 1),
          {
            words: words.otherReasons,
            amount: total(change.rows.slice(ROWS - 1), (row) => row.amount),
            why: change.rows
              .slice(ROWS - 1)
              .map((row) => row.words)
              .join(", "),
          },
        ];
  drawBars(
    canvas,
    rows.map((row) => row.amount),
  );
  for (const [index, row] of rows.entries()) {
    const y = baselineOf(98 + index * PITCH, PITCH, BODY);
    setLine(canvas, row.words, { x: COLUMNS.words, width: 31, y });
    setLine(canvas, format.signedSum(row.amount), {
      x: COLUMNS.bar + 17.2,
      width: COLUMNS.amountRight - PAD - COLUMNS.bar - 17.2,
      y,
      align: "right",
    });
    setLine(canvas, row.why, { x: COLUMNS.why + PAD, width: COLUMNS.right - COLUMNS.why - PAD, y });
  }
}

/** The bars share one zero line: black to the right for more, an outline to the left for less. */
function drawBars(canvas: Canvas, amounts: readonly bigint[]): void {
  const most = amounts.reduce((max, amount) => (amount > max ? amount : max), 0n);
  const least = amounts.reduce((min, amount) => (amount < min ? amount : min), 0n);
  if (most === least) return;
  const room = 15;
  const lengthOf = (amount: bigint) => (room * Number((amount * 10_000n) / (most - least))) / 10_000;
  const zero = COLUMNS.bar + PAD + lengthOf(-least);
  for (const [index, amount] of amounts.entries()) {
    const top = 98 + index * PITCH + 0.65;
    const length = Math.max(0.35, Math.abs(lengthOf(amount)));
    if (amount > 0n) canvas.fill(zero, top, length, 2.5, 0);
    else if (amount < 0n) canvas.frame(zero - length, top + 0.1, length, 2.3, 0.25);
  }
  canvas.line(zero, 98, zero, 98 + amounts.length * PITCH, 0.2);
}

function drawUse(canvas: Canvas, page: PageFacts): void {
  const series = page.content.use.slice(0, 3);
  const { language, period } = page.content;
  const key = `use ${language} ${period} ${series.map(({ words, unit }) => `${words}\t${unit}`).join("\t")}`;
  canvas.stamp(key, (stamp) => drawUseForm(stamp, page, series));
  for (const [index, one] of series.entries()) drawSeries(canvas, one, 97.8 + index * USE.pitch, page.format);
}

/** Names, months and base lines: the same for all bills of a month. */
function drawUseForm(
  canvas: Canvas,
  { content, words, format }: PageFacts,
  series: readonly UseSeries[],
): void {
  setHeading(canvas, words.use, USE.x, TOP, USE.bars - USE.x);
  const barsRight = USE.bars + 12 * USE.step + USE.bar;
  const y = baselineOf(TOP + 0.6, 3.6, BODY);
  const before = addMonths(content.period, -12);
  setLine(canvas, format.shortMonth(before), { x: USE.bars, width: 15, y, face: "narrow" });
  setLine(canvas, format.shortMonth(content.period), {
    x: barsRight - 15,
    width: 15,
    y,
    face: "narrow",
    align: "right",
  });
  const years = ` / ${before.slice(2, 4)}`;
  const width = canvas.widthOf("narrow", BODY, years);
  canvas.text(years, RIGHT - width, y, "narrow", BODY);
  const year = content.period.slice(2, 4);
  canvas.text(year, RIGHT - width - canvas.widthOf("narrowBold", BODY, year), y, "narrowBold", BODY);
  for (const [index, { words: name, unit }] of series.entries()) {
    const top = 97.8 + index * USE.pitch;
    setLine(canvas, name, { x: USE.x, width: USE.bars - USE.x - 0.6, y: baselineOf(top, 3.3, BODY) });
    setLine(canvas, unit, { x: USE.x, width: USE.bars - USE.x - 0.6, y: baselineOf(top + 3.1, 3.3, BODY) });
    rule(canvas, top + 0.6 + USE.height, 0.2, USE.bars, barsRight);
  }
}

function drawSeries(canvas: Canvas, series: UseSeries, top: number, format: PageFacts["format"]): void {
  const { months, decimals } = series;
  const first = baselineOf(top, 3.3, BODY);
  const second = baselineOf(top + 3.1, 3.3, BODY);
  const barsRight = USE.bars + 12 * USE.step + USE.bar;
  const most = months.reduce<bigint>((max, value) => (value !== undefined && value > max ? value : max), 0n);
  const base = top + 0.6 + USE.height;
  for (const [index, value] of months.slice(0, 13).entries()) {
    if (value === undefined || value <= 0n) continue;
    const height = Math.max(0.25, (USE.height * Number((value * 1000n) / most)) / 1000);
    // This month and the same month a year ago are black, so that the comparison does not need the numbers.
    const grey = index === 0 || index === 12 ? 0 : 0.7;
    canvas.fill(USE.bars + index * USE.step, base - height, USE.bar, height, grey);
  }
  const shown = (millionths: bigint | undefined) =>
    millionths === undefined ? "—" : format.number({ millionths, decimals });
  const cell = { x: barsRight + 0.8, width: RIGHT - barsRight - 0.8, align: "right" } as const;
  setLine(canvas, shown(months[12]), { ...cell, y: first, face: "bold" });
  setLine(canvas, shown(months[0]), { ...cell, y: second });
}
