import { monthsWaiting, recalculateWaiting } from "#flows/recalculate";
import { runWorkers } from "../run-workers.ts";
import { refused } from "./charge-run.ts";
import { nameOf, organizationsOf, withInstallation } from "./installation.ts";
import { CommandFailure, printResult, roubles, seconds } from "./terminal.ts";

interface RecalculateOptions {
  readonly organization?: string;
  readonly list?: boolean;
  readonly workers?: number;
  readonly json?: boolean;
}

/** Months that late facts have reached are charged again, oldest first; the differences are booked in the open month. */
export async function recalculateCommand(options: RecalculateOptions): Promise<void> {
  await withInstallation(async ({ ctx, appUrl }) => {
    const workers = runWorkers(appUrl, options.workers);
    const began = performance.now();
    const results: unknown[] = [];
    const lines: string[] = [];
    const failures: string[] = [];
    try {
      for (const organization of await organizationsOf(ctx, options.organization)) {
        const waiting = await monthsWaiting(ctx, { organization: organization.id });
        for (const { period, buildings, sources } of waiting)
          lines.push(
            `${nameOf(organization)}: ${period}, ${buildings.length} buildings wait (${sources.join(", ")})`,
          );
        if (options.list || waiting.length === 0) {
          results.push({ organization: organization.code, waiting });
          continue;
        }
        const done = await recalculateWaiting(ctx, {
          organization: organization.id,
          work: (run) => workers.work([run]),
        });
        if (!done.ok) throw refused(done.refusal, organization);
        for (const run of done.value.runs)
          lines.push(
            `  run ${run.id} for ${run.chargedFor}: ${run.lineCount ?? 0n} lines, ${roubles(run.amount ?? 0n)}, approved`,
          );
        results.push({
          organization: organization.code,
          runs: done.value.runs.map(({ id, chargedFor, lineCount, amount }) => ({
            id,
            chargedFor,
            lineCount,
            amount,
          })),
        });
        const { stopped } = done.value;
        if (stopped)
          failures.push(
            `Run ${stopped.run.id} for ${stopped.run.chargedFor} stays a draft. ${refused(stopped.refusal, organization).message}`,
          );
      }
    } finally {
      await workers.close();
    }
    if (lines.length === 0) lines.push("Nothing waits: no fact has come after its month was charged.");
    printResult(options.json, results, [...lines, `in ${seconds(began)}`]);
    if (failures.length > 0) throw new CommandFailure(failures.join("\n"));
  });
}
