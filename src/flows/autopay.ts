import { must } from "#core/assert";
import type { AccountId, BuildingId } from "#core/ids";
import { type Period, previous } from "#core/period";
import { type Result, refuse } from "#core/result";
import { type Money, money } from "#core/units";
import { findAccountsByNumber, findAccountsByPlace } from "#modules/accounts";
import {
  agreeToKeep,
  announceTurn,
  autopayAmount,
  type AutopayRefusal,
  type AutopayRule,
  type AutopayTurn,
  beginAttempt,
  createOrder,
  findAutopayRule,
  findOrder,
  findToken,
  findTurn,
  getOrder,
  listCards,
  listRulesDue,
  listTurnsDue,
  lockAutopay,
  lockOrder,
  noteAsking,
  noteCreated,
  noteDeclined,
  nothingDue,
  type OnlineOrderRefusal,
  type Order,
  ORDER_AMOUNT_MAX,
  ORDER_AMOUNT_MIN,
  type OrderRef,
  type Schedule,
  setAutopay,
  settleTurn,
  stopAutopay,
  stopTurn,
} from "#modules/payments";
import { dueDay } from "#modules/receipts";
import type { Ctx } from "#platform/context";
import type { Tx } from "#platform/database";
import { owingToday } from "./account-owing.ts";
import { type ConsentGiven, consentOf } from "./autopay-consents.ts";
import type { CardBanks } from "./card-banks.ts";
import { placesOf } from "./notification-places.ts";
import { notify } from "./notify.ts";
import { lookAt, sealedAbout } from "./online-payments.ts";

/** The last day to pay that falls in a month is that of what was charged for the month before. */
export const dueIn = (month: Period) => dueDay(previous(month));

export interface NewCardToKeep {
  readonly account: string;
  readonly amount: Money;
  readonly bank: string;
  readonly email?: string | undefined;
  readonly consent: ConsentGiven;
  readonly expiresAt: Date;
}

/** An order whose card is to be kept: the payer agrees before he goes to the bank's page, and pays there as always. */
export async function orderThatKeepsCard(
  tx: Tx,
  of: NewCardToKeep,
): Promise<Result<{ readonly ref: OrderRef; readonly token: string }, OnlineOrderRefusal | AutopayRefusal>> {
  const consent = consentOf("keep", of.consent);
  if (!consent.ok) return consent;
  const made = await createOrder(tx, {
    account: of.account,
    amount: of.amount,
    bank: of.bank,
    origin: "page",
    email: of.email ?? "",
    language: of.consent.language,
    expiresAt: of.expiresAt,
  });
  if (!made.ok) return made;
  const order = must(await findOrder(tx, made.value.ref), "an order that was made");
  await agreeToKeep(tx, order, consent.value);
  return made;
}

/** The payer's own wish, for the account that is his. */
export async function letCardPay(
  tx: Tx,
  of: {
    readonly account: string;
    readonly card: number;
    readonly cap: Money | undefined;
    readonly schedule: Schedule;
    readonly email: string;
    readonly consent: ConsentGiven;
  },
): Promise<Result<AutopayRule, OnlineOrderRefusal | AutopayRefusal>> {
  const consent = consentOf("autopay", of.consent);
  if (!consent.ok) return consent;
  const [account] = await findAccountsByNumber(tx, [of.account]);
  if (!account) return refuse({ code: "payments.account_not_found", field: "account", account: of.account });
  return setAutopay(tx, { ...of, ...account, consent: consent.value, dueIn });
}

/** A kept card that is asked and does not answer is waited for so long; then the turn is tried on another day. */
const ATTEMPT_MILLISECONDS = 6 * 3_600_000;

/**
 * One turn of the chore: announces what is to be charged tomorrow, charges what was announced, and settles what the banks
 * said meanwhile. Each account is dealt with alone, so that one trouble holds up nobody else; done twice it does nothing
 * more.
 */
export async function payByThemselves(
  ctx: Ctx,
  banks: CardBanks,
  options: { readonly limit?: number; readonly publicUrl?: string | undefined } = {},
): Promise<{ readonly announced: number; readonly charged: number; readonly troubles: readonly string[] }> {
  const { limit = 200, publicUrl = "" } = options;
  const troubles: string[] = [];
  const rules = await ctx.transaction((tx) => listRulesDue(tx, { limit }));
  for (const rule of rules) {
    await ctx.transaction(async (tx) => {
      await announceTurn(tx, rule, (cap) => toCharge(tx, rule, cap), dueIn);
      await tellOfTurn(tx, rule);
    });
  }
  let charged = 0;
  for (const turn of await ctx.transaction((tx) => listTurnsDue(tx, { limit }))) {
    try {
      if (await seeTurnThrough(ctx, { banks, publicUrl }, turn)) charged += 1;
    } catch (error) {
      troubles.push(
        `account ${turn.account}, ${turn.month}: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  }
  return { announced: rules.length, charged, troubles };
}

/** Tells who may pay for the account what its card is charged, and when. */
async function tellOfTurn(tx: Tx, { building, account, nextMonth: month }: AutopayRule): Promise<void> {
  const turn = await findTurn(tx, { building, account, month });
  if (turn?.state !== "announced") return;
  const to = { building, account };
  const { number, address } = (await placesOf(tx, [to]))(to);
  await notify(tx, [
    {
      event: "autopay_tomorrow",
      key: `autopay:${number}:${month}`,
      to,
      data: {
        account: number,
        address,
        amount: String(turn.amount),
        day: turn.chargeOn,
        link: `/lk/pay?account=${number}`,
      },
    },
  ]);
}

/** What is due today, as far as the payer allows it and one order may be. */
async function toCharge(
  tx: Tx,
  of: { readonly building: BuildingId; readonly account: AccountId },
  cap: Money | undefined,
): Promise<Money> {
  const due = (await owingToday(tx, [of])).get(of.account) ?? money(0n);
  const amount = autopayAmount(due, cap);
  if (amount < ORDER_AMOUNT_MIN) return money(0n);
  return amount > ORDER_AMOUNT_MAX ? ORDER_AMOUNT_MAX : amount;
}

interface Outside {
  readonly banks: CardBanks;
  /** Of this installation, where banks bring their word; empty: they are only asked. */
  readonly publicUrl: string;
}

/** True if the card was asked. */
async function seeTurnThrough(ctx: Ctx, outside: Outside, turn: AutopayTurn): Promise<boolean> {
  const last = turn.orders.at(-1);
  if (turn.state === "asked" && last !== undefined) {
    await askAgain(ctx, outside, turn, last);
    return false;
  }
  // Money of an attempt before may have come after all: it is looked at once more, and then nothing is charged.
  for (const ref of turn.orders) await lookAt(ctx, outside.banks, ref);
  const begun = await ctx.transaction((tx) => beginTurn(tx, outside.banks, turn));
  if (begun === undefined) return false;
  await charge(ctx, outside, turn, begun);
  return true;
}

interface Begun {
  readonly order: Order;
  readonly card: number;
}

/** Makes the order of an attempt, in the transaction that takes the turn: no process makes a second one. */
async function beginTurn(tx: Tx, banks: CardBanks, seen: AutopayTurn): Promise<Begun | undefined> {
  await lockAutopay(tx, seen);
  const turn = must(await findTurn(tx, seen), "a turn");
  if (turn.state !== "announced" && turn.state !== "declined") return undefined;
  for (const ref of turn.orders) {
    const order = must(await findOrder(tx, ref), "the order of an attempt");
    if (order.state !== "canceled" && order.state !== "expired") {
      await settleTurn(tx, turn, { order, decline: "soft", reason: "" });
      return undefined;
    }
  }
  const rule = await findAutopayRule(tx, turn);
  if (rule.stoppedAt !== undefined) {
    await stopTurn(tx, turn);
    return undefined;
  }
  const due = await toCharge(tx, turn, rule.cap);
  const amount = due < turn.amount ? due : turn.amount;
  if (amount === 0n) {
    await nothingDue(tx, turn);
    return undefined;
  }
  const [account] = await findAccountsByPlace(tx, [turn]);
  const card = must(
    (await listCards(tx, turn)).find((one) => one.card === rule.card),
    "the card of a rule",
  );
  if (banks.find(card.bank) === undefined)
    throw new Error(`bank ${card.bank} of a kept card is not configured any more`);
  const made = await createOrder(tx, {
    account: must(account, "the account of a turn").number,
    amount,
    bank: card.bank,
    origin: "autopay",
    email: rule.email,
    language: rule.language,
    expiresAt: new Date(Date.now() + ATTEMPT_MILLISECONDS),
  });
  if (!made.ok) {
    // Nobody manages the building, or the account is gone: the company has to look, and the payer is told.
    await stopAutopay(tx, { ...turn, by: "account_closed" });
    return undefined;
  }
  const order = must(await findOrder(tx, made.value.ref), "an order that was made");
  await beginAttempt(tx, turn, order.order);
  await noteAsking(tx, order);
  return { order, card: card.card };
}

async function charge(
  ctx: Ctx,
  { banks, publicUrl }: Outside,
  turn: AutopayTurn,
  { order, card }: Begun,
): Promise<void> {
  const { gateway } = must(banks.find(order.bank), "the bank of a kept card");
  const asked = await ctx.transaction(async (tx) => {
    const sealed = await findToken(tx, { building: turn.building, card });
    const kept = (await listCards(tx, turn)).find((one) => one.card === card);
    return sealed && kept && { sealed, about: sealedAbout(kept) };
  });
  if (asked === undefined) {
    // Forgotten in this very moment: the bank was asked nothing.
    await settle(ctx, turn, order, { reason: "the card was forgotten", decline: "soft" });
    return;
  }
  const token = must(banks.sealer, "the key of kept cards").open(asked.sealed, asked.about);
  const created = await gateway.chargeKept({
    order: String(order.order),
    amount: order.amount,
    description: `ЖКУ, ЛС ${order.accountNumber}`,
    returnUrl: publicUrl,
    notificationUrl: publicUrl === "" ? "" : `${publicUrl}/gateway/cards/${order.bank}`,
    email: order.email || undefined,
    keepFor: `account-${order.account}`,
    language: order.language,
    expiresInMinutes: ATTEMPT_MILLISECONDS / 60_000,
    token,
  });
  if (created.outcome === "refused") {
    await settle(ctx, turn, order, { reason: created.reason, decline: created.decline ?? "soft" });
    return;
  }
  if (created.outcome === "created") {
    await ctx.transaction(async (tx) => {
      await lockOrder(tx, order);
      await noteCreated(tx, order, { ...created, payUrl: "" });
    });
    await lookAt(ctx, banks, order);
  }
  await settle(ctx, turn, order);
}

/** An order that is at the bank: without an answer it is asked anew where the bank remembers our key, else looked at. */
async function askAgain(ctx: Ctx, outside: Outside, turn: AutopayTurn, ref: OrderRef): Promise<void> {
  const order = must(await ctx.transaction((tx) => findOrder(tx, ref)), "the order of an attempt");
  const isOpen = order.state === "unknown" || order.state === "pending";
  if (isOpen && !order.asking) {
    const repeats = outside.banks.find(order.bank)?.gateway.repeatsCreate ?? false;
    const rule = await ctx.transaction((tx) => findAutopayRule(tx, turn));
    // The bank forgets its keys after a day; the order is over long before.
    if (repeats && order.reference === undefined && !order.isExpired) {
      await charge(ctx, outside, turn, { order, card: rule.card });
      return;
    }
    await lookAt(ctx, outside.banks, ref);
  }
  await settle(ctx, turn, ref);
}

/** Writes down what became of the turn; with the bank's refusal of the charge itself, that as well. */
async function settle(
  ctx: Ctx,
  seen: AutopayTurn,
  ref: OrderRef,
  declined?: { readonly reason: string; readonly decline: "soft" | "hard" },
): Promise<void> {
  await ctx.transaction(async (tx) => {
    await lockAutopay(tx, seen);
    const turn = must(await findTurn(tx, seen), "a turn");
    if (turn.state !== "asked") return;
    await lockOrder(tx, ref);
    const before = must(await findOrder(tx, ref), "the order of an attempt");
    if (declined && (before.state === "unknown" || before.state === "pending"))
      await noteDeclined(tx, before, declined);
    const { order, events } = must(await getOrder(tx, ref), "the order of an attempt");
    const said = events.at(-1)?.data ?? {};
    await settleTurn(tx, turn, {
      order,
      decline: said["decline"] === "hard" ? "hard" : "soft",
      reason: said["reason"] ?? order.state,
    });
  });
}
