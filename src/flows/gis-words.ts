import type { IdentifierFault, RefusedIdentifier, WorkbookFault } from "#modules/gateways";

type Language = "ru" | "en";
type Words<Fault extends string> = Readonly<
  Record<Language, Readonly<Record<Fault, (found: string) => string>>>
>;

const IDENTIFIERS: Words<IdentifierFault> = {
  ru: {
    place_missing: () => "Не указаны ни код дома, ни номер лицевого счёта. Укажите, чей это идентификатор.",
    nothing_said: () => "В строке нет ни одного идентификатора. Заполните её или удалите.",
    guid_malformed: (found) =>
      `«${found}» — не GUID: нужно 32 шестнадцатеричные цифры с дефисами. Скопируйте его из ГИС ЖКХ.`,
    unified_malformed: (found) => `«${found}» — не ЕЛС: в нём 10 знаков, например 20АК574354.`,
    service_malformed: (found) => `«${found}» — не ИЖКУ: это ЕЛС, дефис и 2 цифры, например 20АК574354-01.`,
    service_of_other_account: (found) => `ИЖКУ «${found}» относится к другому ЕЛС. Проверьте обе ячейки.`,
    numbers_of_no_account: (found) => `«${found}» бывает только у лицевого счёта. Укажите его номер.`,
    line_twice: (found) => `«${found}» уже есть в строке выше. Оставьте одну из них.`,
    building_unknown: (found) => `У организации нет дома с кодом «${found}». Исправьте код.`,
    premises_unknown: (found) => `В этом доме нет помещения «${found}». Исправьте номер.`,
    account_unknown: (found) => `У организации нет лицевого счёта «${found}». Исправьте номер.`,
  },
  en: {
    place_missing: () => "Neither a building's code nor an account is given. Say whose identifier it is.",
    nothing_said: () => "The line has no identifier. Fill it in or delete it.",
    guid_malformed: (found) =>
      `“${found}” is no GUID: it has 32 hexadecimal digits with hyphens. Copy it from GIS ЖКХ.`,
    unified_malformed: (found) => `“${found}” is no unified account: it has 10 signs, like 20АК574354.`,
    service_malformed: (found) =>
      `“${found}” is no service identifier: a unified account, a hyphen and 2 digits, like 20АК574354-01.`,
    service_of_other_account: (found) =>
      `Service identifier “${found}” belongs to another unified account. Check both cells.`,
    numbers_of_no_account: (found) => `Only an account can have “${found}”. Give its number.`,
    line_twice: (found) => `“${found}” stands in a line above already. Leave one of them.`,
    building_unknown: (found) => `The organization has no building with code “${found}”. Mend the code.`,
    premises_unknown: (found) => `The building has no premises “${found}”. Mend the number.`,
    account_unknown: (found) => `The organization has no account “${found}”. Mend the number.`,
  },
};

export const identifierFaultSentence = (language: Language, of: RefusedIdentifier): string =>
  IDENTIFIERS[language][of.fault](of.found);

const WORKBOOK: Words<WorkbookFault["fault"]> = {
  ru: {
    no_such_row: (found) => `записи № «${found}» в сообщении нет`,
    row_twice: (found) => `запись № ${found} уже была выше`,
    other_thing: (found) => `«${found}» — не то, что стоит в этой записи сообщения`,
    malformed: (found) => `«${found}» — не такой номер, какой даёт ГИС ЖКХ`,
  },
  en: {
    no_such_row: (found) => `the message has no row “${found}”`,
    row_twice: (found) => `row ${found} stood above already`,
    other_thing: (found) => `“${found}” is not what stands in this row of the message`,
    malformed: (found) => `“${found}” is no number of the sort that GIS ЖКХ gives`,
  },
};

/** "Строка 5, «ЕЛС»: …; Строка 9, …". */
export const workbookFaultsText = (language: Language, faults: readonly WorkbookFault[]): string =>
  faults
    .slice(0, 3)
    .map(
      ({ line, heading, found, fault }) =>
        `${language === "ru" ? "строка" : "line"} ${line}, ${language === "ru" ? `«${heading}»` : `“${heading}”`}: ${WORKBOOK[language][fault](found)}`,
    )
    .join("; ");
