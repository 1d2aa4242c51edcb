import type { BenefitRefusal } from "#modules/benefits";
import { dayText, type Words } from "../words.ts";

export const benefitWords: Words<BenefitRefusal> = {
  "benefits.service_unknown": (r) =>
    `There is no service ${r.service}. /api/tariffs/services lists the codes.`,
  "benefits.center_only": () =>
    "Categories and norms of area are set by the billing center. Ask its operator.",
  "benefits.span_empty": (r) =>
    `The end ${dayText(r.to)} is not after the beginning ${dayText(r.from)}. Correct the dates.`,
  "benefits.rule_contradicts": (r) =>
    `A rule for ${r.nameEn} is recorded from ${dayText(r.from)}. Begin the new one after that day.`,
  "benefits.norm_contradicts": (r) =>
    `The norm of area for ${r.persons} is recorded from ${dayText(r.from)}. Begin the new one after that day.`,
  "benefits.document_missing": () => "No document is named. Say what proves the right.",
  "benefits.category_unknown": (r) =>
    `There is no category ${r.category}. Choose one of the list, or ask the center to add it.`,
  "benefits.account_not_found": (r) => `Account ${r.number} was not found. Check the number on the receipt.`,
  "benefits.resident_not_found": (r) => `The account has no resident ${r.resident}. Register them first.`,
  "benefits.snils_wrong": () =>
    "The insurance number is mistyped: its check digits do not agree. Compare it with the document.",
  "benefits.entitled_already": (r) =>
    `The resident has this right from ${dayText(r.from)}${r.to ? ` to ${dayText(r.to)}` : ""} already. Give other days.`,
  "benefits.subsidy_term": (r) =>
    `A subsidy is for whole months, ${r.months} at most. Correct the days ${dayText(r.from)} — ${dayText(r.to)}.`,
  "benefits.subsidy_not_found": (r) =>
    `The account has no subsidy from ${dayText(r.from)}. Refresh the page and choose it again.`,
  "benefits.subsidy_end_impossible": (r) =>
    `The subsidy from ${dayText(r.from)} can end on the first of a month before ${dayText(r.to)}. Correct the day.`,
  "benefits.subsidy_granted": (r) =>
    `A subsidy is granted from ${dayText(r.from)}${r.to ? ` to ${dayText(r.to)}` : ""} already. Give other months.`,
};
