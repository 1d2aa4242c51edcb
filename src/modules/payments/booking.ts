import { must } from "#core/assert";
import { covers, type Day } from "#core/day";
import type { AccountId, BuildingId, OrganizationId } from "#core/ids";
import type { Period } from "#core/period";
import { type AccountFound, type AccountPlace, lockAccounts } from "#modules/accounts";
import { findManagements } from "#modules/addresses";
import * as ledger from "#modules/ledger";
import { lockAllForBooking, openPeriodsOf } from "#modules/organizations";
import type { Tx } from "#platform/database";
import type { PaymentRefusal } from "./contract.ts";
import { listAllocationPolicies } from "./allocation-policies/store.ts";
import type { Allocation, AllocationPolicy, Payment } from "./model.ts";
import { ruleOn } from "./rules/allocation-policy.ts";
import { bookTakings } from "./rules/book.ts";
import { reversalOf } from "./rules/reverse.ts";
import * as store from "./store.ts";

/** In which organization's month the entries of a building are booked now. */
export interface Books {
  readonly organization: OrganizationId;
  readonly period: Period | undefined;
  /** The organization's rules of allocation and the center's. */
  readonly policies: readonly AllocationPolicy[];
}

/**
 * The books of these buildings, held open until the transaction ends: a month that is being closed is waited for,
 * and the answer is then the next one. Buildings that nobody manages on the business date are absent. The order of
 * locks is: organizations by number, then accounts by building and number.
 */
export async function openBooks(tx: Tx, buildings: readonly BuildingId[]): Promise<Map<BuildingId, Books>> {
  const managements = (await findManagements(tx, buildings)).filter((one) => covers(one, tx.scope.today));
  const organizations = [...new Set(managements.map((one) => one.facts))].sort((a, b) => a - b);
  const books = new Map(
    organizations.length === 0
      ? []
      : await tx.together(...asksForBooks(tx, organizations)).then(booksOf(organizations)),
  );
  return new Map(
    managements.map((one) => [one.building, must(books.get(one.facts), "the books of an organization")]),
  );
}

/** What holds the books of these organizations open and says what is in them, in this order. */
export const asksForBooks = (tx: Tx, organizations: readonly OrganizationId[]) =>
  [
    () => lockAllForBooking(tx, organizations),
    () => openPeriodsOf(tx, organizations),
    () => listAllocationPolicies(tx, [0, ...organizations]),
  ] as const;

export const booksOf =
  (organizations: readonly OrganizationId[]) =>
  ([, periods, policies]: readonly [
    void,
    ReadonlyMap<OrganizationId, Period>,
    readonly AllocationPolicy[],
    ...unknown[],
  ]): [OrganizationId, Books][] =>
    organizations.map((organization) => [
      organization,
      {
        organization,
        period: periods.get(organization),
        policies: policies.filter((one) => one.organization === organization || one.organization === 0),
      },
    ]);

/** Locks the accounts and reads what they owe. All of them are booked in the same period. */
export async function lockedBalances(
  tx: Tx,
  of: { readonly accounts: readonly AccountPlace[]; readonly period: Period },
): Promise<Map<AccountId, ledger.AccountBalance>> {
  const [, balances] = await tx.together(
    () => lockAccounts(tx, of.accounts),
    () => ledger.accountBalances(tx, of),
  );
  return balances;
}

/** What payments are booked with: what their accounts owe, locked, and the open books of their buildings. */
export interface Ready {
  readonly balances: ReadonlyMap<AccountId, ledger.AccountBalance>;
  readonly books: ReadonlyMap<BuildingId, Books>;
}

/** Allocates and writes: a payment, its entries, and nothing of one without the other. Gives the allocations. */
export async function bookPayments(
  tx: Tx,
  payments: readonly Payment[],
  { balances, books }: Ready,
): Promise<readonly Allocation[]> {
  const takings = payments.map((payment) => ({
    ...payment,
    rule: ruleOn(must(books.get(payment.building), "the books of a building").policies, payment.paidOn),
  }));
  const { allocations, entries } = bookTakings(takings, balances);
  await tx.send(() => store.insertPayments(tx, payments));
  await tx.send(() => ledger.insertEntries(tx, entries));
  return allocations;
}

/**
 * Books a payment's entries again with the sign turned, in the open month. Gives the reversal's number, or nothing if
 * the payment has a reversal already: the key of the table decides between two that come at once.
 */
export async function bookReversal(
  tx: Tx,
  payment: Payment,
  of: { readonly period: Period; readonly reason: string; readonly registry?: number | undefined },
): Promise<bigint | undefined> {
  const { period } = of;
  const balance = (await lockedBalances(tx, { accounts: [payment], period })).get(payment.account);
  const reversal = must((await ledger.nextDocuments(tx, 1))[0], "a document's number");
  const { building } = payment;
  const isFirst = await store.insertReversal(tx, {
    building,
    payment: payment.payment,
    reversal,
    period,
    reversedOn: tx.scope.today,
    reason: of.reason,
    registry: of.registry,
  });
  if (!isFirst) return undefined;
  const entries = await ledger.listEntriesOf(tx, { ...payment, document: payment.payment });
  const uses = await ledger.listAdvanceUses(tx, payment);
  const document = { document: reversal, bookedIn: period };
  await ledger.insertEntries(tx, reversalOf(entries, document, must(balance, "the account's balance"), uses));
  return reversal;
}

/** A closed account may pay what it owes and no more: other money is certainly meant for another account. */
export function judgeClosed(
  account: AccountFound,
  balance: ledger.AccountBalance,
  today: Day,
): PaymentRefusal | undefined {
  if (account.closed === undefined || account.closed > today) return undefined;
  const owes = balance.items.reduce((sum, item) => sum + item.amount, 0n) > balance.advance;
  return owes
    ? undefined
    : {
        code: "payments.account_closed",
        field: "account",
        account: account.number,
        closedOn: account.closed,
      };
}
