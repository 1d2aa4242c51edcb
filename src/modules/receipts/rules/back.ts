import type { InstalmentRow, Office, SettlementRow, WorkingRow } from "../model.ts";
import type { Canvas, Ruler } from "./canvas.ts";
import { dataMatrix, markDigits } from "./data-matrix.ts";
import { type Block, flow, type Placed, type Section } from "./flow.ts";
import { piecesOf, type Recalculations } from "./foot.ts";
import { MARK_MODULE } from "./front.ts";
import { BALANCE_ROWS } from "./head.ts";
import {
  BAND,
  BODY,
  foldMarks,
  HEAD,
  LEFT,
  PAD,
  type PageFacts,
  RIGHT,
  ROW,
  rule,
  setHeading,
  setPieces,
  TEMPLATE_VERSION,
  WIDTH,
} from "./page.ts";
import { drawReadingRows, drawReadingsHead, READING_ROWS, READINGS_HEAD, readingRows } from "./readings.ts";
import type { ServicesPlan } from "./services-plan.ts";
import { drawServiceRows, SERVICES_HEAD, stampServicesHead } from "./services-table.ts";
import { type Align, baselineOf, paragraph, type Piece, setLine, setParagraph } from "./setting.ts";
import { total } from "./truthful.ts";

/** Type of the back is half a point larger: it is read at leisure. */
const TYPE = 9;
const PITCH = 3.7;
const TOP = 19;
/** Below are the slips of the front: a payer who tears them off loses nothing. */
const BOTTOM = 265;
const GAP = 4;
const GAP_MIN = 2.2;

export interface BackParts {
  readonly services: ServicesPlan;
  readonly recalculations: Recalculations;
}

/** The pages after the front: none when the front says everything. */
export function planBack(ruler: Ruler, page: PageFacts, parts: BackParts): readonly (readonly Placed[])[] {
  const { content } = page;
  const own = [
    ...servicesSection(page, parts.services),
    ...movementsSection(ruler, page),
    ...settlementsSection(ruler, page),
    ...instalmentsSection(ruler, page),
    ...readingsSection(page),
    ...recalculationsSection(ruler, page, parts.recalculations),
    ...workingsSection(ruler, page),
  ];
  if (own.length === 0) return [];
  const notes = [
    ...textSection(ruler, page.words.decisions, content.decisions.join(" ")),
    ...columnsSection(ruler, page),
    ...glossarySection(ruler, page),
  ];
  const sections = [...own, ...notes, formSection(ruler, page)];
  const pages = flow(sections, { top: TOP, bottom: BOTTOM });
  // Rather a denser page than one more with a few lines on it.
  const dense = flow(
    sections.map((section) => ({ ...section, gap: GAP_MIN })),
    { top: TOP, bottom: BOTTOM },
  );
  return dense.length < pages.length ? dense : pages;
}

export function drawBack(
  canvas: Canvas,
  page: PageFacts,
  { blocks, sheet }: { readonly blocks: readonly Placed[]; readonly sheet: number },
): void {
  const { content, words, format, sheets } = page;
  canvas.stamp("back", (stamp) => {
    foldMarks(stamp);
    rule(stamp, 17.5, BAND);
  });
  const { account, mark } = content;
  setLine(canvas, words.explanations, { x: LEFT, width: 170, y: baselineOf(7.5, 4.6, 11), face: "bold", size: 11 });
  const document = account.document === undefined ? "" : `, ${words.shortDocument} ${account.document}`;
  setPieces(
    canvas,
    [
      [`${words.shortAccount} `, "regular", TYPE],
      [account.number, "bold", TYPE],
      [`, ${format.month(content.period)}${document}, ${words.sheet(sheet, sheets)}`, "regular", TYPE],
    ],
    { x: LEFT, y: baselineOf(12.1, 3.9, TYPE), width: 170 },
  );
  if (mark) canvas.bits(dataMatrix(markDigits(mark, sheet, sheets)), RIGHT - 16 * MARK_MODULE, 7.5, MARK_MODULE);
  for (const { block, top } of blocks) block.draw(canvas, top);
}

function servicesSection(page: PageFacts, plan: ServicesPlan): Section[] {
  if (plan.back.length === 0) return [];
  const { words } = page;
  const heading: Block = {
    height: 4 + SERVICES_HEAD,
    draw(canvas, top) {
      setHeading(canvas, words.chargesContinued, LEFT, top, WIDTH);
      stampServicesHead(canvas, page, plan.columns, top + 4);
    },
  };
  const rows = plan.back.map((row, index) => ({
    height: row.height,
    draw(canvas: Canvas, top: number) {
      // The last row ends with the band; between rows the table's own rules are drawn by each row.
      const last = index === plan.back.length - 1;
      drawServiceRows(canvas, page, plan, { rows: [row], top, spread: 1, end: last ? BAND : ROW });
    },
  }));
  return [{ heading, rows, gap: GAP }];
}

function movementsSection(ruler: Ruler, page: PageFacts): Section[] {
  const { content, words, format } = page;
  if (content.balance.length <= BALANCE_ROWS) return [];
  const table = tableOf([22, 138, 28], ["left", "left", "right"]);
  const rows = content.balance.map((row) =>
    tableRow(ruler, table, [plain(format.date(row.on)), plain(row.words), plain(format.sum(row.amount))]),
  );
  const last = tableRow(ruler, table, [plain(""), strong(content.toPay < 0n ? words.overpayment : words.toPay), strong(format.sum(content.toPay))]);
  return [
    { heading: tableHead(table, words.movements, "", [[words.date], [words.movement], [words.sum]]), rows: [...rows, last], gap: GAP },
  ];
}

function settlementsSection(ruler: Ruler, page: PageFacts): Section[] {
  const { content, words, format } = page;
  const { settlements } = content;
  if (settlements.length < 2) return [];
  const columns = tableOf(
    [42.5, 20, 34, 14.5, 16.5, 16.5, 16.5, 10, 17.5],
    ["left", "left", "left", "left", "right", "right", "right", "right", "right"],
  );
  const first = content.balance[0]?.on;
  const heads = [
    [words.provider],
    [words.lines],
    [words.innAndAccount],
    [words.phone],
    first ? words.debtOn(format.shortDate(first)) : [words.debtOn("")[0] ?? ""],
    [words.paid],
    [words.forMonth(format.month(content.period).split(" ")[0] ?? "")],
    [words.penalty],
    [words.toPay],
  ];
  const sums = (row: Pick<SettlementRow, "debt" | "paid" | "charged" | "penalty" | "toPay">, bold: boolean): CellText[] =>
    [row.debt, row.paid, row.charged, row.penalty, row.toPay].map((amount, index) => ({
      pieces: [{ text: format.sum(amount), bold: bold || index === 4 }],
      one: true,
    }));
  const rows = settlements.map((row) =>
    tableRow(ruler, columns, [
      { pieces: [{ text: row.provider.name }], under: waysTo(row.provider) },
      plain(row.lines),
      {
        pieces: [{ text: row.provider.inn ?? "—" }],
        ...(row.bankAccount ? { under: `${words.bankAccount}\u00a0${row.bankAccount}` } : {}),
      },
      plain(row.provider.phone ?? "—"),
      ...sums(row, false),
    ]),
  );
  const whole = {
    debt: total(settlements, (row) => row.debt),
    paid: total(settlements, (row) => row.paid),
    charged: total(settlements, (row) => row.charged),
    penalty: total(settlements, (row) => row.penalty),
    toPay: total(settlements, (row) => row.toPay),
  };
  const empty = plain("");
  const last = tableRow(ruler, columns, [strong(words.all), empty, empty, empty, ...sums(whole, true)]);
  const after = words.settlementsBy(content.center.name);
  return [{ heading: tableHead(columns, words.settlements, after, heads), rows: [...rows, last], gap: GAP }];
}

const waysTo = (office: Office): string => [office.address, office.site].filter(Boolean).join(", ");

/** Section 5 of the form. */
function instalmentsSection(ruler: Ruler, page: PageFacts): Section[] {
  const { content, words, format } = page;
  if (content.instalments.length === 0) return [];
  const table = tableOf([48, 32, 32, 18, 20, 38], ["left", "right", "right", "right", "right", "right"]);
  const heads = [words.service, words.ofThisMonth, words.ofEarlierMonths, "%", words.interest, words.toPay];
  const sum = (rows: readonly InstalmentRow[], amountOf: (row: InstalmentRow) => bigint) =>
    format.sum(total(rows, amountOf));
  const rows = content.instalments.map((row) =>
    tableRow(ruler, table, [
      plain(row.service),
      plain(format.sum(row.ofThisMonth)),
      plain(format.sum(row.ofEarlierMonths)),
      plain(format.number(row.percent)),
      plain(format.sum(row.interest)),
      strong(format.sum(row.toPay)),
    ]),
  );
  const { instalments } = content;
  const last = tableRow(ruler, table, [
    strong(words.all),
    strong(sum(instalments, (row) => row.ofThisMonth)),
    strong(sum(instalments, (row) => row.ofEarlierMonths)),
    plain(""),
    strong(sum(instalments, (row) => row.interest)),
    strong(sum(instalments, (row) => row.toPay)),
  ]);
  const heading = tableHead(
    table,
    `5\u00a0\u00a0${words.instalmentPlan}`,
    "",
    heads.map((text) => [text]),
  );
  return [{ heading, rows: [...rows, last], gap: GAP }];
}

function readingsSection(page: PageFacts): Section[] {
  const rows = readingRows(page.content);
  const more = rows.slice(READING_ROWS);
  if (more.length === 0) return [];
  const hasMeters = page.content.meters.length > 0;
  const heading: Block = {
    height: READINGS_HEAD,
    draw(canvas, top) {
      setHeading(canvas, `2, 4\u00a0\u00a0${page.words.metersMore}`, LEFT, top, 120);
      drawReadingsHead(canvas, page.words, top, hasMeters);
    },
  };
  const blocks = more.map((row) => ({
    height: 3.8,
    draw(canvas: Canvas, top: number) {
      drawReadingRows(canvas, page, { rows: [{ ...row, sameMeter: false }], all: rows, top, pitch: 3.8, hasMeters });
    },
  }));
  return [{ heading, rows: blocks, gap: GAP }];
}

function recalculationsSection(ruler: Ruler, page: PageFacts, { overleaf }: Recalculations): Section[] {
  if (overleaf.length === 0) return [];
  const { words, format } = page;
  const table = tableOf([160, 28], ["left", "right"]);
  const rows = overleaf.map((reason) =>
    tableRow(ruler, table, [{ pieces: piecesOf(reason) }, plain(format.sum(reason.amount))]),
  );
  return [{ heading: tableHead(table, words.recalculations, "", [[""], [words.sum]]), rows, gap: GAP }];
}

function workingsSection(ruler: Ruler, page: PageFacts): Section[] {
  const { content, words, format } = page;
  if (content.workings.length === 0) return [];
  const table = tableOf([36, 91, 42, 19], ["left", "left", "left", "right"]);
  const row = ({ line, working, basis, amount }: WorkingRow) =>
    tableRow(ruler, table, [
      strong(line),
      plain(working),
      { pieces: [{ text: basis }], narrow: true },
      plain(format.sum(amount)),
    ]);
  const heads = [words.line, words.working, words.basis, words.total];
  const heading = tableHead(
    table,
    words.workings,
    words.workingsWith,
    heads.map((text) => [text]),
  );
  return [{ heading, rows: content.workings.map(row), gap: GAP }];
}

function textSection(ruler: Ruler, heading: string, text: string): Section[] {
  if (text === "") return [];
  return [{ heading: headingBlock(heading, LEFT, WIDTH), rows: [textBlock(ruler, [{ text }], LEFT, WIDTH)], gap: GAP }];
}

/** What to do on the left, where to pay on the right. */
function columnsSection(ruler: Ruler, page: PageFacts): Section[] {
  const { content, words } = page;
  const advice = content.advice.map(({ lead, words: rest }) => [{ text: lead, bold: true }, { text: ` ${rest}` }]);
  const places = content.payPlaces.map((text) => [{ text }]);
  const lists = [
    { heading: words.advice, items: advice },
    { heading: words.places, items: places },
  ].filter(({ items }) => items.length > 0);
  if (lists.length === 0) return [];
  const columns = lists.map((list, index) => ({ ...list, x: index === 0 ? LEFT : 112 }));
  const width = lists.length === 1 ? WIDTH : 88;
  const heading: Block = {
    height: 4.6,
    draw(canvas, top) {
      for (const { heading: text, x } of columns) setHeading(canvas, text, x, top, width);
    },
  };
  const blocks = columns.map(({ items, x }) => stack(items.map((pieces) => textBlock(ruler, pieces, x, width))));
  return [{ heading, rows: [beside(blocks)], gap: GAP }];
}

function glossarySection(ruler: Ruler, { words }: PageFacts): Section[] {
  const entries = words.glossaryEntries.map(([lead, rest], index) =>
    textBlock(ruler, [{ text: lead, bold: true }, { text: ` ${rest}` }], index % 2 === 0 ? LEFT : 112, 88),
  );
  const rows: Block[] = [];
  for (let at = 0; at < entries.length; at += 2) rows.push(beside(entries.slice(at, at + 2)));
  return [{ heading: headingBlock(words.glossary, LEFT, WIDTH), rows: [stack(rows)], gap: GAP }];
}

function formSection(ruler: Ruler, { content, words, format }: PageFacts): Section {
  const text = words.form(format.date(content.madeOn), TEMPLATE_VERSION);
  return { heading: textBlock(ruler, [{ text }], LEFT, WIDTH), rows: [], gap: GAP };
}

const headingBlock = (text: string, x: number, width: number): Block => ({
  height: 4.6,
  draw: (canvas, top) => setHeading(canvas, text, x, top, width),
});

function textBlock(ruler: Ruler, pieces: readonly Piece[], x: number, width: number): Block {
  const set = paragraph(ruler, pieces, { width, size: TYPE, pitch: 3.9 });
  return { height: set.height + 0.6, draw: (canvas, top) => setParagraph(canvas, set, x, top) };
}

const stack = (blocks: readonly Block[]): Block => ({
  height: blocks.reduce((sum, block) => sum + block.height, 0),
  draw(canvas, top) {
    let at = top;
    for (const block of blocks) {
      block.draw(canvas, at);
      at += block.height;
    }
  },
});

const beside = (blocks: readonly Block[]): Block => ({
  height: Math.max(...blocks.map((block) => block.height)),
  draw(canvas, top) {
    for (const block of blocks) block.draw(canvas, top);
  },
});

interface Table {
  readonly edges: readonly { readonly x: number; readonly width: number; readonly align: Align }[];
}
interface CellText {
  readonly pieces: readonly Piece[];
  /** A second line in small type. */
  readonly under?: string;
  readonly narrow?: boolean;
  /** Never broken into lines: sums. */
  readonly one?: boolean;
}
const plain = (text: string): CellText => ({ pieces: [{ text }] });
const strong = (text: string): CellText => ({ pieces: [{ text, bold: true }] });

function tableOf(widths: readonly number[], aligns: readonly Align[]): Table {
  let x = LEFT;
  const edges = widths.map((width, index) => {
    const start = index === 0 ? x : x + PAD;
    const end = index === widths.length - 1 ? x + width : x + width - PAD;
    x += width;
    return { x: start, width: end - start, align: aligns[index] ?? "left" };
  });
  return { edges };
}

function tableHead(table: Table, heading: string, after: string, heads: readonly (readonly string[])[]): Block {
  const lines = Math.max(...heads.map((head) => head.length));
  const height = 4.6 + lines * 3.2 + 1;
  return {
    height,
    draw(canvas, top) {
      setPieces(
        canvas,
        [
          [heading, "bold", 9.5],
          [after ? ` ${after}` : "", "regular", BODY],
        ],
        { x: LEFT, y: baselineOf(top, 4.4, 9.5), width: WIDTH },
      );
      const low = baselineOf(top + height - 4.1, 3.2, BODY);
      for (const [index, head] of heads.entries()) {
        const edge = table.edges[index];
        if (!edge) continue;
        for (const [line, text] of head.entries()) {
          const y = low - (head.length - 1 - line) * 3.2;
          setLine(canvas, text, { ...edge, y, face: "narrow" });
        }
      }
      rule(canvas, top + height - 0.2, HEAD);
    },
  };
}

/** A row as tall as its tallest cell. Words are broken into lines, sums never. */
function tableRow(ruler: Ruler, table: Table, cells: readonly CellText[]): Block {
  const set = cells.map((cell, index) => {
    const edge = table.edges[index];
    if (!edge) return undefined;
    const style = { width: edge.width, size: TYPE, pitch: PITCH };
    const words = paragraph(ruler, cell.pieces, { ...style, ...(cell.narrow ? { narrow: true, size: BODY } : {}) });
    const under = cell.under
      ? paragraph(ruler, [{ text: cell.under }], { ...style, size: BODY, pitch: 3.5, narrow: true })
      : undefined;
    const single = cell.one === true || edge.align === "right";
    return { cell, edge, words, under, single, height: (single ? PITCH : words.height) + (under?.height ?? 0) };
  });
  const height = Math.max(...set.map((entry) => entry?.height ?? 0)) + 0.9;
  return {
    height,
    draw(canvas, top) {
      for (const entry of set) {
        if (!entry) continue;
        const { cell, edge, words, under, single } = entry;
        if (single) {
          const piece = cell.pieces[0];
          const face = piece?.bold ? "bold" : "regular";
          setLine(canvas, piece?.text ?? "", { ...edge, y: baselineOf(top + 0.45, PITCH, TYPE), face, size: TYPE });
        } else {
          setParagraph(canvas, words, edge.x, top + 0.45);
          if (under) setParagraph(canvas, under, edge.x, top + 0.45 + words.height);
        }
      }
      rule(canvas, top + height, ROW);
    },
  };
}
