import type { Day } from "#core/day";
import {
  type EarlierEstimate,
  type MeteringWarning,
  type MeterVolumes,
  monthIndex,
  volumesOfMonth,
} from "#modules/metering";
import type { Resource } from "#modules/tariffs";
import { consumptionServiceOf } from "./asked.ts";
import type { PremisesFrame } from "./frame.ts";
import type { Month } from "./month.ts";
import { warnOfBuilding } from "./warnings.ts";

/** The volumes of the premises' own meters (not of the communal flat around it). */
export function metersOf(month: Month, premises: PremisesFrame, resource: Resource): MeterVolumes {
  let known = month.metered.get(premises);
  if (!known) {
    known = new Map();
    month.metered.set(premises, known);
  }
  let volumes = known.get(resource);
  if (!volumes) {
    volumes = readMeters(month, premises, resource);
    known.set(resource, volumes);
  }
  return volumes;
}

function readMeters(month: Month, premises: PremisesFrame, resource: Resource): MeterVolumes {
  const { frame } = month;
  const meters = premises.meters.get(resource);
  if (!meters) return { zones: [], norm: [{ from: 0, to: frame.days, reason: "no_meter" }], warnings: [] };
  const handovers = handoverDays(month, premises);
  const ordinary = premises.isNonResidential ? month.ofOthers : month.ofDwellings;
  const of = handovers.length === 0 ? ordinary : { ...ordinary, handovers };
  const volumes = volumesOfMonth(meters, frame.readingsOf, of, earlierEstimates(month, premises, resource));
  for (const warning of volumes.warnings) warnOfMeter(month, warning, premises);
  return volumes;
}

export function warnOfMeter(
  month: Month,
  warning: MeteringWarning,
  premises: PremisesFrame | undefined,
): void {
  const data: Record<string, string> = { meter: warning.meter.serial };
  if (premises) data["premises"] = premises.facts.number;
  if (warning.on !== undefined) data["on"] = warning.on;
  warnOfBuilding(month.frame.book, warning.code, data);
}

const NO_HANDOVERS: readonly Day[] = [];

/** Days near this month on which the premises changed hands. */
function handoverDays(month: Month, premises: PremisesFrame): readonly Day[] {
  let days: Day[] | undefined;
  for (const { facts } of premises.accounts) {
    if (facts.opened >= month.handoversSince && facts.opened < month.frame.end)
      days = [...(days ?? []), facts.opened];
    if (facts.closed !== undefined && facts.closed < month.frame.end) days = [...(days ?? []), facts.closed];
  }
  return days ?? NO_HANDOVERS;
}

const NO_ESTIMATES: readonly EarlierEstimate[] = [];

function earlierEstimates(
  month: Month,
  premises: PremisesFrame,
  resource: Resource,
): readonly EarlierEstimate[] {
  const { estimatedOf } = month.frame;
  if (estimatedOf.size === 0) return NO_ESTIMATES;
  const service = consumptionServiceOf(month, resource);
  const earlier: EarlierEstimate[] = [];
  for (const place of [premises, ...premises.rooms])
    for (const account of place.accounts)
      for (const of of estimatedOf.get(account.facts.id) ?? [])
        if (of.service === service)
          earlier.push({ month: monthIndex(of.period), zone: Math.trunc(of.part / 1000), volume: of.volume });
  return earlier;
}
