import { METHODS } from "#modules/tariffs";
import { choice, date, millionths, money, month, text, whole } from "./cells.ts";
import type { ValueRow } from "./rows.ts";
import {
  SERVICE_CHOICES,
  METHOD_WORDS,
  PARAMETER_WORDS,
  worded,
  code,
  building,
  fromDay,
  toDay,
  service,
  provider,
  ACCOUNT,
  account,
} from "./template-columns.ts";
import { must, may, or, same, reversed, datesProblem, type Sheet } from "./template-model.ts";

export const BUILDING_SERVICES: Sheet<"services"> = {
  name: "services",
  ru: "Услуги домов",
  en: "Building services",
  finish: (row) => (reversed(row.from, row.to) ? datesProblem("to", row.from, row.to ?? "") : same(row)),
  columns: {
    building: must(code, building),
    service: must(choice(SERVICE_CHOICES), service),
    provider: must(code, provider),
    method: must(
      choice(
        METHODS.map((value) => ({
          value,
          ru: [METHOD_WORDS[value][0]] as const,
          en: [METHOD_WORDS[value][1]] as const,
        })),
      ),
      ["Способ начисления", "Method", "по прибору или нормативу", "", ""],
    ),
    account: may(ACCOUNT, [
      "Лицевой счёт",
      "Account",
      "",
      "Пусто: для всего дома",
      "Empty: for the whole building",
    ]),
    from: must(date, fromDay),
    to: may(date, toDay),
  },
};

export const VALUES: Sheet<"values"> = {
  name: "values",
  ru: "Тарифы и нормативы",
  en: "Tariffs and norms",
  finish: (row) => {
    if (reversed(row.from, row.to)) return datesProblem("to", row.from, row.to ?? "");
    const missing = missingOwner(row);
    return missing ? { column: missing, value: "", problem: { code: "value-missing", data: {} } } : same(row);
  },
  columns: {
    level: must(
      choice([
        { value: "city", ru: ["город"], en: ["city"] },
        { value: "organization", ru: ["организация"], en: ["organization"] },
        { value: "building", ru: ["дом"], en: ["building"] },
        { value: "account", ru: ["лицевой счёт"], en: ["account"] },
      ]),
      [
        "Уровень",
        "Level",
        "город",
        "Чьё это значение: более частное сильнее",
        "Whose value it is: the more particular one wins",
      ],
    ),
    organization: may(code, [
      "Код организации",
      "Organization code",
      "",
      "Для уровня «организация»",
      "For level organization",
    ]),
    building: may(code, [
      "Код дома",
      "Building code",
      "",
      "Для уровней «дом» и «лицевой счёт»",
      "For levels building and account",
    ]),
    account: may(ACCOUNT, ["Лицевой счёт", "Account", "", "Для уровня «лицевой счёт»", "For level account"]),
    provider: may(code, [
      "Код поставщика",
      "Provider code",
      "",
      "Если значение только для этого поставщика",
      "If the value is this provider's own",
    ]),
    service: must(choice(SERVICE_CHOICES), service),
    parameter: must(choice(worded(PARAMETER_WORDS)), ["Показатель", "Parameter", "тариф", "", ""]),
    variant: or("", text(60), [
      "Вариант",
      "Variant",
      "",
      "Степень благоустройства или «комнаты×люди»; пусто = обычный",
      "Improvement degree or rooms×persons; empty = ordinary",
    ]),
    zone: or("0", whole(0, 3), [
      "Зона суток",
      "Zone",
      "0",
      "0 сутки, 1 день, 2 ночь, 3 пик; пусто = 0",
      "0 whole day, 1 day, 2 night, 3 peak; empty = 0",
    ]),
    rangeFrom: or("0", millionths(0n, 999_999_999n), [
      "Сверх объёма",
      "Above volume",
      "0",
      "Начало диапазона месячного потребления; пусто = 0",
      "Where the range of monthly consumption begins; empty = 0",
    ]),
    from: must(date, fromDay),
    to: may(date, toDay),
    value: must(millionths(0n, 999_999_999n), [
      "Значение",
      "Value",
      "48,32",
      "Рубли за единицу или количество",
      "Roubles for a unit, or a quantity",
    ]),
    basis: must(text(), [
      "Документ",
      "Basis",
      "Постановление № 74/3 от 18.12.2025",
      "Чем установлено",
      "What set it",
    ]),
  },
};

export const BALANCES: Sheet<"balances"> = {
  name: "balances",
  ru: "Начальные остатки",
  en: "Opening balances",
  finish: (row) => same(row),
  columns: {
    building: must(code, building),
    account: must(ACCOUNT, account),
    service: must(choice(SERVICE_CHOICES), service),
    provider: must(code, provider),
    period: must(month, [
      "За месяц",
      "For the month",
      "10.2026",
      "За какой месяц долг",
      "The month that the debt is for",
    ]),
    amount: must(money, [
      "Остаток, ₽",
      "Balance, ₽",
      "1500,25",
      "Долг больше нуля, переплата меньше",
      "A debt is positive, an overpayment negative",
    ]),
  },
};

/** The column that a value's level needs and that is empty. */
function missingOwner(row: ValueRow): "organization" | "building" | "account" | undefined {
  if (row.level === "organization" && row.organization === undefined) return "organization";
  if ((row.level === "building" || row.level === "account") && row.building === undefined) return "building";
  return row.level === "account" && row.account === undefined ? "account" : undefined;
}
