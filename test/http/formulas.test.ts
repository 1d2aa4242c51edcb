import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { LOGINS, type ServedCity, serveCity } from "./served-city.ts";

/*
 * A formula of the center's own, from a unit error to a second person's approval, over HTTP alone. Told in order.
 */

let city: ServedCity;
const { operator, chief_accountant: chief, accountant, administrator } = LOGINS;

const get = async <T>(login: string, url: string, language = "ru"): Promise<T> => {
  const answer = await city.as(login, { url, headers: { "accept-language": language } });
  expect(answer.statusCode, `${url}: ${answer.body.slice(0, 300)}`).toBe(200);
  return answer.json<T>();
};
const post = (login: string, url: string, payload: object = {}, language = "ru") =>
  city.as(login, { method: "POST", url, payload, headers: { "accept-language": language } });

beforeAll(async () => {
  city = await serveCity();
});
afterAll(() => city.close());

const TEXT = "если объём > 3 м3 то 3 м3 * тариф + (объём - 3 м3) * тариф * 1.5 иначе объём * тариф";
const five = { name: "Пять кубометров", inputs: { volume: "5000000", rate: "10000000" }, expected: "6000" };
const formula = {
  title: "Холодная вода сверх трёх кубометров",
  unit: "m3",
  gives: "money",
  text: TEXT,
  cases: [five],
  note: "Решение от 12.11.2026",
};
const versions = "/api/formulas/water_above_three/versions";

describe("the editor", () => {
  it("offers the catalogue in the reader's words, with units of the service", async () => {
    const { inputs } = await get<{ inputs: { code: string; unitText: string; description: string }[] }>(
      accountant,
      "/api/formulas/catalogue?unit=Gcal",
    );
    expect(inputs.find(({ code }) => code === "rate")).toMatchObject({
      unitText: "₽/Гкал",
      description: expect.stringContaining("Тариф"),
    });
  });

  it("stops at a unit error, at its place, in the reader's language", async () => {
    const wrong = { ...formula, text: "площадь * тариф", cases: [] };
    const body = { unit: "m3", gives: "money", text: wrong.text };
    const answer = await post(operator, "/api/formulas/check", body);
    expect(answer.json()).toMatchObject({
      faults: [
        {
          code: "result_unit",
          at: 0,
          length: 15,
          sentence: "Формула даёт ₽·м²/м³, а должна давать ₽.",
        },
      ],
      inputs: [],
    });
    const refused = await post(operator, versions, wrong, "en");
    expect(refused.statusCode).toBe(422);
    expect(refused.json()).toMatchObject({
      code: "formulas.text_faulty",
      data: { faults: [{ code: "result_unit", at: 0, length: 15 }] },
      title: expect.stringContaining("it should give ₽"),
    });
  });

  it("shows what each case gives, and the formula in both languages", async () => {
    const { unit, gives, text } = formula;
    const answer = await post(operator, "/api/formulas/check", {
      unit,
      gives,
      text,
      cases: [five, { ...five, expected: "6001" }],
    });
    expect(answer.json()).toMatchObject({
      faults: [],
      inputs: ["volume", "rate"],
      textEn: "if volume > 3 m3 then 3 m3 * rate + (volume - 3 m3) * rate * 1.5 else volume * rate",
      cases: [
        { found: "6000", passes: true },
        { found: "6000", passes: false },
      ],
    });
  });
});

describe("a formula", () => {
  it("is written by the center's people only", async () => {
    expect((await post(accountant, versions, formula)).statusCode).toBe(403);
    expect((await post(administrator, versions, formula)).statusCode).toBe(403);
  });

  it("is not approved while a case fails, nor without cases", async () => {
    const failing = await post(operator, versions, { ...formula, cases: [{ ...five, expected: "6001" }] });
    expect(failing.statusCode).toBe(201);
    expect(failing.json()).toMatchObject({ version: 1, cases: [{ found: "6000", passes: false }] });
    const refused = await post(chief, `${versions}/1/approval`);
    expect(refused.statusCode).toBe(409);
    expect(refused.json<{ code: string; title: string }>()).toMatchObject({ code: "formulas.cases_fail" });
    expect(refused.json<{ title: string }>().title.replaceAll("\u00a0", " ")).toContain(
      "«Пять кубометров» даёт 60,00 ₽, а не 60,01 ₽",
    );
    expect((await post(operator, versions, { ...formula, cases: [] })).json()).toMatchObject({ version: 2 });
    expect((await post(chief, `${versions}/2/approval`)).json()).toMatchObject({
      code: "formulas.cases_missing",
    });
  });

  it("refuses a case that cannot be", async () => {
    const impossible = { ...five, inputs: { ...five.inputs, persons: "1000000" } };
    expect((await post(operator, versions, { ...formula, cases: [impossible] })).json()).toMatchObject({
      code: "formulas.case_impossible",
      data: { input: "persons" },
    });
  });

  it("is approved by a second person, once, and audited", async () => {
    expect((await post(operator, versions, formula)).json()).toMatchObject({
      version: 3,
      cases: [{ passes: true }],
    });
    expect((await post(operator, `${versions}/3/approval`)).json()).toMatchObject({
      code: "formulas.second_person",
      title: expect.stringContaining("второй человек"),
    });
    expect((await post(chief, `${versions}/3/approval`)).json()).toMatchObject({
      version: 3,
      state: "approved",
    });
    expect((await post(chief, `${versions}/3/approval`)).json()).toMatchObject({
      code: "formulas.already_approved",
    });
    expect((await post(chief, `${versions}/9/approval`)).statusCode).toBe(404);
    const { entries } = await get<{ entries: { action: string; data: object }[] }>(
      administrator,
      `/api/audit?subject=${encodeURIComponent("formula water_above_three")}`,
    );
    expect(entries.map(({ action }) => action)).toEqual([
      "formula.approved",
      "formula.written",
      "formula.written",
      "formula.written",
    ]);
  });

  it("F1 approved: the tables themselves refuse the author as approver, and a method by what nobody approved", async () => {
    const attempt = (sql: string) => city.center.transaction((tx) => tx.query(sql));
    await expect(
      attempt(
        `insert into formulas.approvals (formula_id, version, written_by, approved_by)
         select formula_id, version, written_by, written_by from formulas.versions where version = 1`,
      ),
    ).rejects.toThrow("second_person");
    await expect(
      attempt(
        `insert into formulas.city_methods (service_id, formula_id, version, volume, missing, area, rounding, in_force, basis_id)
         select 20, formula_id, 1, 'law', 'law', 'total', 'kopecks', '[2026-12-01,)', (select min(basis_id) from tariffs.bases)
         from formulas.formulas`,
      ),
    ).rejects.toThrow("foreign key");
    for (const table of ["formulas", "versions", "approvals", "retirements"])
      await expect(attempt(`delete from formulas.${table}`), table).rejects.toThrow("permission denied");
  });

  it("keeps its versions, each with its author, its text and its state", async () => {
    const known = await get<{ versions: object[] }>(accountant, "/api/formulas/water_above_three");
    expect(known.versions).toHaveLength(3);
    expect(known.versions[0]).toMatchObject({ version: 3, state: "approved", text: TEXT, cases: [five] });
    expect(known.versions[2]).toMatchObject({ version: 1, state: "draft" });
    expect(await get(accountant, "/api/formulas")).toMatchObject({
      formulas: [{ code: "water_above_three", version: 3, state: "approved" }],
    });
    expect((await city.as(accountant, { url: "/api/formulas/no_such" })).statusCode).toBe(404);
  });

  it("is retired with a reason, and stays to be read", async () => {
    const reason = "Решение отменено 20.11.2026";
    expect((await post(chief, `${versions}/2/retirement`, { reason })).json()).toMatchObject({
      state: "retired",
    });
    expect((await post(chief, `${versions}/2/retirement`, { reason })).json()).toMatchObject({
      code: "formulas.already_retired",
    });
    const known = await get<{ versions: object[] }>(operator, "/api/formulas/water_above_three");
    expect(known.versions[1]).toMatchObject({ version: 2, state: "retired", retiredFor: reason });
  });
});
