import { assert } from "#core/assert";
import type { BuildingId, OrganizationId, RunId } from "#core/ids";
import type { Period } from "#core/period";
import { ok, type Result, refuse } from "#core/result";
import * as charging from "#modules/charging";
import type { ChargingRefusal, CityValues, Run, RunProgress } from "#modules/charging";
import { lockAllForBooking, lockForBooking, openPeriodOf, openPeriodsOf } from "#modules/organizations";
import type { Ctx } from "#platform/context";
import type { Tx } from "#platform/database";
import { judgeApproval } from "./run-review.ts";

/** Runs of more accounts than this load a leaf of their own; smaller ones join the month's. */
const OWN_LEAF_ACCOUNTS = 20_000;
/** Accounts in a batch: large enough that a transaction's cost is lost in it, small beside the lease. */
const BATCH_ACCOUNTS = 1_500;
/** A run is divided into so many batches at least, for the workers to share, unless they would be smaller than that. */
const SHARES = 2;
const SHARE_ACCOUNTS_MIN = 500;
/** Milliseconds between two looks at what another worker has leased: the first soon, since its batch may be small. */
const LOOK_AGAIN = { first: 10, most: 200 };

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

export interface RunOrder {
  readonly organization: OrganizationId;
  readonly period: Period;
  readonly acceptMissingRates?: boolean;
  /** Only these of the organization's buildings: a month that is charged already is calculated again for them. */
  readonly buildings?: readonly BuildingId[] | undefined;
}

/**
 * Starts a run: charges for `period`, booked in the organization's open period. The run is a draft until approved;
 * it is worked on by `workOnRuns`, here or on any machine.
 */
export async function startRun(ctx: Ctx, order: RunOrder): Promise<Result<Run, ChargingRefusal>> {
  const [started] = await startRuns(ctx, [order]);
  assert(started, "an order has an answer");
  return started;
}

/**
 * Starts the runs of many organizations at once. Together they may be large enough for a leaf of their own, which is
 * what makes a city's month quick: it is loaded without keys, then keyed and attached when the last run is complete.
 * A refused order does not hold up the others. Answers in the order of the orders.
 */
export async function startRuns(
  ctx: Ctx,
  orders: readonly RunOrder[],
): Promise<Result<Run, ChargingRefusal>[]> {
  return ctx.transaction(async (tx) => {
    const judged: Result<Startable, OrderRefusal>[] = [];
    for (const order of [...orders].sort((a, b) => a.organization - b.organization))
      judged.push(await judgeOrder(tx, order));
    const startable = judged.flatMap((one) => (one.ok ? [one.value] : []));
    const leaves = new Map<Period, number>();
    for (const open of new Set(startable.map((one) => one.open))) {
      const accounts = startable
        .filter((one) => one.open === open)
        .reduce((sum, one) => sum + one.accounts, 0);
      leaves.set(open, accounts > OWN_LEAF_ACCOUNTS ? await charging.nextLeaf(tx) : 0);
    }
    const runs = new Map<RunOrder, RunId>();
    for (const { order, open, buildings } of startable) {
      runs.set(
        order,
        await charging.insertRun(tx, {
          organization: order.organization,
          chargedFor: order.period,
          bookedIn: open,
          leaf: leaves.get(open) ?? 0,
          buildings,
        }),
      );
    }
    for (const run of runs.values()) await charging.late.coverLateFacts(tx, run);
    for (const leaf of leaves.values()) if (leaf !== 0) await charging.createLeaf(tx, leaf);
    const answers: Result<Run, ChargingRefusal>[] = [];
    for (const order of orders) {
      const run = runs.get(order);
      const refusal = judged.find((one) => !one.ok && one.refusal.organization === order.organization);
      if (run !== undefined) answers.push(found(await charging.findRun(tx, run), run));
      else if (refusal && !refusal.ok) answers.push(refusal);
    }
    return answers;
  });
}

type OrderRefusal = Extract<ChargingRefusal, { organization: OrganizationId }>;

interface Startable {
  readonly order: RunOrder;
  readonly open: Period;
  readonly accounts: number;
  readonly buildings: readonly { building: BuildingId; accounts: number }[];
}

async function judgeOrder(tx: Tx, order: RunOrder): Promise<Result<Startable, OrderRefusal>> {
  const { organization, period } = order;
  await lockForBooking(tx, organization);
  const open = await openPeriodOf(tx, organization);
  if (!open) return refuse({ code: "charging.no_open_period", organization });
  if (period > open) return refuse({ code: "charging.period_in_future", organization, period, open });
  const draft = await charging.findDraft(tx, { organization, chargedFor: period });
  if (draft) return refuse({ code: "charging.draft_exists", organization, run: draft.id });
  const managed = await charging.listBuildingsToCharge(tx, order);
  const only = order.buildings && new Set(order.buildings);
  const buildings = only ? managed.filter(({ building }) => only.has(building)) : managed;
  if (buildings.length === 0) return refuse({ code: "charging.no_buildings", organization, period });
  if (only && !(await charging.isMonthCharged(tx, { organization, period })))
    return refuse({ code: "charging.month_not_charged_yet", organization, period });
  // A building that was handed over since is booked in books that its present manager may have closed already.
  const others = await charging.listOtherManagers(tx, {
    organization,
    period: open,
    buildings: buildings.map(({ building }) => building),
  });
  await lockAllForBooking(tx, others);
  const ahead = [...(await openPeriodsOf(tx, others))].find(([, period]) => period > open);
  if (ahead)
    return refuse({
      code: "charging.closed_by_present_manager",
      organization,
      manager: ahead[0],
      period: open,
      open: ahead[1],
    });
  const missing = order.acceptMissingRates ? [] : await charging.listServicesWithoutRate(tx, order);
  if (missing.length > 0) {
    const services = missing.map((service) => service.code).join(", ");
    return refuse({
      code: "charging.rates_missing",
      organization,
      services,
      buildings: Math.max(...missing.map((one) => one.buildings)),
    });
  }
  return ok({
    order,
    open,
    buildings,
    accounts: buildings.reduce((sum, building) => sum + building.accounts, 0),
  });
}

/**
 * Works on runs until nothing of them is left: leases a batch of buildings, calculates, writes, and again. Any number
 * of workers may do so at once; one that dies loses its lease, and another takes its buildings over. The last one
 * completes the run. Stops early when `signal` is aborted: what it held is taken over when the lease ends.
 */
export async function workOnRuns(
  ctx: Ctx,
  of: { runs: readonly RunId[]; signal?: AbortSignal },
): Promise<void> {
  // First whatever is free in each run, so that nobody waits at the end of one while the next has work.
  for (const run of of.runs) await workWhileFree(ctx, { ...of, run });
  for (const run of of.runs) {
    for (let pause = LOOK_AGAIN.first; ; pause = Math.min(LOOK_AGAIN.most, pause * 2)) {
      if (!(await isUnderWay(ctx, run)) || of.signal?.aborted) break;
      await new Promise((resolve) => setTimeout(resolve, pause));
      await workWhileFree(ctx, { ...of, run });
    }
    if (!of.signal?.aborted) await completeRun(ctx, run);
  }
}

/** Whether another worker has leased buildings of the run, or one that died has left some. */
async function isUnderWay(ctx: Ctx, id: RunId): Promise<boolean> {
  return ctx.transaction(async (tx) => {
    const run = await charging.findRun(tx, id);
    return run !== undefined && !isOver(run) && (await charging.nextLeaseEnd(tx, id)) !== undefined;
  });
}

async function workWhileFree(ctx: Ctx, of: { run: RunId; signal?: AbortSignal }): Promise<void> {
  const run = await ctx.transaction((tx) => charging.findRun(tx, of.run));
  if (!run || isOver(run)) return;
  const progress = await ctx.transaction((tx) => charging.progressOf(tx, run.id));
  const accounts = Math.min(BATCH_ACCOUNTS, Math.max(SHARE_ACCOUNTS_MIN, progress.accounts / SHARES));
  const limit = Math.max(1, Math.round((accounts * progress.buildings) / Math.max(1, progress.accounts)));
  const values = await charging.cityValuesOf(ctx, { organization: run.organization, period: run.chargedFor });
  while (!of.signal?.aborted) {
    const lease = await ctx.transaction((tx) => charging.leaseBuildings(tx, { run: run.id, limit }));
    if (!lease) return;
    await calculateLeased(ctx, { run, lease: lease.token, buildings: lease.buildings, values });
  }
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

/**
 * When every building is done: the run's total stands, and the draft can be looked at as a whole once its leaf is
 * attached. The last run to complete attaches the leaf of all.
 */
async function completeRun(ctx: Ctx, id: RunId): Promise<void> {
  const run = await ctx.transaction(async (tx) => {
    await charging.lockRun(tx, id);
    const present = await charging.findRun(tx, id);
    if (!present || isOver(present)) return present;
    const progress = await charging.progressOf(tx, id);
    if (progress.buildingsDone < progress.buildings) return undefined;
    await charging.insertRunEvent(tx, {
      run: id,
      organization: present.organization,
      event: "calculated",
      lines: BigInt(progress.lines),
      amount: progress.amount,
    });
    return present;
  });
  if (run && run.leaf !== 0) await ctx.transaction((tx) => charging.attachLeafWhenComplete(tx, run.leaf));
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

/**
 * From now on the run's entries count: one small change, whatever the run's size. A person is asked for a review
 * first (`judgeApproval`): nothing that blocks is open, and a large run is approved by a second one.
 */
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
    if (!(await charging.isAttached(tx, run.leaf)))
      return refuse({ code: "charging.others_not_calculated", run: id });
    await lockForBooking(tx, run.organization);
    if ((await openPeriodOf(tx, run.organization)) !== run.bookedIn) {
      return refuse({ code: "charging.period_closed", period: run.bookedIn });
    }
    const judged = await judgeApproval(ctx, tx, run);
    if (!judged.ok) return judged;
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
    if (run.discardedAt ?? run.cancelledAt) {
      // Cut off between the two steps, the draft would stand in the way of the month for ever: go on with the second.
      const draft = await charging.findDraft(tx, run);
      return draft?.id === id ? ok(run) : refuse({ code: "charging.already_given_up", run: id });
    }
    await charging.releaseBuildings(tx, id);
    await charging.insertRunEvent(tx, { run: id, organization: run.organization, event });
    return ok(run);
  });
  if (!judged.ok) return judged;
  const given = await ctx.transaction(async (tx) => {
    await charging.review.deleteReview(tx, id);
    await charging.deleteDraftData(tx, judged.value);
    await charging.deleteDraft(tx, id);
    return found(await charging.findRun(tx, id), id);
  });
  // The others of its leaf may have waited for this one alone.
  const { leaf } = judged.value;
  if (leaf !== 0) await ctx.transaction((tx) => charging.attachLeafWhenComplete(tx, leaf));
  return given;
}

const isOver = (run: Run): boolean =>
  Boolean(run.calculatedAt ?? run.approvedAt ?? run.discardedAt ?? run.cancelledAt);

const found = (run: Run | undefined, id: RunId): Result<Run, ChargingRefusal> =>
  run ? ok(run) : refuse({ code: "charging.run_not_found", run: id });
