import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { cp, mkdir, mkdtemp, readFile, realpath, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

// The bootstrap script in a checkout of its own, with a small npm in the place of the real one: it installs what the
// lock says at once, fails, or stops half-way, as FAKE_NPM tells it.
const NPM = `
const fs = require("fs"), path = require("path");
fs.appendFileSync("npm-runs", process.argv.slice(2).join(" ") + "\\n");
if (process.env.FAKE_NPM === "fail") { console.error("npm error network unreachable"); process.exit(1); }
const { packages } = JSON.parse(fs.readFileSync("package-lock.json", "utf8"));
const tests = process.argv.includes("--include=dev");
for (const [folder, locked] of Object.entries(packages)) {
  if (folder === "" || (locked.dev && !tests)) continue;
  fs.mkdirSync(path.join(folder, "bin"), { recursive: true });
  fs.writeFileSync(path.join(folder, "package.json"), JSON.stringify({ version: locked.version }));
  if (folder.includes("node-")) {
    fs.rmSync(path.join(folder, "bin/node"), { force: true });
    fs.symlinkSync(process.env.REAL_NODE, path.join(folder, "bin/node"));
  }
  if (process.env.FAKE_NPM === "hang") { fs.writeFileSync("half-way", ""); Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 60000); }
}
Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
const installed = Object.fromEntries(Object.entries(packages).filter(([f, l]) => f !== "" && (tests || !l.dev)));
fs.writeFileSync("node_modules/.package-lock.json", JSON.stringify({ packages: installed }));
`;

const NODE = `node-${process.platform}-${process.arch}`;

describe.skipIf(process.platform === "win32")("bootstrap", () => {
  let checkout: string;
  const children: ChildProcess[] = [];

  beforeEach(async () => {
    checkout = await realpath(await mkdtemp(path.join(os.tmpdir(), "pay-logic-bootstrap-")));
    await cp(path.join(import.meta.dirname, "../scripts"), path.join(checkout, "scripts"), {
      recursive: true,
    });
    await mkdir(path.join(checkout, "npm"));
    await writeFile(path.join(checkout, "npm/npm-cli.cjs"), NPM);
    await writeLock("1.0.0");
  });
  afterEach(async () => {
    for (const child of children.splice(0)) child.kill("SIGKILL");
    await rm(checkout, { recursive: true, force: true, maxRetries: 5 });
  });

  async function writeLock(version: string): Promise<void> {
    const own = {
      dependencies: { water: version },
      devDependencies: { meter: "1.0.0" },
      optionalDependencies: { [NODE]: "24.0.0" },
    };
    const lock = {
      packages: {
        "": own,
        "node_modules/water": { version },
        "node_modules/meter": { version: "1.0.0", dev: true },
        [`node_modules/${NODE}`]: {
          version: "24.0.0",
          optional: true,
          os: [process.platform],
          cpu: [process.arch],
        },
        "node_modules/elsewhere": { version: "1.0.0", optional: true, os: ["aix"] },
      },
    };
    await writeFile(path.join(checkout, "package.json"), JSON.stringify({ type: "module", ...own }));
    await writeFile(path.join(checkout, "package-lock.json"), JSON.stringify(lock));
  }

  function begin(options: { test?: boolean; npm?: string } = {}): {
    child: ChildProcess;
    ended: Promise<{ status: number | null; said: string }>;
  } {
    const child = spawn(process.execPath, ["scripts/bootstrap.mjs", ...(options.test ? ["--test"] : [])], {
      cwd: checkout,
      env: {
        PATH: process.env["PATH"],
        npm_execpath: path.join(checkout, "npm/npm-cli.cjs"),
        REAL_NODE: process.execPath,
        FAKE_NPM: options.npm ?? "",
      },
      stdio: ["ignore", "inherit", "pipe"],
    });
    children.push(child);
    let said = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => (said += text));
    const ended = new Promise<{ status: number | null; said: string }>((resolve) => {
      child.once("close", (status) => resolve({ status, said }));
    });
    return { child, ended };
  }

  const run = (options: { test?: boolean; npm?: string } = {}) => begin(options).ended;
  const npmRuns = async () =>
    (await readFile(path.join(checkout, "npm-runs"), "utf8").catch(() => "")).split("\n").length - 1;
  const has = (file: string) => existsSync(path.join(checkout, file));

  test("installs what the product runs on, and then has nothing to do or to say", async () => {
    expect(await run()).toMatchObject({ status: 0, said: expect.stringContaining("were installed") });
    expect([has("node_modules/water"), has("node_modules/meter"), has(".bootstrap.lock")]).toEqual([
      true,
      false,
      false,
    ]);
    expect(await run()).toEqual({ status: 0, said: "" });
    expect(await npmRuns()).toBe(1);
  });

  test("adds the tests' packages when they are wanted, and keeps them when the lock changes", async () => {
    await run();
    await run({ test: true });
    expect([await npmRuns(), has("node_modules/meter")]).toEqual([2, true]);
    await writeLock("1.1.0");
    await run();
    expect(
      JSON.parse(await readFile(path.join(checkout, "node_modules/water/package.json"), "utf8")),
    ).toEqual({ version: "1.1.0" });
    expect(has("node_modules/meter")).toBe(true);
  });

  test("an install that was killed half-way is thrown away and done anew", async () => {
    const { child, ended } = begin({ npm: "hang" });
    await expect.poll(() => has("half-way"), { timeout: 10_000 }).toBe(true);
    const { pids } = JSON.parse(await readFile(path.join(checkout, ".bootstrap.lock"), "utf8")) as {
      pids: number[];
    };
    for (const pid of pids) process.kill(pid, "SIGKILL");
    await ended;
    expect(child.exitCode).toBeNull();
    const again = await run();
    expect(again.status).toBe(0);
    expect(again.said).toContain("incomplete");
    expect([has("node_modules/water"), has(".bootstrap.lock")]).toEqual([true, false]);
  });

  test("of several starts at once one installs and the others wait", async () => {
    const all = await Promise.all([run(), run(), run()]);
    expect(all.map(({ status }) => status)).toEqual([0, 0, 0]);
    expect(await npmRuns()).toBe(1);
  });

  test("packages that the person installed by npm alone are taken as they are", async () => {
    await run({ test: true });
    await rm(path.join(checkout, "node_modules/.pay-logic.json"));
    expect(await run({ test: true })).toEqual({ status: 0, said: "" });
    expect(await npmRuns()).toBe(1);
  });

  test("a package that was deleted by hand is noticed", async () => {
    await run();
    await rm(path.join(checkout, "node_modules/water"), { recursive: true });
    await run();
    expect([await npmRuns(), has("node_modules/water")]).toEqual([2, true]);
  });

  test("when npm fails twice, its words are shown with what to try", async () => {
    const { status, said } = await run({ npm: "fail" });
    expect(status).toBe(1);
    expect(said).toMatch(/network unreachable[^]*npm ping/);
    expect([await npmRuns(), has(".bootstrap.lock")]).toEqual([2, false]);
  });

  test("a lock that disagrees with package.json is refused before anything is touched", async () => {
    await writeFile(
      path.join(checkout, "package.json"),
      JSON.stringify({ type: "module", dependencies: { other: "1.0.0" } }),
    );
    const { status, said } = await run();
    expect(status).toBe(1);
    expect(said).toContain("Run `npm install`");
    expect(await npmRuns()).toBe(0);
  });

  test("a stop asked of it stops npm too and leaves no lock", async () => {
    const { child, ended } = begin({ npm: "hang" });
    await expect.poll(() => has("half-way"), { timeout: 10_000 }).toBe(true);
    child.kill("SIGTERM");
    expect(await ended).toMatchObject({ status: 143 });
    expect(has(".bootstrap.lock")).toBe(false);
  });
});
