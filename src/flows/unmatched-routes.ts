import { IdempotencyHeaders } from "#contracts/access";
import { audited } from "#modules/access";
import { type Held, type HeldId, learnRule, suspenseBalance, withdrawRule } from "#modules/payments";
import { granted, type Http } from "#platform/http";
import { decideUnmatched, unmatchedCard, unmatchedQueue, unmatchedRules } from "./unmatched.ts";
import * as contract from "./unmatched-contract.ts";

/** Money that came without an account: the queue, one of it with its candidates, decisions, and the rules learned. */
export async function unmatchedRoutes(app: Http): Promise<void> {
  const tags = ["payments"];
  const config = { permission: "payments.suspense" } as const;

  app.route({
    method: "GET",
    url: "/api/unmatched",
    config,
    schema: {
      tags,
      summary: "Money that waits for its account, oldest first, with the balance of suspense",
      querystring: contract.UnmatchedQuery,
      response: { 200: contract.UnmatchedResponse },
    },
    handler: async ({ ctx, query }) => {
      const { held, balance } = await unmatchedQueue(ctx, {
        ...query,
        after: query.after as HeldId | undefined,
      });
      return { held: held.map(wireOf), balance };
    },
  });

  app.route({
    method: "GET",
    url: "/api/unmatched/rules",
    config,
    schema: {
      tags,
      summary: "Rules of suspense in force, the newest first",
      response: { 200: contract.RulesResponse },
    },
    handler: async ({ ctx }) => ({
      rules: (await unmatchedRules(ctx)).map((rule) => ({
        rule: rule.id,
        statedAccount: rule.statedAccount,
        payerKey: rule.payerKey,
        account: rule.accountNumber,
        recordedAt: rule.recordedAt,
      })),
    }),
  });

  app.route({
    method: "POST",
    url: "/api/unmatched/rules",
    config,
    schema: {
      tags,
      summary: "Make a rule of equal decisions",
      description:
        "It decides alone only where the stated number, and the payer if it names one, are exactly those; otherwise it proposes.",
      body: contract.RuleRequest,
      response: { 201: contract.RuleResponse },
    },
    handler: async ({ ctx, body, id }, reply) => {
      const made = await audited(
        ctx,
        ({ rule }: { readonly rule: number }) => ({
          action: "suspense.rule_learned",
          subject: `rule ${rule}`,
          data: { account: body.account },
          requestId: id,
        }),
        async (inner) => granted(await learnRule(inner, body)),
      );
      return reply.code(201).send(made);
    },
  });

  app.route({
    method: "POST",
    url: "/api/unmatched/rules/:rule/withdrawal",
    config,
    schema: {
      tags,
      summary: "Withdraw a rule; what was decided by it stays",
      params: contract.RulePath,
      response: { 201: contract.RuleResponse },
    },
    handler: async ({ ctx, params, id }, reply) => {
      const withdrawn = await audited(
        ctx,
        () => ({ action: "suspense.rule_withdrawn", subject: `rule ${params.rule}`, requestId: id }),
        async (inner) => granted(await withdrawRule(inner, params.rule)),
      );
      return reply.code(201).send(withdrawn);
    },
  });

  app.route({
    method: "GET",
    url: "/api/unmatched/:held",
    config,
    schema: {
      tags,
      summary: "One held sum: the accounts that it may be meant for, and what was decided of it",
      params: contract.UnmatchedPath,
      response: { 200: contract.UnmatchedCardResponse },
    },
    handler: async ({ ctx, params }) => {
      const card = granted(await unmatchedCard(ctx, params.held as HeldId));
      return {
        ...wireOf(card.held),
        candidates: card.candidates.map(({ line, score, reasons, owes }) => ({
          account: line.number,
          holder: line.holder,
          address: line.address,
          closed: line.closed,
          owes,
          score,
          reasons: [...reasons],
        })),
        resolutions: card.resolutions.map(({ payment, accountNumber, recordedBy: _, ...rest }) => ({
          ...rest,
          account: accountNumber,
          building: payment?.building,
          payment: payment?.payment,
        })),
      };
    },
  });

  app.route({
    method: "POST",
    url: "/api/unmatched/:held/resolution",
    config,
    schema: {
      tags,
      summary: "Decide of held money: assign, split, return or leave it",
      description: "All that is left of it at once. What is assigned becomes payments of the day it came.",
      headers: IdempotencyHeaders,
      params: contract.UnmatchedPath,
      body: contract.ResolutionRequest,
      response: { 201: contract.ResolutionResponse },
    },
    handler: async (request, reply) => {
      const { params, body, id } = request;
      await request.answerOnce(reply, {
        status: 201,
        schema: contract.ResolutionResponse,
        deed: async (ctx) => {
          const { payments, ...decided } = await audited(
            ctx,
            () => ({
              action: `suspense.${body.kind}`,
              subject: `held ${params.held}`,
              data: body.kind === "assigned" ? { parts: body.parts.length } : {},
              requestId: id,
            }),
            async (inner) => granted(await decideUnmatched(inner, params.held as HeldId, body)),
          );
          return {
            ...decided,
            held: params.held,
            payments: payments.map(({ building, payment, number, amount }) => ({
              building,
              payment,
              account: number,
              amount,
            })),
            balance: await ctx.transaction(suspenseBalance),
          };
        },
      });
    },
  });
}

const wireOf = (held: Held) => ({
  held: held.id as bigint,
  source: held.source.kind,
  agentName: held.agentName,
  registry: held.registry,
  amount: held.amount,
  rest: held.rest,
  receivedOn: held.receivedOn,
  document: held.document,
  payerName: held.payerName,
  statedAccount: held.statedAccount,
  address: held.address,
  purpose: held.purpose,
  raw: held.raw,
  recordedAt: held.recordedAt,
  note: held.note,
});
