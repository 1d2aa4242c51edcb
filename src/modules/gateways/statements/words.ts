import { dayText } from "../../../words/words.ts";
import type { StatementProblem, StatementProblemCode } from "./model.ts";

type Sentences = Readonly<Record<StatementProblemCode, (data: Readonly<Record<string, string>>) => string>>;

const DIRECTIONS = {
  ru: { in: "поступило", out: "списано" },
  en: { in: "received", out: "paid out" },
} as const;
const way = (language: "ru" | "en", what: string | undefined): string =>
  DIRECTIONS[language][what === "out" ? "out" : "in"];

const ru: Sentences = {
  "statement-too-large": (d) => `Файл больше ${d["most"]} МБ. Выгрузите выписку за меньший срок.`,
  "statement-unknown-format": (d) => `Это не выписка известного вида. Ожидается: ${d["wanted"]}.`,
  "statement-encoding": (d) =>
    `Текст нельзя прочитать: кодировка не из известных (${d["wanted"]}). Выгрузите выписку заново.`,
  "statement-encoding-differs": (d) =>
    `Файл назвал кодировку «${d["declared"]}», а записан в ${d["actual"]}. Прочитан как ${d["actual"]}.`,
  "statement-truncated": (d) => `Файл обрывается: нет «${d["wanted"]}». Запросите выписку заново.`,
  "statement-after-end": (d) =>
    `После конца выписки есть ещё строки: «${d["text"]}». Запросите выписку заново.`,
  "statement-line-unreadable": (d) => `Строку нельзя понять: «${d["text"]}».`,
  "statement-value-missing": (d) => `Нет обязательного значения «${d["what"]}».`,
  "statement-value-twice": (d) => `Значение «${d["what"]}» дано дважды и по-разному.`,
  "statement-not-a-day": (d) => `В «${d["what"]}» не дата: «${d["text"]}».`,
  "statement-not-money": (d) => `В «${d["what"]}» не сумма больше нуля с копейками: «${d["text"]}».`,
  "statement-account-malformed": (d) => `«${d["account"]}» — не номер счёта: в нём двадцать цифр.`,
  "statement-account-check-digit": (d) =>
    `Контрольный ключ счёта ${d["account"]} не подходит к БИК ${d["bic"]}. Проверьте, тот ли это банк.`,
  "statement-no-account": (d) => `В файле нет выписки по счёту: не найдено «${d["wanted"]}».`,
  "statement-line-of-another-account": (d) =>
    `Документ между счетами ${d["payer"] || "—"} и ${d["recipient"] || "—"}: ни один из них не счёт этой выписки.`,
  "statement-discontinuous": (d) =>
    `Части выписки по счёту ${d["account"]} не продолжают друг друга: остаток в начале не равен остатку в конце предыдущей.`,
  "statement-sum-differs": (d) =>
    `Объявлено, что ${way("ru", d["what"])} ${d["declared"]}, а сумма строк ${d["counted"]}. Запросите выписку заново.`,
  "statement-count-differs": (d) =>
    `Объявлено строк (${way("ru", d["what"])}): ${d["declared"]}, а есть ${d["counted"]}. Запросите выписку заново.`,
  "statement-balance-differs": (d) =>
    `Остатки не сходятся: ${d["opening"]} + ${d["credited"]} − ${d["debited"]} ≠ ${d["closing"]}. Запросите выписку заново.`,
  "statement-batch-differs": (d) =>
    `Пачка объявляет ${d["declared"]}, а её операции дают ${d["counted"]}. Запросите выписку заново.`,
  "statement-currency": (d) => `Валюта ${d["currency"]}: принимаются только выписки в рублях.`,
  "statement-out-of-span": (d) =>
    `Дата ${dayText(d["day"] ?? "")} вне срока выписки: ${dayText(d["from"] ?? "")} – ${dayText(d["to"] ?? "")}.`,
  "statement-xml-broken": (d) => `XML повреждён: ${d["reason"]}.`,
  "statement-xml-doctype": () =>
    "В файле есть DOCTYPE. Такие файлы не принимаются: он может подменить содержимое.",
  "statement-xml-too-deep": (d) => `Вложенность больше ${d["most"]}: это не выписка.`,
  "statement-xml-too-much": (d) => `Больше допустимого (${d["most"]}): это не выписка. Запросите её частями.`,
  "statement-version-unknown": (d) =>
    `Версия сообщения «${d["namespace"]}» неизвестна. Читаются ${d["wanted"]}.`,
  "statement-too-many-problems": (d) => `Ошибок больше ${d["most"]}: остальные не показаны.`,
};

const en: Sentences = {
  "statement-too-large": (d) => `The file is larger than ${d["most"]} MB. Export a shorter time.`,
  "statement-unknown-format": (d) => `This is no statement of a known form. Expected: ${d["wanted"]}.`,
  "statement-encoding": (d) =>
    `The text cannot be read: its encoding is none of ${d["wanted"]}. Export the statement again.`,
  "statement-encoding-differs": (d) =>
    `The file calls its encoding "${d["declared"]}" and is written in ${d["actual"]}. It was read as ${d["actual"]}.`,
  "statement-truncated": (d) =>
    `The file breaks off: "${d["wanted"]}" is missing. Ask for the statement again.`,
  "statement-after-end": (d) => `There are lines after the end: "${d["text"]}". Ask for the statement again.`,
  "statement-line-unreadable": (d) => `The line cannot be understood: "${d["text"]}".`,
  "statement-value-missing": (d) => `The required value "${d["what"]}" is missing.`,
  "statement-value-twice": (d) => `The value "${d["what"]}" is given twice, and differently.`,
  "statement-not-a-day": (d) => `"${d["what"]}" is not a date: "${d["text"]}".`,
  "statement-not-money": (d) => `"${d["what"]}" is not an amount above zero with kopecks: "${d["text"]}".`,
  "statement-account-malformed": (d) => `"${d["account"]}" is not a bank account: it has twenty digits.`,
  "statement-account-check-digit": (d) =>
    `The control key of account ${d["account"]} does not agree with BIC ${d["bic"]}. Check the bank.`,
  "statement-no-account": (d) => `The file has no statement of an account: "${d["wanted"]}" is not there.`,
  "statement-line-of-another-account": (d) =>
    `A document between ${d["payer"] || "—"} and ${d["recipient"] || "—"}: neither is the statement's account.`,
  "statement-discontinuous": (d) =>
    `The parts of the statement of ${d["account"]} do not follow on: an opening balance is not the closing one before.`,
  "statement-sum-differs": (d) =>
    `Declared as ${way("en", d["what"])}: ${d["declared"]}; the lines make ${d["counted"]}. Ask for the statement again.`,
  "statement-count-differs": (d) =>
    `Declared lines (${way("en", d["what"])}): ${d["declared"]}; there are ${d["counted"]}. Ask for the statement again.`,
  "statement-balance-differs": (d) =>
    `The balances do not agree: ${d["opening"]} + ${d["credited"]} − ${d["debited"]} ≠ ${d["closing"]}. Ask for the statement again.`,
  "statement-batch-differs": (d) =>
    `The batch declares ${d["declared"]}, its operations make ${d["counted"]}. Ask for the statement again.`,
  "statement-currency": (d) => `The currency is ${d["currency"]}: statements in roubles alone are taken.`,
  "statement-out-of-span": (d) =>
    `${dayText(d["day"] ?? "")} is outside the statement's time, ${dayText(d["from"] ?? "")} – ${dayText(d["to"] ?? "")}.`,
  "statement-xml-broken": (d) => `The XML is broken: ${d["reason"]}.`,
  "statement-xml-doctype": () =>
    "The file has a DOCTYPE, which could change what it says. Such files are not taken.",
  "statement-xml-too-deep": (d) => `Nested deeper than ${d["most"]}: this is no statement.`,
  "statement-xml-too-much": (d) =>
    `More than is read (${d["most"]}): this is no statement. Ask for it in parts.`,
  "statement-version-unknown": (d) =>
    `The message version "${d["namespace"]}" is unknown. Read are ${d["wanted"]}.`,
  "statement-too-many-problems": (d) => `More than ${d["most"]} mistakes: the others are not shown.`,
};

/** What is wrong, in the reader's language, with the line where there is one. */
export function statementProblemSentence(language: "ru" | "en", problem: StatementProblem): string {
  const sentence = (language === "ru" ? ru : en)[problem.code](problem.data);
  if (problem.line === 0) return sentence;
  return language === "ru" ? `Строка ${problem.line}: ${sentence}` : `Line ${problem.line}: ${sentence}`;
}
