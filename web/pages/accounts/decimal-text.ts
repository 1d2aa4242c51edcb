import type { Language } from "../../words/words.ts";

/**
 * Decimals of the workings ("1510.0236", "6.21 × 243.16") as people of the language write them: groups of three, and a
 * comma in Russian. Whatever is no number stays as it is.
 */
export function decimalText(text: string, language: Language): string {
  const [group, point] = language === "ru" ? ["\u00a0", ","] : [",", "."];
  return text
    .replaceAll(/-(?=\d)/g, "\u2212")
    .replaceAll(/(\d+)(?:\.(\d+))?/g, (_number, whole: string, fraction: string | undefined) => {
      const grouped = whole.replaceAll(/\B(?=(\d{3})+$)/g, group);
      return fraction === undefined ? grouped : `${grouped}${point}${fraction}`;
    });
}

/** Roubles of the workings with two digits at least: "1510.0" is "1 510,00". */
export function roublesText(text: string, language: Language): string {
  const [whole = "", fraction = ""] = text.split(".");
  return decimalText(`${whole}.${fraction.padEnd(2, "0")}`, language);
}
