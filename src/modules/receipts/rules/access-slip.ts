import type { AccessSlip } from "../model.ts";
import { accessSlipWords } from "./access-slip-words.ts";
import type { Canvas } from "./canvas.ts";
import { formats } from "./format.ts";
import { LEFT, RIGHT } from "./page.ts";
import { qrCode } from "./qr.ts";
import { baselineOf, boundedParagraph, fittingSize, setLine, setParagraph } from "./setting.ts";

/** Slips of a side that is cut into quarters after printing. */
export const SLIPS_A_SIDE = 4;

/** Where a slip stands on the side; its parts keep their distances from the top left. */
interface Place {
  readonly x: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** A slip on a page of its own that lies in the envelope behind the receipt. */
export const drawSlipPage = (canvas: Canvas, slip: AccessSlip): void =>
  drawSlip(canvas, slip, { x: LEFT, top: 20, width: RIGHT - LEFT, height: 96 });

/** Four slips with the lines along which they are cut. */
export function drawSlipSheet(canvas: Canvas, slips: readonly AccessSlip[]): void {
  const height = 72;
  for (const [index, slip] of slips.entries()) {
    const top = 2 + index * (height + 1);
    drawSlip(canvas, slip, { x: LEFT, top: top + 2, width: RIGHT - LEFT, height: height - 4 });
    if (index > 0) canvas.line(LEFT, top - 0.5, RIGHT, top - 0.5, 0.2, true);
  }
}

/** On the left who and how, on the right the square code of the page where the letters of the slip are typed. */
function drawSlip(canvas: Canvas, slip: AccessSlip, { x, top, width, height }: Place): void {
  const words = accessSlipWords[slip.language];
  const { longDate } = formats[slip.language];
  const code = qrCode(new TextEncoder().encode(slip.address));
  const module = Math.floor((34 / code.size) * 10) / 10;
  const side = code.size * module;
  const left = x + 4;
  const right = x + width - side - 12;
  const room = right - left;
  canvas.frame(x, top, width, height, 0.25);
  setLine(canvas, words.title, {
    x: left,
    width: room,
    y: baselineOf(top + 3, 7, 13),
    face: "bold",
    size: 13,
  });
  setLine(canvas, slip.company, { x: left, width: room, y: baselineOf(top + 10, 4.6, 9), size: 9 });
  setLine(canvas, slip.place, { x: left, width: room, y: baselineOf(top + 14.6, 4.6, 9), size: 9 });

  const half = room * 0.36;
  setLine(canvas, words.number, { x: left, width: half - 2, y: baselineOf(top + 21, 4, 8.5) });
  setLine(canvas, words.code, { x: left + half, width: room - half, y: baselineOf(top + 21, 4, 8.5) });
  const large = { face: "bold", size: 15, sizeMin: 8 } as const;
  const numberSize = fittingSize(canvas, slip.number, half - 2, large);
  setLine(canvas, slip.number, {
    x: left,
    width: half - 2,
    y: baselineOf(top + 25.4, 6.6, 15),
    face: "bold",
    size: numberSize,
  });
  const codeSize = fittingSize(canvas, slip.code, room - half, large);
  setLine(canvas, slip.code, {
    x: left + half,
    width: room - half,
    y: baselineOf(top + 25.4, 6.6, 15),
    face: "bold",
    size: codeSize,
  });

  const how = boundedParagraph(canvas, [{ text: words.how(slip.address) }], {
    width: room,
    size: 9,
    pitch: 4.4,
    linesMax: 5,
  });
  setParagraph(canvas, how, left, top + 34);
  setLine(canvas, words.until(longDate(slip.goodThrough)), {
    x: left,
    width: room,
    y: baselineOf(top + 57, 4.6, 9),
    face: "bold",
    size: 9,
  });
  setLine(canvas, words.keep, { x: left, width: width - 8, y: baselineOf(top + 62, 4.4, 8.5) });
  canvas.bits(code, x + width - side - 5, top + 6, module);
}
