import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ACCOUNTANT_B, LOGINS, type ServedCity, serveCity } from "./served-city.ts";

/* An absence and a failure of supply over HTTP alone: stated by a company, decided by the center. Told in order. */

let city: ServedCity;
let number: string;
let building: number;
const { accountant, chief_accountant: chief, administrator } = LOGINS;

const ask = (login: string, method: "GET" | "POST", url: string, payload?: object) =>
  city.as(login, { method, url, ...(payload && { payload }), headers: { "accept-language": "ru" } });

beforeAll(async () => {
  city = await serveCity();
  for (const candidate of city.accountsOfA) {
    const card = await ask(accountant, "GET", `/api/accounts/${candidate}`);
    const { residents, building: at } = card.json<{ residents: { no: number }[]; building: number }>();
    if (residents.some(({ no }) => no === 1)) {
      number = candidate;
      building = at;
      break;
    }
  }
});
afterAll(() => city.close());

describe("an absence", () => {
  const absence = { resident: 1, left: "2026-11-02", returned: "2026-11-20", document: "Билеты" };

  it("is stated by the company, in words where it is impossible", async () => {
    const short = await ask(accountant, "POST", `/api/accounts/${number}/absences`, {
      ...absence,
      returned: "2026-11-06",
    });
    expect(short.statusCode).toBe(422);
    expect(short.json<{ title: string }>().title).toContain("больше пяти");
    const stated = await ask(accountant, "POST", `/api/accounts/${number}/absences`, absence);
    expect(stated.statusCode, stated.body).toBe(201);
    expect(stated.json()).toMatchObject({ no: 1, state: "proposed", appliedOn: "2026-11-30" });
    expect((await ask(chief, "POST", `/api/accounts/${number}/absences`, absence)).statusCode).toBe(403);
  });

  it("is shown with what it would change, to those who see the account", async () => {
    const url = `/api/accounts/${number}/absences/1/proposal`;
    const proposal = await ask(accountant, "GET", url);
    expect(proposal.statusCode, proposal.body).toBe(200);
    const { change, months } = proposal.json<{
      change: string;
      months: {
        isCharged: boolean;
        accounts: { number: string; services: { law: string; change: string }[] }[];
      }[];
    }>();
    expect(BigInt(change)).toBeLessThan(0n);
    expect(months).toHaveLength(1);
    expect(months[0]?.isCharged).toBe(false);
    expect(months[0]?.accounts.map((one) => one.number)).toEqual([number]);
    const services = months[0]?.accounts[0]?.services ?? [];
    expect(services.every(({ law }) => law.startsWith("Постановление Правительства РФ"))).toBe(true);
    expect(services.reduce((sum, one) => sum + BigInt(one.change), 0n)).toBe(BigInt(change));
    expect((await ask(ACCOUNTANT_B, "GET", url)).statusCode).toBe(404);
    expect((await ask(administrator, "GET", url)).statusCode).toBe(403);
  });

  it("is decided by the center, once, and counts with the month's own run", async () => {
    const url = `/api/accounts/${number}/absences/1/decision`;
    expect((await ask(accountant, "POST", url, { decision: "accepted" })).statusCode).toBe(403);
    expect((await ask(chief, "POST", url, { decision: "refused" })).json()).toMatchObject({
      code: "accounts.decision_reason_missing",
    });
    const decided = await ask(chief, "POST", url, { decision: "accepted" });
    expect(decided.statusCode, decided.body).toBe(200);
    expect(decided.json()).toMatchObject({
      absence: { state: "accepted" },
      months: [{ period: "2026-11", outcome: "with_the_month", amount: "0" }],
    });
    const again = await ask(chief, "POST", url, { decision: "accepted" });
    expect(again.statusCode).toBe(409);
    const listed = await ask(accountant, "GET", `/api/accounts/${number}/absences`);
    expect(listed.json()).toMatchObject({ absences: [{ no: 1, state: "accepted", document: "Билеты" }] });
  });
});

describe("a failure of supply", () => {
  const url = () => `/api/metering/buildings/${building}/failures`;
  const failure = {
    supply: "heat",
    kind: "temperature",
    measured: "15000000",
    startedAt: "2026-11-05T08:00",
    endedAt: "2026-11-06T15:00",
    source: "act",
    document: "Акт № 9",
  };

  it("is stated under its clause of annex 1, proposed and decided", async () => {
    const unmeasured = await ask(accountant, "POST", url(), { ...failure, measured: undefined });
    expect(unmeasured.json()).toMatchObject({ code: "metering.measurement_missing" });
    const stated = await ask(accountant, "POST", url(), failure);
    expect(stated.statusCode, stated.body).toBe(201);
    expect(stated.json()).toMatchObject({ no: 1, clause: "п. 15", state: "proposed" });
    const proposal = await ask(chief, "GET", `${url()}/1/proposal`);
    const shown = proposal.json<{ change: string; months: { accounts: unknown[] }[] }>();
    expect(BigInt(shown.change)).toBeLessThan(0n);
    expect(shown.months[0]?.accounts.length).toBeGreaterThan(10);
    const decided = await ask(chief, "POST", `${url()}/1/decision`, { decision: "accepted" });
    expect(decided.json()).toMatchObject({
      failure: { state: "accepted" },
      months: [{ outcome: "with_the_month" }],
    });
    expect((await ask(accountant, "GET", url())).json()).toMatchObject({ failures: [{ state: "accepted" }] });
    // What it took off is told by the same sums after it was accepted.
    expect((await ask(chief, "GET", `${url()}/1/proposal`)).json()).toMatchObject({ change: shown.change });
  });

  it("is one of those that annex 1 speaks of", async () => {
    const { choices } = (await ask(accountant, "GET", "/api/metering/failure-choices")).json<{
      choices: { supply: string; kind: string; condition: string; clause: string }[];
    }>();
    const known = choices.map(({ supply, kind, condition }) => `${supply}|${kind}|${condition}`);
    expect(new Set(known).size).toBe(known.length);
    expect(choices).toContainEqual({
      supply: "hot_water",
      kind: "temperature",
      condition: "",
      clause: "п. 5",
    });
  });

  it("of another company's building is one that is not there", async () => {
    expect((await ask(ACCOUNTANT_B, "GET", url())).json()).toMatchObject({
      code: "metering.building_not_found",
    });
    expect((await ask(ACCOUNTANT_B, "GET", `${url()}/1/proposal`)).json()).toMatchObject({
      code: "metering.failure_not_found",
    });
  });
});
