import { audited, listUsers } from "#modules/access";
import {
  type Drop,
  type DropRefusal,
  type DropSettings,
  DropTrouble,
  findDrop,
  type FarOptions,
  listDropItems,
  listDrops,
  listDropVersions,
  saveDrop,
} from "#modules/gateways";
import { findAgent, listAgents } from "#modules/payments";
import type { Ctx } from "#platform/context";
import { found, granted, type Http } from "#platform/http";
import * as contract from "./far-drops-contract.ts";
import { fetchDrop, tryDrop } from "./far-drops.ts";
import { type IntakeRefusal, registerProfiles } from "./register-intake.ts";

const ITEMS_SHOWN = 100;

/** Places at peers from which files are fetched: what was agreed, how they are, what came. */
export async function farDropRoutes(app: Http, of: { readonly far: () => FarOptions }): Promise<void> {
  const tags = ["gateways"];
  const read = { permission: "registers.read" } as const;
  const set = { permission: "agents.set" } as const;

  app.route({
    method: "GET",
    url: "/api/drops",
    config: read,
    schema: {
      tags,
      summary: "Folders and mailboxes from which registers are fetched",
      response: { 200: contract.DropsResponse },
    },
    handler: async ({ ctx }) => {
      const { drops, agents } = await ctx.transaction(async (tx) => ({
        drops: await listDrops(tx),
        agents: await listAgents(tx),
      }));
      return {
        drops: drops.map(wireOf),
        agents: agents.map(({ code, name }) => ({ code, name })),
        profiles: (await registerProfiles(ctx)).map(({ code }) => code),
      };
    },
  });

  app.route({
    method: "GET",
    url: "/api/drops/:drop",
    config: read,
    schema: {
      tags,
      summary: "A drop with what was seen there of late",
      params: contract.DropPath,
      response: { 200: contract.DropResponse },
    },
    handler: async ({ ctx, params }) => {
      const drop = await dropAt(ctx, params.drop);
      const { items, versions } = await ctx.transaction(async (tx) => ({
        items: await listDropItems(tx, drop.id, ITEMS_SHOWN),
        versions: await listDropVersions(tx, drop.id),
      }));
      const names = new Map((await listUsers(ctx)).map((user) => [user.id, user.name]));
      return {
        ...wireOf(drop),
        items: items.map(({ id, files, ...item }) => ({ ...item, item: id, files: [...files] })),
        versions: versions.map(({ version, recordedAt, recordedBy }) => ({
          version,
          recordedAt,
          recordedByName: recordedBy === undefined ? undefined : names.get(recordedBy),
        })),
      };
    },
  });

  app.route({
    method: "POST",
    url: "/api/drops",
    config: set,
    schema: {
      tags,
      summary: "Agree on a folder or mailbox with an agent",
      description: "The secret is kept sealed and shown to nobody.",
      body: contract.NewDropRequest,
      response: { 201: contract.SavedDropResponse },
    },
    handler: async ({ ctx, body, id }, reply) => {
      const agent = found(await ctx.transaction((tx) => findAgent(tx, body.agent)), {
        code: "registers.agent_not_found",
        agent: body.agent,
      } satisfies IntakeRefusal);
      const saved = await audited(
        ctx,
        ({ drop }: { drop: number }) =>
          auditOf("drop.agreed", drop, { settings: body.settings, requestId: id }),
        async (inner) => granted(await saveDrop(inner, { ...body, agent: agent.id, key: of.far().key })),
      );
      return reply.code(201).send(saved);
    },
  });

  app.route({
    method: "POST",
    url: "/api/drops/:drop/settings",
    config: set,
    schema: {
      tags,
      summary: "Change what was agreed, or switch a drop off",
      description: "In force at once. Without a secret the present one stays, for the same server and user.",
      params: contract.DropPath,
      body: contract.ChangeDropRequest,
      response: { 201: contract.SavedDropResponse },
    },
    handler: async ({ ctx, params, body, id }, reply) => {
      const { agent } = await dropAt(ctx, params.drop);
      const saved = await audited(
        ctx,
        ({ drop }: { drop: number }) =>
          auditOf("drop.changed", drop, { settings: body.settings, requestId: id }),
        async (inner) =>
          granted(await saveDrop(inner, { ...body, drop: params.drop, agent, key: of.far().key })),
      );
      return reply.code(201).send(saved);
    },
  });

  app.route({
    method: "POST",
    url: "/api/drops/:drop/trial",
    config: set,
    schema: {
      tags,
      summary: "Try the connection: nothing is taken",
      description: "Of an SFTP server whose key is not agreed yet it gives the key, for a person to compare.",
      params: contract.DropPath,
      response: { 200: contract.DropTrialResponse },
    },
    handler: async ({ ctx, params }) => granted(await tryDrop(ctx, params.drop, of.far())),
  });

  app.route({
    method: "POST",
    url: "/api/drops/:drop/fetching",
    config: { permission: "registers.take" },
    schema: {
      tags,
      summary: "Look at a drop now",
      params: contract.DropPath,
      response: { 200: contract.DropFetchedResponse },
    },
    handler: async ({ ctx, params }) => {
      const went = granted(await fetchDrop(ctx, params.drop, of.far()));
      return went instanceof DropTrouble
        ? { taken: 0, refused: 0, waiting: 0, trouble: went.kind, detail: went.message }
        : { ...went, detail: "" };
    },
  });
}

async function dropAt(ctx: Ctx, id: number): Promise<Drop> {
  return found(await ctx.transaction((tx) => findDrop(tx, id)), {
    code: "drops.not_found",
    drop: id,
  } satisfies DropRefusal);
}

const wireOf = ({ id, agent: _agent, agentCode, settings, ...drop }: Drop) => ({
  ...drop,
  drop: id,
  agent: agentCode,
  settings: { ...settings, senders: [...settings.senders] },
});

/** Everything that was agreed but the secret. */
const auditOf = (
  action: string,
  drop: number,
  { settings, requestId }: { readonly settings: DropSettings; readonly requestId: string },
) => ({
  action,
  subject: `drop ${drop}`,
  data: {
    server: `${settings.user}@${settings.host}:${settings.port}`,
    folder: settings.folder,
    hostKey: settings.hostKey,
    isActive: settings.isActive,
  },
  requestId,
});
