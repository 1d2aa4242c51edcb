import type { OrganizationId, RunId } from "#core/ids";
import { type Job, listJobs, listUsers } from "#modules/access";
import { board, listRuns, type Run, type RunSummary } from "#modules/charging";
import type { Ctx } from "#platform/context";

/** Long work of any sort in one form: what the job centre shows. */
export interface LongWork {
  /** "run 97" or "job 14": runs and jobs count apart. */
  readonly id: string;
  readonly kind:
    | "run"
    | "receipts.print"
    | "import.apply"
    | "import.check"
    | "debts.make"
    | "what_if"
    | "other";
  /** What it is about: a month, the names of files. */
  readonly subject: string;
  readonly organization: OrganizationId | undefined;
  readonly run: RunId | undefined;
  readonly job: number | undefined;
  readonly state: "running" | "interrupted" | "done" | "refused" | "failed" | "cancelled";
  readonly startedBy: string | undefined;
  readonly startedAt: Date;
  readonly endedAt: Date | undefined;
  readonly done: number;
  readonly total: number | undefined;
  /** Units of `done` in a minute, since it began; undefined before there is enough to tell. */
  readonly perMinute: number | undefined;
  readonly secondsLeft: number | undefined;
  readonly canCancel: boolean;
  readonly file: boolean;
  readonly result: Job["result"];
}

const KEPT = 100;

/** Runs, print batches, imports and trials, newest first. `now` is the clock of whoever asks: a rate is no part of the books. */
export async function listLongWork(ctx: Ctx, now: Date): Promise<LongWork[]> {
  const jobs = await listJobs(ctx, KEPT);
  const names = new Map((await listUsers(ctx)).map((user) => [user.id as number, user.name]));
  const { runs, summaries } = await ctx.transaction(async (tx) => {
    const latest = await listRuns(tx, { limit: KEPT });
    return {
      runs: latest,
      summaries: await board.listRunSummaries(
        tx,
        latest.map((run) => run.id),
        false,
      ),
    };
  });
  const work = [
    ...runs.flatMap((run) => {
      const summary = summaries.get(run.id);
      return summary ? [workOfRun(run, summary, now)] : [];
    }),
    ...jobs.map((job) => workOfJob(job, names, now)),
  ];
  return work.sort((a, b) => b.startedAt.getTime() - a.startedAt.getTime()).slice(0, KEPT);
}

function workOfRun(run: Run, summary: RunSummary, now: Date): LongWork {
  const endedAt = run.calculatedAt ?? run.cancelledAt;
  const isStuck =
    summary.buildingsFailed > 0 && summary.buildingsDone + summary.buildingsFailed >= summary.buildings;
  const state = run.calculatedAt ? "done" : run.cancelledAt ? "cancelled" : isStuck ? "failed" : "running";
  return {
    id: `run ${run.id}`,
    kind: "run",
    subject: run.chargedFor,
    organization: run.organization,
    run: run.id,
    job: undefined,
    state,
    startedBy: summary.startedByName,
    startedAt: run.startedAt,
    endedAt,
    done: summary.accountsDone,
    total: summary.accounts,
    ...paceOf({
      startedAt: run.startedAt,
      until: endedAt ?? now,
      done: summary.accountsDone,
      total: summary.accounts,
      isRunning: state === "running",
    }),
    canCancel: state === "running" || state === "failed",
    file: false,
    result: {},
  };
}

const JOB_KINDS: readonly LongWork["kind"][] = [
  "receipts.print",
  "import.apply",
  "import.check",
  "debts.make",
  "what_if",
];

function workOfJob(job: Job, names: ReadonlyMap<number, string>, now: Date): LongWork {
  const kind = JOB_KINDS.find((one) => one === job.kind) ?? "other";
  return {
    id: `job ${job.id}`,
    kind,
    subject: job.subject.replace(/^period /, ""),
    organization: job.organization,
    run: undefined,
    job: job.id,
    state: job.state,
    startedBy: job.startedBy === undefined ? undefined : names.get(job.startedBy),
    startedAt: job.startedAt,
    endedAt: job.endedAt,
    done: job.done,
    total: job.total,
    ...paceOf({
      startedAt: job.startedAt,
      until: job.endedAt ?? now,
      done: job.done,
      total: job.total,
      isRunning: job.state === "running",
    }),
    // A print and an import are one transaction a house: they end by themselves, and a stop would leave a part. A trial
    // writes nothing.
    canCancel: false,
    file: typeof job.result["file"] === "string",
    result: job.result,
  };
}

/** How quick, and how long still: from the beginning until now, which steadies as it goes. */
export function paceOf(of: {
  startedAt: Date;
  until: Date;
  done: number;
  total: number | undefined;
  isRunning: boolean;
}): { perMinute: number | undefined; secondsLeft: number | undefined } {
  const seconds = (of.until.getTime() - of.startedAt.getTime()) / 1000;
  if (seconds < 0.5 || of.done === 0) return { perMinute: undefined, secondsLeft: undefined };
  const perSecond = of.done / seconds;
  return {
    perMinute: Math.round(perSecond * 60),
    secondsLeft:
      of.isRunning && of.total !== undefined
        ? Math.max(0, Math.round((of.total - of.done) / perSecond))
        : undefined,
  };
}
