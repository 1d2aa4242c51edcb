import { Readable } from "node:stream";
import { must } from "#core/assert";
import { JobResponse } from "#contracts/access";
import type { BuildingId, OrganizationId } from "#core/ids";
import { ok } from "#core/result";
import { audited, beginJob, listUsers, recordAudit } from "#modules/access";
import { findBuildingLines } from "#modules/addresses";
import { type DebtFileKept, findDebtPlan, listDebtFiles, listDebtPlans, listDrops } from "#modules/gateways";
import { listOrganizations } from "#modules/organizations";
import { listAgents } from "#modules/payments";
import type { Tx } from "#platform/database";
import { found, granted, type Http } from "#platform/http";
import { within } from "#platform/deed";
import { fileOf } from "#platform/http/wire";
import * as contract from "./debt-registers-contract.ts";
import {
  debtFileParts,
  debtProfiles,
  type DebtRefusal,
  makeDebtFile,
  PROVIDERS,
  saveDebtPlan,
} from "./debt-registers.ts";

const FILES_SHOWN = 100;

/** What the desks of banks and agents are told, debts and charges: what was agreed, and the files that were made. */
export async function debtRegisterRoutes(app: Http): Promise<void> {
  const tags = ["gateways"];
  const read = { permission: "registers.read" } as const;
  const set = { permission: "agents.set" } as const;

  app.route({
    method: "GET",
    url: "/api/debts",
    config: read,
    schema: {
      tags,
      summary: "To whom registers of debts and charges are given, when and how",
      response: { 200: contract.DebtPlansResponse },
    },
    handler: ({ ctx }) =>
      ctx.transaction(async (tx) => ({
        plans: await plansWithAddresses(tx),
        agents: (await listAgents(tx)).map(({ code, name }) => ({ code, name })),
        organizations: (await listOrganizations(tx, ["company"])).map(({ id, name }) => ({
          organization: id,
          name,
        })),
        providers: (await listOrganizations(tx, [...PROVIDERS])).map(({ id, name }) => ({
          organization: id,
          name,
        })),
        profiles: (await debtProfiles(tx)).flatMap(({ code, definition: { title, direction } }) =>
          direction === "payments" ? [] : [{ code, title, content: direction }],
        ),
        drops: (await listDrops(tx))
          .filter(({ settings }) => settings.outFolder !== "")
          .map(({ id, agent, agentCode, settings: { host, outFolder } }) => ({
            drop: id,
            agent,
            agentCode,
            where: `${host} ${outFolder}`,
          })),
      })),
  });

  app.route({
    method: "POST",
    url: "/api/debts",
    config: set,
    schema: {
      tags,
      summary: "Agree on a register of debts or charges with a bank or an agent",
      body: contract.NewDebtPlanRequest,
      response: { 201: contract.SavedDebtPlanResponse },
    },
    handler: async ({ ctx, body, id }, reply) => {
      const saved = await audited(
        ctx,
        ({ plan }: { readonly plan: number }) => ({
          action: "debts.agreed",
          subject: `debt plan ${plan}`,
          data: {
            ...body,
            drop: body.drop ?? 0,
            organization: body.organization ?? 0,
            building: body.building ?? 0,
          },
          requestId: id,
        }),
        async (inner) =>
          granted(
            await saveDebtPlan(inner, {
              ...body,
              organization: body.organization as OrganizationId | undefined,
              building: body.building as BuildingId | undefined,
            }),
          ),
      );
      return reply.code(201).send(saved);
    },
  });

  app.route({
    method: "POST",
    url: "/api/debts/:plan/terms",
    config: set,
    schema: {
      tags,
      summary: "Change when and how a register is given, or switch it off",
      params: contract.DebtPlanPath,
      body: contract.ChangeDebtPlanRequest,
      response: { 201: contract.SavedDebtPlanResponse },
    },
    handler: async ({ ctx, params, body, id }, reply) => {
      const saved = await audited(
        ctx,
        ({ plan }: { readonly plan: number }) => ({
          action: "debts.changed",
          subject: `debt plan ${plan}`,
          data: { ...body, drop: body.drop ?? 0 },
          requestId: id,
        }),
        async (inner) => granted(await saveDebtPlan(inner, { ...body, ...params })),
      );
      return reply.code(201).send(saved);
    },
  });

  app.route({
    method: "GET",
    url: "/api/debts/:plan/files",
    config: read,
    schema: {
      tags,
      summary: "Files that were made for a bank or an agent, newest first",
      params: contract.DebtPlanPath,
      response: { 200: contract.DebtFilesResponse },
    },
    handler: async ({ ctx, params }) => {
      const files = await ctx.transaction(async (tx) => {
        found(await findDebtPlan(tx, params.plan), {
          code: "debts.plan_not_found",
          plan: params.plan,
        } satisfies DebtRefusal);
        return listDebtFiles(tx, params.plan, FILES_SHOWN);
      });
      const names = new Map((await listUsers(ctx)).map((user) => [user.id, user.name]));
      return {
        files: files.map((file) =>
          wireOf(file, file.madeBy === undefined ? undefined : names.get(file.madeBy)),
        ),
      };
    },
  });

  app.route({
    method: "POST",
    url: "/api/debts/:plan/files",
    config: { permission: "registers.take" },
    schema: {
      tags,
      summary: "Make a file of what is owed today, or of what a month was charged, as a job",
      description:
        "Under the next number; files that were made before stay what they are. Watch the job at `/api/jobs/{job}`: it " +
        "counts the rows, and its result names the file.",
      params: contract.DebtPlanPath,
      body: contract.MakeDebtFileRequest,
      response: { 202: JobResponse },
    },
    handler: async ({ ctx, params, body, id, log }, reply) => {
      const plan = found(await ctx.transaction((tx) => findDebtPlan(tx, params.plan)), {
        code: "debts.plan_not_found",
        plan: params.plan,
      } satisfies DebtRefusal);
      const job = await beginJob(
        ctx,
        { kind: "debts.make", subject: plan.agentName, organization: plan.organization },
        async (progress) => {
          const made = await makeDebtFile(ctx, plan.id, {
            ...body,
            onRows: progress,
            onMade: (tx, file) =>
              recordAudit(within(ctx, tx), {
                action: "debts.made",
                subject: `debt file ${file.id}`,
                data: { plan: file.plan, name: file.name, rows: file.rows, total: String(file.total) },
                requestId: id,
              }),
          });
          if (!made.ok) return made;
          const { id: file, name, rows } = must(made.value, "a file that was asked for by a person");
          return ok({ file, name, rows });
        },
        (error) => log.error({ err: error }, "a register for a desk was not made"),
      );
      return reply.code(202).send(job);
    },
  });

  app.route({
    method: "GET",
    url: "/api/debts/files/:file",
    config: read,
    schema: {
      tags,
      summary: "A register, byte for byte as it was made",
      params: contract.DebtFilePath,
      response: { 200: fileOf("application/octet-stream", "In the encoding of its profile.") },
    },
    handler: async ({ ctx, params }, reply) => {
      const { file, parts } = granted(await debtFileParts(ctx, params.file));
      return reply
        .header("content-type", "application/octet-stream")
        .header("content-disposition", `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`)
        .header("content-length", file.size)
        .send(Readable.from(parts));
    },
  });
}

/** Of a building its address beside its company. */
async function plansWithAddresses(tx: Tx) {
  const plans = await listDebtPlans(tx);
  const lines = await findBuildingLines(
    tx,
    plans.flatMap(({ building }) => building ?? []),
  );
  return plans.map(({ id, ...plan }) => ({
    ...plan,
    plan: id,
    address: plan.building && lines.get(plan.building)?.address,
  }));
}

const wireOf = (
  { id, plan: _plan, madeBy: _by, drop, body: _body, ...file }: DebtFileKept,
  madeByName: string | undefined,
) => ({ ...file, file: id, isToBeLaid: drop !== undefined, madeByName });
