import { afterAll, beforeAll, expect, it } from "vitest";
import { must } from "#core/assert";
import { findAccounts } from "#modules/accounts";
import { ACCOUNTANT_B, LOGINS, type ServedCity, serveCity } from "./served-city.ts";

/* The exchange with the state system over HTTP: whose it is, what is refused, and what a building's page says of it. */

let city: ServedCity;
let building: number;
let ofOther: number;
const { operator, accountant, chief_accountant: chief, provider } = LOGINS;
const GUID = (at: number): string => `0d2a3c1f-30b5-4f5c-8d2a-${String(at).padStart(12, "0")}`;

beforeAll(async () => {
  city = await serveCity();
  const buildingOf = async (number: string | undefined): Promise<number> =>
    must((await findAccounts(city.center, must(number, "an account"), 1))[0], "the account").building;
  building = await buildingOf(city.accountsOfA[0]);
  ofOther = await buildingOf(city.accountsOfB[0]);
});
afterAll(() => city.close());

const get = (login: string | undefined, url: string) => city.as(login, { url });
const post = (login: string | undefined, url: string, payload: object) =>
  city.as(login, { method: "POST", url, payload });
const file = (login: string, method: "POST" | "PUT", url: string, payload: string) =>
  city.as(login, { method, url, payload, headers: { "content-type": "application/octet-stream" } });

it("is the center's: nobody of a company or a provider reaches any of it", async () => {
  const organization = city.companyA;
  const routes = [
    ["GET", "/api/gis/packages"],
    ["POST", "/api/gis/packages", { organization, kind: "accounts" }],
    ["GET", "/api/gis/packages/1/file"],
    ["GET", "/api/gis/packages/1/items"],
    ["GET", "/api/gis/packages/1/workbook"],
    ["PUT", "/api/gis/packages/1/answer"],
    ["POST", "/api/gis/packages/1/leaving-out"],
    ["POST", `/api/gis/notifications?organization=${organization}`],
    ["POST", "/api/gis/documents", { organization, period: "2026-11" }],
    ["GET", "/api/gis/participants"],
    ["GET", `/api/gis/identifiers/file?organization=${organization}`],
    ["POST", `/api/gis/identifiers/file?organization=${organization}&take=no`],
    ["POST", "/api/gis/identifiers", { identifiers: [{ building, guid: GUID(1) }] }],
    ["GET", "/api/gis/settings"],
    ["PUT", "/api/gis/settings", {}],
  ] as const;
  for (const [login, status] of [
    [accountant, 403],
    [provider, 403],
    [undefined, 401],
  ] as const)
    for (const [method, url, payload] of routes) {
      const answer = await city.as(login, { method, url, ...(payload === undefined ? {} : { payload }) });
      expect([login, method, url, answer.statusCode]).toEqual([login, method, url, status]);
    }
});

it("says on a building's page what the system calls it, to those who see the building", async () => {
  const page = `/api/addresses/buildings/${building}/gis`;
  const { premises, ...nothing } = (await get(accountant, page)).json<{
    premises: { number: string; guid?: string }[];
  }>();
  expect(nothing).toEqual({ state: "unknown", named: 0 });
  const house = { building, guid: GUID(1) };
  const unknown = await post(chief, "/api/gis/identifiers", {
    identifiers: [house, { building: 99_999, guid: GUID(2) }],
  });
  expect([unknown.statusCode, unknown.json<{ code: string }>().code]).toEqual([
    404,
    "addresses.building_not_found",
  ]);
  expect((await get(accountant, page)).json()).toMatchObject({ state: "unknown" });
  const [first] = premises;
  const named = [house, { building, premises: must(first, "a flat").number, guid: GUID(3) }];
  expect((await post(chief, "/api/gis/identifiers", { identifiers: named })).statusCode).toBe(200);
  const partly = (await get(accountant, page)).json<{ premises: { guid?: string }[] }>();
  expect(partly).toMatchObject({ state: "partly", guid: GUID(1), named: 1 });
  expect(partly.premises.filter(({ guid }) => guid !== undefined)).toEqual([
    expect.objectContaining({ guid: GUID(3), number: first?.number }),
  ]);
  const all = premises.map(({ number }, at) => ({ building, premises: number, guid: GUID(100 + at) }));
  expect((await post(chief, "/api/gis/identifiers", { identifiers: all })).statusCode).toBe(200);
  expect((await get(accountant, page)).json()).toMatchObject({ state: "known", named: premises.length });
  expect((await get(ACCOUNTANT_B, page)).statusCode).toBe(404);
  expect((await get(ACCOUNTANT_B, `/api/addresses/buildings/${ofOther}/gis`)).json()).toMatchObject({
    state: "unknown",
  });
});

it("takes of a file of identifiers only what is the organization's own", async () => {
  const [mine, theirs] = [must(city.accountsOfA[0], "an account"), must(city.accountsOfB[0], "an account")];
  const text = [
    "Номер лицевого счёта;ЕЛС;GUID",
    `${mine};20АК574354;${GUID(200)}`,
    `${theirs};20АК574355;${GUID(201)}`,
    "",
  ].join("\r\n");
  const answer = await file(
    chief,
    "POST",
    `/api/gis/identifiers/file?organization=${city.companyA}&take=yes`,
    text,
  );
  expect([answer.statusCode, answer.json()]).toEqual([
    200,
    expect.objectContaining({
      fresh: 1,
      taken: true,
      refused: [expect.objectContaining({ line: 3, fault: "account_unknown", found: theirs })],
    }),
  ]);
});

it("refuses an answer that declares entities, and takes nothing of it", async () => {
  const participant = { organization: city.companyA, ppaGuid: GUID(300), accountKind: "UO" };
  const settings = await city.as(chief, {
    method: "PUT",
    url: "/api/gis/settings",
    payload: { participant },
  });
  expect(settings.statusCode, settings.body.slice(0, 300)).toBe(200);
  const made = await post(operator, "/api/gis/packages", {
    organization: city.companyA,
    kind: "accounts",
  });
  expect(made.statusCode, made.body.slice(0, 300)).toBe(201);
  const [message] = made.json<{ packages: number[] }>().packages;
  const url = `/api/gis/packages/${must(message, "a message")}`;
  const items = async () => (await get(operator, `${url}/items`)).json<object>();
  const before = await items();
  for (const declared of [
    '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>',
    '<!DOCTYPE a [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>',
  ]) {
    const answer = await file(operator, "PUT", `${url}/answer`, `<?xml version="1.0"?>${declared}<a>&b;</a>`);
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([
      422,
      "gis.answer_declares_type",
    ]);
    expect(answer.body).not.toContain("root:");
  }
  expect(await items()).toEqual(before);
});
