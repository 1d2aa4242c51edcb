import type { BuildingId } from "#core/ids";
import { found, type Http } from "#platform/http";
import * as contract from "./contract.ts";
import { readQuery } from "./rules/search-key.ts";
import * as store from "./store.ts";

/** The address book as a tree: city, street, building, premises; and buildings by anything typed. */
export async function addressRoutes(app: Http): Promise<void> {
  const common = { tags: ["addresses"] };
  const config = { permission: "addresses.read" } as const;

  app.route({
    method: "GET",
    url: "/api/addresses/cities",
    config,
    schema: { ...common, summary: "Cities and villages", response: { 200: contract.CitiesResponse } },
    handler: async ({ ctx }) => ({ cities: await ctx.transaction((tx) => store.listCities(tx)) }),
  });

  app.route({
    method: "GET",
    url: "/api/addresses/cities/:city/streets",
    config,
    schema: {
      ...common,
      summary: "Streets of a city, under their present names",
      params: contract.CityPath,
      response: { 200: contract.StreetsResponse },
    },
    handler: async ({ ctx, params }) => ({
      streets: await ctx.transaction((tx) => store.listStreets(tx, params.city)),
    }),
  });

  app.route({
    method: "GET",
    url: "/api/addresses/cities/:city/buildings",
    config,
    schema: {
      ...common,
      summary: "Buildings of a village that stand on no street",
      params: contract.CityPath,
      response: { 200: contract.BuildingsResponse },
    },
    handler: async ({ ctx, params }) => ({
      buildings: await ctx.transaction((tx) => store.listBuildings(tx, { city: params.city })),
    }),
  });

  app.route({
    method: "GET",
    url: "/api/addresses/streets/:street/buildings",
    config,
    schema: {
      ...common,
      summary: "Buildings of a street",
      params: contract.StreetPath,
      response: { 200: contract.BuildingsResponse },
    },
    handler: async ({ ctx, params }) => ({
      buildings: await ctx.transaction((tx) => store.listBuildings(tx, { street: params.street })),
    }),
  });

  app.route({
    method: "GET",
    url: "/api/addresses/buildings",
    config,
    schema: {
      ...common,
      summary: "Find buildings by pieces of the address",
      querystring: contract.BuildingsQuery,
      response: { 200: contract.BuildingsResponse },
    },
    handler: async ({ ctx, query }) => {
      const typed = readQuery(query.q);
      return ctx.transaction(async (tx) => {
        const buildings = await store.findBuildings(tx, typed.words, query.limit);
        return buildings.length > 0 || !typed.otherWords
          ? { buildings }
          : { buildings: await store.findBuildings(tx, typed.otherWords, query.limit) };
      });
    },
  });

  app.route({
    method: "GET",
    url: "/api/addresses/buildings/:building",
    config,
    schema: {
      ...common,
      summary: "One building",
      params: contract.BuildingPath,
      response: { 200: contract.BuildingResponse },
    },
    handler: async ({ ctx, params }) => {
      const building = params.building as BuildingId;
      const card = await ctx.transaction((tx) => store.findBuilding(tx, building));
      const { entrances, managements, ...rest } = found(card, {
        code: "addresses.building_not_found",
        building,
      });
      return { ...rest, entrances: [...entrances], managements: [...managements] };
    },
  });

  app.route({
    method: "GET",
    url: "/api/addresses/buildings/:building/premises",
    config,
    schema: {
      ...common,
      summary: "Premises of a building, as they are today",
      params: contract.BuildingPath,
      response: { 200: contract.PremisesResponse },
    },
    handler: async ({ ctx, params }) => ({
      premises: await ctx.transaction((tx) => store.listPremises(tx, params.building as BuildingId)),
    }),
  });
}
