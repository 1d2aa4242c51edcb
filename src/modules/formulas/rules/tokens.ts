import { type Exact, parseExact } from "#core/exact";
import type { BaseUnit } from "./dimension.ts";
import type { FormulaFault, Place, Read } from "./tree.ts";

/** Words with a meaning of their own, in either language. */
const WORDS = {
  if: ["if", "если"],
  so: ["then", "то"],
  else: ["else", "иначе"],
  and: ["and", "и"],
  or: ["or", "или"],
  not: ["not", "не"],
  otherwise: ["otherwise", "при_нуле"],
  min: ["min", "мин"],
  max: ["max", "макс"],
  round: ["round", "округлить"],
} as const;
export type Word = keyof typeof WORDS;

const UNITS: Readonly<Record<BaseUnit, readonly string[]>> = {
  rub: ["rub", "руб", "₽"],
  m2: ["m2", "м2", "m²", "м²"],
  m3: ["m3", "м3", "m³", "м³"],
  Gcal: ["gcal", "гкал"],
  kWh: ["kwh", "квтч"],
  person: ["person", "чел"],
  point: ["point", "шт"],
  day: ["day", "дн"],
};

const SIGNS: Readonly<Record<string, string>> = {
  "×": "*",
  "·": "*",
  "−": "-",
  "≤": "<=",
  "≥": ">=",
  "≠": "<>",
  "!=": "<>",
  "==": "=",
  ",": ";",
};

export type Language = "ru" | "en";
export const wordIn = (word: Word, language: Language): string => WORDS[word][language === "ru" ? 1 : 0];
export const unitIn = (unit: BaseUnit, language: Language): string =>
  UNITS[unit][language === "ru" ? 1 : 0] ?? unit;

export type Token = Place & { readonly text: string } & (
    | { readonly kind: "number"; readonly value: Exact }
    | { readonly kind: "word"; readonly word: Word }
    | { readonly kind: "unit"; readonly unit: BaseUnit }
    | { readonly kind: "name" }
    | { readonly kind: "sign"; readonly sign: string }
    | { readonly kind: "end" }
  );

const WORD_BY_TEXT: ReadonlyMap<string, Word> = new Map(
  Object.entries(WORDS).flatMap(([word, texts]) => texts.map((text) => [text as string, word as Word])),
);
const UNIT_BY_TEXT: ReadonlyMap<string, BaseUnit> = new Map(
  Object.entries(UNITS).flatMap(([unit, texts]) => texts.map((text) => [text, unit as BaseUnit])),
);

const SPACE = /\s+/y;
const NUMBER = /\d+(?:\.\d+)?/y;
/** 1,5 is a decimal to one reader and two numbers to another: neither is guessed. */
const COMMA = /\d+(?:\.\d+)?,\d/y;
const NAME = /[A-Za-zА-Яа-яЁё_][A-Za-zА-Яа-яЁё_0-9²³]*|₽/y;
const SIGN = /<=|>=|<>|!=|==|[-+*/()<>=;,×·−≤≥≠]/y;

/** Digits of a number, before and after the point: more than any tariff or norm has. */
export const DIGITS_MOST = { before: 12, after: 12 } as const;

/** Cuts the text into numbers, names and signs; the last one is the end. */
export function tokensOf(text: string): Read<Token[]> {
  const tokens: Token[] = [];
  let at = 0;
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    return pattern.exec(text)?.[0];
  };
  while (at < text.length) {
    const space = take(SPACE);
    if (space) {
      at += space.length;
      continue;
    }
    const comma = take(COMMA);
    if (comma) return fault({ code: "decimal_comma", written: comma, at, length: comma.length });
    const token = take(NUMBER) ?? take(NAME) ?? take(SIGN);
    if (token === undefined) {
      const letter = String.fromCodePoint(text.codePointAt(at) ?? 0);
      return fault({ code: "letter_unknown", letter, at, length: letter.length });
    }
    const place = { at, length: token.length, text: token };
    at += token.length;
    if (/^\d/.test(token)) {
      const [before = "", after = ""] = token.split(".");
      const value = parseExact(token);
      if (!value || before.length > DIGITS_MOST.before || after.length > DIGITS_MOST.after)
        return fault({ code: "number_too_long", at: place.at, length: place.length });
      tokens.push({ ...place, kind: "number", value });
      continue;
    }
    const lower = token.toLowerCase();
    const word = WORD_BY_TEXT.get(lower);
    const unit = UNIT_BY_TEXT.get(lower);
    if (word) tokens.push({ ...place, kind: "word", word });
    else if (unit) tokens.push({ ...place, kind: "unit", unit });
    else if (/^[\p{L}_]/u.test(token)) tokens.push({ ...place, kind: "name" });
    else tokens.push({ ...place, kind: "sign", sign: SIGNS[token] ?? token });
  }
  tokens.push({ kind: "end", at: text.length, length: 0, text: "" });
  return { ok: true, value: tokens };
}

const fault = (of: FormulaFault): Read<never> => ({ ok: false, faults: [of] });
