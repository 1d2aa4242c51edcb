import type { ResidentRefusal } from "#modules/residents";
import type { Words } from "../words.ts";

export const residentWords: Words<ResidentRefusal> = {
  "residents.slip_wrong": () =>
    "The account number and the code do not fit together, or the code is not good any more. Compare both with the slip; a new slip is given out by your company.",
  "residents.sign_in_failed": () =>
    "The name or the password does not fit. Check the keyboard layout. If the password is lost, ask your company for a new slip.",
  "residents.too_often": (r) => `Too many attempts. Try again in ${r.seconds} s.`,
  "residents.name_malformed": () =>
    "Give an e-mail address, as ivanova@mail.ru, or a mobile telephone, as +7 916 123-45-67.",
  "residents.name_taken": () =>
    "Somebody signs in with this name already. If it is you, type the password that you chose then.",
  "residents.password_too_short": (r) =>
    `The password is shorter than ${r.charactersMin} characters. Make a longer one: a phrase will do.`,
  "residents.password_too_long": (r) =>
    `The password is longer than ${r.charactersMax} characters. Make a shorter one.`,
  "residents.password_easy": () => "This password is guessed at once. Take a phrase that only you would say.",
  "residents.consent_missing": () =>
    "Without the consent to processing your data the account cannot be opened. Tick the box.",
  "residents.password_wrong": () => "The present password does not fit. Check the keyboard layout.",
  "residents.account_not_found": (r) => `There is no account ${r.number} in your sight. Check the number.`,
  "residents.account_closed": (r) =>
    `Account ${r.number} is closed. Give the slip to whom the flat belongs now.`,
  "residents.slip_not_found": (r) =>
    `There is no slip No ${r.slip} of this account that waits. Load the page again.`,
  "residents.grant_not_found": (r) =>
    `There is no such access (No ${r.grant}), or it has ended. Load the page again.`,
  "residents.session_not_found": () => "There is no such session, or it is over already.",
  "residents.passkey_refused": () =>
    "This passkey was not accepted. Try once more, or sign in by name and password.",
  "residents.passkey_not_found": () => "There is no such passkey, or it is removed already.",
  "residents.passkeys_too_many": (r) =>
    `There are ${r.most} passkeys already. Remove one that you do not use.`,
  "residents.not_yours": () => "Only the holder of the account may do this. Ask the holder, or your company.",
};
