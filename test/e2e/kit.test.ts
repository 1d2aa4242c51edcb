import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { axeFaults, CHROMIUM, expectNoAxeViolations, serveTown, type Town } from "./town.ts";

describe.skipIf(CHROMIUM === undefined)("the kit, every part in every state", () => {
  let town: Town;
  beforeAll(async () => {
    town = await serveTown();
  }, 300_000);
  afterAll(() => town.close());

  it.each([
    ["ru", "light"],
    ["en", "dark"],
  ] as const)(
    "has no fault of accessibility, and the policy nothing to stop, in %s, %s",
    async (language, scheme) => {
      const { page, go, complaints } = await town.open(undefined, { language, scheme });
      await page.goto("/app/kit");
      // The parts that load for ever are in a state of their own here.
      await page.getByRole("heading", { level: 1 }).waitFor();
      await page.getByRole("grid").nth(1).waitFor();
      await page.getByRole("figure").last().waitFor();
      await expectNoAxeViolations(page, `kit ${scheme}`);
      expect(complaints).toEqual([]);
      expect(await page.evaluate("document.documentElement.scrollWidth <= innerWidth")).toBe(true);
      await go("/app/sign-in");
      expect(complaints).toEqual([]);
    },
  );

  it("is looked at by an eye that sees: a nameless button, a pale word and a picture without its text", async () => {
    const { page, go } = await town.open(undefined);
    await go("/app/sign-in");
    await page.evaluate(
      `document.body.insertAdjacentHTML("beforeend", '<main><button></button><p>pale</p><img src="/favicon.svg"></main>');
       document.body.lastElementChild.querySelector("p").style.color = "#ddd"`,
    );
    const tags = await axeFaults(page, { type: "tag", values: ["wcag2a", "wcag2aa"] });
    expect(tags.map(({ id }) => id)).toEqual(
      expect.arrayContaining(["button-name", "color-contrast", "image-alt"]),
    );
    const contrast = await axeFaults(page, { type: "rule", values: ["color-contrast"] });
    expect(contrast).toEqual([{ id: "color-contrast", nodes: [expect.stringContaining("pale")] }]);
  });

  it("moves in a grid of 100,000 rows by keyboard, without a blank", async () => {
    const { page } = await town.open(undefined, { language: "en" });
    await page.goto("/app/kit");
    const grid = page
      .getByRole("grid")
      .filter({ has: page.getByText("4104000000") })
      .first();
    await grid.waitFor();
    await grid.getByRole("gridcell").first().click();
    await page.keyboard.press("Control+End");
    const row = page.locator("[role=row]:has([role=gridcell]:focus)");
    const place = async (): Promise<number> => Number(await row.getAttribute("aria-rowindex"));
    await expect.poll(place).toBeGreaterThan(99_999);
    await page.keyboard.press("Control+Home");
    await expect.poll(place).toBe(2);
  });
});
