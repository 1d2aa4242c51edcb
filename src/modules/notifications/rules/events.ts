import type { Right } from "#modules/residents";
import type { Channel } from "../model.ts";

/** How a value of a template is written: an amount in kopecks, a day, a month, a path of ours, words as they are. */
export type FieldKind = "money" | "day" | "month" | "path" | "text";

export interface EventRule {
  /** Whom of those who are let into an account it reaches. */
  readonly right: Right;
  /** Without a wish. */
  readonly channels: readonly Channel[];
  /** The law or safety demands it: the channel is a matter of choice, the message is not. */
  readonly must?: { readonly citation?: string };
  /** Does not wait for the end of the quiet hours, nor for the letter of the day. */
  readonly hurries?: boolean;
  readonly fields: Readonly<Record<string, FieldKind>>;
  /** What a company's own words may not leave out. */
  readonly says: readonly string[];
}

const OF_ACCOUNT = { account: "text", address: "text", link: "path" } as const;

/** What residents are told of. A room that tells of something new adds it here, with its words in `templates/`. */
export const EVENTS = {
  bill_ready: {
    right: "view",
    channels: ["email", "push"],
    fields: { ...OF_ACCOUNT, month: "month", amount: "money", due: "day" },
    says: ["amount", "due"],
  },
  due_soon: {
    right: "pay",
    channels: ["email", "push"],
    fields: { ...OF_ACCOUNT, amount: "money", due: "day" },
    says: ["amount", "due"],
  },
  debt: {
    right: "manage",
    channels: ["email", "sms"],
    must: { citation: "ПП РФ № 354, п. 119" },
    fields: { ...OF_ACCOUNT, amount: "money", day: "day" },
    says: ["account", "amount"],
  },
  payment_posted: {
    right: "view",
    channels: ["email"],
    fields: { ...OF_ACCOUNT, amount: "money", day: "day" },
    says: ["amount"],
  },
  readings_window: {
    right: "readings",
    channels: ["email", "push"],
    fields: { ...OF_ACCOUNT, month: "month", until: "day" },
    says: ["until"],
  },
  outage: {
    right: "view",
    channels: ["email", "sms", "push"],
    must: { citation: "ПП РФ № 354, п. 31, 104" },
    hurries: true,
    fields: { address: "text", title: "text", text: "text", link: "path" },
    says: ["title", "text"],
  },
  request_status: {
    right: "view",
    channels: ["email", "push"],
    fields: { number: "text", title: "text", text: "text", link: "path" },
    says: ["number"],
  },
  house_notice: {
    right: "view",
    channels: ["email", "push"],
    fields: { address: "text", title: "text", text: "text", link: "path" },
    says: ["title"],
  },
  company_news: {
    right: "view",
    // Nobody is sent advertising who has not asked for it (38-ФЗ, ст. 18).
    channels: [],
    fields: { title: "text", text: "text", link: "path" },
    says: ["title"],
  },
  autopay_tomorrow: {
    right: "pay",
    channels: ["email", "push"],
    // Who let the card pay by itself was promised to be told before.
    must: {},
    fields: { ...OF_ACCOUNT, amount: "money", day: "day" },
    says: ["day", "amount"],
  },
  security: {
    right: "view",
    channels: ["email", "sms"],
    must: {},
    hurries: true,
    fields: { title: "text", text: "text", link: "path" },
    says: ["title"],
  },
} as const satisfies Readonly<Record<string, EventRule>>;

export type NotifiedEvent = keyof typeof EVENTS;
export const EVENT_NAMES = Object.keys(EVENTS) as readonly NotifiedEvent[];
export const ruleOf = (event: NotifiedEvent): EventRule => EVENTS[event];
