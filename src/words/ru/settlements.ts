import type { OrderRefusal, SettlementRefusal, TermsRefusal } from "#modules/settlements";
import { dayText, type Words } from "../words.ts";

const STATES = {
  drafted: "составлено",
  approved: "утверждено",
  sent: "отправлено",
  confirmed: "исполнено",
  rejected: "отклонено банком",
  returned: "возвращено банком",
  withdrawn: "отозвано",
} as const;

export const settlementWords: Words<TermsRefusal | SettlementRefusal | OrderRefusal> = {
  "settlements.center_only": () =>
    "Расчёты с поставщиками ведёт расчётный центр. Обратитесь к его бухгалтеру.",
  "settlements.organization_not_found": (r) =>
    `Организации № ${r.organization} нет. Выберите её из списка или сначала зарегистрируйте.`,
  "settlements.contract_missing": () => "Укажите номер договора: он войдёт в назначение платежа.",
  "settlements.basis_missing": () => "Укажите документ, по которому действуют эти условия.",
  "settlements.percent_impossible": () => "Процент бывает от 0 до 100. Исправьте его.",
  "settlements.limits_impossible": () =>
    "Наибольшая сумма комиссии меньше наименьшей или сумма отрицательна. Исправьте пределы.",
  "settlements.tiers_impossible": () =>
    "Ступени начинаются с нуля и идут по возрастанию. Исправьте их начала.",
  "settlements.day_impossible": (r) => `День перечисления бывает от 1 до ${r.last}. Исправьте его.`,
  "settlements.terms_contradict": (r) =>
    `С ${dayText(r.recordedFrom)} уже записаны другие условия. Укажите день после ${dayText(r.recordedFrom)}.`,
  "settlements.day_to_come": (r) =>
    `День ${dayText(r.through)} ещё не наступил: сегодня ${dayText(r.today)}. Укажите день не позже.`,
  "settlements.not_found": (r) => `Расчёта № ${r.settlement} нет. Откройте его из списка.`,
  "settlements.approved_already": (r) =>
    `Расчёт № ${r.settlement} уже утверждён. Новые платежи и возвраты войдут в следующий.`,
  "settlements.person_needed": () =>
    "Поручения составляют и утверждают сотрудники центра под своими именами. Войдите под своим именем.",
  "settlements.second_person_needed": () =>
    "Это поручение составили вы. Его утверждает другой сотрудник: попросите его.",
  "settlements.no_center": () =>
    "В справочнике нет расчётного центра, от которого платить. Зарегистрируйте его с расчётным счётом.",
  "settlements.no_account": (r) =>
    `У организации «${r.organization}» нет действующего расчётного счёта. Внесите реквизиты и повторите.`,
  "settlements.no_orders": () => "Не выбрано ни одного поручения. Отметьте утверждённые.",
  "settlements.order_not_found": (r) => `Поручения № ${r.order} нет. Обновите список.`,
  "settlements.order_not_ready": (r) =>
    `Поручение уже в состоянии «${STATES[r.state]}», перевести его в «${STATES[r.step]}» нельзя. Обновите список.`,
  "settlements.document_missing": () =>
    "Укажите документ банка или причину: она останется рядом с поручением.",
  "settlements.file_not_found": (r) => `Файла поручений № ${r.file} нет. Откройте его из списка.`,
};
