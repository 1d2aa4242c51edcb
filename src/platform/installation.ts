import { Trouble } from "#platform/trouble";
import { randomBytes } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { Client, escapeIdentifier } from "pg";
import { type Claim, startPostgres } from "#platform/embedded-postgres";
import { APP_ROLE } from "#platform/migrate";

/** Where this installation keeps its data. */
export interface Installation {
  /** DATA_DIR, or `data` in the checkout, from wherever the command is typed. */
  readonly dataDir: string;
  /** DATABASE_URL: a server of one's own, version 15 or newer, as the owner of the tables-to-be. */
  readonly databaseUrl: string | undefined;
}

export interface Connection {
  readonly ownerUrl: string;
  /** As `paylogic_app`, which exists once `migrate` has run. */
  readonly appUrl: string;
  /** For `migrate`, which gives it to that role; absent where the socket's folder is the lock. */
  readonly appPassword: string | undefined;
  /** Postmaster of the embedded server, or undefined where the server is not ours to stop. */
  readonly pid: number | undefined;
  /** See EmbeddedPostgres.claim; a server of one's own may be used by several machines, and everything is granted. */
  claim(name: string, holder: string): Promise<Claim>;
  /** Drops the database and makes an empty one; absent where the server is not ours. */
  recreate?(): Promise<void>;
  /** Leaves the database; the last process to leave stops the embedded server. */
  close(): Promise<void>;
}

export function installationFrom(environment: NodeJS.ProcessEnv): Installation {
  const root = path.join(import.meta.dirname, "../..");
  return {
    dataDir: environment["DATA_DIR"] ? path.resolve(environment["DATA_DIR"]) : path.join(root, "data"),
    databaseUrl: environment["DATABASE_URL"] || undefined,
  };
}

/**
 * The database of an installation, for the server and for every command: joins the embedded server that another
 * process of the installation runs, or starts it. The database is there afterwards, perhaps empty.
 */
export async function connectTo(
  installation: Installation,
  log: (sentence: string) => void,
): Promise<Connection> {
  return installation.databaseUrl === undefined
    ? await embedded(installation, log)
    : await ownServer(installation.databaseUrl, installation);
}

const DATABASE = "paylogic";

async function embedded(installation: Installation, log: (sentence: string) => void): Promise<Connection> {
  const server = await startPostgres({ dataDir: path.join(installation.dataDir, "postgres"), log });
  try {
    await ask(server.url("postgres"), createIfMissing);
  } catch (error) {
    await server.stop();
    throw error;
  }
  return {
    ownerUrl: server.url(DATABASE),
    appUrl: server.url(DATABASE, APP_ROLE),
    appPassword: undefined,
    get pid() {
      return server.pid;
    },
    claim: (name, holder) => server.claim(name, holder),
    recreate: () =>
      ask(server.url("postgres"), async (client) => {
        await client.query(`drop database ${escapeIdentifier(DATABASE)} with (force)`);
        await createIfMissing(client);
      }),
    close: () => server.stop(),
  };
}

async function createIfMissing(client: Client): Promise<void> {
  const { rowCount } = await client.query("select from pg_database where datname = $1", [DATABASE]);
  if (rowCount === 1) return;
  await client
    .query(`create database ${escapeIdentifier(DATABASE)}`)
    .catch((error: Error & { code?: string }) => {
      // Two commands on a fresh installation at once: the other one made it.
      if (error.code !== "42P04" && error.code !== "23505") throw error;
    });
}

async function ownServer(databaseUrl: string, installation: Installation): Promise<Connection> {
  const version = await ask(databaseUrl, async (client) => {
    const { rows } = await client.query<{ number: number }>(
      "select current_setting('server_version_num')::int as number",
    );
    return rows[0]?.number ?? 0;
  }).catch((error: unknown) => {
    throw new Trouble(
      `The server of DATABASE_URL does not let us in: ${error instanceof Error ? error.message : String(error)}. ` +
        "Check host, port, user, password and that the database exists.",
      { cause: error },
    );
  });
  if (version < 150_000) {
    throw new Trouble(
      `The server of DATABASE_URL is PostgreSQL ${Math.floor(version / 10_000)}; version 15 or newer is needed.`,
    );
  }
  const appPassword = await passwordOfApplication(installation.dataDir);
  return {
    ownerUrl: databaseUrl,
    appUrl: withRole(databaseUrl, `${APP_ROLE}:${encodeURIComponent(appPassword)}`),
    appPassword,
    pid: undefined,
    claim: () => Promise.resolve({ taken: true }),
    close: () => Promise.resolve(),
  };
}

/** Not by `new URL`, which refuses a connection string without a host, as one to a socket is. */
const withRole = (url: string, role: string): string => url.replace(/^(\w+:\/\/)(?:[^@/?]*@)?/, `$1${role}@`);

/** APP_PASSWORD where several machines share the server; else made once and kept with the data. */
async function passwordOfApplication(dataDir: string): Promise<string> {
  const given = process.env["APP_PASSWORD"];
  if (given) return given;
  const file = path.join(dataDir, "app-password");
  await mkdir(dataDir, { recursive: true });
  await writeFile(file, `${randomBytes(24).toString("hex")}\n`, { mode: 0o600, flag: "wx" }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code !== "EEXIST") throw error;
    },
  );
  return (await readFile(file, "utf8")).trim();
}

async function ask<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
