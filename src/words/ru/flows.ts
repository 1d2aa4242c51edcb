import type { ExplainRefusal } from "#flows/explain";
import type { ReceiptRefusal } from "#flows/issue-receipts";
import type { CloseRefusal } from "#flows/month-close";
import type { Words } from "../words.ts";

export const flowWords: Words<CloseRefusal | ExplainRefusal | ReceiptRefusal> = {
  "close.no_open_period": () => "У организации нет открытого месяца: закрывать нечего.",
  "close.not_the_open_period": (r) =>
    `Открыт ${r.open}, а не ${r.period}. Закрывается только открытый месяц.`,
  "close.draft_exists": (r) =>
    `Есть неутверждённый расчёт № ${r.run}. Утвердите его или откажитесь от него, потом закройте месяц.`,
  "close.not_charged": (r) =>
    `За ${r.period} нет утверждённого расчёта. Рассчитайте месяц или закройте его, подтвердив, что начислений нет.`,
  "explain.account_not_found": (r) => `Лицевой счёт ${r.account} не найден. Проверьте номер по квитанции.`,
  "explain.not_charged": (r) => `По счёту ${r.account} за ${r.period} начислений нет.`,
  "explain.service_unknown": (r) =>
    `Услуга ${r.service} неизвестна. Коды перечислены в /api/tariffs/services.`,
  "explain.service_not_charged": (r) => `По услуге ${r.service} за ${r.period} начислений нет.`,
  "receipts.not_charged": (r) =>
    `За ${r.period} нет утверждённого расчёта: печатать нечего. Сначала рассчитайте и утвердите месяц.`,
  "receipts.no_requisites": (r) =>
    `У организации ${r.organization} нет банковских реквизитов на этот месяц. Внесите их.`,
};
