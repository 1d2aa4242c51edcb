import { parentPort, workerData } from "node:worker_threads";
import type { RunId } from "#core/ids";
import { workOnRun } from "#flows/charge-run";
import { centerContext } from "#platform/context";
import { openDatabase } from "#platform/database";

// A worker thread: works on the runs that it is told of, one after another. See run-workers.ts.
const port = parentPort;
if (!port) throw new Error("run-worker.ts runs as a worker thread");
const database = openDatabase((workerData as { url: string }).url, { max: 2 });

port.on("message", (message: { run: RunId } | "close") => {
  void (async () => {
    if (message === "close") {
      await database.close();
      port.close();
      return;
    }
    try {
      await workOnRun(await centerContext(database), { run: message.run });
      port.postMessage({ run: message.run });
    } catch (error) {
      port.postMessage({ run: message.run, failure: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    }
  })();
});
