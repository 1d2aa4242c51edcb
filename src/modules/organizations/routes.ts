import type { OrganizationId } from "#core/ids";
import { audited } from "#modules/access";
import { found, granted, type Http } from "#platform/http";
import { openPeriod, periodsOf } from "./actions.ts";
import * as contract from "./contract.ts";
import type { OrganizationKind } from "./model.ts";
import * as store from "./store.ts";

const KINDS: readonly OrganizationKind[] = ["center", "company", "supplier", "fund", "agent"];

/** Organizations and their accounting months. Closing a month crosses rooms: it is a flow's route. */
export async function organizationRoutes(app: Http): Promise<void> {
  const tags = ["organizations"];

  app.route({
    method: "GET",
    url: "/api/organizations",
    config: { permission: "organizations.read" },
    schema: {
      tags,
      summary: "Organizations",
      querystring: contract.OrganizationsQuery,
      response: { 200: contract.OrganizationsResponse },
    },
    handler: ({ ctx, query }) =>
      ctx.transaction(async (tx) => {
        const organizations = await store.listOrganizations(
          tx,
          query.kind === undefined ? KINDS : [query.kind],
        );
        const open = await store.listOpenPeriods(tx);
        return { organizations: organizations.map((one) => ({ ...one, openPeriod: open.get(one.id) })) };
      }),
  });

  app.route({
    method: "GET",
    url: "/api/organizations/:organization",
    config: { permission: "organizations.read" },
    schema: {
      tags,
      summary: "One organization with its bank accounts",
      params: contract.OrganizationPath,
      response: { 200: contract.OrganizationResponse },
    },
    handler: ({ ctx, params }) =>
      ctx.transaction(async (tx) => {
        const id = params.organization as OrganizationId;
        const organization = found((await store.findOrganizations(tx, [id]))[0], notFound(id));
        const requisites = await store.findRequisites(tx, [id]);
        return {
          ...organization,
          requisites: requisites.map(({ from, to, facts }) => ({ from, to, ...facts })),
        };
      }),
  });

  app.route({
    method: "GET",
    url: "/api/organizations/:organization/periods",
    config: { permission: "periods.read" },
    schema: {
      tags,
      summary: "Accounting months, oldest first",
      params: contract.OrganizationPath,
      response: { 200: contract.PeriodsResponse },
    },
    handler: async ({ ctx, params }) => ({
      periods: await ctx.transaction((tx) => periodsOf(tx, params.organization as OrganizationId)),
    }),
  });

  app.route({
    method: "POST",
    url: "/api/organizations/:organization/periods/:period/opening",
    config: { permission: "periods.close" },
    schema: {
      tags,
      summary: "Open the first month",
      description: "Later months are opened by closing the one before. Doing it twice changes nothing.",
      params: contract.PeriodPath,
      response: { 200: contract.PeriodOpenedResponse },
    },
    handler: async ({ ctx, params, id }) => {
      const organization = params.organization as OrganizationId;
      const period = await audited(
        ctx,
        () => ({
          action: "period.opened",
          subject: `period ${params.period}`,
          organization,
          requestId: id,
        }),
        async (inner) => granted(await openPeriod(inner, organization, params.period)),
      );
      return { period };
    },
  });
}

const notFound = (organization: OrganizationId) => ({ code: "organizations.not_found", organization });
