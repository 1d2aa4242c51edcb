import { parentPort, workerData } from "node:worker_threads";
import type { RunId } from "#core/ids";
import { workOnRuns } from "#flows/charge-run";
import { centerContext } from "#platform/context";
import { openDatabase } from "#platform/database";

// A worker thread: works on the runs that it is told of, one after another. See run-workers.ts.
const port = parentPort;
if (!port) throw new Error("run-worker.ts runs as a worker thread");
const database = openDatabase((workerData as { url: string }).url, { max: 2 });

port.on("message", (message: { job: number; runs: RunId[] } | "close") => {
  void (async () => {
    if (message === "close") {
      await database.close();
      port.close();
      return;
    }
    try {
      await workOnRuns(await centerContext(database), { runs: message.runs });
      port.postMessage({ job: message.job });
    } catch (error) {
      port.postMessage({
        job: message.job,
        failure: error instanceof Error ? (error.stack ?? error.message) : String(error),
      });
    }
  })();
});
