import type { BuildingId, PremisesId } from "#core/ids";
import type { FactState } from "#modules/accounts";
import type { Tx } from "#platform/database";
import type { SupplyRule, SupplyStandard } from "../rules/supply.ts";
import type { FailurePlace, NewSupplyFailure, SupplyFailure } from "./model.ts";

/** The whole of annex 1, past and present, by number. */
export async function listStandards(tx: Tx): Promise<SupplyStandard[]> {
  const rows = await tx.query<
    Omit<
      { [K in keyof SupplyStandard]: Exclude<SupplyStandard[K], undefined> },
      "measuredFrom" | "measuredTo" | "least" | "most" | "allowedHoursAtOnce" | "rule"
    > & {
      rule: SupplyRule;
      measuredFrom: bigint | null;
      measuredTo: bigint | null;
      least: bigint | null;
      most: bigint | null;
      allowedHoursAtOnce: number | null;
    }
  >(
    `select standard_id as id, supply, kind, condition, measured_from as "measuredFrom", measured_to as "measuredTo", rule,
       allowed_hours as "allowedHours", allowed_hours_at_once as "allowedHoursAtOnce", percent, least, most,
       tolerance_by_day as "toleranceByDay", tolerance_by_night as "toleranceByNight", tolerance_above as "toleranceAbove",
       step, removes_unsupplied as "removesUnsupplied", clause
     from metering.supply_standards order by standard_id`,
  );
  return rows.map((row) => ({
    ...row,
    measuredFrom: row.measuredFrom ?? undefined,
    measuredTo: row.measuredTo ?? undefined,
    least: row.least ?? undefined,
    most: row.most ?? undefined,
    allowedHoursAtOnce: row.allowedHoursAtOnce ?? undefined,
  }));
}

/** The standard in force when the failure began, for what was measured. */
export async function findStandard(tx: Tx, of: NewSupplyFailure): Promise<number | undefined> {
  const rows = await tx.query<{ id: number }>(
    `select standard_id as id from metering.supply_standards
     where supply = $1 and kind = $2 and condition = $3 and in_force @> $4::timestamp::date
       and (measured_from is null or $5::bigint >= measured_from) and (measured_to is null or $5::bigint < measured_to)`,
    [of.supply, of.kind, of.condition, of.startedAt, of.measured ?? null],
  );
  return rows[0]?.id;
}

/** Whether the annex speaks of such a failure at all, whatever was measured. */
export async function hasStandard(tx: Tx, of: NewSupplyFailure): Promise<boolean> {
  const rows = await tx.query(
    "select from metering.supply_standards where supply = $1 and kind = $2 and condition = $3 and in_force @> $4::timestamp::date",
    [of.supply, of.kind, of.condition, of.startedAt],
  );
  return rows.length > 0;
}

/** Failures of a building are numbered one after another. */
export async function lockFailures(tx: Tx, building: BuildingId): Promise<void> {
  await tx.query("select pg_advisory_xact_lock(hashtext('metering.supply_failures'), $1)", [building]);
}

export async function insertFailure(tx: Tx, of: NewSupplyFailure & { standard: number }): Promise<number> {
  const rows = await tx.query<{ no: number }>(
    `insert into metering.supply_failures (building_id, failure_no, entrance, premises_id, standard_id, measured,
       started_at, ended_at, source, document, recorded_by)
     select $1, coalesce(max(failure_no), 0) + 1, $2, $3, $4, $5, $6, $7, $8, $9, $10
     from metering.supply_failures where building_id = $1 returning failure_no as no`,
    [
      of.building,
      of.entrance ?? null,
      of.premises ?? null,
      of.standard,
      of.measured ?? null,
      of.startedAt,
      of.endedAt,
      of.source,
      of.document,
      tx.scope.user ?? null,
    ],
  );
  return rows[0]?.no ?? 0;
}

/** Newest first; the last decision speaks. */
export async function listFailures(
  tx: Tx,
  of: { building: BuildingId; no?: number; limit: number },
): Promise<SupplyFailure[]> {
  const rows = await tx.query<{
    no: number;
    entrance: number | null;
    premises: number | null;
    supply: SupplyFailure["supply"];
    kind: SupplyFailure["kind"];
    condition: string;
    measured: bigint | null;
    started: string;
    ended: string;
    source: SupplyFailure["source"];
    document: string;
    standard: number;
    clause: string;
    state: FactState;
    reason: string;
    decided_at: Date | null;
    decided_by: number | null;
  }>(
    `select f.failure_no as no, f.entrance, f.premises_id as premises, s.supply, s.kind, s.condition, f.measured,
       to_char(f.started_at, 'YYYY-MM-DD"T"HH24:MI') as started, to_char(f.ended_at, 'YYYY-MM-DD"T"HH24:MI') as ended,
       f.source, f.document, f.standard_id as standard, s.clause, coalesce(d.decision, 'proposed') as state,
       coalesce(d.reason, '') as reason, d.decided_at, d.decided_by
     from metering.supply_failures f join metering.supply_standards s using (standard_id)
     left join lateral (select * from metering.supply_failure_decisions d
       where d.building_id = f.building_id and d.failure_no = f.failure_no order by d.decision = 'withdrawn' desc limit 1) d on true
     where f.building_id = $1 and ($2::integer is null or f.failure_no = $2) order by f.failure_no desc limit $3`,
    [of.building, of.no ?? null, of.limit],
  );
  return rows.map(({ started, ended, decided_at, decided_by, ...row }) => ({
    ...row,
    building: of.building,
    entrance: row.entrance ?? undefined,
    premises: (row.premises ?? undefined) as PremisesId | undefined,
    measured: row.measured ?? undefined,
    startedAt: started,
    endedAt: ended,
    decidedAt: decided_at ?? undefined,
    decidedBy: decided_by ?? undefined,
  }));
}

export async function insertFailureDecision(
  tx: Tx,
  of: FailurePlace & { decision: Exclude<FactState, "proposed">; reason: string },
): Promise<void> {
  await tx.query(
    `insert into metering.supply_failure_decisions (building_id, failure_no, decision, reason, decided_by)
     values ($1, $2, $3, $4, $5)`,
    [of.building, of.no, of.decision, of.reason, tx.scope.user ?? null],
  );
}
