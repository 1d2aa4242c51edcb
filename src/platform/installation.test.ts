import { chmod, mkdtemp, rm, stat } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openDatabase } from "#platform/database";
import { connectTo, installationFrom } from "#platform/installation";
import { withDatabase } from "../../test/database.ts";

describe("where an installation keeps its data", () => {
  test("DATA_DIR and DATABASE_URL decide; an empty variable is none", () => {
    expect(installationFrom({ DATA_DIR: "/srv/pay", DATABASE_URL: "" })).toEqual({
      dataDir: path.resolve("/srv/pay"),
      databaseUrl: undefined,
    });
    const root = path.join(import.meta.dirname, "../..");
    expect(installationFrom({}).dataDir).toBe(path.join(root, "data"));
  });
});

describe("a server of one's own", () => {
  let dataDir: string;
  let database: Awaited<ReturnType<typeof withDatabase>>;

  beforeAll(async () => {
    dataDir = await mkdtemp(path.join(os.tmpdir(), "pay-logic-own-"));
    database = await withDatabase();
  });
  afterAll(async () => {
    await database.drop();
    await rm(dataDir, { recursive: true });
  });

  // Where a password counts, trying ours would change the one that the other tests use.
  test.skipIf(process.env["TEST_DATABASE_URL"])(
    "is used as the application's role, whose password is kept privately",
    async () => {
      const connection = await connectTo({ dataDir, databaseUrl: database.ownerUrl }, () => undefined);
      expect("recreate" in connection).toBe(false);
      expect(await connection.claim("server", "anybody")).toEqual({ taken: true });
      expect((await stat(path.join(dataDir, "app-password"))).mode & 0o777).toBe(0o600);
      const opened = openDatabase(connection.appUrl, { max: 1 });
      try {
        const { rows } = await opened.pool.query<{ role: string }>("select current_user as role");
        expect(rows[0]?.role).toBe("paylogic_app");
      } finally {
        await opened.close();
      }
      const again = await connectTo({ dataDir, databaseUrl: database.ownerUrl }, () => undefined);
      expect(again.appUrl).toBe(connection.appUrl);
    },
  );

  test("that does not answer is told so, with what to check", async () => {
    const databaseUrl = "postgresql://nobody@127.0.0.1:1/nothing";
    await expect(connectTo({ dataDir, databaseUrl }, () => undefined)).rejects.toThrow(
      /DATABASE_URL does not let us in.*Check host/s,
    );
  });
});

describe("the embedded server", () => {
  test("has its database at once, empty, and can make it anew", async () => {
    const dataDir = await mkdtemp(path.join(os.tmpdir(), "pay-logic-embedded-"));
    await chmod(dataDir, 0o755); // Root's server runs as another user, who has to get in.
    const connection = await connectTo({ dataDir, databaseUrl: undefined }, () => undefined);
    try {
      const query = async (sql: string) => {
        const client = new Client({ connectionString: connection.ownerUrl });
        await client.connect();
        try {
          return await client.query(sql);
        } finally {
          await client.end();
        }
      };
      await query("create table something (n int)");
      await connection.recreate?.();
      expect((await query("select from pg_tables where tablename = 'something'")).rowCount).toBe(0);
    } finally {
      await connection.close();
      await rm(dataDir, { recursive: true, force: true });
    }
  });
});
