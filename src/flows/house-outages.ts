import { addDays, type Day } from "#core/day";
import type { BuildingId, PremisesId } from "#core/ids";
import { listPremises } from "#modules/addresses";
import { listFailuresOf, type SupplyFailure } from "#modules/metering";
import type { Tx } from "#platform/database";
import type { HouseOutage } from "./private-house-contract.ts";

/** Whose house it is, and where in it they live. */
interface HousePlace {
  readonly building: BuildingId;
  readonly premises: PremisesId;
}

/**
 * What was, is and will be cut off where a resident lives, as far as the product knows: first what is so now, then what
 * is to come in its order, then what is over, the newest first. What was refused or taken back is none of it. Read as
 * the resident; `now` is a minute of the city's clock, "2026-11-05T08:00".
 */
export async function outagesAt(
  tx: Tx,
  { building, premises }: HousePlace,
  of: { readonly now: string; readonly since: Day },
): Promise<HouseOutage[]> {
  const entrance = (await listPremises(tx, building)).find(({ id }) => id === premises)?.entrance;
  const outages = (await listFailuresOf(tx, building))
    .filter((one) => one.premises === undefined || one.premises === premises)
    .filter((one) => one.entrance === undefined || one.entrance === entrance)
    .filter(({ state, endedAt }) => (state === "accepted" || state === "proposed") && endedAt >= of.since)
    .map((one) => outageOf(one, of.now));
  return inOrder(outages);
}

const outageOf = (failure: SupplyFailure, now: string): HouseOutage => {
  const { supply, kind, startedAt, endedAt, entrance, premises, state } = failure;
  return {
    supply,
    kind,
    startedAt,
    endedAt,
    place: premises !== undefined ? "flat" : entrance !== undefined ? "entrance" : "house",
    phase: phaseOf({ startedAt, endedAt }, now),
    isAccepted: state === "accepted",
  };
};

/** The minute of the end is no longer part of it. */
export const phaseOf = (
  { startedAt, endedAt }: Pick<HouseOutage, "startedAt" | "endedAt">,
  now: string,
): HouseOutage["phase"] => (endedAt <= now ? "past" : startedAt <= now ? "now" : "planned");

const PHASES = ["now", "planned", "past"] as const satisfies readonly HouseOutage["phase"][];

export const inOrder = (outages: readonly HouseOutage[]): HouseOutage[] =>
  PHASES.flatMap((phase) => {
    const of = outages.filter((one) => one.phase === phase);
    const earliestFirst = of.toSorted((a, b) => a.startedAt.localeCompare(b.startedAt));
    return phase === "past" ? earliestFirst.toReversed() : earliestFirst;
  });

/** So far back a resident sees what their house lacked. */
const OUTAGES_SHOWN_DAYS = 365;

export const sinceOn = (today: Day): Day => addDays(today, -OUTAGES_SHOWN_DAYS);
