import { type Exact, plus, ZERO } from "#core/exact";
import type { MeterVolumes } from "#modules/metering";
import type { Resource } from "#modules/tariffs";
import type { Trace } from "../model.ts";
import { chosenVolumes } from "./chosen-volumes.ts";
import { flatShare } from "./flat-consumption.ts";
import type { AccountFrame } from "./frame.ts";
import { heldBy } from "./holdings.ts";
import type { Month, Series } from "./month.ts";
import { addNorm } from "./norm-consumption.ts";
import { metersOf } from "./premises-meters.ts";
import { sumOfSlices } from "./slices.ts";
import { traceMeters } from "./trace-meters.ts";

/**
 * What an account used of a resource in the month: by meter, average or norm (decree 354, formulas 1, 4, 4(1), 7;
 * p. 59, 60). The same call with a trace shows the workings; the result without one is kept.
 */
export function consumptionOf(
  month: Month,
  account: AccountFrame,
  resource: Resource,
  trace?: Trace,
): readonly Series[] {
  let known = month.consumed.get(account);
  if (!known) {
    known = new Map();
    month.consumed.set(account, known);
  }
  const kept = known.get(resource);
  if (kept && !trace) return kept;
  const series = workedOut(month, account, resource, trace);
  known.set(resource, series);
  return series;
}

/** The volume of the resource without any multiplier: what sewage, heating of water and common needs count. */
export const consumedVolume = (month: Month, account: AccountFrame, resource: Resource): Exact => {
  const series = consumptionOf(month, account, resource);
  const only = series[0];
  if (only && series.length === 1) return sumOfSlices(only.slices);
  return series.reduce<Exact>((sum, of) => plus(sum, sumOfSlices(of.slices)), ZERO);
};

/** Of that, what was billed by the norm. */
export const consumedNorm = (month: Month, account: AccountFrame, resource: Resource): Exact => {
  let sum = ZERO;
  for (const of of consumptionOf(month, account, resource))
    if (of.basis === "norm") for (const slice of of.slices) sum = plus(sum, slice.volume);
  return sum;
};

function workedOut(month: Month, account: AccountFrame, resource: Resource, trace?: Trace): Series[] {
  const { premises } = account;
  const volumes = chosenVolumes(month, account, resource, metersOf(month, premises, resource));
  const isChosenNorm = volumes.norm.some(({ reason }) => reason === "chosen");
  let series: Series[] = [];
  let { norm } = volumes;
  addMetered(series, account, volumes, trace);
  if (!isChosenNorm && premises.flat?.meters.has(resource)) {
    // The flat's meter decides for its rooms: how much, and why the norm, where the norm is.
    const shared = flatShare(month, account, premises.flat, resource, trace);
    if (shared.length > 0) series = merged([...series, ...shared]);
    if (shared.length > 0 || !premises.meters.has(resource))
      ({ norm } = metersOf(month, premises.flat, resource));
  }
  for (const days of norm) addNorm(month, series, account, resource, days, trace);
  return withDigits(series);
}

/** One line for a room: its own meter and its part of the flat's belong together. */
function merged(series: readonly Series[]): Series[] {
  const byKey = new Map<number, Series>();
  for (const of of series) {
    const key = of.zone * 10 + of.digit;
    const other = byKey.get(key);
    byKey.set(key, other ? { ...of, slices: [...other.slices, ...of.slices] } : of);
  }
  return [...byKey.values()];
}

function addMetered(series: Series[], account: AccountFrame, volumes: MeterVolumes, trace?: Trace): void {
  if (trace) traceMeters(trace, volumes);
  for (const zone of volumes.zones) {
    if (zone.metered.length > 0)
      series.push({
        zone: zone.zone,
        digit: 0,
        basis: "meter",
        formula: "1",
        multiplied: false,
        slices: heldBy(account, zone.metered),
      });
    if (zone.estimated.length > 0) {
      const broken = zone.estimates.some((of) => of.reason === "unreliable");
      series.push({
        zone: zone.zone,
        digit: 1,
        basis: "average",
        formula: broken ? "1.average_broken" : "1.average",
        multiplied: false,
        slices: heldBy(account, zone.estimated),
      });
    }
  }
}

/** A series alone in its zone is the ordinary line, whatever its kind. */
function withDigits(series: Series[]): Series[] {
  const first = series[0];
  if (!first) return series;
  if (series.length === 1) return first.digit === 0 ? series : [{ ...first, digit: 0 }];
  return series.map((of) =>
    series.some((other) => other !== of && other.zone === of.zone) ? of : { ...of, digit: 0 },
  );
}
