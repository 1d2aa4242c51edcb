import { setTimeout as pause } from "node:timers/promises";
import { must } from "#core/assert";
import type { BuildingId } from "#core/ids";
import type { CardBank, CardBanks } from "./card-banks.ts";
import { parsePeriod } from "#core/period";
import {
  insertCardMessage,
  insertMessage,
  insertNotification,
  isNotificationHandled,
  type KeptCard,
  type PaymentRead,
  type RawNotification,
} from "#modules/gateways";
import {
  applyReading,
  findKeepConsent,
  findOrder,
  findOrderByNumber,
  getOrder,
  keepCard,
  listDue,
  lockOrder,
  noteAsking,
  noteCreated,
  noteExpired,
  noteRefunded,
  noteRefundFailed,
  noteRefusedByBank,
  type Order,
  type OrderRef,
  waitFor,
} from "#modules/payments";
import type { Attempt, Carrier, Message } from "#modules/gateways";
import type { Ctx } from "#platform/context";
import type { Tx } from "#platform/database";
import { oweReceipt, oweRefundReceipt } from "./fiscal-receipts.ts";

/** Where a payer goes to pay; `waits`: the bank has not answered yet. */
export type Started =
  | { readonly outcome: "go"; readonly order: Order }
  | { readonly outcome: "over" | "waits"; readonly order: Order };

/**
 * Asks the bank for its page. That we ask is written down before: whoever dies in between leaves an order that is looked
 * after. A second press of the button gets the first answer.
 */
export async function startPayment(
  ctx: Ctx,
  banks: CardBanks,
  ref: OrderRef,
  urls: { readonly returnUrl: string; readonly notificationUrl: string; readonly email?: string | undefined },
): Promise<Started> {
  const ready = await ctx.transaction(async (tx): Promise<Started | Order> => {
    await lockOrder(tx, ref);
    const order = must(await findOrder(tx, ref), "the order that is paid");
    if (order.state === "pending" && order.payUrl !== undefined) return { outcome: "go", order };
    if (order.asking) return { outcome: "waits", order };
    if (order.isExpired || (order.state !== "created" && order.state !== "unknown"))
      return { outcome: "over", order };
    await noteAsking(tx, order);
    return order;
  });
  if ("outcome" in ready) return ready.outcome === "waits" ? firstAnswer(ctx, ready.order) : ready;
  const bank = bankOf(banks, ready);
  // Asked before without an answer: a bank that does not remember keys is looked at first.
  if (ready.state === "unknown" && !bank.gateway.repeatsCreate) {
    await lookAt(ctx, banks, ref);
    const order = await currentOrder(ctx, ref);
    if (order.state !== "unknown") return { outcome: order.payUrl === undefined ? "over" : "go", order };
  }
  const keep = await ctx.transaction((tx) => findKeepConsent(tx, ref));
  const created = await bank.gateway.create({
    order: String(ready.order),
    amount: ready.amount,
    description: `ЖКУ, ЛС ${ready.accountNumber}`,
    returnUrl: urls.returnUrl,
    notificationUrl: urls.notificationUrl,
    email: urls.email ?? (ready.email || undefined),
    fast: ready.fast,
    language: ready.language,
    ...(keep === undefined ? {} : { keepFor: `account-${ready.account}` }),
    expiresInMinutes: 20,
  });
  await ctx.transaction(async (tx) => {
    await lockOrder(tx, ref);
    if (created.outcome === "created") await noteCreated(tx, ready, created);
    if (created.outcome === "refused") await noteRefusedByBank(tx, ready, created.reason);
  });
  const order = await currentOrder(ctx, ref);
  return {
    outcome: created.outcome === "created" ? "go" : created.outcome === "refused" ? "over" : "waits",
    order,
  };
}

/**
 * A second tap while the bank is being asked: the browser follows the last answer alone, so this one waits for what the
 * first is told, as long as a payer looks at an unmoving page.
 */
async function firstAnswer(ctx: Ctx, asked: Order): Promise<Started> {
  let order = asked;
  for (let looks = 0; order.asking && looks < 20; looks += 1) {
    await pause(250);
    order = await currentOrder(ctx, order);
  }
  if (order.asking) return { outcome: "waits", order };
  return { outcome: order.state === "pending" && order.payUrl !== undefined ? "go" : "over", order };
}

const currentOrder = async (ctx: Ctx, ref: OrderRef): Promise<Order> =>
  must(await ctx.transaction((tx) => findOrder(tx, ref)), "an order");

function bankOf(banks: CardBanks, order: Order): CardBank {
  const bank = banks.find(order.bank);
  if (!bank) throw new Error(`bank ${order.bank} of order ${order.order} is not configured any more`);
  return bank;
}

/**
 * Reads an order at its bank and books what follows. This is the only way in which money of an order is booked: a
 * notification, a payer who came back and the reconciler all end here. False if the bank gave no answer to rely on.
 */
export async function lookAt(
  ctx: Ctx,
  banks: CardBanks,
  ref: OrderRef,
  hint?: {
    readonly reference?: string | undefined;
    readonly attempts?: number | undefined;
    readonly now?: Date | undefined;
    /** Told by a word that was believed; some banks tell a card's token in no other way. */
    readonly card?: KeptCard | undefined;
  },
): Promise<boolean> {
  const order = await currentOrder(ctx, ref);
  const reference = order.reference ?? hint?.reference;
  const read = await bankOf(banks, order).gateway.read({ order: String(order.order), reference });
  return ctx.transaction(async (tx) => {
    switch (read.outcome) {
      case "read":
        await applyRead(ctx, tx, ref, read.payment);
        await keepCardOf(tx, banks, ref, read.payment.card ?? hint?.card);
        await waitOn(tx, ref, hint);
        return true;
      case "absent":
        await lockOrder(tx, ref);
        await endOverdue(tx, ref);
        await waitOn(tx, ref, hint);
        return true;
      case "unknown":
        await waitOn(tx, ref, hint);
        return false;
    }
  });
}

async function applyRead(ctx: Ctx, tx: Tx, ref: OrderRef, payment: PaymentRead): Promise<void> {
  await lockOrder(tx, ref);
  const order = must(await findOrder(tx, ref), "an order");
  if (order.reference === undefined && payment.reference !== "" && payment.order === String(order.order))
    await noteCreated(tx, order, { reference: payment.reference, payUrl: "" });
  const applied = await applyReading(ctx, tx, ref, payment);
  if (applied.credited !== undefined)
    await oweReceipt(tx, { building: ref.building, payment: applied.credited, contact: order.email });
  for (const { payment: refunded, amount } of applied.refunded)
    await oweRefundReceipt(tx, { building: ref.building, payment: refunded, amount });
  await endOverdue(tx, ref);
}

/** Keeps the card of a payment that came, if the payer agreed to it: the token is sealed before it is written. */
async function keepCardOf(
  tx: Tx,
  { sealer }: CardBanks,
  ref: OrderRef,
  card: KeptCard | undefined,
): Promise<void> {
  if (card === undefined || card.token === "" || sealer === undefined) return;
  const order = must(await findOrder(tx, ref), "an order");
  if (order.state !== "succeeded" || order.payment === undefined) return;
  await keepCard(tx, order, {
    token: sealer.seal(card.token, sealedAbout(order)),
    mask: card.mask,
    issuer: card.issuer ?? "",
    expires: parsePeriod(card.expires ?? ""),
  });
}

/** What a card's seal speaks of: the order by which it came. */
export const sealedAbout = (of: { readonly bank: string; readonly order: number }): string =>
  `${of.bank} ${of.order}`;

/** The link's time is over and nobody has paid. Money that comes all the same is booked, and seen. */
async function endOverdue(tx: Tx, ref: OrderRef): Promise<void> {
  const order = must(await findOrder(tx, ref), "an order");
  const isOpen = order.state === "created" || order.state === "pending" || order.state === "unknown";
  if (isOpen && order.isExpired && order.incident === "") await noteExpired(tx, order);
}

/** The next look comes after 1, 2, 4 … minutes, at the latest after an hour; none when the order is over. */
async function waitOn(
  tx: Tx,
  ref: OrderRef,
  hint: { readonly attempts?: number | undefined; readonly now?: Date | undefined } | undefined,
): Promise<void> {
  const { state } = must(await findOrder(tx, ref), "an order");
  if (state !== "pending" && state !== "unknown") return;
  const attempts = (hint?.attempts ?? 0) + 1;
  await waitFor(tx, ref, { attempts, seconds: Math.min(60 * 2 ** (attempts - 1), 3600), now: hint?.now });
}

/** Looks at the orders whose outcome is open and whose turn has come. */
export async function reconcileOrders(
  ctx: Ctx,
  banks: CardBanks,
  options: { readonly limit?: number; readonly now?: Date } = {},
): Promise<{ readonly looked: number; readonly unanswered: number }> {
  const due = await ctx.transaction((tx) => listDue(tx, { limit: options.limit ?? 50, now: options.now }));
  let unanswered = 0;
  const troubles: unknown[] = [];
  for (const { attempts, ...ref } of due) {
    try {
      if (!(await lookAt(ctx, banks, ref, { attempts, now: options.now }))) unanswered += 1;
    } catch (error) {
      // One order that cannot be looked at holds up none of those behind it; it is told of when all have had their turn.
      troubles.push(error);
    }
  }
  if (troubles.length > 0) throw new AggregateError(troubles, troubles.map(String).join("; "));
  return { looked: due.length, unanswered };
}

/** What the bank gets back. */
export interface NotificationAnswer {
  readonly status: number;
  readonly body: string;
}

/**
 * A bank tells that something happened. What it says is not believed; it is a reason to look. Anything but 200 makes the
 * bank tell again: so is answered when the look gave nothing.
 */
export async function takeNotification(
  ctx: Ctx,
  banks: CardBanks,
  code: string,
  raw: RawNotification,
): Promise<NotificationAnswer> {
  const bank = banks.find(code);
  if (!bank) return { status: 404, body: "" };
  const note = bank.gateway.notified(raw);
  const keep = (outcome: string, incident: boolean) =>
    ctx.transaction((tx) =>
      insertCardMessage(tx, {
        bank: code,
        remoteAddress: raw.remoteAddress,
        request: `${raw.method} ${withoutSecrets(raw.body.length > 0 ? raw.body.toString("utf8") : raw.query)}`,
        outcome,
        incident,
      }),
    );
  if (!note.believed) {
    await keep(`not believed: ${note.why}`, true);
    return { status: note.why === "malformed" ? 400 : 403, body: "" };
  }
  const found = await ctx.transaction(async (tx) => ({
    handled: await isNotificationHandled(tx, code, note.replayKey),
    ref: await findOrderByNumber(tx, { bank: code, order: note.order, reference: note.reference }),
  }));
  if (found.handled) return { status: 200, body: note.answer };
  if (!found.ref || (await currentOrder(ctx, found.ref)).bank !== code) {
    await keep("about an order that is not ours", true);
    return { status: 200, body: note.answer };
  }
  if (!(await lookAt(ctx, banks, found.ref, { reference: note.reference, card: note.card }))) {
    await keep("the bank did not answer when it was asked", false);
    return { status: 503, body: "" };
  }
  await ctx.transaction((tx) => insertNotification(tx, code, note.replayKey));
  await keep("handled", false);
  return { status: 200, body: note.answer };
}

/** Tokens and signatures are keys: they are not kept. */
const withoutSecrets = (text: string): string =>
  text
    .replaceAll(/("(?:Token|RebillId|SignatureValue|checksum|sign)"\s*:\s*)(?:"[^"]*"|\d+)/gi, '$1"•"')
    .replaceAll(/((?:^|&)(?:Token|RebillId|SignatureValue|checksum|sign)=)[^&]*/gi, "$1•");

/** Puts an approved refund on its way to the bank, in the transaction that approves it. */
export async function sendRefund(tx: Tx, of: OrderRef & { readonly refund: number }): Promise<void> {
  const order = must(await findOrder(tx, of), "the order of a refund");
  await insertMessage(tx, {
    kind: REFUNDS,
    key: `${of.order}-${of.refund}`,
    payload: { building: of.building, order: of.order, refund: of.refund },
    organization: order.organization,
  });
}

const REFUNDS = "cards.refund";

/** Carries refunds to the banks. */
export function refundCarrier(banks: CardBanks): Carrier {
  const refOf = ({ payload }: Message) => ({
    building: payload["building"] as BuildingId,
    order: payload["order"] as number,
    refund: payload["refund"] as number,
  });
  return {
    kind: REFUNDS,
    carry: async (ctx, message): Promise<Attempt> => {
      const ref = refOf(message);
      // An attempt without an answer may have arrived: a bank that tells how much it gave back is read first.
      if (message.attempts > 0) await lookAt(ctx, banks, ref);
      const { order, refunds } = must(
        await ctx.transaction((tx) => getOrder(tx, ref)),
        "the order of a refund",
      );
      const refund = must(
        refunds.find(({ no }) => no === ref.refund),
        "a refund",
      );
      if (refund.outcome !== "approved") return { outcome: "sent" };
      const done = await bankOf(banks, order).gateway.refund({
        order: String(order.order),
        reference: must(order.reference, "the bank's number of a paid order"),
        amount: refund.amount,
        key: `refund-${order.order}-${refund.no}`,
      });
      switch (done.outcome) {
        case "refunded":
          return { outcome: "sent" };
        case "waits":
          return { outcome: "waits", reason: "the bank is at work", seconds: 60 };
        case "refused":
          return { outcome: "dead", reason: done.reason };
        case "unknown":
          return { outcome: "away", reason: done.reason };
      }
    },
    settle: async (ctx, tx, message, attempt) => {
      const ref = refOf(message);
      if (attempt.outcome === "dead") await noteRefundFailed(tx, { ...ref, reason: attempt.reason });
      if (attempt.outcome !== "sent") return;
      for (const { payment, amount } of await noteRefunded(ctx, tx, ref))
        await oweRefundReceipt(tx, { building: ref.building, payment, amount });
    },
  };
}
