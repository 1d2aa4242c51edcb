import type { Money } from "#core/units";
import type { BalanceRow, Payer } from "../model.ts";
import { BOX } from "./amount.ts";
import type { Canvas, FaceName, Ruler } from "./canvas.ts";
import { BODY, HEAD, LEFT, PAD, type PageFacts, RIGHT, ROW, rule, setPieces, setSection } from "./page.ts";
import { baselineOf, boundedParagraph, fitted, paragraph, setLine, setParagraph } from "./setting.ts";
import { total } from "./truthful.ts";

/** Movements that the balance shows; more are gathered in one row, and listed on the back. */
export const BALANCE_ROWS = 6;
const WINDOW = { width: 60, height: 22.8 };

export function drawHead(canvas: Canvas, page: PageFacts): void {
  drawTitle(canvas, page);
  drawPayer(canvas, page);
  drawBalance(canvas, page);
  drawRecipient(canvas, page);
}

/** The same for all bills of one day. */
function drawTitle(canvas: Canvas, page: PageFacts): void {
  const { language, center, period, madeOn, reprintedOn } = page.content;
  const key = `title ${language} ${period} ${madeOn} ${reprintedOn} ${center.name}`;
  canvas.stamp(key, (stamp) => drawTitleWords(stamp, page));
}

function drawTitleWords(canvas: Canvas, { content, words, format }: PageFacts): void {
  drawSender(canvas, content.center.name, ` ${words.center}`);
  canvas.text(words.title, LEFT, baselineOf(13.6, 6, 15), "bold", 15);
  const beside = content.reprintedOn ? words.reprinted(format.date(content.reprintedOn)) : words.translation;
  if (beside) {
    const x = LEFT + canvas.widthOf("bold", 15, words.title) + 1.5;
    setLine(canvas, beside, { x, width: 95.5 - x, y: baselineOf(13.6, 6, 15), face: "narrow" });
  }
  canvas.text(words.subject, LEFT, baselineOf(19.6, 3.6, BODY), "regular", BODY);
  setPieces(
    canvas,
    [
      [words.subjectAnd, "regular", BODY],
      [format.month(content.period), "bold", BODY],
      [words.made(format.date(content.madeOn)), "regular", BODY],
    ],
    { x: LEFT, y: baselineOf(23.2, 3.6, BODY), width: 83 },
  );
}

function drawSender(canvas: Canvas, name: string, what: string): void {
  const width = 83;
  const y = baselineOf(7.5, 4.6, 11);
  const wide = canvas.widthOf("bold", 11, name);
  if (wide + canvas.widthOf("regular", BODY, what) <= width) {
    canvas.text(name, LEFT, y, "bold", 11);
    canvas.text(what, LEFT + wide, y, "regular", BODY);
  } else if (canvas.widthOf("narrowBold", 11, name) <= width) {
    setLine(canvas, name, { x: LEFT, width, y, face: "bold", size: 11 });
  } else {
    const style = { width, size: BODY, pitch: 3.1, narrow: true, linesMax: 2 };
    setParagraph(canvas, boundedParagraph(canvas, [{ text: name, bold: true }], style), LEFT, 7);
  }
}

/** Section 1: who, and which premises. The name itself stands in the envelope's window. */
function drawPayer(canvas: Canvas, page: PageFacts): void {
  const { content, words, format } = page;
  const { account, premises } = content;
  const area = (millionths: bigint | undefined) =>
    millionths === undefined ? "—" : format.exactly(millionths, 2);
  const rows: (readonly [label: string, value: string, kind?: "strong" | "narrow"])[] = [
    [words.account, account.number, "strong"],
  ];
  if (premises.areaTotal !== undefined || premises.areaHeated !== undefined) {
    rows.push([words.areas, `${area(premises.areaTotal)} / ${area(premises.areaHeated)} ${words.m2}`]);
  }
  const persons = premises.persons === undefined ? undefined : words.persons(premises.persons);
  if (persons !== undefined && premises.title) rows.push([words.residents, `${persons}; ${premises.title}`]);
  else if (persons !== undefined) rows.push([words.residentsAlone, persons]);
  else if (premises.title) rows.push([words.titleAlone, premises.title]);
  const unified = [account.unified, account.service].filter((number) => number !== undefined);
  if (unified.length > 0) rows.push([words.unified, unified.join("; "), "narrow"]);
  if (account.document !== undefined) rows.push([words.document, account.document, "narrow"]);
  canvas.stamp(`payer ${content.language} ${rows.map(([label]) => label).join("\t")}`, (stamp) => {
    setSection(stamp, { number: "1", top: 29.2, right: 95 }, words.payerAndPremises);
    for (const [index, [label]] of rows.entries()) {
      setLine(stamp, label, { x: LEFT, width: 32, y: baselineOf(33.8 + index * 3.95, 3.95, BODY) });
    }
  });
  for (const [index, [, value, kind]] of rows.entries()) {
    const top = 33.8 + index * 3.95;
    const size = kind === "strong" ? 11 : BODY;
    const face = kind === "strong" ? "bold" : kind === "narrow" ? "narrow" : "regular";
    setLine(canvas, value, {
      x: 44.9,
      width: 50,
      y: baselineOf(top, 3.95, size === 11 ? 9.5 : size),
      face,
      size,
    });
  }
  drawWindow(canvas, page);
}

/**
 * What is seen through the window of both envelopes: name, address, the carrier's line. When the sheet slides in the
 * envelope, identifiers and dates may be seen as well, but no sums.
 */
function drawWindow(canvas: Canvas, { content, words, sheets }: PageFacts): void {
  const { payer, mark } = content;
  const { lines, size, pitch } = windowLines(canvas, payer);
  for (const [index, { text, face }] of lines.entries()) {
    setLine(canvas, text, {
      x: 20,
      width: WINDOW.width,
      y: baselineOf(60.5 + index * pitch, pitch, size),
      face,
      size,
    });
  }
  if (mark) {
    const sequence = words.number(String(mark.sequence).padStart(7, "0"));
    const carrier = [mark.route, sequence, words.sheet(1, sheets)]
      .filter((part) => part !== undefined)
      .join(" · ");
    setLine(canvas, carrier, { x: 20, width: 71, y: baselineOf(83.4, 3.6, BODY) });
  }
}

interface WindowLine {
  readonly text: string;
  readonly face: FaceName;
}

/** Name and address in the largest type that fits: 11 points, and 9 for the longest names that are met. */
function windowLines(ruler: Ruler, payer: Payer) {
  for (let size = 11; ; size -= 0.5) {
    const pitch = size * 0.4 + (size - 9) * 0.3;
    const broken = (text: string, bold: boolean): WindowLine[] => {
      const one = fitted(ruler, text, WINDOW.width, bold ? "bold" : "regular", size);
      if (one.stretch === 1) return [{ text, face: one.face }];
      const set = paragraph(ruler, [{ text, bold }], { width: WINDOW.width, size, pitch, narrow: true });
      return set.lines.flat().map((run) => ({ text: run.text, face: run.face }));
    };
    const lines = [...broken(payer.name, true), ...payer.addressLines.flatMap((line) => broken(line, false))];
    if (lines.length * pitch <= WINDOW.height || size <= 5) return { lines, size, pitch };
  }
}

/** The rows that the front shows: all of them, or the first ones and the sum of the others. */
export function balanceOnFront({ content, words }: PageFacts): readonly BalanceRow[] {
  const { balance } = content;
  if (balance.length <= BALANCE_ROWS) return balance;
  const shown = balance.slice(0, BALANCE_ROWS - 1);
  const others = balance.slice(BALANCE_ROWS - 1);
  const on = others.at(-1)?.on ?? content.dueOn;
  return [
    ...shown,
    { on, words: words.otherMovements(others.length), amount: total(others, (row) => row.amount) },
  ];
}

function drawBalance(canvas: Canvas, page: PageFacts): void {
  const { content, words, format } = page;
  const { x } = BOX;
  let top = 49.6;
  const row = (date: string, label: string, amount: Money, strong: boolean) => {
    const [face, size, height] = strong ? (["bold", 10, 5.2] as const) : (["regular", BODY, 4.2] as const);
    const y = baselineOf(top, height, size);
    const sum = format.sum(amount);
    const sumWidth = Math.min(40, canvas.widthOf(face, size, sum));
    setLine(canvas, date, { x, width: 13, y, face, size });
    setLine(canvas, label, { x: x + 14.9, width: 103 - 14.9 - sumWidth - PAD * 2, y, face, size });
    setLine(canvas, sum, { x: RIGHT - sumWidth, width: sumWidth, y, align: "right", face, size });
    top += height;
  };
  const rows = balanceOnFront(page);
  for (const [index, { on, words: label, amount }] of rows.entries()) {
    row(format.shortDate(on), label, amount, false);
    rule(canvas, top, index === rows.length - 1 ? HEAD : ROW, x);
  }
  const { toPay } = content;
  const label = toPay < 0n ? words.overpayment : words.toPay;
  row(format.shortDate(content.dueOn), label, toPay, true);
}

function drawRecipient(canvas: Canvas, { content, words }: PageFacts): void {
  const { recipient, account, period } = content;
  const tied = (label: string, value: string) => `${label}\u00a0${value}`;
  const inn = [
    tied(words.inn, recipient.inn),
    ...(recipient.kpp ? [tied(words.kpp, recipient.kpp)] : []),
  ].join(", ");
  const bank = `${tied(words.bankAccount, accountGroups(recipient.bankAccount))}, ${recipient.bankName}, ${tied(words.bic, recipient.bic)}`;
  const correspondent = recipient.correspondentAccount
    ? `${tied(words.correspondentAccount, accountGroups(recipient.correspondentAccount))}, `
    : "";
  const purpose = words.purpose(account.number, `${period.slice(5)}.${period.slice(0, 4)}`);
  const style = { width: BOX.width, size: BODY, pitch: 3.7, linesMax: 3 };
  const pieces = [
    { text: words.recipient, bold: true },
    { text: ` ${recipient.name}, ${inn}, ${bank}, ${correspondent}${purpose}` },
  ];
  setParagraph(canvas, boundedParagraph(canvas, pieces, style), BOX.x, 80.9);
}

/** Twenty digits in the groups in which accountants read them. */
function accountGroups(account: string): string {
  const ends = [3, 5, 8, 9, 13, 20];
  return ends.map((end, index) => account.slice(ends[index - 1] ?? 0, end)).join("\u00a0");
}
