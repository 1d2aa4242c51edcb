import type { CaseKind } from "#modules/messages";
import type { Day } from "#core/day";
import type { Period } from "#core/period";
import type { Money, Unit } from "#core/units";
import type { ChangeCause } from "#modules/charging";
import type { ReadingSource } from "#modules/metering";
import type { Resource, ServiceGroup } from "#modules/tariffs";
import type { HouseOutage, OwnHousePage } from "./private-house-contract.ts";
import type { FormState } from "./resident-pages-contract.ts";

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

export interface HomePage {
  readonly page: "lk.home";
  readonly around: AccountAround;
  readonly money: AccountMoney;
  readonly bill: BillLine | undefined;
  readonly change: BillChange | undefined;
  readonly readings: ReadingsWindow;
  /** What is cut off now and what will be, and what lately was. */
  readonly outages: readonly HouseOutage[];
  /** The company's last answer, while it is news. */
  readonly answer: { readonly number: number; readonly kind: CaseKind; readonly answeredOn: Day } | undefined;
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

export const PAY_CHOICES = ["all", "debt", "other"] as const;
export type PayChoice = (typeof PAY_CHOICES)[number];

export interface PayPage {
  readonly page: "lk.pay";
  readonly around: AccountAround;
  readonly money: AccountMoney;
  /** Of one payment. */
  readonly least: Money;
  readonly most: Money;
  /** No bank takes cards here, or one that takes nobody's money. */
  readonly bank: "none" | "test" | "real";
  /** What is agreed to when the card is to be kept; absent: it cannot be, or not by who reads. */
  readonly keep: { readonly version: string; readonly wording: string } | undefined;
  readonly form: FormState;
  /** The newest first. */
  readonly payments: readonly PaymentMade[];
}

export interface PaymentMade {
  readonly paidOn: Day;
  readonly amount: Money;
  /** "hand", "cash", "agent", "registry", "online". */
  readonly channel: string;
  readonly agent: string | undefined;
  readonly isReversed: boolean;
  readonly fiscal: { readonly fn: string; readonly document: string; readonly attribute: string } | undefined;
}

export interface ReadScale {
  /** Of the field: "12-0". */
  readonly field: string;
  /** 0 single, 1 day, 2 night, 3 peak. */
  readonly scale: number;
  readonly last:
    | {
        readonly value: bigint;
        readonly takenOn: Day;
        readonly source: ReadingSource;
        readonly picture: number | undefined;
      }
    | undefined;
  /** Sent for this window: what is typed now corrects it. */
  readonly isSent: boolean;
  readonly earlier: readonly {
    readonly value: bigint;
    readonly takenOn: Day;
    readonly source: ReadingSource;
    /** The photograph that was sent with it from this account. */
    readonly picture: number | undefined;
  }[];
  /** Thirteen, the oldest first; empty where no two readings are known. */
  readonly months: readonly MonthVolume[];
  readonly yearBefore: YearBefore | undefined;
  readonly typed: string;
  readonly wrong: string | undefined;
  /** What is unusual about it; sending it once more confirms it. */
  readonly doubts: readonly string[];
}

/** What one scale counted in a month, by its readings; none where nobody read it. */
export interface MonthVolume {
  readonly period: Period;
  readonly volume: bigint | undefined;
}

/** A month beside the same one a year before. */
export interface YearBefore {
  readonly period: Period;
  readonly volume: bigint;
  readonly before: bigint;
}

export interface ReadMeter {
  readonly meter: number;
  readonly resource: Resource;
  readonly serial: string;
  readonly verifiedUntil: Day | undefined;
  readonly isExpired: boolean;
  readonly photo: {
    readonly field: string;
    readonly wrong: string | undefined;
    /** It was sent with what was not taken, and has to be chosen once more. */
    readonly isAskedAgain: boolean;
  };
  readonly scales: readonly ReadScale[];
}

/** What flats with as many people in the same house used of what their own meters count; nobody is named. */
export interface AlikeFlats {
  readonly period: Period;
  readonly persons: number;
  readonly services: readonly {
    readonly name: string;
    readonly unit: Unit;
    readonly volume: bigint;
    /** Half of the flats used less. */
    readonly middle: bigint;
    readonly flats: number;
  }[];
}

export interface ReadingsPage {
  readonly page: "lk.readings";
  readonly around: AccountAround;
  readonly period: Period;
  readonly until: Day;
  readonly meters: readonly ReadMeter[];
  /** So many were taken just now. */
  readonly sent: number | undefined;
  /** Absent where too few flats are alike. */
  readonly alike: AlikeFlats | undefined;
}

export interface MorePage {
  readonly page: "lk.more";
  readonly around: AccountAround;
  readonly login: string;
}

export interface PasskeysPage {
  readonly page: "lk.passkeys";
  readonly around: AccountAround;
  readonly passkeys: readonly {
    readonly id: number;
    readonly name: string;
    readonly addedAt: string;
    readonly usedAt: string | undefined;
  }[];
  /** What was done just now. */
  readonly done: "added" | "removed" | undefined;
}

export type PrivateAccountPage =
  | HomePage
  | BillsPage
  | BillPage
  | PayPage
  | ReadingsPage
  | OwnHousePage
  | MorePage
  | PasskeysPage;
