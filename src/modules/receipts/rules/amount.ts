import type { Canvas, Modules } from "./canvas.ts";
import { BAND, BODY, type PageFacts, RIGHT, setPieces } from "./page.ts";
import { baselineOf, boundedParagraph, fittingSize, setLine, setParagraph } from "./setting.ts";
import { total } from "./truthful.ts";

/** How much, by when, and the code to pay by. */
export const BOX = { x: 97, y: 7.5, width: 103, height: 40.5 };
const QR = { x: 161.5, y: 10.3, side: 35 };
/** Whole dots of a 600 dpi printer: every module is equally wide on paper. */
const DOT = 25.4 / 600;

export function drawAmount(canvas: Canvas, page: PageFacts, code: Modules | undefined): void {
  const { content, words, format } = page;
  const { toPay } = content;
  const x = BOX.x + 3.5;
  const wide = code || content.codesWithheld !== undefined ? QR.x - 2.2 - x : RIGHT - 4 - x;
  const due = toPay > 0n;
  canvas.text(due ? words.toPay : words.nothingToPay, x, baselineOf(9.6, 4.4, 10), "regular", 10);
  const sum = format.sum(due ? toPay : 0n);
  const rouble = "\u00a0₽";
  const size = fittingSize(canvas, sum, wide - canvas.widthOf("bold", 19, rouble), {
    face: "bold",
    size: 29,
    sizeMin: 14,
  });
  setPieces(
    canvas,
    [
      [sum, "bold", size],
      [rouble, "bold", (size * 19) / 29],
    ],
    { x, y: baselineOf(14, 11, 29), width: wide },
  );
  const second = due
    ? words.by(format.longDate(content.dueOn))
    : toPay < 0n
      ? words.overpaid(format.sum(0n - toPay))
      : words.settled;
  setLine(canvas, second, { x, width: wide, y: baselineOf(25, 5.6, 13), face: "bold", size: 13 });
  const notes = due
    ? dueNotes(page, code !== undefined)
    : [toPay < 0n ? words.creditWords : words.settledWords];
  if (content.paymentsCountedTo) notes.push(words.countedTo(format.date(content.paymentsCountedTo)));
  const text = notes.join("\n");
  canvas.stamp(`notes ${wide} ${text}`, (stamp) => {
    const set = boundedParagraph(stamp, [{ text }], { width: wide, size: BODY, pitch: 3.6, linesMax: 4 });
    setParagraph(stamp, set, x, 31.8);
  });
  if (code) drawCode(canvas, code);
  else if (due && content.codesWithheld !== undefined) {
    const withheld = boundedParagraph(canvas, [{ text: content.codesWithheld }], {
      width: QR.side,
      size: BODY,
      pitch: 3.6,
      linesMax: 9,
    });
    setParagraph(canvas, withheld, QR.x, QR.y);
  }
}

function dueNotes({ content, words, format }: PageFacts, withCode: boolean): string[] {
  const weekday = format.weekday(content.dueOn);
  const notes =
    content.voluntary.length > 0
      ? [
          `${weekday}; ${words.withoutVoluntary}`,
          words.withVoluntary(format.sum(content.toPay + total(content.voluntary, (line) => line.total))),
        ]
      : [weekday];
  if (withCode) notes.push(words.payByCode);
  return notes;
}

/** The quiet zone is four modules; the box leaves more on every side. */
function drawCode(canvas: Canvas, code: Modules): void {
  const module = Math.max(1, Math.floor((QR.side + 0.4) / code.size / DOT)) * DOT;
  const side = module * code.size;
  canvas.bits(code, QR.x + (QR.side - side) / 2, QR.y + (QR.side - side) / 2, module);
}

export function drawAmountBox(canvas: Canvas): void {
  canvas.frame(BOX.x, BOX.y, BOX.width, BOX.height, BAND);
}
