import type { Day } from "#core/day";
import type { BuildingId, OrganizationId, UserId } from "#core/ids";
import type { Tx } from "#platform/database";
import type {
  CompanyFile,
  CompanyText,
  Disclosed,
  DisclosureChange,
  FileKind,
  FileWithBytes,
  ShownText,
  Statement,
  TextId,
  TextKind,
  TextState,
  TextVersion,
  TextWriting,
} from "./model.ts";

// --- texts -----------------------------------------------------------------------------------------------------------

const VERSION = `v.text_id as text, v.version, v.title, v.body, v.state, v.shown_from as "shownFrom",
  v.saved_by as "savedBy", v.saved_at as "savedAt"`;

interface VersionRow {
  readonly text: TextId;
  readonly version: number;
  readonly title: string;
  readonly body: string;
  readonly state: TextState;
  readonly shownFrom: Day;
  readonly savedBy: UserId | null;
  readonly savedAt: Date;
}
const versionOf = <Row extends VersionRow>(
  row: Row,
): Omit<Row, "savedBy"> & Pick<TextVersion, "savedBy"> => ({
  ...row,
  savedBy: row.savedBy ?? undefined,
});

/** The version of each text that is in force on the day of the scope. */
const IN_FORCE = `select distinct on (s.text_id) s.* from portal.text_versions s
  where s.state <> 'draft' and s.shown_from <= $2::date order by s.text_id, s.version desc`;

interface TextRow extends VersionRow {
  readonly organization: OrganizationId;
  readonly kind: TextKind;
  readonly slug: string;
  readonly isShown: boolean;
}

/** The texts of a company with what was written last, newest first. */
export async function listTexts(tx: Tx, organization: OrganizationId): Promise<CompanyText[]> {
  const rows = await tx.query<TextRow>(
    `select ${VERSION}, t.organization_id as organization, t.kind, t.slug, coalesce(f.state = 'published', false) as "isShown"
     from portal.texts t
     join lateral (select * from portal.text_versions w where w.text_id = t.text_id order by version desc limit 1) v on true
     left join (${IN_FORCE}) f on f.text_id = t.text_id
     where t.organization_id = $1 order by v.shown_from desc, t.text_id desc`,
    [organization, tx.scope.today],
  );
  return rows.map(versionOf);
}

export async function findText(
  tx: Tx,
  text: TextId,
): Promise<Pick<CompanyText, "organization" | "kind" | "slug"> | undefined> {
  const [row] = await tx.query<Pick<CompanyText, "organization" | "kind" | "slug">>(
    "select organization_id as organization, kind, slug from portal.texts where text_id = $1",
    [text],
  );
  return row;
}

export async function listTextVersions(tx: Tx, text: TextId): Promise<TextVersion[]> {
  const rows = await tx.query<VersionRow>(
    `select ${VERSION} from portal.text_versions v where v.text_id = $1 order by v.version desc`,
    [text],
  );
  return rows.map(versionOf);
}

/** What the public reads: of one company or, without one, of all; newest first. */
export async function listShownTexts(
  tx: Tx,
  of: {
    readonly organization?: OrganizationId | undefined;
    readonly kinds: readonly TextKind[];
    readonly limit: number;
  },
): Promise<ShownText[]> {
  return tx.query<ShownText>(
    `select t.text_id as text, t.organization_id as organization, t.kind, t.slug, f.title, f.body,
       f.shown_from as changed,
       (select min(a.shown_from) from portal.text_versions a where a.text_id = t.text_id and a.state = 'published') as since
     from portal.texts t join (${IN_FORCE}) f on f.text_id = t.text_id
     where ($1::integer is null or t.organization_id = $1) and t.kind = any ($3::text[]) and f.state = 'published'
     order by since desc, t.text_id desc limit $4`,
    [of.organization ?? null, tx.scope.today, of.kinds, of.limit],
  );
}

/** The owner of a text whose versions wait for one another from here on. */
export async function lockText(
  tx: Tx,
  text: TextId,
): Promise<{ readonly organization: OrganizationId; readonly version: number } | undefined> {
  const [row] = await tx.query<{ organization: OrganizationId }>(
    `select organization_id as organization from portal.texts where text_id = $1`,
    [text],
  );
  if (!row) return undefined;
  await tx.query("select pg_advisory_xact_lock(hashtext('portal.texts'), $1)", [text]);
  const [last] = await tx.query<{ version: number }>(
    "select coalesce(max(version), 0)::integer as version from portal.text_versions where text_id = $1",
    [text],
  );
  return { ...row, version: last?.version ?? 0 };
}

/** Undefined where the company has such an address already. */
export async function insertText(
  tx: Tx,
  of: { readonly organization: OrganizationId; readonly kind: TextKind; readonly slug: string },
): Promise<TextId | undefined> {
  const [row] = await tx.query<{ text: TextId }>(
    `insert into portal.texts (organization_id, kind, slug) values ($1, $2, $3)
     on conflict (organization_id, kind, slug) do nothing returning text_id as text`,
    [of.organization, of.kind, of.slug],
  );
  return row?.text;
}

export async function insertTextVersion(
  tx: Tx,
  of: TextWriting & {
    readonly text: TextId;
    readonly version: number;
    readonly organization: OrganizationId;
  },
): Promise<void> {
  await tx.query(
    `insert into portal.text_versions (text_id, version, organization_id, title, body, state, shown_from, saved_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [of.text, of.version, of.organization, of.title, of.body, of.state, of.shownFrom, tx.scope.user ?? null],
  );
}

// --- files -----------------------------------------------------------------------------------------------------------

const FILE = `file_id as id, organization_id as organization, kind, title, name, media_type as "mediaType", size,
  encode(sha256, 'hex') as sha256, added_on as "addedOn"`;

/** What a company shows, newest first; the logo is the newest one. */
export async function listFiles(tx: Tx, organization: OrganizationId): Promise<CompanyFile[]> {
  return tx.query<CompanyFile>(
    `select ${FILE} from portal.files where organization_id = $1 and removed_at is null order by file_id desc`,
    [organization],
  );
}

export async function findFile(tx: Tx, file: number): Promise<FileWithBytes | undefined> {
  const [row] = await tx.query<FileWithBytes>(
    `select ${FILE}, bytes from portal.files where file_id = $1 and removed_at is null`,
    [file],
  );
  return row;
}

export async function insertFile(
  tx: Tx,
  of: {
    readonly organization: OrganizationId;
    readonly kind: FileKind;
    readonly title: string;
    readonly name: string;
    readonly mediaType: string;
    readonly bytes: Buffer;
  },
): Promise<CompanyFile> {
  const [row] = await tx.query<CompanyFile>(
    `insert into portal.files (organization_id, kind, title, name, media_type, size, sha256, bytes, added_by, added_on)
     values ($1, $2, $3, $4, $5, length($6::bytea), sha256($6), $6, $7, $8) returning ${FILE}`,
    [
      of.organization,
      of.kind,
      of.title,
      of.name,
      of.mediaType,
      of.bytes,
      tx.scope.user ?? null,
      tx.scope.today,
    ],
  );
  return row as CompanyFile;
}

/** Gives the number of files that went: 0 where there was none. */
export async function removeFiles(
  tx: Tx,
  of: { readonly file: number } | { readonly logosOf: OrganizationId },
): Promise<number> {
  const rows = await tx.query(
    `update portal.files set removed_at = now() where removed_at is null
       and (file_id = $1 or (organization_id = $2 and kind = 'logo')) returning 1`,
    "file" in of ? [of.file, null] : [null, of.logosOf],
  );
  return rows.length;
}

// --- looks -----------------------------------------------------------------------------------------------------------

/** The colours that companies chose. */
export async function findAccents(
  tx: Tx,
  organizations: readonly OrganizationId[],
): Promise<Map<OrganizationId, string>> {
  const rows = await tx.query<{ organization: OrganizationId; accent: string }>(
    `select distinct on (organization_id) organization_id as organization, accent from portal.brandings
     where organization_id = any ($1) order by organization_id, version desc`,
    [organizations],
  );
  return new Map(rows.map(({ organization, accent }) => [organization, accent]));
}

export async function insertAccent(
  tx: Tx,
  of: { readonly organization: OrganizationId; readonly accent: string },
): Promise<void> {
  await tx.query(
    `insert into portal.brandings (organization_id, version, accent, saved_by)
     select $1, coalesce(max(version), 0) + 1, $2, $3 from portal.brandings where organization_id = $1`,
    [of.organization, of.accent, tx.scope.user ?? null],
  );
}

// --- disclosure ------------------------------------------------------------------------------------------------------

const STATEMENT = `form, field, value, stated_by as "statedBy",
  coalesce(stated_on, (stated_at at time zone 'Europe/Moscow')::date) as "statedOn"`;

interface StatementRow extends Omit<Statement, "statedBy"> {
  readonly statedBy: UserId | null;
}
const statementOf = (row: StatementRow): Statement => ({ ...row, statedBy: row.statedBy ?? undefined });

/** What a company states of itself for a year, the newest of each field. */
export async function listDisclosed(
  tx: Tx,
  of: { readonly organization: OrganizationId; readonly year: number },
): Promise<Statement[]> {
  const rows = await tx.query<StatementRow>(
    `select distinct on (form, field) ${STATEMENT} from portal.disclosed
     where organization_id = $1 and year = $2 order by form, field, version desc`,
    [of.organization, of.year],
  );
  return rows.map(statementOf);
}

/** What is stated of a house for a year, the newest of each field. */
export async function listHouseDisclosed(
  tx: Tx,
  of: { readonly building: BuildingId; readonly year: number },
): Promise<Statement[]> {
  const rows = await tx.query<StatementRow>(
    `select distinct on (form, field) ${STATEMENT} from portal.houses_disclosed
     where building_id = $1 and year = $2 order by form, field, version desc`,
    [of.building, of.year],
  );
  return rows.map(statementOf);
}

/** All that a company has stated, of itself and of its houses, newest first. */
export async function listDisclosureChanges(
  tx: Tx,
  of: { readonly organization: OrganizationId; readonly limit: number },
): Promise<DisclosureChange[]> {
  const rows = await tx.query<
    Omit<DisclosureChange, "house" | "before"> & {
      readonly house: BuildingId | null;
      readonly before: string | null;
    }
  >(
    `select c.house, c.year, c.form, c.field, c.value, nullif(c.before, '') as before, c.stated_on as "statedOn" from (
       select null::integer as house, year, form, field, value, stated_at,
         coalesce(stated_on, (stated_at at time zone 'Europe/Moscow')::date) as stated_on,
         lag(value) over (partition by year, form, field order by version) as before
       from portal.disclosed where organization_id = $1
       union all
       select h.building_id, h.year, h.form, h.field, h.value, h.stated_at, h.stated_on,
         (select f.value from portal.houses_disclosed f where f.building_id = h.building_id and f.year = h.year
            and f.form = h.form and f.field = h.field and f.version = h.version - 1)
       from portal.houses_disclosed h where h.organization_id = $1
     ) c order by c.stated_on desc, c.stated_at desc, c.house nulls first, c.form, c.field limit $2`,
    [of.organization, of.limit],
  );
  return rows.map((row) => ({ ...row, house: row.house ?? undefined, before: row.before ?? undefined }));
}

/** Statements of one company wait for one another from here on. */
export async function lockDisclosure(tx: Tx, organization: OrganizationId): Promise<void> {
  await tx.query("select pg_advisory_xact_lock(hashtext('portal.disclosed'), $1)", [organization]);
}

export async function insertDisclosed(
  tx: Tx,
  of: Disclosed & { readonly organization: OrganizationId; readonly year: number },
): Promise<void> {
  await tx.query(
    `insert into portal.disclosed (organization_id, year, form, field, version, value, stated_by, stated_on)
     select $1, $2, $3, $4, coalesce(max(version), 0) + 1, $5, $6, $7 from portal.disclosed
     where organization_id = $1 and year = $2 and form = $3 and field = $4`,
    [of.organization, of.year, of.form, of.field, of.value, tx.scope.user ?? null, tx.scope.today],
  );
}

export async function insertHouseDisclosed(
  tx: Tx,
  of: Disclosed & {
    readonly building: BuildingId;
    readonly organization: OrganizationId;
    readonly year: number;
  },
): Promise<void> {
  await tx.query(
    `insert into portal.houses_disclosed
       (building_id, year, form, field, version, value, organization_id, stated_by, stated_on)
     select $1, $2, $3, $4, coalesce(max(version), 0) + 1, $5, $6, $7, $8 from portal.houses_disclosed
     where building_id = $1 and year = $2 and form = $3 and field = $4`,
    [
      of.building,
      of.year,
      of.form,
      of.field,
      of.value,
      of.organization,
      tx.scope.user ?? null,
      tx.scope.today,
    ],
  );
}
