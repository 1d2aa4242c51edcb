import type { ResidentRefusal } from "#modules/residents";
import type { Words } from "../words.ts";

export const residentWords: Words<ResidentRefusal> = {
  "residents.slip_wrong": () =>
    "Номер счёта и код не подходят друг к другу, или код больше не действует. Сверьте их с талоном; новый талон выдаёт ваша компания.",
  "residents.sign_in_failed": () =>
    "Имя или пароль не подходят. Проверьте раскладку клавиатуры. Если пароль потерян, попросите у компании новый талон.",
  "residents.too_often": (r) => `Слишком много попыток. Попробуйте через ${r.seconds} с.`,
  "residents.name_malformed": () =>
    "Укажите электронную почту, например ivanova@mail.ru, или мобильный телефон, например +7 916 123-45-67.",
  "residents.name_taken": () =>
    "С этим именем уже входят. Если это вы, введите пароль, который выбрали тогда.",
  "residents.password_too_short": (r) =>
    `Пароль короче ${r.charactersMin} знаков. Придумайте длиннее: подойдёт целая фраза.`,
  "residents.password_too_long": (r) => `Пароль длиннее ${r.charactersMax} знаков. Сделайте короче.`,
  "residents.password_easy": () => "Такой пароль угадывают сразу. Возьмите фразу, которую скажете только вы.",
  "residents.consent_missing": () =>
    "Без согласия на обработку данных кабинет не открыть. Поставьте отметку.",
  "residents.password_wrong": () => "Нынешний пароль не подходит. Проверьте раскладку клавиатуры.",
  "residents.account_not_found": (r) =>
    `Лицевого счёта ${r.number} среди доступных вам нет. Проверьте номер.`,
  "residents.account_closed": (r) =>
    `Лицевой счёт ${r.number} закрыт. Талон выдают тому, чья квартира теперь.`,
  "residents.slip_not_found": (r) => `Ждущего талона № ${r.slip} у этого счёта нет. Обновите страницу.`,
  "residents.grant_not_found": (r) =>
    `Такого доступа (№ ${r.grant}) нет или он уже закончился. Обновите страницу.`,
  "residents.session_not_found": () => "Такого сеанса нет или он уже закончился.",
  "residents.passkey_refused": () => "Ключ не принят. Попробуйте ещё раз или войдите по имени и паролю.",
  "residents.passkey_not_found": () => "Такого ключа нет или он уже удалён.",
  "residents.passkeys_too_many": (r) => `Ключей уже ${r.most}. Удалите тот, которым не пользуетесь.`,
  "residents.not_yours": () => "Это может только владелец счёта. Попросите его или вашу компанию.",
};
