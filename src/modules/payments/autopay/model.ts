import type { Day } from "#core/day";
import type { AccountId, BuildingId, UserId } from "#core/ids";
import type { Period } from "#core/period";
import type { Money } from "#core/units";
import type { OrderRef } from "../orders/index.ts";

export interface AccountRef {
  readonly building: BuildingId;
  readonly account: AccountId;
}

/** What a payer read and agreed to. */
export interface Consent {
  readonly version: string;
  readonly language: "ru" | "en";
  readonly wording: string;
  readonly remoteAddress: string;
}

export interface CardRef {
  readonly building: BuildingId;
  readonly card: number;
}

/** A card that is kept; of its token only that it is there. */
export interface KeptCardRow extends CardRef {
  readonly account: AccountId;
  readonly bank: string;
  /** The order by whose payment it was kept. */
  readonly order: number;
  readonly mask: string;
  readonly issuer: string;
  /** The last month in which it is good. */
  readonly expires: Period | undefined;
  readonly keptAt: Date;
  readonly endedAt: Date | undefined;
  readonly endReason: CardEnd | undefined;
  readonly consent: { readonly version: string; readonly agreedAt: Date };
}

/** Forgotten by a wish; refused by its bank for good. */
export type CardEnd = "forgotten" | "refused";

/** When a month's turn comes: on a day of the month, or so many days before the last day to pay. */
export interface Schedule {
  readonly kind: "day_of_month" | "before_due";
  readonly days: number;
}

export type StopReason = "payer" | "company" | "card_forgotten" | "card_refused" | "account_closed";

export interface AutopayRule {
  readonly building: BuildingId;
  readonly rule: number;
  readonly account: AccountId;
  readonly card: number;
  /** Never more than this in a month; absent: all that is due. */
  readonly cap: Money | undefined;
  readonly schedule: Schedule;
  readonly email: string;
  readonly language: "ru" | "en";
  readonly setAt: Date;
  readonly nextMonth: Period;
  readonly announceOn: Day;
  readonly stoppedAt: Date | undefined;
  readonly stopReason: StopReason | undefined;
}

/**
 * `announced`: the payer is told and nothing is asked yet; `asked`: an order is at the bank; `declined`: the bank said no
 * and is asked again on `chargeOn`; the others are ends.
 */
export type TurnState = "announced" | "asked" | "declined" | "paid" | "nothing_due" | "given_up" | "stopped";

/** An account's month. */
export interface AutopayTurn extends AccountRef {
  readonly month: Period;
  readonly rule: number;
  readonly state: TurnState;
  /** As it was announced. */
  readonly amount: Money;
  readonly chargeOn: Day;
  /** Of its attempts, the first one first. */
  readonly orders: readonly OrderRef[];
}

export type AutopayEventCode =
  | "card_kept"
  | "card_ended"
  | "rule_set"
  | "rule_stopped"
  | "announced"
  | "nothing_due"
  | "paid"
  | "declined"
  | "given_up";

export interface AutopayEvent extends AccountRef {
  readonly event: bigint;
  readonly code: AutopayEventCode;
  readonly data: Readonly<Record<string, string>>;
  readonly recordedAt: Date;
  readonly recordedBy: UserId | undefined;
}
