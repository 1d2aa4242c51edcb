import { createContext, useContext, useMemo } from "react";
import { createIntl, createIntlCache, type IntlShape } from "react-intl";
import type en from "./en/index.ts";

export type Language = "ru" | "en";

/** Every sentence by its name; the English ones are the list, the others must hold the same names. */
export type Sentence = keyof typeof en;
export type Sentences = Readonly<Record<Sentence, string>>;

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
export const loadSentences = async (language: Language): Promise<Sentences> =>
  language === "ru" ? (await import("./ru/index.ts")).default : (await import("./en/index.ts")).default;

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
