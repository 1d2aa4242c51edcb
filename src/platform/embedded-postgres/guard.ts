import { spawn } from "node:child_process";
import { readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { isAlive } from "./cluster.ts";
import type { Home } from "./home.ts";

/**
 * Posts a guard over the server that outlives this process. It sleeps on a pipe, which the system closes when this
 * process ends, even by kill -9; then, if the server still runs, it stops it as soon as nobody is present any more.
 * Asleep it is a shell of a megabyte; only when there is something to do does it become a Node process.
 */
export async function postGuard(home: Home, temporary: boolean): Promise<void> {
  const program = path.join(import.meta.dirname, "guard-process.ts");
  const duty = [home.link, temporary ? "temporary" : "lasting"];
  const shell = `cat >/dev/null; [ -e "$1/cluster/postmaster.pid" ] || [ "$2" = temporary ] && [ -d "$1" ] || exit 0
exec "$3" "$4" "$1" "$2"`;
  const [command, args] =
    process.platform === "win32"
      ? [process.execPath, [program, ...duty]]
      : ["/bin/sh", ["-c", shell, "pay-logic-guard", ...duty, process.execPath, program]];
  const guard = spawn(command, args, {
    cwd: path.parse(home.directory).root,
    detached: true,
    env: { PATH: process.env["PATH"], SystemRoot: process.env["SystemRoot"] },
    stdio: ["pipe", "ignore", "ignore"],
    windowsHide: true,
  });
  guard.once("error", () => undefined);
  guard.stdin?.once("error", () => undefined);
  guard.unref();
  // The pipe itself must not keep this process alive.
  if (guard.stdin && "unref" in guard.stdin && typeof guard.stdin.unref === "function") guard.stdin.unref();
  await rm(file(home), { force: true });
  await writeFile(file(home), `${guard.pid ?? 0}\n`);
}

export async function guardIsAlive(home: Home): Promise<boolean> {
  const pid = Number((await readFile(file(home), "utf8").catch(() => "0")).trim());
  return pid > 0 && isAlive(pid);
}

const file = (home: Home): string => path.join(home.directory, "guard.pid");
