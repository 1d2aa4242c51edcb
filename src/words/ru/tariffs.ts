import type { TariffRefusal, TermsRowRefusal, ValueRowRefusal } from "#modules/tariffs";
import { dayText, decimal, rowsOf, type Words } from "../words.ts";

export const tariffWords: Words<TariffRefusal | ValueRowRefusal | TermsRowRefusal> = {
  "tariffs.service_unknown": (r) => `Услуга ${r.service} неизвестна.`,
  "tariffs.value_negative": () => "Значение меньше нуля. Исправьте его.",
  "tariffs.basis_missing": () => "Не назван документ. Укажите, чем установлено.",
  "tariffs.span_empty": (r) =>
    `Действие кончается ${dayText(r.to)}, не позже начала ${dayText(r.from)}. Исправьте даты.`,
  "tariffs.owner_missing": () => "Не сказано, чьё это значение. Заполните код для этого уровня.",
  "tariffs.owner_not_found": () => "Дом или счёт не найден. Сначала внесите его.",
  "tariffs.provider_not_found": (r) => `Поставщик № ${r.provider} не найден. Сначала внесите его.`,
  "tariffs.provider_not_at_this_level": () =>
    "На уровне дома и счёта поставщика не указывают. Очистите ячейку.",
  "tariffs.not_yours": () => "Это значение устанавливает расчётный центр.",
  "tariffs.value_contradicts": (r) =>
    `С ${dayText(r.recordedFrom)} уже записано ${decimal("ru", r.recordedValue)} (${r.recordedBasis}). Укажите, до какого дня действует новое значение, или более позднюю дату; записанное по ошибке исправьте.`,
  "tariffs.method_unknown": (r) => `Способ ${r.method} неизвестен.`,
  "tariffs.terms_contradict": (r) =>
    `С ${dayText(r.recordedFrom)} услуга начисляется иначе, новое действует с ${dayText(r.from)}. Укажите более позднюю дату.`,
  "tariffs.center_only": () => "Справочник услуг меняет только расчётный центр. Обратитесь к его оператору.",
  "tariffs.service_differs": (r) => `Номер или код ${r.service} уже у другой услуги. Выберите другой.`,
  "tariffs.building_not_found": (r) => `Дом № ${r.building} не найден. Проверьте номер дома.`,
  "tariffs.nothing_to_end": (r) =>
    `Своего значения на ${dayText(r.on)} нет: уже действует вышестоящее. Выберите другую дату.`,
  "tariffs.value_begins_later": (r) =>
    `Своё значение начинается ${dayText(r.recordedFrom)}. Укажите день позже него.`,
  "tariffs.reason_missing": () => "Не сказано, почему значение исправляется. Укажите причину.",
  "tariffs.nothing_to_correct": (r) =>
    `С ${dayText(r.from)} своего значения нет: исправлять нечего. Установите новое.`,
  "tariffs.nothing_corrected": () => "Это же значение с этим документом уже записано. Исправьте одно из них.",
  "tariffs.rows_refused": (r) =>
    `Ничего не записано: ошибки в строках ${rowsOf(r.rows)}. Исправьте их и повторите.`,
};
