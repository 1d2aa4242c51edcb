import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ACCOUNTANT_B, LOGINS, type ServedCity, serveCity } from "./served-city.ts";

/* Benefits over HTTP alone: what categories get, norms of area, a resident's right and an account's subsidy. */

let city: ServedCity;
let number: string;
const { operator, accountant, administrator } = LOGINS;

const ask = (login: string, method: "GET" | "POST", url: string, payload?: object) =>
  city.as(login, { method, url, ...(payload && { payload }), headers: { "accept-language": "ru" } });

beforeAll(async () => {
  city = await serveCity();
  for (const candidate of city.accountsOfA) {
    const card = await ask(accountant, "GET", `/api/accounts/${candidate}`);
    if (card.json<{ residents: { no: number }[] }>().residents.some(({ no }) => no === 1)) {
      number = candidate;
      break;
    }
  }
});
afterAll(() => city.close());

const category = {
  code: "DONOR",
  nameRu: "Почётный донор",
  nameEn: "Honorary donor",
  rules: [
    {
      service: "HEATING",
      percent: "30000000",
      covers: "person",
      volume: "within_norm",
      area: "social_norm",
      mode: "discount",
      from: "2026-11-01",
      act: "Областной закон № 90-ОЗ",
    },
  ],
};

describe("what a category gets", () => {
  it("is set by the center, from a later day than what is recorded", async () => {
    expect((await ask(accountant, "POST", "/api/benefits/categories", category)).statusCode).toBe(403);
    expect((await ask(operator, "POST", "/api/benefits/categories", category)).statusCode).toBe(200);
    const again = await ask(operator, "POST", "/api/benefits/categories", category);
    expect(again.statusCode).toBe(409);
    expect(again.json<{ title: string }>().title).toBe(
      "На услугу «Отопление» правило записано с 01.11.2026. Новое начните позже этого дня.",
    );
    const later = { ...category, rules: category.rules.map((rule) => ({ ...rule, from: "2027-01-01" })) };
    expect((await ask(operator, "POST", "/api/benefits/categories", later)).statusCode).toBe(200);
    const { categories } = (await ask(accountant, "GET", "/api/benefits/categories")).json<{
      categories: { code: string; rules: { from: string; to?: string }[] }[];
    }>();
    expect(categories.find(({ code }) => code === "DONOR")?.rules).toMatchObject([
      { from: "2026-11-01", to: "2027-01-01" },
      { from: "2027-01-01" },
    ]);
  });

  it("is limited by norms of area with an act", async () => {
    const norms = [{ persons: 1, areaPerPerson: "33000000", from: "2026-11-01", act: "Постановление № 12" }];
    const url = "/api/benefits/social-norms";
    expect((await ask(accountant, "POST", url, { norms })).statusCode).toBe(403);
    expect((await ask(operator, "POST", url, { norms })).statusCode).toBe(201);
    expect((await ask(operator, "POST", url, { norms })).json()).toMatchObject({
      code: "benefits.norm_contradicts",
      data: { persons: 1, from: "2026-11-01" },
    });
  });
});

describe("what an account has", () => {
  const right = { resident: 1, category: "DONOR", from: "2026-11-01", document: "Удостоверение № 7" };

  it("is a resident's right, until a day", async () => {
    const url = `/api/accounts/${number}/entitlements`;
    expect((await ask(administrator, "POST", url, right)).statusCode).toBe(403);
    expect((await ask(accountant, "POST", url, right)).statusCode).toBe(200);
    expect((await ask(accountant, "POST", url, { ...right, to: "2026-12-01" })).statusCode).toBe(200);
    const { people } = (await ask(accountant, "GET", `/api/accounts/${number}/people`)).json<{
      people: { no: number; benefits: object[] }[];
    }>();
    expect(people.find(({ no }) => no === 1)?.benefits).toMatchObject([
      { code: "DONOR", from: "2026-11-01", to: "2026-12-01", document: "Удостоверение № 7" },
    ]);
  });

  it("is a subsidy of whole months, told to those who see the account", async () => {
    const url = `/api/accounts/${number}/subsidies`;
    const subsidy = {
      from: "2026-11-01",
      to: "2027-05-01",
      familySize: 2,
      standard: "688270",
      income: "2100000",
      subsistenceMinimum: "2700000",
      maxShare: "22000000",
      document: "Решение № 18",
    };
    expect((await ask(accountant, "GET", url)).json()).toEqual({ subsidies: [] });
    expect((await ask(accountant, "POST", url, { ...subsidy, to: "2027-08-01" })).json()).toMatchObject({
      code: "benefits.subsidy_term",
    });
    expect((await ask(accountant, "POST", url, subsidy)).statusCode).toBe(200);
    expect((await ask(operator, "GET", url)).json()).toEqual({ subsidies: [subsidy] });
    expect((await ask(ACCOUNTANT_B, "GET", url)).json()).toMatchObject({
      code: "benefits.account_not_found",
    });
  });
});

describe("the register of the month", () => {
  it("is a DBF file too, and its reading is recorded", async () => {
    const card = await ask(operator, "GET", `/api/accounts/${number}`);
    const building = await ask(
      operator,
      "GET",
      `/api/addresses/buildings/${card.json<{ building: number }>().building}`,
    );
    const id = building.json<{ organization: number }>().organization;
    const answer = await ask(operator, "GET", `/api/benefits/register.dbf?organization=${id}&period=2026-11`);
    expect(answer.statusCode, answer.body).toBe(200);
    expect(answer.headers["content-disposition"]).toContain("benefits-2026-11.dbf");
    expect(answer.rawPayload[0]).toBe(0x03);
    expect(
      (await ask(administrator, "GET", `/api/benefits/register.dbf?organization=${id}&period=2026-11`))
        .statusCode,
    ).toBe(403);
  });
});
