import type { BuildingId, PremisesId } from "#core/ids";
import { type Period, periodFromNumber, periodNumber } from "#core/period";
import type { Tx } from "#platform/database";
import type { AllocatorCount, AllocatorRecord, AllocatorSpan } from "./model.ts";

/** Counts of a building are written down one span after another. */
export async function lockAllocators(tx: Tx, building: BuildingId): Promise<void> {
  await tx.query("select pg_advisory_xact_lock(hashtext('metering.allocator_units'), $1)", [building]);
}

/** Newest span first, then by the premises' number; of each count its latest version. */
export async function listAllocatorUnits(tx: Tx, building: BuildingId): Promise<AllocatorRecord[]> {
  const rows = await tx.query<{
    from_month: number;
    to_month: number;
    premises: number;
    number: string;
    units: bigint;
    document: string;
    version: number;
    recorded_at: Date;
    recorded_by: number | null;
  }>(
    `select distinct on (u.from_month, p.number) u.from_month, u.to_month, u.premises_id as premises, p.number, u.units,
       u.document, u.version, u.recorded_at, u.recorded_by
     from metering.allocator_units u join addresses.premises p using (building_id, premises_id)
     where u.building_id = $1 order by u.from_month desc, p.number, u.version desc`,
    [building],
  );
  return rows.map(({ from_month, to_month, premises, recorded_at, recorded_by, ...row }) => ({
    ...row,
    premises: premises as PremisesId,
    recordedAt: recorded_at,
    recordedBy: recorded_by ?? undefined,
    from: periodFromNumber(from_month),
    to: periodFromNumber(to_month),
  }));
}

/** A span that shares a month with this one and is another. */
export async function findOverlapping(
  tx: Tx,
  of: AllocatorSpan,
): Promise<{ from: Period; to: Period } | undefined> {
  const rows = await tx.query<{ from_month: number; to_month: number }>(
    `select from_month, to_month from metering.allocator_units
     where building_id = $1 and from_month <= $3 and to_month >= $2 and (from_month, to_month) <> ($2, $3) limit 1`,
    [of.building, periodNumber(of.from), periodNumber(of.to)],
  );
  const row = rows[0];
  return row && { from: periodFromNumber(row.from_month), to: periodFromNumber(row.to_month) };
}

export async function insertAllocatorUnits(
  tx: Tx,
  span: Omit<AllocatorSpan, "counts">,
  counts: readonly (AllocatorCount & { readonly version: number })[],
): Promise<void> {
  await tx.query(
    `insert into metering.allocator_units (building_id, from_month, to_month, premises_id, version, units, document, recorded_by)
     select $1, $2, $3, t.premises_id, t.version, t.units, $4, $5
     from unnest($6::integer[], $7::integer[], $8::bigint[]) as t (premises_id, version, units)`,
    [
      span.building,
      periodNumber(span.from),
      periodNumber(span.to),
      span.document,
      tx.scope.user ?? null,
      counts.map(({ premises }) => premises),
      counts.map(({ version }) => version),
      counts.map(({ units }) => units),
    ],
  );
}
