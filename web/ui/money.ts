import type { Language } from "../words/words.ts";

/** "17 885,74" (ru), "17,885.74" (en) of kopecks; minus is U+2212, groups are parted by NBSP in Russian. */
export function formatMoney(kopecks: bigint, language: Language): string {
  const magnitude = kopecks < 0n ? -kopecks : kopecks;
  const roubles = String(magnitude / 100n).replace(/\B(?=(\d{3})+$)/g, language === "ru" ? "\u00a0" : ",");
  const rest = String(magnitude % 100n).padStart(2, "0");
  return `${kopecks < 0n ? "\u2212" : ""}${roubles}${language === "ru" ? "," : "."}${rest}`;
}

export const formatSignedMoney = (kopecks: bigint, language: Language): string =>
  (kopecks > 0n ? "+" : "") + formatMoney(kopecks, language);
