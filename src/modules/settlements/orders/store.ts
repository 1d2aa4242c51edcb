import type { Day } from "#core/day";
import type { OrganizationId, UserId } from "#core/ids";
import { type Money } from "#core/units";
import { intArray, type Tx } from "#platform/database";
import type { OrderFile, OrderFormat, OrderState, Party, PaymentOrder, Settlement } from "../model.ts";
import { yearOf } from "../rules/order.ts";

/** Steps of orders follow one another: of two people who do the same, the second finds it done. */
export async function lockOrders(tx: Tx): Promise<void> {
  await tx.query("select pg_advisory_xact_lock(hashtext('settlements.orders'))");
}

export async function insertOrder(
  tx: Tx,
  of: Pick<PaymentOrder, "provider" | "dated" | "amount" | "purpose" | "payer" | "receiver" | "draftedBy">,
): Promise<number> {
  const [row] = await tx.query<{ order_id: number }>(
    `insert into settlements.orders (organization_id, year, number, dated, amount, purpose, payer_name, payer_inn, payer_kpp,
       payer_account, payer_bank, payer_bic, payer_correspondent, receiver_name, receiver_inn, receiver_kpp, receiver_account,
       receiver_bank, receiver_bic, receiver_correspondent, drafted_by)
     values ($1, $2, 1 + (select coalesce(max(number), 0) from settlements.orders where payer_account = $9 and year = $2),
       $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)
     returning order_id`,
    [
      of.provider,
      yearOf(of.dated),
      of.dated,
      of.amount,
      of.purpose,
      ...partyValues(of.payer),
      ...partyValues(of.receiver),
      of.draftedBy,
    ],
  );
  if (!row) throw new Error("an order was not written");
  return row.order_id;
}

const partyValues = (of: Party): string[] => [
  of.name,
  of.inn,
  of.kpp,
  of.account,
  of.bank,
  of.bic,
  of.correspondentAccount,
];

/** The unique index `once` refuses a settlement that stands in another living order. */
export async function insertOrderSettlements(
  tx: Tx,
  order: number,
  settlements: readonly Settlement[],
): Promise<void> {
  await tx.query(
    `insert into settlements.order_settlements (order_id, settlement_id, organization_id, provider_id, amount)
     select $1, s.settlement_id, s.organization_id, s.provider_id, s.to_transfer
     from settlements.settlements s where s.settlement_id = any ($2::integer[])`,
    [order, intArray(settlements.map(({ id }) => id))],
  );
}

export async function insertOrderApproval(
  tx: Tx,
  of: { readonly order: PaymentOrder; readonly by: UserId },
): Promise<void> {
  await tx.query(
    "insert into settlements.order_approvals (order_id, organization_id, drafted_by, approved_by) values ($1, $2, $3, $4)",
    [of.order.id, of.order.provider, of.order.draftedBy, of.by],
  );
}

export async function insertFile(
  tx: Tx,
  of: { readonly format: OrderFormat; readonly name: string; readonly bytes: Uint8Array },
): Promise<number> {
  const [row] = await tx.query<{ file_id: number }>(
    `insert into settlements.order_files (format, name, bytes, sha256, made_by)
     values ($1, $2, $3, sha256($3), $4) returning file_id`,
    [of.format, of.name, Buffer.from(of.bytes), tx.scope.user ?? null],
  );
  if (!row) throw new Error("a file of orders was not kept");
  return row.file_id;
}

export async function insertSendings(tx: Tx, file: number, orders: readonly PaymentOrder[]): Promise<void> {
  await tx.query(
    `insert into settlements.order_sendings (order_id, organization_id, file_id, sent_by)
     select o.order_id, o.organization_id, $1, $2 from settlements.orders o where o.order_id = any ($3::integer[])`,
    [file, tx.scope.user ?? null, intArray(orders.map(({ id }) => id))],
  );
}

export async function insertOutcome(
  tx: Tx,
  of: {
    readonly order: PaymentOrder;
    readonly outcome: "confirmed" | "rejected" | "returned" | "withdrawn";
    readonly on: Day;
    readonly document: string;
  },
): Promise<void> {
  await tx.query(
    `insert into settlements.order_outcomes (order_id, organization_id, outcome, happened_on, document, recorded_by)
     values ($1, $2, $3, $4, $5, $6)`,
    [of.order.id, of.order.provider, of.outcome, of.on, of.document, tx.scope.user ?? null],
  );
  await (of.outcome === "confirmed"
    ? tx.query("update settlements.order_settlements set confirmed_on = $2 where order_id = $1", [
        of.order.id,
        of.on,
      ])
    : tx.query("update settlements.order_settlements set released_at = now() where order_id = $1", [
        of.order.id,
      ]));
}

export interface OrderFilter {
  readonly ids?: readonly number[] | undefined;
  readonly provider?: OrganizationId | undefined;
  /** Neither confirmed nor ended. */
  readonly isOpen?: boolean | undefined;
}

/** The newest first. */
export async function listOrders(tx: Tx, of: OrderFilter, limit = 500): Promise<PaymentOrder[]> {
  const rows = await tx.query<OrderRow>(
    `select o.order_id, o.organization_id, o.number, o.dated, o.amount, o.purpose, o.payer_name, o.payer_inn, o.payer_kpp,
       o.payer_account, o.payer_bank, o.payer_bic, o.payer_correspondent, o.receiver_name, o.receiver_inn, o.receiver_kpp,
       o.receiver_account, o.receiver_bank, o.receiver_bic, o.receiver_correspondent, o.drafted_at, o.drafted_by,
       a.approved_at, a.approved_by, s.sent_at, s.file_id, f.name as file_name, encode(f.sha256, 'hex') as sha256,
       t.outcome, t.happened_on, t.document, l.settlements, l.amounts
     from settlements.orders o left join settlements.order_approvals a using (order_id)
     left join settlements.order_sendings s using (order_id) left join settlements.order_files f using (file_id)
     left join lateral (select * from settlements.order_outcomes t where t.order_id = o.order_id
       order by t.outcome = 'confirmed' limit 1) t on true
     left join lateral (select array_agg(l.settlement_id order by l.settlement_id) as settlements,
         array_agg(l.amount order by l.settlement_id) as amounts
       from settlements.order_settlements l where l.order_id = o.order_id) l on true
     where ($1::integer[] is null or o.order_id = any ($1)) and ($2::integer is null or o.organization_id = $2)
       and (not $3 or t.outcome is null)
     order by o.order_id desc limit $4`,
    [of.ids === undefined ? null : intArray(of.ids), of.provider ?? null, of.isOpen ?? false, limit],
  );
  return rows.map(orderOf);
}

export async function findFile(tx: Tx, id: number): Promise<OrderFile | undefined> {
  const [row] = await tx.query<OrderFile>(
    "select file_id as id, format, name, bytes from settlements.order_files where file_id = $1",
    [id],
  );
  return row;
}

interface OrderRow {
  order_id: number;
  organization_id: OrganizationId;
  number: number;
  dated: Day;
  amount: Money;
  purpose: string;
  payer_name: string;
  payer_inn: string;
  payer_kpp: string;
  payer_account: string;
  payer_bank: string;
  payer_bic: string;
  payer_correspondent: string;
  receiver_name: string;
  receiver_inn: string;
  receiver_kpp: string;
  receiver_account: string;
  receiver_bank: string;
  receiver_bic: string;
  receiver_correspondent: string;
  drafted_at: Date;
  drafted_by: UserId;
  approved_at: Date | null;
  approved_by: UserId | null;
  sent_at: Date | null;
  file_id: number | null;
  file_name: string | null;
  sha256: string | null;
  outcome: Extract<OrderState, "confirmed" | "rejected" | "returned" | "withdrawn"> | null;
  happened_on: Day | null;
  document: string | null;
  settlements: number[] | null;
  amounts: Money[] | null;
}

const orderOf = (row: OrderRow): PaymentOrder => ({
  id: row.order_id,
  provider: row.organization_id,
  number: row.number,
  dated: row.dated,
  amount: row.amount,
  purpose: row.purpose,
  payer: partyOf(row, "payer"),
  receiver: partyOf(row, "receiver"),
  state: row.outcome ?? (row.sent_at ? "sent" : row.approved_at ? "approved" : "drafted"),
  settlements: (row.settlements ?? []).map((id, at) => ({ id, amount: row.amounts?.[at] ?? (0n as Money) })),
  draftedAt: row.drafted_at,
  draftedBy: row.drafted_by,
  approvedAt: row.approved_at ?? undefined,
  approvedBy: row.approved_by ?? undefined,
  sentAt: row.sent_at ?? undefined,
  file:
    row.file_id === null
      ? undefined
      : { id: row.file_id, name: row.file_name ?? "", sha256: row.sha256 ?? "" },
  outcome:
    row.outcome === null || row.happened_on === null
      ? undefined
      : { on: row.happened_on, document: row.document ?? "" },
});

const partyOf = (row: OrderRow, side: "payer" | "receiver"): Party => ({
  name: row[`${side}_name`],
  inn: row[`${side}_inn`],
  kpp: row[`${side}_kpp`],
  account: row[`${side}_account`],
  bank: row[`${side}_bank`],
  bic: row[`${side}_bic`],
  correspondentAccount: row[`${side}_correspondent`],
});
