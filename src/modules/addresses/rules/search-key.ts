import type { Address, NamedPart } from "./address.ts";
import { type HouseNumber, cyrillic } from "./house-number.ts";
import { inOtherLayout } from "#core/keyboard-layout";
import { kindOf } from "./kinds.ts";

/**
 * The normalized form under which words are stored and looked for: lower case, ё as е, no marks. A stored key is
 * compared by its beginning with plain `>=` and `<`, since only such operators may use an index under row-level
 * security.
 */
export function normalizeText(text: string): string {
  return text
    .toLowerCase()
    .replaceAll("ё", "е")
    .replaceAll(/[^\p{L}\p{N}/+]+/gu, " ")
    .trim();
}

/** A person's or a company's name as a key: "Ёлкина Анна-Мария" is "елкина анна мария". */
export const nameKey = (name: string): string => normalizeText(name);

/** The end of the range of texts that begin with a prefix: `token >= prefix and token < prefixEnd(prefix)`. */
export const prefixEnd = (prefix: string): string => `${prefix}\u{10FFFF}`;

/**
 * The words by whose beginnings a building is found: those of its settlement, quarter and street (old names are
 * given as further parts), and its house number in the forms that people type. Sorted, each once.
 */
export function buildingTokens(of: Address, otherNames: readonly NamedPart[] = []): string[] {
  const named = [of.district, of.settlement, of.quarter, of.street, ...otherNames];
  const words = named.flatMap((part) => (part ? normalizeText(part.name).split(" ") : []));
  return [...new Set([...words, ...(of.house ? houseTokens(of.house) : [])])]
    .filter((word) => word !== "")
    .sort();
}

/** "40", "40к2", "40/2", "к2": a house with a block is asked for in each of these ways. */
export function houseTokens(of: HouseNumber): string[] {
  const lower = (text: string | undefined): string => (text ?? "").toLowerCase().replaceAll("ё", "е");
  const numbers = of.number.split(",");
  const first = numbers[0] ?? "";
  const base = `${first}${lower(of.letter)}${of.fraction ? `/${lower(of.fraction)}` : ""}`;
  const block = lower(of.block);
  const structure = lower(of.structure);
  const tokens = [...numbers, base];
  if (block) tokens.push(`${base}к${block}`, `${base}/${block}`, `к${block}`);
  if (block && /^[а-я]$/.test(block)) tokens.push(`${base}${block}`);
  if (structure) tokens.push(`${base}с${structure}`, `с${structure}`);
  if (of.litera) tokens.push(`${base}${lower(of.litera)}`);
  return [...new Set(tokens)];
}

/** What a person typed, ready to be looked for. */
export interface SearchQuery {
  /** Beginnings of words, all of which must be met; in the order typed. */
  readonly words: readonly string[];
  /** The same keys in the other keyboard layout, to be tried when the words find nothing. */
  readonly otherWords: readonly string[] | undefined;
  /** The text's digits, when it has nothing but digits and separators: an account number, a phone, a serial. */
  readonly digits: string | undefined;
  /** The flat, when it was named ("кв 12"), else undefined: a bare last number may be a flat too. */
  readonly flat: string | undefined;
}

/**
 * Reads a search box: "ул. Ленина 7 кв 3", "мира 40 к 2", "4400110010", "bdfyjd". Words for kinds say nothing
 * about which street it is and are left out, unless they are the last word: "пер" may be the start of "первая".
 */
export function readQuery(typed: string): SearchQuery {
  const digits = typed.replaceAll(/[\s()+-]/g, "");
  const other = inOtherLayout(typed);
  const read = wordsOf(typed);
  return {
    words: read.words,
    otherWords: other === undefined ? undefined : wordsOf(other).words,
    digits: /^\d+$/.test(digits) ? digits : undefined,
    flat: read.flat,
  };
}

function wordsOf(typed: string): { words: string[]; flat: string | undefined } {
  const tokens = typed
    .toLowerCase()
    .replaceAll("ё", "е")
    .replaceAll(/(\d)\s*\\\s*(\d)/g, "$1/$2")
    .split(/[^\p{L}\p{N}/.-]+/u)
    .flatMap(splitDots)
    .filter((token) => token !== "");
  const words: string[] = [];
  let flat: string | undefined;
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at] ?? "";
    const following = normalizeText(tokens[at + 1] ?? "");
    const plain = normalizeText(token);
    const last = at === tokens.length - 1;
    const dotted = token.endsWith(".");
    if (FLAT.has(plain) && /^\d+[а-я]?$/.test(following)) {
      flat = following;
      at += 1;
    } else if (BLOCK.has(plain) && /^(\d+[а-я]?|[а-я])$/.test(following)) {
      words.push(`к${cyrillic(following)}`);
      at += 1;
    } else if (STRUCTURE.has(plain) && /^\d+[а-я]?$/.test(following)) {
      words.push(`с${following}`);
      at += 1;
    } else if (/^\d+$/.test(plain) && /^[а-яa-z]$/.test(following) && !isShortKind(tokens, at + 1)) {
      // "28 а" is the house 28а.
      words.push(`${plain}${cyrillic(following)}`);
      at += 1;
    } else if ((kindOf(token) || HOUSE.has(plain)) && (dotted || !last)) {
      continue;
    } else if (plain !== "") words.push(...plain.split(" ").map((word) => houseWord(word)));
  }
  return { words, flat };
}

// "ул.Ленина" and "д.7" are two words each; "12.5" stays, and so does a single "ул.".
const splitDots = (token: string): string[] =>
  token
    .replaceAll(/(\p{L})\.(?=[\p{L}\p{N}])/gu, "$1. ")
    .replaceAll(/[.]{2,}/g, ".")
    .split(" ");

const houseWord = (word: string): string => (/^\d/.test(word) ? cyrillic(word) : word);
const isShortKind = (tokens: readonly string[], at: number): boolean =>
  BLOCK.has(normalizeText(tokens[at] ?? "")) && /^\d/.test(tokens[at + 1] ?? "");

const HOUSE = new Set(["д", "дом", "№"]);
const FLAT = new Set(["кв", "квартира", "комн", "оф"]);
const BLOCK = new Set(["к", "корп", "корпус"]);
const STRUCTURE = new Set(["стр", "строение"]);
