import type { UserId } from "#core/ids";
import type { Unit } from "#core/units";
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
