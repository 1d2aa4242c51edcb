import type { BuildingId, OrganizationId, RunId } from "#core/ids";
import type { Period } from "#core/period";
import { board, type Lack, listRuns } from "#modules/charging";
import type { Ctx } from "#platform/context";
import type { Tx } from "#platform/database";

/** One thing that stands in the way of charging, or deserves a look first. */
export interface PreparationItem {
  readonly code:
    | "no_open_period"
    | "earlier_month_open"
    | "month_closed"
    | "charged_already"
    | "draft_exists"
    | "no_buildings"
    | Lack["code"];
  /** The run does not start until it is mended. */
  readonly stops: boolean;
  readonly count: number | undefined;
  readonly service: Lack["service"];
  readonly buildings: readonly { readonly id: BuildingId; readonly address: string }[];
  readonly run: RunId | undefined;
  /** The month that is open. */
  readonly open: Period | undefined;
}

export interface Preparation {
  readonly organization: OrganizationId;
  readonly name: string;
  readonly buildings: number;
  readonly accounts: number;
  readonly open: Period | undefined;
  readonly draft: RunId | undefined;
  readonly items: readonly PreparationItem[];
}

/** How ready each organization in sight is to be charged for a month; asked for all of them at once. */
export async function preparations(ctx: Ctx, period: Period): Promise<Preparation[]> {
  return ctx.transaction(async (tx) => {
    const months = await board.listMonths(tx, period);
    const organizations = months.map((one) => one.organization);
    const lacks = Map.groupBy(
      await board.listLacks(tx, { organizations, period }),
      (one) => one.organization,
    );
    const drafts = await board.listDrafts(tx, period);
    const charged = await approvedRuns(tx, period);
    return months.map((month): Preparation => {
      const draft = drafts.get(month.organization);
      const item = (
        code: PreparationItem["code"],
        stops: boolean,
        more: Partial<PreparationItem> = {},
      ): PreparationItem => ({
        count: undefined,
        service: undefined,
        buildings: [],
        run: undefined,
        open: month.open,
        ...more,
        code,
        stops,
      });
      const items: PreparationItem[] = [];
      if (month.open === undefined) items.push(item("no_open_period", true));
      // A month is charged in the open one or after it: what lies ahead waits for the closing of an earlier month.
      else if (period > month.open) items.push(item("earlier_month_open", true));
      // It may be charged again, and the difference is booked in the open month: meant rarely, so never by the way.
      else if (period < month.open) items.push(item("month_closed", false));
      else {
        const run = charged.get(month.organization);
        if (run !== undefined) items.push(item("charged_already", false, { run }));
      }
      if (draft !== undefined) items.push(item("draft_exists", true, { run: draft }));
      if (month.buildings === 0) items.push(item("no_buildings", true));
      for (const lack of lacks.get(month.organization) ?? []) {
        items.push(
          item(lack.code, lack.code === "rate_missing", {
            count: lack.count,
            service: lack.service,
            buildings: lack.buildings,
          }),
        );
      }
      return {
        organization: month.organization,
        name: month.name,
        buildings: month.buildings,
        accounts: month.accounts,
        open: month.open,
        draft,
        items,
      };
    });
  });
}

/** The latest approved run of each organization for the month. */
async function approvedRuns(tx: Tx, period: Period): Promise<Map<OrganizationId, RunId>> {
  const latest = new Map<OrganizationId, RunId>();
  for (const run of await listRuns(tx, { chargedFor: period, limit: 5_000 })) {
    if (run.approvedAt && !latest.has(run.organization)) latest.set(run.organization, run.id);
  }
  return latest;
}
