import type { BuildingId } from "#core/ids";
import { periodFromNumber } from "#core/period";
import { replayBuildings } from "#modules/charging";
import type { Ctx } from "#platform/context";
import { runTotals } from "./runs.ts";
import { type Finding, findingOf, type Snapshot, together } from "./snapshot.ts";

const REPLAYED_AT_ONCE = 50;

/**
 * I10. The kept facts of every counted run are calculated again by charging itself, since the promise is about that
 * function; the sums of what was posted are compared with a query of this check's own.
 */
export async function repeatable(ctx: Ctx, snapshot: Snapshot): Promise<Finding> {
  const kept = await snapshot.query<{ charged_for: number; building_id: number }>(
    `select distinct f.charged_for, f.building_id from charging.facts f
     where f.run_id in (select c.run_id from ledger.counted_runs c) order by 1, 2`,
  );
  const findings: Finding[] = [await runTotals(snapshot)];
  for (const month of Map.groupBy(kept, (row) => row.charged_for).values()) {
    for (let at = 0; at < month.length; at += REPLAYED_AT_ONCE) {
      findings.push(await replayed(ctx, month.slice(at, at + REPLAYED_AT_ONCE)));
    }
  }
  return together(findings);
}

async function replayed(
  ctx: Ctx,
  rows: readonly { charged_for: number; building_id: number }[],
): Promise<Finding> {
  const [first] = rows;
  if (!first) return findingOf(0, []);
  const chargedFor = periodFromNumber(first.charged_for);
  try {
    const buildings = rows.map((row) => row.building_id as BuildingId);
    const { replayed, differences } = await replayBuildings(ctx, { chargedFor, buildings });
    return findingOf(
      replayed,
      differences.map(
        ({ building, run, reason }) => `run ${run}, building ${building}, ${chargedFor}: ${reason}`,
      ),
    );
  } catch (error) {
    // Facts that were altered stop the whole batch: the buildings are replayed one by one, so that it is named.
    if (rows.length > 1) return together(await inTurn(rows, (row) => replayed(ctx, [row])));
    const reason = error instanceof Error ? error.message : String(error);
    return findingOf(1, [`building ${first.building_id}, ${chargedFor}: ${reason}`]);
  }
}

async function inTurn<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (const item of items) results.push(await work(item));
  return results;
}
