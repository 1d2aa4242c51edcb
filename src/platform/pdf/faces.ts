import { readFileSync } from "node:fs";
import { assert, must } from "#core/assert";

/** The file that make-faces.ts makes. */
export interface FacesFile {
  readonly version: string;
  readonly faces: Readonly<Record<string, FaceFile>>;
}
export interface FaceFile {
  /** SHA-256 of the font it was made from. */
  readonly source: string;
  readonly ascent: number;
  readonly descent: number;
  readonly capHeight: number;
  readonly box: readonly [number, number, number, number];
  readonly everyday: ProgramFile;
  readonly rare: ProgramFile;
}
export interface ProgramFile {
  readonly letters: string;
  /** The glyph of each letter, and the advance of each glyph in thousandths of an em, as lists of numbers. */
  readonly glyphs: string;
  readonly advances: string;
  readonly size: number;
  readonly deflated: string;
}

export interface FontProgram {
  readonly advances: readonly number[];
  /** Length of the TrueType program, and the program itself, deflated. */
  readonly size: number;
  readonly deflated: Buffer;
  glyphOf(letter: string): number | undefined;
}

/** Faces by name. `version` changes whenever a printed byte can. */
export interface Faces {
  readonly version: string;
  readonly byName: Readonly<Record<string, Face>>;
}

export function readFaces(file: URL | string): Faces {
  const content = JSON.parse(readFileSync(file, "utf8")) as FacesFile;
  const byName: Record<string, Face> = {};
  for (const [name, data] of Object.entries(content.faces)) byName[name] = new Face(data);
  return { version: content.version, byName };
}

const NOT_A_LETTER = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Mn}]/u;
const SPACES = new Set([
  "\u2002",
  "\u2003",
  "\u2004",
  "\u2005",
  "\u2007",
  "\u2008",
  "\u2009",
  "\u200a",
  "\u202f",
]);

/**
 * One face of a font. Everyday letters have one-byte codes; the bytes that a PDF string would have to escape are left
 * out, so that text goes to the page as it is.
 */
export class Face {
  readonly file: FaceFile;
  readonly everyday: FontProgram;
  readonly rare: FontProgram;
  /** Code of each everyday letter by its UTF-16 unit; 0 is "not an everyday letter". */
  readonly codes = new Uint8Array(65_536);
  readonly letterOf: (string | undefined)[] = [];
  private readonly widths = new Uint16Array(256);

  constructor(file: FaceFile) {
    this.file = file;
    this.everyday = programOf(file.everyday);
    this.rare = programOf(file.rare);
    const letters = Array.from(file.everyday.letters);
    const free = freeCodes(letters);
    for (const letter of letters) {
      const unit = letter.charCodeAt(0);
      const code = plainCode(unit) ? unit : must(free.shift(), "a one-byte code for each everyday letter");
      this.codes[unit] = code;
      this.letterOf[code] = letter;
      this.widths[code] = this.everyday.advances[must(this.everyday.glyphOf(letter), letter)] ?? 0;
    }
  }

  /** Width in thousandths of the font's size. */
  widthOf(text: string): number {
    let width = 0;
    for (let i = 0; i < text.length; i++) {
      const code = this.codes[text.charCodeAt(i)];
      if (!code) return this.widthOfRare(cleaned(this, text));
      width += this.widths[code] ?? 0;
    }
    return width;
  }

  /** The glyph of a letter that is not an everyday one; a lozenge stands for what the font does not have. */
  rareGlyph(letter: string): number {
    return this.rare.glyphOf(letter) ?? this.rare.glyphOf("\u25ca") ?? 0;
  }

  private widthOfRare(text: string): number {
    let width = 0;
    for (const letter of text) {
      const code = letter.length === 1 ? this.codes[letter.charCodeAt(0)] : 0;
      width += code ? (this.widths[code] ?? 0) : (this.rare.advances[this.rareGlyph(letter)] ?? 0);
    }
    return width;
  }
}

/**
 * Text as it can be set: composed letters, spaces of any width as the one kind that does not break, controls and
 * stray accents dropped. A letter that is not in the font becomes its base letter when that is ("ǹ" is set as "n");
 * otherwise it stays and is set as a lozenge, and the document knows of it.
 */
export function cleaned(face: Face, text: string): string {
  let clean = "";
  for (const letter of text.normalize("NFC")) {
    if (has(face, letter)) clean += letter;
    else if (SPACES.has(letter)) clean += "\u00a0";
    else if (letter === "\n" || letter === "\t" || letter === "\r") clean += " ";
    else if (!NOT_A_LETTER.test(letter)) clean += baseOf(face, letter);
  }
  return clean;
}

function baseOf(face: Face, letter: string): string {
  const parts = Array.from(letter.normalize("NFKD")).filter((part) => !NOT_A_LETTER.test(part));
  return parts.length > 0 && parts.every((part) => has(face, part)) ? parts.join("") : letter;
}

function has(face: Face, letter: string): boolean {
  return (
    (letter.length === 1 && face.codes[letter.charCodeAt(0)] !== 0) || face.rare.glyphOf(letter) !== undefined
  );
}

function programOf(file: ProgramFile): FontProgram {
  const numbers = (list: string) => list.split(" ").map(Number);
  const letters = Array.from(file.letters);
  const glyphs = numbers(file.glyphs);
  const byLetter = new Map(letters.map((letter, index) => [letter, glyphs[index] ?? 0]));
  return {
    advances: numbers(file.advances),
    size: file.size,
    deflated: Buffer.from(file.deflated, "base64"),
    glyphOf: (letter) => byLetter.get(letter),
  };
}

/** ASCII keeps its codes, but for ( ) and \, which a PDF string would escape. */
function plainCode(unit: number): boolean {
  return unit >= 0x20 && unit < 0x7f && unit !== 0x28 && unit !== 0x29 && unit !== 0x5c;
}

/** The codes for all other letters; a string must not contain a bare line end either. */
export function freeCodes(letters: readonly string[]): number[] {
  const used = new Set([0, 0x0a, 0x0d, 0x28, 0x29, 0x5c]);
  for (const letter of letters) if (plainCode(letter.charCodeAt(0))) used.add(letter.charCodeAt(0));
  const upper = Array.from({ length: 128 }, (_, i) => 128 + i);
  const lower = Array.from({ length: 127 }, (_, i) => 1 + i);
  const free = [...upper, ...lower].filter((code) => !used.has(code));
  assert(
    letters.filter((letter) => !plainCode(letter.charCodeAt(0))).length <= free.length,
    "the everyday letters of a face fit one byte",
  );
  return free;
}
