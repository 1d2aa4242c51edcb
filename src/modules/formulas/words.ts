import { BASE_UNITS, type BaseUnit, type Dimension, dimensionText } from "./rules/dimension.ts";
import type { Expected, FormulaFault } from "./rules/tree.ts";
import type { Language } from "./rules/tokens.ts";

/** The sentence of each fault: what is there, and what is expected. It does not compile without both languages. */
type FaultWords = {
  readonly [C in FormulaFault["code"]]: (fault: Extract<FormulaFault, { readonly code: C }>) => string;
};

const UNIT_WORDS: Readonly<Record<Language, Readonly<Record<BaseUnit, string>>>> = {
  ru: {
    rub: "₽",
    m2: "м²",
    m3: "м³",
    Gcal: "Гкал",
    kWh: "кВт·ч",
    person: "чел.",
    point: "шт.",
    day: "дн.",
  },
  en: {
    rub: "₽",
    m2: "m²",
    m3: "m³",
    Gcal: "Gcal",
    kWh: "kWh",
    person: "person",
    point: "point",
    day: "day",
  },
};

/** "₽/м³"; a plain number is said to be one. */
export const unitWords = (of: Dimension, language: Language): string =>
  dimensionText(of, UNIT_WORDS[language]) || (language === "ru" ? "число без единицы" : "a plain number");

/** A unit as code, the same in every language: "rub/m3", "" for a plain number. */
export const unitCode = (of: Dimension): string =>
  dimensionText(of, Object.fromEntries(BASE_UNITS.map((unit) => [unit, unit])) as Record<BaseUnit, string>);

const found = (text: string, end: string): string => (text === "" ? end : `«${text}»`);
const EXPECTED: Readonly<Record<Language, Readonly<Record<Expected, string>>>> = {
  ru: { so: "«то»", else: "«иначе»", "(": "«(»", ")": "«)»", separator: "«;»" },
  en: { so: "“then”", else: "“else”", "(": "“(”", ")": "“)”", separator: "“;”" },
};

const ru: FaultWords = {
  empty: () => "Формула пуста. Напишите её, например: объём * тариф.",
  too_long: ({ most }) => `Формула длиннее ${most} знаков. Сократите её.`,
  too_deep: ({ most }) => `Скобок и условий друг в друге больше ${most}. Упростите формулу.`,
  too_large: ({ most }) => `В формуле больше ${most} действий и чисел. Упростите её.`,
  letter_unknown: ({ letter }) => `Знак «${letter}» в формулах не используется.`,
  number_too_long: () => "В числе слишком много цифр: до запятой и после неё — не больше двенадцати.",
  decimal_comma: ({ written }) =>
    `«${written}» можно прочесть двояко. Дробь пишется с точкой: 1.5, а значения через точку с запятой: min(1; 5).`,
  name_unknown: ({ name, nearest }) =>
    nearest
      ? `Значения «${name}» нет в каталоге. Возможно, имелось в виду «${nearest}».`
      : `Значения «${name}» нет в каталоге. Выберите значение из каталога.`,
  operand_expected: ({ found: text }) =>
    `Здесь ожидается число, значение из каталога или скобка, а стоит ${found(text, "конец формулы")}.`,
  sign_expected: ({ found: text }) =>
    `Здесь ожидается знак действия или конец формулы, а стоит ${found(text, "конец")}.`,
  word_expected: ({ expected, found: text }) =>
    `Здесь ожидается ${EXPECTED.ru[expected]}, а стоит ${found(text, "конец формулы")}.`,
  arguments_few: ({ name }) => `В ${name === "min" ? "min" : "max"} нужны хотя бы два значения через «;».`,
  digits_expected: () => "Здесь ожидается число знаков после точки: от 0 до 6.",
  units_differ: ({ left, right }) =>
    `Единицы разные: ${unitWords(left, "ru")} и ${unitWords(right, "ru")}. Складывать, вычитать, сравнивать и выбирать можно только одинаковые.`,
  number_expected: () => "Здесь ожидается число, а стоит условие (да или нет).",
  yes_no_expected: () => "Здесь ожидается условие, например: объём > 3 м3.",
  divisor_may_be_zero: () =>
    "Этот делитель может оказаться нулём. Скажите, что взять тогда: a / b при_нуле 0.",
  result_unit: ({ expected, found: was }) =>
    `Формула даёт ${unitWords(was, "ru")}, а должна давать ${unitWords(expected, "ru")}.`,
};

const en: FaultWords = {
  empty: () => "The formula is empty. Write one, for example: volume * rate.",
  too_long: ({ most }) => `The formula is longer than ${most} letters. Make it shorter.`,
  too_deep: ({ most }) =>
    `More than ${most} brackets and conditions stand in one another. Make the formula simpler.`,
  too_large: ({ most }) => `The formula has more than ${most} steps and numbers. Make it simpler.`,
  letter_unknown: ({ letter }) => `The sign “${letter}” is not used in formulas.`,
  number_too_long: () => "The number has too many digits: at most twelve before the point and after it.",
  decimal_comma: ({ written }) =>
    `“${written}” can be read in two ways. Decimals are written with a point, 1.5, and values are separated by a semicolon: min(1; 5).`,
  name_unknown: ({ name, nearest }) =>
    nearest
      ? `There is no “${name}” in the catalogue. Perhaps “${nearest}” was meant.`
      : `There is no “${name}” in the catalogue. Choose one from the catalogue.`,
  operand_expected: ({ found: text }) =>
    `A number, a name of the catalogue or a bracket is expected here, not ${text === "" ? "the end of the formula" : `“${text}”`}.`,
  sign_expected: ({ found: text }) =>
    `An operator or the end of the formula is expected here, not “${text}”.`,
  word_expected: ({ expected, found: text }) =>
    `${EXPECTED.en[expected]} is expected here, not ${text === "" ? "the end of the formula" : `“${text}”`}.`,
  arguments_few: ({ name }) => `${name} needs at least two values, separated by “;”.`,
  digits_expected: () => "The number of decimals is expected here: 0 to 6.",
  units_differ: ({ left, right }) =>
    `The units differ: ${unitWords(left, "en")} and ${unitWords(right, "en")}. Only like ones can be added, subtracted, compared or chosen from.`,
  number_expected: () => "A number is expected here, not a condition (yes or no).",
  yes_no_expected: () => "A condition is expected here, for example: volume > 3 m3.",
  divisor_may_be_zero: () => "This divisor may be zero. Say what to take then: a / b otherwise 0.",
  result_unit: ({ expected, found: was }) =>
    `The formula gives ${unitWords(was, "en")}, and it should give ${unitWords(expected, "en")}.`,
};

/** What is wrong at a place of a formula, in words. */
export function faultSentence(fault: FormulaFault, language: Language): string {
  const words: FaultWords = language === "ru" ? ru : en;
  return (words[fault.code] as (of: FormulaFault) => string)(fault);
}
