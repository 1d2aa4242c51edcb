import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { RunId } from "#core/ids";

/** Threads that calculate runs. They keep no state: any of them, or all, may die, and the run goes on elsewhere. */
export interface RunWorkers {
  /** Resolves when nothing of the runs is left to do; rejects with a worker's failure. */
  work(runs: readonly RunId[]): Promise<void>;
  close(): Promise<void>;
}

/** Starts the threads on first use. `url` connects as the application's role. */
export function runWorkers(url: string, count = Math.min(availableParallelism(), 8)): RunWorkers {
  let threads: Worker[] | undefined;
  let job = 0;
  return {
    async work(runs) {
      job += 1;
      threads ??= Array.from(
        { length: count },
        () => new Worker(new URL("run-worker.ts", import.meta.url), { workerData: { url } }),
      );
      const results = await Promise.allSettled(threads.map((thread) => workOne(thread, { job, runs })));
      // One live worker finishes the work of all; only if none could are the runs in trouble.
      const failures = results.filter((result) => result.status === "rejected");
      if (failures.length === results.length) throw failures[0]?.reason;
    },
    async close() {
      await Promise.all((threads ?? []).map((thread) => closed(thread)));
      threads = undefined;
    },
  };
}

function workOne(thread: Worker, task: { job: number; runs: readonly RunId[] }): Promise<void> {
  return new Promise((resolve, reject) => {
    const done = (settle: () => void) => {
      thread.off("message", onMessage).off("error", onError).off("exit", onExit);
      settle();
    };
    const onMessage = (message: { job: number; failure?: string }) => {
      if (message.job !== task.job) return;
      done(() => (message.failure === undefined ? resolve() : reject(new Error(message.failure))));
    };
    const onError = (error: Error) => done(() => reject(error));
    const onExit = () => done(() => reject(new Error("the worker ended")));
    thread.on("message", onMessage).on("error", onError).on("exit", onExit);
    thread.postMessage(task);
  });
}

function closed(thread: Worker): Promise<void> {
  return new Promise((resolve) => {
    thread.once("exit", () => resolve());
    thread.postMessage("close");
  });
}
