import { parsePeriod } from "#core/period";
import {
  type Attempt,
  type Carrier,
  type Letter,
  type LetterAttachment,
  type Mailer,
  type Message,
  type Pusher,
  type Sending,
  type SmsListener,
  type SmsSender,
} from "#modules/gateways";
import {
  beginSending,
  DIGEST_WORDS,
  endReported,
  endSending,
  endSubscription,
  type Ended,
  EVENT_WORDS,
  filled,
  findNotification,
  findSettings,
  findTemplate,
  insertStop,
  linkOf,
  listStops,
  listSubscriptions,
  type MessageState,
  type NotificationMessage,
  shortened,
  smsParts,
  ruleOf,
  type Template,
  usualTemplate,
} from "#modules/notifications";
import { findOrganizations } from "#modules/organizations";
import type { Ctx } from "#platform/context";
import type { Tx } from "#platform/database";
import { receiptOfNumber } from "./issue-receipts.ts";
import type { DrawLetter } from "./letter-contract.ts";
import { LETTER_WORDS } from "./notification-words.ts";
import { testedIn } from "./notice-words.ts";
import { kindOf } from "./notify.ts";

/** Longer than a letter is news. */
const DAYS_WAITED = 3;
const HOURS_WAITED_IN_HASTE = 12;

/** What became of a message, as the transaction that ends the attempt books it. */
interface Became {
  readonly state: MessageState;
  readonly reason: string;
  readonly parts?: number | undefined;
  readonly peer?: string | undefined;
  /** Nobody is at the address. */
  readonly isGone?: boolean | undefined;
}

/** Thrown into a channel so that nothing leaves. */
class Superseded extends Error {}

export interface LetterOptions {
  readonly mailer: Mailer;
  /** "https://portal.example.ru". */
  readonly origin: string;
  /** Absent: letters are of text alone. */
  readonly draw?: DrawLetter | undefined;
}

/** Carries letters out. */
export const letterCarrier = (options: LetterOptions): Carrier =>
  carrierOf("email", async (ctx, message) => {
    const letter = await letterOf(ctx, message, options);
    return (leaving) => options.mailer.send(letter, leaving).then((sending) => becameOf(sending));
  });

/** Carries short messages out: of everything the shortest words, in two parts at most. */
export const smsCarrier = (options: { readonly sender: SmsSender; readonly origin: string }): Carrier =>
  carrierOf("sms", async (ctx, message) => {
    const { body } = await ctx.transaction((tx) => saidOf(tx, message, options.origin));
    const text = shortened(body);
    const sms = { to: message.address, text, id: `notification-${message.id}` };
    const parts = smsParts(text);
    return async (leaving) => {
      const became = becameOf(await options.sender.send(sms, leaving));
      return "later" in became ? became : { ...became, parts };
    };
  });

/**
 * Carries pushes out, to each browser of the login that agreed: told is who is told by one of them. A browser whose
 * service knows it no more is struck off.
 */
export const pushCarrier = (options: { readonly pusher: Pusher; readonly origin: string }): Carrier =>
  carrierOf("push", async (ctx, message) => {
    const { login, id } = message;
    const { said, browsers } = await ctx.transaction(async (tx) => ({
      said: await saidOf(tx, message, options.origin),
      browsers: login === undefined ? [] : await listSubscriptions(tx, login),
    }));
    const push = {
      title: said.subject,
      body: said.body,
      url: said.button?.href ?? `${options.origin}/lk`,
      tag: `notification-${id}`,
    };
    return async (leaving) => {
      let left: Promise<void> | undefined;
      const sendings: Sending[] = [];
      for (const browser of browsers) {
        // It leaves once, whatever the number of browsers.
        const sending = await options.pusher.send(push, browser, () => (left ??= leaving()));
        sendings.push(sending);
        if (login !== undefined && sending.outcome === "refused" && sending.isGone)
          await ctx.transaction((tx) => endSubscription(tx, { login, id: browser.id, reason: "gone" }));
      }
      return togetherOf(sendings);
    };
  });

/** One that took it is enough; where it may have arrived it is not sent again. */
function togetherOf(sendings: readonly Sending[]): Became | { readonly later: string } {
  const first = (outcome: Sending["outcome"]) => sendings.find((one) => one.outcome === outcome);
  const sending = first("accepted") ?? first("unsure") ?? first("later") ?? first("refused");
  if (sending === undefined) return { state: "failed", reason: "no_browser" };
  // The browser is struck off, and no address of the channel is stopped.
  return sending.outcome === "refused" ? { state: "failed", reason: sending.reason } : becameOf(sending);
}

/** Words by which somebody asks for silence, however they are typed; of a text of several words the first. */
const STOP_WORDS = new Set([
  "stop",
  "стоп",
  "отписка",
  "отписаться",
  "хватит",
  "unsubscribe",
  "end",
  "quit",
  "cancel",
]);

/** What the message center tells later: the fate of a message, and what somebody wrote back. */
export const smsListener = (context: () => Promise<Ctx>): SmsListener => ({
  report: async ({ peerId, state, reason }) => {
    const ctx = await context();
    await ctx.transaction((tx) => endReported(tx, { channel: "sms", peer: peerId, state, reason }));
  },
  incoming: async ({ from, text }) => {
    const [word = ""] = text
      .trim()
      .toLowerCase()
      .split(/[\s.,!]+/);
    if (!STOP_WORDS.has(word)) return;
    const ctx = await context();
    await ctx.transaction((tx) =>
      insertStop(tx, { channel: "sms", address: from, cause: "stop_word", detail: text }),
    );
  },
});

/**
 * One attempt for a channel: what it tells is made first; then "it is leaving" is committed before the first byte of it
 * leaves, so that a process that dies in between leaves a trace, and nobody is told twice.
 */
export function carrierOf(
  channel: NotificationMessage["channel"],
  prepare: (
    ctx: Ctx,
    message: NotificationMessage,
  ) => Promise<(leaving: () => Promise<void>) => Promise<Became | { readonly later: string }>>,
): Carrier {
  return {
    kind: kindOf(channel),
    carry: async (ctx, { payload }): Promise<Attempt> => {
      const id = BigInt(String(payload["message"]));
      const { message, stop } = await ctx.transaction(async (tx) => {
        const found = await findNotification(tx, id);
        const stops = found ? await listStops(tx, [found]) : new Map<string, string>();
        return { message: found, stop: found && stops.get(`${found.channel}:${found.address}`) };
      });
      if (!message) return { outcome: "dead", reason: `message ${id} is not there` };
      // A process died while it left, or is still at it beyond its lease.
      if (message.state === "sending") return ended({ state: "unsure", reason: "left_unsure" });
      if (message.state !== "waiting") return { outcome: "sent" };
      if (stop !== undefined) return ended({ state: "stopped", reason: stop });
      if (isStale(message)) return ended({ state: "failed", reason: "too_old" });
      const send = await prepare(ctx, message);
      let began: boolean | undefined;
      const became = await send(async () => {
        began = await ctx.transaction((tx) => beginSending(tx, id));
        if (!began) throw new Superseded("another process has it");
      });
      if (began === false) return { outcome: "waits", reason: "another process has it", seconds: 60 };
      if ("later" in became)
        return { outcome: "away", reason: became.later, progress: { began: began === true } };
      return ended(became);
    },
    settle: async (_ctx, tx, message, attempt) => {
      await settle(tx, message, attempt);
    },
  };
}

/** The outbox has done its part with any ending; what it was stands in the log of messages. */
const ended = ({ state, reason, parts, peer, isGone }: Became): Attempt => ({
  outcome: "sent",
  progress: { state, reason, parts: parts ?? null, peer: peer ?? null, isGone: isGone === true },
});

async function settle(tx: Tx, { payload }: Message, attempt: Attempt): Promise<void> {
  const id = BigInt(String(payload["message"]));
  if (attempt.outcome === "away") {
    // The peer has said that it did not take it. Where nothing is known, it stays marked as leaving.
    if (attempt.progress?.["began"] === true)
      await endSending(tx, { id, state: "waiting", reason: attempt.reason });
    return;
  }
  const progress = attempt.progress ?? {};
  const state = progress["state"] as MessageState | undefined;
  if (state === undefined) return;
  const of: Ended = {
    id,
    state,
    reason: String(progress["reason"]),
    parts: (progress["parts"] as number | null) ?? undefined,
    peer: (progress["peer"] as string | null) ?? undefined,
  };
  await endSending(tx, of);
  if (progress["isGone"] !== true) return;
  const message = await findNotification(tx, id);
  if (message) await insertStop(tx, { ...message, cause: "bounced", detail: of.reason });
}

function isStale({ createdAt, event }: NotificationMessage): boolean {
  const hurries = event !== "digest" && ruleOf(event).hurries === true;
  const hours = hurries ? HOURS_WAITED_IN_HASTE : DAYS_WAITED * 24;
  return Date.now() - createdAt.getTime() > hours * 3_600_000;
}

function becameOf(sending: Sending): Became | { readonly later: string } {
  switch (sending.outcome) {
    case "accepted":
      return { state: "sent", reason: "", peer: sending.peerId };
    case "refused":
      return { state: sending.isGone ? "bounced" : "failed", reason: sending.reason, isGone: sending.isGone };
    case "unsure":
      return { state: "unsure", reason: sending.reason };
    case "later":
      return { later: sending.reason };
  }
}

// --- what a letter says ----------------------------------------------------------------------------------------------

async function letterOf(ctx: Ctx, message: NotificationMessage, options: LetterOptions): Promise<Letter> {
  const { sender, said, attaches } = await ctx.transaction(async (tx) => ({
    sender: await senderOf(tx, message),
    said: await saidOf(tx, message, options.origin),
    attaches:
      message.event === "bill_ready" &&
      message.login !== undefined &&
      (await findSettings(tx, message.login))?.attachesBill === true,
  }));
  const { language } = message;
  const words = LETTER_WORDS[language];
  const { subject, body, button, isMust } = said;
  const unsubscribeUrl =
    isMust || testedIn(message.data) ? undefined : `${options.origin}/u/${message.token}`;
  const paragraphs = body.split(/\n{2,}/).filter((one) => one.trim() !== "");
  const { account } = message.data;
  const footer = [
    { text: typeof account === "string" ? words.becauseOf(account) : words.because },
    ...(isMust ? [{ text: words.must }] : []),
    { text: words.settings, href: `${options.origin}/lk/notifications` },
    ...(unsubscribeUrl === undefined ? [] : [{ text: words.unsubscribe, href: unsubscribeUrl }]),
  ];
  const drawn = { language, sender, title: subject, paragraphs, button, footer };
  return {
    fromName: sender,
    to: message.address,
    subject,
    text: textOf(drawn),
    html: options.draw?.(drawn),
    id: `notification-${message.id}`,
    language,
    unsubscribeUrl,
    attachments: attaches ? await billOf(ctx, message) : [],
  };
}

/** The letter where nobody draws it: the same, line after line. */
const textOf = ({ sender, paragraphs, button, footer }: Parameters<DrawLetter>[0]): string =>
  [
    ...paragraphs,
    ...(button ? [`${button.label}: ${button.href}`] : []),
    ["-- ", sender, ...footer.map(({ text, href }) => (href === undefined ? text : `${text}: ${href}`))].join(
      "\n",
    ),
  ].join("\n\n");

async function senderOf(tx: Tx, { organization, language }: NotificationMessage): Promise<string> {
  if (organization === undefined) return LETTER_WORDS[language].center;
  const [found] = await findOrganizations(tx, [organization]);
  return found?.name ?? LETTER_WORDS[language].center;
}

interface Said extends Template {
  readonly button: { readonly label: string; readonly href: string } | undefined;
  readonly isMust: boolean;
}

/** The words of the message, in the template of its company or in everybody's. */
async function saidOf(tx: Tx, message: NotificationMessage, origin: string): Promise<Said> {
  const { language } = message;
  if (message.event === "digest") return digestOf(tx, message, origin);
  const { event, channel, data, organization } = message;
  const tested = testedIn(data);
  const own =
    tested ??
    (organization === undefined
      ? undefined
      : await findTemplate(tx, { organization, event, channel, language }));
  const telling = { event, language, data, origin };
  const href = linkOf(telling);
  return {
    ...filled(own ?? usualTemplate(event, channel, language), telling),
    button:
      href === undefined || href === "" ? undefined : { label: EVENT_WORDS[language][event].button, href },
    isMust: ruleOf(event).must !== undefined,
  };
}

async function digestOf(tx: Tx, message: NotificationMessage, origin: string): Promise<Said> {
  const { language, data } = message;
  const parts: string[] = [];
  for (const id of String(data["messages"]).split(",")) {
    const one = await findNotification(tx, BigInt(id));
    if (!one || one.event === "digest") continue;
    const { subject, body, button } = await saidOf(tx, one, origin);
    parts.push(
      `${subject}\n${body.split(/\n{2,}/)[0] ?? ""}${button ? `\n${button.label}: ${button.href}` : ""}`,
    );
  }
  const { subject, button } = DIGEST_WORDS[language];
  return {
    subject,
    body: parts.join("\n\n"),
    button: { label: button, href: `${origin}/lk` },
    isMust: false,
  };
}

async function billOf(ctx: Ctx, { data }: NotificationMessage): Promise<LetterAttachment[]> {
  const { account: number, month } = data;
  const period = typeof month === "string" ? parsePeriod(month) : undefined;
  if (typeof number !== "string" || period === undefined) return [];
  // In the language of the printed one, and as it was issued.
  const pdf = await receiptOfNumber(ctx, { number, period, language: "ru" });
  return pdf.ok ? [{ name: `${number}-${period}.pdf`, type: "application/pdf", content: pdf.value }] : [];
}
