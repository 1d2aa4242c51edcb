import { Defect } from "#core/assert";
import { Bytes } from "./bytes.ts";
import { cleaned, type Face, type Faces } from "./faces.ts";

/** Hundredths of a point in a millimetre. Everything on a page is whole hundredths: no drift, and short numbers. */
const UNITS = 7200 / 25.4;
const toUnits = (mm: number): number => Math.round(mm * UNITS);

export interface PaperSize {
  readonly width: number;
  readonly height: number;
}
export const A4: PaperSize = { width: 210, height: 297 };
export const pointsOf = (mm: number): number => Math.round(mm * UNITS) / 100;

/** What a sheet needs from the document it belongs to. */
export interface SheetOwner {
  readonly faces: Faces;
  /** Empty buffers: a page would otherwise allocate, and throw away, more than everything else it makes. */
  borrow(): Bytes;
  giveBack(bytes: Bytes): void;
  /** Resource name of the face's everyday font. */
  everydayFont(faceName: string): string;
  /** Resource name and one-byte code for a letter that is not an everyday one. */
  rareLetter(faceName: string, letter: string): { readonly font: string; readonly code: number };
  /** Resource name of a drawing that is kept once in the document; none when it already keeps too many. */
  stamp(key: string, paper: PaperSize, draw: (sheet: Sheet) => void): string | undefined;
}

/** Dark modules of a square code, row by row. */
export interface BitSquare {
  readonly size: number;
  /** One bit a module, the leftmost is the highest; each row begins a byte. A set bit is dark. */
  readonly rows: Uint8Array;
}

/**
 * One page, or one drawing shared by pages. Millimetres from the top left corner, text by its baseline. What is drawn
 * comes first, then the stamps, then all text in one text object, so text is always on top.
 */
export class Sheet {
  private readonly owner: SheetOwner;
  private readonly height: number;
  private readonly paper: PaperSize;
  private readonly shapes: Bytes;
  private readonly words: Bytes;
  private stamps = "";
  private penX = 0;
  private penY = 0;
  private font = "";
  private size = 0;
  private stretch = 100;
  private grey = 0;
  /** Rectangles that are to be filled with the grey that is set. */
  private filling = false;
  private thickness = -1;
  private dashed = false;

  constructor(owner: SheetOwner, paper: PaperSize) {
    this.owner = owner;
    this.paper = paper;
    this.shapes = owner.borrow();
    this.words = owner.borrow();
    this.height = toUnits(paper.height);
  }

  /** Width in millimetres of text set in `face` at `size` points. */
  widthOf(face: string, size: number, text: string): number {
    return (this.faceOf(face).widthOf(text) * size * 25.4) / 72_000;
  }

  /** `stretch` is the horizontal scale, 1 for the letters as they are. */
  text(text: string, x: number, y: number, face: string, size: number, stretch = 1): void {
    if (text === "") return;
    const toX = toUnits(x);
    const toY = this.height - toUnits(y);
    const percent = Math.round(stretch * 100);
    if (percent !== this.stretch) {
      this.words.int(percent);
      this.words.text("Tz\n");
      this.stretch = percent;
    }
    this.words.int(toX - this.penX);
    this.words.int(toY - this.penY);
    this.words.text("Td\n");
    this.penX = toX;
    this.penY = toY;
    this.show(this.faceOf(face), face, Math.round(size * 100), text);
  }

  /** A tint: 0 is black, 1 is paper. */
  fill(x: number, y: number, width: number, height: number, grey: number): void {
    this.setGrey(grey);
    this.rectangle(x, y, width, height);
    this.filling = true;
  }

  frame(x: number, y: number, width: number, height: number, thickness: number): void {
    this.setPen(thickness, false);
    this.rectangle(x, y, width, height);
    this.shapes.text("S\n");
  }

  line(fromX: number, fromY: number, toX: number, toY: number, thickness: number, dashed = false): void {
    this.setPen(thickness, dashed);
    this.shapes.int(toUnits(fromX));
    this.shapes.int(this.height - toUnits(fromY));
    this.shapes.text("m ");
    this.shapes.int(toUnits(toX));
    this.shapes.int(this.height - toUnits(toY));
    this.shapes.text("l S\n");
  }

  /** A square code as a one-bit mask, so that every module is as dark as the printer can. */
  bits(square: BitSquare, x: number, y: number, module: number): void {
    this.endFill();
    const side = Math.round(square.size * module * UNITS);
    this.setGrey(0);
    this.shapes.text("q ");
    this.shapes.int(side);
    this.shapes.text("0 0 ");
    this.shapes.int(side);
    this.shapes.int(toUnits(x));
    this.shapes.int(this.height - toUnits(y) - side);
    this.shapes.text(`cm BI /W ${square.size} /H ${square.size} /IM true /BPC 1 /D [1 0] `);
    // Readers look for the letters EI to find the end of the data; where the data contains them it is written in hex.
    const raw = Buffer.from(square.rows.buffer, square.rows.byteOffset, square.rows.byteLength);
    if (raw.includes("EI")) {
      this.shapes.text(`/F /AHx ID ${raw.toString("hex")}>\nEI Q\n`);
    } else {
      this.shapes.text("ID ");
      this.shapes.bytes(raw);
      this.shapes.text("\nEI Q\n");
    }
  }

  /** Bars and spaces in turn, in modules, as linear codes are made of. */
  bars(widths: readonly number[], x: number, y: number, height: number, module: number): void {
    this.setGrey(0);
    let at = 0;
    for (const [index, width] of widths.entries()) {
      if (index % 2 === 0) this.rectangle(x + at * module, y, width * module, height);
      at += width;
    }
    this.filling = true;
  }

  /** Puts a drawing that many pages share. `key` must name everything the drawing depends on. */
  stamp(key: string, draw: (sheet: Sheet) => void): void {
    const resource = this.owner.stamp(key, this.paper, draw);
    if (resource === undefined) draw(this);
    else this.stamps += `/${resource} Do\n`;
  }

  /** Writes the content stream, and gives the buffers back: nothing can be drawn after that. */
  finish(whole: Bytes): void {
    this.endFill();
    whole.text("q .01 0 0 .01 0 0 cm\n");
    whole.bytes(this.shapes.view());
    whole.text("Q\n");
    whole.text(this.stamps);
    if (this.words.length > 0) {
      whole.text("q .01 0 0 .01 0 0 cm BT\n");
      whole.bytes(this.words.view());
      whole.text("ET Q\n");
    }
    this.owner.giveBack(this.shapes);
    this.owner.giveBack(this.words);
  }

  private show(face: Face, name: string, size: number, text: string): void {
    this.setFont(this.owner.everydayFont(name), size);
    this.words.byte(0x28);
    if (this.words.coded(text, face.codes)) {
      this.words.text(")Tj\n");
    } else {
      this.words.length -= 1;
      this.showMixed(face, name, size, cleaned(face, text));
    }
  }

  /** Text with letters from the second font. The pen moves on by itself from one font to the next. */
  private showMixed(face: Face, name: string, size: number, text: string): void {
    let open = false;
    for (const letter of text) {
      const everyday = letter.length === 1 ? face.codes[letter.charCodeAt(0)] : 0;
      const { font, code } = everyday
        ? { font: this.owner.everydayFont(name), code: everyday }
        : this.owner.rareLetter(name, letter);
      if (font !== this.font && open) {
        this.words.text(")Tj\n");
        open = false;
      }
      this.setFont(font, size);
      if (!open) this.words.byte(0x28);
      open = true;
      this.words.byte(code);
    }
    if (open) this.words.text(")Tj\n");
  }

  private setFont(font: string, size: number): void {
    if (font === this.font && size === this.size) return;
    this.words.text(`/${font} `);
    this.words.int(size);
    this.words.text("Tf\n");
    this.font = font;
    this.size = size;
  }

  private setGrey(grey: number): void {
    if (grey === this.grey) return;
    this.endFill();
    this.shapes.text(`${grey} g\n`);
    this.grey = grey;
  }

  private endFill(): void {
    if (this.filling) this.shapes.text("f\n");
    this.filling = false;
  }

  private setPen(thickness: number, dashed: boolean): void {
    this.endFill();
    if (thickness !== this.thickness) {
      this.shapes.int(toUnits(thickness));
      this.shapes.text("w\n");
      this.thickness = thickness;
    }
    if (dashed !== this.dashed) {
      this.shapes.text(dashed ? "[400 280] 0 d\n" : "[] 0 d\n");
      this.dashed = dashed;
    }
  }

  private rectangle(x: number, y: number, width: number, height: number): void {
    // The corners are rounded, not the sides, so that neighbours meet.
    const left = toUnits(x);
    const bottom = this.height - toUnits(y + height);
    this.shapes.int(left);
    this.shapes.int(bottom);
    this.shapes.int(toUnits(x + width) - left);
    this.shapes.int(this.height - toUnits(y) - bottom);
    this.shapes.text("re ");
  }

  private faceOf(name: string): Face {
    const face = this.owner.faces.byName[name];
    if (!face) throw new Defect(`no face is named ${name}`);
    return face;
  }
}
