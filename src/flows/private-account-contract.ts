import type { Day } from "#core/day";
import type { Period } from "#core/period";
import type { Money, Unit } from "#core/units";
import type { ChangeCause } from "#modules/charging";
import type { Supply } from "#modules/metering";
import type { Resource, ServiceGroup } from "#modules/tariffs";

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

export interface BillsPage {
  readonly page: "lk.bills";
  readonly around: AccountAround;
  readonly money: AccountMoney;
  /** The newest first, thirteen at most. */
  readonly bills: readonly BillLine[];
}

/** A line of the bill, with all that a person may ask about it. */
export interface BillService {
  readonly code: string;
  readonly name: string;
  readonly unit: Unit;
  readonly charged: Money;
  readonly recalculated: Money;
  readonly benefits: Money;
  readonly total: Money;
  /** Against the month before; undefined where there is no bill of it. */
  readonly change: Money | undefined;
  /** How the charge came about, in a sentence. */
  readonly sentence: string | undefined;
  readonly lines: readonly BillServiceLine[];
  readonly workings: readonly WorkingStep[];
}

/** Decimal text with a point, as the workings have it. */
export interface BillServiceLine {
  readonly isExcess: boolean;
  readonly volume: string;
  readonly rate: string;
  readonly amount: string;
  /** What is done, in a plain sentence, and where the law says so. */
  readonly meaning: string;
  readonly citation: string;
}

/** A step of the calculation in the reader's language, with those that it is made of. */
export interface WorkingStep {
  readonly text: string;
  readonly steps: readonly WorkingStep[];
}

export interface BillGroup {
  readonly group: ServiceGroup;
  readonly total: Money;
  readonly services: readonly BillService[];
}

/** Steps from the earlier month's bill to this one's: they add up exactly. */
export interface BillCompared {
  readonly earlier: Period;
  readonly before: Money;
  readonly after: Money;
  readonly steps: readonly {
    /** Of a service; absent: penalties, and corrections of the books. */
    readonly service: string | undefined;
    readonly amount: Money;
    readonly causes: readonly { readonly cause: ChangeCause; readonly amount: Money }[];
  }[];
}

export interface BillPage {
  readonly page: "lk.bill";
  readonly around: AccountAround;
  readonly period: Period;
  /** The months that have a bill, on both sides of it. */
  readonly earlier: Period | undefined;
  readonly later: Period | undefined;
  readonly groups: readonly BillGroup[];
  readonly penalties: Money;
  readonly opening: Money;
  readonly paid: Money;
  readonly total: Money;
  readonly compared: BillCompared | undefined;
  readonly money: AccountMoney;
}

export type PrivateAccountPage = HomePage | BillsPage | BillPage;
