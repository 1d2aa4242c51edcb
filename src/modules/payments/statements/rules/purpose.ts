/**
 * How payers and banks write down an account: the words before its number, and how many digits a number has. Words, and
 * no expressions, so that whoever configures them can neither err in syntax nor make a reader hang.
 */
export interface PurposeWords {
  readonly words: readonly string[];
  readonly digitsMin: number;
  readonly digitsMax: number;
}

export const PURPOSE_WORDS: PurposeWords = {
  words: [
    "лс",
    "л/с",
    "л.с.",
    "л/счет",
    "лиц. счет",
    "лиц.счет",
    "лиц счет",
    "лицевой счет",
    "лицевому счету",
    "лицевого счета",
    "ls",
    "l/s",
    "licevoj schet",
  ],
  digitsMin: 6,
  digitsMax: 20,
};

/**
 * The accounts that a purpose names, each once, in the order of the text. A number that stands by itself is none: it
 * may be a contract, a decree or the tax number of a payer.
 */
export function accountsIn(purpose: string, by: PurposeWords = PURPOSE_WORDS): string[] {
  // A payer's text has at most 210 characters; what is longer was not written by one.
  const text = purpose.slice(0, 2_000).toLowerCase().replaceAll("ё", "е");
  const found = new Set<string>();
  const words = by.words.map((word) => word.replaceAll(/[^\p{L}\p{N}\s]/gu, (sign) => `\\${sign}`));
  const pattern = new RegExp(
    String.raw`(?<![\p{L}\p{N}])(?:${words.join("|")})[\s.:]*(?:№|n|no|#)?[\s.:]*(\d{${by.digitsMin},${by.digitsMax}})(?!\d)`,
    "gu",
  );
  for (const match of text.matchAll(pattern)) found.add(match[1] ?? "");
  // "ЛС 4400110010, 4400110145": what is listed behind the first is meant as well.
  const listed = new RegExp(
    String.raw`(?<=\d)\s*(?:,|;|и|and)\s*(\d{${by.digitsMin},${by.digitsMax}})(?!\d)`,
    "gu",
  );
  if (found.size > 0) for (const match of text.matchAll(listed)) found.add(match[1] ?? "");
  return [...found];
}

/** Whether a purpose speaks of a registry of payments, in Cyrillic or transliterated. */
export const speaksOfRegistry = (purpose: string): boolean =>
  /реестр|принят\S* платеж|reestr|prinyat\S* plat/i.test(purpose.slice(0, 2_000).replaceAll("ё", "е"));

/** Whether it speaks of money that comes back. */
export const speaksOfReturn = (purpose: string): boolean => /возврат|vozvrat/i.test(purpose.slice(0, 2_000));

/** "сумма 22471.73, комиссия 269.66": roubles that the purpose names, as text. */
export function sumsIn(purpose: string): { readonly total: string; readonly fee: string } | undefined {
  const text = purpose.slice(0, 2_000);
  const total = /(?:сумма|summa)\s*:?\s*(\d{1,12}(?:[.,]\d{2})?)/i.exec(text)?.[1];
  const fee = /(?:комиссия|вознаграждение|komissiya)\s*:?\s*(\d{1,12}(?:[.,]\d{2})?)/i.exec(text)?.[1];
  return total !== undefined && fee !== undefined ? { total, fee } : undefined;
}
