import type { OrganizationId } from "#core/ids";
import type { Period } from "#core/period";
import type { Money } from "#core/units";
import { listBuildingsToCharge } from "#modules/charging";
import { turnover } from "#modules/ledger";
import { listOrganizations, openPeriodOf } from "#modules/organizations";
import { periodOf } from "#core/period";
import type { Ctx } from "#platform/context";
import { NOTHING } from "#core/units";

/** An organization's open month in one line. */
export interface Figures {
  readonly id: OrganizationId;
  readonly name: string;
  readonly period: Period | undefined;
  readonly buildings: number;
  readonly accounts: number;
  readonly opening: Money;
  readonly charged: Money;
  /** Negative. */
  readonly paid: Money;
  readonly debt: Money;
}

/** The companies in sight that manage buildings, each with its open month; no person's data. */
export async function figuresOf(ctx: Ctx): Promise<Figures[]> {
  return ctx.transaction(async (tx) => {
    const figures: Figures[] = [];
    for (const { id, name } of await listOrganizations(tx, ["company"])) {
      const period = await openPeriodOf(tx, id);
      const buildings = await listBuildingsToCharge(tx, {
        organization: id,
        period: period ?? periodOf(ctx.today),
      });
      if (buildings.length === 0) continue;
      const sums =
        period === undefined
          ? undefined
          : await turnover(tx, { buildings: buildings.map(({ building }) => building), period });
      figures.push({
        id,
        name,
        period,
        buildings: buildings.length,
        accounts: buildings.reduce((count, { accounts }) => count + accounts, 0),
        opening: sums?.opening ?? NOTHING,
        charged: sums
          ? ((sums.charged + sums.recalculated + sums.benefits + sums.penalties) as Money)
          : NOTHING,
        paid: sums?.paid ?? NOTHING,
        debt: sums?.closing ?? NOTHING,
      });
    }
    return figures;
  });
}
