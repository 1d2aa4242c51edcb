import type { Day } from "#core/day";

/** Why cash was not taken or moved. Amounts are roubles, "1500.00". */
export type CashRefusal =
  /** Nobody takes cash without a shift of their own. */
  | { readonly code: "payments.cash_no_shift" }
  | { readonly code: "payments.cash_shift_of_other_day"; readonly day: Day }
  | { readonly code: "payments.cash_shift_open_already"; readonly desk: string }
  | { readonly code: "payments.cash_desk_taken"; readonly field: "desk"; readonly desk: string }
  | { readonly code: "payments.cash_shift_not_found"; readonly shift: number }
  | { readonly code: "payments.cash_shift_closed"; readonly shift: number }
  | {
      readonly code: "payments.cash_differs";
      readonly field: "reason";
      readonly expected: string;
      readonly declared: string;
    }
  /** Somebody else's shift is closed with a reason. */
  | { readonly code: "payments.cash_shift_foreign"; readonly field: "reason" }
  | { readonly code: "payments.cash_drawer_short"; readonly inDrawer: string };
