import { readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { Robokassa } from "@dev-aces/robokassa";
import { ApiManager, type HttpRequest, WebhookHandler } from "@jfkz/tinkoff-payment-sdk";
import { isYooKassaIP, YooKassa } from "@webzaytsev/yookassa-ts-sdk";
import Acquiring from "sberbank-acquiring";
import { Stripe } from "stripe";
import { parseMoney } from "#core/money";
import type { Money } from "#core/units";
import type { AskedPayment, CardGateway, RawNotification } from "./model.ts";
import { isRbsSigned, rbs, rbsBase, rbsPaymentOf } from "./rbs.ts";
import { type Recorded, type Recorder, recorder } from "./recorder.fixture.ts";
import { robokassa, robokassaRead, robokassaSignature } from "./robokassa.ts";
import { judgeStripeSignature, stripe } from "./stripe.ts";
import { tbank, tbankToken } from "./tbank.ts";
import { paymentOf, yookassa } from "./yookassa.ts";

/*
 * Every adapter is held against somebody else's reading of the bank's documents: the client libraries that others have
 * published ask the same recorder that our adapters ask, and judge the signatures that ours make.
 */

const vectorsOf = <T>(name: string): T =>
  JSON.parse(readFileSync(path.join(import.meta.dirname, "vectors", name), "utf8")) as T;

const ORDER: AskedPayment = {
  order: "1000017",
  amount: 150_000n as Money,
  description: "ЖКУ, ЛС 4400110010",
  returnUrl: "https://lk.example.test/pay/return",
  notificationUrl: "https://lk.example.test/gateway/cards/bank",
  email: "a@example.test",
  language: "ru",
  expiresInMinutes: 20,
};
const raw = (of: Partial<RawNotification>): RawNotification => ({
  method: "POST",
  query: "",
  headers: {},
  body: Buffer.from(""),
  remoteAddress: "203.0.113.9",
  now: 1_762_766_004,
  ...of,
});
const formOf = ({ body }: Recorded) => Object.fromEntries(new URLSearchParams(body));
const jsonOf = ({ body }: Recorded) => JSON.parse(body) as Record<string, unknown>;

let bank: Recorder;
beforeAll(async () => {
  bank = await recorder();
});
afterEach(() => {
  bank.asked.length = 0;
});
afterAll(() => bank.close());
const last = (): Recorded => bank.asked.at(-1) ?? { method: "", path: "", headers: {}, body: "{}" };

/** What every adapter does when its bank is silent, broken or talks nonsense. */
async function staysUnknown(gateway: CardGateway, reference = "r-1") {
  for (const answer of [
    { status: 500, body: "{}" },
    { status: 503, body: "<html>" },
    { status: 429, body: "{}" },
    { status: 200, body: "<html>Welcome</html>" },
  ]) {
    bank.answer = () => answer;
    const read = await gateway.read({ order: ORDER.order, reference });
    expect(read.outcome, JSON.stringify(answer)).toBe("unknown");
  }
}

describe("YooKassa", () => {
  interface Exchange {
    response: Record<string, unknown>;
    webhooks: { name: string; source_ip: string; body: Record<string, unknown>; accepted_source?: boolean }[];
    refund: { body: Record<string, unknown> };
  }
  const exchange = vectorsOf<Exchange>("yookassa-exchange.json");
  const gateway = () => yookassa({ url: bank.url, shop: "100500", secret: "test_secret" }, bank.send);

  test("is asked for a payment as its client library asks", async () => {
    bank.answer = () => ({ body: JSON.stringify(exchange.response) });
    const created = await gateway().create(ORDER);
    const ours = last();
    const sdk = YooKassa(
      { shop_id: "100500", secret_key: "test_secret", endpoint: bank.url, retries: 0 },
      true,
    );
    await sdk.payments.create(
      {
        amount: { value: "1500.00", currency: "RUB" as never },
        capture: true,
        confirmation: { type: "redirect", return_url: ORDER.returnUrl, locale: "ru_RU" } as never,
        description: ORDER.description,
        metadata: { order: ORDER.order },
      },
      "pay-1000017",
    );
    const theirs = last();
    expect([ours.method, ours.path, ours.headers["authorization"], ours.headers["idempotence-key"]]).toEqual([
      theirs.method,
      theirs.path,
      theirs.headers["authorization"],
      theirs.headers["idempotence-key"],
    ]);
    expect(jsonOf(ours)).toEqual(jsonOf(theirs));
    expect(created).toMatchObject({
      outcome: "created",
      reference: "2f0b1a2c-000f-5000-a000-1d1d1d1d1d1d",
      payUrl: expect.stringContaining("checkout"),
    });
  });

  test("is asked to keep a card, and to charge it, as its client library asks", async () => {
    bank.answer = () => ({ body: JSON.stringify(exchange.response) });
    const sdk = YooKassa(
      { shop_id: "100500", secret_key: "test_secret", endpoint: bank.url, retries: 0 },
      true,
    );
    const common = {
      amount: { value: "1500.00", currency: "RUB" as never },
      capture: true,
      description: ORDER.description,
      metadata: { order: ORDER.order },
    };
    await gateway().create({ ...ORDER, keepFor: "account-17" });
    const kept = last();
    await sdk.payments.create(
      {
        ...common,
        confirmation: { type: "redirect", return_url: ORDER.returnUrl, locale: "ru_RU" } as never,
        save_payment_method: true,
        merchant_customer_id: "account-17",
      } as never,
      "pay-1000017",
    );
    expect([kept.path, jsonOf(kept)]).toEqual([last().path, jsonOf(last())]);

    const token = "2f0b1a2c-000f-5000-b000-1d1d1d1d1d1d";
    await gateway().chargeKept({ ...ORDER, token });
    const charged = last();
    await sdk.payments.create({ ...common, payment_method_id: token }, "pay-1000017");
    expect([charged.path, charged.headers["idempotence-key"], jsonOf(charged)]).toEqual([
      last().path,
      last().headers["idempotence-key"],
      jsonOf(last()),
    ]);
  });

  test("is asked for a refund as its client library asks", async () => {
    bank.answer = () => ({ body: JSON.stringify({ id: "rf-1", status: "succeeded" }) });
    const refunded = await gateway().refund({
      order: ORDER.order,
      reference: "2f0b1a2c-000f-5000-a000-1d1d1d1d1d1d",
      amount: 50_000n as Money,
      key: "refund-1000017-1",
    });
    const ours = last();
    const sdk = YooKassa(
      { shop_id: "100500", secret_key: "test_secret", endpoint: bank.url, retries: 0 },
      true,
    );
    await sdk.refunds.create(exchange.refund.body as never, "refund-1000017-1");
    expect([ours.path, ours.headers["idempotence-key"], jsonOf(ours)]).toEqual([
      last().path,
      last().headers["idempotence-key"],
      jsonOf(last()),
    ]);
    expect(refunded).toEqual({ outcome: "refunded" });
  });

  test.each(exchange.webhooks.map((one) => [one.name, one] as const))("notifies: %s", (_name, one) => {
    const note = gateway().notified(
      raw({ remoteAddress: one.source_ip, body: Buffer.from(JSON.stringify(one.body)) }),
    );
    expect(note.believed).toBe(one.accepted_source ?? true);
    if (one.source_ip.includes(".")) expect(isYooKassaIP(one.source_ip)).toBe(one.accepted_source ?? true);
    if (note.believed) expect(note.reference).toBe("2f0b1a2c-000f-5000-a000-1d1d1d1d1d1d");
  });

  test("is read: a payment, a part of it given back, a cancellation", () => {
    const object = exchange.webhooks[0]?.body["object"] as Record<string, unknown>;
    expect(paymentOf(object)).toMatchObject({
      status: "succeeded",
      amount: 150_000n,
      currency: "RUB",
      refunded: 0n,
    });
    expect(paymentOf({ ...object, refunded_amount: { value: "500.00", currency: "RUB" } })?.refunded).toBe(
      50_000n,
    );
    const canceled = exchange.webhooks.find(({ name }) => name === "canceled")?.body["object"];
    expect(paymentOf(canceled as Record<string, unknown>)).toMatchObject({
      status: "canceled",
      reason: "insufficient_funds",
    });
    expect(paymentOf({ id: "x", status: "new" })).toBeUndefined();
  });

  test("that is away leaves the outcome open", () => staysUnknown(gateway()));
  test("that refuses says why", async () => {
    bank.answer = () => ({
      status: 400,
      body: JSON.stringify({ code: "invalid_request", description: "bad" }),
    });
    expect(await gateway().create(ORDER)).toEqual({ outcome: "refused", reason: "400 invalid_request: bad" });
  });
});

describe("T-Bank", () => {
  interface Vectors {
    password: string;
    cases: {
      name: string;
      request?: Record<string, unknown>;
      body?: Record<string, unknown>;
      token?: string;
      valid?: boolean;
    }[];
  }
  const vectors = vectorsOf<Vectors>("tbank-vectors.json");
  const settings = { terminal: "DemoTerminalKey", password: vectors.password };
  const gateway = () => tbank({ ...settings, url: bank.url }, bank.send);

  test.each(vectors.cases.map((one) => [one.name, one] as const))("tokens: %s", (_name, one) => {
    const fields = one.request ?? one.body ?? {};
    const isRight = tbankToken(fields, vectors.password) === fields["Token"];
    expect(isRight).toBe(one.valid ?? true);
    if (one.body === undefined) return;
    const note = gateway().notified(raw({ body: Buffer.from(JSON.stringify(one.body)) }));
    expect(note.believed).toBe(one.valid ?? true);
    // The SDK's own judge agrees.
    const theirs = new WebhookHandler({ terminalKey: "DemoTerminalKey", password: vectors.password });
    const judge = () => theirs.handleWebhookRequest({ url: "", payload: one.body as never });
    if (one.valid === false) expect(judge).toThrow("token");
    else expect(judge().response.payload).toBe(note.believed ? note.answer : "");
  });

  test("is asked as its client library asks, down to the token", async () => {
    bank.answer = () => ({
      body: JSON.stringify({
        Success: true,
        ErrorCode: "0",
        Status: "NEW",
        PaymentId: "77",
        PaymentURL: "https://bank.example.test/77",
      }),
    });
    const created = await gateway().create(ORDER);
    const ours = jsonOf(last());
    const sent: HttpRequest[] = [];
    const sdk = new ApiManager({
      httpClient: {
        sendRequest: async (request) => {
          sent.push(request);
          return { status: 200, payload: { Success: true, ErrorCode: "0" } as never };
        },
      },
      terminalKey: settings.terminal,
      password: settings.password,
      baseUrl: bank.url,
    });
    const { Token: _token, TerminalKey: _key, Amount: amount, ...fields } = ours;
    await sdk.initPayment({ ...fields, Amount: Number(amount) / 100 } as never);
    const theirs = sent[0]?.payload as Record<string, unknown>;
    expect(ours["Token"]).toBe(theirs["Token"]);
    expect(ours["Amount"]).toBe(theirs["Amount"]);
    expect(sent[0]?.url).toBe(`${bank.url}/Init`);
    expect(created).toEqual({ outcome: "created", reference: "77", payUrl: "https://bank.example.test/77" });

    await gateway().refund({
      order: ORDER.order,
      reference: "77",
      amount: 50_000n as Money,
      key: "refund-1",
    });
    const cancel = jsonOf(last());
    await sdk.cancelPayment({ PaymentId: "77", Amount: 500, ExternalRequestId: "refund-1" } as never);
    expect(cancel["Token"]).toBe((sent.at(-1)?.payload as Record<string, unknown> | undefined)?.["Token"]);
  });

  test("is asked to keep a card, and to charge it, as its client library asks, down to the tokens", async () => {
    bank.answer = () => ({ body: JSON.stringify({ Success: true, ErrorCode: "0", PaymentId: 77 }) });
    const sent: HttpRequest[] = [];
    const sdk = new ApiManager({
      httpClient: {
        sendRequest: async (request) => {
          sent.push(request);
          return { status: 200, payload: { Success: true, ErrorCode: "0" } as never };
        },
      },
      terminalKey: settings.terminal,
      password: settings.password,
      baseUrl: bank.url,
    });
    await gateway().create({ ...ORDER, keepFor: "account-17" });
    const kept = jsonOf(last());
    expect(kept).toMatchObject({ Recurrent: "Y", CustomerKey: "account-17" });
    const { Token: _token, TerminalKey: _key, Amount: amount, ...fields } = kept;
    await sdk.initPayment({ ...fields, Amount: Number(amount) / 100 } as never);
    expect(sent.at(-1)?.payload).toMatchObject({ Token: kept["Token"], Recurrent: "Y" });

    expect(await gateway().chargeKept({ ...ORDER, token: "145919" })).toMatchObject({
      outcome: "created",
      reference: "77",
    });
    const [init, charge] = bank.asked.slice(-2);
    // A charge keeps no card a second time.
    expect(init && jsonOf(init)).not.toHaveProperty("Recurrent");
    await sdk.chargePayment({ PaymentId: "77", RebillId: "145919" } as never);
    expect([`${bank.url}${charge?.path}`, charge && jsonOf(charge)]).toEqual([
      sent.at(-1)?.url,
      sent.at(-1)?.payload,
    ]);
  });

  test("gives a link of the fast payment system", async () => {
    bank.answer = ({ path: asked }) => ({
      body: JSON.stringify(
        asked === "/GetQr"
          ? { Success: true, ErrorCode: "0", Data: "https://qr.nspk.ru/AD10?type=02" }
          : { Success: true, ErrorCode: "0", PaymentId: 77, PaymentURL: "https://bank.example.test/77" },
      ),
    });
    expect(await gateway().create({ ...ORDER, fast: true })).toMatchObject({
      fastLink: "https://qr.nspk.ru/AD10?type=02",
    });
  });

  test.each([
    ["CONFIRMED", "succeeded", 0n],
    ["AUTHORIZED", "authorized", undefined],
    ["PARTIAL_REFUNDED", "succeeded", undefined],
    ["REFUNDED", "succeeded", 150_000n],
    ["DEADLINE_EXPIRED", "expired", undefined],
    ["REJECTED", "canceled", undefined],
  ])("is read: %s", async (name, status, refunded) => {
    bank.answer = () => ({
      body: JSON.stringify({
        Success: true,
        ErrorCode: "0",
        Status: name,
        PaymentId: 77,
        OrderId: "1000017",
        Amount: 150000,
      }),
    });
    expect(await gateway().read({ order: "1000017", reference: "77" })).toMatchObject({
      outcome: "read",
      payment: { status, refunded, amount: 150_000n, order: "1000017" },
    });
  });

  test("is asked by our number where its own is not known", async () => {
    bank.answer = () => ({
      body: JSON.stringify({
        Success: true,
        ErrorCode: "0",
        OrderId: "1000017",
        Payments: [
          { PaymentId: 76, Status: "REJECTED", Amount: 150000 },
          { PaymentId: 77, Status: "CONFIRMED", Amount: 150000 },
        ],
      }),
    });
    expect(await gateway().read({ order: "1000017", reference: undefined })).toMatchObject({
      payment: { reference: "77", status: "succeeded" },
    });
    expect(last().path).toBe("/CheckOrder");
  });

  test("that is away leaves the outcome open", () => staysUnknown(gateway()));
});

describe("Sber acquiring", () => {
  interface Callbacks {
    key: string;
    cases: { name: string; params: Record<string, string>; base?: string; valid: boolean }[];
  }
  interface Exchange {
    register: {
      request: { form: Record<string, unknown> };
      response: Record<string, unknown>;
      error: object;
    };
    getOrderStatusExtended: Record<string, Record<string, unknown>>;
    refund: { form: Record<string, unknown>; response: object };
  }
  const callbacks = vectorsOf<Callbacks>("sber-acquiring-callback-vectors.json");
  const exchange = vectorsOf<Exchange>("sber-acquiring-exchange.json");
  const gateway = () =>
    rbs(
      { url: `${bank.url}/payment/rest`, user: "demo-api", password: "demo", callbackKey: callbacks.key },
      bank.send,
    );

  test.each(callbacks.cases.map((one) => [one.name, one] as const))(
    "signs: %s",
    (_name, { params, base, valid }) => {
      const query = new URLSearchParams(params);
      if (base !== undefined) expect(rbsBase(query)).toBe(base);
      expect(isRbsSigned(query, callbacks.key)).toBe(valid);
      expect(gateway().notified(raw({ method: "GET", query: query.toString() })).believed).toBe(valid);
    },
  );

  test("is not believed with a name twice, in whatever order", () => {
    const query = `${new URLSearchParams(callbacks.cases[1]?.params).toString()}&amount=1`;
    expect(gateway().notified(raw({ method: "GET", query }))).toEqual({ believed: false, why: "malformed" });
  });

  test("is asked as its client library asks", async () => {
    bank.answer = () => ({ body: JSON.stringify(exchange.register.response) });
    const theirs = new Acquiring({ userName: "demo-api", password: "demo" }, ORDER.returnUrl) as unknown as {
      register(order: string, amount: number, description: string): Promise<unknown>;
      get(id: string | null, order: string | null): Promise<unknown>;
      refund(id: string, amount: number): Promise<unknown>;
      POST(action: string, data: Record<string, string | number>): Promise<unknown>;
    };
    const asked: { action: string; data: Record<string, string | number> }[] = [];
    // Its hosts are fixed in its code: what it would send is taken here instead.
    theirs.POST = async (action, data) => {
      asked.push({ action, data });
      return { status: 200, data: { errorCode: "0", orderId: "x", formUrl: "y" } };
    };
    const created = await gateway().create(ORDER);
    const ours = last();
    await theirs.register(ORDER.order, 1500, ORDER.description);
    expect(ours.path).toBe(`/payment/rest/${asked[0]?.action}`);
    expect(formOf(ours)).toMatchObject(
      Object.fromEntries(Object.entries(asked[0]?.data ?? {}).map(([name, value]) => [name, String(value)])),
    );
    expect(created).toMatchObject({ outcome: "created", reference: "f3ced54d-45df-7c1a-f3ce-d54d04b11830" });

    bank.answer = () => ({ body: JSON.stringify(exchange.getOrderStatusExtended["paid"]) });
    await gateway().read({ order: ORDER.order, reference: undefined });
    await theirs.get(null, ORDER.order);
    expect([last().path, formOf(last())]).toEqual([`/payment/rest/${asked[1]?.action}`, asked[1]?.data]);

    bank.answer = () => ({ body: JSON.stringify(exchange.refund.response) });
    await gateway().refund({ order: ORDER.order, reference: "x", amount: 50_000n as Money, key: "k" });
    await theirs.refund("x", 500);
    expect(formOf(last())).toMatchObject({ orderId: "x", amount: String(asked[2]?.data["amount"]) });
  });

  test("is asked to keep a card, and to charge it, as its client library asks", async () => {
    const theirs = new Acquiring({ userName: "demo-api", password: "demo" }, ORDER.returnUrl) as unknown as {
      register(order: string, amount: number, description: string, more: object): Promise<unknown>;
      paymentOrderBinding(order: string, binding: string, ip: string): Promise<unknown>;
      POST(action: string, data: Record<string, string | number>): Promise<unknown>;
    };
    const asked: { action: string; data: Record<string, string | number> }[] = [];
    theirs.POST = async (action, data) => {
      asked.push({ action, data });
      return { status: 200, data: { errorCode: "0", orderId: "x", formUrl: "y" } };
    };
    const textsOf = (data: Record<string, string | number> = {}) =>
      Object.fromEntries(Object.entries(data).map(([name, value]) => [name, String(value)]));
    bank.answer = () => ({ body: JSON.stringify(exchange.register.response) });
    await gateway().create({ ...ORDER, keepFor: "account-17" });
    await theirs.register(ORDER.order, 1500, ORDER.description, { clientId: "account-17" });
    expect(formOf(last())).toMatchObject(textsOf(asked[0]?.data));

    const token = "fd3afc57-c6d0-4e08-aaef-1b7cfeb093dc";
    await gateway().chargeKept({ ...ORDER, keepFor: "account-17", token });
    await theirs.paymentOrderBinding("f3ced54d-45df-7c1a-f3ce-d54d04b11830", token, "");
    expect(last().path).toBe(`/payment/rest/${asked[1]?.action}`);
    // The payer's address is the library's own wish: nobody sits before a charge of a kept card.
    const { ip: _ip, ...charged } = textsOf(asked[1]?.data);
    expect(formOf(last())).toMatchObject(charged);
  });

  test("asks what the sample asks", async () => {
    bank.answer = () => ({ body: JSON.stringify(exchange.register.response) });
    await gateway().create({ ...ORDER, order: "LK-2511-1001" });
    const { userName, password, orderNumber, amount, currency, description, language, sessionTimeoutSecs } =
      exchange.register.request.form as Record<string, string | number>;
    expect(formOf(last())).toMatchObject({
      userName,
      password,
      orderNumber,
      amount: String(amount),
      currency,
      description,
      language,
      sessionTimeoutSecs: String(sessionTimeoutSecs),
    });
  });

  test("is read: state 4 after a part was given back is not all of it", () => {
    expect(rbsPaymentOf(exchange.getOrderStatusExtended["paid"] ?? {})).toMatchObject({
      order: "LK-2511-1001",
      reference: "f3ced54d-45df-7c1a-f3ce-d54d04b11830",
      status: "succeeded",
      amount: 150_000n,
      currency: "RUB",
      refunded: 0n,
    });
    expect(rbsPaymentOf(exchange.getOrderStatusExtended["partial_refund"] ?? {})).toMatchObject({
      status: "succeeded",
      refunded: 50_000n,
    });
  });

  test("that knows the number already says so, and is asked by it", async () => {
    bank.answer = () => ({ body: JSON.stringify(exchange.register.error) });
    expect((await gateway().create(ORDER)).outcome).toBe("refused");
    bank.answer = () => ({ body: JSON.stringify({ errorCode: "6", errorMessage: "Заказ не найден" }) });
    expect(await gateway().read({ order: "x", reference: undefined })).toEqual({ outcome: "absent" });
  });

  test("that is away leaves the outcome open", () => staysUnknown(gateway()));
});

describe("Robokassa", () => {
  interface Vectors {
    login: string;
    password1: string;
    password2: string;
    cases: { name: string; base?: string; algorithm?: string; signature: string; answer?: string }[];
  }
  const vectors = vectorsOf<Vectors>("robokassa-vectors.json");
  const settings = (algorithm: "md5" | "sha256" = "md5") => ({
    url: bank.url,
    login: vectors.login,
    password1: vectors.password1,
    password2: vectors.password2,
    algorithm,
  });

  test.each(vectors.cases.flatMap((one) => (one.base === undefined ? [] : [[one.name, one] as const])))(
    "signs: %s",
    (_name, { base = "", algorithm = "md5", signature }) => {
      const parts = base.split(":");
      const isShp = (part: string) => /^shp_/i.test(part);
      const shp = parts.filter(isShp).map((part) => part.split("=", 2) as [string, string]);
      // The parameters are given in another order than they are signed in.
      expect(
        robokassaSignature(
          parts.filter((part) => !isShp(part)),
          shp.reverse(),
          algorithm,
        ),
      ).toBe(signature);
    },
  );

  test.each(vectors.cases.filter(({ name }) => name.startsWith("result-")))("notifies: $name", (one) => {
    const [sum = "", order = ""] = (one.base ?? "1.00:1001").split(":");
    const body = new URLSearchParams({
      OutSum: sum,
      InvId: order,
      SignatureValue: one.signature.toUpperCase(),
      Shp_period: "202511",
      Shp_ls: "4400110010",
    });
    const note = robokassa(settings(), bank.send).notified(raw({ body: Buffer.from(body.toString()) }));
    expect(note.believed ? note.answer : undefined).toBe(one.answer);
    const theirs = new Robokassa({
      merchantLogin: vectors.login,
      password1: vectors.password1,
      password2: vectors.password2,
    });
    expect(theirs.checkPayment(Object.fromEntries(body) as never)).toBe(note.believed);
  });

  test.each(["md5", "sha256"] as const)("is led to as its client library leads, %s", async (algorithm) => {
    const theirs = new Robokassa({
      merchantLogin: vectors.login,
      password1: vectors.password1,
      password2: vectors.password2,
      hashAlgorithm: algorithm,
      url: `${bank.url}/Merchant/Index.aspx`,
    });
    const created = await robokassa(settings(algorithm), bank.send).create(ORDER);
    const ours = new URL(created.outcome === "created" ? created.payUrl : "");
    const url = new URL(
      theirs.generatePaymentUrl({ description: ORDER.description, outSum: "1500.00", invId: 1000017 }),
    );
    expect(ours.origin + ours.pathname).toBe(url.origin + url.pathname);
    for (const name of ["MerchantLogin", "OutSum", "InvId", "Description"])
      expect(ours.searchParams.get(name), name).toBe(url.searchParams.get(name));
    expect(ours.searchParams.get("SignatureValue")?.toLowerCase()).toBe(
      url.searchParams.get("SignatureValue")?.toLowerCase(),
    );
  });

  test("is read in XML, without a document type", () => {
    const xml = (code: string, sum = "1500.000000") =>
      `<?xml version="1.0" encoding="utf-8"?><OperationStateResponse xmlns="http://merchant.roboxchange.com/WebService/"><Result><Code>0</Code></Result><State><Code>${code}</Code></State><Info><OutSum>${sum}</OutSum></Info></OperationStateResponse>`;
    expect(robokassaRead(xml("100"), "1001")).toMatchObject({
      payment: { status: "succeeded", amount: 150_000n },
    });
    expect(robokassaRead(xml("50"), "1001")).toMatchObject({ payment: { status: "authorized" } });
    expect(robokassaRead(xml("10"), "1001")).toMatchObject({ payment: { status: "canceled" } });
    expect(robokassaRead(xml("100", "1500.005"), "1001").outcome).toBe("unknown");
    expect(robokassaRead(xml("77"), "1001").outcome).toBe("unknown");
    expect(robokassaRead(`<!doctype a [<!ENTITY b "c">]>${xml("100")}`, "1001").outcome).toBe("unknown");
    expect(robokassaRead("<a><b></a>", "1001").outcome).toBe("unknown");
    expect(robokassaRead("<R><Result><Code>3</Code></Result></R>", "1001")).toEqual({ outcome: "absent" });
  });
});

describe("Stripe", () => {
  interface Vectors {
    secret: string;
    now: number;
    cases: { name: string; payload: string; header: string; valid: boolean }[];
  }
  const vectors = vectorsOf<Vectors>("stripe-webhook-vectors.json");
  const theirs = () => {
    const { port, hostname } = new URL(bank.url);
    return new Stripe("sk_test_1", {
      host: hostname,
      port: Number(port),
      protocol: "http",
      maxNetworkRetries: 0,
    });
  };
  const gateway = () =>
    stripe({ url: bank.url, secret: "sk_test_1", signingSecret: vectors.secret }, bank.send);

  test.each(vectors.cases.map((one) => [one.name, one] as const))(
    "signs: %s",
    (_name, { payload, header, valid }) => {
      const note = gateway().notified(
        raw({ body: Buffer.from(payload), headers: { "stripe-signature": header }, now: vectors.now }),
      );
      expect(note.believed).toBe(valid);
    },
  );

  test("is believed when its own library signs, and within five minutes", () => {
    const payload = vectors.cases[0]?.payload ?? "";
    const header = Stripe.webhooks.generateTestHeaderString({
      payload,
      secret: vectors.secret,
      timestamp: vectors.now,
    });
    const judged = (now: number, body = payload) =>
      judgeStripeSignature({ header, body: Buffer.from(body), now }, vectors.secret);
    expect([
      judged(vectors.now),
      judged(vectors.now + 300),
      judged(vectors.now + 301),
      judged(vectors.now, `${payload} `),
    ]).toEqual(["signed", "signed", "too_old", "signature"]);
  });

  test("is asked for a session and a refund as its library asks", async () => {
    bank.answer = () => ({
      body: JSON.stringify({
        id: "cs_1",
        object: "checkout.session",
        url: "https://checkout.example.test/1",
        payment_intent: "pi_1",
        status: "succeeded",
      }),
    });
    const created = await gateway().create(ORDER);
    const ours = last();
    await theirs().checkout.sessions.create(
      {
        mode: "payment",
        client_reference_id: ORDER.order,
        metadata: { order: ORDER.order },
        payment_intent_data: { metadata: { order: ORDER.order } },
        line_items: [
          {
            quantity: 1,
            price_data: { currency: "rub", unit_amount: 150_000, product_data: { name: ORDER.description } },
          },
        ],
        success_url: ORDER.returnUrl,
        cancel_url: ORDER.returnUrl,
        customer_email: "a@example.test",
        locale: "ru",
      },
      { idempotencyKey: "pay-1000017" },
    );
    expect([ours.path, ours.headers["authorization"], ours.headers["idempotency-key"]]).toEqual([
      last().path,
      last().headers["authorization"],
      last().headers["idempotency-key"],
    ]);
    expect(formOf(ours)).toEqual(formOf(last()));
    expect(created).toMatchObject({ outcome: "created", reference: "cs_1" });

    expect(
      await gateway().refund({ order: ORDER.order, reference: "cs_1", amount: 50_000n as Money, key: "r-1" }),
    ).toEqual({
      outcome: "refunded",
    });
    const refund = last();
    await theirs().refunds.create({ payment_intent: "pi_1", amount: 50_000 }, { idempotencyKey: "r-1" });
    expect([refund.path, formOf(refund), refund.headers["idempotency-key"]]).toEqual([
      last().path,
      formOf(last()),
      last().headers["idempotency-key"],
    ]);
  });

  test("is read with what was given back", async () => {
    bank.answer = () => ({
      body: JSON.stringify({
        id: "cs_1",
        client_reference_id: "1000017",
        payment_status: "paid",
        status: "complete",
        amount_total: 150000,
        currency: "rub",
        payment_intent: { latest_charge: { amount_refunded: 50000 } },
      }),
    });
    expect(await gateway().read({ order: "1000017", reference: "cs_1" })).toMatchObject({
      payment: { status: "succeeded", amount: 150_000n, currency: "RUB", refunded: parseMoney("500") },
    });
  });

  test("that is away leaves the outcome open", () => staysUnknown(gateway()));
});
