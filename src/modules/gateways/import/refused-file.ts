import type { RowDoubt, RowRefusal } from "./problems.ts";
import { BYTE_ORDER_MARK, csvLine, harmlessCell } from "./text.ts";
import { doubtSentence, type ImportLanguage, refusalSentence } from "./words.ts";

const HEADINGS: Readonly<Record<ImportLanguage, readonly string[]>> = {
  ru: ["Лист", "Строка", "Столбец", "Код", "Причина"],
  en: ["Sheet", "Row", "Column", "Code", "Reason"],
};
const DOUBT_HEADINGS: Readonly<Record<ImportLanguage, readonly string[]>> = {
  ru: ["Лист", "Строка", "Столбец", "Правило", "Значение", "Взято", "Пояснение"],
  en: ["Sheet", "Row", "Column", "Rule", "Value", "Taken", "Explanation"],
};

/**
 * The file of refused rows: sheet, row, column, code, reason, and then the row as it stood, so that it can be
 * mended and sent again. UTF-8 with its mark, `;`; cells that a spreadsheet would run as formulas are disarmed.
 */
export function* refusedRowsCsv(
  header: readonly string[],
  refused: readonly RowRefusal[],
  language: ImportLanguage,
): Generator<string> {
  yield BYTE_ORDER_MARK + csvLine([...HEADINGS[language], ...header.map(harmlessCell)]);
  for (const one of refused)
    yield csvLine([
      one.sheet,
      String(one.row),
      harmlessCell(one.column),
      one.code,
      harmlessCell(refusalSentence(language, one)),
      ...one.original.map(harmlessCell),
    ]);
}

/** The list of doubts: what was found odd, and whether it was taken or set aside. */
export function* doubtsCsv(doubts: readonly RowDoubt[], language: ImportLanguage): Generator<string> {
  yield BYTE_ORDER_MARK + csvLine(DOUBT_HEADINGS[language]);
  const yes = language === "ru" ? "да" : "yes";
  const no = language === "ru" ? "нет" : "no";
  for (const one of doubts)
    yield csvLine([
      one.sheet,
      String(one.row),
      one.column,
      one.rule,
      harmlessCell(one.value),
      one.taken ? yes : no,
      harmlessCell(doubtSentence(language, one)),
    ]);
}
