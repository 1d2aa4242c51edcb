import type { OrganizationRefusal, OrganizationRowRefusal, PeriodRefusal } from "#modules/organizations";
import { dayText, monthText, rowsOf, type Words } from "../words.ts";

export const organizationWords: Words<OrganizationRefusal | OrganizationRowRefusal | PeriodRefusal> = {
  "organizations.code_empty": () => "Код организации пуст. Заполните его.",
  "organizations.name_empty": () => "Наименование пусто. Заполните его.",
  "organizations.differs": (r) =>
    `Под этим кодом записано другое: «${r.recorded}», а указано «${r.stated}». Проверьте код.`,
  "organizations.twice_in_rows": () => "Две строки с этим кодом говорят разное. Оставьте одну.",
  "organizations.requisites_malformed": (r) => `Реквизит «${r.stated}» неверной длины. Проверьте цифры.`,
  "organizations.requisites_contradict": (r) =>
    `С ${dayText(r.recordedFrom)} уже записаны другие реквизиты, новые — с ${dayText(r.from)}. Укажите более позднюю дату.`,
  "organizations.center_only": () => "Это делает только расчётный центр. Обратитесь к его оператору.",
  "organizations.rows_refused": (r) =>
    `Ничего не записано: ошибки в строках ${rowsOf(r.rows)}. Исправьте их и повторите.`,
  "organizations.not_found": (r) => `Организация № ${r.organization} не найдена. Проверьте номер.`,
  "organizations.period_closed": (r) =>
    `Месяц ${monthText("ru", r.period)} закрыт. Работайте в открытом месяце.`,
  "organizations.period_still_open": (r) =>
    `Сначала закройте ${monthText("ru", r.open)}: месяцы закрываются по порядку.`,
  "organizations.period_not_next": (r) => `Следующим открывается ${r.expected}.`,
  "organizations.period_not_open": (r) =>
    `Месяц ${monthText("ru", r.period)} не открыт. Откройте его или выберите открытый.`,
};
