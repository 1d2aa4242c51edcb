import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { must } from "#core/assert";
import { type Database, flush, inHaste, openDatabase } from "#platform/database";
import { type TestDatabase, withDatabase } from "../../test/database.ts";

describe("a database opened in haste", () => {
  let files: TestDatabase;
  let hasty: Database;

  beforeAll(async () => {
    files = await withDatabase();
    hasty = openDatabase(inHaste(files.appUrl));
  });
  afterAll(async () => {
    await hasty.close();
    await files.drop();
  });

  it("is the same one, for the same role, and its commits do not wait", async () => {
    const settings = await ask<object>(
      hasty,
      `select current_database() as name, current_user as role, current_setting('synchronous_commit') as commit,
         current_setting('max_parallel_workers_per_gather') as processes`,
    );
    expect(settings).toEqual({ name: files.name, role: "paylogic_app", commit: "off", processes: "0" });
  });

  it("is on the disk once it is flushed, and its later commits do not wait again", async () => {
    const plain = files.open();
    await ask(hasty, "select pg_logical_emit_message(true, 'test', repeat('x', 100000))");
    const { written } = await ask<{ written: string }>(
      hasty,
      "select pg_current_wal_insert_lsn()::text as written",
    );
    await flush(plain);
    expect(await ask(plain, `select pg_current_wal_flush_lsn() >= '${written}'::pg_lsn as safe`)).toEqual({
      safe: true,
    });
    await flush(hasty);
    expect(await ask(hasty, "select current_setting('synchronous_commit') as commit")).toEqual({
      commit: "off",
    });
  });

  it("keeps what its address says besides", () => {
    const options = "options=-c%20synchronous_commit%3Doff%20-c%20max_parallel_workers_per_gather%3D0";
    expect(inHaste("postgresql://paylogic_app@/town?host=%2Frun&port=5432")).toBe(
      `postgresql://paylogic_app@/town?host=%2Frun&port=5432&${options}`,
    );
    expect(inHaste("postgresql://paylogic_app:x@db.example:5433/town")).toBe(
      `postgresql://paylogic_app:x@db.example:5433/town?${options}`,
    );
  });

  const ask = <Row extends object>(database: Database, text: string): Promise<Row> =>
    database.unscoped({}, async (tx) => must((await tx.query<Row>(text))[0], "a row"));
});
