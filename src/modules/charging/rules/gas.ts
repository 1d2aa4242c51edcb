import { type Exact, fromMillionths, plus, times, ZERO } from "#core/exact";
import type { Trace } from "../model.ts";
import { shown, shownMillionths } from "./workings.ts";

/**
 * Gas of a month where there is no meter.
 *
 * Law       Decree 354, annex 2, norm of gas:  V = n × N_stove + n × N_heater + S × N_heat
 * Takes     exact persons; heated area, millionths of m²; norms in millionths, absent ones zero. The heater's norm
 *           belongs only where there is no central hot water, the heating one where the premises has its own boiler
 * Gives     the exact volume of the month, m³
 */
export function gasNormVolume(
  {
    persons,
    area,
    stove,
    heater,
    heating,
  }: { persons: Exact; area: bigint; stove: bigint; heater: bigint; heating: bigint },
  trace?: Trace,
): Exact {
  let volume = ZERO;
  for (const [name, norm] of [
    ["gas_stove", stove],
    ["gas_heater", heater],
  ] as const) {
    if (norm === 0n) continue;
    const part = times(persons, fromMillionths(norm));
    trace?.step(name, `${shown(persons)} × ${shownMillionths(norm)}`, shown(part), "m3");
    volume = plus(volume, part);
  }
  if (heating !== 0n) {
    const part = times(fromMillionths(area), fromMillionths(heating));
    trace?.step("gas_heating", `${shownMillionths(area)} × ${shownMillionths(heating)}`, shown(part), "m3");
    volume = plus(volume, part);
  }
  return volume;
}
