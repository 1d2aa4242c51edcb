import type { OrganizationRefusal, OrganizationRowRefusal, PeriodRefusal } from "#modules/organizations";
import { dayText, monthText, rowsOf, type Words } from "../words.ts";

export const organizationWords: Words<OrganizationRefusal | OrganizationRowRefusal | PeriodRefusal> = {
  "organizations.code_empty": () => "The organization's code is empty. Fill it in.",
  "organizations.name_empty": () => "The name is empty. Fill it in.",
  "organizations.differs": (r) =>
    `Another organization has this code: “${r.recorded}”, not “${r.stated}”. Check the code.`,
  "organizations.twice_in_rows": () => "Two rows with this code differ. Keep one.",
  "organizations.requisites_malformed": (r) => `“${r.stated}” has a wrong number of digits. Check them.`,
  "organizations.requisites_contradict": (r) =>
    `Other bank details are on record from ${dayText(r.recordedFrom)}; the new ones are from ${dayText(r.from)}. State a later day.`,
  "organizations.center_only": () => "Only the billing center may do this. Ask its operator.",
  "organizations.rows_refused": (r) =>
    `Nothing was registered: rows ${rowsOf(r.rows)} are wrong. Correct them and try again.`,
  "organizations.not_found": (r) =>
    `There is no organization No ${r.organization} in your sight. Check its number.`,
  "organizations.period_closed": (r) => `${monthText("en", r.period)} is closed. Work in the open month.`,
  "organizations.period_still_open": (r) =>
    `Close ${monthText("en", r.open)} first: months are closed in their order.`,
  "organizations.period_not_next": (r) => `The next month to open is ${r.expected}.`,
  "organizations.period_not_open": (r) =>
    `${monthText("en", r.period)} is not open. Open it, or choose the open month.`,
};
