import type { BuildingId, OrganizationId, RunId } from "#core/ids";
import type { Money } from "#core/units";
import { intArray, textArray, type Tx } from "#platform/database";
import type { Anomaly, AnomalyRule, ReviewLimits } from "../rules/anomalies.ts";
import type { Run } from "../store.ts";

/* What was found in a run and what was decided of it. */

/** One review at a time: the second asker waits and finds it done. */
export async function lockReview(tx: Tx, run: RunId): Promise<void> {
  await tx.query("select pg_advisory_xact_lock(hashtext('charging.review'), $1)", [run]);
}

export interface Review {
  readonly foundAt: Date;
  readonly rulesVersion: number;
  readonly buildingsWithoutBefore: number;
}

export async function findReview(tx: Tx, run: RunId): Promise<Review | undefined> {
  const rows = await tx.query<{
    found_at: Date;
    rules_version: number;
    buildings_without_before: number;
  }>("select found_at, rules_version, buildings_without_before from charging.reviews where run_id = $1", [
    run,
  ]);
  const row = rows[0];
  return (
    row && {
      foundAt: row.found_at,
      rulesVersion: row.rules_version,
      buildingsWithoutBefore: row.buildings_without_before,
    }
  );
}

export async function insertReview(
  tx: Tx,
  of: { run: Run; rulesVersion: number; buildingsWithoutBefore: number },
): Promise<void> {
  await tx.query(
    `insert into charging.reviews (run_id, organization_id, rules_version, buildings_without_before)
     values ($1, $2, $3, $4)`,
    [of.run.id, of.run.organization, of.rulesVersion, of.buildingsWithoutBefore],
  );
}

export async function insertAnomalies(
  tx: Tx,
  rows: readonly { building: BuildingId; no: number; blocking: boolean; anomaly: Anomaly }[],
  run: RunId,
): Promise<void> {
  if (rows.length === 0) return;
  const ints = (value: (row: (typeof rows)[number]) => number | bigint) => intArray(rows.map(value));
  await tx.query(
    `insert into charging.anomalies (building_id, run_id, anomaly_no, rule, blocking, account_id, service_id, was, became, data)
     select building_id, $1, anomaly_no, rule, blocking = 1, nullif(account_id, 0), nullif(service_id, 0), was, became, data
     from unnest($2::integer[], $3::integer[], $4::text[], $5::integer[], $6::integer[], $7::smallint[], $8::bigint[], $9::bigint[], $10::jsonb[])
       as a (building_id, anomaly_no, rule, blocking, account_id, service_id, was, became, data)`,
    [
      run,
      ints(({ building }) => building),
      ints(({ no }) => no),
      textArray(rows.map(({ anomaly }) => anomaly.rule)),
      ints(({ blocking }) => (blocking ? 1 : 0)),
      ints(({ anomaly }) => anomaly.account ?? 0),
      ints(({ anomaly }) => anomaly.service ?? 0),
      ints(({ anomaly }) => anomaly.was),
      ints(({ anomaly }) => anomaly.became),
      textArray(rows.map(({ anomaly }) => JSON.stringify(anomaly.data))),
    ],
  );
}

/** Of a draft that is given up: nothing of it stays to be decided. */
export async function deleteReview(tx: Tx, run: RunId): Promise<void> {
  for (const table of ["anomaly_decisions", "anomalies"]) {
    await tx.query(
      `delete from charging.${table} where run_id = $1 and building_id in (select building_id from charging.run_buildings where run_id = $1)`,
      [run],
    );
  }
  await tx.query("delete from charging.reviews where run_id = $1", [run]);
  await tx.query("delete from charging.run_totals where run_id = $1", [run]);
}

export interface AnomalyGroup {
  readonly rule: AnomalyRule;
  readonly blocking: boolean;
  readonly count: number;
  /** Without a decision, and of those the ones that block. */
  readonly open: number;
  readonly blockingOpen: number;
  /** Together: what it changes beside the month before, and what of that is open, without regard to the sign. */
  readonly effect: Money;
  readonly openEffect: Money;
}

export async function listAnomalyGroups(tx: Tx, run: RunId): Promise<AnomalyGroup[]> {
  const rows = await tx.query<{
    rule: string;
    blocking: boolean;
    count: number;
    open: number;
    blocking_open: number;
    effect: bigint;
    open_effect: bigint;
  }>(
    `select a.rule, bool_or(a.blocking) as blocking, count(*)::integer as count,
       count(*) filter (where d.run_id is null)::integer as open,
       count(*) filter (where d.run_id is null and a.blocking)::integer as blocking_open, sum(a.became - a.was)::bigint as effect,
       coalesce(sum(abs(a.became - a.was)) filter (where d.run_id is null), 0)::bigint as open_effect
     from charging.anomalies a
     left join charging.anomaly_decisions d using (building_id, run_id, anomaly_no)
     where a.run_id = $1 group by 1`,
    [run],
  );
  return rows.map((row) => ({
    rule: row.rule as AnomalyRule,
    blocking: row.blocking,
    count: row.count,
    open: row.open,
    blockingOpen: row.blocking_open,
    effect: row.effect as Money,
    openEffect: row.open_effect as Money,
  }));
}

export interface AnomalyRow {
  readonly building: BuildingId;
  readonly no: number;
  readonly rule: AnomalyRule;
  readonly blocking: boolean;
  readonly address: string;
  /** Of the account; undefined: of the whole building. */
  readonly number: string | undefined;
  readonly service: { readonly code: string; readonly ru: string; readonly en: string } | undefined;
  readonly was: Money;
  readonly became: Money;
  readonly data: Readonly<Record<string, string>>;
  readonly decision:
    | {
        readonly reason: string;
        readonly note: string;
        readonly at: Date;
        readonly by: number;
        readonly name: string | undefined;
      }
    | undefined;
}

/** The rows of a rule by building, as the pages of a list: after `building` and `no`. */
export async function listAnomalies(
  tx: Tx,
  of: {
    run: RunId;
    rule: AnomalyRule | undefined;
    after: { building: number; no: number } | undefined;
    limit: number;
  },
): Promise<AnomalyRow[]> {
  const rows = await tx.query<{
    building_id: number;
    anomaly_no: number;
    rule: string;
    blocking: boolean;
    address: string;
    number: string | null;
    code: string | null;
    name_ru: string;
    name_en: string;
    was: bigint;
    became: bigint;
    data: Record<string, string>;
    reason: string | null;
    note: string;
    decided_at: Date;
    decided_by: number;
    decider: string | null;
  }>(
    `select a.building_id, a.anomaly_no, a.rule, a.blocking, b.printed as address, n.number, s.code, s.name_ru, s.name_en,
       a.was, a.became, a.data, d.reason, d.note, d.decided_at, d.decided_by, u.name as decider
     from charging.anomalies a
     join addresses.buildings b using (building_id)
     left join accounts.accounts n on n.building_id = a.building_id and n.account_id = a.account_id
     left join tariffs.services s on s.service_id = a.service_id
     left join charging.anomaly_decisions d on d.building_id = a.building_id and d.run_id = a.run_id and d.anomaly_no = a.anomaly_no
     left join access.users u on u.user_id = d.decided_by
     where a.run_id = $1 and ($2::text is null or a.rule = $2) and (a.building_id, a.anomaly_no) > ($3::integer, $4::integer)
     order by a.building_id, a.anomaly_no limit $5`,
    [of.run, of.rule ?? null, of.after?.building ?? 0, of.after?.no ?? 0, of.limit],
  );
  return rows.map((row) => ({
    building: row.building_id as BuildingId,
    no: row.anomaly_no,
    rule: row.rule as AnomalyRule,
    blocking: row.blocking,
    address: row.address,
    number: row.number ?? undefined,
    service: row.code === null ? undefined : { code: row.code, ru: row.name_ru, en: row.name_en },
    was: row.was as Money,
    became: row.became as Money,
    data: row.data,
    decision:
      row.reason === null
        ? undefined
        : {
            reason: row.reason,
            note: row.note,
            at: row.decided_at,
            by: row.decided_by,
            name: row.decider ?? undefined,
          },
  }));
}

export interface Decision {
  readonly reason: string;
  readonly note: string;
}

/** Decides what is still open of these; gives how many that were. */
export async function insertDecisions(
  tx: Tx,
  of: Decision & {
    run: RunId;
    by: number;
    anomalies: readonly { building: number; no: number }[];
  },
): Promise<number> {
  const result = await tx.client.query(
    `insert into charging.anomaly_decisions (building_id, run_id, anomaly_no, reason, note, decided_by)
     select a.building_id, a.run_id, a.anomaly_no, $4, $5, $6
     from unnest($2::integer[], $3::integer[]) as x (building_id, anomaly_no)
     join charging.anomalies a on a.run_id = $1 and a.building_id = x.building_id and a.anomaly_no = x.anomaly_no
     on conflict do nothing`,
    [
      of.run,
      intArray(of.anomalies.map(({ building }) => building)),
      intArray(of.anomalies.map(({ no }) => no)),
      of.reason,
      of.note,
      of.by,
    ],
  );
  return result.rowCount ?? 0;
}

/** Decides all that is open of a rule. */
export async function insertGroupDecision(
  tx: Tx,
  of: Decision & { run: RunId; by: number; rule: AnomalyRule },
): Promise<number> {
  const result = await tx.client.query(
    `insert into charging.anomaly_decisions (building_id, run_id, anomaly_no, reason, note, decided_by)
     select building_id, run_id, anomaly_no, $3, $4, $5 from charging.anomalies where run_id = $1 and rule = $2
     on conflict do nothing`,
    [of.run, of.rule, of.reason, of.note, of.by],
  );
  return result.rowCount ?? 0;
}

/** Takes decisions back while the run is a draft; gives how many there were. */
export async function deleteDecisions(
  tx: Tx,
  of: { run: RunId; anomalies: readonly { building: number; no: number }[] },
): Promise<number> {
  const result = await tx.client.query(
    `delete from charging.anomaly_decisions d using unnest($2::integer[], $3::integer[]) as x (building_id, anomaly_no)
     where d.run_id = $1 and d.building_id = x.building_id and d.anomaly_no = x.anomaly_no`,
    [
      of.run,
      intArray(of.anomalies.map(({ building }) => building)),
      intArray(of.anomalies.map(({ no }) => no)),
    ],
  );
  return result.rowCount ?? 0;
}

/** The limits in force on a day: the company's own, else the center's. */
export async function findLimits(
  tx: Tx,
  of: { organization: OrganizationId; on: string },
): Promise<ReviewLimits | undefined> {
  const rows = await tx.query<{
    jump_permille: number;
    jump_amount: bigint;
    group_amount: bigint;
    own_run_amount: bigint;
  }>(
    `select jump_permille, jump_amount, group_amount, own_run_amount from charging.review_limits
     where organization_id in (0, $1) and in_force @> $2::date order by organization_id desc limit 1`,
    [of.organization, of.on],
  );
  const row = rows[0];
  return (
    row && {
      jumpPermille: row.jump_permille,
      jumpAmount: row.jump_amount as Money,
      groupAmount: row.group_amount as Money,
      ownRunAmount: row.own_run_amount as Money,
    }
  );
}

/** How many of these block and are open. */
export async function countBlocking(
  tx: Tx,
  of: { run: RunId; anomalies: readonly { building: number; no: number }[] },
): Promise<number> {
  const rows = await tx.query<{ count: number }>(
    `select count(*)::integer as count from unnest($2::integer[], $3::integer[]) as x (building_id, anomaly_no)
     join charging.anomalies a on a.run_id = $1 and a.building_id = x.building_id and a.anomaly_no = x.anomaly_no
     left join charging.anomaly_decisions d on d.building_id = a.building_id and d.run_id = a.run_id and d.anomaly_no = a.anomaly_no
     where a.blocking and d.run_id is null`,
    [
      of.run,
      intArray(of.anomalies.map(({ building }) => building)),
      intArray(of.anomalies.map(({ no }) => no)),
    ],
  );
  return rows[0]?.count ?? 0;
}

export interface LimitsSet extends ReviewLimits {
  /** 0: the center's, of every company without its own. */
  readonly organization: number;
  readonly from: string;
  /** Its end, not included; undefined while nothing follows. */
  readonly to: string | undefined;
  readonly at: Date;
  readonly by: string | undefined;
}

/** All limits that were ever set, with who set them: the center's first, the newest of each first. */
export async function listLimits(tx: Tx): Promise<LimitsSet[]> {
  const rows = await tx.query<{
    organization: number;
    from: string;
    to: string | null;
    jump_permille: number;
    jump_amount: bigint;
    group_amount: bigint;
    own_run_amount: bigint;
    at: Date;
    by: string | null;
  }>(
    `select l.organization_id as organization, lower(l.in_force)::text as from, upper(l.in_force)::text as to,
       l.jump_permille, l.jump_amount, l.group_amount, l.own_run_amount, l.recorded_at as at, u.name as by
     from charging.review_limits l left join access.users u on u.user_id = l.recorded_by
     order by l.organization_id, lower(l.in_force) desc limit 1000`,
  );
  return rows.map((row) => ({
    organization: row.organization,
    from: row.from,
    to: row.to ?? undefined,
    jumpPermille: row.jump_permille,
    jumpAmount: row.jump_amount as Money,
    groupAmount: row.group_amount as Money,
    ownRunAmount: row.own_run_amount as Money,
    at: row.at,
    by: row.by ?? undefined,
  }));
}

/** Whether limits of the organization begin on the day or later. */
export async function hasLimitsFrom(tx: Tx, of: { organization: number; from: string }): Promise<boolean> {
  const rows = await tx.query(
    "select from charging.review_limits where organization_id = $1 and lower(in_force) >= $2::date",
    [of.organization, of.from],
  );
  return rows.length > 0;
}

/** In force from a day on: what was in force ends there, what began later is refused by the table. */
export async function insertLimits(
  tx: Tx,
  of: ReviewLimits & { organization: number; from: string },
): Promise<void> {
  await tx.query(
    `update charging.review_limits set in_force = daterange(lower(in_force), $2::date)
     where organization_id = $1 and in_force @> $2::date and lower(in_force) < $2::date`,
    [of.organization, of.from],
  );
  await tx.query(
    `insert into charging.review_limits (organization_id, in_force, jump_permille, jump_amount, group_amount, own_run_amount, recorded_by)
     values ($1, daterange($2::date, null), $3, $4, $5, $6, $7)`,
    [
      of.organization,
      of.from,
      of.jumpPermille,
      of.jumpAmount,
      of.groupAmount,
      of.ownRunAmount,
      tx.scope.user ?? null,
    ],
  );
}
