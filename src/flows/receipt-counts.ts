import type { BuildingId, OrganizationId } from "#core/ids";
import { endDay, firstDay, type Period } from "#core/period";
import { countOpenAccounts } from "#modules/accounts";
import { listBuildingsToCharge, listChargedBuildings } from "#modules/charging";
import { countIssued } from "#modules/receipts";
import type { Tx } from "#platform/database";

/** Why an account of the month gets no receipt: no approved run has charged its house. */
export type ExclusionReason = "not_charged";

export interface Exclusion {
  readonly reason: ExclusionReason;
  readonly accounts: number;
  readonly buildings: number;
}

export interface ReceiptCounts {
  /** Open on some day of the month. */
  readonly accounts: number;
  /** That a batch would have now. */
  readonly receipts: number;
  /** Of `receipts`: issued already, printed again as they are. */
  readonly issued: number;
  readonly excluded: readonly Exclusion[];
}

/** The organization's houses of the month and what a batch of them would have. */
export async function countToPrint(
  tx: Tx,
  of: { readonly organization: OrganizationId; readonly period: Period },
) {
  const buildings = (await listBuildingsToCharge(tx, of)).map(({ building }) => building);
  const open = await countOpenAccounts(tx, { buildings, from: firstDay(of.period), to: endDay(of.period) });
  const charged = new Set(await listChargedBuildings(tx, { buildings, chargedFor: of.period }));
  const issued = await countIssued(tx, { buildings, period: of.period });
  return { buildings, charged, ...countReceipts({ buildings, open, charged, issued }) };
}

/**
 * House by house: a charged one prints a receipt for each of its accounts, those that are issued as they are (a resident
 * may have asked for theirs before); another prints what it has.
 */
export function countReceipts(of: {
  readonly buildings: readonly BuildingId[];
  readonly open: ReadonlyMap<BuildingId, number>;
  readonly charged: ReadonlySet<BuildingId>;
  readonly issued: ReadonlyMap<BuildingId, number>;
}): ReceiptCounts {
  let accounts = 0;
  let receipts = 0;
  let issued = 0;
  const left = { accounts: 0, buildings: 0 };
  for (const building of of.buildings) {
    const here = of.open.get(building) ?? 0;
    const known = of.issued.get(building) ?? 0;
    accounts += here;
    issued += known;
    // One that was closed after its receipt was issued keeps it.
    const printed = of.charged.has(building) ? Math.max(here, known) : known;
    receipts += printed;
    if (here > printed) {
      left.accounts += here - printed;
      left.buildings += 1;
    }
  }
  return {
    accounts,
    receipts,
    issued,
    excluded: left.accounts > 0 ? [{ reason: "not_charged", ...left }] : [],
  };
}
