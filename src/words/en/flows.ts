import type { ExplainRefusal } from "#flows/explain";
import type { ReceiptRefusal } from "#flows/issue-receipts";
import type { CloseRefusal } from "#flows/month-close";
import type { Words } from "../words.ts";

export const flowWords: Words<CloseRefusal | ExplainRefusal | ReceiptRefusal> = {
  "close.no_open_period": () => "The organization has no open month: there is nothing to close.",
  "close.not_the_open_period": (r) =>
    `${r.open} is open, not ${r.period}. Only the open month can be closed.`,
  "close.draft_exists": (r) => `Run No ${r.run} is not decided. Approve or discard it, then close the month.`,
  "close.not_charged": (r) =>
    `${r.period} has no approved run. Charge the month, or close it stating that nothing is charged.`,
  "explain.account_not_found": (r) =>
    `There is no account ${r.account} in your sight. Check the number on the receipt.`,
  "explain.not_charged": (r) => `Nothing is charged to account ${r.account} for ${r.period}.`,
  "explain.service_unknown": (r) =>
    `There is no service ${r.service}. /api/tariffs/services lists the codes.`,
  "explain.service_not_charged": (r) => `Nothing is charged for ${r.service} in ${r.period}.`,
  "receipts.not_charged": (r) =>
    `${r.period} has no approved run: there is nothing to print. Charge and approve the month first.`,
  "receipts.no_requisites": (r) =>
    `${r.organization} has no bank account in this month. Enter its requisites first.`,
};
