import type { MessageRefusal } from "#modules/messages";
import type { Words } from "../words.ts";

export const messageWords: Words<MessageRefusal> = {
  "messages.text_missing": () => "Напишите, в чём дело: поле пустое.",
  "messages.text_too_long": (r) =>
    `Текст длиннее ${r.charactersMax} знаков. Сократите его или приложите файл.`,
  "messages.name_missing": () => "Напишите, как к вам обращаться.",
  "messages.contact_missing": () => "Укажите электронную почту или телефон, чтобы мы могли ответить.",
  "messages.email_malformed": () => "Проверьте электронную почту: она выглядит как ivanova@mail.ru.",
  "messages.phone_malformed": () => "Проверьте телефон: он выглядит как +7 916 123-45-67.",
  "messages.consent_missing": () =>
    "Без согласия на обработку данных обращение не принять. Поставьте отметку.",
  "messages.addressee_missing": () => "Выберите компанию или напишите адрес своего дома.",
  "messages.house_unclear": () =>
    "Такой дом не нашёлся или их несколько. Выберите из списка или исправьте адрес: улица и номер.",
  "messages.too_many_files": (r) => `Файлов больше ${r.filesMax}. Оставьте самые нужные.`,
  "messages.file_too_large": (r) => `Файл «${r.name}» больше ${r.megabytesMax} МБ. Приложите файл поменьше.`,
  "messages.file_unknown": (r) =>
    `Файл «${r.name}» — не фотография и не PDF. Приложите JPEG, PNG, WebP или PDF.`,
  "messages.picture_unreadable": (r) =>
    `Фотография «${r.name}» не открывается или слишком велика. Снимите заново.`,
  "messages.too_often": (r) =>
    `За последний час отсюда пришло слишком много обращений. Попробуйте через ${r.minutes} мин. или позвоните.`,
  "messages.code_wrong": () =>
    "Номер и код не подходят друг к другу. Сверьте их с тем, что было показано после отправки.",
  "messages.code_too_often": (r) => `Слишком много попыток. Попробуйте через ${r.seconds} с.`,
  "messages.not_found": (r) => `Обращения № ${r.number} среди доступных вам нет. Проверьте номер.`,
  "messages.closed": (r) => `Обращение № ${r.number} закрыто. Напишите новое.`,
  "messages.person_not_found": (r) =>
    `Сотруднику № ${r.user} это обращение не передать: он не отвечает на обращения этой компании.`,
  "messages.not_answered": (r) => `На обращение № ${r.number} ещё нет ответа. Сначала ответьте.`,
  "messages.no_consent": (r) => `Автор обращения № ${r.number} не разрешил публиковать ответ.`,
  "messages.account_not_found": (r) => `Лицевого счёта ${r.number} среди доступных вам нет. Проверьте номер.`,
  "messages.unmanaged": () => "Этим домом сейчас никто не управляет. Выберите компанию.",
  "messages.template_not_found": (r) => `Шаблона № ${r.template} нет или его уже убрали. Обновите страницу.`,
  "messages.link_not_found": (r) => `Записи № ${r.reference} у этого счёта и дома нет. Выберите из списка.`,
  "messages.linked_before": () => "Это уже сделано. Обновите страницу.",
};
