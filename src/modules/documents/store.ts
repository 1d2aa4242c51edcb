import type { AccountId, BuildingId, OrganizationId } from "#core/ids";
import { intArray, textArray, type Tx } from "#platform/database";
import type { Paper, PaperOwner } from "./model.ts";

export interface KeptBytes {
  readonly fileName: string;
  readonly mediaType: string;
  readonly sha256: Uint8Array;
  readonly body: Uint8Array;
}

/** The number of the paper, and whether the very file was under this title before: then it is that one. */
export async function insertPaper(
  tx: Tx,
  of: PaperOwner & KeptBytes & { readonly title: string },
): Promise<{ readonly paper: number; readonly isNew: boolean }> {
  const key = [of.title, of.building, of.account, of.organization, of.sha256];
  const made = await tx.query<{ paper: number }>(
    `insert into documents.papers (title, building_id, account_id, organization_id, sha256, file_name, media_type, size, body, recorded_by)
     values ($1, $2, $3, $4, $5, $6, $7, length($8::bytea), $8, $9)
     on conflict (title, building_id, account_id, organization_id, sha256) do nothing returning paper_id as paper`,
    [...key, of.fileName, of.mediaType, of.body, tx.scope.user ?? null],
  );
  if (made[0]) return { paper: made[0].paper, isNew: true };
  const known = await tx.query<{ paper: number }>(
    `select paper_id as paper from documents.papers
     where title = $1 and building_id = $2 and account_id = $3 and organization_id = $4 and sha256 = $5`,
    key,
  );
  return { paper: known[0]?.paper ?? 0, isNew: false };
}

const PAPERS = `
  select p.paper_id as paper, p.building_id as building, p.account_id as account, p.organization_id as organization, p.title,
    p.file_name as "fileName", p.media_type as "mediaType", p.size, encode(p.sha256, 'hex') as sha256,
    p.recorded_at as "recordedAt", u.name as "recordedBy"
  from documents.papers p left join access.users u on u.user_id = p.recorded_by`;

type PaperRow = Omit<Paper, "recordedBy"> & { readonly recordedBy: string | null };
const paperOf = (row: PaperRow): Paper => ({ ...row, recordedBy: row.recordedBy ?? undefined });

/** Files of these documents that belong to the city, to one of the organizations, or to the place; oldest first. */
export async function findPapers(
  tx: Tx,
  of: {
    readonly titles: readonly string[];
    readonly organizations: readonly OrganizationId[];
    readonly building: BuildingId | undefined;
    readonly account: AccountId | undefined;
  },
): Promise<Paper[]> {
  const rows = await tx.query<PaperRow>(
    `${PAPERS} where p.title = any ($1::text[]) and (
       (p.building_id = 0 and p.organization_id = any ($2::integer[]))
       or (p.building_id = $3 and p.building_id <> 0 and p.account_id in (0, $4)))
     order by p.paper_id`,
    [textArray(of.titles), intArray([0, ...of.organizations]), of.building ?? 0, of.account ?? 0],
  );
  return rows.map(paperOf);
}

/** One of them with its bytes. */
export async function findPaper(
  tx: Tx,
  paper: number,
): Promise<(Paper & { readonly body: Buffer }) | undefined> {
  const rows = await tx.query<PaperRow>(`${PAPERS} where p.paper_id = $1`, [paper]);
  const [row] = rows;
  if (!row) return undefined;
  const [bytes] = await tx.query<{ body: Buffer }>("select body from documents.papers where paper_id = $1", [
    paper,
  ]);
  return bytes && { ...paperOf(row), body: bytes.body };
}
