import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openDatabase } from "#platform/database";
import { createHttp } from "#platform/http";
import { createApp } from "../../src/app/server.ts";
import { describeRefusal } from "../../src/app/refusals.ts";
import { LOGINS, type ServedCity, serveCity } from "./served-city.ts";

let city: ServedCity;
beforeAll(async () => {
  city = await serveCity();
});
afterAll(() => city.close());

describe("a problem document", () => {
  it("says the same in Russian and in English, with one code and one status", async () => {
    const ask = (language?: string) =>
      city.as(LOGINS.operator, {
        url: "/api/accounts/99999999",
        headers: language === undefined ? {} : { "accept-language": language },
      });
    const ru = await ask("ru-RU,ru;q=0.9,en;q=0.5");
    expect(ru.statusCode).toBe(404);
    expect(ru.headers["content-type"]).toBe("application/problem+json; charset=utf-8");
    expect(ru.headers["content-language"]).toBe("ru");
    expect(ru.json()).toEqual({
      type: "urn:paylogic:accounts.account_not_found",
      title: "Лицевой счёт 99999999 не найден. Проверьте номер по квитанции.",
      status: 404,
      code: "accounts.account_not_found",
      requestId: ru.headers["x-request-id"],
      data: { number: "99999999" },
    });
    for (const language of ["en", "de, fr;q=0.7", undefined]) {
      expect((await ask(language)).json(), String(language)).toMatchObject({
        title: "There is no account 99999999 in your sight. Check the number on the receipt.",
        code: "accounts.account_not_found",
      });
    }
  });

  it("names each field that is wrong, and never repeats what was sent", async () => {
    const answer = await city.as(LOGINS.accountant, {
      method: "POST",
      url: `/api/accounts/${city.accountsOfA[0]}/payments`,
      headers: { "idempotency-key": "problems-0001" },
      payload: { amount: 100.5, paidOn: "2026-02-30", statedPeriod: "2026-13", secret: "hush" },
    });
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({
      code: "request.invalid",
      data: {
        issues: [
          { field: "amount", problem: "wrong_type", wanted: "string" },
          { field: "paidOn", problem: "no_such", wanted: "date" },
          { field: "statedPeriod", problem: "no_such", wanted: "month" },
          { field: "secret", problem: "unknown_field" },
        ],
      },
    });
    expect(answer.body).not.toContain("hush");
    const query = await city.as(LOGINS.operator, { url: "/api/accounts?q=x&limit=1000&page=2" });
    expect(query.json()).toMatchObject({
      data: { issues: [{ field: "?limit" }, { field: "?page", problem: "unknown_field" }] },
    });
    const path = await city.as(LOGINS.operator, {
      url: "/api/accounts/12x",
      headers: { "accept-language": "ru" },
    });
    expect(path.json()).toMatchObject({
      title: expect.stringContaining("не та запись"),
      data: { issues: [{ field: ":number", problem: "wrong_form" }] },
    });
  });

  it("answers what cannot be read at all", async () => {
    const send = (payload: string, type: string) =>
      city.as(LOGINS.accountant, {
        method: "POST",
        url: "/api/metering/readings",
        headers: { "content-type": type },
        payload,
      });
    const cases = [
      { answer: await send("{", "application/json"), status: 400, code: "request.unreadable" },
      {
        answer: await send('{"__proto__":{"x":1},"readings":[]}', "application/json"),
        status: 400,
        code: "request.unreadable",
      },
      { answer: await send("<xml/>", "application/xml"), status: 415, code: "request.media_type_unknown" },
      {
        answer: await send(`"${"x".repeat(1_100_000)}"`, "application/json"),
        status: 413,
        code: "request.too_large",
      },
      {
        answer: await city.as(LOGINS.operator, { url: "/api/nowhere" }),
        status: 404,
        code: "request.route_not_found",
      },
      {
        answer: await city.as(LOGINS.operator, { method: "DELETE", url: "/api/accounts/99999999" }),
        status: 404,
        code: "request.route_not_found",
      },
    ];
    for (const { answer, status, code } of cases) {
      expect(answer.statusCode, code).toBe(status);
      expect(answer.json()).toMatchObject({ code, status, title: expect.stringMatching(/^[A-Z].+\.$/) });
    }
  });

  it("gives a defect a number, the same in the answer and in the log, and nothing else away", async () => {
    const log: string[] = [];
    const app = createHttp({
      describe: describeRefusal,
      log: { write: (line: string) => void log.push(line) },
    });
    app.get("/broken", () => {
      throw Object.assign(new Error("insert failed"), { detail: "Key (login)=(ivanova) already exists." });
    });
    const answer = await app.inject("/broken");
    expect(answer.statusCode).toBe(500);
    const { title, data } = answer.json<{ title: string; data: { number: string } }>();
    expect(data.number).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}$/);
    expect(title).toBe(
      `Our mistake, number ${data.number}; nothing was booked. Tell the administrator this number.`,
    );
    expect(answer.body).not.toContain("insert failed");
    const line = log.find((one) => one.includes('"defect"'));
    expect(JSON.parse(line ?? "{}")).toMatchObject({
      defect: data.number,
      err: { message: "insert failed" },
    });
    expect(log.join("")).not.toContain("ivanova");
    await app.close();
  });

  it("says that the database is away, and when to come again", async () => {
    const database = openDatabase("postgresql://nobody@127.0.0.1:1/nothing");
    const app = await createApp({ database, filesDir: "/nonexistent", demo: false, work: () => undefined });
    for (const request of [
      { url: "/health" },
      { url: "/api/session", headers: { authorization: `Bearer ${"x".repeat(43)}` } },
    ]) {
      const answer = await app.inject(request);
      expect(answer.statusCode, request.url).toBe(503);
      expect(answer.headers["retry-after"]).toBe("5");
      expect(answer.json()).toMatchObject({ code: "request.database_away" });
    }
    // Outside the demo the start page asks the database for nothing.
    const page = await app.inject({ url: "/start", headers: { "accept-language": "ru" } });
    expect(page.body).toContain("Сервер работает");
    expect(page.body).not.toContain("severoozersk");
    await app.close();
    await database.close();
  });
});

describe("every answer", () => {
  it("brings the headers that keep a browser safe", async () => {
    for (const url of [
      "/start",
      "/api",
      "/api/openapi.json",
      "/api/nowhere",
      "/health",
      "/assets/pages.css",
    ]) {
      const { headers } = await city.app.inject(url);
      expect(headers, url).toMatchObject({
        "content-security-policy": expect.stringMatching(/^default-src 'none';(?!.*unsafe)/),
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
        "x-request-id": expect.stringMatching(/^[0-9a-f]{16}$/),
      });
    }
  });

  it("does not take a request's number from outside", async () => {
    const { headers } = await city.app.inject({ url: "/health", headers: { "x-request-id": "mine" } });
    expect(headers["x-request-id"]).not.toBe("mine");
  });
});
