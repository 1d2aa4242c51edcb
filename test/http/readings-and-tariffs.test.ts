import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ACCOUNTANT_B, LOGINS, type ServedCity, serveCity } from "./served-city.ts";

/*
 * Readings of a whole house entered from a sheet, a house's page, and a tariff set by hand, over HTTP alone. Told in
 * order.
 */

let city: ServedCity;
let building: number;
const { operator, accountant } = LOGINS;

interface Scale {
  scale: number;
  previous?: { value: string; takenOn: string };
  reading?: { value: string; takenOn: string };
  average?: string;
  months: (string | null)[];
  warnings: { code: string; title: string }[];
}
interface Sheet {
  deadline: string;
  rows: { number: string; meters: { id: number; resource: string; scales: Scale[] }[] }[];
}

const get = async <T>(login: string, url: string): Promise<T> => {
  const answer = await city.as(login, { url, headers: { "accept-language": "ru" } });
  expect(answer.statusCode, `${url}: ${answer.body.slice(0, 300)}`).toBe(200);
  return answer.json<T>();
};
const post = (login: string, url: string, payload: object) =>
  city.as(login, { method: "POST", url, payload, headers: { "accept-language": "ru" } });

beforeAll(async () => {
  city = await serveCity();
  const card = await get<{ building: number }>(accountant, `/api/accounts/${city.accountsOfA[4] ?? ""}`);
  building = card.building;
});
afterAll(() => city.close());

describe("the sheet of a house", () => {
  const sheetOf = (login = accountant) =>
    get<Sheet>(login, `/api/metering/buildings/${building}/entry?period=2026-11`);
  /** A dial of a flat that has not been read this month and has been before. */
  async function unread() {
    const { rows } = await sheetOf();
    for (const row of rows)
      for (const meter of row.meters)
        for (const scale of meter.scales)
          if (row.number !== "" && scale.previous && !scale.reading && scale.average) return { meter, scale };
    throw new Error("every dial has been read");
  }

  it("has what a clerk needs beside the dials, and the route says how far the house is", async () => {
    const { rows, deadline } = await sheetOf();
    expect(deadline).toBe("2026-11-25");
    const scales = rows.flatMap(({ meters }) => meters.flatMap((meter) => meter.scales));
    expect(scales.length).toBeGreaterThan(20);
    expect(scales.every(({ months }) => months.length === 13)).toBe(true);
    const { buildings } = await get<{ buildings: { id: number; meters: number; read: number }[] }>(
      accountant,
      "/api/metering/buildings?period=2026-11",
    );
    const here = buildings.find(({ id }) => id === building);
    expect(here?.meters).toBe(rows.reduce((count, { meters }) => count + meters.length, 0));
  });

  it("takes a reading that deserves a look, with its sentence, and shows both when it is opened again", async () => {
    const { meter, scale } = await unread();
    const value = String(BigInt(scale.previous?.value ?? 0) + 20n * BigInt(scale.average ?? 0));
    const reading = { building, meter: meter.id, scale: scale.scale, value, takenOn: "2026-11-24" };
    const answer = await post(accountant, "/api/metering/readings", { readings: [reading] });
    expect(answer.json()).toMatchObject({
      taken: 1,
      refused: [],
      warnings: [
        {
          row: 0,
          code: "metering.above_three_averages",
          title: expect.stringContaining("больше трёх средних"),
        },
      ],
    });
    const again = await post(accountant, "/api/metering/readings", { readings: [reading] });
    expect(again.json()).toMatchObject({ taken: 0, unchanged: 1 });
    const { rows } = await sheetOf();
    const dial = rows
      .flatMap(({ meters }) => meters)
      .find(({ id }) => id === meter.id)
      ?.scales.find((one) => one.scale === scale.scale);
    expect(dial?.reading).toMatchObject({ value, takenOn: "2026-11-24" });
    expect(dial?.warnings.map(({ code }) => code)).toEqual(["metering.above_three_averages"]);
  });

  it("corrects the reading of the same day", async () => {
    const { meter, scale } = await unread();
    const reading = { building, meter: meter.id, scale: scale.scale, takenOn: "2026-11-24" };
    const previous = BigInt(scale.previous?.value ?? 0);
    await post(accountant, "/api/metering/readings", { readings: [{ ...reading, value: String(previous) }] });
    const corrected = await post(accountant, "/api/metering/readings", {
      readings: [{ ...reading, value: String(previous + 1_000_000n) }],
    });
    expect(corrected.json()).toMatchObject({ taken: 1, corrected: 1 });
  });

  it("A1 scoped: another company's house is as if it did not exist", async () => {
    for (const url of [
      `/api/metering/buildings/${building}/entry?period=2026-11`,
      `/api/addresses/buildings/${building}/accounts`,
      `/api/addresses/buildings/${building}/history`,
      `/api/addresses/buildings/${building}/charges?period=2026-11`,
      `/api/tariffs/values?service=MAINTENANCE&level=building&building=${building}`,
    ]) {
      expect((await city.as(ACCOUNTANT_B, { url })).statusCode, url).toBe(404);
    }
  });
});

describe("the page of a house", () => {
  it("names its premises with accounts and people, and its past", async () => {
    const { accounts, premises } = await get<{
      accounts: number;
      premises: { accounts: { number: string; holder: string }[] }[];
    }>(accountant, `/api/addresses/buildings/${building}/accounts`);
    const numbers = premises.flatMap((one) => one.accounts.map(({ number }) => number));
    expect(numbers).toHaveLength(accounts);
    expect(numbers).toContain(city.accountsOfA[4]);
    const history = await get<{ managements: { organization: number; name: string }[] }>(
      accountant,
      `/api/addresses/buildings/${building}/history`,
    );
    expect(history.managements.at(-1)).toMatchObject({ organization: city.companyA });
    expect(
      await get(accountant, `/api/addresses/buildings/${building}/charges?period=2026-11`),
    ).toMatchObject({ period: "2026-11", charged: "0" });
  });
});

describe("a tariff", () => {
  const own = () => ({
    level: "organization",
    organization: city.companyA,
    service: "MAINTENANCE",
    parameter: "rate",
    value: "33900000",
    from: "2026-12-01",
    basis: "Протокол № 5 от 10.11.2026",
  });

  it("is tried, set and audited by the center's people; the matrix and the timeline show it", async () => {
    const impact = await post(operator, "/api/tariffs/values/impact", own());
    expect(impact.json()).toMatchObject({ pastMonths: 0 });
    expect(impact.json<{ accounts: number }>().accounts).toBeGreaterThan(50);
    expect((await post(accountant, "/api/tariffs/values", own())).statusCode).toBe(403);
    expect((await post(operator, "/api/tariffs/values", own())).json()).toMatchObject({ added: 1 });
    expect((await post(operator, "/api/tariffs/values", own())).json()).toMatchObject({ unchanged: 1 });
    const { lines } = await get<{
      lines: {
        level: string;
        organization?: number;
        cells: { service: string; value: string; level: string }[];
      }[];
    }>(accountant, "/api/tariffs/matrix?on=2026-12-01");
    const line = lines.find((one) => one.level === "organization" && one.organization === city.companyA);
    expect(line?.cells.find(({ service }) => service === "MAINTENANCE")).toMatchObject({
      value: "33900000",
      level: "organization",
    });
    const { entries } = await get<{ entries: { action: string; data: object }[] }>(
      LOGINS.administrator,
      `/api/audit?subject=${encodeURIComponent("tariff MAINTENANCE rate")}`,
    );
    expect(entries[0]).toMatchObject({
      action: "tariff.set",
      data: { value: "33900000", from: "2026-12-01" },
    });
  });

  it("is refused with what to do next, corrected on its day with a reason, and its return to the city's value is refused where there is none", async () => {
    const refused = await post(operator, "/api/tariffs/values", { ...own(), value: "34000000" });
    expect(refused.statusCode).toBe(409);
    expect(refused.json()).toMatchObject({
      code: "tariffs.value_contradicts",
      title: expect.stringContaining("Укажите"),
    });
    expect(refused.json()).toMatchObject({ title: expect.stringContaining("исправьте") });
    const url = "/api/tariffs/values/correct";
    const wrong = { ...own(), value: "34000000" };
    expect((await post(accountant, url, { ...wrong, reason: "Опечатка" })).statusCode).toBe(403);
    expect((await post(operator, url, { ...wrong, reason: " " })).json()).toMatchObject({
      code: "tariffs.reason_missing",
    });
    expect((await post(operator, url, { ...wrong, reason: "Опечатка" })).json()).toEqual({
      was: "33900000",
      wasBasis: own().basis,
    });
    const { levels } = await get<{
      levels: { values: { from: string; value: string; recordedBy?: string; was: object[] }[] }[];
    }>(
      operator,
      `/api/tariffs/values?service=MAINTENANCE&parameter=rate&level=organization&organization=${city.companyA}`,
    );
    const corrected = levels.at(-1)?.values.find(({ from }) => from === "2026-12-01");
    expect(corrected).toMatchObject({ value: "34000000", recordedBy: expect.any(String) });
    expect(corrected?.was).toMatchObject([
      { value: "33900000", reason: "Опечатка", correctedBy: corrected?.recordedBy },
    ]);
    const { value: _value, from: _from, ...key } = own();
    const ended = await post(operator, "/api/tariffs/values/end", { ...key, on: "2027-01-01" });
    expect(ended.json()).toEqual({ ended: 1 });
    const twice = await post(operator, "/api/tariffs/values/end", { ...key, on: "2027-01-01" });
    expect(twice.json()).toMatchObject({
      code: "tariffs.nothing_to_end",
      title: expect.stringContaining("вышестоящее"),
    });
  });
});

describe("the paper of a document", () => {
  const PDF = Buffer.from("%PDF-1.7\n1 0 obj <<>> endobj\n%%EOF\n", "latin1");
  const keep = (login: string, query: Record<string, string>, payload = PDF) =>
    city.as(login, {
      method: "POST",
      url: `/api/documents?${new URLSearchParams({ name: "scan.pdf", ...query })}`,
      payload,
      headers: { "accept-language": "ru", "content-type": "application/pdf" },
    });
  const papersOf = async (login: string, body: object) => {
    const answer = await post(login, "/api/documents/find", body);
    expect(answer.statusCode, answer.body).toBe(200);
    return answer.json<{ papers: { paper: number; title: string; fileName: string }[] }>().papers;
  };

  it("opens from whatever names the document, for those who see whose it is", async () => {
    const title = "Протокол № 17 от 01.11.2026";
    const kept = await keep(accountant, { title: ` ${title} `, building: String(building) });
    expect(kept.statusCode, kept.body).toBe(201);
    expect(kept.json()).toMatchObject({ fileName: "scan.pdf", mediaType: "application/pdf", isNew: true });
    const again = await keep(accountant, { title, building: String(building) });
    expect(again.json()).toMatchObject({ paper: kept.json<{ paper: number }>().paper, isNew: false });

    const [paper] = await papersOf(accountant, { titles: [title], account: city.accountsOfA[4] });
    expect(paper).toMatchObject({ title, paper: kept.json<{ paper: number }>().paper });
    const given = await city.as(accountant, { url: `/api/documents/${paper?.paper}` });
    expect(given.rawPayload.equals(PDF)).toBe(true);
    expect(given.headers).toMatchObject({
      "content-type": "application/pdf",
      "content-disposition": "attachment; filename*=UTF-8''scan.pdf",
      "x-content-type-options": "nosniff",
    });

    // The other company sees neither the house nor its papers.
    expect((await post(ACCOUNTANT_B, "/api/documents/find", { titles: [title], building })).statusCode).toBe(
      422,
    );
    expect((await city.as(ACCOUNTANT_B, { url: `/api/documents/${paper?.paper}` })).statusCode).toBe(404);
  });

  it("of the city is the center's to add, and everybody's to read", async () => {
    const title = "Приказ № 61-т";
    const refused = await keep(accountant, { title });
    expect(refused.statusCode).toBe(403);
    expect(refused.json<{ title: string }>().title).toContain("расчётный центр");
    expect((await keep(operator, { title })).statusCode).toBe(201);
    expect(await papersOf(ACCOUNTANT_B, { titles: [title] })).toHaveLength(1);
  });

  it("is refused where it is no paper", async () => {
    const page = await keep(operator, { title: "Приказ" }, Buffer.from("<!doctype html><script></script>"));
    expect(page.statusCode).toBe(422);
    expect(page.json<{ title: string }>().title).toContain("Нужен PDF");
    expect((await keep(operator, { title: " " })).statusCode).toBe(422);
    expect((await keep(operator, { title: "Приказ" }, Buffer.alloc(11 * 1_048_576))).statusCode).toBe(413);
  });
});
