import type { Sending } from "../mail/model.ts";

/** Where a browser is reached, as it said itself. */
export interface PushTarget {
  readonly endpoint: string;
  readonly p256dh: string;
  readonly auth: string;
}

/** What a browser shows, and which page of ours it opens. */
export interface Push {
  readonly title: string;
  readonly body: string;
  readonly url: string;
  /** A later one with the same tag takes its place: "notification-12". */
  readonly tag: string;
}

export interface Pusher {
  /** Calls `leaving` before the first byte leaves; it throws where the push must not leave. */
  readonly send: (push: Push, to: PushTarget, leaving: () => Promise<void>) => Promise<Sending>;
}
