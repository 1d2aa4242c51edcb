import type { AccessRefusal } from "#modules/access";
import { rowsOf, type Words } from "../words.ts";

export const accessWords: Words<AccessRefusal> = {
  "access.not_signed_in": () => "You are not signed in. Sign in and try again.",
  "access.session_over": () => "The session is over. Sign in again.",
  "access.not_permitted": (r) =>
    `Your role may not do this. These may: ${r.roles.map((role) => role.replaceAll("_", " ")).join(", ")}.`,
  "access.sign_in_failed": () =>
    "The login or the password does not fit. Check the keyboard layout and Caps Lock.",
  "access.sign_in_too_often": (r) => `Too many failed attempts. Try again in ${r.seconds} s.`,
  "access.session_not_found": () => "There is no such session, or it is over already.",
  "access.user_not_found": (r) => `There is no user No ${r.user}. Check the number.`,
  "access.job_not_found": (r) => `There is no job No ${r.job} in your sight. Check its number.`,
  "access.job_without_file": (r) => `Job No ${r.job} has no file. Wait for its end, or begin it again.`,
  "access.password_wrong": () => "The present password does not fit. Check the keyboard layout.",
  "access.center_only": () => "Only the billing center manages users. Ask its administrator.",
  "access.rows_refused": (r) =>
    `Nobody was registered: rows ${rowsOf(r.rows)} are wrong. Correct them and try again.`,
  "access.idempotency_key_missing": () =>
    "The header Idempotency-Key is wanted: 8 to 100 signs, new for each command, the same for its repeats.",
  "access.idempotency_key_reused": (r) =>
    `The key ${r.key} belongs to another command. Give this one a new key.`,
  "access.login_malformed": (r) =>
    `The login “${r.login}” does not do: lower-case Latin letters, digits and . _ @ -, 2 to 64 of them.`,
  "access.name_empty": (r) => `User ${r.login} has no name. Fill it in.`,
  "access.organization_contradicts_role": (r) =>
    `User ${r.login}: an accountant needs an organization, the people of the center have none.`,
  "access.password_too_short": (r) =>
    `The password is shorter than ${r.charactersMin} characters. Make a longer one: a phrase will do.`,
  "access.password_too_long": (r) => `The password is longer than ${r.charactersMax} characters. Shorten it.`,
  "access.password_easy": () => "This password is tried first. Make another one: a few unrelated words.",
  "access.login_taken": (r) => `The login ${r.login} is taken. Choose another.`,
};
