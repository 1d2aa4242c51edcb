import { createHash } from "node:crypto";
import { must } from "#core/assert";
import type { Day } from "#core/day";
import type { BuildingId, OrganizationId, PaymentId, ServiceId } from "#core/ids";
import { moneyText } from "#core/money";
import { type Period, periodOf } from "#core/period";
import { ok, type Result, refuse } from "#core/result";
import { type Money, money } from "#core/units";
import { type AccountFound, type AccountPlace, lockAccounts } from "#modules/accounts";
import { listManagedBuildings } from "#modules/addresses";
import * as ledger from "#modules/ledger";
import type { Ctx } from "#platform/context";
import type { Tx } from "#platform/database";
import { attempt } from "#platform/deed";
import {
  asksForBooks,
  bookPayments,
  bookReversal,
  type Books,
  booksOf,
  judgeClosed,
  openBooks,
  type Ready,
} from "./booking.ts";
import type {
  AgentRefusal,
  CancellationRefusal,
  PaymentRefusal,
  RegisterAgentRefusal,
  ReversalRefusal,
} from "./contract.ts";
import type { Agent, Allocation, Channel, ListedPayment, Payment, PaymentRef } from "./model.ts";
import { findOrderOfPayment } from "./orders/store.ts";
import { judgeByContract, judgeNewAgent, type NewAgent } from "./rules/agent.ts";
import { judgeRepeat } from "./rules/registry.ts";
import * as store from "./store.ts";

export interface NewPayment {
  /** The account's number as printed on the receipt. */
  readonly account: string;
  readonly amount: Money;
  /** Not after the business date; an earlier day is kept beside the period it is booked in. */
  readonly paidOn: Day;
  /** The month that the payer named; it is paid first. */
  readonly statedPeriod?: Period | undefined;
  /** The service that the payer named. */
  readonly statedService?: ServiceId | undefined;
  /** The provider that the payer named. */
  readonly statedProvider?: OrganizationId | undefined;
  /** The payer named the penalties: they are paid before the debts. */
  readonly statedPenalty?: boolean | undefined;
  /** The paper behind it: "приходный ордер 17". */
  readonly document?: string | undefined;
}

export interface TakenPayment extends Payment {
  readonly allocation: Allocation;
}

/**
 * Takes one payment and books it in the open month of the organization that manages the building. Two equal payments
 * are two payments: whoever may repeat a request keeps an idempotency key.
 */
export async function takePayment(
  ctx: Ctx,
  input: NewPayment,
  channel: Channel = "hand",
): Promise<Result<TakenPayment, PaymentRefusal>> {
  return ctx.transaction(async (tx) => {
    const ready = await readyAccount(tx, input);
    if (!ready.ok) return ready;
    const payment = paymentOf(input, ready.value, { id: await nextPayment(tx), channel });
    const allocations = await bookPayments(tx, [payment], readyOf(ready.value));
    return ok({ ...payment, allocation: must(allocations[0], "the allocation of the payment") });
  });
}

/**
 * Undoes a payment once: its entries are booked again with the sign turned, in the open month, for the months they
 * had paid. The payment stays, with its reversal beside it. One that came by an order is given back by a refund of the
 * order, which is the bank's matter too; `byOrder` says that this is it.
 */
export async function reversePayment(
  ctx: Ctx,
  ref: PaymentRef,
  reason: string,
  { byOrder = false }: { readonly byOrder?: boolean } = {},
): Promise<Result<{ readonly reversal: bigint; readonly period: Period }, ReversalRefusal>> {
  if (reason.trim() === "") return refuse({ code: "payments.reason_missing", field: "reason" });
  return attempt<{ reversal: bigint; period: Period }, ReversalRefusal>(ctx, async (tx) => {
    const payment = await store.findPayment(tx, ref);
    if (!payment) return refuse({ code: "payments.payment_not_found", payment: String(ref.payment) });
    const order = byOrder ? undefined : await findOrderOfPayment(tx, ref);
    if (order) return refuse({ code: "payments.payment_of_order", order: order.order });
    const books = await openBooksOfBuilding(tx, payment.building);
    if (!books.ok) return books;
    const { period } = books.value;
    const reversal = await bookReversal(tx, payment, { period, reason: reason.trim() });
    if (reversal === undefined) {
      const { reversedOn } = must((await store.findPayment(tx, ref))?.reversal, "the earlier reversal");
      return refuse({ code: "payments.payment_already_reversed", reversedOn });
    }
    return ok({ reversal, period });
  });
}

/** The payments of an account, newest first. */
export const listPaymentsOfAccount = (
  ctx: Ctx,
  of: AccountPlace & { readonly limit: number },
): Promise<ListedPayment[]> => ctx.transaction((tx) => store.listPaymentsOfAccount(tx, of));

/** What was booked in a month for an organization's buildings, newest first; `before` is the last of the page before. */
export async function listPaymentsOfOrganization(
  ctx: Ctx,
  of: {
    readonly organization: OrganizationId;
    readonly period: Period;
    readonly before?: PaymentId | undefined;
    readonly limit: number;
  },
): Promise<ListedPayment[]> {
  return ctx.transaction(async (tx) => {
    const buildings = (await listManagedBuildings(tx, of.organization)).map((building) => building.id);
    return store.listPaymentsOfBuildings(tx, { ...of, buildings });
  });
}

/** Registers a bank or a network of terminals. Its secret is kept as a hash and cannot be read again. */
export async function registerAgent(
  ctx: Ctx,
  input: Pick<NewAgent, "organization" | "code" | "name" | "secret"> & Partial<NewAgent>,
): Promise<Result<Agent, RegisterAgentRefusal>> {
  const agent = {
    amountMin: money(1n),
    amountMax: money(60_000_000n),
    accountPattern: String.raw`^\d{10}$`,
    ...input,
  };
  const refusal = judgeNewAgent(agent);
  if (refusal) return refuse(refusal);
  const { secret, ...kept } = agent;
  const secretHash = createHash("sha256").update(secret).digest();
  const registered = await ctx.transaction((tx) => store.insertAgent(tx, { ...kept, secretHash }));
  return registered ? ok(registered) : refuse({ code: "payments.agent_code_taken", agent: agent.code });
}

export interface AgentPayment {
  /** The agent's own number of the operation. */
  readonly transaction: string;
  readonly account: string;
  readonly amount: Money;
  /** By the agent's clock, which may be a zone ahead: a later day than the business date counts as that date. */
  readonly paidOn: Day;
}

export interface AgentOutcome extends PaymentRef {
  readonly amount: Money;
  /** The same for every repeat. */
  readonly registeredAt: Date;
  /** The same message had come before: nothing was booked now. */
  readonly repeated: boolean;
}

/**
 * Takes an agent's payment inside the transaction that also keeps the message. The unique key of agent and number
 * decides: however often and however many at once, one is booked and all get its outcome (P2). Needs the center's
 * scope, since an agent's numbers are unique in the whole city.
 */
export async function takeAgentPayment(
  tx: Tx,
  agent: Agent,
  input: AgentPayment,
  limits: DayLimit = {},
): Promise<Result<AgentOutcome, AgentRefusal>> {
  const [, number, payable] = await tx.together(
    () => store.lockAgentTransaction(tx, agent.id, input.transaction),
    () => store.findAgentNumber(tx, agent.id, input.transaction),
    () => store.findPayable(tx, input.account),
  );
  const known = repeatOf(number, input);
  if (known) return known;
  const forbidden = judgeByContract(agent, input) ?? (await judgeDay(tx, agent, input, limits));
  if (forbidden) return refuse(forbidden);
  const paid = {
    ...input,
    paidOn: input.paidOn > tx.scope.today ? tx.scope.today : input.paidOn,
    document: input.transaction,
  };
  const ready = await readyAccount(tx, paid, payable);
  if (!ready.ok) return ready;
  const { payment: id, recordedAt } = must(number.free, "the number of a payment");
  const payment = paymentOf(paid, ready.value, { id, channel: "agent", agent: agent.id });
  const { building } = payment;
  await tx.send(() => store.insertAgentTransaction(tx, agent.id, { ...input, building, payment: id }));
  await bookPayments(tx, [payment], readyOf(ready.value));
  return ok({ building, payment: id, amount: payment.amount, registeredAt: recordedAt, repeated: false });
}

/** What the agent may take in a day, by its own clock. */
export interface DayLimit {
  readonly dayTotalMax?: Money | undefined;
  readonly timeZone?: string | undefined;
}

/**
 * Payments that arrive at the same moment do not see one another, so that the last of a day may go over the limit by
 * as many as are under way: it bounds what is at risk with an agent, and is no sum of the books.
 */
async function judgeDay(
  tx: Tx,
  agent: Agent,
  input: AgentPayment,
  { dayTotalMax, timeZone }: DayLimit,
): Promise<AgentRefusal | undefined> {
  if (dayTotalMax === undefined) return undefined;
  const total = await store.getOnlineTotalOfDay(tx, agent.id, timeZone ?? "Europe/Moscow");
  return total + input.amount > dayTotalMax
    ? { code: "payments.day_limit_reached", dayTotalMax: moneyText(dayTotalMax) }
    : undefined;
}

export interface CancelledPayment {
  /** Undefined: no payment of this number has come, and none will be booked. */
  readonly payment: AgentOutcome | undefined;
}

/**
 * Undoes a payment by a message of the agent that sent it. Once: a repeat changes nothing and has the same outcome, and
 * so has the cancellation of a payment that a clerk has reversed meanwhile. A cancellation that overtook its payment is
 * kept, and the payment is not booked when it comes.
 */
export async function cancelAgentPayment(
  tx: Tx,
  agent: Agent,
  input: {
    readonly transaction: string;
    /** For the reason of the reversal. */
    readonly cause: string;
    readonly afterClose: "open_month" | "refused";
  },
): Promise<Result<CancelledPayment, CancellationRefusal>> {
  const { transaction, cause } = input;
  await store.lockAgentTransaction(tx, agent.id, transaction);
  const { recorded, cancelled } = await store.findAgentNumber(tx, agent.id, transaction);
  const outcome = recorded && { ...recorded, registeredAt: recorded.recordedAt, repeated: cancelled };
  if (!cancelled && recorded) {
    const refusal = await reverseForAgent(tx, agent, recorded, input);
    if (refusal) return refuse(refusal);
  }
  if (!cancelled)
    await store.insertAgentCancellation(tx, {
      agent: agent.id,
      transaction,
      cause,
      payment: recorded?.payment,
    });
  return ok({ payment: outcome });
}

async function reverseForAgent(
  tx: Tx,
  agent: Agent,
  recorded: store.AgentTransaction,
  { cause, afterClose }: { readonly cause: string; readonly afterClose: "open_month" | "refused" },
): Promise<CancellationRefusal | undefined> {
  const payment = await store.findPayment(tx, recorded);
  // A registry brought it first, for an account that nobody knows: the money is held, and a person decides.
  if (!payment) return { code: "payments.cancellation_of_held", transaction: recorded.transaction };
  if (payment.reversal) return undefined;
  const books = await openBooksOfBuilding(tx, payment.building);
  if (!books.ok) return books.refusal;
  const { period } = books.value;
  if (period !== payment.period && afterClose === "refused")
    return { code: "payments.cancellation_too_late", period: payment.period };
  // Undefined: a clerk was quicker, and the money is undone.
  await bookReversal(tx, payment, { period, reason: `${agent.code}: ${cause || "cancel"}`.slice(0, 500) });
  return undefined;
}

/** What has become of an agent's number. */
export async function findAgentPayment(
  tx: Tx,
  agent: Agent,
  transaction: string,
): Promise<{ readonly payment: AgentOutcome | undefined; readonly cancelled: boolean }> {
  const { recorded, cancelled } = await store.findAgentNumber(tx, agent.id, transaction);
  return {
    payment: recorded && { ...recorded, registeredAt: recorded.recordedAt, repeated: true },
    cancelled,
  };
}

/** What the account owes in all; negative: what it has in advance. For an agent whose contract lets it know. */
export async function owedForAgent(tx: Tx, { account, period }: store.Payer): Promise<Money | undefined> {
  if (period === undefined) return undefined;
  const balances = await ledger.accountBalances(tx, { accounts: [account], period });
  const { items, advance } = must(balances.get(account.account), "the account's balance");
  return money(items.reduce((sum, item) => sum + item.amount, 0n) - advance);
}

/** Says whether the agent may take money for the account, and whose it is; books nothing and locks nothing. */
export async function judgeForAgent(
  tx: Tx,
  agent: Agent,
  asked: { readonly account: string; readonly amount: Money | undefined },
): Promise<Result<store.Payer, AgentRefusal>> {
  const forbidden = judgeByContract(agent, asked);
  if (forbidden) return refuse(forbidden);
  const payer = await store.findPayer(tx, asked.account);
  if (!payer) return refuse(notFound(asked.account));
  const { account, organization, period } = payer;
  if (organization === undefined)
    return refuse({ code: "payments.building_unmanaged", building: account.building });
  if (period === undefined) return refuse({ code: "payments.period_not_open", organization });
  if (account.closed === undefined || account.closed > tx.scope.today) return ok(payer);
  const balances = await ledger.accountBalances(tx, { accounts: [account], period });
  const closed = judgeClosed(
    account,
    must(balances.get(account.account), "the account's balance"),
    tx.scope.today,
  );
  return closed ? refuse(closed) : ok(payer);
}

const notFound = (number: string) =>
  ({ code: "payments.account_not_found", field: "account", account: number }) as const;

function repeatOf(
  { recorded, cancelled }: store.AgentNumber,
  input: AgentPayment,
): Result<AgentOutcome, AgentRefusal> | undefined {
  const differs = recorded && judgeRepeat(input, recorded);
  if (differs) return refuse(differs);
  // Told of success, an agent that pays once more after its own cancellation would keep the payer's money.
  if (cancelled) return refuse({ code: "payments.transaction_cancelled", transaction: input.transaction });
  return recorded && ok({ ...recorded, registeredAt: recorded.recordedAt, repeated: true });
}

interface ReadyAccount {
  readonly account: AccountFound;
  readonly books: Books;
  readonly period: Period;
  readonly balance: ledger.AccountBalance;
}

const readyOf = ({ account, books, balance }: ReadyAccount): Ready => ({
  balances: new Map([[account.account, balance]]),
  books: new Map([[account.building, books]]),
});

/** The months that organizations had open when they were last asked: a guess, never an answer. */
const likelyPeriods = new Map<OrganizationId, Period>();

/**
 * The account that a payment may be booked on: its month held open, the account locked, with what it owes. `found` is
 * what a caller has asked of the number before.
 */
export async function readyAccount(
  tx: Tx,
  input: NewPayment,
  found?: store.Payable,
): Promise<Result<ReadyAccount, PaymentRefusal>> {
  const { today } = tx.scope;
  if (input.amount <= 0n) {
    return refuse({ code: "payments.amount_not_positive", field: "amount", amount: moneyText(input.amount) });
  }
  if (input.paidOn > today)
    return refuse({ code: "payments.paid_in_future", field: "paidOn", paidOn: input.paidOn, today });
  const payable = found ?? (await store.findPayable(tx, input.account));
  if (!payable) return refuse(notFound(input.account));
  const { account, organization } = payable;
  if (organization === undefined)
    return refuse({ code: "payments.building_unmanaged", building: account.building });
  const accounts = [account];
  // Which month is open is known with the answers: what is owed is asked for the likely one along with it.
  const supposed = likelyPeriods.get(organization) ?? periodOf(today);
  const [locked, periods, policies, , balancesThen] = await tx.together(
    ...asksForBooks(tx, [organization]),
    () => lockAccounts(tx, accounts),
    () => ledger.accountBalances(tx, { accounts, period: supposed }),
  );
  const books = must(booksOf([organization])([locked, periods, policies])[0], "the books")[1];
  const { period } = books;
  if (period === undefined) return refuse({ code: "payments.period_not_open", organization });
  likelyPeriods.set(organization, period);
  const balances =
    period === supposed ? balancesThen : await ledger.accountBalances(tx, { accounts, period });
  const balance = must(balances.get(account.account), "the account's balance");
  const closed = judgeClosed(account, balance, today);
  return closed ? refuse(closed) : ok({ account, books, period, balance });
}

async function openBooksOfBuilding(
  tx: Tx,
  building: BuildingId,
): Promise<
  Result<
    Pick<ReadyAccount, "books" | "period">,
    Extract<PaymentRefusal, { code: "payments.building_unmanaged" | "payments.period_not_open" }>
  >
> {
  const books = (await openBooks(tx, [building])).get(building);
  if (!books) return refuse({ code: "payments.building_unmanaged", building });
  const { organization, period } = books;
  return period === undefined
    ? refuse({ code: "payments.period_not_open", organization })
    : ok({ books, period });
}

async function nextPayment(tx: Tx): Promise<PaymentId> {
  return must((await ledger.nextDocuments(tx, 1))[0], "a payment's number") as PaymentId;
}

const paymentOf = (
  input: NewPayment,
  { account, period }: ReadyAccount,
  taken: { readonly id: PaymentId; readonly channel: Channel; readonly agent?: number },
): Payment & Pick<NewPayment, "statedService" | "statedProvider" | "statedPenalty"> => ({
  building: account.building,
  account: account.account,
  payment: taken.id,
  amount: input.amount,
  paidOn: input.paidOn,
  period,
  channel: taken.channel,
  agent: taken.agent,
  statedPeriod: input.statedPeriod,
  statedService: input.statedService,
  statedProvider: input.statedProvider,
  statedPenalty: input.statedPenalty,
  document: input.document ?? "",
});
