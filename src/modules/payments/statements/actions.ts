import { assert, must } from "#core/assert";
import { addDays, covers, type Day } from "#core/day";
import type { OrganizationId, PaymentId } from "#core/ids";
import { sumOf } from "#core/money";
import { ok, type Result, refuse } from "#core/result";
import type { Money } from "#core/units";
import { type AccountFound, findAccountsByNumber } from "#modules/accounts";
import * as ledger from "#modules/ledger";
import { findRequisites, listOrganizations } from "#modules/organizations";
import type { Ctx } from "#platform/context";
import type { Tx } from "#platform/database";
import { attempt } from "#platform/deed";
import { bookPayments, judgeClosed, lockedBalances, openBooks } from "../booking.ts";
import type { Payment } from "../model.ts";
import { holdMoney } from "../suspense/actions.ts";
import type { StatementRefusal } from "./contract.ts";
import type {
  BankAccount,
  KeptLine,
  LineFamily,
  LineOutcome,
  NewStatement,
  NewStatementLine,
  OutcomeReason,
  RegistryDue,
  StatementForm,
  StatementLineId,
} from "./model.ts";
import { matchRegistry, matchTogether } from "./rules/match-registry.ts";
import { dividedAmong, type RegistryCandidate, registryCandidates } from "./rules/registry-candidates.ts";
import {
  accountsIn,
  PURPOSE_WORDS,
  type PurposeWords,
  speaksOfRegistry,
  speaksOfReturn,
} from "./rules/purpose.ts";
import * as store from "./store.ts";

export interface StatementFile {
  readonly hash: Buffer;
  readonly name: string;
  readonly body: Uint8Array;
  readonly format: StatementForm;
  readonly family: LineFamily;
}

export interface StatementTaken {
  readonly statement: number;
  readonly account: string;
  readonly lines: number;
  readonly fresh: number;
  readonly gap: Money | undefined;
  /** Of the fresh lines of money in, part by part. */
  readonly found: readonly {
    readonly kind: LineOutcome["kind"];
    readonly count: number;
    readonly amount: Money;
  }[];
}

/** Registries of so many days before a statement may still be without their money. */
const DUE_DAYS = 45;

/**
 * Takes the statements of a file, all of them or none. Each line is kept once, however many statements have it; each
 * fresh line of money in is found to be something: registries' money, payments of accounts that its purpose names,
 * a transfer of ours, a return, or money held until a person knows whose it is. Lines of money out are kept, and
 * confirm what was sent. The number of questions does not grow with the lines.
 */
export async function takeStatements(
  ctx: Ctx,
  file: StatementFile,
  statements: readonly NewStatement[],
  words: PurposeWords = PURPOSE_WORDS,
): Promise<Result<readonly StatementTaken[], StatementRefusal>> {
  if (ctx.scope.sees !== "center") return refuse({ code: "statements.center_only" });
  return attempt<readonly StatementTaken[], StatementRefusal>(ctx, async (tx) => {
    await store.insertFile(tx, file);
    const taken: StatementTaken[] = [];
    for (const statement of statements) {
      const one = await takeOne(tx, file, statement, words);
      if (!one.ok) return one;
      taken.push(one.value);
    }
    return ok(taken);
  });
}

async function takeOne(
  tx: Tx,
  file: StatementFile,
  statement: NewStatement,
  words: PurposeWords,
): Promise<Result<StatementTaken, StatementRefusal>> {
  const { today } = tx.scope;
  const account = await ourAccount(tx, statement);
  if (!account) return refuse({ code: "statements.account_not_ours", account: statement.account });
  const late = statement.lines.find(({ date, pending }) => !pending && date > today);
  if (late) return refuse({ code: "statements.in_future", day: late.date, today });
  await store.lockBankAccount(tx, account.id);
  const before = await store.findByHash(tx, { hash: file.hash, bankAccount: account.id });
  if (before)
    return refuse({
      code: "statements.taken_before",
      statement: before.statement,
      recordedAt: before.recordedAt.toISOString(),
    });
  const other = await store.findOtherFamily(tx, {
    bankAccount: account.id,
    ...statement,
    family: file.family,
  });
  if (other) return refuse({ code: "statements.other_form", account: statement.account, day: other.day });
  const closed = await store.findClosingBefore(tx, { bankAccount: account.id, day: statement.from });
  const gap =
    closed === undefined || statement.opening === undefined
      ? undefined
      : ((statement.opening - closed) as Money);
  const kept = await store.insertStatement(tx, account, statement, file, gap);
  const outcomes = await resolveLines(
    tx,
    account,
    kept.fresh.filter(({ line }) => line.direction === "in"),
    { words, document: `${file.name}` },
  );
  return ok({
    statement: kept.statement,
    account: account.account,
    lines: statement.lines.length,
    fresh: kept.fresh.length,
    gap,
    found: [...Map.groupBy(outcomes, ({ kind }) => kind)].map(([kind, parts]) => ({
      kind,
      count: parts.length,
      amount: sumOf(parts.map(({ amount }) => amount)),
    })),
  });
}

/** An account that is written down, or that stands in the requisites of the center, a company or a fund. */
async function ourAccount(tx: Tx, statement: NewStatement): Promise<BankAccount | undefined> {
  const [known] = await store.findBankAccounts(tx, [statement.account]);
  if (known) return known;
  const organizations = await listOrganizations(tx, ["center", "company", "fund"], 10_000);
  const requisites = await findRequisites(
    tx,
    organizations.map(({ id }) => id),
  );
  const own = requisites.find(
    ({ facts, ...span }) =>
      facts.account === statement.account && covers({ from: span.from, to: span.to }, statement.to),
  );
  if (!own) return undefined;
  const { organization, facts } = own;
  return store.insertBankAccount(tx, { organization, account: facts.account, bic: facts.bic, note: "" });
}

/** Writes down an account that no requisites have: the special account of a paying agent. */
export async function registerBankAccount(
  ctx: Ctx,
  of: {
    readonly organization: OrganizationId;
    readonly account: string;
    readonly bic: string;
    readonly note: string;
  },
): Promise<Result<BankAccount, StatementRefusal>> {
  if (ctx.scope.sees !== "center") return refuse({ code: "statements.center_only" });
  return ctx.transaction(async (tx) => {
    const organizations = await listOrganizations(tx, ["center", "company", "fund"], 10_000);
    if (!organizations.some(({ id }) => id === of.organization))
      return refuse({ code: "statements.organization_unknown", organization: of.organization });
    const written = await store.insertBankAccount(tx, of);
    return written ? ok(written) : refuse({ code: "statements.account_known", account: of.account });
  });
}

interface Fresh {
  readonly id: StatementLineId;
  readonly line: NewStatementLine;
}

/** A part of a line whose account is named, still to be looked for. */
interface Named {
  readonly line: number;
  readonly part: number;
  readonly account: string;
  readonly amount: Money;
  readonly payerName: string;
}

interface Draft extends Fresh {
  parts: LineOutcome[];
  /** Of each part, what helps a person where it is held. */
  readonly told: { payerName: string; purpose: string; account: string | undefined }[];
}

async function resolveLines(
  tx: Tx,
  account: BankAccount,
  lines: readonly Fresh[],
  of: { readonly words: PurposeWords; readonly document: string },
): Promise<LineOutcome[]> {
  const [first] = lines.map(({ line }) => line.date).toSorted();
  if (first === undefined) return [];
  const own = new Set(await ownAccounts(tx, account));
  const sent = await store.listStatementLines(tx, {
    bankAccount: account.id,
    direction: "out",
    from: addDays(first, -DUE_DAYS),
    limit: 100_000,
  });
  let due = await store.listRegistriesDue(tx, addDays(first, -DUE_DAYS));
  const drafts = lines.map((fresh): Draft => {
    const whole = (kind: "own" | "return" | "awaiting", reason: OutcomeReason): Draft => ({
      ...fresh,
      parts: [{ kind, reason, amount: fresh.line.amount }],
      told: [],
    });
    const { line } = fresh;
    if (line.reversal) return whole("return", "reversal");
    if (line.counterparty.account !== "" && own.has(line.counterparty.account))
      return whole("own", "own_account");
    if (speaksOfReturn(line.purpose) && sent.some((one) => isReturnOf(line, one)))
      return whole("return", "returned");
    const match = matchRegistry(line, due);
    if (match === "several") return whole("awaiting", "several_registries_fit");
    if (match) {
      due = due.filter(({ registry }) => !match.parts.some((part) => part.registry === registry));
      return {
        ...fresh,
        parts: match.parts.map((part) => ({ kind: "registry", reason: match.reason, ...part })),
        told: [],
      };
    }
    return byPurpose(fresh, of.words) ?? whole("awaiting", "no_registry_yet");
  });
  putTogether(drafts, due);
  await bookNamed(tx, drafts, of.document);
  await hold(tx, drafts, of.document);
  await store.insertOutcomes(
    tx,
    drafts.map(({ id, parts, line }) => {
      assert(sumOf(parts.map(({ amount }) => amount)) === line.amount, "B1 told: the parts are the line");
      return { line: id, decision: 1, organization: account.organization, parts };
    }),
  );
  return drafts.flatMap(({ parts }) => parts);
}

/** A transfer between accounts of one organization is nobody's payment. */
async function ownAccounts(tx: Tx, account: BankAccount): Promise<string[]> {
  const written = (await store.listBankAccounts(tx)).filter(
    ({ organization }) => organization === account.organization,
  );
  const requisites = await findRequisites(tx, [account.organization]);
  return [...written.map((one) => one.account), ...requisites.map(({ facts }) => facts.account)].filter(
    (one) => one !== account.account,
  );
}

/** Money that was sent and came back: the same sum, from whom it was sent to. */
const isReturnOf = (
  line: NewStatementLine,
  sent: Pick<NewStatementLine, "amount" | "counterparty" | "date">,
): boolean =>
  sent.amount === line.amount &&
  sent.date <= line.date &&
  ((line.counterparty.account !== "" && sent.counterparty.account === line.counterparty.account) ||
    (line.counterparty.inn !== "" && sent.counterparty.inn === line.counterparty.inn) ||
    // The bank itself returns what it could not deliver.
    line.counterparty.inn === "");

/** Parts by the accounts that the purposes name; nothing where the line is a registry's money. */
function byPurpose(fresh: Fresh, words: PurposeWords): Draft | undefined {
  const { line } = fresh;
  const parts =
    line.transactions.length > 0
      ? line.transactions
      : [{ amount: line.amount, payerName: line.counterparty.name, purpose: line.purpose }];
  const named = parts.map(({ purpose }) => accountsIn(purpose, words));
  if (named.every((accounts) => accounts.length === 0) && speaksOfRegistry(line.purpose)) return undefined;
  return {
    ...fresh,
    parts: parts.map(({ amount }, at): LineOutcome => {
      const count = named[at]?.length ?? 0;
      return {
        kind: "held",
        reason: count === 0 ? "no_account" : count > 1 ? "several_accounts" : "one_account",
        amount,
      };
    }),
    told: parts.map(({ payerName, purpose }, at) => ({
      payerName,
      purpose,
      account: named[at]?.length === 1 ? named[at][0] : undefined,
    })),
  };
}

/** Of the lines that wait for a registry, those that settle one together. */
function putTogether(drafts: readonly Draft[], due: readonly RegistryDue[]): void {
  const waiting = drafts.filter(({ parts }) => parts[0]?.kind === "awaiting");
  for (const { registry, lines } of matchTogether(
    waiting.map(({ line }) => line),
    due,
  )) {
    for (const at of lines) {
      const draft = must(waiting[at], "a waiting line");
      draft.parts = [{ kind: "registry", reason: "lines_together", registry, amount: draft.line.amount }];
    }
  }
}

/** Books the parts that name exactly one account, which exists and may take them; the others stay held, with why. */
async function bookNamed(tx: Tx, drafts: readonly Draft[], document: string): Promise<void> {
  const named = drafts.flatMap(({ parts, told }, line) =>
    told.flatMap(({ account, payerName }, part): Named[] => {
      const amount = parts[part]?.amount;
      return account === undefined || amount === undefined
        ? []
        : [{ line, part, account, payerName, amount }];
    }),
  );
  if (named.length === 0) return;
  const found = new Map(
    (await findAccountsByNumber(tx, [...new Set(named.map(({ account }) => account))])).map((one) => [
      one.number,
      one,
    ]),
  );
  const books = await openBooks(tx, [...new Set([...found.values()].map(({ building }) => building))]);
  const ids = await ledger.nextDocuments(tx, named.length);
  const held = (one: Named, reason: OutcomeReason): void => {
    const draft = must(drafts[one.line], "a line");
    draft.parts[one.part] = { kind: "held", reason, amount: one.amount };
  };
  const payments: { readonly of: Named; readonly account: AccountFound; readonly payment: Payment }[] = [];
  for (const [at, one] of named.entries()) {
    const account = found.get(one.account);
    const period = account && books.get(account.building)?.period;
    if (!account) held(one, "account_unknown");
    else if (period === undefined) held(one, "books_not_open");
    else {
      const { line } = must(drafts[one.line], "a line");
      payments.push({
        of: one,
        account,
        payment: {
          building: account.building,
          account: account.account,
          payment: must(ids[at], "a payment's number") as PaymentId,
          amount: one.amount,
          paidOn: line.date,
          period,
          channel: "bank",
          document: line.number === "" ? document : `${document} № ${line.number}`,
        },
      });
    }
  }
  const months = [...Map.groupBy(payments, ({ payment }) => payment.period)].sort(([one], [other]) =>
    one < other ? -1 : 1,
  );
  for (const [period, ofMonth] of months) {
    const sorted = ofMonth.toSorted(
      (a, b) => a.payment.building - b.payment.building || a.payment.account - b.payment.account,
    );
    const places = [...new Map(sorted.map(({ payment }) => [payment.account, payment])).values()];
    const balances = await lockedBalances(tx, { accounts: places, period });
    const fit = sorted.filter(({ of, account, payment }) => {
      const closed = judgeClosed(account, must(balances.get(payment.account), "the balance"), tx.scope.today);
      if (closed) held(of, "account_closed");
      return !closed;
    });
    if (fit.length > 0)
      await bookPayments(
        tx,
        fit.map(({ payment }) => payment),
        { balances, books },
      );
    for (const { of, payment } of fit) {
      const { building, payment: id } = payment;
      must(drafts[of.line], "a line").parts[of.part] = {
        kind: "payment",
        reason: "one_account",
        amount: of.amount,
        payment: { building, payment: id },
      };
    }
  }
}

/** What names nobody waits in suspense, each part under its line's number: it is held once. */
async function hold(tx: Tx, drafts: readonly Draft[], document: string): Promise<void> {
  await holdMoney(
    tx,
    drafts.flatMap(({ id, line, parts, told }) =>
      parts.flatMap(({ kind, amount }, at) =>
        kind === "held"
          ? [
              {
                source: { kind: "statement" as const, reference: `${id}.${at + 1}` },
                amount,
                receivedOn: line.date,
                payerName: told[at]?.payerName,
                purpose: told[at]?.purpose,
                statedAccount: told[at]?.account,
                document,
                raw: line.raw,
              },
            ]
          : [],
      ),
    ),
  );
}

/**
 * Looks again for the registries of money that waits for them: they come later than the money as often as sooner.
 * Doing it twice finds nothing more. Nothing is posted: the registries themselves book their lines.
 */
export async function matchAwaiting(ctx: Ctx): Promise<{ readonly matched: number }> {
  return ctx.transaction(async (tx) => {
    await store.lockBankAccount(tx, 0);
    const lines = await store.listStatementLines(tx, { awaitingOnly: true, limit: 2_000 });
    const [first] = lines.map(({ date }) => date).toSorted();
    if (first === undefined) return { matched: 0 };
    let due = await store.listRegistriesDue(tx, addDays(first, -DUE_DAYS));
    const decisions = new Map(
      (
        await store.listOutcomes(
          tx,
          lines.map(({ id }) => id),
        )
      ).map((one) => [one.line, one.decision]),
    );
    const decided: Parameters<typeof store.insertOutcomes>[1][number][] = [];
    const decide = (line: (typeof lines)[number], parts: readonly LineOutcome[]): void => {
      decided.push({
        line: line.id,
        organization: line.organization,
        decision: must(decisions.get(line.id), "the decision on a waiting line") + 1,
        parts,
      });
      due = due.filter(({ registry }) => !parts.some((part) => part.registry === registry));
    };
    for (const line of lines) {
      const match = matchRegistry(line, due);
      if (match && match !== "several")
        decide(
          line,
          match.parts.map((part) => ({ kind: "registry", reason: match.reason, ...part })),
        );
    }
    const rest = lines.filter(({ id }) => !decided.some(({ line }) => line === id));
    for (const { registry, lines: places } of matchTogether(rest, due)) {
      for (const at of places) {
        const line = must(rest[at], "a waiting line");
        decide(line, [{ kind: "registry", reason: "lines_together", registry, amount: line.amount }]);
      }
    }
    await store.insertOutcomes(tx, decided);
    return { matched: decided.length };
  });
}

/** A line of money in that waits, as it and its last decision stand. */
async function waitingLine(
  tx: Tx,
  id: StatementLineId,
): Promise<Result<{ readonly line: KeptLine; readonly decision: number }, StatementRefusal>> {
  const [line] = await store.listStatementLines(tx, { lines: [id], direction: "in", limit: 1 });
  if (!line) return refuse({ code: "statements.line_not_found", line: String(id) });
  const [outcome] = await store.listOutcomes(tx, [id]);
  return outcome?.kind === "awaiting"
    ? ok({ line, decision: outcome.decision })
    : refuse({ code: "statements.line_decided", line: String(id) });
}

/** Registries that money which waits may be of, the likeliest first. */
export async function candidatesOfLine(
  ctx: Ctx,
  of: { readonly line: StatementLineId; readonly limit: number },
): Promise<Result<readonly RegistryCandidate[], StatementRefusal>> {
  if (ctx.scope.sees !== "center") return refuse({ code: "statements.center_only" });
  return ctx.transaction(async (tx) => {
    const waiting = await waitingLine(tx, of.line);
    if (!waiting.ok) return waiting;
    const { line } = waiting.value;
    const due = await store.listRegistriesDue(tx, addDays(line.date, -DUE_DAYS));
    return ok(registryCandidates(line, due).slice(0, of.limit));
  });
}

/** A person says of which registries a line is the money. The sums are divided as by the machine; nothing is posted. */
export async function chooseRegistries(
  ctx: Ctx,
  of: { readonly line: StatementLineId; readonly registries: readonly number[] },
): Promise<Result<readonly LineOutcome[], StatementRefusal>> {
  if (ctx.scope.sees !== "center") return refuse({ code: "statements.center_only" });
  return attempt<readonly LineOutcome[], StatementRefusal>(ctx, async (tx) => {
    // The lock of `matchAwaiting`: one of the two decides, and the other sees it.
    await store.lockBankAccount(tx, 0);
    const waiting = await waitingLine(tx, of.line);
    if (!waiting.ok) return waiting;
    const { line, decision } = waiting.value;
    const due = new Map(
      (await store.listRegistriesDue(tx, addDays(line.date, -DUE_DAYS)))
        .filter(({ day }) => day <= line.date)
        .map((one) => [one.registry, one]),
    );
    const wanted = [...new Set(of.registries)];
    const missing = wanted.find((registry) => !due.has(registry));
    if (missing !== undefined) return refuse({ code: "statements.registry_not_due", registry: missing });
    const divided = dividedAmong(
      line.amount,
      wanted.flatMap((registry) => due.get(registry) ?? []),
    );
    if (!divided) return refuse({ code: "statements.nothing_left", amount: line.amount });
    const parts = divided.map((part): LineOutcome => ({ kind: "registry", reason: "chosen", ...part }));
    await store.insertOutcomes(tx, [
      { line: line.id, organization: line.organization, decision: decision + 1, parts },
    ]);
    return ok(parts);
  });
}

/** Money out that may confirm an order of ours. */
export interface DebitWanted {
  readonly amount: Money;
  readonly counterpartyAccount: string;
  readonly number: string;
  readonly date: Day;
}

/**
 * The line that says an order was carried out: its sum and recipient to the letter, its number but for leading zeros,
 * booked on the day of the order or later. Nothing where none or several fit.
 */
export function debitOf<
  T extends Pick<NewStatementLine, "amount" | "counterparty" | "number" | "date" | "direction">,
>(wanted: DebitWanted, lines: readonly T[]): T | undefined {
  const bare = (number: string): string => number.replace(/^0+/, "");
  const fit = lines.filter(
    (line) =>
      line.direction === "out" &&
      line.amount === wanted.amount &&
      line.counterparty.account === wanted.counterpartyAccount &&
      bare(line.number) === bare(wanted.number) &&
      line.date >= wanted.date,
  );
  return fit.length === 1 ? fit[0] : undefined;
}
