/** A letter of a font as it stands on pages: its one-byte code and its glyph. */
export interface CodedLetter {
  readonly code: number;
  readonly letter: string;
  readonly glyph: number;
}

export const SYSTEM = "<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>";

const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, "0");
/** Any text, as a PDF string outside of pages. */
export const textString = (text: string): string => `<feff${utf16(text)}>`;
const utf16 = (text: string): string =>
  Array.from({ length: text.length }, (_, i) => hex(text.charCodeAt(i), 4)).join("");

/** From the one-byte codes on the page to glyphs. */
export function codeMap(name: string, letters: readonly CodedLetter[]): Buffer {
  const ranges = rangesOf(letters, ({ glyph }) => glyph);
  const lines = ranges.map(({ from, to, value }) => `<${hex(from, 2)}> <${hex(to, 2)}> ${value}`);
  return Buffer.from(
    "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n" +
      "/CIDSystemInfo 3 dict dup begin /Registry (Adobe) def /Ordering (Identity) def /Supplement 0 def end def\n" +
      `/CMapName /${name} def\n/CMapVersion 1 def\n/CMapType 1 def\n/WMode 0 def\n` +
      `1 begincodespacerange\n<00> <ff>\nendcodespacerange\n${blocks("cidrange", lines)}` +
      "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n",
  );
}

/** From the one-byte codes to letters, so that text can be searched, copied and read aloud. */
export function unicodeMap(letters: readonly CodedLetter[]): Buffer {
  const plane = letters.filter(({ letter }) => letter.length === 1);
  const ranges = rangesOf(plane, ({ letter }) => letter.charCodeAt(0));
  const lines = [
    ...ranges.map(({ from, to, value }) => `<${hex(from, 2)}> <${hex(to, 2)}> <${hex(value, 4)}>`),
    ...letters
      .filter(({ letter }) => letter.length > 1)
      .map(({ code, letter }) => `<${hex(code, 2)}> <${hex(code, 2)}> <${utf16(letter)}>`),
  ];
  return Buffer.from(
    "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n" +
      "/CIDSystemInfo <</Registry (Adobe)/Ordering (UCS)/Supplement 0>> def\n" +
      "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n" +
      `1 begincodespacerange\n<00> <ff>\nendcodespacerange\n${blocks("bfrange", lines)}` +
      "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n",
  );
}

/** Neighbouring codes with neighbouring values. A range stays within 256 values, as readers of CMaps expect. */
function rangesOf(letters: readonly CodedLetter[], valueOf: (letter: CodedLetter) => number) {
  const ranges: { from: number; to: number; value: number }[] = [];
  for (const letter of letters.toSorted((a, b) => a.code - b.code)) {
    const value = valueOf(letter);
    const last = ranges.at(-1);
    const follows = last && letter.code === last.to + 1 && value === last.value + letter.code - last.from;
    if (follows && value >> 8 === last.value >> 8) last.to = letter.code;
    else ranges.push({ from: letter.code, to: letter.code, value });
  }
  return ranges;
}

/** A block of a CMap holds at most a hundred entries. */
function blocks(kind: string, lines: readonly string[]): string {
  let text = "";
  for (let at = 0; at < lines.length; at += 100) {
    const part = lines.slice(at, at + 100);
    text += `${part.length} begin${kind}\n${part.join("\n")}\nend${kind}\n`;
  }
  return text;
}
