#!/usr/bin/env node
// The command `paylogic`: on a fresh checkout it installs the packages first, then runs src/app/cli.ts on Node 24.
import { spawn } from "node:child_process";
import os from "node:os";
import path from "node:path";
import { ensureInstalled, root, runScript } from "./bootstrap.mjs";

await runScript(async () => {
  const node = await ensureInstalled();
  const child = spawn(node, [path.join(root, "src/app/cli.ts"), ...process.argv.slice(2)], {
    stdio: "inherit",
  });
  // A terminal sends Ctrl-C to both processes; sent on as well, it would look like a second, impatient one.
  const forwarded = process.stdin.isTTY ? ["SIGTERM", "SIGHUP"] : ["SIGINT", "SIGTERM", "SIGHUP"];
  for (const signal of forwarded) process.on(signal, () => child.kill(signal));
  if (process.stdin.isTTY) process.on("SIGINT", () => {});
  process.exitCode = await new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code, signal) => resolve(code ?? 128 + os.constants.signals[signal]));
  });
});
