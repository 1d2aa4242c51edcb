import { choice, date, digits, share, text, whole } from "./cells.ts";
import { code, building, fromDay, ACCOUNT, account } from "./template-columns.ts";
import { must, may, or, same, reversed, datesProblem, type Sheet } from "./template-model.ts";

export const ACCOUNTS: Sheet<"accounts"> = {
  name: "accounts",
  ru: "Лицевые счета",
  en: "Accounts",
  finish: ({ share: part, ...row }) =>
    reversed(row.opened, row.closed)
      ? datesProblem("closed", row.opened, row.closed ?? "")
      : { row: { ...row, shareNumerator: part.numerator, shareDenominator: part.denominator } },
  columns: {
    building: must(code, building),
    premises: must(text(20), [
      "Номер помещения",
      "Premises number",
      "12",
      "С листа «Помещения»",
      "Of the sheet Premises",
    ]),
    number: must(ACCOUNT, account),
    opened: must(date, ["Открыт", "Opened", "01.03.2019", "", ""]),
    closed: may(date, [
      "Закрыт",
      "Closed",
      "",
      "Первый день, когда счёт уже не действует",
      "The first day it is no longer the account's",
    ]),
    unifiedAccountId: may(
      text(10, { is: /^[0-9A-Za-zА-Яа-я]{10}$/u, ru: "нужно 10 знаков", en: "10 characters are wanted" }),
      ["ЕЛС", "Unified account", "20АК574354", "10 знаков ГИС ЖКХ", "10 characters of the state system"],
    ),
    gisServiceId: may(
      text(13, {
        is: /^[0-9A-Za-zА-Яа-я]{10}-\d{2}$/u,
        ru: "нужно 13 знаков",
        en: "13 characters are wanted",
      }),
      ["ИЖКУ", "Service id", "20АК574354-01", "13 знаков ГИС ЖКХ", "13 characters of the state system"],
    ),
    from: must(date, fromDay),
    share: or("1", share, [
      "Доля",
      "Share",
      "1/2",
      "Доля в оплате помещения; пусто = 1",
      "Share of the premises' charges; empty = 1",
    ]),
    owners: must(whole(0, 999), [
      "Собственников",
      "Owners",
      "2",
      "Считаются, если никто не зарегистрирован",
      "Counted where nobody is registered",
    ]),
    holder: must(
      choice([
        { value: "person", ru: ["физ. лицо", "физическое лицо"], en: ["person"] },
        { value: "legal", ru: ["юр. лицо", "юридическое лицо"], en: ["legal person"] },
      ]),
      ["Плательщик", "Payer", "физ. лицо", "", ""],
    ),
    holderName: must(text(200), [
      "ФИО или наименование",
      "Name",
      "Иванова Мария Петровна",
      "Фамилия, имя, отчество",
      "Surname, given name, patronymic",
    ]),
    phone: may(text(40), ["Телефон", "Phone", "+7 911 000-00-00", "", ""]),
    email: may(text(120), ["Эл. почта", "E-mail", "ivanova@example.ru", "", ""]),
  },
};

export const RESIDENTS: Sheet<"residents"> = {
  name: "residents",
  ru: "Жители",
  en: "Residents",
  finish: (row) => (reversed(row.from, row.to) ? datesProblem("to", row.from, row.to ?? "") : same(row)),
  columns: {
    building: must(code, building),
    account: must(ACCOUNT, account),
    surname: must(text(80), ["Фамилия", "Surname", "Иванова", "", ""]),
    givenName: must(text(80), ["Имя", "Given name", "Мария", "", ""]),
    patronymic: may(text(80), ["Отчество", "Patronymic", "Петровна", "", ""]),
    born: may(date, ["Дата рождения", "Born", "10.01.1970", "", ""]),
    snils: may(digits(11), [
      "СНИЛС",
      "SNILS",
      "16249849404",
      "11 цифр без разделителей",
      "11 digits without separators",
    ]),
    registration: must(
      choice([
        { value: "permanent", ru: ["постоянная"], en: ["permanent"] },
        { value: "temporary", ru: ["временная"], en: ["temporary"] },
      ]),
      ["Регистрация", "Registration", "постоянная", "", ""],
    ),
    from: must(date, ["Зарегистрирован с", "Registered from", "01.03.2019", "", ""]),
    to: may(date, [
      "Снят с учёта",
      "Registered until",
      "",
      "Первый день без регистрации",
      "The first day without registration",
    ]),
  },
};
