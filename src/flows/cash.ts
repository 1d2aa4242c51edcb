import { must } from "#core/assert";
import { covers } from "#core/day";
import type { ServiceId } from "#core/ids";
import type { Period } from "#core/period";
import type { Result } from "#core/result";
import { ok, refuse } from "#core/result";
import { type Money, NOTHING } from "#core/units";
import { listUsers } from "#modules/access";
import { findAccountsByNumber } from "#modules/accounts";
import { findManagements } from "#modules/addresses";
import { type FiscalRule, findFiscalRule } from "#modules/gateways";
import { accountBalances, sumByService } from "#modules/ledger";
import { openPeriodOf } from "#modules/organizations";
import {
  deskOwner,
  type Desk,
  findPaymentDocuments,
  findShiftOfPayment,
  insertTaken,
  listShiftDocuments,
  listShiftReports,
  noteReturned,
  ownDesk,
  type PaymentRef,
  type PaymentRefusal,
  type ReversalRefusal,
  reversePayment,
  type ShiftDocument,
  shiftForTaking,
  type ShiftRefusal,
  type ShiftReport,
  shiftReport,
  type TakenPayment,
  takePayment,
} from "#modules/payments";
import { listServices, PENALTY_SERVICE, type Service } from "#modules/tariffs";
import type { Ctx } from "#platform/context";
import type { Tx } from "#platform/database";
import { attempt, within } from "#platform/deed";
import { oweReceipt, oweRefundReceipt } from "./fiscal-receipts.ts";

/** At the desk a cashier gives back only what she took in her open shift: the rest is somebody else's drawer. */
export type CashRefusal = { readonly code: "cash.not_of_shift"; readonly payment: string };

/**
 * Takes cash at the desk, in the open shift of whoever takes it; where the rules in force ask for a fiscal receipt, it is
 * owed in the same transaction.
 */
export async function takeCash(
  ctx: Ctx,
  of: {
    readonly account: string;
    readonly amount: Money;
    readonly contact: string;
    /** What the payer insists on paying. */
    readonly statedPeriod?: Period | undefined;
    readonly statedService?: ServiceId | undefined;
  },
): Promise<Result<TakenPayment & { readonly shift: number }, PaymentRefusal | ShiftRefusal>> {
  return attempt<TakenPayment & { shift: number }, PaymentRefusal | ShiftRefusal>(ctx, async (tx) => {
    const open = await shiftForTaking(tx);
    if (!open.ok) return open;
    const { shift } = open.value;
    const { account, amount, contact, ...stated } = of;
    const taken = await takePayment(
      within(ctx, tx),
      {
        account,
        amount,
        paidOn: tx.scope.today,
        ...stated,
        statedPenalty: stated.statedService === PENALTY_SERVICE,
      },
      "cash",
    );
    if (!taken.ok) return taken;
    await insertTaken(tx, shift, taken.value);
    await oweReceipt(tx, { ...taken.value, contact });
    return ok({ ...taken.value, shift });
  });
}

/** Gives back a payment of the cashier's open shift, whole: the entries that undo it, and the receipt of the return. */
export async function returnCash(
  ctx: Ctx,
  ref: PaymentRef,
  reason: string,
): Promise<Result<{ readonly reversal: bigint }, CashRefusal | ReversalRefusal | ShiftRefusal>> {
  return attempt<{ reversal: bigint }, CashRefusal | ReversalRefusal | ShiftRefusal>(ctx, async (tx) => {
    const open = await shiftForTaking(tx, "alone");
    if (!open.ok) return open;
    const payment = await findPaymentDocuments(tx, ref);
    if (!payment || (await findShiftOfPayment(tx, ref)) !== open.value.shift)
      return refuse({ code: "cash.not_of_shift", payment: String(ref.payment) });
    const reversed = await reversePayment(within(ctx, tx), ref, reason);
    if (!reversed.ok) return reversed;
    const noted = await noteReturned(tx, open.value, { ...ref, amount: payment.amount });
    if (!noted.ok) return noted;
    await oweRefundReceipt(tx, { ...ref, amount: payment.amount });
    return ok({ reversal: reversed.value.reversal });
  });
}

/** A report with the names of its people, where they are in sight. */
export interface NamedReport extends ShiftReport {
  readonly cashierName: string | undefined;
  readonly closedByName: string | undefined;
}

/** The person's open shift, where another may be opened, and by which rule a receipt is owed at the desk. */
export async function cashDesk(ctx: Ctx): Promise<{
  readonly shift: NamedReport | undefined;
  readonly desks: readonly Desk[];
  readonly rule: FiscalRule | undefined;
}> {
  return ctx.transaction(async (tx) => {
    const { shift, desks } = await ownDesk(tx);
    return {
      shift: shift && must((await named(ctx, tx, [shift]))[0], "the shift with its names"),
      desks,
      rule: await findFiscalRule(tx, {
        organization: deskOwner(tx.scope),
        channel: "cash",
        on: tx.scope.today,
      }),
    };
  });
}

/** What the cash of a shift was booked to. */
export interface ShiftService {
  /** Absent: the advance. */
  readonly service: Service | undefined;
  readonly taken: Money;
  readonly returned: Money;
}

export interface WholeReport extends NamedReport {
  readonly services: readonly ShiftService[];
}

/** One shift, with its sums by service: those of its entries, which never change. */
export async function cashShift(ctx: Ctx, shift: number): Promise<Result<WholeReport, ShiftRefusal>> {
  return ctx.transaction(async (tx) => {
    const report = await shiftReport(tx, shift);
    if (!report.ok) return report;
    const whole = must((await named(ctx, tx, [report.value]))[0], "the shift with its names");
    return ok({ ...whole, services: await servicesOf(tx, shift) });
  });
}

async function servicesOf(tx: Tx, shift: number): Promise<ShiftService[]> {
  const documents = await listShiftDocuments(tx, shift);
  const sums = async (kind: ShiftDocument["kind"]) =>
    new Map<number, Money>(
      (
        await sumByService(
          tx,
          documents.filter((one) => one.kind === kind),
        )
      ).map(({ service, amount }) => [service, amount]),
    );
  const taken = await sums("taken");
  const returned = await sums("returned");
  const services = new Map<number, Service>((await listServices(tx)).map((one) => [one.id, one]));
  return [...new Set([...taken.keys(), ...returned.keys()])]
    .sort((a, b) => (a === ADVANCE ? 1 : b === ADVANCE ? -1 : a - b))
    .map((id) => ({
      service: id === ADVANCE ? undefined : must(services.get(id), "a service of a payment"),
      taken: taken.get(id) ?? NOTHING,
      returned: -(returned.get(id) ?? NOTHING) as Money,
    }));
}

/** Where the ledger keeps what nothing is owed for. */
const ADVANCE = 0;

export const cashShifts = (
  ctx: Ctx,
  of: { readonly before?: number | undefined; readonly limit: number },
): Promise<NamedReport[]> => ctx.transaction(async (tx) => named(ctx, tx, await listShiftReports(tx, of)));

async function named(ctx: Ctx, tx: Tx, reports: readonly ShiftReport[]): Promise<NamedReport[]> {
  const names = new Map<number, string>(
    (await listUsers(within(ctx, tx))).map((user) => [user.id, user.name]),
  );
  return reports.map((report) => {
    const closedBy = report.closing?.closedBy;
    return {
      ...report,
      cashierName: names.get(report.cashier),
      closedByName: closedBy === undefined ? undefined : names.get(closedBy),
    };
  });
}

/** What an account owes for a service of a month: what a payer may insist on paying. */
export interface PayerDebt {
  readonly period: Period;
  readonly service: Service;
  readonly amount: Money;
}

/** What is owed on an account, the oldest month first; providers of one service are together. */
export async function payerDebts(
  ctx: Ctx,
  number: string,
): Promise<
  Result<
    readonly PayerDebt[],
    Extract<
      PaymentRefusal,
      {
        code: "payments.account_not_found" | "payments.building_unmanaged" | "payments.period_not_open";
      }
    >
  >
> {
  return ctx.transaction(async (tx) => {
    const [account] = await findAccountsByNumber(tx, [number]);
    if (!account) return refuse({ code: "payments.account_not_found", field: "account", account: number });
    const management = (await findManagements(tx, [account.building])).find((one) =>
      covers(one, tx.scope.today),
    );
    if (!management) return refuse({ code: "payments.building_unmanaged", building: account.building });
    const period = await openPeriodOf(tx, management.facts);
    if (period === undefined)
      return refuse({ code: "payments.period_not_open", organization: management.facts });
    const balances = await accountBalances(tx, { accounts: [account], period });
    const { items } = must(balances.get(account.account), "the account's balance");
    const services = new Map((await listServices(tx)).map((service) => [service.id, service]));
    const lines = Map.groupBy(items, ({ chargedFor, service }) => `${chargedFor} ${service}`);
    return ok(
      [...lines.values()].flatMap((line) => {
        const { chargedFor, service } = must(line[0], "the first item of a line");
        const amount = line.reduce((sum, item) => (sum + item.amount) as Money, 0n as Money);
        return amount > 0n
          ? [{ period: chargedFor, service: must(services.get(service), "a service of a debt"), amount }]
          : [];
      }),
    );
  });
}
