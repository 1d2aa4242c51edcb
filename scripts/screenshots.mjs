// `npm run screenshots`: the pictures of the README, of the demo town as it is after `npm start`, in both languages.
// `npm run screenshots -- formula` takes those that are named. ADDRESS names a server that runs already; otherwise one
// is started on a town of its own and stopped afterwards.
import { spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { ensureInstalled } from "./bootstrap.mjs";
import { findBrowser } from "./browser.mjs";
import { root, runScript, say, Trouble } from "./checkout.mjs";

const pictures = path.join(root, "docs/pictures");
const PASSWORD = "severoozersk-2026";
const ACCOUNTANT = "accountant@zarechye.example";
const OPERATOR = "operator@eirc.example";
/** What is shown, as whom; `fill` is typed and `keys` are pressed when the page is there. */
const PICTURES = [
  { name: "start", to: "/start" },
  { name: "portal", to: "/" },
  { name: "resident", to: "/lk", resident: "ivanova@severoozersk.example" },
  { name: "unmatched", to: "/app/unmatched", as: OPERATOR },
  { name: "sign-in", to: "/app/sign-in" },
  { name: "home", to: "/app", as: OPERATOR },
  {
    name: "account",
    to: "/app/accounts/4400110010?tab=charges&period=2026-11&why=2026-11.HOT_WATER",
    as: ACCOUNTANT,
  },
  { name: "readings", to: "/app/entry/readings", as: ACCOUNTANT },
  { name: "tariffs", to: "/app/tariffs", as: OPERATOR },
  {
    name: "formula",
    to: "/app/formulas/new-formula",
    as: OPERATOR,
    fill: {
      code: "water_above_three",
      title: { ru: "Холодная вода сверх трёх кубометров", en: "Cold water above three cubic metres" },
      text: {
        ru: "если объём > 3 м3 то 3 м3 * тариф + площадь * тариф * 1.5\nиначе объём * тариф",
        en: "if volume > 3 m3 then 3 m3 * rate + area * rate * 1.5\nelse volume * rate",
      },
    },
  },
  { name: "search", to: "/app", as: OPERATOR, keys: ["F3"], type: "лен 7 12" },
];

const named = process.argv.slice(2);
const isWanted = ({ name }) => named.length === 0 || named.includes(name);

await runScript(async () => {
  const node = await ensureInstalled({ test: true });
  const executablePath = await findBrowser(node);
  if (!executablePath) throw new Trouble("There is no browser; set CHROMIUM to the path of one.");
  const { chromium } = await import("playwright-core");
  const server = process.env.ADDRESS ? undefined : await startServer();
  const address = process.env.ADDRESS ?? server.address;
  const browser = await chromium.launch({
    executablePath,
    args: ["--no-sandbox", "--disable-dev-shm-usage"],
  });
  try {
    fs.mkdirSync(pictures, { recursive: true });
    for (const language of ["ru", "en"]) {
      for (const picture of PICTURES.filter(isWanted)) await take(browser, address, language, picture);
    }
  } finally {
    await browser.close();
    server?.stop();
  }
});

async function take(browser, address, language, { name, to, as, resident, keys = [], type, fill = {} }) {
  const context = await browser.newContext({
    baseURL: address,
    viewport: { width: 1366, height: 768 },
    locale: language === "ru" ? "ru-RU" : "en-GB",
    colorScheme: "light",
    reducedMotion: "reduce",
  });
  await context.addInitScript((chosen) => localStorage.setItem("paylogic.language", chosen), language);
  const page = await context.newPage();
  if (as) {
    await page.goto("/health");
    await page.evaluate(
      (body) =>
        fetch("/api/session", {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify(body),
        }).then(({ ok, status }) => (ok ? undefined : Promise.reject(new Error(`signing in: ${status}`)))),
      { login: as, password: PASSWORD },
    );
  }
  if (resident) {
    await page.goto("/lk/sign-in");
    await page.locator("#name").fill(resident);
    await page.locator("#password").fill(PASSWORD);
    await page.keyboard.press("Enter");
    await page.waitForURL("**/lk");
  }
  await page.goto(to);
  await page.waitForLoadState("networkidle");
  for (const [field, value] of Object.entries(fill))
    await page.locator(`[name="${field}"]`).fill(typeof value === "string" ? value : value[language]);
  for (const key of keys) await page.keyboard.press(key);
  if (type) await page.keyboard.type(type);
  await page.waitForLoadState("networkidle");
  await page.waitForFunction(`document.querySelector("[aria-busy='true']") === null`);
  await page.waitForTimeout(500); // The last frame after the last answer.
  await page.screenshot({ path: path.join(pictures, `${name}.${language}.png`) });
  say(`${name}.${language}.png`);
  await context.close();
}

function startServer() {
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), "pay-logic-pictures-"));
  const child = spawn(process.execPath, [path.join(root, "scripts/start.mjs")], {
    cwd: root,
    env: { ...process.env, DATA_DIR: dataDir },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const stop = () => {
    child.kill("SIGINT");
    child.once("close", () => fs.rmSync(dataDir, { recursive: true, force: true }));
  };
  return new Promise((resolve, reject) => {
    let said = "";
    child.stdout.setEncoding("utf8").on("data", (text) => {
      said += text;
      const address = /Pay-logic is ready[^\n]*(http:\S+)/.exec(said)?.[1];
      if (address) resolve({ address, stop });
    });
    child.once("close", () => reject(new Trouble(`The server did not start:\n${said}`)));
  });
}
