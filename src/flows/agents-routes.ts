import type { OrganizationId, UserId } from "#core/ids";
import { audited, listUsers } from "#modules/access";
import {
  type AgentCard,
  type AgentDeedRefusal,
  type AgentSettings,
  decideIncident,
  decideSettings,
  dialects,
  endAgent,
  findAgentCard,
  type ListedAgent,
  listAgentsOnline,
  messagesOfAgent,
  openAgent,
  proposeSettings,
  readSettings,
  rotateSecret,
  SBER_CODES_SECOND,
  sheetOf,
  tryCheck,
} from "#modules/gateways";
import { found, granted, type Http } from "#platform/http";
import type { Ctx } from "#platform/context";
import * as contract from "./agents-contract.ts";

/** The agents that pay online: how they are, what was agreed with them, what a person has to look at. */
export async function agentSettingsRoutes(
  app: Http,
  { publicUrl }: { readonly publicUrl?: string | undefined } = {},
): Promise<void> {
  const tags = ["agents"];
  const read = { permission: "agents.read" } as const;
  const set = { permission: "agents.set" } as const;

  app.route({
    method: "GET",
    url: "/api/agents",
    config: read,
    schema: {
      tags,
      summary: "Agents with how they have been of late, the closed ones last",
      response: { 200: contract.AgentsResponse },
    },
    handler: async ({ ctx }) => ({ agents: (await listAgentsOnline(ctx)).map(listed) }),
  });

  app.route({
    method: "POST",
    url: "/api/agents",
    config: set,
    schema: {
      tags,
      summary: "Register an agent",
      description:
        "With the ordinary settings of its dialect. Its secret is in the answer, and nowhere else.",
      body: contract.NewAgentRequest,
      response: { 201: contract.SecretResponse },
    },
    handler: async ({ ctx, body, id }, reply) => {
      const agent = { ...body, organization: body.organization as OrganizationId };
      const made = await audited(
        ctx,
        () => ({
          action: "agent.registered",
          subject: `agent ${body.code}`,
          data: { dialect: body.dialect, organization: body.organization },
          requestId: id,
        }),
        async (inner) => granted(await openAgent(inner, agent)),
      );
      return reply.code(201).send(made);
    },
  });

  app.route({
    method: "GET",
    url: "/api/agents/:code",
    config: read,
    schema: {
      tags,
      summary: "An agent with its settings and their versions",
      params: contract.AgentPath,
      response: { 200: contract.AgentResponse },
    },
    handler: async ({ ctx, params }) =>
      cardOf(
        found(await findAgentCard(ctx, params.code), { code: "agents.agent_not_found", agent: params.code }),
        await namesOf(ctx),
      ),
  });

  app.route({
    method: "GET",
    url: "/api/agents/:code/sheet.html",
    config: read,
    schema: {
      tags,
      summary: "What an agent's engineer needs to connect",
      description: "Address, sign-in, parameters, examples and codes, as the settings have them; no secret.",
      params: contract.AgentPath,
    },
    handler: async (request, reply) => {
      const { code } = request.params;
      const { agent, settings } = found(await findAgentCard(request.ctx, code), {
        code: "agents.agent_not_found",
        agent: code,
      });
      const base = publicUrl ?? `${request.protocol}://${request.host}`;
      return reply
        .type("text/html; charset=utf-8")
        .header("content-disposition", `attachment; filename="agent-${code}.html"`)
        .send(sheetOf({ code, name: agent.name, base, settings, today: new Date() }));
    },
  });

  app.route({
    method: "POST",
    url: "/api/agents/:code/check-trials",
    config: set,
    schema: {
      tags,
      summary: "What an agent would be answered about an account; nothing is kept of it",
      params: contract.AgentPath,
      body: contract.CheckTrialRequest,
      response: { 200: contract.CheckTrialResponse },
    },
    handler: async ({ ctx, params, body }) =>
      granted(await tryCheck(ctx, { ...params, ...body, at: new Date() })),
  });

  app.route({
    method: "GET",
    url: "/api/agents/:code/messages",
    config: read,
    schema: {
      tags,
      summary: "Messages of an agent as they came, newest first",
      params: contract.AgentPath,
      querystring: contract.AgentMessagesQuery,
      response: { 200: contract.AgentMessagesResponse },
    },
    handler: async ({ ctx, params, query }) => {
      const { incidents, ...rest } = query;
      const of = { ...params, ...rest, incidentsOnly: incidents === "yes" };
      return { messages: granted(await messagesOfAgent(ctx, of)).map(withoutNulls) };
    },
  });

  app.route({
    method: "POST",
    url: "/api/agents/:code/messages/:message/decision",
    config: set,
    schema: {
      tags,
      summary: "Say what was found out about an incident",
      params: contract.AgentMessagePath,
      body: contract.IncidentDecisionRequest,
      response: { 201: contract.AgentDoneResponse },
    },
    handler: async ({ ctx, params, body, id }, reply) => {
      await audited(
        ctx,
        () => ({
          action: "agent.incident_decided",
          subject: `agent ${params.code}`,
          data: { message: String(params.message), note: body.note },
          requestId: id,
        }),
        async (inner) => granted(await decideIncident(inner, { ...params, ...body })),
      );
      return reply.code(201).send({ code: params.code });
    },
  });

  app.route({
    method: "POST",
    url: "/api/agents/:code/settings",
    config: set,
    schema: {
      tags,
      summary: "Change what was agreed with an agent",
      description:
        "What gives it more than it had (a higher limit, another address or key, fewer means of sign-in) waits for a second person; what narrows is in force at once.",
      params: contract.AgentPath,
      body: contract.AgentSettingsRequest,
      response: { 201: contract.ProposedResponse },
    },
    handler: async ({ ctx, params, body, id }, reply) => {
      const settings = settingsIn(body);
      const proposed = await audited(
        ctx,
        ({ version, inForce }: { version: number; inForce: boolean }) => ({
          action: "agent.settings_proposed",
          subject: `agent ${params.code}`,
          data: { version, inForce },
          requestId: id,
        }),
        async (inner) => granted(await proposeSettings(inner, { ...params, settings })),
      );
      return reply.code(201).send(proposed);
    },
  });

  app.route({
    method: "POST",
    url: "/api/agents/:code/settings/:version/decision",
    config: set,
    schema: {
      tags,
      summary: "Approve or decline a change of an agent's settings",
      description: "Whoever proposed it may decline it, not approve it.",
      params: contract.AgentVersionPath,
      body: contract.SettingsDecisionRequest,
      response: { 201: contract.AgentDoneResponse },
    },
    handler: async ({ ctx, params, body, id }, reply) => {
      await audited(
        ctx,
        () => ({
          action: body.approved ? "agent.settings_approved" : "agent.settings_declined",
          subject: `agent ${params.code}`,
          data: { version: params.version, note: body.note },
          requestId: id,
        }),
        async (inner) => granted(await decideSettings(inner, { ...params, ...body })),
      );
      return reply.code(201).send({ code: params.code });
    },
  });

  app.route({
    method: "POST",
    url: "/api/agents/:code/secret",
    config: set,
    schema: {
      tags,
      summary: "Give an agent a new secret",
      description: "The present one stays right beside it for as long as is asked.",
      params: contract.AgentPath,
      body: contract.RotateSecretRequest,
      response: { 201: contract.SecretResponse },
    },
    handler: async ({ ctx, params, body, id }, reply) => {
      const made = await audited(
        ctx,
        () => ({
          action: "agent.secret_replaced",
          subject: `agent ${params.code}`,
          data: { keepHours: body.keepHours },
          requestId: id,
        }),
        async (inner) => granted(await rotateSecret(inner, { ...params, ...body })),
      );
      return reply.code(201).send(made);
    },
  });

  app.route({
    method: "POST",
    url: "/api/agents/:code/closure",
    config: set,
    schema: {
      tags,
      summary: "Take nothing more of an agent",
      description: "Repeats of what it has paid are answered as before.",
      params: contract.AgentPath,
      response: { 201: contract.AgentDoneResponse },
    },
    handler: async ({ ctx, params, id }, reply) => {
      await audited(
        ctx,
        () => ({ action: "agent.closed", subject: `agent ${params.code}`, requestId: id }),
        async (inner) => granted(await endAgent(inner, params.code)),
      );
      return reply.code(201).send({ code: params.code });
    },
  });
}

/** What the database leaves empty is absent on the wire. */
const withoutNulls = <T extends object>(of: T): T =>
  Object.fromEntries(Object.entries(of).filter(([, value]) => value !== null)) as T;

const listed = (agent: ListedAgent): ListedAgent => withoutNulls(agent);

const namesOf = async (ctx: Ctx): Promise<ReadonlyMap<UserId, string>> =>
  new Map((await listUsers(ctx)).map(({ id, name }) => [id, name]));

const cardOf = ({ agent, settings, versions }: AgentCard, names: ReadonlyMap<UserId, string>) => {
  const { codes, temporary } = dialects[settings.dialect];
  return {
    ...withoutNulls(agent),
    dialect: settings.dialect,
    settings: wireOf(settings),
    codeTables: [codes, ...(settings.dialect === "sber" ? [SBER_CODES_SECOND] : [])].map((table) => ({
      ...table,
    })),
    temporaryCodes: [...temporary],
    versions: versions.map((version) => ({
      ...withoutNulls(version),
      settings: wireOf(version.settings),
      proposedByName: version.proposedBy && names.get(version.proposedBy),
      decidedByName: version.decidedBy && names.get(version.decidedBy),
    })),
  };
};

const wireOf = (settings: AgentSettings) => ({
  ...settings,
  names: { ...settings.names },
  codes: Object.fromEntries(Object.entries(settings.codes)),
  extras: [...settings.extras],
  signIn: [...settings.signIn],
  certificates: [...settings.certificates],
  publicKeys: [...settings.publicKeys],
  addresses: [...settings.addresses],
});

/** The contract knows the fields; the gateways know what may stand in them. */
function settingsIn(body: object): AgentSettings {
  const text = JSON.stringify(body, (_key, value: unknown) =>
    typeof value === "bigint" ? String(value) : value,
  );
  const refusal: AgentDeedRefusal = { code: "agents.settings_wrong", fault: "malformed" };
  return found(readSettings(JSON.parse(text)), refusal);
}
