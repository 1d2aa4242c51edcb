import type { Http } from "#platform/http";
import * as contract from "./contract.ts";
import { findAnything } from "./find-anything.ts";

/** The one search box. */
export async function findAnythingRoutes(app: Http): Promise<void> {
  app.route({
    method: "GET",
    url: "/api/search",
    config: { permission: "accounts.read" },
    schema: {
      tags: ["accounts"],
      summary: "Find accounts, buildings, meters and payments by anything typed",
      querystring: contract.SearchQuery,
      response: { 200: contract.SearchResponse },
    },
    handler: async ({ ctx, query }) => {
      const { accounts, buildings, meters, payments } = await findAnything(ctx, query.q, query.limit);
      return {
        accounts: [...accounts],
        buildings: [...buildings],
        meters: [...meters],
        payments: payments.map(({ reversed, ...payment }) => ({
          ...payment,
          isReversed: reversed !== undefined,
        })),
      };
    },
  });
}
