import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { readXlsx } from "hucre/xlsx";
import { afterAll, beforeAll, expect, test } from "vitest";
import { registerBuildings } from "#modules/addresses";
import { setBusinessDate } from "#modules/organizations";
import { overdueForms, stateForm } from "#flows/portal-disclosure";
import { addFile, disclose, writeText } from "#modules/portal";
import { openDatabase } from "#platform/database";
import type { Http } from "#platform/http";
import { createApp } from "../../src/app/server.ts";
import { type TestDatabase, withDatabase } from "../database.ts";
import { postgresWire, type Wire } from "../faults/tcp-proxy.ts";
import { addressOf } from "../faults/town.ts";
import { granted, newBuilding, refusalOf, settleSmallTown, type SmallTown, TODAY } from "../small-town.ts";

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
const lesnaya = ({ northCompany }: SmallTown) =>
  newBuilding("house-1", { street: "ул. Лесная", house: "12", organization: northCompany, entrances: 2 });

test("the same page again is told by its tag; another language is another page", async () => {
  const first = await get(`${CITY}/companies`, { "accept-language": "ru" });
  expect(first.statusCode).toBe(200);
  const tag = String(first.headers["etag"]);
  const again = await get(`${CITY}/companies`, { "accept-language": "ru", "if-none-match": tag });
  expect([again.statusCode, again.body]).toEqual([304, ""]);
  const english = await get(`${CITY}/companies`, { "accept-language": "en", "if-none-match": tag });
  expect(english.statusCode).toBe(200);
  expect(english.headers["etag"]).not.toBe(tag);
  const packed = await get(`${CITY}/companies`, { "accept-language": "ru", "accept-encoding": "br, gzip" });
  expect(packed.headers).toMatchObject({ "content-encoding": "gzip", etag: tag });
  expect(gunzipSync(packed.rawPayload).toString()).toBe(first.body);
});

test("what a company shows has an address, is saved and not opened, and is read by readers of feeds", async () => {
  const organization = town.northCompany;
  const own = `${CITY}/c/${organization}-ooo-severnyy-dom`;
  granted(
    await writeText(town.north, {
      organization,
      kind: "news",
      slug: "voda",
      title: "Вода & <лёд>",
      body: "<p>С 9:00</p><script>alert(1)</script>",
      state: "published",
      shownFrom: TODAY,
    }),
  );
  const bytes = Buffer.from("%PDF-1.7 the contract");
  const file = granted(
    await addFile(town.north, { organization, kind: "document", title: "Договор", name: "д.exe", bytes }),
  );
  const article = await get(`${own}/news/voda`);
  expect(article.body).toContain('<div class="written" lang="ru"><p>С 9:00</p></div>');
  expect(article.body).toContain('"@type":"NewsArticle"');
  expect((await get(`${own}/documents`)).body).toContain(file.sha256);
  const former = await get(`${CITY}/c/${organization}-former-name/news/voda`);
  expect([former.statusCode, former.headers["location"]]).toEqual([302, `${own}/news/voda`]);

  const saved = await get(`${own}/files/${file.id}/any-name`);
  expect(saved.rawPayload.equals(bytes)).toBe(true);
  expect(saved.headers).toMatchObject({
    "content-type": "application/pdf",
    "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent("д.pdf")}`,
    "content-security-policy": "default-src 'none'; sandbox",
    "x-content-type-options": "nosniff",
  });
  const other = `${CITY}/c/${town.southCompany}/files/${file.id}/any-name`;
  expect((await get(other)).statusCode).toBe(404);

  // The company's first page leads readers of feeds there too.
  expect((await get(`${own}/contacts`)).body).toContain(
    `type="application/rss+xml" title="ООО «Северный дом»" href="${own}/news.rss"`,
  );
  const feed = await get(`${own}/news.rss`, { host: "portal.example" });
  expect(feed.headers["content-type"]).toBe("application/rss+xml; charset=utf-8");
  expect(feed.body).toContain("<title>Вода &amp; &lt;лёд&gt;</title>");
  expect(feed.body).toContain(`<link>http://portal.example${own}/news/voda</link>`);
  expect(feed.body).toContain("<pubDate>Mon, 23 Nov 2026 06:00:00 GMT</pubDate>");
});

test("forms are filled from the books, and the company states what these do not know", async () => {
  const organization = town.northCompany;
  const own = `${CITY}/c/${organization}-ooo-severnyy-dom/disclosure`;
  const of = { organization, year: 2026, form: "1.1" };
  const known = await disclose(town.north, { ...of, fields: [{ field: "name", value: "Другое" }] });
  expect(refusalOf(known)).toEqual({ code: "portal.field_not_open", field: "name" });
  const stated = { ...of, fields: [{ field: "ogrn", value: " 1025300780001 " }] };
  expect(granted(await disclose(town.north, stated))).toBe(1);
  expect(granted(await disclose(town.north, stated))).toBe(0);
  const form = (await get(`${own}/1.1`, { "accept-language": "en" })).body;
  for (const said of ["ООО «Северный дом»", "5300000001", "1025300780001", "Houses managed</dt><dd>2<"])
    expect(form).toContain(said);
  // Another year knows nothing of it.
  expect((await get(`${own}/1.1?year=2025`)).body).not.toContain("1025300780001");
  expect((await get(`${own}/9.9`)).statusCode).toBe(404);
  const house = await get(`${CITY}/house/${town.lesnaya12}/disclosure`, { "accept-language": "en" });
  expect(house.body.match(/id="form-2\.\d"/g)).toHaveLength(8);
});

test("what the books lack of a company or a house its company states, as its own word, and the log keeps what was", async () => {
  const organization = town.northCompany;
  const own = `${CITY}/c/${organization}-ooo-severnyy-dom/disclosure`;
  const english = { "accept-language": "en" };
  const form = { organization, building: undefined, year: 2026, form: "1.1" };
  const about = (field: string, value: string) => ({ fields: [{ field, value }] });
  const outcome = async (of: Parameters<typeof stateForm>[1], who = town.north) =>
    refusalOf(await stateForm(who, of)).code;
  // The e-mail address is told by the books where they have one; here they have none.
  expect(granted(await stateForm(town.north, { ...form, ...about("email", "dom@north.example") }))).toBe(1);
  expect(await outcome({ ...form, ...about("name", "Другое") })).toBe("portal.field_not_open");
  expect(await outcome({ ...form, year: 2019, ...about("email", "x") })).toBe("portal.form_not_found");
  const house = { organization, building: town.lesnaya12, year: 2026, form: "2.1" };
  for (const value of ["B", "A"])
    expect(granted(await stateForm(town.north, { ...house, ...about("energy", value) }))).toBe(1);
  expect(await outcome({ ...house, ...about("dwellings", "7") })).toBe("portal.field_not_open");
  expect(await outcome({ ...house, form: "1.1", ...about("ogrn", "7") })).toBe("portal.form_not_found");
  // Neither the neighbour's company in its own name nor in that of another.
  for (const by of [organization, town.southCompany])
    expect(await outcome({ ...house, organization: by, ...about("energy", "G") }, town.south)).toMatch(
      /^portal\.(house|organization)_not_found$/,
    );

  expect((await get(`${own}/1.1?year=2026`, english)).body).toMatch(
    /dom@north\.example<\/span><small[^>]*> stated by the company, 23\.11\.2026/,
  );
  const shown = (await get(`${CITY}/house/${town.lesnaya12}/disclosure?year=2026`, english)).body;
  expect(shown).toMatch(/Energy efficiency class<\/dt><dd><span lang="ru">A<\/span><small[^>]*> stated by/);
  expect(shown).toMatch(/Flats<\/dt><dd>\d+<\/dd>/);
  const log = (await get(`${own}/changes`, english)).body;
  expect(
    [...log.matchAll(/<th scope="row">Form (\S+): ([^,<]*)/g)].map(([, code, field]) => [code, field]),
  ).toEqual([
    ["2.1", "Energy efficiency class"],
    ["2.1", "Energy efficiency class"],
    ["1.1", "E-mail address"],
    ["1.1", "OGRN (state registration number)"],
  ]);
  expect(log).toMatch(
    /<td data-label="Before"><span lang="ru">B<\/span><\/td><td data-label="Now"><span lang="ru">A</,
  );

  // More of its fields are filled than of the other company's: it stands first in that order.
  const ordered = (await get(`${CITY}/companies?sort=disclosed`, english)).body;
  expect(ordered.indexOf("Северный дом")).toBeLessThan(ordered.indexOf("Южный"));
  expect(await overdueForms(town.center, organization)).toContainEqual({ year: 2025, form: "1.2" });
  expect((await overdueForms(town.center, organization)).map(({ year }) => year)).not.toContain(2026);
});

test("the map shows the houses that stand somewhere known, and its list all of them", async () => {
  const places = [{ ...lesnaya(town), latitude: 58_520_000n, longitude: 31_270_000n }];
  granted(await registerBuildings(town.center, places));
  const map = (await get(`${CITY}/map`, { "accept-language": "en" })).body;
  expect(map.match(/<circle[^>]* r="13"/g)).toHaveLength(1);
  expect(map).toMatch(
    /<a href="\/severoozyorsk\/house\/\d+" tabindex="-1"><title>ул\. Лесная, д\. 12, ООО «Северный дом»</,
  );
  expect(map).toContain("where 3 houses stand");
  expect(map.match(/<th scope="row"><a href="\/severoozyorsk\/house\/\d+"/g)).toHaveLength(4);
  // Of one company: its houses alone.
  const south = (await get(`${CITY}/map?company=${town.southCompany}`, { "accept-language": "en" })).body;
  expect(south).not.toMatch(/<title>ул|Лесная/);
  expect((await get(`${CITY}/map?company=999`)).statusCode).toBe(404);
  const rows = (await get("/opendata/houses.json")).json<{
    rows: { house: number; latitude: string | null }[];
  }>();
  expect(rows.rows.map(({ latitude }) => latitude).filter(Boolean)).toEqual(["58.52"]);
});

test("open data have the same rows in each format, and the sitemap leads to pages that are there", async () => {
  const json = (await get("/opendata/houses.json")).json<{ schema: { name: string }[]; rows: object[] }>();
  const csv = await get("/opendata/houses.csv");
  expect(csv.headers["content-type"]).toBe("text/csv; charset=utf-8");
  const [head, ...lines] = csv.body.slice(1).trimEnd().split("\r\n");
  expect(head?.split(",")).toEqual(json.schema.map(({ name }) => name));
  expect(lines).toHaveLength(json.rows.length);
  expect(json.rows).toHaveLength(4);
  const { resources, licenses } = (await get("/opendata/houses.schema.json")).json<{
    resources: { path: string; schema: { fields: { name: string }[] } }[];
    licenses: object[];
  }>();
  expect(resources[0]?.path).toBe("houses.csv");
  expect(resources[0]?.schema.fields.map(({ name }) => name)).toEqual(head?.split(","));
  expect(licenses).toEqual([{ name: "CC-BY-4.0", path: "https://creativecommons.org/licenses/by/4.0/" }]);
  const sheet = await readXlsx((await get("/opendata/houses.xlsx")).rawPayload);
  expect(sheet.sheets[0]?.rows).toHaveLength(5);

  const map = (await get("/sitemap.xml", { host: "portal.example" })).body;
  const addresses = [...map.matchAll(/<loc>http:\/\/portal\.example([^<]*)<\/loc>/g)].map(
    ([, path]) => path ?? "",
  );
  expect(addresses).toContain(`${CITY}/house/${town.lesnaya12}`);
  for (const address of addresses) expect([address, (await get(address)).statusCode]).toEqual([address, 200]);
  expect(addresses).toEqual(expect.arrayContaining(["/pay", `${CITY}/feedback`]));
  const closed = (await get("/robots.txt")).body.match(/(?<=Disallow: ).*/g) ?? [];
  expect(closed).toContain("/lk");
  for (const address of addresses) expect(closed.filter((path) => address.startsWith(path))).toEqual([]);
});

test("an address that the portal has not is answered in words, and one of programs in theirs", async () => {
  for (const address of [`${CITY}/nothing`, `${CITY}/house/7/nothing`, "/nothing"]) {
    const page = await get(address, { "accept-language": "en" });
    expect([page.statusCode, page.headers["content-type"]]).toEqual([404, "text/html; charset=utf-8"]);
  }
  const program = await get("/api/nothing");
  expect([program.statusCode, program.json()]).toMatchObject([404, { code: "request.route_not_found" }]);
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
  const unread = await get(`${CITY}/house/${town.mira7}/disclosure?year=2025`, { "accept-language": "en" });
  expect(unread.statusCode).toBe(503);
  expect(unread.headers["retry-after"]).toBe("60");
  expect(unread.body).toContain("Not available for the moment");
  // What somebody types is looked up each time.
  expect((await get(`${CITY}/house?q=Mira`)).statusCode).toBe(503);
});
