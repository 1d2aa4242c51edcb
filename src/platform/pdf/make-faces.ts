import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { parseArgs } from "node:util";
import { deflateSync } from "node:zlib";
import { create } from "fontkit";
import subsetFont from "subset-font";
import type { FaceFile, FacesFile, ProgramFile } from "./faces.ts";

/**
 * Makes the faces file that printing embeds: for each face one program with the letters of every day (at most 250,
 * so that one byte is enough for each) and one with all the other letters of the font. It is made once and kept in
 * the repository, because its bytes go into every document: another release of the subsetter or of zlib would give
 * other bytes, and a receipt that was issued must render the same for years.
 *
 *   node src/platform/pdf/make-faces.ts --out FILE --everyday LETTERS name=module/path.ttf …
 */
const { values, positionals } = parseArgs({
  options: { out: { type: "string" }, everyday: { type: "string" }, version: { type: "string" } },
  allowPositionals: true,
});
if (!values.out || !values.everyday || !values.version || positionals.length === 0) {
  throw new Error(
    "make-faces needs --out FILE, --version TEXT, --everyday LETTERS and name=module/path.ttf …",
  );
}

const require = createRequire(import.meta.url);
const faces: Record<string, FaceFile> = {};
for (const argument of positionals) {
  const [name, path] = argument.split("=");
  if (!name || !path) throw new Error(`not name=module/path.ttf: ${argument}`);
  faces[name] = await makeFace(readFileSync(require.resolve(path)), values.everyday);
}
const file: FacesFile = { version: values.version, faces };
writeFileSync(values.out, `${JSON.stringify(file, null, 2)}\n`);

async function makeFace(font: Buffer, everydayLetters: string): Promise<FaceFile> {
  const whole = create(font);
  if (whole.unitsPerEm !== 1000) throw new Error("a face is measured in thousandths of an em");
  const inFont = new Set(whole.characterSet);
  const everyday = sorted(everydayLetters).filter((letter) => inFont.has(letter.codePointAt(0) ?? 0));
  const lost = sorted(everydayLetters).filter((letter) => !everyday.includes(letter));
  if (lost.length > 0) throw new Error(`the font has no ${lost.join(" ")}`);
  const rare = sorted(String.fromCodePoint(...whole.characterSet.filter((code) => code > 0xa0))).filter(
    (letter) => !everyday.includes(letter) && letter !== "\u00ad" && letter !== "\uffff",
  );
  const { minX, minY, maxX, maxY } = whole.bbox;
  return {
    source: createHash("sha256").update(font).digest("hex"),
    ascent: whole.ascent,
    descent: whole.descent,
    capHeight: whole.capHeight,
    box: [minX, minY, maxX, maxY],
    everyday: await makeProgram(font, everyday),
    rare: await makeProgram(font, rare),
  };
}

/** Without layout features, hinting and names: a third of the bytes; and a modified file may not keep the font's name. */
async function makeProgram(font: Buffer, letters: readonly string[]): Promise<ProgramFile> {
  const program = await subsetFont(font, letters.join(""), {
    keepFeatures: [],
    noHinting: true,
    noLayoutClosure: true,
    dropTables: ["name", "GSUB", "GPOS", "GDEF", "DSIG", "kern", "gasp"],
  });
  const subset = create(program);
  return {
    letters: letters.join(""),
    glyphs: letters.map((letter) => subset.glyphForCodePoint(letter.codePointAt(0) ?? 0).id).join(" "),
    advances: Array.from({ length: subset.numGlyphs }, (_, id) => subset.getGlyph(id).advanceWidth).join(" "),
    size: program.length,
    deflated: deflateSync(program, { level: 9 }).toString("base64"),
  };
}

function sorted(letters: string): string[] {
  return [...new Set(letters)].sort((a, b) => (a.codePointAt(0) ?? 0) - (b.codePointAt(0) ?? 0));
}
