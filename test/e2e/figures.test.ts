import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CHROMIUM, expectNoAxeViolations, serveTown, settled, type Town } from "./town.ts";

/*
 * Every figure is a link: from the sums of a run, of a house and of a debt down to the accounts and months that they are
 * made of, and from there to the workings.
 */
describe.skipIf(CHROMIUM === undefined)("figures", () => {
  let town: Town;
  beforeAll(async () => {
    town = await serveTown();
  }, 300_000);
  afterAll(() => town.close());

  const kopecks = (text: string): bigint => BigInt(text.replaceAll(/[^\d−-]/g, "").replace("−", "-"));

  it("of a run open its accounts: by service, by change, beside any earlier month", async () => {
    const { page, go, complaints } = await town.open("operator");
    await go("/app/runs?period=2026-10&organization=2");
    // The month's own run is the oldest; those above it charge the month again, and stand beside the month itself.
    await page.getByRole("grid").getByRole("row").last().getByRole("link").first().click();
    await page.getByRole("heading", { name: /^Расчёт № \d+$/ }).waitFor();
    await settled(page);
    const water = page.getByRole("row").filter({ hasText: /^Холодная вода/ });
    const sum = kopecks(await water.getByRole("link").first().innerText());
    await water.getByRole("link").first().click();
    await page.getByRole("button", { name: "Холодная вода ×" }).waitFor();
    await settled(page);
    await expectNoAxeViolations(page, "accounts of a run");
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Выгрузить в Excel" }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^Счета расчёта № \d+\.xlsx$/);
    const list = page.getByRole("grid", { name: /^Счета расчёта/ });
    await list.getByRole("gridcell").nth(1).click();
    await page.keyboard.press("Control+A");
    // All accounts of the service together are the sum that was pressed; there are fewer than a page of them.
    const chosen = page.getByRole("status").filter({ hasText: "Выбрано" });
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    if ((await chosen.innerText()).includes("Выбрано 100 ")) expect(sum).toBeGreaterThan(0n);
    else await expect.poll(async () => (await chosen.innerText()).includes(formatted(sum))).toBe(true);

    await page.keyboard.press("Escape");

    // A column of the distribution leaves the accounts that it counts.
    const column = page.getByRole("button", { name: /^(больше|меньше) на .*: ?[1-9]/ }).first();
    const counted = (await column.locator("span").nth(1).innerText()).trim();
    await column.click();
    await expect.poll(() => new URL(page.url()).searchParams.get("bin")).toMatch(/^-?\d*_-?\d*$/);
    await page.getByText(new RegExp(`^(${counted}\\sстро|Загружен)`)).waitFor();
    await page.getByLabel("Сравнить с месяцем").selectOption({ index: 3 });
    await expect.poll(() => new URL(page.url()).searchParams.get("before")).toBe("2026-06");
    await page.getByText("Счета по разнице с месяцем июнь 2026").waitFor();
    expect(new URL(page.url()).searchParams.get("bin")).toBeNull();
    await settled(page);
    await list.getByRole("row").nth(1).getByRole("link").last().click();
    await page.waitForURL(/\/app\/explain\/\d+\/2026-10\/COLD_WATER/);
    expect(complaints).toEqual([]);
  });

  it("of a house open its accounts, and those of a debt its months", async () => {
    const { page, go, complaints } = await town.open("zarechye");
    await go("/app/addresses/buildings/1?tab=charges&period=2026-10");
    const row = page.getByRole("row").filter({ hasText: "Отопление" });
    const sum = kopecks(await row.getByRole("gridcell").nth(3).innerText());
    await row.getByRole("gridcell").first().click();
    await page.keyboard.press("Enter");
    const accounts = page.getByRole("row", { level: 2 });
    await accounts.first().waitFor();
    await expectNoAxeViolations(page, "accounts of a house");
    // The list draws the rows in sight; the file has all of them.
    const [first] = await accounts.all();
    expect(kopecks((await first?.getByRole("gridcell").nth(3).innerText()) ?? "")).toBeLessThan(sum);
    await first?.getByRole("link").last().click();
    await page.waitForURL(/\/app\/explain\/\d+\/2026-10\/HEATING/);

    await go("/app/accounts/4400110010");
    await page
      .getByRole("link", { name: /до 30 дн/ })
      .or(page.getByRole("link", { name: /31–90/ }))
      .first()
      .click();
    const panel = page.getByRole("region", { name: "Просрочено по месяцам" });
    await panel.getByRole("link").first().waitFor();
    await expectNoAxeViolations(page, "debts by month");
    await panel.getByRole("link").first().click();
    await page.waitForURL(/tab=charges/);
    expect(complaints).toEqual([]);
  });

  it("by which a run is judged are set by the chief accountant alone, from a day on, with who did it", async () => {
    const { page, go, complaints } = await town.open("chief");
    await go("/app/runs/limits");
    await page.keyboard.press("Insert");
    const panel = page.getByRole("region", { name: "Новые пороги" });
    await panel.getByLabel("Для кого").selectOption({ label: "ООО «УК Заречье»" });
    await panel.getByLabel("Скачок, %").fill("30,5");
    await panel.getByLabel("Разом, ₽").fill("50000");
    await expectNoAxeViolations(page, "new limits");
    await page.keyboard.press("Control+Enter");
    await page.getByText("Пороги действуют с 01.12.2026").waitFor();
    const row = page.getByRole("row").filter({ hasText: "ООО «УК Заречье»" });
    await row.getByText("30,5\u00a0%").waitFor();
    await row.getByText("50\u00a0000,00").waitFor();
    await row.getByText("Ильина").waitFor();
    // A second time from the same day is refused in words, and what was typed stays.
    await page.keyboard.press("Insert");
    await panel.getByLabel("Для кого").selectOption({ label: "ООО «УК Заречье»" });
    await page.keyboard.press("Control+Enter");
    await panel.getByText(/уже есть пороги/).waitFor();
    expect(complaints).toEqual([]);

    const operator = await town.open("operator");
    await operator.go("/app/runs/limits");
    await operator.page.getByRole("gridcell", { name: "ООО «УК Заречье»" }).waitFor();
    const button = operator.page.getByRole("button", { name: /Новые пороги/ });
    expect(await button.getAttribute("aria-disabled")).toBe("true");
    expect(await button.getAttribute("aria-description")).toContain("главные бухгалтеры");
  });

  /** As the footer writes a sum. */
  const formatted = (sum: bigint): string => {
    const digits = String(sum).padStart(3, "0");
    return `${digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, "\u00a0")},${digits.slice(-2)}`;
  };
});
