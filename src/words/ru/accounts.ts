import type {
  AbsenceRefusal,
  AccountRefusal,
  AccountRowRefusal,
  ResidentRowRefusal,
} from "#modules/accounts";
import { dayText, rowsOf, type Words } from "../words.ts";

export const accountWords: Words<AbsenceRefusal | AccountRefusal | AccountRowRefusal | ResidentRowRefusal> = {
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
  "accounts.absence_span_empty": (r) =>
    `Возвращение ${dayText(r.returned)} не позже отъезда ${dayText(r.left)}. Исправьте даты.`,
  "accounts.absence_too_short": (r) =>
    `Полных дней отсутствия ${r.days}, а перерасчёт делается, когда их больше пяти. Проверьте даты.`,
  "accounts.absence_applied_late": (r) =>
    `Заявление от ${dayText(r.appliedOn)} подано позже ${dayText(r.last)}: на него 30 дней после возвращения ${dayText(r.returned)}.`,
  "accounts.absence_document_missing": () => "Документ не назван. Укажите, чем подтверждено отсутствие.",
  "accounts.resident_not_found": (r) =>
    `Житель № ${r.resident} в эти дни не зарегистрирован на счёте. Выберите другого или исправьте даты.`,
  "accounts.absence_overlaps": (r) =>
    `На эти дни уже есть отсутствие с ${dayText(r.left)} по ${dayText(r.returned)}. Решите сначала о нём.`,
  "accounts.absence_not_found": (r) => `Отсутствия № ${r.absence} на счёте нет.`,
  "accounts.absence_decided": (r) =>
    ({
      proposed: "Решения об этом отсутствии ещё нет: отменять нечего.",
      accepted: "Это отсутствие уже принято. Его можно отменить.",
      refused: "В этом отсутствии уже отказано. Внесите новое.",
      withdrawn: "Это отсутствие уже отменено. Внесите новое.",
    })[r.state],
  "accounts.decision_reason_missing": () => "Причина не названа. Напишите, почему отказано или отменено.",
};
