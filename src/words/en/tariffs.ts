import type { TariffRefusal, TermsRowRefusal, ValueRowRefusal } from "#modules/tariffs";
import { decimal, rowsOf, type Words } from "../words.ts";

export const tariffWords: Words<TariffRefusal | ValueRowRefusal | TermsRowRefusal> = {
  "tariffs.service_unknown": (r) => `The service ${r.service} is unknown.`,
  "tariffs.value_negative": () => "The value is negative. Correct it.",
  "tariffs.basis_missing": () => "No document is named. State what set the value.",
  "tariffs.span_empty": (r) => `It ends on ${r.to}, not after it begins on ${r.from}. Correct the days.`,
  "tariffs.owner_missing": () => "Whose value it is was not said. Fill in the code for its level.",
  "tariffs.owner_not_found": () => "The building or account was not found. Register it first.",
  "tariffs.provider_not_found": (r) => `There is no provider No ${r.provider}. Register it first.`,
  "tariffs.provider_not_at_this_level": () =>
    "A building's or account's value names no provider. Empty the cell.",
  "tariffs.not_yours": () => "This value is the billing center's to set.",
  "tariffs.value_contradicts": (r) =>
    `${decimal("en", r.recordedValue)} is on record from ${r.recordedFrom} (${r.recordedBasis}). State until when the new value holds, or a later day.`,
  "tariffs.method_unknown": (r) => `The method ${r.method} is unknown.`,
  "tariffs.terms_contradict": (r) =>
    `From ${r.recordedFrom} the service is charged otherwise; the new one is from ${r.from}. State a later day.`,
  "tariffs.center_only": () =>
    "Only the billing center changes the dictionary of services. Ask its operator.",
  "tariffs.service_differs": (r) => `The number or code ${r.service} is another service's. Choose another.`,
  "tariffs.building_not_found": (r) =>
    `There is no building No ${r.building} in your sight. Check its number.`,
  "tariffs.rows_refused": (r) =>
    `Nothing was set: rows ${rowsOf(r.rows)} are wrong. Correct them and try again.`,
};
