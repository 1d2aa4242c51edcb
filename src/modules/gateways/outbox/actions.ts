import type { Ctx } from "#platform/context";
import type { Attempt, Carrier, KindState, ListedMessage } from "./model.ts";
import { secondsOpen, secondsUntilNext } from "./rules/backoff.ts";
import * as store from "./store.ts";

export interface Delivery {
  /** Of one kind, in one turn. */
  readonly limit?: number;
  /** Longer than any carrier's own patience. */
  readonly leaseSeconds?: number;
  /** Absent: the database's clock. Tests live through days by it. */
  readonly now?: Date;
}

/** What a turn did. */
export interface Delivered {
  readonly sent: number;
  readonly waiting: number;
  readonly failed: number;
  readonly dead: number;
}

/**
 * One turn of the delivery chore. The kinds do not wait for one another, the messages of a kind go one by one: a peer
 * that is away is noticed at the first of them, and after several in a row it is left alone for a while.
 */
export async function deliver(
  ctx: Ctx,
  carriers: readonly Carrier[],
  options: Delivery = {},
): Promise<Delivered> {
  const turns = await Promise.all(carriers.map((carrier) => deliverKind(ctx, carrier, options)));
  const sum = (of: (turn: Delivered) => number) => turns.reduce((total, turn) => total + of(turn), 0);
  return {
    sent: sum((turn) => turn.sent),
    waiting: sum((turn) => turn.waiting),
    failed: sum((turn) => turn.failed),
    dead: sum((turn) => turn.dead),
  };
}

async function deliverKind(ctx: Ctx, carrier: Carrier, options: Delivery): Promise<Delivered> {
  const { kind, failuresMax = 5 } = carrier;
  const { limit = 50, leaseSeconds = 120, now } = options;
  const counted = { sent: 0, waiting: 0, failed: 0, dead: 0 };
  const breaker = await ctx.transaction((tx) => store.findBreaker(tx, kind, now));
  if (breaker.openUntil !== undefined && !breaker.probing) return counted;
  const left = breaker.probing ? 1 : limit;
  for (let done = 0; done < left; done++) {
    // Leased one at a time: the term is of one attempt, however many wait.
    const [message] = await ctx.transaction((tx) =>
      store.leaseMessages(tx, { kind, limit: 1, leaseSeconds, now }),
    );
    if (!message) break;
    const attempt = await attempted(ctx, carrier, message);
    const isOpen = await ctx.transaction(async (tx) => {
      const noted = await store.endAttempt(tx, message, {
        state: attempt.outcome === "sent" || attempt.outcome === "dead" ? attempt.outcome : "pending",
        reason: "reason" in attempt ? attempt.reason : "",
        progress: attempt.progress ?? message.progress,
        seconds:
          attempt.outcome === "waits" && attempt.seconds !== undefined
            ? attempt.seconds
            : secondsUntilNext({ message: message.id, attempts: message.attempts + 1 }),
        now,
      });
      // Another process has taken it over: what follows is booked there.
      if (!noted) return false;
      await carrier.settle?.(ctx, tx, message, attempt);
      const failed = attempt.outcome === "away";
      const failures = await store.countFailure(tx, {
        kind,
        failed,
        reason: failed ? attempt.reason : "",
      });
      if (!failed || failures < failuresMax) return false;
      await store.openBreaker(tx, { kind, seconds: secondsOpen(failures, failuresMax), now });
      return true;
    });
    counted[OUTCOMES[attempt.outcome]] += 1;
    if (isOpen) break;
  }
  return counted;
}

const OUTCOMES = { sent: "sent", waits: "waiting", away: "failed", dead: "dead" } as const;

async function attempted(ctx: Ctx, carrier: Carrier, message: store.Leased): Promise<Attempt> {
  try {
    return await carrier.carry(ctx, message);
  } catch (error) {
    return { outcome: "away", reason: error instanceof Error ? error.message : String(error) };
  }
}

/** Puts a message that was given up back among those that wait; false if it is not given up. */
export const revive = (ctx: Ctx, message: bigint): Promise<boolean> =>
  ctx.transaction((tx) => store.reviveMessage(tx, message));

/** The same for all of a kind; gives how many. */
export const reviveAll = (ctx: Ctx, kind: string): Promise<number> =>
  ctx.transaction((tx) => store.reviveMessages(tx, kind));

export const outboxState = (ctx: Ctx): Promise<KindState[]> => ctx.transaction(store.listKinds);

export const listOutbox = (
  ctx: Ctx,
  of: { readonly state?: ListedMessage["state"] | undefined; readonly limit: number },
): Promise<ListedMessage[]> => ctx.transaction((tx) => store.listMessages(tx, of));
