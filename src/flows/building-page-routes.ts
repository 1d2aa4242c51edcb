import type { BuildingId } from "#core/ids";
import { granted, type Http } from "#platform/http";
import {
  buildingAccounts,
  buildingChargedAccounts,
  buildingCharges,
  buildingHistory,
  buildingInGis,
} from "./building-page.ts";
import * as contract from "./building-page-contract.ts";

/** A building's page: what several rooms know of it. */
export async function buildingPageRoutes(app: Http): Promise<void> {
  const tags = ["addresses"];

  app.route({
    method: "GET",
    url: "/api/addresses/buildings/:building/accounts",
    config: { permission: "accounts.read" },
    schema: {
      tags,
      summary: "Premises of a building with their accounts and holders",
      params: contract.BuildingPagePath,
      response: { 200: contract.BuildingAccountsResponse },
    },
    handler: async ({ ctx, params }) => granted(await buildingAccounts(ctx, params.building as BuildingId)),
  });

  app.route({
    method: "GET",
    url: "/api/addresses/buildings/:building/history",
    config: { permission: "addresses.read" },
    schema: {
      tags,
      summary: "What a building was like and who managed it, by dates",
      params: contract.BuildingPagePath,
      response: { 200: contract.BuildingHistoryResponse },
    },
    handler: async ({ ctx, params }) => granted(await buildingHistory(ctx, params.building as BuildingId)),
  });

  app.route({
    method: "GET",
    url: "/api/addresses/buildings/:building/gis",
    config: { permission: "addresses.read" },
    schema: {
      tags: ["gis"],
      summary: "What the state system calls a building and its premises",
      params: contract.BuildingPagePath,
      response: { 200: contract.BuildingInGisResponse },
    },
    handler: async ({ ctx, params }) => granted(await buildingInGis(ctx, params.building as BuildingId)),
  });

  app.route({
    method: "GET",
    url: "/api/addresses/buildings/:building/charges",
    config: { permission: "accounts.read" },
    schema: {
      tags,
      summary: "What a building was charged in a month, by service",
      params: contract.BuildingPagePath,
      querystring: contract.BuildingChargesQuery,
      response: { 200: contract.BuildingChargesResponse },
    },
    handler: async ({ ctx, params, query }) =>
      granted(await buildingCharges(ctx, { building: params.building as BuildingId, period: query.period })),
  });

  app.route({
    method: "GET",
    url: "/api/addresses/buildings/:building/charges/accounts",
    config: { permission: "accounts.read" },
    schema: {
      tags,
      summary: "The accounts behind what one service cost a building in a month",
      params: contract.BuildingPagePath,
      querystring: contract.ChargedAccountsQuery,
      response: { 200: contract.ChargedAccountsResponse },
    },
    handler: async ({ ctx, params, query: { after, ...query } }) =>
      granted(
        await buildingChargedAccounts(ctx, {
          ...query,
          building: params.building as BuildingId,
          after: after ?? 0,
        }),
      ),
  });
}
