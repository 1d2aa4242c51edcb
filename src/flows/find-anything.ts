import { type AccountLine, findAccounts } from "#modules/accounts";
import {
  type BuildingLine,
  findBuildings,
  findPremisesAddresses,
  inOtherLayout,
  readQuery,
} from "#modules/addresses";
import { findMeters, type Meter } from "#modules/metering";
import type { Ctx } from "#platform/context";

/** What one search box finds, grouped by kind; each group in its own order, the likeliest first. */
export interface Found {
  readonly accounts: readonly AccountLine[];
  readonly buildings: readonly BuildingLine[];
  readonly meters: readonly FoundMeter[];
}

export interface FoundMeter extends Meter {
  /** Of the premises; empty for a meter of the whole building. */
  readonly address: string;
}

/**
 * Anything typed: digits of an account number, a holder's name, pieces of an address, a meter's serial; also in the
 * wrong keyboard layout. At most `limit` of each kind.
 */
export async function findAnything(ctx: Ctx, typed: string, limit = 10): Promise<Found> {
  const text = typed.trim();
  if (text === "") return { accounts: [], buildings: [], meters: [] };
  return {
    accounts: await findAccounts(ctx, text, limit),
    buildings: await findBuildingsByText(ctx, text, limit),
    meters: await findMetersByText(ctx, text, limit),
  };
}

async function findBuildingsByText(ctx: Ctx, text: string, limit: number): Promise<BuildingLine[]> {
  const query = readQuery(text);
  return ctx.transaction(async (tx) => {
    const found = await findBuildings(tx, query.words, limit);
    return found.length > 0 || !query.otherWords ? found : findBuildings(tx, query.otherWords, limit);
  });
}

async function findMetersByText(ctx: Ctx, text: string, limit: number): Promise<FoundMeter[]> {
  return ctx.transaction(async (tx) => {
    // Serials have letters of either alphabet, which a scanner or a hurried hand enters in either layout.
    const other = inOtherLayout(text);
    let meters = await findMeters(tx, text, limit);
    if (meters.length === 0 && other !== undefined) meters = await findMeters(tx, other, limit);
    const places = meters.flatMap(({ building, premises }) =>
      premises === undefined ? [] : [{ building, premises }],
    );
    const addresses = await findPremisesAddresses(tx, places);
    return meters.map((meter) => ({
      ...meter,
      address: meter.premises === undefined ? "" : (addresses.get(meter.premises)?.address ?? ""),
    }));
  });
}
