import type { AccountId, BuildingId, OrganizationId, ServiceId } from "#core/ids";
import type { Period } from "#core/period";
import type { Money } from "#core/units";

/** Stored numbers of `ledger.kinds`; the table says which book each debits and credits. */
export const KINDS = {
  charge: 1,
  excess: 2,
  recalculation: 3,
  opening: 4,
  benefit: 5,
  penalty: 6,
  correction: 7,
  payment: 10,
  payment_to_advance: 11,
  advance_used: 12,
} as const;
export type EntryKind = keyof typeof KINDS;

/**
 * One movement of money between two books (see `ledger.kinds`), on one account. A negative amount moves it back:
 * that is how a correction or a reversal looks.
 */
export interface Entry {
  readonly building: BuildingId;
  readonly account: AccountId;
  /** Run, payment or reversal. */
  readonly document: bigint;
  /** Distinct within an account's entries of the document. */
  readonly lineNo: number;
  readonly bookedIn: Period;
  /** Absent for an advance. */
  readonly chargedFor: Period | undefined;
  readonly kind: EntryKind;
  /** 0 for an advance. */
  readonly service: ServiceId | 0;
  readonly provider: OrganizationId | 0;
  readonly amount: Money;
}

/** What is owed for one service to one provider for one month; negative when overpaid. */
export interface DebtItem {
  readonly account: AccountId;
  readonly service: ServiceId;
  readonly provider: OrganizationId;
  readonly chargedFor: Period;
  readonly amount: Money;
}

/** All that one account owes and has paid ahead. */
export interface AccountBalance {
  readonly account: AccountId;
  /** Oldest month first, then service, provider; none is zero. */
  readonly items: readonly DebtItem[];
  /** Money paid ahead, not negative. */
  readonly advance: Money;
}

/** What advances have paid of one item so far; positive. */
export interface AdvanceUse {
  readonly service: ServiceId;
  readonly provider: OrganizationId;
  readonly chargedFor: Period;
  readonly amount: Money;
}
