import { randomBytes } from "node:crypto";
import { must } from "#core/assert";
import {
  type AddressChannel,
  askAddress,
  type Channel,
  channelsFor,
  CODE_MINUTES,
  codeRecipient,
  confirmAddress,
  deleteAddress,
  endStops,
  endSubscription,
  findMessageByToken,
  findSettings,
  insertNotifications,
  listAddresses,
  listReaders,
  listStops,
  listSubscriptions,
  listWishes,
  type NotifiedEvent,
  putSettings,
  putSubscription,
  putWishes,
  reachOf,
  ruleOf,
  type Settings,
  stopWaiting,
  unsubscribe,
  USUAL_SETTINGS,
} from "#modules/notifications";
import type { OwnAccount, SignedInResident } from "#modules/residents";
import type { Ctx } from "#platform/context";
import type { Tx } from "#platform/database";
import type { AddressDone, NotificationWishesPage, UnsubscribePage } from "./notification-pages-contract.ts";
import { codeWords } from "./notification-words.ts";
import { putOut } from "./notify.ts";
import { deviceOf } from "./private-own.ts";
import { accountAround } from "./private-account.ts";

/** What somebody is told of, in the order in which it is asked. */
const OFFERED = [
  "bill_ready",
  "due_soon",
  "debt",
  "payment_posted",
  "readings_window",
  "outage",
  "request_status",
  "company_news",
  "autopay_tomorrow",
  "security",
] as const satisfies readonly NotifiedEvent[];

interface Contexts {
  readonly resident: Ctx;
  readonly center: Ctx;
}

/** The matrix of events and channels of a login. Wishes are of the login and no data of the city: the center reads them. */
export async function wishesPage(
  { resident, center }: Contexts,
  self: SignedInResident,
  of: {
    readonly account: OwnAccount;
    readonly isSaved: boolean;
    readonly pushKey: string;
    readonly done: "agreed" | "ended" | undefined;
    readonly addressDone: AddressDone | undefined;
  },
): Promise<NotificationWishesPage> {
  const around = await resident.transaction((tx) => accountAround(tx, self, of.account));
  return center.transaction(async (tx) => {
    const { id } = self.login;
    const channels = await channelsOf(tx, self);
    const wishes = await listWishes(tx, id);
    const stops = await listStops(tx, channels);
    const at = {
      email: channels.find(({ channel }) => channel === "email")?.address,
      sms: channels.find(({ channel }) => channel === "sms")?.address,
      push: channels.some(({ channel }) => channel === "push"),
    };
    return {
      page: "lk.notifications",
      around,
      channels: channels.map((one) => ({
        ...one,
        isStopped: stops.has(`${one.channel}:${one.address}`),
      })),
      events: OFFERED.map((event) => ({
        event,
        chosen: channelsFor(event, { wish: wishes.get(event), at }),
        isMust: ruleOf(event).must !== undefined,
        citation: ruleOf(event).must?.citation,
      })),
      settings: (await findSettings(tx, id)) ?? USUAL_SETTINGS,
      push: {
        key: of.pushKey,
        browsers: (await listSubscriptions(tx, id)).map(({ id: number, userAgent, agreedAt }) => ({
          id: number,
          device: namesOf(deviceOf(userAgent)),
          agreedAt: agreedAt.toISOString(),
        })),
        done: of.done,
      },
      addresses: {
        name: self.login.name,
        own: await listAddresses(tx, id),
        done: of.addressDone,
      },
      isSaved: of.isSaved,
    };
  });
}

const namesOf = ({ browser, system }: ReturnType<typeof deviceOf>): string =>
  [browser, system].filter(Boolean).join(", ");

async function channelsOf(tx: Tx, { login }: SignedInResident) {
  const [reader] = await listReaders(tx, [{ login: login.id }], { event: "security", right: "view" });
  if (!reader) return [];
  const { email, sms, push } = reachOf(reader);
  return [
    ...(email === undefined ? [] : [{ channel: "email" as const, address: email }]),
    ...(sms === undefined ? [] : [{ channel: "sms" as const, address: sms }]),
    ...(push ? [{ channel: "push" as const, address: "push" }] : []),
  ];
}

/**
 * Keeps what was chosen. Of channels that do not reach the resident now the wish stays as it was; what waits to be told
 * by a channel that was taken away is not told by it.
 */
export async function saveWishes(
  center: Ctx,
  self: SignedInResident,
  of: {
    readonly chosen: ReadonlyMap<NotifiedEvent, readonly Channel[]>;
    readonly settings: Settings;
    /** The resident wants to be told again at addresses that were stopped. */
    readonly resumes: boolean;
  },
): Promise<void> {
  const login = self.login.id;
  await center.transaction(async (tx) => {
    const channels = await channelsOf(tx, self);
    const offered = new Set(channels.map(({ channel }) => channel));
    const before = await listWishes(tx, login);
    const wishes = OFFERED.map((event) => {
      const kept = (before.get(event) ?? ruleOf(event).channels).filter((one) => !offered.has(one));
      const chosen = (of.chosen.get(event) ?? []).filter((one) => offered.has(one));
      return { event, channels: [...chosen, ...kept] };
    });
    await putWishes(tx, login, wishes);
    await putSettings(tx, login, of.settings);
    if (of.resumes) await endStops(tx, channels);
    for (const { event, channels: wished } of wishes) {
      if (ruleOf(event).must) continue;
      for (const channel of offered) {
        if (!wished.includes(channel))
          await stopWaiting(tx, { login, event, channel, reason: "unsubscribed" });
      }
    }
  });
}

/** Sends a code to an address that the resident wants to be told at; it is used once the code comes back. */
export async function askOwnAddress(
  center: Ctx,
  { login }: SignedInResident,
  of: { readonly channel: AddressChannel; readonly typed: string },
): Promise<AddressDone> {
  return center.transaction(async (tx) => {
    const asked = await askAddress(tx, { ...of, login: login.id });
    if (typeof asked === "string") return asked;
    const { address, code } = asked;
    const token = randomBytes(16).toString("base64url");
    const ids = await insertNotifications(tx, [
      {
        organization: undefined,
        building: undefined,
        account: undefined,
        login: login.id,
        event: "security",
        channel: of.channel,
        key: `address:${token}`,
        recipient: codeRecipient(login.id),
        address,
        language: login.language,
        data: codeWords(code, CODE_MINUTES),
        token,
        state: "waiting",
        notBefore: undefined,
      },
    ]);
    const id = must(ids.get(token), "the message with the code");
    await putOut(tx, [{ id, channel: of.channel, organization: undefined, notBefore: undefined }]);
    return "sent";
  });
}

export const confirmOwnAddress = (
  center: Ctx,
  { login }: SignedInResident,
  of: { readonly channel: AddressChannel; readonly code: string },
): Promise<AddressDone> => center.transaction((tx) => confirmAddress(tx, { ...of, login: login.id }));

/** From now on what there was before is used: the name that the resident signs in with, if it is of this channel. */
export async function endOwnAddress(
  center: Ctx,
  { login }: SignedInResident,
  channel: AddressChannel,
): Promise<AddressDone> {
  await center.transaction((tx) => deleteAddress(tx, { login: login.id, channel }));
  return "ended";
}

/** A browser of the resident as it named itself; what is no such name is not kept. */
export interface BrowserNamed {
  readonly endpoint: string;
  readonly p256dh: string;
  readonly auth: string;
  readonly userAgent: string;
}

/** The most that somebody has at home; a further one takes the place of the oldest. */
const BROWSERS_MAX = 10;

/** Keeps a browser that agreed to be told; false where what came is none of a browser's. */
export async function agreeToPushes(
  center: Ctx,
  { login }: SignedInResident,
  of: BrowserNamed,
): Promise<boolean> {
  const isNamed =
    URL.canParse(of.endpoint) &&
    new URL(of.endpoint).protocol === "https:" &&
    of.endpoint.length <= 2_000 &&
    /^[\w-]{86,88}={0,2}$/.test(of.p256dh) &&
    /^[\w-]{22}={0,2}$/.test(of.auth);
  if (!isNamed) return false;
  await center.transaction(async (tx) => {
    await putSubscription(tx, login.id, { ...of, userAgent: of.userAgent.slice(0, 300) });
    const browsers = await listSubscriptions(tx, login.id);
    for (const { id } of browsers.slice(0, Math.max(0, browsers.length - BROWSERS_MAX)))
      await endSubscription(tx, { login: login.id, id, reason: "resident" });
  });
  return true;
}

/** Ends one of the resident's own browsers; false where there is none of that number. */
export const endPushes = (center: Ctx, { login }: SignedInResident, id: number): Promise<boolean> =>
  center.transaction((tx) => endSubscription(tx, { login: login.id, id, reason: "resident" }));

/** What a link of a message ends; undefined for a link that is none of ours. */
export async function unsubscribePage(center: Ctx, token: string): Promise<UnsubscribePage | undefined> {
  const message = await center.transaction((tx) => findMessageByToken(tx, token));
  if (!message) return undefined;
  const { event, channel } = message;
  return {
    page: "unsubscribe",
    token,
    event,
    channel,
    isMust: event !== "digest" && ruleOf(event).must !== undefined,
    isDone: false,
  };
}

/** Ends it; once more changes nothing. */
export async function endByLink(center: Ctx, token: string): Promise<UnsubscribePage | undefined> {
  const page = await unsubscribePage(center, token);
  if (!page) return undefined;
  await center.transaction((tx) => unsubscribe(tx, token));
  return { ...page, isDone: true };
}
