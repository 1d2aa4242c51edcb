import { z } from "zod";
import { instant } from "#platform/http/wire";

export const AlertsResponse = z
  .object({
    alerts: z.array(
      z.object({
        code: z.enum([
          "outbox_waits",
          "outbox_dead",
          "peer_away",
          "orders_unknown",
          "agent_silent",
          "chore_fails",
        ]),
        about: z.string().meta({ description: "Kind of messages, code of an agent, name of a chore." }),
        count: z.int(),
        since: instant.optional(),
        text: z.string().meta({ description: "In the reader's language." }),
      }),
    ),
  })
  .meta({
    examples: [
      {
        alerts: [
          {
            code: "outbox_waits",
            about: "fiscal.receipt",
            count: 12,
            since: "2026-11-23T04:15:00.000Z",
            text: "Waiting to leave for too long: receipts, 12. Check the link to the service.",
          },
        ],
      },
    ],
  });
