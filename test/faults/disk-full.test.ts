import { spawnSync } from "node:child_process";
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, symlink } from "node:fs/promises";
import { openSync, closeSync, writeSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Database, openDatabase } from "#platform/database";
import { type EmbeddedPostgres, startPostgres } from "#platform/embedded-postgres";
import { APP_ROLE, migrate } from "#platform/migrate";
import { writeWholeFile } from "#platform/whole-file";
import {
  expectGuarantees,
  type FaultyTown,
  openTown,
  payment,
  recorded,
  send,
  sendUntilFinal,
  type ServerProcess,
  startServer,
  TEMPORARY,
} from "./town.ts";

/*
 * F15: the disk is full. A PostgreSQL of its own has its data on one small disk and its log on another, both in memory;
 * a ballast fills them to the last block. Only root may mount a disk: elsewhere this is skipped, and says so.
 */

const folder = await mkdtemp(path.join(os.tmpdir(), "pay-logic-full-"));
// The server's user comes in too.
await chmod(folder, 0o755);

/** A disk in memory of so many megabytes, with a ballast that takes all that is free. */
function smallDisk(name: string, megabytes: number) {
  const at = path.join(folder, name);
  const ballast = path.join(at, "ballast");
  return {
    at,
    mount: async (): Promise<boolean> => {
      await mkdir(at);
      const options = `size=${megabytes}m,mode=777`;
      return spawnSync("mount", ["-t", "tmpfs", "-o", options, "tmpfs", at]).status === 0;
    },
    fill: (): void => {
      const file = openSync(ballast, "a");
      try {
        for (const size of [1 << 20, 4096]) {
          for (;;) if (writeSync(file, Buffer.alloc(size)) < size) break;
        }
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "ENOSPC") throw error;
        closeSync(file);
        return;
      }
      throw new Error("the disk took everything");
    },
    free: () => rm(ballast, { force: true }),
    unmount: (): void => {
      spawnSync("umount", ["-l", at]);
    },
  };
}
const log = smallDisk("log", 200);
const data = smallDisk("data", 150);
const mayMount = (await log.mount()) && (await data.mount());
afterAll(async () => {
  log.unmount();
  data.unmount();
  await rm(folder, { recursive: true, force: true });
});

describe.skipIf(!mayMount)("F15 the disk of the database is full", () => {
  let postgres: EmbeddedPostgres;
  let here: FaultyTown;
  let server: ServerProcess;

  beforeAll(async () => {
    postgres = await startPostgres({
      dataDir: path.join(log.at, "postgres"),
      temporary: true,
      log: () => undefined,
      // Of the log no more than two files lie ready.
      settings: {
        shared_buffers: "32MB",
        min_wal_size: "32MB",
        max_wal_size: "48MB",
        wal_level: "minimal",
        max_wal_senders: "0",
      },
    });
    await asOwner(`create tablespace small location '${await placeOf(postgres)}'`, "postgres");
    await asOwner("create database town tablespace small", "postgres");
    await migrate(postgres.url("town"));
    const opened: Database[] = [];
    const appUrl = postgres.url("town", APP_ROLE);
    here = await openTown({
      name: "town",
      ownerUrl: postgres.url("town"),
      appUrl,
      open: () => {
        const database = openDatabase(appUrl);
        opened.push(database);
        return database;
      },
      drop: async () => {
        await Promise.all(opened.map((database) => database.close()));
      },
    });
    server = await startServer(appUrl);
  }, 120_000);
  afterAll(async () => {
    // Also after a beginning that failed: a disk in use would stay mounted.
    await server?.kill();
    await here?.close();
    await postgres?.stop();
  });

  async function asOwner(sql: string, database: string): Promise<void> {
    const client = new Client({ connectionString: postgres.url(database) });
    // A server that breaks down tells so here too.
    client.on("error", () => undefined);
    await client.connect();
    try {
      await client.query(sql);
    } finally {
      await client.end();
    }
  }

  /** Pays until that is answered "later" five times on end. */
  async function payUntilRefused(between: () => Promise<void>) {
    const payments: ReturnType<typeof payment>[] = [];
    for (let refused = 0; refused < 5 && payments.length < 1_500; ) {
      const query = payment(here.accounts[payments.length % 24] ?? "", here.newNumber(), "12.34");
      payments.push(query);
      const said = await send(server.port, query);
      expect(["0", TEMPORARY]).toContain(said?.code);
      refused = said?.code === TEMPORARY ? refused + 1 : 0;
      await between();
    }
    return payments;
  }

  async function expectEachOnce(payments: readonly ReturnType<typeof payment>[]): Promise<void> {
    for (const query of payments) {
      const { code, authcode } = await sendUntilFinal(() => server.port, query);
      expect(code).toBe("0");
      expect(await recorded(here, query.receipt)).toEqual([
        { payment: authcode, amount: 1234n, reversed: false, booked: 1234n },
      ]);
    }
    await expectGuarantees(here);
  }

  test("the data: a payment is refused whole, what is known is still told, and all goes on once there is room", async () => {
    data.fill();
    const payments = await payUntilRefused(async () => undefined);
    const refused = payments.slice(-5);
    expect(payments.length).toBeLessThan(1_500);
    for (const { receipt } of refused) expect(await recorded(here, receipt)).toEqual([]);
    await data.free();
    await expectEachOnce(payments);
  });

  test("the log: the server breaks down rather than answer, and all goes on once there is room", async () => {
    log.fill();
    // Ends a file of the log, so that the next is wanted.
    const payments = await payUntilRefused(() =>
      asOwner("select pg_switch_wal()", "town").catch(() => undefined),
    );
    expect(payments.length).toBeLessThan(1_500);
    await log.free();
    await expectEachOnce(payments);
  }, 90_000);
});

/** A folder for a tablespace, of the user whom the server runs as. */
async function placeOf(postgres: EmbeddedPostgres): Promise<string> {
  const place = path.join(data.at, "tablespace");
  await mkdir(place);
  const said = spawnSync("chown", ["--reference", path.join(postgres.directory, "cluster"), place]);
  expect(said.status, said.stderr.toString()).toBe(0);
  return place;
}

describe("F15 the disk of the printed files is full", () => {
  const pieces = Array.from({ length: 40 }, (_, at) => Buffer.alloc(9_000, at));
  const write = async (file: string): Promise<void> =>
    writeWholeFile(
      file,
      async (put) => {
        for (const [at, piece] of pieces.entries()) {
          await put(piece);
          // The next receipt is calculated meanwhile: an error of the disk comes when nobody waits for it.
          if (at === 0) await new Promise((resolve) => setTimeout(resolve, 50));
        }
      },
      () => true,
    );

  test("the file is refused with the disk's error, nothing is left, and the next try gives it whole", async () => {
    const place = path.join(folder, "print");
    await mkdir(place);
    const file = path.join(place, "receipts-1.pdf");
    // Every write to this device meets a full disk.
    await symlink("/dev/full", `${file}.part`);
    await expect(write(file)).rejects.toMatchObject({ code: "ENOSPC" });
    expect(await readdir(place)).toEqual([]);
    await write(file);
    expect(await readdir(place)).toEqual(["receipts-1.pdf"]);
    expect((await readFile(file)).equals(Buffer.concat(pieces))).toBe(true);
  });
});
