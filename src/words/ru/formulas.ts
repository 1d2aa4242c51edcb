import { type FormulaRefusal, faultSentence, type MethodRefusal } from "#modules/formulas";
import { dayText, decimal, roubles, type Words } from "../words.ts";

export const formulaWords: Words<FormulaRefusal | MethodRefusal> = {
  "formulas.center_only": () => "Формулы пишет расчётный центр. Обратитесь к его оператору.",
  "formulas.not_found": (r) => `Формулы ${r.formula} нет. Проверьте её код.`,
  "formulas.version_not_found": (r) => `У формулы ${r.formula} нет версии ${r.version}. Проверьте номер.`,
  "formulas.text_faulty": (r) =>
    `${r.faults[0] ? faultSentence(r.faults[0], "ru") : "Формулу не удалось прочитать."} Ничего не сохранено.`,
  "formulas.case_impossible": (r) =>
    `В примере «${r.name}» значение ${r.input} формуле не нужно или не может быть таким. Исправьте пример.`,
  "formulas.cases_missing": (r) =>
    `У формулы ${r.formula}, версия ${r.version}, нет примеров. Запишите версию хотя бы с одним.`,
  "formulas.cases_fail": (r) =>
    `Примеры не сходятся: ${r.cases.map((one) => `«${one.name}» даёт ${valueText(one.found, one.gives)}, а не ${valueText(one.expected, one.gives)}`).join("; ")}. Исправьте формулу или примеры.`,
  "formulas.second_person": (r) =>
    `Версию ${r.version} формулы ${r.formula} написали вы. Утверждает её второй человек.`,
  "formulas.already_approved": (r) =>
    `Версия ${r.version} формулы ${r.formula} уже утверждена. Её можно выбрать в способах расчёта.`,
  "formulas.already_retired": (r) =>
    `Версия ${r.version} формулы ${r.formula} выведена из употребления. Запишите новую версию.`,
  "formulas.service_unknown": (r) => `Услуга ${r.service} неизвестна. Выберите её из списка.`,
  "formulas.owner_missing": () => "Не сказано, чьё это решение. Укажите организацию, дом или лицевой счёт.",
  "formulas.owner_not_found": () => "Организация, дом или лицевой счёт не найдены. Проверьте номер.",
  "formulas.basis_missing": () => "Не назван документ. Укажите, чем установлен способ расчёта.",
  "formulas.span_empty": (r) =>
    `Окончание ${dayText(r.to)} не позже начала ${dayText(r.from)}. Исправьте даты.`,
  "formulas.not_approved": (r) =>
    `Версия ${r.version} формулы ${r.formula} не утверждена или выведена из употребления. Выберите утверждённую.`,
  "formulas.method_unknown": (r) => `Способ ${r.method} неизвестен. Выберите из списка.`,
  "formulas.unit_differs": (r) =>
    `Формула ${r.formula} написана для услуг в ${r.unit}, а ${r.service} — в ${r.serviceUnit}. Выберите другую формулу.`,
  "formulas.choice_unsuitable": (r) =>
    `У услуги ${r.service} нет приборов: объём по нормативу и непереданные показания к ней не относятся. Оставьте как по закону.`,
  "formulas.method_contradicts": (r) =>
    `С ${dayText(r.recordedFrom)} уже записано другое решение; новое — с ${dayText(r.from)}. Укажите, до какого дня оно действует, или более поздний день.`,
  "formulas.nothing_to_end": (r) =>
    `До ${dayText(r.on)} своего решения нет: уже действует вышестоящее. Выберите другой день.`,
};

const valueText = (value: string, gives: "money" | "volume"): string =>
  gives === "money" ? roubles("ru", value) : decimal("ru", value);
