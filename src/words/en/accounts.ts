import type { AccountRefusal, AccountRowRefusal, ResidentRowRefusal } from "#modules/accounts";
import { dayText, rowsOf, type Words } from "../words.ts";

export const accountWords: Words<AccountRefusal | AccountRowRefusal | ResidentRowRefusal> = {
  "accounts.number_malformed": (r) => `The account number “${r.number}” needs 6 to 20 digits.`,
  "accounts.holder_empty": () => "The payer is not named. Fill in the name.",
  "accounts.share_impossible": (r) => `A share of ${r.numerator}/${r.denominator} is impossible.`,
  "accounts.closed_before_opened": (r) =>
    `The account is closed on ${dayText(r.closed)}, before it is opened on ${dayText(r.opened)}. Correct the days.`,
  "accounts.premises_not_found": (r) => `There is no premises No ${r.premises}. Register it first.`,
  "accounts.number_taken": (r) =>
    `Number ${r.number} is an account of another premises. Choose another number.`,
  "accounts.closed_already": (r) => `The account was closed on ${dayText(r.closed)}. Open a new one.`,
  "accounts.state_contradicts": (r) =>
    `Something else is on record of the account from ${dayText(r.recordedFrom)}; the new one is from ${dayText(r.from)}. State a later day.`,
  "accounts.resident_name_empty": () => "The resident's name is empty. Fill it in.",
  "accounts.resident_span_empty": (r) =>
    `The registration ends on ${dayText(r.to)}, not after it begins on ${dayText(r.from)}. Correct the days.`,
  "accounts.account_not_found": (r) =>
    `There is no account ${"number" in r ? r.number : `No ${r.account}`} in your sight. Check the number on the receipt.`,
  "accounts.resident_twice_in_rows": () => "Another row has this registration. Keep one.",
  "accounts.rows_refused": (r) =>
    `Nothing was registered: rows ${rowsOf(r.rows)} are wrong. Correct them and try again.`,
};
