import type { Period } from "#core/period";
import { type CloseRefusal, closeMonth } from "#flows/month-close";
import { nameOf, organizationsOf, withInstallation } from "./installation.ts";
import { CommandFailure, printResult } from "./terminal.ts";

export async function closeCommand(options: {
  period: Period;
  organization?: string;
  uncharged?: boolean;
  json?: boolean;
}): Promise<void> {
  await withInstallation(async ({ ctx }) => {
    const results: unknown[] = [];
    const lines: string[] = [];
    const refusals: string[] = [];
    for (const organization of await organizationsOf(ctx, options.organization)) {
      const closed = await closeMonth(ctx, {
        organization: organization.id,
        period: options.period,
        uncharged: options.uncharged ?? false,
      });
      if (!closed.ok) {
        refusals.push(`${nameOf(organization)}: ${sentence(closed.refusal)}`);
        continue;
      }
      results.push({ organization: organization.code, ...closed.value });
      lines.push(
        `${nameOf(organization)}: ${closed.value.period} closed, ${closed.value.openingBalances} opening balances, ${closed.value.opened} is open`,
      );
    }
    if (lines.length > 0 || options.json) printResult(options.json, results, lines);
    if (refusals.length > 0) throw new CommandFailure(refusals.join("\n"));
  });
}

function sentence(refusal: CloseRefusal): string {
  switch (refusal.code) {
    case "close.no_open_period":
      return "no month is open.";
    case "close.not_the_open_period":
      return `the open month is ${refusal.open}, not ${refusal.period}.`;
    case "close.draft_exists":
      return `run ${refusal.run} is still a draft. Approve or discard it first.`;
    case "close.not_charged":
      return `nothing was charged for ${refusal.period}. Charge it first, or use --uncharged.`;
  }
}
