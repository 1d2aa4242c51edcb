import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { setBusinessDate } from "#modules/organizations";
import { openDatabase } from "#platform/database";
import type { Http } from "#platform/http";
import { createApp } from "../../src/app/server.ts";
import { type TestDatabase, withDatabase } from "../database.ts";
import { postgresWire, type Wire } from "../faults/tcp-proxy.ts";
import { addressOf } from "../faults/town.ts";
import { granted, settleSmallTown, type SmallTown, TODAY } from "../small-town.ts";

/* The portal of a small town, and the wire to its database, which can be cut. */

let files: TestDatabase;
let wire: Wire;
let town: SmallTown;
let app: Http;
let filesDir: string;
let closePool: () => Promise<void>;

beforeAll(async () => {
  files = await withDatabase();
  town = await settleSmallTown(files.open());
  granted(await setBusinessDate(town.center, TODAY));
  const { to, through } = addressOf(files.appUrl);
  wire = await postgresWire(to, () => "pass");
  const database = openDatabase(through(wire.port));
  closePool = () => database.close();
  filesDir = await mkdtemp(path.join(os.tmpdir(), "pay-logic-portal-"));
  app = await createApp({ database, filesDir, demo: false, work: () => undefined });
});
afterAll(async () => {
  await app.close();
  await closePool();
  await files.drop();
  await rm(filesDir, { recursive: true, force: true });
});

const get = (url: string, headers: Readonly<Record<string, string>> = {}) => app.inject({ url, headers });

const CITY = "/severoozyorsk";

test("the same page again is told by its tag; another language is another page", async () => {
  const first = await get(`${CITY}/companies`, { "accept-language": "ru" });
  expect(first.statusCode).toBe(200);
  const tag = String(first.headers["etag"]);
  const again = await get(`${CITY}/companies`, { "accept-language": "ru", "if-none-match": tag });
  expect([again.statusCode, again.body]).toEqual([304, ""]);
  const english = await get(`${CITY}/companies`, { "accept-language": "en", "if-none-match": tag });
  expect(english.statusCode).toBe(200);
  expect(english.headers["etag"]).not.toBe(tag);
});

test("the database is cut off: pages that were read are still there, with their date, and others say when to come", async () => {
  const house = `${CITY}/house/${town.lesnaya12}`;
  expect((await get(house)).statusCode).toBe(200);
  expect((await get(CITY)).statusCode).toBe(200);
  await wire.close();
  for (const address of [CITY, house]) {
    const kept = await get(address, { "accept-language": "en" });
    expect([kept.statusCode, kept.body.includes("Page updated")]).toEqual([200, true]);
  }
  const unread = await get(`${CITY}/house/${town.mira7}`, { "accept-language": "en" });
  expect(unread.statusCode).toBe(503);
  expect(unread.headers["retry-after"]).toBe("60");
  expect(unread.body).toContain("Not available for the moment");
  // What somebody types is looked up each time.
  expect((await get(`${CITY}/house?q=Mira`)).statusCode).toBe(503);
});
