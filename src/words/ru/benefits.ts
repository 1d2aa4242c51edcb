import type { BenefitRefusal } from "#modules/benefits";
import { dayText, type Words } from "../words.ts";

export const benefitWords: Words<BenefitRefusal> = {
  "benefits.service_unknown": (r) =>
    `Услуга ${r.service} неизвестна. Коды перечислены в /api/tariffs/services.`,
  "benefits.center_only": () =>
    "Категории и нормы площади задаёт расчётный центр. Обратитесь к его оператору.",
  "benefits.span_empty": (r) => `Конец ${dayText(r.to)} не позже начала ${dayText(r.from)}. Исправьте даты.`,
  "benefits.rule_contradicts": (r) =>
    `На услугу «${r.nameRu}» правило записано с ${dayText(r.from)}. Новое начните позже этого дня.`,
  "benefits.norm_contradicts": (r) =>
    `Норма площади на ${r.persons} чел. записана с ${dayText(r.from)}. Новую начните позже этого дня.`,
  "benefits.document_missing": () => "Документ не назван. Укажите, чем подтверждено право.",
  "benefits.category_unknown": (r) =>
    `Категории ${r.category} нет. Выберите из списка или попросите центр её завести.`,
  "benefits.account_not_found": (r) => `Лицевой счёт ${r.number} не найден. Проверьте номер по квитанции.`,
  "benefits.resident_not_found": (r) => `Жителя № ${r.resident} на счёте нет. Сначала зарегистрируйте его.`,
  "benefits.snils_wrong": () =>
    "СНИЛС написан с ошибкой: контрольные цифры не сходятся. Сверьте его с документом.",
  "benefits.entitled_already": (r) =>
    `Это право у жителя уже есть с ${dayText(r.from)}${r.to ? ` по ${dayText(r.to)}` : ""}. Укажите другие дни.`,
  "benefits.subsidy_term": (r) =>
    `Субсидия даётся на полные месяцы, не больше ${r.months}. Исправьте дни ${dayText(r.from)} — ${dayText(r.to)}.`,
  "benefits.subsidy_not_found": (r) =>
    `Субсидии с ${dayText(r.from)} у счёта нет. Обновите страницу и выберите её снова.`,
  "benefits.subsidy_end_impossible": (r) =>
    `Субсидию с ${dayText(r.from)} можно прекратить с первого числа месяца, раньше ${dayText(r.to)}. Исправьте день.`,
  "benefits.subsidy_granted": (r) =>
    `Субсидия уже назначена с ${dayText(r.from)}${r.to ? ` по ${dayText(r.to)}` : ""}. Укажите другие месяцы.`,
};
