import type { UserRowRefusal } from "../contract.ts";
import type { NewUser } from "../model.ts";
import { isOfCenter } from "./permissions.ts";

export const PASSWORD_CHARACTERS_MIN = 12;
export const PASSWORD_CHARACTERS_MAX = 128;

/** Letters of a login are Latin, so that it can be typed on any keyboard. */
export const LOGIN_PATTERN = /^[a-z0-9][a-z0-9._@-]{1,63}$/;

/** What is wrong with a new user, in this order; undefined for nothing. */
export function judgeUser(user: NewUser): UserRowRefusal | undefined {
  if (!LOGIN_PATTERN.test(user.login)) return { code: "access.login_malformed", login: user.login };
  if (user.name.trim() === "") return { code: "access.name_empty", login: user.login };
  if (isOfCenter(user.role) !== (user.organization === undefined)) {
    return { code: "access.organization_contradicts_role", login: user.login, role: user.role };
  }
  return judgePassword(user.password, user.login);
}

/**
 * Length is what makes a password strong, so there are no rules of composition (NIST SP 800-63B, 5.1.1.2); what
 * everybody tries first is refused.
 */
export function judgePassword(password: string, login: string): UserRowRefusal | undefined {
  const length = Array.from(password).length;
  if (length < PASSWORD_CHARACTERS_MIN) {
    return { code: "access.password_too_short", charactersMin: PASSWORD_CHARACTERS_MIN };
  }
  if (length > PASSWORD_CHARACTERS_MAX) {
    return { code: "access.password_too_long", charactersMax: PASSWORD_CHARACTERS_MAX };
  }
  return isEasy(password.toLowerCase(), login) ? { code: "access.password_easy" } : undefined;
}

function isEasy(password: string, login: string): boolean {
  const name = login.split("@")[0] ?? login;
  const rest = name.length >= 4 ? password.replaceAll(name, "") : password;
  return (
    // The login and a few signs, one sign or one short piece over and over, a row of keys or of the alphabet.
    rest.length < 8 ||
    /^(.{1,4})\1+.{0,3}$/su.test(password) ||
    ROWS.some((row) => row.includes(password.slice(0, 10))) ||
    COMMON.some((word) => password.startsWith(word) && password.length - word.length <= 4)
  );
}

const ROWS = [
  "01234567890123456789",
  "98765432109876543210",
  "abcdefghijklmnopqrstuvwxyz",
  "qwertyuiopasdfghjklzxcvbnm",
  "йцукенгшщзхъфывапролджэячсмитьбю",
  "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
  "1q2w3e4r5t6y7u8i9o0p",
  "1qaz2wsx3edc4rfv5tgb",
];
const COMMON = [
  "passwordpassword",
  "password1234",
  "пароль123456",
  "administrator",
  "letmeinletme",
  "iloveyou1234",
];
