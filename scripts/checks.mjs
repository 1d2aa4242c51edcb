// The steps of `npm test` and `npm run check`: each static check counts as one test, and the last line counts them all.
import { spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { ensureInstalled } from "./bootstrap.mjs";
import { root } from "./checkout.mjs";
import { findBrowser } from "./browser.mjs";
import { productEnvironment } from "./launch.mjs";
import { ensureWeb } from "./web.mjs";

/**
 * Runs types, lint, format and the tests that `vitestArguments` choose (all without any); prints the closing line
 * `N passed, N failed, N skipped` last and sets the exit code by it.
 */
export async function runChecks({ vitestArguments, browser }) {
  const node = await ensureInstalled({ test: true });
  const environment = productEnvironment();
  if (browser) {
    const found = await findBrowser(node);
    console.log(
      found
        ? `Browser: ${found}`
        : "Browser: none for this machine; set CHROMIUM to the path of one. Its tests are skipped.",
    );
    if (found) environment.PAYLOGIC_CHROMIUM = found;
  }
  const run = (title, file, args) =>
    step({ title, command: [node, path.join(root, "node_modules", file), ...args], environment });
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const [title, file, args] of [
    ["Types", "typescript/bin/tsc", ["--noEmit"]],
    ["Types of the browser's part", "typescript/bin/tsc", ["--noEmit", "-p", "web/tsconfig.json"]],
    ["Lint", "oxlint/bin/oxlint", ["--type-aware", "--deny-warnings"]],
    ["Format", "@biomejs/biome/bin/biome", ["format", "."]],
  ]) {
    counts[(await run(title, file, args)) === 0 ? "passed" : "failed"]++;
  }
  await ensureWeb();
  const tests = await runTests(run, vitestArguments);
  for (const kind of Object.keys(counts)) counts[kind] += tests[kind];
  console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
  process.exitCode = counts.failed === 0 ? 0 : 1;
}

async function runTests(run, vitestArguments) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "pay-logic-results-"));
  const results = path.join(folder, "results.json");
  try {
    const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${results}`];
    const status = await run("Tests", "vitest/vitest.mjs", ["run", ...reporters, ...vitestArguments]);
    return countTests(
      fs.existsSync(results) ? JSON.parse(fs.readFileSync(results, "utf8")) : undefined,
      status,
    );
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** A file that could not be loaded, an error outside any test, or a run that broke off counts as one failed test each. */
export function countTests(report, status) {
  const broken = (report?.testResults ?? []).filter(
    (file) => file.status === "failed" && !file.assertionResults.some((test) => test.status === "failed"),
  ).length;
  const passed = report?.numPassedTests ?? 0;
  const skipped = (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0);
  const failed = (report?.numFailedTests ?? 0) + broken;
  return { passed, skipped, failed: failed === 0 && status !== 0 ? 1 : failed };
}

/** Its output goes to the terminal as it comes; a stop asked of this process reaches it too. */
function step({ title, command: [program, ...args], environment }) {
  console.log(`\n${title}`);
  const started = Date.now();
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: root,
      env: environment,
      stdio: ["ignore", "inherit", "inherit"],
    });
    const stop = (signal) => {
      child.kill(signal);
      child.once("close", () => process.exit(128 + os.constants.signals[signal]));
    };
    for (const signal of SIGNALS) process.on(signal, stop);
    child.once("error", (error) => console.error(`${title}: ${error.message}`));
    child.once("close", (code, signal) => {
      for (const name of SIGNALS) process.off(name, stop);
      const verdict = code === 0 ? "passed" : `failed (${signal ?? `exit code ${code}`})`;
      console.log(`${title}: ${verdict} in ${((Date.now() - started) / 1000).toFixed(1)} s`);
      resolve(code ?? 1);
    });
  });
}

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"];
