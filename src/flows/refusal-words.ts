import { type FileRefusal, fileRefusalSentence } from "#modules/gateways";
import { monthText, type Words } from "../words/words.ts";
import type { RegisterRefusal } from "./benefit-register.ts";
import type { ExplainRefusal } from "./explain.ts";
import type { ImportFileRefusal } from "./import-routes.ts";
import type { ReceiptRefusal } from "./issue-receipts.ts";
import type { CloseRefusal } from "./month-close.ts";
import type { WhatIfRefusal } from "./what-if.ts";

/** What the flows themselves refuse; what the rooms refuse has its sentences in `words/`. */
export type FlowRefusal =
  | CloseRefusal
  | ExplainRefusal
  | ReceiptRefusal
  | ImportFileRefusal
  | FileRefusal
  | RegisterRefusal
  | WhatIfRefusal;

const ru: Words<FlowRefusal> = {
  "import.file_not_found": (r) => `Файл ${r.file} не загружен или уже удалён. Загрузите его снова.`,
  "import.file_too_large": (r) => fileRefusalSentence("ru", r),
  "import.unpacked_too_large": (r) => fileRefusalSentence("ru", r),
  "import.too_many_rows": (r) => fileRefusalSentence("ru", r),
  "import.not_a_table": (r) => fileRefusalSentence("ru", r),
  "import.unknown_sheet": (r) => fileRefusalSentence("ru", r),
  "import.missing_columns": (r) => fileRefusalSentence("ru", r),
  "import.repeated_column": (r) => fileRefusalSentence("ru", r),
  "import.encoding": (r) => fileRefusalSentence("ru", r),
  "register.organization_not_found": (r) => `Организации № ${r.organization} нет. Выберите её из списка.`,
  "what_if.no_buildings": (r) =>
    `За ${monthText("ru", r.period)} здесь нет домов в управлении: пробовать не на чем. Выберите другой месяц или другой охват.`,
  "what_if.no_result": (r) =>
    `У задания № ${r.job} нет результата пробы. Дождитесь её конца или запустите пробу снова.`,
  "what_if.formula_not_saved": () =>
    "Текст формулы не сохранён. Запишите её, дайте утвердить второму человеку и примените.",
  "close.no_open_period": () => "У организации нет открытого месяца: закрывать нечего.",
  "close.not_the_open_period": (r) =>
    `Открыт ${monthText("ru", r.open)}, а не ${monthText("ru", r.period)}. Закрывается только открытый месяц.`,
  "close.draft_exists": (r) =>
    `Есть неутверждённый расчёт № ${r.run}. Утвердите его или откажитесь от него, потом закройте месяц.`,
  "close.not_charged": (r) =>
    `За ${monthText("ru", r.period)} нет утверждённого расчёта. Рассчитайте месяц или закройте его, подтвердив, что начислений нет.`,
  "explain.account_not_found": (r) => `Лицевой счёт ${r.account} не найден. Проверьте номер по квитанции.`,
  "explain.not_charged": (r) => `По счёту ${r.account} за ${monthText("ru", r.period)} начислений нет.`,
  "explain.service_unknown": (r) =>
    `Услуга ${r.service} неизвестна. Коды перечислены в /api/tariffs/services.`,
  "explain.service_not_charged": (r) =>
    `По услуге ${r.service} за ${monthText("ru", r.period)} начислений нет.`,
  "receipts.not_charged": (r) =>
    `За ${monthText("ru", r.period)} нет утверждённого расчёта: печатать нечего. Сначала рассчитайте и утвердите месяц.`,
  "receipts.no_requisites": (r) =>
    `У организации ${r.organization} нет банковских реквизитов на этот месяц. Внесите их.`,
};

const en: Words<FlowRefusal> = {
  "import.file_not_found": (r) => `File ${r.file} is not uploaded, or was removed. Upload it again.`,
  "import.file_too_large": (r) => fileRefusalSentence("en", r),
  "import.unpacked_too_large": (r) => fileRefusalSentence("en", r),
  "import.too_many_rows": (r) => fileRefusalSentence("en", r),
  "import.not_a_table": (r) => fileRefusalSentence("en", r),
  "import.unknown_sheet": (r) => fileRefusalSentence("en", r),
  "import.missing_columns": (r) => fileRefusalSentence("en", r),
  "import.repeated_column": (r) => fileRefusalSentence("en", r),
  "import.encoding": (r) => fileRefusalSentence("en", r),
  "register.organization_not_found": (r) =>
    `There is no organization ${r.organization}. Choose one of the list.`,
  "what_if.no_buildings": (r) =>
    `Nothing is managed here in ${monthText("en", r.period)}: there is nothing to try it on. Choose another month or scope.`,
  "what_if.no_result": (r) =>
    `Job No ${r.job} has no result of a trial. Wait until it is done, or try the change again.`,
  "what_if.formula_not_saved": () =>
    "The formula's text is not saved. Write it, have a second person approve it, then apply it.",
  "close.no_open_period": () => "The organization has no open month: there is nothing to close.",
  "close.not_the_open_period": (r) =>
    `${monthText("en", r.open)} is open, not ${monthText("en", r.period)}. Only the open month can be closed.`,
  "close.draft_exists": (r) => `Run No ${r.run} is not decided. Approve or discard it, then close the month.`,
  "close.not_charged": (r) =>
    `${monthText("en", r.period)} has no approved run. Charge the month, or close it stating that nothing is charged.`,
  "explain.account_not_found": (r) =>
    `There is no account ${r.account} in your sight. Check the number on the receipt.`,
  "explain.not_charged": (r) =>
    `Nothing is charged to account ${r.account} for ${monthText("en", r.period)}.`,
  "explain.service_unknown": (r) =>
    `There is no service ${r.service}. /api/tariffs/services lists the codes.`,
  "explain.service_not_charged": (r) =>
    `Nothing is charged for ${r.service} in ${monthText("en", r.period)}.`,
  "receipts.not_charged": (r) =>
    `${monthText("en", r.period)} has no approved run: there is nothing to print. Charge and approve the month first.`,
  "receipts.no_requisites": (r) =>
    `${r.organization} has no bank account in this month. Enter its requisites first.`,
};

export const flowWords: Readonly<Record<"ru" | "en", Words<FlowRefusal>>> = { ru, en };
