import { createHash, createPublicKey, randomBytes } from "node:crypto";
import { assert, must } from "#core/assert";
import type { OrganizationId } from "#core/ids";
import { ok, type Result, refuse } from "#core/result";
import type { Money } from "#core/units";
import {
  type AgentHealth,
  closeAgent,
  findAgent,
  insertIncidentDecision,
  type JournalMessage,
  listAgentHealth,
  listAgentMessages,
  registerAgent,
  type RegisterAgentRefusal,
  replaceAgentSecret,
  updateAgentTerms,
} from "#modules/payments";
import type { Ctx } from "#platform/context";
import type { Tx } from "#platform/database";
import { attempt, within } from "#platform/deed";
import { queryOf } from "./asked.ts";
import { dialects } from "./dialects.ts";
import { check } from "./handler.ts";
import { type AgentReply, type AgentRequest, type AgentSettings, isFault, type Reason } from "./model.ts";
import { judgeSettings, type SettingsFault, widens } from "./settings.ts";
import * as store from "./store.ts";

/** Checked in this order. */
export type AgentDeedRefusal =
  | { readonly code: "agents.agent_not_found"; readonly agent: string }
  | { readonly code: "agents.settings_wrong"; readonly fault: SettingsFault }
  /** Another version waits for a second person: one thing is decided at a time. */
  | { readonly code: "agents.settings_waiting"; readonly version: number }
  | { readonly code: "agents.version_not_found"; readonly version: number }
  | { readonly code: "agents.version_decided"; readonly version: number }
  /** Who proposed it approves it not. */
  | { readonly code: "agents.second_person_needed"; readonly version: number }
  | { readonly code: "agents.incident_not_found"; readonly message: string }
  | { readonly code: "agents.incident_decided"; readonly message: string }
  | { readonly code: "agents.closed_before"; readonly agent: string };

export interface AgentCard {
  readonly agent: AgentHealth;
  readonly settings: AgentSettings;
  readonly versions: readonly store.SettingsVersion[];
}

export interface ListedAgent extends AgentHealth {
  readonly dialect: AgentSettings["dialect"];
}

/** The agents with how they have been of late, the closed ones last. */
export async function listAgentsOnline(ctx: Ctx): Promise<ListedAgent[]> {
  return ctx.transaction(async (tx) => {
    const agents = await listAgentHealth(tx);
    const settings = await Promise.all(agents.map((agent) => inForce(tx, agent)));
    return agents.map((agent, at) => ({ ...agent, dialect: settings[at]?.dialect ?? "osmp" }));
  });
}

export async function findAgentCard(ctx: Ctx, code: string): Promise<AgentCard | undefined> {
  return ctx.transaction(async (tx) => {
    const [agent] = await listAgentHealth(tx, code);
    return (
      agent && { agent, settings: await inForce(tx, agent), versions: await store.listSettings(tx, agent.id) }
    );
  });
}

/** Registers an agent with the ordinary settings of its dialect. The secret is told this once. */
export async function openAgent(
  ctx: Ctx,
  input: {
    readonly organization: OrganizationId;
    readonly code: string;
    readonly name: string;
    readonly dialect: AgentSettings["dialect"];
  },
): Promise<Result<{ readonly secret: string }, RegisterAgentRefusal>> {
  const secret = newSecret();
  return attempt<{ secret: string }, RegisterAgentRefusal>(ctx, async (tx) => {
    const { dialect, ...agent } = input;
    const registered = await registerAgent(within(ctx, tx), { ...agent, secret });
    if (!registered.ok) return registered;
    const { id } = registered.value;
    await putInForce(tx, { agent: id, version: 1, settings: dialects[dialect].defaults });
    return ok({ secret });
  });
}

/** What widens waits for a second person; what narrows is in force at once. */
export async function proposeSettings(
  ctx: Ctx,
  of: { readonly code: string; readonly settings: AgentSettings },
): Promise<Result<{ readonly version: number; readonly inForce: boolean }, AgentDeedRefusal>> {
  const fault = judgeSettings(of.settings, isPublicKey);
  return ctx.transaction(async (tx) => {
    const [agent] = await listAgentHealth(tx, of.code);
    if (!agent) return refuse({ code: "agents.agent_not_found", agent: of.code });
    if (fault) return refuse({ code: "agents.settings_wrong", fault });
    await store.lockSettings(tx, agent.id);
    const [newest] = await store.listSettings(tx, agent.id);
    if (newest && newest.approved === undefined)
      return refuse({ code: "agents.settings_waiting", version: newest.version });
    const version = (newest?.version ?? 0) + 1;
    const needsSecond = widens(await inForce(tx, agent), of.settings);
    if (needsSecond) await store.insertSettings(tx, { ...of, agent: agent.id, version, needsSecond });
    else await putInForce(tx, { ...of, agent: agent.id, version });
    return ok({ version, inForce: !needsSecond });
  });
}

export async function decideSettings(
  ctx: Ctx,
  of: {
    readonly code: string;
    readonly version: number;
    readonly approved: boolean;
    readonly note: string;
  },
): Promise<Result<AgentSettings, AgentDeedRefusal>> {
  return ctx.transaction(async (tx) => {
    const [agent] = await listAgentHealth(tx, of.code);
    if (!agent) return refuse({ code: "agents.agent_not_found", agent: of.code });
    await store.lockSettings(tx, agent.id);
    const version = (await store.listSettings(tx, agent.id)).find((one) => one.version === of.version);
    if (!version) return refuse({ code: "agents.version_not_found", version: of.version });
    if (version.approved !== undefined)
      return refuse({ code: "agents.version_decided", version: of.version });
    // Whoever proposed it may take it back.
    if (of.approved && version.needsSecond && version.proposedBy === tx.scope.user)
      return refuse({ code: "agents.second_person_needed", version: of.version });
    await store.insertSettingsDecision(tx, { ...of, agent: agent.id });
    if (of.approved) await updateTerms(tx, { ...of, agent: agent.id, settings: version.settings });
    return ok(version.settings);
  });
}

/** A new secret, told this once; the present one stays right for some hours, so that the agent can change its side. */
export async function rotateSecret(
  ctx: Ctx,
  of: { readonly code: string; readonly keepHours: number },
): Promise<Result<{ readonly secret: string }, AgentDeedRefusal>> {
  const secret = newSecret();
  return ctx.transaction(async (tx) => {
    const [agent] = await listAgentHealth(tx, of.code);
    if (!agent) return refuse({ code: "agents.agent_not_found", agent: of.code });
    const secretHash = createHash("sha256").update(secret).digest();
    await replaceAgentSecret(tx, { agent: agent.id, secretHash, keepHours: of.keepHours });
    return ok({ secret });
  });
}

/** Nothing more is taken of it; repeats of what it has paid are answered as before. */
export async function endAgent(ctx: Ctx, code: string): Promise<Result<AgentHealth, AgentDeedRefusal>> {
  return ctx.transaction(async (tx) => {
    const [agent] = await listAgentHealth(tx, code);
    if (!agent) return refuse({ code: "agents.agent_not_found", agent: code });
    return (await closeAgent(tx, agent.id))
      ? ok(agent)
      : refuse({ code: "agents.closed_before", agent: code });
  });
}

export async function messagesOfAgent(
  ctx: Ctx,
  of: {
    readonly code: string;
    readonly incidentsOnly: boolean;
    readonly transaction?: string | undefined;
    readonly before?: bigint | undefined;
    readonly limit: number;
  },
): Promise<Result<readonly JournalMessage[], AgentDeedRefusal>> {
  return ctx.transaction(async (tx) => {
    const [agent] = await listAgentHealth(tx, of.code);
    if (!agent) return refuse({ code: "agents.agent_not_found", agent: of.code });
    return ok(await listAgentMessages(tx, { ...of, agent: agent.id }));
  });
}

/** What was found out about an incident; once. */
export async function decideIncident(
  ctx: Ctx,
  of: { readonly code: string; readonly message: bigint; readonly note: string },
): Promise<Result<AgentHealth, AgentDeedRefusal>> {
  return ctx.transaction(async (tx) => {
    const [agent] = await listAgentHealth(tx, of.code);
    if (!agent) return refuse({ code: "agents.agent_not_found", agent: of.code });
    const message = String(of.message);
    switch (await insertIncidentDecision(tx, { ...of, agent: agent.id })) {
      case "no_incident":
        return refuse({ code: "agents.incident_not_found", message });
      case "decided_before":
        return refuse({ code: "agents.incident_decided", message });
      case "decided":
        return ok(agent);
    }
  });
}

/** An answer as the agent would get it, with what it would have sent. */
export interface TriedCheck {
  readonly request: string;
  readonly reason: Reason;
  readonly answer: string;
  readonly contentType: string;
}

/**
 * Answers a check of an account as the agent would be answered, by the settings in force or by another version of
 * them. Nothing is kept of it: no message in the journal, nothing counted.
 */
export async function tryCheck(
  ctx: Ctx,
  of: {
    readonly code: string;
    readonly version?: number | undefined;
    readonly account: string;
    readonly amount?: Money | undefined;
    readonly at: Date;
  },
): Promise<Result<TriedCheck, AgentDeedRefusal>> {
  const card = await findAgentCard(ctx, of.code);
  if (!card) return refuse({ code: "agents.agent_not_found", agent: of.code });
  const version = card.versions.find((one) => one.version === of.version);
  if (of.version !== undefined && !version)
    return refuse({ code: "agents.version_not_found", version: of.version });
  const settings = version?.settings ?? card.settings;
  const request = queryOf(settings, "check", {
    transaction: "1",
    account: of.account,
    amount: of.amount,
    moment: of.at,
  });
  return ctx.transaction(async (tx) => {
    const agent = await findAgent(tx, of.code);
    if (!agent) return refuse({ code: "agents.agent_not_found", agent: of.code });
    // A version that waits is judged by its own limits.
    const { dialect: name, amountMin, amountMax, accountPattern } = settings;
    const limited = { ...agent, amountMin, amountMax, accountPattern };
    const dialect = dialects[name];
    const read = dialect.read(request, settings);
    const reply: AgentReply = isFault(read)
      ? { ...read, command: undefined }
      : await check(tx, limited, settings, onlyCheck(read));
    const { text, contentType } = dialect.write(reply, settings);
    return ok({ request, reason: reply.reason, answer: text, contentType });
  });
}

function onlyCheck(read: AgentRequest): Extract<AgentRequest, { command: "check" }> {
  assert(read.command === "check", "a check is read as a check");
  return read;
}

interface VersionOfAgent {
  readonly agent: number;
  readonly version: number;
  readonly settings: AgentSettings;
}

async function putInForce(tx: Tx, of: VersionOfAgent): Promise<void> {
  await store.insertSettings(tx, { ...of, needsSecond: false });
  await store.insertSettingsDecision(tx, { ...of, approved: true, note: "" });
  await updateTerms(tx, of);
}

const updateTerms = (tx: Tx, { agent, version, settings }: VersionOfAgent): Promise<void> =>
  updateAgentTerms(tx, { ...settings, agent, settingsVersion: version });

/** Agents that were registered before there were settings speak OSMP under the terms of their registration. */
async function inForce(tx: Tx, agent: AgentHealth): Promise<AgentSettings> {
  if (agent.settingsVersion === 0) {
    const { amountMin, amountMax, accountPattern } = agent;
    return { ...dialects.osmp.defaults, amountMin, amountMax, accountPattern };
  }
  return must(await store.findSettings(tx, agent.id, agent.settingsVersion), "the settings in force");
}

const newSecret = (): string => randomBytes(32).toString("base64url");

function isPublicKey(pem: string): boolean {
  try {
    return createPublicKey(pem).asymmetricKeyType === "rsa";
  } catch {
    return false;
  }
}
