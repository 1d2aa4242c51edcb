import type { Day } from "#core/day";
import type { Period } from "#core/period";
import type { Money } from "#core/units";
import type { Supply } from "#modules/metering";
import type { Resource } from "#modules/tariffs";

/*
 * Pages of the private account behind its door, as plain data for web/site (docs/decisions/0026). Each is of one account
 * that is open to whoever reads it.
 */

/** The account that a page is of, and the others to choose from. */
export interface AccountAround {
  readonly number: string;
  /** Without the city: "ул. Лесная, д. 12, кв. 7". */
  readonly address: string;
  readonly others: readonly { readonly number: string; readonly address: string }[];
  /** Rights to this one: what is not allowed is not offered. */
  readonly maySend: boolean;
  readonly mayPay: boolean;
  readonly mayManage: boolean;
}

/** What is to be paid today. */
export interface AccountMoney {
  /** Negative when paid ahead. */
  readonly amount: Money;
  /** Of it past its due day. */
  readonly overdue: Money;
  /** The nearest due day of what is not overdue. */
  readonly due: { readonly day: Day; readonly amount: Money; readonly days: number } | undefined;
}

/** A month's bill in one line. */
export interface BillLine {
  readonly period: Period;
  /** Charged, recalculated, less benefits, with penalties. */
  readonly total: Money;
  readonly paid: Money;
}

/** How the last bill differs from the one before. */
export interface BillChange {
  readonly earlier: Period;
  readonly amount: Money;
  /** The service that explains most of it. */
  readonly most: { readonly service: string; readonly amount: Money } | undefined;
}

/** Until when readings count for which month, and what is still awaited. */
export interface ReadingsWindow {
  readonly period: Period;
  readonly until: Day;
  readonly meters: number;
  readonly awaited: readonly AwaitedMeter[];
}

export interface AwaitedMeter {
  readonly resource: Resource;
  readonly serial: string;
}

/** A supply that failed at the house. */
export interface HouseFailure {
  readonly supply: Supply;
  /** "2026-11-05T08:00". */
  readonly startedAt: string;
  readonly endedAt: string;
  /** The bill takes it into account, or it is being looked into. */
  readonly isAccepted: boolean;
}

export interface HomePage {
  readonly page: "lk.home";
  readonly around: AccountAround;
  readonly money: AccountMoney;
  readonly bill: BillLine | undefined;
  readonly change: BillChange | undefined;
  readonly readings: ReadingsWindow;
  readonly failures: readonly HouseFailure[];
}

export type PrivateAccountPage = HomePage;
