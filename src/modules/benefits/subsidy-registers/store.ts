import type { Day } from "#core/day";
import type { AccountId, BuildingId } from "#core/ids";
import { type Period, periodFromNumber, periodNumber } from "#core/period";
import type { Money } from "#core/units";
import { intArray, textArray, type Tx } from "#platform/database";

/* What the social office says that it paid. The center sees the registers; a payment is seen with its account. */

export interface SubsidyRegister {
  readonly register: number;
  readonly fileName: string;
  readonly rows: number;
  readonly amount: Money;
  readonly receivedAt: Date;
}

export interface SubsidyPayment {
  readonly building: BuildingId;
  readonly account: AccountId;
  readonly month: Period;
  readonly paidOn: Day;
  readonly amount: Money;
}

/** The number of the register, and whether the same file was here before: then it is that one. */
export async function insertSubsidyRegister(
  tx: Tx,
  of: { fileName: string; sha256: Uint8Array; bytes: Uint8Array; rows: number; amount: Money },
): Promise<{ readonly register: number; readonly isNew: boolean }> {
  const made = await tx.query<{ register: number }>(
    `insert into benefits.subsidy_registers (file_name, sha256, bytes, rows, amount, received_by)
     values ($1, $2, $3, $4, $5, $6) on conflict (sha256) do nothing returning register_id as register`,
    [of.fileName, of.sha256, of.bytes, of.rows, of.amount, tx.scope.user ?? null],
  );
  if (made[0]) return { register: made[0].register, isNew: true };
  const known = await tx.query<{ register: number }>(
    "select register_id as register from benefits.subsidy_registers where sha256 = $1",
    [of.sha256],
  );
  return { register: known[0]?.register ?? 0, isNew: false };
}

const REGISTERS_MAX = 200;
const FIELDS = `register_id as register, file_name as "fileName", rows, amount, received_at as "receivedAt"`;

/** Newest first, with how many of their lines stand at an account. */
export async function listSubsidyRegisters(
  tx: Tx,
): Promise<(SubsidyRegister & { readonly recorded: number })[]> {
  return tx.query(
    `select ${FIELDS}, (select count(*)::integer from benefits.subsidy_payments p where p.register_id = r.register_id) as recorded
     from benefits.subsidy_registers r order by register_id desc limit $1`,
    [REGISTERS_MAX],
  );
}

export async function findSubsidyRegister(
  tx: Tx,
  register: number,
): Promise<(SubsidyRegister & { readonly bytes: Buffer }) | undefined> {
  const rows = await tx.query<SubsidyRegister & { bytes: Buffer }>(
    `select ${FIELDS}, bytes from benefits.subsidy_registers where register_id = $1`,
    [register],
  );
  return rows[0];
}

/** Registers are recorded one after the other: a payment that two tell of is one. */
export async function lockSubsidyRegisters(tx: Tx): Promise<void> {
  await tx.query("select pg_advisory_xact_lock(hashtext('benefits.subsidy_registers'))");
}

/** What is recorded stays; gives the number of payments that were new. */
export async function insertSubsidyPayments(
  tx: Tx,
  register: number,
  rows: readonly (SubsidyPayment & { readonly line: number })[],
): Promise<number> {
  const made = await tx.query(
    `insert into benefits.subsidy_payments (building_id, account_id, month, paid_on, amount, line, register_id, recorded_by)
     select n.*, $7, $8 from unnest($1::integer[], $2::integer[], $3::integer[], $4::date[], $5::bigint[], $6::integer[]) n
     on conflict (building_id, account_id, month, paid_on, amount) do nothing returning line`,
    [
      intArray(rows.map((row) => row.building)),
      intArray(rows.map((row) => row.account)),
      intArray(rows.map((row) => periodNumber(row.month))),
      textArray(rows.map((row) => row.paidOn)),
      textArray(rows.map((row) => String(row.amount))),
      intArray(rows.map((row) => row.line)),
      register,
      tx.scope.user ?? null,
    ],
  );
  return made.length;
}

/** Payments of these accounts, newest first; which register and line told of each. */
export async function listSubsidyPayments(
  tx: Tx,
  places: readonly { readonly building: BuildingId; readonly account: AccountId }[],
): Promise<(SubsidyPayment & { readonly register: number; readonly line: number })[]> {
  const rows = await tx.query<
    Omit<SubsidyPayment, "month"> & { month: number; register: number; line: number }
  >(
    `select building_id as building, account_id as account, p.month, p.paid_on as "paidOn", p.amount, p.register_id as register, p.line
     from (select distinct * from unnest($1::integer[], $2::integer[]) as k (building_id, account_id)) k
     join benefits.subsidy_payments p using (building_id, account_id) order by p.paid_on desc, p.month desc, p.amount desc`,
    [intArray(places.map((one) => one.building)), intArray(places.map((one) => one.account))],
  );
  return rows.map((row) => ({ ...row, month: periodFromNumber(row.month) }));
}
