import { readFileSync } from "node:fs";
import { XMLParser } from "fast-xml-parser";
import fastify, { type FastifyInstance } from "fastify";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { moneyText, parseMoney } from "#core/money";
import {
  listIncidents,
  listPaymentsOfAccount,
  registerAgent,
  reversePayment,
  takeRegistry,
} from "#modules/payments";
import { centerContext, contextOf } from "#platform/context";
import { openDatabase } from "#platform/database";
import { type TestDatabase, withDatabase } from "../../../../test/database.ts";
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
  TODAY,
  YOLKINA,
} from "../../payments/small-town.fixture.ts";
import { agentRoutes, type AgentSettings, dialects } from "./index.ts";
import { settingsToJson } from "./settings.ts";

interface Vector {
  readonly name: string;
  readonly precondition?: string;
  readonly query: Readonly<Record<string, string>>;
  readonly expect: Readonly<{
    result?: number;
    result_not?: number;
    result_in?: readonly number[];
    osmp_txn_id?: string;
    sum?: string;
    prv_txn?: string;
  }>;
  readonly ledger_delta?: string;
}
const { cases } = JSON.parse(readFileSync(`${import.meta.dirname}/vectors/osmp-vectors.json`, "utf8")) as {
  cases: Vector[];
};
const requests = readFileSync(`${import.meta.dirname}/vectors/osmp-requests.http`, "utf8");

const SECRET = "a secret of twenty-odd letters";
const basic = (name: string, password: string) =>
  `Basic ${Buffer.from(`${name}:${password}`).toString("base64")}`;

let database: TestDatabase;
let town: SmallTown;
let app: FastifyInstance;
let nextTransaction = 7_000_000n;
const newTransaction = () => String(nextTransaction++);

beforeAll(async () => {
  database = await withDatabase();
  town = await buildSmallTown(database.open());
  const [zarechye] = town.companies;
  for (const code of ["qiwi", "ibox"]) {
    done(await registerAgent(town.ctx, { organization: zarechye, code, name: code, secret: SECRET }));
  }
  await owe(town, [
    { account: IVANOVA, month: "2025-10", service: 1, provider: zarechye, amount: "5437.89" },
    { account: YOLKINA, month: "2025-06", service: 1, provider: zarechye, amount: "100.00" },
  ]);
  await agree("ibox", { ...dialects.osmp.defaults, names: { osmp_txn_id: "ibox_txn_id" }, language: "en" });
  app = appOf(() => Promise.resolve(town.ctx));
});
afterAll(async () => {
  await app.close();
  await database.drop();
});

function appOf(context: Parameters<typeof agentRoutes>[1]["context"], deadlineMs?: number): FastifyInstance {
  const made = fastify();
  void made.register(agentRoutes, { context, ...(deadlineMs === undefined ? {} : { deadlineMs }) });
  return made;
}

/** Puts settings in force, as an approved version is. */
async function agree(code: string, settings: AgentSettings): Promise<void> {
  await town.ctx.transaction(async (tx) => {
    const [agent] = await tx.query<{ agent_id: number; version: number }>(
      "select agent_id, settings_version + 1 as version from payments.agents where code = $1",
      [code],
    );
    await tx.query(
      "insert into gateways.agent_settings (agent_id, version, settings, needs_second) values ($1, $2, $3, false)",
      [agent?.agent_id, agent?.version, JSON.stringify(settingsToJson(settings))],
    );
    await tx.query("update payments.agents set settings_version = $2 where agent_id = $1", [
      agent?.agent_id,
      agent?.version,
    ]);
  });
}

interface Answer {
  readonly osmp_txn_id?: string;
  readonly prv_txn?: string;
  readonly sum?: string;
  readonly result: string;
  readonly comment: string;
  readonly fields?: Readonly<Record<string, { "#text": string; "@name": string }>>;
}
const parser = new XMLParser({ parseTagValue: false, ignoreAttributes: false, attributeNamePrefix: "@" });

async function ask(query: Readonly<Record<string, string>>, through = app): Promise<Answer> {
  const response = await through.inject({
    url: "/gateway/osmp/qiwi",
    query: { ...query },
    headers: { authorization: basic("qiwi", SECRET) },
  });
  expect(response.statusCode).toBe(200);
  expect(response.headers["content-type"]).toBe("application/xml; charset=utf-8");
  return (parser.parse(response.body) as { response: Answer }).response;
}

const pay = (changes: Readonly<Record<string, string>> = {}) => ({
  command: "pay",
  txn_id: newTransaction(),
  txn_date: "20251110121314",
  account: PETROV,
  sum: "10.00",
  ...changes,
});

/** All that agents ever paid, by the entries themselves. */
async function ledgerSum(): Promise<bigint> {
  const client = new Client({ connectionString: database.ownerUrl });
  await client.connect();
  try {
    await client.query("select set_config('paylogic.scope', 'center', false)");
    const { rows } = await client.query<{ sum: string }>(
      "select coalesce(sum(amount), 0)::text as sum from ledger.entries where kind in (10, 11)",
    );
    return BigInt(rows[0]?.sum ?? "0");
  } finally {
    await client.end();
  }
}

async function messages(): Promise<
  { request: string; answer: string; incident: boolean; remote_address: string }[]
> {
  return town.ctx.transaction((tx) =>
    tx.query(
      "select request, answer, incident, remote_address from payments.agent_messages order by message_id",
    ),
  );
}

describe("vectors", () => {
  const first = new Map<string, Answer>();

  test.each(cases.filter((vector) => !vector.precondition))("$name", async (vector) => {
    const before = await ledgerSum();
    const answer = await ask(vector.query);
    const result = Number(answer.result);
    const { expect: wanted } = vector;
    if (wanted.result !== undefined) expect(result).toBe(wanted.result);
    if (wanted.result_not !== undefined) expect(result).not.toBe(wanted.result_not);
    if (wanted.result_in) expect(wanted.result_in).toContain(result);
    if (wanted.osmp_txn_id) expect(answer.osmp_txn_id).toBe(wanted.osmp_txn_id);
    if (wanted.sum) expect(answer.sum).toBe(wanted.sum);
    if (vector.ledger_delta) expect((await ledgerSum()) - before).toBe(parseMoney(vector.ledger_delta));
    if (vector.name === "pay-ok") expect((await ledgerSum()) - before).toBe(150_000n);
    if (vector.name === "pay-repeat-same") expect(answer).toEqual(first.get("pay-ok"));
    first.set(vector.name, answer);
  });

  test("pay-db-down: the code that makes the agent repeat, quickly, and nothing is lost", async () => {
    const vector = cases.find((one) => one.precondition === "storage unavailable");
    if (!vector) throw new Error("the vector is gone");
    // Nobody listens on this port of the loopback.
    const dead = openDatabase("postgresql://paylogic_app@127.0.0.1:1/nowhere");
    const down = appOf(() => centerContext(dead));
    expect(Number((await ask(vector.query, down)).result)).toBe(vector.expect.result);
    expect((await ask(vector.query, down)).osmp_txn_id).toBe(vector.query["txn_id"]);
    await down.close();
    await dead.close();
    // The storage is back, the agent repeats with the same number.
    expect((await ask(vector.query)).result).toBe("0");
  });

  test("the requests of the .http file are the same, and a text of the address line is read as it stands", async () => {
    const lines = requests.split("\n").filter((line) => line.startsWith("GET "));
    expect(lines).toHaveLength(cases.length);
    const codes: string[] = [];
    for (const line of lines) {
      const query = line.split(" ")[1]?.split("?")[1] ?? "";
      const response = await app.inject({
        url: `/gateway/osmp/qiwi?${query}`,
        headers: { authorization: basic("qiwi", SECRET) },
      });
      codes.push(/<result>(\d+)</.exec(response.body)?.[1] ?? "");
    }
    expect(codes).toEqual(["0", "4", "5", "0", "0", "300", "241", "242", "241", "300", "300", "0"]);
  });
});

describe("P2 once", () => {
  test("the same payment fifty times at once: one is booked, all get the same answer", async () => {
    const query = pay({ account: IVANOVA, sum: "123.45" });
    const before = await ledgerSum();
    const answers = await Promise.all(Array.from({ length: 50 }, () => ask(query)));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]).toMatchObject({ result: "0", sum: "123.45" });
    expect((await ledgerSum()) - before).toBe(12_345n);
    const listed = await listPaymentsOfAccount(town.ctx, { ...placeOf(town, IVANOVA), limit: 100 });
    expect(listed.filter((payment) => String(payment.payment) === answers[0]?.prv_txn)).toHaveLength(1);
  });

  test("fifty different ones at once are all booked, on one account and on two", async () => {
    const before = await ledgerSum();
    const debtBefore = (await owed(town, PETROV)).advance;
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, at) => ask(pay({ account: at % 2 ? PETROV : OCONNOR, sum: "1.01" }))),
    );
    expect(answers.every((answer) => answer.result === "0")).toBe(true);
    expect(new Set(answers.map((answer) => answer.prv_txn)).size).toBe(50);
    expect((await ledgerSum()) - before).toBe(5_050n);
    expect((await owed(town, PETROV)).advance - debtBefore).toBe(25n * 101n);
  });

  test("one number with two accounts at once: one is booked, the other refused and reported", async () => {
    const txn_id = newTransaction();
    const before = await ledgerSum();
    const answers = await Promise.all(
      [PETROV, OCONNOR].map((account) => ask(pay({ txn_id, account, sum: "7.00" }))),
    );
    expect(answers.map((answer) => answer.result).sort()).toEqual(["0", "300"]);
    expect((await ledgerSum()) - before).toBe(700n);
  });

  test("another sum under a known number is an incident, on record with what was asked", async () => {
    const query = pay();
    expect((await ask(query)).result).toBe("0");
    const answer = await ask({ ...query, sum: "11.00" });
    expect(answer).toMatchObject({
      result: "300",
      comment: expect.stringContaining("другой суммой") as string,
    });
    expect(answer.prv_txn).toBeUndefined();
    const [incident] = await town.ctx.transaction((tx) => listIncidents(tx, 1));
    expect(incident?.request).toContain(`txn_id=${query.txn_id}`);
    expect(incident?.request).toContain("sum=11.00");
    expect(incident?.answer).toContain("<result>300</result>");
  });

  test("the number is the agent's own: another agent may use the same", async () => {
    const query = pay();
    const one = await ask(query);
    const other = await app.inject({
      url: "/gateway/osmp/ibox",
      query,
      headers: { authorization: basic("ibox", SECRET) },
    });
    expect(other.body).toContain(`<ibox_txn_id>${query.txn_id}</ibox_txn_id>`);
    expect(other.body).toContain("<result>0</result>");
    expect(other.body).toContain("<comment>Accepted</comment>");
    expect(other.body).not.toContain(String(one.prv_txn));
  });

  test("a repeat after a reversal gives the first answer and books nothing", async () => {
    const query = pay({ sum: "55.00" });
    const answer = await ask(query);
    const payment = BigInt(answer.prv_txn ?? "0");
    const listed = await listPaymentsOfAccount(town.ctx, { ...placeOf(town, PETROV), limit: 1000 });
    const found = listed.find((one) => one.payment === payment);
    if (!found) throw new Error("the payment is not listed");
    done(await reversePayment(town.ctx, found, "письмо агента"));
    const before = await ledgerSum();
    expect(await ask(query)).toEqual(answer);
    expect(await ledgerSum()).toBe(before);
  });

  test("the daily registry brings the online payment once more: it is known", async () => {
    const query = pay({ sum: "31.00" });
    await ask(query);
    const line = { transaction: query.txn_id, account: PETROV, amount: roubles("31.00"), paidOn: TODAY };
    const taken = await takeRegistry(town.ctx, {
      agent: "qiwi",
      document: "r",
      declared: { count: 1, total: line.amount },
      lines: [line],
    });
    expect(done(taken)).toMatchObject({ taken: { count: 0 }, repeated: { count: 1 } });
  });
});

describe("accounts", () => {
  test("a check shows the payer no more than letters, and books nothing", async () => {
    const before = await ledgerSum();
    const answer = await ask({ command: "check", txn_id: newTransaction(), account: IVANOVA, sum: "10.45" });
    expect(answer.result).toBe("0");
    expect(Object.values(answer.fields ?? {}).map((field) => [field["@name"], field["#text"]])).toEqual([
      ["name", "И*** М. П."],
      ["address", "кв. 3"],
    ]);
    expect(JSON.stringify(answer)).not.toContain("Иванова");
    expect(await ledgerSum()).toBe(before);
  });

  test("a closed account may pay its debt; then it is not active", async () => {
    const check = () => ask({ command: "check", txn_id: newTransaction(), account: YOLKINA });
    expect((await check()).result).toBe("0");
    const query = pay({ account: YOLKINA, sum: "100.00" });
    const paid = await ask(query);
    expect(paid.result).toBe("0");
    expect((await check()).result).toBe("79");
    expect((await ask(pay({ account: YOLKINA }))).result).toBe("79");
    expect(await ask(query)).toEqual(paid);
  });

  test("an agent's clock may be ahead: the payment has the business date", async () => {
    const answer = await ask(pay({ txn_date: "20251124001500" }));
    const [latest] = await listPaymentsOfAccount(town.ctx, { ...placeOf(town, PETROV), limit: 1 });
    expect([String(latest?.payment), latest?.paidOn, latest?.channel]).toEqual([
      answer.prv_txn,
      TODAY,
      "agent",
    ]);
  });

  test("strange accounts are malformed, not an error", async () => {
    for (const account of [
      "44'; drop table x;--",
      "4400110010\u0000",
      "１２３４５６７８９０",
      "9".repeat(5_000),
    ]) {
      expect((await ask({ command: "check", txn_id: newTransaction(), account })).result).toBe("4");
    }
  });
});

describe("the door", () => {
  const query = () => new URLSearchParams(pay()).toString();

  test("a form by POST is the same", async () => {
    const payload = query();
    const post = (body: string, type = "application/x-www-form-urlencoded") =>
      app.inject({
        method: "POST",
        url: "/gateway/osmp/qiwi",
        payload: body,
        headers: { authorization: basic("qiwi", SECRET), "content-type": type },
      });
    const response = await post(payload);
    expect(response.body).toContain("<result>0</result>");
    expect((await post(payload)).body).toBe(response.body);
    expect((await post("{}", "application/json")).statusCode).toBe(415);
    expect((await post("a".repeat(20_000))).statusCode).toBe(413);
  });

  test("a HEAD takes no payment", async () => {
    const before = await ledgerSum();
    const response = await app.inject({
      method: "HEAD",
      url: `/gateway/osmp/qiwi?${query()}`,
      headers: { authorization: basic("qiwi", SECRET) },
    });
    expect(response.statusCode).toBe(404);
    expect(await ledgerSum()).toBe(before);
  });

  test("no sign-in, no answer", async () => {
    const before = await ledgerSum();
    const kept = (await messages()).length;
    const attempts = [
      undefined,
      basic("qiwi", "wrong"),
      basic("ibox", SECRET),
      basic("qiwi", ""),
      "Bearer x",
      "Basic !!!",
      basic("", SECRET),
    ];
    for (const authorization of attempts) {
      const response = await app.inject({
        url: `/gateway/osmp/qiwi?${query()}`,
        headers: authorization ? { authorization } : {},
      });
      expect([response.statusCode, response.headers["www-authenticate"]]).toEqual([
        401,
        'Basic realm="osmp"',
      ]);
    }
    const unknown = await app.inject({
      url: `/gateway/osmp/nobody?${query()}`,
      headers: { authorization: basic("nobody", SECRET) },
    });
    expect(unknown.statusCode).toBe(401);
    expect(await ledgerSum()).toBe(before);
    expect((await messages()).length).toBe(kept);
  });

  test("each message is kept as it came with its answer, and no secret in it", async () => {
    const raw = `${query()}&password=hunter2&trm_id=%D1%8F`;
    const response = await app.inject({
      url: `/gateway/osmp/qiwi?${raw}`,
      headers: { authorization: basic("qiwi", SECRET) },
    });
    const kept = (await messages()).at(-1);
    expect(kept).toEqual({
      request: `GET ${raw.replace("hunter2", "***")}`,
      answer: response.body,
      incident: false,
      remote_address: "127.0.0.1",
    });
    const all = JSON.stringify(await messages());
    expect(all).not.toContain(SECRET);
    expect(all).not.toContain("hunter2");
  });

  test("an agent whose contract ended is told so, but a repeat still gets its first outcome", async () => {
    done(
      await registerAgent(town.ctx, {
        organization: town.companies[0],
        code: "former",
        name: "former",
        secret: SECRET,
      }),
    );
    const send = async (sent: string) =>
      /<result>(\d+)</.exec(
        (
          await app.inject({
            url: `/gateway/osmp/former?${sent}`,
            headers: { authorization: basic("former", SECRET) },
          })
        ).body,
      )?.[1];
    const earlier = query();
    expect(await send(earlier)).toBe("0");
    const owner = new Client({ connectionString: database.ownerUrl });
    await owner.connect();
    await owner.query("select set_config('paylogic.scope', 'center', false)");
    await owner.query("update payments.agents set closed_at = now() where code = 'former'");
    await owner.end();
    expect(await send(query())).toBe("7");
    expect(await send(earlier)).toBe("0");
  });
});

describe("when the outcome is open", () => {
  test("a month that is not open yet is to be repeated", async () => {
    const tomorrow = contextOf(town.database, { ...town.ctx.scope });
    await tomorrow.transaction((tx) =>
      tx.query("insert into organizations.period_closures (organization_id, period) values ($1, 202511)", [
        town.companies[1],
      ]),
    );
    const answer = await ask(pay({ account: OCONNOR }));
    expect([answer.result, answer.prv_txn]).toEqual(["1", undefined]);
  });

  test("an account that is locked beyond the deadline: repeat later, then the first outcome", async () => {
    const impatient = appOf(() => Promise.resolve(town.ctx), 300);
    const query = pay({ account: IVANOVA, sum: "2.00" });
    const before = await ledgerSum();
    const release = Promise.withResolvers<void>();
    const locked = Promise.withResolvers<void>();
    const holder = town.ctx.transaction(async (tx) => {
      await tx.query("select from accounts.accounts where account_id = $1 for update", [
        placeOf(town, IVANOVA).account,
      ]);
      locked.resolve();
      await release.promise;
    });
    await locked.promise;
    expect((await ask(query, impatient)).result).toBe("1");
    release.resolve();
    await holder;
    const answer = await ask(query);
    expect(answer.result).toBe("0");
    expect((await ledgerSum()) - before).toBe(200n);
    await impatient.close();
  });

  test("a defect of ours is answered the same way, kept as an incident, and nothing is booked", async () => {
    const broken = appOf(() =>
      Promise.resolve({
        ...town.ctx,
        // The first transaction of a request fails after the payment, as a power cut before the commit would.
        transaction: async (work) => {
          if (!failing) return town.ctx.transaction(work);
          failing = false;
          return town.ctx.transaction(async (tx) => {
            await work(tx);
            throw new Error("a cut before the commit");
          });
        },
      }),
    );
    let failing = true;
    const query = pay({ sum: "3.00" });
    const before = await ledgerSum();
    expect((await ask(query, broken)).result).toBe("1");
    expect(await ledgerSum()).toBe(before);
    await expect
      .poll(async () => (await town.ctx.transaction((tx) => listIncidents(tx, 1)))[0]?.request)
      .toContain(query.txn_id);
    expect((await ask(query, broken)).result).toBe("0");
    expect((await ledgerSum()) - before).toBe(300n);
    await broken.close();
  });
});

test("P1 accounted: for every payment the entries say the same sum", async () => {
  const rows = await town.ctx.transaction((tx) =>
    tx.query<{ payment_id: bigint; amount: bigint; booked: bigint | null }>(
      `select p.payment_id, p.amount, (select sum(e.amount) from ledger.entries e where e.building_id = p.building_id
         and e.account_id = p.account_id and e.document_id = p.payment_id)::bigint as booked from payments.payments p`,
    ),
  );
  expect(rows.length).toBeGreaterThan(60);
  expect(rows.filter((row) => row.booked !== row.amount).map((row) => moneyText(row.amount))).toEqual([]);
});
