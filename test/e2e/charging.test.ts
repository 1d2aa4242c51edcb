import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Page } from "playwright-core";
import { CHROMIUM, expectNoAxeViolations, serveTown, settled, type Town } from "./town.ts";

/*
 * November of three companies, as the center lives through it: they are started together by the keyboard, one is given
 * up and begun again, what is odd is decided, a second person approves, the month is closed and takes nothing more.
 * Told in order: each step goes on with what the one before left.
 */
describe.skipIf(CHROMIUM === undefined)("charging a month", () => {
  let town: Town;
  let runs: readonly Run[];
  beforeAll(async () => {
    town = await serveTown();
  }, 300_000);
  afterAll(() => town.close());

  it("the center's board: figures lead to their pages, and nothing is said before it is known", async () => {
    const { page, go, complaints } = await town.open("operator");
    let answer = (): void => undefined;
    const held = new Promise<void>((resolve) => (answer = resolve));
    await page.route("**/api/board*", async (route) => {
      await held;
      await route.continue();
    });
    await page.goto("/app");
    await page.getByRole("heading", { name: "ноябрь 2026" }).waitFor();
    await page.locator("[aria-busy='true']").first().waitFor();
    expect(await page.getByText("0,00").count()).toBe(0);
    expect(await page.getByText("вас ничего не ждёт").count()).toBe(0);
    answer();
    await settled(page);
    await expectFits(page, "home");
    const figures = await page.locator("dl dd a").all();
    const leading = await Promise.all(figures.map((figure) => figure.getAttribute("href")));
    expect(leading.map((address) => address?.split("?")[0])).toEqual([
      "/app/runs",
      "/app/payments",
      "/app/payments",
      "/app/entry/readings",
      "/app/runs",
    ]);
    // Three companies wait to be charged, the fourth to be closed.
    const waiting = page.getByRole("complementary", { name: "Ждут вас" });
    expect(await waiting.getByRole("link", { name: /^Рассчитать месяц/ }).count()).toBe(3);
    await waiting.getByRole("link", { name: /^Закрыть месяц: ООО «УК Заречье»/ }).click();
    await page.getByRole("heading", { name: /^Расчёт № \d+$/ }).waitFor();
    await page.getByText("Утверждён", { exact: true }).waitFor();
    await go("/app/runs?organization=3");
    await page.getByText("За ноябрь 2026 ещё ничего не начислено").waitFor();
    await expectFits(page, "no runs");
    expect(complaints).toEqual([]);
  });

  it("three companies are started in two presses; one is cancelled, and the others go on by themselves", async () => {
    const { page, go, context, complaints } = await town.open("operator");
    const released = await holdCalculation(town.ownerUrl);
    try {
      await go("/app");
      await page.keyboard.press("Insert");
      const panel = page.getByRole("region", { name: /^Начать расчёт/ });
      await panel.getByText(/^Уже начислено расчётом № \d+/).waitFor();
      await expectFits(page, "start");
      await expect(panel.getByRole("checkbox", { name: /Заречье/ }).isChecked()).resolves.toBe(false);
      await panel.getByRole("button", { name: /^Начать 3 расчёта/ }).waitFor();
      const listened = page.waitForRequest(/\/api\/charging\/runs\/\d+\/events$/);
      await page.keyboard.press("Control+Enter");
      await page.getByRole("progressbar", { name: "Рассчитано счетов" }).waitFor();
      await listened;
      runs = (await runsOf(page)).filter((run) => run.state === "calculating");
      expect(runs).toHaveLength(3);
      await expectNoAxeViolations(page, "calculating");

      // A page that is opened anew goes on where the work is.
      const address = page.url();
      await page.reload();
      await page.getByRole("progressbar", { name: "Рассчитано счетов" }).waitFor();
      expect(page.url()).toBe(address);
      const bell = page.getByRole("link", { name: "Работы: идёт 3" });
      await bell.click();
      await page.getByRole("heading", { name: "Работы" }).waitFor();
      await expect.poll(() => page.getByRole("button", { name: "Отменить" }).count()).toBe(3);
      await expectFits(page, "jobs at work");

      const [given, seen] = runs as [Run, Run];
      await go(`/app/runs/${given.id}`);
      await page.getByRole("button", { name: "Отменить расчёт" }).click();
      const dialog = page.getByRole("dialog", { name: `Отменить расчёт № ${given.id}?` });
      await dialog.waitFor();
      await expectNoAxeViolations(page, "cancelling");
      // Enter leaves it alone: a deed that destroys is not done by the way.
      await page.keyboard.press("Enter");
      await dialog.waitFor({ state: "detached" });
      await page.getByRole("button", { name: "Отменить расчёт" }).press("Enter");
      await dialog.waitFor();
      await page.keyboard.press("Control+Enter");
      await page.getByText(`Расчёт № ${given.id} отменён`).waitFor();
      await page.getByText("От расчёта отказались: ничего из него не проведено.").first().waitFor();

      const other = await context.newPage();
      await other.goto(`/app/runs/${seen.id}`);
      await other.getByRole("progressbar", { name: "Рассчитано счетов" }).waitFor();
      await released();
      // Without a reload: the page hears of it.
      await other.getByText("На проверке").first().waitFor({ timeout: 60_000 });
      await other.getByText("Проверить до утверждения").waitFor();
      await other.close();

      // The cancelled one is begun again: it alone is ready, the others have their drafts.
      await go("/app/runs?start=yes");
      await panel.getByRole("button", { name: /^Начать 1 расчёт,/ }).waitFor();
      await page.keyboard.press("Control+Enter");
      await page.waitForURL(/\/runs\/\d+/);
      await page.getByText("На проверке").first().waitFor({ timeout: 60_000 });
      await page.getByRole("link", { name: "Работы: ничего не идёт" }).waitFor();
      runs = (await runsOf(page)).filter((run) => run.state === "calculated");
      expect(new Set(runs.map((run) => run.organization)).size).toBe(3);
      expect(complaints).toEqual([]);
    } finally {
      await released();
    }
  }, 180_000);

  it("the totals beside last month add up to the run, by house and by service", async () => {
    const { page, go } = await town.open("operator");
    const [run] = runs as [Run];
    await go(`/app/runs/${run.id}?view=houses`);
    const amount = kopecks(await page.locator("dl dd a").nth(1).innerText());
    const change = kopecks(await page.locator("dl dd a").nth(2).innerText());
    expect(String(amount)).toBe(run.amount);
    const grid = page.getByRole("grid", { name: "Дома" });
    const houses = (await cellsOf(grid, "gridcell")).slice(0, -1);
    expect(houses.length).toBeGreaterThan(0);
    // Penalties of old debts stand beside the month's charges.
    const penalties = kopecks(
      await page.locator("dl > div", { hasText: "Пени" }).locator("dd").first().innerText(),
    );
    expect(penalties).toBeGreaterThan(0n);
    expect(sum(houses.map((cells) => cells.at(-3)))).toBe(amount - penalties);
    expect(sum(houses.map((cells) => cells.at(-2)))).toBe(change);
    const services = await cellsOf(page.locator("table").last(), "cell");
    expect(sum(services.map(([became]) => became))).toBe(amount - penalties);
    await expectFits(page, "houses");
    // The figure leads to the houses with the largest change on top, and a colleague sees the same at its address.
    await page.locator("dl dd a").nth(2).click();
    await expect.poll(() => new URL(page.url()).searchParams.get("sort")).toBe("change.desc");
  });

  it("what is odd is decided by the keyboard: one by one, or all of a rule", async () => {
    const { page, go, complaints } = await town.open("operator");
    const [run] = runs as [Run];
    await go(`/app/runs/${run.id}?view=anomalies`);
    await expectFits(page, "anomalies");
    const groups = await groupsOf(page, run.id);
    const group = groups.find((one) => !one.blocking && one.together && one.open > 2);
    if (!group) throw new Error(`no rule with several rows: ${JSON.stringify(groups)}`);
    await go(`/app/runs/${run.id}?view=anomalies&rule=${group.rule}`);
    const grid = page.getByRole("grid");
    const undecided = () => grid.getByText("Проверить", { exact: true }).count();
    await grid.getByRole("gridcell").nth(3).click();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: /ноябрь 2026/ }).waitFor();
    // A draft has nothing to be compared with, and its way back leads to the list.
    await page.getByRole("tree").waitFor();
    expect(await page.getByRole("radiogroup", { name: "Сравнить с" }).count()).toBe(0);
    await page.goBack();
    await settled(page);
    await expect.poll(undecided).toBe(group.open);
    await grid.getByRole("gridcell").nth(3).click();
    await page.keyboard.press("Space");
    await page.getByText("Принято 1 отклонение").waitFor();
    await expect.poll(undecided).toBe(group.open - 1);
    await page.keyboard.press("Control+A");
    await page.keyboard.press("Space");
    await expect.poll(undecided).toBe(0);
    expect((await groupsOf(page, run.id)).find((one) => one.rule === group.rule)?.open).toBe(0);
    expect(complaints).toEqual([]);
  });

  it("nobody approves a large run of one's own; a second person does, and closes the month", async () => {
    const [run] = runs as [Run];
    const chief = await town.open("chief", { scheme: "dark" });
    await chief.go(`/app/runs/${run.id}`);
    const limits = { from: "2026-11-01", jumpPermille: 500, jumpAmount: "50000", groupAmount: "100000000" };
    expect(
      (await ask(chief.page, "/api/charging/review-limits", { ...limits, ownRunAmount: "100000" })).status,
    ).toBe(201);

    const { page, go } = await town.open("operator");
    await go(`/app/runs/${run.id}`);
    const button = page.getByRole("button", { name: "Утвердить расчёт" });
    await expect
      .poll(() => button.getAttribute("aria-description"))
      .toBe(
        "Этот расчёт начали вы, а свой утверждают не больше чем на 1\u00a0000,00 ₽. Его утвердит второй человек.",
      );
    const refused = await ask(page, `/api/charging/runs/${run.id}/approval`, {});
    expect(refused).toMatchObject({ status: 409, body: { code: "charging.own_run_above_limit" } });
    expect(refused.body.title).toContain("Ильина Тамара Павловна");

    await chief.page.keyboard.press("Control+Enter");
    const dialog = chief.page.getByRole("dialog", { name: new RegExp(`^Утвердить расчёт № ${run.id},`) });
    await dialog.waitFor();
    await expectNoAxeViolations(chief.page, "approving in the dark");
    const asked = await dialog.locator("label").innerText();
    await chief.page.keyboard.type("1");
    await chief.page.keyboard.press("Control+Enter");
    expect(await dialog.isVisible()).toBe(true);
    await chief.page.keyboard.press("Backspace");
    await chief.page.keyboard.type(asked.replaceAll(/\D/g, ""));
    await chief.page.keyboard.press("Enter");
    await chief.page.getByText("Утверждён", { exact: true }).waitFor();
    await dialog.waitFor({ state: "hidden" });

    await chief.page.getByRole("button", { name: "Закрыть ноябрь 2026" }).press("Enter");
    const closing = chief.page.getByRole("dialog", { name: /^Закрыть ноябрь 2026,/ });
    await closing.waitFor();
    await expectNoAxeViolations(chief.page, "closing in the dark");
    await chief.page.keyboard.type(asked.replaceAll(/\D/g, ""));
    await chief.page.keyboard.press("Enter");
    await chief.page.getByText("Закрыт ноябрь 2026, открыт декабрь 2026").waitFor({ timeout: 60_000 });
    await expect
      .poll(() =>
        chief.page.getByRole("button", { name: "Закрыть ноябрь 2026" }).getAttribute("aria-description"),
      )
      .toBe("Месяц ноябрь 2026 уже закрыт.");
    expect(chief.complaints).toEqual([]);
  }, 120_000);

  it("the closed month takes nothing more, and says so", async () => {
    const { page, go, complaints } = await town.open("operator");
    const [run] = runs as [Run];
    const closure = await ask(page, `/api/organizations/${run.organization}/periods/2026-11/closure`, {
      uncharged: false,
    });
    expect(closure).toMatchObject({ status: 409, body: { code: "close.not_the_open_period" } });
    expect(closure.body.title).toBe(
      "Открыт декабрь 2026, а не ноябрь 2026. Закрывается только открытый месяц.",
    );
    await go(`/app/runs?organization=${run.organization}&period=2026-11`);
    await page.getByText("Закрыт", { exact: true }).first().waitFor();
    const start = page.getByRole("button", { name: "Начать расчёт" }).first();
    await expect(start.getAttribute("aria-description")).resolves.toBe(
      "Месяц закрыт: выберите открытый вверху страницы.",
    );
    await page.keyboard.press("Insert");
    expect(new URL(page.url()).searchParams.get("start")).toBeNull();
    // What is asked past the page is refused as well: an approved run cannot be taken back.
    const undone = await ask(page, `/api/charging/runs/${run.id}/discard`, {});
    expect(undone).toMatchObject({ status: 409, body: { code: "charging.already_approved" } });
    await go("/app");
    expect(await page.getByRole("gridcell", { name: "Закрыт", exact: true }).count()).toBe(1);
    expect(complaints).toEqual([]);
  });

  it("the company sees its own month; in English and in the dark the pages have no fault", async () => {
    const look = { language: "en", scheme: "dark" } as const;
    const company = await town.open("zarechye", look);
    await company.go("/app");
    await company.page.getByRole("heading", { name: "November 2026" }).waitFor();
    await expectFits(company.page, "a company's home");
    await company.page.locator("dl dd a", { hasText: "₽" }).first().click();
    await expect.poll(() => new URL(company.page.url()).pathname).toBe("/app/runs");
    const named = company.page.getByRole("gridcell", { name: /«.+»/ });
    await named.first().waitFor();
    // Its own alone: nothing of the other three.
    const names = await named.allInnerTexts();
    expect(new Set(names)).toEqual(new Set(["ООО «УК Заречье»"]));

    const center = await town.open("operator", look);
    const [, draft] = runs as [Run, Run];
    for (const address of [
      "/app",
      "/app/runs",
      "/app/runs?start=yes",
      "/app/jobs",
      `/app/runs/${draft.id}`,
      `/app/runs/${draft.id}?view=houses`,
      `/app/runs/${draft.id}?view=anomalies`,
    ]) {
      await center.go(address);
      await expectFits(center.page, address);
    }
    expect([...company.complaints, ...center.complaints]).toEqual([]);
  }, 120_000);
});

interface Run {
  readonly id: number;
  readonly organization: number;
  readonly state: string;
  readonly amount?: string;
}

const runsOf = (page: Page): Promise<readonly Run[]> =>
  page.evaluate(async () => {
    const answer = await fetch("/api/charging/runs?limit=200&period=2026-11");
    return ((await answer.json()) as { runs: Run[] }).runs;
  });

interface Group {
  readonly rule: string;
  readonly blocking: boolean;
  readonly open: number;
  readonly together: boolean;
}

const groupsOf = (page: Page, run: number): Promise<readonly Group[]> =>
  page.evaluate(async (id) => {
    const answer = await fetch(`/api/charging/runs/${id}/review`);
    return ((await answer.json()) as { groups: Group[] }).groups;
  }, run);

/** Asks the server past the page, as the person who is signed in there. */
const ask = (
  page: Page,
  url: string,
  body: object,
): Promise<{ status: number; body: { code?: string; title?: string } }> =>
  page.evaluate(
    async (of) => {
      const answer = await fetch(of.url, {
        method: "POST",
        headers: { "content-type": "application/json", "accept-language": "ru" },
        body: JSON.stringify(of.body),
      });
      return { status: answer.status, body: (await answer.json()) as { code?: string; title?: string } };
    },
    { url, body },
  );

/** Lets runs start, and keeps them from reading who lives in the houses until it is called. */
async function holdCalculation(ownerUrl: string): Promise<() => Promise<void>> {
  const client = new pg.Client(ownerUrl);
  await client.connect();
  await client.query("begin; lock table accounts.residents in access exclusive mode");
  let isHeld = true;
  return async () => {
    if (!isHeld) return;
    isHeld = false;
    await client.query("rollback");
    await client.end();
  };
}

/** "+1 243 604,51" of the page in kopecks. */
const kopecks = (text: string | undefined): bigint =>
  BigInt((text ?? "").replace("−", "-").replaceAll(/[^\d-]/g, ""));
const sum = (texts: readonly (string | undefined)[]): bigint =>
  texts.reduce((total, text) => total + kopecks(text), 0n);

async function cellsOf(of: ReturnType<Page["getByRole"]>, role: "cell" | "gridcell"): Promise<string[][]> {
  const rows: string[][] = [];
  for (const row of await of.getByRole("row").all()) {
    const cells = await row.getByRole(role).allInnerTexts();
    if (cells.length > 0) rows.push(cells);
  }
  return rows;
}

/** No fault of accessibility, and nothing of the page beyond its right edge. */
async function expectFits(page: Page, where: string): Promise<void> {
  await expectNoAxeViolations(page, where);
  const beyond = await page.evaluate(
    "document.documentElement.scrollWidth - document.documentElement.clientWidth",
  );
  expect(beyond, `${where} scrolls sideways`).toBe(0);
}
