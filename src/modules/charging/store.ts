import { createHash, randomUUID } from "node:crypto";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { zstdCompressSync, zstdDecompressSync } from "node:zlib";
import copyStreams from "pg-copy-streams";
import { must } from "#core/assert";
import type { AccountId, BuildingId, OrganizationId, RunId, ServiceId, UserId } from "#core/ids";
import { endDay, type Period, periodFromNumber, periodNumber } from "#core/period";
import type { Money } from "#core/units";
import { addDays } from "#core/day";
import { intArray, textArray, type Tx } from "#platform/database";
import { BASES, encodeRows, LINE_COLUMNS, LINE_KINDS, type LeafRow, type PostedLine } from "./line-codec.ts";
import {
  type BuildingCharges,
  type FormulaCode,
  FORMULAS,
  type LineKind,
  type VolumeBasis,
} from "./model.ts";
import type { BookedLine } from "./rules/difference.ts";

export interface Run {
  readonly id: RunId;
  readonly organization: OrganizationId;
  readonly chargedFor: Period;
  readonly bookedIn: Period;
  /** The leaf that the runs started together fill; 0: the month's ordinary one. */
  readonly leaf: number;
  readonly startedAt: Date;
  readonly startedBy: number | undefined;
  readonly calculatedAt: Date | undefined;
  readonly approvedAt: Date | undefined;
  readonly approvedBy: number | undefined;
  readonly discardedAt: Date | undefined;
  readonly cancelledAt: Date | undefined;
  readonly lineCount: bigint | undefined;
  readonly amount: Money | undefined;
}

export interface RunProgress {
  readonly buildings: number;
  readonly buildingsDone: number;
  readonly buildingsFailed: number;
  readonly accounts: number;
  readonly accountsDone: number;
  readonly lines: number;
  readonly amount: Money;
}

const RUN_COLUMNS = `r.run_id, r.organization_id, r.charged_for, r.booked_in, r.leaf, r.started_at, r.started_by,
  (select row_to_json(x) from (select json_object_agg(e.event, json_build_object('at', e.happened_at, 'by', e.user_id,
     'lines', e.line_count::text, 'amount', e.amount::text)) as events from charging.run_events e where e.run_id = r.run_id) x) -> 'events' as events`;

interface RunRow {
  run_id: number;
  organization_id: number;
  charged_for: number;
  booked_in: number;
  leaf: number;
  started_at: Date;
  started_by: number | null;
  events: Record<
    string,
    { at: string; by: number | null; lines: string | null; amount: string | null }
  > | null;
}

function runFrom(row: RunRow): Run {
  const at = (event: string) => (row.events?.[event] ? new Date(row.events[event].at) : undefined);
  const calculated = row.events?.["calculated"];
  return {
    id: row.run_id as RunId,
    organization: row.organization_id as OrganizationId,
    chargedFor: periodFromNumber(row.charged_for),
    bookedIn: periodFromNumber(row.booked_in),
    leaf: row.leaf,
    startedAt: row.started_at,
    startedBy: row.started_by ?? undefined,
    calculatedAt: at("calculated"),
    approvedAt: at("approved"),
    approvedBy: row.events?.["approved"]?.by ?? undefined,
    discardedAt: at("discarded"),
    cancelledAt: at("cancelled"),
    lineCount: calculated?.lines ? BigInt(calculated.lines) : undefined,
    amount: calculated?.amount ? (BigInt(calculated.amount) as Money) : undefined,
  };
}

export async function findRun(tx: Tx, run: RunId): Promise<Run | undefined> {
  const rows = await tx.query<RunRow>(`select ${RUN_COLUMNS} from charging.runs r where r.run_id = $1`, [
    run,
  ]);
  return rows[0] && runFrom(rows[0]);
}

/** Newest first. */
export async function listRuns(
  tx: Tx,
  of: { organization?: OrganizationId | undefined; chargedFor?: Period | undefined; limit: number },
): Promise<Run[]> {
  const rows = await tx.query<RunRow>(
    `select ${RUN_COLUMNS} from charging.runs r
     where ($1::integer is null or r.organization_id = $1) and ($2::integer is null or r.charged_for = $2)
     order by r.run_id desc limit $3`,
    [of.organization ?? null, of.chargedFor ? periodNumber(of.chargedFor) : null, of.limit],
  );
  return rows.map(runFrom);
}

/** Runs that still have work: neither calculated nor given up. */
export async function listUnfinishedRuns(tx: Tx): Promise<Run[]> {
  const rows = await tx.query<RunRow>(
    `select ${RUN_COLUMNS} from charging.runs r
     join charging.open_drafts d using (run_id)
     where not exists (select from charging.run_events e where e.run_id = r.run_id) order by r.run_id limit 100`,
  );
  return rows.map(runFrom);
}

export async function findDraft(
  tx: Tx,
  of: { organization: OrganizationId; chargedFor: Period },
): Promise<Run | undefined> {
  const rows = await tx.query<RunRow>(
    `select ${RUN_COLUMNS} from charging.runs r join charging.open_drafts d using (run_id)
     where d.organization_id = $1 and d.charged_for = $2`,
    [of.organization, periodNumber(of.chargedFor)],
  );
  return rows[0] && runFrom(rows[0]);
}

export async function listDraftsBookedIn(
  tx: Tx,
  of: { organization: OrganizationId; period: Period },
): Promise<RunId[]> {
  const rows = await tx.query<{ run_id: number }>(
    `select d.run_id from charging.open_drafts d join charging.runs r using (run_id)
     where d.organization_id = $1 and r.booked_in = $2`,
    [of.organization, periodNumber(of.period)],
  );
  return rows.map((row) => row.run_id as RunId);
}

/** Buildings that the organization manages on the period's last day, with the number of their accounts. */
export async function listBuildingsToCharge(
  tx: Tx,
  of: { organization: OrganizationId; period: Period },
): Promise<{ building: BuildingId; accounts: number }[]> {
  const rows = await tx.query<{ building_id: number; accounts: number }>(
    `select m.building_id, (select count(*)::integer from accounts.accounts a where a.building_id = m.building_id) as accounts
     from addresses.managements m where m.organization_id = $1 and m.in_force @> $2::date order by m.building_id`,
    [of.organization, addDays(endDay(of.period), -1)],
  );
  return rows.map((row) => ({ building: row.building_id as BuildingId, accounts: row.accounts }));
}

/** Managers, on the last day of `period`, of these buildings, where that is another organization. */
export async function listOtherManagers(
  tx: Tx,
  of: { organization: OrganizationId; buildings: readonly BuildingId[]; period: Period },
): Promise<OrganizationId[]> {
  const rows = await tx.query<{ organization: OrganizationId }>(
    `select distinct organization_id as organization from addresses.managements
     where building_id = any ($1::integer[]) and organization_id <> $2 and in_force @> $3::date order by 1`,
    [intArray(of.buildings), of.organization, addDays(endDay(of.period), -1)],
  );
  return rows.map((row) => row.organization);
}

export async function insertRun(
  tx: Tx,
  of: {
    organization: OrganizationId;
    chargedFor: Period;
    bookedIn: Period;
    leaf: number;
    buildings: readonly { building: BuildingId; accounts: number }[];
  },
): Promise<RunId> {
  const rows = await tx.query<{ run_id: number }>(
    `insert into charging.runs (organization_id, charged_for, booked_in, leaf, started_by)
     values ($1, $2, $3, $4, $5) returning run_id`,
    [of.organization, periodNumber(of.chargedFor), periodNumber(of.bookedIn), of.leaf, tx.scope.user ?? null],
  );
  const run = must(rows[0], "the new run").run_id as RunId;
  await tx.query(
    "insert into charging.open_drafts (organization_id, charged_for, run_id) values ($1, $2, $3)",
    [of.organization, periodNumber(of.chargedFor), run],
  );
  await tx.query(
    `insert into charging.run_buildings (building_id, run_id, accounts)
     select b.building_id, $1, b.accounts from unnest($2::integer[], $3::integer[]) as b (building_id, accounts)`,
    [run, intArray(of.buildings.map((b) => b.building)), intArray(of.buildings.map((b) => b.accounts))],
  );
  return run;
}

/** A lease on some buildings of a run. Whoever comes later with another token writes nothing. */
export interface Lease {
  readonly token: string;
  readonly buildings: readonly BuildingId[];
}

export const LEASE_SECONDS = 15;

export async function leaseBuildings(tx: Tx, of: { run: RunId; limit: number }): Promise<Lease | undefined> {
  const token = randomUUID();
  const rows = await tx.named<{ building_id: number }>(
    "charging.leaseBuildings",
    `update charging.run_buildings b set state = 'leased', lease_token = $2, attempts = attempts + 1,
       lease_until = clock_timestamp() + make_interval(secs => ${LEASE_SECONDS})
     from (select building_id from charging.run_buildings
       where run_id = $1 and (state = 'pending' or state = 'leased' and lease_until < clock_timestamp())
       order by building_id limit $3 for update skip locked) as free
     where b.building_id = free.building_id and b.run_id = $1 returning b.building_id`,
    [of.run, token, of.limit],
  );
  if (rows.length === 0) return undefined;
  return { token, buildings: rows.map((row) => row.building_id as BuildingId).sort((a, b) => a - b) };
}

/** Seconds until the earliest running lease ends; undefined when nothing is left to wait for. */
export async function nextLeaseEnd(tx: Tx, run: RunId): Promise<number | undefined> {
  const rows = await tx.query<{ seconds: number | null }>(
    `select extract(epoch from min(lease_until) - clock_timestamp())::float8 as seconds
     from charging.run_buildings where run_id = $1 and state in ('pending', 'leased')`,
    [run],
  );
  return rows[0]?.seconds ?? undefined;
}

/** Marks leased buildings as done. Gives false when the lease was lost: the caller must roll back. */
export async function finishBuildings(
  tx: Tx,
  of: {
    run: RunId;
    lease: string;
    done: readonly { building: BuildingId; lines: number; amount: Money }[];
  },
): Promise<boolean> {
  const result = await tx.client.query({
    name: "charging.finishBuildings",
    text: `update charging.run_buildings b set state = 'done', lease_token = null, lease_until = null, failure = null,
       line_count = d.lines, amount = d.amount
     from unnest($3::integer[], $4::integer[], $5::bigint[]) as d (building_id, lines, amount)
     where b.run_id = $1 and b.lease_token = $2 and b.building_id = d.building_id and b.state = 'leased'`,
    values: [
      of.run,
      of.lease,
      intArray(of.done.map((one) => one.building)),
      intArray(of.done.map((one) => one.lines)),
      intArray(of.done.map((one) => one.amount)),
    ],
  });
  return result.rowCount === of.done.length;
}

export async function failBuilding(
  tx: Tx,
  of: { run: RunId; lease: string; building: BuildingId; failure: string },
): Promise<void> {
  await tx.query(
    `update charging.run_buildings set state = 'failed', lease_token = null, lease_until = null, failure = $4
     where run_id = $1 and lease_token = $2 and building_id = $3`,
    [of.run, of.lease, of.building, of.failure.slice(0, 2000)],
  );
}

export async function retryFailed(tx: Tx, run: RunId): Promise<number> {
  const result = await tx.client.query(
    "update charging.run_buildings set state = 'pending', attempts = 0 where run_id = $1 and state = 'failed'",
    [run],
  );
  return result.rowCount ?? 0;
}

export async function progressOf(tx: Tx, run: RunId): Promise<RunProgress> {
  const rows = await tx.query<{
    buildings: number;
    done: number;
    failed: number;
    accounts: number;
    accounts_done: number;
    lines: number;
    amount: string;
  }>(
    `select count(*)::integer as buildings, count(*) filter (where state = 'done')::integer as done,
       count(*) filter (where state = 'failed')::integer as failed, coalesce(sum(accounts), 0)::integer as accounts,
       coalesce(sum(accounts) filter (where state = 'done'), 0)::integer as accounts_done,
       coalesce(sum(line_count), 0)::integer as lines, coalesce(sum(amount), 0)::text as amount
     from charging.run_buildings where run_id = $1`,
    [run],
  );
  const row = must(rows[0], "the run's progress");
  return {
    buildings: row.buildings,
    buildingsDone: row.done,
    buildingsFailed: row.failed,
    accounts: row.accounts,
    accountsDone: row.accounts_done,
    lines: row.lines,
    amount: BigInt(row.amount) as Money,
  };
}

/** Accounts of several runs, in all and done: one question, however many runs there are. */
export async function accountsOfRuns(
  tx: Tx,
  runs: readonly RunId[],
): Promise<{ accounts: number; done: number }> {
  const rows = await tx.query<{ accounts: number; done: number }>(
    `select coalesce(sum(accounts), 0)::integer as accounts, coalesce(sum(accounts) filter (where state = 'done'), 0)::integer as done
     from charging.run_buildings where run_id = any ($1::integer[])`,
    [intArray(runs)],
  );
  return must(rows[0], "the runs' progress");
}

export async function listFailures(tx: Tx, run: RunId): Promise<{ building: BuildingId; failure: string }[]> {
  const rows = await tx.query<{ building_id: number; failure: string }>(
    "select building_id, failure from charging.run_buildings where run_id = $1 and state = 'failed' order by 1 limit 100",
    [run],
  );
  return rows.map((row) => ({ building: row.building_id as BuildingId, failure: row.failure }));
}

export async function insertRunEvent(
  tx: Tx,
  of: {
    run: RunId;
    organization: OrganizationId;
    event: "calculated" | "cancelled" | "discarded" | "approved";
    lines?: bigint;
    amount?: Money;
  },
): Promise<void> {
  await tx.query(
    `insert into charging.run_events (run_id, event, organization_id, user_id, line_count, amount) values ($1, $2, $3, $4, $5, $6)`,
    [of.run, of.event, of.organization, tx.scope.user ?? null, of.lines ?? null, of.amount ?? null],
  );
}

export async function lockRun(tx: Tx, run: RunId): Promise<void> {
  await tx.query("select pg_advisory_xact_lock(hashtext('charging.run'), $1)", [run]);
}

export async function deleteDraft(tx: Tx, run: RunId): Promise<void> {
  await tx.query("delete from charging.open_drafts where run_id = $1", [run]);
}

/** Removes what a discarded draft left: its facts are of no line. */
export async function deleteDraftData(tx: Tx, run: Run): Promise<void> {
  await tx.query("select ledger.discard_run($1)", [run.id]);
  for (const table of ["facts", "carried_volumes", "benefit_rows", "warnings"]) {
    await tx.query(
      `delete from charging.${table} where run_id = $1 and building_id in (select building_id from charging.run_buildings where run_id = $1)`,
      [run.id],
    );
  }
}

export async function nextLeaf(tx: Tx): Promise<number> {
  const rows = await tx.query<{ leaf: number }>("select nextval('ledger.leaf_ids')::integer as leaf");
  return must(rows[0], "the number of the leaf").leaf;
}

export async function createLeaf(tx: Tx, leaf: number): Promise<void> {
  await tx.query("select ledger.create_leaf($1)", [leaf]);
}

/** Keys and attaches the leaf once none of its runs has buildings left to calculate. Locks out a second attempt. */
export async function attachLeafWhenComplete(tx: Tx, leaf: number): Promise<boolean> {
  await tx.query("select pg_advisory_xact_lock(hashtext('charging.leaf'), $1)", [leaf]);
  const rows = await tx.query(
    `select from charging.runs r join charging.run_buildings b using (run_id)
     where r.leaf = $1 and b.state in ('pending', 'leased')
     union all
     select where not exists (select from pg_class where oid = to_regclass('ledger.entries_load_' || $1) and not relispartition)`,
    [leaf],
  );
  if (rows.length > 0) return false;
  await tx.query("select ledger.attach_leaf($1)", [leaf]);
  return true;
}

/** Whether the leaf is part of the ledger; the ordinary one always is. */
export async function isAttached(tx: Tx, leaf: number): Promise<boolean> {
  if (leaf === 0) return true;
  const rows = await tx.query(
    "select from pg_class where oid = to_regclass('ledger.entries_load_' || $1) and relispartition",
    [leaf],
  );
  return rows.length > 0;
}

/** From this one row on, the run's entries count. */
export async function countRun(tx: Tx, of: { run: RunId; organization: OrganizationId }): Promise<void> {
  await tx.query("insert into ledger.counted_runs (run_id, organization_id) values ($1, $2)", [
    of.run,
    of.organization,
  ]);
}

/** Whether a run of the whole month was approved, so that further ones may be of some buildings alone. */
export async function isMonthCharged(
  tx: Tx,
  of: { organization: OrganizationId; period: Period },
): Promise<boolean> {
  const rows = await tx.query(
    `select from charging.runs r join ledger.counted_runs using (run_id)
     where r.organization_id = $1 and r.charged_for = $2 limit 1`,
    [of.organization, periodNumber(of.period)],
  );
  return rows.length > 0;
}

/** Which of these buildings have anything booked for the month: the others need no look into the ledger. */
export async function listChargedBuildings(
  tx: Tx,
  of: { buildings: readonly BuildingId[]; chargedFor: Period },
): Promise<BuildingId[]> {
  const rows = await tx.named<{ building_id: number }>(
    "charging.listChargedBuildings",
    `select distinct f.building_id from charging.facts f join ledger.counted_runs c using (run_id)
     where f.charged_for = $1 and f.building_id = any ($2::integer[])`,
    [periodNumber(of.chargedFor), intArray(of.buildings)],
  );
  return rows.map((row) => row.building_id as BuildingId);
}

const FORMULA_CODES = new Map(
  Object.entries(FORMULAS).map(([code, formula]) => [formula.id as number, code as FormulaCode]),
);
const BASIS_NAMES = new Map(Object.entries(BASES).map(([name, number]) => [number, name as VolumeBasis]));
const KIND_NAMES = new Map(Object.entries(LINE_KINDS).map(([name, number]) => [number, name as LineKind]));

export const formulaOf = (id: number): FormulaCode => must(FORMULA_CODES.get(id), `formula ${id}`);
export const basisOf = (id: number): VolumeBasis => must(BASIS_NAMES.get(id), `volume basis ${id}`);

/** What is booked for the month, by building: the sum of all counted runs, a key at a time. */
export async function bookedLines(
  tx: Tx,
  of: { buildings: readonly BuildingId[]; chargedFor: Period; bookedIn: Period },
): Promise<Map<BuildingId, BookedLine[]>> {
  const rows = await tx.named<BookedRow>(
    "charging.bookedLines",
    `select ${BOOKED_COLUMNS} from ledger.booked_entries
     where building_id = any ($1::integer[]) and charged_for = $2 and period between $2 and $3 and kind in (1, 2, 3, 5)
     group by 1, 2, 3, 4, 5, 6, 7 order by 1, 2, 3, 5, 6`,
    [intArray(of.buildings), periodNumber(of.chargedFor), periodNumber(of.bookedIn)],
  );
  return byBuilding(of.buildings, rows, bookedFrom);
}

/** The year's corrections of heating that are booked, month by month. */
export async function bookedCorrections(
  tx: Tx,
  of: { buildings: readonly BuildingId[]; first: Period; last: Period; part: number },
): Promise<Map<BuildingId, BookedLine[]>> {
  const rows = await tx.named<BookedRow>(
    "charging.bookedCorrections",
    `select ${BOOKED_COLUMNS} from ledger.booked_entries
     where building_id = any ($1::integer[]) and charged_for between $2 and $3 and period > $2 and kind = 7 and part = $4
     group by 1, 2, 3, 4, 5, 6, 7 order by 1, 2, 7, 3`,
    [intArray(of.buildings), periodNumber(of.first), periodNumber(of.last), of.part],
  );
  return byBuilding(of.buildings, rows, (row) => ({
    ...bookedFrom(row),
    chargedFor: periodFromNumber(row.charged_for),
  }));
}

/** What runs have booked of penalties and of a year's corrections up to one of them, that one included. */
export async function bookedThrough(tx: Tx, of: { building: BuildingId; run: RunId }): Promise<BookedLine[]> {
  const rows = await tx.named<BookedRow>(
    "charging.bookedThrough",
    `select ${BOOKED_COLUMNS} from ledger.booked_entries
     where building_id = $1 and kind in (6, 7) and document_id <= $2::bigint
     group by 1, 2, 3, 4, 5, 6, 7 order by 1, 2, 7, 3`,
    [of.building, of.run],
  );
  return rows.map((row) => ({ ...bookedFrom(row), chargedFor: periodFromNumber(row.charged_for) }));
}

const BOOKED_COLUMNS = `building_id, account_id, service_id, provider_id, part, kind, charged_for,
  sum(volume)::bigint as volume, sum(amount)::bigint as amount,
  (array_agg(rate order by document_id desc))[1] as rate, (array_agg(formula order by document_id desc))[1] as formula,
  (array_agg(basis order by document_id desc))[1] as basis`;

interface BookedRow {
  building_id: number;
  account_id: number;
  service_id: number;
  provider_id: number;
  part: number;
  kind: number;
  charged_for: number;
  volume: bigint;
  amount: bigint;
  rate: bigint;
  formula: number;
  basis: number;
}

const bookedFrom = (row: BookedRow): BookedLine => ({
  account: row.account_id as AccountId,
  service: row.service_id as ServiceId,
  provider: row.provider_id as OrganizationId,
  part: row.part,
  kind: must(KIND_NAMES.get(row.kind), `kind ${row.kind}`),
  volume: row.volume,
  amount: row.amount as Money,
  rate: row.rate,
  formula: formulaOf(row.formula),
  basis: basisOf(row.basis),
});

function byBuilding<Row extends { building_id: number }, T>(
  buildings: readonly BuildingId[],
  rows: readonly Row[],
  from: (row: Row) => T,
): Map<BuildingId, T[]> {
  const groups = new Map<BuildingId, T[]>(buildings.map((building) => [building, []]));
  for (const row of rows) groups.get(row.building_id as BuildingId)?.push(from(row));
  return groups;
}

/** Adds a batch's lines: by binary COPY into the run's own leaf, or as ordinary rows of the month. */
export async function insertLines(tx: Tx, rows: readonly PostedLine[], of: LeafRow): Promise<void> {
  if (rows.length === 0) return;
  if (of.batch !== 0) {
    const target = tx.client.query(
      copyStreams.from(`copy ledger.entries_load_${of.batch} (${LINE_COLUMNS}) from stdin (format binary)`),
    );
    await pipeline(Readable.from([encodeRows(rows, of)]), target);
    return;
  }
  const column = (value: (row: PostedLine) => bigint | number) => intArray(rows.map(value));
  await tx.named(
    "charging.insertLines",
    `insert into ledger.entries (${LINE_COLUMNS})
     select unnest($4::bigint[]), unnest($5::bigint[]), unnest($6::bigint[]), $1::bigint, unnest($7::integer[]),
       unnest($8::integer[]), $2::integer, 0, unnest($3::integer[]), unnest($9::integer[]), unnest($10::integer[]),
       unnest($11::smallint[]), unnest($12::smallint[]), unnest($13::smallint[]), unnest($14::smallint[]), unnest($15::smallint[])`,
    [
      of.run,
      periodNumber(of.bookedIn),
      column(({ line }) => periodNumber(line.chargedFor ?? of.chargedFor)),
      column(({ line }) => line.amount),
      column(({ line }) => line.volume),
      column(({ line }) => line.rate),
      column(({ building }) => building),
      column(({ line }) => line.account),
      column(({ line }) => line.provider),
      column(({ lineNo }) => lineNo),
      column(({ line }) => line.service),
      column(({ line }) => line.part),
      column(({ line }) => LINE_KINDS[line.kind]),
      column(({ line }) => FORMULAS[line.formula].id),
      column(({ line }) => BASES[line.basis]),
    ],
  );
}

/** Keeps the facts, what is carried on, and the warnings of calculated buildings. */
export async function insertResults(
  tx: Tx,
  of: {
    run: RunId;
    chargedFor: Period;
    carriedInto: Period;
    results: readonly { building: BuildingId; facts: string; linesHash: Buffer; charges: BuildingCharges }[];
  },
): Promise<void> {
  const bodies = of.results.map(({ facts }) => Buffer.from(facts));
  const hex = (bytes: Buffer) => `\\x${bytes.toString("hex")}`;
  await tx.named(
    "charging.insertFacts",
    `insert into charging.facts (building_id, run_id, charged_for, sha256, lines_sha256, body)
     select building_id, $1, $2, sha256, lines_sha256, body
     from unnest($3::integer[], $4::bytea[], $5::bytea[], $6::bytea[]) as f (building_id, sha256, lines_sha256, body)`,
    [
      of.run,
      periodNumber(of.chargedFor),
      intArray(of.results.map(({ building }) => building)),
      textArray(bodies.map((body) => hex(createHash("sha256").update(body).digest()))),
      textArray(of.results.map(({ linesHash }) => hex(linesHash))),
      textArray(bodies.map((body) => hex(zstdCompressSync(body)))),
    ],
  );
  const carried = of.results.flatMap(({ building, charges }) =>
    charges.carried.map((one) => ({ building, ...one })),
  );
  if (carried.length > 0) {
    await tx.query(
      `insert into charging.carried_volumes (building_id, run_id, period, service_id, volume)
       select building_id, $1, $2, service_id, volume from unnest($3::integer[], $4::smallint[], $5::bigint[]) as c (building_id, service_id, volume)`,
      [
        of.run,
        periodNumber(of.carriedInto),
        intArray(carried.map(({ building }) => building)),
        intArray(carried.map(({ service }) => service)),
        intArray(carried.map(({ volume }) => volume)),
      ],
    );
  }
  await insertBenefitRows(tx, of);
  const warnings = of.results.flatMap(({ building, charges }) =>
    charges.warnings.slice(0, 30_000).map((warning, index) => ({ building, index, warning })),
  );
  if (warnings.length > 0) {
    await tx.query(
      `insert into charging.warnings (building_id, run_id, warning_no, code, account_id, service_id, data)
       select building_id, $1, warning_no, code, nullif(account_id, 0), nullif(service_id, 0), data
       from unnest($2::integer[], $3::smallint[], $4::text[], $5::integer[], $6::smallint[], $7::jsonb[])
         as w (building_id, warning_no, code, account_id, service_id, data)`,
      [
        of.run,
        intArray(warnings.map(({ building }) => building)),
        intArray(warnings.map(({ index }) => index)),
        textArray(warnings.map(({ warning }) => warning.code)),
        intArray(warnings.map(({ warning }) => warning.account ?? 0)),
        intArray(warnings.map(({ warning }) => warning.service ?? 0)),
        textArray(warnings.map(({ warning }) => JSON.stringify(warning.data ?? {}))),
      ],
    );
  }
}

async function insertBenefitRows(
  tx: Tx,
  of: { run: RunId; results: readonly { building: BuildingId; charges: BuildingCharges }[] },
): Promise<void> {
  const rows = of.results.flatMap(({ building, charges }) =>
    charges.benefits.map((row, index) => ({ building, no: index + 1, ...row })),
  );
  if (rows.length === 0) return;
  const ints = (value: (row: (typeof rows)[number]) => number | bigint) => intArray(rows.map(value));
  await tx.query(
    `insert into charging.benefit_rows (building_id, run_id, row_no, account_id, resident_no, service_id, provider_id, category, document,
       mode, percent, persons, volume, norm, rate, charged, amount)
     select building_id, $1, row_no, account_id, nullif(resident_no, 0), nullif(service_id, 0), nullif(provider_id, 0), category, document,
       mode, percent, persons, volume, nullif(norm, -1), rate, charged, amount
     from unnest($2::integer[], $3::integer[], $4::integer[], $5::smallint[], $6::smallint[], $7::integer[], $8::text[], $9::text[],
       $10::text[], $11::bigint[], $12::bigint[], $13::bigint[], $14::bigint[], $15::bigint[], $16::bigint[], $17::bigint[])
       as r (building_id, row_no, account_id, resident_no, service_id, provider_id, category, document, mode, percent, persons, volume, norm,
         rate, charged, amount)`,
    [
      of.run,
      ints(({ building }) => building),
      ints(({ no }) => no),
      ints(({ account }) => account),
      ints(({ resident }) => resident ?? 0),
      ints(({ service }) => service ?? 0),
      ints(({ provider }) => provider ?? 0),
      textArray(rows.map(({ category }) => category)),
      textArray(rows.map(({ document }) => document)),
      textArray(rows.map(({ mode }) => mode)),
      ints(({ percent }) => percent),
      ints(({ persons }) => persons),
      ints(({ volume }) => volume),
      ints(({ norm }) => norm ?? -1n),
      ints(({ rate }) => rate),
      ints(({ charged }) => charged),
      ints(({ amount }) => amount),
    ],
  );
}

export interface StoredFacts {
  readonly building: BuildingId;
  readonly run: RunId;
  readonly text: string;
  readonly linesHash: Buffer;
}

/** The facts of the counted runs for a month, oldest run first; refuses one whose hash does not fit. */
export async function listFacts(
  tx: Tx,
  of: { chargedFor: Period; buildings: readonly BuildingId[]; run?: RunId },
): Promise<StoredFacts[]> {
  const rows = await tx.query<{
    building_id: number;
    run_id: number;
    sha256: Buffer;
    lines_sha256: Buffer;
    body: Buffer;
  }>(
    `select building_id, run_id, sha256, lines_sha256, body from charging.facts f
     where charged_for = $1 and building_id = any ($2::integer[])
       and case when $3::integer is null then run_id in (select run_id from ledger.counted_runs) else run_id = $3 end
     order by building_id, run_id`,
    [periodNumber(of.chargedFor), intArray(of.buildings), of.run ?? null],
  );
  return rows.map((row) => {
    const text = zstdDecompressSync(row.body);
    if (!createHash("sha256").update(text).digest().equals(row.sha256)) {
      throw new Error(
        `the kept facts of building ${row.building_id}, run ${row.run_id} were altered: their hash differs`,
      );
    }
    return {
      building: row.building_id as BuildingId,
      run: row.run_id as RunId,
      text: text.toString(),
      linesHash: row.lines_sha256,
    };
  });
}

/** Buildings with counted facts for the month. */
export async function listBuildingsWithFacts(tx: Tx, chargedFor: Period): Promise<BuildingId[]> {
  const rows = await tx.query<{ building_id: number }>(
    `select distinct f.building_id from charging.facts f join ledger.counted_runs using (run_id)
     where f.charged_for = $1 order by 1`,
    [periodNumber(chargedFor)],
  );
  return rows.map((row) => row.building_id as BuildingId);
}

/** Months that counted runs have charged, oldest first. */
export async function listChargedMonths(tx: Tx): Promise<Period[]> {
  const rows = await tx.query<{ charged_for: number }>(
    "select distinct f.charged_for from charging.facts f join ledger.counted_runs using (run_id) order by 1",
  );
  return rows.map((row) => periodFromNumber(row.charged_for));
}

export async function countWarnings(
  tx: Tx,
  run: RunId,
): Promise<{ code: string; count: number; example: string | undefined }[]> {
  const rows = await tx.query<{ code: string; count: number; example: string | null }>(
    `select w.code, count(*)::integer as count, min(n.number) as example from charging.warnings w
     left join accounts.account_numbers n on n.building_id = w.building_id and n.account_id = w.account_id
     where w.run_id = $1 group by w.code order by 2 desc`,
    [run],
  );
  return rows.map((row) => ({ code: row.code, count: row.count, example: row.example ?? undefined }));
}

/** Services that have terms in the organization's buildings but no rate anywhere in the month. */
export async function listServicesWithoutRate(
  tx: Tx,
  of: { organization: OrganizationId; period: Period },
): Promise<{ service: ServiceId; code: string; buildings: number }[]> {
  const rows = await tx.query<{ service_id: number; code: string; buildings: number }>(
    `select t.service_id, s.code, count(distinct t.building_id)::integer as buildings
     from tariffs.service_terms t join tariffs.services s using (service_id)
     join addresses.managements m on m.building_id = t.building_id and m.organization_id = $1 and m.in_force @> $2::date
     where t.in_force @> $2::date
       and not exists (select from tariffs.city_values v where v.service_id = t.service_id and v.parameter = 'rate'
         and v.in_force @> $2::date and v.organization_id in (0, $1) and v.provider_id in (0, t.provider_id))
       and not exists (select from tariffs.building_values v where v.building_id = t.building_id and v.service_id = t.service_id
         and v.parameter = 'rate' and v.in_force @> $2::date)
     group by 1, 2 order by 1`,
    [of.organization, addDays(endDay(of.period), -1)],
  );
  return rows.map((row) => ({
    service: row.service_id as ServiceId,
    code: row.code,
    buildings: row.buildings,
  }));
}

/**
 * Takes every lease away: a worker that still calculates finds its token gone, and writes nothing. Waits for those
 * that are just writing, since they hold the rows.
 */
export async function releaseBuildings(tx: Tx, run: RunId): Promise<void> {
  await tx.query(
    `update charging.run_buildings set state = 'failed', lease_token = null, lease_until = null, failure = 'given up'
     where run_id = $1 and state in ('pending', 'leased')`,
    [run],
  );
}

/** When and by whom runs were approved; a run that was not is absent. */
export async function findApprovals(
  tx: Tx,
  runs: readonly RunId[],
): Promise<Map<RunId, { chargedFor: Period; approvedAt: Date; approvedBy: UserId | undefined }>> {
  const rows = await tx.query<{ run_id: number; charged_for: number; at: Date; by: number | null }>(
    `select r.run_id, r.charged_for, e.happened_at as at, e.user_id as by
     from charging.runs r join charging.run_events e on e.run_id = r.run_id and e.event = 'approved'
     where r.run_id = any ($1::integer[])`,
    [intArray(runs)],
  );
  return new Map(
    rows.map((row) => [
      row.run_id as RunId,
      {
        chargedFor: periodFromNumber(row.charged_for),
        approvedAt: row.at,
        approvedBy: (row.by ?? undefined) as UserId | undefined,
      },
    ]),
  );
}
