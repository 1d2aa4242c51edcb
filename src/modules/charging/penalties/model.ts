import type { Day, Span } from "#core/day";
import type { Exact } from "#core/exact";
import type { AccountId, OrganizationId } from "#core/ids";
import type { Period } from "#core/period";
import type { Money } from "#core/units";

/** The dated rules of the whole country, as data: each row came with a document. */
export interface PenaltyLaw {
  /** Oldest first; each holds until the next one. */
  readonly keyRates: readonly KeyRate[];
  /** While one is in force, the rate taken is the smaller of the two. */
  readonly caps: readonly RateCap[];
  readonly moratoria: readonly Moratorium[];
  /** Oldest first: from which month's charge a day of the next month is the last one to pay. */
  readonly dueDays: readonly DueDay[];
  /** Days that are not what their weekday says: `false` is a holiday, `true` a Saturday worked. */
  readonly calendar: ReadonlyMap<Day, boolean>;
}

export interface KeyRate {
  readonly from: Day;
  /** Millionths of a percent: 9.5 % is 9_500_000n. */
  readonly percent: bigint;
  readonly basis: string;
}

export interface RateCap extends Span {
  /** Millionths of a percent. */
  readonly percent: bigint;
  readonly basis: string;
}

/** Days on which nothing accrues; the days of delay are counted on. */
export interface Moratorium extends Span {
  /** Only debts that fell due before this day are spared; absent: all. */
  readonly dueBefore?: Day | undefined;
  readonly basis: string;
}

export interface DueDay {
  readonly from: Period;
  /** Of the month after the one charged for. */
  readonly day: number;
  readonly basis: string;
}

/**
 * `PAYMENT_DATE`: all days of a paid part by the rate of the day of payment, of an unpaid one by that of the day of
 * calculation (the words of art. 155). `BY_DAY`: each day by its own rate, as courts and claims often have it.
 */
export const RATE_MODES = ["PAYMENT_DATE", "BY_DAY"] as const;
export type RateMode = (typeof RATE_MODES)[number];

/**
 * Which days count and at which fraction: `resident` art. 155 p. 14; `capital_repair` p. 14.1; `sector` and
 * `sector_130` the laws on heat, water, power and gas for those who are not residents, by contract.
 */
export const STEPS = ["resident", "capital_repair", "sector", "sector_130"] as const;
export type StepsCode = (typeof STEPS)[number];

/** What an organization decided: penalties are charged for the days of the span, and how. */
export interface PenaltyPolicy extends Span {
  readonly mode: RateMode;
  /** For holders who are not residents; absent: none are charged to them. */
  readonly legalSteps: StepsCode | undefined;
  readonly basis: string;
}

/** A decision not to ask for what accrued on some days; the days stay in sight. */
export interface Waiver extends Span {
  readonly account: AccountId;
  /** 0: all providers. */
  readonly provider: OrganizationId | 0;
  readonly document: string;
}

/** What a penalty is reckoned of: an account's debt to a provider for a month, capital repair apart from the rest. */
export interface DebtItem {
  readonly account: AccountId;
  readonly provider: OrganizationId;
  readonly chargedFor: Period;
  readonly capitalRepair: boolean;
  readonly holder: "person" | "legal";
  /** Penalties booked for it in earlier runs. */
  readonly before: Money;
  /** Of these, booked in the very month that is charged. */
  readonly beforeInMonth: Money;
  readonly movements: readonly DebtMovement[];
}

export interface DebtMovement {
  /**
   * `charge`: any line of a run, signed; `taken_over`: a debt brought from another system; `payment`: signed, a reversed
   * one comes as its opposite on the same day; `advance`: paid from money held, or, negative, given back to it;
   * `advance_back`: an advance that turned out never to have come, positive.
   */
  readonly what: "charge" | "taken_over" | "payment" | "advance" | "advance_back";
  readonly bookedIn: Period;
  /** The real day: of payment; of other movements the last one of the month in which they were booked. */
  readonly day: Day;
  readonly amount: Money;
}

/** The debts of a building as its facts hold them: what the penalties of a run are reckoned from. */
export interface PenaltyFacts {
  readonly calculatedTo: Day;
  readonly law: PenaltyLaw;
  readonly policies: readonly PenaltyPolicy[];
  readonly waivers: readonly Waiver[];
  readonly items: readonly DebtItem[];
}

/** Days in a row on one base at one fraction and one rate. */
export interface PenaltySegment {
  readonly base: Money;
  readonly due: Day;
  readonly from: Day;
  /** The last day. */
  readonly through: Day;
  readonly days: number;
  /** 300, 170, 130. */
  readonly denominator: number;
  /** Millionths of a percent. */
  readonly percent: bigint;
  readonly rate: RateUsed;
  /** The document by which it is not asked for. */
  readonly waivedBy: string | undefined;
  /** Roubles, not rounded. */
  readonly penalty: Exact;
}

/** Where a segment's percent comes from. */
export interface RateUsed {
  /** The day by which it was looked up. */
  readonly on: Day;
  readonly keyRate: KeyRate;
  /** The cap, where it was the smaller one. */
  readonly cap: RateCap | undefined;
}

/** One item's penalty to date. */
export interface PenaltyDue {
  readonly item: DebtItem;
  readonly steps: StepsCode;
  readonly toDate: Money;
  /** To date less what was booked before: may be negative. */
  readonly posted: Money;
}
