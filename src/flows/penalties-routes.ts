import { IdempotencyHeaders } from "#contracts/access";
import type { OrganizationId } from "#core/ids";
import { audited } from "#modules/access";
import { decideRule, proposeRule, setPenaltyPolicy, waivePenalties } from "#modules/charging";
import { granted, type Http } from "#platform/http";
import { penaltiesOfAccount, penaltyRules, reachOfChange, ruleProposals } from "./account-penalties.ts";
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
    method: "GET",
    url: "/api/penalties/proposals",
    config: { permission: "tariffs.read" },
    schema: {
      tags: ["tariffs"],
      summary: "Rows of what penalties are reckoned by that were proposed, and what was decided of them",
      response: { 200: contract.RuleProposalsResponse },
    },
    handler: async ({ ctx }) => ({ proposals: await ruleProposals(ctx) }),
  });

  app.route({
    method: "POST",
    url: "/api/penalties/proposals",
    config: { permission: "tariffs.set" },
    schema: {
      tags: ["tariffs"],
      summary: "Propose a rate, a cap, a moratorium, a last day to pay or a day off",
      description: "It holds once a second person has approved it; the months that it would reach are told.",
      body: contract.ProposeRuleRequest,
      response: { 201: contract.RuleProposedResponse },
    },
    handler: async ({ ctx, body, id }, reply) => {
      const proposed = await audited(
        ctx,
        ({ proposal }: { readonly proposal: number }) => ({
          action: "penalty.rule_proposed",
          subject: `proposal ${proposal}`,
          data: { kind: body.change.kind, basis: body.basis },
          requestId: id,
        }),
        async (inner) => granted(await proposeRule(inner, body)),
      );
      return reply.code(201).send({ ...proposed, reach: await reachOfChange(ctx, body.change) });
    },
  });

  app.route({
    method: "POST",
    url: "/api/penalties/proposals/:proposal/decisions",
    config: { permission: "penalties.approve" },
    schema: {
      tags: ["tariffs"],
      summary: "Approve or refuse a proposed rule of penalties",
      description: "Whoever proposed it cannot approve it. From then on the next runs reckon by it.",
      params: contract.ProposalPath,
      body: contract.DecideRuleRequest,
      response: { 200: contract.RuleDecidedResponse },
    },
    handler: async ({ ctx, params, body, id }) => {
      await audited(
        ctx,
        () => ({
          action: "penalty.rule_decided",
          subject: `proposal ${params.proposal}`,
          data: { decision: body.decision, reason: body.reason },
          requestId: id,
        }),
        async (inner) => granted(await decideRule(inner, { ...params, ...body })),
      );
      return { proposal: params.proposal, decision: body.decision };
    },
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
