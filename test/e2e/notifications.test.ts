import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { must } from "#core/assert";
import { DEMO_RESIDENT } from "#flows/demo-town";
import { notify } from "#flows/notify";
import { findAccountsByNumber } from "#modules/accounts";
import type { Notice } from "#modules/notifications";
import { centerContext } from "#platform/context";
import { CHROMIUM, expectNoAxeViolations, serveTown, type Town } from "./town.ts";

/*
 * What residents are told, as they see it: the matrix of wishes is a plain form and is kept to; a debt is told to the
 * holder and to nobody who was let in; a letter is ended by its own link, without signing in and without a script, by a
 * press alone: programs that look at links before their reader end nothing.
 */
describe.skipIf(CHROMIUM === undefined)("what residents are told", () => {
  let town: Town;
  const TENANT = "tenant@mail.ru";
  const PASSWORD = "горячая вода по утрам";
  beforeAll(async () => {
    town = await serveTown();
  }, 300_000);
  afterAll(() => town.close());

  const phone = { width: 360, height: 640 } as const;
  let told = 0;

  const query = async <Row extends object>(sql: string, values: readonly unknown[]): Promise<Row[]> =>
    (await centerContext(town.database)).transaction((tx) => tx.query<Row>(sql, values));

  /** Tells of an event of the demo account; gives whom a letter was written to, and what its link ends it by. */
  async function lettersOf(event: "bill_ready" | "debt" | "payment_posted"): Promise<Map<string, string>> {
    const ctx = await centerContext(town.database);
    const data = {
      account: DEMO_RESIDENT.account,
      address: "ул. Ленина, 7",
      month: "2026-10",
      amount: "1051999",
      due: "2026-11-15",
      day: "2026-11-20",
      link: "/lk",
    };
    const key = `journey:${++told}`;
    await ctx.transaction(async (tx) => {
      const [place] = await findAccountsByNumber(tx, [DEMO_RESIDENT.account]);
      const notice: Notice = { event, key, to: must(place, "the account of the resident"), data };
      await notify(tx, [notice]);
    });
    // The town carries its letters out by itself, and tells of its own debts and bills meanwhile.
    const letters = await query<{ address: string; token: string }>(
      "select address, token from notifications.messages where key = $1 and channel = 'email'",
      [key],
    );
    return new Map(letters.map(({ address, token }) => [address, `${town.address}/u/${token}`]));
  }

  async function signIn(page: Page, name: string, password: string): Promise<void> {
    await page.getByLabel("Почта или мобильный телефон").fill(name);
    await page.getByLabel("Пароль").fill(password);
    await page.getByRole("button", { name: "Войти", exact: true }).click();
    await expect.poll(() => new URL(page.url()).pathname).toBe("/lk/notifications");
  }

  it("reaches who may know it, as they wish, until the link of a letter ends it", async () => {
    const holder = await town.open(undefined, phone);
    await holder.go("/lk/sign-in?next=/lk/notifications");
    await signIn(holder.page, DEMO_RESIDENT.name, DEMO_RESIDENT.password);
    await expectNoAxeViolations(holder.page, "the matrix of wishes");
    const payments = holder.page.getByLabel("Платёж зачислен: Письмо");
    expect((await lettersOf("payment_posted")).has(DEMO_RESIDENT.name)).toBe(true);
    await payments.uncheck();
    await holder.page.getByRole("button", { name: "Сохранить" }).click();
    await holder.page.getByRole("status").getByText("Сохранено.").waitFor();
    expect((await lettersOf("payment_posted")).size).toBe(0);

    // An address of one's own beside the name: used once the code that was sent there came back.
    const OTHER = "ivanova.home@mail.ru";
    await holder.page.getByLabel("Другая почта").fill(OTHER);
    await holder.page.getByRole("button", { name: "Прислать код" }).first().click();
    await holder.page.getByText("Код отправлен.", { exact: false }).waitFor();
    await expectNoAxeViolations(holder.page, "a code is awaited");
    // Until then letters go where they went.
    expect([...(await lettersOf("bill_ready")).keys()]).toEqual([DEMO_RESIDENT.name]);
    const [sent] = await query<{ data: { title: { ru: string } } }>(
      "select data from notifications.messages where address = $1",
      [OTHER],
    );
    const code = /\d{6}/.exec(sent?.data.title.ru ?? "")?.[0] ?? "";
    const answer = async (typed: string, said: string): Promise<void> => {
      await holder.page.getByLabel(`Код, который пришёл на ${OTHER}`).fill(typed);
      await holder.page.getByRole("button", { name: "Подтвердить" }).click();
      await holder.page.getByText(said, { exact: false }).waitFor();
    };
    await answer(code === "000000" ? "000001" : "000000", "Код не подошёл.");
    await answer(`${code.slice(0, 3)} ${code.slice(3)}`, "Адрес подтверждён");
    expect([...(await lettersOf("bill_ready")).keys()]).toEqual([OTHER]);
    await holder.page.getByRole("button", { name: `Убрать ${OTHER}` }).click();
    await holder.page.getByText("Адрес убран.").waitFor();
    await expectNoAxeViolations(holder.page, "the address was removed");

    // Somebody else is let in, and sees bills: of a debt only the holder is told.
    await holder.go("/lk/people");
    await holder.page.getByRole("button", { name: "Создать приглашение" }).click();
    const invitation = await holder.page.getByText(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/).innerText();
    const tenant = await town.open(undefined, phone);
    await tenant.go(`/activate?number=${DEMO_RESIDENT.account}`);
    await tenant.page.getByLabel("Код").fill(invitation);
    await tenant.page.getByRole("button", { name: "Дальше" }).click();
    await tenant.page.getByLabel("Почта или мобильный телефон").fill(TENANT);
    await tenant.page.getByLabel("Придумайте пароль").fill(PASSWORD);
    await tenant.page.getByLabel(/Я согласен/).check();
    await tenant.page.getByRole("button", { name: "Открыть кабинет" }).click();
    await expect.poll(() => new URL(tenant.page.url()).pathname).toBe("/lk");
    expect([...(await lettersOf("debt")).keys()]).toEqual([DEMO_RESIDENT.name]);
    const bills = await lettersOf("bill_ready");
    expect([...bills.keys()].sort()).toEqual([DEMO_RESIDENT.name, TENANT].sort());

    const link = must(bills.get(TENANT), "the link that ends such letters");
    const stranger = await town.open(undefined, { ...phone, script: false });
    for (let look = 0; look < 2; look += 1) {
      await stranger.page.goto(link);
      await stranger.page.getByRole("heading", { name: "Больше не присылать?" }).waitFor();
    }
    expect((await lettersOf("bill_ready")).has(TENANT)).toBe(true);
    await tenant.page.goto(link);
    await expectNoAxeViolations(tenant.page, "the link of a letter");
    await stranger.page.getByRole("button", { name: "Больше не присылать" }).click();
    await stranger.page.getByRole("heading", { name: "Готово" }).waitFor();
    expect([...(await lettersOf("bill_ready")).keys()]).toEqual([DEMO_RESIDENT.name]);
    // The link ends letters and opens nothing: who follows it is asked to sign in.
    await stranger.page.goto(`${town.address}/lk/notifications`);
    expect(new URL(stranger.page.url()).pathname).toBe("/lk/sign-in");
    await tenant.go("/lk/notifications");
    expect(await tenant.page.getByLabel("Новая квитанция: Письмо").isChecked()).toBe(false);
    expect(await tenant.page.getByLabel("Платёж зачислен: Письмо").isChecked()).toBe(true);
    expect([...holder.complaints, ...tenant.complaints, ...stranger.complaints]).toEqual([]);
  });
});
