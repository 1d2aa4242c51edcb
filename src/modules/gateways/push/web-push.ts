import webPush from "web-push";
import type { Sending } from "../mail/model.ts";
import { Forbidden, Outage, type Outgoing, outgoing } from "../outgoing/index.ts";
import type { PushKeys } from "./keys.ts";
import type { Push, Pusher, PushTarget } from "./model.ts";

export interface WebPushOptions {
  readonly keys: PushKeys;
  /** Whom a service writes to when we trouble it: "mailto:…" or an address of ours. */
  readonly contact: string;
  /** For tests on one machine. */
  readonly allowOwnNetwork?: boolean;
}

/** Hours after which news that nobody has seen is none. */
const KEPT_HOURS = 24;
/** A service takes 4096 bytes, encrypted. */
const BODY_LETTERS = 600;

/**
 * Pushes to browsers (RFC 8030): encrypted so that only the browser reads them (RFC 8291), signed as this installation's
 * (RFC 8292). The address is what a browser said, so it is asked as any stranger's: over TLS, and never in our own
 * network.
 */
export function webPusher(options: WebPushOptions): Pusher {
  const { keys, contact, allowOwnNetwork = false } = options;
  return {
    send: async (push, to, leaving) => {
      const request = requestOf(push, to, { keys, contact });
      if (request === undefined)
        return { outcome: "refused", reason: "keys of the browser are none", isGone: true };
      const ask: Outgoing = outgoing({ hosts: [new URL(to.endpoint).host], allowOwnNetwork });
      await leaving();
      try {
        const { status, body } = await ask({ method: "POST", url: to.endpoint, ...request });
        return judged(status, `${status} ${body.slice(0, 200)}`.trim());
      } catch (error) {
        // Twice on a screen is worse than once too few.
        if (error instanceof Outage) return { outcome: "unsure", reason: error.message };
        if (error instanceof Forbidden) return { outcome: "refused", reason: error.message, isGone: true };
        throw error;
      }
    },
  };
}

function requestOf(
  push: Push,
  { endpoint, p256dh, auth }: PushTarget,
  { keys, contact }: Pick<WebPushOptions, "keys" | "contact">,
): { readonly headers: Record<string, string>; readonly body: Uint8Array } | undefined {
  const text = JSON.stringify({ ...push, body: push.body.slice(0, BODY_LETTERS) });
  try {
    const { headers, body } = webPush.generateRequestDetails({ endpoint, keys: { p256dh, auth } }, text, {
      vapidDetails: { subject: contact, ...keys },
      TTL: KEPT_HOURS * 3600,
      contentEncoding: "aes128gcm",
      urgency: "normal",
    });
    const written = Object.entries(headers as Record<string, string | number>);
    return {
      headers: Object.fromEntries(
        written.flatMap(([name, value]) =>
          name.toLowerCase() === "content-length" ? [] : [[name, String(value)]],
        ),
      ),
      body,
    };
  } catch {
    // A point that is not on the curve: no browser made it.
    return undefined;
  }
}

function judged(status: number, reason: string): Sending {
  if (status >= 200 && status < 300) return { outcome: "accepted", peerId: "" };
  // RFC 8030, section 7.3: the subscription is over.
  if (status === 404 || status === 410) return { outcome: "refused", reason, isGone: true };
  if (status === 429 || status === 503) return { outcome: "later", reason };
  return status >= 500 ? { outcome: "unsure", reason } : { outcome: "refused", reason, isGone: false };
}
