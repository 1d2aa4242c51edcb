import { must } from "#core/assert";
import type { BuildingId } from "#core/ids";
import { findAccountsByNumber } from "#modules/accounts";
import { found, granted, type Http } from "#platform/http";
import { valuesInForce } from "./actions.ts";
import * as contract from "./contract.ts";
import * as store from "./store.ts";

/** Services, and the tariffs and norms in force, by the same resolver that charges. */
export async function tariffRoutes(app: Http): Promise<void> {
  const tags = ["tariffs"];
  const config = { permission: "tariffs.read" } as const;

  app.route({
    method: "GET",
    url: "/api/tariffs/services",
    config,
    schema: { tags, summary: "Services", response: { 200: contract.ServicesResponse } },
    handler: async ({ ctx }) => ({ services: await ctx.transaction((tx) => store.listServices(tx)) }),
  });

  app.route({
    method: "GET",
    url: "/api/tariffs/in-force",
    config,
    schema: {
      tags,
      summary: "What a building or an account is charged by on a day",
      querystring: contract.InForceQuery,
      response: { 200: contract.InForceResponse },
    },
    handler: async ({ ctx, query }) => {
      const building = query.building as BuildingId;
      const on = query.on ?? ctx.today;
      const account = query.account === undefined ? undefined : await placeOf(query.account);
      const services = granted(await valuesInForce(ctx, { building, account, on }));
      const codes = new Map(
        (await ctx.transaction((tx) => store.listServices(tx))).map((service) => [service.id, service.code]),
      );
      return {
        on,
        services: services.map(({ terms, values }) => ({
          service: terms.service,
          code: must(codes.get(terms.service), "the service of the terms"),
          provider: terms.provider,
          method: terms.method,
          from: terms.from,
          to: terms.to,
          values: values.map(({ parameter, variant, zone, inForce }) => ({
            parameter,
            variant,
            zone,
            from: inForce.from,
            to: inForce.to,
            level: must(inForce.values[0], "a value in force").level,
            ranges: inForce.values.map(({ rangeFrom, value, basis }) => ({ above: rangeFrom, value, basis })),
          })),
        })),
      };

      async function placeOf(number: string) {
        const [at] = await ctx.transaction((tx) => findAccountsByNumber(tx, [number]));
        const here = at?.building === building ? at.account : undefined;
        return found(here, { code: "accounts.account_not_found", number });
      }
    },
  });
}
