import { setTimeout as sleep } from "node:timers/promises";
import { listUnfinishedRuns } from "#modules/charging";
import { runWorkers } from "../run-workers.ts";
import { withInstallation } from "./installation.ts";
import { printResult } from "./terminal.ts";

export async function workCommand(options: { once?: boolean; json?: boolean }): Promise<void> {
  await withInstallation(async ({ ctx, appUrl }) => {
    const workers = runWorkers(appUrl);
    const stop = new AbortController();
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => stop.abort());
    let runs = 0;
    try {
      while (!stop.signal.aborted) {
        const unfinished = await ctx.transaction(listUnfinishedRuns);
        if (unfinished.length > 0) {
          process.stderr.write(`working on runs ${unfinished.map((run) => run.id).join(", ")}\n`);
          await workers.work(unfinished.map((run) => run.id));
          runs += unfinished.length;
        }
        if (options.once) break;
        await sleep(2_000, undefined, { signal: stop.signal }).catch(() => undefined);
      }
    } finally {
      await workers.close();
    }
    printResult(options.json, { runs }, [`worked on ${runs} runs`]);
  });
}
