import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CHROMIUM, expectNoAxeViolations, serveTown, settled, type Town } from "./town.ts";

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
