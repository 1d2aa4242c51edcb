import type { AnomalyRow } from "#modules/charging";
import { decimal } from "../words/words.ts";
import type { PreparationItem } from "./run-preparation.ts";

type Language = "ru" | "en";

/** What stands in the way, as a sentence that says what to do. */
export function preparationSentence(language: Language, item: PreparationItem): string {
  const service = item.service?.[language] ?? "";
  const count = item.count ?? 0;
  return (language === "ru" ? PREPARATION_RU : PREPARATION_EN)[item.code]({
    service,
    count,
    run: item.run,
    open: item.open,
  });
}

interface Said {
  readonly service: string;
  readonly count: number;
  readonly run: number | undefined;
  readonly open: string | undefined;
}
type PreparationWords = Readonly<Record<PreparationItem["code"], (of: Said) => string>>;

const PREPARATION_RU: PreparationWords = {
  no_open_period: () =>
    "Нет открытого месяца: первый открывается загрузкой данных, следующие — закрытием предыдущего.",
  earlier_month_open: (of) => `Открыт более ранний месяц ${of.open}: сначала рассчитайте и закройте его.`,
  month_closed: (of) => `Месяц закрыт: новый расчёт проведёт разницу перерасчётом в ${of.open}.`,
  charged_already: (of) => `Уже начислено расчётом № ${of.run}: новый проведёт только разницу с ним.`,
  draft_exists: (of) => `Есть неутверждённый расчёт № ${of.run}: утвердите его или откажитесь от него.`,
  no_buildings: () => "В этом месяце нет домов в управлении.",
  rate_missing: (of) =>
    `Нет тарифа: ${of.service}. Домов: ${of.count}. Без тарифа услуга не будет начислена.`,
  norm_missing: (of) =>
    `Нет норматива: ${of.service}. Домов: ${of.count}. Где он нужен, объём будет нулевым.`,
  building_readings_missing: (of) =>
    `Общедомовых приборов без показаний за месяц: ${of.count}. Общие объёмы будут посчитаны по нормативу.`,
  readings_missing: (of) =>
    `Приборов без показаний за месяц: ${of.count}. По ним начислят среднее, потом норматив.`,
};

const PREPARATION_EN: PreparationWords = {
  no_open_period: () =>
    "No month is open: the first one is opened by loading data, the next ones by closing.",
  earlier_month_open: (of) => `An earlier month, ${of.open}, is open: charge and close it first.`,
  month_closed: (of) =>
    `The month is closed: another run books the difference as a recalculation in ${of.open}.`,
  charged_already: (of) => `Run No ${of.run} has charged it: another one books only the difference from it.`,
  draft_exists: (of) => `Run No ${of.run} is not decided: approve it or discard it.`,
  no_buildings: () => "No building is managed in this month.",
  rate_missing: (of) =>
    `No rate: ${of.service}. Buildings: ${of.count}. Without a rate nothing is charged for it.`,
  norm_missing: (of) =>
    `No norm: ${of.service}. Buildings: ${of.count}. Where it is needed, the volume will be zero.`,
  building_readings_missing: (of) =>
    `Meters of buildings without a reading in this month: ${of.count}. Common volumes are counted by norm.`,
  readings_missing: (of) =>
    `Meters without a reading in this month: ${of.count}. They are charged by average, later by norm.`,
};

/** What is seen in an anomaly and what it may come from: the volume, the rate, the people. */
export function anomalySentence(language: Language, row: AnomalyRow): string {
  const { data } = row;
  const number = (name: string): string => decimal(language, data[name] ?? "0").replace("-", "\u2212");
  const isRussian = language === "ru";
  switch (row.rule) {
    case "rate_gap":
      return isRussian
        ? "Нет действующего тарифа: не начислено ничего."
        : "No rate is in force: nothing is charged.";
    case "norm_gap":
      return isRussian
        ? "Нет действующего норматива: объём посчитан нулевым."
        : "No norm is in force: the volume is counted as zero.";
    case "double_service":
      return isRussian
        ? `Одна услуга начислена в пользу нескольких поставщиков (${data["providers"]}).`
        : `One service is charged for several providers (${data["providers"]}).`;
    case "missing_reading": {
      const month = data["month"] ?? "1";
      if (data["by"] === "norm")
        return isRussian ? `Нет показания: начислено по нормативу.` : `No reading: charged by norm.`;
      return isRussian
        ? `Нет показания: среднее, месяц ${month} из 3.`
        : `No reading: by average, month ${month} of 3.`;
    }
    case "common_over_norm":
      return isRussian
        ? `Общий объём ${number("volume")} больше норматива ${number("norm")}.`
        : `The common volume ${number("volume")} is over the norm ${number("norm")}.`;
    case "common_negative":
      return isRussian
        ? "Общий объём меньше нуля: в квартирах израсходовано больше, чем показал прибор дома."
        : "The common volume is below zero: flats used more than the building's meter showed.";
    case "composition":
      return compositionSentence(language, data, number);
    case "first_charge":
    case "zero_after_charges":
      if (data["accounts"] !== undefined) {
        const accounts = data["accounts"];
        if (row.rule === "first_charge")
          return isRussian
            ? `Услуга начислена всему дому впервые после перерыва, счетов: ${accounts}.`
            : `The service is charged to the whole building, ${accounts} accounts, and was not last month.`;
        return isRussian
          ? `Услуга не начислена всему дому, счетов: ${accounts}.`
          : `The service is no longer charged to the building, ${accounts} accounts.`;
      }
      return row.rule === "first_charge"
        ? isRussian
          ? "В прошлом месяце услуга не начислялась."
          : "The service was not charged last month."
        : isRussian
          ? "Начислений нет, а в прошлом месяце были."
          : "Nothing is charged, and last month something was.";
    case "negative":
    case "jump":
      if (data["accounts"] !== undefined)
        return isRussian
          ? `Изменилось у всего дома, счетов: ${data["accounts"]}. Счета, которые изменились иначе, показаны отдельно.`
          : `It changed for the whole building, ${data["accounts"]} accounts. Accounts that changed otherwise are shown apart.`;
      return changeSentence(language, data, number);
  }
}

function compositionSentence(
  language: Language,
  data: Readonly<Record<string, string>>,
  number: (name: string) => string,
): string {
  const isRussian = language === "ru";
  const parts: string[] = [];
  if (data["area"] !== undefined)
    parts.push(
      isRussian
        ? `площадь ${number("areaWas")} → ${number("area")} м²`
        : `area ${number("areaWas")} → ${number("area")} m²`,
    );
  if (Number(data["movedIn"]) > 0)
    parts.push(isRussian ? `въехали: ${data["movedIn"]}` : `moved in: ${data["movedIn"]}`);
  if (Number(data["movedOut"]) > 0)
    parts.push(isRussian ? `выбыли: ${data["movedOut"]}` : `moved out: ${data["movedOut"]}`);
  return `${isRussian ? "В течение месяца: " : "Within the month: "}${parts.join(", ")}.`;
}

function changeSentence(
  language: Language,
  data: Readonly<Record<string, string>>,
  number: (name: string) => string,
): string {
  const isRussian = language === "ru";
  const parts: string[] = [];
  if (data["volume"] !== data["volumeWas"])
    parts.push(
      isRussian
        ? `объём ${number("volumeWas")} → ${number("volume")}`
        : `volume ${number("volumeWas")} → ${number("volume")}`,
    );
  if (data["rate"] !== data["rateWas"])
    parts.push(
      isRussian
        ? `тариф ${number("rateWas")} → ${number("rate")}`
        : `rate ${number("rateWas")} → ${number("rate")}`,
    );
  if (parts.length === 0)
    return isRussian
      ? "Объём и тариф те же: изменился состав строк."
      : "Volume and rate are the same: the lines differ.";
  const text = parts.join(", ");
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
