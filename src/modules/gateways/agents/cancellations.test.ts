import { createSign, generateKeyPairSync } from "node:crypto";
import { readFileSync } from "node:fs";
import { XMLParser } from "fast-xml-parser";
import fastify, { type FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { must } from "#core/assert";
import { addDays, type Day } from "#core/day";
import { parseMoney } from "#core/money";
import { money } from "#core/units";
import { insertOpeningsOfNext } from "#modules/ledger";
import { closePeriod, openNextPeriod } from "#modules/organizations";
import {
  findAgent,
  listIncidents,
  listOnlineTransactions,
  registerAgent,
  takeRegistry,
} from "#modules/payments";
import { type TestDatabase, withDatabase } from "../../../../test/database.ts";
import {
  buildSmallTown,
  done,
  IVANOVA,
  OCONNOR,
  owe,
  owed,
  PETROV,
  type SmallTown,
  TODAY,
} from "../../payments/small-town.fixture.ts";
import { type AgentSettings, agentRoutes, dialects, SBER_CODES_SECOND } from "./index.ts";
import { settingsToJson } from "./settings.ts";
import { isListed } from "./sign-in.ts";

/* The other dialects through the HTTP server, with what only they have: cancellations, questions, signatures. */

interface Vector {
  readonly name: string;
  readonly precondition?: string;
  readonly query: Readonly<Record<string, string>>;
  readonly expect: Readonly<Record<string, string | number | readonly number[]>>;
  readonly ledger_delta?: string;
}
const vectorsOf = (file: string): Vector[] =>
  (JSON.parse(readFileSync(`${import.meta.dirname}/vectors/${file}`, "utf8")) as { cases: Vector[] }).cases;

const SECRET = "a-secret-of-twenty-odd-letters";
const keys = generateKeyPairSync("rsa", { modulusLength: 2048 });
const publicKey = keys.publicKey.export({ type: "spki", format: "pem" }) as string;

let database: TestDatabase;
let town: SmallTown;
let app: FastifyInstance;
let nextNumber = 88_100_000;
const newNumber = () => String(nextNumber++);
/** One minute, in which all of this happens. */
const now = () => 1_800_000_000_000;

beforeAll(async () => {
  database = await withDatabase();
  town = await buildSmallTown(database.open());
  const [zarechye] = town.companies;
  await owe(town, [
    { account: IVANOVA, month: "2025-10", service: 1, provider: zarechye, amount: "5437.89" },
  ]);
  const { osmp, sber, cyberplat } = dialects;
  const signature = {
    algorithm: "RSA-SHA256",
    encoding: "base64",
    place: "parameter",
    name: "sign",
  } as const;
  await agree("sber", sber.defaults);
  await agree("sber2", { ...sber.defaults, codes: SBER_CODES_SECOND, names: { AMOUNT: "SUM" } });
  await agree("cyber", cyberplat.defaults);
  await agree("open", { ...cyberplat.defaults, cancelAfterClose: "open_month" });
  await agree("signed", { ...cyberplat.defaults, signIn: ["signature"], publicKeys: [publicKey], signature });
  await agree("terminal", { ...osmp.defaults, extras: ["cancel", "status"] });
  await agree("far", { ...osmp.defaults, addresses: ["192.0.2.0/24", "2001:db8::/32"] });
  await agree("small", { ...osmp.defaults, dayTotalMax: money(10_000n) });
  await agree("slow", { ...osmp.defaults, messagesPerMinuteMax: 3 });
  await agree("certified", {
    ...osmp.defaults,
    signIn: ["token", "certificate"],
    certificates: ["ab".repeat(32)],
  });
  app = fastify();
  await app.register(agentRoutes, { context: () => Promise.resolve(town.ctx), trustsProxy: true, now });
});
afterAll(async () => {
  await app.close();
  await database.drop();
});

/** An agent with these settings in force. */
async function agree(code: string, settings: AgentSettings): Promise<void> {
  const organization = town.companies[0];
  const { id } = done(await registerAgent(town.ctx, { organization, code, name: code, secret: SECRET }));
  await town.ctx.transaction(async (tx) => {
    await tx.query(
      "insert into gateways.agent_settings (agent_id, version, settings, needs_second) values ($1, 1, $2, false)",
      [id, JSON.stringify(settingsToJson(settings))],
    );
    await tx.query("update payments.agents set settings_version = 1 where agent_id = $1", [id]);
  });
}

const parser = new XMLParser({ parseTagValue: false });

async function ask(
  path: string,
  query: Readonly<Record<string, string>> | string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Readonly<Record<string, string>>> {
  const response = await app.inject({
    url: `/gateway/${path}?${typeof query === "string" ? query : new URLSearchParams(query).toString()}`,
    headers: {
      authorization: `Basic ${Buffer.from(`${path.split("/")[1]}:${SECRET}`).toString("base64")}`,
      ...headers,
    },
  });
  if (response.statusCode !== 200) return { status: String(response.statusCode) };
  const encoding = /charset=([\w-]+)/.exec(String(response.headers["content-type"]))?.[1] ?? "";
  const text = new TextDecoder(encoding).decode(response.rawPayload);
  return (parser.parse(text) as { response: Record<string, string> }).response;
}

/** All that was ever paid and not undone, by the entries themselves. */
async function ledgerSum(): Promise<bigint> {
  const [row] = await town.ctx.transaction((tx) =>
    tx.query<{ sum: bigint }>(
      "select coalesce(sum(amount), 0)::bigint as sum from ledger.entries where kind in (10, 11)",
    ),
  );
  return must(row, "the sum of the ledger").sum;
}

describe.each([
  ["sber/sber", "sber-online-vectors.json", "CODE"],
  ["cyberplat/cyber", "cyberplat-vectors.json", "code"],
])("vectors through /gateway/%s", (path, file, codeName) => {
  const firstSaid = new Map<string, string>();

  test.each(vectorsOf(file).filter((vector) => !vector.precondition))("$name", async (vector) => {
    const before = await ledgerSum();
    const answer = await ask(path, vector.query);
    for (const [name, wanted] of Object.entries(vector.expect)) {
      const said = answer[name];
      if (name.endsWith("_in")) expect(wanted).toContain(Number(answer[codeName]));
      else if (typeof wanted === "number") expect(Number(said), name).toBe(wanted);
      else if (wanted === "<same>") expect(said, name).toBe(firstSaid.get(name));
      else if (wanted === "<number>") expect(said, name).toMatch(/^-?\d+\.\d\d$/);
      else if (wanted === "DD.MM.YYYY_HH:mm:ss")
        expect(said, name).toMatch(/^\d\d\.\d\d\.\d{4}_\d\d:\d\d:\d\d$/);
      else if (wanted === "masked or omitted") expect(said ?? "", name).not.toMatch(/Иванова|Мария|Ленина/);
      else if (/^[<*]/.test(String(wanted))) expect(said, name).toBeTruthy();
      else expect(said, name).toBe(wanted);
      if (said !== undefined && (vector.name === "payment" || vector.name === "payment-ok"))
        firstSaid.set(name, said);
    }
    const delta = vector.ledger_delta === undefined ? undefined : parseMoney(vector.ledger_delta);
    if (delta !== undefined) expect((await ledgerSum()) - before).toBe(delta);
  });
});

test("the second table of Sber, and the name that an agent wants for the sum", async () => {
  const query = {
    action: "payment",
    account: PETROV,
    sum: "20.00",
    pay_id: newNumber(),
    pay_date: "10.11.2025_12:13:14",
  };
  const first = await ask("sber/sber2", query);
  expect(first).toMatchObject({ CODE: "0", SUM: "20.00" });
  expect(await ask("sber/sber2", query)).toMatchObject({
    CODE: "5",
    EXT_ID: first["EXT_ID"],
    REG_DATE: first["REG_DATE"],
    SUM: "20.00",
  });
  expect(await ask("sber/sber2", { ...query, account: "abc" })).toMatchObject({ CODE: "4" });
});

const payment = (changes: Readonly<Record<string, string>> = {}) => ({
  action: "payment",
  number: PETROV,
  type: "1",
  amount: "500.00",
  receipt: newNumber(),
  date: "2025-11-10T12:13:14",
  ...changes,
});
const cancel = (receipt: string) => ({ action: "cancel", receipt, mes: "1" });

describe("a cancellation", () => {
  test("restores exactly what the payment did, and fifty at once are one", async () => {
    const query = payment({ number: IVANOVA, amount: "700.00" });
    const before = await owed(town, IVANOVA);
    const paid = await ask("cyberplat/cyber", query);
    expect((await owed(town, IVANOVA)).items).not.toEqual(before.items);
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => ask("cyberplat/cyber", cancel(query.receipt))),
    );
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]).toMatchObject({ code: "0", authcode: paid["authcode"] });
    expect(await owed(town, IVANOVA)).toEqual(before);
  });

  test("that overtakes its payment is kept: the payment is refused for good when it comes, and reported", async () => {
    const query = payment();
    const before = await ledgerSum();
    expect(await ask("cyberplat/cyber", cancel(query.receipt))).toMatchObject({ code: "6" });
    expect(await ask("cyberplat/cyber", query)).toMatchObject({ code: "7" });
    expect(await ask("cyberplat/cyber", { action: "status", receipt: query.receipt })).toMatchObject({
      code: "6",
    });
    expect(await ledgerSum()).toBe(before);
    const [incident] = await town.ctx.transaction((tx) => listIncidents(tx, 1));
    expect(incident).toMatchObject({ transaction: query.receipt, outcome: "transaction_cancelled" });
  });

  test("and its payment at once, in any order: the money is there, or the number is used up; never both", async () => {
    const before = await ledgerSum();
    for (let round = 0; round < 20; round++) {
      const query = payment({ amount: "3.00" });
      const messages = [ask("cyberplat/cyber", query), ask("cyberplat/cyber", cancel(query.receipt))];
      await Promise.all(round % 2 ? messages : messages.reverse());
      // Whichever was first, the agent's last word was to cancel.
      expect(await ledgerSum()).toBe(before);
      expect(await ask("cyberplat/cyber", query)).toMatchObject({ code: "7" });
    }
  });

  test("in OSMP echoes its own number, and a payment once more under the number is refused", async () => {
    const txn_id = newNumber();
    const pay = { command: "pay", txn_id, txn_date: "20251110121314", account: PETROV, sum: "9.00" };
    const paid = await ask("osmp/terminal", pay);
    const back = { command: "cancel", txn_id: newNumber(), cancel_txn_id: txn_id };
    expect(await ask("osmp/terminal", { command: "status", txn_id })).toMatchObject({
      result: "0",
      prv_txn: paid["prv_txn"],
      sum: "9.00",
    });
    expect(await ask("osmp/terminal", back)).toMatchObject({
      result: "0",
      osmp_txn_id: back.txn_id,
      prv_txn: paid["prv_txn"],
    });
    expect(await ask("osmp/terminal", pay)).toMatchObject({ result: "300" });
    expect(await ask("osmp/terminal", { command: "status", txn_id: newNumber() })).toMatchObject({
      result: "90",
    });
  });

  test("is kept beside the online operations of the agent's day, which the day's register is held against", async () => {
    const kept = payment({ amount: "6.00" });
    const undone = payment({ amount: "7.00" });
    await ask("cyberplat/open", kept);
    await ask("cyberplat/open", undone);
    await ask("cyberplat/open", cancel(undone.receipt));
    const today = new Date().toISOString().slice(0, 10) as Day;
    const of = { from: addDays(today, -1), to: addDays(today, 2), timeZone: "Europe/Moscow" };
    const listed = await town.ctx.transaction(async (tx) =>
      listOnlineTransactions(tx, { ...of, agent: must(await findAgent(tx, "open"), "the agent").id }),
    );
    expect(listed.filter((one) => [kept.receipt, undone.receipt].includes(one.transaction))).toMatchObject([
      { transaction: kept.receipt, account: PETROV, amount: 600n, cancelled: false },
      { transaction: undone.receipt, account: PETROV, amount: 700n, cancelled: true },
    ]);
  });

  test("of money that a registry brought for an account that nobody knows: impossible, a person returns it", async () => {
    const receipt = newNumber();
    const line = { transaction: receipt, account: "4499999999", amount: money(5_000n), paidOn: TODAY };
    const declared = { count: 1, total: line.amount };
    done(await takeRegistry(town.ctx, { agent: "cyber", document: "r", declared, lines: [line] }));
    expect(await ask("cyberplat/cyber", cancel(receipt))).toMatchObject({ code: "9" });
    const [incident] = await town.ctx.transaction((tx) => listIncidents(tx, 1));
    expect(incident).toMatchObject({ transaction: receipt, outcome: "cancel_impossible" });
  });

  test("of a payment of a closed month: impossible by one contract, in the open month by another", async () => {
    const refused = payment({ number: OCONNOR });
    const moved = payment({ number: OCONNOR });
    await ask("cyberplat/cyber", refused);
    await ask("cyberplat/open", moved);
    await town.ctx.transaction(async (tx) => {
      const [, organization] = town.companies;
      await openNextPeriod(tx, organization, town.period);
      await insertOpeningsOfNext(tx, { buildings: [town.buildings[1]], period: town.period });
      done(await closePeriod(tx, organization, town.period));
    });
    const before = await ledgerSum();
    expect(await ask("cyberplat/cyber", cancel(refused.receipt))).toMatchObject({ code: "9" });
    expect(await ledgerSum()).toBe(before);
    // Not used up: the payment stands, and is answered as it was.
    expect(await ask("cyberplat/cyber", refused)).toMatchObject({ code: "0" });
    expect(await ask("cyberplat/open", cancel(moved.receipt))).toMatchObject({ code: "0" });
    expect((await ledgerSum()) - before).toBe(-50_000n);
    const [row] = await town.ctx.transaction((tx) =>
      tx.query<{ period: number }>("select period from payments.reversals order by reversal_id desc limit 1"),
    );
    expect(row?.period).toBe(202_512);
  });
});

describe("the door", () => {
  const signed = (query: Readonly<Record<string, string>>) => {
    const raw = new URLSearchParams(query).toString();
    const sign = createSign("RSA-SHA256").update(raw).sign(keys.privateKey, "base64");
    return `${raw}&sign=${encodeURIComponent(sign)}`;
  };

  test("a signature is over the bytes as they came", async () => {
    const query = payment({ amount: "5.00" });
    const raw = signed(query);
    expect(await ask("cyberplat/signed", raw, { authorization: "" })).toMatchObject({ code: "0" });
    const before = await ledgerSum();
    for (const forged of [
      raw.replace("amount=5.00", "amount=6.00"),
      `${raw}&type=2`,
      raw.replace(/&sign=.*/, ""),
      raw.replace(/sign=.{10}/, "sign=AAAAAAAAAA"),
    ]) {
      expect(await ask("cyberplat/signed", forged), forged).toMatchObject({ code: "7" });
    }
    expect(await ledgerSum()).toBe(before);
    const kept = await town.ctx.transaction((tx) => listIncidents(tx, 4));
    expect(kept.map((one) => one.outcome)).toEqual(Array.from({ length: 4 }, () => "signature_wrong"));
  });

  test("an agent speaks its own dialect only, from its own addresses only", async () => {
    expect(await ask("sber/cyber", {})).toEqual({ status: "401" });
    expect(await ask("osmp/far", {})).toEqual({ status: "401" });
    const at = (remoteAddress: string) =>
      app.inject({
        url: "/gateway/osmp/far?command=check",
        remoteAddress,
        headers: { authorization: `Basic ${Buffer.from(`far:${SECRET}`).toString("base64")}` },
      });
    expect((await at("192.0.2.77")).statusCode).toBe(200);
    expect((await at("::ffff:192.0.2.77")).statusCode).toBe(200);
    expect((await at("2001:db8::1")).statusCode).toBe(200);
    expect((await at("198.51.100.1")).statusCode).toBe(401);
  });

  test("addresses: networks of both kinds, single ones, nothing by likeness", () => {
    expect(isListed("10.1.2.3", ["10.1.0.0/16"])).toBe(true);
    expect(isListed("10.11.2.3", ["10.1.0.0/16"])).toBe(false);
    expect(isListed("203.0.113.5", ["203.0.113.5"])).toBe(true);
    expect(isListed("203.0.113.50", ["203.0.113.5"])).toBe(false);
    expect(isListed("unix", ["0.0.0.0/0"])).toBe(false);
    expect(isListed("2001:db9::1", ["2001:db8::/32"])).toBe(false);
  });

  test("a certificate counts beside the token, when our own proxy found it", async () => {
    const check = { command: "check", txn_id: "1", account: PETROV };
    const token = { authorization: `Bearer ${SECRET}` };
    const certificate = { "x-client-certificate-sha256": "AB:".repeat(31) + "AB" };
    expect(await ask("osmp/certified", check, { ...token, ...certificate })).toMatchObject({ result: "0" });
    expect(await ask("osmp/certified", check, token)).toEqual({ status: "401" });
    expect(await ask("osmp/certified", check, certificate)).toEqual({ status: "401" });
    const exposed = fastify();
    await exposed.register(agentRoutes, { context: () => Promise.resolve(town.ctx) });
    const response = await exposed.inject({
      url: "/gateway/osmp/certified?command=check&txn_id=1",
      headers: { ...token, ...certificate },
    });
    expect(response.statusCode).toBe(401);
    await exposed.close();
  });

  test("the limit of a day refuses for good, the limit of a minute for now", async () => {
    const pay = (sum: string) => ({
      command: "pay",
      txn_id: newNumber(),
      txn_date: "20251110121314",
      account: PETROV,
      sum,
    });
    const first = pay("70.00");
    expect(await ask("osmp/small", first)).toMatchObject({ result: "0" });
    expect(await ask("osmp/small", pay("30.01"))).toMatchObject({ result: "8" });
    expect(await ask("osmp/small", pay("30.00"))).toMatchObject({ result: "0" });
    expect(await ask("osmp/small", first)).toMatchObject({ result: "0" });

    const check = { command: "check", txn_id: "1", account: PETROV };
    const results: string[] = [];
    for (let count = 0; count < 5; count++) results.push((await ask("osmp/slow", check))["result"] ?? "");
    expect(results).toEqual(["0", "0", "0", "1", "1"]);
    // Another server before the same database has none of the minute left.
    const second = fastify();
    await second.register(agentRoutes, { context: () => Promise.resolve(town.ctx), now });
    const answer = await second.inject({
      url: `/gateway/osmp/slow?${new URLSearchParams(check).toString()}`,
      headers: { authorization: `Basic ${Buffer.from(`slow:${SECRET}`).toString("base64")}` },
    });
    expect(answer.body).toContain("<result>1</result>");
    await second.close();
  });
});
