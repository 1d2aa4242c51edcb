import iconv from "iconv-lite";
import type { Page, Route } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { receiveRegister } from "#flows/register-intake";
import { centerContext } from "#platform/context";
import { CHROMIUM, expectContrast, expectNoAxeViolations, serveTown, settled, type Town } from "./town.ts";

/*
 * The states that a page is seldom in: each is brought about on the real pages by answering, or not answering, in the
 * server's place. Axe finds nothing in the light, and no contrast is lost in the dark.
 */

/** Every page that asks for something of its own. */
const PAGES = [
  "/app",
  "/app/accounts?q=иванова",
  "/app/accounts/4400110010",
  "/app/explain/4400110010/2026-11/HOT_WATER",
  "/app/entry/readings",
  "/app/payments",
  "/app/reconcile",
  "/app/statements",
  "/app/runs",
  "/app/runs/1",
  "/app/runs/limits",
  "/app/print",
  "/app/tariffs",
  "/app/norms",
  "/app/addresses/buildings/1",
  "/app/addresses/buildings/1?tab=failures",
  "/app/benefits",
  "/app/jobs",
];

/** Where one part of the kit says it on every page, some pages speak for all; a lost connection takes long to be said. */
const SOME_PAGES = PAGES.filter((_, index) => index % 4 === 0);

/** Who is signed in and which months there are: without these there is no page to be in a state. */
const OF_THE_FRAME = /^\/api\/(session|organizations)/;

const problem = (status: number, code: string, title: string) => ({
  status,
  contentType: "application/problem+json",
  body: JSON.stringify({
    type: "about:blank",
    title,
    status,
    code,
    requestId: "00000000-0000-4000-8000-000000000000",
    data: {},
  }),
});

const held: Route[] = [];
const STATES = {
  error: {
    answer: (route: Route) =>
      route.fulfill(problem(500, "request.defect", "Это наша ошибка, она записана. Повторите позже.")),
    isShown: async (page: Page) => {
      await page.getByText("Это наша ошибка").first().waitFor();
      await page.getByText("Запрос 00000000-0000").first().waitFor();
    },
  },
  "no rights": {
    answer: (route: Route) =>
      route.fulfill(problem(403, "access.no_permission", "На это нужна другая роль: главный бухгалтер.")),
    isShown: (page: Page) => page.getByText("На это нужна другая роль").first().waitFor(),
  },
  offline: {
    answer: (route: Route) => route.abort("internetdisconnected"),
    isShown: (page: Page) => page.getByText("Нет связи с сервером").first().waitFor(),
  },
  loading: {
    answer: async (route: Route) => {
      held.push(route);
    },
    isShown: (page: Page) => page.locator("main [aria-busy='true']").first().waitFor(),
  },
} as const;

describe.skipIf(CHROMIUM === undefined)("states", () => {
  let town: Town;
  beforeAll(async () => {
    town = await serveTown();
  }, 300_000);
  afterAll(() => town.close());

  it.each(Object.keys(STATES) as (keyof typeof STATES)[])(
    "%s: every page says it in its place, without a fault of access",
    async (name) => {
      const { answer, isShown } = STATES[name];
      const { page, context, complaints } = await town.open("operator");
      let isBroken = true;
      await context.route("**/api/**", (route) => {
        const { pathname } = new URL(route.request().url());
        return isBroken && !OF_THE_FRAME.test(pathname) ? answer(route) : route.continue();
      });
      for (const address of name === "offline" || name === "no rights" ? SOME_PAGES : PAGES) {
        const where = `${address}, ${name}`;
        await page.emulateMedia({ colorScheme: "light" });
        await page.goto(address);
        await isShown(page).catch((error: unknown) => {
          throw new Error(where, { cause: error });
        });
        await expectNoAxeViolations(page, where);
        if (!SOME_PAGES.includes(address)) continue;
        await page.emulateMedia({ colorScheme: "dark" });
        await expectContrast(page, `${where}, dark`);
      }
      isBroken = false;
      for (const route of held.splice(0)) await route.abort().catch(() => undefined);
      expect(complaints).toEqual([]);
      await context.close();
    },
    240_000,
  );

  it.each([
    ["/app/payments?q=такого-нет", "Ничего не найдено"],
    ["/app/accounts?q=такого-нет", "Ничего не найдено"],
    ["/app/addresses/buildings/1?q=такого-нет", "Ничего не найдено"],
    ["/app/runs?organization=3", "ещё ничего не начислено"],
    ["/app/payments?from=2024-01-01&to=2024-01-01", "Платежей пока нет"],
    ["/app/addresses/buildings/1?tab=charges&period=2024-01", "начислений нет"],
  ] as const)("empty: %s says so", async (address, text) => {
    const { page, go, context } = await town.open("operator");
    await go(address);
    await page.getByText(text).first().waitFor();
    await expectNoAxeViolations(page, address);
    await page.emulateMedia({ colorScheme: "dark" });
    await expectContrast(page, `${address}, dark`);
    await context.close();
  });

  it("a closed month says so where it stands, and why its deeds are away", async () => {
    const { page, go, context } = await town.open("operator");
    for (const address of ["/app/runs?period=2026-09", "/app/entry/readings?period=2026-09"]) {
      await go(address);
      await page.getByText("Закрыт", { exact: true }).first().waitFor();
      await expectNoAxeViolations(page, address);
      await page.emulateMedia({ colorScheme: "dark" });
      await expectContrast(page, `${address}, dark`);
      await page.emulateMedia({ colorScheme: "light" });
    }
    await context.close();
  });

  it("a conflict is told beside what was typed, which stays", async () => {
    const { page, go, context } = await town.open("operator");
    await go("/app/accounts/4400110010?panel=payment");
    await page.route("**/payments", (route) =>
      route.fulfill(
        problem(
          409,
          "payments.period_closed",
          "Пока вы вводили платёж, месяц закрыли. Проведите его в открытом.",
        ),
      ),
    );
    await page.getByLabel("Сумма").first().fill("321,50");
    await page.keyboard.press("Control+Enter");
    await page.getByText("Пока вы вводили платёж").first().waitFor();
    expect(await page.getByLabel("Сумма").first().inputValue()).toBe("321,50");
    await expectNoAxeViolations(page, "a conflict");
    await page.emulateMedia({ colorScheme: "dark" });
    await expectContrast(page, "a conflict, dark");
    await settled(page);
    await context.close();
  });

  it.each([
    ["ru", "light"],
    ["en", "dark"],
  ] as const)(
    "what opens over the pages of money has no fault, and gives the keys back: %s, %s",
    async (language, scheme) => {
      await holdMoney(town);
      const { page, go, context, complaints } = await town.open("operator", { language, scheme });
      const judge = async (where: string): Promise<void> => {
        await settled(page);
        if (scheme === "light") await expectNoAxeViolations(page, where);
        else await expectContrast(page, `${where}, dark`);
        expect(complaints.splice(0), where).toEqual([]);
      };
      await go("/app/unmatched");
      const line = page.locator("[data-keys]:focus");
      await line.waitFor();
      await judge("the queue");
      for (const key of ["s", "r", "l"]) {
        await page.keyboard.press(key);
        await page.getByRole("dialog").waitFor();
        await judge(`the queue, ${key}`);
        await page.keyboard.press("Escape");
        await page.getByRole("dialog").waitFor({ state: "detached" });
        await line.waitFor();
      }
      const rules = page.getByRole("button", { name: /^(Правила|Rules)$/ });
      await rules.click();
      await page.getByRole("dialog").waitFor();
      await judge("the rules");
      await page.keyboard.press("Escape");
      await page.getByRole("dialog").waitFor({ state: "detached" });
      await expect.poll(() => page.evaluate("document.activeElement.textContent")).toMatch(/Правила|Rules/);

      for (const address of ["/app/settlements", "/app/orders"]) {
        await go(address);
        await page.keyboard.press("Insert");
        await page.getByRole("dialog").waitFor();
        await judge(`${address}, Insert`);
        await page.keyboard.press("Escape");
        await page.getByRole("dialog").waitFor({ state: "detached" });
      }
      for (const address of [
        "/app/registers/1",
        "/app/settlements/1",
        "/app/orders?order=1",
        "/app/contracts?terms=1",
        "/app/contracts?terms=new",
        "/app/reconcile?from=2026-11-19&to=2026-11-19&day=1-2026-11-19",
        "/app/reconcile/1-2026-11-19/act",
        "/app/registers/profiles/sber-register",
        "/app/registers/new-profile",
      ]) {
        await go(address);
        await judge(address);
      }
      await context.close();
    },
    120_000,
  );
});

/** A register of one payment whose account nobody has; the same again is a duplicate. */
async function holdMoney(town: Town): Promise<void> {
  const text = [
    "19-11-2026;10-00-00;8999/0123;0001;77001;4400110019;Иванова Мария Петровна;ул. Ленина, д. 7, кв. 3;1126;150.00;148.50;1.50",
    "=1;150.00;148.50;1.50;77;20-11-2026",
    "",
  ].join("\r\n");
  const taken = await receiveRegister(await centerContext(town.database), {
    agent: "severbank",
    name: "1911.txt",
    bytes: iconv.encode(text, "win1251"),
    source: "upload",
  });
  expect(taken).toMatchObject({ ok: true, value: { file: { state: "posted" } } });
}
