import type { UserId } from "#core/ids";
import type { Tx } from "#platform/database";
import type { AgentSettings } from "./model.ts";
import { settingsFromJson, settingsToJson } from "./settings.ts";

/** A version of an agent's settings, whether in force or not. */
export async function findSettings(
  tx: Tx,
  agent: number,
  version: number,
): Promise<AgentSettings | undefined> {
  const rows = await tx.query<{ settings: unknown }>(
    "select settings from gateways.agent_settings where agent_id = $1 and version = $2",
    [agent, version],
  );
  return rows[0] && settingsFromJson(rows[0].settings);
}

/**
 * Takes so many of an agent's messages of a minute, as far as the processes have not had them all; gives how many. The
 * row is held until the transaction ends, which is that of one message in many.
 */
export async function takeOfMinute(
  tx: Tx,
  of: {
    readonly agent: string;
    readonly minute: number;
    readonly count: number;
    readonly perMinuteMax: number;
  },
): Promise<number> {
  const [row] = await tx.named<{ granted: number }>(
    "gateways.take-of-minute",
    `insert into gateways.agent_minutes as m (agent, minute, taken, granted)
     values ($1, $2::bigint, least($3::integer, $4::integer), least($3::integer, $4::integer))
     on conflict (agent) do update set minute = greatest(m.minute, excluded.minute),
       taken = case when m.minute < excluded.minute then excluded.taken
         else m.taken + greatest(0, least($3::integer, $4::integer - m.taken)) end,
       granted = case when m.minute < excluded.minute then excluded.granted
         else greatest(0, least($3::integer, $4::integer - m.taken)) end
     returning granted`,
    [of.agent, of.minute, of.count, of.perMinuteMax],
  );
  return row?.granted ?? 0;
}

/** A version with who proposed it and what was decided. */
export interface SettingsVersion {
  readonly version: number;
  readonly settings: AgentSettings;
  readonly needsSecond: boolean;
  readonly proposedAt: Date;
  readonly proposedBy: UserId | undefined;
  readonly approved: boolean | undefined;
  readonly note: string | undefined;
  readonly decidedAt: Date | undefined;
  readonly decidedBy: UserId | undefined;
}

/** Newest first. */
export async function listSettings(tx: Tx, agent: number): Promise<SettingsVersion[]> {
  const rows = await tx.query<Omit<SettingsVersion, "settings"> & { readonly settings: unknown }>(
    `select s.version, s.settings, s.needs_second as "needsSecond", s.proposed_at as "proposedAt",
       s.proposed_by as "proposedBy", d.approved, d.note, d.decided_at as "decidedAt", d.decided_by as "decidedBy"
     from gateways.agent_settings s left join gateways.agent_settings_decisions d using (agent_id, version)
     where s.agent_id = $1 order by s.version desc limit 200`,
    [agent],
  );
  return rows.map((row) => ({
    ...row,
    settings: settingsFromJson(row.settings),
    proposedBy: row.proposedBy ?? undefined,
    approved: row.approved ?? undefined,
    note: row.note ?? undefined,
    decidedAt: row.decidedAt ?? undefined,
    decidedBy: row.decidedBy ?? undefined,
  }));
}

export async function insertSettings(
  tx: Tx,
  of: {
    readonly agent: number;
    readonly version: number;
    readonly settings: AgentSettings;
    readonly needsSecond: boolean;
  },
): Promise<void> {
  await tx.query(
    `insert into gateways.agent_settings (agent_id, version, settings, needs_second, proposed_by)
     values ($1, $2, $3, $4, $5)`,
    [
      of.agent,
      of.version,
      JSON.stringify(settingsToJson(of.settings)),
      of.needsSecond,
      tx.scope.user ?? null,
    ],
  );
}

export async function insertSettingsDecision(
  tx: Tx,
  of: { readonly agent: number; readonly version: number; readonly approved: boolean; readonly note: string },
): Promise<void> {
  await tx.query(
    `insert into gateways.agent_settings_decisions (agent_id, version, approved, note, decided_by)
     values ($1, $2, $3, $4, $5)`,
    [of.agent, of.version, of.approved, of.note, tx.scope.user ?? null],
  );
}

/** Changes of one agent follow one another. */
export async function lockSettings(tx: Tx, agent: number): Promise<void> {
  await tx.query("select pg_advisory_xact_lock(hashtext('gateways.agent_settings'), $1::integer)", [agent]);
}
