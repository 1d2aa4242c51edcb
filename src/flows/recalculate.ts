import type { BuildingId, OrganizationId, RunId } from "#core/ids";
import type { Period } from "#core/period";
import { ok, type Result } from "#core/result";
import * as charging from "#modules/charging";
import type { ChargingRefusal, FactChange, LateSource, Run } from "#modules/charging";
import type { Ctx } from "#platform/context";
import type { Tx } from "#platform/database";
import { approveRun, startRun } from "./charge-run.ts";

/** A charged month that late facts have reached: it waits to be charged again. */
export interface WaitingMonth {
  readonly organization: OrganizationId;
  readonly period: Period;
  readonly buildings: readonly BuildingId[];
  readonly since: Date;
  /** Tables of the late facts. */
  readonly sources: readonly LateSource[];
}

/** Of one organization, or of all in sight: oldest month first. */
export async function monthsWaiting(
  ctx: Ctx,
  of: { organization?: OrganizationId | undefined; buildings?: readonly BuildingId[] | undefined },
): Promise<WaitingMonth[]> {
  const places = await ctx.transaction((tx) => charging.late.listMonthsToRecalculate(tx, of));
  const months: WaitingMonth[] = [];
  for (const waiting of Map.groupBy(places, (place) => `${place.period}|${place.organization}`).values()) {
    const [first] = waiting.toSorted((a, b) => a.since.getTime() - b.since.getTime());
    if (!first) continue;
    months.push({
      organization: first.organization,
      period: first.period,
      buildings: waiting.map((place) => place.building),
      since: first.since,
      sources: [...new Set(waiting.flatMap((place) => place.sources))].sort(),
    });
  }
  return months;
}

export interface Recalculated {
  readonly runs: readonly Run[];
  /** A run that was calculated but not approved: a person looks at it first. */
  readonly stopped: { readonly run: Run; readonly refusal: ChargingRefusal } | undefined;
}

/**
 * Charges every waiting month again, oldest first, each approved before the next is begun: what a month carries over
 * or estimates reaches the following ones. Only the buildings that wait are calculated; the difference is booked in
 * the open month. Stops at the first run that may not be approved without a person, and leaves it as a draft.
 *
 * @param work sets workers on a run and returns when it is calculated
 */
export async function recalculateWaiting(
  ctx: Ctx,
  of: {
    organization: OrganizationId;
    buildings?: readonly BuildingId[] | undefined;
    work: (run: RunId) => Promise<void>;
  },
): Promise<Result<Recalculated, ChargingRefusal>> {
  const runs: Run[] = [];
  for (const { period, buildings } of await monthsWaiting(ctx, of)) {
    const started = await startRun(ctx, {
      organization: of.organization,
      period,
      buildings,
      acceptMissingRates: true,
    });
    if (!started.ok) return started;
    await of.work(started.value.id);
    const approved = await approveRun(ctx, started.value.id);
    if (!approved.ok) return ok({ runs, stopped: { run: started.value, refusal: approved.refusal } });
    runs.push(approved.value);
  }
  return ok({ runs, stopped: undefined });
}

/** Why earlier months of a building were charged again: what was known otherwise, by month. */
export type RecalculationReasons = ReadonlyMap<Period, readonly FactChange[]>;

/**
 * The reasons of what was recalculated in a month of the books, by building: the facts of the recalculation compared
 * with those of the run before. A building of which nothing was recalculated is absent.
 */
export async function recalculationReasons(
  tx: Tx,
  of: { buildings: readonly BuildingId[]; bookedIn: Period },
): Promise<Map<BuildingId, RecalculationReasons>> {
  const places = await charging.late.listRecalculatedFacts(tx, of);
  const reasons = new Map<BuildingId, Map<Period, readonly FactChange[]>>();
  for (const [period, ofMonth] of Map.groupBy(places, (place) => place.period)) {
    const runs = new Set(ofMonth.flatMap(({ before, after }) => [before, after]));
    const texts = new Map<string, string>();
    for (const run of runs) {
      const buildings = ofMonth
        .filter((place) => place.before === run || place.after === run)
        .map((place) => place.building);
      for (const kept of await charging.listFacts(tx, { chargedFor: period, buildings, run }))
        texts.set(`${kept.building}|${run}`, kept.text);
    }
    for (const { building, before, after } of ofMonth) {
      const was = texts.get(`${building}|${before}`);
      const became = texts.get(`${building}|${after}`);
      if (was === undefined || became === undefined || was === became) continue;
      const changes = charging.changedFacts(charging.parseFacts(was), charging.parseFacts(became));
      const own = reasons.get(building) ?? new Map<Period, readonly FactChange[]>();
      reasons.set(building, own);
      own.set(period, changes);
    }
  }
  return reasons;
}
