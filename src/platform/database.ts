import pg from "pg";
import type { Day } from "#core/day";
import { Conversation, type Statement } from "./database/batch.ts";

/** Who acts and what they may see: set for each transaction, and PostgreSQL's policies obey it. */
export interface Scope {
  readonly sees: "center" | "company" | "resident";
  /** The organizations of a company's person; ignored for the center. */
  readonly organizations: readonly number[];
  readonly today: Day;
  /** The day was not asked for just now: the transaction throws `AnotherDay` if the calendar says otherwise. */
  readonly checksDay?: boolean | undefined;
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
  /**
   * Asks what needs no answer of one another, in this order: of a database of batches all travel at once. Only the
   * first statement of each keeps its place in the order.
   */
  together<Asks extends readonly (() => Promise<unknown>)[]>(...asks: Asks): Promise<Answers<Asks>>;
  /**
   * Writes what nobody has to wait for. It is still all or nothing: the commit travels right behind, and if this fails
   * the transaction does.
   */
  send(write: () => Promise<unknown>): Promise<void>;
}

type Answers<Asks extends readonly (() => Promise<unknown>)[]> = {
  -readonly [At in keyof Asks]: Awaited<ReturnType<Asks[At]>>;
};

/** What a deed cannot do now, and finds done when it begins again: `withRetry` does that. */
export class Overtaken extends Error {}

/** The calendar says another day than the scope of a transaction that was to check it. */
export class AnotherDay extends Error {
  readonly today: Day;
  constructor(today: Day) {
    super(`the business date is ${today}`);
    this.today = today;
  }
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

export interface DatabaseOptions {
  /** Connections. */
  readonly max?: number | undefined;
  /**
   * Questions need not wait for one another's answers: begin and scope travel with whatever is asked first, what
   * `together` asks in one message, what `send` writes with the commit. A named statement is planned once a connection:
   * a month's partition is found in a ready plan, while making the plan costs ten times its execution. For short
   * transactions of a few rows each; there is no COPY and no cursor.
   */
  readonly batched?: boolean | undefined;
}

/**
 * A pool of the application's role. `url` is a connection string of `paylogic_app`.
 * The role owns nothing, so a forgotten scope shows no rows rather than everyone's.
 */
export function openDatabase(url: string, { max = 10, batched = false }: DatabaseOptions = {}): Database {
  const planned = batched ? { options: "-c plan_cache_mode=force_generic_plan" } : {};
  const pool = new pg.Pool({ connectionString: url, max, types, ...planned });
  // An idle connection may be cut by a restart of PostgreSQL; the pool replaces it, the process must not die.
  pool.on("error", (error) => process.emitWarning(`database connection lost: ${error.message}`));

  async function inTransaction<T>(
    settings: Readonly<Record<string, string>>,
    work: (statements: Omit<Tx, "scope">) => Promise<T>,
    expected?: Day,
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
      return await (batched
        ? inBatches(client, settings, work, expected)
        : inTurn(client, settings, work, expected));
    } catch (error) {
      // A statement that failed within a batch may or may not be prepared: the connection is not used again.
      if (batched && sqlState(error) !== undefined) broken = error as Error;
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
    inTransaction(
      settingsOf(scope),
      async (asking) => {
        if (scope.sees === "resident") await asking.query("set local role paylogic_resident");
        return work(Object.assign(asking, { scope }));
      },
      scope.checksDay ? scope.today : undefined,
    );

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
    unscoped: (settings, work) => inTransaction(settings, work),
    close: () => pool.end(),
  };
}

async function inTurn<T>(
  client: pg.PoolClient,
  settings: Readonly<Record<string, string>>,
  work: (statements: Omit<Tx, "scope">) => Promise<T>,
  expected: Day | undefined,
): Promise<T> {
  await client.query("begin");
  const { name, text, values } = scoping(settings, expected);
  judgeDay((await client.query({ name, text, values: [...values] })).rows, expected);
  const result = await work({
    client,
    query: async <Row extends object>(text: string, values: readonly unknown[] = []) =>
      (await client.query<Row>(text, [...values])).rows,
    named: async <Row extends object>(name: string, text: string, values: readonly unknown[]) =>
      (await client.query<Row>({ name, text, values: [...values] })).rows,
    together: async <Asks extends readonly (() => Promise<unknown>)[]>(...asks: Asks) => {
      const answers: unknown[] = [];
      for (const ask of asks) answers.push(await ask());
      return answers as Answers<Asks>;
    },
    send: async (write) => {
      await write();
    },
  });
  await client.query("commit");
  return result;
}

async function inBatches<T>(
  client: pg.PoolClient,
  settings: Readonly<Record<string, string>>,
  work: (statements: Omit<Tx, "scope">) => Promise<T>,
  expected: Day | undefined,
): Promise<T> {
  const conversation = new Conversation(client, types);
  const opened = conversation.hold(async () => {
    const [, { rows }] = await Promise.all([
      conversation.ask({ name: "begin", text: "begin", values: [] }),
      conversation.ask<{ today?: Day }>(scoping(settings, expected)),
    ]);
    judgeDay(rows, expected);
  });
  let begun = false;
  const beginning = async (): Promise<void> => {
    await opened;
    begun = true;
  };
  // Whatever follows it fails if it does. What failed, or came out, of a failed beginning tells nothing.
  beginning().catch(() => undefined);
  const sent: Promise<unknown>[] = [];
  try {
    const result = await work({
      get client(): never {
        throw new Error("a database of batches has no COPY, no cursor and no question beside the others");
      },
      query: async <Row extends object>(text: string, values: readonly unknown[] = []) =>
        (await conversation.ask<Row>({ text, values })).rows,
      named: async <Row extends object>(name: string, text: string, values: readonly unknown[]) =>
        (await conversation.ask<Row>({ name, text, values })).rows,
      together: async <Asks extends readonly (() => Promise<unknown>)[]>(...asks: Asks) =>
        (await Promise.all(conversation.together(() => asks.map((ask) => ask())))) as Answers<Asks>,
      send: async (write) => {
        const written = conversation.hold(write);
        // It is waited for with the commit; until then its failure must not be nobody's.
        written.catch(() => undefined);
        sent.push(written);
      },
    });
    // The day is known before the commit is sent.
    if (!begun) {
      conversation.together(() => undefined);
      await opened;
    }
    await Promise.all([...sent, conversation.end({ name: "commit", text: "commit", values: [] })]);
    return result;
  } catch (error) {
    if (!begun) {
      conversation.together(() => undefined);
      await opened;
    }
    throw error;
  }
}

function judgeDay(rows: readonly { readonly today?: Day }[], expected: Day | undefined): void {
  const today = rows[0]?.today;
  if (expected !== undefined && today !== undefined && today !== expected) throw new AnotherDay(today);
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

/** Serialization failure, deadlock, overtaken by another: the whole transaction may be tried again. */
export function isTransient(error: unknown): boolean {
  if (error instanceof Overtaken) return true;
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
const SET_SCOPE_OF_DAY = `select count(set_config('paylogic.' || s.key, s.value, true)), organizations.business_date() as today
  from json_each_text($1) as s`;

const scoping = (settings: Readonly<Record<string, string>>, expected: Day | undefined): Statement => ({
  name: expected === undefined ? "set-scope" : "set-scope-of-day",
  text: expected === undefined ? SET_SCOPE : SET_SCOPE_OF_DAY,
  values: [JSON.stringify(settings)],
});

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
