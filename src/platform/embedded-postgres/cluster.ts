import { Trouble } from "#platform/trouble";
import { type ChildProcess, execFile, spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, readlinkSync } from "node:fs";
import { chown, open, readFile, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import path from "node:path";
import { promisify } from "node:util";
import type { Binaries } from "./binaries.ts";
import { type Home, removeSocketFolder, socketFolder, unfinished } from "./home.ts";

export const SUPERUSER = "paylogic";

export interface Cluster {
  readonly home: Home;
  readonly binaries: Binaries;
  readonly log: (sentence: string) => void;
}

/** A server that was seen ready or about to be, and how to reach it. */
export interface Running {
  readonly pid: number;
  /** Folder of the socket, or 127.0.0.1. */
  readonly host: string;
  readonly port: number;
  readonly password?: string | undefined;
}

const WINDOWS = process.platform === "win32";

/**
 * Makes the cluster if there is none: UTF-8, Russian order of words by ICU. It is made aside and renamed, so a start
 * that is cut short leaves no half of a cluster, and of two starts at once one wins.
 * Refuses a cluster of another major version.
 */
export async function initialize({ home, binaries, log }: Cluster): Promise<void> {
  await removeUnfinished(home);
  const version = await readFile(path.join(home.cluster, "PG_VERSION"), "utf8").catch(() => undefined);
  if (version !== undefined) {
    if (version.trim() === String(binaries.major)) return;
    throw new Trouble(
      `The database in ${home.directory} was made by PostgreSQL ${version.trim()}, and this program brings ` +
        `PostgreSQL ${binaries.major}. Back it up with the earlier release of the program (paylogic backup), ` +
        "move the folder away, start this release and restore.",
    );
  }
  log("Making an empty PostgreSQL database.");
  const aside = unfinished(home, "cluster");
  const password = WINDOWS ? await makePassword(home) : [];
  const { status, stderr, error } = spawnSync(
    binaries.initdb,
    ["-D", aside, "-U", SUPERUSER, "-E", "UTF8", "--locale-provider=icu", "--icu-locale=ru-RU", "--locale=C"]
      // Who opens the socket is let in: its folder is closed to others. Nobody comes by TCP, except on Windows.
      .concat(WINDOWS ? ["-A", "scram-sha-256", ...password] : ["--auth-local=trust", "--auth-host=reject"])
      .concat("--no-instructions"),
    { ...home.runAs, cwd: home.directory, encoding: "utf8", env: environment() },
  );
  if (status !== 0) {
    await rm(aside, { recursive: true, force: true });
    throw new Trouble(
      `PostgreSQL could not make a database in ${home.directory}: ${error?.message ?? stderr.trim()}`,
    );
  }
  await rename(aside, home.cluster).catch(async (failure: unknown) => {
    await rm(aside, { recursive: true });
    if (!existsSync(path.join(home.cluster, "PG_VERSION"))) throw failure;
  });
}

/** The server that `postmaster.pid` speaks of, if that process lives and is ours; a stale file is removed. */
export async function runningServer(home: Home): Promise<Running | undefined> {
  const file = path.join(home.cluster, "postmaster.pid");
  const text = await readFile(file, "utf8").catch(() => "");
  const [pid = "", , , port = "", socket = "", listen = ""] = text.split("\n");
  if (!/^\d+$/.test(pid)) return undefined;
  if (!isOurServer(Number(pid), home)) {
    // PostgreSQL would take any living process with this number for a server, e.g. after a restart of a container.
    if (isAlive(Number(pid))) await rm(file, { force: true });
    return undefined;
  }
  return {
    pid: Number(pid),
    host: WINDOWS ? listen || "127.0.0.1" : socket,
    port: Number(port),
    password: WINDOWS ? (await readFile(passwordFile(home), "utf8")).trim() : undefined,
  };
}

/**
 * Starts the server and waits until it says it is ready. Gives nothing when another process starts it at this moment,
 * or when what a killed one left has yet to go away: the caller looks again. Throws what the server said otherwise.
 */
export async function launch(
  cluster: Cluster,
  settings: Readonly<Record<string, string>>,
): Promise<Running | undefined> {
  const { home, binaries } = cluster;
  const logFile = await openLog(home);
  const from = (await logFile.stat()).size;
  try {
    const all = { ...settings, ...(await addressSettings(home)) };
    const options = Object.entries(all).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
    // Its own session: Ctrl-C in the terminal must reach the product first, which stops the server last.
    const child = WINDOWS
      ? // pg_ctl gives up an administrator's rights, which the server itself refuses to start with.
        spawn(binaries.pgCtl, ["start", "-W", "-D", home.cluster, "-o", options.join(" ")], {
          stdio: ["ignore", logFile.fd, logFile.fd],
          windowsHide: true,
        })
      : spawn(binaries.postgres, ["-D", home.cluster, ...options], {
          ...home.runAs,
          cwd: home.directory,
          env: environment(),
          detached: true,
          stdio: ["ignore", logFile.fd, logFile.fd],
        });
    child.unref();
    if (await becameReady(home, child)) return await runningServer(home);
  } finally {
    await logFile.close();
  }
  const said = (await readFile(home.logFile, "utf8")).slice(from);
  // Between making its lock file and writing it, another starting server leaves it empty for a moment.
  if (/lock file .* (already exists|is empty)|pre-existing shared memory block/.test(said)) return undefined;
  throw new Trouble(`PostgreSQL did not start in ${home.directory}. It said:\n${said.trim() || "nothing"}`);
}

/**
 * `fast` ends the sessions and writes everything down; `immediate` is for files nobody needs any more. Each step has
 * its time: after `fast` the server is told to give up what it has not written yet, which its log brings back at the
 * next start; one that does not answer even then is killed. Throws when it lives on after that.
 */
export async function stopServer(
  cluster: Cluster,
  server: Running,
  mode: "fast" | "immediate",
  patience: { readonly fastMs: number; readonly otherMs: number } = { fastMs: 30_000, otherMs: 10_000 },
): Promise<void> {
  const { home, binaries } = cluster;
  if (WINDOWS) {
    const seconds = String(Math.ceil(patience.fastMs / 1_000));
    await promisify(execFile)(binaries.pgCtl, ["stop", "-m", mode, "-t", seconds, "-D", home.cluster]);
    return;
  }
  if (!isOurServer(server.pid, home)) return;
  const fast = mode === "fast" && (await endedBy("SIGINT", patience.fastMs));
  if (
    !fast &&
    !(await endedBy("SIGQUIT", patience.otherMs)) &&
    !(await endedBy("SIGKILL", patience.otherMs))
  ) {
    throw new Trouble(
      `PostgreSQL in ${home.directory} (process ${server.pid}) does not stop. What it said is at the end of ${home.logFile}`,
    );
  }
  await removeSocketFolder(home);

  async function endedBy(signal: NodeJS.Signals, ms: number): Promise<boolean> {
    const deadline = Date.now() + ms;
    send(server.pid, signal);
    // Its number may be another process's by now: that one is not waited for.
    while (isOurServer(server.pid, home)) {
      if (Date.now() > deadline) return false;
      await pause(10);
    }
    return true;
  }
}

/** A process that has just ended needs no signal. */
function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // A killed child that nobody has waited for is no longer a server.
    return !/^State:\s+Z/m.test(readStatus(pid));
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

function readStatus(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/status`, "utf8");
  } catch {
    return "";
  }
}

/** A server's current folder is its cluster; another process may have got its number since. */
function isOurServer(pid: number, home: Home): boolean {
  if (!isAlive(pid)) return false;
  if (WINDOWS) return true;
  if (process.platform !== "linux") {
    return /postgres/.test(
      spawnSync("ps", ["-p", String(pid), "-o", "command="], { encoding: "utf8" }).stdout,
    );
  }
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === home.cluster;
  } catch {
    return isAlive(pid); // Hidden from this user: better to wait for it than to take its files.
  }
}

async function becameReady(home: Home, child: ChildProcess): Promise<boolean> {
  const ended = new AbortController();
  child.once("error", () => ended.abort());
  child.once("exit", (code) => {
    if (!WINDOWS || code !== 0) ended.abort();
  });
  const file = path.join(home.cluster, "postmaster.pid");
  while (!ended.signal.aborted) {
    const lines = (await readFile(file, "utf8").catch(() => "")).split("\n");
    const ours = WINDOWS || Number(lines[0]) === child.pid;
    if (ours && lines[7]?.trim() === "ready") return true;
    await pause(15);
  }
  return false;
}

async function addressSettings(home: Home): Promise<Record<string, string>> {
  if (WINDOWS) return { listen_addresses: "127.0.0.1", port: String(await freePort()) };
  const folder = await socketFolder(home);
  return {
    listen_addresses: "",
    unix_socket_directories: folder,
    unix_socket_permissions: "0700",
    port: "5432",
  };
}

/** PostgreSQL reads many variables (PGDATA, PGPORT, LC_*); the person's own must not steer the product's server. */
function environment(): NodeJS.ProcessEnv {
  return { LC_ALL: "C", PATH: process.env["PATH"], SystemRoot: process.env["SystemRoot"] };
}

async function openLog(home: Home) {
  const size = await stat(home.logFile).then(
    (file) => file.size,
    () => 0,
  );
  if (size > 16 * 1024 * 1024) await rename(home.logFile, `${home.logFile}.1`);
  const file = await open(home.logFile, "a", 0o600);
  if (home.runAs) await chown(home.logFile, home.runAs.uid, home.runAs.gid);
  return file;
}

async function removeUnfinished(home: Home): Promise<void> {
  for (const name of await readdir(home.directory)) {
    const maker = /^unfinished-.*-(\d+)$/.exec(name)?.[1];
    if (maker && !isAlive(Number(maker)))
      await rm(path.join(home.directory, name), { recursive: true, force: true });
  }
}

const passwordFile = (home: Home): string => path.join(home.directory, "password");

async function makePassword(home: Home): Promise<string[]> {
  const file = passwordFile(home);
  await writeFile(file, `${randomBytes(24).toString("hex")}\n`, { mode: 0o600, flag: "wx" }).catch(
    () => undefined,
  );
  return ["--pwfile", file];
}

async function freePort(): Promise<number> {
  return await new Promise((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}
