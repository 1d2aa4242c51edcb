import { assert, must } from "#core/assert";
import type { Day } from "#core/day";
import type { OrganizationId } from "#core/ids";
import { changesOf, type Dated, isUnchanged } from "#core/in-force";
import { next, type Period } from "#core/period";
import { ok, refuse, type Result } from "#core/result";
import type { Ctx } from "#platform/context";
import type { Tx } from "#platform/database";
import { attempt } from "#platform/deed";
import type { OrganizationRefusal, OrganizationRowRefusal, PeriodRefusal } from "./contract.ts";
import type { NewOrganization, Organization, OrganizationsRegistered, Requisites } from "./model.ts";
import * as rules from "./rules.ts";
import * as store from "./store.ts";

/**
 * Registers organizations, or brings the known ones up to date, in one transaction; for the center. The code is
 * the key. To state the same again changes nothing; a changed bank account becomes a dated change.
 *
 * Refuses everything if one row is refused, and names each such row.
 */
export async function registerOrganizations(
  ctx: Ctx,
  rows: readonly NewOrganization[],
): Promise<Result<OrganizationsRegistered, OrganizationRefusal>> {
  if (ctx.scope.sees !== "center") return refuse({ code: "organizations.center_only" });
  return attempt<OrganizationsRegistered, OrganizationRefusal>(ctx, async (tx) => {
    await store.lockRegistration(tx);
    const codes = [...new Set(rows.map((row) => row.code))];
    const before = new Map((await store.findOrganizationsByCode(tx, codes)).map((at) => [at.code, at]));
    const refused = rules.judgeOrganizations(rows, before);
    if (refused.length > 0) return refuse({ code: "organizations.rows_refused", rows: refused });

    const firstRows = rules.firstOfEachCode(rows);
    const added = firstRows.filter((row) => !before.has(row.code));
    const changed = firstRows.filter((row) => rules.isNews(row, before.get(row.code)));
    if (added.length > 0) await store.insertOrganizations(tx, added);
    if (changed.length > 0) await store.updateOrganizations(tx, changed);
    const after = new Map((await store.findOrganizationsByCode(tx, codes)).map((at) => [at.code, at]));

    const requisites = await changeRequisites(tx, rows, after);
    if (!requisites.ok) return requisites;
    const touched = new Set([...changed.map((row) => row.code), ...requisites.value]);
    for (const row of added) touched.delete(row.code);
    return ok({
      ids: rows.map((row) => must(after.get(row.code), `organization ${row.code}`).id),
      byCode: new Map([...after].map(([code, at]) => [code, at.id])),
      added: added.length,
      changed: touched.size,
      unchanged: firstRows.length - added.length - touched.size,
    });
  });
}

/** Returns the codes whose bank account changed. */
async function changeRequisites(
  tx: Tx,
  rows: readonly NewOrganization[],
  known: ReadonlyMap<string, Organization>,
): Promise<Result<ReadonlySet<string>, OrganizationRefusal>> {
  const byCode = Map.groupBy(
    [...rows.entries()].filter(([, row]) => row.requisites),
    ([, row]) => row.code,
  );
  const idOf = (code: string): OrganizationId => must(known.get(code), `organization ${code}`).id;
  const recorded = Map.groupBy(
    await store.findRequisites(tx, [...byCode.keys()].map(idOf)),
    (requisites) => requisites.organization,
  );
  const refused: { row: number; refusal: OrganizationRowRefusal }[] = [];
  const changed = new Set<string>();
  const ends: { organization: OrganizationId; from: Day; to: Day }[] = [];
  const begins: store.RecordedRequisites[] = [];
  for (const [code, entries] of byCode) {
    const organization = idOf(code);
    const stated = entries.flatMap(([, row]): Dated<Requisites>[] => {
      if (!row.requisites) return [];
      const { from, ...facts } = row.requisites;
      return [{ from, facts }];
    });
    const verdict = changesOf(recorded.get(organization) ?? [], stated, {
      same: rules.sameRequisites,
      later: "until_next",
    });
    if (!verdict.ok) {
      const row = must(
        entries.find(([, at]) => at.requisites?.from === verdict.stated.from),
        "the refused row",
      )[0];
      refused.push({
        row,
        refusal: {
          code: "organizations.requisites_contradict",
          from: verdict.stated.from,
          recordedFrom: verdict.recorded.from,
        },
      });
      continue;
    }
    if (!isUnchanged(verdict.changes)) changed.add(code);
    ends.push(...verdict.changes.ends.map((end) => ({ organization, ...end })));
    begins.push(...verdict.changes.begins.map((begin) => ({ organization, ...begin })));
  }
  if (refused.length > 0) return refuse({ code: "organizations.rows_refused", rows: refused });
  if (ends.length > 0) await store.endRequisites(tx, ends);
  if (begins.length > 0) await store.insertRequisites(tx, begins);
  return ok(changed);
}

/**
 * Opens an accounting month: the organization's first one, or the one after the last, once that is closed. An
 * open one stays open: doing it twice changes nothing.
 */
export async function openPeriod(
  ctx: Ctx,
  organization: OrganizationId,
  period: Period,
): Promise<Result<Period, PeriodRefusal>> {
  return attempt<Period, PeriodRefusal>(ctx, async (tx) => {
    // Two people may open the same month at once; the second waits and finds it open.
    await store.lockPeriods(tx, organization);
    const known = await store.findOrganizations(tx, [organization]);
    if (known.length === 0) return refuse({ code: "organizations.not_found", organization });
    const last = (await store.listPeriods(tx, organization)).at(-1);
    if (last?.period === period) {
      return last.closed ? refuse({ code: "organizations.period_closed", period }) : ok(period);
    }
    if (last && !last.closed) return refuse({ code: "organizations.period_still_open", open: last.period });
    if (last && next(last.period) !== period) {
      return refuse({ code: "organizations.period_not_next", expected: next(last.period) });
    }
    await store.insertOpening(tx, organization, period);
    return ok(period);
  });
}

/**
 * Marks the open month closed, inside the transaction of the flow that has written its opening balances. The flow
 * took `lockForClosing` before it read the first balance.
 */
export async function closePeriod(
  tx: Tx,
  organization: OrganizationId,
  period: Period,
): Promise<Result<Period, PeriodRefusal>> {
  const state = (await store.listPeriods(tx, organization)).find((at) => at.period === period);
  if (!state) return refuse({ code: "organizations.period_not_open", period });
  if (state.closed) return refuse({ code: "organizations.period_closed", period });
  await store.insertClosure(tx, organization, period);
  return ok(period);
}

/** Opens the month after the last one, in the transaction that closes it: there is always a month to book in. */
export async function openNextPeriod(tx: Tx, organization: OrganizationId, closing: Period): Promise<Period> {
  const last = (await store.listPeriods(tx, organization)).at(-1);
  assert(last?.period === closing, "the month before the next one is the last");
  await store.insertOpening(tx, organization, next(closing));
  return next(closing);
}

/**
 * The month that the organization books in now. Take `lockForBooking` first where something is then booked in it,
 * or a close may slip between the question and the entry.
 */
export const openPeriodOf = (tx: Tx, organization: OrganizationId): Promise<Period | undefined> =>
  store.findOpenPeriod(tx, organization);

export const periodsOf = store.listPeriods;

export const openPeriodsOf = store.findOpenPeriods;

/** Bookings of one organization run side by side, and wait while its month is being closed. */
export const lockForBooking = (tx: Tx, organization: OrganizationId): Promise<void> =>
  store.sharePeriods(tx, [organization]);

/** The same of several, given by number: two such bookings wait for each other instead of embracing. */
export const lockAllForBooking = (tx: Tx, organizations: readonly OrganizationId[]): Promise<void> =>
  store.sharePeriods(tx, organizations);

/** Waits for the bookings that have begun, and keeps new ones out until the close is committed. */
export const lockForClosing = (tx: Tx, organization: OrganizationId): Promise<void> =>
  store.lockPeriods(tx, organization);

/**
 * Sets the business date, or with `undefined` gives it back to the clock of the database. A context made before
 * keeps its own day.
 */
export async function setBusinessDate(
  ctx: Ctx,
  day: Day | undefined,
): Promise<Result<Day, OrganizationRefusal>> {
  if (ctx.scope.sees !== "center") return refuse({ code: "organizations.center_only" });
  return ctx.transaction(async (tx) => {
    await store.updateBusinessDate(tx, day);
    const today = await store.getBusinessDate(tx);
    assert(day === undefined || today === day, "the business date is the one that was set");
    return ok(today);
  });
}

export const businessDate = (ctx: Ctx): Promise<Day> => ctx.transaction(store.getBusinessDate);
