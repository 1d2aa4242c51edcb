import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { must } from "#core/assert";
import { type Day, day } from "#core/day";
import { period } from "#core/period";
import { money } from "#core/units";
import { type Outgoing, sealer, tbank } from "#modules/gateways";
import {
  findLatestRule,
  findToken,
  forgetCard,
  getOrder,
  listAutopayEvents,
  listCards,
  listTurns,
  listUntoldEvents,
  markTold,
  type Schedule,
  stopAutopay,
} from "#modules/payments";
import { type Ctx, contextOf } from "#platform/context";
import {
  buildSmallTown,
  done,
  IVANOVA,
  OCONNOR,
  owe,
  owed,
  PETROV,
  placeOf,
  roubles,
  type SmallTown,
} from "../modules/payments/small-town.fixture.ts";
import { type TestDatabase, withDatabase } from "../../test/database.ts";
import { administer } from "../../test/postgres.setup.ts";
import { letCardPay, orderThatKeepsCard, payByThemselves } from "./autopay.ts";
import { CONSENT_VERSION } from "./autopay-consents.ts";
import { type CardBanks, cardBanks } from "./card-banks.ts";
import { startPayment, takeNotification } from "./online-payments.ts";
import { type TestBank, TEST_BANK_URL, TEST_TERMINAL, testBank } from "./test-bank.ts";

let home: TestDatabase;
let town: SmallTown;
let bank: TestBank;
let banks: CardBanks;
let line: Outgoing;
const told: string[] = [];

beforeAll(async () => {
  home = await withDatabase();
  town = await buildSmallTown(home.open());
  bank = testBank(async (_url, body) => void told.push(body));
  line = bank.send;
  const gateway = tbank({ url: TEST_BANK_URL, ...TEST_TERMINAL }, (request) => line(request));
  banks = cardBanks(
    [{ code: "demo", title: "Test", fast: true, isTest: true, gateway }],
    sealer(Buffer.alloc(32, 7)),
  );
});
afterEach(() => {
  line = bank.send;
  bank.setCards("0");
});
afterAll(() => home.drop());

const CONSENT = { version: CONSENT_VERSION, language: "ru", remoteAddress: "192.0.2.1" } as const;
const at = (today: string): Ctx => contextOf(town.database, { ...town.ctx.scope, today: day(today) });
const run = (today: string) => payByThemselves(at(today), banks);
const turnsOf = (account: string) => town.ctx.transaction((tx) => listTurns(tx, placeOf(town, account)));
const codesOf = async (account: string) =>
  (await town.ctx.transaction((tx) => listAutopayEvents(tx, { ...placeOf(town, account), limit: 50 })))
    .map(({ code }) => code)
    .reverse();

/** Pays one rouble by the bank's page and lets the card be kept. */
async function keep(account: string): Promise<number> {
  const made = done(
    await town.ctx.transaction((tx) =>
      orderThatKeepsCard(tx, {
        account,
        amount: roubles("1.00"),
        bank: "demo",
        consent: CONSENT,
        expiresAt: new Date(Date.now() + 3_600_000),
      }),
    ),
  );
  const started = await startPayment(town.ctx, banks, made.ref, {
    returnUrl: "https://pay.example.test/pay/x",
    notificationUrl: "https://pay.example.test/gateway/cards/demo",
  });
  await bank.act(must(started.order.reference, "the bank's number"), "confirm");
  const body = Buffer.from(must(told.at(-1), "a notification"));
  const raw = { method: "POST", query: "", headers: {}, body, remoteAddress: "192.0.2.9", now: 0 };
  for (let time = 0; time < 2; time++)
    expect((await takeNotification(town.ctx, banks, "demo", raw)).status).toBe(200);
  const cards = await town.ctx.transaction((tx) => listCards(tx, placeOf(town, account)));
  return must(
    cards.find(({ endedAt }) => endedAt === undefined),
    "a kept card",
  ).card;
}
const set = (account: string, card: number, schedule: Schedule, today: string, cap?: string) =>
  at(today).transaction((tx) =>
    letCardPay(tx, {
      account,
      card,
      cap: cap === undefined ? undefined : roubles(cap),
      schedule,
      email: "a@example.test",
      consent: CONSENT,
    }),
  );
const onDay = (days: number): Schedule => ({ kind: "day_of_month", days });
const debt = (account: string, amount: string) =>
  owe(town, [{ account, month: "2025-10", service: 20, provider: town.suppliers[0], amount }]);

describe("a kept card", () => {
  test("is kept once under a consent, sealed; pays what is due up to the cap, once a month, and no more", async () => {
    await debt(IVANOVA, "1501.00");
    const card = await keep(IVANOVA);
    const place = placeOf(town, IVANOVA);
    const [kept, ...more] = await town.ctx.transaction((tx) => listCards(tx, place));
    expect(more).toEqual([]);
    expect(kept).toMatchObject({
      mask: "•••• 0777",
      expires: "2030-11",
      consent: { version: CONSENT_VERSION },
    });
    const sealed = must(await town.ctx.transaction((tx) => findToken(tx, { ...place, card })), "a token");
    expect(sealed.toString("latin1")).not.toMatch(/\d{7}/);

    const rule = done(await set(IVANOVA, card, onDay(25), "2025-11-23", "1000.00"));
    expect([rule.nextMonth, rule.announceOn]).toEqual(["2025-11", "2025-11-24"]);
    expect((await set(IVANOVA, card, onDay(25), "2025-11-23")).ok).toBe(false);
    expect(await run("2025-11-23")).toMatchObject({ announced: 0, charged: 0 });
    // Told a day ahead, and nothing is charged on that day.
    expect(await run("2025-11-24")).toMatchObject({ announced: 1, charged: 0 });
    expect(await turnsOf(IVANOVA)).toMatchObject([
      { month: "2025-11", state: "announced", amount: 100_000n, chargeOn: "2025-11-25", orders: [] },
    ]);
    const before = bank.taken().size;
    await Promise.all([run("2025-11-25"), run("2025-11-25"), run("2025-11-25")]);
    await run("2025-11-26");
    expect(bank.taken().size).toBe(before + 1);
    const [turn] = await turnsOf(IVANOVA);
    expect([turn?.state, turn?.orders.length]).toEqual(["paid", 1]);
    expect((await owed(town, IVANOVA)).items.map(({ amount }) => amount)).toEqual([50_000n]);
    // The rest is next month's.
    await run("2025-12-24");
    await run("2025-12-25");
    expect((await turnsOf(IVANOVA)).map(({ month, state, amount }) => [month, state, amount])).toEqual([
      ["2025-12", "paid", 50_000n],
      ["2025-11", "paid", 100_000n],
    ]);
    await run("2026-01-24");
    expect((await turnsOf(IVANOVA))[0]).toMatchObject({ month: "2026-01", state: "nothing_due", orders: [] });
    expect(await codesOf(IVANOVA)).toEqual([
      "card_kept",
      "rule_set",
      "announced",
      "paid",
      "announced",
      "paid",
      "nothing_due",
    ]);
  });

  test("that has no money today is asked again ever later, and what was paid meanwhile is not charged", async () => {
    await debt(PETROV, "301.00");
    const card = await keep(PETROV);
    done(await set(PETROV, card, { kind: "before_due", days: 0 }, "2026-02-01"));
    const rule = must(
      await town.ctx.transaction((tx) => findLatestRule(tx, placeOf(town, PETROV))),
      "a rule",
    );
    const charge = new Date(Date.parse(rule.announceOn) + 86_400_000).toISOString().slice(0, 10);
    const plus = (days: number) =>
      new Date(Date.parse(charge) + days * 86_400_000).toISOString().slice(0, 10) as Day;
    bank.setCards("1051");
    await run(rule.announceOn);
    await run(plus(0));
    expect(await turnsOf(PETROV)).toMatchObject([{ state: "declined", chargeOn: plus(1) }]);
    await run(plus(0));
    await run(plus(1));
    expect((await turnsOf(PETROV))[0]).toMatchObject({ state: "declined", chargeOn: plus(3) });
    await run(plus(2));
    expect((await turnsOf(PETROV))[0]?.orders).toHaveLength(2);
    // No incident: a payer without money is nobody's work here.
    const order = must((await turnsOf(PETROV))[0]?.orders[0], "an order");
    expect(must(await town.ctx.transaction((tx) => getOrder(tx, order)), "it").order).toMatchObject({
      state: "canceled",
      incident: "",
    });
    bank.setCards("0");
    await run(plus(3));
    expect((await turnsOf(PETROV))[0]).toMatchObject({ state: "paid" });
    expect((await owed(town, PETROV)).items).toEqual([]);
  });

  test("whose bank loses an answer is charged once", async () => {
    await debt(OCONNOR, "201.00");
    const card = await keep(OCONNOR);
    done(await set(OCONNOR, card, onDay(10), "2026-03-01"));
    await run("2026-03-09");
    const before = bank.taken().size;
    line = async (request) => {
      await bank.send(request);
      return { status: 504, body: "" };
    };
    await run("2026-03-10");
    await run("2026-03-10");
    expect((await turnsOf(OCONNOR))[0]).toMatchObject({ state: "asked" });
    line = bank.send;
    // The order was taken in by the bank, and its card never charged: it is over in its time, and tried on another day.
    const lost = must((await turnsOf(OCONNOR))[0]?.orders[0], "an order");
    expect(bank.taken().size).toBe(before);
    await administer(home.ownerUrl, async (client) => {
      const late = [lost.order];
      await client.query(
        "update payments.orders set expires_at = now() - interval '1 minute' where order_id = $1",
        late,
      );
      await client.query(
        "update payments.order_events set recorded_at = recorded_at - interval '1 hour' where order_id = $1",
        late,
      );
    });
    await run("2026-03-11");
    expect((await turnsOf(OCONNOR))[0]).toMatchObject({ state: "declined", chargeOn: "2026-03-12" });
    await run("2026-03-12");
    expect((await turnsOf(OCONNOR))[0]).toMatchObject({ state: "paid" });
    expect(bank.taken().size).toBe(before + 1);
  });

  test("that its bank takes from its holder is asked no more, and the rule stops", async () => {
    await debt(OCONNOR, "100.00");
    bank.setCards("1043");
    await run("2026-04-09");
    await run("2026-04-10");
    await run("2026-04-11");
    const place = placeOf(town, OCONNOR);
    expect((await turnsOf(OCONNOR))[0]).toMatchObject({ month: "2026-04", state: "given_up" });
    const rule = await town.ctx.transaction((tx) => findLatestRule(tx, place));
    expect(rule?.stopReason).toBe("card_refused");
    const [card] = await town.ctx.transaction((tx) => listCards(tx, place));
    expect(card?.endReason).toBe("refused");
    expect(
      await town.ctx.transaction((tx) => findToken(tx, { ...place, card: card?.card ?? 0 })),
    ).toBeUndefined();
  });
});

test("a rule is stopped at once, by the payer, the company, or with its card; a stopped month is not charged", async () => {
  const place = placeOf(town, OCONNOR);
  const card = await keep(OCONNOR);
  const refusal = { ok: false, refusal: { code: "payments.consent_outdated" } };
  const old = { ...CONSENT, version: "2020-01" };
  const schedule = onDay(10);
  const asked = { account: OCONNOR, card, cap: money(1000n), schedule, email: "" };
  expect(await town.ctx.transaction((tx) => letCardPay(tx, { ...asked, consent: old }))).toMatchObject(
    refusal,
  );
  done(await set(OCONNOR, card, onDay(10), "2026-05-01"));
  await run("2026-05-09");
  done(await town.ctx.transaction((tx) => stopAutopay(tx, { ...place, by: "payer" })));
  const before = bank.taken().size;
  await run("2026-05-10");
  expect((await turnsOf(OCONNOR))[0]).toMatchObject({ month: period("2026-05"), state: "stopped" });
  expect(bank.taken().size).toBe(before);
  // Another rule in the same month does not charge it a second time.
  done(await set(OCONNOR, card, onDay(20), "2026-05-11"));
  await run("2026-05-19");
  await run("2026-05-20");
  expect(bank.taken().size).toBe(before);
  done(await town.ctx.transaction((tx) => forgetCard(tx, { ...place, card })));
  expect(await town.ctx.transaction((tx) => forgetCard(tx, { ...place, card }))).toMatchObject({
    refusal: { code: "payments.card_not_kept" },
  });
  expect((await town.ctx.transaction((tx) => findLatestRule(tx, place)))?.stopReason).toBe("card_forgotten");
  expect(await town.ctx.transaction((tx) => stopAutopay(tx, { ...place, by: "company" }))).toMatchObject({
    refusal: { code: "payments.autopay_not_set" },
  });
});

test("what payers are to be told of waits until it is told, once", async () => {
  const events = await town.ctx.transaction((tx) => listUntoldEvents(tx, { limit: 500 }));
  const [first] = events;
  const one = must(first, "an event");
  expect(one).toMatchObject({ code: "card_kept", data: { mask: "•••• 0777" } });
  expect(await town.ctx.transaction((tx) => markTold(tx, one))).toBe(true);
  expect(await town.ctx.transaction((tx) => markTold(tx, one))).toBe(false);
  expect(await town.ctx.transaction((tx) => listUntoldEvents(tx, { limit: 500 }))).toHaveLength(
    events.length - 1,
  );
});
