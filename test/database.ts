import { randomBytes } from "node:crypto";
import { inject } from "vitest";
import { type Database, openDatabase } from "#platform/database";
import { administer, databaseUrl } from "./postgres.setup.ts";

/** A migrated database of one test file's own. */
export interface TestDatabase {
  readonly name: string;
  /** Connects as the owner of the tables: for preparing and for looking behind the policies. */
  readonly ownerUrl: string;
  /** Connects as the application's role, which row-level security binds. */
  readonly appUrl: string;
  /** A pool of the application's role, closed by `drop`; `max: 1` puts all tenants on one connection. */
  open(options?: { max?: number }): Database;
  drop(): Promise<void>;
}

/**
 * Clones the template, in a tenth of a second.
 *
 *     const database = await withDatabase();
 *     afterAll(() => database.drop());
 */
export async function withDatabase(template?: string): Promise<TestDatabase> {
  const server = inject("postgres");
  const name = `${server.prefix}_${randomBytes(4).toString("hex")}`;
  await administer(server.ownerUrl, (client) =>
    client.query(`create database ${name} template ${template ?? server.template}`),
  );
  const appUrl = databaseUrl(server.appUrl, name);
  const opened: Database[] = [];
  return {
    name,
    ownerUrl: databaseUrl(server.ownerUrl, name),
    appUrl,
    open: (options) => {
      const database = openDatabase(appUrl, options);
      opened.push(database);
      return database;
    },
    drop: async () => {
      await Promise.all(opened.splice(0).map((database) => database.close()));
      await administer(server.ownerUrl, (client) =>
        client.query(`drop database if exists ${name} with (force)`),
      );
    },
  };
}

/**
 * The name of a template that several test files clone, made by the first of them: `fill` gets an empty database, and
 * leaves no connection to it. The others wait.
 */
export async function sharedTemplate(
  called: string,
  fill: (database: Database, appUrl: string) => Promise<void>,
): Promise<string> {
  const server = inject("postgres");
  const name = `${server.prefix}_${called}`;
  await administer(server.ownerUrl, async (client) => {
    // Held until the connection ends, so that one file fills and the others find it filled.
    await client.query("select pg_advisory_lock(hashtext($1))", [name]);
    const { rowCount } = await client.query("select from pg_database where datname = $1", [name]);
    if (rowCount !== 0) return;
    const aside = `${name}_unfinished`;
    await client.query(`drop database if exists ${aside}`);
    await client.query(`create database ${aside} template ${server.template}`);
    const database = openDatabase(databaseUrl(server.appUrl, aside));
    try {
      await fill(database, databaseUrl(server.appUrl, aside));
    } finally {
      await database.close();
    }
    await client.query(`alter database ${aside} rename to ${name}`);
  });
  return name;
}
