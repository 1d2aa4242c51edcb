import type { AccountId, BuildingId, OrganizationId } from "#core/ids";
import type { Login, LoginId } from "#modules/residents";
import type { NotifiedEvent } from "./rules/events.ts";

export type Language = Login["language"];

export const CHANNELS = ["email", "sms", "push"] as const;
export type Channel = (typeof CHANNELS)[number];

/** A value of a template; words that the teller wrote come in both languages. */
export type Value = string | { readonly ru: string; readonly en: string };

/** Something that is to be told. Whom it reaches is decided by the rights to the account and by wishes. */
export interface Notice {
  readonly event: NotifiedEvent;
  /** Names what is told: said once to each, however often it is announced. "bill:4400110010:2026-10". */
  readonly key: string;
  /** Everybody with the right that the event asks for; or one login alone. */
  readonly to:
    | { readonly building: BuildingId; readonly account: AccountId }
    | {
        readonly login: LoginId;
        readonly about?: { readonly building: BuildingId; readonly account: AccountId };
      };
  /** In whose name; absent: the center's. */
  readonly organization?: OrganizationId | undefined;
  readonly data: Readonly<Record<string, Value>>;
  /** The mailing that it is of, if it is of one. */
  readonly mailing?: number | undefined;
  /** The holder's telephone on the account, for what the law says must reach who has no private account. */
  readonly phone?: string | undefined;
}

export const MESSAGE_STATES = [
  "waiting",
  "gathered",
  "sending",
  "sent",
  "delivered",
  "failed",
  "bounced",
  "unsure",
  "stopped",
] as const;
/**
 * `gathered`: for the letter of the day. `unsure`: the process or the line broke while it left; it is not sent again.
 * `stopped`: the address or the wish ended before it left.
 */
export type MessageState = (typeof MESSAGE_STATES)[number];

export interface NotificationMessage {
  readonly id: bigint;
  readonly event: NotifiedEvent | "digest";
  readonly channel: Channel;
  readonly organization: OrganizationId | undefined;
  readonly building: BuildingId | undefined;
  readonly account: AccountId | undefined;
  readonly login: LoginId | undefined;
  readonly address: string;
  readonly language: Language;
  readonly data: Readonly<Record<string, Value>>;
  readonly token: string;
  readonly state: MessageState;
  readonly reason: string;
  readonly createdAt: Date;
  readonly endedAt: Date | undefined;
}

/** What has been written and waits for its carrier. */
export interface Written {
  readonly id: bigint;
  readonly channel: Channel;
  readonly organization: OrganizationId | undefined;
  readonly notBefore: Date | undefined;
}

/** Words before they are filled in. The body has a paragraph for each blank line. */
export interface Template {
  readonly subject: string;
  readonly body: string;
}

export interface Settings {
  readonly quietFrom: number;
  readonly quietUntil: number;
  readonly isDigest: boolean;
  readonly attachesBill: boolean;
  readonly isPaperless: boolean;
}

/** A browser of a login that agreed to be told. */
export interface Subscription {
  readonly id: number;
  readonly endpoint: string;
  readonly p256dh: string;
  readonly auth: string;
  readonly userAgent: string;
  readonly agreedAt: Date;
}

/** As everybody is told who has not said otherwise. */
export const USUAL_SETTINGS: Settings = {
  quietFrom: 22,
  quietUntil: 9,
  isDigest: false,
  attachesBill: false,
  isPaperless: false,
};
