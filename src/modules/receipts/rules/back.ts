import type { InstalmentRow, Office, SettlementRow, WorkingRow } from "../model.ts";
import type { Canvas, Ruler } from "./canvas.ts";
import { dataMatrix, markDigits } from "./data-matrix.ts";
import { type Block, flow, type Placed, type Section } from "./flow.ts";
import { piecesOf, type Recalculations } from "./foot.ts";
import { MARK_MODULE } from "./front.ts";
import { notesSections } from "./notes.ts";
import { BALANCE_ROWS } from "./head.ts";
import {
  BAND,
  foldMarks,
  GAP,
  HEAD,
  LEFT,
  type PageFacts,
  RIGHT,
  ROW,
  rule,
  setHeading,
  setPieces,
  TYPE,
  WIDTH,
} from "./page.ts";
import { drawReadingRows, drawReadingsHead, READING_ROWS, READINGS_HEAD, readingRows } from "./readings.ts";
import type { ServicesPlan } from "./services-plan.ts";
import { drawServiceRow, SERVICES_HEAD, stampServicesHead } from "./services-table.ts";
import { baselineOf, setLine } from "./setting.ts";
import { type CellText, plain, strong, tableHead, tableOf, tableRow } from "./table.ts";
import { total } from "./truthful.ts";

const TOP = 19;
/** Below are the slips of the front: a payer who tears them off loses nothing. */
const BOTTOM = 265;
const GAP_MIN = 2.2;

export interface BackParts {
  readonly services: ServicesPlan;
  readonly recalculations: Recalculations;
}

/** The pages after the front: none when the front says everything. */
export function planBack(ruler: Ruler, page: PageFacts, parts: BackParts): readonly (readonly Placed[])[] {
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
  const sections = [...own, ...notesSections(ruler, page)];
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
  setLine(canvas, words.explanations, {
    x: LEFT,
    width: 170,
    y: baselineOf(7.5, 4.6, 11),
    face: "bold",
    size: 11,
  });
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
  if (mark)
    canvas.bits(dataMatrix(markDigits(mark, sheet, sheets)), RIGHT - 16 * MARK_MODULE, 7.5, MARK_MODULE);
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
      drawServiceRow(canvas, page, plan, { row, top, last: index === plan.back.length - 1 });
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
  const last = tableRow(ruler, table, [
    plain(""),
    strong(content.toPay < 0n ? words.overpayment : words.toPay),
    strong(format.sum(content.toPay)),
  ]);
  return [
    {
      heading: tableHead(table, words.movements, "", [[words.date], [words.movement], [words.sum]]),
      rows: [...rows, last],
      gap: GAP,
    },
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
  const sums = (
    row: Pick<SettlementRow, "debt" | "paid" | "charged" | "penalty" | "toPay">,
    bold: boolean,
  ): CellText[] =>
    [row.debt, row.paid, row.charged, row.penalty, row.toPay].map((amount, index) => ({
      pieces: [{ text: format.sum(amount), bold: bold || index === 4 }],
    }));
  const rows = settlements.map((row) =>
    tableRow(ruler, columns, [
      { pieces: [{ text: row.provider.name }], under: waysTo(row.provider), common: true },
      { ...plain(row.lines), common: true },
      {
        pieces: [{ text: row.provider.inn ?? "—" }],
        ...(row.bankAccount ? { under: `${words.bankAccount}\u00a0${row.bankAccount}` } : {}),
        common: true,
      },
      { ...plain(row.provider.phone ?? "—"), common: true },
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
  const blocks = more.map((row, index) => ({
    height: 3.8,
    draw(canvas: Canvas, top: number) {
      drawReadingRows(canvas, page, {
        rows: [{ ...row, sameMeter: false }],
        all: rows,
        top,
        pitch: 3.8,
        hasMeters,
        end: index === more.length - 1 ? HEAD : ROW,
      });
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
