import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import pg from "pg";

const FOLDER = path.join(import.meta.dirname, "../../migrations");

/** The role of the application: it signs in, owns nothing and obeys row-level security. */
export const APP_ROLE = "paylogic_app";

/**
 * The role that the application takes on for a resident's transaction. It cannot sign in, and the application does not
 * have its rights unless it takes it on: policies for it are no part of anybody else's.
 */
export const RESIDENT_ROLE = "paylogic_resident";

export interface MigrateOptions {
  /** Password of the application's role; absent where the server trusts the socket. */
  readonly appPassword?: string;
  readonly log?: (line: string) => void;
}

/**
 * Brings the database to the present: forward only, each file once, in the order of its name, in a transaction of
 * its own. `ownerUrl` connects as the owner of the tables. Refuses a database whose history differs from the files.
 * Returns the names applied now.
 */
export async function migrate(ownerUrl: string, options: MigrateOptions = {}): Promise<string[]> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    // Two servers starting at once: the second waits, then finds nothing to do.
    await client.query("select pg_advisory_lock(hashtext('paylogic.migrate'))");
    await ensureRole(client, options.appPassword);
    await client.query(`create table if not exists public.migrations (
      name text primary key, sha256 text not null, applied_at timestamptz not null default now())`);
    const known = new Map(
      (
        await client.query<{ name: string; sha256: string }>("select name, sha256 from public.migrations")
      ).rows.map((row) => [row.name, row.sha256]),
    );
    const applied: string[] = [];
    for (const name of await migrationNames()) {
      const text = await readFile(path.join(FOLDER, name), "utf8");
      const sha256 = createHash("sha256").update(text).digest("hex");
      const before = known.get(name);
      known.delete(name);
      if (before === sha256) continue;
      if (before !== undefined) throw new Error(`migration ${name} was edited after it was applied here`);
      await applyOne(client, name, text, sha256);
      applied.push(name);
      options.log?.(`migrated ${name}`);
    }
    const unknown = [...known.keys()];
    if (unknown.length > 0) {
      throw new Error(
        `the database is newer than this program: it has ${unknown.join(", ")}. Start the newer version.`,
      );
    }
    return applied;
  } finally {
    await client.end();
  }
}

export async function migrationNames(): Promise<string[]> {
  return (await readdir(FOLDER)).filter((name) => name.endsWith(".sql") && name !== "schema.sql").sort();
}

async function applyOne(client: pg.Client, name: string, text: string, sha256: string): Promise<void> {
  await client.query("begin");
  try {
    await client.query(text);
    await client.query("insert into public.migrations (name, sha256) values ($1, $2)", [name, sha256]);
    await client.query("commit");
  } catch (error) {
    await client.query("rollback");
    throw new Error(`migration ${name}: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}

async function ensureRole(client: pg.Client, password: string | undefined): Promise<void> {
  const { rows } = await client.query("select from pg_roles where rolname = $1", [APP_ROLE]);
  if (rows.length === 0)
    await client.query(`create role ${APP_ROLE} login nosuperuser nobypassrls nocreatedb nocreaterole`);
  const resident = await client.query("select from pg_roles where rolname = $1", [RESIDENT_ROLE]);
  if (resident.rows.length === 0) {
    await client.query(
      `create role ${RESIDENT_ROLE} nologin nosuperuser nobypassrls nocreatedb nocreaterole`,
    );
    await client.query(`alter role ${APP_ROLE} noinherit`);
    await client.query(`grant ${RESIDENT_ROLE} to ${APP_ROLE}`);
  }
  if (password !== undefined) {
    await client.query(`alter role ${APP_ROLE} password ${pg.escapeLiteral(password)}`);
  }
  const database =
    (await client.query<{ name: string }>("select current_database() as name")).rows[0]?.name ?? "";
  await client.query(`grant connect, temporary on database ${pg.escapeIdentifier(database)} to ${APP_ROLE}`);
}
