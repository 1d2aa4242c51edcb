import { assert } from "#core/assert";
import type { OrganizationId, RunId } from "#core/ids";
import { next, type Period } from "#core/period";
import { ok, type Result, refuse } from "#core/result";
import * as charging from "#modules/charging";
import * as ledger from "#modules/ledger";
import { closePeriod, lockForClosing, openNextPeriod, openPeriodOf } from "#modules/organizations";
import type { Ctx } from "#platform/context";
import type { Tx } from "#platform/database";

export type CloseRefusal =
  | { code: "close.no_open_period" }
  | { code: "close.not_the_open_period"; period: Period; open: Period }
  | { code: "close.draft_exists"; run: RunId }
  | { code: "close.not_charged"; period: Period };

export interface ClosedMonth {
  readonly period: Period;
  readonly opened: Period;
  /** Accounts whose credits were set against debts. */
  readonly offsetAccounts: number;
  readonly openingBalances: number;
}

/**
 * Closes the organization's open month: sets credits against debts, writes the opening balances of the next month
 * and opens it, in one transaction. A payment that arrives meanwhile waits a moment and lands in the next month.
 * Refuses while a draft is not decided, and a month without an approved run unless `uncharged` says that it is meant.
 */
export async function closeMonth(
  ctx: Ctx,
  of: { organization: OrganizationId; period: Period; uncharged?: boolean },
): Promise<Result<ClosedMonth, CloseRefusal>> {
  return ctx.transaction(async (tx) => {
    await lockForClosing(tx, of.organization);
    const open = await openPeriodOf(tx, of.organization);
    if (!open) return refuse({ code: "close.no_open_period" });
    if (open !== of.period) return refuse({ code: "close.not_the_open_period", period: of.period, open });
    const [draft] = await charging.listDraftsBookedIn(tx, of);
    if (draft !== undefined) return refuse({ code: "close.draft_exists", run: draft });
    const runs = await charging.listRuns(tx, {
      organization: of.organization,
      chargedFor: of.period,
      limit: 1000,
    });
    if (!of.uncharged && !runs.some((run) => run.approvedAt)) {
      return refuse({ code: "close.not_charged", period: of.period });
    }
    const buildings = (await charging.listBuildingsToCharge(tx, of)).map(({ building }) => building);
    // The next month is opened first, since its leaf takes the openings; until the commit nobody sees two open months.
    await openNextPeriod(tx, of.organization, of.period);
    const { openings, mixed } = await ledger.insertOpeningsOfNext(tx, { buildings, period: of.period });
    const offset = { accounts: mixed, period: of.period };
    await setCreditsAgainstDebts(tx, offset);
    const openingBalances = openings + (await ledger.insertOpeningsOfAccounts(tx, offset));
    const closed = await closePeriod(tx, of.organization, of.period);
    assert(closed.ok, "the open period can be closed");
    return ok({ period: of.period, opened: next(of.period), offsetAccounts: mixed.length, openingBalances });
  });
}

async function setCreditsAgainstDebts(
  tx: Tx,
  of: { accounts: ledger.CarriedOver["mixed"]; period: Period },
): Promise<void> {
  if (of.accounts.length === 0) return;
  const balances = await ledger.accountBalances(tx, of);
  const documents = await ledger.nextDocuments(tx, of.accounts.length);
  const entries = of.accounts.flatMap(({ building, account }, index): ledger.Entry[] => {
    const balance = balances.get(account);
    const document = documents[index];
    if (!balance || document === undefined) return [];
    return ledger.offsetsOf(balance).map((offset, line) => ({
      building,
      account,
      document,
      lineNo: line + 1,
      bookedIn: of.period,
      kind: "advance_used",
      ...offset,
    }));
  });
  await ledger.insertEntries(tx, entries);
}
