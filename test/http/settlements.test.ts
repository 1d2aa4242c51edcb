import { readXlsx } from "hucre/xlsx";
import iconv from "iconv-lite";
import { afterAll, beforeAll, expect, it } from "vitest";
import { must } from "#core/assert";
import { day } from "#core/day";
import type { ServiceId } from "#core/ids";
import { money } from "#core/units";
import { findAccounts } from "#modules/accounts";
import { writeClientBank, type WrittenLine, type WrittenStatement } from "#modules/gateways";
import { insertEntries, nextDocuments } from "#modules/ledger";
import { findOrganizations, registerOrganizations } from "#modules/organizations";
import { granted } from "../small-town.ts";
import { LOGINS, NOVEMBER, type ServedCity, serveCity, TODAY } from "./served-city.ts";

/* A contract, a settlement, an order by two people, its file and the bank's word, over HTTP alone. */

let city: ServedCity;
const TODAY_RU = TODAY.split("-").reverse().join(".");
const { operator, accountant, chief_accountant: chief, administrator, provider } = LOGINS;

beforeAll(async () => {
  city = await serveCity();
  const [account] = await findAccounts(city.center, must(city.accountsOfA[0], "an account"), 1);
  const place = must(account, "the account");
  await city.center.transaction(async (tx) => {
    const [document] = await nextDocuments(tx, 1);
    await insertEntries(tx, [
      {
        building: place.building,
        account: place.account,
        document: must(document, "a document"),
        lineNo: 1,
        bookedIn: NOVEMBER,
        chargedFor: NOVEMBER,
        kind: "opening",
        service: 21 as ServiceId,
        provider: city.supplier,
        amount: money(1_000_00n),
      },
    ]);
    const [supplier] = await findOrganizations(tx, [city.supplier]);
    const { code, kind, name } = must(supplier, "the supplier");
    const requisites = {
      from: day("2024-01-01"),
      bank: "Банк поставщика",
      bic: "044959000",
      account: "40602810800000000517",
      correspondentAccount: "30101810000000000001",
    };
    granted(await registerOrganizations(city.center, [{ code, kind, name, requisites }]));
  });
});
afterAll(() => city.close());

const post = async (login: string, url: string, payload: object = {}) =>
  city.as(login, { method: "POST", url, payload, headers: { "accept-language": "ru" } });
const get = async <T>(login: string, url: string): Promise<T> => {
  const answer = await city.as(login, { url });
  expect(answer.statusCode, answer.body.slice(0, 300)).toBe(200);
  return answer.json<T>();
};

interface Settlement {
  readonly id: number;
  readonly provider: number;
  readonly toTransfer: string;
  readonly state: string;
}
interface Order {
  readonly id: number;
  readonly number: number;
  readonly payer: WrittenStatement["owner"];
  readonly receiver: WrittenStatement["owner"];
  readonly amount: string;
  readonly state: string;
  readonly isOwn: boolean;
  readonly file?: { readonly id: number; readonly sha256: string };
}

it("money that came is settled, ordered by two people, sent as a file and confirmed", async () => {
  const account = must(city.accountsOfA[0], "an account");
  const paid = await city.as(accountant, {
    method: "POST",
    url: `/api/accounts/${account}/payments`,
    payload: { amount: "100000", paidOn: TODAY },
    headers: { "idempotency-key": "the-payment-of-november" },
  });
  expect(paid.statusCode, paid.body).toBe(201);

  const uncovered = await post(operator, "/api/settlements", { organization: city.companyA, through: TODAY });
  expect(uncovered.json()).toMatchObject({
    settlements: [],
    uncovered: [{ provider: city.supplier, amount: "100000", payments: 1 }],
  });
  const terms = {
    provider: city.supplier,
    from: "2026-11-01",
    contract: "12",
    basis: "Договор № 12",
    commission: "percent",
    percent: "1500000",
    bearer: "provider",
    schedule: "daily",
  };
  expect((await post(accountant, "/api/settlements/terms", terms)).statusCode).toBe(403);
  expect((await post(operator, "/api/settlements/terms", { ...terms, basis: " " })).json()).toMatchObject({
    code: "settlements.basis_missing",
    title: expect.stringContaining("документ"),
  });
  expect((await post(operator, "/api/settlements/terms", terms)).json()).toEqual({ changed: true });
  const board = await get<{ rows: { waiting: string; provider: number }[] }>(
    operator,
    `/api/settlements/board?period=${NOVEMBER}`,
  );
  expect(board.rows.find((row) => row.provider === city.supplier)?.waiting).toBe("100000");

  const settled = await post(operator, "/api/settlements", { organization: city.companyA, through: TODAY });
  expect(settled.statusCode, settled.body).toBe(201);
  const [made] = settled.json<{ settlements: Settlement[] }>().settlements;
  expect(made).toMatchObject({ provider: city.supplier, toTransfer: "98500", state: "draft" });
  const id = must(made, "the settlement").id;
  expect((await post(accountant, `/api/settlements/${id}/approval`)).statusCode).toBe(403);
  expect((await post(operator, `/api/settlements/${id}/approval`)).json()).toMatchObject({
    state: "approved",
  });

  const drafted = await post(operator, "/api/orders");
  const [order] = drafted.json<{ orders: Order[] }>().orders;
  expect(order).toMatchObject({ amount: "98500", state: "drafted", isOwn: true });
  const number = must(order, "the order").id;
  const own = await post(operator, `/api/orders/${number}/approval`);
  expect(own.statusCode).toBe(403);
  expect(own.json()).toMatchObject({ code: "settlements.second_person_needed" });
  // It waits on the home page of the second person, and not of the first.
  const waiting = async (login: string) =>
    (await get<{ waiting: { code: string }[] }>(login, `/api/board?period=${NOVEMBER}`)).waiting.map(
      ({ code }) => code,
    );
  expect(await waiting(chief)).toContain("order_to_approve");
  expect(await waiting(operator)).not.toContain("order_to_approve");
  expect((await post(chief, `/api/orders/${number}/approval`)).statusCode).toBe(201);

  const sent = (await post(chief, "/api/orders/sending", { orders: [number], format: "1c" })).json<{
    file: number;
    sha256: string;
  }>();
  const file = await city.as(operator, { url: `/api/orders/files/${sent.file}` });
  expect(iconv.decode(file.rawPayload, "windows-1251")).toContain("Сумма=985.00\r\n");
  await statementConfirms(must(order, "the order"));
  const audit = await get<{ entries: { action: string }[] }>(administrator, "/api/audit?limit=50");
  const actions = audit.entries.map(({ action }) => action);
  for (const action of [
    "settlements.settled",
    "settlements.approved",
    "orders.drafted",
    "orders.approved",
    "orders.sent",
    "orders.confirmed",
  ]) {
    expect(actions).toContain(action);
  }
});

/** The bank's statements: a line that only looks like the order is proposed to a person, the order's own confirms it. */
async function statementConfirms(order: Order): Promise<void> {
  const { payer, receiver } = order;
  const statement = (lines: readonly Pick<WrittenLine, "number" | "amount">[], opening: bigint) =>
    city.as(operator, {
      method: "POST",
      url: `/api/statements?name=${opening}.txt`,
      payload: writeClientBank({
        owner: payer,
        from: TODAY,
        to: TODAY,
        opening: money(opening),
        lines: lines.map((line) => ({
          ...line,
          date: TODAY,
          direction: "out",
          counterparty: receiver,
          purpose: "Перечисление платежей населения",
        })),
      }),
      headers: { "content-type": "application/octet-stream" },
    });
  const state = async () =>
    (await get<{ orders: Order[] }>(operator, "/api/orders")).orders.find(({ id }) => id === order.id);
  const other = { number: "90210", amount: money(98_500n) };
  const taken = await statement([other], 10_000_000n);
  expect(taken.statusCode, taken.body).toBe(201);
  expect(await state()).toMatchObject({ state: "sent" });
  const { debits } = await get<{ debits: { number: string; agrees: string[]; document: string }[] }>(
    operator,
    `/api/orders/${order.id}/debits`,
  );
  expect(debits).toMatchObject([
    { number: "90210", agrees: ["amount", "payee", "payer"], document: `Выписка ${TODAY_RU}, № 90210` },
  ]);
  const own = { number: `000${order.number}`, amount: money(98_500n) };
  expect((await statement([other, own], 10_000_001n)).statusCode).toBe(201);
  expect(await state()).toMatchObject({
    state: "confirmed",
    outcome: { on: TODAY, document: `Выписка ${TODAY_RU}, № 000${order.number}` },
  });
  // Twice confirms nothing more, and a person's word comes too late.
  expect((await post(operator, "/api/statements/matches")).json()).toEqual({ matched: 0, confirmed: 0 });
  const word = { outcome: "confirmed", on: TODAY, document: "Выписка, строка 1" };
  expect((await post(operator, `/api/orders/${order.id}/outcome`, word)).statusCode).toBe(409);
}

it("a provider's person sees his own month, as a page and as a workbook, and nothing else", async () => {
  const month = await get<{ closing: string; transferred: string; settlements: Settlement[] }>(
    provider,
    `/api/settlements/providers/${city.supplier}?period=${NOVEMBER}`,
  );
  expect(month).toMatchObject({
    transferred: "98500",
    closing: "0",
    settlements: [{ state: "transferred" }],
  });
  const id = must(month.settlements[0], "the settlement").id;
  const { rows } = await get<{ rows: { account: string }[] }>(provider, `/api/settlements/${id}/rows`);
  expect(rows).toMatchObject([{ account: `••••${city.accountsOfA[0]?.slice(-4)}` }]);
  const book = await city.as(provider, {
    url: `/api/settlements/providers/${city.supplier}/month.xlsx?period=${NOVEMBER}`,
  });
  const sheets = await readXlsx(book.rawPayload);
  expect(sheets.sheets).toHaveLength(2);
  expect(JSON.stringify(sheets.sheets[1]?.rows)).toContain("••••");
  for (const url of [
    `/api/accounts/${city.accountsOfA[0]}`,
    "/api/payments/journal?period=2026-11",
    "/api/board?period=2026-11",
  ]) {
    expect((await city.as(provider, { url })).statusCode, url).toBe(403);
  }
  expect((await post(provider, "/api/orders")).statusCode).toBe(403);
});
