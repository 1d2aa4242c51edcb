import type { AccountId, BuildingId } from "#core/ids";
import { intArray, textArray, type Tx } from "#platform/database";

/* What the social office sent, and what was decided of it. The center alone sees these. */

export interface OfficeList {
  readonly list: number;
  readonly fileName: string;
  readonly rows: number;
  readonly refused: number;
  readonly receivedAt: Date;
}

export interface OfficeDecision {
  readonly line: number;
  readonly decision: "accepted" | "refused";
  readonly account: string | undefined;
  readonly resident: number | undefined;
  readonly reason: string;
  readonly decidedAt: Date;
}

/** The number of the list, and whether the same file was here before: then it is that list. */
export async function insertOfficeList(
  tx: Tx,
  of: { fileName: string; sha256: Uint8Array; bytes: Uint8Array; rows: number; refused: number },
): Promise<{ readonly list: number; readonly isNew: boolean }> {
  const made = await tx.query<{ list: number }>(
    `insert into benefits.office_lists (file_name, sha256, bytes, rows, refused, received_by) values ($1, $2, $3, $4, $5, $6)
     on conflict (sha256) do nothing returning list_id as list`,
    [of.fileName, of.sha256, of.bytes, of.rows, of.refused, tx.scope.user ?? null],
  );
  if (made[0]) return { list: made[0].list, isNew: true };
  const known = await tx.query<{ list: number }>(
    "select list_id as list from benefits.office_lists where sha256 = $1",
    [of.sha256],
  );
  return { list: known[0]?.list ?? 0, isNew: false };
}

const LISTS_MAX = 200;

/** Newest first, with how many lines were decided. */
export async function listOfficeLists(tx: Tx): Promise<(OfficeList & { readonly decided: number })[]> {
  return tx.query(
    `select l.list_id as list, l.file_name as "fileName", l.rows, l.refused, l.received_at as "receivedAt",
       (select count(*)::integer from benefits.office_decisions d where d.list_id = l.list_id) as decided
     from benefits.office_lists l order by l.list_id desc limit $1`,
    [LISTS_MAX],
  );
}

export async function findOfficeList(
  tx: Tx,
  list: number,
): Promise<(OfficeList & { readonly bytes: Buffer }) | undefined> {
  const rows = await tx.query<OfficeList & { bytes: Buffer }>(
    `select list_id as list, file_name as "fileName", rows, refused, received_at as "receivedAt", bytes
     from benefits.office_lists where list_id = $1`,
    [list],
  );
  return rows[0];
}

/** Two people do not decide of one list at once. */
export async function lockOfficeList(tx: Tx, list: number): Promise<void> {
  await tx.query("select pg_advisory_xact_lock(hashtext('benefits.office_lists'), $1)", [list]);
}

export async function listOfficeDecisions(tx: Tx, list: number): Promise<OfficeDecision[]> {
  const rows = await tx.query<
    Omit<OfficeDecision, "account" | "resident"> & { account: string | null; resident: number | null }
  >(
    `select line, decision, account, resident_no as resident, reason, decided_at as "decidedAt"
     from benefits.office_decisions where list_id = $1 order by line`,
    [list],
  );
  return rows.map((row) => ({
    ...row,
    account: row.account ?? undefined,
    resident: row.resident ?? undefined,
  }));
}

export async function insertOfficeDecision(
  tx: Tx,
  of: Omit<OfficeDecision, "decidedAt"> & { readonly list: number },
): Promise<void> {
  await tx.query(
    `insert into benefits.office_decisions (list_id, line, decision, account, resident_no, reason, decided_by)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [
      of.list,
      of.line,
      of.decision,
      of.account ?? null,
      of.resident ?? null,
      of.reason,
      tx.scope.user ?? null,
    ],
  );
}

/** Our category of each code of the office. */
export async function listOfficeCodes(tx: Tx): Promise<Map<string, string>> {
  const rows = await tx.query<{ code: string; category: string }>(
    `select o.code, c.code as category from benefits.office_codes o join benefits.categories c using (category_id)`,
  );
  return new Map(rows.map(({ code, category }) => [code, category]));
}

export async function upsertOfficeCode(
  tx: Tx,
  of: { readonly code: string; readonly category: number },
): Promise<void> {
  await tx.query(
    `insert into benefits.office_codes (code, category_id, recorded_by) values ($1, $2, $3)
     on conflict (code) do update set category_id = excluded.category_id, recorded_at = now(), recorded_by = excluded.recorded_by`,
    [of.code, of.category, tx.scope.user ?? null],
  );
}

interface Insured {
  readonly building: BuildingId;
  readonly account: AccountId;
  readonly resident: number;
  readonly snils: string;
}

/** Residents whose insurance number is one of these. */
export async function findInsured(tx: Tx, numbers: readonly string[]): Promise<Insured[]> {
  return tx.query(
    `select building_id as building, account_id as account, resident_no as resident, snils
     from benefits.insurance_numbers where snils = any ($1::text[])`,
    [textArray([...numbers])],
  );
}

/** Insurance numbers of these accounts' residents, as far as they are known. */
export async function listInsuranceNumbers(
  tx: Tx,
  places: readonly { readonly building: BuildingId; readonly account: AccountId }[],
): Promise<Insured[]> {
  return tx.query(
    `select n.building_id as building, n.account_id as account, n.resident_no as resident, n.snils
     from (select distinct * from unnest($1::integer[], $2::integer[]) as k (building_id, account_id)) k
     join benefits.insurance_numbers n using (building_id, account_id)`,
    [intArray(places.map((one) => one.building)), intArray(places.map((one) => one.account))],
  );
}

/** What is known already stays. */
export async function insertInsuranceNumber(tx: Tx, of: Insured): Promise<void> {
  await tx.query(
    `insert into benefits.insurance_numbers (building_id, account_id, resident_no, snils) values ($1, $2, $3, $4)
     on conflict do nothing`,
    [of.building, of.account, of.resident, of.snils],
  );
}

/** Written by hand: what was written before it is set right. */
export async function upsertInsuranceNumber(tx: Tx, of: Insured): Promise<void> {
  await tx.query(
    `insert into benefits.insurance_numbers (building_id, account_id, resident_no, snils, recorded_by)
     values ($1, $2, $3, $4, $5)
     on conflict (building_id, account_id, resident_no) do update
       set snils = excluded.snils, recorded_at = now(), recorded_by = excluded.recorded_by`,
    [of.building, of.account, of.resident, of.snils, tx.scope.user ?? null],
  );
}
