import type { TariffRefusal, TermsRowRefusal, ValueRowRefusal } from "#modules/tariffs";
import { dayText, decimal, rowsOf, type Words } from "../words.ts";

export const tariffWords: Words<TariffRefusal | ValueRowRefusal | TermsRowRefusal> = {
  "tariffs.service_unknown": (r) => `The service ${r.service} is unknown.`,
  "tariffs.value_negative": () => "The value is negative. Correct it.",
  "tariffs.basis_missing": () => "No document is named. State what set the value.",
  "tariffs.span_empty": (r) =>
    `It ends on ${dayText(r.to)}, not after it begins on ${dayText(r.from)}. Correct the days.`,
  "tariffs.owner_missing": () => "Whose value it is was not said. Fill in the code for its level.",
  "tariffs.owner_not_found": () => "The building or account was not found. Register it first.",
  "tariffs.provider_not_found": (r) => `There is no provider No ${r.provider}. Register it first.`,
  "tariffs.provider_not_at_this_level": () =>
    "A building's or account's value names no provider. Empty the cell.",
  "tariffs.not_yours": () => "This value is the billing center's to set.",
  "tariffs.value_contradicts": (r) =>
    `${decimal("en", r.recordedValue)} is on record from ${dayText(r.recordedFrom)} (${r.recordedBasis}). State until when the new value holds, or a later day; correct what was recorded in error.`,
  "tariffs.method_unknown": (r) => `The method ${r.method} is unknown.`,
  "tariffs.terms_contradict": (r) =>
    `From ${dayText(r.recordedFrom)} the service is charged otherwise; the new one is from ${dayText(r.from)}. State a later day.`,
  "tariffs.center_only": () =>
    "Only the billing center changes the dictionary of services. Ask its operator.",
  "tariffs.service_differs": (r) => `The number or code ${r.service} is another service's. Choose another.`,
  "tariffs.building_not_found": (r) =>
    `There is no building No ${r.building} in your sight. Check its number.`,
  "tariffs.nothing_to_end": (r) =>
    `There is no own value on ${dayText(r.on)}: the one above is in force already. Choose another day.`,
  "tariffs.value_begins_later": (r) =>
    `The own value begins on ${dayText(r.recordedFrom)}. State a day after it.`,
  "tariffs.reason_missing": () => "Why the value is corrected was not said. State the reason.",
  "tariffs.nothing_to_correct": (r) =>
    `No own value begins on ${dayText(r.from)}: there is nothing to correct. Set a new one.`,
  "tariffs.nothing_corrected": () =>
    "The same value with the same document is on record already. Change one of them.",
  "tariffs.rows_refused": (r) =>
    `Nothing was set: rows ${rowsOf(r.rows)} are wrong. Correct them and try again.`,
};
