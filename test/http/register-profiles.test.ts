import { readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BUILT_IN_PROFILES } from "#modules/gateways";
import { LOGINS, type ServedCity, serveCity } from "./served-city.ts";

/*
 * A bank changes a column of its register, and a person of the center mends the profile, over HTTP alone. Told in order.
 */

let city: ServedCity;
const { operator, chief_accountant: chief, accountant } = LOGINS;

beforeAll(async () => {
  city = await serveCity();
});
afterAll(() => city.close());

const VECTORS = path.join(import.meta.dirname, "../../src/modules/gateways/registers/vectors");
const inBase64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64");
const bytes = readFileSync(path.join(VECTORS, "sber-register.txt"));
const sample = { name: "0911.txt", content: inBase64(bytes) };
/** The same register with another separator: what the bank sends from December on. */
const changed = {
  name: "0112.txt",
  content: inBase64(Buffer.from(bytes.map((byte) => (byte === 0x3b ? 0x7c : byte)))),
};
const definition = { ...BUILT_IN_PROFILES.find(({ code }) => code === "sber-register")?.definition };
const versions = "/api/gateways/profiles/sber-register/versions";

const get = (login: string, url: string) => city.as(login, { url, headers: { "accept-language": "ru" } });
const post = (login: string, url: string, payload: object) =>
  city.as(login, { method: "POST", url, payload, headers: { "accept-language": "ru" } });

describe("profiles of registers", () => {
  it("are the center's", async () => {
    expect((await get(accountant, "/api/gateways/profiles")).statusCode).toBe(403);
    const { profiles } = (await get(operator, "/api/gateways/profiles")).json<{
      profiles: { code: string; isOwn: boolean; version: number }[];
    }>();
    expect(profiles).toHaveLength(BUILT_IN_PROFILES.length);
    expect(profiles).toContainEqual(
      expect.objectContaining({ code: "sber-register", isOwn: false, version: 1 }),
    );
  });

  it("are proposed for a file, with reasons", async () => {
    const { candidates } = (await post(operator, "/api/gateways/profiles/detect", { sample })).json<{
      candidates: { code: string; reads: boolean; reasons: string[] }[];
    }>();
    expect(candidates[0]).toMatchObject({
      code: "sber-register",
      reads: true,
      reasons: ["Строки читаются: 7.", "Число строк и суммы сходятся."],
    });
  });

  it("are tried on a sample: rows, refusals with their lines, totals", async () => {
    const tried = await post(operator, "/api/gateways/profiles/check", { definition, sample });
    expect(tried.statusCode).toBe(200);
    expect(tried.json()).toMatchObject({
      faults: [],
      read: {
        encoding: "windows-1251",
        refusals: [],
        counted: { count: 7, total: "2247173", fee: "26966" },
        declared: { count: 7, total: "2247173" },
        order: { number: "004512", date: "2025-11-10" },
      },
    });
    expect(tried.json<{ read: { rows: object[] } }>().read.rows[0]).toMatchObject({
      line: 1,
      account: "4400110010",
      amount: "150000",
    });
    const refused = await post(operator, "/api/gateways/profiles/check", { definition, sample: changed });
    expect(refused.json<{ read: { refusals: object[] } }>().read.refusals[0]).toMatchObject({
      code: "wrong-number-of-columns",
      line: 1,
      sentence: expect.stringContaining("должно быть 12"),
    });
    expect(refused.json<{ lines: string[] }>().lines[0]).toContain("|4400110010|Иванова");
  });

  it("with faults say where", async () => {
    const wrong = {
      ...definition,
      delimiter: undefined,
      columns: [{ field: "account" }, { field: "amuont" }],
    };
    const tried = await post(operator, "/api/gateways/profiles/check", { definition: wrong, sample });
    expect(tried.json<{ faults: { path: string }[] }>().faults.map((fault) => fault.path)).toEqual([
      "columns.1",
    ]);
    const saved = await post(operator, versions, { definition: wrong, sample, validFrom: "2026-12-01" });
    expect(saved.statusCode).toBe(422);
    expect(saved.json()).toMatchObject({ code: "gateways.profile_faulty" });
  });

  it("are saved only with a sample that they read", async () => {
    const refused = await post(operator, versions, { definition, sample: changed, validFrom: "2026-12-01" });
    expect(refused.statusCode).toBe(422);
    expect(refused.json()).toMatchObject({
      code: "gateways.sample_refused",
      title: expect.stringContaining("Строка 1"),
    });
    const saved = await post(operator, versions, {
      definition: { ...definition, title: "Сбербанк, наш договор" },
      sample,
      validFrom: "2026-11-01",
      note: "Договор 17",
    });
    expect([saved.statusCode, saved.json()]).toEqual([201, { code: "sber-register", version: 2 }]);
  });

  it("read the samples of the versions before, unless the bank has changed its files", async () => {
    const next = { definition: { ...definition, delimiter: "|" }, sample: changed, validFrom: "2026-12-01" };
    const refused = await post(chief, versions, next);
    expect(refused.statusCode).toBe(409);
    expect(refused.json()).toMatchObject({ code: "gateways.kept_sample_refused", data: { version: 2 } });
    const saved = await post(chief, versions, { ...next, layoutChanged: true });
    expect(saved.json()).toEqual({ code: "sber-register", version: 3 });
    // From here on the changed layout is the test.
    const back = await post(chief, versions, { definition, sample, validFrom: "2027-01-01" });
    expect(back.json()).toMatchObject({ code: "gateways.kept_sample_refused", data: { version: 3 } });
  });

  it("keep every version as it was saved", async () => {
    const told = (await get(operator, "/api/gateways/profiles/sber-register")).json<{
      versions: { version: number; isOwn: boolean; definition: { delimiter: string } }[];
    }>();
    expect(told.versions.map((one) => [one.version, one.isOwn, one.definition.delimiter])).toEqual([
      [3, true, "|"],
      [2, true, ";"],
      [1, false, ";"],
    ]);
    expect((await get(operator, "/api/gateways/profiles/nobody")).statusCode).toBe(404);
  });
});
