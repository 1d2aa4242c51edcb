import type { Tx } from "#platform/database";
import type { AgentSettings } from "./model.ts";
import { settingsFromJson } from "./settings.ts";

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
