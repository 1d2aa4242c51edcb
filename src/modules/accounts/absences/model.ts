import type { Day } from "#core/day";
import type { AccountPlace } from "../model.ts";

/** What a person decided of a stated absence or failure: accepted ones count until they are withdrawn. */
export type FactState = "proposed" | "accepted" | "refused" | "withdrawn";

/** A resident's paper about days away, as stated. */
export interface NewAbsence extends AccountPlace {
  readonly resident: number;
  /** Neither the day of leaving nor that of the return is a day of absence. */
  readonly left: Day;
  readonly returned: Day;
  readonly document: string;
  readonly appliedOn: Day;
}

export interface Absence extends NewAbsence {
  readonly no: number;
  readonly state: FactState;
  readonly decidedAt: Date | undefined;
  readonly decidedBy: number | undefined;
  /** Why it was refused or withdrawn; "" where it was accepted. */
  readonly reason: string;
}

export interface AbsencePlace extends AccountPlace {
  readonly no: number;
}
