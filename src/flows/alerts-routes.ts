import { audited } from "#modules/access";
import { insertAlertSeen } from "#modules/gateways";
import type { Http } from "#platform/http";
import { alertSentence } from "./alert-words.ts";
import { listAlerts } from "./alerts.ts";
import { AlertSeenRequest, AlertSeenResponse, AlertsResponse } from "./alerts-contract.ts";

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
      alerts: (await listAlerts(ctx)).map((alert) => ({
        ...alert,
        text: alertSentence(alert, language),
      })),
    }),
  });

  app.route({
    method: "POST",
    url: "/api/alerts/seen",
    config: { permission: "agents.set" },
    schema: {
      tags: ["jobs"],
      summary: "Say that something given up, or an agent's silence, has been dealt with",
      body: AlertSeenRequest,
      response: { 200: AlertSeenResponse },
    },
    handler: async ({ ctx, body, id }) =>
      audited(
        ctx,
        () => ({
          action: "alert.seen",
          subject: `${body.code} ${body.about}`,
          data: { upTo: body.upTo.toISOString(), note: body.note },
          requestId: id,
        }),
        (inner) =>
          inner.transaction(async (tx) => {
            await insertAlertSeen(tx, body);
            return { seen: true as const };
          }),
      ),
  });
}
