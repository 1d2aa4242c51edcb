import { type Exact, isZero, over, times, ZERO } from "#core/exact";
import type { Trace } from "../model.ts";
import { shown } from "./workings.ts";

/**
 * A room's part of what the meter of its communal flat counted.
 *
 * Law       Decree 354, annex 2, formula 7:  V_room = V_flat × n_room / n_flat; with meters in rooms the rest of the
 *           flat's volume is shared so (formula 9)
 * Takes     the exact volume to be shared; persons of the room and of all rooms. Where nobody is counted in the
 *           whole flat, areas stand for persons, which is product policy
 * Gives     the exact volume; nothing where there are neither persons nor areas
 */
export function roomVolume(
  { flatVolume, room, flat }: { flatVolume: Exact; room: Exact; flat: Exact },
  trace?: Trace,
): Exact {
  const volume = isZero(flat) ? ZERO : times(flatVolume, over(room, flat));
  trace?.step("room_volume", `${shown(flatVolume)} × ${shown(room)} / ${shown(flat)}`, shown(volume));
  return volume;
}
