import type { FastifyRequest } from "fastify";
import type { Day } from "#core/day";
import { RunPath } from "#contracts/charging";
import type { BuildingId, OrganizationId, RunId } from "#core/ids";
import { type AuditEntry, audited, recordAudit } from "#modules/access";
import { ANOMALY_RULES, ANOMALY_RULES_VERSION, ORDINARY_LIMITS, review } from "#modules/charging";
import { granted, type Http } from "#platform/http";
import { startRuns } from "./charge-run.ts";
import * as contract from "./run-review-contract.ts";
import { preparations } from "./run-preparation.ts";
import { reasonFormats, reasonSentence } from "./recalculation-words.ts";
import { runReasons } from "./run-reasons.ts";
import {
  decideAnomalies,
  largestChanges,
  limitsSet,
  retryBuilding,
  reviewRun,
  revokeDecisions,
  runAccounts,
  runChanges,
  runTotals,
  setLimits,
} from "./run-review.ts";
import { anomalySentence, preparationSentence } from "./run-review-words.ts";

const tags = ["runs"];

/** Starting many runs, and looking at a calculated one before it counts. */
export async function runReviewRoutes(
  app: Http,
  { work }: { readonly work: (runs: readonly RunId[]) => void },
): Promise<void> {
  app.route({
    method: "GET",
    url: "/api/charging/preparations",
    config: { permission: "runs.read" },
    schema: {
      tags,
      summary: "How ready each organization is to be charged for a month",
      querystring: contract.PreparationQuery,
      response: { 200: contract.PreparationResponse },
    },
    handler: async ({ ctx, query, language }) => ({
      organizations: (await preparations(ctx, query.period)).map((one) => ({
        ...one,
        items: one.items.map(({ service, buildings, ...item }) => ({
          ...item,
          sentence: preparationSentence(language, { service, buildings, ...item }),
          service: service && { code: service.code, name: service[language] },
          buildings: [...buildings],
        })),
      })),
    }),
  });

  app.route({
    method: "POST",
    url: "/api/charging/runs/batch",
    config: { permission: "runs.start" },
    schema: {
      tags,
      summary: "Start runs of several organizations at once",
      description: "One that is refused does not hold up the others.",
      body: contract.StartRunsRequest,
      response: { 202: contract.StartedRunsResponse },
    },
    handler: async (request, reply) => {
      const { ctx, body, id } = request;
      const organizations = [...new Set(body.organizations)] as OrganizationId[];
      const results = await startRuns(
        ctx,
        organizations.map((organization) => ({ ...body, organization })),
      );
      const answers = organizations.map((organization, at) => {
        const result = results[at];
        if (result?.ok) return { organization, run: result.value.id };
        const refusal = result?.refusal ?? { code: "charging.no_buildings", organization, ...body };
        return { organization, refusal: { code: refusal.code, title: request.sentenceOf(refusal) } };
      });
      const started = answers.flatMap(({ run }) => (run === undefined ? [] : [run]));
      for (const { organization, run } of answers) {
        if (run === undefined) continue;
        await recordAudit(ctx, {
          action: "run.started",
          subject: `run ${run}`,
          organization,
          data: { period: body.period, together: started.length },
          requestId: id,
        });
      }
      if (started.length > 0) work(started);
      return reply.code(202).send({ answers });
    },
  });

  app.route({
    method: "GET",
    url: "/api/charging/runs/:run/totals",
    config: { permission: "runs.read" },
    schema: {
      tags,
      summary: "A run beside an earlier month, by service and building",
      params: RunPath,
      querystring: contract.TotalsQuery,
      response: { 200: contract.TotalsResponse },
    },
    handler: async ({ ctx, params, query, language }) => {
      const { run, before, ordinary, totals } = granted(
        await runTotals(ctx, { run: params.run as RunId, before: query.before }),
      );
      return {
        period: run.chargedFor,
        before,
        ordinary,
        all: totals.all,
        penalties: totals.penalties,
        services: totals.services.map(({ ru, en, ...one }) => ({
          ...one,
          name: language === "ru" ? ru : en,
        })),
        buildings: [...totals.buildings],
      };
    },
  });

  app.route({
    method: "GET",
    url: "/api/charging/runs/:run/changes",
    config: { permission: "runs.read" },
    schema: {
      tags,
      summary: "How many accounts of a run changed by how much",
      params: RunPath,
      querystring: contract.ChangesQuery,
      response: { 200: contract.ChangesResponse },
    },
    handler: async ({ ctx, params, query }) => {
      const { before, changes } = granted(await runChanges(ctx, { ...query, run: params.run as RunId }));
      return { before, bins: [...changes.bins], first: changes.first };
    },
  });

  app.route({
    method: "GET",
    url: "/api/charging/runs/:run/accounts",
    config: { permission: "accounts.read" },
    schema: {
      tags,
      summary: "The accounts behind the totals of a run",
      params: RunPath,
      querystring: contract.RunAccountsQuery,
      response: { 200: contract.RunAccountsResponse },
    },
    handler: async ({ ctx, params, query: { after, building, ...query } }) => {
      const [ofBuilding, account] = (after ?? "").split("-").map(Number);
      const { accounts, hasMore } = granted(
        await runAccounts(ctx, {
          ...query,
          run: params.run as RunId,
          building: building as BuildingId | undefined,
          after:
            ofBuilding === undefined || account === undefined ? undefined : { building: ofBuilding, account },
        }),
      );
      const last = accounts.at(-1);
      return {
        accounts,
        ...(hasMore && last ? { next: `${last.building}-${last.account}` } : {}),
      };
    },
  });

  app.route({
    method: "GET",
    url: "/api/charging/runs/:run/largest-changes",
    config: { permission: "accounts.read" },
    schema: {
      tags,
      summary: "Where a run changes most beside an earlier month",
      params: RunPath,
      querystring: contract.LargestQuery,
      response: { 200: contract.LargestResponse },
    },
    handler: async ({ ctx, params, query, language }) => {
      const { before, changes } = granted(await largestChanges(ctx, { ...query, run: params.run as RunId }));
      return {
        before,
        changes: changes.map(({ service, ...one }) => ({
          ...one,
          service: { code: service.code, name: service[language] },
        })),
      };
    },
  });

  app.route({
    method: "GET",
    url: "/api/charging/runs/:run/reasons",
    config: { permission: "runs.read" },
    schema: {
      tags,
      summary: "Why a month is charged again, by building",
      params: RunPath,
      querystring: contract.ReasonsQuery,
      response: { 200: contract.ReasonsResponse },
    },
    handler: async ({ ctx, params, query, language }) => {
      const { run, isRecalculation, buildings, hasMore } = granted(
        await runReasons(ctx, { ...query, run: params.run as RunId }),
      );
      const formats = reasonFormats(language);
      return {
        period: run.chargedFor,
        bookedIn: run.bookedIn,
        isRecalculation,
        buildings: buildings.map(({ reasons, ...one }) => ({
          ...one,
          reasons: reasons.map(({ change, place, accounts, recorded }) => ({
            sentence: reasonSentence(change, language, formats),
            place,
            accounts: [...accounts],
            recorded: [...recorded],
          })),
        })),
        next: hasMore ? buildings.at(-1)?.building : undefined,
      };
    },
  });

  app.route({
    method: "GET",
    url: "/api/charging/runs/:run/review",
    config: { permission: "runs.read" },
    schema: {
      tags,
      summary: "What deserves a look before a run is approved, by rule",
      description: "Found when it is first asked for, and kept with the run.",
      params: RunPath,
      response: { 200: contract.ReviewResponse },
    },
    handler: async ({ ctx, params }) => {
      const { review: found, limits, groups } = granted(await reviewRun(ctx, params.run as RunId));
      return {
        ...found,
        limits,
        groups: groups.map(({ openEffect, blockingOpen: _blockingOpen, ...group }) => ({
          ...group,
          together: !group.blocking && group.open > 0 && openEffect <= limits.groupAmount,
        })),
      };
    },
  });

  app.route({
    method: "GET",
    url: "/api/charging/runs/:run/anomalies",
    config: { permission: "runs.read" },
    schema: {
      tags,
      summary: "Anomalies of a run, by building",
      params: RunPath,
      querystring: contract.AnomaliesQuery,
      response: { 200: contract.AnomaliesResponse },
    },
    handler: async ({ ctx, params, query, language }) => {
      const run = params.run as RunId;
      granted(await reviewRun(ctx, run));
      const [building = 0, no = 0] = (query.after ?? "0-0").split("-").map(Number);
      const rows = await ctx.transaction((tx) =>
        review.listAnomalies(tx, { run, rule: query.rule, after: { building, no }, limit: query.limit }),
      );
      const last = rows.length === query.limit ? rows.at(-1) : undefined;
      return {
        anomalies: rows.map(({ service, decision, data: _data, ...row }, at) => ({
          ...row,
          service: service && { code: service.code, name: service[language] },
          sentence: anomalySentence(language, rows[at] as (typeof rows)[number]),
          decision: decision && {
            ...decision,
            reason: decision.reason as (typeof contract.REASONS)[number],
          },
        })),
        next: last && `${last.building}-${last.no}`,
      };
    },
  });

  app.route({
    method: "POST",
    url: "/api/charging/runs/:run/anomalies/decisions",
    config: { permission: "runs.approve" },
    schema: {
      tags,
      summary: "Accept anomalies with a reason",
      description:
        "Some of them, or all that is open of a rule. What blocks is accepted one by one, in words.",
      params: RunPath,
      body: contract.DecisionRequest,
      response: { 200: contract.DecidedResponse },
    },
    handler: async (request) => {
      const { ctx, params, body } = request;
      const run = params.run as RunId;
      const by = request.signedIn.user.id;
      const of = body.rule === undefined ? { anomalies: body.anomalies ?? [] } : { rule: body.rule };
      const decided = await audited(
        ctx,
        auditOf(request, "run.anomalies_accepted", run, {
          what: body.rule ?? (body.anomalies ?? []).map((one) => `${one.building}/${one.no}`).join(", "),
          reason: body.reason,
          note: body.note,
        }),
        async (inner) =>
          granted(await decideAnomalies(inner, { ...of, run, by, reason: body.reason, note: body.note })),
      );
      return { decided };
    },
  });

  app.route({
    method: "POST",
    url: "/api/charging/runs/:run/anomalies/revocations",
    config: { permission: "runs.approve" },
    schema: {
      tags,
      summary: "Take decisions about anomalies back",
      params: RunPath,
      body: contract.RevocationRequest,
      response: { 200: contract.DecidedResponse },
    },
    handler: async (request) => {
      const { ctx, params, body } = request;
      const run = params.run as RunId;
      const decided = await audited(
        ctx,
        auditOf(request, "run.anomalies_reopened", run, {
          what: body.anomalies.map((one) => `${one.building}/${one.no}`).join(", "),
        }),
        async (inner) => granted(await revokeDecisions(inner, { run, anomalies: body.anomalies })),
      );
      return { decided };
    },
  });

  app.route({
    method: "POST",
    url: "/api/charging/runs/:run/buildings/:building/retry",
    config: { permission: "runs.start" },
    schema: {
      tags,
      summary: "Calculate a failed building again",
      params: contract.FailedBuildingPath,
      response: { 202: contract.DecidedResponse },
    },
    handler: async (request, reply) => {
      const { ctx, params } = request;
      const run = params.run as RunId;
      await audited(
        ctx,
        auditOf(request, "run.retried", run, { building: params.building }),
        async (inner) => {
          granted(await retryBuilding(inner, { run, building: params.building as BuildingId }));
          return 1;
        },
      );
      work([run]);
      return reply.code(202).send({ decided: 1 });
    },
  });

  app.route({
    method: "GET",
    url: "/api/charging/review-limits",
    config: { permission: "runs.read" },
    schema: {
      tags,
      summary: "From where on a change is worth a look, by company and day, and the rules that ask for it",
      response: { 200: contract.LimitsSetResponse },
    },
    handler: async ({ ctx }) => ({
      ordinary: ORDINARY_LIMITS,
      limits: (await limitsSet(ctx)).map(({ organization, from, to, ...one }) => ({
        ...one,
        organization: organization === 0 ? undefined : organization,
        from: from as Day,
        to: to as Day | undefined,
      })),
      rulesVersion: ANOMALY_RULES_VERSION,
      rules: contract.RULES.map((rule) => ({ rule, blocks: ANOMALY_RULES[rule].blocks })),
    }),
  });

  app.route({
    method: "POST",
    url: "/api/charging/review-limits",
    config: { permission: "runs.limits" },
    schema: {
      tags,
      summary: "Set from where on a change is worth a look",
      description: "From a day on, for a company or for all that have none of their own.",
      body: contract.LimitsRequest,
      response: { 201: contract.LimitsResponse },
    },
    handler: async ({ ctx, body, id }, reply) => {
      const organization = body.organization as OrganizationId | undefined;
      await audited(
        ctx,
        () => ({
          action: "run.limits_set",
          subject: `limits from ${body.from}`,
          organization,
          data: {
            jumpPermille: body.jumpPermille,
            jumpAmount: String(body.jumpAmount),
            groupAmount: String(body.groupAmount),
            ownRunAmount: String(body.ownRunAmount),
          },
          requestId: id,
        }),
        async (inner) => granted(await setLimits(inner, { ...body, organization })),
      );
      return reply.code(201).send({ from: body.from });
    },
  });
}

const auditOf =
  (
    request: FastifyRequest,
    action: string,
    run: RunId,
    data: Readonly<Record<string, string | number>>,
  ): ((count: number) => AuditEntry) =>
  (count) => ({ action, subject: `run ${run}`, data: { ...data, count }, requestId: request.id });
