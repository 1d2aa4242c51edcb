import { Trouble } from "#platform/trouble";
import path from "node:path";
import type { ClientConfig } from "pg";
import { findBinaries } from "./embedded-postgres/binaries.ts";
import {
  type Cluster,
  type Running,
  SUPERUSER,
  initialize,
  launch,
  runningServer,
  stopServer,
} from "./embedded-postgres/cluster.ts";
import { openHome, removeHome } from "./embedded-postgres/home.ts";
import { type Claim, Presence } from "./embedded-postgres/presence.ts";
import { guardIsAlive, postGuard } from "./embedded-postgres/guard.ts";
import { settingsFor, machineOf } from "./embedded-postgres/settings.ts";

export interface PostgresOptions {
  /** Folder of the server's files; made if absent. One server per folder, shared by the processes that ask for it. */
  readonly dataDir: string;
  /** Receives a sentence for a person about each slow or unusual step. */
  readonly log: (sentence: string) => void;
  /** Settings of postgresql.conf that win over those derived from the machine's memory. */
  readonly settings?: Readonly<Record<string, string>>;
  /** For tests: the files go away with the last process that uses them, however it ends. */
  readonly temporary?: boolean;
}

export interface EmbeddedPostgres {
  /** Connection string of the server's owner, or of another role, for one database. */
  url(database: string, role?: string): string;
  /** The same as pieces for `new pg.Client`. */
  config(database: string, role?: string): ClientConfig;
  /** Process id of the postmaster; another one after a crash and recovery. */
  readonly pid: number;
  /** Where the files really lie: `dataDir` may be a link to it (see embedded-postgres/home.ts). */
  readonly directory: string;
  /** Takes a name that one process at a time may hold, e.g. "server"; tells who holds it otherwise. */
  claim(name: string, holder: string): Promise<Claim>;
  /** Leaves the server; the last process to leave stops it. */
  stop(): Promise<void>;
}

/**
 * Starts the PostgreSQL that comes with the product, or joins the one already running on `dataDir`.
 *
 * Connections   a Unix socket in a folder that only its owner enters; no TCP. On Windows loopback TCP with a password
 * As root       PostgreSQL refuses to run as root and runs as `postgres` or `nobody` instead
 * Crashes       a killed server is started again, as long as one process is present; the kill of the product leaves a
 *               guard that stops the server when nobody came back; a next start within that time simply joins it
 * Refuses       with a sentence that tells what to do: other major version, no binaries for this machine, foreign files
 */
export async function startPostgres(options: PostgresOptions): Promise<EmbeddedPostgres> {
  const home = await openHome(options.dataDir, options.log);
  const binaries = await findBinaries(home, options.log);
  const cluster: Cluster = { home, binaries, log: options.log };
  await initialize(cluster);
  const settings = { ...settingsFor(await machineOf(home.directory)), ...options.settings };
  return await new Membership(cluster, settings, options).join();
}

/** This process's share in the server: present until it stops, and watching that the server lives. */
class Membership implements EmbeddedPostgres {
  readonly #cluster: Cluster;
  readonly #settings: Readonly<Record<string, string>>;
  readonly #options: PostgresOptions;
  readonly #presence: Presence;
  #running: Running | undefined;
  #stopping = false;
  #recovery: Promise<void> | undefined;
  /** The keeper is who started the server: it stops it, or its guard does. */
  #keeper = false;

  constructor(cluster: Cluster, settings: Readonly<Record<string, string>>, options: PostgresOptions) {
    this.#cluster = cluster;
    this.#settings = settings;
    this.#options = options;
    this.#presence = new Presence(() => {
      this.#recovery = this.#recover();
    });
  }

  async join(): Promise<this> {
    this.#running = await this.#bringUp();
    return this;
  }

  get pid(): number {
    return this.#server.pid;
  }

  get directory(): string {
    return this.#cluster.home.directory;
  }

  config(database: string, role = SUPERUSER): ClientConfig {
    const { host, port, password } = this.#server;
    return { host, port, user: role, database, ...(password === undefined ? {} : { password }) };
  }

  url(database: string, role = SUPERUSER): string {
    const { host, port, password } = this.#server;
    const who = password === undefined ? role : `${role}:${password}`;
    // A socket's folder stands in the query, as libpq wants it; the port is said, or PGPORT would decide.
    return path.isAbsolute(host)
      ? `postgresql://${who}@/${database}?host=${encodeURIComponent(host)}&port=${port}`
      : `postgresql://${who}@${host}:${port}/${database}`;
  }

  claim(name: string, holder: string): Promise<Claim> {
    return this.#presence.claim(name, holder);
  }

  async stop(): Promise<void> {
    if (this.#stopping) return;
    this.#stopping = true;
    // A recovery under way may have brought up a server just now: it ends first, and is then stopped like any other.
    await this.#recovery;
    // Who only joined leaves the stop to the keeper, or to the keeper's guard.
    const last = this.#keeper && (await this.#presence.isLast());
    const temporary = this.#options.temporary === true;
    if (last) await stopServer(this.#cluster, this.#server, temporary ? "immediate" : "fast");
    await this.#presence.leave();
    if (last && temporary) await removeHome(this.#cluster.home);
  }

  get #server(): Running {
    if (!this.#running) throw new Error("PostgreSQL is not running: startPostgres has not finished");
    return this.#running;
  }

  /** Until this process is present in a ready server: joins the one that runs, or launches one. */
  async #bringUp(): Promise<Running> {
    const deadline = Date.now() + BRING_UP_MS;
    for (let told = false; ; ) {
      const found = await runningServer(this.#cluster.home);
      const running = found ?? (await launch(this.#cluster, this.#settings));
      if (running && (await this.#presence.enter({ ...running, user: SUPERUSER, database: "postgres" }))) {
        if (!found || !(await guardIsAlive(this.#cluster.home))) {
          this.#keeper = true;
          await postGuard(this.#cluster.home, this.#options.temporary === true);
        }
        return running;
      }
      if (this.#stopping) throw new Trouble("stopped before PostgreSQL was ready");
      if (Date.now() > deadline) {
        throw new Trouble(
          `PostgreSQL in ${this.directory} did not become ready in ${BRING_UP_MS / 1000} s. ` +
            `What it said is at the end of ${this.#cluster.home.logFile}`,
        );
      }
      if (found && !told) {
        told = true;
        this.#options.log(`Waiting for PostgreSQL (process ${found.pid}), which is starting or stopping.`);
      }
      await pause(50);
    }
  }

  /** The connection broke: the server crashed, was killed, or was stopped by hand. The product needs it back. */
  async #recover(): Promise<void> {
    while (!this.#stopping) {
      this.#options.log("The connection to PostgreSQL was lost; starting it again.");
      try {
        this.#running = await this.#bringUp();
        this.#options.log(`PostgreSQL runs again (process ${this.#running.pid}).`);
        return;
      } catch (error) {
        if (this.#stopping) return;
        this.#options.log(error instanceof Error ? error.message : String(error));
        await pause(2_000);
      }
    }
  }
}

const BRING_UP_MS = 120_000;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export type { Claim };
