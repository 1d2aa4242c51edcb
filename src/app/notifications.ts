import path from "node:path";
import type { DrawLetter } from "../flows/letter-contract.ts";
import { letterCarrier, pushCarrier, smsCarrier, smsListener } from "#flows/notification-carriers";
import { mailerFor, readNotificationChannels, smsFor } from "#flows/notification-channels";
import { tellNews, writeDailyLetters } from "#flows/notification-news";
import { mailingChore } from "#flows/mailings";
import type { Chore } from "#modules/access";
import { type Carrier, deliver, pushKeys, webPusher } from "#modules/gateways";
import { centerContext, type Ctx } from "#platform/context";
import type { Database } from "#platform/database";

export interface NotificationGateways {
  readonly chores: readonly Chore[];
  readonly close: () => void;
}

const EVERY_SECONDS = 5;
const PUSHES_A_MINUTE = 1_200;

/**
 * The channels by which this installation tells residents: those of `notifications.json` in the folder of the data.
 * Without it letters lie down in the folder `mail` there, as files that any mail program opens, and short messages in `sms`.
 */
export function notificationGateways(of: {
  readonly database: Database;
  readonly dataDir: string;
  readonly origin: string;
  readonly draw: DrawLetter | undefined;
}): NotificationGateways {
  const channels = readNotificationChannels(path.join(of.dataDir, "notifications.json"));
  const lines = channels.email?.lines ?? 1;
  const mailers = Array.from({ length: lines }, () => mailerFor(channels.email, of.dataDir));
  const letters = mailers.map((mailer) => letterCarrier({ mailer, origin: of.origin, draw: of.draw }));
  const perMinute = channels.email?.perMinute ?? 600;
  const sender = smsFor(
    channels.sms,
    of.dataDir,
    smsListener(() => centerContext(of.database)),
  );
  const pushes = pushCarrier({
    pusher: webPusher({ keys: pushKeys(of.dataDir), contact: contactOf(of.origin, channels.email?.from) }),
    origin: of.origin,
  });
  const messages = smsCarrier({ sender, origin: of.origin });
  return {
    chores: [
      mailingChore(of.origin),
      {
        name: "tell-news",
        everySeconds: 60,
        leaseSeconds: 1_800,
        run: async (ctx) => void (await tellNews(ctx)),
      },
      {
        name: "daily-letters",
        everySeconds: 300,
        leaseSeconds: 1_800,
        run: async (ctx) => void (await writeDailyLetters(ctx, new Date())),
      },
      {
        name: "send-letters",
        everySeconds: EVERY_SECONDS,
        leaseSeconds: 600,
        run: (ctx) => deliverTogether(ctx, letters, perMinute),
      },
      {
        name: "send-short-messages",
        everySeconds: EVERY_SECONDS,
        leaseSeconds: 600,
        run: (ctx) => deliverTogether(ctx, [messages], channels.sms?.perMinute ?? 600),
      },
      {
        name: "send-pushes",
        everySeconds: EVERY_SECONDS,
        leaseSeconds: 600,
        run: (ctx) => deliverTogether(ctx, [pushes], PUSHES_A_MINUTE),
      },
    ],
    close: () => {
      for (const mailer of mailers) mailer.close();
      sender.close();
    },
  };
}

/** An address of ours where it is one that others reach; else the mailbox of the letters. */
const contactOf = (origin: string, from = "bills@paylogic.example"): string =>
  origin.startsWith("https://") ? origin : `mailto:${from}`;

/** Several lines to one peer share what may go in a turn: the peer's limit is of all of them. */
async function deliverTogether(ctx: Ctx, carriers: readonly Carrier[], perMinute: number): Promise<void> {
  const turn = Math.max(1, Math.floor((perMinute * EVERY_SECONDS) / 60));
  const limit = Math.max(1, Math.floor(turn / carriers.length));
  await Promise.all(carriers.map((carrier) => deliver(ctx, [carrier], { limit, leaseSeconds: 180 })));
}
