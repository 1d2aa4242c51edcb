import type { Day } from "#core/day";
import { AnotherDay, type Database, type Scope, type Tx } from "#platform/database";

/** Who acts, for which organizations, on what business day; built at the rim and handed to every action. */
export interface Ctx {
  readonly database: Database;
  readonly scope: Scope;
  readonly today: Day;
  /** One transaction under the scope; safe to be run again, since a deadlock repeats it. */
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
}

export function contextOf(database: Database, scope: Scope): Ctx {
  return {
    database,
    scope,
    today: scope.today,
    transaction: (work) => database.withRetry(scope, work),
  };
}

/** A context of the center, for the command line and the jobs: it sees everything. */
export async function centerContext(database: Database): Promise<Ctx> {
  return contextOf(database, { sees: "center", organizations: [], today: await businessDate(database) });
}

const BUSINESS_DATE = { name: "business-date", text: "select organizations.business_date() as today" };

/** The day of the calendar in the database: no rule asks a process for the date. */
export async function businessDate(database: Database): Promise<Day> {
  // One question, and no transaction around it: each payment of an agent begins with it.
  const { rows } = await database.pool.query<{ today: Day | null }>(BUSINESS_DATE);
  const today = rows[0]?.today;
  if (!today) throw new Error("the business calendar is empty: run `paylogic migrate`");
  return today;
}

/**
 * Contexts of the center for a door where each request is a transaction of its own, counted in round trips. The day is
 * the last one that the calendar said; each transaction asks it again while it begins, and one that finds another day
 * is undone and begun again under that.
 */
export function centerContexts(database: Database): () => Promise<Ctx> {
  let known: Day | undefined;
  const scopeOf = (today: Day): Scope => ({ sees: "center", organizations: [], today, checksDay: true });
  return async () => {
    known ??= await businessDate(database);
    return {
      ...contextOf(database, scopeOf(known)),
      transaction: async (work) => {
        for (;;) {
          try {
            return await database.withRetry(scopeOf((known ??= await businessDate(database))), work);
          } catch (error) {
            if (!(error instanceof AnotherDay)) throw error;
            known = error.today;
          }
        }
      },
    };
  };
}
