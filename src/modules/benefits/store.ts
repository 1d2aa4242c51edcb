import type { Day } from "#core/day";
import type { AccountId, BuildingId } from "#core/ids";
import type { Tx } from "#platform/database";

/** A right to a discount or a compensation of one resident, by a document. */
export interface Entitlement {
  readonly resident: number;
  readonly code: string;
  readonly nameRu: string;
  readonly nameEn: string;
  readonly from: Day;
  readonly to: Day | undefined;
  readonly document: string;
}

/** All entitlements that an account's residents have and had, by resident and day. */
export async function listEntitlements(
  tx: Tx,
  of: { readonly building: BuildingId; readonly account: AccountId },
): Promise<Entitlement[]> {
  const rows = await tx.query<Omit<Entitlement, "to"> & { to: Day | null }>(
    `select e.resident_no as resident, c.code, c.name_ru as "nameRu", c.name_en as "nameEn", lower(e.in_force) as "from",
       upper(e.in_force) as "to", e.document
     from benefits.entitlements e join benefits.categories c using (category_id)
     where e.building_id = $1 and e.account_id = $2 order by e.resident_no, lower(e.in_force), c.code`,
    [of.building, of.account],
  );
  return rows.map((row) => ({ ...row, to: row.to ?? undefined }));
}
