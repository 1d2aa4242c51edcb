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

describe("what somebody wrote", () => {
  let at: string;
  const text = "По телефону: меня не было дома, а начислено";

  it("is recorded with the day of its answer, and stands on the list of its company alone", async () => {
    const sent = { kind: "question", account: number, text, authorName: "Иванова", email: "", phone: "" };
    expect((await ask(administrator, "POST", "/api/inbox", sent)).statusCode).toBe(403);
    expect(
      (await ask(accountant, "POST", "/api/inbox", { ...sent, account: "999999999" })).json(),
    ).toMatchObject({
      code: "messages.account_not_found",
    });
    const recorded = await ask(accountant, "POST", "/api/inbox", sent);
    expect(recorded.statusCode, recorded.body).toBe(201);
    expect(recorded.json()).toMatchObject({ dueOn: "2026-12-14" });
    at = `/api/inbox/${recorded.json<{ number: number }>().number}`;
    const list = async (login: string) =>
      (await ask(login, "GET", "/api/inbox?state=open")).json<{
        cases: { account: string }[];
        open: number;
      }>();
    expect(await list(accountant)).toMatchObject({
      cases: [{ account: number, beginning: text, daysLeft: 14 }],
      open: 1,
      overdue: 0,
    });
    expect(await list(ACCOUNTANT_B)).toMatchObject({ cases: [], open: 0 });
    const page = (after = "") =>
      ask(accountant, "GET", `/api/inbox?state=open&limit=1${after && `&after=${after}`}`);
    const second = await ask(accountant, "POST", "/api/inbox", { ...sent, kind: "thanks" });
    const { next } = (await page()).json<{ next: string }>();
    expect(next).toBe(`2026-12-14.${at.split("/").at(-1)}`);
    const last = (await page(next)).json<{ cases: object[]; next?: string }>();
    expect(last.cases).toMatchObject([{ number: second.json<{ number: number }>().number }]);
    expect(last.next).toBeUndefined();
    expect((await page("2026-13-41.7")).statusCode).toBe(400);
  });

  it("of another company is a case that is not there, whatever is asked of it", async () => {
    for (const [method, url, body] of [
      ["GET", at],
      ["POST", `${at}/texts`, { text: "x", isNote: false }],
      ["POST", `${at}/dispute`],
      ["POST", `${at}/closing`],
      ["POST", `${at}/links`, { kind: "absence", reference: 1 }],
      ["POST", "/api/inbox/templates", { number: Number(at.split("/").at(-1)), title: "x", text: "x" }],
    ] as const) {
      const refused = await ask(ACCOUNTANT_B, method, url, body);
      expect(refused.json(), url).toMatchObject({ status: 404, code: "messages.not_found" });
    }
  });

  it("is taken on, linked to the absence, answered, made a dispute of and put away", async () => {
    const card = (await ask(accountant, "GET", at)).json<{
      people: { id: number }[];
      proposals: { kind: string; reference: number }[];
      context: { holder: string };
    }>();
    expect(card.context.holder).not.toBe("");
    expect(card.proposals).toContainEqual(expect.objectContaining({ kind: "absence", reference: 1 }));
    const link = (reference: number) =>
      ask(accountant, "POST", `${at}/links`, { kind: "absence", reference });
    expect((await link(99)).json()).toMatchObject({ code: "messages.link_not_found" });
    expect((await link(1)).statusCode).toBe(200);
    expect((await link(1)).json()).toMatchObject({ code: "messages.linked_before" });
    const assigned = await city.as(accountant, {
      method: "PUT",
      url: `${at}/assignee`,
      payload: { user: card.people[0]?.id },
    });
    expect(assigned.json()).toMatchObject({ state: "in_work" });
    expect((await ask(accountant, "POST", `${at}/closing`)).json()).toMatchObject({
      code: "messages.not_answered",
    });
    const answer = { text: "Перерасчёт оформлен.", isNote: false };
    expect((await ask(accountant, "POST", `${at}/texts`, answer)).json()).toMatchObject({
      state: "answered",
    });
    const disputed = await ask(accountant, "POST", `${at}/dispute`);
    expect(disputed.statusCode, disputed.body).toBe(201);
    expect(
      (
        await city.as(accountant, {
          method: "PUT",
          url: `${at}/publication`,
          payload: { question: "x", answer: "y" },
        })
      ).json(),
    ).toMatchObject({ code: "messages.no_consent" });
    expect((await ask(accountant, "POST", `${at}/closing`)).json()).toMatchObject({ state: "closed" });
    expect((await ask(accountant, "GET", at)).json()).toMatchObject({
      state: "closed",
      links: [
        { kind: "absence", reference: 1 },
        { kind: "dispute", reference: disputed.json<{ number: number }>().number },
      ],
      texts: [{ author: "applicant" }, { author: "staff", text: answer.text }],
    });
  });

  it("is answered from a template, that another company does not see", async () => {
    const number = Number(at.split("/").at(-1));
    const kept = await ask(accountant, "POST", "/api/inbox/templates", {
      number,
      title: "Отсутствие",
      text: "Да",
    });
    expect(kept.statusCode, kept.body).toBe(201);
    const list = async (login: string) =>
      (await ask(login, "GET", "/api/inbox/templates")).json<{ templates: { id: number }[] }>().templates;
    expect(await list(accountant)).toHaveLength(1);
    expect(await list(ACCOUNTANT_B)).toEqual([]);
    const remove = (login: string) =>
      city.as(login, { method: "DELETE", url: `/api/inbox/templates/${kept.json<{ id: number }>().id}` });
    expect((await remove(ACCOUNTANT_B)).statusCode).toBe(404);
    expect((await remove(accountant)).statusCode).toBe(204);
    expect(await list(accountant)).toEqual([]);
  });
});
