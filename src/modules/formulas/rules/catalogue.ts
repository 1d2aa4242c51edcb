import type { Unit } from "#core/units";
import { type Dimension, dimensionOf, per, PLAIN } from "./dimension.ts";

/** What is known of a number before any facts: a divisor must be `positive`. */
export type Sign = "positive" | "nonnegative" | "any";

/** What a formula may ask for. The code is what is kept and explained; either name may be written. */
export interface Input {
  readonly code: string;
  readonly nameRu: string;
  readonly descriptionRu: string;
  readonly descriptionEn: string;
  readonly kind: "number" | "yes_no";
  /** In a service charged by this unit. */
  readonly dimension: (unit: Unit) => Dimension;
  readonly sign: Sign;
}

const input = (
  code: string,
  nameRu: string,
  dimension: Input["dimension"],
  sign: Sign,
  descriptionRu: string,
  descriptionEn: string,
): Input => ({ code, nameRu, descriptionRu, descriptionEn, kind: "number", dimension, sign });

const yesNo = (code: string, nameRu: string, descriptionRu: string, descriptionEn: string): Input => ({
  code,
  nameRu,
  descriptionRu,
  descriptionEn,
  kind: "yes_no",
  dimension: plain,
  sign: "any",
});

const volume = (unit: Unit): Dimension => dimensionOf(unit);
const price = (unit: Unit): Dimension => per("rub", unit);
const squareMetres = (): Dimension => dimensionOf("m2");
const days = (): Dimension => dimensionOf("day");
const plain = (): Dimension => PLAIN;

/**
 * Everything a formula may ask for. A formula is worked out for each account and each part of the month in which its
 * rates stay the same: in the ordinary month once. What is of an account and its days (volume, area, persons, points)
 * counts its share and the days of the part only, so that the parts of a month add up to it.
 */
export const CATALOGUE: readonly Input[] = [
  input(
    "volume",
    "объём",
    volume,
    "any",
    "Объём услуги за месяц, найденный способом начисления.",
    "The month's volume of the service, as the method finds it.",
  ),
  input(
    "volume_metered",
    "объём_по_прибору",
    volume,
    "any",
    "Часть объёма, найденная по прибору учёта.",
    "What of the volume was found by a meter.",
  ),
  input(
    "volume_average",
    "объём_по_среднему",
    volume,
    "any",
    "Часть объёма, найденная по среднемесячному.",
    "What of the volume was found by the average month.",
  ),
  input(
    "volume_norm",
    "объём_по_нормативу",
    volume,
    "any",
    "Часть объёма, найденная по нормативу.",
    "What of the volume was found by the norm.",
  ),
  input("volume_day", "объём_день", volume, "any", "Объём дневной зоны.", "The volume of the day zone."),
  input("volume_night", "объём_ночь", volume, "any", "Объём ночной зоны.", "The volume of the night zone."),
  input("volume_peak", "объём_пик", volume, "any", "Объём пиковой зоны.", "The volume of the peak zone."),
  input(
    "rate",
    "тариф",
    price,
    "nonnegative",
    "Тариф услуги; при диапазонах потребления — первого диапазона.",
    "The service's rate; of ranges of consumption, that of the first.",
  ),
  input("rate_day", "тариф_день", price, "nonnegative", "Тариф дневной зоны.", "The rate of the day zone."),
  input(
    "rate_night",
    "тариф_ночь",
    price,
    "nonnegative",
    "Тариф ночной зоны.",
    "The rate of the night zone.",
  ),
  input("rate_peak", "тариф_пик", price, "nonnegative", "Тариф пиковой зоны.", "The rate of the peak zone."),
  input(
    "area",
    "площадь",
    squareMetres,
    "nonnegative",
    "Площадь помещения с учётом доли и дней лицевого счёта.",
    "The area of the premises, by the account's share and days.",
  ),
  input(
    "premises_area",
    "площадь_помещения",
    squareMetres,
    "nonnegative",
    "Площадь всего помещения, без доли и дней.",
    "The area of the whole premises, without share and days.",
  ),
  input(
    "building_area",
    "площадь_дома",
    squareMetres,
    "nonnegative",
    "Площадь всех помещений дома.",
    "The area of all premises of the building.",
  ),
  input(
    "common_area",
    "площадь_общего_имущества",
    squareMetres,
    "nonnegative",
    "Площадь помещений общего имущества.",
    "The area of the building's common property.",
  ),
  input(
    "persons",
    "жители",
    () => dimensionOf("person"),
    "nonnegative",
    "Число жителей с учётом дней; где никто не зарегистрирован — собственников.",
    "Persons by days; owners where nobody is registered.",
  ),
  input(
    "points",
    "точки",
    () => dimensionOf("point"),
    "nonnegative",
    "Одно помещение с учётом доли и дней: за целый месяц — 1.",
    "One premises by share and days: 1 for a whole month.",
  ),
  input("rooms", "комнаты", plain, "nonnegative", "Число комнат.", "Number of rooms."),
  input(
    "share",
    "доля",
    plain,
    "nonnegative",
    "Доля лицевого счёта в помещении с учётом дней.",
    "The account's share of the premises, by days.",
  ),
  input(
    "days",
    "дни",
    days,
    "positive",
    "Дней лицевого счёта в этой части месяца.",
    "The account's days in this part of the month.",
  ),
  input("days_in_month", "дни_месяца", days, "positive", "Дней в месяце.", "Days of the month."),
  input("month", "месяц", plain, "positive", "Номер месяца, 1–12.", "Number of the month, 1 to 12."),
  input(
    "norm",
    "норматив",
    (unit) => per(unit, "person"),
    "nonnegative",
    "Норматив потребления на человека в месяц.",
    "The norm of consumption of a person in a month.",
  ),
  input(
    "norm_area",
    "норматив_на_площадь",
    (unit) => per(unit, "m2"),
    "nonnegative",
    "Норматив на квадратный метр.",
    "The norm of a square metre.",
  ),
  input(
    "norm_year",
    "норматив_в_год",
    (unit) => per(unit, "person"),
    "nonnegative",
    "Норматив на человека в год.",
    "The norm of a person in a year.",
  ),
  input(
    "norm_common",
    "норматив_общих_нужд",
    (unit) => per(unit, "m2"),
    "nonnegative",
    "Норматив на квадратный метр общего имущества.",
    "The norm of a square metre of common property.",
  ),
  input(
    "multiplier",
    "коэффициент",
    plain,
    "nonnegative",
    "Повышающий коэффициент.",
    "The multiplier for want of a meter.",
  ),
  input(
    "heat_per_m3",
    "тепло_на_м3",
    () => per("Gcal", "m3"),
    "nonnegative",
    "Тепло на подогрев 1 м³ воды.",
    "Heat spent on one m³ of hot water.",
  ),
  yesNo(
    "has_meter",
    "есть_прибор",
    "У помещения есть прибор учёта этого ресурса.",
    "The premises have a meter of this resource.",
  ),
  yesNo("non_residential", "нежилое", "Помещение нежилое.", "The premises are not a dwelling."),
  yesNo(
    "electric_stove",
    "электроплита",
    "В помещении электроплита.",
    "The premises have an electric stove.",
  ),
  yesNo("municipal", "муниципальное", "Помещение муниципальное.", "The premises are municipal."),
];

/** Where the charge run takes an input from. */
export type InputSource = "volume" | "value" | "premises" | "building" | "account" | "calendar";

const SOURCES: Readonly<Record<Exclude<InputSource, "value">, readonly string[]>> = {
  volume: CATALOGUE.map(({ code }) => code).filter((code) => code.startsWith("volume")),
  premises: ["premises_area", "rooms", "has_meter", "non_residential", "electric_stove", "municipal"],
  building: ["building_area", "common_area"],
  account: ["area", "persons", "points", "share", "days"],
  calendar: ["days_in_month", "month"],
};

export const sourceOfInput = (code: string): InputSource =>
  (Object.keys(SOURCES) as (keyof typeof SOURCES)[]).find((source) => SOURCES[source].includes(code)) ??
  "value";

const BY_NAME: ReadonlyMap<string, Input> = new Map(
  CATALOGUE.flatMap((of) => [
    [of.code, of],
    [of.nameRu, of],
  ]),
);

/** An input by either of its names, in letters of any size. */
export const inputNamed = (name: string): Input | undefined => BY_NAME.get(name.toLowerCase());

/** The name most like a word that is none, if any is near enough to be meant. */
export function nearestName(word: string): string | undefined {
  const written = word.toLowerCase();
  let best: string | undefined;
  let bestDistance = Math.max(1, Math.floor(written.length / 2)) + 1;
  for (const name of BY_NAME.keys()) {
    const distance = distanceBetween(written, name);
    if (distance < bestDistance) [best, bestDistance] = [name, distance];
  }
  return best;
}

/** Letters to change, add or leave out to make one word of the other. */
function distanceBetween(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const below = [i];
    for (let j = 1; j <= b.length; j++)
      below.push(
        Math.min(
          (row[j] ?? 0) + 1,
          (below[j - 1] ?? 0) + 1,
          (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1),
        ),
      );
    row = below;
  }
  return row[b.length] ?? 0;
}
