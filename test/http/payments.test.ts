import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { registerAgent } from "#modules/payments";
import { verify } from "#modules/reporting";
import { granted } from "../small-town.ts";
import { ACCOUNTANT_B, LOGINS, NOVEMBER, type ServedCity, serveCity, TODAY } from "./served-city.ts";

/* A cashier's batch, the journal of payments and the counts before printing, over HTTP alone. */

let city: ServedCity;
const { operator, accountant, chief_accountant: chief, administrator } = LOGINS;

beforeAll(async () => {
  city = await serveCity();
});
afterAll(() => city.close());

const batch = (accounts: readonly string[], amount = 10_050n) => ({
  declared: { count: accounts.length, total: String(amount * BigInt(accounts.length)) },
  payments: accounts.map((account, at) => ({ account, amount: String(amount), document: `ПКО ${at + 1}` })),
});
const take = (login: string, payload: object, key: string = randomUUID()) =>
  city.as(login, {
    method: "POST",
    url: "/api/payments/batches",
    payload,
    headers: { "accept-language": "ru", "idempotency-key": key },
  });
interface Journal {
  readonly payments: readonly {
    readonly payment: string;
    readonly building: number;
    readonly amount: string;
  }[];
  readonly next?: string;
  readonly totals?: { readonly count: number; readonly amount: string };
}
const journal = async (login: string, query: string): Promise<Journal> => {
  const answer = await city.as(login, { url: `/api/payments/journal?${query}` });
  expect(answer.statusCode, answer.body.slice(0, 300)).toBe(200);
  return answer.json<Journal>();
};

describe("a cashier's batch", () => {
  it("is booked once, however often it is sent", async () => {
    const payload = batch(city.accountsOfA.slice(0, 5));
    const first = await take(accountant, payload, "batch-of-the-morning");
    expect(first.statusCode, first.body).toBe(201);
    const again = await take(accountant, payload, "batch-of-the-morning");
    expect(again.json()).toEqual(first.json());
    expect((await journal(accountant, `period=${NOVEMBER}`)).totals).toMatchObject({
      count: 5,
      amount: "50250",
    });
  });

  it("that differs from its inventory is refused in the reader's words, and taken with a reason", async () => {
    const payload = { ...batch(city.accountsOfA.slice(5, 7)), declared: { count: 3, total: "30150" } };
    const refused = await take(accountant, payload);
    expect(refused.statusCode).toBe(422);
    expect(refused.json()).toMatchObject({
      code: "payments.batch_differs",
      title: expect.stringContaining("по описи платежей 3 на 301.50, а введено 2 на 201.00"),
    });
    const taken = await take(accountant, { ...payload, reason: "одна квитанция возвращена" });
    expect(taken.statusCode, taken.body).toBe(201);
    const audit = await city.as(administrator, { url: "/api/audit?limit=50" });
    expect(audit.json<{ entries: object[] }>().entries).toContainEqual(
      expect.objectContaining({
        action: "payments.batch_taken",
        data: expect.objectContaining({ reason: "одна квитанция возвращена", declaredCount: 3, count: 2 }),
      }),
    );
  });

  it("with another company's account books nothing, and names the row", async () => {
    const foreign = city.accountsOfB[0] ?? "";
    const before = await journal(operator, `period=${NOVEMBER}`);
    const refused = await take(accountant, batch([city.accountsOfA[0] ?? "", foreign]));
    expect(refused.statusCode).toBe(422);
    expect(refused.json()).toMatchObject({
      code: "payments.batch_rows_refused",
      title: expect.stringContaining(`Строка 2: Лицевой счёт ${foreign} не найден`),
      data: { rows: [{ row: 1 }] },
    });
    expect((await journal(operator, `period=${NOVEMBER}`)).totals).toEqual(before.totals);
    expect((await take(chief, batch([foreign]))).statusCode).toBe(403);
  });
});

describe("the journal", () => {
  it("has the same sum page by page as in its totals, and each payment opens", async () => {
    const query = `from=${TODAY}&to=${TODAY}&limit=3`;
    let page = await journal(operator, query);
    const { totals } = page;
    const rows = [...page.payments];
    while (page.next !== undefined) {
      page = await journal(operator, `${query}&after=${page.next}`);
      rows.push(...page.payments);
    }
    expect(rows).toHaveLength(totals?.count ?? 0);
    expect(String(rows.reduce((sum, { amount }) => sum + BigInt(amount), 0n))).toBe(totals?.amount);
    const [row] = rows;
    const card = await city.as(operator, { url: `/api/payments/${row?.building}/${row?.payment}` });
    const { amount, parts } = card.json<{ amount: string; parts: { amount: string }[] }>();
    expect(String(parts.reduce((sum, part) => sum + BigInt(part.amount), 0n))).toBe(amount);
    const foreign = await city.as(ACCOUNTANT_B, { url: `/api/payments/${row?.building}/${row?.payment}` });
    expect(foreign.statusCode).toBe(404);
  });

  it("wants a month or days", async () => {
    expect((await city.as(operator, { url: "/api/payments/journal" })).statusCode).toBe(400);
    expect(
      (await city.as(administrator, { url: `/api/payments/journal?period=${NOVEMBER}` })).statusCode,
    ).toBe(403);
  });
});

describe("the cashier's desk", () => {
  const atDesk = (login: string, url: string, payload: object, key: string = randomUUID()) =>
    city.as(login, {
      method: "POST",
      url: `/api/cash/payments${url}`,
      payload,
      headers: { "accept-language": "ru", "idempotency-key": key },
    });
  const mine = `from=${TODAY}&to=${TODAY}&channel=cash&mine=true`;
  const asOwner = async <Row extends pg.QueryResultRow>(text: string, values: unknown[] = []) => {
    const owner = new pg.Client({ connectionString: city.ownerUrl });
    await owner.connect();
    try {
      return (await owner.query<Row>(text, values)).rows;
    } finally {
      await owner.end();
    }
  };
  const receiptsOf = (payment: string) =>
    asOwner<{ kind: string; amount: string; contact: string; in_cash: boolean }>(
      "select kind, amount::text, contact, in_cash from gateways.fiscal_documents where payment_id = $1 order by document_no",
      [payment],
    );

  const shiftOf = (login: string, url: string, payload: object) =>
    city.as(login, {
      method: "POST",
      url: `/api/cash/shifts${url}`,
      payload,
      headers: { "accept-language": "ru", "idempotency-key": randomUUID() },
    });
  const deskOf = async (login: string) =>
    (await city.as(login, { url: "/api/cash/desk" })).json<{
      shift?: { shift: number; expected: string };
      desks: { desk: string; left?: string }[];
      receipt: { required: boolean };
    }>();
  const cash = { account: "", amount: "12345", contact: "+79990000000" };

  it("nobody takes cash without a shift; one person and one desk have one at a time", async () => {
    const asked = { ...cash, account: city.accountsOfA[0] };
    expect((await atDesk(operator, "", asked)).json()).toMatchObject({
      code: "payments.cash_no_shift",
      title: expect.stringContaining("Откройте смену"),
    });
    expect(await deskOf(operator)).toMatchObject({ desks: [], receipt: { required: true } });
    expect((await shiftOf(chief, "", { desk: "Касса 1", float: "0" })).statusCode).toBe(403);
    expect((await shiftOf(operator, "", { desk: " Касса 1 ", float: "100000" })).statusCode).toBe(201);
    expect((await shiftOf(operator, "", { desk: "Касса 2", float: "0" })).json()).toMatchObject({
      code: "payments.cash_shift_open_already",
    });
    // A company's desk of the same name is another one, and nobody else's shift takes its cash.
    expect((await shiftOf(accountant, "", { desk: "Касса 1", float: "0" })).statusCode).toBe(201);
    expect((await deskOf(accountant)).desks).toEqual([{ desk: "Касса 1" }]);
    expect((await deskOf(ACCOUNTANT_B)).shift).toBeUndefined();
    const { shift } = await deskOf(operator);
    expect((await city.as(ACCOUNTANT_B, { url: `/api/cash/shifts/${shift?.shift}` })).json()).toMatchObject({
      code: "payments.cash_shift_not_found",
    });
  });

  it("takes cash once, gives it back in the same shift, and owes a fiscal receipt in cash", async () => {
    const before = (await journal(operator, mine)).totals?.count ?? 0;
    const asked = { ...cash, account: city.accountsOfA[0] };
    const taken = await atDesk(operator, "", asked, "one-press");
    expect(taken.statusCode, taken.body).toBe(201);
    expect((await atDesk(operator, "", asked, "one-press")).json()).toEqual(taken.json());
    const { building, payment } = taken.json<{ building: number; payment: string }>();
    expect((await journal(operator, mine)).totals?.count).toBe(before + 1);
    expect((await journal(chief, mine)).totals?.count ?? 0).toBe(0);
    const { shift } = await deskOf(operator);
    expect(shift?.expected).toBe("112345");
    const ofShift = await journal(operator, `from=${TODAY}&to=${TODAY}&shift=${shift?.shift}`);
    expect(ofShift.totals).toMatchObject({ count: 1, amount: "12345" });
    expect(await receiptsOf(payment)).toEqual([
      { kind: "sell", amount: "12345", contact: "+79990000000", in_cash: true },
    ]);

    const back = (login: string) =>
      atDesk(login, `/${building}/${payment}/return`, { reason: "Плательщик передумал" });
    const foreign = await back(accountant);
    expect(foreign.json()).toMatchObject({
      code: "cash.not_of_shift",
      title: expect.stringContaining("не в вашей открытой смене"),
    });
    expect((await back(operator)).statusCode).toBe(201);
    expect((await back(operator)).json()).toMatchObject({ code: "payments.payment_already_reversed" });
    expect((await receiptsOf(payment)).map(({ kind, amount }) => [kind, amount])).toEqual([
      ["sell", "12345"],
      ["sell_refund", "12345"],
    ]);
    expect((await deskOf(operator)).shift?.expected).toBe("100000");
  });

  it("a wish that no debt answers to leaves the money as an advance", async () => {
    const account = city.accountsOfA[1];
    expect((await city.as(operator, { url: `/api/cash/payers/${account}` })).json()).toEqual({ debts: [] });
    expect((await city.as(operator, { url: "/api/cash/payers/4400119999" })).statusCode).toBe(404);
    const answer = await atDesk(operator, "", {
      ...cash,
      account,
      statedPeriod: "2026-10",
      statedService: 3,
    });
    const { building, payment } = answer.json<{ building: number; payment: string }>();
    const card = await city.as(operator, { url: `/api/payments/${building}/${payment}` });
    expect(card.json()).toMatchObject({ channel: "cash", parts: [{ code: "ADVANCE", amount: "12345" }] });
  });

  it("hands over no more than the drawer holds, and a count that differs wants its reason", async () => {
    const { shift } = await deskOf(operator);
    const expected = BigInt(shift?.expected ?? 0);
    const url = (deed: string) => `/${shift?.shift}/${deed}`;
    const bag = { receiver: "Инкассатор Волков", document: "сумка 41" };
    expect(
      (await shiftOf(operator, url("handovers"), { ...bag, amount: String(expected + 1n) })).json(),
    ).toMatchObject({ code: "payments.cash_drawer_short" });
    const handed = await shiftOf(operator, url("handovers"), { ...bag, amount: "50000" });
    expect(handed.json()).toMatchObject({ expected: String(expected - 50_000n), handovers: [bag] });

    const counted = String(expected - 50_100n);
    const close = (login: string, reason: string) =>
      shiftOf(login, url("closing"), {
        declared: counted,
        reason,
        handover: { ...bag, amount: "10000" },
      });
    expect((await close(operator, "")).json()).toMatchObject({ code: "payments.cash_differs" });
    expect((await close(accountant, "Чужая")).json()).toMatchObject({
      code: "payments.cash_shift_not_found",
    });
    const closed = await close(operator, "Недостача, акт 3");
    expect(closed.json()).toMatchObject({
      expected: String(expected - 50_000n),
      sums: { taken: { count: 2 }, returned: { count: 1, total: "12345" }, handed: "50000" },
      closing: { declared: counted, reason: "Недостача, акт 3", left: String(BigInt(counted) - 10_000n) },
    });
    // By service the Z report tells the same money: both payments, and the one that was given back.
    const { sums, services } = closed.json<{
      sums: Record<"taken" | "returned", { total: string }>;
      services: Record<"taken" | "returned", string>[];
    }>();
    const ofServices = (key: "taken" | "returned") =>
      String(services.reduce((sum, row) => sum + BigInt(row[key]), 0n));
    expect(services.length).toBeGreaterThan(0);
    expect(ofServices("taken")).toBe(sums.taken.total);
    expect(ofServices("returned")).toBe("12345");
    const verdicts = [];
    for await (const verdict of verify(city.database, { only: ["I19"] })) verdicts.push(verdict);
    expect(verdicts).toMatchObject([{ ok: true, counterExamples: [] }]);
    expect(verdicts[0]?.checked).toBeGreaterThan(1);
    expect((await close(operator, "Ещё раз")).json()).toMatchObject({ code: "payments.cash_shift_closed" });
    expect((await atDesk(operator, "", { ...cash, account: city.accountsOfA[0] })).json()).toMatchObject({
      code: "payments.cash_no_shift",
    });
    expect(await deskOf(operator)).toMatchObject({
      desks: [{ desk: "Касса 1", left: String(BigInt(counted) - 10_000n) }],
    });
    const list = await city.as(chief, { url: "/api/cash/shifts" });
    expect(list.json<{ shifts: { closing?: object }[] }>().shifts).toHaveLength(2);
  });
});

describe("a registry", () => {
  interface Kept {
    readonly registry: number;
    readonly document: string;
  }
  const registries = async (login: string, query = ""): Promise<readonly Kept[]> => {
    const answer = await city.as(login, { url: `/api/payments/registries${query}` });
    expect(answer.statusCode, answer.body.slice(0, 300)).toBe(200);
    return answer.json<{ registries: Kept[] }>().registries;
  };
  const send = (transactions: readonly string[], total: string) =>
    city.as(accountant, {
      method: "POST",
      url: "/api/payments/registries",
      payload: {
        agent: "savings",
        document: `${transactions.join("+")}.csv`,
        declared: { count: transactions.length, total },
        lines: transactions.map((transaction) => ({
          transaction,
          account: city.accountsOfA[0],
          amount: "30000",
          paidOn: TODAY,
        })),
      },
    });

  it("is listed as it was taken, newest first, to those whose agent sent it", async () => {
    granted(
      await registerAgent(city.center, {
        organization: city.companyA,
        code: "savings",
        name: "Savings bank",
        secret: "a secret of the bank",
      }),
    );
    expect(await registries(accountant)).toEqual([]);
    expect((await send(["1"], "30000")).statusCode).toBe(200);
    expect((await send(["1", "2"], "60000")).statusCode).toBe(200);
    // Refused whole: not kept.
    expect((await send(["3"], "30001")).statusCode).toBe(422);
    const listed = await registries(accountant);
    expect(listed).toMatchObject([
      {
        agent: "savings",
        agentName: "Savings bank",
        document: "1+2.csv",
        declared: { count: 2, total: "60000" },
        taken: { count: 1, total: "30000" },
        repeated: { count: 1, total: "30000" },
        recordedByName: "Person accountant-a",
      },
      { document: "1.csv", taken: { count: 1, total: "30000" }, repeated: { count: 0, total: "0" } },
    ]);
    expect(await registries(operator)).toEqual(listed);
    expect(await registries(accountant, `?limit=1&before=${listed[0]?.registry}`)).toEqual([listed[1]]);
    expect(await registries(ACCOUNTANT_B)).toEqual([]);
    expect((await city.as(administrator, { url: "/api/payments/registries" })).statusCode).toBe(403);
  });
});

it("before printing it is counted what would be printed, and why not all", async () => {
  const url = `/api/receipts/preview?organization=${city.companyA}&period=${NOVEMBER}`;
  const preview = await city.as(accountant, { url });
  expect(preview.json()).toMatchObject({
    accounts: city.accountsOfA.length,
    receipts: 0,
    sheets: 0,
    excluded: [{ reason: "not_charged", accounts: city.accountsOfA.length }],
    samples: [],
  });
});
