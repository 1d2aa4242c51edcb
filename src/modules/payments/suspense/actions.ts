import { must } from "#core/assert";
import type { PaymentId } from "#core/ids";
import { moneyText, sumOf } from "#core/money";
import { ok, type Result, refuse } from "#core/result";
import { type AccountFound, findAccountsByNumber } from "#modules/accounts";
import { nameKey } from "#modules/addresses";
import * as ledger from "#modules/ledger";
import type { Ctx } from "#platform/context";
import type { Tx } from "#platform/database";
import { attempt } from "#platform/deed";
import { bookPayments, type Books, judgeClosed, lockedBalances, openBooks } from "../booking.ts";
import type { HeldRefusal, HeldRuleRefusal, PaymentRefusal } from "../contract.ts";
import type { Channel, Payment } from "../model.ts";
import type {
  Held,
  HeldDecision,
  HeldId,
  HeldOutcome,
  HeldResolution,
  HeldRule,
  HeldSource,
  NewHeld,
} from "./model.ts";
import * as store from "./store.ts";

/** The channel by which the payments that come of held money came. */
const CHANNEL_OF: { readonly [S in HeldSource]: Channel } = {
  registry: "registry",
  statement: "bank",
  order: "online",
};

/**
 * Holds money that came without an account, in the transaction of whoever took it. The same reference again holds
 * nothing more; what stands under it is given, so that the caller can tell a repeat from a contradiction.
 */
export async function holdMoney(tx: Tx, items: readonly NewHeld[]): Promise<HeldOutcome[]> {
  if (items.length === 0) return [];
  const ids = await ledger.nextDocuments(tx, items.length);
  return holdUnder(
    tx,
    items.map((item, at) => ({ ...item, id: must(ids[at], "the number of held money") as HeldId })),
  );
}

/** Holds money under numbers that are the caller's already. */
export const holdUnder = (
  tx: Tx,
  items: readonly (NewHeld & { readonly id: HeldId })[],
): Promise<HeldOutcome[]> =>
  store.insertHeld(
    tx,
    items.map((item) => ({ ...item, payerKey: nameKey(item.payerName ?? "") })),
  );

/** One that is held, with all that was decided of it. */
export interface HeldCard {
  readonly held: Held;
  readonly resolutions: readonly HeldResolution[];
}

export async function findHeldCard(tx: Tx, held: HeldId): Promise<HeldCard | undefined> {
  const found = await store.findHeld(tx, held);
  return found && { held: found, resolutions: await store.listResolutions(tx, held) };
}

export interface HeldResolved {
  /** What is still held. */
  readonly rest: Held["rest"];
  readonly payments: readonly (Payment & { readonly number: string })[];
}

/**
 * Decides of all that is left of held money, in one transaction: it becomes payments of one account or of several,
 * with the day, the agent, the channel and the document that it came with; or it goes back to the payer, by a
 * document; or it is left, with a note. An account that by hand would take no payment takes none here.
 *
 * A payment that came of held money may be reversed like any other. The money is then held again by itself: it was
 * received, and nobody has it.
 */
export async function resolveHeld(
  ctx: Ctx,
  held: HeldId,
  decision: HeldDecision,
  rule?: number,
): Promise<Result<HeldResolved, HeldRefusal>> {
  return attempt<HeldResolved, HeldRefusal>(ctx, async (tx) => {
    await store.lockHeld(tx, held);
    const found = await store.findHeld(tx, held);
    if (!found) return refuse({ code: "payments.held_not_found", held: String(held) });
    if (found.rest === 0n) return refuse({ code: "payments.held_resolved", held: String(held) });
    if (decision.kind === "assigned") return assign(tx, found, decision.parts, rule);
    const isLeft = decision.kind === "left";
    const reason = (isLeft ? decision.note : decision.reason).trim();
    if (reason === "")
      return refuse({ code: "payments.held_reason_missing", field: isLeft ? "note" : "reason" });
    const document = isLeft ? "" : decision.document.trim();
    if (!isLeft && document === "")
      return refuse({ code: "payments.held_document_missing", field: "document" });
    await store.insertResolutions(tx, held, [
      { kind: decision.kind, amount: isLeft ? (0n as Held["rest"]) : found.rest, reason, document },
    ]);
    return ok({ rest: isLeft ? found.rest : (0n as Held["rest"]), payments: [] });
  });
}

async function assign(
  tx: Tx,
  held: Held,
  parts: readonly { readonly account: string; readonly amount: Held["rest"] }[],
  rule: number | undefined,
): Promise<Result<HeldResolved, HeldRefusal>> {
  if (held.rest < 0n) return refuse({ code: "payments.held_is_refund", amount: moneyText(held.rest) });
  const total = sumOf(parts.map(({ amount }) => amount));
  if (total !== held.rest || parts.some(({ amount }) => amount <= 0n)) {
    return refuse({
      code: "payments.held_parts_differ",
      field: "parts",
      rest: moneyText(held.rest),
      parts: moneyText(total),
    });
  }
  const numbers = parts.map(({ account }) => account);
  const twice = numbers.find((number, at) => numbers.indexOf(number) !== at);
  if (twice !== undefined) return refuse({ code: "payments.held_account_twice", account: twice });
  const placed = await placeParts(tx, numbers);
  if (!placed.ok) return placed;
  const ids = await ledger.nextDocuments(tx, parts.length);
  const payments = parts.map(({ amount }, at): Payment & { readonly number: string } => {
    const { account, period } = must(placed.value[at], "the account of a part");
    return {
      building: account.building,
      account: account.account,
      number: account.number,
      payment: must(ids[at], "a payment's number") as PaymentId,
      amount,
      paidOn: held.receivedOn,
      period,
      channel: CHANNEL_OF[held.source.kind],
      agent: held.agent,
      document: held.document,
    };
  });
  // Companies may be in different months; always in one order, so that two decisions wait and do not embrace.
  const months = [...Map.groupBy(payments, ({ period }) => period)].sort(([one], [other]) =>
    one < other ? -1 : 1,
  );
  for (const [period, ofMonth] of months) {
    const balances = await lockedBalances(tx, { accounts: ofMonth, period });
    for (const payment of ofMonth) {
      const account = must(placed.value[payments.indexOf(payment)], "the account of a payment").account;
      const closed = judgeClosed(account, must(balances.get(payment.account), "the balance"), tx.scope.today);
      if (closed) return refuse(closed);
    }
    const books = new Map(placed.value.map((one) => [one.account.building, one.books]));
    await bookPayments(tx, ofMonth, { balances, books });
  }
  await store.insertResolutions(
    tx,
    held.id,
    payments.map((payment) => ({ kind: "assigned", amount: payment.amount, payment, rule })),
  );
  return ok({ rest: 0n as Held["rest"], payments });
}

interface PlacedPart {
  readonly account: AccountFound;
  readonly books: Books;
  readonly period: Payment["period"];
}

async function placeParts(tx: Tx, numbers: readonly string[]): Promise<Result<PlacedPart[], PaymentRefusal>> {
  const found = new Map(
    (await findAccountsByNumber(tx, numbers)).map((account) => [account.number, account]),
  );
  const books = await openBooks(tx, [...new Set([...found.values()].map(({ building }) => building))]);
  const placed: PlacedPart[] = [];
  for (const number of numbers) {
    const account = found.get(number);
    if (!account) return refuse({ code: "payments.account_not_found", field: "account", account: number });
    const { building } = account;
    const of = books.get(building);
    if (!of) return refuse({ code: "payments.building_unmanaged", building });
    if (of.period === undefined) {
      return refuse({ code: "payments.period_not_open", organization: of.organization });
    }
    placed.push({ account, books: of, period: of.period });
  }
  return ok(placed);
}

/** So many equal decisions make a rule worth offering. */
export const EQUAL_DECISIONS = 3;

/**
 * Learns that such money is an account's. A rule that names the stated number is applied by itself where number and
 * payer are exactly those (`assignByRules`); one of a payer's name alone only proposes.
 */
export async function learnRule(
  ctx: Ctx,
  input: { readonly statedAccount: string; readonly payerName: string; readonly account: string },
): Promise<Result<{ readonly rule: number }, HeldRuleRefusal>> {
  return attempt<{ rule: number }, HeldRuleRefusal>(ctx, async (tx) => {
    const statedAccount = input.statedAccount.trim();
    const payerKey = nameKey(input.payerName);
    if (statedAccount === "" && payerKey === "") return refuse({ code: "payments.rule_says_nothing" });
    const [account] = await findAccountsByNumber(tx, [input.account]);
    if (!account)
      return refuse({ code: "payments.account_not_found", field: "account", account: input.account });
    await store.lockRules(tx);
    const known = await store.listRules(tx, { payerKeys: [payerKey], statedAccounts: [statedAccount] }, 100);
    const same = known.find((rule) => rule.statedAccount === statedAccount && rule.payerKey === payerKey);
    if (same) return refuse({ code: "payments.rule_known", account: same.accountNumber });
    const rule = await store.insertRule(tx, {
      statedAccount,
      payerKey,
      ...account,
      accountNumber: account.number,
    });
    return ok({ rule: must(rule, "the number of a rule") });
  });
}

/** Withdraws a rule; what was decided by it stays. */
export async function withdrawRule(
  ctx: Ctx,
  rule: number,
): Promise<Result<{ readonly rule: number }, HeldRuleRefusal>> {
  return ctx.transaction(async (tx) =>
    (await store.insertRuleWithdrawal(tx, rule))
      ? ok({ rule })
      : refuse({ code: "payments.rule_not_found", rule }),
  );
}

/** The one rule that leaves no doubt: the stated number is the rule's, and the payer too where the rule names one. */
export function exactRule(held: Held, rules: readonly HeldRule[]): HeldRule | undefined {
  const exact = rules.filter(
    (rule) =>
      rule.statedAccount !== "" &&
      rule.statedAccount === held.statedAccount &&
      (rule.payerKey === "" || rule.payerKey === held.payerKey),
  );
  const accounts = new Set(exact.map(({ account }) => account));
  return accounts.size === 1 ? exact[0] : undefined;
}

/**
 * Resolves what a registry left in suspense and a rule knows exactly. Each in a transaction of its own: one that the
 * account does not take any more stays in the queue.
 */
export async function assignByRules(ctx: Ctx, registry: number): Promise<{ readonly assigned: number }> {
  const { open, rules } = await ctx.transaction(async (tx) => {
    const held = await store.listOpenHeld(tx, { registry, limit: 1_000 });
    const of = {
      payerKeys: held.map((one) => one.payerKey),
      statedAccounts: held.map((one) => one.statedAccount),
    };
    return { open: held, rules: held.length === 0 ? [] : await store.listRules(tx, of, 1_000) };
  });
  let assigned = 0;
  for (const held of open) {
    const rule = held.rest > 0n ? exactRule(held, rules) : undefined;
    if (!rule) continue;
    const parts = [{ account: rule.accountNumber, amount: held.rest }];
    const resolved = await resolveHeld(ctx, held.id, { kind: "assigned", parts }, rule.id);
    if (resolved.ok) assigned += 1;
  }
  return { assigned };
}
