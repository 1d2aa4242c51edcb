import type { Day } from "#core/day";
import type { BuildingId, MeterId, PremisesId } from "#core/ids";
import type { Resource } from "#modules/tariffs";
import type { ReadingRefusal, ReadingWarning } from "./contract.ts";

export type ReadingMark = "regular" | "opening" | "closing" | "rollover";
export type ReadingSource = "resident" | "clerk" | "agent" | "act" | "automatic";

/** A meter as stated by a person or a file. */
export interface NewMeter {
  readonly building: BuildingId;
  /** Absent for a meter of the whole building. */
  readonly premises?: PremisesId | undefined;
  readonly resource: Resource;
  /** Unique within the building and resource. */
  readonly serial: string;
  /** 1 single, 2 day and night, 3 day, night and peak: readings have scales 0; 1–2; 1–3. */
  readonly tariffScales: 1 | 2 | 3;
  /** How many digits stand before the comma: the dial passes zero after that. */
  readonly integerDigits: number;
  /** Current and voltage transformers; 1 for a direct meter. */
  readonly ratio: bigint;
  readonly installed: Day;
  readonly removed?: Day | undefined;
  /** The day of the verification that the next day follows from; the installation where it is not known. */
  readonly verified?: Day | undefined;
  /** Last day of legal validity. */
  readonly verifiedUntil?: Day | undefined;
  /** Broken or lost, by a report. */
  readonly brokenFrom?: Day | undefined;
  /** What the dial showed on installation, by scale; millionths. */
  readonly opening?: readonly ScaleValue[] | undefined;
}

export interface ScaleValue {
  /** 0 single, 1 day, 2 night, 3 peak. */
  readonly scale: number;
  /** Millionths of the meter's unit, before the transformation ratio. */
  readonly value: bigint;
}

export interface NewReading extends ScaleValue {
  readonly building: BuildingId;
  readonly meter: MeterId;
  readonly takenOn: Day;
  readonly mark: ReadingMark;
  readonly source: ReadingSource;
}

export interface Reading extends NewReading {
  /** 1 as first taken; each correction adds one. */
  readonly version: number;
}

export interface Meter {
  readonly building: BuildingId;
  readonly id: MeterId;
  readonly premises: PremisesId | undefined;
  readonly resource: Resource;
  readonly serial: string;
  readonly tariffScales: 1 | 2 | 3;
  readonly integerDigits: number;
  readonly ratio: bigint;
  readonly installed: Day;
  readonly removed: Day | undefined;
  readonly verifiedUntil: Day | undefined;
  readonly brokenFrom: Day | undefined;
}

/** A meter on the card, with what it showed last on each scale. */
export interface MeterLine extends Meter {
  readonly last: readonly Reading[];
}

/** A fact without dates that a row states otherwise than the record. It was left as recorded. */
export interface MeterDifference {
  /** The position of the row in the input, from 0. */
  readonly row: number;
  readonly field: "tariffScales" | "integerDigits" | "ratio" | "installed";
  readonly recorded: string;
  readonly stated: string;
}

export interface MetersRegistered {
  /** Of the input rows, in their order. */
  readonly ids: readonly MeterId[];
  readonly added: number;
  /** Known ones with a new verification, fault or removal. */
  readonly changed: number;
  readonly unchanged: number;
  readonly differences: readonly MeterDifference[];
}

/** What became of readings handed over together: the good ones are taken, each refused one says why. */
export interface ReadingsTaken {
  /** New readings, corrections included. */
  readonly taken: number;
  /** Corrections of a reading of the same day. */
  readonly corrected: number;
  /** Rows that said what was known. */
  readonly unchanged: number;
  /** With the position of the row in the input, from 0. */
  readonly refused: readonly { readonly row: number; readonly refusal: ReadingRefusal }[];
  readonly warnings: readonly { readonly row: number; readonly warning: ReadingWarning }[];
}

export interface ReadingTaken {
  readonly reading: Reading;
  readonly warnings: readonly ReadingWarning[];
}
