import type { Decline } from "./model.ts";

/*
 * Reasons by which a bank says that a card is over, in each bank's own words; whatever is not among them may be tried
 * again, a few times. A person's own wish (a permission withdrawn) is among them: he is not asked again.
 */

/** YooKassa, `cancellation_details.reason`. */
const YOOKASSA = new Set([
  "card_expired",
  "country_forbidden",
  "fraud_suspected",
  "identification_required",
  "invalid_card_number",
  "permission_revoked",
  "payment_method_restricted",
]);

/** T-Bank, `ErrorCode`: 1000 and the answer of the issuer by ISO 8583. */
const TBANK = new Set([
  "1004",
  "1007",
  "1014",
  "1015",
  "1033",
  "1036",
  "1041",
  "1043",
  "1054",
  "1057",
  "1062",
  "1078",
  "1082",
]);

/** Sber acquiring, `actionCode`. */
const RBS = new Set(["-2019", "101", "111", "119", "125", "208", "209", "341017"]);

export const yookassaDecline = (reason: string): Decline => (YOOKASSA.has(reason) ? "hard" : "soft");
export const tbankDecline = (code: string): Decline => (TBANK.has(code) ? "hard" : "soft");
export const rbsDecline = (code: string): Decline => (RBS.has(code) ? "hard" : "soft");
