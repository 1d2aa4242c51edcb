import type { ChargingRefusal } from "#modules/charging";
import type { Words } from "../words.ts";

export const chargingRefusalWords: Words<ChargingRefusal> = {
  "charging.run_not_found": (r) => `Расчёт № ${r.run} не найден. Проверьте номер.`,
  "charging.no_open_period": () =>
    "У организации нет открытого месяца. Первый открывается загрузкой данных, следующие — закрытием предыдущего.",
  "charging.period_in_future": (r) =>
    `Месяц ${r.period} ещё впереди: открыт ${r.open}. Сначала закройте его.`,
  "charging.draft_exists": (r) =>
    `За этот месяц уже есть черновик: расчёт № ${r.run}. Утвердите его или откажитесь от него.`,
  "charging.no_buildings": (r) =>
    `В ${r.period} у организации нет домов в управлении. Проверьте месяц и организацию.`,
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
    `Месяц ${r.period}, в который проводится расчёт, закрыт. Откажитесь от черновика и рассчитайте снова.`,
};
