import { listOrganizations } from "#modules/organizations";
import type { Http } from "#platform/http";
import { listLongWork } from "./long-work.ts";
import { monthBoard, ordersWaitingFor, waitingFor } from "./month-board.ts";
import * as contract from "./run-review-contract.ts";

/** The month of every organization in sight, and what is being worked on. */
export async function monthBoardRoutes(app: Http): Promise<void> {
  app.route({
    method: "GET",
    url: "/api/board",
    config: { permission: "runs.read" },
    schema: {
      tags: ["organizations"],
      summary: "Organizations by the steps of a month, and what waits for the reader",
      querystring: contract.BoardQuery,
      response: { 200: contract.BoardResponse },
    },
    handler: async ({ ctx, query, signedIn }) => {
      const rows = await monthBoard(ctx, query.period);
      return {
        period: query.period,
        organizations: rows.map(
          ({ month: { organization, opened: _opened, ...month }, steps, charged, collection }) => ({
            ...month,
            id: organization,
            charged,
            chargedBefore: collection?.charged,
            paid: collection?.paid,
            steps: [...steps],
          }),
        ),
        waiting: [
          ...(await ordersWaitingFor(ctx, signedIn.user.role)),
          ...waitingFor(rows, signedIn.user.role),
        ],
      };
    },
  });

  app.route({
    method: "GET",
    url: "/api/work",
    config: { permission: "jobs.read" },
    schema: {
      tags: ["jobs"],
      summary: "Runs, printing and imports in one list, newest first",
      response: { 200: contract.LongWorkResponse },
    },
    handler: async (request) => {
      const { ctx } = request;
      const work = await listLongWork(ctx, new Date());
      const companies = await ctx.transaction((tx) => listOrganizations(tx, ["company"]));
      const names = new Map(companies.map((one) => [one.id, one.name]));
      return {
        work: work.map(({ result, ...one }) => {
          const code = result["code"];
          return {
            ...one,
            organizationName: one.organization === undefined ? undefined : names.get(one.organization),
            title:
              one.state === "refused" && typeof code === "string"
                ? request.sentenceOf({ ...result, code })
                : undefined,
          };
        }),
        running: work.filter((one) => one.state === "running").length,
      };
    },
  });
}
