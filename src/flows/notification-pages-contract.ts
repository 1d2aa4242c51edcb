import type { AccountAround } from "./private-account-contract.ts";
import type { Channel, NotifiedEvent, Settings } from "#modules/notifications";

/*
 * Pages about what residents are told, as plain data for web/site (docs/decisions/0026).
 */

/** What became of an address that a resident wrote down, as the page says it. */
export const ADDRESS_DONE = [
  "sent",
  "unreadable",
  "often",
  "in_use",
  "confirmed",
  "wrong",
  "expired",
  "ended",
] as const;
export type AddressDone = (typeof ADDRESS_DONE)[number];

/** What a resident is told of, and by which channels. */
export interface NotificationWishesPage {
  readonly page: "lk.notifications";
  readonly around: AccountAround;
  /** Channels that reach this resident, with where they lead. */
  readonly channels: readonly {
    readonly channel: Channel;
    readonly address: string;
    /** Nothing is sent there: the address is nobody's, or its owner has said so. */
    readonly isStopped: boolean;
  }[];
  readonly events: readonly {
    readonly event: NotifiedEvent;
    readonly chosen: readonly Channel[];
    /** The law or safety demands it: one channel at least is left. */
    readonly isMust: boolean;
    readonly citation: string | undefined;
  }[];
  readonly settings: Settings;
  readonly push: {
    /** By which a browser knows this installation; no secret. */
    readonly key: string;
    readonly browsers: readonly {
      readonly id: number;
      /** "Firefox, Android"; empty where it did not say. */
      readonly device: string;
      readonly agreedAt: string;
    }[];
    readonly done: "agreed" | "ended" | undefined;
  };
  /** Beside the name that the resident signs in with. */
  readonly addresses: {
    readonly name: string;
    readonly own: readonly {
      readonly channel: "email" | "sms";
      readonly address: string;
      /** Otherwise it waits for the code that was sent there. */
      readonly isConfirmed: boolean;
    }[];
    readonly done: AddressDone | undefined;
  };
  readonly isSaved: boolean;
}

/** The page that ends messages of one kind, for whoever holds the link of one; nobody signs in. */
export interface UnsubscribePage {
  readonly page: "unsubscribe";
  readonly token: string;
  readonly event: NotifiedEvent | "digest";
  readonly channel: Channel;
  /** Of what must be told the channel alone is changed. */
  readonly isMust: boolean;
  readonly isDone: boolean;
}

export type NotificationPage = NotificationWishesPage | UnsubscribePage;
