import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Page } from "playwright-core";
import { CHROMIUM, expectNoAxeViolations, serveTown, settled, type Town } from "./town.ts";

/** What the page says of its progress: how many meters are read. */
const readCount = async (page: Page): Promise<number> => {
  const text = await page.getByRole("progressbar").first().getAttribute("aria-valuetext");
  return Number(/\d+/.exec((text ?? "").replaceAll(/[\s\u00a0]/g, ""))?.[0]);
};

/** The reading before that of the focused cell, as its row shows it. */
async function previousOf(page: Page): Promise<string> {
  const cells = await page
    .locator("[role=row]:has([role=gridcell]:focus, input:focus) [role=gridcell]")
    .allInnerTexts();
  const at = Number(
    await page
      .locator("[role=gridcell]:focus, [role=gridcell]:has(input:focus)")
      .getAttribute("aria-colindex"),
  );
  return (cells[at - 2] ?? "").replaceAll(/[\s\u00a0]/g, "");
}

/** One more than `previous`, kopeck-like digits kept: "412,35" → "413,35". */
const oneMore = (previous: string): string => {
  const [whole = "0", fraction] = previous.split(",");
  return `${BigInt(whole) + 1n}${fraction === undefined ? "" : `,${fraction}`}`;
};

describe.skipIf(CHROMIUM === undefined)("a house of readings", () => {
  let town: Town;
  let building = 0;
  beforeAll(async () => {
    town = await serveTown();
    const { page, go, context } = await town.open("operator");
    await go("/app");
    // December is nobody's yet, but a later day of November takes readings: everything of a house stands to be read.
    const answer = (await page.evaluate(
      "fetch('/api/metering/buildings?period=2026-11').then((r) => r.json())",
    )) as {
      buildings: { id?: number; building?: number; meters: number; read: number }[];
    };
    const [most] = answer.buildings.sort((a, b) => b.meters - b.read - (a.meters - a.read));
    building = most?.id ?? most?.building ?? 0;
    expect(building).toBeGreaterThan(0);
    await context.close();
  }, 300_000);
  afterAll(() => town.close());

  it("is entered by the keyboard alone: what is missing, a doubt that does not stop, a refusal that keeps the text", async () => {
    const { page, go, complaints } = await town.open("operator");
    await go(`/app/entry/readings?building=${building}`);
    const before = await readCount(page);
    await expectNoAxeViolations(page, "entry");

    // The cursor stands in the first empty cell.
    const previous = await previousOf(page);
    await page.keyboard.type("0");
    await page.keyboard.press("Enter");
    // Less than before is refused beside the cell and in the list at the right; what was typed stays.
    await page
      .getByRole("complementary")
      .getByText(/меньше|ниже|показывал/i)
      .first()
      .waitFor();
    expect(await readCount(page)).toBe(before);

    await page.keyboard.press("Escape");
    await page.keyboard.press("F2");
    await page.keyboard.press("Control+a");
    await page.keyboard.type(oneMore(previous));
    const began = Date.now();
    await page.keyboard.press("Enter");
    await expect.poll(() => readCount(page)).toBe(before + 1);
    expect(Date.now() - began).toBeLessThan(5_000);
    await expectNoAxeViolations(page, "entry with a reading");

    // Kept at once: another look at the page has it.
    await go(`/app/entry/readings?building=${building}`);
    expect(await readCount(page)).toBe(before + 1);
    expect(complaints).toEqual([]);
  });

  it("loses nothing when the connection goes and the browser is killed", async () => {
    const { page, go, context } = await town.open("operator");
    await go(`/app/entry/readings?building=${building}`);
    const before = await readCount(page);
    const previous = await previousOf(page);
    await context.setOffline(true);
    await page.keyboard.type(oneMore(previous));
    await page.keyboard.press("Enter");
    await page
      .getByText(/Нет связи|не отправлен|ждёт/i)
      .first()
      .waitFor();
    await page.close();
    await context.setOffline(false);
    const again = await context.newPage();
    await again.goto(`/app/entry/readings?building=${building}`);
    await settled(again);
    await expect.poll(() => readCount(again)).toBe(before + 1);
  });
});
