import { type FormulaRefusal, faultSentence } from "#modules/formulas";
import { decimal, roubles, type Words } from "../words.ts";

export const formulaWords: Words<FormulaRefusal> = {
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
  "formulas.already_approved": (r) => `Версия ${r.version} формулы ${r.formula} уже утверждена.`,
  "formulas.already_retired": (r) =>
    `Версия ${r.version} формулы ${r.formula} выведена из употребления. Запишите новую версию.`,
};

const valueText = (value: string, gives: "money" | "volume"): string =>
  gives === "money" ? roubles("ru", value) : decimal("ru", value);
