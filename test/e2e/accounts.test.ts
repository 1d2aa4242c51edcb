import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Page } from "playwright-core";
import { CHROMIUM, expectNoAxeViolations, serveTown, settled, type Town } from "./town.ts";

/** The story's own account, and what the town says of it. */
const IVANOVA = "4400110010";

/** Presses counted, as ux.md counts them: letters of a name are typed, the other keys are the measure. */
async function press(page: Page, ...keys: string[]): Promise<number> {
  for (const key of keys) await page.keyboard.press(key);
  return keys.length;
}

const kopecks = (text: string): bigint => BigInt(text.replaceAll(/[^\d−-]/g, "").replace("−", "-"));

describe.skipIf(CHROMIUM === undefined)("the account card", () => {
  let town: Town;
  beforeAll(async () => {
    town = await serveTown();
  }, 300_000);
  afterAll(() => town.close());

  it.each([
    ["a number", IVANOVA],
    ["its last digits", "0010"],
    ["a surname and the beginning of a name", "иванова мар"],
    ["a piece of an address", "лен 7 3"],
    ["a surname in the wrong layout", "bdfyjdf vfh"],
    ["a telephone number", "+7 900 012-00-34"],
    ["a meter's serial", "18-204417"],
  ])("is found by %s: %s", async (_, typed) => {
    const { page, go } = await town.open("zarechye");
    await go("/app");
    await press(page, "F3");
    // The driver inserts Russian letters without pressing keys, so the field has to be there; pressed keys wait for it.
    await page.locator("[role=combobox]:focus").waitFor();
    await page.keyboard.type(typed);
    const option = page
      .getByRole("option")
      .filter({ hasText: /Ленина,\sд\.\s7,\sкв\.\s3(?!\d)/ })
      .first();
    await option.waitFor();
    // The one that is meant stands first, so that Enter opens it; of several of one name it stands among them.
    const began = Date.now();
    if ((await option.getAttribute("aria-selected")) === "true") {
      await press(page, "Enter");
      await page.getByRole("heading", { level: 1 }).first().waitFor();
      await page.waitForURL(/\/app\/(accounts|addresses)\//);
      expect(Date.now() - began).toBeLessThan(5_000);
    } else {
      await option.click();
      await page.waitForURL(/\/app\/(accounts|addresses)\//);
    }
    await page
      .getByText(/Ленина,\sд\.\s7/)
      .first()
      .waitFor();
  });

  it("leads through the list that it was opened from, by the keyboard, with its tab; F9 copies a payment", async () => {
    const { page, go, complaints } = await town.open("zarechye");
    await go("/app/addresses/buildings/1");
    const first = page.getByRole("gridcell").getByRole("link", { name: /^44\d{8}$/ });
    const [one, two] = [await first.nth(0).innerText(), await first.nth(1).innerText()];
    await first.nth(0).click();
    const place = page.getByRole("navigation", { name: "Список, из которого открыта карточка" });
    await place.getByText(/: 1 из \d+/).waitFor();
    await press(page, "Alt+3", "Control+ArrowDown");
    await page.waitForURL(new RegExp(`/app/accounts/${two}\\?.*tab=payments`));
    await place.getByText(/: 2 из \d+/).waitFor();
    // A card that is loaded anew stays in its list.
    await page.reload();
    await place.getByText(/: 2 из \d+/).waitFor();
    await press(page, "Control+ArrowUp");
    await page.waitForURL(new RegExp(`/app/accounts/${one}`));
    await settled(page);

    await page.getByRole("gridcell").first().click();
    await press(page, "ArrowDown");
    const row = page.getByRole("row").nth(2);
    const amount = await row.getByRole("gridcell").nth(1).innerText();
    const number = await row.getByRole("gridcell").nth(5).innerText();
    await press(page, "F9");
    await page.getByText(`Копия платежа № ${number}`).waitFor();
    await expect.poll(() => page.getByLabel("Сумма").first().inputValue()).toBe(amount);
    await expectNoAxeViolations(page, "a copied payment");
    await press(page, "Escape");
    await place.getByRole("link").click();
    await page.waitForURL(/\/app\/addresses\/buildings\/1/);
    expect(complaints).toEqual([]);
  });

  it("opens in one key after the number, and answers why in two", async () => {
    const { page, go, complaints } = await town.open("zarechye");
    await go("/app");
    await press(page, "F3");
    await page.keyboard.type(IVANOVA);
    await page.getByRole("option").first().waitFor();
    await press(page, "Enter");
    await page.waitForURL(new RegExp(`/app/accounts/${IVANOVA}`));
    await settled(page);
    await expectNoAxeViolations(page, "statement");

    await press(page, "Alt+2");
    const line = page.getByRole("row").filter({ hasText: "Горячая вода" }).filter({ hasText: "1 510,02" });
    await line.first().waitFor();
    await line.getByRole("gridcell").last().click();
    await press(page, "Enter");
    const tree = page.getByRole("tree");
    await tree.waitFor();
    await page.getByText("Горячая вода: 6,21 м³ × 243,16 ₽ = 1 510,02 ₽ за ноябрь 2026").waitFor();
    await expectNoAxeViolations(page, "why");

    // Down to the reading of the meter and the order of the tariff, by keyboard alone.
    await press(page, "ArrowDown", "ArrowDown", "ArrowRight");
    await tree.getByRole("treeitem").filter({ hasText: "418,56" }).first().waitFor();
    await tree
      .getByRole("treeitem")
      .filter({ hasText: /Приказ/ })
      .first()
      .waitFor();
    await tree
      .getByRole("treeitem")
      .filter({ hasText: /Постановление\sПравительства\sРФ.*354/ })
      .first()
      .waitFor();

    // The waterfall sums to the difference, whichever month it is compared with.
    for (const month of ["октябрь 2026", "ноябрь 2025"]) {
      await page.getByRole("radio", { name: month }).last().check({ force: true });
      await settled(page);
      const figure = page.getByRole("region", { name: /Почему столько/ }).getByRole("figure");
      await figure.getByText(month).first().waitFor();
      await figure.getByText("Таблицей").click();
      const rows = await figure.getByRole("table").getByRole("row").allInnerTexts();
      const sums = rows
        .map((row) => row.split("\t").at(-1) ?? "")
        .filter((text) => /\d,\d\d/.test(text))
        .map(kopecks);
      const [from = 0n, ...parts] = sums;
      const difference = parts.pop() ?? 0n;
      const to = parts.pop() ?? 0n;
      expect(parts.length, rows.join("; ")).toBeGreaterThan(0);
      expect(from + parts.reduce((sum, part) => sum + part, 0n), rows.join("; ")).toBe(to);
      expect(to - from, rows.join("; ")).toBe(difference);
      await figure.getByText("Таблицей").click();
    }
    await press(page, "Escape");
    await tree.waitFor({ state: "detached" });
    expect(complaints).toEqual([]);
  });

  it("takes a payment once however often it is sent, and reverses it", async () => {
    const { page, go, complaints } = await town.open("zarechye");
    await go(`/app/accounts/${IVANOVA}`);
    const balance = async (): Promise<bigint> =>
      kopecks(
        await page
          .getByText(/^[\d\s\u00a0]+,\d\d ₽$/)
          .first()
          .innerText(),
      );
    const before = await balance();
    await press(page, "F7");
    const panel = page.getByRole("region", { name: /^Платёж/ });
    await panel.waitFor();
    await panel.getByRole("textbox", { name: /^Сумма/ }).fill("1200+350,50");
    // Amount, then three keys at most: here one, pressed twice by a nervous hand.
    await Promise.all([page.keyboard.press("Control+Enter"), page.keyboard.press("Control+Enter")]);
    await page.getByText("Платёж 1 550,50 ₽ принят").waitFor();
    await panel.waitFor({ state: "detached" });
    await expect.poll(balance).toBe(before - 155_050n);

    await press(page, "Alt+3");
    const taken = page.getByRole("row").filter({ hasText: "1 550,50" }).filter({ hasText: "23.11.2026" });
    await expect.poll(() => taken.count()).toBe(1);
    await taken.getByRole("gridcell").first().click();
    await press(page, "Enter");
    await page.getByRole("button", { name: "Сторнировать платёж" }).click();
    await page.getByLabel(/Причина/).fill("проверка");
    await press(page, "Control+Enter");
    await page
      .getByText(/Сторнирован 23\.11\.2026/)
      .first()
      .waitFor();
    await expect.poll(balance).toBe(before);

    // Nothing disappears: both stand in the statement's month, and each month's sums add up.
    await press(page, "Escape", "Alt+1");
    await settled(page);
    expect(await page.getByText("≠").count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  it("refuses a reading below the last one, beside the field, and keeps what was typed", async () => {
    const { page, go } = await town.open("zarechye");
    await go(`/app/accounts/${IVANOVA}?tab=meters`);
    await press(page, "F8");
    const panel = page.getByRole("region", { name: /^Показания/ });
    await panel.waitFor();
    const value = panel.getByRole("textbox").first();
    await value.fill("1");
    await press(page, "Control+Enter");
    await panel.getByRole("alert").first().waitFor();
    expect(await value.inputValue()).toMatch(/^1/);
  });

  it("shows itself as it was on a day", async () => {
    const { page, go } = await town.open("zarechye", { language: "en", scheme: "dark" });
    await go(`/app/accounts/${IVANOVA}?on=2026-10-20`);
    await page
      .getByText(/as it was on 20\.10\.2026/i)
      .first()
      .waitFor();
    await expectNoAxeViolations(page, "a past day, dark");
    for (const tab of ["charges", "payments", "meters", "people", "parameters", "history"]) {
      await go(`/app/accounts/${IVANOVA}?tab=${tab}`);
      await expectNoAxeViolations(page, `${tab}, dark`);
    }
  }, 180_000);
});
