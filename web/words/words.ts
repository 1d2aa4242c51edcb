import { createContext, useContext, useMemo } from "react";
import { createIntl, createIntlCache, type IntlShape } from "react-intl";
import type en from "./en/index.ts";
import type enLate from "./en/late.ts";

export type Language = "ru" | "en";

/** Every sentence by its name; the English ones are the list, the others must hold the same names. */
export type Sentence = keyof typeof en | keyof typeof enLate;
export type Sentences = Readonly<Record<keyof typeof en, string>>;
export type LateSentences = Readonly<Record<keyof typeof enLate, string>>;

export interface Words {
  readonly language: Language;
  readonly intl: IntlShape;
  /** An ICU message with its values: `t("runs.accounts", { count: 5 })`. */
  t: T;
}

interface T {
  (name: Sentence, values?: Readonly<Record<string, string | number>>): string;
  /**
   * The word of a code that the server's data may hold beyond our lists (a unit, a method of a dictionary that has
   * grown): what has no word yet is shown as it is written, instead of breaking the page.
   */
  of<Prefix extends Prefixes>(
    prefix: Prefix,
    code: string | number,
    values?: Readonly<Record<string, string | number>>,
  ): string;
}

/** "tariffs.unit" of "tariffs.unit.m3": a list of words needs at least one. */
type Prefixes = Sentence extends infer Name
  ? Name extends `${infer Room}.${infer Rest}`
    ? `${Room}.${Heads<Rest>}`
    : never
  : never;
type Heads<Rest extends string> = Rest extends `${infer Head}.${infer Tail}`
  ? Head | (Tail extends `${string}.${string}` ? `${Head}.${Heads<Tail>}` : never)
  : never;

const cache = createIntlCache();

/** Words of one language; numbers and dates are written by web/ui/format.ts, not by the messages. */
export function wordsOf(language: Language, sentences: Sentences): Words {
  const intl = createIntl(
    {
      locale: language,
      messages: sentences as Record<string, string>,
      onError(error) {
        throw error;
      },
    },
    cache,
  );
  const say = (name: Sentence, values?: Readonly<Record<string, string | number>>): string =>
    intl.formatMessage({ id: name }, values as Record<string, string>);
  const isKnown = (name: string): name is Sentence => Object.hasOwn(sentences, name);
  const of: T["of"] = (prefix, code, values) => {
    const name = `${prefix}.${code}`;
    return isKnown(name) ? say(name, values) : String(code);
  };
  return { language, intl, t: Object.assign(say, { of }) };
}

/** Each language is a file of its own, loaded when it is wanted. */
export async function loadSentences(language: Language): Promise<Sentences> {
  const first =
    language === "ru" ? (await import("./ru/index.ts")).default : (await import("./en/index.ts")).default;
  const sentences = isLateWanted ? { ...first, ...(await lateSentences(language)) } : { ...first };
  loaded.set(language, sentences);
  return sentences;
}

const loaded = new Map<Language, Sentences>();
let isLateWanted = false;

const lateSentences = async (language: Language): Promise<LateSentences> =>
  language === "ru" ? (await import("./ru/late.ts")).default : (await import("./en/late.ts")).default;

/** A page that says late sentences is shown when they are there: they join those that the language has already. */
export async function withLateSentences<Page>(page: Promise<Page>): Promise<Page> {
  isLateWanted = true;
  await Promise.all(
    [...loaded].map(async ([language, sentences]) => {
      Object.assign(sentences, await lateSentences(language));
    }),
  );
  return page;
}

export const WordsContext = createContext<Words | undefined>(undefined);

export function useWords(): Words {
  const words = useContext(WordsContext);
  if (!words) throw new Error("words are wanted outside WordsContext");
  return words;
}

/** Only the function, for components that have nothing else to say. */
export const useT = (): Words["t"] => {
  const words = useWords();
  return useMemo(() => words.t, [words]);
};
