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
        upTo: instant.optional().meta({
          description: "Told back by whoever has dealt with it; absent where it ends by itself.",
        }),
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

export const AlertSeenRequest = z
  .strictObject({
    code: z.enum(["outbox_dead", "agent_silent"]),
    about: z.string().trim().min(1).max(100),
    upTo: instant.meta({ description: "As the alert told it: what comes after is told anew." }),
    note: z.string().trim().min(1).max(300).meta({ description: "What was done about it." }),
  })
  .meta({
    examples: [
      {
        code: "outbox_dead",
        about: "fiscal.receipt",
        upTo: "2026-11-23T04:15:00.000Z",
        note: "Receipts of correction were made",
      },
    ],
  });
export const AlertSeenResponse = z.object({ seen: z.literal(true) }).meta({ examples: [{ seen: true }] });
