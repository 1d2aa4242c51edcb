import iconv from "iconv-lite";
import type { Encoding } from "../model.ts";

/** What the bytes look like. */
export interface EncodingFound {
  readonly encoding: Encoding;
  /** Only letters that every encoding but UTF-16 writes alike. */
  readonly plain: boolean;
  /** False: the letters are too few, or read almost as well otherwise. */
  readonly certain: boolean;
  readonly mark: boolean;
}

const LABELS: Readonly<Record<Encoding, string>> = {
  "windows-1251": "windows-1251",
  cp866: "ibm866",
  "koi8-r": "koi8-r",
  "utf-8": "utf-8",
  "utf-16le": "utf-16le",
  "utf-16be": "utf-16be",
};
const SINGLE = ["windows-1251", "cp866", "koi8-r"] as const;

/** The text; undefined where the bytes are none in that encoding. A mark in front is left out. */
export function decoded(bytes: Uint8Array, encoding: Encoding): string | undefined {
  try {
    return new TextDecoder(LABELS[encoding], { fatal: encoding.startsWith("utf") }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Letters that the encoding lacks become question marks, as everywhere. */
export const encoded = (text: string, encoding: Encoding): Uint8Array => iconv.encode(text, encoding);

/** So much is looked at: the letters of a register are alike from its first page to its last. */
const LOOKED_AT = 64 * 1024;

export function encodingFound(bytes: Uint8Array): EncodingFound {
  const found = (encoding: Encoding, more: Partial<EncodingFound> = {}): EncodingFound => ({
    encoding,
    plain: false,
    certain: true,
    mark: false,
    ...more,
  });
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return found("utf-8", { mark: true });
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return found("utf-16le", { mark: true });
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return found("utf-16be", { mark: true });
  const wide = widthFound(bytes);
  if (wide) return found(wide);
  const piece = bytes.subarray(0, LOOKED_AT);
  const high = piece.reduce((count, byte) => (byte >= 0x80 ? count + 1 : count), 0);
  if (high === 0) {
    return bytes.length > LOOKED_AT && bytes.some((byte) => byte >= 0x80)
      ? encodingFound(bytes.subarray(bytes.findIndex((byte) => byte >= 0x80)))
      : found("utf-8", { plain: true, certain: false });
  }
  if (decoded(bytes, "utf-8") !== undefined) return found("utf-8", { certain: high >= 4 });
  const [best, second] = ranked(piece);
  return found(best.encoding, { certain: high >= 4 && best.score - second.score > 0.6 });
}

/** Two bytes a letter, without a mark: every second byte of plain signs is nothing. */
function widthFound(bytes: Uint8Array): "utf-16le" | "utf-16be" | undefined {
  const piece = bytes.subarray(0, 4096);
  if (piece.length < 8) return undefined;
  let even = 0;
  let odd = 0;
  for (const [index, byte] of piece.entries()) {
    if (byte === 0 && index % 2 === 0) even += 1;
    else if (byte === 0) odd += 1;
  }
  const half = piece.length / 2;
  if (odd > half * 0.3 && even < half * 0.05) return "utf-16le";
  return even > half * 0.3 && odd < half * 0.05 ? "utf-16be" : undefined;
}

interface Scored {
  readonly encoding: Encoding;
  readonly score: number;
}

/** How well the bytes read as Russian in each encoding of one byte a letter, best first. */
function ranked(bytes: Uint8Array): [Scored, Scored, ...Scored[]] {
  const scored = SINGLE.map(
    (encoding): Scored => ({ encoding, score: russianness(decoded(bytes, encoding) ?? "") }),
  );
  return scored.sort((a, b) => b.score - a.score) as [Scored, Scored, ...Scored[]];
}

/** Shares of the letters in Russian text, in hundredths of a percent. */
const SHARES: Readonly<Record<string, number>> = {
  о: 1097,
  е: 845,
  а: 801,
  и: 735,
  н: 670,
  т: 626,
  с: 547,
  р: 473,
  в: 454,
  л: 440,
  к: 349,
  м: 321,
  д: 298,
  п: 281,
  у: 262,
  я: 201,
  ы: 190,
  ь: 174,
  г: 170,
  з: 165,
  б: 159,
  ч: 144,
  й: 121,
  х: 97,
  ж: 94,
  ш: 73,
  ю: 64,
  ц: 48,
  щ: 36,
  э: 32,
  ф: 26,
  ъ: 4,
  ё: 13,
};
const WEIGHTS = new Map(
  Object.entries(SHARES).flatMap(([letter, share]) => {
    const weight = Math.log(share / 300);
    return [
      [letter, weight],
      [letter.toUpperCase(), weight],
    ] as const;
  }),
);
const TYPOGRAPHIC = /[№«»–—\u00a0’‘“”„…°§·]/u;

/** The mean over the letters beyond ASCII: frequent letters speak for it; strange signs and bUMPY words against. */
export function russianness(text: string): number {
  let score = 0;
  let count = 0;
  let before = "";
  for (const letter of text) {
    if (letter >= "\u0080") {
      count += 1;
      const weight = WEIGHTS.get(letter);
      if (weight !== undefined) {
        score += weight;
        if (isLower(before) && !isLower(letter)) score -= 3;
      } else score -= TYPOGRAPHIC.test(letter) ? 1 : 5;
    }
    before = letter;
  }
  return count === 0 ? 0 : score / count;
}

const isLower = (letter: string): boolean => (letter >= "а" && letter <= "я") || letter === "ё";

/**
 * Unicode text that was made of bytes misread as windows-1251: `РџРµС‚СЂРѕРІ` was UTF-8, `ЏҐва®ў` was cp866. Gives what
 * the bytes were; undefined where the text is as it should be.
 */
export function garbledFrom(text: string): Encoding | undefined {
  const letters = text.slice(0, LOOKED_AT);
  const beyond = letters.replaceAll(/\p{ASCII}/gu, "");
  if (beyond.length < 6) return undefined;
  const bytes = iconv.encode(letters, "windows-1251");
  // What windows-1251 lacks was never misread as it.
  const lost = [...iconv.decode(bytes, "windows-1251")].filter((sign) => sign === "?").length;
  const own = [...letters].filter((sign) => sign === "?").length;
  if (lost - own > beyond.length / 10) return undefined;
  const asUtf8 = decoded(bytes, "utf-8");
  const asIs = russianness(letters);
  if (asUtf8 !== undefined && russianness(asUtf8) > asIs) return "utf-8";
  const [best] = ranked(bytes);
  return best.encoding !== "windows-1251" && best.score > asIs + 1 && asIs < -0.5 ? best.encoding : undefined;
}
