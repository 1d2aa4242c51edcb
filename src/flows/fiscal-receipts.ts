import { must } from "#core/assert";
import { covers } from "#core/day";
import type { BuildingId, PaymentId } from "#core/ids";
import type { Money } from "#core/units";
import { findAccountsByPlace } from "#modules/accounts";
import { findManagements } from "#modules/addresses";
import {
  type Attempt,
  type Brought,
  type Carrier,
  type FiscalMarks,
  type FiscalService,
  insertMessage,
  insertOwed,
  insertReceipt,
  isReceiptRequired,
  listOwed,
  type Message,
  type OwedReceipt,
  positionsOf,
  returnedPositions,
  type Supplier,
} from "#modules/gateways";
import { listEntriesOf } from "#modules/ledger";
import { findOrganizations } from "#modules/organizations";
import { findPayment, type PaymentRef } from "#modules/payments";
import type { Tx } from "#platform/database";

const RECEIPTS = "fiscal.receipt";

/**
 * Makes a payment's receipt owed, in the transaction that books the payment: its positions are those of the allocation
 * as it is now. Nothing where the rules in force ask for none, or where it is owed already.
 */
export async function oweReceipt(tx: Tx, of: PaymentRef & { readonly contact: string }): Promise<void> {
  const payment = must(await findPayment(tx, of), "the payment of a receipt");
  const management = must(
    (await findManagements(tx, [of.building])).find((one) => covers(one, tx.scope.today)),
    "who manages the building of a payment",
  );
  const organization = management.facts;
  if (!(await isReceiptRequired(tx, { organization, channel: payment.channel, on: payment.paidOn }))) return;
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
  await owe(tx, {
    ...of,
    no: 0,
    kind: "sell",
    externalId: `P${of.payment}`,
    amount: payment.amount,
    positions: positionsOf(brought, account?.number ?? ""),
    organization,
  });
}

/** "+74002550112": as a receipt writes a phone. */
const phoneOf = (phone: string): string => `+${phone.replaceAll(/\D/g, "").replace(/^8(?=\d{10}$)/, "7")}`;

/** Makes the receipt of a return owed: of what was given back of a payment that has a receipt. */
export async function oweRefundReceipt(tx: Tx, of: PaymentRef & { readonly amount: Money }): Promise<void> {
  const [sale, ...returns] = await listOwed(tx, of);
  if (!sale) return;
  const no = returns.length + 1;
  await owe(tx, {
    ...sale,
    no,
    kind: "sell_refund",
    externalId: `P${of.payment}-R${no}`,
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
      const owed = must(
        (await ctx.transaction((tx) => listOwed(tx, payment))).find((one) => one.no === no),
        "a receipt that is owed",
      );
      if (owed.marks) return { outcome: "sent" };
      const turn = Number(message.progress["turn"] ?? 1);
      const externalId = turn === 1 ? owed.externalId : `${owed.externalId}-${turn}`;
      const id = message.progress["id"];
      if (typeof id !== "string") {
        const registered = await service.register({
          kind: owed.kind,
          externalId,
          positions: owed.positions,
          total: owed.amount,
          contact: owed.contact === "" ? company.contact : owed.contact,
          at: localTime(owed.madeAt),
        });
        if (registered.outcome === "unknown") return { outcome: "away", reason: registered.reason };
        if (registered.outcome === "refused")
          return { outcome: "dead", reason: registered.reason, progress: { turn: turn + 1 } };
        const progress = { turn, id: registered.id };
        return { outcome: "waits", reason: "the cash register is at work", seconds: 5, progress };
      }
      const reported = await service.report({ id, externalId });
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
