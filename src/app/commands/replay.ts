import { availableParallelism } from "node:os";
import type { Period } from "#core/period";
import { listBuildingsWithFacts, replayBuildings } from "#modules/charging";
import { withInstallation } from "./installation.ts";
import { CommandFailure, printResult, progressBar, seconds } from "./terminal.ts";

const BUILDINGS_AT_ONCE = 20 * Math.min(availableParallelism(), 4);

export async function replayCommand(options: { period: Period; json?: boolean }): Promise<void> {
  await withInstallation(async ({ ctx }) => {
    const began = performance.now();
    const buildings = await ctx.transaction((tx) => listBuildingsWithFacts(tx, options.period));
    if (buildings.length === 0)
      throw new CommandFailure(`Nothing was charged for ${options.period}: there are no facts to replay.`);
    const bar = progressBar("replay", buildings.length, options.json);
    let replayed = 0;
    let lines = 0;
    const differences: unknown[] = [];
    for (let at = 0; at < buildings.length; at += BUILDINGS_AT_ONCE) {
      const result = await replayBuildings(ctx, {
        chargedFor: options.period,
        buildings: buildings.slice(at, at + BUILDINGS_AT_ONCE),
      });
      replayed += result.replayed;
      lines += result.lines;
      differences.push(...result.differences);
      bar.to(at + BUILDINGS_AT_ONCE);
    }
    bar.end();
    printResult(
      options.json,
      { period: options.period, buildings: buildings.length, documents: replayed, lines, differences },
      [
        `${options.period}: ${buildings.length} buildings, ${replayed} documents of facts, ${lines} lines replayed in ${seconds(began)}`,
        differences.length === 0 ? "No difference." : `${differences.length} differ:`,
        ...differences.slice(0, 20).map((one) => `  ${JSON.stringify(one)}`),
      ],
    );
    if (differences.length > 0) throw new CommandFailure("The replay found differences.");
  });
}
