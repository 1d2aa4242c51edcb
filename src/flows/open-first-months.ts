import type { Period } from "#core/period";
import { listOrganizations, openPeriod, periodsOf } from "#modules/organizations";
import type { Ctx } from "#platform/context";

/**
 * Opens the first accounting month of every company that has none yet: a company that was just registered could
 * otherwise neither be charged nor take a balance over. Returns for how many.
 */
export async function openFirstMonths(ctx: Ctx, period: Period): Promise<number> {
  const companies = await ctx.transaction(async (tx) => {
    const found: Awaited<ReturnType<typeof listOrganizations>> = [];
    for (const company of await listOrganizations(tx, ["company"], 10_000))
      if ((await periodsOf(tx, company.id)).length === 0) found.push(company);
    return found;
  });
  for (const company of companies) await openPeriod(ctx, company.id, period);
  return companies.length;
}
