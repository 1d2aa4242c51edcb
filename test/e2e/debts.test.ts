import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { must } from "#core/assert";
import { CHROMIUM, expectNoAxeViolations, serveTown, type Town } from "./town.ts";

/*
 * A register for a bank's desk, asked for by a person: it is made as a job, told row by row, and stands in the list with
 * the same bytes ever after.
 */
describe.skipIf(CHROMIUM === undefined)("a register for a desk", () => {
  let town: Town;
  beforeAll(async () => {
    town = await serveTown();
  }, 300_000);
  afterAll(() => town.close());

  it("is made as a job while the page stays alive, and is downloaded from the list", async () => {
    const { page, go, complaints, context } = await town.open("operator");
    await go("/app/registers/debts");
    const { agents, organizations } = await page.evaluate<{
      agents: readonly { code: string; name: string }[];
      organizations: readonly { organization: number }[];
    }>("fetch('/api/debts').then((answer) => answer.json())");
    const agent = must(agents[0], "an agent");
    const terms = { profile: "sber-debts", dayOfMonth: 5, isActive: true };
    const { organization } = must(organizations[0], "a company");
    const body = { ...terms, content: "debts", scope: "organization", organization, agent: agent.code };
    const { plan } = await page.evaluate<{ plan: number }>(
      `fetch("/api/debts", { method: "POST", headers: { "content-type": "application/json" },
         body: ${JSON.stringify(JSON.stringify(body))} }).then((answer) => answer.json())`,
    );
    await go(`/app/registers/debts?plan=${plan}`);
    const files = page.locator("a[download]");
    await page.getByRole("button", { name: "Составить файл сейчас" }).click();
    await page.getByText(/^Составлен файл /).waitFor();
    await files.first().waitFor();
    await expectNoAxeViolations(page, "a register that was made");
    const name = must(await files.first().textContent(), "the name of the file");
    expect(await page.getByText(/^Составлен файл /).textContent()).toContain(name);
    const [download] = await Promise.all([page.waitForEvent("download"), files.first().click()]);
    expect(download.suggestedFilename()).toBe(name);
    await go("/app/jobs");
    await page.getByText(`Реестр для: ${agent.name}`).first().waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });
});
