import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { TrialPart, TrialTask } from "#flows/what-if";
import type { TrialThreads } from "#flows/what-if-routes";

/** Threads that calculate trials, as a person of the center sees the books. They only read. */
export interface TrialWorkers extends TrialThreads {
  close(): Promise<void>;
}

/**
 * Starts a thread when it is first needed. `url` connects as the application's role. One core is left to the server,
 * so that clerks do not wait for a trial; a thread that dies fails its task and is replaced.
 */
export function trialWorkers(
  url: string,
  count = Math.min(Math.max(availableParallelism() - 1, 1), 8),
): TrialWorkers {
  const free: Worker[] = [];
  const waiting: ((thread: Worker) => void)[] = [];
  let started = 0;

  const take = (): Promise<Worker> => {
    const thread = free.pop();
    if (thread) return Promise.resolve(thread);
    if (started >= count) return new Promise((resolve) => waiting.push(resolve));
    started++;
    return Promise.resolve(newThread(url));
  };
  const give = (thread: Worker): void => {
    const next = waiting.shift();
    if (next) next(thread);
    else free.push(thread);
  };
  return {
    atOnce: count,
    async work(task) {
      const thread = await take();
      let left = thread;
      try {
        return await workOne(thread, task);
      } catch (error) {
        // Whoever waits for a thread must not be given one that answers no more.
        if (error instanceof ThreadEnded) left = newThread(url);
        throw error;
      } finally {
        give(left);
      }
    },
    async close() {
      await Promise.all(free.splice(0).map(closed));
      started = 0;
    },
  };
}

class ThreadEnded extends Error {
  constructor(options?: ErrorOptions) {
    super("a thread of the trial ended", options);
  }
}

const newThread = (url: string): Worker =>
  new Worker(new URL("trial-worker.ts", import.meta.url), { workerData: { url } });

function workOne(thread: Worker, task: TrialTask): Promise<TrialPart> {
  return new Promise((resolve, reject) => {
    const done = (settle: () => void): void => {
      thread.off("message", onMessage).off("error", onError).off("exit", onExit);
      settle();
    };
    const onMessage = (message: { part: TrialPart } | { failure: string }): void =>
      done(() => ("part" in message ? resolve(message.part) : reject(new Error(message.failure))));
    const onError = (error: Error): void => done(() => reject(new ThreadEnded({ cause: error })));
    const onExit = (): void => done(() => reject(new ThreadEnded()));
    thread.on("message", onMessage).on("error", onError).on("exit", onExit);
    thread.postMessage({ task });
  });
}

function closed(thread: Worker): Promise<void> {
  return new Promise((resolve) => {
    thread.once("exit", () => resolve());
    thread.postMessage("close");
  });
}
