import { must } from "#core/assert";
import type { AccountId, BuildingId, OrganizationId, PaymentId, UserId } from "#core/ids";
import { periodFromNumber, periodNumber } from "#core/period";
import type { Money } from "#core/units";
import type { Tx } from "#platform/database";
import type { Order, OrderEvent, OrderRef, OrderRefund, OrderState } from "./model.ts";

export type NewOrderRow = Pick<
  Order,
  | "building"
  | "account"
  | "organization"
  | "amount"
  | "statedPeriod"
  | "bank"
  | "origin"
  | "fast"
  | "email"
  | "language"
  | "expiresAt"
>;

export async function insertOrder(tx: Tx, order: NewOrderRow): Promise<number> {
  const [row] = await tx.query<{ order_id: number }>(
    `insert into payments.orders (building_id, account_id, organization_id, amount, stated_period, bank, origin, fast,
       email, language, expires_at, created_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) returning order_id`,
    [
      order.building,
      order.account,
      order.organization,
      order.amount,
      order.statedPeriod === undefined ? 0 : periodNumber(order.statedPeriod),
      order.bank,
      order.origin,
      order.fast,
      order.email,
      order.language,
      order.expiresAt,
      tx.scope.user ?? null,
    ],
  );
  return must(row, "the number of an order").order_id;
}

/** Returns false if the reference leads elsewhere already. */
export async function insertReference(
  tx: Tx,
  of: OrderRef & { readonly kind: string; readonly reference: string },
): Promise<boolean> {
  const rows = await tx.query<{ fits: boolean }>(
    `with added as (insert into payments.order_references (kind, reference, building_id, order_id) values ($1, $2, $3, $4)
       on conflict do nothing returning true as fits)
     select fits from added union all
     select building_id = $3 and order_id = $4 from payments.order_references where kind = $1 and reference = $2`,
    [of.kind, of.reference, of.building, of.order],
  );
  return rows[0]?.fits === true;
}

export async function findReference(
  tx: Tx,
  of: { readonly kind: string; readonly reference: string },
): Promise<OrderRef | undefined> {
  const [row] = await tx.query<{ building_id: number; order_id: number }>(
    "select building_id, order_id from payments.order_references where kind = $1 and reference = $2",
    [of.kind, of.reference],
  );
  return row && { building: row.building_id as BuildingId, order: row.order_id };
}

/** Whoever judges an order does it alone; taken before the locks of a booking. */
export async function lockOrder(tx: Tx, { order }: OrderRef): Promise<void> {
  await tx.query("select pg_advisory_xact_lock(hashtext('payments.orders'), $1::integer)", [order]);
}

export async function findOrder(tx: Tx, ref: OrderRef): Promise<Order | undefined> {
  const [row] = await tx.query<OrderRow>(`${ORDERS} where o.building_id = $1 and o.order_id = $2`, [
    ref.building,
    ref.order,
  ]);
  return row && orderOf(row);
}

/** Newest first; `before` is the last of the page before. */
export async function listOrders(
  tx: Tx,
  of: {
    readonly state?: OrderState | undefined;
    readonly incidents?: boolean | undefined;
    readonly account?: { readonly building: BuildingId; readonly account: AccountId } | undefined;
    readonly before?: number | undefined;
    readonly limit: number;
  },
): Promise<Order[]> {
  const rows = await tx.query<OrderRow>(
    `${ORDERS}
     where ($1::text is null or e.state = $1) and (not $2::boolean or e.incident <> '')
       and ($3::integer is null or (o.building_id = $3 and o.account_id = $4)) and ($5::integer is null or o.order_id < $5)
     order by o.order_id desc limit $6`,
    [
      of.state ?? null,
      of.incidents ?? false,
      of.account?.building ?? null,
      of.account?.account ?? null,
      of.before ?? null,
      of.limit,
    ],
  );
  return rows.map(orderOf);
}

export async function insertEvent(
  tx: Tx,
  ref: OrderRef,
  event: Pick<OrderEvent, "event" | "state" | "data"> & { readonly incident?: string },
): Promise<void> {
  await tx.query(
    `insert into payments.order_events (building_id, order_id, event_no, event, state, data, incident, recorded_by)
     select $1, $2, coalesce(max(event_no), 0) + 1, $3, $4, $5, $6, $7 from payments.order_events
     where building_id = $1 and order_id = $2`,
    [
      ref.building,
      ref.order,
      event.event,
      event.state,
      JSON.stringify(event.data),
      event.incident ?? "",
      tx.scope.user ?? null,
    ],
  );
}

export async function listEvents(tx: Tx, ref: OrderRef): Promise<OrderEvent[]> {
  const rows = await tx.query<{
    event_no: number;
    event: string;
    state: OrderState;
    data: Record<string, string>;
    incident: string;
    recorded_at: Date;
    recorded_by: number | null;
  }>(
    `select event_no, event, state, data, incident, recorded_at, recorded_by from payments.order_events
     where building_id = $1 and order_id = $2 order by event_no`,
    [ref.building, ref.order],
  );
  return rows.map((row) => ({
    no: row.event_no,
    event: row.event,
    state: row.state,
    data: row.data,
    incident: row.incident,
    recordedAt: row.recorded_at,
    recordedBy: (row.recorded_by ?? undefined) as UserId | undefined,
  }));
}

/** The next part of what the order paid; false if it is booked already. */
export async function insertOrderPayment(
  tx: Tx,
  of: OrderRef & { readonly part: number; readonly payment: PaymentId },
): Promise<boolean> {
  const rows = await tx.query(
    `insert into payments.order_payments (building_id, order_id, part_no, payment_id) values ($1, $2, $3, $4)
     on conflict (building_id, order_id, part_no) do nothing returning part_no`,
    [of.building, of.order, of.part, of.payment],
  );
  return rows.length === 1;
}

export async function insertRefund(
  tx: Tx,
  of: OrderRef & { readonly amount: Money; readonly reason: string; readonly needsSecondPerson: boolean },
): Promise<number> {
  const [row] = await tx.query<{ refund_no: number }>(
    `insert into payments.order_refunds (building_id, order_id, refund_no, amount, reason, needs_second_person, requested_by)
     select $1, $2, (select coalesce(max(refund_no), 0) + 1 from payments.order_refunds
         where building_id = $1 and order_id = $2), $3, $4, $5, $6 returning refund_no`,
    [of.building, of.order, of.amount, of.reason, of.needsSecondPerson, tx.scope.user ?? null],
  );
  return must(row, "the number of a refund").refund_no;
}

export async function insertRefundOutcome(
  tx: Tx,
  of: OrderRef & {
    readonly refund: number;
    readonly outcome: "approved" | "declined" | "done" | "failed";
    readonly reason?: string | undefined;
    readonly reversal?: bigint | undefined;
  },
): Promise<boolean> {
  const rows = await tx.query(
    `insert into payments.order_refund_outcomes (building_id, order_id, refund_no, outcome, reason, reversal_id, recorded_by)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing returning refund_no`,
    [
      of.building,
      of.order,
      of.refund,
      of.outcome,
      of.reason ?? "",
      of.reversal ?? null,
      tx.scope.user ?? null,
    ],
  );
  return rows.length === 1;
}

export async function listRefunds(tx: Tx, ref: OrderRef): Promise<OrderRefund[]> {
  const rows = await tx.query<{
    refund_no: number;
    amount: bigint;
    reason: string;
    needs_second_person: boolean;
    requested_at: Date;
    requested_by: number | null;
    outcome: OrderRefund["outcome"];
    outcome_reason: string;
  }>(
    `select r.refund_no, r.amount, r.reason, r.needs_second_person, r.requested_at, r.requested_by,
       coalesce(u.outcome, 'requested') as outcome, coalesce(u.reason, '') as outcome_reason
     from payments.order_refunds r
     left join lateral (select outcome, reason from payments.order_refund_outcomes u
       where u.building_id = r.building_id and u.order_id = r.order_id and u.refund_no = r.refund_no
       order by outcome = 'approved', recorded_at desc limit 1) u on true
     where r.building_id = $1 and r.order_id = $2 order by r.refund_no`,
    [ref.building, ref.order],
  );
  return rows.map((row) => ({
    no: row.refund_no,
    amount: row.amount as Money,
    reason: row.reason,
    needsSecondPerson: row.needs_second_person,
    requestedAt: row.requested_at,
    requestedBy: (row.requested_by ?? undefined) as UserId | undefined,
    outcome: row.outcome,
    outcomeReason: row.outcome_reason,
  }));
}

/** Puts an order among those that the bank is asked about, or moves its turn. */
export async function waitFor(
  tx: Tx,
  ref: OrderRef,
  of: { readonly seconds: number; readonly attempts: number; readonly now?: Date | undefined },
): Promise<void> {
  await tx.query(
    `insert into payments.orders_waiting (building_id, order_id, attempts, next_at)
     values ($1, $2, $3, coalesce($5::timestamptz, now()) + make_interval(secs => $4))
     on conflict (building_id, order_id) do update set attempts = excluded.attempts, next_at = excluded.next_at`,
    [ref.building, ref.order, of.attempts, of.seconds, of.now ?? null],
  );
}

export async function waitNoMore(tx: Tx, ref: OrderRef): Promise<void> {
  await tx.query("delete from payments.orders_waiting where building_id = $1 and order_id = $2", [
    ref.building,
    ref.order,
  ]);
}

export async function listDue(
  tx: Tx,
  of: { readonly limit: number; readonly now?: Date | undefined },
): Promise<(OrderRef & { readonly attempts: number })[]> {
  const rows = await tx.query<{ building_id: number; order_id: number; attempts: number }>(
    `select building_id, order_id, attempts from payments.orders_waiting where next_at <= coalesce($1::timestamptz, now())
     order by next_at limit $2`,
    [of.now ?? null, of.limit],
  );
  return rows.map((row) => ({
    building: row.building_id as BuildingId,
    order: row.order_id,
    attempts: row.attempts,
  }));
}

/** Orders of which nobody knows for so long whether they were paid. */
export async function countUnknown(
  tx: Tx,
  of: { readonly hours: number; readonly now?: Date | undefined },
): Promise<{ readonly count: number; readonly since: Date | undefined }> {
  const [row] = await tx.query<{ count: number; since: Date | null }>(
    `select count(*)::integer as count, min(e.recorded_at) as since
     from payments.orders_waiting w
     join lateral (select state, recorded_at from payments.order_events e
       where e.building_id = w.building_id and e.order_id = w.order_id order by event_no desc limit 1) e on true
     where e.state = 'unknown' and e.recorded_at < coalesce($2::timestamptz, now()) - make_interval(hours => $1)`,
    [of.hours, of.now ?? null],
  );
  return { count: row?.count ?? 0, since: row?.since ?? undefined };
}

/** The order that a payment came by, if it came by one. */
export async function findOrderOfPayment(
  tx: Tx,
  of: { readonly building: BuildingId; readonly payment: PaymentId },
): Promise<OrderRef | undefined> {
  const [row] = await tx.query<{ order_id: number }>(
    "select order_id from payments.order_payments where building_id = $1 and payment_id = $2",
    [of.building, of.payment],
  );
  return row && { building: of.building, order: row.order_id };
}

const ORDERS = `
  select o.building_id, o.order_id, o.account_id, a.number as account_number, o.organization_id, o.amount, o.stated_period,
    o.bank, o.origin, o.fast, o.email, o.language, o.expires_at, o.created_at, o.created_by, e.state, e.incident,
    b.data ->> 'reference' as reference, b.data ->> 'payUrl' as pay_url, b.data ->> 'fastLink' as fast_link,
    p.first_payment, p.last_payment, p.last_amount, coalesce(f.refunded, 0) as refunded, o.expires_at <= now() as is_expired,
    e.event = 'asking_bank' and e.recorded_at > now() - interval '1 minute' as asking,
    exists (select from payments.order_events h
      where h.building_id = o.building_id and h.order_id = o.order_id and h.event = 'held') as held
  from payments.orders o
  join accounts.accounts a using (building_id, account_id)
  join lateral (select state, incident, event, recorded_at from payments.order_events e
    where e.building_id = o.building_id and e.order_id = o.order_id order by event_no desc limit 1) e on true
  left join lateral (select data from payments.order_events e
    where e.building_id = o.building_id and e.order_id = o.order_id and e.event = 'created_at_bank'
    order by event_no desc limit 1) b on true
  left join lateral (select (array_agg(q.payment_id order by q.part_no))[1] as first_payment,
      (array_agg(q.payment_id order by q.part_no desc))[1] as last_payment,
      (array_agg(m.amount order by q.part_no desc))[1] as last_amount
    from payments.order_payments q join payments.payments m using (building_id, payment_id)
    where q.building_id = o.building_id and q.order_id = o.order_id) p on true
  left join lateral (select sum(r.amount)::bigint as refunded
    from payments.order_refunds r join payments.order_refund_outcomes u using (building_id, order_id, refund_no)
    where r.building_id = o.building_id and r.order_id = o.order_id and u.outcome = 'done') f on true`;

interface OrderRow {
  building_id: number;
  order_id: number;
  account_id: number;
  account_number: string;
  organization_id: number;
  amount: bigint;
  stated_period: number;
  bank: string;
  origin: Order["origin"];
  fast: boolean;
  email: string;
  language: Order["language"];
  expires_at: Date;
  created_at: Date;
  created_by: number | null;
  state: OrderState;
  incident: string;
  reference: string | null;
  pay_url: string | null;
  fast_link: string | null;
  first_payment: bigint | null;
  last_payment: bigint | null;
  last_amount: bigint | null;
  refunded: bigint;
  is_expired: boolean;
  held: boolean;
  asking: boolean;
}

function orderOf(row: OrderRow): Order {
  const refunded = row.refunded as Money;
  return {
    building: row.building_id as BuildingId,
    order: row.order_id,
    account: row.account_id as AccountId,
    accountNumber: row.account_number,
    organization: row.organization_id as OrganizationId,
    amount: row.amount as Money,
    statedPeriod: row.stated_period === 0 ? undefined : periodFromNumber(row.stated_period),
    bank: row.bank,
    origin: row.origin,
    fast: row.fast,
    email: row.email,
    language: row.language,
    expiresAt: row.expires_at,
    createdAt: row.created_at,
    createdBy: (row.created_by ?? undefined) as UserId | undefined,
    state: row.state,
    incident: row.incident,
    reference: row.reference ?? undefined,
    payUrl: row.pay_url ?? undefined,
    fastLink: row.fast_link ?? undefined,
    payment: (row.first_payment ?? undefined) as PaymentId | undefined,
    remaining:
      row.last_payment === null || refunded === row.amount
        ? undefined
        : { payment: row.last_payment as PaymentId, amount: row.last_amount as Money },
    refunded,
    isExpired: row.is_expired,
    held: row.held,
    asking: row.asking,
  };
}
