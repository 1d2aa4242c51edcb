import { roubles } from "../../../words/words.ts";
import type { RegisterRefusal, RegisterRefusalCode } from "./model.ts";
import type { ProfileRefusal } from "./contract.ts";
import type { ProfileFault, ProfileProblem, RowField, SummaryField } from "./profile.ts";

export type RegisterWordsLanguage = "ru" | "en";
type Data = Readonly<Record<string, string>>;
type Sentence = (data: Data) => string;
type Both = Readonly<Record<RegisterWordsLanguage, Sentence>>;

const both = (ru: Sentence, en: Sentence): Both => ({ ru, en });
const of = (data: Data, name: string): string => data[name] ?? "";
const ru = (data: Data, name: string): string => roubles("ru", of(data, name));
const en = (data: Data, name: string): string => roubles("en", of(data, name));
const orderRu = (data: Data): string => (data["order"] ? ` по поручению № ${data["order"]}` : "");
const orderEn = (data: Data): string => (data["order"] ? ` for order No. ${data["order"]}` : "");

/** What was found and what to do next; a code without its sentences does not compile. */
const REFUSALS: Readonly<Record<RegisterRefusalCode, Both>> = {
  "file-empty": both(
    () => "Файл пуст. Запросите реестр у отправителя ещё раз.",
    () => "The file is empty. Ask the sender for the register again.",
  ),
  "file-too-large": both(
    (d) =>
      `Файл больше допустимого: ${of(d, "found")} байт при пределе ${of(d, "most")}. Разделите его по дням.`,
    (d) => `The file is too large: ${of(d, "found")} bytes, ${of(d, "most")} at most. Divide it by days.`,
  ),
  "too-many-rows": both(
    (d) => `Строк больше ${of(d, "most")}. Разделите файл по дням.`,
    (d) => `There are more than ${of(d, "most")} rows. Divide the file by days.`,
  ),
  "line-too-long": both(
    (d) =>
      `Строка или значение длиннее ${of(d, "most")} знаков: это не реестр этого вида. Проверьте файл и профиль.`,
    (d) =>
      `A line or a value is longer than ${of(d, "most")} characters: no register of this kind. Check file and profile.`,
  ),
  "unpacked-too-large": both(
    (d) =>
      `Архив распаковывается больше чем в ${of(d, "most")} байт. Такой файл не открываем; запросите его заново.`,
    (d) =>
      `The archive unpacks to more than ${of(d, "most")} bytes. It is not opened; ask for the file again.`,
  ),
  "not-this-kind": both(
    (d) => `Это не файл ${of(d, "expected")}. Выберите другой профиль или другой файл.`,
    (d) => `This is no ${of(d, "expected")} file. Choose another profile or another file.`,
  ),
  "file-damaged": both(
    (d) => `Файл повреждён (${of(d, "found")}). Запросите его у отправителя ещё раз.`,
    (d) => `The file is damaged (${of(d, "found")}). Ask the sender for it again.`,
  ),
  "file-cut": both(
    (d) =>
      `Файл обрезан: объявлено записей ${of(d, "declared")}, есть ${of(d, "found")}. Запросите его ещё раз.`,
    (d) =>
      `The file is cut off: ${of(d, "declared")} records declared, ${of(d, "found")} there. Ask for it again.`,
  ),
  "wrong-encoding": both(
    (d) =>
      `Текст записан в кодировке ${of(d, "found")}, а ожидается ${of(d, "expected")}. Выберите профиль с этой кодировкой или запросите файл заново.`,
    (d) =>
      `The text is written in ${of(d, "found")}, and ${of(d, "expected")} is expected. Choose a profile with that encoding or ask for the file again.`,
  ),
  "encoding-unknown": both(
    (d) =>
      `Кодировка текста не распознана (похоже на ${of(d, "found")}, ожидается ${of(d, "expected")}). Откройте файл и проверьте имена.`,
    (d) =>
      `The encoding is not recognized (it resembles ${of(d, "found")}, ${of(d, "expected")} is expected). Open the file and look at the names.`,
  ),
  "text-garbled": both(
    (d) =>
      `Буквы испорчены: текст в ${of(d, "found")} кто-то прочитал как windows-1251 и сохранил. Запросите исходный файл.`,
    (d) =>
      `The letters are spoiled: somebody read ${of(d, "found")} as windows-1251 and saved it. Ask for the original file.`,
  ),
  "sheet-missing": both(
    (d) => `В книге нет листа «${of(d, "wanted")}» (есть: ${of(d, "found")}). Исправьте имя листа в профиле.`,
    (d) =>
      `The workbook has no sheet “${of(d, "wanted")}” (it has: ${of(d, "found")}). Correct the sheet's name in the profile.`,
  ),
  "column-missing": both(
    (d) => `Нет столбца «${of(d, "wanted")}». Проверьте, тот ли это профиль.`,
    (d) => `There is no column “${of(d, "wanted")}”. Check whether the profile is the right one.`,
  ),
  "header-differs": both(
    (d) => `В заголовке «${of(d, "found")}» вместо «${of(d, "wanted")}». Проверьте, тот ли это профиль.`,
    (d) =>
      `The header says “${of(d, "found")}” instead of “${of(d, "wanted")}”. Check whether the profile is the right one.`,
  ),
  "header-missing": both(
    (d) =>
      `Нет заголовка${d["wanted"] ? `, который начинается с «${d["wanted"]}»` : ""}. Проверьте начало файла.`,
    (d) =>
      `The header${d["wanted"] ? ` that begins with “${d["wanted"]}”` : ""} is missing. Look at the beginning of the file.`,
  ),
  "footer-missing": both(
    (d) => `Нет итоговой строки (${of(d, "wanted")}): файл, вероятно, обрезан. Запросите его ещё раз.`,
    (d) =>
      `The closing line (${of(d, "wanted")}) is missing: the file is probably cut off. Ask for it again.`,
  ),
  "row-after-footer": both(
    (d) => `После итоговой строки ${of(d, "footer")} есть ещё строки. Запросите файл заново.`,
    (d) => `There are more lines after the closing line ${of(d, "footer")}. Ask for the file again.`,
  ),
  "no-rows": both(
    () =>
      "В файле нет ни одного платежа. Если за день платежей не было, отметьте в профиле, что пустой реестр допустим.",
    () => "There is no payment in the file. If a day without payments is possible, say so in the profile.",
  ),
  "count-differs": both(
    (d) =>
      `Объявлено строк${orderRu(d)}: ${of(d, "declared")}, прочитано ${of(d, "counted")}. Реестр не принимается; запросите его заново.`,
    (d) =>
      `${of(d, "declared")} rows are declared${orderEn(d)}, ${of(d, "counted")} were read. The register is not taken; ask for it again.`,
  ),
  "sum-differs": both(
    (d) =>
      `Объявлена сумма${orderRu(d)} ${ru(d, "declared")}, по строкам ${ru(d, "counted")}. Реестр не принимается; выясните разницу у отправителя.`,
    (d) =>
      `${en(d, "declared")} is declared${orderEn(d)}, the rows make ${en(d, "counted")}. The register is not taken; ask the sender for the difference.`,
  ),
  "doctype-forbidden": both(
    () => "В документе есть DOCTYPE или ENTITY. Такие файлы не читаем; запросите файл без них.",
    () => "The document has a DOCTYPE or ENTITY. Such files are not read; ask for one without.",
  ),
  "xml-malformed": both(
    (d) => `XML нарушен: ${of(d, "found")}. Запросите файл заново.`,
    (d) => `The XML is broken: ${of(d, "found")}. Ask for the file again.`,
  ),
  "xml-too-deep": both(
    (d) => `Элементы вложены глубже ${of(d, "most")}. Это не реестр; запросите файл заново.`,
    (d) => `Elements are nested deeper than ${of(d, "most")}. This is no register; ask for the file again.`,
  ),
  "xml-too-much": both(
    (d) => `В документе больше, чем читается (${of(d, "most")}). Разделите файл и отправьте его частями.`,
    (d) => `The document has more than is read (${of(d, "most")}). Divide the file and send it in parts.`,
  ),
  "companion-missing": both(
    (d) => `К реестру нужен второй файл (${of(d, "wanted")}). Приложите его.`,
    (d) => `The register needs its second file (${of(d, "wanted")}). Attach it.`,
  ),
  "companion-names-other-file": both(
    (d) =>
      `Квитанция относится к файлу «${of(d, "found")}», а не к «${of(d, "file")}». Приложите её квитанцию.`,
    (d) =>
      `The receipt file is about “${of(d, "found")}”, not about “${of(d, "file")}”. Attach the right one.`,
  ),
  "companion-lacks-order": both(
    (d) => `Поручения № ${of(d, "order")} нет во втором файле. Запросите оба файла заново.`,
    (d) => `Order No. ${of(d, "order")} is not in the second file. Ask for both files again.`,
  ),
  "companion-order-without-rows": both(
    (d) =>
      `Во втором файле есть поручение № ${of(d, "order")}, а платежей по нему нет. Запросите оба файла заново.`,
    (d) =>
      `The second file has order No. ${of(d, "order")}, and there are no payments of it. Ask for both files again.`,
  ),
  "more-refusals": both(
    (d) => `И ещё замечаний: ${of(d, "count")}. Начните с первых.`,
    (d) => `And ${of(d, "count")} more. Begin with the first ones.`,
  ),
  "wrong-number-of-columns": both(
    (d) => `Столбцов ${of(d, "found")}, должно быть ${of(d, "expected")}. Проверьте разделители в строке.`,
    (d) =>
      `There are ${of(d, "found")} columns instead of ${of(d, "expected")}. Check the separators of the line.`,
  ),
  "wrong-line-length": both(
    (d) =>
      `В строке ${of(d, "found")} знаков, должно быть ${of(d, "expected")}. Проверьте, не изменял ли файл редактор.`,
    (d) =>
      `The line has ${of(d, "found")} characters instead of ${of(d, "expected")}. Check whether an editor changed the file.`,
  ),
  "unknown-record": both(
    (d) => `Неизвестная запись «${of(d, "found")}». Проверьте профиль.`,
    (d) => `An unknown record “${of(d, "found")}”. Check the profile.`,
  ),
  "broken-quotes": both(
    () => "Кавычки не закрыты или стоят не на месте. Запросите файл заново.",
    () => "Quotes are not closed or stand where they should not. Ask for the file again.",
  ),
  "value-missing": both(
    () => "Значение не указано, а оно обязательно. Уточните у отправителя.",
    () => "A value is missing that is required. Ask the sender.",
  ),
  "value-too-long": both(
    (d) => `«${of(d, "found")}…» длиннее ${of(d, "most")} знаков. Проверьте разделители в строке.`,
    (d) =>
      `“${of(d, "found")}…” is longer than ${of(d, "most")} characters. Check the separators of the line.`,
  ),
  "not-an-amount": both(
    (d) => `«${of(d, "found")}» не сумма в том виде, который задан профилем. Исправьте файл или профиль.`,
    (d) => `“${of(d, "found")}” is no amount as the profile has it. Correct the file or the profile.`,
  ),
  "too-many-kopecks": both(
    (d) => `В сумме ${of(d, "found")} больше двух знаков после запятой. Уточните её у отправителя.`,
    (d) => `${of(d, "found")} has more than two decimals. Ask the sender for the right amount.`,
  ),
  "amount-too-large": both(
    (d) => `Сумма ${of(d, "found")} невозможно велика. Проверьте столбцы профиля.`,
    (d) => `The amount ${of(d, "found")} is impossibly large. Check the columns of the profile.`,
  ),
  "not-a-date": both(
    (d) => `«${of(d, "found")}» не дата вида ${of(d, "wanted")}. Исправьте файл или профиль.`,
    (d) => `“${of(d, "found")}” is no date of the form ${of(d, "wanted")}. Correct the file or the profile.`,
  ),
  "not-a-time": both(
    (d) => `«${of(d, "found")}» не время вида ${of(d, "wanted")}. Исправьте файл или профиль.`,
    (d) => `“${of(d, "found")}” is no time of the form ${of(d, "wanted")}. Correct the file or the profile.`,
  ),
  "not-a-month": both(
    (d) => `«${of(d, "found")}» не месяц вида ${of(d, "wanted")}. Исправьте файл или профиль.`,
    (d) => `“${of(d, "found")}” is no month of the form ${of(d, "wanted")}. Correct the file or the profile.`,
  ),
  "not-a-count": both(
    (d) => `«${of(d, "found")}» не число строк. Проверьте итоговую строку и профиль.`,
    (d) => `“${of(d, "found")}” is no number of rows. Check the closing line and the profile.`,
  ),
  "not-a-reading": both(
    (d) => `«${of(d, "found")}» не показание прибора. Уточните у отправителя.`,
    (d) => `“${of(d, "found")}” is no reading of a meter. Ask the sender.`,
  ),
  "not-allowed": both(
    (d) =>
      `«${of(d, "found")}» не подходит под условие профиля (${of(d, "wanted")}). Исправьте файл или профиль.`,
    (d) =>
      `“${of(d, "found")}” does not fit the profile's condition (${of(d, "wanted")}). Correct the file or the profile.`,
  ),
  "digits-lost": both(
    (d) =>
      `Номер ${of(d, "found")} испорчен таблицей: цифры потеряны. Запросите файл, в котором номера записаны текстом.`,
    (d) =>
      `The number ${of(d, "found")} was spoiled by a spreadsheet: digits are lost. Ask for a file with numbers as text.`,
  ),
  "zeros-lost": both(
    (d) =>
      `В номере ${of(d, "found")} меньше ${of(d, "digits")} цифр: ведущие нули потеряны. Запросите файл, в котором номера записаны текстом.`,
    (d) =>
      `${of(d, "found")} has fewer than ${of(d, "digits")} digits: leading zeros are lost. Ask for a file with numbers as text.`,
  ),
  "date-missing": both(
    () => "Дня платежа нет ни в строке, ни в заголовке. Дополните профиль или файл.",
    () => "Neither the line nor the header has the day of payment. Complete the profile or the file.",
  ),
  "meter-incomplete": both(
    () => "Прибор указан без показания или показание без прибора. Уточните у отправителя.",
    () => "A meter came without its reading, or a reading without its meter. Ask the sender.",
  ),
  "amount-zero": both(
    () => "Сумма платежа равна нулю. Уточните у отправителя, что это за строка.",
    () => "The payment's amount is zero. Ask the sender what the line means.",
  ),
  "amount-negative": both(
    (d) =>
      `Сумма ${ru(d, "found")} отрицательна, а возвраты профилем не предусмотрены. Оформите возврат отдельно.`,
    (d) =>
      `The amount ${en(d, "found")} is negative, and the profile knows no refunds. Record the refund by itself.`,
  ),
  "parts-differ": both(
    (d) =>
      `Сумма ${ru(d, "amount")} не равна перечислению ${ru(d, "net")} и комиссии ${ru(d, "fee")} вместе. Уточните у отправителя.`,
    (d) =>
      `The amount ${en(d, "amount")} is not the transfer ${en(d, "net")} and the fee ${en(d, "fee")} together. Ask the sender.`,
  ),
  "operation-repeated": both(
    (d) => `Операция ${of(d, "found")} уже есть в строке ${of(d, "first")}. Уточните, два ли это платежа.`,
    (d) =>
      `Operation ${of(d, "found")} is already in line ${of(d, "first")}. Ask whether these are two payments.`,
  ),
};

/** Names of a profile's fields as people call them. */
const FIELDS: Readonly<Record<RowField | SummaryField, Readonly<Record<RegisterWordsLanguage, string>>>> = {
  date: { ru: "дата", en: "date" },
  time: { ru: "время", en: "time" },
  dateTime: { ru: "дата и время", en: "date and time" },
  operationId: { ru: "номер операции", en: "operation number" },
  account: { ru: "лицевой счёт", en: "account" },
  payerName: { ru: "плательщик", en: "payer" },
  address: { ru: "адрес", en: "address" },
  period: { ru: "за месяц", en: "for the month" },
  amount: { ru: "сумма", en: "amount" },
  netAmount: { ru: "к перечислению", en: "amount transferred" },
  fee: { ru: "комиссия", en: "fee" },
  branch: { ru: "отделение", en: "branch" },
  cashier: { ru: "кассир или терминал", en: "cashier or terminal" },
  paymentOrderNo: { ru: "номер поручения", en: "payment order number" },
  paymentOrderDate: { ru: "дата поручения", en: "payment order date" },
  comment: { ru: "примечание", en: "comment" },
  serviceNo: { ru: "номер услуги", en: "service number" },
  serviceName: { ru: "услуга", en: "service" },
  providerInn: { ru: "ИНН поставщика", en: "provider's INN" },
  providerName: { ru: "поставщик", en: "provider" },
  opening: { ru: "долг на начало", en: "owed at the beginning" },
  charged: { ru: "начислено", en: "charged" },
  paid: { ru: "оплачено", en: "paid" },
  "meters[].code": { ru: "прибор", en: "meter" },
  "meters[].reading": { ru: "показание", en: "reading" },
  ignore: { ru: "не читается", en: "not read" },
  rowCount: { ru: "число строк", en: "number of rows" },
  "sum:amount": { ru: "сумма платежей", en: "sum of amounts" },
  "sum:netAmount": { ru: "сумма к перечислению", en: "sum transferred" },
  "sum:fee": { ru: "сумма комиссии", en: "sum of fees" },
  fileName: { ru: "имя файла", en: "file name" },
  inn: { ru: "ИНН", en: "INN" },
};

export const registerFieldName = (field: string, language: RegisterWordsLanguage): string =>
  (FIELDS as Readonly<Record<string, Readonly<Record<RegisterWordsLanguage, string>>>>)[field]?.[language] ??
  field;

/** "Строка 12, сумма: «1.500» не сумма…", with the place where there is one. */
export function registerRefusalSentence(refusal: RegisterRefusal, language: RegisterWordsLanguage): string {
  const field = refusal.field === undefined ? "" : registerFieldName(refusal.field, language);
  const line = refusal.line === undefined ? "" : `${language === "ru" ? "Строка" : "Line"} ${refusal.line}`;
  const place = [line, field].filter((part) => part !== "").join(", ");
  const sentence = REFUSALS[refusal.code][language](refusal.data);
  if (place === "") return sentence;
  const begun = line === "" ? `${place.charAt(0).toUpperCase()}${place.slice(1)}` : place;
  return `${begun}: ${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}`;
}

const PROBLEMS: Readonly<Record<ProfileProblem, Readonly<Record<RegisterWordsLanguage, string>>>> = {
  "encodings-missing": { ru: "Укажите кодировку.", en: "Name the encoding." },
  "delimiter-missing": { ru: "Укажите разделитель столбцов.", en: "Name what separates the columns." },
  "row-path-missing": { ru: "Укажите путь к элементу строки.", en: "Give the path of a row's element." },
  "place-missing": {
    ru: "Укажите первую букву столбца и ту, что после последней.",
    en: "Give the column's first letter and the one after its last.",
  },
  "place-reversed": {
    ru: "Столбец кончается раньше, чем начинается.",
    en: "The column ends before it begins.",
  },
  "name-missing": { ru: "Укажите имя столбца в файле.", en: "Give the column's name in the file." },
  "path-missing": { ru: "Укажите путь к значению.", en: "Give the path of the value." },
  "format-missing": {
    ru: "Укажите, как записаны даты: например, DD.MM.YYYY.",
    en: "Say how dates are written, as DD.MM.YYYY.",
  },
  "format-unclear": {
    ru: "Вид даты составляют из DD, MM, YY или YYYY, времени — из HH, mm, ss, каждое один раз.",
    en: "A date is made of DD, MM, YY or YYYY, a time of HH, mm, ss, each of them once.",
  },
  "pattern-too-free": {
    ru: "Условие не читается или слишком свободно: повторяемые группы и больше двух открытых повторов не допускаются.",
    en: "The condition is unreadable or too free: no repeated groups, and two open repetitions at most.",
  },
  "template-unclear": {
    ru: "Имя файла не разобрано. Поля пишут в скобках: {number:3}, {period:MMYY}, {branch:*}.",
    en: "The file name is unclear. Fields stand in braces: {number:3}, {period:MMYY}, {branch:*}.",
  },
  "amount-missing": { ru: "Нет столбца с суммой.", en: "There is no column with the amount." },
  "account-missing": { ru: "Нет столбца с лицевым счётом.", en: "There is no column with the account." },
  "date-missing": { ru: "День платежа нигде не читается.", en: "The day of payment is read nowhere." },
  "identity-not-read": {
    ru: "Платёж опознаётся по столбцу, которого в файле нет.",
    en: "The payment is known by a column that is not in the file.",
  },
  "check-not-read": {
    ru: "Для проверки нужны столбцы «к перечислению» и «комиссия».",
    en: "The check needs the columns of the transferred amount and of the fee.",
  },
  "field-twice": {
    ru: "Это поле уже читается из другого столбца.",
    en: "Another column holds this field already.",
  },
  "meters-outside-repeat": {
    ru: "Приборы и показания стоят в повторяемой группе, и кроме них в ней ничего нет.",
    en: "Meters and readings stand in a repeated group, and nothing else does.",
  },
  "footer-unmarked": {
    ru: "Укажите, с чего начинается итоговая строка.",
    en: "Say what the closing line begins with.",
  },
  malformed: {
    ru: "Значение не указано, лишнее или другого вида.",
    en: "A value is missing, unknown or of another kind.",
  },
};

export const profileProblemSentence = (problem: ProfileProblem, language: RegisterWordsLanguage): string =>
  PROBLEMS[problem][language];

type OfProfile<C extends ProfileRefusal["code"]> = Extract<ProfileRefusal, { readonly code: C }>;
type ProfileWords = { readonly [C in ProfileRefusal["code"]]: (refusal: OfProfile<C>) => string };

const firstOf = (refusals: readonly RegisterRefusal[], language: RegisterWordsLanguage): string =>
  refusals[0] ? registerRefusalSentence(refusals[0], language) : "";
const faultOf = (faults: readonly ProfileFault[], language: RegisterWordsLanguage): string =>
  faults[0] ? `${faults[0].path}: ${profileProblemSentence(faults[0].problem, language)}` : "";

/** Refusals of deeds with profiles: what happened, and what to do next. */
export const registerProfileWords: Readonly<Record<RegisterWordsLanguage, ProfileWords>> = {
  ru: {
    "gateways.center_only": () => "Профили реестров ведёт расчётный центр. Обратитесь к его оператору.",
    "gateways.profile_not_found": (r) => `Профиля ${r.profile} нет. Проверьте код.`,
    "gateways.profile_faulty": (r) => `Профиль не сохранён. ${faultOf(r.faults, "ru")}`,
    "gateways.sample_refused": (r) =>
      `Образец этим профилем не читается, версия не сохранена. ${firstOf(r.refusals, "ru")}`,
    "gateways.kept_sample_refused": (r) =>
      `Образец версии ${r.version} этой версией не читается. ${firstOf(r.refusals, "ru")} Если банк сменил вид файла, отметьте это.`,
  },
  en: {
    "gateways.center_only": () => "Profiles of registers are kept by the billing center. Ask its operator.",
    "gateways.profile_not_found": (r) => `There is no profile ${r.profile}. Check its code.`,
    "gateways.profile_faulty": (r) => `The profile was not saved. ${faultOf(r.faults, "en")}`,
    "gateways.sample_refused": (r) =>
      `The profile does not read the sample, and was not saved. ${firstOf(r.refusals, "en")}`,
    "gateways.kept_sample_refused": (r) =>
      `The sample of version ${r.version} is not read by this one. ${firstOf(r.refusals, "en")} If the bank has changed its files, say so.`,
  },
};

/** Why a profile was proposed for a file. */
export type DetectionReason =
  | { readonly code: "name-fits" }
  | { readonly code: "rows-read"; readonly rows: number }
  | { readonly code: "sums-agree" }
  | { readonly code: "companion-wanted" }
  | { readonly code: "refused"; readonly refusal: RegisterRefusal };

export function detectionSentence(reason: DetectionReason, language: RegisterWordsLanguage): string {
  const isRu = language === "ru";
  switch (reason.code) {
    case "name-fits":
      return isRu ? "Имя файла подходит." : "The file's name fits.";
    case "rows-read":
      return isRu ? `Строки читаются: ${reason.rows}.` : `Rows are readable: ${reason.rows}.`;
    case "sums-agree":
      return isRu ? "Число строк и суммы сходятся." : "Count and sums agree.";
    case "companion-wanted":
      return isRu ? "Нужен второй файл." : "The second file is wanted.";
    case "refused":
      return registerRefusalSentence(reason.refusal, language);
  }
}
