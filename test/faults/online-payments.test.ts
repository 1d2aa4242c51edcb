import { afterAll, beforeAll, expect, test } from "vitest";
import { must } from "#core/assert";
import { money } from "#core/units";
import { verify } from "#modules/reporting";
import { type CardBanks, cardBanks } from "#flows/card-banks";
import { receiptCarrier } from "#flows/fiscal-receipts";
import {
  lookAt,
  reconcileOrders,
  refundCarrier,
  sendRefund,
  startPayment,
  takeNotification,
} from "#flows/online-payments";
import { type TestBank, TEST_BANK_URL, TEST_TERMINAL, testBank, testCashRegister } from "#flows/test-bank";
import { deliver, type FiscalService, listOwed, outboxState, tbank } from "#modules/gateways";
import { createOrder, getOrder, type OrderRef, requestRefund } from "#modules/payments";
import type { Ctx } from "#platform/context";
import { type Random, randomFrom } from "#platform/random";
import {
  buildSmallTown,
  done,
  IVANOVA,
  OCONNOR,
  owed,
  PETROV,
  type SmallTown,
} from "../../src/modules/payments/small-town.fixture.ts";
import { type TestDatabase, withDatabase } from "../database.ts";
import { faults } from "./outside.ts";

/*
 * F5: a notification 1 to 50 times at once. F6: notifications in any order, and some of them never. F18: the bank and the
 * cash register are away, slow to answer, or answer garbage; later all of it is done, once.
 */

const ACCOUNTS = [IVANOVA, PETROV, OCONNOR] as const;
let home: TestDatabase;
let town: SmallTown;
let ctx: Ctx;
beforeAll(async () => {
  home = await withDatabase();
  town = await buildSmallTown(home.open({ max: 20 }));
  ctx = town.ctx;
});
afterAll(() => home.drop());

const START = Date.now();
const later = (seconds: number) => new Date(START + seconds * 1000);
const advances = async () => {
  let sum = 0n;
  for (const account of ACCOUNTS) sum += (await owed(town, account)).advance;
  return sum;
};

test.each(Array.from({ length: 10 }, (_, seed) => seed + 1))("seed %d", async (seed) => {
  const random = randomFrom(seed);
  const told: string[] = [];
  const bank: TestBank = testBank(async (_url, body) => void told.push(body));
  const broken = faults(random, 400);
  const gateway = tbank({ url: `${TEST_BANK_URL}`, ...TEST_TERMINAL }, (request) =>
    broken(bank.send, request),
  );
  const code = `bank-${seed}`;
  const banks: CardBanks = cardBanks([{ code, title: "", fast: false, isTest: true, gateway }]);
  const before = await advances();

  // The payers come, and do what they do.
  const refs: OrderRef[] = [];
  const amounts: bigint[] = [];
  const deeds = ["confirm", "confirm", "confirm", "decline", "cancel"] as const;
  let expected = 0n;
  for (let at = 0; at < 6; at++) {
    const amount = BigInt(random.between(100, 400_000));
    const { ref } = done(
      await ctx.transaction((tx) =>
        createOrder(tx, {
          account: random.pick(ACCOUNTS),
          amount: money(amount),
          bank: code,
          origin: "link",
          email: "a@example.test",
          language: "ru",
          expiresAt: later(10 ** 6),
        }),
      ),
    );
    refs.push(ref);
    amounts.push(amount);
    const urls = { returnUrl: "https://pay.example.test/x", notificationUrl: "https://pay.example.test/n" };
    await startPayment(ctx, banks, ref, urls);
    // A lost answer is found by the order's number; the payer waits for the page.
    for (let turn = 1; turn <= 30; turn++) {
      if ((await orderOf(ref)).reference !== undefined) break;
      if (!(await lookAt(ctx, banks, ref))) continue;
      if ((await orderOf(ref)).reference === undefined) {
        // The bank never heard of it: asked anew once its minute is over.
        const created = await gateway.create({
          ...urls,
          order: String(ref.order),
          amount: money(amount),
          description: "",
          language: "ru",
          expiresInMinutes: 20,
        });
        if (created.outcome !== "created") continue;
      }
    }
    const { reference } = await orderOf(ref);
    if (reference === undefined) continue;
    const deed = random.pick(deeds);
    await bank.act(reference, deed);
    if (deed === "confirm") expected += amount;
  }

  // F5, F6: some words are lost, the others come in any order, each of them up to fifty times at once.
  const words = told.filter(() => random.perMille(800)).toSorted(() => random.between(-1, 1));
  for (const body of words) {
    const times = random.pick([1, 1, 2, 3, 7, seed % 5 === 0 ? 50 : 12]);
    const answers = await Promise.all(
      Array.from({ length: times }, () =>
        takeNotification(ctx, banks, code, {
          method: "POST",
          query: "",
          headers: {},
          body: Buffer.from(body),
          remoteAddress: "192.0.2.1",
          now: 0,
        }),
      ),
    );
    for (const { status } of answers) expect([200, 503]).toContain(status);
  }
  // Some of the money is to go back while the bank is as it is.
  for (const [at, ref] of refs.entries()) {
    const { order } = must(await ctx.transaction((tx) => getOrder(tx, ref)), "an order");
    if (order.payment === undefined || !random.perMille(500)) continue;
    const amount = BigInt(random.between(1, Math.min(Number(amounts[at] ?? 1n), 400_000)));
    await ctx.transaction(async (tx) => {
      const asked = done(await requestRefund(tx, { ...ref, amount: money(amount), reason: "проверка" }));
      await sendRefund(tx, { ...ref, refund: asked.refund });
    });
    expected -= amount;
  }

  // F18: a day of it, then all are well again.
  const brokenService = faultyService(random);
  const carriers = (service: FiscalService) => [
    refundCarrier(banks),
    receiptCarrier(service, { contact: "k@example.test" }),
  ];
  for (let hour = 0; hour < 12; hour++) {
    await deliver(ctx, carriers(brokenService), { now: later(hour * 3600) });
    await reconcileOrders(ctx, banks, { now: later(hour * 3600) });
  }
  broken.heal();
  for (let hour = 12; hour < 30; hour++) {
    await reconcileOrders(ctx, banks, { now: later(hour * 3600) });
    await deliver(ctx, carriers(testCashRegister()), { now: later(hour * 3600) });
    await deliver(ctx, carriers(testCashRegister()), { now: later(hour * 3600 + 60) });
  }

  expect((await advances()) - before).toBe(expected);
  for (const ref of refs) {
    const { order, refunds } = must(await ctx.transaction((tx) => getOrder(tx, ref)), "an order");
    const atBank = order.reference === undefined ? undefined : bank.find(order.reference);
    expect(order.refunded, `order ${ref.order}`).toBe(atBank?.refunded ?? 0n);
    expect(refunds.filter(({ outcome }) => outcome !== "done")).toEqual([]);
    if (order.payment === undefined) continue;
    const receipts = await ctx.transaction((tx) =>
      listOwed(tx, { building: ref.building, payment: must(order.payment, "a payment") }),
    );
    // I14: one receipt of the sale, one of each return, all of them printed.
    expect(receipts.map(({ kind }) => kind)).toEqual(["sell", ...refunds.map(() => "sell_refund")]);
    expect(receipts.every(({ marks }) => marks !== undefined)).toBe(true);
  }
  for (const kind of await outboxState(ctx)) expect(kind).toMatchObject({ pending: 0, dead: 0, failures: 0 });
  for await (const verdict of verify(ctx.database, { only: ["I1", "I2", "I4", "I5", "I13", "I14"] }))
    expect(verdict.broken, `${verdict.id} ${verdict.counterExamples.join()}`).toBe(0);
});

const orderOf = async (ref: OrderRef) =>
  must(await ctx.transaction((tx) => getOrder(tx, ref)), "an order").order;

/** A cash register that is mostly away, and sometimes takes a document in and does not say so. */
function faultyService(random: Random): FiscalService {
  const whole = testCashRegister();
  return {
    register: async (document) =>
      random.perMille(300) ? whole.register(document) : { outcome: "unknown", reason: "answered 502" },
    report: async (of) => (random.perMille(300) ? whole.report(of) : { outcome: "waits" }),
  };
}
