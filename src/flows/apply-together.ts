import type { OrganizationId } from "#core/ids";
import type { BuildingBundle } from "#modules/gateways";
import type { Ctx } from "#platform/context";
import { type Applied, applyBuildings, type ApplyRefusal } from "./apply-city.ts";

export interface AppliedTogether {
  readonly applied: readonly { readonly bundles: readonly BuildingBundle[]; readonly result: Applied }[];
  readonly refused: readonly { readonly bundle: BuildingBundle; readonly refusal: ApplyRefusal }[];
}

/**
 * Applies a batch of buildings in one transaction. If one of them is refused the batch is repeated building by
 * building, so that a wrong house does not hold up its neighbours.
 */
export async function applyTogether(
  ctx: Ctx,
  batch: readonly BuildingBundle[],
  organizations: ReadonlyMap<string, OrganizationId>,
): Promise<AppliedTogether> {
  const together = await applyBuildings(ctx, batch, organizations);
  if (together.ok) return { applied: [{ bundles: batch, result: together.value }], refused: [] };
  const applied: { bundles: readonly BuildingBundle[]; result: Applied }[] = [];
  const refused: { bundle: BuildingBundle; refusal: ApplyRefusal }[] = [];
  for (const bundle of batch) {
    const alone = await applyBuildings(ctx, [bundle], organizations);
    if (alone.ok) applied.push({ bundles: [bundle], result: alone.value });
    else refused.push({ bundle, refusal: alone.refusal });
  }
  return { applied, refused };
}

/** Buildings in batches of about so many rows: few round trips, and little to repeat. */
export function* batchesOf(
  bundles: Iterable<BuildingBundle>,
  rowsMost: number,
): Generator<readonly BuildingBundle[]> {
  let batch: BuildingBundle[] = [];
  let rows = 0;
  for (const bundle of bundles) {
    batch.push(bundle);
    // A building takes its own share of questions even when it is empty.
    rows +=
      20 + bundle.accounts.length + bundle.residents.length + bundle.meters.length + bundle.readings.length;
    if (rows < rowsMost) continue;
    yield batch;
    batch = [];
    rows = 0;
  }
  if (batch.length > 0) yield batch;
}
