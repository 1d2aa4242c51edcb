import { type Exact, plus, ZERO } from "#core/exact";
import { volumesOfMonth } from "#modules/metering";
import type { Resource } from "#modules/tariffs";
import type { Trace } from "../model.ts";
import { consumedNorm } from "./consumption.ts";
import { metersOf, warnOfMeter } from "./premises-meters.ts";
import type { PremisesFrame } from "./frame.ts";
import type { BuildingMonth, Month } from "./month.ts";
import { sumOfSlices } from "./slices.ts";
import { traceMeters } from "./trace-meters.ts";

/** On the building's hot water meter this scale counts the Gcal spent on heating the water (formula 20). */
export const HEAT_SCALE = 1;

/**
 * What the building's meters counted in the month.
 *
 * Law       Decree 354 p. 59(1), 60: without a reading the average for three periods, then the norm
 * Gives     the exact volume of all the building's meters of the resource; undefined where the norm stands in
 */
export function buildingMonthOf(month: Month, resource: Resource): BuildingMonth {
  const known = month.buildings.get(resource);
  if (known) return known;
  const found = readBuilding(month, resource);
  month.buildings.set(resource, found);
  return found;
}

function readBuilding(month: Month, resource: Resource): BuildingMonth {
  const meters = month.frame.buildingMeters.get(resource);
  if (!meters) return { volume: undefined, heat: undefined, estimated: false, volumes: undefined };
  const volumes = volumesOfMonth(meters, month.frame.readingsOf, month.frame.buildingMonth, []);
  for (const warning of volumes.warnings) warnOfMeter(month, warning, undefined);
  const water =
    resource === "hot_water" ? volumes.zones.filter((zone) => zone.zone !== HEAT_SCALE) : volumes.zones;
  const heat = volumes.zones.find((zone) => zone.zone === HEAT_SCALE);
  const estimated = water.some((zone) => zone.estimated.length > 0);
  if (water.length === 0 || volumes.norm.length > 0)
    return { volume: undefined, heat: undefined, estimated, volumes };
  const sum = water.reduce<Exact>(
    (total, zone) => plus(plus(total, sumOfSlices(zone.metered)), sumOfSlices(zone.estimated)),
    ZERO,
  );
  const heatSum =
    resource === "hot_water" && heat
      ? plus(sumOfSlices(heat.metered), sumOfSlices(heat.estimated))
      : undefined;
  return { volume: sum, heat: heatSum, estimated, volumes };
}

/** What all premises used: residential and not, by meter, average and norm, without multipliers. */
export function premisesVolumes(
  month: Month,
  resource: Resource,
): { residential: Exact; nonResidential: Exact } {
  let residential = ZERO;
  let nonResidential = ZERO;
  for (const premises of month.frame.premises) {
    // A flat's meter counts for its rooms, but for their days by the norm; without one it stands as its rooms.
    const ofFlat = premises.flat && metersOf(month, premises.flat, resource).zones.length > 0;
    const volume = ofFlat
      ? normOfPremises(month, premises, resource)
      : volumeOfPremises(month, premises, resource);
    if (premises.isNonResidential) nonResidential = plus(nonResidential, volume);
    else residential = plus(residential, volume);
  }
  return { residential, nonResidential };
}

function volumeOfPremises(month: Month, premises: PremisesFrame, resource: Resource): Exact {
  let volume = ZERO;
  for (const zone of metersOf(month, premises, resource).zones) {
    for (const slice of zone.metered) volume = plus(volume, slice.volume);
    for (const slice of zone.estimated) volume = plus(volume, slice.volume);
  }
  return plus(volume, normOfPremises(month, premises, resource));
}

function normOfPremises(month: Month, premises: PremisesFrame, resource: Resource): Exact {
  let volume = ZERO;
  for (const account of premises.accounts) volume = plus(volume, consumedNorm(month, account, resource));
  return volume;
}

/** Shows what the building's meters counted. */
export function traceBuilding(month: Month, resource: Resource, trace: Trace): void {
  const { volumes } = buildingMonthOf(month, resource);
  if (!volumes) return;
  trace.open("building_meter");
  traceMeters(trace, volumes);
  trace.close();
}
