import { must } from "#core/assert";
import type { Day } from "#core/day";
import type { PaymentId } from "#core/ids";
import { moneyText, sumOf } from "#core/money";
import { ok, type Result, refuse } from "#core/result";
import type { Money } from "#core/units";
import { type AccountFound, findAccountsByNumber } from "#modules/accounts";
import * as ledger from "#modules/ledger";
import type { Ctx } from "#platform/context";
import type { Tx } from "#platform/database";
import { attempt } from "#platform/deed";
import { bookPayments, type Books, judgeClosed, lockedBalances, openBooks } from "./booking.ts";
import type { BatchRefusal, PaymentRefusal } from "./contract.ts";
import type { Payment, PaymentRef } from "./model.ts";

/** The papers of a shift as a cashier enters them. */
export interface NewBatch {
  /** Counted and added up from the papers before the rows were entered. */
  readonly declared: { readonly count: number; readonly total: Money };
  /** Why the batch is taken although it differs. */
  readonly reason?: string | undefined;
  readonly paidOn: Day;
  readonly payments: readonly {
    readonly account: string;
    readonly amount: Money;
    readonly document?: string | undefined;
  }[];
}

export interface BatchTaken {
  readonly count: number;
  readonly total: Money;
  /** In the order of the rows. */
  readonly payments: readonly (PaymentRef & { readonly account: string; readonly amount: Money })[];
}

/**
 * Takes the payments of a batch by hand, all of them or none: a count or a sum that differs from the declared one
 * without a stated reason, or one row that could not be taken alone, refuses everything. The number of queries depends
 * on the organizations, never on the rows.
 */
export async function takeBatch(ctx: Ctx, batch: NewBatch): Promise<Result<BatchTaken, BatchRefusal>> {
  const total = sumOf(batch.payments.map(({ amount }) => amount));
  const count = batch.payments.length;
  const differs = batch.declared.count !== count || batch.declared.total !== total;
  if (differs && (batch.reason ?? "").trim() === "") {
    return refuse({
      code: "payments.batch_differs",
      declaredCount: batch.declared.count,
      counted: count,
      declaredTotal: moneyText(batch.declared.total),
      countedTotal: moneyText(total),
    });
  }
  return attempt<BatchTaken, BatchRefusal>(ctx, async (tx) => {
    const placed = await placeRows(tx, batch);
    if (!placed.ok) return placed;
    const ids = await ledger.nextDocuments(tx, count);
    const payments = placed.value.map(({ row, account, books }): Payment => {
      const { amount, document } = must(batch.payments[row], "a row of the batch");
      return {
        building: account.building,
        account: account.account,
        payment: must(ids[row], "a payment's number") as PaymentId,
        amount,
        paidOn: batch.paidOn,
        period: must(books.period, "the open month of the books"),
        channel: "hand",
        document: document ?? "",
      };
    });
    const refused = await bookByPeriods(tx, payments, placed.value);
    if (refused.length > 0) return refuse({ code: "payments.batch_rows_refused", rows: refused });
    return ok({
      count,
      total,
      payments: placed.value.map(({ row, account }, at) => {
        const { building, payment, amount } = must(payments[at], `the payment of row ${row}`);
        return { building, payment, account: account.number, amount };
      }),
    });
  });
}

interface PlacedRow {
  readonly row: number;
  readonly account: AccountFound;
  readonly books: Books;
}
interface RefusedRow {
  readonly row: number;
  readonly refusal: PaymentRefusal;
}

/** Where each row is booked, judged in the order in which a single payment is. */
async function placeRows(tx: Tx, batch: NewBatch): Promise<Result<PlacedRow[], BatchRefusal>> {
  const { today } = tx.scope;
  const found = await findAccountsByNumber(tx, [...new Set(batch.payments.map(({ account }) => account))]);
  const accounts = new Map(found.map((account) => [account.number, account]));
  const booksOf = await openBooks(tx, [...new Set(found.map(({ building }) => building))]);
  const placed: PlacedRow[] = [];
  const refused: RefusedRow[] = [];
  for (const [row, { account: number, amount }] of batch.payments.entries()) {
    const account = accounts.get(number);
    const books = account && booksOf.get(account.building);
    const refuseRow = (refusal: PaymentRefusal): void => void refused.push({ row, refusal });
    if (amount <= 0n) {
      refuseRow({ code: "payments.amount_not_positive", field: "amount", amount: moneyText(amount) });
    } else if (batch.paidOn > today) {
      refuseRow({ code: "payments.paid_in_future", field: "paidOn", paidOn: batch.paidOn, today });
    } else if (!account) refuseRow({ code: "payments.account_not_found", field: "account", account: number });
    else if (!books) refuseRow({ code: "payments.building_unmanaged", building: account.building });
    else if (books.period === undefined) {
      refuseRow({ code: "payments.period_not_open", organization: books.organization });
    } else placed.push({ row, account, books });
  }
  return refused.length > 0 ? refuse({ code: "payments.batch_rows_refused", rows: refused }) : ok(placed);
}

/** Companies may be in different months; each month is a question of its own. Gives the rows of closed accounts. */
async function bookByPeriods(
  tx: Tx,
  payments: readonly Payment[],
  rows: readonly PlacedRow[],
): Promise<RefusedRow[]> {
  const refused: RefusedRow[] = [];
  const months = Map.groupBy(payments.entries(), ([, payment]) => payment.period);
  // Always in one order, so that two batches wait for each other instead of embracing.
  for (const [period, entries] of [...months].sort(([one], [other]) => (one < other ? -1 : 1))) {
    const ofMonth = entries.map(([, payment]) => payment);
    const accounts = [...new Map(ofMonth.map((payment) => [payment.account, payment])).values()];
    const balances = await lockedBalances(tx, { accounts, period });
    for (const [at, { account }] of entries) {
      const placed = must(rows[at], "the row of the payment");
      const balance = must(balances.get(account), "the account's balance");
      const closed = judgeClosed(placed.account, balance, tx.scope.today);
      if (closed) refused.push({ row: placed.row, refusal: closed });
    }
    if (refused.length === 0) {
      const books = new Map(rows.map((row) => [row.account.building, row.books]));
      await bookPayments(tx, ofMonth, { balances, books });
    }
  }
  return refused;
}
