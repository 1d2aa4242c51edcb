import { createHash, randomBytes } from "node:crypto";
import { assert, must } from "#core/assert";
import type { BuildingId, PaymentId } from "#core/ids";
import { moneyText } from "#core/money";
import type { Period } from "#core/period";
import { ok, type Result, refuse } from "#core/result";
import { type Money, money } from "#core/units";
import { findAccountsByNumber } from "#modules/accounts";
import type { Ctx } from "#platform/context";
import type { Tx } from "#platform/database";
import { within } from "#platform/deed";
import { reversePayment, takePayment } from "../actions.ts";
import { openBooks } from "../booking.ts";
import type { PaymentRefusal } from "../contract.ts";
import { holdMoney } from "../suspense/actions.ts";
import type { OnlineOrderRefusal } from "./contract.ts";
import type { Order, OrderEvent, OrderReading, OrderRef, OrderRefund, ReadingVerdict } from "./model.ts";
import { judgeReading } from "./rules/judge-reading.ts";
import * as store from "./store.ts";

export interface NewOrder {
  readonly account: string;
  readonly amount: Money;
  readonly statedPeriod?: Period | undefined;
  readonly bank: string;
  readonly origin: Order["origin"];
  readonly fast?: boolean;
  readonly email?: string;
  readonly language: "ru" | "en";
  readonly expiresAt: Date;
}

/** What one order may be of. */
export const ORDER_AMOUNT_MIN = money(100n);
export const ORDER_AMOUNT_MAX = money(60_000_000n);

/** Makes an order, and the token of its link: 256 bits, told once and kept as a hash. Nothing is asked of a bank yet. */
export async function createOrder(
  tx: Tx,
  input: NewOrder,
): Promise<Result<{ readonly ref: OrderRef; readonly token: string }, OnlineOrderRefusal>> {
  if (input.amount < ORDER_AMOUNT_MIN || input.amount > ORDER_AMOUNT_MAX)
    return refuse({
      code: "payments.order_amount_out_of_range",
      field: "amount",
      amountMin: moneyText(ORDER_AMOUNT_MIN),
      amountMax: moneyText(ORDER_AMOUNT_MAX),
    });
  const [account] = await findAccountsByNumber(tx, [input.account]);
  if (!account)
    return refuse({ code: "payments.account_not_found", field: "account", account: input.account });
  const books = (await openBooks(tx, [account.building])).get(account.building);
  if (!books) return refuse({ code: "payments.building_unmanaged", building: account.building });
  const order = await store.insertOrder(tx, {
    ...input,
    building: account.building,
    account: account.account,
    organization: books.organization,
    statedPeriod: input.statedPeriod,
    fast: input.fast ?? false,
    email: input.email ?? "",
  });
  const ref = { building: account.building, order };
  const token = randomBytes(32).toString("base64url");
  await store.insertReference(tx, { ...ref, kind: "order", reference: String(order) });
  await store.insertReference(tx, { ...ref, kind: "link", reference: hashOf(token) });
  await store.insertEvent(tx, ref, { event: "created", state: "created", data: {} });
  return ok({ ref, token });
}

export const findOrderByToken = (tx: Tx, token: string): Promise<OrderRef | undefined> =>
  store.findReference(tx, { kind: "link", reference: hashOf(token) });

/** By our number, or by the bank's: whatever a notification told. */
export async function findOrderByNumber(
  tx: Tx,
  of: { readonly bank: string; readonly order: string | undefined; readonly reference: string | undefined },
): Promise<OrderRef | undefined> {
  const byNumber =
    of.order === undefined
      ? undefined
      : await store.findReference(tx, { kind: "order", reference: of.order });
  if (byNumber || of.reference === undefined) return byNumber;
  return store.findReference(tx, { kind: `bank:${of.bank}`, reference: of.reference });
}

const hashOf = (token: string): string => createHash("sha256").update(token).digest("hex");

/** The bank is about to be asked: if we die before its answer, it is asked again. */
export async function noteAsking(tx: Tx, order: Order): Promise<void> {
  await store.insertEvent(tx, order, { event: "asking_bank", state: "unknown", data: {} });
  await store.waitFor(tx, order, { seconds: 30, attempts: 0 });
}

/** The bank has made its payment, and told where the payer goes. */
export async function noteCreated(
  tx: Tx,
  order: Order,
  created: { readonly reference: string; readonly payUrl: string; readonly fastLink?: string | undefined },
): Promise<void> {
  const fits = await store.insertReference(tx, {
    ...order,
    kind: `bank:${order.bank}`,
    reference: created.reference,
  });
  await store.insertEvent(tx, order, {
    event: "created_at_bank",
    state: "pending",
    data: {
      reference: created.reference,
      payUrl: created.payUrl,
      ...(created.fastLink === undefined ? {} : { fastLink: created.fastLink }),
    },
    // Two orders under one number of the bank: what it says of one would be booked on another.
    ...(fits ? {} : { incident: "order_differs" }),
  });
  await store.waitFor(tx, order, { seconds: 60, attempts: 0 });
}

export async function noteRefusedByBank(tx: Tx, order: Order, reason: string): Promise<void> {
  await store.insertEvent(tx, order, {
    event: "refused_by_bank",
    state: "canceled",
    data: { reason },
    incident: "bank_refused",
  });
  await store.waitNoMore(tx, order);
}

/** The bank did not charge a kept card: the payer's own affair, and nothing that a person here must look at. */
export async function noteDeclined(
  tx: Tx,
  order: Order,
  of: { readonly reason: string; readonly decline: "soft" | "hard" },
): Promise<void> {
  await store.insertEvent(tx, order, { event: "declined", state: "canceled", data: of });
  await store.waitNoMore(tx, order);
}

/** No bank knows of it, and its time is over. */
export async function noteExpired(tx: Tx, order: Order): Promise<void> {
  await store.insertEvent(tx, order, { event: "expired", state: "expired", data: {} });
  await store.waitNoMore(tx, order);
}

/** What a reading did. */
export interface Applied {
  readonly verdict: ReadingVerdict;
  /** Booked now. */
  readonly credited: PaymentId | undefined;
  /** Booked as given back now. */
  readonly refunded: readonly {
    readonly payment: PaymentId;
    readonly amount: Money;
    readonly reversal: bigint;
  }[];
}

/**
 * Books what a bank's reading leads to, once (P2): the order is locked, judged, and the parts of its payment have a
 * unique number. Called again with the same reading it changes nothing.
 */
export async function applyReading(ctx: Ctx, tx: Tx, ref: OrderRef, reading: OrderReading): Promise<Applied> {
  await store.lockOrder(tx, ref);
  const order = must(await store.findOrder(tx, ref), "the order of a reading");
  const verdict = judgeReading({ ...order, credited: order.payment !== undefined || order.held }, reading);
  let incident: string = verdict.incident;
  const { state } = verdict;
  let held = false;
  let credited: PaymentId | undefined;
  if (verdict.credit) {
    const taken = await credit(ctx, tx, order);
    if (taken.ok) credited = taken.value;
    else {
      // The money has come and has no place: it is held, and a person finds it one.
      incident = "not_booked";
      held = true;
      await holdMoney(tx, [
        {
          source: { kind: "order", reference: String(order.order) },
          amount: order.amount,
          receivedOn: tx.scope.today,
          statedAccount: order.accountNumber,
          document: documentOf(order),
          purpose: taken.refusal.code,
          raw: `${order.bank} ${reading.reference}`,
        },
      ]);
    }
  }
  const canRefund = order.payment !== undefined || credited !== undefined;
  const refunded = verdict.refund > 0n && canRefund ? await bookRefunds(ctx, tx, ref, verdict.refund) : [];
  // Money that is held is given back by a person's decision.
  const isUnbooked = verdict.refund > 0n && !canRefund;
  if ((isUnbooked || refunded.some(({ byBank }) => byBank)) && incident === "") incident = "refunded_by_bank";
  const changes = held || state !== order.state || credited !== undefined || refunded.length > 0;
  if (changes || (incident !== "" && incident !== order.incident)) {
    await store.insertEvent(tx, ref, {
      event: held ? "held" : eventOf({ credited, refunded: refunded.length > 0, incident, state }),
      state,
      data: {
        status: reading.status,
        amount: moneyText(reading.amount),
        currency: reading.currency,
        ...(reading.refunded === undefined ? {} : { refunded: moneyText(reading.refunded) }),
        ...(reading.reason === undefined ? {} : { reason: reading.reason }),
        ...(reading.decline === undefined ? {} : { decline: reading.decline }),
      },
      incident,
    });
  }
  const isOpen = state === "pending" || state === "unknown" || state === "created";
  if (!isOpen) await store.waitNoMore(tx, ref);
  return { verdict, credited, refunded };
}

const eventOf = (of: {
  credited: PaymentId | undefined;
  refunded: boolean;
  incident: string;
  state: Order["state"];
}) =>
  of.credited === undefined ? (of.refunded ? "refunded" : of.incident === "" ? of.state : "doubted") : "paid";

async function credit(ctx: Ctx, tx: Tx, order: Order): Promise<Result<PaymentId, PaymentRefusal>> {
  const taken = await takePayment(
    within(ctx, tx),
    {
      account: order.accountNumber,
      amount: order.amount,
      paidOn: tx.scope.today,
      statedPeriod: order.statedPeriod,
      document: documentOf(order),
    },
    "online",
  );
  if (!taken.ok) return taken;
  const { payment } = taken.value;
  const first = await store.insertOrderPayment(tx, { ...order, part: 0, payment });
  assert(first, "P2 once: an order is credited once");
  return ok(payment);
}

const documentOf = ({ bank, order }: Pick<Order, "bank" | "order">): string => `${bank} ${order}`;

interface BookedRefund {
  readonly payment: PaymentId;
  readonly amount: Money;
  readonly reversal: bigint;
  readonly byBank: boolean;
}

/** Books that so much more is back with the payer: what was asked for here first, the rest as the bank's own doing. */
async function bookRefunds(ctx: Ctx, tx: Tx, ref: OrderRef, amount: Money): Promise<BookedRefund[]> {
  const booked: BookedRefund[] = [];
  let left = amount;
  for (const refund of await store.listRefunds(tx, ref)) {
    if (refund.outcome !== "approved" || refund.amount > left) continue;
    booked.push({ ...(await bookRefund(ctx, tx, ref, { ...refund, refund: refund.no })), byBank: false });
    left = money(left - refund.amount);
  }
  if (left > 0n) {
    const reason = "возврат по сообщению банка";
    const refund = await store.insertRefund(tx, { ...ref, amount: left, reason, needsSecondPerson: false });
    booked.push({ ...(await bookRefund(ctx, tx, ref, { refund, amount: left, reason })), byBank: true });
  }
  return booked;
}

/** The payment is reversed whole, and what remains of it is taken again for the day on which it came. */
async function bookRefund(
  ctx: Ctx,
  tx: Tx,
  ref: OrderRef,
  of: { readonly refund: number; readonly amount: Money; readonly reason: string },
): Promise<Omit<BookedRefund, "byBank">> {
  const order = must(await store.findOrder(tx, ref), "the order of a refund");
  const first = must(order.payment, "the payment that is given back");
  const current = must(order.remaining, "what remains of the payment");
  assert(current.amount >= of.amount, "P1 accounted: no more is given back than remains");
  const inner = within(ctx, tx);
  const reversed = await reversePayment(
    inner,
    { building: ref.building, payment: current.payment },
    of.reason,
    { byOrder: true },
  );
  if (!reversed.ok) throw new Error(`a refund cannot be booked: ${reversed.refusal.code}`);
  const rest = money(current.amount - of.amount);
  if (rest > 0n) {
    const taken = await takePayment(
      inner,
      {
        account: order.accountNumber,
        amount: rest,
        paidOn: tx.scope.today,
        statedPeriod: order.statedPeriod,
        document: documentOf(order),
      },
      "online",
    );
    if (!taken.ok) throw new Error(`the rest of a refund cannot be booked: ${taken.refusal.code}`);
    await store.insertOrderPayment(tx, { ...ref, part: of.refund, payment: taken.value.payment });
  }
  const { reversal } = reversed.value;
  await store.insertRefundOutcome(tx, { ...ref, refund: of.refund, outcome: "done", reversal });
  return { payment: first, amount: of.amount, reversal };
}

/** Above so much a second person lets a refund through. */
export const REFUND_ALONE_MAX = money(500_000n);

/** Asks for money to be given back. It goes to the bank at once, or when a second person has let it through. */
export async function requestRefund(
  tx: Tx,
  of: OrderRef & { readonly amount: Money; readonly reason: string },
): Promise<Result<{ readonly refund: number; readonly needsSecondPerson: boolean }, OnlineOrderRefusal>> {
  await store.lockOrder(tx, of);
  const order = await store.findOrder(tx, of);
  if (!order) return refuse({ code: "payments.order_not_found", order: of.order });
  if (order.remaining === undefined) return refuse({ code: "payments.order_not_paid", order: of.order });
  const open = (await store.listRefunds(tx, of)).filter(
    ({ outcome }) => outcome === "requested" || outcome === "approved",
  );
  const asked = open.reduce((sum, { amount }) => sum + amount, 0n);
  const left = order.amount - order.refunded - asked;
  if (of.amount <= 0n || of.amount > left)
    return refuse({ code: "payments.order_refund_too_large", field: "amount", left: moneyText(left) });
  const needsSecondPerson = of.amount > REFUND_ALONE_MAX;
  const refund = await store.insertRefund(tx, { ...of, needsSecondPerson });
  if (!needsSecondPerson) await store.insertRefundOutcome(tx, { ...of, refund, outcome: "approved" });
  await store.insertEvent(tx, of, {
    event: needsSecondPerson ? "refund_requested" : "refund_approved",
    state: order.state,
    data: { refund: String(refund), amount: moneyText(of.amount), reason: of.reason },
  });
  return ok({ refund, needsSecondPerson });
}

/** A second person lets a refund through, or declines it. */
export async function decideRefund(
  tx: Tx,
  of: OrderRef & {
    readonly refund: number;
    readonly decision: "approved" | "declined";
    readonly reason?: string;
  },
): Promise<Result<OrderRefund, OnlineOrderRefusal>> {
  await store.lockOrder(tx, of);
  const order = await store.findOrder(tx, of);
  if (!order) return refuse({ code: "payments.order_not_found", order: of.order });
  const refund = (await store.listRefunds(tx, of)).find(({ no }) => no === of.refund);
  if (!refund) return refuse({ code: "payments.order_refund_not_found", refund: of.refund });
  if (refund.outcome !== "requested")
    return refuse({ code: "payments.order_refund_decided", refund: of.refund });
  if (of.decision === "approved" && refund.requestedBy === tx.scope.user)
    return refuse({ code: "payments.order_refund_second_person" });
  await store.insertRefundOutcome(tx, { ...of, outcome: of.decision, reason: of.reason });
  await store.insertEvent(tx, of, {
    event: of.decision === "approved" ? "refund_approved" : "refund_declined",
    state: order.state,
    data: { refund: String(of.refund), amount: moneyText(refund.amount) },
  });
  return ok({ ...refund, outcome: of.decision });
}

/** The bank has given it back; books it unless its own word came first. Gives nothing where it was booked before. */
export async function noteRefunded(
  ctx: Ctx,
  tx: Tx,
  of: OrderRef & { readonly refund: number },
): Promise<Applied["refunded"]> {
  await store.lockOrder(tx, of);
  const refund = must(
    (await store.listRefunds(tx, of)).find(({ no }) => no === of.refund),
    "a refund",
  );
  if (refund.outcome !== "approved") return [];
  const booked = await bookRefund(ctx, tx, of, { ...refund, refund: refund.no });
  const order = must(await store.findOrder(tx, of), "the order of a refund");
  await store.insertEvent(tx, of, {
    event: "refunded",
    state: order.refunded === order.amount ? "refunded" : "succeeded",
    data: { refund: String(of.refund), amount: moneyText(refund.amount) },
  });
  return [booked];
}

export async function noteRefundFailed(
  tx: Tx,
  of: OrderRef & { readonly refund: number; readonly reason: string },
): Promise<void> {
  await store.lockOrder(tx, of);
  const order = must(await store.findOrder(tx, of), "the order of a refund");
  const refund = must(
    (await store.listRefunds(tx, of)).find(({ no }) => no === of.refund),
    "a refund",
  );
  if (refund.outcome !== "approved") return;
  await store.insertRefundOutcome(tx, { ...of, outcome: "failed" });
  await store.insertEvent(tx, of, {
    event: "refund_failed",
    state: order.state,
    data: { refund: String(of.refund), amount: moneyText(refund.amount), reason: of.reason },
    incident: "bank_refused",
  });
}

/** An order with all that happened to it. */
export async function getOrder(
  tx: Tx,
  ref: OrderRef,
): Promise<
  | {
      readonly order: Order;
      readonly events: readonly OrderEvent[];
      readonly refunds: readonly OrderRefund[];
    }
  | undefined
> {
  const order = await store.findOrder(tx, ref);
  return (
    order && { order, events: await store.listEvents(tx, ref), refunds: await store.listRefunds(tx, ref) }
  );
}

/** By its number alone, as an address of a page has it. */
export async function findOrderNumbered(tx: Tx, order: number): Promise<OrderRef | undefined> {
  const ref = await store.findReference(tx, { kind: "order", reference: String(order) });
  return ref && { building: ref.building as BuildingId, order };
}
