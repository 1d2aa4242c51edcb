import { readFile } from "node:fs/promises";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DEMO_RESIDENT } from "#flows/demo-town";
import { faultsOfHtml, linkedDataOf } from "../html.ts";
import { CHROMIUM, expectContrast, expectNoAxeViolations, serveTown, type Town } from "./town.ts";

const CITY = "/severoozyorsk";
const PHONE = { width: 360, height: 640 };
const FORMS_OF_COMPANY = ["1.1", "1.2", "1.3", "1.4", "1.5"];
const FORMS_OF_HOUSE = 8;

/** A photograph of a dark staircase, as small as one can be. */
const STAIRCASE = await sharp({ create: { width: 80, height: 60, channels: 3, background: "#101418" } })
  .jpeg()
  .toBuffer();

describe.skipIf(CHROMIUM === undefined)("the portal", () => {
  let town: Town;
  beforeAll(async () => {
    town = await serveTown();
  }, 300_000);
  afterAll(() => town.close());

  it("leads without a script from a house to its company, through all it must publish, and to open data", async () => {
    const { page, go, complaints } = await town.open(undefined, { ...PHONE, script: false });
    const title = () => page.getByRole("heading", { level: 1 }).innerText();
    await go(`${CITY}?lang=ru`);
    await page.getByLabel("Улица и дом").fill("ленина 7 кв 3");
    await page.getByRole("button", { name: "Найти мой дом" }).click();
    await expect.poll(title).toBe("ул. Ленина, д. 7");
    const house = new URL(page.url()).pathname;
    const call = page.getByRole("link", { name: /^Авария: / }).first();
    expect(await call.getAttribute("href")).toMatch(/^tel:[+\d]+$/);

    await page.getByRole("link", { name: "Формы раскрытия информации об этом доме" }).click();
    await expect.poll(title).toBe("ул. Ленина, д. 7: формы дома");
    await expect(page.getByRole("heading", { level: 2, name: /^2\.\d\. / }).count()).resolves.toBe(
      FORMS_OF_HOUSE,
    );
    await expect(page.getByRole("main").innerText()).resolves.toMatch(/Начислено за год\s+[\d\s]+,\d\d\s₽/);

    await go(house);
    await page.getByRole("link", { name: "ООО «УК Заречье»" }).last().click();
    await expect.poll(title).toBe("ООО «УК Заречье»");
    const company = new URL(page.url()).pathname;
    await page.getByRole("link", { name: "Раскрытие информации" }).click();
    await expect.poll(title).toBe("Раскрытие информации");
    for (const code of FORMS_OF_COMPANY) {
      await page.getByRole("link", { name: new RegExp(`^${code.replace(".", "\\.")}\\. `) }).click();
      await expect.poll(title).toMatch(new RegExp(`^${code.replace(".", "\\.")}\\. `));
      const values = await page.getByRole("definition").allInnerTexts();
      expect([code, values.length > 0, values.filter((value) => value.trim() === "")]).toEqual([
        code,
        true,
        [],
      ]);
      await page.getByRole("link", { name: "2025", exact: true }).click();
      await expect.poll(() => new URL(page.url()).search).toContain("year=2025");
      await go(`${company}/disclosure`);
    }

    await page.getByRole("contentinfo").getByRole("link", { name: "Открытые данные" }).click();
    const arriving = page.waitForEvent("download");
    await page.getByRole("link", { name: "Дома, CSV" }).click();
    const table = await readFile(await (await arriving).path(), "utf8");
    expect(table.split("\r\n")[0]).toContain("house,address,built");
    expect(table).toContain("ул. Ленина, д. 7");
    expect(complaints).toEqual([]);
  });

  it("takes a message with a photograph without a script; its answer is read by number and code", async () => {
    const { page, go, context, complaints } = await town.open(undefined, { ...PHONE, script: false });
    await go(`${CITY}/feedback?lang=ru`);
    await page.getByLabel("Ваш дом").fill("Ленина 7");
    await page.getByLabel("Сообщение", { exact: true }).fill("Почему в подъезде темно?");
    await page.getByLabel("Как к вам обращаться").fill("Пётр");
    await page.getByLabel("Телефон").fill("+7 916 123-45-67");
    const files = page.getByLabel("Фотографии и документы");
    const send = async (): Promise<void> => {
      await page.getByLabel(/Согласен на обработку/).check();
      await page.getByRole("button", { name: "Отправить" }).click();
    };
    const script = Buffer.from("<html><script>alert(1)</script></html>");
    await files.setInputFiles({ name: "photo.jpg", mimeType: "image/jpeg", buffer: script });
    await send();
    await expect.poll(() => page.getByRole("alert").innerText()).toContain("не фотография");
    await files.setInputFiles({ name: "подъезд.jpg", mimeType: "image/jpeg", buffer: STAIRCASE });
    await send();
    const code = await page.getByText(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/).innerText();
    await expect
      .poll(() => page.getByRole("status").innerText())
      .toMatch(/Ответ будет здесь до 07\.12\.2026/);
    const status = new URL(page.url()).pathname;
    const number = status.split("/").at(-1) ?? "";
    const photo = (await page.getByRole("link", { name: /подъезд\.jpg/ }).getAttribute("href")) ?? "";
    const kept = await context.request.get(new URL(photo, page.url()).href);
    expect([kept.status(), kept.headers()["content-type"]]).toEqual([200, "image/jpeg"]);

    const clerk = await town.open("zarechye");
    await clerk.go(`/app/inbox/${number}`);
    await expectNoAxeViolations(clerk.page, "a case");
    await clerk.page.getByLabel("Ответ", { exact: false }).last().fill("Лампу заменят завтра.");
    await clerk.page.keyboard.press("Control+Enter");
    await clerk.page.getByText("Отвечено", { exact: true }).first().waitFor();

    const elsewhere = await town.open(undefined, { ...PHONE, scheme: "dark" });
    expect((await elsewhere.context.request.get(new URL(photo, page.url()).href)).status()).toBe(404);
    await elsewhere.go(`${status}?lang=ru`);
    await elsewhere.page.getByLabel("Код").fill("0000-0000-0000");
    await elsewhere.page.getByRole("button", { name: "Открыть" }).click();
    await expect
      .poll(() => elsewhere.page.getByRole("alert").innerText())
      .toContain("не подходят друг к другу");
    await expectNoAxeViolations(elsewhere.page, "a code asked for");
    await elsewhere.page.getByLabel("Код").fill(code.toLowerCase());
    await elsewhere.page.getByRole("button", { name: "Открыть" }).click();
    await elsewhere.page.getByText("Лампу заменят завтра.").waitFor();
    await expectNoAxeViolations(elsewhere.page, "the answer on the portal");

    // The case is nobody's account: its number opens nothing in the private account of a house's resident.
    await elsewhere.go("/lk/sign-in");
    await elsewhere.page.getByLabel("Почта или мобильный телефон").fill(DEMO_RESIDENT.name);
    await elsewhere.page.getByLabel("Пароль").fill(DEMO_RESIDENT.password);
    await elsewhere.page.getByRole("button", { name: "Войти", exact: true }).click();
    await expect.poll(() => new URL(elsewhere.page.url()).pathname).toBe("/lk");
    expect((await elsewhere.context.request.get(`/lk/messages/${number}`)).status()).toBe(404);
    // A wrong code is answered as refused, and the browser says so of its own.
    expect([...complaints, ...elsewhere.complaints]).toEqual([]);
  });

  it("is valid on each page of its map, and says to machines what it is", async () => {
    const told = new Set<string>();
    for (const address of await addressesOf(town)) {
      const answer = await fetch(`${town.address}${address}`, { headers: { "accept-language": "ru" } });
      const html = await answer.text();
      expect([address, answer.status, await faultsOfHtml(html)]).toEqual([address, 200, []]);
      expect(html, address).toMatch(
        /<link rel="canonical"[^>]*>(?:(?!<\/head>).)*hrefLang="ru"(?:(?!<\/head>).)*hrefLang="en"/s,
      );
      for (const data of linkedDataOf(html)) {
        expect([address, data["@context"]]).toEqual([address, "https://schema.org"]);
        told.add(data["@type"]);
      }
    }
    expect([...told].sort()).toEqual([
      "ApartmentComplex",
      "BreadcrumbList",
      "Dataset",
      "NewsArticle",
      "Organization",
    ]);
  });

  it("has no fault of accessibility on any kind of page, light and dark", async () => {
    // One address of each kind: houses and companies are all alike to a reader.
    const kinds = new Map<string, string>();
    for (const address of await addressesOf(town)) {
      const kind = address
        .replace(/\/house\/\d+/, "/house")
        .replace(/\/(news|pages)\/.*/, "/$1/:")
        .replace(/\/c\/[^/]*/, "/c/:");
      kinds.set(kind, kinds.get(kind) ?? address);
    }
    const company = [...kinds.values()].find((address) => /\/c\/[^/]*$/.test(address)) ?? "";
    const addresses = [
      ...kinds.values(),
      ...FORMS_OF_COMPANY.map((code) => `${company}/disclosure/${code}`),
      `${CITY}/house?q=${encodeURIComponent("нет такой улицы")}`,
      `${CITY}/house?q=${encodeURIComponent("садовая")}`,
      `${CITY}/companies?q=nobody&sort=area`,
      `${CITY}/nothing-here`,
    ];
    expect(addresses.length).toBeGreaterThan(22);
    const light = await town.open(undefined, { ...PHONE, language: "en" });
    const dark = await town.open(undefined, { scheme: "dark" });
    const inLight = async (): Promise<void> => {
      for (const address of addresses) {
        await light.page.goto(address);
        await expectNoAxeViolations(light.page, address);
        const width = await light.page.evaluate<number>("document.documentElement.scrollWidth");
        expect([address, width]).toEqual([address, PHONE.width]);
      }
    };
    const inDark = async (): Promise<void> => {
      for (const address of addresses) {
        await dark.page.goto(address);
        await expectContrast(dark.page, address);
      }
    };
    await Promise.all([inLight(), inDark()]);
    // Paper is white, whatever the screen is: the rows stay rows, and the telephone of accidents stays.
    await dark.go(`${CITY}/house/1`);
    await dark.page.setViewportSize({ width: 720, height: 1000 });
    await dark.page.emulateMedia({ media: "print" });
    await expectContrast(dark.page, "on paper");
    const ground = await dark.page.evaluate<string>(
      "getComputedStyle(document.querySelector('.card')).backgroundColor",
    );
    expect(ground).toBe("rgb(255, 255, 255)");
    expect(await dark.page.getByRole("columnheader", { name: "Тариф" }).isVisible()).toBe(true);
    expect(
      await dark.page
        .getByRole("link", { name: /^Авария: / })
        .first()
        .isVisible(),
    ).toBe(true);
    expect(await dark.page.getByText(/по состоянию на/).isVisible()).toBe(true);
    expect(await dark.page.getByRole("banner").isVisible()).toBe(false);
    expect([...light.complaints, ...dark.complaints]).toEqual([]);
  }, 90_000);
});

/** Where the map of the portal leads to. */
async function addressesOf({ address }: Town): Promise<readonly string[]> {
  const map = await (await fetch(`${address}/sitemap.xml`)).text();
  const places = [...map.matchAll(/<loc>([^<]*)<\/loc>/g)].map(([, place]) => place ?? "");
  expect(places.length).toBeGreaterThan(30);
  return places.map((place) => {
    expect(place.startsWith(`${address}/`), place).toBe(true);
    return place.slice(address.length);
  });
}
