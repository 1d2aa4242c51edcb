import type { MeterRow } from "../model.ts";
import type { Canvas } from "./canvas.ts";
import { code128Bars, slipDigits } from "./code128.ts";
import { BODY, LEFT, type PageFacts, RIGHT } from "./page.ts";
import { baselineOf, boundedParagraph, fittingSize, setLine, setParagraph } from "./setting.ts";

/** What the payer tears off: one slip with the payment, one with the readings. */
const SLIP_TOP = 269.2;
/** Eight dots of a 600 dpi printer. */
const BAR = (8 * 25.4) / 600;

export function drawSlips(canvas: Canvas, page: PageFacts, withCode: boolean): void {
  const { words, content } = page;
  canvas.stamp(`slips ${content.language}`, (stamp) => {
    const y = baselineOf(SLIP_TOP, 4.2, 9.5);
    stamp.text(words.paymentSlip, LEFT, y, "bold", 9.5);
    stamp.text(words.readingsSlip, 110, y, "bold", 9.5);
  });
  drawPaymentSlip(canvas, page, withCode);
  drawReadingsSlip(canvas, page);
}

function drawPaymentSlip(canvas: Canvas, { content, words, format }: PageFacts, withCode: boolean): void {
  const { account, payer, period, toPay } = content;
  const right = 104;
  const y = baselineOf(SLIP_TOP, 4.2, 9.5);
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
  const who = [payer.shortName ?? payer.name, payer.shortAddress ?? payer.addressLines[0]]
    .filter(Boolean)
    .join(", ");
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
  canvas.stamp(`payment slip ${content.language}`, (stamp) => {
    setLine(stamp, words.iPay, { x: 73, width: 31, y: baselineOf(279.4, 3.6, BODY) });
    stamp.line(73, 289, right, 289, 0.25);
    setLine(stamp, words.signature, { x: 73, width: 31, y: baselineOf(289.2, 3.5, BODY) });
  });
}

/** Boxes for the digits of each scale; those after the comma are tinted. */
function drawReadingsSlip(canvas: Canvas, { content, words, format }: PageFacts): void {
  const left = 110;
  const y = baselineOf(SLIP_TOP, 4.2, 9.5);
  const { meters } = content;
  if (meters.length === 0) {
    const lines = `${words.noReadings}\n${words.noReadingsInstalled} ${content.company.phone ?? ""}`;
    const set = boundedParagraph(canvas, [{ text: lines }], {
      width: 90,
      size: BODY,
      pitch: 3.8,
      linesMax: 4,
    });
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
  const key = `boxes ${whole} ${fraction} ${top} ${format.comma}`;
  canvas.stamp(key, (stamp) => drawBoxes(stamp, { whole, fraction, top, y, comma: format.comma }));
}

function drawBoxes(
  canvas: Canvas,
  boxes: {
    readonly whole: number;
    readonly fraction: number;
    readonly top: number;
    readonly y: number;
    readonly comma: string;
  },
): void {
  const { whole, fraction, top, y, comma } = boxes;
  const step = 4.3;
  let x = 162.2;
  const box = (tinted: boolean) => {
    if (tinted) canvas.fill(x, top + 0.2, step, step, 0.9);
    canvas.frame(x, top + 0.2, step, step, 0.2);
    x += step;
  };
  for (let i = 0; i < whole; i++) box(false);
  if (fraction > 0) {
    canvas.text(comma, x + 0.75, y, "bold", 11);
    x += 2.4;
  }
  for (let i = 0; i < fraction; i++) box(true);
}
