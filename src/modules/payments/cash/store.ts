import { must } from "#core/assert";
import type { Day } from "#core/day";
import type { AccountId, BuildingId, OrganizationId, UserId } from "#core/ids";
import { type Period, periodFromNumber } from "#core/period";
import type { Money } from "#core/units";
import { sqlState, type Tx } from "#platform/database";
import type { PaymentRef } from "../model.ts";
import type { CashShift, Closing, Desk, Handover, NewHandover, ShiftReport, ShiftSums } from "./model.ts";
import { inDrawer } from "./rules/drawer.ts";

/** Undefined where the cashier or the desk has an open shift: the unique indexes decide. */
export async function insertShift(
  tx: Tx,
  of: {
    readonly organization: OrganizationId | 0;
    readonly desk: string;
    readonly cashier: UserId;
    readonly float: Money;
  },
): Promise<CashShift | undefined> {
  await tx.query("savepoint opening");
  try {
    const [row] = await tx.query<ShiftRow>(
      `insert into payments.cash_shifts as s (organization_id, desk, shift_no, cashier_id, day, float_amount)
       values ($1, $2, (select coalesce(max(shift_no), 0) + 1 from payments.cash_shifts
         where organization_id = $1 and desk = $2), $3, $4, $5) returning ${SHIFT}`,
      [of.organization, of.desk, of.cashier, tx.scope.today, of.float],
    );
    await tx.query("release savepoint opening");
    return shiftOf(must(row, "the shift that was opened"));
  } catch (error) {
    if (sqlState(error) !== "23505") throw error;
    await tx.query("rollback to savepoint opening");
    return undefined;
  }
}

/**
 * The open shift of a person. Whoever takes cash holds it shared, so that it is not closed meanwhile; whoever needs its
 * sums to stand still holds it alone.
 */
export async function lockOpenShift(
  tx: Tx,
  cashier: UserId,
  how: "shared" | "alone",
): Promise<CashShift | undefined> {
  const [row] = await tx.query<ShiftRow>(
    `select ${SHIFT} from payments.cash_shifts s where cashier_id = $1 and closed_at is null
     for ${how === "shared" ? "share" : "update"}`,
    [cashier],
  );
  return row && shiftOf(row);
}

export async function findOpenShift(tx: Tx, cashier: UserId): Promise<CashShift | undefined> {
  const [row] = await tx.query<ShiftRow>(
    `select ${SHIFT} from payments.cash_shifts s where cashier_id = $1 and closed_at is null`,
    [cashier],
  );
  return row && shiftOf(row);
}

export async function lockShift(tx: Tx, shift: number): Promise<CashShift | undefined> {
  const [row] = await tx.query<ShiftRow>(
    `select ${SHIFT} from payments.cash_shifts s where shift_id = $1 for update`,
    [shift],
  );
  return row && shiftOf(row);
}

export async function insertTaken(tx: Tx, shift: number, ref: PaymentRef): Promise<void> {
  await tx.query("insert into payments.cash_taken (building_id, payment_id, shift_id) values ($1, $2, $3)", [
    ref.building,
    ref.payment,
    shift,
  ]);
}

export async function insertReturned(tx: Tx, shift: number, ref: PaymentRef): Promise<void> {
  await tx.query(
    "insert into payments.cash_returned (building_id, payment_id, shift_id) values ($1, $2, $3)",
    [ref.building, ref.payment, shift],
  );
}

/** In which shift a payment was taken at a desk. */
export async function findShiftOfPayment(tx: Tx, ref: PaymentRef): Promise<number | undefined> {
  const [row] = await tx.query<{ shift_id: number }>(
    "select shift_id from payments.cash_taken where building_id = $1 and payment_id = $2",
    [ref.building, ref.payment],
  );
  return row?.shift_id;
}

/** Where the ledger has what a shift took, and what it gave back. */
export interface ShiftDocument {
  readonly kind: "taken" | "returned";
  readonly building: BuildingId;
  readonly account: AccountId;
  readonly document: bigint;
  readonly bookedIn: Period;
}

/** The payments of a shift, and the reversals of those that it gave back. */
export async function listShiftDocuments(tx: Tx, shift: number): Promise<ShiftDocument[]> {
  const rows = await tx.query<Omit<ShiftDocument, "bookedIn"> & { readonly period: number }>(
    `select 'taken' as kind, building_id as building, p.account_id as account, payment_id as document, p.period
     from payments.cash_taken join payments.payments p using (building_id, payment_id) where shift_id = $1
     union all
     select 'returned', building_id, p.account_id, v.reversal_id, v.period
     from payments.cash_returned join payments.payments p using (building_id, payment_id)
       join payments.reversals v using (building_id, payment_id) where shift_id = $1`,
    [shift],
  );
  return rows.map(({ period, ...row }) => ({ ...row, bookedIn: periodFromNumber(period) }));
}

export async function insertHandover(tx: Tx, shift: CashShift, of: NewHandover): Promise<void> {
  await tx.query(
    `insert into payments.cash_handovers (shift_id, handover_no, organization_id, amount, receiver, document, made_by)
     values ($1, (select count(*) + 1 from payments.cash_handovers where shift_id = $1), $2, $3, $4, $5, $6)`,
    [shift.shift, shift.organization, of.amount, of.receiver, of.document, tx.scope.user ?? null],
  );
}

export async function insertClosing(
  tx: Tx,
  shift: CashShift,
  closing: Omit<Closing, "closedBy">,
): Promise<void> {
  await tx.query("update payments.cash_shifts set closed_at = now() where shift_id = $1", [shift.shift]);
  const { taken, returned, handed } = closing.sums;
  await tx.query(
    `insert into payments.cash_closings (shift_id, organization_id, closed_by, taken_count, taken_total, returned_count,
       returned_total, handed_total, expected, declared, reason, left_amount)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      shift.shift,
      shift.organization,
      tx.scope.user ?? null,
      taken.count,
      taken.total,
      returned.count,
      returned.total,
      handed,
      closing.expected,
      closing.declared,
      closing.reason,
      closing.left,
    ],
  );
}

/** One shift, or a page of them, the latest first; `before` is the last of the page before. */
export async function listReports(
  tx: Tx,
  of: { readonly shift: number } | { readonly before?: number | undefined; readonly limit: number },
): Promise<ShiftReport[]> {
  const rows = await tx.query<ReportRow>(
    `select ${SHIFT}, t.count as taken_now, t.total as taken_sum_now, r.count as returned_now, r.total as returned_sum_now,
       h.handovers, c.taken_count, c.taken_total, c.returned_count, c.returned_total, c.handed_total, c.expected, c.declared,
       c.reason, c.closed_by, c.left_amount
     from payments.cash_shifts s left join payments.cash_closings c using (shift_id)
     cross join lateral (select count(*)::integer as count, coalesce(sum(p.amount), 0)::bigint as total
       from payments.cash_taken k join payments.payments p using (building_id, payment_id)
       where k.shift_id = s.shift_id and c.shift_id is null) t
     cross join lateral (select count(*)::integer as count, coalesce(sum(p.amount), 0)::bigint as total
       from payments.cash_returned k join payments.payments p using (building_id, payment_id)
       where k.shift_id = s.shift_id and c.shift_id is null) r
     cross join lateral (select coalesce(jsonb_agg(jsonb_build_object('no', v.handover_no, 'amount', v.amount::text,
         'receiver', v.receiver, 'document', v.document, 'madeAt', v.made_at, 'madeBy', v.made_by)
         order by v.handover_no), '[]') as handovers
       from payments.cash_handovers v where v.shift_id = s.shift_id) h
     where s.shift_id = coalesce($1, s.shift_id) and s.shift_id < coalesce($2, 2147483647)
     order by s.shift_id desc limit $3`,
    "shift" in of ? [of.shift, null, 1] : [null, of.before ?? null, of.limit],
  );
  return rows.map(reportOf);
}

/** The desks of an organization that have had a shift of late. */
export async function listDesks(tx: Tx, organization: OrganizationId | 0): Promise<Desk[]> {
  const rows = await tx.query<{ desk: string; left_amount: Money | null }>(
    `select * from (select distinct on (s.desk) s.desk, s.shift_id, c.left_amount
       from payments.cash_shifts s left join payments.cash_closings c using (shift_id)
       where s.organization_id = $1 order by s.desk, s.shift_no desc) d order by shift_id desc limit 30`,
    [organization],
  );
  return rows.map((row) => ({ desk: row.desk, left: row.left_amount ?? undefined }));
}

const SHIFT = `s.shift_id, s.organization_id, s.desk, s.shift_no, s.cashier_id, s.day, s.opened_at, s.float_amount,
  s.closed_at`;

interface ShiftRow {
  shift_id: number;
  organization_id: OrganizationId | 0;
  desk: string;
  shift_no: number;
  cashier_id: UserId;
  day: Day;
  opened_at: Date;
  float_amount: Money;
  closed_at: Date | null;
}

const shiftOf = (row: ShiftRow): CashShift => ({
  shift: row.shift_id,
  organization: row.organization_id,
  desk: row.desk,
  no: row.shift_no,
  cashier: row.cashier_id,
  day: row.day,
  openedAt: row.opened_at,
  float: row.float_amount,
  closedAt: row.closed_at ?? undefined,
});

interface ReportRow extends ShiftRow {
  taken_now: number;
  taken_sum_now: Money;
  returned_now: number;
  returned_sum_now: Money;
  handovers: readonly {
    readonly no: number;
    readonly amount: string;
    readonly receiver: string;
    readonly document: string;
    readonly madeAt: string;
    readonly madeBy: UserId | null;
  }[];
  taken_count: number | null;
  taken_total: Money;
  returned_count: number;
  returned_total: Money;
  handed_total: Money;
  expected: Money;
  declared: Money;
  reason: string;
  closed_by: UserId | null;
  left_amount: Money;
}

function reportOf(row: ReportRow): ShiftReport {
  const shift = shiftOf(row);
  const handovers = row.handovers.map(
    ({ madeBy, ...one }): Handover => ({
      ...one,
      amount: BigInt(one.amount) as Money,
      madeAt: new Date(one.madeAt),
      madeBy: madeBy ?? undefined,
    }),
  );
  if (row.taken_count === null) {
    const sums: ShiftSums = {
      taken: { count: row.taken_now, total: row.taken_sum_now },
      returned: { count: row.returned_now, total: row.returned_sum_now },
      handed: handovers.reduce((sum, { amount }) => (sum + amount) as Money, 0n as Money),
    };
    return { ...shift, sums, expected: inDrawer(shift.float, sums), handovers, closing: undefined };
  }
  const sums: ShiftSums = {
    taken: { count: row.taken_count, total: row.taken_total },
    returned: { count: row.returned_count, total: row.returned_total },
    handed: row.handed_total,
  };
  const { expected, declared, reason } = row;
  return {
    ...shift,
    sums,
    expected,
    handovers,
    closing: {
      sums,
      expected,
      declared,
      reason,
      closedBy: row.closed_by ?? undefined,
      left: row.left_amount,
    },
  };
}
