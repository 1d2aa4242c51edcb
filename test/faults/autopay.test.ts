import { afterAll, beforeAll, expect, test } from "vitest";
import { must } from "#core/assert";
import { addDays, day } from "#core/day";
import { addMonths, firstDay, period } from "#core/period";
import { money } from "#core/units";
import { letCardPay, orderThatKeepsCard, payByThemselves } from "#flows/autopay";
import { CONSENT_VERSION } from "#flows/autopay-consents";
import { type CardBanks, cardBanks } from "#flows/card-banks";
import { oweCorrection, oweReceipt, receiptCarrier } from "#flows/fiscal-receipts";
import { reconcileOrders, startPayment, takeNotification } from "#flows/online-payments";
import { type TestBank, TEST_BANK_URL, TEST_TERMINAL, testBank, testCashRegister } from "#flows/test-bank";
import {
  deliver,
  type FiscalDocument,
  type FiscalService,
  listOwed,
  outboxState,
  revive,
  listDeadReceipts,
  sealer,
  tbank,
} from "#modules/gateways";
import {
  getOrder,
  listCards,
  listTurns,
  type OrderRef,
  type PaymentRef,
  takePayment,
} from "#modules/payments";
import { verify } from "#modules/reporting";
import { type Ctx, contextOf } from "#platform/context";
import { type Random, randomFrom } from "#platform/random";
import {
  buildSmallTown,
  done,
  IVANOVA,
  OCONNOR,
  owe,
  owed,
  PETROV,
  placeOf,
  type SmallTown,
} from "../../src/modules/payments/small-town.fixture.ts";
import { type TestDatabase, withDatabase } from "../database.ts";
import { administer } from "../postgres.setup.ts";
import { faults, mortal } from "./outside.ts";
import { SEEDS } from "./town.ts";

/*
 * F6 and F18 where nobody waits at a page. A kept card is charged by a chore that runs twice at once, dies before, within
 * and after its writing, and asks a bank that loses questions and answers, and whose words come late, twice or never:
 * each month takes the money once, and what was taken is booked. A receipt of correction is sent by a service that is
 * away: one receipt each payment, whoever asks how often.
 */

const ACCOUNTS = [IVANOVA, PETROV, OCONNOR] as const;
const CONSENT = { version: CONSENT_VERSION, language: "ru", remoteAddress: "192.0.2.1" } as const;
const START = Date.now();
const later = (seconds: number) => new Date(START + seconds * 1000);

let home: TestDatabase;
let town: SmallTown;
let bank: TestBank;
let banks: CardBanks;
let told: string[];
let broken: ReturnType<typeof faults>;

beforeAll(async () => {
  home = await withDatabase();
  town = await buildSmallTown(home.open({ max: 20 }));
  told = [];
  bank = testBank(async (_url, body) => void told.push(body));
  const gateway = tbank({ url: TEST_BANK_URL, ...TEST_TERMINAL }, (request) => broken(bank.send, request));
  banks = cardBanks(
    [{ code: "demo", title: "Test", fast: true, isTest: true, gateway }],
    sealer(Buffer.alloc(32, 7)),
  );
  broken = faults(randomFrom(1), 0);
  for (const account of ACCOUNTS) await letPay(account);
});
afterAll(() => home.drop());

const at = (today: string): Ctx => contextOf(town.database, { ...town.ctx.scope, today: day(today) });
const say = (body: string) =>
  takeNotification(town.ctx, banks, "demo", {
    method: "POST",
    query: "",
    headers: {},
    body: Buffer.from(body),
    remoteAddress: "192.0.2.1",
    now: 0,
  });

/** A rouble at the bank's page, by which a card is kept; from then on it pays on the 10th of each month. */
async function letPay(account: string): Promise<void> {
  const made = done(
    await town.ctx.transaction((tx) =>
      orderThatKeepsCard(tx, {
        account,
        amount: money(100n),
        bank: "demo",
        consent: CONSENT,
        expiresAt: later(3_600),
      }),
    ),
  );
  const started = await startPayment(town.ctx, banks, made.ref, {
    returnUrl: "https://pay.example.test/x",
    notificationUrl: "https://pay.example.test/n",
  });
  await bank.act(must(started.order.reference, "the bank's number"), "confirm");
  await say(must(told.at(-1), "a word of the bank"));
  const [card] = await town.ctx.transaction((tx) => listCards(tx, placeOf(town, account)));
  done(
    await at("2025-12-01").transaction((tx) =>
      letCardPay(tx, {
        account,
        card: must(card, "a kept card").card,
        cap: undefined,
        schedule: { kind: "day_of_month", days: 10 },
        email: "a@example.test",
        consent: CONSENT,
      }),
    ),
  );
}

test.each(SEEDS)("a kept card is charged once a month whatever happens, seed %d", async (seed) => {
  const random = randomFrom(seed);
  const month = addMonths(period("2025-12"), seed - 1);
  const tenth = addDays(firstDay(month), 9);
  for (const account of ACCOUNTS) {
    const amount = `${random.between(10, 4_000)}.${random.between(10, 99)}`;
    await owe(town, [{ account, month: "2025-10", service: 20, provider: town.suppliers[0], amount }]);
  }
  const before = new Map<string, bigint>();
  for (const account of ACCOUNTS) before.set(account, await owingOf(account));
  await payByThemselves(at(addDays(tenth, -1)), banks);

  // The day itself: a chore after the other, or two at once, each of which may die at any of its transactions.
  broken = faults(random, 300);
  const words = told.length;
  for (let turn = 0; turn < 4; turn++) {
    const chores = Array.from({ length: random.between(1, 2) }, () =>
      payByThemselves(mortal(at(tenth), random, 25), banks, { publicUrl: "https://pay.example.test" }),
    );
    // Of those that died nothing is heard.
    await Promise.allSettled(chores);
    for (const body of told.slice(words).filter(() => random.perMille(400)))
      await Promise.all(Array.from({ length: random.between(1, 3) }, () => say(body)));
  }

  // All are well again, and what the bank never heard of is over in its time.
  broken.heal();
  await lapse();
  for (let days = 1; days <= 4; days++) {
    await reconcileOrders(town.ctx, banks, { now: later(days * 3_600) });
    await payByThemselves(at(addDays(tenth, days)), banks);
  }
  for (const account of ACCOUNTS) {
    const place = placeOf(town, account);
    const turn = must(
      (await town.ctx.transaction((tx) => listTurns(tx, place))).find((one) => one.month === month),
      `the turn of ${month}`,
    );
    expect(turn.state, `${account} in ${month}`).toBe("paid");
    const orders = await Promise.all(turn.orders.map(orderOf));
    const paid = orders.filter(({ state }) => state === "succeeded");
    expect(paid.map(({ amount }) => amount)).toEqual([before.get(account)]);
    // The bank took it once, of all the orders of the month.
    const taken = orders.map(({ order }) => bank.taken().get(String(order)) ?? 0);
    expect(taken.reduce((sum, times) => sum + times, 0)).toBe(1);
    expect(await owingOf(account)).toBe(0n);
  }
});

const owingOf = async (account: string): Promise<bigint> => {
  const { items, advance } = await owed(town, account);
  return items.reduce((sum, { amount }) => sum + amount, 0n) - advance;
};
const orderOf = async (ref: OrderRef) =>
  must(await town.ctx.transaction((tx) => getOrder(tx, ref)), "an order").order;

/** The hours in which an order may be paid go by, and the minute in which nobody else asks about it. */
async function lapse(): Promise<void> {
  await administer(home.ownerUrl, (client) =>
    client.query(`update payments.orders set expires_at = now() - interval '1 minute' where origin = 'autopay';
      update payments.order_events set recorded_at = recorded_at - interval '1 hour'`),
  );
}

test.each(SEEDS)("a correction is sent once whoever asks how often, seed %d", async (seed) => {
  const random = randomFrom(1_000 + seed);
  const paid: PaymentRef[] = [];
  for (let at = 0; at < 4; at++) {
    const amount = money(BigInt(random.between(100, 90_000)));
    const input = { account: random.pick(ACCOUNTS), amount, paidOn: town.ctx.today };
    const payment = done(await takePayment(town.ctx, input, "cash"));
    await town.ctx.transaction((tx) => oweReceipt(tx, { ...payment, contact: "" }));
    paid.push(payment);
  }
  const register = countingRegister(random);
  const service: FiscalService = register.service;
  const turn = (hour: number, ctx: Ctx = town.ctx) =>
    deliver(ctx, [receiptCarrier(service, { contact: "k@example.test" })], { now: later(hour * 3_600) });
  for (let hour = 0; hour < 6; hour++)
    await Promise.allSettled([turn(hour), turn(hour, mortal(town.ctx, random, 20))]);
  register.heal();

  // Of what was given up some are sent again and some get a correction: by two people at once, and by both ways.
  for (const receipt of (await deadNow()).filter(({ payment }) =>
    paid.some((one) => one.payment === payment),
  )) {
    const correct = () =>
      town.ctx.transaction((tx) =>
        oweCorrection(tx, {
          ...receipt,
          correction: { by: "self", baseDate: day("2026-11-30"), baseNumber: String(seed) },
          contact: "",
        }),
      );
    const deeds = [correct, correct, () => revive(town.ctx, receipt.message)];
    await Promise.all(deeds.filter(() => random.perMille(700)).map((deed) => deed()));
  }
  for (let hour = 6; hour < 12; hour++)
    await Promise.allSettled([turn(hour), turn(hour, mortal(town.ctx, random, 20))]);
  for (let hour = 12; hour < 24; hour++) await turn(hour);

  const pending = (await outboxState(town.ctx)).find(({ kind }) => kind === "fiscal.receipt");
  expect(pending?.pending ?? 0).toBe(0);
  const given = new Set((await deadNow()).map(({ payment }) => payment));
  for (const ref of paid) {
    const documents = await town.ctx.transaction((tx) => listOwed(tx, ref));
    // Those that nobody has dealt with stay given up; all others have their receipt, and the register printed one.
    const times = given.has(ref.payment) ? 0 : 1;
    expect(documents.filter(({ marks }) => marks !== undefined)).toHaveLength(times);
    expect(register.printed(ref)).toBe(times);
  }
  for await (const verdict of verify(town.database, { only: ["I1", "I2", "I4", "I5", "I13", "I14"] }))
    expect(verdict.broken, `${verdict.id} ${verdict.counterExamples.join()}`).toBe(0);
});

const deadNow = () => town.ctx.transaction((tx) => listDeadReceipts(tx, { isCorrected: false, limit: 200 }));

/**
 * A register that is mostly away, takes documents in without saying so, refuses some sales for good until it heals, and
 * counts what it has printed of a payment: one number is one document, however often it comes.
 */
function countingRegister(random: Random) {
  const whole = testCashRegister();
  const judged = new Map<string, boolean>();
  const taken = new Map<string, Set<string>>();
  let healed = false;
  const service: FiscalService = {
    register: async (document: FiscalDocument) => {
      const { externalId } = document;
      const answered = healed || random.perMille(600);
      if (!answered && random.perMille(500)) return { outcome: "unknown", reason: "no question came" };
      const isRefused =
        judged.get(externalId) ?? (!healed && document.kind === "sell" && random.perMille(600));
      judged.set(externalId, isRefused);
      if (!isRefused) {
        const payment = must(/^P(\d+)/.exec(externalId)?.[1], "a payment");
        taken.set(payment, (taken.get(payment) ?? new Set()).add(externalId));
      }
      if (!answered) return { outcome: "unknown", reason: "answered 502" };
      return isRefused ? { outcome: "refused", reason: "32 wrong INN" } : whole.register(document);
    },
    report: async (of) => (healed || random.perMille(500) ? whole.report(of) : { outcome: "waits" }),
  };
  return {
    service,
    heal: () => {
      healed = true;
    },
    printed: ({ payment }: PaymentRef) => taken.get(String(payment))?.size ?? 0,
  };
}
