import os from "node:os";
import type { Page } from "playwright-core";
import encodeQr from "qr";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DEMO_RESIDENT } from "#flows/demo-town";
import type { Database } from "#platform/database";
import { createApp } from "../../src/app/server.ts";
import { textOf } from "../../src/modules/receipts/vectors/reading.ts";
import { CHROMIUM, expectNoAxeViolations, serveTown, settled, type Town } from "./town.ts";

/** A photograph of a meter, as small as one can be. */
const DIAL = await sharp({ create: { width: 60, height: 40, channels: 3, background: "#204060" } })
  .png()
  .toBuffer();

describe.skipIf(CHROMIUM === undefined)("the door of the workplaces", () => {
  let town: Town;
  beforeAll(async () => {
    town = await serveTown();
  }, 300_000);
  afterAll(() => town.close());

  it("asks a stranger to sign in, and leads back to the page that was wanted", async () => {
    const { page, go, complaints } = await town.open(undefined);
    await go("/app/addresses?q=мира");
    await expect.poll(() => new URL(page.url()).pathname).toBe("/app/sign-in");
    await page.getByRole("button", { name: /accountant@zarechye/ }).click();
    await expect.poll(() => decodeURIComponent(page.url())).toContain("/app/addresses?q=мира");
    expect(complaints).toEqual([]);
  });

  it("says in words what is wrong with a login of one's own", async () => {
    const { page, go } = await town.open(undefined);
    await go("/app/sign-in");
    await page.getByLabel("Логин").fill("operator@eirc.example");
    await page.getByLabel("Пароль").fill("не тот пароль");
    await page.keyboard.press("Enter");
    await expect.poll(() => page.getByRole("alert").innerText()).toMatch(/логин|пароль/i);
    await expect(page.getByLabel("Логин").inputValue()).resolves.toBe("operator@eirc.example");
  });

  it("does not lead outside after signing in", async () => {
    const { page, go } = await town.open(undefined);
    await go("/app/sign-in?next=https://example.org/");
    await page.getByRole("button", { name: /operator@eirc/ }).click();
    await expect.poll(() => new URL(page.url()).pathname.replace(/\/$/, "")).toBe("/app");
  });

  it("asks again over the page when the session ends, and goes on where it was", async () => {
    const { page, go, context } = await town.open("operator");
    await go("/app");
    await context.clearCookies();
    await page.keyboard.press("F3");
    await page.locator("[role=combobox]:focus").waitFor();
    await page.keyboard.type("иванов");
    const dialog = page.getByRole("dialog", { name: "Сеанс закончился" });
    await dialog.waitFor();
    await dialog.getByLabel("Пароль").fill("severoozersk-2026");
    await page.keyboard.press("Enter");
    await dialog.waitFor({ state: "detached" });
    await expect.poll(() => page.getByRole("option").count()).toBeGreaterThan(0);
  });

  it.each([
    ["ru", "light"],
    ["en", "dark"],
  ] as const)("has no fault of accessibility in %s, %s", async (language, scheme) => {
    const { page, go, complaints } = await town.open(undefined, { language, scheme });
    await go("/app/sign-in");
    await expectNoAxeViolations(page, `sign-in ${scheme}`);
    await page.setViewportSize({ width: 360, height: 640 });
    await settled(page);
    await expectNoAxeViolations(page, `sign-in on a phone ${scheme}`);
    expect(complaints).toEqual([]);
  });
});

describe.skipIf(CHROMIUM === undefined)("the door of the private account", () => {
  let town: Town;
  beforeAll(async () => {
    town = await serveTown();
  }, 300_000);
  afterAll(() => town.close());

  it("opens by the slip that the company gave, without a script, and no second time", async () => {
    const clerk = await town.open("zarechye");
    await clerk.go("/app/accounts/4400110010");
    await clerk.page.getByRole("button", { name: "Личный кабинет" }).click();
    await clerk.page.getByRole("button", { name: /^Выдать (?:новый )?талон$/ }).click();
    const slip = clerk.page.getByRole("region", { name: "Талон для входа в личный кабинет" });
    const code = await slip.getByText(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/).innerText();
    await expectNoAxeViolations(clerk.page, "the slip on the card");

    const resident = await town.open(undefined, { width: 360, height: 640, script: false });
    const { page } = resident;
    await resident.go("/activate?number=4400110010");
    await page.getByLabel("Код").fill("0000-0000-0000");
    await page.getByRole("button", { name: "Дальше" }).click();
    await expect.poll(() => page.getByRole("alert").innerText()).toContain("не подходят друг к другу");
    await page.getByLabel("Код").fill(code.toLowerCase());
    await page.getByRole("button", { name: "Дальше" }).click();
    await page.getByLabel("Почта или мобильный телефон").fill("ivanova@mail.ru");
    await page.getByLabel("Придумайте пароль").fill("коротко");
    await page.getByLabel(/Я согласен/).check();
    await page.getByRole("button", { name: "Открыть кабинет" }).click();
    await expect.poll(() => page.getByRole("alert").innerText()).toContain("Пароль короче");
    await expect(page.getByLabel("Почта или мобильный телефон").inputValue()).resolves.toBe(
      "ivanova@mail.ru",
    );
    await page.getByLabel("Придумайте пароль").fill("горячая вода по утрам");
    await page.getByLabel(/Я согласен/).check();
    await page.getByRole("button", { name: "Открыть кабинет" }).click();
    await expect.poll(() => new URL(page.url()).pathname).toBe("/lk");

    // What the resident takes away is what the company prints, byte for byte.
    const [own, printed] = await Promise.all([
      resident.context.request.get("/lk/bills/2026-10/receipt.pdf"),
      clerk.context.request.get("/api/accounts/4400110010/receipts/2026-10.pdf?language=ru"),
    ]);
    expect([own.status(), printed.status()]).toEqual([200, 200]);
    expect((await own.body()).equals(await printed.body())).toBe(true);

    const stranger = await town.open(undefined, { width: 360, height: 640, script: false });
    await stranger.go("/activate?number=4400110010");
    await stranger.page.getByLabel("Код").fill(code);
    await stranger.page.getByRole("button", { name: "Дальше" }).click();
    await expect
      .poll(() => stranger.page.getByRole("alert").innerText())
      .toContain("не подходят друг к другу");
    await stranger.go("/lk/sign-in?next=https://example.org/");
    await stranger.page.getByLabel("Почта или мобильный телефон").fill("Ivanova@mail.ru");
    await stranger.page.getByLabel("Пароль").fill("горячая вода по утрам");
    await stranger.page.getByRole("button", { name: "Войти" }).click();
    await expect.poll(() => new URL(stranger.page.url()).pathname).toBe("/lk");
    expect([...resident.complaints, ...stranger.complaints]).toEqual([]);
  });

  it("leads to the company in writing by a line of a bill", async () => {
    const { page, go, complaints } = await town.open(undefined, { width: 360, height: 640 });
    await go("/lk/sign-in?next=/lk/bills/2026-10");
    await page.getByLabel("Почта или мобильный телефон").fill(DEMO_RESIDENT.name);
    await page.getByLabel("Пароль").fill(DEMO_RESIDENT.password);
    await page.getByRole("button", { name: "Войти", exact: true }).click();
    await page.locator("details.service > summary").first().click();
    // Each input says since when it holds, and when it was written down.
    const bill = await page.locator("main").textContent();
    expect(bill).toMatch(/сведения о помещении с \d{2}\.\d{2}\.\d{4}; (?:записано|внёс)/);
    await page.getByRole("link", { name: "Спросить об этой строке" }).first().click();
    await page.getByLabel("Сообщение", { exact: true }).fill("Почему столько?");
    await expectNoAxeViolations(page, "a line asked about");
    await page.getByRole("button", { name: "Отправить" }).click();
    await page.getByRole("status").waitFor();
    await expectNoAxeViolations(page, "a case of one's own");
    await go("/lk/messages");
    await expectNoAxeViolations(page, "one's own cases");

    // The clerk finds it on the card and answers; the resident's first page says so.
    const clerk = await town.open("zarechye");
    await clerk.go("/app/accounts/4400110010?tab=messages");
    await clerk.page.getByText("Почему столько?").dblclick();
    await clerk.page.getByLabel("Ответ", { exact: false }).last().fill("Октябрь был холоднее.");
    await clerk.page.keyboard.press("Control+Enter");
    await clerk.page.getByText("Отвечено", { exact: true }).first().waitFor();
    await go("/lk");
    await expectNoAxeViolations(page, "the first page with an answer");
    const answer = page.getByRole("region", { name: /^Вам ответили / });
    await answer.getByRole("link").click();
    await page.getByText("Октябрь был холоднее.").waitFor();
    expect([...complaints, ...clerk.complaints]).toEqual([]);
  });

  it("signs in by a key of the device, once it was added with the password", async () => {
    const { page, go, context, complaints } = await town.open(undefined, { width: 360, height: 640 });
    // A key belongs to a name, and an address of digits is none.
    const base = town.address.replace("127.0.0.1", "localhost");
    const device = await context.newCDPSession(page);
    await device.send("WebAuthn.enable");
    await device.send("WebAuthn.addVirtualAuthenticator", {
      options: {
        protocol: "ctap2",
        transport: "internal",
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
    await go(`${base}/lk/sign-in?next=/lk/passkeys`);
    await page.getByLabel("Почта или мобильный телефон").fill(DEMO_RESIDENT.name);
    await page.getByLabel("Пароль").fill(DEMO_RESIDENT.password);
    await page.getByRole("button", { name: "Войти", exact: true }).click();
    await page.getByLabel("Ваш пароль").fill("не тот пароль совсем");
    await page.getByRole("button", { name: "Добавить ключ" }).click();
    await expect.poll(() => page.getByRole("alert").innerText()).toContain("пароль не подходит");
    await page.getByLabel("Ваш пароль").fill(DEMO_RESIDENT.password);
    await page.getByRole("button", { name: "Добавить ключ" }).click();
    await expect.poll(() => page.getByRole("status").innerText()).toContain("Ключ добавлен");
    await expectNoAxeViolations(page, "passkeys");

    await context.clearCookies();
    await go(`${base}/lk/sign-in?next=/lk/more`);
    await page.getByRole("button", { name: "Войти по ключу доступа" }).click();
    await expect.poll(() => new URL(page.url()).pathname).toBe("/lk/more");
    await go(`${base}/lk/passkeys`);
    await page.getByRole("button", { name: "Удалить: Мой телефон" }).click();
    await expect.poll(() => page.getByRole("status").innerText()).toContain("ничего не открывает");

    await context.clearCookies();
    await go(`${base}/lk/sign-in`);
    await page.getByRole("button", { name: "Войти по ключу доступа" }).click();
    await expect.poll(() => page.getByRole("alert").innerText()).toContain("Ключ не принят");
    expect(complaints).toEqual([]);
  });

  it("shows without a connection what was looked at, and sends readings once there is one", async () => {
    const { page, go, context, complaints } = await town.open(undefined, { width: 360, height: 640 });
    await go("/lk/sign-in?next=/lk/readings");
    await page.getByLabel("Почта или мобильный телефон").fill(DEMO_RESIDENT.name);
    await page.getByLabel("Пароль").fill(DEMO_RESIDENT.password);
    await page.getByRole("button", { name: "Войти", exact: true }).click();
    await page.evaluate("navigator.serviceWorker.ready.then(() => true)");
    const manifest = await context.request.get("/lk/app.webmanifest");
    for (const { src } of ((await manifest.json()) as { icons: { src: string }[] }).icons)
      expect((await context.request.get(src)).headers()["content-type"], src).toBe("image/png");
    await go("/lk/readings");
    const field = page.locator("input.dial").first();
    const name = (await field.getAttribute("name")) ?? "";
    const last = await page.locator(`[id="${name}-last"]`).innerText();
    const shown = /: ([\d\u00a0\u202f ]+(?:,\d+)?)/.exec(last)?.[1] ?? "";

    await context.setOffline(true);
    await page.goto("/lk/readings");
    await expect(page.getByText(/^Нет связи: так было/).isVisible()).resolves.toBe(true);
    await page.goto("/lk/more");
    await expect(page.getByRole("heading", { level: 1, name: "Нет связи" }).count()).resolves.toBe(1);
    await expectNoAxeViolations(page, "no connection");
    // The tenth of a metre more is usual; the most that the dial can show is asked about when it arrives.
    for (const typed of [`${shown.replaceAll(/\D.*$|\s/g, "")},9`, "99999"]) {
      await page.goto("/lk/readings");
      await page.locator(`[name="${name}"]`).fill(typed);
      // The photograph waits with its reading.
      if (typed !== "99999")
        await page
          .locator(`[name="photo-${name.split("-")[0]}"]`)
          .setInputFiles({ name: "dial.png", mimeType: "image/png", buffer: DIAL });
      await page.getByRole("button", { name: "Отправить показания" }).click();
      await page.getByRole("heading", { name: "Показания ждут на этом устройстве" }).waitFor();
    }
    await page.goto("/lk/readings");
    await context.setOffline(false);
    // The page stands open while they are sent: it says so, and shows what the meter showed last by now.
    await page.getByText("Показания, ждавшие на этом устройстве, отправлены.").waitFor();
    await page.locator(`[id="${name}-last"]`).filter({ hasText: ",9" }).waitFor();
    const photo = page.locator(`[id="${name}-last"] a`);
    const kept = await context.request.get((await photo.getAttribute("href")) ?? "");
    expect(kept.headers()["content-type"]).toBe("image/jpeg");
    await page.locator("[data-refused]").waitFor();
    await expect(page.locator(`[name="${name}"]`).inputValue()).resolves.toBe("99999");

    // Until the window closes what was sent is corrected by sending it again.
    await page.goto("/lk/readings");
    await page.locator(`[name="${name}"]`).fill(`${shown.replaceAll(/\D.*$|\s/g, "")},8`);
    await page.getByRole("button", { name: "Отправить показания" }).click();
    await page.getByText("Принято 1 показание.").waitFor();
    await page.locator(`[id="${name}-last"]`).filter({ hasText: ",8" }).waitFor();

    await page.goto("/lk/more");
    await page.getByRole("button", { name: "Выйти" }).click();
    await page.getByLabel("Пароль").waitFor();
    await context.setOffline(true);
    await page.goto("/lk/readings");
    await expect(page.getByRole("heading", { level: 1, name: "Нет связи" }).count()).resolves.toBe(1);
    expect(complaints).toEqual([]);
  });

  it("shows nobody's account but one's own, on any of its pages", async () => {
    const { page, go, context, complaints } = await town.open(undefined, { script: false });
    await signInAsResident(page, go);
    await expect(page.getByRole("heading", { level: 1 }).count()).resolves.toBe(1);

    const own = DEMO_RESIDENT.account;
    // Every route of the private account as the router has it: one that is added later is probed, too.
    const routes = await routesUnder("/lk", town.database);
    expect(routes.length).toBeGreaterThan(30);
    const addressOf = (route: string): string =>
      // A photograph has been sent by now, and is one's own.
      route
        .replace(":period", "2026-10")
        .replace("photos/:number", "photos/999999")
        .replaceAll(/:(?:number|file)/g, "1");
    const pages = routes.filter(
      ({ method, path }) =>
        method === "GET" && !path.startsWith("/lk/sign-in") && !OF_THE_APPLICATION.test(path),
    );
    const forms = routes.filter(
      ({ method, path }) => method === "POST" && !/^\/lk\/(?:sign-|passkeys)/.test(path),
    );
    const statusOf = async (address: string): Promise<number> =>
      (await context.request.get(address, { maxRedirects: 0 })).status();
    // Another's, one that does not exist, and what is no number: none of them is told from the others.
    for (const number of ["4400110145", "0000000000", "1 or 1=1"]) {
      const form = { account: number, other: "100", session: "0123456789abcdef", grant: 1, slip: 1, card: 1 };
      const asked = `?account=${encodeURIComponent(number)}`;
      for (const { path } of pages) {
        expect(await statusOf(`${addressOf(path)}${asked}`), `${path} ${number}`).toBe(404);
      }
      for (const { path } of forms) {
        const post = (address: string) => context.request.post(address, { form, maxRedirects: 0 });
        expect((await post(`${path}${asked}`)).status(), `${path} ${number}`).toBe(404);
        if (!OF_ONESELF.has(path)) expect((await post(path)).status(), `${path} ${number}`).toBe(404);
      }
    }
    // Of messages there is none yet.
    for (const { path } of pages)
      expect(await statusOf(`${addressOf(path)}?account=${own}`), path).toBe(
        path.includes(":number") ? 404 : 200,
      );

    const stranger = await town.open(undefined, { script: false });
    for (const { path, method } of [...pages, ...forms]) {
      const answer = await stranger.context.request.fetch(addressOf(path), {
        method,
        maxRedirects: 0,
        ...(method === "POST" && { form: { account: own } }),
      });
      expect(answer.status(), path).toBe(303);
      expect(answer.headers()["location"], path).toContain("/lk/sign-in");
    }
    expect(complaints).toEqual([]);
  });

  it("pays and keeps the card, lets it pay within a limit, and takes it back", async () => {
    const { page, go, complaints } = await town.open(undefined, { width: 360, height: 640 });
    await signInAsResident(page, go);
    await go("/lk/pay");
    await page.getByLabel("Другая сумма").check();
    await page.getByLabel("Сумма, рублей").fill("0,50");
    await page.getByRole("button", { name: "Перейти к оплате" }).click();
    await expect.poll(() => page.getByRole("alert").innerText()).toContain("от 1.00");
    await page.getByLabel("Сумма, рублей").fill("150");
    await page.getByText("Сохранить карту для автоплатежа").click();
    await page.getByLabel(/Я прошу сохранить мою карту/).check();
    await page.getByRole("button", { name: "Перейти к оплате" }).click();
    await page.getByRole("button", { name: "Оплатить картой 150,00 ₽" }).click();
    await page.getByRole("button", { name: "Заплатить 150,00 ₽" }).click();
    await page.getByRole("button", { name: "Подтвердить" }).click();
    await expect.poll(() => page.getByRole("heading", { level: 1 }).innerText()).toBe("Оплачено");

    await go("/lk/autopay");
    await expectNoAxeViolations(page, "cards that are kept");
    await page.getByLabel("Предел на месяц, рублей").fill("много");
    await page.getByLabel(/Я разрешаю раз в месяц/).check();
    await page.getByRole("button", { name: "Включить автоплатёж" }).click();
    await expect.poll(() => page.getByRole("alert").innerText()).toContain("Введите предел");
    await page.getByLabel("Предел на месяц, рублей").fill("9 000");
    await page.getByLabel(/Я разрешаю раз в месяц/).check();
    await page.getByRole("button", { name: "Включить автоплатёж" }).click();
    const rule = page.getByRole("region", { name: "Автоплатёж включён" });
    await expect.poll(() => rule.innerText()).toMatch(/Не больше 9.000,00.₽ в месяц[^]*Следующее списание/);
    await page.getByRole("button", { name: "Выключить автоплатёж" }).click();
    await expect.poll(() => page.getByRole("status").innerText()).toContain("Автоплатёж выключен");
    await page.getByRole("button", { name: /^Удалить карту/ }).click();
    await expect.poll(() => page.getByRole("status").innerText()).toContain("Карта удалена");
    expect(complaints).toEqual([]);
  });

  it("takes a guest's payment by a photo of the bill's code, and shows the guest no more than is needed", async () => {
    const { page, go, complaints } = await town.open(undefined, { width: 360, height: 640 });
    await go("/pay");
    await expectNoAxeViolations(page, "payment without signing in");
    await page.getByLabel("Лицевой счёт").fill("4400 9999 99");
    await page.getByRole("button", { name: "Найти счёт" }).click();
    await expect.poll(() => page.getByRole("alert").innerText()).toContain("Такого лицевого счёта нет");
    await page.getByLabel("Лицевой счёт").fill("");
    await page.getByLabel("Фото QR-кода с квитанции").setInputFiles({
      name: "bill.jpg",
      mimeType: "image/jpeg",
      buffer: await photoOfBill(DEMO_RESIDENT.account),
    });
    await page.getByRole("button", { name: "Найти счёт" }).click();
    await page.getByRole("heading", { name: "2. Это он?" }).waitFor();
    await expectNoAxeViolations(page, "the account that was found");
    const shown = await page.getByRole("main").innerText();
    expect(shown).toContain("И*** М. П.");
    expect(shown).not.toMatch(/Иванова|Ленина/);
    await page.getByLabel("Другая сумма").check();
    await page.getByLabel("Сумма, рублей").fill("100");
    await page.getByRole("button", { name: "Перейти к оплате" }).click();
    await page.getByRole("button", { name: "Оплатить картой 100,00 ₽" }).click();
    await page.getByRole("button", { name: "Отказать" }).click();
    await expect.poll(() => page.getByRole("heading", { level: 1 }).innerText()).toBe("Оплата не прошла");
    expect(complaints).toEqual([]);
  });

  it("lets a tenant in with the rights that are given, and out at once", async () => {
    const holder = await town.open(undefined);
    await signInAsResident(holder.page, holder.go);
    await holder.go("/lk/people");
    await holder.page.getByRole("button", { name: "Создать приглашение" }).click();
    await expectNoAxeViolations(holder.page, "an invitation");
    const code = await holder.page.getByText(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/).innerText();

    const { page, go, complaints } = await town.open(undefined, { width: 360, height: 640 });
    await go(`/activate?number=${DEMO_RESIDENT.account}`);
    await page.getByLabel("Код").fill(code);
    await page.getByRole("button", { name: "Дальше" }).click();
    await page.getByLabel("Почта или мобильный телефон").fill("tenant@mail.ru");
    await page.getByLabel("Придумайте пароль").fill("горячая вода по утрам");
    await page.getByLabel(/Я согласен/).check();
    await page.getByRole("button", { name: "Открыть кабинет" }).click();
    await expect.poll(() => new URL(page.url()).pathname).toBe("/lk");
    for (const address of ["/lk/more", "/lk/sessions", "/lk/house", "/lk/data"]) {
      await go(address);
      await expectNoAxeViolations(page, address);
    }
    await expect.poll(() => page.getByRole("main").innerText()).toContain("Я согласен на обработку");
    for (const address of ["/lk/people", "/lk/autopay", "/lk/documents"])
      expect((await page.request.get(address)).status(), address).toBe(404);

    // A certificate, which whoever is shown it checks without signing in.
    await holder.go("/lk/documents");
    await holder.page.getByLabel(/^О состоянии лицевого счёта/).check();
    await holder.page.getByRole("button", { name: "Получить справку" }).click();
    await holder.page.getByRole("heading", { name: "Справка готова" }).waitFor();
    await expectNoAxeViolations(holder.page, "certificates");
    const paper = await holder.context.request.get(
      (await holder.page.getByRole("status").getByRole("link").getAttribute("href")) ?? "",
    );
    const said = (await textOf(new Uint8Array(await paper.body()))).join(" ");
    const sign = /[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(said)?.[0] ?? "";
    const number = /№ (\d+-\d+)/.exec(said)?.[1] ?? "";
    await go("/check");
    await page.getByLabel("Номер справки").fill(number);
    await page.getByLabel("Код проверки").fill(sign);
    await page.getByRole("button", { name: "Проверить" }).click();
    await page.getByText(`Справка № ${number} выдана центром`).waitFor();
    await expectNoAxeViolations(page, "a certificate that was given");
    expect(await page.getByRole("main").innerText()).not.toContain(DEMO_RESIDENT.account);

    await holder.go("/lk/people");
    await holder.page.getByRole("button", { name: "Закрыть доступ: tenant@mail.ru" }).click();
    await expect.poll(() => holder.page.getByRole("status").innerText()).toContain("Доступ закрыт");
    await go("/lk");
    await expect.poll(() => new URL(page.url()).pathname).toBe("/activate");
    expect([...holder.complaints, ...complaints]).toEqual([]);
  });

  it.each([
    ["ru", "light"],
    ["en", "dark"],
  ] as const)("has no fault of accessibility in %s, %s", async (language, scheme) => {
    const { page, go, complaints } = await town.open(undefined, {
      language,
      scheme,
      width: 360,
      height: 640,
    });
    for (const address of ["/lk/sign-in", "/activate", "/privacy"]) {
      await go(address);
      await expectNoAxeViolations(page, `${address} ${scheme}`);
      const width = await page.evaluate<number>("document.documentElement.scrollWidth");
      expect(width, address).toBeLessThanOrEqual(360);
    }
    expect(complaints).toEqual([]);
  });
});

/** The same for everybody, signed in or not: what makes the account an application. */
const OF_THE_APPLICATION = /^\/lk\/(?:worker\.js|app\.webmanifest|offline|[\w-]+\.png)$/;

/** Forms that are about whoever reads, and of no account. */
const OF_ONESELF: ReadonlySet<string> = new Set([
  "/lk/theme",
  "/lk/language",
  "/lk/password",
  "/lk/notifications",
  "/lk/notifications/push",
  "/lk/notifications/push/end",
]);

async function signInAsResident(page: Page, go: (address: string) => Promise<void>): Promise<void> {
  await go("/lk/sign-in");
  await page.getByLabel("Почта или мобильный телефон").fill(DEMO_RESIDENT.name);
  await page.getByLabel("Пароль").fill(DEMO_RESIDENT.password);
  await page.getByRole("button", { name: "Войти", exact: true }).click();
  await expect.poll(() => new URL(page.url()).pathname).toBe("/lk");
}

interface Route {
  readonly method: "GET" | "POST";
  readonly path: string;
}

/** What the router answers below a path, read from the tree that it prints of itself. */
async function routesUnder(root: string, database: Database): Promise<Route[]> {
  const app = await createApp({ database, filesDir: os.tmpdir(), demo: true, work: () => undefined });
  await app.ready();
  const printed = app.printRoutes({ commonPrefix: false });
  await app.close();
  const routes: Route[] = [];
  const parents: string[] = [];
  for (const line of printed.split("\n")) {
    const [, indent = "", part = "", methods = ""] =
      /^([│\s]*)[├└]── (\S*)(?: \(([A-Z, ]+)\))?/.exec(line) ?? [];
    const depth = indent.length / 4;
    parents.length = depth;
    parents[depth] = part;
    const path = parents.join("").replace(/(.)\/$/, "$1");
    if (path !== root && !path.startsWith(`${root}/`)) continue;
    for (const method of ["GET", "POST"] as const)
      if (methods.split(", ").includes(method)) routes.push({ method, path });
  }
  return routes;
}

/** A bill's payment code (GOST R 56042) as a telephone takes it. */
async function photoOfBill(account: string): Promise<Buffer> {
  const text = `ST00012|Name=ЕИРЦ|PersonalAcc=40821810900000000777|BankName=АО Банк|BIC=049876543|CorrespAcc=0|PersAcc=${account}`;
  const rows = encodeQr(text, "raw", { ecc: "medium", border: 4 });
  const side = rows.length;
  return sharp(Buffer.from(rows.flat().map((isDark) => (isDark ? 20 : 240))), {
    raw: { width: side, height: side, channels: 1 },
  })
    .resize(side * 8, side * 8, { kernel: "nearest" })
    .rotate(4, { background: "#dddddd" })
    .jpeg({ quality: 75 })
    .toBuffer();
}
