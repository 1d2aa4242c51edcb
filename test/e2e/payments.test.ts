import { readFile } from "node:fs/promises";
import { readXlsx } from "hucre/xlsx";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { administer } from "../postgres.setup.ts";
import { CHROMIUM, expectNoAxeViolations, serveTown, settled, type Town } from "./town.ts";

/*
 * The cashier's batch and the list of payments, by the keyboard: a killed browser loses nothing, Enter pressed twice
 * books once, a payment is reversed with its reason. Then the month's receipts are counted, looked at and printed.
 */
describe.skipIf(CHROMIUM === undefined)("payments and receipts", () => {
  let town: Town;
  beforeAll(async () => {
    town = await serveTown();
  }, 300_000);
  afterAll(() => town.close());

  it("a batch is entered by the keyboard, survives a killed browser, and is booked once", async () => {
    const { page, go, context, complaints } = await town.open("operator");
    await go("/app/entry/payments");
    const focused = () => page.evaluate("document.activeElement.name");
    const keys = async (...typed: string[]) => {
      for (const text of typed) {
        await page.keyboard.type(text);
        await page.keyboard.press("Enter");
      }
    };
    expect(await focused()).toBe("count");
    await keys("2", "3000,50", "");
    expect(await focused()).toBe("account");
    await keys("4400110010");
    await expect.poll(focused).toBe("amount");
    await keys("2000", "ПКО 1");
    // A scanner types the receipt's code and Enter in one burst.
    await keys("ST00012|Name=ЕИРЦ|PersonalAcc=1|PersAcc=4400110145|Sum=100150");
    await expect.poll(focused).toBe("amount");
    await keys("", "ПКО 2");
    await page.getByText("все документы введены").waitFor();
    await page.close();

    const again = await context.newPage();
    await again.goto("/app/entry/payments");
    await again.getByText("Восстановлено 2 документа").waitFor();
    // The sum is a rouble too much: the batch waits.
    await again.keyboard.press("Control+Enter");
    await again.getByLabel("Причина расхождения с описью").waitFor();
    await again.getByRole("button", { name: "Изменить строку 2" }).click();
    await again.getByLabel("Сумма", { exact: true }).fill("1000,50");
    await again.getByRole("textbox", { name: "Документ", exact: true }).press("Enter");
    await again.getByText("Сошлось", { exact: true }).waitFor();
    const sent: string[] = [];
    again.on("request", (request) => {
      if (request.method() === "POST") sent.push(new URL(request.url()).pathname);
    });
    await again.keyboard.press("Control+Enter");
    await again.keyboard.press("Control+Enter");
    await again.getByRole("alert").filter({ hasText: "Проведено 2 платежа на 3 000,50 ₽" }).waitFor();
    expect(sent).toEqual(["/api/payments/batches"]);
    await expectNoAxeViolations(again, "a posted batch");

    // The number of a payment leads to it, what it paid adds up, and it can be reversed once.
    await again.getByRole("row", { name: /ПКО 2/ }).getByRole("link").last().click();
    const panel = again.getByRole("region", { name: /^Платёж \d+$/ });
    await panel.getByRole("row", { name: /Итого/ }).getByText("1 000,50").waitFor();
    await again.keyboard.press("Delete");
    await again.getByLabel("Причина").fill("внесён дважды");
    await again.keyboard.press("Enter");
    await panel.getByText(/Причина: внесён дважды/).waitFor();
    await again.keyboard.press("Escape");
    await expect.poll(() => again.getByRole("gridcell", { name: "Сторнирован" }).count()).toBe(1);
    expect(complaints).toEqual([]);
  });

  it("a shift of the cash desk, by the keyboard: opened, a named debt paid, counted, handed over, closed", async () => {
    const { page, go, complaints } = await town.open("operator");
    await go("/app/cash");
    const focused = () => page.evaluate("document.activeElement.name");
    const { keyboard } = page;
    await expect.poll(focused).toBe("desk");
    await expectNoAxeViolations(page, "a desk without a shift");
    await keyboard.press("Enter");
    await keyboard.type("5000");
    await keyboard.press("Enter");
    await expect.poll(focused).toBe("account");
    await keyboard.type("4400110010");
    await keyboard.press("Enter");
    await expect.poll(focused).toBe("amount");
    // The payer insists on a service of the latest month that is owed.
    await page.getByLabel("Месяц", { exact: true }).waitFor();
    await keyboard.press("Shift+Tab");
    await keyboard.press("Shift+Tab");
    await expect.poll(focused).toBe("month");
    await keyboard.press("End");
    await keyboard.press("Tab");
    await keyboard.press("End");
    const stated = await page.getByLabel("Услуга", { exact: true }).locator("option:checked").innerText();
    const [service = "", sum = ""] = stated.split(" · ");
    await keyboard.press("Tab");
    await keyboard.press("Enter");
    await keyboard.type("90000");
    await keyboard.press("Enter");
    const taken = page.getByRole("alert").filter({ hasText: `Принято ${sum.replace(" ₽", "")} ₽` });
    await taken.waitFor();
    await expectNoAxeViolations(page, "a desk with a shift");
    // The slip is for paper: every line of it is the service that was named.
    const lines = await page.locator("section[aria-label='Платёж принят'] tbody tr").allTextContents();
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.filter((line) => !line.startsWith(`${service},`))).toEqual([]);

    const link = page.getByRole("link", { name: /^Смена № 1, Касса 1/ });
    await link.focus();
    await keyboard.press("Enter");
    await page.getByRole("heading", { name: "X-отчёт" }).waitFor();
    await page.getByRole("row", { name: "Принято, платежей: 1" }).waitFor();
    await keyboard.press("F8");
    await expect.poll(focused).toBe("declared");
    const expected = (
      await page
        .getByRole("dialog")
        .getByText(/^В ящике должно быть/)
        .innerText()
    )
      .replaceAll(/[^\d,]/g, "")
      .replace(/,$/, "");
    await keyboard.type(expected);
    await keyboard.press("Enter");
    await keyboard.type("1000");
    await keyboard.press("Enter");
    await keyboard.type("Банк");
    await keyboard.press("Control+Enter");
    await page.getByRole("heading", { name: "Z-отчёт" }).waitFor();
    await page.getByRole("row", { name: /Расхождение 0,00/ }).waitFor();
    await expectNoAxeViolations(page, "a shift that is closed");
    await go("/app/cash");
    await expect.poll(focused).toBe("desk");
    expect(complaints).toEqual([]);
  });

  it("the list is narrowed, its sums lead to their rows, and the address shows the same to a colleague", async () => {
    const { page, go } = await town.open("zarechye");
    await go("/app/payments");
    await page
      .getByRole("button", { name: /Касса|\d/ })
      .first()
      .waitFor();
    await page.getByLabel("Найти").fill("4400110010");
    await expect.poll(() => new URL(page.url()).searchParams.get("q")).toBe("4400110010");
    await settled(page);
    await expectNoAxeViolations(page, "payments");
    await page.getByLabel("Найти").fill("такого нет");
    await page.getByRole("button", { name: "Сбросить 1 фильтр" }).first().click();
    await expect.poll(() => new URL(page.url()).searchParams.get("q")).toBeNull();
  });

  it("the list is taken as a file, whole and with the sums of the screen", async () => {
    const { page, go, complaints } = await town.open("operator");
    await go("/app/payments?period=2026-10");
    const totals = page.getByRole("row").last();
    const shown = (await totals.innerText()).replaceAll(/[\s\u00a0]/g, "");
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Выгрузить в Excel" }).click(),
    ]);
    expect(download.suggestedFilename()).toBe("Платежи.xlsx");
    const { sheets } = await readXlsx(await readFile(await download.path()));
    const [head, ...rows] = sheets[0]?.rows ?? [];
    const last = rows.pop() ?? [];
    // More than the list has loaded when it opens.
    expect(rows.length).toBeGreaterThan(100);
    expect(shown).toContain(`${rows.length}платеж`);
    const sums = rows.map((row) => row[head?.indexOf("Сумма") ?? -1]);
    const kopecks = sums.reduce<number>((sum, one) => sum + Math.round(Number(one) * 100), 0);
    expect(kopecks).toBe(Math.round(Number(last[head?.indexOf("Сумма") ?? -1]) * 100));
    expect(shown).toContain((kopecks / 100).toFixed(2).replace(".", ","));
    expect(rows.every(([paidOn]) => paidOn instanceof Date)).toBe(true);
    expect(complaints).toEqual([]);
  });

  it("a payer without a script pays by a link: once, also by a double tap, with a receipt, and sees what comes back", async () => {
    const staff = await town.open("operator");
    const link = (amount: string): Promise<{ order: number; path: string }> =>
      staff.page.evaluate(async (sum) => {
        const answer = await fetch("/api/accounts/4400110010/payment-links", {
          method: "POST",
          headers: { "content-type": "application/json", "idempotency-key": crypto.randomUUID() },
          body: JSON.stringify({ amount: sum }),
        });
        return answer.json() as Promise<{ order: number; path: string }>;
      }, amount);
    const stateOf = (order: number): Promise<{ state: string; events: { event: string }[] }> =>
      staff.page.evaluate(async (number) => {
        const answer = await fetch(`/api/online-payments/${number}`);
        return answer.json() as Promise<{ state: string; events: { event: string }[] }>;
      }, order);
    // axe is a script: it looks from a window that has them, at what the payer sees without.
    const looker = await town.open(undefined, { width: 360, height: 640 });
    const look = async (path: string, where: string) => {
      for (const language of ["en", "ru"]) {
        await looker.page.goto(`${path}?lang=${language}`, { waitUntil: "domcontentloaded" });
        const wide = await looker.page.evaluate("document.documentElement.scrollWidth > innerWidth");
        expect(wide, `${where}, ${language}, is wider than a phone`).toBe(false);
      }
      await expectNoAxeViolations(looker.page, where);
    };
    const browser = staff.context.browser();
    if (!browser) throw new Error("there is no browser");
    const payer = await browser.newContext({
      baseURL: town.address,
      javaScriptEnabled: false,
      viewport: { width: 360, height: 640 },
      locale: "ru-RU",
    });
    const page = await payer.newPage();

    // One that the bank never answered: nobody looks at it but the reconciler, while the payer goes on with another.
    const lost = await link("7700");
    await page.goto(lost.path);
    await page.getByRole("button", { name: "Оплатить картой 77,00 ₽" }).click();
    await page.getByRole("heading", { name: "Учебный банк" }).waitFor();
    await administer(town.ownerUrl, async (client) => {
      await client.query(
        `update payments.order_events set event = 'asking_bank', state = 'unknown', recorded_at = now() - interval '2 minutes'
         where order_id = $1 and event = 'created_at_bank'`,
        [lost.order],
      );
      await client.query("update payments.orders_waiting set next_at = now() where order_id = $1", [
        lost.order,
      ]);
    });

    const paid = await link("150000");
    await look(paid.path, "the form");
    await page.goto(paid.path);
    await page.getByLabel("Электронная почта для чека").fill("a@example.test");
    await page.getByRole("button", { name: "Оплатить картой 1 500,00 ₽" }).dblclick();
    await page.getByRole("heading", { name: "Учебный банк" }).waitFor();
    const bank = new URL(page.url()).pathname;
    await look(bank, "the bank's page");
    await look(paid.path, "a page that waits");
    await page.getByRole("button", { name: /^Заплатить/ }).click();
    await page.getByLabel("Код подтверждения").fill("1");
    await look(bank, "the bank's question");
    await page.getByRole("button", { name: "Подтвердить" }).dblclick();
    await page.getByRole("heading", { name: "Оплачено" }).waitFor();
    const { events } = await stateOf(paid.order);
    expect(events.filter(({ event }) => event === "created_at_bank" || event === "paid")).toHaveLength(2);
    await look(bank, "the bank's page of a payment that is over");

    const declined = await link("20000");
    await page.goto(declined.path);
    await page.getByRole("button", { name: /^Оплатить/ }).click();
    await page.getByRole("button", { name: /^Отказать/ }).click();
    await page.getByRole("heading", { name: "Оплата не прошла" }).waitFor();
    await look(declined.path, "a payment that was declined");
    await page.getByRole("button", { name: "Попробовать ещё раз" }).click();
    await page.getByRole("button", { name: "Оплатить картой 200,00 ₽" }).waitFor();
    await look(`/pay/${"a".repeat(43)}`, "a link that is not there");

    await page.goto(paid.path);
    // The page asks again by itself until the cash register has printed.
    await page.getByText("ФН 9999078900000000").waitFor({ timeout: 40_000 });
    await look(paid.path, "a payment with its receipt");

    await staff.go(`/app/online-payments?order=${paid.order}`);
    await staff.page.getByRole("button", { name: "Вернуть деньги" }).click();
    const dialog = staff.page.getByRole("dialog");
    await dialog.getByLabel("Сумма возврата").fill("500");
    await dialog.getByLabel("Причина").fill("двойная оплата");
    await dialog.getByRole("button", { name: "Вернуть деньги" }).click();
    await staff.page.getByText(/^Возврат 500,00 ₽ отправлен/).waitFor();
    await expect
      .poll(
        async () => {
          await page.goto(paid.path);
          return (await page.locator("main").innerText()).replaceAll("\u00a0", " ");
        },
        { timeout: 20_000 },
      )
      .toMatch(/Возвращено\s+500,00 ₽/);
    await look(paid.path, "a payment of which a part came back");

    await expect.poll(async () => (await stateOf(lost.order)).state, { timeout: 30_000 }).toBe("pending");
    expect(staff.complaints).toEqual([]);
    await payer.close();
  });

  it("receipts are counted before they are printed, and printed with their progress", async () => {
    const { page, go } = await town.open("operator");
    await go("/app/print?organization=2&period=2026-10");
    await page.getByText("К печати").waitFor();
    await expectNoAxeViolations(page, "print");
    await page.keyboard.press("Control+P");
    const dialog = page.getByRole("dialog");
    const isApart = dialog.getByRole("checkbox", { name: /на своих листах/ });
    expect(await isApart.isChecked()).toBe(true);
    const label = await dialog.locator("label").last().innerText();
    await page.keyboard.type(label.replaceAll(/\D/g, ""));
    await page.keyboard.press("Enter");
    await page.getByText(/^Готово: квитанций/).waitFor({ timeout: 120_000 });
    await expect.poll(() => page.getByRole("gridcell", { name: /Скачать PDF/ }).count()).toBeGreaterThan(0);
  });
});
