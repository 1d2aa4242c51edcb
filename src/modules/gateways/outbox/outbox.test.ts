import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Day, day } from "#core/day";
import { type Ctx, contextOf } from "#platform/context";
import { type TestDatabase, withDatabase } from "../../../../test/database.ts";
import { deliver, listOutbox, outboxState, revive } from "./actions.ts";
import type { Attempt, Carrier } from "./model.ts";
import { secondsUntilNext } from "./rules/backoff.ts";
import { findMessage, insertAlertSeen, insertMessage, leaseMessages } from "./store.ts";

let home: TestDatabase;
let ctx: Ctx;
beforeAll(async () => {
  home = await withDatabase();
  ctx = contextOf(home.open(), { sees: "center", organizations: [], today: day("2026-11-23") as Day });
});
afterAll(() => home.drop());

/** Starts later than the rows that were just written. */
const START = Date.now() + 60_000;
const at = (seconds: number) => new Date(START + seconds * 1000);

/** A peer that counts what arrives, by key. */
function peer(kind: string, answer: (key: string, time: number) => Attempt | Promise<Attempt>) {
  const seen = new Map<string, number>();
  const carrier: Carrier = {
    kind,
    carry: async (_ctx, { key }) => {
      const times = (seen.get(key) ?? 0) + 1;
      seen.set(key, times);
      return answer(key, times);
    },
  };
  return { carrier, seen };
}

const put = (kind: string, ...keys: string[]) =>
  ctx.transaction(async (tx) => {
    for (const key of keys) await insertMessage(tx, { kind, key, payload: {} });
  });
const stateOf = async (kind: string, key: string) =>
  (await ctx.transaction((tx) => findMessage(tx, { kind, key })))?.state;

describe("a message", () => {
  test("is written with its effect or not at all, and once for a key", async () => {
    await put("once", "a");
    expect(await ctx.transaction((tx) => insertMessage(tx, { kind: "once", key: "a", payload: {} }))).toBe(
      false,
    );
    await expect(
      ctx.transaction(async (tx) => {
        await insertMessage(tx, { kind: "once", key: "b", payload: {} });
        throw new Error("the effect failed");
      }),
    ).rejects.toThrow("the effect failed");
    expect(await stateOf("once", "b")).toBeUndefined();
  });

  test("is carried once by processes that come at once", async () => {
    const { carrier, seen } = peer("many", async () => ({ outcome: "sent" }));
    const keys = Array.from({ length: 12 }, (_, key) => `k${key}`);
    await put("many", ...keys);
    await Promise.all([1, 2, 3, 4].map(() => deliver(ctx, [carrier], { now: at(1) })));
    expect([...seen.values()]).toEqual(keys.map(() => 1));
    expect(await Promise.all(keys.map((key) => stateOf("many", key)))).toEqual(keys.map(() => "sent"));
  });

  test("of a process that died is taken over, and the late one notes nothing", async () => {
    await put("late", "a");
    const settled: string[] = [];
    let isFirst = true;
    const arrived = Promise.withResolvers<void>();
    const release = Promise.withResolvers<void>();
    const carrier: Carrier = {
      kind: "late",
      carry: async () => {
        if (isFirst) {
          isFirst = false;
          arrived.resolve();
          await release.promise;
        }
        return { outcome: "sent" };
      },
      settle: async (_ctx, _tx, { key }) => void settled.push(key),
    };
    const slow = deliver(ctx, [carrier], { now: at(1), leaseSeconds: 10 });
    await arrived.promise;
    await deliver(ctx, [carrier], { now: at(20), leaseSeconds: 10 });
    release.resolve();
    await slow;
    expect(settled).toEqual(["a"]);
  });

  test("that the peer will never take is dead with a reason, and can be put back by a person", async () => {
    const { carrier } = peer("dead", (_key, time) =>
      time === 1 ? { outcome: "dead", reason: "unknown INN" } : { outcome: "sent" },
    );
    await put("dead", "a");
    await deliver(ctx, [carrier], { now: at(1) });
    const [dead] = (await listOutbox(ctx, { state: "dead", limit: 10 })).filter(
      ({ kind }) => kind === "dead",
    );
    expect(dead).toMatchObject({ key: "a", reason: "unknown INN" });
    expect(await revive(ctx, dead?.id ?? 0n)).toBe(true);
    await deliver(ctx, [carrier], { now: at(2) });
    expect([await stateOf("dead", "a"), await revive(ctx, dead?.id ?? 0n)]).toEqual(["sent", false]);
  });

  test("that was given up is nobody's work any more when a person has dealt with it; the next one is", async () => {
    const { carrier } = peer("seen", () => ({ outcome: "dead", reason: "unknown INN" }));
    const state = async () => (await outboxState(ctx)).find(({ kind }) => kind === "seen");
    await put("seen", "a", "b");
    await deliver(ctx, [carrier], { now: at(1) });
    const before = await state();
    expect(before).toMatchObject({ dead: 2, unseen: 2, unseenSince: at(1), unseenLast: at(1) });
    await put("seen", "c");
    await deliver(ctx, [carrier], { now: at(2) });
    // He had looked before the third was given up.
    const upTo = before?.unseenLast ?? at(0);
    await ctx.transaction((tx) =>
      insertAlertSeen(tx, { code: "outbox_dead", about: "seen", upTo, note: "printed by hand" }),
    );
    expect(await state()).toMatchObject({ dead: 3, unseen: 1, unseenSince: at(2), unseenLast: at(2) });
  });
});

describe("a peer that is away", () => {
  test("for a day gets every message once when it is back; meanwhile it is asked ever less, and the breaker shows", async () => {
    let away = true;
    let asked = 0;
    const arrived = new Map<string, number>();
    const carrier: Carrier = {
      kind: "down",
      carry: async (_ctx, { key }) => {
        asked += 1;
        if (away) throw new Error("connect ECONNREFUSED");
        arrived.set(key, (arrived.get(key) ?? 0) + 1);
        return { outcome: "sent" };
      },
    };
    const keys = Array.from({ length: 30 }, (_, key) => `k${key}`);
    await put("down", ...keys);
    let seconds = 0;
    for (; seconds < 86_400; seconds += 300) await deliver(ctx, [carrier], { now: at(seconds) });
    const state = (await outboxState(ctx)).find(({ kind }) => kind === "down");
    expect(state).toMatchObject({ pending: 30, sent: 0, dead: 0, reason: "connect ECONNREFUSED" });
    expect(state?.openUntil).toBeInstanceOf(Date);
    // Without the breaker 30 messages would have asked some 700 times.
    expect(asked).toBeLessThan(150);
    away = false;
    for (; seconds < 86_400 + 14_400; seconds += 300) await deliver(ctx, [carrier], { now: at(seconds) });
    expect([...arrived.values()]).toEqual(keys.map(() => 1));
    expect((await outboxState(ctx)).find(({ kind }) => kind === "down")).toMatchObject({
      pending: 0,
      sent: 30,
      failures: 0,
      openUntil: undefined,
    });
  });

  test("does not hold up another", async () => {
    const bad = peer("broken", () => ({ outcome: "away", reason: "500" }));
    const good = peer("whole", () => ({ outcome: "sent" }));
    await put("broken", "a");
    await put("whole", "a");
    await deliver(ctx, [bad.carrier, good.carrier], { now: at(1) });
    expect([await stateOf("broken", "a"), await stateOf("whole", "a")]).toEqual(["pending", "sent"]);
  });
});

test("what the peer told is handed to the next attempt", async () => {
  const told: unknown[] = [];
  const carrier: Carrier = {
    kind: "progress",
    carry: async (_ctx, { progress }) => {
      told.push(progress);
      return progress["uuid"] === undefined
        ? { outcome: "waits", reason: "at work", progress: { uuid: "u-1" }, seconds: 5 }
        : { outcome: "sent" };
    },
  };
  await put("progress", "a");
  await deliver(ctx, [carrier], { now: at(1) });
  expect(
    await ctx.transaction((tx) =>
      leaseMessages(tx, { kind: "progress", limit: 1, leaseSeconds: 1, now: at(2) }),
    ),
  ).toEqual([]);
  await deliver(ctx, [carrier], { now: at(7) });
  expect(told).toEqual([{}, { uuid: "u-1" }]);
});

test("the waiting doubles up to an hour and is spread by a quarter", () => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: 1n, max: 10n ** 15n }),
      fc.integer({ min: 1, max: 100 }),
      (message, attempts) => {
        const plain = Math.min(5 * 2 ** Math.min(attempts - 1, 20), 3600);
        const seconds = secondsUntilNext({ message, attempts });
        expect(seconds).toBeGreaterThanOrEqual(Math.floor(plain * 0.75));
        expect(seconds).toBeLessThanOrEqual(Math.ceil(plain * 1.25));
      },
    ),
  );
});
