import { type ChoreState, listChores } from "#modules/access";
import { type KindState, listSilencesSeen, outboxState } from "#modules/gateways";
import { type AgentHealth, countUnknownOrders, listAgentHealth } from "#modules/payments";
import type { Ctx } from "#platform/context";

/** What a person has to know because it has waited for too long, with what it is about. */
export interface Alert {
  readonly code:
    | "outbox_waits"
    | "outbox_dead"
    | "peer_away"
    | "orders_unknown"
    | "agent_silent"
    | "chore_fails";
  /** Kind of messages, code of an agent, name of a chore; empty where there is but one. */
  readonly about: string;
  /** As the center names it: an agent's name. */
  readonly name: string;
  readonly count: number;
  readonly since: Date | undefined;
  /** What the last attempt said. */
  readonly reason: string;
  /** The last that happened of it: whoever has dealt with it has done so up to here. Absent: it ends by itself. */
  readonly upTo?: Date | undefined;
}

/**
 * From when on a wait is too long. The receipt of a payment is due at once and at the latest by the end of the next
 * working day (54-FZ art. 5.3 of 1.2); half a day leaves time to act.
 */
export const WAIT_HOURS = {
  /** By kind of message. */
  outbox: { "fiscal.receipt": 4, "cards.refund": 4 } as Readonly<Record<string, number>>,
  outboxOther: 12,
  unknownOrder: 1,
  /** An agent that paid within the last week. */
  silentAgent: 24,
  silentAgentForgotten: 24 * 7,
  /** A chore that fails or hangs since. */
  chore: 1,
} as const;

const HOUR = 3_600_000;

/** Everything that waits for too long, in one place; the center's alone. The longest wait first. */
export async function listAlerts(ctx: Ctx, now: Date = new Date()): Promise<Alert[]> {
  const [kinds, chores, unknown, agents, silences] = await Promise.all([
    outboxState(ctx),
    listChores(ctx),
    ctx.transaction((tx) => countUnknownOrders(tx, { hours: WAIT_HOURS.unknownOrder, now })),
    ctx.transaction((tx) => listAgentHealth(tx)),
    ctx.transaction((tx) => listSilencesSeen(tx)),
  ]);
  const alerts = [
    ...kinds.flatMap((kind) => ofKind(kind, now)),
    ...(unknown.count === 0
      ? []
      : [{ ...unknown, code: "orders_unknown" as const, about: "", name: "", reason: "" }]),
    ...agents.flatMap((agent) => ofAgent(agent, silences.get(agent.code), now)),
    ...chores.flatMap((chore) => ofChore(chore, now)),
  ];
  return alerts.sort((a, b) => (a.since?.getTime() ?? 0) - (b.since?.getTime() ?? 0));
}

/** What is wrong with a kind of messages: given up, waiting too long, or the peer left alone. */
export function ofKind(kind: KindState, now: Date): Alert[] {
  const { kind: about, reason } = kind;
  const hours = WAIT_HOURS.outbox[about] ?? WAIT_HOURS.outboxOther;
  const isLate = kind.oldest !== undefined && hoursSince(kind.oldest, now) >= hours;
  const alerts: Alert[] = [];
  if (kind.unseen > 0)
    alerts.push({
      code: "outbox_dead",
      about,
      name: "",
      count: kind.unseen,
      since: kind.unseenSince,
      reason: "",
      upTo: kind.unseenLast,
    });
  if (isLate)
    alerts.push({ code: "outbox_waits", about, name: "", count: kind.pending, since: kind.oldest, reason });
  // A peer that is away for minutes mends itself: it is told when somebody waits for it and it stays away.
  else if (kind.openUntil !== undefined && kind.openUntil > now && kind.failures >= PEER_FAILURES)
    alerts.push({ code: "peer_away", about, name: "", count: kind.failures, since: kind.oldest, reason });
  return alerts;
}

/** In a row: the breaker opens at five, and ever longer. */
const PEER_FAILURES = 10;

/** An agent that was at work last week and says nothing for a day; once asked about, not until it has spoken again. */
export function ofAgent(agent: AgentHealth, seenUpTo: Date | undefined, now: Date): Alert[] {
  const { lastMessageAt: last } = agent;
  if (agent.closedAt || !last || (seenUpTo && last <= seenUpTo)) return [];
  const hours = hoursSince(last, now);
  if (hours < WAIT_HOURS.silentAgent || hours > WAIT_HOURS.silentAgentForgotten) return [];
  return [
    {
      code: "agent_silent",
      about: agent.code,
      name: agent.name,
      count: 1,
      since: last,
      reason: "",
      upTo: last,
    },
  ];
}

/** A chore whose last turn failed, or that began and never came back. */
export function ofChore(chore: ChoreState, now: Date): Alert[] {
  const hangs = chore.endedAt === undefined && hoursSince(chore.beganAt, now) >= WAIT_HOURS.chore;
  if (chore.trouble === undefined && !hangs) return [];
  return [
    {
      code: "chore_fails",
      about: chore.name,
      name: "",
      count: 1,
      since: chore.beganAt,
      reason: chore.trouble ?? "",
    },
  ];
}

const hoursSince = (at: Date, now: Date): number => (now.getTime() - at.getTime()) / HOUR;
