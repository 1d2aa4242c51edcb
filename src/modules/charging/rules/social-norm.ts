import { type Exact, exact, fromMillionths, times } from "#core/exact";
import type { Trace } from "../model.ts";
import { shown, shownMillionths } from "./workings.ts";

/**
 * The social norm of electricity for a premises and month.
 *
 * Law       Decree 614 of 22.07.2013 as regions applied it: a volume for one registered person, another for each
 *           of several; flat and common-needs volumes are summed before they are split
 * Takes     exact persons; millionths of kWh for one, and for each of several
 * Gives     exact kWh billed at the lower rate; the rest is billed at the higher one
 */
export function socialNormVolume(
  { persons, forOne, forMore }: { persons: Exact; forOne: bigint; forMore: bigint },
  trace?: Trace,
): Exact {
  const one = persons.n <= persons.d;
  const volume = one ? fromMillionths(forOne) : times(persons, fromMillionths(forMore));
  trace?.step(
    "social_norm",
    one ? shownMillionths(forOne) : `${shown(persons)} × ${shownMillionths(forMore)}`,
    shown(volume),
    "kWh",
  );
  return persons.n === 0n ? exact(0n) : volume;
}
