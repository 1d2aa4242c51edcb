import type { Day } from "#core/day";
import type { Database } from "#platform/database";

/** One unchanging picture of the database: what is booked while the checks run is seen by all of them or by none. */
export interface Snapshot {
  query<Row extends object>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** All numbers of buildings, cut so that the rows of one range fit in memory whatever the city's size. */
  readonly ranges: readonly BuildingRange[];
}

/** Numbers of buildings, both ends included. */
export interface BuildingRange {
  readonly from: number;
  readonly through: number;
}

/** What one check found. */
export interface Finding {
  readonly checked: number;
  readonly broken: number;
  /** The first ten, each a sentence that a person can follow up. */
  readonly counterExamples: readonly string[];
}

export const EXAMPLES_MAX = 10;

const RANGE_ACCOUNTS = 10_000;
const LAST_NUMBER = 2_147_483_647;

/**
 * A read-only repeatable-read transaction that sees the whole city. It has a connection of its own and not
 * `Database.transaction`, because the isolation must be chosen before the first statement. Close it in any case.
 */
export async function openSnapshot(
  database: Database,
  today: Day,
): Promise<{ readonly snapshot: Snapshot; readonly close: () => Promise<void> }> {
  const client = await database.pool.connect();
  const close = async () => {
    // Nothing was written; ending the transaction takes the scope away before the connection is used again.
    const failure = await client.query("rollback").then(
      () => undefined,
      (error: Error) => error,
    );
    client.release(failure);
  };
  const query: Snapshot["query"] = async <Row extends object>(
    text: string,
    values: readonly unknown[] = [],
  ) => (await client.query<Row>(text, [...values])).rows;
  try {
    await client.query("begin isolation level repeatable read read only");
    await query(
      `select set_config('paylogic.scope', 'center', true), set_config('paylogic.organizations', '{}', true),
         set_config('paylogic.today', $1, true)`,
      [today],
    );
    // The planner cannot see through the policies and expects few rows where there are millions: left alone it would
    // look each of them up in turn. Every question here is one of whole tables.
    await query(
      `select set_config('enable_nestloop', 'off', true), set_config('enable_sort', 'off', true), set_config('work_mem', '256MB', true)`,
    );
    return { snapshot: { query, ranges: await rangesOf(query) }, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** A question put to the database: a query that gives a boolean `ok` for everything it looked at. */
export interface Question {
  readonly items: string;
  /** SQL of the sentence about an item that is not; the item is `i`. */
  readonly said: string;
}

/** Asks about the buildings $1 to $2, a range at a time, and adds the answers up. */
export async function judge(snapshot: Snapshot, question: Question): Promise<Finding> {
  const findings: Finding[] = [];
  for (const range of snapshot.ranges) {
    findings.push(...(await snapshot.query<Finding>(answerOf(question), [range.from, range.through])));
  }
  return together(findings);
}

/** Asks about what belongs to no building, at once. */
export async function judgeWhole(snapshot: Snapshot, question: Question): Promise<Finding> {
  return together(await snapshot.query<Finding>(answerOf(question)));
}

export function together(findings: readonly Finding[]): Finding {
  return {
    checked: findings.reduce((sum, finding) => sum + finding.checked, 0),
    broken: findings.reduce((sum, finding) => sum + finding.broken, 0),
    counterExamples: findings.flatMap((finding) => finding.counterExamples).slice(0, EXAMPLES_MAX),
  };
}

/** The finding of a list of which each sentence is a counter-example. */
export const findingOf = (checked: number, said: readonly string[]): Finding => ({
  checked,
  broken: said.length,
  counterExamples: said.slice(0, EXAMPLES_MAX),
});

const answerOf = ({ items, said }: Question): string => `
  select count(*)::integer as checked, count(*) filter (where not ok)::integer as broken,
    coalesce((array_agg(${said}) filter (where not ok))[1:${EXAMPLES_MAX}], '{}') as "counterExamples"
  from (${items}) as i`;

async function rangesOf(query: Snapshot["query"]): Promise<BuildingRange[]> {
  // Entries of a building that nobody registered must be looked at as well: the ranges leave no gap between them and
  // reach to the end of the numbers.
  const rows = await query<{ through: number }>(
    `select max(building_id) as through
     from (select building_id, floor(sum(accounts) over (order by building_id) / ${RANGE_ACCOUNTS}) as part
       from (select b.building_id, count(a.account_id) as accounts
         from addresses.buildings b left join accounts.accounts a using (building_id) group by 1) as sizes) as parts
     group by part order by 1`,
  );
  const ends = [...rows.slice(0, -1).map((row) => row.through), LAST_NUMBER];
  return ends.map((through, index) => ({ from: index === 0 ? 0 : (ends[index - 1] ?? 0) + 1, through }));
}
