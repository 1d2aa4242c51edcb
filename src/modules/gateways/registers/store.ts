import type { Day } from "#core/day";
import type { UserId } from "#core/ids";
import type { Tx } from "#platform/database";
import type { KeptSample, NewProfileVersion, ProfileVersion } from "./model.ts";
import { ProfileDefinition } from "./profile.ts";

interface VersionRow {
  readonly code: string;
  readonly version: number;
  readonly definition: unknown;
  readonly note: string;
  readonly validFrom: Day;
  readonly layoutChanged: boolean;
  readonly sampleName: string;
  readonly author: number;
  readonly authorName: string | null;
  readonly recordedAt: Date;
}

const VERSIONS = `select p.code, p.version, p.definition, p.note, p.valid_from as "validFrom",
    p.layout_changed as "layoutChanged", p.sample_name as "sampleName", p.author, u.name as "authorName",
    p.recorded_at as "recordedAt"
  from gateways.profiles p left join access.users u on u.user_id = p.author`;

const versionOf = (row: VersionRow): ProfileVersion => ({
  code: row.code,
  version: row.version,
  definition: ProfileDefinition.parse(row.definition),
  note: row.note,
  validFrom: row.validFrom,
  layoutChanged: row.layoutChanged,
  sampleName: row.sampleName,
  author: row.author as UserId,
  authorName: row.authorName ?? "",
  recordedAt: row.recordedAt,
});

/** All saved versions of all profiles, newest first. A center has dozens. */
export async function listProfileVersions(tx: Tx, code?: string, limit = 2000): Promise<ProfileVersion[]> {
  const rows = await tx.query<VersionRow>(
    `${VERSIONS} where $1::text is null or p.code = $1 order by p.code, p.version desc limit $2`,
    [code ?? null, limit],
  );
  return rows.map(versionOf);
}

/** Versions of a profile are saved one after the other: two that are saved together get numbers of their own. */
export async function lockProfiles(tx: Tx): Promise<void> {
  await tx.query("select pg_advisory_xact_lock(hashtext('gateways.profiles'))");
}

/** The kept samples of a profile, oldest first. */
export async function listKeptSamples(tx: Tx, code: string): Promise<KeptSample[]> {
  const rows = await tx.query<{
    version: number;
    layoutChanged: boolean;
    sampleName: string;
    sample: Uint8Array;
    companionName: string | null;
    companion: Uint8Array | null;
  }>(
    `select version, layout_changed as "layoutChanged", sample_name as "sampleName", sample,
       companion_name as "companionName", companion
     from gateways.profiles where code = $1 order by version`,
    [code],
  );
  return rows.map((row) => ({
    version: row.version,
    layoutChanged: row.layoutChanged,
    sample: { name: row.sampleName, bytes: row.sample },
    companion: row.companion ? { name: row.companionName ?? "", bytes: row.companion } : undefined,
  }));
}

export async function insertProfileVersion(
  tx: Tx,
  of: NewProfileVersion & { readonly version: number; readonly author: UserId },
): Promise<void> {
  await tx.query(
    `insert into gateways.profiles (code, version, definition, note, valid_from, layout_changed, sample_name, sample,
       companion_name, companion, author)
     values ($1, $2, $3::jsonb, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      of.code,
      of.version,
      JSON.stringify(of.definition),
      of.note,
      of.validFrom,
      of.layoutChanged,
      of.sample.name ?? of.code,
      Buffer.from(of.sample.bytes),
      of.companion ? (of.companion.name ?? of.code) : null,
      of.companion ? Buffer.from(of.companion.bytes) : null,
      of.author,
    ],
  );
}
