import type { Result } from "#core/result";
import { ok, refuse } from "#core/result";
import type { Money } from "#core/units";
import {
  findPaymentDocuments,
  type PaymentRef,
  type PaymentRefusal,
  type ReversalRefusal,
  reversePayment,
  type TakenPayment,
  takePayment,
} from "#modules/payments";
import type { Ctx } from "#platform/context";
import { attempt, within } from "#platform/deed";
import { oweReceipt, oweRefundReceipt } from "./fiscal-receipts.ts";

/** At the desk a cashier gives back only what she took herself today: the rest is somebody else's drawer. */
export type CashRefusal = { readonly code: "cash.not_of_shift"; readonly payment: string };

/** Takes cash at the desk; where the rules in force ask for a fiscal receipt, it is owed in the same transaction. */
export async function takeCash(
  ctx: Ctx,
  of: { readonly account: string; readonly amount: Money; readonly contact: string },
): Promise<Result<TakenPayment, PaymentRefusal>> {
  return attempt<TakenPayment, PaymentRefusal>(ctx, async (tx) => {
    const taken = await takePayment(within(ctx, tx), {
      account: of.account,
      amount: of.amount,
      paidOn: tx.scope.today,
    });
    if (!taken.ok) return taken;
    await oweReceipt(tx, { ...taken.value, contact: of.contact });
    return taken;
  });
}

/** Gives back a payment of the cashier's own day, whole: the entries that undo it, and the receipt of the return. */
export async function returnCash(
  ctx: Ctx,
  ref: PaymentRef,
  reason: string,
): Promise<Result<{ readonly reversal: bigint }, CashRefusal | ReversalRefusal>> {
  return attempt<{ reversal: bigint }, CashRefusal | ReversalRefusal>(ctx, async (tx) => {
    const payment = await findPaymentDocuments(tx, ref);
    const isOwn =
      payment !== undefined &&
      payment.channel === "hand" &&
      payment.paidOn === tx.scope.today &&
      payment.recordedBy !== undefined &&
      payment.recordedBy === tx.scope.user;
    if (!isOwn) return refuse({ code: "cash.not_of_shift", payment: String(ref.payment) });
    const reversed = await reversePayment(within(ctx, tx), ref, reason);
    if (!reversed.ok) return reversed;
    await oweRefundReceipt(tx, { ...ref, amount: payment.amount });
    return ok({ reversal: reversed.value.reversal });
  });
}
