import { readFile } from "node:fs/promises";
import { readXlsx } from "hucre/xlsx";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
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
