import { moneyText } from "#core/money";
import type { Money } from "#core/units";
import type { CashRefusal } from "../contract.ts";
import type { ShiftSums } from "../model.ts";

/** What must lie in the drawer: the float with what came, without what went. */
export const inDrawer = (float: Money, { taken, returned, handed }: ShiftSums): Money =>
  (float + taken.total - returned.total - handed) as Money;

/** What is declared is a count of the drawer: one that differs wants its reason, and so does a stranger's. */
export function judgeCount(of: {
  readonly expected: Money;
  readonly declared: Money;
  readonly reason: string;
  readonly handed: Money;
  readonly isOwn: boolean;
}): CashRefusal | undefined {
  if (of.declared !== of.expected && of.reason === "")
    return {
      code: "payments.cash_differs",
      field: "reason",
      expected: moneyText(of.expected),
      declared: moneyText(of.declared),
    };
  if (!of.isOwn && of.reason === "") return { code: "payments.cash_shift_foreign", field: "reason" };
  return of.handed > of.declared
    ? { code: "payments.cash_drawer_short", inDrawer: moneyText(of.declared) }
    : undefined;
}
