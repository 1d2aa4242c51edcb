import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { expect } from "vitest";
import { DEMO_LOGINS } from "#flows/demo-town";
import type { Database } from "#platform/database";
import { runWorkers } from "../../src/app/run-workers.ts";
import { serve } from "../../src/app/server.ts";
import { sharedTemplate, withDatabase } from "../database.ts";

// The houses of the named people and the small ones with a story: enough for every screen, and quick to live through.
const HOUSES = [
  "ЛЕНИНА-7",
  "ОЗЁРНАЯ-12/1",
  "ОЗЁРНАЯ-7",
  "МИРА-45А",
  "ПОЛЕВАЯ-3",
  "СОВЕТСКАЯ-1",
  "СОВЕТСКАЯ-5",
  "САДОВАЯ-4",
];

/** The path of the browser that `npm test` found; without one these tests are skipped. */
export const CHROMIUM = process.env["PAYLOGIC_CHROMIUM"];

export type Login = "operator" | "chief" | "admin" | "zarechye" | "pribrezhnaya" | "voskhod" | "gzh";

export interface Look {
  readonly language?: "ru" | "en";
  readonly scheme?: "light" | "dark";
  readonly width?: number;
  readonly height?: number;
}

/** A demo town of eight houses with two years of life, served on a port of its own, and a browser before it. */
export interface Town {
  readonly address: string;
  readonly database: Database;
  /** Connects as the owner of the tables. */
  readonly ownerUrl: string;
  /** A window of a person who has signed in; a newcomer's without `login`. */
  open(login: Login | undefined, look?: Look): Promise<Window>;
  close(): Promise<void>;
}

export interface Window {
  readonly page: Page;
  readonly context: BrowserContext;
  /** What the page complained of: errors of scripts and of the security policy. */
  readonly complaints: string[];
  go(address: string): Promise<void>;
}

export async function serveTown(): Promise<Town> {
  const template = await sharedTemplate("town", async (database, appUrl) => {
    const { seedDemoTown } = await import("#flows/demo-town");
    const workers = runWorkers(appUrl);
    try {
      await seedDemoTown(database, { houses: HOUSES, work: (runs) => workers.work(runs) });
    } finally {
      await workers.close();
    }
  });
  const files = await withDatabase(template);
  const database = files.open();
  const dataDir = await mkdtemp(path.join(os.tmpdir(), "pay-logic-e2e-"));
  const server = await serve({
    database,
    port: 0,
    host: "127.0.0.1",
    dataDir,
    appUrl: files.appUrl,
    demo: true,
    log: () => undefined,
  });
  const browser = await launchBrowser();
  return {
    address: server.address,
    database,
    ownerUrl: files.ownerUrl,
    open: (login, look = {}) => openWindow(browser, server.address, login, look),
    close: async () => {
      await browser.close();
      await server.close();
      await files.drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

export function launchBrowser(): Promise<Browser> {
  if (CHROMIUM === undefined) throw new Error("there is no browser");
  return chromium.launch({
    executablePath: CHROMIUM,
    args: ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--lang=ru"],
  });
}

export async function openWindow(
  browser: Browser,
  address: string,
  login: Login | undefined,
  { language = "ru", scheme = "light", width = 1366, height = 768 }: Look,
): Promise<Window> {
  const context = await browser.newContext({
    baseURL: address,
    viewport: { width, height },
    colorScheme: scheme,
    locale: language === "ru" ? "ru-RU" : "en-GB",
    reducedMotion: "reduce",
  });
  context.setDefaultTimeout(15_000);
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await context.addInitScript((chosen) => localStorage.setItem("paylogic.language", chosen), language);
  const page = await context.newPage();
  if (login !== undefined) {
    const person = DEMO_LOGINS.find(
      (one) => one.login.startsWith(`${login}@`) || one.login.includes(`@${login}.`),
    );
    if (!person) throw new Error(`no login of ${login}`);
    // Asked by the page itself: the cookie is one that only a browser's own request may set on this address.
    await page.goto("/health");
    const status = await page.evaluate(
      async (credentials) => {
        const answer = await fetch("/api/session", {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify(credentials),
        });
        return answer.status;
      },
      { login: person.login, password: person.password },
    );
    expect(status).toBe(201);
  }
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(`${error.name}: ${error.message}`));
  page.on("console", (message) => {
    // The browser itself reports every answer that is no success; what the page does with it is looked at elsewhere.
    if (message.type() === "error" && !message.text().startsWith("Failed to load resource")) {
      complaints.push(message.text());
    }
  });
  return {
    page,
    context,
    complaints,
    go: async (to) => {
      await page.goto(to);
      await settled(page);
    },
  };
}

/** Nothing is being asked, no row is a grey bar, the fonts are there. */
export async function settled(page: Page): Promise<void> {
  await page.waitForLoadState("networkidle");
  // Not by a function of the page's own: while it waits, the security policy forbids it.
  await page.locator("[aria-busy='true']").first().waitFor({ state: "detached" });
  await page.evaluate("document.fonts.ready.then(() => true)");
}

/** WCAG 2.2 AA, no rule switched off. */
export async function expectNoAxeViolations(page: Page, where: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
    .analyze();
  const told = violations.map(
    ({ id, nodes }) => `${where}: ${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(" | ")}`,
  );
  expect(told).toEqual([]);
}
