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
  t(name: Sentence, values?: Readonly<Record<string, string | number>>): string;
}

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
  return {
    language,
    intl,
    t: (name, values) => intl.formatMessage({ id: name }, values as Record<string, string>),
  };
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
