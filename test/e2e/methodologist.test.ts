import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { textOf } from "../../src/modules/receipts/vectors/reading.ts";
import { CHROMIUM, expectNoAxeViolations, serveTown, settled, type Town } from "./town.ts";

/*
 * A formula's way from a mistake to a receipt: written and stopped at a unit error, mended, given cases of which one
 * fails, approved by a second person, tried on a company's books, put in force, charged, explained and printed. Told in
 * order: each step goes on with what the one before left. What is done often is done by the keyboard alone.
 */
describe.skipIf(CHROMIUM === undefined)("a methodologist", () => {
  let town: Town;
  /** What the trial said of the account whose sum would change most. */
  let account: { number: string; after: string };
  let organization: number;
  beforeAll(async () => {
    town = await serveTown();
  }, 300_000);
  afterAll(() => town.close());

  it("writes a formula by the keyboard, is stopped at a unit error, and mends it at its place", async () => {
    const { page, go, complaints } = await town.open("operator");
    await go("/app/formulas");
    await page.getByText("Формул пока нет").waitFor();
    await expectFits(page, "no formulas");
    await page.keyboard.press("Insert");
    await page.getByRole("textbox", { name: "Код" }).and(page.locator(":focus")).waitFor();
    await page.keyboard.type("water_above_three");
    await page.keyboard.press("Enter");
    await page.keyboard.type("Холодная вода сверх трёх кубометров");
    // Unit and result stay as they are: cubic metres, roubles.
    for (let step = 0; step < 3; step++) await page.keyboard.press("Enter");
    const text = page.getByRole("textbox", { name: "Формула" });
    await text.and(page.locator(":focus")).waitFor();
    await page.keyboard.type("если объём > 3 м3 то 3 м3 * тариф + площадь * тариф * 1.5 иначе объём * тариф");
    const told = page.getByRole("status").filter({ hasText: "Строка 1, знак 22" });
    await told.waitFor();
    await expect(told.innerText()).resolves.toContain(
      "Единицы разные: ₽ и ₽·м²/м³. Складывать, вычитать, сравнивать и выбирать можно только одинаковые.",
    );
    expect(await text.getAttribute("aria-invalid")).toBe("true");
    expect(await page.locator("mark").allInnerTexts()).toEqual(["3 м3 * тариф + площадь * тариф * 1.5"]);
    await expectFits(page, "a unit error");

    await page.keyboard.press("Control+Enter");
    // Nothing is saved: the caret stands on what has to be mended.
    await expect.poll(() => chosenIn(page)).toBe("3 м3 * тариф + площадь * тариф * 1.5");
    expect(new URL(page.url()).pathname).toBe("/app/formulas/new-formula");
    await page.keyboard.type("3 м3 * тариф + (");
    // The name comes from the catalogue: F4, a piece of it in the wrong layout, Enter.
    await page.keyboard.press("F4");
    await page.getByRole("combobox", { name: "Найти значение" }).and(page.locator(":focus")).waitFor();
    await page.keyboard.type("j,]`v");
    await page.getByRole("option", { name: /^объём volume/ }).waitFor();
    await page.keyboard.press("Enter");
    await text.and(page.locator(":focus")).waitFor();
    await page.keyboard.type(" - 3 м3) * тариф * 1.5");
    await page.getByText("Формула верна и даёт ₽.").waitFor();
    await page
      .getByText("if volume > 3 m3 then 3 m3 * rate + (volume - 3 m3) * rate * 1.5 else volume * rate")
      .waitFor();

    // A case: what goes in, and a sum that is a kopeck off.
    await page.getByRole("button", { name: "Добавить пример" }).press("Enter");
    await page.getByLabel("Название примера 1").and(page.locator(":focus")).waitFor();
    for (const typed of ["Пять кубометров", "5", "10", "60,01"]) {
      await page.keyboard.type(typed);
      await page.keyboard.press("Tab");
    }
    await page.getByText("не сходится", { exact: true }).waitFor();
    await page.getByRole("cell", { name: "60,00 ₽" }).waitFor();
    await expectFits(page, "a failing case");
    await page.keyboard.press("Control+Enter");
    await page.getByText("Сохранена версия 1, черновик").waitFor();
    await expect.poll(() => new URL(page.url()).pathname).toBe("/app/formulas/water_above_three");
    expect(complaints).toEqual([]);
  }, 120_000);

  it("a second person approves it, but not while a case fails, and the author does not", async () => {
    const chief = await town.open("chief", { scheme: "dark" });
    await chief.go("/app/formulas/water_above_three");
    await chief.page.getByText("не сходится", { exact: true }).waitFor();
    await chief.page.getByRole("button", { name: "Утвердить версию 1" }).press("Enter");
    const refusal = chief.page.getByRole("alert");
    await refusal.waitFor();
    expect(plain(await refusal.innerText())).toContain("«Пять кубометров» даёт 60,00 ₽, а не 60,01 ₽");
    await expectFits(chief.page, "a refused approval, in the dark");

    const { page, go } = await town.open("operator");
    await go("/app/formulas/water_above_three");
    await page.getByLabel("Пять кубометров: должно быть").focus();
    await page.keyboard.type("60");
    await page.getByText("сходится", { exact: true }).waitFor();
    await page.getByRole("button", { name: "Повторить «Пять кубометров»" }).press("Enter");
    await page.getByLabel("Название примера 2").fill("Два кубометра");
    await page.getByLabel("Два кубометра: объём").fill("2");
    await page.getByLabel("Два кубометра: должно быть").fill("20");
    await expect.poll(() => page.getByText("сходится", { exact: true }).count()).toBe(2);
    await page.keyboard.press("Control+S");
    await page.getByText("Сохранена версия 2, черновик").waitFor();
    await page.getByRole("heading", { name: "Версия 2 против 1" }).waitFor();
    await page.getByText(/^Добавлены примеры: .*Два кубометра/).waitFor();
    await page.getByRole("button", { name: "Утвердить версию 2" }).press("Enter");
    await page.getByRole("alert").filter({ hasText: "второй человек" }).waitFor();

    await chief.go("/app/formulas/water_above_three");
    await chief.page.getByRole("button", { name: "Утвердить версию 2" }).press("Enter");
    await chief.page.getByText("Версия 2 утверждена").waitFor();
    await chief.page.getByText(/^Утверждена: /).waitFor();
    expect(chief.complaints).toEqual([]);
  }, 120_000);

  it("tries it on a company's books, and sees whom it concerns and why", async () => {
    const { page, go, complaints } = await town.open("operator");
    await go("/app/formulas/water_above_three");
    await page.getByRole("button", { name: "Попробовать" }).press("Enter");
    await expect.poll(() => new URL(page.url()).pathname).toBe("/app/what-if");
    await settled(page);
    await choose(page, "Услуга", "Холодная вода");
    const level = page.getByRole("radiogroup", { name: "Чьё решение" });
    await level.getByRole("radio", { name: "город" }).focus();
    await page.keyboard.press("ArrowRight");
    await choose(page, "Организация", COMPANY);
    await page.keyboard.press("Control+Enter");
    await page.getByRole("region", { name: "Что изменится" }).waitFor({ timeout: 60_000 });
    await settled(page);
    await expectFits(page, "a trial");
    const job = new URL(page.url()).searchParams.get("job");
    const trial = await answerOf<TrialAnswer>(page, `/api/what-if/${job}`);
    organization = Number(new URL(page.url()).searchParams.get("of"));
    expect(trial.affected).toBeGreaterThan(0);
    const [figures, services] = [page.locator("dl").first(), page.getByRole("group", { name: "По услугам" })];
    expect(kopecks(await figures.locator("dd").nth(0).innerText())).toBe(BigInt(trial.affected));
    // What the services differ by is what the whole differs by, and the columns hold everybody.
    const rows = await services
      .getByRole("row")
      .filter({ has: page.getByRole("cell") })
      .all();
    const cells = await Promise.all(rows.map((row) => row.getByRole("cell").allInnerTexts()));
    const difference = BigInt(trial.after) - BigInt(trial.before);
    expect(cells.reduce((sum, row) => sum + kopecks(row.at(-1)), 0n)).toBe(difference);
    expect(trial.distribution.reduce((sum, { accounts }) => sum + accounts, 0)).toBe(trial.affected);
    const [first] = trial.largest;
    const after = first?.services.find(({ service }) => service === "COLD_WATER")?.after;
    if (!first || after === undefined) throw new Error("the trial explains nobody");
    account = { number: first.number, after };
    await page.getByRole("button", { name: `Почему меняется сумма счёта ${first.number}` }).press("Enter");
    await page
      .getByText(/water_above_three@2/)
      .first()
      .waitFor();
    await expectFits(page, "a trial's workings");
    const file = page.waitForEvent("download");
    await page.getByRole("link", { name: "Все счета (XLSX)" }).press("Enter");
    expect((await file).suggestedFilename()).toMatch(/\.xlsx$/);
    // The books are as they were.
    await go("/app/methods?service=COLD_WATER");
    await page.getByText("Собственных решений нет.").waitFor();
    expect(complaints).toEqual([]);
  }, 120_000);

  it("puts it in force from the open month, and the matrix says whose decision it is", async () => {
    const { page, go, complaints } = await town.open("operator");
    // The trial is found among the jobs, and its form says what was tried.
    await go("/app/jobs");
    await page.getByRole("gridcell", { name: "Проба: способ или формула" }).first().click();
    await page.keyboard.press("Enter");
    await expect.poll(() => new URL(page.url()).pathname).toBe("/app/what-if");
    await settled(page);
    await expect.poll(() => page.getByRole("combobox", { name: "Услуга" }).inputValue()).toBe("COLD_WATER");
    await page.getByRole("button", { name: "Применить" }).press("Enter");
    const dialog = page.getByRole("dialog", { name: "Применить изменение?" });
    await dialog.getByLabel("Действует с").and(page.locator(":focus")).waitFor();
    await expectFits(page, "applying");
    await page.keyboard.press("Enter");
    await page.keyboard.type("Решение комиссии № 7 от 20.11.2026");
    await page.keyboard.press("Enter");
    const asked = await dialog.getByText(/^Для подтверждения введите/).innerText();
    await page.keyboard.type(asked.replaceAll(/\D/g, ""));
    await page.keyboard.press("Enter");
    await page.getByText("Действует с 01.11.2026").waitFor();
    await go("/app/methods");
    const own = page.getByRole("gridcell", { name: /water_above_three, версия 2/ });
    await expect.poll(() => own.count()).toBe(1);
    await own.click();
    await page.keyboard.press("Enter");
    const panel = page.getByRole("region", { name: "Холодная вода" });
    await panel.getByText(/^Решение комиссии № 7 от 20\.11\.2026 · записано/).waitFor();
    await expectFits(page, "a decision");
    await panel.getByRole("button", { name: "Новое решение" }).press("Enter");
    await panel.getByRole("button", { name: "Установить" }).waitFor();
    await expectFits(page, "a new decision");
    expect(complaints).toEqual([]);
  }, 120_000);

  it("the month is charged by it: the sum of the trial, its explanation, and the receipt", async () => {
    const { page, go, complaints } = await town.open("operator");
    await go("/app/runs");
    const run = await asked<{ id: number }>(page, "/api/charging/runs", {
      organization,
      period: "2026-11",
    });
    const state = () =>
      answerOf<{ state: string }>(page, `/api/charging/runs/${run.id}`).then((of) => of.state);
    await expect.poll(state, { timeout: 60_000 }).toBe("calculated");
    const chief = await town.open("chief");
    await chief.go(`/app/runs/${run.id}`);
    await chief.page.keyboard.press("Control+Enter");
    const dialog = chief.page.getByRole("dialog", { name: new RegExp(`^Утвердить расчёт № ${run.id},`) });
    await dialog.waitFor();
    await chief.page.keyboard.type((await dialog.locator("label").innerText()).replaceAll(/\D/g, ""));
    await chief.page.keyboard.press("Enter");
    await chief.page.getByText("Утверждён", { exact: true }).waitFor();

    await go(`/app/explain/${account.number}/2026-11/COLD_WATER`);
    const sum = `${kopecksText(account.after)} ₽`;
    await page
      .getByText(/^Холодная вода: по формуле расчётного центра/)
      .first()
      .waitFor();
    expect(plain(await page.locator("main, body").first().innerText())).toContain(sum);
    await page
      .getByText(/water_above_three@2/)
      .first()
      .waitFor();
    await page
      .getByText(/Решение комиссии № 7 от 20\.11\.2026/)
      .first()
      .waitFor();
    await expectFits(page, "the explanation");
    // What a service of the law is charged by is a link to the stored text, opened at the clause.
    await go(`/app/explain/${account.number}/2026-11/MAINTENANCE`);
    await page.getByRole("link", { name: /^Жилищный кодекс РФ, статьи 154, 156/ }).press("Enter");
    await page.getByRole("heading", { name: /^Жилищный кодекс РФ/ }).waitFor();
    await page.getByRole("row", { name: /^ст\. 154, 156 \(на это место была ссылка\)/ }).waitFor();
    await expectFits(page, "the law");

    const pdf = await page.evaluate(async (url) => {
      const bytes = new Uint8Array(await (await fetch(url)).arrayBuffer());
      return [...bytes];
    }, `/api/accounts/${account.number}/receipts/2026-11.pdf`);
    const printed = (await textOf(Uint8Array.from(pdf))).join(" ");
    expect(printed).toContain("по формуле расчётного центра");
    expect(plain(printed)).toContain(kopecksText(account.after));
    expect([...complaints, ...chief.complaints]).toEqual([]);
  }, 180_000);

  it("in English and in the dark the pages have no fault, and a phone's width is enough", async () => {
    const pages = [
      "/app/formulas",
      "/app/formulas/water_above_three",
      "/app/formulas/new-formula",
      "/app/methods",
      "/app/methods?service=COLD_WATER",
      "/app/what-if?kind=method&formula=water_above_three&version=2",
      "/app/what-if?service=COLD_WATER&level=city",
      "/app/law/pp-354?at=p59,f1",
    ];
    for (const look of [
      { language: "en", scheme: "dark" },
      { language: "ru", scheme: "light", width: 360, height: 640 },
    ] as const) {
      const { page, go, complaints, context } = await town.open("operator", look);
      for (const address of pages) {
        await go(address);
        await expectFits(page, `${address} in ${look.scheme}`);
        // A page begins at its top, except where it is opened at a clause.
        const moved = "[...document.querySelectorAll('main *')].filter((one) => one.scrollTop > 0).length";
        if (!address.includes("at=")) expect(await page.evaluate(moved), address).toBe(0);
      }
      expect(complaints).toEqual([]);
      await context.close();
    }
  }, 180_000);
});

const COMPANY = "ООО «УК Прибрежная»";

interface TrialAnswer {
  readonly affected: number;
  readonly before: string;
  readonly after: string;
  readonly distribution: readonly { accounts: number }[];
  readonly largest: readonly {
    number: string;
    services: readonly { service: string; after: string }[];
  }[];
}

/** Of the letters that are chosen in the field that has the focus. */
const chosenIn = (page: Page): Promise<string> =>
  page.evaluate(
    "((field) => field.value?.slice(field.selectionStart, field.selectionEnd) ?? '')(document.activeElement)",
  );

const choose = async (page: Page, label: string, option: string): Promise<void> => {
  await page.getByRole("combobox", { name: label, exact: false }).first().selectOption({ label: option });
};

/** What the server says past the page, to the person who is signed in there. */
const answerOf = <T>(page: Page, url: string): Promise<T> =>
  page.evaluate(async (asked) => (await (await fetch(asked)).json()) as T, url);

const asked = <T>(page: Page, url: string, body: object): Promise<T> =>
  page.evaluate(
    async (of) => {
      const answer = await fetch(of.url, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(of.body),
      });
      return (await answer.json()) as T;
    },
    { url, body },
  );

const plain = (text: string): string => text.replaceAll(/[\u00a0\u202f]/g, " ");

/** "+1 243 604,51" of the page in kopecks, or a count as it is. */
const kopecks = (text: string | undefined): bigint =>
  BigInt((text ?? "").replace("−", "-").replaceAll(/[^\d-]/g, ""));

/** "2 367,52" of kopecks. */
const kopecksText = (of: string): string =>
  `${of.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, " ")},${of.slice(-2)}`;

/** No fault of accessibility, and nothing of the page beyond its right edge. */
async function expectFits(page: Page, where: string): Promise<void> {
  await expectNoAxeViolations(page, where);
  const beyond = await page.evaluate(
    "document.documentElement.scrollWidth - document.documentElement.clientWidth",
  );
  expect(beyond, `${where} scrolls sideways`).toBe(0);
}
