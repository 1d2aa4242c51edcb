import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { chmod, lstat, mkdir, mkdtemp, readFile, realpath, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { Client } from "pg";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type EmbeddedPostgres, startPostgres } from "#platform/embedded-postgres";
import { must } from "#core/assert";
import { findBinaries } from "./embedded-postgres/binaries.ts";
import { isAlive, runningServer, stopServer } from "./embedded-postgres/cluster.ts";
import { openHome } from "./embedded-postgres/home.ts";
import { settingsFor } from "./embedded-postgres/settings.ts";

const GIGABYTE = 1024 ** 3;

describe("settings", () => {
  test("a 24 GiB machine gets the values the charge run was measured with", () => {
    expect(
      settingsFor({ memory: 24 * GIGABYTE, diskFree: 100 * GIGABYTE, sharedMemoryFree: 12 * GIGABYTE }),
    ).toMatchObject({
      shared_buffers: "4096MB",
      maintenance_work_mem: "1024MB",
      max_wal_size: "8192MB",
      checkpoint_timeout: "30min",
    });
  });

  test("a container with little memory, disk and /dev/shm gets values that it can bear", () => {
    expect(
      settingsFor({ memory: GIGABYTE / 2, diskFree: 2 * GIGABYTE, sharedMemoryFree: 64 * 1024 ** 2 }),
    ).toMatchObject({
      shared_buffers: "128MB",
      max_wal_size: "512MB",
      dynamic_shared_memory_type: "mmap",
    });
  });
});

// The server's life is tried on a real one: nothing but processes, signals and files.
describe("the server's life", () => {
  let folder: string;
  let dataDir: string;
  const left: (() => unknown)[] = [];

  beforeAll(async () => {
    folder = await realpath(await mkdtemp(path.join(os.tmpdir(), "pay-logic-life-")));
    await chmod(folder, 0o755);
    dataDir = path.join(folder, "postgres");
  });
  afterEach(async () => {
    for (const undo of left.splice(0).reverse()) await undo();
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const start = async (): Promise<EmbeddedPostgres> => {
    const server = await startPostgres({ dataDir, log: () => undefined, settings: SMALL });
    left.push(() => server.stop());
    return server;
  };

  test("starts, keeps what was written, orders Russian words, and listens on no network", async () => {
    const first = await start();
    await ask(first, "create table kept (n int)");
    await ask(first, "insert into kept values (42)");
    expect(
      await ask(
        first,
        "select string_agg(w, '' order by w) as v from unnest(array['я','ж','ё','е','Б','а']) as w",
      ),
    ).toBe("аБеёжя");
    expect(await ask(first, "select current_setting('listen_addresses') as v")).toBe("");
    await first.stop();
    expect(isAlive(first.pid)).toBe(false);
    expect(await ask(await start(), "select n as v from kept")).toBe(42);
  });

  test("a server that was killed with its product's process is recovered by the next start", async () => {
    const other = await otherProcess(dataDir);
    left.push(() => other.process.kill("SIGKILL"));
    other.process.kill("SIGKILL");
    process.kill(other.postgres, "SIGKILL");
    const server = await start();
    expect(await ask(server, "select n as v from kept")).toBe(42);
    expect(server.pid).not.toBe(other.postgres);
  });

  test("a server that a killed process left running is joined, and stopped when the last one leaves", async () => {
    const other = await otherProcess(dataDir);
    left.push(() => other.process.kill("SIGKILL"));
    const server = await start();
    expect(server.pid).toBe(other.postgres);
    other.process.kill("SIGKILL");
    // Longer than the guard's round: it must see that this process is present and leave the server alone.
    await pause(2_500);
    expect(await ask(server, "select n as v from kept")).toBe(42);
    await server.stop();
    await expect.poll(() => isAlive(server.pid), { timeout: 10_000 }).toBe(false);
  });

  test("after kill -9 of its only process the server does not live on", async () => {
    const other = await otherProcess(dataDir);
    other.process.kill("SIGKILL");
    await expect.poll(() => isAlive(other.postgres), { timeout: 10_000 }).toBe(false);
  });

  test("a server killed under a living process comes back by itself", async () => {
    const server = await start();
    const before = server.pid;
    process.kill(before, "SIGKILL");
    await expect.poll(() => server.pid, { timeout: 20_000 }).not.toBe(before);
    expect(await ask(server, "select n as v from kept")).toBe(42);
  });

  test("a stop in the middle of such a recovery leaves no server behind", async () => {
    const server = await start();
    process.kill(server.pid, "SIGKILL");
    await pause(20);
    await server.stop();
    expect(existsSync(path.join(dataDir, "cluster/postmaster.pid")) && isAlive(server.pid)).toBe(false);
  });

  test("a stop does not wait for ever: a server that does not answer is killed, and its log brings back what it wrote", async () => {
    const server = await start();
    await ask(server, "update kept set n = 43");
    const pid = server.pid;
    const home = await openHome(dataDir, () => undefined);
    const cluster = { home, binaries: await findBinaries(home, () => undefined), log: () => undefined };
    const running = must(await runningServer(home), "the running server");
    process.kill(pid, "SIGSTOP");
    await stopServer(cluster, running, "fast", { fastMs: 200, otherMs: 1_000 });
    expect(isAlive(pid)).toBe(false);
    await expect.poll(() => server.pid, { timeout: 20_000 }).not.toBe(pid);
    expect(await ask(server, "select n as v from kept")).toBe(43);
    await ask(server, "update kept set n = 42");
  });

  test("a stale postmaster.pid whose number now belongs to another process does not hinder the start", async () => {
    const file = path.join(dataDir, "cluster/postmaster.pid");
    await writeFile(file, `${process.pid}\n${dataDir}/cluster\n1\n5432\n${dataDir}/socket\n\n`);
    expect(await ask(await start(), "select n as v from kept")).toBe(42);
  });

  test("two starts at once share one server", async () => {
    const [one, two] = await Promise.all([start(), start()]);
    expect(one.pid).toBe(two.pid);
  });

  test("a claim is held by one process at a time and names its holder", async () => {
    const [one, two] = [await start(), await start()];
    expect(await one.claim("server", "process 17")).toEqual({ taken: true });
    expect(await two.claim("server", "process 18")).toEqual({ taken: false, holder: "process 17" });
    expect(await two.claim("worker", "process 18")).toEqual({ taken: true });
  });

  test("a cluster of another major version is refused with a way out", async () => {
    const file = path.join(dataDir, "cluster/PG_VERSION");
    const version = await readFile(file, "utf8");
    left.push(() => writeFile(file, version));
    await writeFile(file, "15\n");
    await expect(start()).rejects.toThrow(/made by PostgreSQL 15.*paylogic backup/s);
  });

  test("a path too long for a socket and a folder with spaces and Cyrillic are no hindrance", async () => {
    const long = path.join(folder, "данные города с пробелами", "x".repeat(80), "postgres");
    const server = await startPostgres({
      dataDir: long,
      log: () => undefined,
      settings: SMALL,
      temporary: true,
    });
    left.push(() => server.stop());
    expect(await ask(server, "select 1 as v")).toBe(1);
    const socket = String(server.config("postgres").host);
    expect(existsSync(socket)).toBe(true);
    await server.stop();
    expect([existsSync(long), existsSync(socket)]).toEqual([false, false]);
  });
});

// Only root has to hand the server to another user.
describe.skipIf(process.getuid?.() !== 0)("as root, in a home that nobody else enters", () => {
  test("the files go to a folder of their own, the told one is a link to it, and both go away after a test", async () => {
    const home = await mkdtemp(path.join(os.tmpdir(), "pay-logic-private-"));
    const dataDir = path.join(home, "data/postgres");
    await mkdir(path.dirname(dataDir));
    const server = await startPostgres({ dataDir, log: () => undefined, settings: SMALL, temporary: true });
    try {
      expect(await ask(server, "select 1 as v")).toBe(1);
      expect((await lstat(dataDir)).isSymbolicLink()).toBe(true);
      expect(path.dirname(server.directory)).toBe("/var/lib/pay-logic");
    } finally {
      await server.stop();
    }
    expect(existsSync(server.directory)).toBe(false);
    await expect(lstat(dataDir)).rejects.toThrow(/ENOENT/);
    await rm(home, { recursive: true });
  });
});

const SMALL = { shared_buffers: "128MB", fsync: "off" };

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

async function ask(server: EmbeddedPostgres, sql: string): Promise<unknown> {
  const client = new Client({ connectionString: server.url("postgres") });
  client.on("error", () => undefined);
  await client.connect();
  try {
    const { rows } = await client.query<{ v: unknown }>(sql);
    return rows[0]?.v;
  } finally {
    await client.end();
  }
}

/** Another process that starts the server and sits there until it is killed. */
async function otherProcess(dataDir: string): Promise<{ process: ChildProcess; postgres: number }> {
  const program = `
    const { startPostgres } = await import(${JSON.stringify(path.join(import.meta.dirname, "embedded-postgres.ts"))});
    const server = await startPostgres({ dataDir: ${JSON.stringify(dataDir)}, log() {}, settings: ${JSON.stringify(SMALL)} });
    console.log(server.pid);`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", program], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  for await (const line of createInterface(child.stdout)) return { process: child, postgres: Number(line) };
  throw new Error("the other process ended before its server was up");
}
