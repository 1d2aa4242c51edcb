import type { Period } from "#core/period";
import type { Money } from "#core/units";
import type { PaymentRef, RegistryLine } from "#modules/payments";
import type { Account, Company } from "./town.ts";

export interface TakenByModel {
  readonly account: Account;
  readonly amount: Money;
  /** Of those that may be reversed. */
  readonly payment: PaymentRef | undefined;
}

/** What the books of a company should come to, kept in plain numbers beside them. */
export interface KeptBooks {
  /** All that was charged, less all that was paid. */
  balance: bigint;
  /** What the open month began with. */
  opening: bigint;
  /** Less what was reversed, of the open month. */
  paid: bigint;
  /** Of each closed month: what its entries came to, as they were when it was closed. */
  readonly closed: Map<Period, string>;
}

/** The model beside the product: it takes what the deeds say, and asks the product nothing. */
export class Kept {
  readonly books = new Map<Company, KeptBooks>();
  /** Paid by an account in a month of the books, less what was reversed in it. */
  readonly paid = new Map<string, bigint>();
  readonly answers: { readonly query: string; readonly answer: string }[] = [];
  readonly registryLines: RegistryLine[] = [];
  readonly reversible: TakenByModel[] = [];

  constructor(companies: readonly Company[]) {
    for (const company of companies)
      this.books.set(company, { balance: 0n, opening: 0n, paid: 0n, closed: new Map() });
  }

  of(company: Company): KeptBooks {
    const books = this.books.get(company);
    if (!books) throw new Error(`${company.code} keeps no books`);
    return books;
  }

  took(taken: TakenByModel): void {
    this.#move(taken.account, taken.amount);
    if (taken.payment) this.reversible.push(taken);
  }

  reversed(taken: TakenByModel): void {
    this.#move(taken.account, -taken.amount);
  }

  charged(company: Company, amount: bigint): void {
    this.of(company).balance += amount;
  }

  /** @param entries what the month's entries came to */
  closed(company: Company, of: { period: Period; entries: string }): void {
    const books = this.of(company);
    books.closed.set(of.period, of.entries);
    books.opening = books.balance;
    books.paid = 0n;
  }

  paidBy(account: Account, period: Period): bigint {
    return this.paid.get(`${account.number}|${period}`) ?? 0n;
  }

  #move(account: Account, amount: bigint): void {
    const books = this.of(account.company);
    books.balance -= amount;
    books.paid += amount;
    const key = `${account.number}|${account.company.open}`;
    this.paid.set(key, (this.paid.get(key) ?? 0n) + amount);
  }
}
