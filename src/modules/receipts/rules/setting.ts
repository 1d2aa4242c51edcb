import type { Canvas, FaceName, Ruler } from "./canvas.ts";

/**
 * Setting text into the room it has. Nothing on a receipt is ever cut: what is too long is set in the narrow face,
 * then on more lines where there are lines, then with narrower letters.
 */
export const MM_PER_POINT = 25.4 / 72;
const NARROW: Record<FaceName, FaceName> = {
  regular: "narrow",
  bold: "narrowBold",
  narrow: "narrow",
  narrowBold: "narrowBold",
};

/** Baseline of a line `height` mm high whose top is `top`: the metrics of PT Sans, ascent 1018 and descent 276. */
export const baselineOf = (top: number, height: number, size: number): number =>
  top + (height + (1.018 - 0.276) * size * MM_PER_POINT) / 2;

export type Align = "left" | "right" | "center";

export interface Cell {
  readonly x: number;
  readonly width: number;
  /** Baseline. */
  readonly y: number;
  readonly align?: Align;
  readonly face?: FaceName;
  readonly size?: number;
}

/** One line of text within a cell. */
export function setLine(canvas: Canvas, text: string, cell: Cell): void {
  const { x, width, y, align = "left", face = "regular", size = 8.5 } = cell;
  const set = fitted(canvas, text, width, face, size);
  const free = width - set.width;
  const at = align === "left" ? x : align === "right" ? x + free : x + free / 2;
  canvas.text(text, at, y, set.face, size, set.stretch);
}

interface Fitted {
  readonly face: FaceName;
  readonly stretch: number;
  readonly width: number;
}

export function fitted(ruler: Ruler, text: string, room: number, face: FaceName, size: number): Fitted {
  const natural = ruler.widthOf(face, size, text);
  if (natural <= room) return { face, stretch: 1, width: natural };
  const narrow = NARROW[face];
  const narrower = ruler.widthOf(narrow, size, text);
  if (narrower <= room) return { face: narrow, stretch: 1, width: narrower };
  // The scale is written as a whole percentage, rounded down so that the text stays inside.
  const stretch = Math.max(1, Math.floor((room / narrower) * 100)) / 100;
  return { face: narrow, stretch, width: narrower * stretch };
}

/** The largest size, in half points from `size` down, at which one line fits; at `sizeMin` it is set narrower. */
export function fittingSize(
  ruler: Ruler,
  text: string,
  room: number,
  { face, size, sizeMin }: { readonly face: FaceName; readonly size: number; readonly sizeMin: number },
): number {
  let fit = size;
  while (fit > sizeMin && ruler.widthOf(face, fit, text) > room) fit -= 0.5;
  return fit;
}

/** A number with its decimal comma at `commaX`, whatever stands on either side. */
export function setDecimal(
  canvas: Canvas,
  text: string,
  place: {
    readonly commaX: number;
    readonly left: number;
    readonly right: number;
    readonly y: number;
    readonly comma: string;
    readonly face?: FaceName;
    readonly size?: number;
  },
): void {
  const { commaX, left, right, y, comma, face = "regular", size = 8.5 } = place;
  const at = text.indexOf(comma);
  const whole = at < 0 ? text : text.slice(0, at);
  const before = canvas.widthOf(face, size, whole);
  const all = canvas.widthOf(face, size, text);
  const start = commaX - before;
  if (start >= left && start + all <= right) canvas.text(text, start, y, face, size);
  else setLine(canvas, text, { x: left, width: right - left, y, align: "right", face, size });
}

/** A stretch of text in one face. */
export interface Piece {
  readonly text: string;
  readonly bold?: boolean;
}

export interface Paragraph {
  readonly lines: readonly SetLine[];
  readonly size: number;
  readonly pitch: number;
  readonly height: number;
}
type SetLine = readonly { readonly text: string; readonly x: number; readonly face: FaceName }[];

export interface ParagraphStyle {
  readonly width: number;
  readonly size: number;
  /** Distance of lines in millimetres. */
  readonly pitch: number;
  readonly narrow?: boolean;
}

/**
 * Breaks pieces of text into lines. A word that is longer than a line is broken where the line ends. The same words
 * stand on thousands of bills, so paragraphs that were set are remembered.
 */
export function paragraph(ruler: Ruler, pieces: readonly Piece[], style: ParagraphStyle): Paragraph {
  let key = `${style.width} ${style.size} ${style.pitch} ${style.narrow === true}`;
  for (const piece of pieces) key += `\n${piece.bold === true} ${piece.text}`;
  let remembered = REMEMBERED.get(ruler);
  if (!remembered || remembered.size >= REMEMBERED_MAX) {
    remembered = new Map();
    REMEMBERED.set(ruler, remembered);
  }
  let set = remembered.get(key);
  if (!set) {
    set = breakIntoLines(ruler, pieces, style);
    remembered.set(key, set);
  }
  return set;
}

const REMEMBERED = new WeakMap<Ruler, Map<string, Paragraph>>();
const REMEMBERED_MAX = 4000;

interface Run {
  text: string;
  readonly x: number;
  readonly face: FaceName;
}

function breakIntoLines(ruler: Ruler, pieces: readonly Piece[], style: ParagraphStyle): Paragraph {
  const { width, size, pitch } = style;
  const lines: Run[][] = [];
  let runs: Run[] = [];
  let x = 0;
  let gap = 0;
  const endLine = () => {
    lines.push(runs);
    runs = [];
    x = 0;
    gap = 0;
  };
  const put = (word: string, wide: number, face: FaceName) => {
    const last = runs.at(-1);
    if (last && last.face === face) last.text += gap > 0 ? ` ${word}` : word;
    else runs.push({ text: word, x: x + gap, face });
    x += gap + wide;
    gap = 0;
  };
  for (const piece of pieces) {
    const face = faceOf(piece, style.narrow === true);
    const space = ruler.widthOf(face, size, " ");
    for (const [index, line] of piece.text.split("\n").entries()) {
      if (index > 0) endLine();
      for (const [place, part] of line.split(" ").entries()) {
        if (place > 0 && x > 0) gap = space;
        if (part === "") continue;
        let word = part;
        let wide = ruler.widthOf(face, size, word);
        if (x > 0 && x + gap + wide > width) endLine();
        while (wide > width && word !== "") {
          const head = headThatFits(ruler, word, width, face, size);
          runs.push({ text: head, x: 0, face });
          endLine();
          word = word.slice(head.length);
          wide = ruler.widthOf(face, size, word);
        }
        if (word !== "") put(word, wide, face);
      }
    }
  }
  if (runs.length > 0 || lines.length === 0) endLine();
  return { lines, size, pitch, height: lines.length * pitch };
}

/** A paragraph that has only so many lines: narrow if need be, then smaller. */
export function boundedParagraph(
  ruler: Ruler,
  pieces: readonly Piece[],
  style: ParagraphStyle & { readonly linesMax: number },
): Paragraph {
  const wide = paragraph(ruler, pieces, style);
  if (wide.lines.length <= style.linesMax) return wide;
  let narrow = paragraph(ruler, pieces, { ...style, narrow: true });
  const room = style.linesMax * style.pitch;
  let { size, pitch } = style;
  while (narrow.height > room + 0.001 && size > 1) {
    size -= 0.25;
    pitch = style.pitch * (size / style.size);
    narrow = paragraph(ruler, pieces, { ...style, narrow: true, size, pitch });
  }
  return narrow;
}

/** Draws a paragraph whose first line begins at `top`. */
export function setParagraph(canvas: Canvas, set: Paragraph, x: number, top: number): void {
  let y = baselineOf(top, set.pitch, set.size);
  for (const line of set.lines) {
    for (const run of line) canvas.text(run.text, x + run.x, y, run.face, set.size);
    y += set.pitch;
  }
}

function faceOf(piece: Piece, narrow: boolean): FaceName {
  if (narrow) return piece.bold ? "narrowBold" : "narrow";
  return piece.bold ? "bold" : "regular";
}

function headThatFits(ruler: Ruler, word: string, width: number, face: FaceName, size: number): string {
  const letters = Array.from(word);
  let head = letters[0] ?? "";
  for (const letter of letters.slice(1)) {
    if (ruler.widthOf(face, size, head + letter) > width) break;
    head += letter;
  }
  return head;
}
