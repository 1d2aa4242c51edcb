import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { LOGINS, type ServedCity, serveCity } from "./served-city.ts";

/*
 * Penalties over HTTP: what they are reckoned by, who may add to it, and a waiver with its document.
 */

let city: ServedCity;
let number: string;

const { operator, accountant, administrator, chief_accountant: chief } = LOGINS;
const get = (login: string, url: string) => city.as(login, { url, headers: { "accept-language": "en" } });
const post = (login: string, url: string, payload: object, key?: string) =>
  city.as(login, {
    method: "POST",
    url,
    payload,
    headers: { "accept-language": "en", ...(key === undefined ? {} : { "idempotency-key": key }) },
  });

beforeAll(async () => {
  city = await serveCity();
  number = city.accountsOfA[4] ?? "";
});
afterAll(() => city.close());

interface Rules {
  readonly caps: readonly object[];
  readonly keyRates: readonly { readonly from: string; readonly percent: string }[];
  readonly moratoria: readonly {
    readonly from: string;
    readonly through: string;
    readonly applied: boolean;
  }[];
  readonly dueDays: readonly { readonly from: string; readonly day: number }[];
  readonly calendar: readonly { readonly day: string; readonly working: boolean }[];
  readonly policies: readonly { readonly from: string; readonly through?: string; readonly mode: string }[];
}

describe("the rules of penalties", () => {
  const rules = async (login = operator) => (await get(login, "/api/penalties/rules")).json<Rules>();

  it("are shown to whoever reads tariffs, newest first", async () => {
    const known = await rules(accountant);
    expect(known.keyRates[0]).toMatchObject({ from: "2026-02-16", percent: "15500000" });
    expect(known.dueDays.map((one) => [one.from, one.day])).toEqual([
      ["2026-03", 15],
      ["2005-03", 10],
    ]);
    expect(known.moratoria).toMatchObject([
      { from: "2020-04-06", through: "2020-12-31", applied: true },
      { from: "2022-04-01", through: "2022-10-01", applied: false },
    ]);
    expect(known.policies).toEqual([]);
  });

  const basis = "Информация Банка России от 18.12.2026";
  const propose = (change: object, login = operator) =>
    post(login, "/api/penalties/proposals", { change, basis });
  const decide = (proposal: number, decision: string, login = chief, reason = "") =>
    post(login, `/api/penalties/proposals/${proposal}/decisions`, { decision, reason });
  /** Proposed by one person, approved by another. */
  async function enact(change: object): Promise<void> {
    const proposed = await propose(change);
    expect(proposed.statusCode, proposed.body).toBe(201);
    const approved = await decide(proposed.json<{ proposal: number }>().proposal, "approved");
    expect(approved.statusCode, approved.body).toBe(200);
  }

  it("become rules by a second person alone, and once", async () => {
    const rate = { kind: "key_rate", from: "2026-12-21", percent: "15000000" };
    expect((await propose(rate, accountant)).statusCode).toBe(403);
    expect((await propose({ ...rate, percent: "0" })).statusCode).toBe(400);
    const { proposal } = (await propose(rate)).json<{ proposal: number }>();
    expect((await rules()).keyRates[0]).toMatchObject({ from: "2026-02-16" });
    const own = await decide(proposal, "approved", operator);
    expect(own.statusCode).toBe(403);
    expect(own.body).toContain("a second person");
    expect((await decide(proposal, "refused")).body).toContain("State the reason");
    expect((await decide(proposal, "approved", accountant)).statusCode).toBe(403);
    expect((await decide(proposal, "approved")).statusCode).toBe(200);
    expect((await decide(proposal, "approved")).json()).toMatchObject({ code: "penalties.proposal_decided" });
    expect((await rules()).keyRates[0]).toMatchObject({ from: "2026-12-21", percent: "15000000", basis });
    expect((await propose(rate)).body).toContain("is recorded already");
  });

  it("are taken back by whoever proposed them, with a reason that stays", async () => {
    const { proposal } = (await propose({ kind: "due_day", from: "2027-01", day: 20 })).json<{
      proposal: number;
    }>();
    expect((await decide(proposal, "refused", operator, "Закон не принят")).statusCode).toBe(200);
    const { proposals } = (await get(accountant, "/api/penalties/proposals")).json<{
      proposals: { proposal: number; decision?: object }[];
    }>();
    expect(proposals.find((one) => one.proposal === proposal)?.decision).toMatchObject({
      decision: "refused",
      reason: "Закон не принят",
    });
    expect((await rules()).dueDays[0]).toMatchObject({ from: "2026-03" });
  });

  it("say of a day what its weekday does not tell", async () => {
    await enact({ kind: "calendar_day", day: "2028-06-23", working: false });
    const saturday = await propose({ kind: "calendar_day", day: "2028-06-24", working: false });
    expect(saturday.statusCode).toBe(422);
    expect(saturday.body).toContain("is a day off anyhow");
    await enact({ kind: "calendar_day", day: "2028-06-24", working: true });
    expect((await rules()).calendar.slice(0, 2)).toMatchObject([
      { day: "2028-06-24", working: true },
      { day: "2028-06-23", working: false },
    ]);
  });

  it("apply a moratorium that only some courts apply, and know a new one", async () => {
    await enact({ kind: "moratorium_applied", from: "2022-04-01", applied: true });
    expect((await rules()).moratoria[1]?.applied).toBe(true);
    const unknown = await propose({ kind: "moratorium_applied", from: "2022-04-02", applied: true });
    expect(unknown.statusCode).toBe(404);
    await enact({ kind: "moratorium", from: "2027-02-01", through: "2027-03-31" });
    expect((await rules()).moratoria[2]).toMatchObject({
      from: "2027-02-01",
      through: "2027-03-31",
      applied: true,
    });
  });

  it("end a cap the day before the next one, and pay later from a month on", async () => {
    await enact({ kind: "cap", from: "2026-12-01", through: "2027-12-31", percent: "9000000" });
    expect((await rules()).caps).toMatchObject([
      { from: "2022-02-28", through: "2026-11-30", percent: "9500000" },
      { from: "2026-12-01", through: "2027-12-31", percent: "9000000" },
    ]);
    await enact({ kind: "due_day", from: "2027-01", day: 20 });
    expect((await rules()).dueDays[0]).toMatchObject({ from: "2027-01", day: 20 });
  });

  it("end an organization's policy the day before the next one begins", async () => {
    const policy = {
      organization: city.companyA,
      from: "2026-01-01",
      mode: "PAYMENT_DATE",
      basis: "Приказ 1",
    };
    expect((await post(operator, "/api/penalties/policies", policy)).statusCode).toBe(201);
    const later = { ...policy, from: "2026-11-01", mode: "BY_DAY", legalSteps: "sector" };
    expect((await post(operator, "/api/penalties/policies", later)).statusCode).toBe(201);
    expect((await post(operator, "/api/penalties/policies", policy)).statusCode).toBe(409);
    expect((await rules()).policies).toMatchObject([
      { from: "2026-01-01", through: "2026-10-31", mode: "PAYMENT_DATE" },
      { from: "2026-11-01", mode: "BY_DAY" },
    ]);
    // From now on there are penalties to be looked at again.
    const reaching = await propose({ kind: "key_rate", from: "2026-10-26", percent: "14500000" });
    expect(reaching.json()).toMatchObject({ reach: [{ from: "2026-10", through: "2026-11", months: 2 }] });
  });
});

describe("a waiver", () => {
  const url = () => `/api/accounts/${number}/penalty-waivers`;
  const waiver = {
    from: "2026-10-01",
    through: "2026-10-31",
    decidedOn: "2026-11-20",
    document: "Приказ № 52",
    reason: "Длительная болезнь",
  };

  it("is recorded once under its key, with its document and who recorded it", async () => {
    const first = await post(accountant, url(), waiver, "waiver-1");
    expect(first.statusCode, first.body).toBe(201);
    expect((await post(accountant, url(), waiver, "waiver-1")).json()).toEqual(first.json());
    const card = (await get(accountant, `/api/accounts/${number}/penalties`)).json<{ waivers: object[] }>();
    expect(card).toMatchObject({ account: number, owed: "0", providers: [] });
    expect(card.waivers).toHaveLength(1);
    expect(card.waivers[0]).toMatchObject({
      ...waiver,
      waiver: first.json<{ waiver: string }>().waiver,
      period: "2026-11",
      recordedBy: expect.any(String),
    });
  });

  it("is refused without a document, for days that run backwards, for nobody, and to who may not", async () => {
    expect((await post(accountant, url(), { ...waiver, document: " " }, "waiver-2")).statusCode).toBe(400);
    const backwards = await post(accountant, url(), { ...waiver, through: "2026-09-01" }, "waiver-3");
    expect(backwards.statusCode).toBe(422);
    expect(backwards.body).toContain("Correct the days of the waiver");
    expect(
      (await post(accountant, "/api/accounts/9999999999/penalty-waivers", waiver, "waiver-4")).statusCode,
    ).toBe(404);
    expect(
      (await post(accountant, `/api/accounts/${city.accountsOfB[0]}/penalty-waivers`, waiver, "waiver-5"))
        .statusCode,
    ).toBe(404);
    expect((await post(administrator, url(), waiver, "waiver-6")).statusCode).toBe(403);
  });
});
