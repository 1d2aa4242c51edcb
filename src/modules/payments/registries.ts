import { must } from "#core/assert";
import type { Day } from "#core/day";
import type { BuildingId, PaymentId } from "#core/ids";
import { moneyText, sumOf } from "#core/money";
import type { Period } from "#core/period";
import { ok, type Result, refuse } from "#core/result";
import { listUsers } from "#modules/access";
import { type AccountFound, findAccountsByNumber } from "#modules/accounts";
import * as ledger from "#modules/ledger";
import type { Ctx } from "#platform/context";
import type { Tx } from "#platform/database";
import { attempt, within } from "#platform/deed";
import { bookPayments, bookReversal, type Books, lockedBalances, openBooks } from "./booking.ts";
import type { RegistryLineRefusal, RegistryRefusal } from "./contract.ts";
import type { Agent, KeptRegistry, LinesSum, Payment } from "./model.ts";
import { judgeRegistry, judgeRepeat, type Registry, type RegistryLine } from "./rules/registry.ts";
import * as store from "./store.ts";
import { holdUnder } from "./suspense/actions.ts";
import type { HeldId } from "./suspense/model.ts";
import { listHeldReferences } from "./suspense/store.ts";

/** Lines are booked in portions of so many: a portion's arrays stay small, and its queries are few beside it. */
const PORTION = 2_000;

export interface RegistryTaken {
  /** The number under which it is kept. */
  readonly registry: number;
  /** Booked now. */
  readonly taken: LinesSum;
  /** Known from an earlier file or from the online channel, with the same account and amount: left as they are. */
  readonly repeated: LinesSum;
  /** Without an account, or of a house whose books nobody keeps: held for a person. */
  readonly held: LinesSum;
  /** Refunds that reversed the payments they name. */
  readonly reversed: LinesSum;
}

/**
 * Takes a payment point's registry. What is wrong with the file refuses all of it: control sums that differ, and an
 * operation that is known with another account or amount, because then either this file or an earlier one lies and
 * nobody can say which of its other lines do. What is wrong with a line's account does not: the money has come. It is
 * held in suspense for a person (the center's files alone: a company cannot tell a foreign account from one that is
 * not, and is refused). A refund reverses the payment whose number and amount it has; one that names none is held.
 *
 * Taking it again books nothing (P2): the agent's number of a held line is taken as well. A closed account takes its
 * line: the money has come, and is returned from the advance. The number of queries depends on the portions, the
 * organizations and the refunds, which are few, never on the lines.
 *
 * The registry is kept in the one transaction that books all its portions (P3). One that breaks off, in whatever
 * portion, leaves no booking and no record, and is new when it is sent again; one that was taken and is sent again is
 * kept once more, with all of it repeated; one that is refused is not kept.
 */
export async function takeRegistry(
  ctx: Ctx,
  registry: Registry,
): Promise<Result<RegistryTaken, RegistryRefusal>> {
  const wrong = judgeRegistry(registry, ctx.today);
  if (wrong) return refuse(wrong);
  return attempt<RegistryTaken, RegistryRefusal>(ctx, async (tx) => {
    const agent = await store.findAgent(tx, registry.agent);
    if (!agent) return refuse({ code: "payments.agent_not_found", agent: registry.agent });
    await store.lockRegistries(tx, agent.id);
    const sorted = await sortLines(tx, agent, registry.lines);
    if (!sorted.ok) return sorted;
    const { fresh, repeated, held, refunds } = sorted.value;
    const outcome = {
      taken: totalOf(fresh.map(({ line }) => line)),
      repeated: totalOf(repeated),
      held: totalOf(held),
      reversed: totalOf(refunds.map(({ line }) => line)),
    };
    const { document, declared, fee, net } = registry;
    // Kept first, because its lines carry its number.
    const kept = await store.insertRegistry(tx, agent, {
      document,
      declared,
      fee,
      net,
      ...outcome,
      order: registry.order,
      lastDay: lastDayOf(registry.lines),
    });
    const refunded = refunds.map(({ line }) => line);
    await store.insertRepeats(tx, { registry: kept, organization: agent.organization }, [
      ...repeated,
      ...refunded,
    ]);
    const from = { agent: agent.id, code: agent.code, registry: kept, document };
    const taken: Payment[] = [];
    for (let at = 0; at < fresh.length; at += PORTION) {
      taken.push(...(await takePortion(tx, from, fresh.slice(at, at + PORTION))));
    }
    for (let at = 0; at < held.length; at += PORTION)
      await holdPortion(tx, from, held.slice(at, at + PORTION));
    if (refunds.length > 0) await reverseRefunded(tx, from, refunds, taken);
    return ok({ registry: kept, ...outcome });
  });
}

/** A registry in a list, with the name of who sent it in, where that name is in sight. */
export interface ListedRegistry extends KeptRegistry {
  readonly recordedByName: string | undefined;
}

/** The registries in sight, newest first; `before` is the last of the page before. */
export async function listRegistries(
  ctx: Ctx,
  of: { readonly before?: number | undefined; readonly limit: number },
): Promise<ListedRegistry[]> {
  return ctx.transaction(async (tx) => {
    const registries = await store.listRegistries(tx, of);
    const names = new Map((await listUsers(within(ctx, tx))).map((user) => [user.id, user.name]));
    return registries.map((one) => ({
      ...one,
      recordedByName: one.recordedBy === undefined ? undefined : names.get(one.recordedBy),
    }));
  });
}

interface FreshLine {
  readonly line: RegistryLine;
  readonly account: AccountFound;
  readonly books: Books;
  readonly period: Period;
}

/** A refund of a payment that is known, or that the same file brings. */
interface Refund {
  readonly line: RegistryLine;
  readonly place: AccountFound;
  readonly period: Period;
  /** Absent: brought by the same file. */
  readonly payment: PaymentId | undefined;
}

interface SortedLines {
  /** In the order of locks: by building, then account. */
  readonly fresh: FreshLine[];
  readonly repeated: RegistryLine[];
  readonly held: RegistryLine[];
  readonly refunds: Refund[];
}

async function sortLines(
  tx: Tx,
  agent: Agent,
  lines: readonly RegistryLine[],
): Promise<Result<SortedLines, RegistryRefusal>> {
  const recorded = new Map(
    (
      await store.findAgentTransactions(
        tx,
        agent.id,
        lines.map((line) => line.transaction),
      )
    ).map((one) => [one.transaction, one]),
  );
  const found = await findAccountsByNumber(tx, [...new Set(lines.map((line) => line.account))]);
  const accounts = new Map(found.map((account) => [account.number, account]));
  const books = await openBooks(tx, [...new Set(found.map((account) => account.building))]);
  const sorted: SortedLines = { fresh: [], repeated: [], held: [], refunds: [] };
  const refused: { line: number; refusal: RegistryLineRefusal }[] = [];
  const refunds: { line: RegistryLine; no: number }[] = [];
  for (const [index, line] of lines.entries()) {
    if (line.amount < 0n) {
      refunds.push({ line, no: index + 1 });
      continue;
    }
    const known = recorded.get(line.transaction);
    const differs = known && judgeRepeat(line, known);
    const placed = placeOf(line, accounts, books);
    if (differs) refused.push({ line: index + 1, refusal: differs });
    else if (known) sorted.repeated.push(line);
    else if (placed.ok) sorted.fresh.push({ line, ...placed.value });
    else if (tx.scope.sees === "center") sorted.held.push(line);
    else refused.push({ line: index + 1, refusal: placed.refusal });
  }
  if (refunds.length > 0)
    await sortRefunds(tx, agent, { refunds, recorded, accounts, books, sorted, refused });
  if (refused.length > 0) return refuse({ code: "payments.registry_lines_refused", lines: refused });
  sorted.fresh.sort(
    (a, b) => a.account.building - b.account.building || a.account.account - b.account.account,
  );
  return ok(sorted);
}

/** A refund is of the operation whose number, account and amount it has; all others are a person's. */
async function sortRefunds(
  tx: Tx,
  agent: Agent,
  of: {
    readonly refunds: readonly { readonly line: RegistryLine; readonly no: number }[];
    readonly recorded: ReadonlyMap<string, store.AgentTransaction>;
    readonly accounts: ReadonlyMap<string, AccountFound>;
    readonly books: ReadonlyMap<number, Books>;
    readonly sorted: SortedLines;
    readonly refused: { line: number; refusal: RegistryLineRefusal }[];
  },
): Promise<void> {
  const { recorded, accounts, books, sorted } = of;
  const named = of.refunds.flatMap(({ line }) => recorded.get(line.transaction) ?? []);
  const reversed = await store.listReversed(tx, named);
  const references = of.refunds.map(({ line }) => referenceOf(agent.code, line));
  const known = await listHeldReferences(tx, "registry", references);
  const brought = new Map(sorted.fresh.map(({ line }) => [line.transaction, line]));
  for (const { line, no } of of.refunds) {
    const held = known.get(referenceOf(agent.code, line));
    const before = recorded.get(line.transaction);
    const original = before ?? brought.get(line.transaction);
    const placed = placeOf(line, accounts, books);
    const isSame = original?.account === line.account && original.amount === -line.amount;
    if (held) {
      const differs = judgeRepeat(line, { account: held.statedAccount, amount: held.amount });
      if (differs) of.refused.push({ line: no, refusal: differs });
      else sorted.repeated.push(line);
    } else if (isSame && before && reversed.has(before.payment)) sorted.repeated.push(line);
    else if (isSame && placed.ok && before?.building !== HELD_NOWHERE) {
      const { account: place, period } = placed.value;
      sorted.refunds.push({ line, place, period, payment: before?.payment });
    } else if (tx.scope.sees === "center") sorted.held.push(line);
    else
      of.refused.push({
        line: no,
        refusal: { code: "payments.refund_unknown", transaction: line.transaction },
      });
  }
}

function placeOf(
  line: RegistryLine,
  accounts: ReadonlyMap<string, AccountFound>,
  booksOf: ReadonlyMap<number, Books>,
): Result<Omit<FreshLine, "line">, RegistryLineRefusal> {
  const account = accounts.get(line.account);
  if (!account) return refuse({ code: "payments.account_not_found", account: line.account });
  const books = booksOf.get(account.building);
  if (!books) return refuse({ code: "payments.building_unmanaged", building: account.building });
  const { organization, period } = books;
  return period === undefined
    ? refuse({ code: "payments.period_not_open", organization })
    : ok({ account, books, period });
}

interface FromRegistry {
  readonly agent: number;
  /** The agent's. */
  readonly code: string;
  readonly registry: number;
  readonly document: string;
}

async function takePortion(
  tx: Tx,
  from: FromRegistry,
  lines: readonly FreshLine[],
): Promise<readonly Payment[]> {
  const ids = await ledger.nextDocuments(tx, lines.length);
  const payments = lines.map(
    ({ line, account, period }, index): Payment => ({
      building: account.building,
      account: account.account,
      payment: must(ids[index], "a payment's number") as PaymentId,
      amount: line.amount,
      paidOn: line.paidOn,
      period,
      channel: "registry",
      agent: from.agent,
      statedPeriod: line.statedPeriod,
      document: from.document,
    }),
  );
  const numbers = lines.map(({ line }, index) => ({
    ...line,
    ...must(payments[index], "the payment of a line"),
    account: line.account,
  }));
  const free = await store.insertAgentTransactions(tx, from, numbers);
  if (free.size !== lines.length) throw new TakenMeanwhile();
  const books = new Map(lines.map((line) => [line.account.building, line.books]));
  // Companies may be in different months; each month is a question of its own.
  for (const ofPeriod of Map.groupBy(payments, (payment) => payment.period).values()) {
    const [first] = ofPeriod;
    if (!first) continue;
    const balances = await lockedBalances(tx, { accounts: uniquePlaces(ofPeriod), period: first.period });
    await bookPayments(tx, ofPeriod, { balances, books });
  }
  return payments;
}

/** Where an operation without an account stands among the agent's: in no building. */
const HELD_NOWHERE = 0 as BuildingId;

const referenceOf = (agent: string, line: RegistryLine): string =>
  line.amount < 0n ? `${agent}/${line.transaction}/refund` : `${agent}/${line.transaction}`;

/** A held line takes its number among the agent's operations, so that no other channel brings the same money again. */
async function holdPortion(tx: Tx, from: FromRegistry, lines: readonly RegistryLine[]): Promise<void> {
  const ids = await ledger.nextDocuments(tx, lines.length);
  const items = lines.map((line, index) => ({
    id: must(ids[index], "the number of held money") as HeldId,
    source: { kind: "registry" as const, reference: referenceOf(from.code, line) },
    agent: from.agent,
    registry: from.registry,
    amount: line.amount,
    receivedOn: line.paidOn,
    payerName: line.payerName,
    statedAccount: line.account,
    address: line.address,
    document: from.document,
    raw: line.raw ?? [line.transaction, line.paidOn, line.account, moneyText(line.amount)].join(";"),
  }));
  const numbers = lines.flatMap(({ transaction, account, amount }, index) => {
    const item = must(items[index], "the held line");
    const payment = item.id as bigint as PaymentId;
    return amount > 0n ? [{ transaction, account, amount, building: HELD_NOWHERE, payment }] : [];
  });
  const free = await store.insertAgentTransactions(tx, from, numbers);
  const outcomes = await holdUnder(tx, items);
  if (free.size !== numbers.length || outcomes.some(({ repeated }) => repeated)) throw new TakenMeanwhile();
}

async function reverseRefunded(
  tx: Tx,
  from: FromRegistry,
  refunds: readonly Refund[],
  taken: readonly Payment[],
): Promise<void> {
  const numbers = new Map(
    (
      await store.findAgentTransactions(
        tx,
        from.agent,
        refunds.map(({ line }) => line.transaction),
      )
    ).map((one) => [one.transaction, one.payment]),
  );
  const byNumber = new Map(taken.map((payment) => [payment.payment, payment]));
  for (const { line, place, period, payment } of refunds) {
    const id = payment ?? must(numbers.get(line.transaction), "the payment that the same file brought");
    const original =
      byNumber.get(id) ?? (await store.findPayment(tx, { building: place.building, payment: id }));
    const reversal = await bookReversal(tx, must(original, "the payment of a refund"), {
      period,
      reason: from.document,
      registry: from.registry,
    });
    if (reversal === undefined) throw new TakenMeanwhile();
  }
}

const uniquePlaces = (payments: readonly Payment[]): Payment[] => [
  ...new Map(payments.map((payment) => [payment.account, payment])).values(),
];

/**
 * The online channel took one of the numbers between the question and the insert. The transaction is run again, like
 * any that was overtaken, and then finds the line as a repeated one.
 */
class TakenMeanwhile extends Error {
  readonly code = "40001";
  constructor() {
    super("a line of the registry was taken online meanwhile");
  }
}

/** The day that a registry is of: banks name it by the last one. */
const lastDayOf = (lines: readonly RegistryLine[]): Day =>
  lines.reduce(
    (last, { paidOn }) => (paidOn > last ? paidOn : last),
    must(lines[0], "a line of a registry").paidOn,
  );

const totalOf = (lines: readonly RegistryLine[]): LinesSum => ({
  count: lines.length,
  total: sumOf(lines.map((line) => line.amount)),
});
