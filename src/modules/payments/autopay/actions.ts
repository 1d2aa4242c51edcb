import { must } from "#core/assert";
import { moneyText } from "#core/money";
import { next, type Period, periodOf } from "#core/period";
import { ok, type Result, refuse } from "#core/result";
import type { Money } from "#core/units";
import type { Tx } from "#platform/database";
import type { Order } from "../orders/index.ts";
import type { AutopayRefusal } from "./contract.ts";
import type {
  AccountRef,
  AutopayRule,
  AutopayTurn,
  CardRef,
  Consent,
  Schedule,
  StopReason,
} from "./model.ts";
import { announcedOn, chargeDayIn, type DueIn, nextTurn, retryOn } from "./rules/turn.ts";
import * as store from "./store.ts";

/** The payer agrees that the card of this order's payment is kept. False if he has agreed before. */
export async function agreeToKeep(tx: Tx, order: Order, consent: Consent): Promise<boolean> {
  const kept = await store.insertConsent(tx, { ...consent, ...order, subject: "keep", order: order.order });
  return kept !== undefined;
}

/** Keeps the card by which an order was paid, once, if the payer agreed to it. */
export async function keepCard(
  tx: Tx,
  order: Order,
  card: {
    readonly token: Buffer;
    readonly mask: string;
    readonly issuer: string;
    readonly expires: Period | undefined;
  },
): Promise<boolean> {
  const consent = await store.findKeepConsent(tx, order);
  if (consent === undefined) return false;
  const kept = await store.insertCard(tx, { ...order, ...card, consent });
  if (kept === undefined) return false;
  await store.insertAutopayEvent(tx, { ...order, code: "card_kept", data: { mask: card.mask } });
  return true;
}

/** Forgets a card: its token is gone at once, and nothing is charged by it any more. */
export async function forgetCard(
  tx: Tx,
  of: AccountRef & { readonly card: number },
): Promise<Result<void, AutopayRefusal>> {
  await store.lockAutopay(tx, of);
  const card = (await store.listCards(tx, of)).find((one) => one.card === of.card);
  if (card === undefined || card.endedAt !== undefined)
    return refuse({ code: "payments.card_not_kept", card: of.card });
  await endCard(tx, { ...of, mask: card.mask, reason: "forgotten" });
  return ok(undefined);
}

async function endCard(
  tx: Tx,
  of: AccountRef & CardRef & { readonly mask: string; readonly reason: "forgotten" | "refused" },
): Promise<void> {
  await store.endCard(tx, of);
  await store.insertAutopayEvent(tx, {
    ...of,
    code: "card_ended",
    data: { mask: of.mask, reason: of.reason },
  });
  const rule = await store.findLatestRule(tx, of);
  if (rule && rule.stoppedAt === undefined && rule.card === of.card)
    await endRule(tx, rule, of.reason === "forgotten" ? "card_forgotten" : "card_refused");
}

async function endRule(tx: Tx, rule: AutopayRule, reason: StopReason): Promise<void> {
  await store.endRule(tx, { ...rule, reason });
  // What is at the bank already cannot be taken back; it is seen through.
  for (const turn of await store.listTurns(tx, rule)) {
    if (turn.rule === rule.rule && (turn.state === "announced" || turn.state === "declined"))
      await store.setTurn(tx, turn, { state: "stopped" });
  }
  await store.insertAutopayEvent(tx, { ...rule, code: "rule_stopped", data: { reason } });
}

export interface NewAutopay extends AccountRef {
  readonly card: number;
  readonly cap: Money | undefined;
  readonly schedule: Schedule;
  readonly email: string;
  readonly consent: Consent;
  readonly dueIn: DueIn;
}

/** The payer lets a kept card be charged each month. One rule for an account: another takes its place when it is stopped. */
export async function setAutopay(tx: Tx, of: NewAutopay): Promise<Result<AutopayRule, AutopayRefusal>> {
  await store.lockAutopay(tx, of);
  const card = (await store.listCards(tx, of)).find((one) => one.card === of.card);
  if (card === undefined || card.endedAt !== undefined)
    return refuse({ code: "payments.card_not_kept", card: of.card });
  const before = await store.findLatestRule(tx, of);
  if (before && before.stoppedAt === undefined) return refuse({ code: "payments.autopay_set_already" });
  const consent = must(
    await store.insertConsent(tx, { ...of.consent, ...of, subject: "autopay", order: undefined }),
    "the consent of a rule",
  );
  const { today } = tx.scope;
  const turn = nextTurn({ schedule: of.schedule, today, since: periodOf(today), dueIn: of.dueIn });
  const rule = await store.insertRule(tx, {
    ...of,
    consent,
    language: of.consent.language,
    nextMonth: turn.month,
    announceOn: turn.announceOn,
  });
  await store.insertAutopayEvent(tx, {
    ...of,
    code: "rule_set",
    data: {
      mask: card.mask,
      schedule: of.schedule.kind,
      days: String(of.schedule.days),
      ...(of.cap === undefined ? {} : { cap: moneyText(of.cap) }),
      next: turn.chargeOn,
    },
  });
  return ok(await store.findRule(tx, { building: of.building, rule }));
}

/** Stops an account's rule at once, whoever wishes it. */
export async function stopAutopay(
  tx: Tx,
  of: AccountRef & { readonly by: "payer" | "company" | "account_closed" },
): Promise<Result<void, AutopayRefusal>> {
  await store.lockAutopay(tx, of);
  const rule = await store.findLatestRule(tx, of);
  if (rule === undefined || rule.stoppedAt !== undefined) return refuse({ code: "payments.autopay_not_set" });
  await endRule(tx, rule, of.by);
  return ok(undefined);
}

/**
 * Announces a rule's turn whose day has come, and plans the next one. The month has its turn once, whatever rules the
 * account had; called twice it does nothing more.
 */
export async function announceTurn(
  tx: Tx,
  of: AutopayRule,
  /** What is to be paid today, negative when paid ahead. */
  amountOf: (cap: Money | undefined) => Promise<Money>,
  dueIn: DueIn,
): Promise<void> {
  await store.lockAutopay(tx, of);
  const rule = await store.findRule(tx, of);
  const { today } = tx.scope;
  if (rule.stoppedAt !== undefined || rule.announceOn > today) return;
  const { schedule } = rule;
  const planned = must(chargeDayIn(rule.nextMonth, schedule, dueIn), "the day of a planned turn");
  const chargeOn = announcedOn({ month: rule.nextMonth, chargeOn: planned }, today);
  if (chargeOn !== undefined) {
    const amount = await amountOf(rule.cap);
    const state = amount > 0n ? ("announced" as const) : ("nothing_due" as const);
    const turn = { ...rule, month: rule.nextMonth, state, amount, chargeOn };
    if (await store.insertTurn(tx, turn)) {
      await store.insertAutopayEvent(tx, {
        ...rule,
        code: state,
        data: { month: rule.nextMonth, amount: moneyText(amount), on: chargeOn },
      });
    }
  }
  const since = next(rule.nextMonth) > periodOf(today) ? next(rule.nextMonth) : periodOf(today);
  const after = nextTurn({ schedule, today, since, dueIn });
  await store.setNextTurn(tx, { ...rule, nextMonth: after.month, announceOn: after.announceOn });
}

/** An order is made for the turn: from here on the bank may have it. */
export async function beginAttempt(tx: Tx, turn: AutopayTurn, order: number): Promise<void> {
  await store.insertAttempt(tx, turn, { no: turn.orders.length + 1, order });
  await store.setTurn(tx, turn, { state: "asked" });
}

/** There is nothing to charge any more: it was paid otherwise. */
export async function nothingDue(tx: Tx, turn: AutopayTurn): Promise<void> {
  await store.setTurn(tx, turn, { state: "nothing_due" });
  await store.insertAutopayEvent(tx, { ...turn, code: "nothing_due", data: { month: turn.month } });
}

/** Ends a turn whose rule is stopped. */
export const stopTurn = (tx: Tx, turn: AutopayTurn): Promise<void> =>
  store.setTurn(tx, turn, { state: "stopped" });

/** What became of a turn's last order, by its state and by why the bank declined it. */
export async function settleTurn(
  tx: Tx,
  turn: AutopayTurn,
  of: { readonly order: Order; readonly decline: "soft" | "hard"; readonly reason: string },
): Promise<void> {
  const { order } = of;
  switch (order.state) {
    case "succeeded":
    case "refunded":
      await store.setTurn(tx, turn, { state: "paid" });
      await store.insertAutopayEvent(tx, {
        ...turn,
        code: "paid",
        data: { month: turn.month, amount: moneyText(order.amount), order: String(order.order) },
      });
      return;
    case "canceled":
    case "expired":
      await decline(tx, turn, { ...of, decline: order.state === "expired" ? "soft" : of.decline });
      return;
    case "created":
    case "pending":
    case "unknown":
      // The reconciler asks on.
      return;
  }
}

async function decline(
  tx: Tx,
  turn: AutopayTurn,
  of: { readonly decline: "soft" | "hard"; readonly reason: string },
): Promise<void> {
  const rule = await store.findRule(tx, turn);
  const again = of.decline === "hard" ? undefined : retryOn(tx.scope.today, turn.orders.length);
  const data = { month: turn.month, amount: moneyText(turn.amount), reason: of.reason };
  if (again !== undefined && rule.stoppedAt === undefined) {
    await store.setTurn(tx, turn, { state: "declined", chargeOn: again });
    await store.insertAutopayEvent(tx, { ...turn, code: "declined", data: { ...data, again } });
    return;
  }
  await store.setTurn(tx, turn, { state: "given_up" });
  await store.insertAutopayEvent(tx, { ...turn, code: "given_up", data });
  if (of.decline !== "hard") return;
  const card = (await store.listCards(tx, turn)).find((one) => one.card === rule.card);
  if (card && card.endedAt === undefined)
    await endCard(tx, { ...turn, card: rule.card, mask: card.mask, reason: "refused" });
}
