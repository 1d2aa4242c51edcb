import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { must } from "#core/assert";
import { parseMoney, sumOf } from "#core/money";
import { closeMonth } from "#flows/month-close";
import { listIncidents, takeRegistry } from "#modules/payments";
import { randomFrom } from "#platform/random";
import { done, TODAY } from "../../src/modules/payments/small-town.fixture.ts";
import { type Fate, httpWire, postgresWire, type Verdict } from "./tcp-proxy.ts";
import {
  addressOf,
  cancel,
  expectGuarantees,
  type FaultyTown,
  openTown,
  payment,
  recorded,
  SEEDS,
  send,
  sendUntilFinal,
  type ServerProcess,
  startServer,
  status,
} from "./town.ts";

/*
 * What the outside world does to an agent's payment: servers are killed, wires are cut, messages come twice, late and
 * in the wrong order. Real server processes on a real PostgreSQL. The ids are those of the table of faults.
 */

let here: FaultyTown;
let server: ServerProcess;

beforeAll(async () => {
  here = await openTown();
  server = await startServer(here.test.appUrl);
});
afterAll(async () => {
  await server.kill();
  await here.close();
});

const accountOf = (at: number): string => must(here.accounts[at % here.accounts.length], "an account");

describe("F2 the server is killed while it is paid", () => {
  test.each(SEEDS)("seed %i", async (seed) => {
    const random = randomFrom(seed);
    const victim = server;
    // Another process of the installation takes over; the next kill finds a fresh one.
    const spare = await startServer(here.test.appUrl);
    const payments = Array.from({ length: 12 }, (_, at) =>
      payment(accountOf(seed + at), here.newNumber(), `${random.between(1, 400)}.${random.between(10, 99)}`),
    );
    const heard = new Map<string, string>();
    let port = victim.port;
    const paying = payments.map(async (query) => {
      const first = await send(port, query);
      if (first?.authcode !== undefined) heard.set(query.receipt, first.authcode);
      return sendUntilFinal(() => port, query);
    });
    await sleep(random.between(0, 120));
    await victim.kill();
    port = spare.port;
    server = spare;
    const answers = await Promise.all(paying);
    for (const [at, query] of payments.entries()) {
      const amount = must(parseMoney(query.amount), "an amount");
      const rows = await recorded(here, query.receipt);
      expect(rows).toEqual([{ payment: answers[at]?.authcode, amount, reversed: false, booked: amount }]);
      // What was answered before the kill is what every repeat answers.
      expect(heard.get(query.receipt) ?? answers[at]?.authcode).toBe(answers[at]?.authcode);
    }
    await expectGuarantees(here);
  });
});

describe("F4 the connection to the database is cut at every step", () => {
  /** Cuts at step N for N = 1, 2, … until a deed no longer gets that far; gives how many steps there were. */
  async function atEveryStep(
    deed: (port: number, n: number) => Promise<boolean>,
    how: Exclude<Verdict, "pass">,
  ): Promise<number> {
    let target = Number.POSITIVE_INFINITY;
    let from = 0;
    let reached = false;
    let last = 0;
    const { to, through } = addressOf(here.test.appUrl);
    const wire = await postgresWire(to, (question) => {
      last = question;
      // Exactly one cut a deed: what it repeats goes through.
      if (reached || question - from < target) return "pass";
      reached = true;
      return how;
    });
    const broken = await startServer(through(wire.port));
    try {
      // The pool and its prepared statements are warm, so that the steps are those of the deed.
      await send(broken.port, { action: "check", number: accountOf(0), type: "1" });
      for (let n = 1; n < 200; n++) {
        from = last;
        reached = false;
        target = n;
        expect(await deed(broken.port, n), `step ${n}`).toBe(true);
        if (!reached) return n - 1;
        // What was cut is noted in the journal while the payer has the answer already: those questions are none of the
        // next deed's steps.
        for (let before = -1; before !== last; await sleep(300)) before = last;
      }
      throw new Error("a deed of two hundred steps");
    } finally {
      await broken.kill();
      await wire.close();
    }
  }

  test.each(["cut_before", "cut_after"] as const)("of a payment: %s", async (how) => {
    const steps = await atEveryStep(async (port, n) => {
      const query = payment(accountOf(n), here.newNumber(), "12.34");
      const answer = await sendUntilFinal(() => port, query);
      const rows = await recorded(here, query.receipt);
      expect(rows).toEqual([{ payment: answer.authcode, amount: 1234n, reversed: false, booked: 1234n }]);
      return answer.code === "0";
    }, how);
    // Begin, scope and agent; the number and the account; the books; what is written, with the commit.
    expect(steps).toBe(4);
    await expectGuarantees(here);
  });

  test.each(["cut_before", "cut_after"] as const)("of a cancellation: %s", async (how) => {
    const steps = await atEveryStep(async (port, n) => {
      const query = payment(accountOf(n), here.newNumber(), "12.34");
      // Paid around the wire.
      await sendUntilFinal(() => server.port, query);
      const answer = await sendUntilFinal(() => port, cancel(query.receipt));
      expect(await recorded(here, query.receipt)).toMatchObject([{ reversed: true, booked: 0n }]);
      return answer.code === "0";
    }, how);
    expect(steps).toBeGreaterThan(10);
    await expectGuarantees(here);
  });
});

/** The steps of a payment, as the cuts above count them; in the build only those that write. */
const STEPS = process.env["FAULT_STEPS"] === "all" ? [1, 2, 3, 4] : [3, 4];

describe("F4 the server itself is killed at a step of a payment", () => {
  test.each(["before", "after"] as const)("%s the database is asked", async (when) => {
    const { to, through } = addressOf(here.test.appUrl);
    for (const step of STEPS) {
      let left = Number.POSITIVE_INFINITY;
      let killing: Promise<void> | undefined;
      const wire = await postgresWire(to, () => {
        left -= 1;
        if (left !== 0) return "pass";
        killing = victim.kill();
        // "After": the question arrives, and nobody is there to hear the answer.
        return when === "before" ? "cut_before" : "pass";
      });
      const victim = await startServer(through(wire.port));
      await send(victim.port, { action: "check", number: accountOf(0), type: "1" });
      const query = payment(accountOf(step), here.newNumber(), "12.34");
      left = step;
      const heard = await send(victim.port, query);
      expect(killing, `step ${step} is reached`).toBeDefined();
      await killing;
      await wire.close();
      // The agent asks again, and another process of the installation answers.
      const answer = await sendUntilFinal(() => server.port, query);
      expect(answer.code, `step ${step}`).toBe("0");
      if (heard?.authcode !== undefined) expect(answer.authcode).toBe(heard.authcode);
      expect(await recorded(here, query.receipt), `step ${step}`).toEqual([
        { payment: answer.authcode, amount: 1234n, reversed: false, booked: 1234n },
      ]);
    }
    await expectGuarantees(here);
  });
});

test.each([1, 2, 3, 8, 25, 50])(
  "F5 the same payment %i times at once is one, with equal answers",
  async (times) => {
    const query = payment(accountOf(times), here.newNumber(), "77.01");
    const answers = await Promise.all(
      Array.from({ length: times }, () => sendUntilFinal(() => server.port, query)),
    );
    expect(new Set(answers.map((answer) => answer.text)).size).toBe(1);
    const rows = await recorded(here, query.receipt);
    expect(rows).toEqual([{ payment: answers[0]?.authcode, amount: 7701n, reversed: false, booked: 7701n }]);
  },
);

describe("F6 messages come late, twice and in the wrong order", () => {
  test.each(SEEDS)("seed %i", async (seed) => {
    const random = randomFrom(seed).branch(6);
    const wire = await httpWire(
      () => server.port,
      (): Fate => {
        if (random.perMille(300)) return { kind: "duplicate" };
        return random.perMille(700)
          ? { kind: "delay", milliseconds: random.between(0, 60) }
          : { kind: "pass" };
      },
    );
    const stories = Array.from({ length: 8 }, (_, at) => ({
      query: payment(accountOf(seed + at), here.newNumber(), "45.60"),
      cancelled: random.perMille(600),
    }));
    await Promise.all(
      stories.map(async ({ query, cancelled }) => {
        // All at once: which arrives first is chance.
        await Promise.all([
          sendUntilFinal(() => wire.port, query),
          send(wire.port, status(query.receipt)),
          ...(cancelled ? [sendUntilFinal(() => wire.port, cancel(query.receipt))] : []),
        ]);
        const rows = await recorded(here, query.receipt);
        const left = rows.reduce((sum, row) => sum + row.booked, 0n);
        // In the order of business the cancellation is last: nothing is left, whether the payment had come before or not.
        expect([rows.length <= 1, left]).toEqual([true, cancelled ? 0n : 4560n]);
        const asked = await sendUntilFinal(() => server.port, status(query.receipt));
        expect(asked.code).toBe(cancelled ? "6" : "0");
      }),
    );
    await wire.close();
    await expectGuarantees(here);
  });
});

test("F7 a known number with another sum or account is refused, reported, and books nothing", async () => {
  const query = payment(accountOf(1), here.newNumber(), "10.00");
  await sendUntilFinal(() => server.port, query);
  for (const changed of [
    { ...query, amount: "10.01" },
    { ...query, number: accountOf(2) },
  ]) {
    expect((await sendUntilFinal(() => server.port, changed)).code).toBe("8");
    const [incident] = await here.town.ctx.transaction((tx) => listIncidents(tx, 1));
    expect(incident).toMatchObject({ transaction: query.receipt, outcome: "transaction_differs" });
  }
  expect(await recorded(here, query.receipt)).toMatchObject([{ amount: 1000n, booked: 1000n }]);
});

describe("F8 the link is cut, before the request or after it was done", () => {
  test.each(SEEDS)("seed %i", async (seed) => {
    const random = randomFrom(seed).branch(8);
    let cuts = 0;
    const wire = await httpWire(
      () => server.port,
      (): Fate => {
        // Each second message or so gets through.
        if (!random.perMille(500)) return { kind: "pass" };
        cuts++;
        return { kind: random.perMille(700) ? "cut_before_answer" : "cut_before_request" };
      },
    );
    const payments = Array.from({ length: 10 }, (_, at) =>
      payment(accountOf(seed * 3 + at), here.newNumber(), `${random.between(1, 90)}.05`),
    );
    const answers = await Promise.all(payments.map((query) => sendUntilFinal(() => wire.port, query)));
    await wire.close();
    expect(cuts).toBeGreaterThan(0);
    expect(answers.map((answer) => answer.code)).toEqual(payments.map(() => "0"));
    // The register of the day knows nothing that the online messages do not, and the other way round.
    const lines = payments.map((query) => ({
      transaction: query.receipt,
      account: query.number,
      amount: must(parseMoney(query.amount), "an amount"),
      paidOn: TODAY,
    }));
    const declared = { count: lines.length, total: sumOf(lines.map((line) => line.amount)) };
    const taken = done(
      await takeRegistry(here.town.ctx, {
        agent: "terminal",
        document: `day of seed ${seed}`,
        declared,
        lines,
      }),
    );
    expect(taken).toMatchObject({ taken: { count: 0 }, repeated: declared });
    await expectGuarantees(here);
  });
});

test("F12 a month is closed while it is paid: each payment is wholly in one month, none is refused", async () => {
  const [organization] = here.town.companies;
  const accounts = here.accounts.filter((_, at) => at % 2 === 0);
  let closed = false;
  const slowest: number[] = [];
  const payer = async (at: number): Promise<string[]> => {
    const receipts: string[] = [];
    // Some before, some while, some after.
    for (let after = 0; after < 3; after += closed ? 1 : 0) {
      const query = payment(must(accounts[at], "an account"), here.newNumber(), "1.11");
      const began = performance.now();
      expect((await sendUntilFinal(() => server.port, query)).code).toBe("0");
      slowest.push(performance.now() - began);
      receipts.push(query.receipt);
    }
    return receipts;
  };
  const paying = Promise.all([0, 1, 2, 3].map(payer));
  await sleep(200);
  done(await closeMonth(here.town.ctx, { organization, period: here.town.period, uncharged: true }));
  closed = true;
  const receipts = (await paying).flat();
  const rows = await here.town.ctx.transaction((tx) =>
    tx.query<{ period: number; months: number; count: number }>(
      `select p.period, count(*)::integer as count, max(booked.months)::integer as months
       from payments.agent_transactions t join payments.payments p using (building_id, payment_id)
       cross join lateral (select count(distinct e.period) + (min(e.period) <> p.period)::integer as months
         from ledger.entries e where e.building_id = p.building_id and e.document_id = p.payment_id) as booked
       where t.transaction_id = any ($1) group by 1 order by 1`,
      [receipts],
    ),
  );
  expect(rows.map((row) => [row.period, row.months])).toEqual([
    [202_511, 1],
    [202_512, 1],
  ]);
  expect(rows.reduce((sum, row) => sum + row.count, 0)).toBe(receipts.length);
  expect(Math.max(...slowest)).toBeLessThan(5_000);
  await expectGuarantees(here);
});
