import type { UserId } from "#core/ids";
import type { Tx } from "#platform/database";
import type {
  Drop,
  DropItem,
  DropSettings,
  DropTroubleKind,
  DropVersion,
  FarItem,
  ItemReason,
} from "./model.ts";

const DROPS = `select d.drop_id as id, d.agent_id as agent, a.code as "agentCode", a.name as "agentName", d.version,
    s.settings, d.failures, d.trouble, d.trouble_detail as "troubleDetail", d.tried_at as "triedAt",
    d.fetched_at as "fetchedAt", d.next_at as "nextAt"
  from gateways.drops d join payments.agents a using (agent_id) join gateways.drop_settings s using (drop_id, version)`;

interface DropRow extends Omit<Drop, "trouble" | "triedAt" | "fetchedAt"> {
  readonly trouble: DropTroubleKind | "";
  readonly triedAt: Date | null;
  readonly fetchedAt: Date | null;
}

const dropOf = (row: DropRow): Drop => ({
  ...row,
  trouble: row.trouble === "" ? undefined : row.trouble,
  triedAt: row.triedAt ?? undefined,
  fetchedAt: row.fetchedAt ?? undefined,
});

export async function listDrops(tx: Tx): Promise<Drop[]> {
  const rows = await tx.query<DropRow>(`${DROPS} order by a.name, d.drop_id`);
  return rows.map(dropOf);
}

export async function findDrop(tx: Tx, drop: number): Promise<Drop | undefined> {
  const [row] = await tx.query<DropRow>(`${DROPS} where d.drop_id = $1`, [drop]);
  return row && dropOf(row);
}

export async function insertDrop(tx: Tx, agent: number): Promise<number> {
  const [row] = await tx.query<{ drop_id: number }>(
    "insert into gateways.drops (agent_id, recorded_by) values ($1, $2) returning drop_id",
    [agent, tx.scope.user ?? null],
  );
  if (!row) throw new Error("a drop was not kept");
  return row.drop_id;
}

export async function lockDrop(tx: Tx, drop: number): Promise<void> {
  await tx.query("select from gateways.drops where drop_id = $1 for update", [drop]);
}

/** A new version, in force at once. The next look comes soon, and what went wrong under the old one is over. */
export async function insertSettings(
  tx: Tx,
  of: { readonly drop: number; readonly settings: DropSettings; readonly secret: Buffer },
): Promise<number> {
  const [row] = await tx.query<{ version: number }>(
    `insert into gateways.drop_settings (drop_id, version, settings, secret, recorded_by)
     select $1, coalesce(max(version), 0) + 1, $2, $3, $4 from gateways.drop_settings where drop_id = $1
     returning version`,
    [of.drop, JSON.stringify(of.settings), of.secret, tx.scope.user ?? null],
  );
  if (!row) throw new Error("settings of a drop were not kept");
  await tx.query(
    `update gateways.drops set version = $2, failures = 0, trouble = '', trouble_detail = '', next_at = now()
     where drop_id = $1`,
    [of.drop, row.version],
  );
  return row.version;
}

export async function findSecret(
  tx: Tx,
  of: { readonly drop: number; readonly version: number },
): Promise<Buffer | undefined> {
  const [row] = await tx.query<{ secret: Buffer }>(
    "select secret from gateways.drop_settings where drop_id = $1 and version = $2",
    [of.drop, of.version],
  );
  return row?.secret;
}

/** Newest first. */
export async function listVersions(tx: Tx, drop: number): Promise<DropVersion[]> {
  const rows = await tx.query<Omit<DropVersion, "recordedBy"> & { readonly recordedBy: UserId | null }>(
    `select version, settings, recorded_at as "recordedAt", recorded_by as "recordedBy"
     from gateways.drop_settings where drop_id = $1 order by version desc limit 100`,
    [drop],
  );
  return rows.map((row) => ({ ...row, recordedBy: row.recordedBy ?? undefined }));
}

/** Takes the turn of every active drop whose time has come: no other process looks there until the lease ends. */
export async function takeDueDrops(tx: Tx, leaseSeconds: number): Promise<number[]> {
  const rows = await tx.query<{ drop_id: number }>(
    `update gateways.drops d set next_at = now() + make_interval(secs => $1)
     from gateways.drop_settings s
     where s.drop_id = d.drop_id and s.version = d.version and d.next_at <= now()
       and (s.settings ->> 'isActive')::boolean
     returning d.drop_id`,
    [leaseSeconds],
  );
  return rows.map((row) => row.drop_id).sort((one, other) => one - other);
}

export async function updateState(
  tx: Tx,
  of: {
    readonly drop: number;
    readonly trouble: { readonly kind: DropTroubleKind; readonly detail: string } | undefined;
    readonly minutes: number;
  },
): Promise<void> {
  await tx.query(
    `update gateways.drops set tried_at = now(), next_at = now() + make_interval(mins => $2),
       failures = case when $3 = '' then 0 else failures + 1 end, trouble = $3, trouble_detail = $4,
       fetched_at = case when $3 = '' then now() else fetched_at end
     where drop_id = $1`,
    [of.drop, of.minutes, of.trouble?.kind ?? "", of.trouble?.detail ?? ""],
  );
}

/** Notes what is there, and says of each thing whether it was there before, and what became of it. */
export async function noteItems(
  tx: Tx,
  drop: number,
  items: readonly FarItem[],
): Promise<Map<string, { readonly wasSeen: boolean; readonly isSettled: boolean; readonly reason: string }>> {
  const given = JSON.stringify(items.map(({ key, label, size }) => ({ key, label, size })));
  const known = await tx.query<{ item_key: string; settled: boolean; reason: string }>(
    `select item_key, settled_at is not null as settled, reason from gateways.drop_items
     where drop_id = $1 and item_key in (select j ->> 'key' from jsonb_array_elements($2::jsonb) j)`,
    [drop, given],
  );
  await tx.query(
    `insert into gateways.drop_items (drop_id, item_key, label, size)
     select $1, j ->> 'key', j ->> 'label', (j ->> 'size')::bigint from jsonb_array_elements($2::jsonb) j
     on conflict (drop_id, item_key) do nothing`,
    [drop, given],
  );
  const before = new Map(known.map((row) => [row.item_key, row]));
  return new Map(
    items.map(({ key }) => {
      const row = before.get(key);
      return [
        key,
        { wasSeen: row !== undefined, isSettled: row?.settled ?? false, reason: row?.reason ?? "" },
      ];
    }),
  );
}

export async function settleItem(
  tx: Tx,
  of: {
    readonly drop: number;
    readonly key: string;
    readonly outcome: "taken" | "refused";
    readonly reason: ItemReason | undefined;
    readonly files: readonly number[];
  },
): Promise<void> {
  await tx.query(
    `update gateways.drop_items set outcome = $3, reason = $4, file_ids = $5::integer[], settled_at = now()
     where drop_id = $1 and item_key = $2 and settled_at is null`,
    [of.drop, of.key, of.outcome, of.reason ?? "", `{${of.files.join(",")}}`],
  );
}

/** The last things seen there, newest first. */
export async function listItems(tx: Tx, drop: number, limit: number): Promise<DropItem[]> {
  const rows = await tx.query<{
    id: bigint;
    label: string;
    size: bigint;
    seenAt: Date;
    outcome: "taken" | "refused" | null;
    reason: ItemReason | "";
    files: number[];
    settledAt: Date | null;
  }>(
    `select item_id as id, label, size, seen_at as "seenAt", outcome, reason, file_ids as files, settled_at as "settledAt"
     from gateways.drop_items where drop_id = $1 order by item_id desc limit $2`,
    [drop, limit],
  );
  return rows.map((row) => ({
    ...row,
    outcome: row.outcome ?? undefined,
    reason: row.reason === "" ? undefined : row.reason,
    settledAt: row.settledAt ?? undefined,
  }));
}
