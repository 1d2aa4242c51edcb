import type { Day } from "#core/day";
import type { BuildingId, OrganizationId, PaymentId } from "#core/ids";
import type { Money } from "#core/units";
import type { Channel } from "#modules/payments";
import type { Tx } from "#platform/database";
import type { DeadReceipt, FiscalMarks, OwedReceipt, Position } from "./model.ts";

/** Whether payments of a channel need a receipt of ours, and by which law. */
export interface FiscalRule {
  readonly required: boolean;
  readonly basis: string;
}

/** The rule of a day: the organization's own, else that of all. */
export async function findFiscalRule(
  tx: Tx,
  of: { readonly organization: OrganizationId | 0; readonly channel: Channel; readonly on: Day },
): Promise<FiscalRule | undefined> {
  const [row] = await tx.named<FiscalRule>(
    "gateways.find-fiscal-rule",
    `select required, basis from gateways.fiscal_rules
     where organization_id in (0, $1) and channel = $2 and in_force @> $3::date order by organization_id desc limit 1`,
    [of.organization, of.channel, of.on],
  );
  return row;
}

/** Whether a payment needs a receipt of ours; where no rule says so, it does not. */
export async function isReceiptRequired(
  tx: Tx,
  of: { readonly organization: OrganizationId; readonly channel: Channel; readonly on: Day },
): Promise<boolean> {
  return (await findFiscalRule(tx, of))?.required ?? false;
}

/** False if it is owed already. */
export async function insertOwed(tx: Tx, receipt: Omit<OwedReceipt, "madeAt" | "marks">): Promise<boolean> {
  const rows = await tx.query(
    `insert into gateways.fiscal_documents (building_id, payment_id, document_no, kind, external_id, amount, positions,
       contact, organization_id, correction, in_cash)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict do nothing returning document_no`,
    [
      receipt.building,
      receipt.payment,
      receipt.no,
      receipt.kind,
      receipt.externalId,
      receipt.amount,
      JSON.stringify(receipt.positions, (_, value: unknown) =>
        typeof value === "bigint" ? String(value) : value,
      ),
      receipt.contact,
      receipt.organization,
      receipt.correction === undefined ? null : JSON.stringify(receipt.correction),
      receipt.inCash,
    ],
  );
  return rows.length === 1;
}

/** The receipts of a payment, in the order in which they were owed: its sale, returns, a correction. */
export async function listOwed(
  tx: Tx,
  of: { readonly building: BuildingId; readonly payment: PaymentId },
): Promise<OwedReceipt[]> {
  const rows = await tx.named<OwedRow>(
    "gateways.list-owed",
    `select d.building_id, d.payment_id, d.document_no, d.kind, d.external_id, d.amount, d.positions, d.contact,
       d.organization_id, d.correction, d.in_cash, d.made_at, r.service_id, r.fn_number, r.fiscal_document_number, r.fiscal_attribute, r.receipt_at
     from gateways.fiscal_documents d left join gateways.fiscal_receipts r using (building_id, payment_id, document_no)
     where d.building_id = $1 and d.payment_id = $2 order by d.document_no`,
    [of.building, of.payment],
  );
  return rows.map((row) => ({
    building: row.building_id as BuildingId,
    payment: row.payment_id as PaymentId,
    no: row.document_no,
    kind: row.kind,
    correction: row.correction ?? undefined,
    externalId: row.external_id,
    amount: row.amount as Money,
    positions: row.positions.map((one) => ({ ...one, amount: BigInt(one.amount) as Money })),
    inCash: row.in_cash,
    contact: row.contact,
    organization: row.organization_id as OrganizationId,
    madeAt: row.made_at,
    marks:
      row.service_id === null
        ? undefined
        : {
            serviceId: row.service_id,
            fnNumber: row.fn_number,
            documentNumber: row.fiscal_document_number,
            attribute: row.fiscal_attribute,
            receiptAt: row.receipt_at,
          },
  }));
}

/**
 * Receipts that were given up, the latest first: those that wait for a person, or those written off by a correction in
 * their place. `before` is the message of the last one of the page before.
 */
export async function listDeadReceipts(
  tx: Tx,
  of: { readonly isCorrected: boolean; readonly before?: bigint | undefined; readonly limit: number },
): Promise<DeadReceipt[]> {
  const rows = await tx.query<{
    building_id: BuildingId;
    payment_id: PaymentId;
    kind: OwedReceipt["kind"];
    external_id: string;
    amount: Money;
    reason: string;
    attempts: number;
    ended_at: Date;
    message_id: bigint;
  }>(
    `select d.building_id, d.payment_id, d.kind, d.external_id, d.amount, o.reason, o.attempts, o.ended_at, o.message_id
     from gateways.outbox o join gateways.fiscal_documents d on d.external_id = o.key
     where o.kind = 'fiscal.receipt' and o.state = 'dead' and o.message_id < coalesce($2, 9223372036854775807)
       and (d.kind = 'sell' and exists (select from gateways.fiscal_documents c
         where c.building_id = d.building_id and c.payment_id = d.payment_id and c.kind = 'sell_correction')) = $1
     order by o.message_id desc limit $3`,
    [of.isCorrected, of.before ?? null, of.limit],
  );
  return rows.map((row) => ({
    building: row.building_id,
    payment: row.payment_id,
    kind: row.kind,
    externalId: row.external_id,
    amount: row.amount,
    reason: row.reason,
    attempts: row.attempts,
    endedAt: row.ended_at,
    message: row.message_id,
    isCorrected: of.isCorrected,
  }));
}

/** False if the document has its receipt already. */
export async function insertReceipt(
  tx: Tx,
  of: {
    readonly building: BuildingId;
    readonly payment: PaymentId;
    readonly no: number;
    readonly marks: FiscalMarks;
  },
): Promise<boolean> {
  const rows = await tx.query(
    `insert into gateways.fiscal_receipts (building_id, payment_id, document_no, service_id, fn_number,
       fiscal_document_number, fiscal_attribute, receipt_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing returning document_no`,
    [
      of.building,
      of.payment,
      of.no,
      of.marks.serviceId,
      of.marks.fnNumber,
      of.marks.documentNumber,
      of.marks.attribute,
      of.marks.receiptAt,
    ],
  );
  return rows.length === 1;
}

interface OwedRow {
  building_id: number;
  payment_id: bigint;
  document_no: number;
  kind: OwedReceipt["kind"];
  correction: OwedReceipt["correction"] | null;
  external_id: string;
  amount: bigint;
  in_cash: boolean;
  positions: (Omit<Position, "amount"> & { readonly amount: string })[];
  contact: string;
  organization_id: number;
  made_at: Date;
  service_id: string | null;
  fn_number: string;
  fiscal_document_number: string;
  fiscal_attribute: string;
  receipt_at: string;
}
