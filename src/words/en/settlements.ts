import type { OrderRefusal, SettlementRefusal, TermsRefusal } from "#modules/settlements";
import { dayText, type Words } from "../words.ts";

export const settlementWords: Words<TermsRefusal | SettlementRefusal | OrderRefusal> = {
  "settlements.center_only": () => "Settlements with providers are the billing center's. Ask its accountant.",
  "settlements.organization_not_found": (r) =>
    `There is no organization No ${r.organization}. Choose it from the list, or register it first.`,
  "settlements.contract_missing": () =>
    "Enter the number of the contract: it stands in the purpose of the payment.",
  "settlements.basis_missing": () => "Enter the document that these terms come from.",
  "settlements.percent_impossible": () => "A percent is from 0 to 100. Correct it.",
  "settlements.limits_impossible": () =>
    "The largest commission is below the least, or a sum is negative. Correct the limits.",
  "settlements.tiers_impossible": () => "Tiers begin from nothing and rise. Correct their beginnings.",
  "settlements.day_impossible": (r) => `The day of payment is from 1 to ${r.last}. Correct it.`,
  "settlements.terms_contradict": (r) =>
    `Other terms are recorded from ${dayText(r.recordedFrom)}. Enter a day after ${dayText(r.recordedFrom)}.`,
  "settlements.day_to_come": (r) =>
    `The day ${dayText(r.through)} has not come: today is ${dayText(r.today)}. Enter a day that is not later.`,
  "settlements.not_found": (r) => `There is no settlement No ${r.settlement}. Open it from the list.`,
  "settlements.approved_already": (r) =>
    `Settlement No ${r.settlement} is approved already. New payments and returns come into the next one.`,
  "settlements.person_needed": () =>
    "Orders are drafted and approved by the center's people under their names. Sign in under yours.",
  "settlements.second_person_needed": () =>
    "You drafted this order. Another person approves it: ask a colleague.",
  "settlements.no_center": () => "There is no billing center to pay from. Register it with its bank account.",
  "settlements.no_account": (r) =>
    `${r.organization} has no bank account in force. Enter its requisites and try again.`,
  "settlements.no_orders": () => "No order is chosen. Mark approved ones.",
  "settlements.order_not_found": (r) => `There is no order No ${r.order}. Load the list again.`,
  "settlements.order_not_ready": (r) =>
    `The order is ${r.state} already and cannot become ${r.step}. Load the list again.`,
  "settlements.document_missing": () => "Enter the bank's document or the reason: it stays beside the order.",
  "settlements.file_not_found": (r) => `There is no file of orders No ${r.file}. Open it from the list.`,
};
