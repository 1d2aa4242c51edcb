import { parentPort, workerData } from "node:worker_threads";
import { type TrialTask, tryTask } from "#flows/what-if";
import { centerContext } from "#platform/context";
import { openDatabase } from "#platform/database";

// A worker thread: does the tasks of a trial that it is given, one after another. See trial-workers.ts.
const port = parentPort;
if (!port) throw new Error("trial-worker.ts runs as a worker thread");
const database = openDatabase((workerData as { url: string }).url, { max: 1 });

port.on("message", (message: { task: TrialTask } | "close") => {
  void (async () => {
    if (message === "close") {
      await database.close();
      port.close();
      return;
    }
    try {
      port.postMessage({ part: await tryTask(await centerContext(database), message.task) });
    } catch (error) {
      port.postMessage({ failure: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    }
  })();
});
