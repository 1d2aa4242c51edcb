import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import lighthouse, { type Config, desktopConfig, type Flags } from "lighthouse";
import { type Browser, chromium } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CHROMIUM, serveTown, type Town } from "./town.ts";

/**
 * Of workplaces on a desktop: 85, 100, 95. Times of a page are its own only where nothing else runs, so 85 is judged by
 * `LIGHTHOUSE=alone npm test -- test/e2e/lighthouse`; beside the other tests, which take half of the machine, a page
 * must not fall below 60.
 */
const FLOORS = {
  performance: process.env["LIGHTHOUSE"] === "alone" ? 0.85 : 0.6,
  accessibility: 1,
  "best-practices": 0.95,
};

/** Of public pages on a telephone: 95, 100, 95, 100, judged alone as well. */
const PUBLIC_FLOORS = {
  performance: process.env["LIGHTHOUSE"] === "alone" ? 0.95 : 0.6,
  accessibility: 1,
  "best-practices": 0.95,
  seo: 1,
};

/** One of each kind; beside the other tests one that stands for the others. */
const PUBLIC =
  process.env["LIGHTHOUSE"] === "alone"
    ? [
        "/severoozyorsk",
        "/severoozyorsk/companies",
        "/severoozyorsk/c/2-ooo-uk-zareche",
        "/severoozyorsk/c/2-ooo-uk-zareche/disclosure",
        "/severoozyorsk/house/1",
        "/severoozyorsk/house/1/disclosure",
        "/pay",
      ]
    : ["/severoozyorsk/house/1"];

const LOOKS_MAX = 5;

describe.skipIf(CHROMIUM === undefined)("Lighthouse", () => {
  let town: Town;
  let browser: Browser;
  let port: number;
  let token: string;
  beforeAll(async () => {
    town = await serveTown();
    port = await freePort();
    browser = await chromium.launch({
      ...(CHROMIUM === undefined ? {} : { executablePath: CHROMIUM }),
      args: ["--no-sandbox", "--disable-dev-shm-usage", `--remote-debugging-port=${port}`],
    });
    const answer = await fetch(`${town.address}/api/session`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ login: "accountant@zarechye.example", password: "severoozersk-2026" }),
    });
    token = ((await answer.json()) as { token: string }).token;
  }, 300_000);
  afterAll(async () => {
    await browser.close();
    await town.close();
  });

  it.each(["/app/sign-in", "/app", "/app/accounts/4400110010", "/app/entry/readings"])(
    "%s is quick and open to everybody",
    async (path) =>
      expectFloors({
        path,
        floors: FLOORS,
        asked: { extraHeaders: { authorization: `Bearer ${token}` } },
        config: desktopConfig,
      }),
    180_000,
  );

  it.each(PUBLIC)(
    "%s is quick on a telephone, open to everybody, and can be found",
    async (path) => expectFloors({ path, floors: PUBLIC_FLOORS }),
    180_000,
  );

  /** The best of a few looks: on a machine that does other work as well, that is the page's own time. */
  async function expectFloors(of: {
    readonly path: string;
    readonly floors: Readonly<Record<string, number>>;
    readonly asked?: Flags;
    readonly config?: Config;
  }): Promise<void> {
    const { path, floors } = of;
    const isEnough = (scores: Readonly<Record<string, number>>): boolean =>
      Object.entries(floors).every(([name, floor]) => (scores[name] ?? 0) >= floor);
    let best: Record<string, number> = {};
    for (let looks = 0; looks < LOOKS_MAX && !isEnough(best); looks++) {
      const result = await lighthouse(
        `${town.address}${path}`,
        { port, logLevel: "error", output: "json", onlyCategories: Object.keys(floors), ...of.asked },
        of.config,
      );
      const { categories = {}, audits = {} } = result?.lhr ?? {};
      const found = Object.fromEntries(
        Object.keys(floors).map((name) => [name, categories[name]?.score ?? 0]),
      );
      best = (found["performance"] ?? 0) > (best["performance"] ?? -1) ? found : best;
      if (process.env["LIGHTHOUSE_DETAILS"]) {
        const failed = Object.values(audits).filter(({ score }) => score !== null && score < 0.9);
        const times = [
          "largest-contentful-paint",
          "total-blocking-time",
          "cumulative-layout-shift",
          "server-response-time",
        ];
        console.log(
          path,
          found,
          times.map((id) => `${id} ${audits[id]?.displayValue ?? ""}`),
          failed.map(({ id, displayValue }) => `${id} ${displayValue ?? ""}`),
        );
      }
    }
    for (const [name, floor] of Object.entries(floors)) {
      expect(best[name], `${name} of ${path}`).toBeGreaterThanOrEqual(floor);
    }
  }
});

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}
