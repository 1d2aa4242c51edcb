import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { may, type Permission, PERMISSIONS, permissionsOf, ROLES } from "#modules/access";
import { createHttp } from "#platform/http";
import { documentOf, type ApiDocument, type ApiMedia, type ApiOperation } from "#platform/http/openapi";
import { guard } from "../../src/modules/access/routes.ts";
import { ACCOUNTANT_B, LOGINS, type ServedCity, serveCity } from "./served-city.ts";

let city: ServedCity;
let document: ApiDocument;
let operations: { method: string; path: string; operation: ApiOperation }[];

beforeAll(async () => {
  city = await serveCity();
  document = documentOf(city.app);
  operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
  );
});
afterAll(() => city.close());

describe("the contract", () => {
  it("is an OpenAPI 3.1 document of all routes under /api", async () => {
    const answer = await city.app.inject({ method: "GET", url: "/api/openapi.json" });
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toMatchObject({ openapi: "3.1.0", info: { title: "Pay-logic" } });
    expect(operations.length).toBeGreaterThan(45);
  });

  it("has a summary, a tag and an answer of success for each route", () => {
    for (const { method, path, operation } of operations) {
      const name = `${method} ${path}`;
      expect(operation.summary, name).toBeTruthy();
      expect(
        document.tags.map((tag) => tag.name),
        name,
      ).toContain(operation.tags?.[0]);
      expect(
        Object.keys(operation.responses).some((status) => /^2\d\d$/.test(status)),
        name,
      ).toBe(true);
      expect(operation.responses["default"], name).toBeDefined();
    }
  });

  it("has an example for every body and every JSON answer, and each fits its schema", () => {
    const wrong: string[] = [];
    const judge = (name: string, media: ApiMedia) => {
      if (media.example === undefined) {
        wrong.push(`${name}: no example`);
        return;
      }
      const inlined = JSON.parse(
        JSON.stringify({
          ...media.schema,
          components: undefined,
          $defs: document.components.schemas,
        }).replaceAll("#/components/schemas/", "#/$defs/"),
      ) as z.core.JSONSchema.JSONSchema;
      const outcome = z.fromJSONSchema(inlined).safeParse(media.example);
      if (!outcome.success) wrong.push(`${name}: ${z.prettifyError(outcome.error)}`);
    };
    for (const { method, path, operation } of operations) {
      for (const [type, media] of Object.entries(operation.requestBody?.content ?? {})) {
        if (type.includes("json")) judge(`${method} ${path} body`, media);
      }
      for (const [status, { content }] of Object.entries(operation.responses)) {
        for (const [type, media] of Object.entries(content ?? {})) {
          if (type.includes("json")) judge(`${method} ${path} ${status}`, media);
        }
      }
    }
    expect(wrong).toEqual([]);
  });

  it("resolves every reference it makes", () => {
    const text = JSON.stringify(document);
    const names = new Set([...text.matchAll(/#\/components\/schemas\/([\w-]+)/g)].map((match) => match[1]));
    for (const name of names) expect(document.components.schemas, name).toHaveProperty(name ?? "");
    expect(text).not.toContain("#/$defs/");
  });

  it("is a page to read, in the reader's language, without a script", async () => {
    for (const [language, word] of [
      ["ru", "Войти"],
      ["en", "HTTP interface"],
    ] as const) {
      const page = await city.app.inject({ url: "/api", headers: { "accept-language": language } });
      expect(page.headers["content-type"]).toBe("text/html; charset=utf-8");
      expect(page.body).toContain(`<html lang="${language}">`);
      expect(page.body).toContain(language === "en" ? word : "интерфейс HTTP");
      for (const { path, operation } of operations) {
        expect(page.body).toContain(`<code>${path}</code>`);
        expect(page.body).toContain(operation.summary.split("'")[0]);
      }
      expect(page.body).not.toMatch(/<script|javascript:|style=|https?:\/\/(?!north\.example)/);
    }
  });
});

describe("permissions", () => {
  /** Paths that name nothing there is: whoever is let in gets another answer than 401 and 403. */
  const urlOf = (path: string) =>
    path
      .replace("{number}", "99999999")
      .replace("{period}", "2020-01")
      .replace("{file}", "2020-01.pdf")
      .replace("{service}", "NO_SUCH")
      .replace("{document}", "10000000001")
      .replace("{session}", "0000000000000000")
      .replaceAll(/\{\w+\}/g, "999999");

  it("leave open what a stranger needs to sign in, and nothing else", () => {
    const open = operations.filter(({ operation }) => operation.security?.length === 0);
    expect(open.map(({ method, path }) => `${method} ${path}`).sort()).toEqual([
      "GET /api/demo",
      "POST /api/session",
    ]);
  });

  it("let in exactly the roles of the table, over every route and every role", async () => {
    const wrong: string[] = [];
    for (const { method, path, operation } of operations) {
      // Signing out would end the session that the rest is asked with.
      if (path === "/api/session" && method !== "GET") continue;
      // What the document calls open to anyone is so: the list of these is looked at below.
      if (operation.security?.length === 0) continue;
      const stranger = await city.as(undefined, { method: method as "GET", url: urlOf(path) });
      if (stranger.statusCode !== 401)
        wrong.push(`${method} ${path} answers ${stranger.statusCode} to a stranger`);
      const roles = operation["x-roles"];
      for (const role of ROLES) {
        const answer = await city.as(LOGINS[role], { method: method as "GET", url: urlOf(path) });
        const isAllowed = roles === undefined || roles.length === 0 || roles.includes(role);
        const isLetIn = answer.statusCode !== 401 && answer.statusCode !== 403;
        if (isAllowed !== isLetIn) wrong.push(`${role}: ${method} ${path} answers ${answer.statusCode}`);
        if (answer.statusCode >= 500) wrong.push(`${role}: ${method} ${path} answers ${answer.statusCode}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it("are those of the one table", () => {
    for (const { operation, method, path } of operations) {
      const roles = operation["x-roles"];
      if (roles === undefined || roles.length === 0) continue;
      const sameRoles = (permission: Permission) =>
        ROLES.filter((role) => may(role, permission))
          .sort()
          .join() === [...roles].sort().join();
      expect(PERMISSIONS.some(sameRoles), `${method} ${path}`).toBe(true);
    }
    // Who keeps the users does not see the people of the city, nor their money.
    const administrator = permissionsOf("administrator");
    for (const word of ["accounts", "payments", "readings", "receipts", "jobs.files"]) {
      expect(administrator.filter((permission) => permission.startsWith(word))).toEqual([]);
    }
    expect(permissionsOf("accountant")).not.toContain("periods.close");
    expect(permissionsOf("accountant")).not.toContain("users.manage");
  });

  it("deny by default: a route that names nobody cannot be registered", async () => {
    const app = createHttp({ describe: () => undefined });
    await guard(app, city.center.database);
    expect(() => app.get("/api/forgotten", () => "everything")).toThrow("does not say whom it lets in");
    await app.close();
  });
});

describe("A1 scoped: what is another company's", () => {
  it("is answered as if it did not exist, on every route of an account", async () => {
    const [ofA = ""] = city.accountsOfA;
    const [ofB = ""] = city.accountsOfB;
    const paths = [
      "/api/accounts/{n}",
      "/api/accounts/{n}/statement",
      "/api/accounts/{n}/statement/2026-11",
      "/api/accounts/{n}/meters",
      "/api/accounts/{n}/payments",
      "/api/accounts/{n}/receipts/2026-11.pdf",
      "/api/accounts/{n}/charges/2026-11/explanation",
      "/api/accounts/{n}/charges/2026-11/HEATING/explanation",
      "/api/accounts/{n}/card",
      "/api/accounts/{n}/parameters",
      "/api/accounts/{n}/people",
      "/api/accounts/{n}/history",
      "/api/accounts/{n}/consumption",
      "/api/accounts/{n}/documents/10000000001",
    ];
    for (const path of paths) {
      const foreign = await city.as(ACCOUNTANT_B, { url: path.replace("{n}", ofA) });
      expect(foreign.statusCode, path).toBe(404);
      expect(foreign.json<{ data: object }>().data, path).toMatchObject({});
      const absent = await city.as(ACCOUNTANT_B, { url: path.replace("{n}", "99999999") });
      // Foreign and absent must not be told apart.
      expect(foreign.json<{ code: string }>().code, path).toBe(absent.json<{ code: string }>().code);
    }
    expect((await city.as(ACCOUNTANT_B, { url: `/api/accounts/${ofB}` })).statusCode).toBe(200);
    expect((await city.as(LOGINS.accountant, { url: `/api/accounts/${ofA}` })).statusCode).toBe(200);
    expect((await city.as(LOGINS.operator, { url: `/api/accounts/${ofB}` })).statusCode).toBe(200);
  });

  it("is not found, listed, paid or read", async () => {
    const [ofA = ""] = city.accountsOfA;
    const found = await city.as(ACCOUNTANT_B, { url: `/api/accounts?q=${ofA}` });
    expect(found.json()).toEqual({ accounts: [] });
    const building = (await city.as(LOGINS.operator, { url: `/api/accounts/${ofA}` })).json<{
      building: number;
    }>().building;
    for (const url of [
      `/api/addresses/buildings/${building}`,
      `/api/tariffs/in-force?building=${building}`,
    ]) {
      expect((await city.as(ACCOUNTANT_B, { url })).statusCode, url).toBe(404);
    }
    expect(
      (await city.as(ACCOUNTANT_B, { url: `/api/metering/buildings/${building}/meters` })).json(),
    ).toEqual({ meters: [] });
    const paid = await city.as(ACCOUNTANT_B, {
      method: "POST",
      url: `/api/accounts/${ofA}/payments`,
      headers: { "idempotency-key": "foreign-account-1" },
      payload: { amount: "100" },
    });
    expect(paid.statusCode).toBe(404);
    const periods = await city.as(ACCOUNTANT_B, { url: `/api/organizations/${city.companyA}/periods` });
    expect(periods.json()).toEqual({ periods: [] });
    const figures = await city.as(ACCOUNTANT_B, { url: "/api/figures" });
    expect(figures.json<{ organizations: { id: number }[] }>().organizations.map((one) => one.id)).toEqual([
      city.companyB,
    ]);
  });
});

describe("the pages", () => {
  it("show the town's figures in the demo, in the browser's language, and nobody's name", async () => {
    for (const [language, words] of [
      ["ru-RU,ru;q=0.9,en;q=0.8", ["Открытый месяц по организациям", "Начислено"]],
      ["de-DE,de;q=0.9", ["The open month by organization", "Charged"]],
    ] as const) {
      const page = await city.app.inject({ url: "/start", headers: { "accept-language": language } });
      expect(page.statusCode).toBe(200);
      for (const word of words) expect(page.body).toContain(word);
      expect(page.body).not.toMatch(/<script|style=/);
      expect(page.headers["content-security-policy"]).toContain("default-src 'none'");
    }
  });

  it("bring their style and fonts along", async () => {
    const style = await city.app.inject("/assets/pages.css");
    expect(style.headers["content-type"]).toBe("text/css; charset=utf-8");
    for (const [, name = ""] of style.body.matchAll(/url\("([^"]+)"\)/g)) {
      const font = await city.app.inject(`/assets/${name}`);
      expect(font.statusCode, name).toBe(200);
      expect(font.headers["content-type"]).toBe("font/woff2");
    }
    for (const name of ["..%2f..%2fpackage.json", "routes.ts", "..%2froutes.ts"]) {
      expect((await city.app.inject(`/assets/${name}`)).statusCode).toBeGreaterThanOrEqual(400);
    }
  });

  it("say whether the server is well", async () => {
    expect((await city.app.inject("/health")).json()).toEqual({ status: "ok" });
  });
});
