import { must } from "#core/assert";
import { covers, type Day } from "#core/day";
import type { BuildingId, OrganizationId, PaymentId } from "#core/ids";
import { ok, refuse, type Result } from "#core/result";
import type { Money } from "#core/units";
import { findAccountLines, findAccountsByPlace } from "#modules/accounts";
import { findManagements } from "#modules/addresses";
import {
  type Attempt,
  type Brought,
  type Carrier,
  type Correction,
  type DeadReceipt,
  type FiscalMarks,
  type FiscalService,
  hastenMessage,
  insertMessage,
  insertOwed,
  insertReceipt,
  isReceiptRequired,
  listDeadReceipts,
  listOwed,
  lockMessage,
  writeOffMessage,
  type Message,
  type OwedReceipt,
  type Position,
  positionsOf,
  returnedPositions,
  type Supplier,
} from "#modules/gateways";
import { listEntriesOf } from "#modules/ledger";
import { findOrganizations } from "#modules/organizations";
import { findPayment, findPaymentsDocuments, type Payment, type PaymentRef } from "#modules/payments";
import type { Ctx } from "#platform/context";
import type { Tx } from "#platform/database";

/** The outbox's kind of receipts that are owed. */
export const RECEIPTS = "fiscal.receipt";

/**
 * Makes a payment's receipt owed, in the transaction that books the payment: its positions are those of the allocation
 * as it is now. Nothing where the rules in force ask for none, or where it is owed already.
 */
export async function oweReceipt(tx: Tx, of: PaymentRef & { readonly contact: string }): Promise<void> {
  const payment = must(await findPayment(tx, of), "the payment of a receipt");
  const organization = await managerOf(tx, of);
  if (!(await isReceiptRequired(tx, { organization, channel: payment.channel, on: payment.paidOn }))) return;
  await owe(tx, {
    ...of,
    no: 0,
    kind: "sell",
    externalId: `P${of.payment}`,
    amount: payment.amount,
    positions: await positionsOfPayment(tx, payment),
    inCash: payment.channel === "cash",
    organization,
  });
}

async function managerOf(tx: Tx, of: PaymentRef): Promise<OrganizationId> {
  const management = must(
    (await findManagements(tx, [of.building])).find((one) => covers(one, tx.scope.today)),
    "who manages the building of a payment",
  );
  return management.facts;
}

/** What the payment brought to each supplier, as it is allocated now. */
async function positionsOfPayment(tx: Tx, payment: Payment): Promise<Position[]> {
  const entries = await listEntriesOf(tx, { ...payment, document: payment.payment });
  const suppliers = new Map<number, Supplier>(
    (
      await findOrganizations(tx, [
        ...new Set(entries.flatMap(({ provider }) => (provider === 0 ? [] : [provider]))),
      ])
    ).map((one) => [
      one.id,
      { name: one.name, inn: one.inn ?? "", phones: one.phone === "" ? [] : [phoneOf(one.phone)] },
    ]),
  );
  const brought = entries.map(
    ({ provider, amount }): Brought => ({
      amount,
      supplier: provider === 0 ? undefined : suppliers.get(provider),
    }),
  );
  const [account] = await findAccountsByPlace(tx, [payment]);
  return positionsOf(brought, account?.number ?? "");
}

/** A receipt that was given up, with whose payment it is of. */
export interface DeadReceiptLine extends DeadReceipt {
  readonly paidOn: Day;
  readonly account: string;
  readonly holder: string;
  readonly reversed: boolean;
}

/** What the cash register gave up, with the accounts: the number of questions does not grow with the page. */
export async function deadReceipts(
  ctx: Ctx,
  of: { readonly isCorrected: boolean; readonly before?: bigint | undefined; readonly limit: number },
): Promise<DeadReceiptLine[]> {
  return ctx.transaction(async (tx) => {
    const dead = await listDeadReceipts(tx, of);
    if (dead.length === 0) return [];
    const payments = new Map((await findPaymentsDocuments(tx, dead)).map((one) => [one.payment, one]));
    const lines = new Map(
      (await findAccountLines(tx, [...payments.values()])).map((line) => [line.account, line]),
    );
    return dead.map((receipt) => {
      const payment = must(payments.get(receipt.payment), "the payment of a receipt");
      const line = lines.get(payment.account);
      return {
        ...receipt,
        paidOn: payment.paidOn,
        account: line?.number ?? "",
        holder: line?.holder ?? "",
        reversed: payment.reversed !== undefined,
      };
    });
  });
}

/** Why a receipt is not corrected. */
export type FiscalRefusal =
  | { readonly code: "fiscal.payment_not_found"; readonly payment: bigint }
  /** It has its receipt, or its correction; or the receipt is still on its way. */
  | { readonly code: "fiscal.receipt_stands"; readonly payment: bigint };

/**
 * Makes a receipt of correction owed for a payment that has no receipt: none was asked for when it came, or the cash
 * register has given it up. The receipt that was given up is never sent after that: a payment has one.
 */
export async function oweCorrection(
  tx: Tx,
  of: PaymentRef & { readonly correction: Correction; readonly contact: string },
): Promise<Result<{ readonly externalId: string }, FiscalRefusal>> {
  const payment = await findPayment(tx, of);
  if (!payment) return refuse({ code: "fiscal.payment_not_found", payment: of.payment });
  const documents = await listOwed(tx, of);
  for (const document of documents.filter(({ kind }) => kind !== "sell_refund")) {
    const state = await lockMessage(tx, { kind: RECEIPTS, key: document.externalId });
    if (document.kind === "sell_correction" || document.marks !== undefined || state !== "dead")
      return refuse({ code: "fiscal.receipt_stands", payment: of.payment });
    await writeOffMessage(tx, { kind: RECEIPTS, key: document.externalId });
  }
  const [first] = documents;
  const externalId = `P${of.payment}-C`;
  await owe(tx, {
    building: of.building,
    payment: of.payment,
    no: documents.length,
    kind: "sell_correction",
    correction: of.correction,
    externalId,
    amount: payment.amount,
    positions: first?.positions ?? (await positionsOfPayment(tx, payment)),
    inCash: payment.channel === "cash",
    contact: first?.contact ?? of.contact,
    organization: first?.organization ?? (await managerOf(tx, of)),
  });
  return ok({ externalId });
}

/** The service says that a document of this number is done: it is read again, and only that counts. */
export async function hastenReceipt(tx: Tx, externalId: string): Promise<boolean> {
  return hastenMessage(tx, { kind: RECEIPTS, key: externalId.replace(/-T\d+$/, "") });
}

/** "+74002550112": as a receipt writes a phone. */
const phoneOf = (phone: string): string => `+${phone.replaceAll(/\D/g, "").replace(/^8(?=\d{10}$)/, "7")}`;

/** Makes the receipt of a return owed: of what was given back of a payment that has a receipt. */
export async function oweRefundReceipt(tx: Tx, of: PaymentRef & { readonly amount: Money }): Promise<void> {
  const documents = await listOwed(tx, of);
  const returns = documents.filter(({ kind }) => kind === "sell_refund");
  // A correction stands for the sale that never got its receipt; its positions are the same.
  const sale = documents.findLast(({ kind }) => kind !== "sell_refund");
  if (!sale) return;
  await owe(tx, {
    ...sale,
    no: documents.length,
    kind: "sell_refund",
    correction: undefined,
    externalId: `P${of.payment}-R${returns.length + 1}`,
    amount: of.amount,
    positions: returnedPositions(
      sale.positions,
      returns.map(({ positions }) => positions),
      of.amount,
    ),
  });
}

async function owe(tx: Tx, receipt: Omit<OwedReceipt, "madeAt" | "marks">): Promise<void> {
  if (!(await insertOwed(tx, receipt))) return;
  await insertMessage(tx, {
    kind: RECEIPTS,
    key: receipt.externalId,
    payload: { building: receipt.building, payment: String(receipt.payment), no: receipt.no },
    organization: receipt.organization,
  });
}

/**
 * Carries receipts to the service that prints them: registers the document under its number, then asks what became of
 * it. One that the cash register refused is given up with its reason; put back by a person, it goes under the next number.
 */
export function receiptCarrier(service: FiscalService, company: { readonly contact: string }): Carrier {
  const refOf = ({ payload }: Message) => ({
    building: payload["building"] as BuildingId,
    payment: BigInt(payload["payment"] as string) as PaymentId,
    no: payload["no"] as number,
  });
  return {
    kind: RECEIPTS,
    carry: async (ctx, message): Promise<Attempt> => {
      const { no, ...payment } = refOf(message);
      const documents = await ctx.transaction((tx) => listOwed(tx, payment));
      const owed = must(
        documents.find((one) => one.no === no),
        "a receipt that is owed",
      );
      if (owed.marks) return { outcome: "sent" };
      if (owed.kind === "sell" && documents.some(({ kind }) => kind === "sell_correction"))
        return { outcome: "dead", reason: "a receipt of correction stands in its place" };
      const turn = Number(message.progress["turn"] ?? 1);
      // A letter between: a service that takes letters and digits alone would read "P100-2" as payment 1002.
      const externalId = turn === 1 ? owed.externalId : `${owed.externalId}-T${turn}`;
      const id = message.progress["id"];
      if (typeof id !== "string") {
        const registered = await service.register({
          kind: owed.kind,
          correction: owed.correction,
          externalId,
          positions: owed.positions,
          total: owed.amount,
          inCash: owed.inCash,
          contact: owed.contact === "" ? company.contact : owed.contact,
          at: localTime(owed.madeAt),
        });
        if (registered.outcome === "unknown") return { outcome: "away", reason: registered.reason };
        if (registered.outcome === "refused")
          return { outcome: "dead", reason: registered.reason, progress: { turn: turn + 1 } };
        const progress = { turn, id: registered.id };
        return { outcome: "waits", reason: "the cash register is at work", seconds: 5, progress };
      }
      const reported = await service.report({ id, externalId, kind: owed.kind });
      switch (reported.outcome) {
        case "waits":
          return { outcome: "waits", reason: "the cash register is at work", seconds: 15 };
        case "unknown":
          return { outcome: "away", reason: reported.reason };
        case "failed":
          return { outcome: "dead", reason: reported.reason, progress: { turn: turn + 1 } };
        case "done":
          return { outcome: "sent", progress: { ...message.progress, marks: { ...reported.marks } } };
      }
    },
    settle: async (_ctx, tx, message, attempt) => {
      const marks = attempt.outcome === "sent" ? attempt.progress?.["marks"] : undefined;
      if (marks === undefined) return;
      await insertReceipt(tx, { ...refOf(message), marks: marks as unknown as FiscalMarks });
    },
  };
}

/** "10.11.2025 12:13:14" in Moscow, where the cash registers are set up: three hours before UTC, all year round. */
function localTime(at: Date): string {
  const [date = "", time = ""] = new Date(at.getTime() + 3 * 3_600_000).toISOString().split("T");
  return `${date.split("-").reverse().join(".")} ${time.slice(0, 8)}`;
}
