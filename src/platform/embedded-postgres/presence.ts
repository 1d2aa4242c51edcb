import { Client, type ClientConfig } from "pg";

export type Claim = { readonly taken: true } | { readonly taken: false; readonly holder: string };

/**
 * One process's presence in the server: a connection that holds a shared lock as long as the process lives, and that
 * the system closes however the process ends. Whoever gets the lock alone knows that nobody else is present, and may
 * stop the server; who comes at that moment waits for the lock, is turned out by the stop, and starts the server anew.
 */
export class Presence {
  readonly #onLost: () => unknown;
  readonly #claims = new Map<string, string>();
  #client: Client | undefined;

  /** `onLost` is called when the connection breaks, and not when it is left. */
  constructor(onLost: () => unknown) {
    this.#onLost = onLost;
  }

  /** False when the server is starting, stopping or gone: look again in a moment. */
  async enter(config: ClientConfig): Promise<boolean> {
    const client = new Client({
      ...config,
      application_name: "paylogic",
      connectionTimeoutMillis: ANSWER_MS,
      query_timeout: ANSWER_MS,
    });
    client.on("error", () => undefined); // "end" follows, and is what counts.
    try {
      await client.connect();
      await client.query("select pg_advisory_lock_shared($1)", [PRESENCE]);
      for (const name of this.#claims.keys())
        await client.query("select pg_try_advisory_lock($1, hashtext($2))", [CLAIM, name]);
    } catch (error) {
      await Promise.race([client.end().catch(() => undefined), pause(ANSWER_MS)]);
      // Class 28: the server is there and does not let us in; waiting will not change that.
      if (error instanceof Error && "code" in error && String(error.code).startsWith("28")) throw error;
      return false;
    }
    this.#client = client;
    client.once("end", () => {
      if (this.#client === client) {
        this.#client = undefined;
        this.#onLost();
      }
    });
    return true;
  }

  /** True when no other process is present; none can come in from then on until this one leaves. */
  async isLast(): Promise<boolean> {
    try {
      await this.#query("select pg_advisory_unlock_shared($1)", [PRESENCE]);
      const [row] = await this.#query<{ alone: boolean }>("select pg_try_advisory_lock($1) as alone", [
        PRESENCE,
      ]);
      return row?.alone === true;
    } catch {
      return false; // The connection broke just now; the guard looks after the server.
    }
  }

  async claim(name: string, holder: string): Promise<Claim> {
    const [row] = await this.#query<{ taken: boolean }>(
      "select pg_try_advisory_lock($1, hashtext($2)) as taken",
      [CLAIM, name],
    );
    if (row?.taken) {
      this.#claims.set(name, holder);
      await this.#query("select set_config('application_name', $1, false)", [`paylogic ${holder}`]);
      return { taken: true };
    }
    const [other] = await this.#query<{ application_name: string }>(
      `select a.application_name from pg_locks as l join pg_stat_activity as a on a.pid = l.pid
        where l.locktype = 'advisory' and l.granted
          and l.classid = $1::oid and l.objid::bigint = hashtext($2)::bigint & 4294967295`,
      [CLAIM, name],
    );
    return { taken: false, holder: other?.application_name.replace(/^paylogic /, "") ?? "another process" };
  }

  async leave(): Promise<void> {
    const client = this.#client;
    this.#client = undefined;
    if (client) await Promise.race([client.end().catch(() => undefined), pause(ANSWER_MS)]);
  }

  async #query<Row extends object>(text: string, values: readonly unknown[]): Promise<Row[]> {
    if (!this.#client) throw new Error("the connection to PostgreSQL is lost at this moment");
    return (await this.#client.query<Row>(text, [...values])).rows;
  }
}

/** Milliseconds for an answer of the server: who waits longer for one that hangs would hang with it. */
const ANSWER_MS = 10_000;

const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
  });

/** Advisory locks are numbers; these two are the launcher's, in the database `postgres`. */
const PRESENCE = 7_216_001;
const CLAIM = 7_216_002;
