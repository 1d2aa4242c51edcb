import { IdempotencyHeaders } from "#contracts/access";
import type { OrganizationId } from "#core/ids";
import { audited } from "#modules/access";
import {
  applyMoratorium,
  recordCalendarDay,
  recordKeyRate,
  setPenaltyPolicy,
  waivePenalties,
} from "#modules/charging";
import { granted, type Http } from "#platform/http";
import { penaltiesOfAccount, penaltyRules } from "./account-penalties.ts";
import * as contract from "./penalties-contract.ts";

/** What late payment costs by: rates, moratoria, policies; and what of it an account is not asked for. */
export async function penaltyRoutes(app: Http): Promise<void> {
  app.route({
    method: "GET",
    url: "/api/penalties/rules",
    config: { permission: "tariffs.read" },
    schema: {
      tags: ["tariffs"],
      summary: "Key rates, caps, moratoria, last days to pay and policies of penalties",
      response: { 200: contract.PenaltyRulesResponse },
    },
    handler: async ({ ctx }) => {
      const rules = await penaltyRules(ctx);
      return { ...rules, policies: [...rules.policies] };
    },
  });

  app.route({
    method: "POST",
    url: "/api/penalties/key-rates",
    config: { permission: "tariffs.set" },
    schema: {
      tags: ["tariffs"],
      summary: "Record a key rate of the Bank of Russia",
      description: "From its day on; the next run reckons by it what it concerns.",
      body: contract.KeyRateRequest,
      response: { 201: contract.KeyRateResponse },
    },
    handler: async ({ ctx, body, id }, reply) => {
      const recorded = await audited(
        ctx,
        () => ({
          action: "penalty.key_rate_recorded",
          subject: `key rate from ${body.from}`,
          data: { percent: String(body.percent), basis: body.basis },
          requestId: id,
        }),
        async (inner) => granted(await recordKeyRate(inner, body)),
      );
      return reply.code(201).send(recorded);
    },
  });

  app.route({
    method: "POST",
    url: "/api/penalties/calendar-days",
    config: { permission: "tariffs.set" },
    schema: {
      tags: ["tariffs"],
      summary: "Record a holiday, or a Saturday or Sunday that is worked",
      description: "A last day to pay that falls on a day off moves to the next working one.",
      body: contract.CalendarDayRequest,
      response: { 201: contract.CalendarDayResponse },
    },
    handler: async ({ ctx, body, id }, reply) => {
      const recorded = await audited(
        ctx,
        () => ({
          action: "penalty.calendar_day_recorded",
          subject: `day ${body.day}`,
          data: { working: String(body.working), basis: body.basis },
          requestId: id,
        }),
        async (inner) => granted(await recordCalendarDay(inner, body)),
      );
      return reply.code(201).send(recorded);
    },
  });

  app.route({
    method: "POST",
    url: "/api/penalties/moratoria",
    config: { permission: "tariffs.set" },
    schema: {
      tags: ["tariffs"],
      summary: "Apply a known moratorium, or stop applying it",
      body: contract.MoratoriumRequest,
      response: { 200: contract.MoratoriumResponse },
    },
    handler: async ({ ctx, body, id }) =>
      audited(
        ctx,
        () => ({
          action: "penalty.moratorium_applied",
          subject: `moratorium from ${body.from}`,
          data: { applied: String(body.applied) },
          requestId: id,
        }),
        async (inner) => granted(await applyMoratorium(inner, body)),
      ),
  });

  app.route({
    method: "POST",
    url: "/api/penalties/policies",
    config: { permission: "tariffs.set" },
    schema: {
      tags: ["tariffs"],
      summary: "Decide whether an organization asks for penalties, and how, from a day on",
      body: contract.PolicyRequest,
      response: { 201: contract.PolicyResponse },
    },
    handler: async ({ ctx, body, id }, reply) => {
      const organization = body.organization as OrganizationId;
      await audited(
        ctx,
        () => ({
          action: "penalty.policy_set",
          subject: `penalties from ${body.from}`,
          organization,
          data: { mode: body.mode ?? "none", legalSteps: body.legalSteps ?? "none", basis: body.basis },
          requestId: id,
        }),
        async (inner) => granted(await setPenaltyPolicy(inner, { ...body, mode: body.mode, organization })),
      );
      return reply.code(201).send({ organization: body.organization, from: body.from });
    },
  });

  app.route({
    method: "GET",
    url: "/api/accounts/:number/penalties",
    config: { permission: "accounts.read" },
    schema: {
      tags: ["accounts"],
      summary: "Penalties that an account owes, and what of them was waived",
      params: contract.PenaltiesPath,
      response: { 200: contract.AccountPenaltiesResponse },
    },
    handler: async ({ ctx, params }) => {
      const { providers, waivers, owed } = granted(await penaltiesOfAccount(ctx, params.number));
      return { account: params.number, owed, providers: [...providers], waivers: [...waivers] };
    },
  });

  app.route({
    method: "POST",
    url: "/api/accounts/:number/penalty-waivers",
    config: { permission: "penalties.waive" },
    schema: {
      tags: ["accounts"],
      summary: "Record a decision not to ask for the penalties of some days",
      description: "Nothing that was booked goes away: the next run of the open month books the difference.",
      headers: IdempotencyHeaders,
      params: contract.PenaltiesPath,
      body: contract.WaiverRequest,
      response: { 201: contract.WaiverResponse },
    },
    handler: async (request, reply) => {
      const { params, body, id } = request;
      await request.answerOnce(reply, {
        status: 201,
        schema: contract.WaiverResponse,
        deed: async (ctx) => {
          const { waiver } = await audited(
            ctx,
            () => ({
              action: "penalty.waived",
              subject: `account ${params.number}`,
              data: { from: body.from, through: body.through, document: body.document },
              requestId: id,
            }),
            async (inner) =>
              granted(
                await waivePenalties(inner, {
                  ...body,
                  account: params.number,
                  provider: body.provider as OrganizationId | undefined,
                }),
              ),
          );
          return { waiver, account: params.number };
        },
      });
    },
  });
}
