import { assert } from "#core/assert";
import type { Day } from "#core/day";
import { ok, type Result, refuse } from "#core/result";
import type { Money } from "#core/units";
import type { Ctx } from "#platform/context";
import type { Tx } from "#platform/database";
import { attempt } from "#platform/deed";
import type { ReconciliationRefusal } from "./contract.ts";
import { type AgentDay, reconciled } from "./rules/differences.ts";
import * as store from "./store.ts";

/** `changed`: it was in order, and what is known of it now is not what was seen then. */
export type DayState = "open" | "reconciled" | "changed";

export interface ReconciledDay extends AgentDay {
  readonly state: DayState;
  readonly last: store.ReconciliationEvent | undefined;
}

/**
 * The days of the agents on which any of the three legs says something, each held against the others. Six questions,
 * whatever their number.
 */
export async function reconciliationDays(tx: Tx, of: store.Span): Promise<ReconciledDay[]> {
  const agents = await store.listAgentsToReconcile(tx, of.agent);
  const messages = group(await store.sumMessages(tx, of));
  const registries = group(await store.listSettledRegistries(tx, of));
  const oddRows = group(await store.listOddRows(tx, of));
  const oddMessages = group(await store.listOddMessages(tx, of));
  const events = group(await store.listLastEvents(tx, of));
  const keys = new Set([...messages.keys(), ...registries.keys(), ...events.keys()]);
  return agents.flatMap((agent) =>
    [...keys].flatMap((key): ReconciledDay[] => {
      const [of, day] = key.split(" ") as [string, Day];
      if (Number(of) !== agent.id) return [];
      const [sum] = messages.get(key) ?? [];
      const facts = reconciled({
        agent: agent.id,
        agentName: agent.name,
        day,
        isOnline: agent.isOnline,
        online: { count: sum?.count ?? 0, total: sum?.total ?? (0n as Money) },
        registries: registries.get(key) ?? [],
        oddRows: oddRows.get(key) ?? [],
        oddMessages: oddMessages.get(key) ?? [],
      });
      const [last] = events.get(key) ?? [];
      return [{ ...facts, last, state: stateOf(facts, last) }];
    }),
  );
}

const group = <T extends { readonly agent: number; readonly day: Day }>(
  rows: readonly T[],
): Map<string, T[]> => Map.groupBy(rows, ({ agent, day }) => `${agent} ${day}`);

function stateOf(day: AgentDay, last: store.ReconciliationEvent | undefined): DayState {
  if (last?.event !== "reconciled") return "open";
  return isSame(day, last) ? "reconciled" : "changed";
}

/** What a person saw of a day when it was declared in order. */
export interface SeenDay {
  readonly online: Money;
  readonly registry: Money;
  readonly fee: Money;
  readonly received: Money;
  readonly differences: number;
}

const isSame = (day: AgentDay, seen: SeenDay): boolean =>
  day.online.total === seen.online &&
  day.registry.total === seen.registry &&
  day.fee === seen.fee &&
  day.received === seen.received &&
  day.differences.length === seen.differences;

/**
 * Declares an agent's day in order: with what was seen, which must still stand, and with a word on its differences
 * where it has any. Books nothing.
 */
export async function reconcileDay(
  ctx: Ctx,
  of: { readonly agent: number; readonly day: Day; readonly seen: SeenDay; readonly note: string },
): Promise<Result<ReconciledDay, ReconciliationRefusal>> {
  return decide(ctx, of, (day) => {
    if (of.day >= ctx.today) return { code: "reconciliation.day_not_over", day: of.day };
    if (day.state === "reconciled") return { code: "reconciliation.already_reconciled", day: of.day };
    if (!isSame(day, of.seen)) return { code: "reconciliation.changed_meanwhile", day: of.day };
    if (day.differences.length > 0 && of.note.trim() === "")
      return { code: "reconciliation.note_missing", field: "note", differences: day.differences.length };
    return "reconciled";
  });
}

/** Takes the word back, with why; what was said stays. */
export async function reopenDay(
  ctx: Ctx,
  of: { readonly agent: number; readonly day: Day; readonly note: string },
): Promise<Result<ReconciledDay, ReconciliationRefusal>> {
  return decide(ctx, of, (day) => {
    if (day.last?.event !== "reconciled") return { code: "reconciliation.not_reconciled", day: of.day };
    if (of.note.trim() === "")
      return { code: "reconciliation.note_missing", field: "note", differences: day.differences.length };
    return "reopened";
  });
}

async function decide(
  ctx: Ctx,
  of: { readonly agent: number; readonly day: Day; readonly note: string },
  judge: (day: ReconciledDay) => ReconciliationRefusal | "reconciled" | "reopened",
): Promise<Result<ReconciledDay, ReconciliationRefusal>> {
  if (ctx.scope.sees !== "center") return refuse({ code: "reconciliation.center_only" });
  return attempt<ReconciledDay, ReconciliationRefusal>(ctx, async (tx) => {
    const [agent] = await store.listAgentsToReconcile(tx, of.agent);
    if (!agent) return refuse({ code: "reconciliation.agent_not_found", agent: of.agent });
    const span = { from: of.day, to: of.day, agent: of.agent };
    const [day] = await reconciliationDays(tx, span);
    const verdict = day ? judge(day) : ({ code: "reconciliation.not_reconciled", day: of.day } as const);
    if (typeof verdict !== "string") return refuse(verdict);
    assert(day !== undefined, "a day that was judged");
    const isFirst = await store.insertEvent(tx, {
      agent: agent.id,
      organization: agent.organization,
      day: of.day,
      no: (day.last?.no ?? 0) + 1,
      event: verdict,
      online: day.online.total,
      registry: day.registry.total,
      fee: day.fee,
      received: day.received,
      differences: day.differences.length,
      note: of.note.trim(),
    });
    if (!isFirst) return refuse({ code: "reconciliation.changed_meanwhile", day: of.day });
    const [after] = await reconciliationDays(tx, span);
    assert(after !== undefined, "the day that was decided");
    return ok(after);
  });
}
