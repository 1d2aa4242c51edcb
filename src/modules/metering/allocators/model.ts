import type { BuildingId, PremisesId } from "#core/ids";
import type { Period } from "#core/period";

/** What the allocators of one premises counted in a span of whole months. */
export interface AllocatorCount {
  readonly premises: PremisesId;
  /** Millionths of a unit, after the factors of the radiators. */
  readonly units: bigint;
}

/** The counts of a building's span, by one document. */
export interface AllocatorSpan {
  readonly building: BuildingId;
  readonly from: Period;
  /** Its last month. */
  readonly to: Period;
  readonly document: string;
  readonly counts: readonly AllocatorCount[];
}

/** A count as the building's record has it: the latest version of it. */
export interface AllocatorRecord extends AllocatorCount {
  readonly from: Period;
  readonly to: Period;
  readonly number: string;
  readonly document: string;
  readonly version: number;
  readonly recordedAt: Date;
  /** Undefined: entered without a person. */
  readonly recordedBy: number | undefined;
}

export interface AllocatorsCounted {
  /** Counts that are new, or differ from what was known. */
  readonly taken: number;
  readonly unchanged: number;
}
