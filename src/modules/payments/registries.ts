import { must } from "#core/assert";
import type { PaymentId } from "#core/ids";
import { sumOf } from "#core/money";
import type { Period } from "#core/period";
import { ok, type Result, refuse } from "#core/result";
import { listUsers } from "#modules/access";
import { type AccountFound, findAccountsByNumber } from "#modules/accounts";
import * as ledger from "#modules/ledger";
import type { Ctx } from "#platform/context";
import type { Tx } from "#platform/database";
import { attempt, within } from "#platform/deed";
import { bookPayments, type Books, lockedBalances, openBooks } from "./booking.ts";
import type { RegistryLineRefusal, RegistryRefusal } from "./contract.ts";
import type { Agent, KeptRegistry, LinesSum, Payment } from "./model.ts";
import { judgeRegistry, judgeRepeat, type Registry, type RegistryLine } from "./rules/registry.ts";
import * as store from "./store.ts";

/** Lines are booked in portions of so many: a portion's arrays stay small, and its queries are few beside it. */
const PORTION = 2_000;

export interface RegistryTaken {
  /** Booked now. */
  readonly taken: LinesSum;
  /** Known from an earlier file or from the online channel, with the same account and amount: left as they are. */
  readonly repeated: LinesSum;
}

/**
 * Takes a payment point's registry, all of it or nothing: control sums that differ, a line that contradicts what is
 * recorded, an account that is not known refuse the whole file with the numbers of the lines. Taking it again
 * books nothing (P2). A closed account takes its line: the money has come, and is returned from the advance.
 * The number of queries depends on the portions and the organizations, never on the lines.
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
    const { fresh } = sorted.value;
    const outcome = {
      taken: totalOf(fresh.map(({ line }) => line)),
      repeated: totalOf(sorted.value.repeated),
    };
    // Kept first, because its lines carry its number.
    const kept = await store.insertRegistry(tx, agent, { ...registry, ...outcome });
    const from = { agent: agent.id, registry: kept, document: registry.document };
    for (let at = 0; at < fresh.length; at += PORTION) {
      await takePortion(tx, from, fresh.slice(at, at + PORTION));
    }
    return ok(outcome);
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

/** Fresh lines in the order of locks: by building, then account. */
async function sortLines(
  tx: Tx,
  agent: Agent,
  lines: readonly RegistryLine[],
): Promise<Result<{ fresh: FreshLine[]; repeated: RegistryLine[] }, RegistryRefusal>> {
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
  const fresh: FreshLine[] = [];
  const repeated: RegistryLine[] = [];
  const refused: { line: number; refusal: RegistryLineRefusal }[] = [];
  for (const [index, line] of lines.entries()) {
    const known = recorded.get(line.transaction);
    const differs = known && judgeRepeat(line, known);
    const placed = placeOf(line, accounts, books);
    if (differs) refused.push({ line: index + 1, refusal: differs });
    else if (known) repeated.push(line);
    else if (placed.ok) fresh.push({ line, ...placed.value });
    else refused.push({ line: index + 1, refusal: placed.refusal });
  }
  if (refused.length > 0) return refuse({ code: "payments.registry_lines_refused", lines: refused });
  fresh.sort((a, b) => a.account.building - b.account.building || a.account.account - b.account.account);
  return ok({ fresh, repeated });
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

async function takePortion(
  tx: Tx,
  from: { readonly agent: number; readonly registry: number; readonly document: string },
  lines: readonly FreshLine[],
): Promise<void> {
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

const totalOf = (lines: readonly RegistryLine[]): LinesSum => ({
  count: lines.length,
  total: sumOf(lines.map((line) => line.amount)),
});
