import type { BuildingId, OrganizationId, RunId } from "#core/ids";
import type { Period } from "#core/period";
import { ok, type Result, refuse } from "#core/result";
import { ensurePeriod } from "#modules/ledger";
import * as charging from "#modules/charging";
import type { ChargingRefusal, CityValues, Run, RunProgress } from "#modules/charging";
import { lockForBooking, openPeriodOf } from "#modules/organizations";
import type { Ctx } from "#platform/context";

/** A run of more accounts than this loads a leaf of its own; a smaller one joins the month's. */
const OWN_LEAF_ACCOUNTS = 20_000;
/** Accounts in a batch: large enough that a transaction's cost is lost in it, small beside the lease. */
const BATCH_ACCOUNTS = 1_500;

/** What stands in the way of charging, and what deserves a look. */
export interface Readiness {
  readonly open: Period | undefined;
  readonly buildings: number;
  readonly accounts: number;
  /** Services in use without a rate in force: they would be charged nothing. */
  readonly withoutRate: readonly { code: string; buildings: number }[];
  readonly draft: RunId | undefined;
}

export async function readiness(
  ctx: Ctx,
  of: { organization: OrganizationId; period: Period },
): Promise<Readiness> {
  return ctx.transaction(async (tx) => {
    const buildings = await charging.listBuildingsToCharge(tx, of);
    return {
      open: await openPeriodOf(tx, of.organization),
      buildings: buildings.length,
      accounts: buildings.reduce((sum, building) => sum + building.accounts, 0),
      withoutRate: await charging.listServicesWithoutRate(tx, of),
      draft: (await charging.findDraft(tx, { organization: of.organization, chargedFor: of.period }))?.id,
    };
  });
}

/**
 * Starts a run: charges for `period`, booked in the organization's open period. The run is a draft until approved;
 * it is worked on by `workOnRun`, here or on any machine.
 */
export async function startRun(
  ctx: Ctx,
  of: { organization: OrganizationId; period: Period; acceptMissingRates?: boolean },
): Promise<Result<Run, ChargingRefusal>> {
  return ctx.transaction(async (tx) => {
    await lockForBooking(tx, of.organization);
    const open = await openPeriodOf(tx, of.organization);
    if (!open) return refuse({ code: "charging.no_open_period" });
    if (of.period > open) return refuse({ code: "charging.period_in_future", period: of.period, open });
    const draft = await charging.findDraft(tx, { organization: of.organization, chargedFor: of.period });
    if (draft) return refuse({ code: "charging.draft_exists", run: draft.id });
    const buildings = await charging.listBuildingsToCharge(tx, of);
    if (buildings.length === 0) return refuse({ code: "charging.no_buildings", period: of.period });
    const missing = of.acceptMissingRates ? [] : await charging.listServicesWithoutRate(tx, of);
    if (missing.length > 0) {
      const services = missing.map((service) => service.code).join(", ");
      return refuse({
        code: "charging.rates_missing",
        services,
        buildings: Math.max(...missing.map((m) => m.buildings)),
      });
    }
    await ensurePeriod(tx, open);
    const run = await charging.insertRun(tx, {
      organization: of.organization,
      chargedFor: of.period,
      bookedIn: open,
      ownLeaf: buildings.reduce((sum, building) => sum + building.accounts, 0) > OWN_LEAF_ACCOUNTS,
      buildings,
    });
    return found(await charging.findRun(tx, run), run);
  });
}

/**
 * Works on a run until nothing of it is left: leases a batch of buildings, calculates, writes, and again. Any number
 * of workers may do so at once; one that dies loses its lease, and another takes its buildings over. The last one
 * completes the run. Stops early when `signal` is aborted: what it held is taken over when the lease ends.
 */
export async function workOnRun(
  ctx: Ctx,
  of: { run: RunId; signal?: AbortSignal; onBatch?: (buildings: number) => void },
): Promise<void> {
  const run = await ctx.transaction((tx) => charging.findRun(tx, of.run));
  if (!run || isOver(run)) return;
  const progress = await ctx.transaction((tx) => charging.progressOf(tx, run.id));
  const limit = Math.max(
    1,
    Math.floor((BATCH_ACCOUNTS * progress.buildings) / Math.max(1, progress.accounts)),
  );
  const values = await charging.cityValuesOf(ctx, { organization: run.organization, period: run.chargedFor });
  while (!of.signal?.aborted) {
    const lease = await ctx.transaction((tx) => charging.leaseBuildings(tx, { run: run.id, limit }));
    if (lease) {
      await calculateLeased(ctx, { run, lease: lease.token, buildings: lease.buildings, values });
      of.onBatch?.(lease.buildings.length);
      continue;
    }
    const seconds = await ctx.transaction((tx) => charging.nextLeaseEnd(tx, run.id));
    if (seconds === undefined) break;
    await new Promise((resolve) => setTimeout(resolve, Math.min(1_000, Math.max(50, seconds * 1_000))));
    const present = await ctx.transaction((tx) => charging.findRun(tx, run.id));
    if (!present || isOver(present)) return;
  }
  if (!of.signal?.aborted) await completeRun(ctx, run.id);
}

/** A batch that fails is tried again a building at a time, so that one bad building does not hold up the others. */
async function calculateLeased(
  ctx: Ctx,
  of: { run: Run; lease: string; buildings: readonly BuildingId[]; values: CityValues },
): Promise<void> {
  try {
    await charging.calculateBatch(ctx, of);
  } catch (error) {
    if (error instanceof charging.LeaseLost) return;
    if (of.buildings.length > 1) {
      for (const building of of.buildings) await calculateLeased(ctx, { ...of, buildings: [building] });
      return;
    }
    const [building] = of.buildings;
    if (building === undefined) return;
    const failure = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    await ctx.transaction((tx) =>
      charging.failBuilding(tx, { run: of.run.id, lease: of.lease, building, failure }),
    );
  }
}

/** When every building is done: keys and attaches the leaf, and the draft can be looked at as a whole. */
async function completeRun(ctx: Ctx, id: RunId): Promise<void> {
  await ctx.transaction(async (tx) => {
    await charging.lockRun(tx, id);
    const run = await charging.findRun(tx, id);
    if (!run || isOver(run)) return;
    const progress = await charging.progressOf(tx, id);
    if (progress.buildingsDone < progress.buildings) return;
    if (run.ownLeaf) await charging.attachLeaf(tx, id);
    await charging.insertRunEvent(tx, {
      run: id,
      organization: run.organization,
      event: "calculated",
      lines: BigInt(progress.lines),
      amount: progress.amount,
    });
  });
}

export async function runProgress(
  ctx: Ctx,
  run: RunId,
): Promise<{ run: Run; progress: RunProgress } | undefined> {
  return ctx.transaction(async (tx) => {
    const found = await charging.findRun(tx, run);
    return found && { run: found, progress: await charging.progressOf(tx, run) };
  });
}

/** From now on the run's entries count: one small change, whatever the run's size. */
export async function approveRun(ctx: Ctx, id: RunId): Promise<Result<Run, ChargingRefusal>> {
  return ctx.transaction(async (tx) => {
    await charging.lockRun(tx, id);
    const run = await charging.findRun(tx, id);
    if (!run) return refuse({ code: "charging.run_not_found", run: id });
    if (run.approvedAt) return refuse({ code: "charging.already_approved", run: id });
    if (run.discardedAt ?? run.cancelledAt) return refuse({ code: "charging.already_given_up", run: id });
    if (!run.calculatedAt) {
      const { buildings, buildingsDone, buildingsFailed } = await charging.progressOf(tx, id);
      return refuse({ code: "charging.not_calculated", run: id, buildings, buildingsDone, buildingsFailed });
    }
    await lockForBooking(tx, run.organization);
    if ((await openPeriodOf(tx, run.organization)) !== run.bookedIn) {
      return refuse({ code: "charging.period_closed", period: run.bookedIn });
    }
    await charging.countRun(tx, { run: id, organization: run.organization });
    await charging.insertRunEvent(tx, { run: id, organization: run.organization, event: "approved" });
    await charging.deleteDraft(tx, id);
    return found(await charging.findRun(tx, id), id);
  });
}

/** Stops a run that is being calculated and leaves nothing of it. */
export const cancelRun = (ctx: Ctx, id: RunId): Promise<Result<Run, ChargingRefusal>> =>
  giveUp(ctx, id, "cancelled");

/** Drops a calculated draft that is not wanted. */
export const discardRun = (ctx: Ctx, id: RunId): Promise<Result<Run, ChargingRefusal>> =>
  giveUp(ctx, id, "discarded");

/** Buildings that failed are offered to the workers again, after their cause was mended. */
export async function retryFailedBuildings(ctx: Ctx, id: RunId): Promise<number> {
  return ctx.transaction((tx) => charging.retryFailed(tx, id));
}

async function giveUp(
  ctx: Ctx,
  id: RunId,
  event: "cancelled" | "discarded",
): Promise<Result<Run, ChargingRefusal>> {
  // First the event, so that workers stop taking buildings; then the data, once the ones at work have come to an end.
  const judged = await ctx.transaction(async (tx): Promise<Result<Run, ChargingRefusal>> => {
    await charging.lockRun(tx, id);
    const run = await charging.findRun(tx, id);
    if (!run) return refuse({ code: "charging.run_not_found", run: id });
    if (run.approvedAt) return refuse({ code: "charging.already_approved", run: id });
    if (run.discardedAt ?? run.cancelledAt) return refuse({ code: "charging.already_given_up", run: id });
    await charging.releaseBuildings(tx, id);
    await charging.insertRunEvent(tx, { run: id, organization: run.organization, event });
    return ok(run);
  });
  if (!judged.ok) return judged;
  return ctx.transaction(async (tx) => {
    await charging.deleteDraftData(tx, judged.value);
    await charging.deleteDraft(tx, id);
    return found(await charging.findRun(tx, id), id);
  });
}

const isOver = (run: Run): boolean =>
  Boolean(run.calculatedAt ?? run.approvedAt ?? run.discardedAt ?? run.cancelledAt);

const found = (run: Run | undefined, id: RunId): Result<Run, ChargingRefusal> =>
  run ? ok(run) : refuse({ code: "charging.run_not_found", run: id });
