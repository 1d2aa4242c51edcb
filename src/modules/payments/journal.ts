import type { Day } from "#core/day";
import type { AccountId, BuildingId, PaymentId } from "#core/ids";
import { type Period, periodNumber } from "#core/period";
import type { Money } from "#core/units";
import { intArray, type Tx } from "#platform/database";
import type { Channel, PaymentRef } from "./model.ts";
import { type DocumentsRow, documentsOf, type PaymentDocuments, type PaymentRow } from "./store.ts";

/** Which payments a journal shows; what is absent does not narrow it. */
export interface JournalFilter {
  /** Of these buildings; absent: of all in sight. */
  readonly buildings?: readonly BuildingId[] | undefined;
  /** Booked in a month, or paid on the days of `[from, to]`. */
  readonly when: { readonly period: Period } | { readonly from: Day; readonly to: Day };
  readonly amount?: Money | undefined;
  readonly channel?: Channel | undefined;
  readonly agent?: number | undefined;
  readonly reversedOnly?: boolean | undefined;
  /** Taken at a desk in this shift. */
  readonly shift?: number | undefined;
  /** Taken by this person. */
  readonly recordedBy?: number | undefined;
  /** What was typed, as it may be meant: any of the three is enough. */
  readonly text?:
    | {
        readonly payment: PaymentId | undefined;
        readonly accounts: readonly { readonly building: BuildingId; readonly account: AccountId }[];
        /** A piece of the document's name, in either case. */
        readonly document: string;
      }
    | undefined;
}

/** The last payment of the page before. */
export interface JournalPlace {
  readonly paidOn: Day;
  readonly payment: PaymentId;
}

/** A page of the journal, the latest day of payment first. */
export async function listJournal(
  tx: Tx,
  of: JournalFilter & { readonly after?: JournalPlace | undefined; readonly limit: number },
): Promise<PaymentDocuments[]> {
  const { conditions, values, add } = conditionsOf(of);
  if (of.after)
    conditions.push(
      `(p.paid_on, p.payment_id) < (${add(of.after.paidOn)}::date, ${add(of.after.payment)}::bigint)`,
    );
  const limit = add(of.limit);
  const rows = await tx.query<PaymentRow & DocumentsRow>(
    `${DOCUMENTS} where ${conditions.join(" and ")} order by p.paid_on desc, p.payment_id desc limit ${limit}`,
    values,
  );
  return rows.map(documentsOf);
}

export interface JournalSum {
  readonly channel: Channel;
  readonly count: number;
  readonly amount: Money;
  readonly reversedCount: number;
  readonly reversedAmount: Money;
}

/** The whole journal in a line for each channel. */
export async function sumJournal(tx: Tx, of: JournalFilter): Promise<JournalSum[]> {
  const { conditions, values } = conditionsOf(of);
  return tx.query<JournalSum>(
    `select p.channel, count(*)::integer as count, sum(p.amount)::bigint as amount,
       count(r.payment_id)::integer as "reversedCount",
       coalesce(sum(p.amount) filter (where r.payment_id is not null), 0)::bigint as "reversedAmount"
     from payments.payments p left join payments.reversals r using (building_id, payment_id)
     where ${conditions.join(" and ")} group by 1 order by 1`,
    values,
  );
}

/** One payment with its reversal and the people who booked them. */
export async function findPaymentDocuments(tx: Tx, ref: PaymentRef): Promise<PaymentDocuments | undefined> {
  const rows = await tx.query<PaymentRow & DocumentsRow>(
    `${DOCUMENTS} where p.building_id = $1 and p.payment_id = $2`,
    [ref.building, ref.payment],
  );
  return rows[0] && documentsOf(rows[0]);
}

/** Payments by their places, in no order. */
export async function findPaymentsDocuments(
  tx: Tx,
  refs: readonly PaymentRef[],
): Promise<PaymentDocuments[]> {
  const rows = await tx.query<PaymentRow & DocumentsRow>(
    `${DOCUMENTS} where (p.building_id, p.payment_id) in (select * from unnest($1::integer[], $2::bigint[]))`,
    [intArray(refs.map(({ building }) => building)), intArray(refs.map(({ payment }) => payment))],
  );
  return rows.map(documentsOf);
}

/** A payment by its number alone: a number is one payment's in the whole city. */
export async function findPaymentByNumber(tx: Tx, number: PaymentId): Promise<PaymentDocuments | undefined> {
  const rows = await tx.named<PaymentRow & DocumentsRow>(
    "payments.find-by-number",
    `${DOCUMENTS} where p.payment_id = $1 limit 1`,
    [number],
  );
  return rows[0] && documentsOf(rows[0]);
}

/** The agents in sight, by name. */
export async function listAgents(
  tx: Tx,
): Promise<{ readonly id: number; readonly code: string; readonly name: string }[]> {
  return tx.query(
    "select agent_id as id, code, name from payments.agents order by name, agent_id limit 1000",
  );
}

const DOCUMENTS = `select p.building_id, p.payment_id, p.account_id, p.amount, p.paid_on, p.received_at, p.period, p.channel,
    p.agent_id, p.stated_period, p.document, p.recorded_by, a.name as agent_name, r.reversed_on, r.reason, r.reversal_id,
    r.period as reversal_period, r.recorded_at as reversed_at, r.recorded_by as reversed_by
  from payments.payments p left join payments.reversals r using (building_id, payment_id)
  left join payments.agents a using (agent_id)`;

function conditionsOf(of: JournalFilter) {
  const values: unknown[] = [];
  const add = (value: unknown): string => `$${values.push(value)}`;
  const conditions: string[] = [
    "period" in of.when
      ? `p.period = ${add(periodNumber(of.when.period))}::integer`
      : `p.paid_on between ${add(of.when.from)}::date and ${add(of.when.to)}::date`,
  ];
  if (of.buildings) conditions.push(`p.building_id = any (${add(intArray(of.buildings))}::integer[])`);
  if (of.amount !== undefined) conditions.push(`p.amount = ${add(of.amount)}::bigint`);
  if (of.channel !== undefined) conditions.push(`p.channel = ${add(of.channel)}::text`);
  if (of.agent !== undefined) conditions.push(`p.agent_id = ${add(of.agent)}::integer`);
  if (of.shift !== undefined)
    conditions.push(
      `exists (select from payments.cash_taken k where k.building_id = p.building_id and k.payment_id = p.payment_id and k.shift_id = ${add(of.shift)}::integer)`,
    );
  if (of.recordedBy !== undefined) conditions.push(`p.recorded_by = ${add(of.recordedBy)}::integer`);
  if (of.reversedOnly) conditions.push("r.payment_id is not null");
  if (of.text) {
    const { payment, accounts, document } = of.text;
    const meant = [`position(lower(${add(document)}::text) in lower(p.document)) > 0`];
    if (payment !== undefined) meant.push(`p.payment_id = ${add(payment)}::bigint`);
    if (accounts.length > 0) {
      const buildings = add(intArray(accounts.map(({ building }) => building)));
      const ids = add(intArray(accounts.map(({ account }) => account)));
      meant.push(
        `(p.building_id, p.account_id) in (select * from unnest(${buildings}::integer[], ${ids}::integer[]))`,
      );
    }
    conditions.push(`(${meant.join(" or ")})`);
  }
  return { conditions, values, add };
}
