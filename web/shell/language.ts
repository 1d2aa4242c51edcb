import type { Language } from "../words/words.ts";

const KEY = "paylogic.language";

/** What was chosen here before, else the browser's; English where it is neither. */
export function firstLanguage(): Language {
  const chosen = localStorage.getItem(KEY);
  if (chosen === "ru" || chosen === "en") return chosen;
  return navigator.languages.some((one) => one.toLowerCase().startsWith("ru")) ? "ru" : "en";
}

export function rememberLanguage(language: Language): void {
  localStorage.setItem(KEY, language);
}
