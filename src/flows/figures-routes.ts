import type { Http } from "#platform/http";
import * as contract from "./contract.ts";
import { figuresOf } from "./figures.ts";

/** The open month of each organization in sight. */
export async function figuresRoutes(app: Http): Promise<void> {
  app.route({
    method: "GET",
    url: "/api/figures",
    config: { permission: "figures.read" },
    schema: {
      tags: ["organizations"],
      summary: "The open month of each organization in one line",
      response: { 200: contract.FiguresResponse },
    },
    handler: async ({ ctx }) => ({ today: ctx.today, organizations: await figuresOf(ctx) }),
  });
}
