import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { LOGINS, type ServedCity, serveCity } from "./served-city.ts";

/*
 * Penalties over HTTP: what they are reckoned by, who may add to it, and a waiver with its document.
 */

let city: ServedCity;
let number: string;

const { operator, accountant, administrator } = LOGINS;
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

  it("take a later rate once, from whoever sets tariffs alone", async () => {
    const rate = { from: "2026-12-21", percent: "15000000", basis: "Информация Банка России" };
    expect((await post(accountant, "/api/penalties/key-rates", rate)).statusCode).toBe(403);
    expect((await post(operator, "/api/penalties/key-rates", rate)).statusCode).toBe(201);
    const again = await post(operator, "/api/penalties/key-rates", rate);
    expect(again.statusCode).toBe(409);
    expect(again.body).toContain("is recorded already");
    expect((await post(operator, "/api/penalties/key-rates", { ...rate, percent: "0" })).statusCode).toBe(
      400,
    );
    expect((await rules()).keyRates[0]).toMatchObject({ from: "2026-12-21", percent: "15000000" });
  });

  it("take a day off that its weekday does not tell", async () => {
    const holiday = { day: "2028-06-23", working: false, basis: "ТК РФ ст. 112" };
    const url = "/api/penalties/calendar-days";
    expect((await post(accountant, url, holiday)).statusCode).toBe(403);
    expect((await post(operator, url, holiday)).statusCode).toBe(201);
    expect((await post(operator, url, holiday)).json()).toMatchObject({ code: "penalties.day_known" });
    const saturday = await post(operator, url, { ...holiday, day: "2028-06-24" });
    expect(saturday.statusCode).toBe(422);
    expect(saturday.body).toContain("is a day off anyhow");
    expect((await post(operator, url, { ...holiday, day: "2028-06-24", working: true })).statusCode).toBe(
      201,
    );
    expect((await rules()).calendar.slice(0, 2)).toMatchObject([
      { day: "2028-06-24", working: true },
      { day: "2028-06-23", working: false },
    ]);
  });

  it("turn a moratorium on that only some courts apply", async () => {
    const on = await post(operator, "/api/penalties/moratoria", { from: "2022-04-01", applied: true });
    expect(on.statusCode).toBe(200);
    expect((await rules()).moratoria[1]?.applied).toBe(true);
    const unknown = await post(operator, "/api/penalties/moratoria", { from: "2022-04-02", applied: true });
    expect(unknown.statusCode).toBe(404);
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
