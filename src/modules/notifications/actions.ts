import { randomBytes } from "node:crypto";
import { must } from "#core/assert";
import { readLoginName } from "#modules/residents";
import type { Tx } from "#platform/database";
import { type Notice, USUAL_SETTINGS, type Written } from "./model.ts";
import { channelsFor, type Reachable } from "./rules/channels.ts";
import { EVENT_NAMES, ruleOf } from "./rules/events.ts";
import { quietFor } from "./rules/quiet-hours.ts";
import * as store from "./store.ts";

/** What notices come to: one message for each reader and channel whose address is not left alone. Nothing is written. */
export async function planMessages(
  tx: Tx,
  notices: readonly Notice[],
  now: Date = new Date(),
): Promise<store.NewMessage[]> {
  const made: store.NewMessage[] = [];
  for (const [event, ofEvent] of Map.groupBy(notices, (notice) => notice.event)) {
    const asked = ofEvent.map(({ to }) => to);
    const readers = await store.listReaders(tx, asked, { event, right: ruleOf(event).right });
    made.push(
      ...readers.flatMap((one) => messagesFor(must(ofEvent[one.at], "the notice of a reader"), one, now)),
    );
    const read = new Set(readers.map(({ at }) => at));
    made.push(...ofEvent.flatMap((notice, at) => (read.has(at) ? [] : byPhone(notice))));
  }
  const stopped = await store.listStops(tx, made);
  const free = made.filter(({ channel, address }) => !stopped.has(`${channel}:${address}`));
  return [
    ...new Map(free.map((one) => [`${one.recipient} ${one.channel} ${one.event} ${one.key}`, one])).values(),
  ];
}

/**
 * Writes what is to be told, in the caller's transaction: one message for each reader and channel, once for a key. Gives
 * those that now wait for their carrier; what is gathered for a letter of the day does not.
 */
export async function writeMessages(
  tx: Tx,
  notices: readonly Notice[],
  now: Date = new Date(),
): Promise<Written[]> {
  const once = await planMessages(tx, notices, now);
  const ids = await store.insertMessages(tx, once);
  return once.flatMap((one) => {
    const id = ids.get(one.token);
    if (id === undefined || one.state === "gathered") return [];
    return [{ id, channel: one.channel, organization: one.organization, notBefore: one.notBefore }];
  });
}

function messagesFor(notice: Notice, reader: store.Reader, now: Date): store.NewMessage[] {
  const rule = ruleOf(notice.event);
  const settings = reader.settings ?? USUAL_SETTINGS;
  const at = reachOf(reader);
  const channels = channelsFor(notice.event, { wish: reader.wish ?? undefined, at });
  return channels.map((channel) => {
    const isGathered = settings.isDigest && channel === "email" && !rule.hurries && !rule.must;
    // A letter wakes nobody.
    const waits = rule.hurries || channel === "email" ? 0 : quietFor(now, settings);
    return {
      ...placeOf(notice),
      login: reader.login,
      channel,
      recipient: `login:${reader.login}`,
      address: channel === "push" ? "push" : must(at[channel], "an address of a channel that reaches"),
      language: reader.language,
      state: isGathered ? "gathered" : "waiting",
      notBefore: waits > 0 ? new Date(now.getTime() + waits) : undefined,
    };
  });
}

/** Where a reader can be told: an address of their own, else the name that they sign in with. */
export const reachOf = ({ name, email, sms, push }: store.Reader): Reachable => ({
  email: email ?? (name.includes("@") ? name : undefined),
  sms: sms ?? (name.startsWith("+") ? name : undefined),
  push,
});

/** Who has no private account is told by the telephone of the account, in Russian, of what the law demands alone. */
function byPhone(notice: Notice): store.NewMessage[] {
  const phone = notice.phone === undefined ? undefined : readLoginName(notice.phone);
  if (phone?.startsWith("+") !== true || !ruleOf(notice.event).must || !("account" in notice.to)) return [];
  return [
    {
      ...placeOf(notice),
      login: undefined,
      channel: "sms",
      recipient: `account:${notice.to.account}`,
      address: phone,
      language: "ru",
      state: "waiting",
      notBefore: undefined,
    },
  ];
}

function placeOf({ event, key, to, organization, mailing, data }: Notice) {
  const about = "account" in to ? to : to.about;
  return {
    organization,
    mailing,
    building: about?.building,
    account: about?.account,
    event,
    key,
    data,
    token: randomBytes(16).toString("base64url"),
  };
}

/**
 * The letters of the day of those who want one: all that was gathered until the moment, one letter for each. Gives what
 * now waits.
 */
export async function writeDigests(
  tx: Tx,
  of: { readonly until: Date; readonly day: string },
): Promise<Written[]> {
  const gathered = await store.lockGathered(tx, { until: of.until, logins: 500 });
  const letters = [...Map.groupBy(gathered, ({ login }) => login).values()].map((own): store.NewMessage => {
    const first = must(own[0], "the first of a group");
    return {
      organization: first.organization,
      building: first.building,
      account: first.account,
      login: first.login,
      event: "digest",
      channel: "email",
      key: `digest:${of.day}:${first.id}`,
      recipient: `login:${String(first.login)}`,
      address: first.address,
      language: first.language,
      data: { messages: own.map(({ id }) => String(id)).join(",") },
      token: randomBytes(16).toString("base64url"),
      state: "waiting",
      notBefore: undefined,
    };
  });
  const ids = await store.insertMessages(tx, letters);
  await store.endGathered(
    tx,
    gathered.map(({ id }) => id),
  );
  return letters.flatMap(({ token, organization }) => {
    const id = ids.get(token);
    return id === undefined ? [] : [{ id, channel: "email" as const, organization, notBefore: undefined }];
  });
}

/**
 * Ends messages of this kind by this channel for whoever got the one with the token; true where it was found. What the
 * law demands goes on, by another channel if there is one: the wish tells which is not wanted.
 */
export async function unsubscribe(tx: Tx, token: string): Promise<boolean> {
  const message = await store.findMessageByToken(tx, token);
  if (!message) return false;
  const { login, event, channel } = message;
  if (login === undefined) {
    await store.insertStop(tx, { channel, address: message.address, cause: "unsubscribed", detail: "" });
    return true;
  }
  if (event === "digest") {
    const wishes = await store.listWishes(tx, login);
    const free = EVENT_NAMES.filter((one) => ruleOf(one).must === undefined);
    await store.putWishes(
      tx,
      login,
      free.map((one) => ({
        event: one,
        channels: (wishes.get(one) ?? ruleOf(one).channels).filter((other) => other !== "email"),
      })),
    );
    return true;
  }
  const wish = (await store.listWishes(tx, login)).get(event) ?? ruleOf(event).channels;
  await store.putWishes(tx, login, [{ event, channels: wish.filter((one) => one !== channel) }]);
  await store.stopWaiting(tx, { login, event, channel, reason: "unsubscribed" });
  return true;
}
