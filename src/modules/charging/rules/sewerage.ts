import { type Exact, plus } from "#core/exact";
import type { Trace } from "../model.ts";
import { shown } from "./workings.ts";

/**
 * Sewage of a premises without a meter of its own.
 *
 * Law       Decree 354 p. 42:  V = V_cold + V_hot
 * Takes     exact m³ of cold and hot water as billed, without multipliers
 * Gives     the exact volume, m³; negative when a set-off of the water is
 */
export function sewageVolume({ cold, hot }: { cold: Exact; hot: Exact }, trace?: Trace): Exact {
  const volume = plus(cold, hot);
  trace?.step("volume", `${shown(cold)} + ${shown(hot)}`, shown(volume), "m3");
  return volume;
}
