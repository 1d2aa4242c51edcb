import { createHash } from "node:crypto";
import { deflateSync } from "node:zlib";
import { must } from "#core/assert";
import { Bytes } from "./bytes.ts";
import { type CodedLetter, codeMap, SYSTEM, textString, unicodeMap } from "./code-maps.ts";
import { type Face, type Faces, type FontProgram, freeCodes } from "./faces.ts";
import { type PaperSize, pointsOf, Sheet, type SheetOwner } from "./sheet.ts";

export { type Faces, readFaces } from "./faces.ts";
export { A4, type BitSquare, type PaperSize, Sheet } from "./sheet.ts";

export interface PdfOptions {
  readonly faces: Faces;
  readonly title: string;
  /** "ru-RU". */
  readonly language: string;
  /**
   * Deflates page content. Off for a document that must be the same bytes for years: the output of zlib differs
   * between its releases, and even between processors. Fonts come deflated already and are the same either way.
   */
  readonly deflate: boolean;
  /** Takes the bytes in order, in pieces of some 256 KiB; a piece may be kept. */
  readonly write: (piece: Buffer) => void;
}

/** What was written. `missingLetters` are those that the font does not have: they were set as a lozenge. */
export interface PdfSummary {
  readonly pages: number;
  readonly bytes: number;
  readonly missingLetters: readonly string[];
}

const PIECE = 262_144;
const KIDS = 200;
/** Drawings kept to be shared. Beyond that they are drawn on each page, so that memory does not grow. */
const STAMPS_MAX = 1000;

/**
 * Writes a PDF 1.5 page by page. Memory does not grow with the pages, but for some twenty bytes each. Nothing of the
 * moment goes into it: no date, no random identifier; the same pages give the same bytes.
 */
export class PdfDocument implements SheetOwner {
  readonly faces: Faces;
  private readonly options: PdfOptions;
  private readonly out = new Bytes();
  private readonly buffers: Bytes[] = [];
  private readonly hash = createHash("sha256");
  private readonly offsets: number[] = [];
  private written = 0;

  private readonly fontsObject: number;
  private readonly stampsObject: number;
  private readonly rootObject: number;
  private readonly treeObject: number;
  private readonly branches: { readonly object: number; readonly kids: number[] }[] = [];
  private pages = 0;
  private stamping = false;

  private readonly everyday = new Map<string, { readonly resource: string; readonly object: number }>();
  private readonly rare = new Map<string, RareFont[]>();
  private readonly rareCodes = new Map<string, { readonly font: string; readonly code: number }>();
  private readonly missing = new Set<string>();
  private readonly stamps = new Map<string, { readonly resource: string; readonly object: number }>();

  constructor(options: PdfOptions) {
    this.options = options;
    this.faces = options.faces;
    this.raw("%PDF-1.5\n%\u00e2\u00e3\u00cf\u00d3\n");
    this.rootObject = this.reserve();
    this.treeObject = this.reserve();
    this.fontsObject = this.reserve();
    this.stampsObject = this.reserve();
  }

  page(paper: PaperSize, draw: (sheet: Sheet) => void): void {
    const sheet = new Sheet(this, paper);
    draw(sheet);
    const content = this.reserve();
    this.sheet(content, "", sheet);
    let branch = this.branches.at(-1);
    if (!branch || branch.kids.length === KIDS) {
      branch = { object: this.reserve(), kids: [] };
      this.branches.push(branch);
    }
    const page = this.reserve();
    branch.kids.push(page);
    this.pages += 1;
    this.object(
      page,
      `<</Type/Page/Parent ${branch.object} 0 R/MediaBox[0 0 ${pointsOf(paper.width)} ${pointsOf(paper.height)}]` +
        `/Resources<</Font ${this.fontsObject} 0 R/XObject ${this.stampsObject} 0 R>>/Contents ${content} 0 R>>`,
    );
  }

  /** Writes what all pages share, and the end. The document takes no more pages. */
  close(): PdfSummary {
    this.fonts();
    this.object(this.stampsObject, dictionary(this.stamps.values()));
    this.tree();
    const { language, title } = this.options;
    this.object(
      this.rootObject,
      `<</Type/Catalog/Pages ${this.treeObject} 0 R/Lang(${language})/ViewerPreferences<</DisplayDocTitle true>>>>`,
    );
    const info = this.reserve();
    this.object(info, `<</Title ${textString(title)}/Producer(Pay-logic)>>`);
    this.flush();
    const id = this.hash.copy().digest("hex").slice(0, 32);
    const start = this.written;
    this.raw(`xref\n0 ${this.offsets.length + 1}\n0000000000 65535 f \n`);
    for (const offset of this.offsets) this.raw(`${String(offset).padStart(10, "0")} 00000 n \n`);
    this.raw(`trailer\n<</Size ${this.offsets.length + 1}/Root ${this.rootObject} 0 R/Info ${info} 0 R`);
    this.raw(`/ID[<${id}><${id}>]>>\nstartxref\n${start}\n%%EOF\n`);
    this.flush();
    return { pages: this.pages, bytes: this.written, missingLetters: [...this.missing] };
  }

  borrow(): Bytes {
    return this.buffers.pop() ?? new Bytes();
  }

  giveBack(bytes: Bytes): void {
    bytes.clear();
    this.buffers.push(bytes);
  }

  everydayFont(faceName: string): string {
    let font = this.everyday.get(faceName);
    if (!font) {
      font = { resource: `F${this.everyday.size}`, object: this.reserve() };
      this.everyday.set(faceName, font);
    }
    return font.resource;
  }

  rareLetter(faceName: string, letter: string): { readonly font: string; readonly code: number } {
    const key = `${faceName} ${letter}`;
    const known = this.rareCodes.get(key);
    if (known) return known;
    const face = this.face(faceName);
    if (face.rare.glyphOf(letter) === undefined) this.missing.add(letter);
    const fonts = this.rare.get(faceName) ?? [];
    this.rare.set(faceName, fonts);
    let font = fonts.at(-1);
    if (!font || font.letterOf.length === RARE_CODES.length) {
      font = { resource: `R${this.rareCount()}`, object: this.reserve(), letterOf: [] };
      fonts.push(font);
    }
    const given = { font: font.resource, code: must(RARE_CODES[font.letterOf.length], "a free code") };
    font.letterOf.push(letter);
    this.rareCodes.set(key, given);
    return given;
  }

  stamp(key: string, paper: PaperSize, draw: (sheet: Sheet) => void): string | undefined {
    let stamp = this.stamps.get(key);
    if (!stamp) {
      // A stamp within a stamp is drawn, not shared: a form would need resources of its own.
      if (this.stamping || this.stamps.size >= STAMPS_MAX) return undefined;
      const sheet = new Sheet(this, paper);
      this.stamping = true;
      draw(sheet);
      this.stamping = false;
      stamp = { resource: `S${this.stamps.size}`, object: this.reserve() };
      this.stamps.set(key, stamp);
      const box = `[0 0 ${pointsOf(paper.width)} ${pointsOf(paper.height)}]`;
      const entries = `/Type/XObject/Subtype/Form/BBox${box}/Resources<</Font ${this.fontsObject} 0 R>>`;
      this.sheet(stamp.object, entries, sheet);
    }
    return stamp.resource;
  }

  private fonts(): void {
    const shared = new Map<FontProgram, number>();
    for (const [name, font] of this.everyday) {
      const face = this.face(name);
      this.font(font.object, name, "A", {
        face,
        program: face.everyday,
        maps: everydayMaps(name, face),
        shared,
      });
    }
    for (const [name, fonts] of this.rare) {
      const face = this.face(name);
      for (const font of fonts) {
        const letters = font.letterOf.map((letter, index) => ({
          code: must(RARE_CODES[index], "a code"),
          letter,
          glyph: face.rareGlyph(letter),
        }));
        this.font(font.object, name, "B", {
          face,
          program: face.rare,
          maps: { code: codeMap(`${name}B`, letters), unicode: unicodeMap(letters) },
          shared,
        });
      }
    }
    this.object(this.fontsObject, dictionary([...this.everyday.values(), ...[...this.rare.values()].flat()]));
  }

  private font(
    object: number,
    faceName: string,
    subset: string,
    { face, program, maps, shared }: FontParts,
  ): void {
    const base = `AAAAA${subset}+${faceName}`;
    let descendant = shared.get(program);
    if (descendant === undefined) {
      descendant = this.descendant(base, face, program);
      shared.set(program, descendant);
    }
    const map = this.reserve();
    this.stream(map, `/Type/CMap/CMapName/${faceName}${subset}/CIDSystemInfo${SYSTEM}`, maps.code);
    const unicode = this.reserve();
    this.stream(unicode, "", maps.unicode);
    this.object(
      object,
      `<</Type/Font/Subtype/Type0/BaseFont/${base}/Encoding ${map} 0 R` +
        `/DescendantFonts[${descendant} 0 R]/ToUnicode ${unicode} 0 R>>`,
    );
  }

  private descendant(base: string, face: Face, program: FontProgram): number {
    const file = this.reserve();
    this.begin(file);
    this.raw(`<</Length ${program.deflated.length}/Length1 ${program.size}/Filter/FlateDecode>>\nstream\n`);
    this.out.bytes(program.deflated);
    this.raw("\nendstream\nendobj\n");
    const descriptor = this.reserve();
    const { ascent, descent, capHeight, box } = face.file;
    this.object(
      descriptor,
      `<</Type/FontDescriptor/FontName/${base}/Flags 4/FontBBox[${box.join(" ")}]/ItalicAngle 0` +
        `/Ascent ${ascent}/Descent ${descent}/CapHeight ${capHeight}/StemV 80/FontFile2 ${file} 0 R>>`,
    );
    const descendant = this.reserve();
    this.object(
      descendant,
      `<</Type/Font/Subtype/CIDFontType2/BaseFont/${base}/CIDSystemInfo${SYSTEM}` +
        `/FontDescriptor ${descriptor} 0 R/CIDToGIDMap/Identity/DW 0/W[0[${advancesOf(program)}]]>>`,
    );
    return descendant;
  }

  private tree(): void {
    for (const { object, kids } of this.branches) {
      this.object(
        object,
        `<</Type/Pages/Parent ${this.treeObject} 0 R/Count ${kids.length}/Kids[${references(kids)}]>>`,
      );
    }
    const branches = references(this.branches.map((branch) => branch.object));
    this.object(this.treeObject, `<</Type/Pages/Count ${this.pages}/Kids[${branches}]>>`);
  }

  private reserve(): number {
    this.offsets.push(0);
    return this.offsets.length;
  }

  private begin(object: number): void {
    this.offsets[object - 1] = this.written + this.out.length;
    this.raw(`${object} 0 obj\n`);
  }

  private object(object: number, content: string): void {
    this.begin(object);
    this.raw(content);
    this.raw("\nendobj\n");
    if (this.out.length >= PIECE) this.flush();
  }

  private sheet(object: number, entries: string, sheet: Sheet): void {
    const content = this.borrow();
    sheet.finish(content);
    this.stream(object, entries, content.view());
    this.giveBack(content);
  }

  private stream(object: number, entries: string, content: Buffer): void {
    this.begin(object);
    const { deflate } = this.options;
    const data = deflate ? deflateSync(content, { level: 1 }) : content;
    this.raw(`<<${entries}${deflate ? "/Filter/FlateDecode" : ""}/Length ${data.length}>>\nstream\n`);
    this.out.bytes(data);
    this.raw("\nendstream\nendobj\n");
    if (this.out.length >= PIECE) this.flush();
  }

  private raw(text: string): void {
    this.out.text(text);
  }

  private flush(): void {
    if (this.out.length === 0) return;
    const piece = Buffer.from(this.out.view());
    this.hash.update(piece);
    this.written += piece.length;
    this.out.clear();
    this.options.write(piece);
  }

  private face(name: string): Face {
    return must(this.faces.byName[name], `a face named ${name}`);
  }

  private rareCount(): number {
    let count = 0;
    for (const fonts of this.rare.values()) count += fonts.length;
    return count;
  }
}

interface RareFont {
  readonly resource: string;
  readonly object: number;
  readonly letterOf: string[];
}
interface FontParts {
  readonly face: Face;
  readonly program: FontProgram;
  readonly maps: LetterMaps;
  readonly shared: Map<FontProgram, number>;
}
interface LetterMaps {
  readonly code: Buffer;
  readonly unicode: Buffer;
}

// What a font's everyday letters need is the same in every document: made once, it spares a document of one receipt a
// sixth of its time.
const madeMaps = new WeakMap<Face, LetterMaps>();
const madeAdvances = new WeakMap<FontProgram, string>();

function everydayMaps(name: string, face: Face): LetterMaps {
  const made = madeMaps.get(face);
  if (made) return made;
  const letters = face.letterOf.flatMap((letter, code): CodedLetter[] =>
    letter === undefined ? [] : [{ code, letter, glyph: face.everyday.glyphOf(letter) ?? 0 }],
  );
  const maps = { code: codeMap(`${name}A`, letters), unicode: unicodeMap(letters) };
  madeMaps.set(face, maps);
  return maps;
}

function advancesOf(program: FontProgram): string {
  let text = madeAdvances.get(program);
  if (text === undefined) {
    text = program.advances.join(" ");
    madeAdvances.set(program, text);
  }
  return text;
}

const RARE_CODES = freeCodes([]);

const dictionary = (entries: Iterable<{ readonly resource: string; readonly object: number }>): string =>
  `<<${[...entries].map(({ resource, object }) => `/${resource} ${object} 0 R`).join("")}>>`;
const references = (objects: readonly number[]): string => objects.map((object) => `${object} 0 R`).join(" ");
