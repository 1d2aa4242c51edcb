import pg from "pg";
import type { Day } from "#core/day";

/** Who acts and what they may see: set for each transaction, and PostgreSQL's policies obey it. */
export interface Scope {
  readonly sees: "center" | "company" | "resident";
  /** The organizations of a company's person; ignored for the center. */
  readonly organizations: readonly number[];
  readonly today: Day;
  readonly user?: number | undefined;
  /** What a resident sees: it is read as another role, which writes nothing. */
  readonly own?: OwnPlaces | undefined;
}

/** Accounts of a resident, with where they are. */
export interface OwnPlaces {
  readonly accounts: readonly number[];
  readonly premises: readonly number[];
  readonly buildings: readonly number[];
}

/** One transaction under a scope. Only `store.ts` files write SQL. */
export interface Tx {
  readonly client: pg.ClientBase;
  readonly scope: Scope;
  query<Row extends object>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** A hot statement, prepared once a connection under its name. */
  named<Row extends object>(name: string, text: string, values: readonly unknown[]): Promise<Row[]>;
}

export interface Database {
  /** Runs `work` in a transaction under the scope; commits, or rolls back on a throw. */
  transaction<T>(scope: Scope, work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Like `transaction`, repeated on a serialization failure or deadlock. `work` must have no other effects. */
  withRetry<T>(scope: Scope, work: (tx: Tx) => Promise<T>): Promise<T>;
  /** For sign-in only: a transaction without a scope, with narrow settings that open single rows. */
  unscoped<T>(
    settings: Readonly<Record<string, string>>,
    work: (tx: Omit<Tx, "scope">) => Promise<T>,
  ): Promise<T>;
  readonly pool: pg.Pool;
  close(): Promise<void>;
}

// bigint columns arrive as bigint, dates as the text they are: neither a float nor a zone may touch them.
const types = {
  getTypeParser(oid: number, format?: "text" | "binary") {
    if (format !== "binary") {
      if (oid === 20 || oid === 1700) return (text: string) => (oid === 20 ? BigInt(text) : text);
      if (oid === 1082) return (text: string) => text;
      if (oid === 1016)
        return (text: string) => (text === "{}" ? [] : text.slice(1, -1).split(",").map(BigInt));
    }
    return pg.types.getTypeParser(oid as Parameters<typeof pg.types.getTypeParser>[0], format);
  },
} as pg.CustomTypesConfig;

/**
 * A pool of the application's role. `url` is a connection string of `paylogic_app`; `max` connections.
 * The role owns nothing, so a forgotten scope shows no rows rather than everyone's.
 */
export function openDatabase(url: string, options: { max?: number } = {}): Database {
  const pool = new pg.Pool({ connectionString: url, max: options.max ?? 10, types });
  // An idle connection may be cut by a restart of PostgreSQL; the pool replaces it, the process must not die.
  pool.on("error", (error) => process.emitWarning(`database connection lost: ${error.message}`));

  async function inTransaction<T>(
    settings: Readonly<Record<string, string>>,
    work: (client: pg.PoolClient) => Promise<T>,
  ): Promise<T> {
    const client = await pool.connect();
    let broken: Error | undefined;
    // A connection may be cut between two questions too, when nobody waits for an answer: an event that nobody hears
    // would end the process. The next question fails, and tells whoever asks.
    const hear = (error: Error): void => {
      broken = error;
    };
    client.on("error", hear);
    try {
      await client.query("begin");
      await client.query({ name: "set-scope", text: SET_SCOPE, values: [JSON.stringify(settings)] });
      const result = await work(client);
      await client.query("commit");
      return result;
    } catch (error) {
      await client.query("rollback").catch((failure: Error) => {
        broken = failure;
      });
      throw error;
    } finally {
      client.off("error", hear);
      client.release(broken);
    }
  }

  const transaction: Database["transaction"] = (scope, work) =>
    inTransaction(settingsOf(scope), async (client) => {
      const asking = statements(client);
      if (scope.sees === "resident") await asking.query("set local role paylogic_resident");
      return work({ ...asking, scope });
    });

  return {
    pool,
    transaction,
    withRetry: async (scope, work) => {
      for (let attempt = 1; ; attempt++) {
        try {
          return await transaction(scope, work);
        } catch (error) {
          if (attempt >= 5 || !isTransient(error)) throw error;
          await new Promise((resolve) => setTimeout(resolve, 10 * 2 ** attempt));
        }
      }
    },
    unscoped: (settings, work) => inTransaction(settings, (client) => work(statements(client))),
    close: () => pool.end(),
  };
}

/**
 * The same database for a work that nobody needs before all of it is there: a commit does not wait for the disk, and no
 * query is divided among processes. What was committed so is safe once `flush` returns.
 */
export function inHaste(url: string): string {
  const options = encodeURIComponent("-c synchronous_commit=off -c max_parallel_workers_per_gather=0");
  return `${url}${url.includes("?") ? "&" : "?"}options=${options}`;
}

/** Waits until the disk has all that was committed before, whoever did not wait for it. */
export async function flush(database: Database): Promise<void> {
  // A commit that waits takes all of the log before it along; it waits only if it wrote to the log itself.
  await database.unscoped({}, async ({ query }) => {
    await query("set local synchronous_commit = local");
    await query("select pg_logical_emit_message(true, 'paylogic', 'flush')");
  });
}

/** Serialization failure, deadlock: the whole transaction may be tried again. */
export function isTransient(error: unknown): boolean {
  const code = sqlState(error);
  return code === "40001" || code === "40P01";
}

export function sqlState(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}

/** `{1,2,3}`: pg's own array serializer is slow on long lists. */
export const intArray = (values: Iterable<number | bigint>): string => `{${[...values].join(",")}}`;

/** A text array literal with every element quoted. */
export const textArray = (values: Iterable<string | null | undefined>): string =>
  `{${[...values].map(quoted).join(",")}}`;

function quoted(value: string | null | undefined): string {
  if (value === null || value === undefined) return "NULL";
  return /["\\]/.test(value) ? `"${value.replaceAll(/["\\]/g, String.raw`\$&`)}"` : `"${value}"`;
}

const SET_SCOPE = "select set_config('paylogic.' || s.key, s.value, true) from json_each_text($1) as s";

const settingsOf = (scope: Scope): Record<string, string> => ({
  scope: scope.sees,
  organizations: `{${scope.organizations.join(",")}}`,
  today: scope.today,
  user: scope.user === undefined ? "" : String(scope.user),
  ...(scope.own && {
    accounts: intArray(scope.own.accounts),
    premises: intArray(scope.own.premises),
    buildings: intArray(scope.own.buildings),
  }),
});

function statements(client: pg.PoolClient): Omit<Tx, "scope"> {
  return {
    client,
    query: async <Row extends object>(text: string, values: readonly unknown[] = []) =>
      (await client.query<Row>(text, [...values])).rows,
    named: async <Row extends object>(name: string, text: string, values: readonly unknown[]) =>
      (await client.query<Row>({ name, text, values: [...values] })).rows,
  };
}
