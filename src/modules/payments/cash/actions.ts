import { must } from "#core/assert";
import type { OrganizationId, UserId } from "#core/ids";
import { moneyText } from "#core/money";
import { ok, type Result, refuse } from "#core/result";
import { type Money, NOTHING } from "#core/units";
import type { Ctx } from "#platform/context";
import type { Scope, Tx } from "#platform/database";
import { attempt } from "#platform/deed";
import type { PaymentRef } from "../model.ts";
import type { CashRefusal } from "./contract.ts";
import type { CashShift, Desk, NewHandover, ShiftReport } from "./model.ts";
import { judgeCount } from "./rules/drawer.ts";
import * as store from "./store.ts";

/** Whose desks a person works at: a company's own, or the center's. */
export const deskOwner = (scope: Scope): OrganizationId | 0 =>
  scope.sees === "center"
    ? 0
    : (must(scope.organizations[0], "the organization of a cashier") as OrganizationId);

const cashierOf = (tx: Tx): UserId => must(tx.scope.user, "the person at a desk") as UserId;

/** Opens a shift of whoever asks, with what is in the drawer. One at a time for a person and for a desk. */
export async function openShift(
  ctx: Ctx,
  of: { readonly desk: string; readonly float: Money },
): Promise<Result<CashShift, CashRefusal>> {
  return ctx.transaction(async (tx) => {
    const cashier = cashierOf(tx);
    const desk = of.desk.trim();
    const own = await store.findOpenShift(tx, cashier);
    if (own) return refuse({ code: "payments.cash_shift_open_already", desk: own.desk });
    const opened = await store.insertShift(tx, {
      organization: deskOwner(tx.scope),
      desk,
      cashier,
      float: of.float,
    });
    return opened ? ok(opened) : refuse({ code: "payments.cash_desk_taken", field: "desk", desk });
  });
}

/** The person's open shift of today, held until the transaction ends: it is not closed while cash is taken in it. */
export async function shiftForTaking(
  tx: Tx,
  how: "shared" | "alone" = "shared",
): Promise<Result<CashShift, CashRefusal>> {
  const shift = await store.lockOpenShift(tx, cashierOf(tx), how);
  if (!shift) return refuse({ code: "payments.cash_no_shift" });
  return shift.day === tx.scope.today
    ? ok(shift)
    : refuse({ code: "payments.cash_shift_of_other_day", day: shift.day });
}

/** Cash for a payment goes back out of the drawer, which must have it. */
export async function noteReturned(
  tx: Tx,
  shift: CashShift,
  of: PaymentRef & { readonly amount: Money },
): Promise<Result<void, CashRefusal>> {
  const { expected } = await reportOf(tx, shift.shift);
  if (expected < of.amount)
    return refuse({ code: "payments.cash_drawer_short", inDrawer: moneyText(expected) });
  await store.insertReturned(tx, shift.shift, of);
  return ok(undefined);
}

/** Hands cash over to the bank or its collector during the shift. */
export async function handOver(
  ctx: Ctx,
  shift: number,
  of: NewHandover,
): Promise<Result<ShiftReport, CashRefusal>> {
  return attempt<ShiftReport, CashRefusal>(ctx, async (tx) => {
    const open = await lockOpen(tx, shift);
    if (!open.ok) return open;
    const { expected } = await reportOf(tx, shift);
    if (expected < of.amount)
      return refuse({ code: "payments.cash_drawer_short", inDrawer: moneyText(expected) });
    await store.insertHandover(tx, open.value, of);
    return ok(await reportOf(tx, shift));
  });
}

/**
 * Ends a shift by a count of the drawer. Its sums are kept as they are now, and nothing more is taken in it. A count
 * that differs wants a reason; so does a shift that its cashier does not close.
 */
export async function closeShift(
  ctx: Ctx,
  shift: number,
  of: { readonly declared: Money; readonly reason: string; readonly handover?: NewHandover | undefined },
): Promise<Result<ShiftReport, CashRefusal>> {
  return attempt<ShiftReport, CashRefusal>(ctx, async (tx) => {
    const open = await lockOpen(tx, shift);
    if (!open.ok) return open;
    const { sums, expected, cashier } = await reportOf(tx, shift);
    const { declared, handover } = of;
    const reason = of.reason.trim();
    const handed = handover?.amount ?? NOTHING;
    const refusal = judgeCount({ expected, declared, reason, handed, isOwn: cashier === tx.scope.user });
    if (refusal) return refuse(refusal);
    if (handover) await store.insertHandover(tx, open.value, handover);
    const left = (declared - handed) as Money;
    await store.insertClosing(tx, open.value, { sums, expected, declared, reason, left });
    return ok(await reportOf(tx, shift));
  });
}

async function lockOpen(tx: Tx, shift: number): Promise<Result<CashShift, CashRefusal>> {
  const found = await store.lockShift(tx, shift);
  if (!found) return refuse({ code: "payments.cash_shift_not_found", shift });
  return found.closedAt ? refuse({ code: "payments.cash_shift_closed", shift }) : ok(found);
}

const reportOf = async (tx: Tx, shift: number): Promise<ShiftReport> =>
  must((await store.listReports(tx, { shift }))[0], "the report of a shift");

/** One shift with its sums: X while it is open, Z ever after. */
export async function shiftReport(tx: Tx, shift: number): Promise<Result<ShiftReport, CashRefusal>> {
  const [report] = await store.listReports(tx, { shift });
  return report ? ok(report) : refuse({ code: "payments.cash_shift_not_found", shift });
}

/** Where the person may open a shift, and the one that is open. */
export async function ownDesk(
  tx: Tx,
): Promise<{ readonly shift: ShiftReport | undefined; readonly desks: readonly Desk[] }> {
  const open = await store.findOpenShift(tx, cashierOf(tx));
  return {
    shift: open && (await reportOf(tx, open.shift)),
    desks: await store.listDesks(tx, deskOwner(tx.scope)),
  };
}
