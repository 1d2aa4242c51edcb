import { createHash } from "node:crypto";
import { must } from "#core/assert";
import type { UserId } from "#core/ids";
import type { Tx } from "#platform/database";
import type { FileEvent, FileEventKind, FileSource, FileState, NewFile, ReceivedFile } from "./model.ts";

export const fileHash = (bytes: Uint8Array): Buffer => createHash("sha256").update(bytes).digest();

/** Keeps the file; undefined if its bytes are kept already. */
export async function insertFile(tx: Tx, file: NewFile): Promise<number | undefined> {
  const rows = await tx.query<{ file_id: number }>(
    `insert into gateways.files (agent_id, name, sha256, size, body, source, received_by)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict (sha256) do nothing returning file_id`,
    [
      file.agent,
      file.name,
      fileHash(file.bytes),
      file.bytes.length,
      file.bytes,
      file.source,
      tx.scope.user ?? null,
    ],
  );
  return rows[0]?.file_id;
}

/** Whoever reads and books a file does it alone. */
export async function lockFile(tx: Tx, file: number): Promise<void> {
  await tx.query("select pg_advisory_xact_lock(hashtext('gateways.files'), $1::integer)", [file]);
}

export async function findFile(tx: Tx, file: number): Promise<ReceivedFile | undefined> {
  const [row] = await tx.query<FileRow>(`${FILES} where f.file_id = $1`, [file]);
  return row && fileOf(row);
}

export async function findFileByHash(tx: Tx, hash: Buffer): Promise<ReceivedFile | undefined> {
  const [row] = await tx.query<FileRow>(`${FILES} where f.sha256 = $1`, [hash]);
  return row && fileOf(row);
}

/** The newest of an agent's files of such a name, in either case. */
export async function findFileByName(
  tx: Tx,
  of: { readonly agent: number; readonly name: string },
): Promise<ReceivedFile | undefined> {
  const [row] = await tx.query<FileRow>(
    `${FILES} where f.agent_id = $1 and lower(f.name) = lower($2) order by f.file_id desc limit 1`,
    [of.agent, of.name],
  );
  return row && fileOf(row);
}

/** The bytes as they came. */
export async function getBody(tx: Tx, file: number): Promise<Buffer> {
  const [row] = await tx.query<{ body: Buffer }>("select body from gateways.files where file_id = $1", [
    file,
  ]);
  return must(row, `file ${file}`).body;
}

/** Newest first; `before` is the last of the page before. */
export async function listFiles(
  tx: Tx,
  of: {
    readonly before?: number | undefined;
    readonly state?: FileState | undefined;
    readonly agent?: number | undefined;
    readonly limit: number;
  },
): Promise<ReceivedFile[]> {
  const rows = await tx.query<FileRow>(
    `${FILES} where ($1::integer is null or f.file_id < $1) and ($2::text is null or coalesce(e.event, 'received') = $2)
       and ($3::integer is null or f.agent_id = $3) order by f.file_id desc limit $4`,
    [of.before ?? null, of.state ?? null, of.agent ?? null, of.limit],
  );
  return rows.map(fileOf);
}

/** Files that nobody has read: whoever kept them died before. Oldest first. */
export async function listUnfinishedFiles(tx: Tx, limit: number): Promise<number[]> {
  const rows = await tx.query<{ file_id: number }>(
    `select f.file_id from gateways.files f
     where not exists (select from gateways.file_events e where e.file_id = f.file_id and e.event <> 'duplicate')
     order by f.file_id limit $1`,
    [limit],
  );
  return rows.map((row) => row.file_id);
}

/** Files of an agent that wait for the one of this name. */
export async function listWaitingFiles(
  tx: Tx,
  of: { readonly agent: number; readonly name: string },
): Promise<ReceivedFile[]> {
  const rows = await tx.query<FileRow>(
    `${FILES} where f.agent_id = $1 and e.event = 'waiting' and lower(e.detail ->> 'wanted') = lower($2)
     order by f.file_id limit 100`,
    [of.agent, of.name],
  );
  return rows.map(fileOf);
}

export async function insertFileEvent(
  tx: Tx,
  file: number,
  event: {
    readonly event: FileEventKind;
    readonly profile?: { readonly code: string; readonly version: number } | undefined;
    readonly registry?: number | undefined;
    readonly detail?: object;
  },
): Promise<void> {
  await tx.query(
    `insert into gateways.file_events (file_id, event_no, event, profile, profile_version, registry_id, detail, recorded_by)
     select $1, coalesce(max(event_no), 0) + 1, $2, $3, $4, $5, $6, $7 from gateways.file_events where file_id = $1`,
    [
      file,
      event.event,
      event.profile?.code ?? "",
      event.profile?.version ?? null,
      event.registry ?? null,
      JSON.stringify(event.detail ?? {}, bigintAsText),
      tx.scope.user ?? null,
    ],
  );
}

/** In their order. */
export async function listFileEvents(tx: Tx, file: number): Promise<FileEvent[]> {
  const rows = await tx.query<{
    no: number;
    event: FileEventKind;
    profile: string;
    profile_version: number | null;
    registry_id: number | null;
    detail: Record<string, unknown>;
    recorded_at: Date;
    recorded_by: number | null;
  }>(
    `select event_no as no, event, profile, profile_version, registry_id, detail, recorded_at, recorded_by
     from gateways.file_events where file_id = $1 order by event_no`,
    [file],
  );
  return rows.map((row) => ({
    no: row.no,
    event: row.event,
    profile: row.profile === "" ? undefined : row.profile,
    profileVersion: row.profile_version ?? undefined,
    registry: row.registry_id ?? undefined,
    detail: row.detail,
    recordedAt: row.recorded_at,
    recordedBy: (row.recorded_by ?? undefined) as UserId | undefined,
  }));
}

const bigintAsText = (_: string, value: unknown): unknown =>
  typeof value === "bigint" ? String(value) : value;

const FILES = `
  select f.file_id, f.agent_id, a.code, a.name as agent_name, f.name, encode(f.sha256, 'hex') as hash, f.size, f.source,
    f.received_at, f.received_by, e.event, e.registry_id, e.profile, e.detail, d.duplicates
  from gateways.files f join payments.agents a using (agent_id)
  left join lateral (select event, registry_id, profile, detail from gateways.file_events
    where file_id = f.file_id and event <> 'duplicate' order by event_no desc limit 1) e on true
  cross join lateral (select count(*)::integer as duplicates from gateways.file_events
    where file_id = f.file_id and event = 'duplicate') d`;

interface FileRow {
  file_id: number;
  agent_id: number;
  code: string;
  agent_name: string;
  name: string;
  hash: string;
  size: number;
  source: FileSource;
  received_at: Date;
  received_by: number | null;
  event: Exclude<FileEventKind, "duplicate"> | null;
  registry_id: number | null;
  profile: string | null;
  detail: Record<string, unknown> | null;
  duplicates: number;
}

const fileOf = (row: FileRow): ReceivedFile => ({
  id: row.file_id,
  agent: row.agent_id,
  agentCode: row.code,
  agentName: row.agent_name,
  name: row.name,
  hash: row.hash,
  size: row.size,
  source: row.source,
  state: row.event ?? "received",
  registry: row.registry_id ?? undefined,
  profile: row.profile ? row.profile : undefined,
  detail: row.detail ?? {},
  receivedAt: row.received_at,
  receivedBy: (row.received_by ?? undefined) as UserId | undefined,
  duplicates: row.duplicates,
});
