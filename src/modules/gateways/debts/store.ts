import { must } from "#core/assert";
import type { Day } from "#core/day";
import type { BuildingId, UserId } from "#core/ids";
import { type Period, periodFromNumber, periodNumber } from "#core/period";
import type { Money } from "#core/units";
import type { Tx } from "#platform/database";
import type { DropTroubleKind } from "../drops/model.ts";
import type {
  DebtFileKept,
  DebtPlan,
  DebtPlanSubject,
  DebtPlanTerms,
  DebtTrouble,
  NewDebtFile,
} from "./model.ts";

const PLANS = `select p.plan_id as id, p.agent_id as agent, a.name as "agentName", p.organization_id as organization,
    o.name as "organizationName", p.profile, p.day_of_month as "dayOfMonth", p.drop_id as "drop", p.is_active as "isActive",
    p.trouble, p.content, p.scope, p.building_id as building
  from gateways.debt_plans p join payments.agents a using (agent_id)
    join organizations.organizations o on o.organization_id = p.organization_id`;

interface PlanRow extends Omit<DebtPlan, "drop" | "trouble" | "building"> {
  readonly building: BuildingId | null;
  readonly drop: number | null;
  readonly trouble: DebtTrouble | "";
}

const planOf = (row: PlanRow): DebtPlan => ({
  ...row,
  building: row.building ?? undefined,
  drop: row.drop ?? undefined,
  trouble: row.trouble === "" ? undefined : row.trouble,
});

export async function listPlans(tx: Tx): Promise<DebtPlan[]> {
  const rows = await tx.query<PlanRow>(`${PLANS} order by a.name, o.name, p.plan_id`);
  return rows.map(planOf);
}

export async function findPlan(tx: Tx, plan: number): Promise<DebtPlan | undefined> {
  const [row] = await tx.query<PlanRow>(`${PLANS} where p.plan_id = $1`, [plan]);
  return row && planOf(row);
}

/** Whoever makes a file for an agent does it alone, so that the agent's numbers run on. */
export async function lockPlan(tx: Tx, plan: number): Promise<void> {
  await tx.query(
    `select from gateways.debt_plans
     where agent_id = (select agent_id from gateways.debt_plans where plan_id = $1) order by plan_id for update`,
    [plan],
  );
}

export async function insertPlan(
  tx: Tx,
  of: DebtPlanTerms & DebtPlanSubject & { readonly agent: number },
): Promise<number> {
  const [row] = await tx.query<{ plan_id: number }>(
    `insert into gateways.debt_plans (agent_id, organization_id, profile, day_of_month, drop_id, is_active, recorded_by,
       content, scope, building_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) returning plan_id`,
    [
      of.agent,
      of.organization,
      of.profile,
      of.dayOfMonth,
      of.drop ?? null,
      of.isActive,
      tx.scope.user ?? null,
      of.content,
      of.scope,
      of.building ?? null,
    ],
  );
  return must(row, "the plan that was written").plan_id;
}

export async function updatePlan(tx: Tx, plan: number, terms: DebtPlanTerms): Promise<void> {
  await tx.query(
    `update gateways.debt_plans set profile = $2, day_of_month = $3, drop_id = $4, is_active = $5, trouble = ''
     where plan_id = $1`,
    [plan, terms.profile, terms.dayOfMonth, terms.drop ?? null, terms.isActive],
  );
}

export async function updatePlanTrouble(
  tx: Tx,
  plan: number,
  trouble: DebtTrouble | undefined,
): Promise<void> {
  await tx.query("update gateways.debt_plans set trouble = $2 where plan_id = $1 and trouble <> $2", [
    plan,
    trouble ?? "",
  ]);
}

/** Active plans whose day of the month has come and that have no file of the month yet. */
export async function listDuePlans(tx: Tx, today: Day): Promise<number[]> {
  const rows = await tx.query<{ plan_id: number }>(
    `select plan_id from gateways.debt_plans p
     where is_active and day_of_month <= extract(day from $1::date)
       and not exists (select from gateways.debt_files f where f.plan_id = p.plan_id and f.due_month = $2)
     order by plan_id`,
    [today, dueMonth(today)],
  );
  return rows.map((row) => row.plan_id);
}

const dueMonth = (today: Day): number => Number(today.slice(0, 4)) * 100 + Number(today.slice(5, 7));

export async function isMade(tx: Tx, plan: number, month: Period): Promise<boolean> {
  const rows = await tx.query("select from gateways.debt_files where plan_id = $1 and due_month = $2", [
    plan,
    periodNumber(month),
  ]);
  return rows.length > 0;
}

/** Numbers of an agent's files run on within a year, whatever they tell: in its folder no two names are one. */
export async function nextNumber(tx: Tx, agent: number, on: Day): Promise<number> {
  const [row] = await tx.query<{ number: number }>(
    `select coalesce(max(f.number), 0) + 1 as number
     from gateways.debt_files f join gateways.debt_plans p using (plan_id) where p.agent_id = $1 and f.year = $2`,
    [agent, Number(on.slice(0, 4))],
  );
  return must(row, "the next number").number;
}

export async function isNameTaken(tx: Tx, drop: number, name: string): Promise<boolean> {
  const rows = await tx.query("select from gateways.debt_files where drop_id = $1 and name = $2 limit 1", [
    drop,
    name,
  ]);
  return rows.length > 0;
}

/** A place for the bytes of a file that is still being written. */
export async function nextBody(tx: Tx): Promise<bigint> {
  const [row] = await tx.query<{ body: bigint }>("select nextval('gateways.debt_bodies') as body");
  return must(row, "a number for bytes").body;
}

export async function insertBodyPart(
  tx: Tx,
  of: { readonly body: bigint; readonly part: number; readonly bytes: Uint8Array },
): Promise<void> {
  await tx.query("insert into gateways.debt_file_parts (body_id, part_no, bytes) values ($1, $2, $3)", [
    of.body,
    of.part,
    of.bytes,
  ]);
}

/** The part after a part, -1 for the first; undefined after the last. */
export async function nextBodyPart(
  tx: Tx,
  body: bigint,
  after: number,
): Promise<{ readonly part: number; readonly bytes: Buffer } | undefined> {
  const [row] = await tx.query<{ part: number; bytes: Buffer }>(
    `select part_no as part, bytes from gateways.debt_file_parts where body_id = $1 and part_no > $2
     order by part_no limit 1`,
    [body, after],
  );
  return row;
}

export async function insertDebtFile(tx: Tx, file: NewDebtFile): Promise<number> {
  const [row] = await tx.query<{ file_id: number }>(
    `insert into gateways.debt_files
       (plan_id, year, number, due_month, made_for, period, name, rows, total, sha256, size, body_id, made_by, drop_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, decode($10, 'hex'), $11, $12, $13, $14) returning file_id`,
    [
      file.plan,
      Number(file.madeFor.slice(0, 4)),
      file.number,
      file.dueMonth === undefined ? null : periodNumber(file.dueMonth),
      file.madeFor,
      periodNumber(file.period),
      file.name,
      file.rows,
      file.total,
      file.sha256,
      file.size,
      file.body,
      tx.scope.user ?? null,
      file.drop ?? null,
    ],
  );
  return must(row, "the file that was written").file_id;
}

const FILES = `select file_id as id, plan_id as plan, number, made_for as "madeFor", period, name, rows, total,
    encode(sha256, 'hex') as sha256, size::integer, body_id as body, made_at as "madeAt", made_by as "madeBy", drop_id as "drop",
    laid_at as "laidAt", failures, trouble, trouble_detail as "troubleDetail" from gateways.debt_files`;

interface FileRow extends Omit<DebtFileKept, "period" | "total" | "madeBy" | "drop" | "laidAt" | "trouble"> {
  readonly period: number;
  readonly total: bigint;
  readonly madeBy: UserId | null;
  readonly drop: number | null;
  readonly laidAt: Date | null;
  readonly trouble: DropTroubleKind | "";
}

const fileOf = (row: FileRow): DebtFileKept => ({
  ...row,
  period: periodFromNumber(row.period),
  total: row.total as Money,
  madeBy: row.madeBy ?? undefined,
  drop: row.drop ?? undefined,
  laidAt: row.laidAt ?? undefined,
  trouble: row.trouble === "" ? undefined : row.trouble,
});

/** Newest first. */
export async function listDebtFiles(tx: Tx, plan: number, limit: number): Promise<DebtFileKept[]> {
  const rows = await tx.query<FileRow>(`${FILES} where plan_id = $1 order by file_id desc limit $2`, [
    plan,
    limit,
  ]);
  return rows.map(fileOf);
}

export async function findDebtFile(tx: Tx, file: number): Promise<DebtFileKept | undefined> {
  const [row] = await tx.query<FileRow>(`${FILES} where file_id = $1`, [file]);
  return row && fileOf(row);
}

/**
 * Takes the turn of files that wait to be laid: no other process lays them until the lease ends. Those of a drop that is
 * switched off wait on.
 */
export async function takeFilesToLay(tx: Tx, leaseSeconds: number): Promise<DebtFileKept[]> {
  const taken = await tx.query<{ file_id: number }>(
    `update gateways.debt_files f set next_at = now() + make_interval(secs => $1)
     from gateways.drops d join gateways.drop_settings s using (drop_id, version)
     where f.drop_id = d.drop_id and f.laid_at is null and f.next_at <= now() and (s.settings ->> 'isActive')::boolean
     returning f.file_id`,
    [leaseSeconds],
  );
  const ids = taken.map((row) => row.file_id);
  const rows = await tx.query<FileRow>(`${FILES} where file_id = any ($1::integer[]) order by file_id`, [
    `{${ids.join(",")}}`,
  ]);
  return rows.map(fileOf);
}

export async function updateLaid(
  tx: Tx,
  of: {
    readonly file: number;
    readonly trouble: { readonly kind: DropTroubleKind; readonly detail: string } | undefined;
    readonly minutes: number;
  },
): Promise<void> {
  await tx.query(
    `update gateways.debt_files set laid_at = case when $2 = '' then now() end,
       failures = case when $2 = '' then failures else failures + 1 end, trouble = $2, trouble_detail = $3,
       next_at = now() + make_interval(mins => $4)
     where file_id = $1 and laid_at is null`,
    [of.file, of.trouble?.kind ?? "", of.trouble?.detail ?? "", of.minutes],
  );
}
