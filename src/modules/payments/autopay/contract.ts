/** Why a card is not kept, or not charged by itself. */
export type AutopayRefusal =
  | { readonly code: "payments.card_not_kept"; readonly card: number }
  | { readonly code: "payments.autopay_set_already" }
  | { readonly code: "payments.autopay_not_set" }
  /** The payer agreed to words that are not those in force. */
  | { readonly code: "payments.consent_outdated"; readonly version: string };
