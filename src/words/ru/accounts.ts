import type { AccountRefusal, AccountRowRefusal, ResidentRowRefusal } from "#modules/accounts";
import { dayText, rowsOf, type Words } from "../words.ts";

export const accountWords: Words<AccountRefusal | AccountRowRefusal | ResidentRowRefusal> = {
  "accounts.number_malformed": (r) => `Номер счёта «${r.number}»: нужно от 6 до 20 цифр.`,
  "accounts.holder_empty": () => "Плательщик не назван. Заполните имя.",
  "accounts.share_impossible": (r) => `Доля ${r.numerator}/${r.denominator} невозможна.`,
  "accounts.closed_before_opened": (r) =>
    `Счёт закрыт ${dayText(r.closed)}, раньше, чем открыт ${dayText(r.opened)}. Исправьте даты.`,
  "accounts.premises_not_found": (r) => `Помещение № ${r.premises} не найдено. Сначала внесите его.`,
  "accounts.number_taken": (r) =>
    `Номер ${r.number} уже у счёта другого помещения. Дайте счёту другой номер.`,
  "accounts.closed_already": (r) => `Счёт закрыт ${dayText(r.closed)}. Откройте новый.`,
  "accounts.state_contradicts": (r) =>
    `С ${dayText(r.recordedFrom)} о счёте записано другое, новое действует с ${dayText(r.from)}. Укажите более позднюю дату.`,
  "accounts.resident_name_empty": () => "Имя жителя пусто. Заполните его.",
  "accounts.resident_span_empty": (r) =>
    `Регистрация кончается ${dayText(r.to)}, не позже начала ${dayText(r.from)}. Исправьте даты.`,
  "accounts.account_not_found": (r) =>
    `Лицевой счёт ${"number" in r ? r.number : `№ ${r.account}`} не найден. Проверьте номер по квитанции.`,
  "accounts.resident_twice_in_rows": () => "Эта регистрация уже есть в другой строке. Оставьте одну.",
  "accounts.rows_refused": (r) =>
    `Ничего не записано: ошибки в строках ${rowsOf(r.rows)}. Исправьте их и повторите.`,
};
