import type { Day } from "#core/day";
import type { OrganizationId } from "#core/ids";
import { ok, type Result, refuse } from "#core/result";
import { findAccountsByNumber } from "#modules/accounts";
import { findManagements } from "#modules/addresses";
import { openPeriodOf } from "#modules/organizations";
import type { Ctx } from "#platform/context";
import type { PenaltyRefusal } from "../contract.ts";
import type { RateMode, StepsCode } from "./model.ts";
import * as store from "./store.ts";

export interface NewPolicy {
  readonly organization: OrganizationId;
  readonly from: Day;
  /** Absent: no penalties are asked from that day on. */
  readonly mode: RateMode | undefined;
  readonly legalSteps?: StepsCode | undefined;
  /** The document that decided it. */
  readonly basis: string;
}

/** Decides whether an organization asks for penalties, and how, from a day on; what ran before ends there. */
export async function setPenaltyPolicy(ctx: Ctx, of: NewPolicy): Promise<Result<NewPolicy, PenaltyRefusal>> {
  return ctx.transaction(async (tx) => {
    if (await store.hasPolicyFrom(tx, of))
      return refuse({ code: "penalties.policy_begun_later", from: of.from });
    await store.insertPolicy(tx, { ...of, legalSteps: of.legalSteps });
    return ok(of);
  });
}

export interface NewKeyRate {
  readonly from: Day;
  /** Millionths of a percent. */
  readonly percent: bigint;
  readonly basis: string;
}

/** Records a key rate of the Bank of Russia. The next runs reckon by it, from its day on, what is owed and was paid. */
export async function recordKeyRate(ctx: Ctx, of: NewKeyRate): Promise<Result<NewKeyRate, PenaltyRefusal>> {
  return ctx.transaction(async (tx) =>
    (await store.insertKeyRate(tx, of)) ? ok(of) : refuse({ code: "penalties.rate_known", from: of.from }),
  );
}

export interface NewCalendarDay {
  readonly day: Day;
  /** False: a holiday; true: a Saturday or a Sunday that is worked. */
  readonly working: boolean;
  readonly basis: string;
}

/** Records a day that is not what its weekday says: a last day to pay that falls on a day off moves behind it. */
export async function recordCalendarDay(
  ctx: Ctx,
  of: NewCalendarDay,
): Promise<Result<NewCalendarDay, PenaltyRefusal>> {
  const weekday = new Date(`${of.day}T00:00:00Z`).getUTCDay();
  const isWorking = weekday !== 0 && weekday !== 6;
  if (of.working === isWorking)
    return refuse({ code: "penalties.day_as_its_weekday", day: of.day, working: of.working });
  return ctx.transaction(async (tx) =>
    (await store.insertCalendarDay(tx, of)) ? ok(of) : refuse({ code: "penalties.day_known", day: of.day }),
  );
}

/** Turns a known moratorium on or off: some are applied by some courts only. */
export async function applyMoratorium(
  ctx: Ctx,
  of: { readonly from: Day; readonly applied: boolean },
): Promise<Result<{ readonly from: Day; readonly applied: boolean }, PenaltyRefusal>> {
  return ctx.transaction(async (tx) =>
    (await store.updateMoratorium(tx, of))
      ? ok(of)
      : refuse({ code: "penalties.moratorium_not_found", from: of.from }),
  );
}

export interface NewWaiver {
  /** The account's number. */
  readonly account: string;
  /** Absent: all providers. */
  readonly provider?: OrganizationId | undefined;
  readonly from: Day;
  /** The last day whose penalty is not asked for. */
  readonly through: Day;
  readonly decidedOn: Day;
  readonly document: string;
  readonly reason: string;
}

/**
 * Records a decision not to ask for the penalties of some days. Nothing that was booked goes away: the next run of the
 * open month books the difference.
 */
export async function waivePenalties(
  ctx: Ctx,
  of: NewWaiver,
): Promise<Result<NewWaiver & { readonly waiver: bigint }, PenaltyRefusal>> {
  const { from, through } = of;
  if (through < from) return refuse({ code: "penalties.days_impossible", field: "through", from, through });
  return ctx.transaction(async (tx) => {
    const [place] = await findAccountsByNumber(tx, [of.account]);
    if (!place) return refuse({ code: "penalties.account_not_found", account: of.account });
    const manager = (await findManagements(tx, [place.building])).find(
      (one) => one.from <= ctx.today && (one.to === undefined || ctx.today < one.to),
    )?.facts;
    const period = manager === undefined ? undefined : await openPeriodOf(tx, manager);
    if (!period) return refuse({ code: "penalties.not_open", account: of.account });
    const waiver = await store.insertWaiver(tx, { ...of, ...place, provider: of.provider ?? 0, period });
    return ok({ ...of, waiver });
  });
}
