import { afterAll, beforeAll, expect, it } from "vitest";
import { LOGINS, type ServedCity, serveCity } from "./served-city.ts";

/* The agents that pay online, as the people of the center keep them: over HTTP alone. Told in order. */

let city: ServedCity;
let secret: string;
const { operator, accountant, administrator } = LOGINS;

beforeAll(async () => {
  city = await serveCity();
});
afterAll(() => city.close());

interface Card {
  readonly incidents: number;
  readonly messages: number;
  readonly paymentsToday: number;
  readonly totalToday: string;
  readonly settings: { readonly amountMax: string; readonly addresses: readonly string[] };
  readonly versions: readonly { readonly version: number; readonly approved?: boolean }[];
}
const card = async (): Promise<Card> => (await city.as(operator, { url: "/api/agents/kiosk" })).json<Card>();
const post = (login: string, url: string, payload: object = {}) =>
  city.as(login, { method: "POST", url: `/api/agents${url}`, payload });
const pay = async (sum: string, password = secret, transaction = "77001") => {
  const query = new URLSearchParams({
    command: "pay",
    txn_id: transaction,
    txn_date: "20261123101500",
    account: city.accountsOfA[0] ?? "",
    sum,
  });
  const answer = await city.app.inject({
    url: `/gateway/osmp/kiosk?${query.toString()}`,
    headers: { authorization: `Basic ${Buffer.from(`kiosk:${password}`).toString("base64")}` },
  });
  return answer.statusCode === 200 ? /<result>(\d+)</.exec(answer.body)?.[1] : answer.statusCode;
};
/** Settings as they are in force, with changes. */
const settingsWith = async (changes: object) => ({ ...(await card()).settings, ...changes });

it("an agent is registered with a secret that is told once", async () => {
  const made = await post(operator, "", {
    organization: city.companyA,
    code: "kiosk",
    name: "Терминалы",
    dialect: "osmp",
  });
  expect(made.statusCode).toBe(201);
  secret = made.json<{ secret: string }>().secret;
  expect(secret.length).toBeGreaterThan(40);
  expect(await pay("10.00")).toBe("0");
  expect((await city.as(operator, { url: "/api/agents/kiosk" })).body).not.toContain(secret);
  const { entries } = (
    await city.as(administrator, { url: `/api/audit?subject=${encodeURIComponent("agent kiosk")}` })
  ).json<{ entries: { action: string }[] }>();
  expect(entries.map((entry) => entry.action)).toEqual(["agent.registered"]);
});

it("people of companies neither see agents nor change them", async () => {
  expect((await city.as(accountant, { url: "/api/agents" })).statusCode).toBe(403);
  expect((await post(accountant, "/kiosk/closure")).statusCode).toBe(403);
  expect((await post(administrator, "/kiosk/closure")).statusCode).toBe(403);
});

it("a check is tried without a trace, and the sheet tells an engineer what to send", async () => {
  const account = city.accountsOfA[0] ?? "";
  const tried = await post(operator, "/kiosk/check-trials", { account, amount: "1000" });
  expect(tried.json()).toMatchObject({
    reason: "may_be_paid",
    request: `command=check&txn_id=1&account=${account}&sum=10.00`,
    answer: expect.stringContaining("<result>0</result>"),
  });
  expect((await post(operator, "/kiosk/check-trials", { account: "0000000000" })).json()).toMatchObject({
    reason: "account_not_found",
  });
  expect((await post(operator, "/kiosk/check-trials", { account, version: 77 })).json()).toMatchObject({
    code: "agents.version_not_found",
  });
  expect((await post(administrator, "/kiosk/check-trials", { account })).statusCode).toBe(403);
  expect(await card()).toMatchObject({ messages: 1, paymentsToday: 1, totalToday: "1000" });

  const sheet = await city.as(administrator, { url: "/api/agents/kiosk/sheet.html" });
  expect(sheet.headers["content-disposition"]).toBe('attachment; filename="agent-kiosk.html"');
  expect(sheet.body).toContain("/gateway/osmp/kiosk?command=pay");
  expect(sheet.body).not.toContain(secret);
});

it("an incident is seen in the journal with what was asked and answered, and decided once", async () => {
  expect(await pay("11.00")).toBe("300");
  expect(await card()).toMatchObject({ incidents: 1, messages: 2 });
  const journal = await city.as(operator, { url: "/api/agents/kiosk/messages?incidents=yes" });
  const [incident] = journal.json<{
    messages: { message: string; request: string; answer: string; outcome: string }[];
  }>().messages;
  expect(incident).toMatchObject({
    outcome: "transaction_differs",
    request: expect.stringContaining("sum=11.00"),
    answer: expect.stringContaining("<result>300</result>"),
  });
  const decision = `/kiosk/messages/${incident?.message}/decision`;
  expect((await post(operator, decision, { note: "" })).statusCode).toBe(400);
  expect((await post(operator, decision, { note: "Верна первая сумма" })).statusCode).toBe(201);
  expect((await post(operator, decision, { note: "Ещё раз" })).json()).toMatchObject({
    code: "agents.incident_decided",
  });
  expect((await card()).incidents).toBe(0);
});

it("what narrows is in force at once, what widens when a second person approves it", async () => {
  const narrower = await post(operator, "/kiosk/settings", await settingsWith({ amountMax: "2000" }));
  expect(narrower.json()).toEqual({ version: 2, inForce: true });
  expect(await pay("20.01", secret, "77002")).toBe("242");

  const wider = await post(operator, "/kiosk/settings", await settingsWith({ amountMax: "5000" }));
  expect(wider.json()).toEqual({ version: 3, inForce: false });
  const asked = { account: city.accountsOfA[0] ?? "", amount: "2001" };
  const reasonBy = async (version?: number) =>
    (await post(operator, "/kiosk/check-trials", { ...asked, version })).json<{ reason: string }>().reason;
  expect([await reasonBy(), await reasonBy(3)]).toEqual(["amount_too_large", "may_be_paid"]);
  expect(await pay("20.01", secret, "77002")).toBe("242");
  expect(
    (await post(operator, "/kiosk/settings", await settingsWith({ amountMax: "100" }))).json(),
  ).toMatchObject({
    code: "agents.settings_waiting",
  });
  const approve = { approved: true, note: "Доп. соглашение № 3" };
  expect((await post(operator, "/kiosk/settings/3/decision", approve)).json()).toMatchObject({
    code: "agents.second_person_needed",
  });
  expect((await post(LOGINS.chief_accountant, "/kiosk/settings/3/decision", approve)).statusCode).toBe(201);
  expect((await post(LOGINS.chief_accountant, "/kiosk/settings/3/decision", approve)).json()).toMatchObject({
    code: "agents.version_decided",
  });
  expect(await pay("20.01", secret, "77002")).toBe("0");
});

it("settings that contradict themselves are refused with a sentence", async () => {
  const refused: readonly (readonly [object, string])[] = [
    [{ timeZone: "Mars/Olympus" }, "time_zone_unknown"],
    [{ addresses: ["192.0.2.0/33"] }, "network_malformed"],
    [{ amountMin: "0" }, "limits_impossible"],
    [{ accountPattern: "(" }, "pattern_malformed"],
    [{ signIn: ["certificate"] }, "certificate_missing"],
    [{ signIn: ["signature"] }, "public_key_missing"],
    [{ publicKeys: ["no key"] }, "public_key_malformed"],
    // An unknown account would be a success; an open outcome would be final.
    [{ codes: { account_not_found: 0 } }, "code_contradicts"],
    [{ codes: { repeat_later: 300 } }, "code_contradicts"],
    [{ names: { "txn id": "x" } }, "malformed"],
  ];
  for (const [changes, fault] of refused) {
    const answer = await post(operator, "/kiosk/settings", await settingsWith(changes));
    expect(answer.json(), fault).toMatchObject({ code: "agents.settings_wrong", data: { fault } });
  }
  expect((await card()).versions).toHaveLength(3);
});

it("two secrets are right while one is replaced", async () => {
  const replaced = await post(operator, "/kiosk/secret", { keepHours: 24 });
  const fresh = replaced.json<{ secret: string }>().secret;
  expect([await pay("10.00", secret), await pay("10.00", fresh)]).toEqual(["0", "0"]);
  const again = (await post(operator, "/kiosk/secret", { keepHours: 0 })).json<{ secret: string }>().secret;
  expect([await pay("10.00", secret), await pay("10.00", fresh), await pay("10.00", again)]).toEqual([
    401,
    401,
    "0",
  ]);
  secret = again;
});

it("a closed agent pays nothing more, and its repeats are answered", async () => {
  expect((await post(operator, "/kiosk/closure")).statusCode).toBe(201);
  expect((await post(operator, "/kiosk/closure")).json()).toMatchObject({ code: "agents.closed_before" });
  expect(await pay("10.00", secret, "77009")).toBe("7");
  expect(await pay("10.00")).toBe("0");
});
