import type { AccessRefusal } from "#modules/access";
import { rowsOf, type Words } from "../words.ts";

export const accessWords: Words<AccessRefusal> = {
  "access.not_signed_in": () => "Вы не вошли. Войдите и повторите.",
  "access.session_over": () => "Сеанс окончен. Войдите снова.",
  "access.not_permitted": (r) =>
    `Вашей роли это не разрешено. Разрешено ролям: ${r.roles.map((role) => ROLES[role] ?? role).join(", ")}.`,
  "access.sign_in_failed": () => "Логин или пароль не подходит. Проверьте раскладку клавиатуры и Caps Lock.",
  "access.sign_in_too_often": (r) => `Слишком много неудачных попыток. Повторите через ${r.seconds} с.`,
  "access.session_not_found": () => "Такого сеанса нет, или он уже окончен.",
  "access.user_not_found": (r) => `Пользователь № ${r.user} не найден. Проверьте номер.`,
  "access.job_not_found": (r) => `Задание № ${r.job} не найдено. Проверьте номер.`,
  "access.job_without_file": (r) => `У задания № ${r.job} нет файла. Дождитесь его конца или начните снова.`,
  "access.password_wrong": () => "Нынешний пароль не подходит. Проверьте раскладку клавиатуры.",
  "access.center_only": () => "Пользователей ведёт только расчётный центр. Обратитесь к его администратору.",
  "access.rows_refused": (r) =>
    `Никто не записан: ошибки в строках ${rowsOf(r.rows)}. Исправьте их и повторите.`,
  "access.idempotency_key_missing": () =>
    "Нужен заголовок Idempotency-Key: от 8 до 100 знаков, новый для каждой команды, тот же для её повтора.",
  "access.idempotency_key_reused": (r) => `Ключ ${r.key} уже был у другой команды. Дайте этой новый.`,
  "access.login_malformed": (r) =>
    `Логин «${r.login}» не подходит: строчные латинские буквы, цифры и знаки . _ @ -, от 2 до 64.`,
  "access.name_empty": (r) => `У пользователя ${r.login} не указано имя. Заполните его.`,
  "access.organization_contradicts_role": (r) =>
    `Пользователь ${r.login}: бухгалтеру нужна организация, людям центра она не указывается.`,
  "access.password_too_short": (r) =>
    `Пароль короче ${r.charactersMin} знаков. Придумайте длиннее: подойдёт и фраза.`,
  "access.password_too_long": (r) => `Пароль длиннее ${r.charactersMax} знаков. Сократите его.`,
  "access.password_easy": () => "Такой пароль пробуют первым. Придумайте другой: несколько несвязанных слов.",
  "access.login_taken": (r) => `Логин ${r.login} уже занят. Выберите другой.`,
};

const ROLES: Readonly<Record<string, string>> = {
  operator: "оператор центра",
  chief_accountant: "главный бухгалтер",
  administrator: "администратор",
  accountant: "бухгалтер организации",
  provider: "сотрудник поставщика",
};
