import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { day } from "#core/day";
import { sumOf } from "#core/money";
import type { Money } from "#core/units";
import { type TestDatabase, withDatabase } from "../../../../test/database.ts";
import * as payments from "../index.ts";
import {
  buildSmallTown,
  contextAt,
  done,
  IVANOVA,
  OCONNOR,
  owe,
  owed,
  PETROV,
  roubles,
  type SmallTown,
  TODAY,
  YOLKINA,
} from "../small-town.fixture.ts";

let database: TestDatabase;
let town: SmallTown;

beforeAll(async () => {
  database = await withDatabase();
  town = await buildSmallTown(database.open());
  const [zarechye] = town.companies;
  await owe(town, [
    { account: IVANOVA, month: "2025-10", service: 1, provider: zarechye, amount: "1000.00" },
  ]);
  done(
    await payments.registerAgent(town.ctx, {
      organization: zarechye,
      code: "severbank",
      name: "АО СЕВЕРБАНК",
      secret: "a secret of twenty-odd letters",
    }),
  );
});
afterAll(() => database.drop());

const UNKNOWN = "4400110019";
const line = (transaction: string, account: string, amount: string, more = {}): payments.RegistryLine => ({
  transaction,
  account,
  amount: roubles(amount),
  paidOn: day("2025-11-20"),
  ...more,
});
const registryOf = (document: string, lines: readonly payments.RegistryLine[]): payments.Registry => ({
  agent: "severbank",
  document,
  declared: { count: lines.length, total: sumOf(lines.map(({ amount }) => amount)) },
  lines,
});
const take = async (document: string, lines: readonly payments.RegistryLine[]) =>
  done(await payments.takeRegistry(town.ctx, registryOf(document, lines)));
const open = (registry?: number) =>
  town.ctx.transaction((tx) => payments.listOpenHeld(tx, { registry, limit: 100 }));
const balance = async () => (await town.ctx.transaction(payments.suspenseBalance)).total;
const sums = (taken: payments.RegistryTaken) =>
  (["taken", "repeated", "held", "reversed"] as const).map(
    (part) => `${taken[part].count} ${taken[part].total}`,
  );
/** One held line of its own file. */
const hold = async (transaction: string, amount: string, more = {}) => {
  const { registry } = await take(`${transaction}.txt`, [line(transaction, UNKNOWN, amount, more)]);
  const [held] = await open(registry);
  if (!held) throw new Error("nothing is held");
  return held;
};

describe("a registry's line of an unknown account", () => {
  it("is held, the others are taken; again it is known, under whatever name the file comes", async () => {
    const lines = [
      line("1", IVANOVA, "300.00"),
      line("2", UNKNOWN, "500.00", {
        payerName: "Петров С. И.",
        address: "Ленина 7-7",
        raw: "2;4400110019;500.00",
      }),
    ];
    const before = await balance();
    const first = await take("A.txt", lines);
    expect(sums(first)).toEqual(["1 30000", "0 0", "1 50000", "0 0"]);
    expect(sums(await take("A again.txt", lines))).toEqual(["0 0", "2 80000", "0 0", "0 0"]);
    expect(await open(first.registry)).toMatchObject([
      {
        amount: 50_000n,
        rest: 50_000n,
        statedAccount: UNKNOWN,
        payerName: "Петров С. И.",
        raw: "2;4400110019;500.00",
        agentName: "АО СЕВЕРБАНК",
        document: "A.txt",
        receivedOn: "2025-11-20",
      },
    ]);
    expect((await balance()) - before).toBe(50_000n);
  });

  it("with another sum or account under the same number refuses the whole file", async () => {
    await take("B.txt", [line("b1", UNKNOWN, "70.00")]);
    const other = [line("b1", UNKNOWN, "71.00"), line("b2", IVANOVA, "1.00")];
    expect(await payments.takeRegistry(town.ctx, registryOf("B2.txt", other))).toMatchObject({
      refusal: {
        code: "payments.registry_lines_refused",
        lines: [{ line: 1, refusal: { code: "payments.transaction_differs", recordedAmount: "70.00" } }],
      },
    });
  });

  it("is not taken a second time online", async () => {
    await take("C.txt", [line("c1", UNKNOWN, "70.00")]);
    const agent = await town.ctx.transaction((tx) => payments.findAgent(tx, "severbank"));
    if (!agent) throw new Error("no agent");
    const online = { transaction: "c1", amount: roubles("70.00"), paidOn: TODAY };
    const pay = (account: string) =>
      town.ctx.transaction((tx) => payments.takeAgentPayment(tx, agent, { ...online, account }));
    expect(await pay(IVANOVA)).toMatchObject({
      refusal: { code: "payments.transaction_differs" },
    });
    expect(await pay(UNKNOWN)).toMatchObject({
      value: { repeated: true },
    });
  });

  it("refuses a company's file: its own accounts are all that a company sees", async () => {
    const own = contextAt(town.database, TODAY, [town.companies[0]]);
    expect(
      await payments.takeRegistry(own, registryOf("D.txt", [line("d1", OCONNOR, "1.00")])),
    ).toMatchObject({
      refusal: { lines: [{ line: 1, refusal: { code: "payments.account_not_found" } }] },
    });
  });
});

describe("a refund", () => {
  it("reverses the payment that it names, of an earlier file or of the same one, once", async () => {
    const before = await owed(town, PETROV);
    await take("E.txt", [line("e1", PETROV, "40.00")]);
    const file = [line("e1", PETROV, "-40.00"), line("e2", PETROV, "5.00"), line("e2", PETROV, "-5.00")];
    expect(sums(await take("E2.txt", file))).toEqual(["1 500", "0 0", "0 0", "2 -4500"]);
    expect(await owed(town, PETROV)).toEqual(before);
    expect(sums(await take("E3.txt", file))).toEqual(["0 0", "3 -4000", "0 0", "0 0"]);
  });

  it("that names no payment, or a part of one, is held below nothing and settled by a document", async () => {
    await take("F.txt", [line("f1", PETROV, "40.00")]);
    const { registry, held } = await take("F2.txt", [
      line("f1", PETROV, "-15.00"),
      line("f9", PETROV, "-2.00"),
    ]);
    expect(held).toEqual({ count: 2, total: -1_700n });
    const [first] = await open(registry);
    if (!first) throw new Error("nothing is held");
    const parts = [{ account: PETROV, amount: first.rest }];
    expect(await payments.resolveHeld(town.ctx, first.id, { kind: "assigned", parts })).toMatchObject({
      refusal: { code: "payments.held_is_refund" },
    });
    done(
      await payments.resolveHeld(town.ctx, first.id, {
        kind: "returned",
        reason: "удержано",
        document: "акт 1",
      }),
    );
    expect(await open(registry)).toMatchObject([{ amount: -200n }]);
  });
});

describe("held money", () => {
  it("is assigned to accounts of two companies, by all of its sum, and keeps the day, agent and document", async () => {
    const held = await hold("g1", "100.00");
    const split = (one: string, other: string) => [
      { account: IVANOVA, amount: roubles(one) },
      { account: OCONNOR, amount: roubles(other) },
    ];
    const before = await balance();
    expect(
      await payments.resolveHeld(town.ctx, held.id, { kind: "assigned", parts: split("60.00", "30.00") }),
    ).toMatchObject({ refusal: { code: "payments.held_parts_differ", rest: "100.00", parts: "90.00" } });
    const { payments: made } = done(
      await payments.resolveHeld(town.ctx, held.id, { kind: "assigned", parts: split("60.00", "40.00") }),
    );
    expect(made).toMatchObject([
      {
        number: IVANOVA,
        amount: 6_000n,
        paidOn: "2025-11-20",
        channel: "registry",
        document: "g1.txt",
        agent: held.agent,
      },
      { number: OCONNOR, amount: 4_000n },
    ]);
    expect(before - (await balance())).toBe(10_000n);
    expect(await payments.resolveHeld(town.ctx, held.id, { kind: "left", note: "что-то ещё" })).toMatchObject(
      { refusal: { code: "payments.held_resolved" } },
    );
  });

  it("of two decisions at once takes one", async () => {
    const held = await hold("h1", "10.00");
    const parts = [{ account: IVANOVA, amount: roubles("10.00") }];
    const outcomes = await Promise.all(
      [1, 2, 3].map(() => payments.resolveHeld(town.ctx, held.id, { kind: "assigned", parts })),
    );
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
  });

  it("comes back when the payment made of it is reversed, and can be assigned anew", async () => {
    const held = await hold("i1", "10.00");
    const assigned = (account: string) =>
      payments.resolveHeld(town.ctx, held.id, { kind: "assigned", parts: [{ account, amount: held.rest }] });
    const [wrong] = done(await assigned(PETROV)).payments;
    if (!wrong) throw new Error("no payment");
    const before = await balance();
    done(await payments.reversePayment(town.ctx, wrong, "чужой счёт"));
    expect((await balance()) - before).toBe(1_000n);
    done(await assigned(IVANOVA));
    const card = await town.ctx.transaction((tx) => payments.findHeldCard(tx, held.id));
    expect(card?.held.rest).toBe(0n);
    expect(card?.resolutions).toMatchObject([
      { kind: "assigned", accountNumber: PETROV, reversed: true },
      { kind: "assigned", accountNumber: IVANOVA, reversed: false },
    ]);
  });

  it("goes back to the payer by a document, or stays with a note", async () => {
    const held = await hold("j1", "10.00");
    const decide = (decision: payments.HeldDecision) => payments.resolveHeld(town.ctx, held.id, decision);
    expect(done(await decide({ kind: "left", note: "ждём ответа банка" })).rest).toBe(1_000n);
    expect((await open(held.registry))[0]?.note).toBe("ждём ответа банка");
    expect(await decide({ kind: "returned", reason: "ошибка плательщика", document: " " })).toMatchObject({
      refusal: { code: "payments.held_document_missing" },
    });
    done(await decide({ kind: "returned", reason: "ошибка плательщика", document: "п/п 12 от 23.11.2025" }));
    expect(await open(held.registry)).toEqual([]);
  });

  it("refuses an account that by hand would take nothing", async () => {
    const held = await hold("k1", "10.00");
    const parts = [{ account: YOLKINA, amount: held.rest }];
    expect(await payments.resolveHeld(town.ctx, held.id, { kind: "assigned", parts })).toMatchObject({
      refusal: { code: "payments.account_closed" },
    });
  });

  it("is held once for a reference, in the transaction of whoever took it", async () => {
    const item = {
      source: { kind: "statement" as const, reference: "40702…/17/2025-11-20" },
      amount: roubles("12.00"),
      receivedOn: TODAY,
      purpose: "за квартиру",
      raw: "17",
    };
    const twice = () =>
      town.ctx.transaction((tx) => payments.holdMoney(tx, [item, { ...item, amount: 5n as Money }]));
    const [one, other] = await twice();
    expect([one?.repeated, other?.id === one?.id]).toEqual([false, true]);
    expect((await twice()).map(({ repeated, recorded }) => [repeated, recorded.amount])).toEqual([
      [true, 1_200n],
      [true, 1_200n],
    ]);
  });
});

describe("a rule", () => {
  it("decides alone where the number and the payer are exactly those, until it is withdrawn", async () => {
    const stated = { statedAccount: "44OO110145", payerName: "Петров Сергей" };
    const { rule } = done(await payments.learnRule(town.ctx, { ...stated, account: PETROV }));
    expect(await payments.learnRule(town.ctx, { ...stated, account: IVANOVA })).toMatchObject({
      refusal: { code: "payments.rule_known", account: PETROV },
    });
    const arrive = async (transaction: string, payerName: string) => {
      const { registry } = await take(`${transaction}.txt`, [
        line(transaction, stated.statedAccount, "3.00", { payerName }),
      ]);
      return (await payments.assignByRules(town.ctx, registry)).assigned;
    };
    expect(await arrive("r1", "ПЕТРОВ СЕРГЕЙ")).toBe(1);
    expect(await arrive("r2", "Сидоров")).toBe(0);
    done(await payments.withdrawRule(town.ctx, rule));
    expect(await arrive("r3", "Петров Сергей")).toBe(0);
    expect(await payments.withdrawRule(town.ctx, rule)).toMatchObject({
      refusal: { code: "payments.rule_not_found" },
    });
  });
});
