import type { Http } from "#platform/http";
import { alertSentence } from "./alert-words.ts";
import { listAlerts } from "./alerts.ts";
import { AlertsResponse } from "./alerts-contract.ts";

/** What has waited for too long. */
export async function alertRoutes(app: Http): Promise<void> {
  app.route({
    method: "GET",
    url: "/api/alerts",
    config: { permission: "agents.read" },
    schema: {
      tags: ["jobs"],
      summary:
        "What has waited for too long: receipts, refunds, unknown payments, silent agents, chores that fail",
      response: { 200: AlertsResponse },
    },
    handler: async ({ ctx, language }) => ({
      alerts: (await listAlerts(ctx)).map(({ code, about, count, since, ...alert }) => ({
        code,
        about,
        count,
        since,
        text: alertSentence({ code, about, count, since, ...alert }, language),
      })),
    }),
  });
}
