import { setTimeout as pause } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { must } from "#core/assert";
import { day } from "#core/day";
import { type Money, money } from "#core/units";
import {
  type Carrier,
  deliver,
  type FiscalService,
  listOutbox,
  listOwed,
  type Outgoing,
  revive,
  tbank,
} from "#modules/gateways";
import {
  createOrder,
  decideRefund,
  getOrder,
  type OrderRef,
  requestRefund,
  reversePayment,
} from "#modules/payments";
import { verify } from "#modules/reporting";
import { type Ctx, contextOf } from "#platform/context";
import {
  IVANOVA,
  buildSmallTown,
  done,
  OCONNOR,
  owe,
  owed,
  roubles,
  type SmallTown,
  YOLKINA,
} from "../modules/payments/small-town.fixture.ts";
import { type TestDatabase, withDatabase } from "../../test/database.ts";
import { type CardBanks, cardBanks } from "./card-banks.ts";
import { hastenReceipt, oweCorrection, receiptCarrier } from "./fiscal-receipts.ts";
import {
  lookAt,
  reconcileOrders,
  refundCarrier,
  sendRefund,
  startPayment,
  takeNotification,
} from "./online-payments.ts";
import { type TestBank, TEST_BANK_URL, TEST_TERMINAL, testBank, testCashRegister } from "./test-bank.ts";

let home: TestDatabase;
let town: SmallTown;
let ctx: Ctx;
let bank: TestBank;
let banks: CardBanks;
/** What the bank told, as it told it. */
const told: string[] = [];
/** How the line to the bank is; a test may cut it. */
let line: Outgoing;
let service: FiscalService = testCashRegister();
const later = (seconds: number) => new Date(Date.now() + seconds * 1000);

beforeAll(async () => {
  home = await withDatabase();
  town = await buildSmallTown(home.open());
  ctx = town.ctx;
  bank = testBank(async (_url, body) => void told.push(body));
  line = bank.send;
  const gateway = tbank({ url: TEST_BANK_URL, ...TEST_TERMINAL }, (request) => line(request));
  banks = cardBanks([{ code: "demo", title: "Test", fast: true, isTest: true, gateway }]);
  await owe(town, [
    { account: IVANOVA, month: "2025-10", service: 20, provider: town.suppliers[0], amount: "1000.00" },
    { account: IVANOVA, month: "2025-10", service: 30, provider: town.suppliers[1], amount: "500.00" },
  ]);
});
afterEach(() => {
  told.length = 0;
  line = bank.send;
  service = testCashRegister();
});
afterAll(() => home.drop());

const URLS = {
  returnUrl: "https://pay.example.test/pay/x",
  notificationUrl: "https://pay.example.test/gateway/cards/demo",
};
async function ordered(amount: string, account = IVANOVA, expiresAt = later(3600)): Promise<OrderRef> {
  return done(
    await ctx.transaction((tx) =>
      createOrder(tx, {
        account,
        amount: roubles(amount),
        bank: "demo",
        origin: "link",
        email: "a@example.test",
        language: "ru",
        expiresAt,
      }),
    ),
  ).ref;
}
async function atBank(ref: OrderRef): Promise<string> {
  const started = await startPayment(ctx, banks, ref, URLS);
  expect(started.outcome).toBe("go");
  return must(started.order.reference, "the bank's number");
}
const tell = (body: string) =>
  takeNotification(ctx, banks, "demo", {
    method: "POST",
    query: "",
    headers: {},
    body: Buffer.from(body),
    remoteAddress: "203.0.113.9",
    now: 0,
  });
const cardOf = async (ref: OrderRef) => must(await ctx.transaction((tx) => getOrder(tx, ref)), "an order");
const carriers = (): Carrier[] => [
  refundCarrier(banks),
  receiptCarrier(service, { contact: "kassa@example.test" }),
];
const work = async () => {
  for (const seconds of [1, 30, 60]) await deliver(ctx, carriers(), { now: later(seconds) });
};
const receiptsOf = async (ref: OrderRef) => {
  const { order } = await cardOf(ref);
  return ctx.transaction((tx) =>
    listOwed(tx, { building: ref.building, payment: must(order.payment, "a payment") }),
  );
};
const advanceOf = async (account = IVANOVA) => (await owed(town, account)).advance;

describe("a payment", () => {
  test("is booked when the bank says so, once, with a receipt of a position for each supplier", async () => {
    const ref = await ordered("1800.00");
    const id = await atBank(ref);
    await bank.act(id, "pay");
    await bank.act(id, "confirm");
    const note = must(told[0], "a notification");
    expect(await tell(note)).toEqual({ status: 200, body: "OK" });
    expect(await tell(note)).toEqual({ status: 200, body: "OK" });
    await lookAt(ctx, banks, ref);
    expect((await owed(town, IVANOVA)).items).toEqual([]);
    expect(await advanceOf()).toBe(30_000n);
    await work();
    const [receipt, ...more] = await receiptsOf(ref);
    expect(more).toEqual([]);
    expect(receipt?.positions.map(({ name, amount, method }) => [name, amount, method])).toEqual([
      ['ЖКУ МУП "Водоканал" ЛС 4400110010', 100_000n, "full_payment"],
      ['ЖКУ АО "Теплосеть" ЛС 4400110010', 50_000n, "full_payment"],
      ["Аванс за ЖКУ ЛС 4400110010", 30_000n, "advance"],
    ]);
    expect(receipt?.marks?.fnNumber).toBe("9999078900000000");
    const { order, events } = await cardOf(ref);
    expect([order.state, order.amount, order.incident]).toEqual(["succeeded", 180_000n, ""]);
    expect(events.map(({ event }) => event)).toEqual(["created", "asking_bank", "created_at_bank", "paid"]);
  });

  test("is not booked by a payer who came back, nor by a forged word", async () => {
    const ref = await ordered("100.00");
    const id = await atBank(ref);
    const before = await advanceOf();
    await bank.act(id, "pay");
    await lookAt(ctx, banks, ref);
    const forged = JSON.stringify({
      TerminalKey: "TestTerminal",
      OrderId: String(ref.order),
      Success: true,
      Status: "CONFIRMED",
      PaymentId: Number(id),
      Amount: 10000,
      Token: "0".repeat(64),
    });
    expect((await tell(forged)).status).toBe(403);
    expect((await tell("{")).status).toBe(400);
    expect([await advanceOf(), (await cardOf(ref)).order.state]).toEqual([before, "pending"]);
  });

  test("is asked for once by a double tap, and both taps lead to the bank", async () => {
    const ref = await ordered("150.00");
    let creates = 0;
    line = async (request) => {
      if (request.url.endsWith("/Init")) creates += 1;
      await pause(700);
      return bank.send(request);
    };
    const first = startPayment(ctx, banks, ref, URLS);
    await pause(200);
    const [one, two] = await Promise.all([first, startPayment(ctx, banks, ref, URLS)]);
    expect([one.outcome, two.outcome]).toEqual(["go", "go"]);
    expect(two.order.payUrl).toBe(one.order.payUrl);
    expect(creates).toBe(1);
  });

  test("that is declined is canceled, and a second press of the button gives the first page", async () => {
    const ref = await ordered("100.00");
    const id = await atBank(ref);
    expect(await atBank(ref)).toBe(id);
    await bank.act(id, "decline");
    await tell(must(told[0], "a notification"));
    expect((await cardOf(ref)).order.state).toBe("canceled");
    expect((await startPayment(ctx, banks, ref, URLS)).outcome).toBe("over");
  });

  test("of which the bank's answer was lost is found by its number and booked", async () => {
    const ref = await ordered("70.00");
    line = async (request) => {
      await bank.send(request);
      return { status: 500, body: "" };
    };
    expect((await startPayment(ctx, banks, ref, URLS)).outcome).toBe("waits");
    expect((await cardOf(ref)).order.state).toBe("unknown");
    line = bank.send;
    await reconcileOrders(ctx, banks, { now: later(40) });
    const { order } = await cardOf(ref);
    expect(order.state).toBe("pending");
    const before = await advanceOf();
    await bank.act(must(order.reference, "the bank's number"), "confirm");
    // Its notification is lost, too.
    await reconcileOrders(ctx, banks, { now: later(7200) });
    expect(await advanceOf()).toBe(before + 7_000n);
  });

  test("of a bank that is configured no more holds up none behind it, and is told of", async () => {
    const [demo] = banks.list;
    const both = cardBanks([must(demo, "the test bank"), { ...must(demo, "the test bank"), code: "gone" }]);
    const lost = done(
      await ctx.transaction((tx) =>
        createOrder(tx, {
          account: IVANOVA,
          amount: roubles("45.00"),
          bank: "gone",
          origin: "link",
          email: "a@example.test",
          language: "ru",
          expiresAt: later(3600),
        }),
      ),
    ).ref;
    const first = must((await startPayment(ctx, both, lost, URLS)).order.reference, "the bank's number");
    const behind = await ordered("46.00");
    await bank.act(await atBank(behind), "confirm");
    await expect(reconcileOrders(ctx, banks, { now: later(7200) })).rejects.toThrow("bank gone of order");
    expect((await cardOf(behind)).order.state).toBe("succeeded");
    await bank.act(first, "cancel");
    await reconcileOrders(ctx, both, { now: later(7200) });
    expect((await cardOf(lost)).order.state).toBe("canceled");
  });

  test("after the link's end is booked all the same, and seen", async () => {
    const ref = await ordered("60.00", IVANOVA, later(1));
    const id = await atBank(ref);
    await new Promise((wait) => setTimeout(wait, 1_100));
    await reconcileOrders(ctx, banks, { now: later(120) });
    expect((await cardOf(ref)).order.state).toBe("expired");
    await bank.act(id, "confirm");
    await tell(must(told[0], "a notification"));
    expect((await cardOf(ref)).order).toMatchObject({ state: "succeeded", incident: "late_success" });
  });

  test("of another amount than was asked for is not booked", async () => {
    const ref = await ordered("55.00");
    const id = await atBank(ref);
    await bank.act(id, "confirm");
    const before = await advanceOf();
    line = async (request) => {
      const answer = await bank.send(request);
      return { ...answer, body: answer.body.replace('"Amount":5500', '"Amount":550000') };
    };
    await lookAt(ctx, banks, ref);
    expect(await advanceOf()).toBe(before);
    expect((await cardOf(ref)).order).toMatchObject({ state: "unknown", incident: "amount_differs" });
  });

  test("for an account that takes no money is held", async () => {
    const ref = await ordered("45.00", YOLKINA);
    const id = await atBank(ref);
    await bank.act(id, "confirm");
    await lookAt(ctx, banks, ref);
    await lookAt(ctx, banks, ref);
    const { order } = await cardOf(ref);
    expect([order.state, order.held, order.incident, order.payment]).toEqual([
      "succeeded",
      true,
      "not_booked",
      undefined,
    ]);
  });
});

describe("money given back", () => {
  const asUser = (user: number): Ctx => contextOf(ctx.database, { ...ctx.scope, user });
  async function paid(amount: string): Promise<OrderRef> {
    const ref = await ordered(amount, OCONNOR);
    await bank.act(await atBank(ref), "confirm");
    await lookAt(ctx, banks, ref);
    return ref;
  }
  const refund = (ref: OrderRef, amount: Money, user = 1) =>
    asUser(user).transaction(async (tx) => {
      const asked = await requestRefund(tx, { ...ref, amount, reason: "двойная оплата" });
      if (asked.ok && !asked.value.needsSecondPerson)
        await sendRefund(tx, { ...ref, refund: asked.value.refund });
      return asked;
    });

  test("in parts and to the end leaves nothing, and each return has its receipt", async () => {
    const ref = await paid("300.00");
    const before = await advanceOf(OCONNOR);
    done(await refund(ref, roubles("100.00")));
    await work();
    expect(await advanceOf(OCONNOR)).toBe(before - 10_000n);
    done(await refund(ref, roubles("200.00")));
    await work();
    await work();
    expect(await advanceOf(OCONNOR)).toBe(before - 30_000n);
    const receipts = await receiptsOf(ref);
    expect(receipts.map(({ kind, amount, marks }) => [kind, amount, marks !== undefined])).toEqual([
      ["sell", 30_000n, true],
      ["sell_refund", 10_000n, true],
      ["sell_refund", 20_000n, true],
    ]);
    expect((await cardOf(ref)).order).toMatchObject({ state: "refunded", refunded: 30_000n, incident: "" });
    const more = await refund(ref, money(1n));
    expect(more).toMatchObject({ ok: false, refusal: { code: "payments.order_not_paid" } });
  });

  test("is the only way back: the payment alone cannot be reversed, nor what remains of it after a part", async () => {
    const ref = await paid("100.00");
    const reversed = async () => {
      const { payment, remaining } = (await cardOf(ref)).order;
      const outcomes = [payment, remaining?.payment].map(async (one) =>
        reversePayment(
          ctx,
          { building: ref.building, payment: must(one, "a payment of the order") },
          "by mistake",
        ),
      );
      return (await Promise.all(outcomes)).map((one) => (one.ok ? "reversed" : one.refusal.code));
    };
    expect(await reversed()).toEqual(["payments.payment_of_order", "payments.payment_of_order"]);
    done(await refund(ref, roubles("40.00")));
    await work();
    expect(await reversed()).toEqual(["payments.payment_of_order", "payments.payment_of_order"]);
  });

  test("is never more than was paid, also of two that are asked for together", async () => {
    const ref = await paid("100.00");
    done(await refund(ref, roubles("60.00")));
    expect(await refund(ref, roubles("60.00"))).toMatchObject({
      ok: false,
      refusal: { code: "payments.order_refund_too_large", left: "40.00" },
    });
    await work();
  });

  test("above the limit waits for a second person", async () => {
    const ref = await paid("9000.00");
    const asked = done(await refund(ref, roubles("9000.00"), 1));
    expect(asked.needsSecondPerson).toBe(true);
    const decide = (user: number) =>
      asUser(user).transaction((tx) =>
        decideRefund(tx, { ...ref, refund: asked.refund, decision: "approved" }),
      );
    expect(await decide(1)).toMatchObject({
      ok: false,
      refusal: { code: "payments.order_refund_second_person" },
    });
    expect((await decide(2)).ok).toBe(true);
    expect(await decide(3)).toMatchObject({ ok: false, refusal: { code: "payments.order_refund_decided" } });
  });

  test("whose answer was lost is given back once", async () => {
    const ref = await paid("80.00");
    const before = await advanceOf(OCONNOR);
    done(await refund(ref, roubles("80.00")));
    line = async (request) => {
      await bank.send(request);
      return { status: 500, body: "" };
    };
    await deliver(ctx, carriers(), { now: later(1) });
    expect(await advanceOf(OCONNOR)).toBe(before);
    line = bank.send;
    await deliver(ctx, carriers(), { now: later(60) });
    await deliver(ctx, carriers(), { now: later(120) });
    expect(await advanceOf(OCONNOR)).toBe(before - 8_000n);
    expect(bank.find(must((await cardOf(ref)).order.reference, "a number"))?.refunded).toBe(8_000n);
  });
});

test("a cash register that refuses does not hold up the money, and is seen until a person sends it again", async () => {
  const ref = await ordered("33.00");
  await bank.act(await atBank(ref), "confirm");
  service = {
    register: async () => ({ outcome: "refused", reason: "32 wrong INN" }),
    report: async () => ({ outcome: "waits" }),
  };
  await lookAt(ctx, banks, ref);
  expect((await cardOf(ref)).order.state).toBe("succeeded");
  await work();
  const [dead] = await listOutbox(ctx, { state: "dead", limit: 1 });
  expect(dead).toMatchObject({ kind: "fiscal.receipt", reason: "32 wrong INN", progress: { turn: 2 } });
  expect((await receiptsOf(ref))[0]?.marks).toBeUndefined();
  // The service's own call is a reason to look, and no more.
  expect(await ctx.transaction((tx) => hastenReceipt(tx, must(dead, "it").key))).toBe(false);

  // A correction takes its place: once, and what was given up is never printed beside it.
  service = testCashRegister();
  const payment = must((await cardOf(ref)).order.payment, "a payment");
  const correct = () =>
    ctx.transaction((tx) =>
      oweCorrection(tx, {
        building: ref.building,
        payment,
        correction: { by: "self", baseDate: day("2025-11-23"), baseNumber: "14-к" },
        contact: "",
      }),
    );
  expect(await correct()).toMatchObject({ ok: true, value: { externalId: `P${payment}-C` } });
  expect(await correct()).toMatchObject({ refusal: { code: "fiscal.receipt_stands" } });
  expect(await revive(ctx, must(dead, "it").id)).toBe(false);
  await work();
  expect((await receiptsOf(ref)).map(({ kind, marks }) => [kind, marks !== undefined])).toEqual([
    ["sell", false],
    ["sell_correction", true],
  ]);
  const [given] = await listOutbox(ctx, { state: "dead", limit: 1 });
  expect(given?.reason).toBe("32 wrong INN");
  // Of what is given back after that, the correction is the sale.
  done(
    await ctx.transaction(async (tx) => {
      const asked = await requestRefund(tx, { ...ref, amount: roubles("13.00"), reason: "ошибка" });
      if (asked.ok) await sendRefund(tx, { ...ref, refund: asked.value.refund });
      return asked;
    }),
  );
  await work();
  await work();
  expect((await receiptsOf(ref)).at(-1)).toMatchObject({ kind: "sell_refund", amount: 1_300n, no: 2 });
  for await (const verdict of verify(ctx.database, { only: ["I14"] }))
    expect(verdict.broken, verdict.counterExamples.join()).toBe(0);
});

test("a payment whose receipt stands is not corrected, and ATOL's call makes the receipt be read at once", async () => {
  const ref = await ordered("21.00");
  await bank.act(await atBank(ref), "confirm");
  let asked = 0;
  const whole = testCashRegister();
  service = {
    register: whole.register,
    report: async (of) => {
      asked += 1;
      return asked === 1 ? { outcome: "waits" } : whole.report(of);
    },
  };
  await lookAt(ctx, banks, ref);
  await deliver(ctx, carriers(), { now: later(1) });
  await deliver(ctx, carriers(), { now: later(10) });
  expect(asked).toBe(1);
  const [owedNow] = await receiptsOf(ref);
  const number = must(owedNow, "a receipt").externalId;
  // Not due for seconds yet; the call, even under the number of a further turn, makes it so.
  await deliver(ctx, carriers());
  expect(asked).toBe(1);
  expect(await ctx.transaction((tx) => hastenReceipt(tx, `${number}-T2`))).toBe(true);
  expect(await ctx.transaction((tx) => hastenReceipt(tx, "P1"))).toBe(false);
  await deliver(ctx, carriers());
  expect((await receiptsOf(ref))[0]?.marks?.fnNumber).toBe("9999078900000000");
  const { payment } = (await cardOf(ref)).order;
  const place = { building: ref.building, payment: must(payment, "a payment") };
  const correction = { by: "instruction", baseDate: day("2025-11-23"), baseNumber: "1" } as const;
  expect(
    await ctx.transaction((tx) => oweCorrection(tx, { ...place, correction, contact: "" })),
  ).toMatchObject({
    refusal: { code: "fiscal.receipt_stands" },
  });
});
