import type { OrganizationId } from "#core/ids";
import type { Period } from "#core/period";
import { findOrganizations } from "#modules/organizations";
import { settle, throughOf } from "#modules/settlements";
import type { Ctx } from "#platform/context";
import { describeRefusal } from "../refusals.ts";
import { nameOf, organizationsOf, withInstallation } from "./installation.ts";
import { CommandFailure, printResult, roubles } from "./terminal.ts";

export async function settleCommand(options: {
  period: Period;
  organization?: string;
  provider?: string;
  json?: boolean;
}): Promise<void> {
  await withInstallation(async ({ ctx }) => {
    const provider =
      options.provider === undefined ? undefined : (await organizationsOf(ctx, options.provider))[0]?.id;
    const results: unknown[] = [];
    const lines: string[] = [];
    for (const organization of await organizationsOf(ctx, options.organization)) {
      const settled = await settle(ctx, {
        organization: organization.id,
        through: throughOf(options.period, ctx.today),
        provider,
      });
      if (!settled.ok) {
        throw new CommandFailure(
          `${nameOf(organization)}: ${describeRefusal(settled.refusal, "en")?.sentence ?? settled.refusal.code}`,
        );
      }
      const { settlements, uncovered } = settled.value;
      const names = await namesOf(ctx, [...settlements, ...uncovered]);
      results.push({ organization: organization.code, settlements, uncovered });
      lines.push(
        `${nameOf(organization)}: ${settlements.length === 0 ? "nothing is due that was not settled" : `${settlements.length} settlements`}`,
        ...settlements.map(
          (one) =>
            `  No ${one.number} ${names.get(one.provider)}: allocated ${roubles(one.allocated)}, returned ${roubles(one.returned)}, withheld ${roubles(one.withheld)}, to transfer ${roubles(one.toTransfer)}`,
        ),
        ...uncovered.map(
          (one) => `  ${names.get(one.provider)}: ${roubles(one.amount)} waits, no contract covers it`,
        ),
      );
    }
    printResult(options.json, results, lines);
  });
}

async function namesOf(
  ctx: Ctx,
  of: readonly { readonly provider: OrganizationId }[],
): Promise<Map<OrganizationId, string>> {
  const organizations = await ctx.transaction((tx) =>
    findOrganizations(tx, [...new Set(of.map(({ provider }) => provider))]),
  );
  return new Map(organizations.map(({ id, name }) => [id, name]));
}
