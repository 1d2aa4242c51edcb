import type { Day } from "#core/day";
import type { UserId } from "#core/ids";
import { ok, type Result, refuse } from "#core/result";
import { listUsers } from "#modules/access";
import {
  type KeptLine,
  listMoneyOf,
  listStatementLines,
  type ReconciledDay,
  reconcileDay,
  type ReconciliationRefusal,
  reconciliationDays,
  reopenDay,
  type SeenDay,
} from "#modules/payments";
import type { Ctx } from "#platform/context";
import type { Tx } from "#platform/database";
import { within } from "#platform/deed";

export interface DayRow extends ReconciledDay {
  readonly decidedByName: string | undefined;
}

export interface ReconciliationBoard {
  /** Differences first, then the latest day. */
  readonly days: readonly DayRow[];
  /** Money of registries that have not come. */
  readonly unclaimed: readonly KeptLine[];
}

/** Agents' days of a span, held leg against leg, and the money that no registry speaks of. */
export async function reconciliationBoard(
  ctx: Ctx,
  of: { readonly from: Day; readonly to: Day },
): Promise<ReconciliationBoard> {
  return ctx.transaction(async (tx) => ({
    days: (await named(ctx, tx, await reconciliationDays(tx, of))).toSorted(byUrgency),
    unclaimed: await listStatementLines(tx, { awaitingOnly: true, to: of.to, limit: 500 }),
  }));
}

const RANKS = { changed: 0, open: 1, reconciled: 3 } as const;
const rankOf = (day: ReconciledDay): number =>
  day.state === "open" && day.differences.length === 0 ? 2 : RANKS[day.state];

function byUrgency(a: DayRow, b: DayRow): number {
  const rank = rankOf(a) - rankOf(b);
  if (rank !== 0) return rank;
  if (a.day !== b.day) return a.day < b.day ? 1 : -1;
  return a.agentName < b.agentName ? -1 : 1;
}

async function named(ctx: Ctx, tx: Tx, days: readonly ReconciledDay[]): Promise<DayRow[]> {
  const names = new Map<UserId, string>(
    (await listUsers(within(ctx, tx))).map((user) => [user.id, user.name]),
  );
  return days.map((day) => ({
    ...day,
    decidedByName: day.last?.recordedBy === undefined ? undefined : names.get(day.last.recordedBy),
  }));
}

export type RegistryMoney = Awaited<ReturnType<typeof listMoneyOf>>[number];

export interface DayCard extends DayRow {
  readonly money: readonly RegistryMoney[];
}

/** One agent's day down to the lines: its registries, their money, its differences. */
export async function reconciliationDay(
  ctx: Ctx,
  of: { readonly agent: number; readonly day: Day },
): Promise<Result<DayCard, ReconciliationRefusal>> {
  return ctx.transaction(async (tx) => {
    const [day] = await named(
      ctx,
      tx,
      await reconciliationDays(tx, { agent: of.agent, from: of.day, to: of.day }),
    );
    if (!day) return refuse({ code: "reconciliation.agent_not_found", agent: of.agent });
    const money = await listMoneyOf(
      tx,
      day.registries.map(({ registry }) => registry),
    );
    return ok({ ...day, money });
  });
}

export interface DayDecision {
  readonly agent: number;
  readonly day: Day;
  readonly event: "reconciled" | "reopened";
  readonly note: string;
  readonly seen: SeenDay;
}

/** A person's word on a day, for or against. */
export const decideDay = (
  ctx: Ctx,
  of: DayDecision,
): Promise<Result<ReconciledDay, ReconciliationRefusal>> =>
  of.event === "reconciled" ? reconcileDay(ctx, of) : reopenDay(ctx, of);
