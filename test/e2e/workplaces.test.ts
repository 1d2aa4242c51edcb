import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  CHROMIUM,
  expectContrast,
  expectNoAxeViolations,
  type Login,
  serveTown,
  settled,
  type Town,
} from "./town.ts";

/** Every page of the workplaces, as whom it is looked at. */
const PAGES: readonly (readonly [address: string, login: Login])[] = [
  ["/app", "operator"],
  ["/app", "zarechye"],
  ["/app", "admin"],
  ["/app/accounts?q=иванова", "zarechye"],
  ["/app/accounts/4400110010", "zarechye"],
  ["/app/explain/4400110010/2026-11/HOT_WATER", "zarechye"],
  ["/app/entry/readings", "zarechye"],
  ["/app/entry/payments", "zarechye"],
  ["/app/payments", "operator"],
  ["/app/registers", "operator"],
  ["/app/unmatched", "operator"],
  ["/app/inbox", "operator"],
  ["/app/notices", "operator"],
  ["/app/notices?mailing=new", "zarechye"],
  ["/app/notices?tab=log", "operator"],
  ["/app/notices?tab=words", "operator"],
  ["/app/notices?tab=words&words=bill_ready-email", "zarechye"],
  ["/app/notices?tab=words&words=debt-sms", "zarechye"],
  ["/app/reconcile", "operator"],
  ["/app/agents", "operator"],
  ["/app/agents/terminal", "chief"],
  ["/app/cash", "operator"],
  ["/app/cash/shifts", "operator"],
  ["/app/online-payments/receipts", "operator"],
  ["/app/statements", "operator"],
  ["/app/payments/rules", "zarechye"],
  ["/app/payments/rules?panel=new", "operator"],
  ["/app/settlements", "operator"],
  ["/app/orders", "operator"],
  ["/app/contracts", "operator"],
  ["/app/online-payments", "operator"],
  ["/app/runs", "operator"],
  ["/app/runs/limits", "operator"],
  ["/app/print", "operator"],
  ["/app/tariffs", "operator"],
  ["/app/norms", "operator"],
  ["/app/formulas", "operator"],
  ["/app/formulas/new-formula", "operator"],
  ["/app/registers/debts", "operator"],
  ["/app/registers/debts?plan=new", "operator"],
  ["/app/registers/drops", "operator"],
  ["/app/registers/drops?drop=new", "operator"],
  ["/app/registers/profiles", "operator"],
  ["/app/registers/profiles/sber-register", "operator"],
  ["/app/registers/new-profile", "operator"],
  ["/app/methods", "operator"],
  ["/app/what-if", "operator"],
  ["/app/law/pp-354?at=p59", "zarechye"],
  ["/app/addresses", "operator"],
  ["/app/addresses/buildings/1", "operator"],
  ["/app/addresses/buildings/1?tab=failures", "operator"],
  ["/app/benefits", "operator"],
  ["/app/benefits?tab=lists", "operator"],
  ["/app/penalty-rules", "operator"],
  ["/app/penalty-rules?panel=policy", "operator"],
  ["/app/benefits?panel=category", "operator"],
  ["/app/benefits?tab=register", "zarechye"],
  ["/app/site", "zarechye"],
  ["/app/site?text=new", "zarechye"],
  ["/app/site?tab=looks", "zarechye"],
  ["/app/site?tab=disclosure&form=1.1", "zarechye"],
  ["/app/site?tab=disclosure&building=1&form=2.1", "zarechye"],
  ["/app/accounts/4400110010?tab=people&panel=subsidy", "zarechye"],
  ["/app/accounts/4400110010?tab=messages", "zarechye"],
  ["/app/addresses/buildings/1?tab=failures&failure=new", "operator"],
  ["/app/gis", "operator"],
  ["/app/gis?tab=exchange", "operator"],
  ["/app/gis?tab=services", "operator"],
  ["/app/addresses/buildings/1?tab=allocators&panel=counts", "operator"],
  ["/app/jobs", "operator"],
  ["/app/no-such-page", "operator"],
  ["/app/accounts/4400999999", "zarechye"],
];

const LOGINS = new Set(PAGES.map(([, login]) => login));
const pagesOf = (login: Login): string[] =>
  PAGES.filter(([, one]) => one === login).map(([address]) => address);

/** How much wider than its window a page is, in pixels. */
const excessOf = (page: Page): Promise<number> =>
  page.evaluate("document.documentElement.scrollWidth - innerWidth");

describe.skipIf(CHROMIUM === undefined)("every page of the workplaces", () => {
  let town: Town;
  beforeAll(async () => {
    town = await serveTown();
  }, 300_000);
  afterAll(() => town.close());

  it("is open to everybody, and breaks no rule of access or of the policy in the light and in the dark", async () => {
    for (const login of LOGINS) {
      const { page, go, complaints, context } = await town.open(login);
      for (const address of pagesOf(login)) {
        const where = `${address} of ${login}`;
        await go(address);
        expect(await page.title(), where).toMatch(/\S · Pay-logic$/);
        await expectNoAxeViolations(page, where);
        expect(await excessOf(page), where).toBeLessThanOrEqual(0);
        await page.emulateMedia({ colorScheme: "dark" });
        await expectContrast(page, `${where}, dark`);
        await page.emulateMedia({ colorScheme: "light" });
        expect(complaints.splice(0), where).toEqual([]);
      }
      await context.close();
    }
  }, 600_000);

  it("is worked in English, at 200 % and on a phone's width, from page to page, without a sideways scroll", async () => {
    for (const login of LOGINS) {
      const { page, go, complaints, context } = await town.open(login, { language: "en" });
      await go("/app");
      for (const address of pagesOf(login)) {
        // As a link leads there: loading each page anew is the other walk's.
        await page.evaluate(
          `history.pushState(null, "", ${JSON.stringify(address)}); dispatchEvent(new PopStateEvent("popstate"))`,
        );
        // 360: a telephone; 683: a screen of 1366 at 200 %.
        for (const width of login === "zarechye" ? [360, 683] : [360]) {
          await page.setViewportSize({ width, height: 640 });
          await settled(page);
          expect(await excessOf(page), `${address} of ${login} at ${width}`).toBeLessThanOrEqual(0);
        }
        expect(await page.title(), address).toMatch(/\S · Pay-logic$/);
        expect(complaints.splice(0), address).toEqual([]);
      }
      await context.close();
    }
  }, 600_000);

  it("is reached by the keyboard alone: the menu, the search box, the list of keys", async () => {
    const { page, go, complaints } = await town.open("operator");
    await go("/app");
    // The first stop leads past the menu to the page.
    await page.keyboard.press("Tab");
    await expect
      .poll(() => page.evaluate("document.activeElement.textContent"))
      .toBe("К содержимому страницы");
    await page.keyboard.press("F1");
    const keys = page.getByRole("dialog");
    await keys.getByText("Поиск").first().waitFor();
    await page.keyboard.press("Escape");
    await keys.waitFor({ state: "detached" });
    // A command by a part of its name, in the wrong layout: "тариф".
    await page.keyboard.press("Control+k");
    await page.keyboard.type("nfhba");
    await page.getByRole("option", { name: /Тарифы/ }).waitFor();
    await page.keyboard.press("Enter");
    await expect.poll(() => new URL(page.url()).pathname).toBe("/app/tariffs");
    await settled(page);
    expect(complaints).toEqual([]);
  });

  it("keeps the organization and the month of the header from page to page, in the address", async () => {
    const { page, go } = await town.open("operator");
    await go("/app/runs?period=2026-10");
    await page.getByRole("button", { name: "Организация: Все организации" }).click();
    await page.getByPlaceholder("Введите часть названия").and(page.locator(":focus")).waitFor();
    await page.keyboard.type("заречье");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await expect.poll(() => new URL(page.url()).searchParams.get("organization")).toMatch(/^\d+$/);
    await page.getByRole("link", { name: "Квитанции" }).click();
    await expect.poll(() => new URL(page.url()).pathname).toBe("/app/print");
    const query = new URL(page.url()).searchParams;
    expect(query.get("period")).toBe("2026-10");
    expect(query.get("organization")).toMatch(/^\d+$/);
  });

  it("says who may, where a role may not", async () => {
    const { page, go } = await town.open("admin");
    await go("/app/accounts/4400110010");
    await page
      .getByText(/оператор|бухгалтер/i)
      .first()
      .waitFor();
    await expectNoAxeViolations(page, "no rights");
  });

  it("shows a lost connection in words, and the page again when it is back", async () => {
    const { page, go, context } = await town.open("zarechye");
    await go("/app/payments");
    const account = await page
      .getByRole("gridcell")
      .getByRole("link", { name: /^44\d{8}$/ })
      .first()
      .innerText();
    await context.setOffline(true);
    await page.getByLabel("Найти").fill(account);
    await page
      .getByText(/Нет связи с сервером/)
      .first()
      .waitFor();
    await context.setOffline(false);
    // It asks again by itself.
    await expect
      .poll(
        async () =>
          new Set(
            await page
              .getByRole("gridcell")
              .getByRole("link", { name: /^44\d{8}$/ })
              .allInnerTexts(),
          ),
        { timeout: 15_000 },
      )
      .toEqual(new Set([account]));
  });
});
