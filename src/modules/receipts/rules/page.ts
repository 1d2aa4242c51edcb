import type { ReceiptContent } from "../model.ts";
import type { Canvas, FaceName } from "./canvas.ts";
import type { Format } from "./format.ts";
import { baselineOf, setLine } from "./setting.ts";
import type { FormWords } from "./words.ts";

/** Changes whenever a printed byte can change: an issued receipt keeps the version it was issued with. */
export const TEMPLATE_VERSION = "1.0";

/** Millimetres; the anatomy is that of a window envelope (DL and C5) with the address on the left. */
export const LEFT = 12;
export const RIGHT = 200;
/** Numbers of sections and lines hang in a gutter, the text begins here. */
export const TEXT = 19.5;
export const WIDTH = RIGHT - LEFT;
export const FOLDS = [105, 148.5, 210] as const;
export const PAD = 0.9;

export const BAND = 0.5;
export const HEAD = 0.35;
export const ROW = 0.12;
export const BODY = 8.5;
/** Type of the back is half a point larger: it is read at leisure. */
export const TYPE = 9;
/** Between sections of the back. */
export const GAP = 4;

/** Everything a drawing on one page may ask. */
export interface PageFacts {
  readonly content: ReceiptContent;
  readonly words: FormWords;
  readonly format: Format;
  /** Sides of the whole document. */
  readonly sheets: number;
}

export function setHeading(canvas: Canvas, text: string, x: number, top: number, width: number): void {
  setLine(canvas, text, { x, width, y: baselineOf(top, 4.4, 9.5), face: "bold", size: 9.5 });
}

/** A heading with its section's number in the gutter, and what follows it in plain type. */
export function setSection(
  canvas: Canvas,
  place: { readonly number: string; readonly top: number; readonly x?: number; readonly right: number },
  heading: string,
  after = "",
): void {
  const { number, top, x = LEFT, right } = place;
  const y = baselineOf(top, 4.4, 9.5);
  canvas.text(number, x, y, "bold", 9.5);
  const start = x + (TEXT - LEFT);
  const width = Math.min(canvas.widthOf("bold", 9.5, heading), right - start);
  setLine(canvas, heading, { x: start, width: right - start, y, face: "bold", size: 9.5 });
  if (after) setLine(canvas, after, { x: start + width + 1.2, width: right - start - width - 1.2, y });
}

export function rule(canvas: Canvas, y: number, thickness: number, from = LEFT, to = RIGHT): void {
  // Between rows grey is enough: it leads the eye along the line, and the numbers stay the blackest on the page.
  canvas.fill(from, y - thickness / 2, to - from, thickness, thickness === ROW ? 0.6 : 0);
}

export function foldMarks(canvas: Canvas): void {
  for (const y of FOLDS) canvas.line(4.6, y, 8, y, 0.2);
}

/** Text pieces one after the other on one line; the whole is set narrower where it does not fit. */
export function setPieces(
  canvas: Canvas,
  pieces: readonly (readonly [text: string, face: FaceName, size: number])[],
  place: { readonly x: number; readonly y: number; readonly width: number },
): void {
  const widths = pieces.map(([text, face, size]) => canvas.widthOf(face, size, text));
  const whole = widths.reduce((sum, width) => sum + width, 0);
  const stretch = whole > place.width ? Math.floor((place.width / whole) * 100) / 100 : 1;
  let x = place.x;
  for (const [index, [text, face, size]] of pieces.entries()) {
    canvas.text(text, x, place.y, face, size, stretch);
    x += (widths[index] ?? 0) * stretch;
  }
}
