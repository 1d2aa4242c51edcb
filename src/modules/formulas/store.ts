import type { Day } from "#core/day";
import type { AccountId, BuildingId, OrganizationId, ServiceId, UserId } from "#core/ids";
import type { Dated } from "#core/in-force";
import type { Unit } from "#core/units";
import type { Tx } from "#platform/database";
import type { Level, Method } from "#modules/tariffs";
import type { FormulaCase, FormulaText, FormulaVersion, MethodChoice, OwnedMethod } from "./model.ts";
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

// ---- Calculation methods -----------------------------------------------------------------------------------

/** Whose method it is: `building` 0 for the city (`organization` 0) and for organizations. */
export interface MethodKey {
  readonly service: ServiceId;
  readonly organization: OrganizationId | 0;
  readonly building: BuildingId | 0;
  readonly account: AccountId | 0;
}

export interface MethodFacts extends MethodChoice {
  /** Its code and version. */
  readonly formula: { readonly code: string; readonly version: number } | undefined;
  readonly basis: string;
}

interface MethodRow {
  readonly service: number;
  readonly organization: number;
  readonly building: number;
  readonly account: number;
  readonly name: string;
  readonly method: string | null;
  readonly volume: string;
  readonly missing: string;
  readonly area: string;
  readonly rounding: string;
  readonly from: Day;
  readonly to: Day | null;
  readonly basis: string;
  readonly recordedAt: Date;
  readonly code: string | null;
  readonly version: number | null;
  readonly author: string | null;
  readonly unit: string | null;
  readonly gives: string | null;
  readonly text: string | null;
}

const METHOD_COLUMNS = `w.service_id as service, w.method, w.volume, w.missing, w.area, w.rounding, lower(w.in_force) as "from",
  upper(w.in_force) as "to", b.title as basis, w.recorded_at as "recordedAt", f.code, w.version, u.name as author, v.unit, v.gives, v.text`;
const METHOD_JOINS = `join tariffs.bases b using (basis_id) left join formulas.formulas f using (formula_id)
  left join formulas.versions v using (formula_id, version) left join access.users u on u.user_id = v.written_by`;
const METHODS_OF_CITY = `select ${METHOD_COLUMNS}, w.organization_id as organization, 0 as building, 0 as account, coalesce(o.name, '') as name
  from formulas.city_methods w ${METHOD_JOINS} left join organizations.organizations o on o.organization_id = w.organization_id`;
const METHODS_OF_BUILDINGS = `select ${METHOD_COLUMNS}, 0 as organization, w.building_id as building, w.account_id as account,
  coalesce(a.number, h.printed, '') as name from formulas.building_methods w ${METHOD_JOINS}
  left join addresses.buildings h on h.building_id = w.building_id
  left join accounts.accounts a on a.building_id = w.building_id and a.account_id = w.account_id`;

const levelOf = (row: MethodRow): Level =>
  row.account !== 0
    ? "account"
    : row.building !== 0
      ? "building"
      : row.organization !== 0
        ? "organization"
        : "city";

const methodOf = (row: MethodRow): NamedMethod => ({
  service: row.service as ServiceId,
  level: levelOf(row),
  organization: row.organization as OrganizationId | 0,
  building: row.building as BuildingId | 0,
  account: row.account as AccountId | 0,
  name: row.name,
  method: (row.method ?? undefined) as Method | undefined,
  volume: row.volume as MethodChoice["volume"],
  missing: row.missing as MethodChoice["missing"],
  area: row.area as MethodChoice["area"],
  rounding: row.rounding as MethodChoice["rounding"],
  from: row.from,
  to: row.to ?? undefined,
  basis: row.basis,
  recordedAt: row.recordedAt,
  formula:
    row.code === null
      ? undefined
      : {
          code: row.code,
          version: row.version ?? 0,
          author: row.author ?? "",
          unit: row.unit as Unit,
          gives: row.gives as Gives,
          text: row.text ?? "",
        },
});

/** A method with what a person calls its owner: nothing for the city. */
export interface NamedMethod extends OwnedMethod {
  readonly name: string;
}

/** All calculation methods in sight, of one service or all, in force on a day or ever; by service, owner, day. */
export async function listMethods(
  tx: Tx,
  of: { readonly service?: ServiceId | undefined; readonly on?: Day | undefined },
  limit = 5000,
): Promise<NamedMethod[]> {
  const chosen =
    "($1::integer is null or w.service_id = $1) and ($2::date is null or w.in_force @> $2::date)";
  const rows = await tx.query<MethodRow>(
    `select * from (${METHODS_OF_CITY} where ${chosen} union all ${METHODS_OF_BUILDINGS} where ${chosen}) x
     order by service, building, account, organization, "from" limit $3`,
    [of.service ?? null, of.on ?? null, limit],
  );
  return rows.map(methodOf);
}

/** All that one owner ever decided for a service. */
export async function findMethods(tx: Tx, of: MethodKey): Promise<NamedMethod[]> {
  const rows = await tx.query<MethodRow>(
    of.building === 0
      ? `${METHODS_OF_CITY} where w.service_id = $1 and w.organization_id = $2 order by lower(w.in_force)`
      : `${METHODS_OF_BUILDINGS} where w.service_id = $1 and w.building_id = $2 and w.account_id = $3 order by lower(w.in_force)`,
    of.building === 0 ? [of.service, of.organization] : [of.service, of.building, of.account],
  );
  return rows.map(methodOf);
}

export async function endMethod(
  tx: Tx,
  of: MethodKey & { readonly from: Day; readonly to: Day },
): Promise<void> {
  if (of.building === 0)
    await tx.query(
      `update formulas.city_methods set in_force = daterange($3::date, $4::date)
       where service_id = $1 and organization_id = $2 and lower(in_force) = $3::date`,
      [of.service, of.organization, of.from, of.to],
    );
  else
    await tx.query(
      `update formulas.building_methods set in_force = daterange($4::date, $5::date)
       where service_id = $1 and building_id = $2 and account_id = $3 and lower(in_force) = $4::date`,
      [of.service, of.building, of.account, of.from, of.to],
    );
}

const CHOICE = "service_id, method, volume, missing, area, rounding, in_force, basis_id, version, formula_id";
const CHOICE_VALUES = `$1, $2, $3, $4, $5, $6, daterange($7::date, $8::date), $9, $10,
  (select formula_id from formulas.formulas where code = $11)`;

export async function insertMethod(tx: Tx, of: MethodKey & Dated<MethodFacts>, basis: number): Promise<void> {
  const { facts } = of;
  const choice = [
    of.service,
    facts.method ?? null,
    facts.volume,
    facts.missing,
    facts.area,
    facts.rounding,
    of.from,
    of.to ?? null,
    basis,
    facts.formula?.version ?? null,
    facts.formula?.code ?? null,
  ];
  if (of.building === 0)
    await tx.query(
      `insert into formulas.city_methods (${CHOICE}, organization_id) values (${CHOICE_VALUES}, $12)`,
      [...choice, of.organization],
    );
  else
    await tx.query(
      `insert into formulas.building_methods (${CHOICE}, building_id, account_id) values (${CHOICE_VALUES}, $12, $13)`,
      [...choice, of.building, of.account],
    );
}

/** The ways of calculation recorded for an account itself and for the whole of its building, newest first. */
export async function listMethodRecords(
  tx: Tx,
  of: { readonly building: BuildingId; readonly account: AccountId },
): Promise<
  {
    readonly isOwn: boolean;
    readonly service: ServiceId;
    /** A method of the law or the code of an own formula; undefined: the method of the terms. */
    readonly name: string | undefined;
    readonly from: Day;
    readonly to: Day | undefined;
    readonly basis: string;
    readonly recordedAt: Date;
    readonly recordedBy: UserId | undefined;
  }[]
> {
  const rows = await tx.query<{
    isOwn: boolean;
    service: ServiceId;
    name: string | null;
    from: Day;
    to: Day | null;
    basis: string;
    recordedAt: Date;
    recordedBy: UserId | null;
  }>(
    `select m.account_id <> 0 as "isOwn", m.service_id as service, coalesce(f.code, m.method) as name,
       lower(m.in_force) as "from", upper(m.in_force) as "to", b.title as basis, m.recorded_at as "recordedAt",
       m.recorded_by as "recordedBy"
     from formulas.building_methods m join tariffs.bases b using (basis_id) left join formulas.formulas f using (formula_id)
     where m.building_id = $1 and m.account_id in (0, $2) order by m.recorded_at desc, lower(m.in_force) desc`,
    [of.building, of.account],
  );
  return rows.map((row) => ({
    ...row,
    name: row.name ?? undefined,
    to: row.to ?? undefined,
    recordedBy: row.recordedBy ?? undefined,
  }));
}
