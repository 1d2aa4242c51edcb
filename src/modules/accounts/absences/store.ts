import type { Day } from "#core/day";
import type { AccountId, BuildingId } from "#core/ids";
import type { Tx } from "#platform/database";
import type { AccountPlace } from "../model.ts";
import type { Absence, AbsencePlace, FactState, NewAbsence } from "./model.ts";

interface AbsenceRow {
  building: number;
  account: number;
  no: number;
  resident: number;
  left: Day;
  returned: Day;
  document: string;
  appliedOn: Day;
  state: FactState;
  reason: string;
  decidedAt: Date | null;
  decidedBy: number | null;
}

/** Oldest first; the last decision speaks. */
export async function listAbsences(tx: Tx, of: AccountPlace): Promise<Absence[]> {
  const rows = await tx.query<AbsenceRow>(
    `select a.building_id as building, a.account_id as account, a.absence_no as no, a.resident_no as resident,
       a.left_on as "left", a.returned_on as returned, a.document, a.applied_on as "appliedOn",
       coalesce(d.decision, 'proposed') as state, coalesce(d.reason, '') as reason, d.decided_at as "decidedAt",
       d.decided_by as "decidedBy"
     from accounts.absences a left join lateral (select * from accounts.absence_decisions d
       where d.building_id = a.building_id and d.account_id = a.account_id and d.absence_no = a.absence_no
       order by d.decision = 'withdrawn' desc limit 1) d on true
     where a.building_id = $1 and a.account_id = $2 order by a.left_on, a.absence_no`,
    [of.building, of.account],
  );
  return rows.map((row) => ({
    ...row,
    building: row.building as BuildingId,
    account: row.account as AccountId,
    decidedAt: row.decidedAt ?? undefined,
    decidedBy: row.decidedBy ?? undefined,
  }));
}

/** Numbered within the account; the account is locked. */
export async function insertAbsence(tx: Tx, of: NewAbsence): Promise<number> {
  const rows = await tx.query<{ no: number }>(
    `insert into accounts.absences (building_id, account_id, absence_no, resident_no, left_on, returned_on, document,
       applied_on, recorded_by)
     select $1, $2, coalesce(max(absence_no), 0) + 1, $3, $4, $5, $6, $7, $8
     from accounts.absences where building_id = $1 and account_id = $2 returning absence_no as no`,
    [
      of.building,
      of.account,
      of.resident,
      of.left,
      of.returned,
      of.document,
      of.appliedOn,
      tx.scope.user ?? null,
    ],
  );
  return rows[0]?.no ?? 0;
}

export async function insertAbsenceDecision(
  tx: Tx,
  of: AbsencePlace & { decision: Exclude<FactState, "proposed">; reason: string },
): Promise<void> {
  await tx.query(
    `insert into accounts.absence_decisions (building_id, account_id, absence_no, decision, reason, decided_by)
     values ($1, $2, $3, $4, $5, $6)`,
    [of.building, of.account, of.no, of.decision, of.reason, tx.scope.user ?? null],
  );
}
