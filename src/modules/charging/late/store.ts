import type { Day } from "#core/day";
import type { BuildingId, OrganizationId, RunId } from "#core/ids";
import { type Period, periodFromNumber, periodNumber } from "#core/period";
import { intArray, type Tx } from "#platform/database";
import type { LateSource } from "../contract.ts";
import type { Run } from "../store.ts";

/* Facts that came after their month was charged, and the months that wait to be charged again because of them. */

/** A charged month of one building that facts have reached since. */
export interface MonthToRecalculate {
  readonly organization: OrganizationId;
  readonly building: BuildingId;
  readonly period: Period;
  /** When the first of the facts that wait was noticed. */
  readonly since: Date;
  readonly sources: readonly LateSource[];
}

/**
 * Charged months of buildings in sight, or of one organization's, that wait for a run: oldest first, then by building. A late fact
 * reaches every charged month from its first day on, because volumes, averages and carries pass from month to month. A
 * month waits for whoever managed the building on its last day: a building that was handed over since is charged again
 * for its earlier months by the company, and at the values, that charged it then.
 */
export async function listMonthsToRecalculate(
  tx: Tx,
  of: { organization?: OrganizationId | undefined; buildings?: readonly BuildingId[] | undefined },
): Promise<MonthToRecalculate[]> {
  const rows = await tx.query<{
    organization_id: number;
    building_id: number;
    charged_for: number;
    since: Date;
    sources: LateSource[];
  }>(
    `with marks as (
       select l.building_id, l.mark_id, l.from_day, l.source, l.noticed_at
       from charging.late_facts l
       where ($1::integer is null or l.building_id in (select building_id from addresses.managements where organization_id = $1))
         and ($2::integer[] is null or l.building_id = any ($2::integer[]))),
     charged as (
       select distinct f.building_id, f.charged_for from charging.facts f join ledger.counted_runs using (run_id)
       where f.building_id in (select building_id from marks))
     select m.organization_id, c.building_id, c.charged_for, min(k.noticed_at) as since, array_agg(distinct k.source order by k.source) as sources
     from charged c join marks k on k.building_id = c.building_id
       and k.from_day < make_date(c.charged_for / 100, c.charged_for % 100, 1) + interval '1 month'
     join addresses.managements m on m.building_id = c.building_id and ($1::integer is null or m.organization_id = $1)
       and m.in_force @> (make_date(c.charged_for / 100, c.charged_for % 100, 1) + interval '1 month' - interval '1 day')::date
     where not exists (
       select from charging.covered_facts v join ledger.counted_runs using (run_id) join charging.runs r using (run_id)
       where v.building_id = k.building_id and v.mark_id = k.mark_id and r.charged_for = c.charged_for)
     group by 1, 2, 3 order by 3, 1, 2`,
    [of.organization ?? null, of.buildings ? intArray(of.buildings) : null],
  );
  return rows.map((row) => ({
    organization: row.organization_id as OrganizationId,
    building: row.building_id as BuildingId,
    period: periodFromNumber(row.charged_for),
    since: row.since,
    sources: row.sources,
  }));
}

/** What a run that begins now will have looked at: facts noticed later are not covered by it. */
export async function coverLateFacts(tx: Tx, run: RunId): Promise<void> {
  await tx.query(
    `insert into charging.covered_facts (building_id, mark_id, run_id)
     select l.building_id, l.mark_id, r.run_id
     from charging.runs r join charging.run_buildings b using (run_id) join charging.late_facts l using (building_id)
     where r.run_id = $1 and l.from_day < make_date(r.charged_for / 100, r.charged_for % 100, 1) + interval '1 month'
       and not exists (
         select from charging.covered_facts v join ledger.counted_runs using (run_id) join charging.runs p using (run_id)
         where v.building_id = l.building_id and v.mark_id = l.mark_id and p.charged_for = r.charged_for)`,
    [run],
  );
}

/** A late fact that a run has looked at: what was recorded, from which day it holds, when and by whom. */
export interface CoveredFact {
  readonly building: BuildingId;
  readonly source: LateSource;
  readonly from: Day;
  readonly at: Date;
  /** Undefined: recorded without a person, by a file or the command line. */
  readonly by: number | undefined;
}

/** The marks that these buildings had when the run began, oldest first. */
export async function listCoveredFacts(
  tx: Tx,
  of: { run: RunId; buildings: readonly BuildingId[] },
): Promise<CoveredFact[]> {
  const rows = await tx.query<{
    building: number;
    source: LateSource;
    from: Day;
    at: Date;
    by: number | null;
  }>(
    `select l.building_id as building, l.source, l.from_day as "from", l.noticed_at as at, l.noticed_by as by
     from charging.covered_facts c join charging.late_facts l using (building_id, mark_id)
     where c.run_id = $1 and c.building_id = any ($2::integer[]) order by 1, l.mark_id`,
    [of.run, intArray(of.buildings)],
  );
  return rows.map((row) => ({ ...row, building: row.building as BuildingId, by: row.by ?? undefined }));
}

/** A page of a run's buildings, each with the counted run that had charged the same month last before it. */
export async function listRunsBefore(
  tx: Tx,
  of: { run: Run; after: number; limit: number },
): Promise<{ building: BuildingId; before: RunId | undefined }[]> {
  const rows = await tx.query<{ building: number; before: number | null }>(
    `select b.building_id as building, (select max(f.run_id) from charging.facts f join ledger.counted_runs using (run_id)
       where f.building_id = b.building_id and f.charged_for = $2 and f.run_id < $1) as before
     from charging.run_buildings b where b.run_id = $1 and b.building_id > $3 order by 1 limit $4`,
    [of.run.id, periodNumber(of.run.chargedFor), of.after, of.limit],
  );
  return rows.map((row) => ({
    building: row.building as BuildingId,
    before: (row.before ?? undefined) as RunId | undefined,
  }));
}

/** What a recalculation knew, and what was known when the month was last charged before it. */
export interface RecalculatedFacts {
  readonly building: BuildingId;
  readonly period: Period;
  readonly before: RunId;
  readonly after: RunId;
}

/** Earlier months of these buildings that counted runs have charged again in the open month `bookedIn`. */
export async function listRecalculatedFacts(
  tx: Tx,
  of: { buildings: readonly BuildingId[]; bookedIn: Period },
): Promise<RecalculatedFacts[]> {
  const rows = await tx.query<{ building_id: number; charged_for: number; before: number; after: number }>(
    `select f.building_id, f.charged_for, max(f.run_id) filter (where r.booked_in < $2) as before,
       max(f.run_id) filter (where r.booked_in = $2) as after
     from charging.facts f join ledger.counted_runs using (run_id) join charging.runs r using (run_id)
     where f.building_id = any ($1::integer[]) and f.charged_for < $2 and r.booked_in <= $2
       and f.charged_for in (select charged_for from charging.runs where booked_in = $2 and charged_for < $2)
     group by 1, 2
     having max(f.run_id) filter (where r.booked_in < $2) is not null and max(f.run_id) filter (where r.booked_in = $2) is not null
     order by 1, 2`,
    [intArray(of.buildings), periodNumber(of.bookedIn)],
  );
  return rows.map((row) => ({
    building: row.building_id as BuildingId,
    period: periodFromNumber(row.charged_for),
    before: row.before as RunId,
    after: row.after as RunId,
  }));
}
