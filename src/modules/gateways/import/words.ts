import type { DoubtRule, FileRefusal, RowRefusalCode } from "./problems.ts";

export type ImportLanguage = "ru" | "en";
type Data = Readonly<Record<string, string>>;
type Sentence = (value: string, data: Data) => string;
type Both = Readonly<Record<ImportLanguage, Sentence>>;

const both = (ru: Sentence, en: Sentence): Both => ({ ru, en });
const of = (data: Data, name: string): string => data[name] ?? "";

/** What is wrong with a row and what to do next; a code without its sentences does not compile. */
const REFUSALS: Readonly<Record<RowRefusalCode, Both>> = {
  "broken-record": both(
    (_, d) => `Строка не читается как таблица: ${of(d, "reason")}. Проверьте кавычки.`,
    (_, d) => `The row cannot be read as a table: ${of(d, "reason")}. Check the quotes.`,
  ),
  "wrong-number-of-columns": both(
    (v, d) => `В строке ${v} ячеек, в заголовке ${of(d, "expected")}. Проверьте разделители и кавычки.`,
    (v, d) => `The row has ${v} cells and the header ${of(d, "expected")}. Check the separators and quotes.`,
  ),
  "value-missing": both(
    () => "Значение обязательно. Заполните ячейку.",
    () => "A value is required. Fill in the cell.",
  ),
  "not-a-number": both(
    (v) => `«${v}» не число. Напишите, например, 48,32.`,
    (v) => `“${v}” is not a number. Write it as 48.32.`,
  ),
  "number-out-of-range": both(
    (v, d) => `${v} вне допустимого: от ${of(d, "least")} до ${of(d, "most")}.`,
    (v, d) => `${v} is out of range: ${of(d, "least")} to ${of(d, "most")}.`,
  ),
  "too-many-decimals": both(
    (v, d) => `В числе ${v} больше ${of(d, "most")} знаков после запятой. Округлите его сами.`,
    (v, d) => `${v} has more than ${of(d, "most")} decimals. Round it yourself.`,
  ),
  "digits-lost": both(
    (v) =>
      `Число ${v} слишком длинное: таблица хранит только 15 знаков. Сделайте столбец текстовым и введите снова.`,
    (v) =>
      `${v} is too long a number: a spreadsheet keeps 15 digits only. Make the column text and enter it again.`,
  ),
  "not-a-date": both(
    (v) => `«${v}» не дата. Напишите 23.11.2026 или 2026-11-23.`,
    (v) => `“${v}” is not a date. Write 2026-11-23 or 23.11.2026.`,
  ),
  "not-a-period": both(
    (v) => `«${v}» не месяц. Напишите 11.2026 или 2026-11.`,
    (v) => `“${v}” is not a month. Write 2026-11 or 11.2026.`,
  ),
  "not-a-choice": both(
    (v, d) => `«${v}» здесь не бывает. Возможны: ${of(d, "choices")}.`,
    (v, d) => `“${v}” is not one of the choices: ${of(d, "choices")}.`,
  ),
  "text-too-long": both(
    (_, d) => `Текст длиннее ${of(d, "most")} знаков. Сократите его.`,
    (_, d) => `The text is longer than ${of(d, "most")} characters. Shorten it.`,
  ),
  "text-not-allowed": both(
    (v, d) => `«${v}» не подходит: ${of(d, "wanted")}.`,
    (v, d) => `“${v}” does not fit: ${of(d, "wantedEn")}.`,
  ),
  "not-an-address": both(
    (v) => `Адрес «${v}» не разобран. Напишите его частями: г. Боровичи, ул. Сушанская, д. 7.`,
    (v) => `The address “${v}” could not be read. Write its parts: г. Боровичи, ул. Сушанская, д. 7.`,
  ),
  "no-settlement": both(
    (v) => `В адресе «${v}» нет населённого пункта. Дополните адрес.`,
    (v) => `The address “${v}” names no settlement. Complete it.`,
  ),
  "no-house-number": both(
    (v) => `В адресе «${v}» нет номера дома. Дополните адрес.`,
    (v) => `The address “${v}” has no house number. Complete it.`,
  ),
  "flat-not-building": both(
    (_, d) => `Строка о квартире ${of(d, "flat")}, а не о доме. Загрузите её как помещение.`,
    (_, d) => `The row is about flat ${of(d, "flat")}, not about a building. Import it as premises.`,
  ),
  "house-id-twice": both(
    (v, d) => `Дом с номером ${v} уже есть в строке ${of(d, "first")}.`,
    (v, d) => `House ${v} is already in row ${of(d, "first")}.`,
  ),
  "house-twice": both(
    (_, d) =>
      `Этот же дом взят из строки ${of(d, "taken")}: там больше сведений. Если дома разные, исправьте адрес.`,
    (_, d) =>
      `The same house was taken from row ${of(d, "taken")}, which says more. If they are two houses, correct the address.`,
  ),
  "row-twice": both(
    (_, d) => `То же самое уже сказано в строке ${of(d, "first")}. Оставьте одну из них.`,
    (_, d) => `Row ${of(d, "first")} says the same already. Keep one of them.`,
  ),
  "key-unknown": both(
    (v, d) => `«${v}» не найдено среди: ${of(d, "sheet")}. Загрузите сначала эту строку или исправьте ключ.`,
    (v, d) => `“${v}” was not found among ${of(d, "sheetEn")}. Import that row first, or correct the key.`,
  ),
  "key-in-other-building": both(
    (v, d) =>
      `«${v}» относится к другому дому (${of(d, "building") || "не из этого файла"}). Проверьте код дома.`,
    (v, d) =>
      `“${v}” belongs to another building (${of(d, "building") || "not in this file"}). Check the building's code.`,
  ),
  "dates-reversed": both(
    (v, d) => `${v} раньше, чем ${of(d, "from")}. Поменяйте даты.`,
    (v, d) => `${v} is before ${of(d, "from")}. Exchange the dates.`,
  ),
  "share-over-whole": both(
    (v) => `Доля ${v} больше целого.`,
    (v) => `The share ${v} is more than the whole.`,
  ),
  "reading-impossible": both(
    (v, d) => `Показание ${v} не помещается в счётчик (${of(d, "digits")} знаков).`,
    (v, d) => `The reading ${v} does not fit the meter (${of(d, "digits")} digits).`,
  ),
  "refused-by-room": both(
    (_, d) => of(d, "ru"),
    (_, d) => of(d, "en"),
  ),
};

const DOUBTS: Readonly<Record<DoubtRule, Both>> = {
  "not-a-number": both(
    (v) => `«${v}» не число.`,
    (v) => `“${v}” is not a number.`,
  ),
  "not-a-date": both(
    (v) => `«${v}» не дата.`,
    (v) => `“${v}” is not a date.`,
  ),
  "unknown-word": both(
    (v) => `Слово «${v}» здесь неизвестно.`,
    (v) => `The word “${v}” is not known here.`,
  ),
  "impossible-flat-count": both(
    (v, d) =>
      d["each"] ? `${v} квартир: по ${of(d, "each")} м² на каждую.` : `${v} квартир в одном доме не бывает.`,
    (v, d) => (d["each"] ? `${v} flats would have ${of(d, "each")} m² each.` : `No building has ${v} flats.`),
  ),
  "flat-parts-differ-from-whole": both(
    (v, d) => `Всего помещений ${v}, а жилых ${of(d, "flats")} и нежилых ${of(d, "nonResidential")}.`,
    (v, d) =>
      `${v} premises in all, but ${of(d, "flats")} flats and ${of(d, "nonResidential")} non-residential.`,
  ),
  "area-parts-exceed-whole": both(
    (_, d) =>
      `Части больше целого: всего ${of(d, "total")} м², жилых ${of(d, "living")}, нежилых ${of(d, "nonResidential")}.`,
    (_, d) =>
      `The parts exceed the whole: ${of(d, "total")} m² in all, ${of(d, "living")} living, ${of(d, "nonResidential")} other.`,
  ),
  "area-impossible": both(
    (v) => `Площадь ${v} м² невозможна.`,
    (v) => `An area of ${v} m² is impossible.`,
  ),
  "common-area-exceeds-remainder": both(
    (v, d) => `Общее имущество ${v} м² не помещается в остаток от ${of(d, "total")} м².`,
    (v, d) => `Common property of ${v} m² is more than what remains of ${of(d, "total")} m².`,
  ),
  "common-area-not-less-than-whole": both(
    (v, d) => `Общее имущество ${v} м² не меньше всего дома (${of(d, "total")} м²).`,
    (v, d) => `Common property of ${v} m² is not less than the whole building (${of(d, "total")} m²).`,
  ),
  "area-per-flat-implausible": both(
    (_, d) => `По ${of(d, "each")} м² на квартиру (квартир ${of(d, "flats")}).`,
    (_, d) => `${of(d, "each")} m² for each of ${of(d, "flats")} flats.`,
  ),
  "too-many-flats-per-landing": both(
    (v, d) => `Подъездов ${v}, этажей ${of(d, "storeys")}, а квартир ${of(d, "flats")}.`,
    (v, d) => `${v} entrances, ${of(d, "storeys")} storeys, but ${of(d, "flats")} flats.`,
  ),
  "levels-min-over-max": both(
    (v, d) => `Наименьшая этажность ${v} больше наибольшей ${of(d, "max")}.`,
    (v, d) => `The least number of storeys, ${v}, is over the largest, ${of(d, "max")}.`,
  ),
  "levels-impossible": both(
    (v) => `Этажей ${v} не бывает.`,
    (v) => `No building has ${v} storeys.`,
  ),
  "entrances-impossible": both(
    (v) => `Подъездов ${v} не бывает.`,
    (v) => `No building has ${v} entrances.`,
  ),
  "year-impossible": both(
    (v) => `Год постройки ${v} невозможен.`,
    (v) => `The building year ${v} is impossible.`,
  ),
  "year-unusual": both(
    (v) => `Год постройки ${v}: проверьте.`,
    (v) => `Built in ${v}: please check.`,
  ),
  "coordinates-elsewhere": both(
    (v, d) =>
      d["why"] === "placeholder"
        ? `Точка ${v} указана у ${of(d, "houses")} домов разных мест: она ничья.`
        : `Точка ${v} далеко от места: ${of(d, "district")}.`,
    (v, d) =>
      d["why"] === "placeholder"
        ? `The point ${v} stands for ${of(d, "houses")} houses of different places: it is nobody's.`
        : `The point ${v} is far from ${of(d, "district")}.`,
  ),
  "region-differs": both(
    (_, d) => `Регион «${of(d, "region")}», а в файле почти везде «${of(d, "main")}».`,
    (_, d) => `The region is ${of(d, "region")}, while the file is about ${of(d, "main")}.`,
  ),
  "region-missing": both(
    (_, d) => `Регион не указан; в файле почти везде «${of(d, "main")}».`,
    (_, d) => `No region is named; the file is about ${of(d, "main")}.`,
  ),
  "settlement-kind-differs": both(
    (_, d) => `«${of(d, "kind")} ${of(d, "name")}»: в других строках это «${of(d, "usual")}».`,
    (_, d) => `${of(d, "kind")} ${of(d, "name")}: other rows say ${of(d, "usual")}.`,
  ),
  "words-left-over": both(
    (_, d) => `Слова «${of(d, "words")}» не часть адреса и не взяты.`,
    (_, d) => `The words “${of(d, "words")}” are no part of an address and were left out.`,
  ),
  "company-spelled-differently": both(
    (_, d) => `Сочтено одной организацией (профилей ${of(d, "companies")}): ${of(d, "spellings")}.`,
    (_, d) => `Taken for one organization (${of(d, "companies")} profiles): ${of(d, "spellings")}.`,
  ),
  "company-name-repeated": both(
    (v, d) => `Организаций с именем «${v}» ${of(d, "companies")}: оставлены разными.`,
    (v, d) => `${of(d, "companies")} organizations are called ${v}: kept apart.`,
  ),
};

const FILES: {
  readonly [C in FileRefusal["code"]]: Readonly<
    Record<ImportLanguage, (refusal: Extract<FileRefusal, { code: C }>) => string>
  >;
} = {
  "import.file_too_large": {
    ru: (r) => `Файл больше ${r.limit} байт. Разделите его.`,
    en: (r) => `The file is larger than ${r.limit} bytes. Split it.`,
  },
  "import.unpacked_too_large": {
    ru: (r) => `Распакованный файл больше ${r.limit} байт. Если это не ошибка, разделите его.`,
    en: (r) => `The unpacked file is larger than ${r.limit} bytes. If that is no mistake, split it.`,
  },
  "import.too_many_rows": {
    ru: (r) => `В файле больше ${r.limit} строк. Разделите его.`,
    en: (r) => `The file has more than ${r.limit} rows. Split it.`,
  },
  "import.not_a_table": {
    ru: (r) => `Файл не читается как таблица (${r.reason}). Сохраните его как XLSX или CSV.`,
    en: (r) => `The file cannot be read as a table (${r.reason}). Save it as XLSX or CSV.`,
  },
  "import.unknown_sheet": {
    ru: (r) => `Лист «${r.sheet}» неизвестен. Возможны: ${r.known}.`,
    en: (r) => `The sheet “${r.sheet}” is unknown. Known ones: ${r.known}.`,
  },
  "import.missing_columns": {
    ru: (r) =>
      `Нет столбцов: ${r.columns}${r.sheet ? ` (лист «${r.sheet}»)` : ""}. Возьмите шаблон: paylogic import template.`,
    en: (r) =>
      `Missing columns: ${r.columns}${r.sheet ? ` (sheet “${r.sheet}”)` : ""}. Take the template: paylogic import template.`,
  },
  "import.repeated_column": {
    ru: (r) =>
      `Столбец «${r.column}» встречается дважды${r.sheet ? ` (лист «${r.sheet}»)` : ""}. Оставьте один.`,
    en: (r) => `The column “${r.column}” appears twice${r.sheet ? ` (sheet “${r.sheet}”)` : ""}. Keep one.`,
  },
  "import.encoding": {
    ru: (r) => `Кодировка файла не UTF-8 и не Windows-1251 (строка ${r.line}). Сохраните его в UTF-8.`,
    en: (r) => `The file is neither UTF-8 nor Windows-1251 (line ${r.line}). Save it as UTF-8.`,
  },
};

export const refusalSentence = (
  language: ImportLanguage,
  refusal: { readonly code: RowRefusalCode; readonly value: string; readonly data: Data },
): string => REFUSALS[refusal.code][language](refusal.value, refusal.data);

export const doubtSentence = (
  language: ImportLanguage,
  doubt: { readonly rule: DoubtRule; readonly value: string; readonly data: Data },
): string => DOUBTS[doubt.rule][language](doubt.value, doubt.data);

export function fileRefusalSentence(language: ImportLanguage, refusal: FileRefusal): string {
  const sentence = FILES[refusal.code][language] as (of: FileRefusal) => string;
  return sentence(refusal);
}
