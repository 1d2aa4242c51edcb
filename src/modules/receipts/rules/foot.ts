import type { MeterRow, Office, RecalculationReason, ReceiptContent } from "../model.ts";
import type { Canvas, Ruler } from "./canvas.ts";
import { code128Bars, slipDigits } from "./code128.ts";
import { BODY, LEFT, type PageFacts, RIGHT, setHeading } from "./page.ts";
import {
  baselineOf,
  boundedParagraph,
  fittingSize,
  type Paragraph,
  paragraph,
  type Piece,
  setLine,
  setParagraph,
} from "./setting.ts";

const TOP = 246.3;
const NOTES_WIDTH = 79;
const NOTE_LINES = 4;
const SLIP_TOP = 269.2;
/** Eight dots of a 600 dpi printer. */
const BAR = (8 * 25.4) / 600;

export interface Recalculations {
  readonly shown: readonly { readonly reason: RecalculationReason; readonly set: Paragraph }[];
  readonly overleaf: readonly RecalculationReason[];
}

/** The largest reasons that fit four lines; the others go to the back. */
export function planRecalculations(ruler: Ruler, content: ReceiptContent): Recalculations {
  const size = (reason: RecalculationReason) => (reason.amount < 0n ? 0n - reason.amount : reason.amount);
  const bySize = [...content.recalculations].sort((a, b) => (size(a) === size(b) ? 0 : size(a) > size(b) ? -1 : 1));
  const style = { width: NOTES_WIDTH, size: BODY, pitch: 3.6 };
  const sets = bySize.map((reason) => {
    const pieces = piecesOf(reason);
    const wide = paragraph(ruler, pieces, style);
    return { reason, set: wide.lines.length <= 2 ? wide : paragraph(ruler, pieces, { ...style, narrow: true }) };
  });
  const take = (lines: number) => {
    let left = lines;
    const shown: { readonly reason: RecalculationReason; readonly set: Paragraph }[] = [];
    for (const entry of sets) {
      if (entry.set.lines.length > left) break;
      shown.push(entry);
      left -= entry.set.lines.length;
    }
    return shown;
  };
  const all = take(NOTE_LINES);
  const largest = all.length === sets.length ? all : take(NOTE_LINES - 1);
  const order = (entry: { readonly reason: RecalculationReason }) => content.recalculations.indexOf(entry.reason);
  return {
    shown: largest.sort((a, b) => order(a) - order(b)),
    overleaf: content.recalculations.filter((reason) => !largest.some((entry) => entry.reason === reason)),
  };
}

export const piecesOf = (reason: RecalculationReason): readonly Piece[] => [
  { text: reason.service, bold: true },
  { text: ` ${reason.reason}` },
];

export function drawRecalculations(canvas: Canvas, page: PageFacts, plan: Recalculations): void {
  const { words, format, content } = page;
  setHeading(canvas, words.recalculations, LEFT, TOP, 60);
  const instalments = `${words.instalments} ${content.instalments.length > 0 ? words.overleaf : words.none}`;
  const y = baselineOf(TOP, 4.4, 9.5);
  const width = Math.min(31, canvas.widthOf("regular", BODY, instalments));
  setLine(canvas, instalments, { x: 106 - width, width, y });
  canvas.text("5", 106 - width - 2.4, y, "bold", 9.5);
  let top = TOP + 4.6;
  for (const { reason, set } of plan.shown) {
    setParagraph(canvas, set, LEFT, top);
    setLine(canvas, format.sum(reason.amount), {
      x: LEFT + NOTES_WIDTH + 0.5,
      width: 106 - LEFT - NOTES_WIDTH - 0.5,
      y: baselineOf(top, set.pitch, BODY),
      align: "right",
    });
    top += set.height;
  }
  const count = plan.overleaf.length;
  const rest =
    content.recalculations.length === 0
      ? words.noRecalculations
      : count > 0
        ? words.recalculationsOverleaf(count)
        : undefined;
  if (rest) setLine(canvas, rest, { x: LEFT, width: NOTES_WIDTH, y: baselineOf(top, 3.6, BODY) });
}

/** Whom to call: the same for every bill of a house, so pages share it. */
export function drawContacts(canvas: Canvas, { content, words }: PageFacts, providersOverleaf: boolean): void {
  const { center, company, emergencyPhone, language } = content;
  const key = `contacts ${JSON.stringify([language, center, company, emergencyPhone, providersOverleaf])}`;
  canvas.stamp(key, (stamp) => {
    const heading = emergencyPhone === undefined ? words.contacts : words.emergency(emergencyPhone);
    setHeading(stamp, heading, 112, TOP, 88);
    const house = [company.name, inn(company, words.inn), ...waysTo(company)].filter(Boolean).join(", ");
    const bill = [center.name, ...waysTo(center)].join(", ");
    const more = providersOverleaf ? `. ${words.providersOverleaf}` : "";
    const set = boundedParagraph(
      stamp,
      [
        { text: words.houseContact, bold: true },
        { text: ` ${house}\n` },
        { text: words.billContact, bold: true },
        { text: ` ${bill}${more}` },
      ],
      { width: 88, size: BODY, pitch: 3.7, linesMax: 4 },
    );
    setParagraph(stamp, set, 112, TOP + 4.6);
  });
}

const inn = (office: Office, label: string): string => (office.inn ? `${label}\u00a0${office.inn}` : "");
const waysTo = (office: Office): string[] =>
  [office.address, office.phone, office.hours, office.site]
    .filter((part) => part !== undefined)
    // A telephone number or the hours are not torn apart at the end of a line.
    .map((part) => (part.length <= 24 ? part.replaceAll(" ", "\u00a0") : part));

export function drawSlips(canvas: Canvas, page: PageFacts, withCode: boolean): void {
  drawPaymentSlip(canvas, page, withCode);
  drawReadingsSlip(canvas, page);
}

function drawPaymentSlip(canvas: Canvas, { content, words, format }: PageFacts, withCode: boolean): void {
  const { account, payer, period, toPay } = content;
  const right = 104;
  const y = baselineOf(SLIP_TOP, 4.2, 9.5);
  canvas.text(words.paymentSlip, LEFT, y, "bold", 9.5);
  const numberWidth = Math.min(40, canvas.widthOf("bold", BODY, account.number));
  setLine(canvas, account.number, { x: right - numberWidth, width: numberWidth, y, face: "bold" });
  setLine(canvas, words.slipAccount(format.month(period)), {
    x: 40,
    width: right - numberWidth - 40,
    y,
    align: "right",
  });
  const due = toPay > 0n;
  const sum = due ? `${format.sum(toPay)}\u00a0₽` : words.nothingToPay;
  const second = baselineOf(273.6, 4.4, 10);
  const size = fittingSize(canvas, sum, 60, { face: "bold", size: 11, sizeMin: 8 });
  const sumWidth = Math.min(60, canvas.widthOf("bold", size, sum));
  setLine(canvas, sum, { x: right - sumWidth, width: sumWidth, y: second, face: "bold", size });
  const who = [payer.shortName ?? payer.name, payer.shortAddress ?? payer.addressLines[0]].filter(Boolean).join(", ");
  setLine(canvas, who, { x: LEFT, width: right - sumWidth - 1.5 - LEFT, y: second });
  if (!due) return;
  const digits = withCode ? slipDigits(account.number, period, toPay) : undefined;
  if (digits) {
    const bars = code128Bars(digits);
    const width = bars.reduce((total, bar) => total + bar, 0) * BAR;
    canvas.bars(bars, 15.5, 279, 9.5, BAR);
    const groups = `${digits.slice(0, 10)} ${digits.slice(10, 14)} ${digits.slice(14)}`;
    setLine(canvas, groups, { x: 15.5, width, y: baselineOf(288.8, 3.6, BODY), align: "center" });
  }
  setLine(canvas, words.iPay, { x: 73, width: 31, y: baselineOf(279.4, 3.6, BODY) });
  canvas.line(73, 289, right, 289, 0.25);
  setLine(canvas, words.signature, { x: 73, width: 31, y: baselineOf(289.2, 3.5, BODY) });
}

/** Boxes for the digits of each scale; those after the comma are tinted. */
function drawReadingsSlip(canvas: Canvas, { content, words, format }: PageFacts): void {
  const left = 110;
  const y = baselineOf(SLIP_TOP, 4.2, 9.5);
  canvas.text(words.readingsSlip, left, y, "bold", 9.5);
  const { meters } = content;
  if (meters.length === 0) {
    const lines = `${words.noReadings}\n${words.noReadingsInstalled} ${content.company.phone ?? ""}`;
    const set = boundedParagraph(canvas, [{ text: lines }], { width: 90, size: BODY, pitch: 3.8, linesMax: 4 });
    setParagraph(canvas, set, left, 274.4);
    return;
  }
  const { handInFrom, handInTo } = content.readings ?? {};
  if (handInFrom && handInTo) {
    const from = String(Number(handInFrom.slice(8)));
    const text = words.handIn(from, format.longDate(handInTo).replace(/ \d{4}$/, ""));
    setLine(canvas, text, { x: 140, width: 60, y, align: "right" });
  }
  const shown = meters.length <= 4 ? meters : meters.slice(0, 3);
  const pitch = 4.75;
  for (const [index, meter] of shown.entries()) drawScale(canvas, meter, 273.4 + index * pitch, format);
  const more = meters.length - shown.length;
  if (more > 0) {
    const text = words.moreMeters(more);
    setLine(canvas, text, { x: left, width: RIGHT - left, y: baselineOf(273.4 + 3 * pitch, pitch, BODY) });
  }
}

function drawScale(canvas: Canvas, meter: MeterRow, top: number, format: PageFacts["format"]): void {
  const y = baselineOf(top, 4.75, BODY);
  setLine(canvas, meter.resource, { x: 110, width: 22, y });
  setLine(canvas, meter.serial, { x: 132.6, width: 13.6, y, face: "narrow" });
  const last = meter.current ?? meter.previous;
  if (last) setLine(canvas, format.number(last), { x: 146.6, width: 14, y, align: "right" });
  const fraction = Math.min(last?.decimals ?? 0, 3);
  const whole = Math.min(Math.max(meter.wholeDigits ?? 5, 1), 8 - fraction);
  const step = 4.3;
  let x = 162.2;
  const box = (tinted: boolean) => {
    if (tinted) canvas.fill(x, top + 0.2, step, step, 0.9);
    canvas.frame(x, top + 0.2, step, step, 0.2);
    x += step;
  };
  for (let i = 0; i < whole; i++) box(false);
  if (fraction > 0) {
    canvas.text(format.comma, x + 0.75, y, "bold", 11);
    x += 2.4;
  }
  for (let i = 0; i < fraction; i++) box(true);
}
