import { addDays, type Day } from "#core/day";
import type { BuildingId, OrganizationId, RunId } from "#core/ids";
import { addMonths, endDay, firstDay, type Period, periodOf, periodsFrom } from "#core/period";
import { ok, type Refusal, refuse, type Result } from "#core/result";
import { type Money, NOTHING } from "#core/units";
import {
  type Absence,
  type AbsenceRefusal,
  decideAbsence,
  type FactState,
  findAccountsByNumber,
  listAbsencesOf,
  type NewAbsence,
  registerAbsence,
} from "#modules/accounts";
import { findManagements, findVisibleBuildings } from "#modules/addresses";
import { listChargedBuildings, type Run, type TriedFact, type TriedMonth, tryFact } from "#modules/charging";
import {
  decideFailure,
  type FailureKind,
  type FailureRefusal,
  findFailure,
  listFailuresOf,
  listStandards,
  type NewSupplyFailure,
  registerFailure,
  type Supply,
  type SupplyFailure,
} from "#modules/metering";
import { openPeriodOf } from "#modules/organizations";
import type { Ctx } from "#platform/context";
import type { Tx } from "#platform/database";
import { workOnRuns } from "./charge-run.ts";
import { recalculateWaiting } from "./recalculate.ts";

/** Claims that are older need a decision of their own (limitation, charges.md 5). */
const MONTHS_BACK = 36;

export type ReductionRefusal =
  | AbsenceRefusal
  | FailureRefusal
  | { readonly code: "accounts.account_not_found"; readonly number: string };

/** One month of a building that a fact falls into. */
interface TouchedMonth {
  readonly period: Period;
  readonly organization: OrganizationId;
  readonly open: Period;
  /** Something is booked for it: otherwise the month's own run will count the fact. */
  readonly isCharged: boolean;
}

export interface ProposedMonth {
  readonly period: Period;
  readonly bookedIn: Period;
  readonly isCharged: boolean;
  readonly change: Money;
  readonly accounts: TriedMonth;
}

/** What accepting a fact would change, or what an accepted one changes, with every sum. Nothing is written. */
export interface Proposal {
  readonly change: Money;
  readonly months: readonly ProposedMonth[];
}

/** What became of a month after a decision. */
export interface SettledMonth {
  readonly period: Period;
  readonly outcome: "booked" | "with_the_month" | "waiting";
  readonly run: RunId | undefined;
  readonly amount: Money;
  /** Why it waits: the next run of the month books it. */
  readonly refusal: Refusal | undefined;
}

export interface Decided<T> {
  readonly fact: T;
  readonly months: readonly SettledMonth[];
}

export async function absencesOfAccount(
  ctx: Ctx,
  number: string,
): Promise<Result<readonly Absence[], ReductionRefusal>> {
  return ctx.transaction(async (tx) => {
    const [place] = await findAccountsByNumber(tx, [number]);
    return place ? ok(await listAbsencesOf(tx, place)) : refuse(unknownAccount(number));
  });
}

export async function stateAbsence(
  ctx: Ctx,
  of: Omit<NewAbsence, "building" | "account"> & { readonly number: string },
): Promise<Result<Absence, ReductionRefusal>> {
  const { number, ...stated } = of;
  const [place] = await ctx.transaction((tx) => findAccountsByNumber(tx, [number]));
  if (!place) return refuse(unknownAccount(number));
  const { building, account } = place;
  return registerAbsence(ctx, { ...stated, building, account });
}

export async function proposeAbsence(
  ctx: Ctx,
  of: { readonly number: string; readonly no: number },
): Promise<Result<Proposal, ReductionRefusal>> {
  const found = await findAbsence(ctx, of);
  if (!found.ok) return found;
  const { building, account, no } = found.value;
  return ok(
    await proposalOf(ctx, {
      building,
      ...daysOfAbsence(found.value),
      trying: { kind: "absence", account, no },
      isAccepted: found.value.state === "accepted",
    }),
  );
}

/** Accepted, refused or withdrawn; then the months that it touches are charged again, and the difference is booked. */
export async function settleAbsence(
  ctx: Ctx,
  of: { number: string; no: number; decision: Exclude<FactState, "proposed">; reason: string },
): Promise<Result<Decided<Absence>, ReductionRefusal>> {
  const found = await findAbsence(ctx, of);
  if (!found.ok) return found;
  const decided = await decideAbsence(ctx, { ...found.value, ...of });
  if (!decided.ok) return decided;
  const { building } = found.value;
  const months =
    of.decision === "refused" ? [] : await chargeAgain(ctx, { building, ...daysOfAbsence(found.value) });
  return ok({ fact: decided.value, months });
}

async function findAbsence(
  ctx: Ctx,
  of: { readonly number: string; readonly no: number },
): Promise<Result<Absence, ReductionRefusal>> {
  const known = await absencesOfAccount(ctx, of.number);
  if (!known.ok) return known;
  const absence = known.value.find(({ no }) => no === of.no);
  return absence ? ok(absence) : refuse({ code: "accounts.absence_not_found", absence: of.no });
}

const daysOfAbsence = ({ left, returned }: Absence): Days => ({
  from: addDays(left, 1),
  last: addDays(returned, -1),
});

export async function failuresOfBuilding(
  ctx: Ctx,
  building: BuildingId,
): Promise<Result<readonly SupplyFailure[], ReductionRefusal>> {
  return ctx.transaction(async (tx) => {
    const visible = await findVisibleBuildings(tx, [building]);
    return visible.has(building)
      ? ok(await listFailuresOf(tx, building))
      : refuse({ code: "metering.building_not_found", building });
  });
}

/** What annex 1 speaks of: of each supply, what may be wrong with it and what is measured. */
export interface FailureChoice {
  readonly supply: Supply;
  readonly kind: FailureKind;
  readonly condition: string;
  readonly clause: string;
}

export async function failureChoices(ctx: Ctx): Promise<FailureChoice[]> {
  const standards = await ctx.transaction(listStandards);
  const choices = new Map(
    standards.map(({ supply, kind, condition, clause }) => [
      `${supply}|${kind}|${condition}`,
      { supply, kind, condition, clause },
    ]),
  );
  return [...choices.values()];
}

export const stateFailure = (
  ctx: Ctx,
  of: NewSupplyFailure,
): Promise<Result<SupplyFailure, ReductionRefusal>> => registerFailure(ctx, of);

export async function proposeFailure(
  ctx: Ctx,
  of: { readonly building: BuildingId; readonly no: number },
): Promise<Result<Proposal, ReductionRefusal>> {
  const failure = await ctx.transaction((tx) => findFailure(tx, of));
  if (!failure) return refuse({ code: "metering.failure_not_found", failure: of.no });
  const { building, no } = of;
  const isAccepted = failure.state === "accepted";
  const trying = { kind: "failure", no } as const;
  return ok(await proposalOf(ctx, { building, ...daysOfFailure(failure), trying, isAccepted }));
}

export async function settleFailure(
  ctx: Ctx,
  of: { building: BuildingId; no: number; decision: Exclude<FactState, "proposed">; reason: string },
): Promise<Result<Decided<SupplyFailure>, ReductionRefusal>> {
  const decided = await decideFailure(ctx, of);
  if (!decided.ok) return decided;
  const { building } = of;
  const months =
    of.decision === "refused" ? [] : await chargeAgain(ctx, { building, ...daysOfFailure(decided.value) });
  return ok({ fact: decided.value, months });
}

const daysOfFailure = ({ startedAt, endedAt }: SupplyFailure): Days => ({
  from: startedAt.slice(0, 10) as Day,
  last: endedAt.slice(0, 10) as Day,
});

interface Days {
  readonly from: Day;
  /** The last day of the fact. */
  readonly last: Day;
}

async function proposalOf(
  ctx: Ctx,
  of: Days & { readonly building: BuildingId; readonly trying: TriedFact; readonly isAccepted: boolean },
): Promise<Proposal> {
  const months: ProposedMonth[] = [];
  for (const month of await ctx.transaction((tx) => touchedMonths(tx, of))) {
    const accounts = await tryFact(ctx, { ...of, ...month });
    const change = sumOf(accounts.flatMap(({ lines }) => lines));
    months.push({ ...month, bookedIn: month.open, change, accounts });
  }
  return { months, change: months.reduce((sum, month) => (sum + month.change) as Money, NOTHING) };
}

/**
 * Charges the months of a fact again, the building alone: each run posts the difference to what is booked, in the open
 * month. The decision has marked the building as a late fact does, so the runs are those of `recalculateWaiting`: later
 * months follow, and a run that a person has to look at first stays a draft and says why. A month that nothing is
 * booked for is left to its own run.
 */
async function chargeAgain(ctx: Ctx, of: Days & { readonly building: BuildingId }): Promise<SettledMonth[]> {
  const months = await ctx.transaction((tx) => touchedMonths(tx, of));
  const charged = months.filter(({ isCharged }) => isCharged);
  const done: Run[] = [];
  let refusal: Refusal | undefined;
  for (const organization of new Set(charged.map((month) => month.organization))) {
    const result = await recalculateWaiting(ctx, {
      organization,
      buildings: [of.building],
      work: (run) => workOnRuns(ctx, { runs: [run] }),
    });
    if (result.ok) done.push(...result.value.runs);
    refusal ??= result.ok ? result.value.stopped?.refusal : result.refusal;
  }
  return months.map(({ period, isCharged }) => {
    const run = done.find((one) => one.chargedFor === period);
    const amount = run?.amount ?? NOTHING;
    if (run) return { period, run: run.id, amount, outcome: "booked", refusal: undefined };
    const outcome = isCharged ? "waiting" : "with_the_month";
    return { period, run: undefined, amount, outcome, refusal: isCharged ? refusal : undefined };
  });
}

/** The months of the days up to the open one, of whoever manages the building on each month's last day. */
async function touchedMonths(tx: Tx, of: Days & { readonly building: BuildingId }): Promise<TouchedMonth[]> {
  const managements = await findManagements(tx, [of.building]);
  const months: TouchedMonth[] = [];
  const through = periodOf(of.last);
  const since = periodOf(of.from);
  for (const period of periodsFrom(since, through)) {
    const on = addDays(endDay(period), -1);
    const manager = managements.find(({ from, to }) => from <= on && (to === undefined || on < to));
    if (!manager) continue;
    const open = await openPeriodOf(tx, manager.facts);
    if (open === undefined || period > open || firstDay(period) < firstDay(addMonths(open, -MONTHS_BACK)))
      continue;
    const charged = await listChargedBuildings(tx, { buildings: [of.building], chargedFor: period });
    months.push({ period, organization: manager.facts, open, isCharged: charged.length > 0 });
  }
  return months;
}

const sumOf = (lines: readonly { readonly amount: Money }[]): Money =>
  lines.reduce((sum, line) => (sum + line.amount) as Money, NOTHING);

const unknownAccount = (number: string): ReductionRefusal => ({ code: "accounts.account_not_found", number });
