import { mkdtemp, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { type Browser, type BrowserContext, chromium, type Page, type Request } from "playwright-core";
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
  /** False: a browser that runs no scripts of pages. */
  readonly script?: boolean;
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
      await seedDemoTown(database, { houses: HOUSES, lastDays: false, work: (runs) => workers.work(runs) });
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
    // Where the machine names no encoding, a file with a Russian name would be called "download".
    env: { ...process.env, LC_ALL: "C.UTF-8" },
  });
}

export async function openWindow(
  browser: Browser,
  address: string,
  login: Login | undefined,
  { language = "ru", scheme = "light", width = 1366, height = 768, script = true }: Look,
): Promise<Window> {
  const context = await browser.newContext({
    baseURL: address,
    viewport: { width, height },
    colorScheme: scheme,
    locale: language === "ru" ? "ru-RU" : "en-GB",
    reducedMotion: "reduce",
    javaScriptEnabled: script,
  });
  context.setDefaultTimeout(15_000);
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await context.addInitScript((chosen) => localStorage.setItem("paylogic.language", chosen), language);
  const page = await context.newPage();
  traffic.set(page, watchTraffic(page));
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
      // Without scripts a page is whole when it is loaded, and would never tell that it has nothing to do.
      if (script) await settled(page);
    },
  };
}

/** What a page has asked for and not yet got, and how much it has asked for so far. */
interface Traffic {
  readonly underWay: Set<Request>;
  asked: number;
}

const traffic = new WeakMap<Page, Traffic>();

function watchTraffic(page: Page): Traffic {
  const seen: Traffic = { underWay: new Set(), asked: 0 };
  page.on("request", (request) => {
    // The events of a run are told for as long as it lasts.
    if (request.resourceType() === "eventsource") return;
    seen.underWay.add(request);
    seen.asked++;
  });
  page.on("requestfinished", (request) => seen.underWay.delete(request));
  page.on("requestfailed", (request) => seen.underWay.delete(request));
  return seen;
}

/** Nothing is being asked, no row is a grey bar, the fonts are there. */
export async function settled(page: Page): Promise<void> {
  const seen = traffic.get(page);
  if (seen === undefined) await page.waitForLoadState("networkidle");
  else await quiet(page, seen);
  // Not by a function of the page's own: while it waits, the security policy forbids it.
  await page.locator("[aria-busy='true']").first().waitFor({ state: "detached" });
  await page.evaluate("document.fonts.ready.then(() => true)");
}

/**
 * The page has drawn and has had nothing to do three times in a row, and asked for nothing meanwhile. The browser's own
 * word for it, "networkidle", is half a second without a request: a minute of the build, and on a busy machine shorter
 * than the work between an answer and the next question.
 */
async function quiet(page: Page, seen: Traffic): Promise<void> {
  await page.waitForLoadState("load");
  const deadline = Date.now() + 15_000;
  for (let times = 0; times < 3; ) {
    const before = seen.asked;
    await page.evaluate(
      "new Promise((done) => requestAnimationFrame(() => requestIdleCallback(() => done(true), { timeout: 5000 })))",
    );
    times = seen.underWay.size === 0 && seen.asked === before ? times + 1 : 0;
    if (seen.underWay.size > 0) await pause(20);
    if (Date.now() > deadline) {
      throw new Error(`still asking for ${[...seen.underWay].map((one) => one.url()).join(", ")}`);
    }
  }
}

// The axe that @axe-core/playwright brings, run in the page itself. That package's own way sends every element that is
// right back and forth through a second page: the same faults, at seven times the price.
const AXE = (
  createRequire(import.meta.resolve("@axe-core/playwright"))("axe-core") as { readonly source: string }
).source;

interface Fault {
  readonly id: string;
  readonly nodes: readonly string[];
}

/** What axe finds by rules of the tags, or by the rules named. */
export async function axeFaults(
  page: Page,
  by: { readonly type: "tag" | "rule"; readonly values: readonly string[] },
): Promise<readonly Fault[]> {
  // Axe looks into a frame only where it runs there too.
  expect(page.frames().length, "frames of the page").toBe(1);
  if (!(await page.evaluate("typeof axe === 'object'"))) await page.evaluate(AXE);
  const found = await page.evaluate(
    `axe.run(document, ${JSON.stringify({ runOnly: by, resultTypes: ["violations"] })}).then(({ violations }) =>
      JSON.stringify(violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ html }) => html.slice(0, 160)) }))))`,
  );
  return JSON.parse(found as string) as Fault[];
}

/** WCAG 2.2 AA, no rule switched off. */
export async function expectNoAxeViolations(page: Page, where: string): Promise<void> {
  const faults = await axeFaults(page, {
    type: "tag",
    values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
  });
  expect(faults.map(({ id, nodes }) => `${where}: ${id}: ${nodes.join(" | ")}`)).toEqual([]);
}

/** The dark differs in its colours alone: the rest is judged in the light. */
export async function expectContrast(page: Page, where: string): Promise<void> {
  const faults = await axeFaults(page, { type: "rule", values: ["color-contrast"] });
  expect(
    faults.flatMap(({ nodes }) => nodes),
    where,
  ).toEqual([]);
}
