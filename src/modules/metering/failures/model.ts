import type { BuildingId, PremisesId } from "#core/ids";
import type { FactState } from "#modules/accounts";
import type { FailureKind, Supply } from "../rules/supply.ts";

/** Minutes of the local clock: "2026-11-05T08:00". */
export type LocalMinute = string;

/** An interruption or poor quality, as stated. */
export interface NewSupplyFailure {
  readonly building: BuildingId;
  /** Of one entrance or one premises; of the whole building without either. */
  readonly entrance?: number | undefined;
  readonly premises?: PremisesId | undefined;
  readonly supply: Supply;
  readonly kind: FailureKind;
  /** Where annex 1 distinguishes: "dead_end", "corner". "" for the ordinary case. */
  readonly condition: string;
  /** Degrees or megapascals, millionths. */
  readonly measured?: bigint | undefined;
  readonly startedAt: LocalMinute;
  readonly endedAt: LocalMinute;
  readonly source: "act" | "outage";
  readonly document: string;
}

export interface SupplyFailure extends NewSupplyFailure {
  readonly no: number;
  readonly standard: number;
  /** "п. 14" of annex 1. */
  readonly clause: string;
  readonly state: FactState;
  readonly reason: string;
  readonly decidedAt: Date | undefined;
  readonly decidedBy: number | undefined;
}

export interface FailurePlace {
  readonly building: BuildingId;
  readonly no: number;
}
