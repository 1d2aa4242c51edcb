import type { BuildingId, OrganizationId, RunId } from "#core/ids";
import { endDay, type Period, previous } from "#core/period";
import { ok, type Result, refuse } from "#core/result";
import { NOTHING } from "#core/units";
import { addDays, type Day } from "#core/day";
import { listUsers, rolesWith } from "#modules/access";
import { findPremisesAddresses } from "#modules/addresses";
import * as charging from "#modules/charging";
import {
  ANOMALY_RULES,
  ANOMALY_RULES_VERSION,
  type AnomalyRule,
  anomaliesOf,
  type ChargingRefusal,
  compared,
  comparedAccounts,
  ORDINARY_LIMITS,
  type ReviewLimits,
  review,
  type Run,
} from "#modules/charging";
import type { Ctx } from "#platform/context";
import type { Tx } from "#platform/database";
import { within } from "#platform/deed";

/** Buildings compared with one set of questions: their rows are held in memory together. */
const BUILDINGS_AT_ONCE = 250;

/** The limits in force on the last day of the run's month: the company's, else the center's, else the ordinary ones. */
export async function limitsOf(tx: Tx, run: Run): Promise<ReviewLimits> {
  const on = addDays(endDay(run.chargedFor), -1);
  return (await review.findLimits(tx, { organization: run.organization, on })) ?? ORDINARY_LIMITS;
}

export interface ReviewOfRun {
  readonly review: charging.Review;
  readonly limits: ReviewLimits;
  readonly groups: readonly charging.AnomalyGroup[];
}

/**
 * What deserves a look in a calculated run. Found when it is first asked for and kept: the run's lines no longer
 * change, and a decision must survive whatever happens to the page. Refused while there is nothing whole to look at.
 */
export async function reviewRun(ctx: Ctx, id: RunId): Promise<Result<ReviewOfRun, ChargingRefusal>> {
  return ctx.transaction(async (tx) => {
    const judged = await judgeReviewable(tx, id);
    if (!judged.ok) return judged;
    // A company's people may not see every building of it any more, and what is found is found once for all.
    if (tx.scope.sees !== "center" && !(await review.findReview(tx, id)))
      return refuse({ code: "charging.not_reviewed", run: id });
    return ok(await reviewIn(tx, judged.value));
  });
}

/** Within a transaction of another deed: an approval looks at what stands at that moment. */
export async function reviewIn(tx: Tx, run: Run): Promise<ReviewOfRun> {
  const limits = await limitsOf(tx, run);
  let found = await review.findReview(tx, run.id);
  if (!found) {
    await review.lockReview(tx, run.id);
    found = await review.findReview(tx, run.id);
  }
  if (!found) {
    await findAnomalies(tx, { run, limits });
    found = await review.findReview(tx, run.id);
  }
  if (!found) throw new Error(`the review of run ${run.id} was not kept`);
  return { review: found, limits, groups: inOrder(await review.listAnomalyGroups(tx, run.id)) };
}

/** Of people's deeds: the run is calculated, its lines can be read, and it is not given up. */
export async function judgeReviewable(tx: Tx, id: RunId): Promise<Result<Run, ChargingRefusal>> {
  const run = await charging.findRun(tx, id);
  if (!run) return refuse({ code: "charging.run_not_found", run: id });
  if (run.discardedAt ?? run.cancelledAt) return refuse({ code: "charging.already_given_up", run: id });
  if (!run.calculatedAt) {
    const { buildings, buildingsDone, buildingsFailed } = await charging.progressOf(tx, id);
    return refuse({ code: "charging.not_calculated", run: id, buildings, buildingsDone, buildingsFailed });
  }
  return (await charging.isAttached(tx, run.leaf))
    ? ok(run)
    : refuse({ code: "charging.others_not_calculated", run: id });
}

async function findAnomalies(tx: Tx, of: { run: Run; limits: ReviewLimits }): Promise<void> {
  const buildings = await compared.listRunBuildings(tx, of.run.id);
  const before = await ordinaryBefore(tx, of.run);
  let buildingsWithoutBefore = 0;
  for (let at = 0; at < buildings.length; at += BUILDINGS_AT_ONCE) {
    const pairs = await compared.compareBuildings(tx, {
      ...of,
      before,
      buildings: buildings.slice(at, at + BUILDINGS_AT_ONCE),
    });
    const rows = pairs.flatMap((building) =>
      anomaliesOf(building, of.limits).map((anomaly, index) => ({
        building: building.building,
        no: index + 1,
        blocking: ANOMALY_RULES[anomaly.rule].blocks,
        anomaly,
      })),
    );
    await review.insertAnomalies(tx, rows, of.run.id);
    buildingsWithoutBefore += pairs.filter(({ whole }) => !whole.some((one) => one.accountsWas > 0)).length;
  }
  await review.insertReview(tx, {
    run: of.run,
    rulesVersion: ANOMALY_RULES_VERSION,
    buildingsWithoutBefore,
  });
}

const ORDER = Object.keys(ANOMALY_RULES) as AnomalyRule[];
const inOrder = (groups: readonly charging.AnomalyGroup[]): charging.AnomalyGroup[] =>
  [...groups].sort((a, b) => ORDER.indexOf(a.rule) - ORDER.indexOf(b.rule));

export type Decided =
  | { readonly anomalies: readonly { readonly building: number; readonly no: number }[] }
  | { readonly rule: AnomalyRule };

/**
 * A person accepts anomalies with a reason: some, or all that is open of a rule. What blocks is accepted one by one
 * and in words; a group is accepted at once up to a limit. Gives how many were decided now: twice is once.
 */
export async function decideAnomalies(
  ctx: Ctx,
  of: Decided & { run: RunId; reason: string; note: string; by: number },
): Promise<Result<number, ChargingRefusal>> {
  const note = of.note.trim();
  return ctx.transaction(async (tx) => {
    const judged = await judgeDraft(tx, of.run);
    if (!judged.ok) return judged;
    const { groups, limits } = await reviewIn(tx, judged.value);
    if (of.reason === "other" && note === "") return refuse({ code: "charging.note_missing" });
    if ("rule" in of) {
      const group = groups.find((one) => one.rule === of.rule);
      if (!group) return ok(0);
      if (group.blocking)
        return refuse({ code: "charging.blocking_one_by_one", run: of.run, open: group.blockingOpen });
      if (group.openEffect > limits.groupAmount) {
        return refuse({
          code: "charging.group_above_limit",
          run: of.run,
          amount: String(group.openEffect),
          limit: String(limits.groupAmount),
        });
      }
      return ok(await review.insertGroupDecision(tx, { ...of, note }));
    }
    const blocking = await review.countBlocking(tx, of);
    if (blocking > 0 && of.anomalies.length > 1)
      return refuse({ code: "charging.blocking_one_by_one", run: of.run, open: blocking });
    if (blocking > 0 && note === "") return refuse({ code: "charging.note_missing" });
    return ok(await review.insertDecisions(tx, { ...of, note }));
  });
}

/** Takes decisions back, while the run is a draft. */
export async function revokeDecisions(
  ctx: Ctx,
  of: { run: RunId; anomalies: readonly { building: number; no: number }[] },
): Promise<Result<number, ChargingRefusal>> {
  return ctx.transaction(async (tx) => {
    const judged = await judgeDraft(tx, of.run);
    return judged.ok ? ok(await review.deleteDecisions(tx, of)) : judged;
  });
}

async function judgeDraft(tx: Tx, id: RunId): Promise<Result<Run, ChargingRefusal>> {
  await charging.lockRun(tx, id);
  const judged = await judgeReviewable(tx, id);
  return judged.ok && judged.value.approvedAt
    ? refuse({ code: "charging.already_approved", run: id })
    : judged;
}

/**
 * Whether a person may approve the run now: nothing that blocks is open, and above a limit it was somebody else who
 * started it. The command line and the making of the demo town act as the system, without a person: whoever has them
 * has the database, and four eyes there would be a gesture.
 */
export async function judgeApproval(ctx: Ctx, tx: Tx, run: Run): Promise<Result<Run, ChargingRefusal>> {
  const { user } = tx.scope;
  if (user === undefined) return ok(run);
  const { groups, limits } = await reviewIn(tx, run);
  const open = groups.reduce((sum, group) => sum + group.blockingOpen, 0);
  if (open > 0) return refuse({ code: "charging.anomalies_open", run: run.id, open });
  const amount = run.amount ?? NOTHING;
  const magnitude = amount < 0n ? -amount : amount;
  if (run.startedBy !== user || magnitude <= limits.ownRunAmount) return ok(run);
  const roles = rolesWith("runs.approve");
  const others = (await listUsers(within(ctx, tx))).filter(
    (one) => roles.includes(one.role) && one.id !== user && one.disabledAt === undefined,
  );
  return refuse({
    code: "charging.own_run_above_limit",
    run: run.id,
    amount: String(amount),
    limit: String(limits.ownRunAmount),
    approvers: others.map((one) => one.name).join(", ") || "—",
  });
}

/** A run beside an earlier month; without one, beside its ordinary one. */
export interface ComparedRun {
  readonly run: RunId;
  readonly before?: Period | undefined;
}

/** A month is ordinarily held against the one before it; charged again, against itself as it was booked. */
const ordinaryBefore = async (tx: Tx, run: Run): Promise<Period> =>
  (await compared.isRecalculation(tx, run)) ? run.chargedFor : previous(run.chargedFor);

/**
 * What is due for the run's month beside an earlier one, by service and building. Beside the month before it is kept
 * when the center first asks, as what it was when the run was looked at; beside its own month it stays as it was,
 * because later runs are left out.
 */
export async function runTotals(
  ctx: Ctx,
  of: ComparedRun,
): Promise<
  Result<{ run: Run; before: Period; ordinary: Period; totals: charging.RunTotals }, ChargingRefusal>
> {
  return ctx.transaction(async (tx) => {
    const judged = await judgeComparable(tx, of);
    if (!judged.ok) return judged;
    const { run, before, ordinary } = judged.value;
    const isKept = before === previous(run.chargedFor);
    const kept = isKept ? await compared.findTotals(tx, run.id) : undefined;
    if (kept) return ok({ run, before, ordinary, totals: kept });
    const totals = await compared.totalsOf(tx, { run, before });
    // A company's people may not see every building of it any more: what they see is not what is kept for all.
    if (isKept && tx.scope.sees === "center") await compared.insertTotals(tx, run, totals);
    return ok({ run, before, ordinary, totals });
  });
}

/** How many accounts of a run changed by how much beside an earlier month, in all or in one service. */
export async function runChanges(
  ctx: Ctx,
  of: ComparedRun & { readonly service?: string | undefined },
): Promise<Result<{ run: Run; before: Period; changes: charging.Changes }, ChargingRefusal>> {
  return ctx.transaction(async (tx) => {
    const judged = await judgeComparable(tx, of);
    if (!judged.ok) return judged;
    const changes = await comparedAccounts.changesOf(tx, { ...of, ...judged.value });
    return ok({ ...judged.value, changes });
  });
}

export type AccountOfRun = charging.ComparedAccount & { readonly address: string };

/** A page of the accounts behind a run's totals, by building; narrowed to what a person has pointed at. */
export async function runAccounts(
  ctx: Ctx,
  of: ComparedRun & Omit<comparedAccounts.AccountsAsked, "run" | "before">,
): Promise<Result<{ accounts: AccountOfRun[]; hasMore: boolean }, ChargingRefusal>> {
  return ctx.transaction(async (tx) => {
    const judged = await judgeComparable(tx, of);
    if (!judged.ok) return judged;
    const found = await comparedAccounts.listComparedAccounts(tx, {
      ...of,
      ...judged.value,
      limit: of.limit + 1,
    });
    const page = found.slice(0, of.limit);
    const places = await findPremisesAddresses(tx, page);
    return ok({
      accounts: page.map((one) => ({ ...one, address: places.get(one.premises)?.address ?? "" })),
      hasMore: found.length > of.limit,
    });
  });
}

export type LargestChangeOfRun = charging.LargestChange & { readonly address: string };

/** Where a run changes most beside an earlier month: an account and a service each. */
export async function largestChanges(
  ctx: Ctx,
  of: ComparedRun & { readonly limit: number },
): Promise<Result<{ before: Period; changes: LargestChangeOfRun[] }, ChargingRefusal>> {
  return ctx.transaction(async (tx) => {
    const judged = await judgeComparable(tx, of);
    if (!judged.ok) return judged;
    const { run, before } = judged.value;
    const found = await comparedAccounts.listLargestChanges(tx, { run, before, limit: of.limit });
    const places = await findPremisesAddresses(tx, found);
    return ok({
      before,
      changes: found.map((one) => ({ ...one, address: places.get(one.premises)?.address ?? "" })),
    });
  });
}

async function judgeComparable(
  tx: Tx,
  of: ComparedRun,
): Promise<Result<{ run: Run; before: Period; ordinary: Period }, ChargingRefusal>> {
  const judged = await judgeReviewable(tx, of.run);
  if (!judged.ok) return judged;
  const run = judged.value;
  const ordinary = await ordinaryBefore(tx, run);
  const before = of.before ?? ordinary;
  return before < run.chargedFor || before === ordinary
    ? ok({ run, before, ordinary })
    : refuse({ code: "charging.month_not_earlier", period: run.chargedFor, before });
}

export interface NewLimits extends ReviewLimits {
  /** Undefined: the center's, for every company without its own. */
  readonly organization: OrganizationId | undefined;
  readonly from: Day;
}

/** All limits with their days and who set them; a company's people see the center's and their own. */
export async function limitsSet(ctx: Ctx): Promise<charging.review.LimitsSet[]> {
  return ctx.transaction((tx) => review.listLimits(tx));
}

/** Sets limits from a day on; the ones before end there. */
export async function setLimits(ctx: Ctx, of: NewLimits): Promise<Result<NewLimits, ChargingRefusal>> {
  return ctx.transaction(async (tx) => {
    const organization = of.organization ?? 0;
    if (await review.hasLimitsFrom(tx, { organization, from: of.from }))
      return refuse({ code: "charging.limits_begun_later", from: of.from });
    await review.insertLimits(tx, { ...of, organization });
    return ok(of);
  });
}

/** A failed building is offered to the workers alone, after its cause was mended. */
export async function retryBuilding(
  ctx: Ctx,
  of: { run: RunId; building: BuildingId },
): Promise<Result<Run, ChargingRefusal>> {
  return ctx.transaction(async (tx) => {
    const run = await charging.findRun(tx, of.run);
    if (!run) return refuse({ code: "charging.run_not_found", run: of.run });
    return (await charging.board.retryBuilding(tx, of))
      ? ok(run)
      : refuse({ code: "charging.building_not_failed", ...of });
  });
}
