import type { PaymentRefusal } from "../contract.ts";

/** Why an order was not made, or its money not given back. Amounts are roubles, "1500.00". */
export type OnlineOrderRefusal =
  | {
      readonly code: "payments.order_amount_out_of_range";
      readonly field: "amount";
      readonly amountMin: string;
      readonly amountMax: string;
    }
  | Extract<PaymentRefusal, { code: "payments.account_not_found" | "payments.building_unmanaged" }>
  | { readonly code: "payments.order_not_found"; readonly order: number }
  | { readonly code: "payments.order_not_paid"; readonly order: number }
  | { readonly code: "payments.order_refund_too_large"; readonly field: "amount"; readonly left: string }
  | { readonly code: "payments.order_refund_not_found"; readonly refund: number }
  | { readonly code: "payments.order_refund_decided"; readonly refund: number }
  /** Whoever asked for it does not let it through. */
  | { readonly code: "payments.order_refund_second_person" }
  /** No bank is configured, or none of this code. */
  | { readonly code: "payments.order_bank_unknown"; readonly bank: string };
