import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { LOGINS, NOVEMBER, type ServedCity, serveCity } from "./served-city.ts";

/*
 * A change is tried on the books, which stay as they are, and then put in force: what the trial said is what the run
 * charges. Told in order.
 */

let city: ServedCity;
const { operator, chief_accountant: chief, accountant } = LOGINS;

interface Tried {
  readonly affected: number;
  readonly accounts: number;
  readonly before: string;
  readonly after: string;
  readonly services: { service: string; accounts: number; before: string; after: string }[];
  readonly distribution: { above?: string; upTo?: string; accounts: number; difference: string }[];
  readonly largest: {
    number: string;
    before: string;
    after: string;
    explained?: { service: string; before: string; after: string; workings: string };
  }[];
  readonly warnings: { code: string; sentence: string; buildings: number }[];
}

const get = async <T>(login: string, url: string, language = "en"): Promise<T> => {
  const answer = await city.as(login, { url, headers: { "accept-language": language } });
  expect(answer.statusCode, `${url}: ${answer.body.slice(0, 300)}`).toBe(200);
  return answer.json<T>();
};
const post = (login: string, url: string, payload: object = {}, language = "en") =>
  city.as(login, { method: "POST", url, payload, headers: { "accept-language": language } });

/** Tries a change and waits for its job. */
async function tried(request: object, language = "en"): Promise<{ job: number; result: Tried }> {
  const answer = await post(operator, "/api/what-if", request, language);
  expect(answer.statusCode, answer.body).toBe(202);
  const job = answer.json<{ id: number }>().id;
  for (;;) {
    const { state } = await get<{ state: string }>(operator, `/api/jobs/${job}`);
    if (state === "done") break;
    expect(state).toBe("running");
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return { job, result: await get<Tried>(operator, `/api/what-if/${job}`, language) };
}

const maintenance = () => ({
  kind: "value",
  level: "organization",
  organization: city.companyA,
  service: "MAINTENANCE",
  parameter: "rate",
  value: "99900000",
});

/** How much the books hold: a trial changes none of it. */
const touched = () =>
  city.center.transaction((tx) =>
    tx.query(
      `select (select count(*) from tariffs.city_values) as values, (select count(*) from tariffs.bases) as bases,
         (select count(*) from formulas.city_methods) as methods, (select count(*) from ledger.entries) as entries,
         (select count(*) from charging.facts) as facts, (select count(*) from charging.runs) as runs,
         (select count(*) from charging.late_facts) as marks`,
    ),
  );

let job: number;
let result: Tried;

beforeAll(async () => {
  city = await serveCity();
});
afterAll(() => city.close());

describe("a trial", () => {
  it("says whom a new tariff concerns and by how much, and touches nothing", async () => {
    const before = await touched();
    ({ job, result } = await tried({ period: NOVEMBER, change: maintenance() }));
    expect(await touched()).toEqual(before);
    expect(result.accounts).toBe(city.accountsOfA.length);
    expect(result.affected).toBeGreaterThan(50);
    expect(result.services.map(({ service }) => service)).toEqual(["MAINTENANCE"]);
    const [service] = result.services;
    const difference = BigInt(result.after) - BigInt(result.before);
    expect(BigInt(service?.after ?? 0) - BigInt(service?.before ?? 0)).toBe(difference);
    expect(result.distribution.reduce((sum, band) => sum + BigInt(band.difference), 0n)).toBe(difference);
    expect(result.distribution.reduce((sum, band) => sum + band.accounts, 0)).toBe(result.affected);
    expect(result.warnings).toEqual([]);
  });

  it("explains the largest changes, before and after, in the reader's language", async () => {
    const sizes = result.largest.map(({ before, after }) => Number(BigInt(after) - BigInt(before)));
    expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
    const { explained } = result.largest[0] ?? {};
    expect(explained?.before).toContain("Maintenance:");
    expect(explained?.after).toContain("99.90");
    expect(explained?.workings).toContain("what-if");
    const russian = await get<Tried>(operator, `/api/what-if/${job}`, "ru");
    expect(russian.largest[0]?.explained?.after).toContain("99,90");
  });

  it("lists every account in a file, which adds up to the difference", async () => {
    const file = await city.as(operator, { url: `/api/jobs/${job}/file` });
    expect(file.headers["content-type"]).toContain("text/csv");
    const rows = file.body.trim().split("\r\n").slice(1);
    expect(rows).toHaveLength(result.affected);
    const kopecks = (text = "0") => BigInt(text.replace(".", ""));
    const sum = rows.reduce((total, row) => total + kopecks(row.split(";").at(-1)), 0n);
    expect(sum).toBe(BigInt(result.after) - BigInt(result.before));
    const workbook = await tried({ period: NOVEMBER, change: maintenance(), file: "xlsx" });
    const sheet = await city.as(operator, { url: `/api/jobs/${workbook.job}/file` });
    expect(sheet.headers["content-type"]).toContain("spreadsheetml");
    expect(sheet.rawPayload.subarray(0, 2).toString()).toBe("PK");
  });

  it("takes a formula that is not saved, and a draft, on the whole city", async () => {
    const change = {
      kind: "method",
      level: "city",
      service: "COLD_WATER",
      formula: { text: "объём * тариф * 2", gives: "money" },
    };
    const doubled = await tried({ period: NOVEMBER, change });
    const [water] = doubled.result.services;
    expect(doubled.result.accounts).toBe(city.accountsOfA.length + city.accountsOfB.length);
    expect(water?.service).toBe("COLD_WATER");
    expect(doubled.result.largest[0]?.explained?.workings).toContain("own formula (draft@0)");
    expect(
      (
        await post(chief, `/api/what-if/${doubled.job}/application`, {
          from: "2026-12-01",
          basis: "Protocol 7",
        })
      ).json(),
    ).toMatchObject({ code: "what_if.formula_not_saved" });
    const inOne = await tried({ period: NOVEMBER, change, organization: city.companyB });
    expect(inOne.result.accounts).toBe(city.accountsOfB.length);
    const wrong = { ...change, formula: { text: "area * rate", gives: "money" } };
    expect((await post(operator, "/api/what-if", { change: wrong })).json()).toMatchObject({
      code: "formulas.text_faulty",
    });
  });

  it("warns of lines that the change would leave uncharged", async () => {
    const change = {
      kind: "method",
      level: "organization",
      organization: city.companyB,
      service: "COLD_WATER",
      formula: { text: "volume * rate * heat_per_m3 / 1 Gcal * 1 m3", gives: "money" },
    };
    const { result: lost } = await tried({ period: NOVEMBER, change }, "ru");
    expect(BigInt(lost.after)).toBeLessThan(BigInt(lost.before));
    expect(lost.warnings).toMatchObject([
      { code: "charging.norm_gap", sentence: expect.stringContaining("Не задан норматив") },
    ]);
  });

  it("is the center's to make; what is no trial has no result", async () => {
    expect((await post(accountant, "/api/what-if", { change: maintenance() })).statusCode).toBe(403);
    expect((await city.as(operator, { url: "/api/what-if/999999" })).statusCode).toBe(404);
    expect(
      (await post(operator, "/api/what-if", { period: "2019-01", change: maintenance() })).json(),
    ).toMatchObject({
      code: "what_if.no_buildings",
    });
  });
});

describe("the change tried", () => {
  const charged = async (): Promise<bigint> => {
    const answer = await post(operator, "/api/charging/runs", {
      organization: city.companyA,
      period: NOVEMBER,
    });
    expect(answer.statusCode, answer.body).toBe(202);
    const { id } = answer.json<{ id: number }>();
    await city.worked();
    const { amount } = await get<{ amount: string }>(operator, `/api/charging/runs/${id}`);
    const discarded = await post(operator, `/api/charging/runs/${id}/discard`);
    expect(discarded.statusCode, discarded.body).toBeLessThan(300);
    return BigInt(amount);
  };

  it("is put in force by one more request; the run then charges what the trial said, to the kopeck", async () => {
    expect(await charged()).toBe(BigInt(result.before));
    const applied = await post(chief, `/api/what-if/${job}/application`, {
      from: "2026-11-01",
      basis: "Protocol 5 of 10.11.2026",
    });
    expect(applied.statusCode, applied.body).toBe(200);
    expect(applied.json()).toMatchObject({ added: 1 });
    expect(await charged()).toBe(BigInt(result.after));
  });
});
