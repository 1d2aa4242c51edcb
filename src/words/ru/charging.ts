import type { ChargingRefusal, PenaltyRefusal } from "#modules/charging";
import { dayText, monthText, roubles, type Words } from "../words.ts";

export const penaltyRefusalWords: Words<PenaltyRefusal> = {
  "penalties.policy_begun_later": (r) =>
    `С ${dayText(r.from)} или позже уже действует порядок начисления пеней. Выберите более поздний день.`,
  "penalties.rate_known": (r) =>
    `Ключевая ставка с ${dayText(r.from)} уже внесена. Проверьте день: внесённая ставка не переписывается.`,
  "penalties.day_known": (r) =>
    `О дне ${dayText(r.day)} уже записано. Проверьте день: записанное не переписывается.`,
  "penalties.day_as_its_weekday": (r) =>
    `${dayText(r.day)} и без записи ${r.working ? "рабочий день" : "выходной"}. Вносите только дни, которые отличаются от своего дня недели.`,
  "penalties.moratorium_not_found": (r) =>
    `Моратория, который начинается ${dayText(r.from)}, в списке нет. Выберите его из списка.`,
  "penalties.span_empty": (r) =>
    `Последний день ${dayText(r.through)} раньше первого ${dayText(r.from)}. Исправьте даты.`,
  "penalties.cap_begun_later": (r) =>
    `Предельная ставка с ${dayText(r.from)} уже записана. Выберите более поздний день.`,
  "penalties.moratorium_known": (r) =>
    `Мораторий с ${dayText(r.from)} уже записан. Проверьте день: записанное не переписывается.`,
  "penalties.due_day_known": (r) =>
    `Срок оплаты с платы за ${monthText("ru", r.from)} уже записан. Выберите другой месяц.`,
  "penalties.nothing_changes": () => "Это уже так. Предложите то, что меняется.",
  "penalties.proposal_not_found": (r) => `Предложение № ${r.proposal} не найдено. Обновите страницу.`,
  "penalties.proposal_decided": (r) => `О предложении № ${r.proposal} уже решили. Обновите страницу.`,
  "penalties.second_person": () =>
    "Правило утверждает второй человек, не тот, кто его предложил. Попросите коллегу.",
  "penalties.reason_missing": () => "Не сказано, почему предложение отклоняется. Укажите причину.",
  "penalties.account_not_found": (r) => `Лицевой счёт ${r.account} не найден. Проверьте номер по квитанции.`,
  "penalties.days_impossible": (r) =>
    `Последний день ${dayText(r.through)} раньше первого ${dayText(r.from)}. Исправьте дни списания.`,
  "penalties.not_open": (r) =>
    `Для счёта ${r.account} нет открытого месяца: списание учесть негде. Проверьте, кто управляет домом.`,
};

export const chargingRefusalWords: Words<ChargingRefusal> = {
  "charging.run_not_found": (r) => `Расчёт № ${r.run} не найден. Проверьте номер.`,
  "charging.no_open_period": () =>
    "У организации нет открытого месяца. Первый открывается загрузкой данных, следующие — закрытием предыдущего.",
  "charging.period_in_future": (r) =>
    `Месяц ${monthText("ru", r.period)} ещё впереди: открыт ${monthText("ru", r.open)}. Сначала закройте его.`,
  "charging.draft_exists": (r) =>
    `За этот месяц уже есть черновик: расчёт № ${r.run}. Утвердите его или откажитесь от него.`,
  "charging.month_not_charged_yet": (r) =>
    `Месяц ${monthText("ru", r.period)} ещё не начислен целиком: сначала рассчитайте все дома, потом пересчитывайте отдельные.`,
  "charging.no_buildings": (r) =>
    `За ${monthText("ru", r.period)} у организации нет домов в управлении. Проверьте месяц и организацию.`,
  "charging.closed_by_present_manager": (r) =>
    `Среди домов есть переданные другой организации, и она уже закрыла ${monthText("ru", r.period)}: у неё открыт ${monthText("ru", r.open)}. Закройте свой месяц и рассчитайте снова.`,
  "charging.rates_missing": (r) =>
    `Нет действующих тарифов: ${r.services} (домов: ${r.buildings}). Внесите их или запустите расчёт, согласившись на ноль.`,
  "charging.not_calculated": (r) =>
    `Расчёт № ${r.run} не готов: домов ${r.buildingsDone} из ${r.buildings}, с ошибкой ${r.buildingsFailed}. Дождитесь конца или исправьте причину.`,
  "charging.others_not_calculated": (r) =>
    `Расчёт № ${r.run} загружается вместе с другими, которые ещё считаются. Утвердите его, когда они закончатся.`,
  "charging.already_approved": (r) =>
    `Расчёт № ${r.run} уже утверждён. Исправить его можно новым расчётом: он проведёт разницу.`,
  "charging.already_given_up": (r) => `От расчёта № ${r.run} уже отказались. Запустите новый.`,
  "charging.period_closed": (r) =>
    `Месяц ${monthText("ru", r.period)}, в который проводится расчёт, закрыт. Откажитесь от черновика и рассчитайте снова.`,
  "charging.anomalies_open": (r) =>
    `Расчёт № ${r.run} не утверждён: не решены отклонения, которые не дают утвердить (${r.open}). Исправьте их причину или примите каждое с объяснением.`,
  "charging.own_run_above_limit": (r) =>
    `Расчёт № ${r.run} на ${roubles("ru", r.amount)} начали вы, а свой расчёт утверждают не больше чем на ${roubles("ru", r.limit)}. Утвердить его может второй человек: ${r.approvers}.`,
  "charging.not_reviewed": (r) =>
    `Расчёт № ${r.run} ещё не проверяли в расчётном центре: отклонения появятся здесь, когда он его откроет.`,
  "charging.month_not_earlier": (r) =>
    `Расчёт за ${monthText("ru", r.period)} сравнивают с месяцем раньше него, а ${monthText("ru", r.before)} не раньше. Выберите другой месяц.`,
  "charging.note_missing": () => "Напишите, почему так: это прочтёт тот, кто будет проверять расчёт.",
  "charging.blocking_one_by_one": (r) =>
    `Отклонения, которые не дают утвердить расчёт № ${r.run} (${r.open}), решаются по одному, каждое со своим объяснением.`,
  "charging.group_above_limit": (r) =>
    `Вместе эти отклонения меняют ${roubles("ru", r.amount)}, а разом принимают не больше чем на ${roubles("ru", r.limit)}. Примите их частями или по одному.`,
  "charging.building_not_failed": (r) =>
    `Дом № ${r.building} в расчёте № ${r.run} не остановлен ошибкой: повторять нечего.`,
  "charging.limits_begun_later": (r) =>
    `С ${dayText(r.from)} уже есть пороги, которые начинаются в этот день или позже. Выберите более поздний день.`,
};
