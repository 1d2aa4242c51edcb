import type { MeterVolumes, NormDays, ZoneVolume } from "#modules/metering";
import type { Resource } from "#modules/tariffs";
import { consumptionServiceOf } from "./asked.ts";
import type { AccountFrame } from "./frame.ts";
import type { Month } from "./month.ts";
import { termsOf } from "./terms.ts";

/**
 * What a premises' meters say of a resource, as the calculation method of the service that bills it wants to know it.
 *
 * Takes     the volumes by the law: metered, by average, the days of the norm
 * Gives     the same where nothing was decided. `norm`: the norm of the whole month, whatever the meters say. Where a
 *           reading is missing: the norm instead of the average, or nothing for these days
 * Practice  the multiplier is for a meter that was not installed or is broken, so a norm that was chosen has none
 */
export function chosenVolumes(
  month: Month,
  account: AccountFrame,
  resource: Resource,
  volumes: MeterVolumes,
): MeterVolumes {
  if (!month.terms.hasMethods) return volumes;
  const chosen = termsOf(month.terms, account, consumptionServiceOf(month, resource)).at(-1)?.state
    .calculation;
  if (!chosen) return volumes;
  if (chosen.volume === "norm")
    return { ...volumes, zones: [], norm: [{ from: 0, to: month.frame.days, reason: "chosen" }] };
  if (chosen.missing === "law") return volumes;
  const zones = volumes.zones.map((zone) =>
    isForWantOfReading(zone) ? { ...zone, estimated: [], estimates: [] } : zone,
  );
  if (chosen.missing === "nothing")
    return { ...volumes, zones, norm: volumes.norm.filter(({ reason }) => reason !== "missing") };
  const days = volumes.zones.filter(isForWantOfReading).flatMap(({ estimated }) => estimated);
  const from = Math.min(...days.map((slice) => slice.from));
  const to = Math.max(...days.map((slice) => slice.to));
  const instead: NormDays[] = days.length === 0 ? [] : [{ from, to, reason: "missing" }];
  return { ...volumes, zones, norm: [...volumes.norm, ...instead] };
}

/** A broken meter and the days of a replacement are billed by average for reasons of their own. */
const isForWantOfReading = (zone: ZoneVolume): boolean =>
  zone.estimates.length > 0 && zone.estimates.every(({ reason }) => reason === "missing");
