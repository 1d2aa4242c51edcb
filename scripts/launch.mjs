// Runs a program of the product on the product's Node, as if it were this process: same terminal, signals, exit code.
import { spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { ensureInstalled } from "./bootstrap.mjs";
import { root } from "./checkout.mjs";

/**
 * `program` is a path inside the checkout. With `bound`, the program hears at once when this process is gone, however
 * it went (a "disconnect" event), and this process ends it when the npm that started both was killed.
 */
export async function launch(program, args, { bound = false } = {}) {
  const node = await ensureInstalled();
  const child = spawn(node, [path.join(root, program), ...args], {
    stdio: bound ? ["inherit", "inherit", "inherit", "ipc"] : "inherit",
    env: productEnvironment(),
  });
  // A terminal sends Ctrl-C to both processes; sent on as well, it would look like a second, impatient one.
  const forwarded = process.stdin.isTTY ? ["SIGTERM", "SIGHUP"] : ["SIGINT", "SIGTERM", "SIGHUP"];
  for (const signal of forwarded) process.on(signal, () => child.kill(signal));
  if (process.stdin.isTTY) process.on("SIGINT", () => {});
  const watch =
    bound && process.env.npm_lifecycle_event ? watchParent(() => child.kill("SIGTERM")) : undefined;
  const status = await new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code, signal) => resolve(code ?? 128 + os.constants.signals[signal]));
  });
  clearInterval(watch);
  process.exitCode = status;
}

/** Commands that the product or its tests start by name find the product's Node and tools first. */
export function productEnvironment() {
  const tools = path.join(root, "node_modules/.bin");
  const name = Object.keys(process.env).find((key) => /^path$/i.test(key)) ?? "PATH";
  const others = (process.env[name] ?? "").split(path.delimiter).filter((folder) => folder !== tools);
  return { ...process.env, [name]: [tools, ...others].join(path.delimiter) };
}

/**
 * Of a killed parent the system says nothing, except that the process has another one now. npm starts a shell, which
 * starts this process, and which lives on when npm is killed: so the shell's parent is looked at too, where the system
 * shows it (Linux; elsewhere the shell commonly becomes this process).
 */
function watchParent(onGone) {
  const ancestors = () => `${process.ppid} ${isShell(process.ppid) ? parentOf(process.ppid) : ""}`;
  const before = ancestors();
  return setInterval(() => {
    if (ancestors() !== before) onGone();
  }, 500);
}

const isShell = (pid) => /^(?:a|ba|da|z|k)?sh$/.test(processFile(pid, "comm").trim());

/** Fourth field of stat; the second is the name in parentheses, which may contain anything. */
const parentOf = (pid) =>
  processFile(pid, "stat")
    .replace(/^.*\)\s+\S\s+/s, "")
    .split(" ")[0];

function processFile(pid, name) {
  try {
    return fs.readFileSync(`/proc/${pid}/${name}`, "utf8");
  } catch {
    return "";
  }
}
