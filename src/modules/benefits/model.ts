import type { Day, Span } from "#core/day";
import type { AccountId, ServiceId } from "#core/ids";
import type { Money } from "#core/units";

/** Whose share of a service a rule covers: the entitled person's, or that of all who live with them. */
export type Covers = "person" | "family";
export type VolumeBasis = "actual" | "within_norm";
export type AreaBasis = "share" | "social_norm";
/** A discount lowers the bill and the budget pays the provider; cash leaves the bill whole and goes to the resident. */
export type BenefitMode = "discount" | "cash";

/** What a category gets of one service, by an act, from a day on. */
export interface BenefitRule extends Span {
  readonly service: ServiceId;
  /** Millionths of a percent. */
  readonly percent: bigint;
  readonly covers: Covers;
  readonly volume: VolumeBasis;
  readonly area: AreaBasis;
  readonly mode: BenefitMode;
  readonly act: string;
}

export interface Category {
  readonly code: string;
  readonly nameRu: string;
  readonly nameEn: string;
}

/** A resident's right to one rule of a category, on the days on which both are in force. */
export interface EntitlementFacts extends BenefitRule {
  readonly account: AccountId;
  readonly resident: number;
  readonly category: string;
  readonly document: string;
}

/** Square metres of one person where `persons` live; 3 stands for three and more. Millionths. */
export interface SocialNorm extends Span {
  readonly persons: number;
  readonly areaPerPerson: bigint;
  readonly act: string;
}

/** What a subsidy is reckoned from; kopecks a month. */
export interface SubsidyTerms {
  /** The regional standard of the cost of housing, of the whole family. */
  readonly standard: Money;
  readonly income: Money;
  readonly subsistenceMinimum: Money;
  /** Millionths of a percent. */
  readonly maxShare: bigint;
}

export interface SubsidyFacts extends SubsidyTerms, Span {
  readonly account: AccountId;
  readonly familySize: number;
  readonly document: string;
}

export interface NewEntitlement {
  readonly resident: number;
  readonly category: string;
  readonly from: Day;
  /** The first day without the right. */
  readonly to?: Day | undefined;
  readonly document: string;
}
