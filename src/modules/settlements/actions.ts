import { must } from "#core/assert";
import { addDays, type Day } from "#core/day";
import type { OrganizationId } from "#core/ids";
import { changesOf } from "#core/in-force";
import { endDay, type Period, periodOf } from "#core/period";
import { ok, refuse, type Result } from "#core/result";
import { money } from "#core/units";
import { findOrganizations } from "#modules/organizations";
import type { Ctx } from "#platform/context";
import type { Tx } from "#platform/database";
import { attempt } from "#platform/deed";
import type { SettlementRefusal, TermsRefusal } from "./contract.ts";
import type { ProviderMonth, RecordedTerms, Settlement, Terms, Waiting } from "./model.ts";
import { judgeTerms } from "./rules/terms.ts";
import * as store from "./store.ts";

export interface NewTerms extends Terms {
  /** A company's own contract; absent: the center's, for all companies. */
  readonly organization?: OrganizationId | undefined;
  readonly provider: OrganizationId;
  readonly from: Day;
}

/** Sets what was agreed with a provider from a day on; what ran before ends on that day. The same again changes nothing. */
export async function setTerms(
  ctx: Ctx,
  input: NewTerms,
): Promise<Result<{ readonly changed: boolean }, TermsRefusal>> {
  if (ctx.scope.sees !== "center") return refuse({ code: "settlements.center_only" });
  const { organization, provider, from, ...facts } = input;
  const refusal = judgeTerms(facts);
  if (refusal) return refuse(refusal);
  return attempt<{ changed: boolean }, TermsRefusal>(ctx, async (tx) => {
    await store.lockSettlements(tx);
    const wanted = organization === undefined ? [provider] : [provider, organization];
    const known = await findOrganizations(tx, wanted);
    const missing = wanted.find((id) => !known.some((one) => one.id === id));
    if (missing !== undefined)
      return refuse({ code: "settlements.organization_not_found", organization: missing });
    const recorded = (await store.listTerms(tx, provider)).filter((one) => one.organization === organization);
    const verdict = changesOf(recorded, [{ from, facts }], { same: sameTerms, later: "refuse" });
    if (!verdict.ok) {
      return refuse({ code: "settlements.terms_contradict", from, recordedFrom: verdict.recorded.from });
    }
    const place = { organization, provider };
    for (const end of verdict.changes.ends) await store.endTerms(tx, { ...place, ...end });
    for (const begin of verdict.changes.begins) {
      await store.insertTerms(tx, { ...begin.facts, ...place, from: begin.from, to: begin.to });
    }
    return ok({ changed: verdict.changes.begins.length > 0 });
  });
}

const sameTerms = (a: Terms, b: Terms): boolean => textOf(a) === textOf(b);
const textOf = (of: Terms): string =>
  JSON.stringify(
    [
      of.contract,
      of.basis,
      of.commission,
      of.percent,
      of.fixed,
      of.tiers.map(({ from, percent }) => [from, percent]),
      of.least ?? null,
      of.most ?? null,
      of.bearer,
      of.schedule,
      of.scheduleDay,
    ],
    (_, value: unknown) => (typeof value === "bigint" ? String(value) : value),
  );

export const listTerms = (ctx: Ctx, provider?: OrganizationId): Promise<RecordedTerms[]> =>
  ctx.transaction((tx) => store.listTerms(tx, provider));

export interface Settled {
  /** A draft for each provider that something came to. */
  readonly settlements: readonly Settlement[];
  /** What could not be settled, because no contract covers its days. */
  readonly uncovered: readonly Waiting[];
}

/**
 * Settles what is due through a day from a company's houses: what is booked since ever less what was settled before.
 * Doing it twice settles nothing the second time; a reversal that came late is a negative part of the next one.
 */
export async function settle(
  ctx: Ctx,
  of: {
    readonly organization: OrganizationId;
    readonly through: Day;
    readonly provider?: OrganizationId | undefined;
  },
): Promise<Result<Settled, SettlementRefusal>> {
  if (ctx.scope.sees !== "center") return refuse({ code: "settlements.center_only" });
  if (of.through > ctx.today) {
    return refuse({ code: "settlements.day_to_come", through: of.through, today: ctx.today });
  }
  return attempt<Settled, SettlementRefusal>(ctx, async (tx) => {
    await store.lockSettlements(tx);
    if ((await findOrganizations(tx, [of.organization])).length === 0) {
      return refuse({ code: "settlements.organization_not_found", organization: of.organization });
    }
    const period = periodOf(of.through);
    const { ids, uncovered } = await store.insertSettlements(tx, { ...of, period, provider: of.provider });
    return ok({ settlements: ids.length === 0 ? [] : await store.listSettlements(tx, { ids }), uncovered });
  });
}

/** The last day of a month that has come. */
export const throughOf = (period: Period, today: Day): Day => {
  const last = addDays(endDay(period), -1);
  return last < today ? last : today;
};

/** From now on the settlement stands, and its money may be ordered. */
export async function approveSettlement(
  ctx: Ctx,
  id: number,
): Promise<Result<Settlement, SettlementRefusal>> {
  return onDraft(ctx, id, async (tx, draft) => {
    await store.insertApproval(tx, draft);
    return must(await store.findSettlement(tx, id), "the settlement just approved");
  });
}

/** Gives up a draft: its documents are due again. */
export async function discardSettlement(
  ctx: Ctx,
  id: number,
): Promise<Result<Settlement, SettlementRefusal>> {
  return onDraft(ctx, id, async (tx, draft) => {
    await store.discardSettlement(tx, id);
    return draft;
  });
}

async function onDraft(
  ctx: Ctx,
  id: number,
  deed: (tx: Tx, draft: Settlement) => Promise<Settlement>,
): Promise<Result<Settlement, SettlementRefusal>> {
  if (ctx.scope.sees !== "center") return refuse({ code: "settlements.center_only" });
  return attempt<Settlement, SettlementRefusal>(ctx, async (tx) => {
    await store.lockSettlements(tx);
    const known = await store.findSettlement(tx, id);
    if (!known) return refuse({ code: "settlements.not_found", settlement: id });
    if (known.state !== "draft") return refuse({ code: "settlements.approved_already", settlement: id });
    return ok(await deed(tx, known));
  });
}

/** A provider's month by approved settlements and confirmed transfers: S1 over the month. */
export async function providerMonth(
  ctx: Ctx,
  of: {
    readonly provider: OrganizationId;
    readonly organization?: OrganizationId | undefined;
    readonly period: Period;
  },
): Promise<ProviderMonth> {
  const { before, sums, transferred } = await ctx.transaction((tx) =>
    store.sumProvider(tx, { ...of, organization: of.organization }),
  );
  return {
    opening: before,
    sums,
    transferred,
    closing: money(before + sums.allocated + sums.returned - sums.withheld - transferred),
  };
}
