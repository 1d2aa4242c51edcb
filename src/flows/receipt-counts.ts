import type { BuildingId, OrganizationId } from "#core/ids";
import { endDay, firstDay, type Period } from "#core/period";
import { countOpenAccounts } from "#modules/accounts";
import { listBuildingsToCharge, listChargedBuildings } from "#modules/charging";
import { countIssued } from "#modules/receipts";
import type { Tx } from "#platform/database";

/** Why an account of the month gets no receipt. */
export type ExclusionReason =
  /** No approved run has charged its house. */
  | "not_charged"
  /** The receipts of its house were issued before it was known: they stay as they are. */
  | "issued_before";

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

/** House by house: one that has receipts prints those, another prints one for each of its accounts. */
export function countReceipts(of: {
  readonly buildings: readonly BuildingId[];
  readonly open: ReadonlyMap<BuildingId, number>;
  readonly charged: ReadonlySet<BuildingId>;
  readonly issued: ReadonlyMap<BuildingId, number>;
}): ReceiptCounts {
  let accounts = 0;
  let receipts = 0;
  let issued = 0;
  const left = {
    not_charged: { accounts: 0, buildings: 0 },
    issued_before: { accounts: 0, buildings: 0 },
  };
  const leave = (reason: ExclusionReason, count: number): void => {
    if (count <= 0) return;
    left[reason].accounts += count;
    left[reason].buildings += 1;
  };
  for (const building of of.buildings) {
    const here = of.open.get(building) ?? 0;
    const known = of.issued.get(building) ?? 0;
    accounts += here;
    issued += known;
    if (known > 0) {
      receipts += known;
      leave("issued_before", here - known);
    } else if (of.charged.has(building)) receipts += here;
    else leave("not_charged", here);
  }
  const excluded = (["not_charged", "issued_before"] as const)
    .map((reason) => ({ reason, ...left[reason] }))
    .filter((one) => one.accounts > 0);
  return { accounts, receipts, issued, excluded };
}
