import { randomBytes } from "node:crypto";
import { mkdtemp } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { Client } from "pg";
import type { TestProject } from "vitest/node";
import { startPostgres } from "#platform/embedded-postgres";
import { APP_ROLE, migrate } from "#platform/migrate";

/** What a test needs to make a database of its own; `{database}` in a URL stands for its name. */
export interface TestServer {
  readonly ownerUrl: string;
  readonly appUrl: string;
  readonly template: string;
  /** Every database of this run begins so, and goes with it. */
  readonly prefix: string;
}

declare module "vitest" {
  interface ProvidedContext {
    postgres: TestServer;
  }
}

/**
 * One PostgreSQL for the whole run: an embedded one in a temporary folder, which its guard removes even after kill -9,
 * or the server that TEST_DATABASE_URL names, whose user must be allowed to create databases and roles. The migrations
 * are applied once, to a template that every store test clones.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const external = process.env["TEST_DATABASE_URL"];
  const server = external === undefined ? await embedded() : foreign(external);
  const prefix = `paylogic_test_${randomBytes(4).toString("hex")}`;
  const template = `${prefix}_template`;
  try {
    await administer(server.ownerUrl, (client) => client.query(`create database ${template}`));
    const { appPassword } = server;
    await migrate(databaseUrl(server.ownerUrl, template), appPassword === undefined ? {} : { appPassword });
  } catch (error) {
    await server.stop();
    throw error;
  }
  project.provide("postgres", { ownerUrl: server.ownerUrl, appUrl: server.appUrl, template, prefix });
  return async () => {
    if (external !== undefined) await dropAll(server.ownerUrl, prefix);
    await server.stop();
  };
}

/** The connection string of one database of the server. */
export const databaseUrl = (url: string, database: string): string => url.replace("{database}", database);

export async function administer<T>(ownerUrl: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: databaseUrl(ownerUrl, "postgres") });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

interface Server {
  readonly ownerUrl: string;
  readonly appUrl: string;
  readonly appPassword?: string;
  stop(): Promise<void>;
}

async function embedded(): Promise<Server> {
  const folder = await mkdtemp(path.join(os.tmpdir(), "pay-logic-test-"));
  const said: string[] = [];
  const server = await startPostgres({
    dataDir: folder,
    temporary: true,
    log: (sentence) => said.push(sentence),
    // Files that live for one run need not survive a power cut.
    settings: {
      fsync: "off",
      synchronous_commit: "off",
      full_page_writes: "off",
      shared_buffers: "256MB",
      max_wal_size: "1GB",
      wal_level: "minimal",
      max_wal_senders: "0",
    },
  }).catch((error: unknown) => {
    throw new Error(`The tests' PostgreSQL did not start. ${said.join(" ")}`, { cause: error });
  });
  return {
    ownerUrl: server.url("{database}"),
    appUrl: server.url("{database}", APP_ROLE),
    stop: () => server.stop(),
  };
}

function foreign(url: string): Server {
  const ownerUrl = url.replace(/^(\w+:\/\/[^/]*\/)[^?]*/, "$1{database}");
  const appPassword = randomBytes(16).toString("hex");
  const appUrl = ownerUrl.replace(/^(\w+:\/\/)(?:[^@/]*@)?/, `$1${APP_ROLE}:${appPassword}@`);
  return { ownerUrl, appUrl, appPassword, stop: () => Promise.resolve() };
}

async function dropAll(ownerUrl: string, prefix: string): Promise<void> {
  await administer(ownerUrl, async (client) => {
    const { rows } = await client.query<{ datname: string }>(
      "select datname from pg_database where starts_with(datname, $1)",
      [prefix],
    );
    for (const { datname } of rows) await client.query(`drop database ${datname} with (force)`);
  });
}
