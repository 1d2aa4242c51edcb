import { must } from "#core/assert";
import { recordAudit } from "#modules/access";
import { SERVICES } from "#modules/tariffs";
import { granted, type Http, Refused } from "#platform/http";
import {
  endSubsidy,
  grantSubsidy,
  insuranceNumberOf,
  setInsuranceNumber,
  registerEntitlement,
  setCategory,
  setSocialNorms,
  subsidiesOf,
} from "./actions.ts";
import * as contract from "./contract.ts";
import { listCategories, listRules, listSocialNorms } from "./store.ts";

/** Categories with their rules, rights of residents, subsidies. Who granted what is recorded. */
export async function benefitRoutes(app: Http): Promise<void> {
  const tags = ["benefits"];

  app.route({
    method: "GET",
    url: "/api/benefits/categories",
    config: { permission: "accounts.read" },
    schema: {
      tags,
      summary: "Categories, what they get, and the social norms of area",
      response: { 200: contract.CategoriesResponse },
    },
    handler: async ({ ctx }) =>
      ctx.transaction(async (tx) => {
        const rules = Map.groupBy(await listRules(tx), (rule) => rule.category);
        return {
          categories: (await listCategories(tx)).map(({ code, nameRu, nameEn }) => ({
            code,
            nameRu,
            nameEn,
            rules: (rules.get(code) ?? []).map(({ service, ...rule }) => ({
              ...rule,
              service: SERVICES.find(({ id }) => id === service)?.code ?? String(service),
            })),
          })),
          socialNorms: [...(await listSocialNorms(tx))],
        };
      }),
  });

  app.route({
    method: "POST",
    url: "/api/benefits/categories",
    config: { permission: "benefits.rules" },
    schema: {
      tags,
      summary: "Set what a category gets from a day on",
      description:
        "Rules of the same services that run end on that day. Charged months that it reaches wait for a recalculation.",
      body: contract.CategoryRequest,
      response: { 200: contract.CategoryResponse },
    },
    handler: async ({ ctx, body, id }) => {
      const rules = body.rules.map(({ service, ...rule }) => {
        const known = SERVICES.find(({ code }) => code === service);
        if (!known) throw new Refused({ code: "benefits.service_unknown", service });
        return { ...rule, service: known.id };
      });
      const category = granted(await setCategory(ctx, { ...body, rules }));
      await recordAudit(ctx, {
        action: "benefits.rules_set",
        subject: `category ${body.code}`,
        requestId: id,
      });
      return category;
    },
  });

  app.route({
    method: "POST",
    url: "/api/benefits/social-norms",
    config: { permission: "benefits.rules" },
    schema: {
      tags,
      summary: "Set the social norms of area from a day on",
      body: contract.SocialNormsRequest,
      response: { 201: contract.SocialNormsResponse },
    },
    handler: async ({ ctx, body, id }, reply) => {
      const set = granted(await setSocialNorms(ctx, body.norms));
      const persons = body.norms.map((one) => one.persons).join(", ");
      await recordAudit(ctx, {
        action: "benefits.norms_set",
        subject: `social norms of ${persons}`,
        requestId: id,
      });
      return reply.code(201).send({ set });
    },
  });

  app.route({
    method: "GET",
    url: "/api/accounts/:number/subsidies",
    config: { permission: "accounts.read" },
    schema: {
      tags,
      summary: "Subsidies of an account",
      params: contract.EntitledPath,
      response: { 200: contract.SubsidiesResponse },
    },
    handler: async ({ ctx, params }) => ({
      subsidies: granted(await subsidiesOf(ctx, params.number)).map(
        ({ account: _account, to, ended, ...one }) => ({
          ...one,
          to: must(to, "a subsidy ends"),
          ended: ended && {
            grantedUntil: ended.grantedUntil,
            document: ended.document,
            recordedAt: ended.recordedAt,
          },
        }),
      ),
    }),
  });

  app.route({
    method: "POST",
    url: "/api/accounts/:number/entitlements",
    config: { permission: "benefits.grant" },
    schema: {
      tags,
      summary: "A resident is entitled from a day on, or no longer",
      params: contract.EntitledPath,
      body: contract.EntitlementRequest,
      response: { 200: contract.EntitlementResponse },
    },
    handler: async ({ ctx, params, body, id }) => {
      const entitlement = granted(await registerEntitlement(ctx, { ...body, ...params }));
      const subject = `account ${params.number}, resident ${body.resident}, ${body.category}`;
      await recordAudit(ctx, { action: "benefits.entitled", subject, requestId: id });
      return entitlement;
    },
  });

  app.route({
    method: "GET",
    url: "/api/accounts/:number/residents/:resident/snils",
    config: { permission: "benefits.grant" },
    schema: {
      tags,
      summary: "A resident's insurance number, whole",
      description: "Elsewhere it is masked; each reading is recorded.",
      params: contract.ResidentPath,
      response: { 200: contract.SnilsResponse },
    },
    handler: async ({ ctx, params, id }) => {
      const snils = granted(await insuranceNumberOf(ctx, params));
      const subject = `account ${params.number}, resident ${params.resident}`;
      await recordAudit(ctx, { action: "resident.snils_read", subject, requestId: id });
      return { resident: params.resident, snils };
    },
  });

  app.route({
    method: "POST",
    url: "/api/accounts/:number/residents/:resident/snils",
    config: { permission: "benefits.grant" },
    schema: {
      tags,
      summary: "Write a resident's insurance number down",
      params: contract.ResidentPath,
      body: contract.SnilsRequest,
      response: { 200: contract.SnilsResponse },
    },
    handler: async ({ ctx, params, body, id }) => {
      const set = granted(await setInsuranceNumber(ctx, { ...params, ...body }));
      const subject = `account ${params.number}, resident ${params.resident}`;
      await recordAudit(ctx, { action: "resident.snils_set", subject, requestId: id });
      return set;
    },
  });

  app.route({
    method: "POST",
    url: "/api/accounts/:number/subsidies",
    config: { permission: "benefits.grant" },
    schema: {
      tags,
      summary: "Grant a subsidy, for six months at most",
      params: contract.EntitledPath,
      body: contract.SubsidyRequest,
      response: { 200: contract.SubsidyResponse },
    },
    handler: async ({ ctx, params, body, id }) => {
      granted(await grantSubsidy(ctx, { ...body, ...params }));
      await recordAudit(ctx, {
        action: "benefits.subsidy_granted",
        subject: `account ${params.number}`,
        requestId: id,
      });
      return body;
    },
  });

  app.route({
    method: "POST",
    url: "/api/accounts/:number/subsidies/end",
    config: { permission: "benefits.grant" },
    schema: {
      tags,
      summary: "End a subsidy before its months are over",
      description: "By a decision; months that are charged already wait for a recalculation.",
      params: contract.EntitledPath,
      body: contract.SubsidyEndRequest,
      response: { 200: contract.SubsidyEndResponse },
    },
    handler: async ({ ctx, params, body, id }) => {
      const ended = granted(await endSubsidy(ctx, { ...body, ...params }));
      await recordAudit(ctx, {
        action: "benefits.subsidy_ended",
        subject: `account ${params.number}, from ${body.from}`,
        data: { to: body.to, document: body.document },
        requestId: id,
      });
      return ended;
    },
  });
}
