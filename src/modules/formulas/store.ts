import type { UserId } from "#core/ids";
import type { Unit } from "#core/units";
import type { Tx } from "#platform/database";
import type { FormulaCase, FormulaText, FormulaVersion } from "./model.ts";
import type { Gives } from "./rules/check.ts";

interface VersionRow {
  readonly formula: string;
  readonly version: number;
  readonly title: string;
  readonly unit: string;
  readonly gives: string;
  readonly text: string;
  readonly cases: readonly { name: string; inputs: Record<string, string>; expected: string }[];
  readonly note: string;
  readonly writtenAt: Date;
  readonly writtenBy: number;
  readonly writtenByName: string | null;
  readonly approvedAt: Date | null;
  readonly approvedBy: number | null;
  readonly approvedByName: string | null;
  readonly retiredAt: Date | null;
  readonly retiredBy: number | null;
  readonly retiredByName: string | null;
  readonly retiredFor: string | null;
}

const VERSIONS = `select f.code as formula, v.version, v.title, v.unit, v.gives, v.text, v.cases, v.note,
    v.written_at as "writtenAt", v.written_by as "writtenBy", a.approved_at as "approvedAt", a.approved_by as "approvedBy",
    r.retired_at as "retiredAt", r.retired_by as "retiredBy", r.reason as "retiredFor",
    w.name as "writtenByName", u.name as "approvedByName", t.name as "retiredByName"
  from formulas.versions v join formulas.formulas f using (formula_id)
  left join formulas.approvals a using (formula_id, version) left join formulas.retirements r using (formula_id, version)
  left join access.users w on w.user_id = v.written_by left join access.users u on u.user_id = a.approved_by
  left join access.users t on t.user_id = r.retired_by`;

const versionOf = (row: VersionRow): FormulaVersion => ({
  formula: row.formula,
  version: row.version,
  title: row.title,
  unit: row.unit as Unit,
  gives: row.gives as Gives,
  text: row.text,
  cases: row.cases.map(({ name, inputs, expected }) => ({
    name,
    inputs: Object.fromEntries(Object.entries(inputs).map(([code, value]) => [code, BigInt(value)])),
    expected: BigInt(expected),
  })),
  note: row.note,
  state: row.retiredAt ? "retired" : row.approvedAt ? "approved" : "draft",
  writtenAt: row.writtenAt,
  writtenBy: row.writtenBy as UserId,
  writtenByName: row.writtenByName ?? "",
  approvedAt: row.approvedAt ?? undefined,
  approvedByName: row.approvedByName ?? undefined,
  approvedBy: (row.approvedBy ?? undefined) as UserId | undefined,
  retiredAt: row.retiredAt ?? undefined,
  retiredByName: row.retiredByName ?? undefined,
  retiredBy: (row.retiredBy ?? undefined) as UserId | undefined,
  retiredFor: row.retiredFor ?? undefined,
});

/** The newest version of each formula, by code. */
export async function listFormulas(tx: Tx, limit = 1000): Promise<FormulaVersion[]> {
  const rows = await tx.query<VersionRow>(
    `select * from (select distinct on (x.formula) x.* from (${VERSIONS}) x order by x.formula, x.version desc) y
     order by formula limit $1`,
    [limit],
  );
  return rows.map(versionOf);
}

/** All versions of a formula, newest first. */
export async function listVersions(tx: Tx, formula: string, limit = 1000): Promise<FormulaVersion[]> {
  const rows = await tx.query<VersionRow>(
    `select * from (${VERSIONS}) x where formula = $1 order by version desc limit $2`,
    [formula, limit],
  );
  return rows.map(versionOf);
}

export async function findVersion(
  tx: Tx,
  of: { readonly formula: string; readonly version: number },
): Promise<FormulaVersion | undefined> {
  const [row] = await tx.query<VersionRow>(
    `select * from (${VERSIONS}) x where formula = $1 and version = $2`,
    [of.formula, of.version],
  );
  return row && versionOf(row);
}

/** Versions are written one after the other: two that are written together get numbers of their own. */
export async function lockFormulas(tx: Tx): Promise<void> {
  await tx.query("select pg_advisory_xact_lock(hashtext('formulas.versions'))");
}

/** Adds the next version of a formula, the first of an unknown one; gives its number. */
export async function insertVersion(
  tx: Tx,
  of: FormulaText & { readonly formula: string; readonly writtenBy: UserId },
): Promise<number> {
  await tx.query("insert into formulas.formulas (code) values ($1) on conflict (code) do nothing", [
    of.formula,
  ]);
  const [row] = await tx.query<{ version: number }>(
    `insert into formulas.versions (formula_id, version, title, unit, gives, text, cases, note, written_by)
     select f.formula_id, 1 + coalesce((select max(v.version) from formulas.versions v where v.formula_id = f.formula_id), 0),
       $2, $3, $4, $5, $6::jsonb, $7, $8
     from formulas.formulas f where f.code = $1 returning version`,
    [of.formula, of.title, of.unit, of.gives, of.text, casesText(of.cases), of.note, of.writtenBy],
  );
  if (!row) throw new Error(`formula ${of.formula} was not written`);
  return row.version;
}

/** Integers travel as text: a number of JSON cannot hold them. */
const casesText = (cases: readonly FormulaCase[]): string =>
  JSON.stringify(cases, (_, value: unknown) => (typeof value === "bigint" ? String(value) : value));

export async function insertApproval(
  tx: Tx,
  of: { readonly formula: string; readonly version: number; readonly approvedBy: UserId },
): Promise<void> {
  await tx.query(
    `insert into formulas.approvals (formula_id, version, written_by, approved_by)
     select v.formula_id, v.version, v.written_by, $3 from formulas.versions v join formulas.formulas f using (formula_id)
     where f.code = $1 and v.version = $2`,
    [of.formula, of.version, of.approvedBy],
  );
}

export async function insertRetirement(
  tx: Tx,
  of: {
    readonly formula: string;
    readonly version: number;
    readonly retiredBy: UserId;
    readonly reason: string;
  },
): Promise<void> {
  await tx.query(
    `insert into formulas.retirements (formula_id, version, retired_by, reason)
     select v.formula_id, v.version, $3, $4 from formulas.versions v join formulas.formulas f using (formula_id)
     where f.code = $1 and v.version = $2`,
    [of.formula, of.version, of.retiredBy, of.reason],
  );
}
