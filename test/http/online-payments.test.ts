import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { must } from "#core/assert";
import { letCardPay, orderThatKeepsCard } from "#flows/autopay";
import { CONSENT_VERSION } from "#flows/autopay-consents";
import { receiptCarrier } from "#flows/fiscal-receipts";
import { testCashRegister } from "#flows/test-bank";
import { deliver } from "#modules/gateways";
import { listCards } from "#modules/payments";
import { findAccountsByNumber } from "#modules/accounts";
import { money } from "#core/units";
import { granted } from "../small-town.ts";
import { ACCOUNTANT_B, LOGINS, type ServedCity, serveCity } from "./served-city.ts";

/* From the link that staff make to the receipt, as the staff's and the payer's browsers go. */

let city: ServedCity;
const { operator, accountant, chief_accountant: chief } = LOGINS;
beforeAll(async () => {
  city = await serveCity();
});
afterAll(() => city.close());

const post = (login: string, url: string, payload: object) =>
  city.as(login, {
    method: "POST",
    url,
    payload,
    headers: { "accept-language": "ru", "idempotency-key": randomUUID() },
  });
const visit = (url: string, language = "ru") =>
  city.app.inject({ url, headers: { "accept-language": language } });
const press = (url: string, fields: Record<string, string> = {}) =>
  city.app.inject({
    method: "POST",
    url,
    payload: new URLSearchParams(fields).toString(),
    headers: { "content-type": "application/x-www-form-urlencoded", "accept-language": "ru" },
  });
const pathOf = (location: unknown): string => {
  const url = new URL(String(location), "http://localhost");
  return url.pathname + url.search;
};

interface Card {
  readonly state: string;
  readonly payment?: string;
  readonly building: number;
  readonly left: string;
  readonly receipts: { kind: string; state: string; fnNumber?: string }[];
  readonly refunds: { no: number; outcome: string; requestedByMe: boolean }[];
  readonly events: { event: string; data: Record<string, string> }[];
}
const cardOf = async (order: number, login: string = accountant): Promise<Card> => {
  const answer = await city.as(login, { url: `/api/online-payments/${order}` });
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json<Card>();
};
const account = () => must(city.accountsOfA[0], "an account");
async function link(fields: object = {}): Promise<{ order: number; path: string }> {
  const made = await post(accountant, `/api/accounts/${account()}/payment-links`, {
    amount: "150000",
    ...fields,
  });
  expect(made.statusCode, made.body).toBe(201);
  return made.json();
}
const printReceipts = async () => {
  for (const seconds of [1, 60, 120])
    await deliver(city.center, city.online.carriers, { now: new Date(Date.now() + seconds * 1000) });
};
/** From the link to the bank's page; gives its address. */
const toBank = async (path: string): Promise<string> => pathOf((await press(path)).headers["location"]);

describe("a payment link", () => {
  it("leads a payer through the bank to the money, the receipt and a refund", async () => {
    const { order, path } = await link();
    const page = await visit(path);
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain("1\u00A0500,00");
    // Of the account no more than makes it recognizable.
    expect(page.body).not.toContain(account());
    expect(page.body).not.toContain("<script");
    const bank = await toBank(path);
    expect(bank).toMatch(/^\/test-bank\/\d+$/);
    expect((await visit(bank)).body).toContain("Учебный банк: деньги не списываются");
    const asked = await press(bank, { deed: "pay" });
    expect((await visit(pathOf(asked.headers["location"]))).body).toContain("3-D Secure");
    const back = await press(bank, { deed: "confirm", code: "1" });
    const result = await visit(pathOf(back.headers["location"]));
    expect(result.body).toContain("Оплачено");
    await printReceipts();
    expect((await visit(path)).body).toContain("ФН 9999078900000000");

    const card = await cardOf(order);
    expect(card).toMatchObject({
      state: "succeeded",
      left: "150000",
      receipts: [{ kind: "sell", state: "done" }],
    });
    expect(JSON.stringify(card.events)).not.toContain("/test-bank/");
    const receipts = await city.as(accountant, {
      url: `/api/payments/${card.building}/${card.payment}/receipts`,
    });
    expect(receipts.json()).toMatchObject({ order, receipts: [{ fnNumber: "9999078900000000" }] });

    expect(
      (await post(accountant, `/api/online-payments/${order}/refunds`, { amount: "50000", reason: "ошибка" }))
        .statusCode,
    ).toBe(201);
    await printReceipts();
    expect(await cardOf(order)).toMatchObject({
      left: "100000",
      refunds: [{ outcome: "done" }],
      receipts: [{}, { kind: "sell_refund", state: "done" }],
    });
    const health = await city.as(operator, { url: "/api/gateways/health" });
    expect(health.json<{ kinds: object[] }>().kinds).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ kind: "cards.refund", pending: 0, dead: 0, sent: 1 }),
      ]),
    );
  });

  it("that was declined can be tried again under a link of its own", async () => {
    const { order, path } = await link({ amount: "20000" });
    const bank = await toBank(path);
    await press(bank, { deed: "decline" });
    const page = await visit(path);
    expect(page.body).toContain("Попробовать ещё раз");
    const again = pathOf((await press(path)).headers["location"]);
    expect(again).not.toBe(path);
    expect((await visit(again)).body).toContain("Оплатить картой 200,00");
    expect((await cardOf(order)).state).toBe("canceled");
  });

  it("of the fast payment system shows a code on our own page, in English too", async () => {
    const { path } = await link({ fast: true, amount: "1234500" });
    expect(await toBank(path)).toMatch(/^\/pay\//);
    const page = await visit(path, "en");
    expect(page.body).toContain("data:image/svg+xml;base64,");
    expect(page.body).toContain("12,345.00");
    expect(page.headers["refresh"]).toBe("5");
  });

  it("is nobody's who does not have it, and a return proves nothing", async () => {
    expect((await visit(`/pay/${"a".repeat(43)}`)).statusCode).toBe(404);
    expect((await visit("/pay/1000001")).statusCode).toBe(404);
    const { order, path } = await link();
    await toBank(path);
    await visit(`${path}?Success=true`);
    expect((await cardOf(order)).state).toBe("pending");
    const forged = {
      TerminalKey: "TestTerminal",
      OrderId: String(order),
      Success: true,
      Status: "CONFIRMED",
      Amount: 150000,
      PaymentId: 8000001,
      Token: "0".repeat(64),
    };
    const answer = await city.app.inject({
      method: "POST",
      url: "/gateway/cards/test-bank",
      payload: forged,
    });
    expect([answer.statusCode, (await cardOf(order)).state]).toEqual([403, "pending"]);
    expect(
      (await city.app.inject({ method: "POST", url: "/gateway/cards/other", payload: {} })).statusCode,
    ).toBe(404);
  });
});

describe("the staff", () => {
  it("of another company sees nothing of it", async () => {
    const { order } = await link();
    expect((await city.as(ACCOUNTANT_B, { url: `/api/online-payments/${order}` })).statusCode).toBe(404);
    const list = await city.as(ACCOUNTANT_B, { url: "/api/online-payments" });
    expect(list.json<{ payments: object[] }>().payments).toEqual([]);
    expect(
      (await post(ACCOUNTANT_B, `/api/accounts/${account()}/payment-links`, { amount: "100" })).statusCode,
    ).toBe(404);
  });

  it("lets a large refund through by two people", async () => {
    const { order, path } = await link({ amount: "900000" });
    const bank = await toBank(path);
    await press(bank, { deed: "pay" });
    await press(bank, { deed: "confirm" });
    const url = `/api/online-payments/${order}/refunds`;
    expect((await post(accountant, url, { amount: "900000", reason: "ошибка" })).json()).toEqual({
      refund: 1,
      needsSecondPerson: true,
    });
    const own = await post(accountant, `${url}/1/decision`, { decision: "approved" });
    expect([own.statusCode, own.json<{ code: string }>().code]).toEqual([
      409,
      "payments.order_refund_second_person",
    ]);
    expect((await post(chief, `${url}/1/decision`, { decision: "approved" })).statusCode).toBe(200);
    await printReceipts();
    expect(await cardOf(order, chief)).toMatchObject({ state: "refunded", left: "0" });
  });

  it("is told what is wrong with an amount", async () => {
    const answer = await post(accountant, `/api/accounts/${account()}/payment-links`, { amount: "1" });
    expect(answer.statusCode).toBe(422);
    expect(answer.json<{ title: string }>().title).toContain("от 1.00 до 600000.00");
  });
});

describe("a payment whose receipt the cash register refused", () => {
  it("is told to the center, gets a correction once, and is nobody's work after that", async () => {
    const { order, path } = await link({ amount: "30000" });
    const bank = await toBank(path);
    await press(bank, { deed: "pay" });
    await press(bank, { deed: "confirm" });
    const refusing = {
      ...testCashRegister(),
      register: async () => ({ outcome: "refused" as const, reason: "32 wrong INN" }),
    };
    await deliver(city.center, [receiptCarrier(refusing, { contact: "kassa@example.test" })], {
      now: new Date(Date.now() + 1000),
    });
    const { building, payment = "" } = await cardOf(order);
    const receipts = async () =>
      (await city.as(accountant, { url: `/api/payments/${building}/${payment}/receipts` })).json<{
        receipts: { kind: string; state: string; reason: string; message?: string }[];
      }>().receipts;
    expect(await receipts()).toMatchObject([
      { kind: "sell", state: "dead", reason: "32 wrong INN", message: expect.stringMatching(/^\d+$/) },
    ]);
    const alerts = async () =>
      (await city.as(operator, { url: "/api/alerts", headers: { "accept-language": "ru" } }))
        .json<{ alerts: { code: string; about: string; count: number; upTo?: string; text: string }[] }>()
        .alerts.filter(({ code }) => code === "outbox_dead");
    const [alert] = await alerts();
    expect(alert).toMatchObject({ about: "fiscal.receipt", count: 1 });
    expect(alert?.text).toContain("Отказано в отправке: чеки, 1");

    // The alarm leads to a list of just those; once a correction stands in its place, it is written off.
    const dead = async (login: string, query = "") =>
      (await city.as(login, { url: `/api/fiscal-receipts/dead${query}` })).json<{
        receipts: { payment: string; kind: string; reason: string; reversed: boolean }[];
      }>().receipts;
    expect(await dead(accountant)).toMatchObject([
      { payment, kind: "sell", reason: "32 wrong INN", reversed: false },
    ]);
    expect([await dead(ACCOUNTANT_B), await dead(operator, "?corrected=true")]).toEqual([[], []]);

    const url = `/api/payments/${building}/${payment}/corrections`;
    const body = { by: "self", baseDate: "2026-11-30", baseNumber: "14-к" };
    const made = await post(accountant, url, body);
    expect([made.statusCode, made.json()]).toEqual([201, { externalId: `P${payment}-C` }]);
    const again = await post(accountant, url, body);
    expect([again.statusCode, again.json<{ code: string }>().code]).toEqual([409, "fiscal.receipt_stands"]);
    expect((await post(ACCOUNTANT_B, url, body)).statusCode).toBe(404);
    await printReceipts();
    expect((await receipts()).map(({ kind, state }) => [kind, state])).toEqual([
      ["sell", "dead"],
      ["sell_correction", "done"],
    ]);
    expect([await dead(operator), await dead(operator, "?corrected=true")]).toMatchObject([
      [],
      [{ payment, kind: "sell" }],
    ]);

    // The correction ends the alarm by itself, and what it replaced is not sent any more.
    expect(await alerts()).toEqual([]);
    const [given] = await receipts();
    const revival = `/api/gateways/outbox/${given?.message}/revival`;
    expect((await post(accountant, revival, {})).json()).toEqual({ revived: false });
  });

  it("all that were given up go to the register again by one deed, those of one's own company alone", async () => {
    const dead = async (login: string) =>
      (await city.as(login, { url: "/api/fiscal-receipts/dead" })).json<{ receipts: unknown[] }>().receipts
        .length;
    const refusing = {
      ...testCashRegister(),
      register: async () => ({ outcome: "refused" as const, reason: "the register is not registered" }),
    };
    for (const amount of ["31000", "32000"]) {
      const bank = await toBank((await link({ amount })).path);
      await press(bank, { deed: "pay" });
      await press(bank, { deed: "confirm" });
    }
    await deliver(city.center, [receiptCarrier(refusing, { contact: "kassa@example.test" })], {
      now: new Date(Date.now() + 1000),
    });
    expect(await dead(accountant)).toBe(2);
    const url = "/api/fiscal-receipts/dead/revival";
    expect((await post(ACCOUNTANT_B, url, {})).json()).toEqual({ revived: 0 });
    expect((await post(accountant, url, {})).json()).toEqual({ revived: 2 });
    expect((await post(accountant, url, {})).json()).toEqual({ revived: 0 });
    await printReceipts();
    expect(await dead(accountant)).toBe(0);
  });
});

describe("a kept card and automatic payment", () => {
  it("are read, stopped and forgotten by the company's own people, and by nobody else's", async () => {
    const consent = { version: CONSENT_VERSION, language: "ru", remoteAddress: "192.0.2.1" } as const;
    const number = account();
    const { token } = granted(
      await city.center.transaction((tx) =>
        orderThatKeepsCard(tx, {
          account: number,
          amount: money(10_000n),
          bank: "test-bank",
          consent,
          expiresAt: new Date(Date.now() + 3_600_000),
        }),
      ),
    );
    const bank = await toBank(`/pay/${token}`);
    await press(bank, { deed: "pay" });
    await press(bank, { deed: "confirm" });
    const card = await city.center.transaction(async (tx) => {
      const [ref] = await findAccountsByNumber(tx, [number]);
      const [kept] = await listCards(tx, must(ref, "an account"));
      return must(kept, "a kept card").card;
    });
    granted(
      await city.center.transaction((tx) =>
        letCardPay(tx, {
          account: number,
          card,
          cap: money(500_000n),
          schedule: { kind: "before_due", days: 3 },
          email: "",
          consent,
        }),
      ),
    );

    const url = `/api/accounts/${number}`;
    const read = async () => {
      const answer = await city.as(accountant, { url: `${url}/autopay` });
      expect(answer.statusCode, answer.body).toBe(200);
      return answer.json<{ cards: object[]; rule: { nextMonth?: string }; events: { code: string }[] }>();
    };
    const before = await read();
    expect(before).toMatchObject({
      cards: [{ card, mask: "•••• 0777", expires: "2030-11", consentVersion: CONSENT_VERSION }],
      rule: { card, cap: "500000", schedule: "before_due", days: 3, nextMonth: "2026-12" },
    });
    // Of the token nothing is ever told.
    expect(JSON.stringify(before)).not.toMatch(/token|7800000/);
    expect((await city.as(ACCOUNTANT_B, { url: `${url}/autopay` })).statusCode).toBe(404);
    expect((await post(ACCOUNTANT_B, `${url}/autopay/stop`, {})).statusCode).toBe(404);

    expect((await post(accountant, `${url}/autopay/stop`, {})).json()).toEqual({ stopped: true });
    const stopped = await post(accountant, `${url}/autopay/stop`, {});
    expect([stopped.statusCode, stopped.json<{ code: string }>().code]).toEqual([
      409,
      "payments.autopay_not_set",
    ]);
    const forgetting = `${url}/kept-cards/${card}/forgetting`;
    expect((await post(accountant, forgetting, {})).json()).toEqual({ forgotten: true });
    expect((await post(accountant, forgetting, {})).json()).toMatchObject({
      code: "payments.card_not_kept",
    });
    const after = await read();
    expect(after).toMatchObject({
      cards: [{ card, endReason: "forgotten" }],
      rule: { stopReason: "company" },
    });
    expect(after.rule.nextMonth).toBeUndefined();
    expect(after.events.map(({ code }) => code)).toEqual([
      "card_ended",
      "rule_stopped",
      "rule_set",
      "card_kept",
    ]);
  });
});
