import type { Span } from "#core/day";
import type { AccountId, BuildingId, OrganizationId, ServiceId, UserId } from "#core/ids";
import type { Unit } from "#core/units";
import type { Level, Method } from "#modules/tariffs";
import type { Gives } from "./rules/check.ts";

/** A formula's own vector: inputs and what must come out. */
export interface FormulaCase {
  readonly name: string;
  /** Millionths by the input's code, yes as a million and no as zero; what is not named is zero. */
  readonly inputs: Readonly<Record<string, bigint>>;
  /** Kopecks of a formula that gives money, millionths of one that gives a volume. */
  readonly expected: bigint;
}

/** What a person writes. */
export interface FormulaText {
  readonly title: string;
  /** Of the services that it is for. */
  readonly unit: Unit;
  readonly gives: Gives;
  readonly text: string;
  readonly cases: readonly FormulaCase[];
  /** Why this version. */
  readonly note: string;
}

/** A draft may be tried, an approved one chosen by a method, a retired one no longer. */
export type FormulaState = "draft" | "approved" | "retired";

export interface FormulaVersion extends FormulaText {
  /** Names the formula: `water_above_three`. */
  readonly formula: string;
  readonly version: number;
  readonly state: FormulaState;
  readonly writtenAt: Date;
  readonly writtenBy: UserId;
  readonly writtenByName: string;
  readonly approvedAt: Date | undefined;
  readonly approvedBy: UserId | undefined;
  readonly approvedByName: string | undefined;
  readonly retiredAt: Date | undefined;
  readonly retiredBy: UserId | undefined;
  readonly retiredByName: string | undefined;
  readonly retiredFor: string | undefined;
}

/** How a case came out. */
export interface CaseResult {
  readonly name: string;
  readonly expected: bigint;
  readonly found: bigint;
  readonly passes: boolean;
}

/** `law`: as the method finds it, by meter, else average, else norm; `norm`: by norm whatever the meters say. */
export const VOLUME_SOURCES = ["law", "norm"] as const;
export type VolumeSource = (typeof VOLUME_SOURCES)[number];

/** Where a meter's reading was not given: `law`, the average and then the norm; `norm` at once; `nothing`. */
export const WHEN_MISSING = ["law", "norm", "nothing"] as const;
export type WhenMissing = (typeof WHEN_MISSING)[number];

/** The area of a line by area: `heated` counts premises with central heating only. */
export const AREAS = ["total", "heated"] as const;
export type AreaChoice = (typeof AREAS)[number];

/** Half up, away from zero, unless it says otherwise. */
export const ROUNDINGS = ["kopecks", "kopecks_down", "roubles"] as const;
export type Rounding = (typeof ROUNDINGS)[number];

/** The version of an own formula that a method has chosen, with all that explains it. */
export interface ChosenFormula {
  readonly code: string;
  readonly version: number;
  readonly author: string;
  readonly unit: Unit;
  readonly gives: Gives;
  readonly text: string;
}

/** What a calculation method says. */
export interface MethodChoice {
  /** Of the law; undefined: the one that the service's terms name. It finds the volume. */
  readonly method: Method | undefined;
  readonly volume: VolumeSource;
  readonly missing: WhenMissing;
  readonly area: AreaChoice;
  readonly rounding: Rounding;
}

/** How a service is calculated on some days, as the charge run knows it; the most particular one wins. */
export interface CalculationMethod extends MethodChoice, Span {
  readonly service: ServiceId;
  readonly level: Level;
  /** 0 for anyone's. */
  readonly account: AccountId | 0;
  /** Instead of volume × rate. */
  readonly formula: ChosenFormula | undefined;
  /** The document that decided it. */
  readonly basis: string;
}

/** A calculation method as stated by a person. */
export interface NewMethod extends MethodChoice, Span {
  readonly level: Level;
  /** For level `organization`. */
  readonly organization?: OrganizationId | undefined;
  /** For levels `building` and `account`. */
  readonly building?: BuildingId | undefined;
  readonly account?: AccountId | undefined;
  /** COLD_WATER, HEATING … */
  readonly service: string;
  readonly formula: { readonly code: string; readonly version: number } | undefined;
  readonly basis: string;
}

/** A calculation method on record, with its owner. */
export interface OwnedMethod extends CalculationMethod {
  readonly organization: OrganizationId | 0;
  readonly building: BuildingId | 0;
  readonly recordedAt: Date;
}
