import { createContext, useContext } from "react";
import { createIntl, createIntlCache } from "react-intl";
import { type Formats, formatsOf } from "../../ui/format.ts";
import type { Language } from "../../words/words.ts";
import en from "./en/index.ts";
import ru from "./ru/index.ts";

/** Every sentence of the server's pages by its name; the English ones are the list. */
export type SiteSentence = keyof typeof en;
export type SiteSentences = Readonly<Record<SiteSentence, string>>;

export interface Words {
  readonly language: Language;
  /** An ICU message with its values: `t("site.updated", { at })`. */
  readonly t: (name: SiteSentence, values?: Readonly<Record<string, string | number>>) => string;
  /** How numbers and dates are written. */
  readonly f: Formats;
}

const cache = createIntlCache();
const wordsIn = (language: Language, messages: SiteSentences): Words => {
  const intl = createIntl(
    {
      locale: language,
      messages: messages as Record<string, string>,
      onError(error) {
        throw error;
      },
    },
    cache,
  );
  return {
    language,
    t: (name, values) => intl.formatMessage({ id: name }, values as Record<string, string>),
    f: formatsOf(language),
  };
};
const WORDS: Readonly<Record<Language, Words>> = { en: wordsIn("en", en), ru: wordsIn("ru", ru) };

export const wordsOf = (language: Language): Words => WORDS[language];

export const WordsContext = createContext<Words>(WORDS.en);
export const useWords = (): Words => useContext(WordsContext);
