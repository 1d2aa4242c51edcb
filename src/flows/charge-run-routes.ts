import { Readable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import * as contract from "#contracts/charging";
import { must } from "#core/assert";
import type { OrganizationId, RunId } from "#core/ids";
import type { Period } from "#core/period";
import { recordAudit } from "#modules/access";
import { board, countWarnings, listRuns, type Run } from "#modules/charging";
import { findOrganizations } from "#modules/organizations";
import type { Ctx } from "#platform/context";
import { found, granted, type Http } from "#platform/http";
import { fileOf } from "#platform/http/wire";
import {
  approveRun,
  cancelRun,
  discardRun,
  readiness,
  retryFailedBuildings,
  runProgress,
  startRun,
} from "./charge-run.ts";
import { monthsWaiting } from "./recalculate.ts";

export interface ChargeRunRoutesOptions {
  /** Sets workers on runs; returns at once. */
  readonly work: (runs: readonly RunId[]) => void;
}

/** Charge runs: start, watch, approve or give up. A run is a draft until it is approved. */
export async function chargeRunRoutes(app: Http, { work }: ChargeRunRoutesOptions): Promise<void> {
  const tags = ["runs"];

  app.route({
    method: "GET",
    url: "/api/charging/runs",
    config: { permission: "runs.read" },
    schema: {
      tags,
      summary: "Runs, newest first",
      querystring: contract.RunsQuery,
      response: { 200: contract.RunsResponse },
    },
    handler: async ({ ctx, query }) => {
      return ctx.transaction(async (tx) => {
        const runs = await listRuns(tx, {
          organization: query.organization as OrganizationId | undefined,
          chargedFor: query.period,
          limit: query.limit,
        });
        const summaries = await board.listRunSummaries(
          tx,
          runs.map((run) => run.id),
        );
        return {
          runs: runs.map((run) => ({
            ...runResponse(run),
            summary: must(summaries.get(run.id), "the run's summary"),
          })),
        };
      });
    },
  });

  app.route({
    method: "GET",
    url: "/api/charging/readiness",
    config: { permission: "runs.read" },
    schema: {
      tags,
      summary: "What stands in the way of charging a month",
      querystring: contract.ReadinessQuery,
      response: { 200: contract.ReadinessResponse },
    },
    handler: async ({ ctx, query }) => {
      const ready = await readiness(ctx, {
        organization: query.organization as OrganizationId,
        period: query.period,
      });
      return { ...ready, withoutRate: [...ready.withoutRate] };
    },
  });

  app.route({
    method: "GET",
    url: "/api/charging/waiting",
    config: { permission: "runs.read" },
    schema: {
      tags,
      summary: "Charged months that wait for a recalculation",
      querystring: contract.WaitingQuery,
      response: { 200: contract.WaitingResponse },
    },
    handler: async ({ ctx, query }) => {
      const months = await monthsWaiting(ctx, {
        organization: query.organization as OrganizationId | undefined,
      });
      const organizations = months.map((month) => month.organization);
      const names = await ctx.transaction((tx) => findOrganizations(tx, organizations));
      return {
        months: months.map(({ buildings, ...month }) => ({
          ...month,
          organizationName: must(
            names.find((one) => one.id === month.organization),
            "the organization of a waiting month",
          ).name,
          buildings: buildings.length,
          sources: [...month.sources],
        })),
      };
    },
  });

  app.route({
    method: "POST",
    url: "/api/charging/runs",
    config: { permission: "runs.start" },
    schema: {
      tags,
      summary: "Start a run",
      description: "It is calculated in the background; its events tell how far it is.",
      body: contract.StartRunRequest,
      response: { 202: contract.RunResponse },
    },
    handler: async ({ ctx, body: { onlyWaiting, ...order }, id }, reply) => {
      const organization = order.organization as OrganizationId;
      const buildings = onlyWaiting ? await waitingBuildings(ctx, { ...order, organization }) : undefined;
      const run = granted(await startRun(ctx, { ...order, organization, buildings }));
      await audit(ctx, "run.started", run, id);
      work([run.id]);
      return reply.code(202).send(runResponse(run));
    },
  });

  app.route({
    method: "GET",
    url: "/api/charging/runs/:run",
    config: { permission: "runs.read" },
    schema: {
      tags,
      summary: "A run with its progress and warnings",
      params: contract.RunPath,
      response: { 200: contract.RunProgressResponse },
    },
    handler: async ({ ctx, params }) => {
      const id = params.run as RunId;
      const { run, progress } = found(await runProgress(ctx, id), notFound(id));
      const warnings = await ctx.transaction((tx) => countWarnings(tx, id));
      const failures = await ctx.transaction((tx) => board.listFailedBuildings(tx, id));
      const summaries = await ctx.transaction((tx) => board.listRunSummaries(tx, [id]));
      return {
        ...runResponse(run),
        progress,
        warnings,
        failures: failures.map(({ failure, ...one }) => ({
          ...one,
          // Of the machine's words; a company's people see which building, the center mends it.
          reason: ctx.scope.sees === "center" ? failure : undefined,
        })),
        summary: summaries.get(id),
      };
    },
  });

  app.route({
    method: "GET",
    url: "/api/charging/runs/:run/events",
    config: { permission: "runs.read" },
    schema: {
      tags,
      summary: "Progress of a run as server-sent events",
      description:
        "An event `progress` whenever something has changed, with the data of the run as of GET; the last one is `end`.",
      params: contract.RunPath,
      response: { 200: fileOf("text/event-stream", "Events until the run is calculated or given up.") },
    },
    handler: async ({ ctx, params, raw }, reply) => {
      const id = params.run as RunId;
      found(await runProgress(ctx, id), notFound(id));
      const gone = new AbortController();
      raw.once("close", () => gone.abort());
      const events = Readable.from(progressEvents(ctx, id, gone.signal));
      return reply.header("content-type", "text/event-stream; charset=utf-8").send(events);
    },
  });

  const decisions = [
    {
      name: "approval",
      action: "run.approved",
      permission: "runs.approve",
      deed: approveRun,
      summary: "Approve a calculated run: its entries count from now on",
    },
    {
      name: "cancellation",
      action: "run.cancelled",
      permission: "runs.start",
      deed: cancelRun,
      summary: "Stop a run that is being calculated",
    },
    {
      name: "discard",
      action: "run.discarded",
      permission: "runs.approve",
      deed: discardRun,
      summary: "Drop a calculated draft",
    },
  ] as const;
  for (const { name, action, permission, deed, summary } of decisions) {
    app.route({
      method: "POST",
      url: `/api/charging/runs/:run/${name}`,
      config: { permission },
      schema: { tags, summary, params: contract.RunPath, response: { 200: contract.RunResponse } },
      handler: async ({ ctx, params, id }) => {
        // Giving up has two transactions of its own, so the record follows the deed.
        const run = granted(await deed(ctx, params.run as RunId));
        await audit(ctx, action, run, id);
        return runResponse(run);
      },
    });
  }

  app.route({
    method: "POST",
    url: "/api/charging/runs/:run/retry",
    config: { permission: "runs.start" },
    schema: {
      tags,
      summary: "Offer the failed buildings to the workers again",
      params: contract.RunPath,
      response: { 202: contract.RunResponse },
    },
    handler: async ({ ctx, params, id }, reply) => {
      const { run } = found(await runProgress(ctx, params.run as RunId), notFound(params.run));
      await retryFailedBuildings(ctx, run.id);
      await audit(ctx, "run.retried", run, id);
      work([run.id]);
      return reply.code(202).send(runResponse(run));
    },
  });
}

const POLL_MILLISECONDS = 300;

/** Looks every moment and says what has changed; a silent line now and then keeps proxies from cutting the stream. */
async function* progressEvents(ctx: Ctx, id: RunId, gone: AbortSignal): AsyncGenerator<string> {
  let before = "";
  for (let polls = 0; !gone.aborted; polls++) {
    const present = await runProgress(ctx, id);
    if (!present) return;
    const run = { ...runResponse(present.run), progress: present.progress, warnings: [], failures: [] };
    const data = JSON.stringify(z.encode(contract.RunProgressResponse, run));
    const isOver = run.state !== "calculating";
    if (data !== before || isOver) yield `event: ${isOver ? "end" : "progress"}\ndata: ${data}\n\n`;
    else if (polls % 50 === 0) yield ": still here\n\n";
    if (isOver) return;
    before = data;
    await sleep(POLL_MILLISECONDS, undefined, { signal: gone }).catch(() => undefined);
  }
}

async function waitingBuildings(ctx: Ctx, of: { organization: OrganizationId; period: Period }) {
  const months = await monthsWaiting(ctx, of);
  return months.find((month) => month.period === of.period)?.buildings ?? [];
}

function runResponse(run: Run) {
  return { ...run, state: stateOf(run) };
}

function stateOf(run: Run) {
  if (run.approvedAt) return "approved" as const;
  if (run.discardedAt) return "discarded" as const;
  if (run.cancelledAt) return "cancelled" as const;
  return run.calculatedAt ? ("calculated" as const) : ("calculating" as const);
}

const notFound = (run: number) => ({ code: "charging.run_not_found", run });

const audit = (ctx: Ctx, action: string, run: Run, requestId: string): Promise<void> =>
  recordAudit(ctx, {
    action,
    subject: `run ${run.id}`,
    organization: run.organization,
    data: { period: run.chargedFor },
    requestId,
  });
