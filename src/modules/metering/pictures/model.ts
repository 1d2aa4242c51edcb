import type { Day } from "#core/day";
import type { AccountId, BuildingId, MeterId } from "#core/ids";

/** A photograph of a dial, made anew; it stands beside the reading of its meter and day. */
export interface ReadingPicture {
  readonly id: number;
  readonly meter: MeterId;
  readonly takenOn: Day;
}

export interface NewReadingPicture {
  readonly building: BuildingId;
  readonly meter: MeterId;
  /** From whose private account it was sent. */
  readonly account: AccountId;
  readonly takenOn: Day;
  /** JPEG, as `remadeDial` makes it. */
  readonly body: Uint8Array;
}
