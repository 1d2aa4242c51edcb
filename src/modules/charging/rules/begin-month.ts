import { addDays } from "#core/day";
import { monthOfReadings, placeInMonth, READING_DEADLINE } from "#modules/metering";
import type { Frame } from "./frame.ts";
import type { Month } from "./month.ts";
import { rateBook } from "./rates.ts";
import { termsPlan } from "./terms.ts";

/** A building's month, ready for its lines to be asked for. */
export function monthOf(frame: Frame): Month {
  return {
    frame,
    rates: rateBook(frame.facts.values, frame),
    terms: termsPlan(frame),
    normCuts: normCutsOf(frame),
    absences: Map.groupBy(frame.facts.absences, (of) => of.account),
    entitlements: Map.groupBy(frame.facts.entitlements, (of) => of.account),
    subsidies: Map.groupBy(frame.facts.subsidies, (of) => of.account),
    handoversSince: addDays(frame.first, -31),
    ofDwellings: monthOfReadings(frame.facts.period, {
      deadline: READING_DEADLINE,
      handovers: [],
      limited: true,
    }),
    ofOthers: monthOfReadings(frame.facts.period, {
      deadline: READING_DEADLINE,
      handovers: [],
      limited: false,
    }),
    metered: new Map(),
    consumed: new Map(),
    buildings: new Map(),
    shared: new Map(),
    heating: undefined,
    boiler: undefined,
    carriedOn: [],
    commonVolumes: [],
  };
}

/** Days inside the month on which a norm begins or ends; rates are cut where they are asked for. */
function normCutsOf({ facts, first, end, days }: Frame): number[] {
  const cuts = new Set<number>();
  for (const { parameter, from, to } of facts.values) {
    if (!parameter.startsWith("norm")) continue;
    if (from > first && from < end) cuts.add(placeInMonth(from, first, end, days));
    if (to !== undefined && to > first && to < end) cuts.add(placeInMonth(to, first, end, days));
  }
  return [...cuts].sort((a, b) => a - b);
}
