import { createContext } from "react";
import type { Language } from "../words/words.ts";

export const LanguageContext = createContext<{
  language: Language;
  choose: (next: Language) => Promise<void>;
}>({
  language: "en",
  choose: async () => undefined,
});
