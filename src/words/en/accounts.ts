import type {
  AbsenceRefusal,
  AccountRefusal,
  AccountRowRefusal,
  ResidentRowRefusal,
} from "#modules/accounts";
import { dayText, rowsOf, type Words } from "../words.ts";

export const accountWords: Words<AbsenceRefusal | AccountRefusal | AccountRowRefusal | ResidentRowRefusal> = {
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
  "accounts.absence_span_empty": (r) =>
    `The return on ${dayText(r.returned)} is not after leaving on ${dayText(r.left)}. Correct the dates.`,
  "accounts.absence_too_short": (r) =>
    `There are ${r.days} full days of absence, and only more than five count. Check the dates.`,
  "accounts.absence_applied_late": (r) =>
    `The application of ${dayText(r.appliedOn)} came after ${dayText(r.last)}: 30 days from the return on ${dayText(r.returned)}.`,
  "accounts.absence_document_missing": () => "No document is named. Say what proves the absence.",
  "accounts.resident_not_found": (r) =>
    `Resident ${r.resident} is not registered on the account on these days. Choose another or correct the dates.`,
  "accounts.absence_overlaps": (r) =>
    `There is an absence from ${dayText(r.left)} to ${dayText(r.returned)} on these days. Decide about it first.`,
  "accounts.absence_not_found": (r) => `The account has no absence ${r.absence}.`,
  "accounts.absence_decided": (r) =>
    ({
      proposed: "Nothing was decided of this absence yet: there is nothing to withdraw.",
      accepted: "This absence was accepted already. It can be withdrawn.",
      refused: "This absence was refused already. Register a new one.",
      withdrawn: "This absence was withdrawn already. Register a new one.",
    })[r.state],
  "accounts.decision_reason_missing": () => "No reason is given. Say why it is refused or withdrawn.",
};
