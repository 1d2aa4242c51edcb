import { generateKeyPairSync, verify } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { day } from "#core/day";
import { sumOf } from "#core/money";
import { type Money, money } from "#core/units";
import { type Recorder, recorder } from "../cards/recorder.fixture.ts";
import { jsonText } from "../outgoing/index.ts";
import { atol, atolReport } from "./atol.ts";
import type { FiscalCompany, FiscalDocument, Position, Supplier } from "./model.ts";
import { orange } from "./orange.ts";
import { atolDocument, orangeCorrection, orangeDocument } from "./rules/documents.ts";
import { positionsOf, returnedPositions } from "./rules/positions.ts";

const sampleOf = (name: string): Record<string, unknown> =>
  JSON.parse(readFileSync(path.join(import.meta.dirname, "vectors", name), "utf8")) as Record<
    string,
    unknown
  >;

const COMPANY: FiscalCompany = {
  email: "kassa@example.test",
  sno: "usn_income",
  inn: "9901001239",
  paymentAddress: "https://lk.example.test",
  phones: ["+79990000001"],
  vat: "none",
  callbackUrl: "https://pay.example.test/gw/atol",
};
const supplier = (name: string, inn: string): Supplier => ({ name, inn, phones: ["+79990000002"] });
const HOUSE = supplier('ООО "УК Заречье"', "9901004568");
const WATER = supplier('АО "Водоканал"', "9901007777");
const sale = (externalId: string, suffix: string): FiscalDocument => ({
  kind: "sell",
  externalId,
  positions: [
    { name: `ЖКУ ${HOUSE.name}${suffix}`, amount: money(120_000n), method: "full_payment", supplier: HOUSE },
    { name: `ЖКУ ${WATER.name}${suffix}`, amount: money(30_000n), method: "full_payment", supplier: WATER },
  ],
  total: money(150_000n),
  contact: "a@example.test",
  at: "10.11.2025 12:13:14",
});
const ORANGE = { inn: "9901001239", group: "Main", key: "9901001239", taxationSystem: 1, tax: 6 };

describe("documents", () => {
  test("are those of the samples", () => {
    const of = (version: 4 | 5, document: FiscalDocument) =>
      JSON.parse(jsonText(atolDocument(document, COMPANY, version))) as unknown;
    expect(of(4, sale("LK-2511-1001", " ЛС 4400110010"))).toEqual(sampleOf("atol-v4-sell.json"));
    expect(of(5, sale("LK-2511-1001-v5", ""))).toEqual(sampleOf("atol-v5-sell.json"));
    expect(JSON.parse(jsonText(orangeDocument(sale("LK-2511-1001", ""), ORANGE)))).toEqual(
      sampleOf("orange-data-document.json"),
    );
  });

  test("of a correction say by whose will, and by which document; in FFD 1.05 with the tax, in FFD 1.2 with positions", () => {
    const correction = { by: "self", baseDate: day("2025-11-12"), baseNumber: "14-к" } as const;
    const document: FiscalDocument = { ...sale("P1-C", ""), kind: "sell_correction", correction };
    const of = (version: 4 | 5) =>
      JSON.parse(jsonText(atolDocument(document, COMPANY, version))) as Record<
        string,
        Record<string, unknown>
      >;
    const info = { type: "self", base_date: "12.11.2025", base_number: "14-к" };
    for (const version of [4, 5] as const) {
      expect(of(version)["receipt"]).toBeUndefined();
      expect(of(version)["correction"]).toMatchObject({
        correction_info: info,
        payments: [{ type: 1, sum: 1500 }],
      });
    }
    expect(of(4)["correction"]).toMatchObject({ vats: [{ type: "none", sum: 1500 }] });
    expect(of(4)["correction"]?.["items"]).toBeUndefined();
    expect(of(5)["correction"]).toMatchObject({ total: 1500, items: [{ sum: 1200 }, { sum: 300 }] });
    expect(JSON.parse(jsonText(orangeCorrection(document, ORANGE)))).toMatchObject({
      id: "P1C",
      content: {
        type: 1,
        correctionType: 0,
        causeDocumentDate: "2025-11-12T00:00:00",
        causeDocumentNumber: "14-к",
        totalSum: 1500,
        eCashSum: 1500,
        tax6Sum: 1500,
      },
    });
  });

  test("whose sums differ by a kopeck are not made", () => {
    const wrong = { ...sale("x", ""), total: money(150_001n) };
    expect(() => atolDocument(wrong, COMPANY, 5)).toThrow("make its total");
    expect(() => orangeDocument(wrong, ORANGE)).toThrow("make its total");
  });
});

describe("positions", () => {
  test("are one a supplier, with the advance as its own, and the account in the name", () => {
    const made = positionsOf(
      [
        { supplier: HOUSE, amount: money(70_000n) },
        { supplier: WATER, amount: money(30_000n) },
        { supplier: HOUSE, amount: money(50_000n) },
        { supplier: undefined, amount: money(1n) },
      ],
      "4400110010",
    );
    expect(made.map(({ name, amount, method }) => [name, amount, method])).toEqual([
      ['ЖКУ ООО "УК Заречье" ЛС 4400110010', 120_000n, "full_payment"],
      ['ЖКУ АО "Водоканал" ЛС 4400110010', 30_000n, "full_payment"],
      ["Аванс за ЖКУ ЛС 4400110010", 1n, "advance"],
    ]);
  });

  test("are named in 128 characters, and a supplier that is in credit takes from the others", () => {
    const long = supplier(`ООО "${"Я".repeat(200)}"`, "1");
    const made = positionsOf(
      [
        { supplier: long, amount: money(150n) },
        { supplier: WATER, amount: money(-50n) },
      ],
      "1",
    );
    expect(made).toHaveLength(1);
    expect([[...(made[0]?.name ?? "")].length, made[0]?.amount]).toEqual([128, 100n]);
  });

  test("of all returns together are those of the sale, however it was cut", () => {
    const amounts = fc.array(fc.bigInt({ min: 1n, max: 1_000_000n }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(amounts, fc.array(fc.integer({ min: 1, max: 999 }), { maxLength: 5 }), (parts, cuts) => {
        const sold: Position[] = positionsOf(
          parts.map((amount, at) => ({ supplier: supplier(`ООО ${at}`, String(at)), amount: money(amount) })),
          "1",
        );
        const total = sumOf(sold.map(({ amount }) => amount));
        const returns: Position[][] = [];
        let left: bigint = total;
        for (const cut of cuts) {
          const amount = (left * BigInt(cut)) / 1000n;
          if (amount === 0n) continue;
          returns.push(returnedPositions(sold, returns, money(amount)));
          expect(sumOf(returns.at(-1)?.map(({ amount: one }) => one) ?? [])).toBe(amount);
          left -= amount;
        }
        if (left > 0n) returns.push(returnedPositions(sold, returns, money(left)));
        const back = sold.map(({ name }) =>
          returns
            .flat()
            .filter((one) => one.name === name)
            .reduce((sum, { amount }) => sum + amount, 0n),
        );
        expect(back).toEqual(sold.map(({ amount }): bigint => amount));
      }),
    );
  });

  test("never give back more than was sold", () => {
    const sold = positionsOf([{ supplier: HOUSE, amount: money(100n) }], "1");
    expect(() => returnedPositions(sold, [sold], money(1n))).toThrow("no more is returned");
  });
});

describe("services", () => {
  let peer: Recorder;
  beforeAll(async () => {
    peer = await recorder();
  });
  afterAll(() => peer.close());
  const service = () =>
    atol(
      { url: peer.url, version: 5, login: "demo", password: "demo", group: "demo-group", company: COMPANY },
      peer.send,
    );

  test("ATOL: a token once, the document under its group, a repeat gives the first number", async () => {
    peer.asked.length = 0;
    peer.answer = ({ path: asked }) => ({
      body: JSON.stringify(
        asked === "/getToken"
          ? { token: "t-1", error: null }
          : asked.endsWith("/sell")
            ? { uuid: "u-1", status: "wait", error: null }
            : { uuid: "u-1", status: "fail", error: { code: 33, text: "external_id", type: "system" } },
      ),
    });
    const one = service();
    expect(await one.register(sale("P1", ""))).toEqual({ outcome: "taken", id: "u-1" });
    expect(await one.register({ ...sale("P1-R1", ""), kind: "sell_refund" })).toEqual({
      outcome: "taken",
      id: "u-1",
    });
    expect(peer.asked.map(({ method, path: asked, headers }) => [method, asked, headers["token"]])).toEqual([
      ["POST", "/getToken", undefined],
      ["POST", "/demo-group/sell", "t-1"],
      ["POST", "/demo-group/sell_refund", "t-1"],
    ]);
  });

  test("ATOL: a token that is over is changed once", async () => {
    let tokens = 0;
    peer.answer = ({ path: asked, headers }) =>
      asked === "/getToken"
        ? { body: JSON.stringify({ token: `t-${++tokens}` }) }
        : headers["token"] === "t-1"
          ? { status: 401, body: JSON.stringify({ error: { code: 11 } }) }
          : { body: JSON.stringify({ uuid: "u-2", status: "wait", error: null }) };
    expect(await service().register(sale("P2", ""))).toEqual({ outcome: "taken", id: "u-2" });
    expect(tokens).toBe(2);
  });

  test("ATOL: done, failed, at work, and words that are not known", () => {
    const { done, fail } = sampleOf("atol-callback.json") as Record<string, Record<string, unknown>>;
    expect(atolReport(done ?? {})).toEqual({
      outcome: "done",
      marks: {
        serviceId: "2ea26f17-0884-4f08-b120-306fc096a58f",
        fnNumber: "9999078900001234",
        documentNumber: "133",
        attribute: "3449555941",
        receiptAt: "10.11.2025 12:15:00",
      },
    });
    expect(atolReport(fail ?? {})).toEqual({ outcome: "failed", reason: "-3897 Ошибка" });
    expect(atolReport({ status: "wait" })).toEqual({ outcome: "waits" });
    expect(atolReport({ status: "perhaps" }).outcome).toBe("unknown");
    expect(atolReport({ status: "done", payload: {} }).outcome).toBe("unknown");
  });

  test("that are down or talk nonsense leave it open; a document they refuse is refused", async () => {
    for (const answer of [{ status: 500, body: "" }, { body: "<html>" }, { status: 429, body: "{}" }]) {
      peer.answer = () => answer;
      expect((await service().register(sale("P3", ""))).outcome).toBe("unknown");
    }
    peer.answer = ({ path: asked }) => ({
      body: JSON.stringify(
        asked === "/getToken" ? { token: "t" } : { error: { code: 32, text: "wrong INN" } },
      ),
    });
    expect(await service().register(sale("P3", ""))).toEqual({ outcome: "refused", reason: "32 wrong INN" });
  });

  test("Orange Data: signed over the body as it is sent, known already is taken, 202 is waiting", async () => {
    const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const pem = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
    const one = orange({ ...ORANGE, url: peer.url, signingKey: pem }, peer.send);
    peer.asked.length = 0;
    for (const status of [201, 409]) {
      peer.answer = () => ({ status, body: "" });
      expect(await one.register(sale("LK-2511-1001", ""))).toEqual({ outcome: "taken", id: "LK25111001" });
    }
    const [sent] = peer.asked;
    const signature = Buffer.from(sent?.headers["x-signature"] ?? "", "base64");
    expect(verify("RSA-SHA256", Buffer.from(sent?.body ?? ""), publicKey, signature)).toBe(true);
    peer.answer = () => ({ status: 202, body: "" });
    expect(await one.report({ id: "LK25111001", externalId: "", kind: "sell" })).toEqual({
      outcome: "waits",
    });
    peer.answer = () => ({
      body: JSON.stringify({
        fsNumber: "9999",
        documentNumber: 17,
        fp: "42",
        processedAt: "2025-11-10T12:15:00",
      }),
    });
    expect(await one.report({ id: "LK25111001", externalId: "", kind: "sell" })).toMatchObject({
      outcome: "done",
      marks: { fnNumber: "9999", documentNumber: "17", attribute: "42" },
    });
    peer.answer = () => ({ status: 400, body: '{"errors":["ИНН"]}' });
    expect((await one.register(sale("x", ""))).outcome).toBe("refused");
  });
});

const nothing: Money = money(0n);
test("an empty sale has no positions to share among", () => {
  expect(() => positionsOf([{ supplier: HOUSE, amount: nothing }], "1")).toThrow();
});
