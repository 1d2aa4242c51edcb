import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { must } from "#core/assert";
import { day } from "#core/day";
import { setBusinessDate } from "#modules/organizations";
import { centerContext, centerContexts } from "#platform/context";
import { AnotherDay, type Database, flush, inHaste, openDatabase, Overtaken } from "#platform/database";
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

describe("a database of batches", () => {
  let files: TestDatabase;
  let batched: Database;
  const scope = { sees: "center", organizations: [], today: day("2026-11-23") } as const;

  beforeAll(async () => {
    files = await withDatabase();
    batched = openDatabase(files.appUrl, { batched: true, max: 1 });
    await setBusinessDate(await centerContext(files.open()), day("2026-11-23"));
  });
  afterAll(async () => {
    await batched.close();
    await files.drop();
  });

  it("answers what is asked together in its order, under the scope, each time anew", async () => {
    for (const sees of ["center", "company", "center"] as const) {
      const answers = await batched.transaction({ ...scope, sees }, async (tx) => [
        ...(await tx.together(
          () =>
            tx.named(
              "test.scope",
              "select current_setting('paylogic.scope') as sees, $1::integer as at",
              [1],
            ),
          () => tx.query("select 2 as at, null as nothing where $1", [true]),
          () => tx.named("test.none", "select where false", []),
        )),
        await tx.named(
          "test.scope",
          "select current_setting('paylogic.scope') as sees, $1::integer as at",
          [3],
        ),
      ]);
      expect(answers).toEqual([[{ sees, at: 1 }], [{ at: 2, nothing: null }], [], [{ sees, at: 3 }]]);
    }
  });

  it("commits what is sent, and nothing of a transaction in which one of the sent fails", async () => {
    const note = (code: string) => (tx: Parameters<Parameters<Database["transaction"]>[1]>[0]) =>
      tx.send(() =>
        tx.named(
          "test.note",
          "insert into access.chores (name, leased_until, turn, began_at) values ($1, now(), 1, now())",
          [code],
        ),
      );
    const noted = async () =>
      (
        await batched.transaction(scope, (tx) =>
          tx.query<{ name: string }>("select name from access.chores order by 1"),
        )
      ).map(({ name }) => name);
    const before = await noted();
    await batched.transaction(scope, note("batch-one"));
    await expect(
      batched.transaction(scope, async (tx) => {
        await note("batch-two")(tx);
        await tx.send(() => tx.query("select 1 / 0"));
        await note("batch-three")(tx);
      }),
    ).rejects.toThrow("division by zero");
    await expect(
      batched.transaction(scope, async (tx) => {
        await note("batch-four")(tx);
        throw new Error("on second thoughts");
      }),
    ).rejects.toThrow("on second thoughts");
    expect(await noted()).toEqual([...before, "batch-one"].sort());
  });

  it("begins again what was overtaken", async () => {
    let attempts = 0;
    const answer = await batched.withRetry(scope, async (tx) => {
      attempts++;
      await tx.send(async () => {
        if (attempts === 1) throw new Overtaken("somebody was quicker");
        await tx.query("select 1");
      });
      return "done";
    });
    expect({ answer, attempts }).toEqual({ answer: "done", attempts: 2 });
  });

  it("undoes what began under a day that is over, and contexts of the center begin it again under the new one", async () => {
    const contexts = centerContexts(batched);
    const today = async () => (await contexts()).transaction(async (tx) => tx.scope.today);
    expect(await today()).toBe("2026-11-23");
    await setBusinessDate(await centerContext(files.open()), day("2026-11-24"));
    await expect(
      batched.transaction({ ...scope, checksDay: true }, (tx) => tx.query("select 1")),
    ).rejects.toThrow(AnotherDay);
    expect(await today()).toBe("2026-11-24");
  });

  it("refuses COPY and questions after the commit", async () => {
    await expect(batched.transaction(scope, async (tx) => tx.client)).rejects.toThrow("no COPY");
    const late = await batched.transaction(scope, async (tx) => () => tx.query("select 1"));
    await expect(late()).rejects.toThrow("after the commit");
  });
});
