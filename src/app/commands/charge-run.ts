import type { Period } from "#core/period";
import { approveRun, discardRun, runProgress, startRun } from "#flows/charge-run";
import { type ChargingRefusal, countWarnings, findDraft, findRun, listFailures, type Run } from "#modules/charging";
import type { Organization } from "#modules/organizations";
import type { Ctx } from "#platform/context";
import { runWorkers } from "../run-workers.ts";
import { nameOf, organizationsOf, withInstallation } from "./installation.ts";
import { CommandFailure, printResult, progressBar, roubles, seconds } from "./terminal.ts";

interface ChargeRunOptions {
  readonly period: Period;
  readonly organization?: string;
  readonly approve?: boolean;
  readonly replace?: boolean;
  readonly acceptMissingRates?: boolean;
  readonly workers?: number;
  readonly json?: boolean;
}

export async function chargeRunCommand(options: ChargeRunOptions): Promise<void> {
  await withInstallation(async ({ ctx, appUrl }) => {
    const workers = runWorkers(appUrl, options.workers);
    const results: unknown[] = [];
    const lines: string[] = [];
    try {
      for (const organization of await organizationsOf(ctx, options.organization)) {
        const began = performance.now();
        const run = await startOrResume(ctx, organization, options);
        if (!run) {
          lines.push(`${nameOf(organization)}: no buildings in ${options.period}`);
          continue;
        }
        const { done, progress } = await follow(ctx, run, () => workers.work(run.id), { title: nameOf(organization), ...options });
        const failures = await ctx.transaction((tx) => listFailures(tx, run.id));
        const warnings = await ctx.transaction((tx) => countWarnings(tx, run.id));
        if (failures.length > 0) {
          throw new CommandFailure(
            [`Run ${run.id} of ${nameOf(organization)}: ${progress.buildingsFailed} buildings failed; the others are calculated.`,
              ...failures.map(({ building, failure }) => `  building ${building}: ${failure}`),
              "Mend the cause and start the run again: it goes on with these buildings."].join("\n"),
          );
        }
        if (options.approve) await approved(ctx, done);
        results.push({ run: run.id, organization: organization.code, period: options.period, ...progress, warnings, approved: options.approve ?? false });
        lines.push(
          `${nameOf(organization)}: run ${run.id}, ${progress.buildings} buildings, ${progress.accounts} accounts, ` +
            `${progress.lines} lines, ${roubles(progress.amount)} in ${seconds(began)}${options.approve ? ", approved" : ", a draft"}`,
          ...warnings.map(({ code, count, example }) => `  look at: ${code} × ${count}${example ? `, e.g. account ${example}` : ""}`),
        );
      }
    } finally {
      await workers.close();
    }
    printResult(options.json, results, lines);
  });
}

export async function approveCommand(options: { period: Period; organization?: string; json?: boolean }): Promise<void> {
  await withInstallation(async ({ ctx }) => {
    const results: unknown[] = [];
    const lines: string[] = [];
    for (const organization of await organizationsOf(ctx, options.organization)) {
      const draft = await ctx.transaction((tx) => findDraft(tx, { organization: organization.id, chargedFor: options.period }));
      if (!draft) {
        lines.push(`${nameOf(organization)}: no draft of ${options.period}`);
        continue;
      }
      const run = await approved(ctx, draft);
      results.push({ run: run.id, organization: organization.code });
      lines.push(`${nameOf(organization)}: run ${run.id} approved, ${roubles(run.amount ?? 0n)}`);
    }
    if (results.length === 0) throw new CommandFailure(`${lines.join("\n")}\nNothing to approve. Start with: paylogic charge-run --period ${options.period}`);
    printResult(options.json, results, lines);
  });
}

/** An unfinished run of the month goes on; a finished draft stays unless it is to be replaced. */
async function startOrResume(ctx: Ctx, organization: Organization, options: ChargeRunOptions): Promise<Run | undefined> {
  const of = { organization: organization.id, period: options.period, acceptMissingRates: options.acceptMissingRates ?? false };
  let started = await startRun(ctx, of);
  if (!started.ok && started.refusal.code === "charging.draft_exists") {
    const { run } = started.refusal;
    const draft = await ctx.transaction((tx) => findRun(tx, run));
    if (draft && !draft.calculatedAt && !options.replace) return draft;
    if (!options.replace) throw refused(started.refusal, organization);
    const discarded = await discardRun(ctx, run);
    if (!discarded.ok) throw refused(discarded.refusal, organization);
    started = await startRun(ctx, of);
  }
  if (started.ok) return started.value;
  if (started.refusal.code === "charging.no_buildings") return undefined;
  throw refused(started.refusal, organization);
}

async function follow(ctx: Ctx, run: Run, work: () => Promise<void>, options: { title: string; json?: boolean }) {
  const total = (await runProgress(ctx, run.id))?.progress.accounts ?? 0;
  const bar = progressBar(options.title, total, options.json);
  const timer = setInterval(() => {
    void runProgress(ctx, run.id).then((now) => bar.to(now?.progress.accountsDone ?? 0));
  }, 300);
  try {
    await work();
  } finally {
    clearInterval(timer);
    bar.end();
  }
  const present = await runProgress(ctx, run.id);
  if (!present) throw new CommandFailure(`Run ${run.id} is gone.`);
  return { done: present.run, progress: present.progress };
}

async function approved(ctx: Ctx, run: Run): Promise<Run> {
  const result = await approveRun(ctx, run.id);
  if (result.ok) return result.value;
  throw refused(result.refusal);
}

function refused(refusal: ChargingRefusal, organization?: Organization): CommandFailure {
  const whose = organization ? `${nameOf(organization)}: ` : "";
  switch (refusal.code) {
    case "charging.run_not_found":
      return new CommandFailure(`${whose}there is no run ${refusal.run}.`);
    case "charging.no_open_period":
      return new CommandFailure(`${whose}no month is open. The first one is opened by the import, the others by closing.`);
    case "charging.period_in_future":
      return new CommandFailure(`${whose}${refusal.period} lies ahead: the open month is ${refusal.open}. Close it first.`);
    case "charging.draft_exists":
      return new CommandFailure(`${whose}run ${refusal.run} is a draft of the month already. Approve it, or use --replace.`);
    case "charging.no_buildings":
      return new CommandFailure(`${whose}manages no buildings in ${refusal.period}.`);
    case "charging.rates_missing":
      return new CommandFailure(`${whose}no rate in force for ${refusal.services} (${refusal.buildings} buildings). Enter them, or use --accept-missing-rates to charge nothing for these services.`);
    case "charging.not_calculated":
      return new CommandFailure(`${whose}run ${refusal.run} is not calculated: ${refusal.buildingsDone} of ${refusal.buildings} buildings done, ${refusal.buildingsFailed} failed.`);
    case "charging.already_approved":
      return new CommandFailure(`${whose}run ${refusal.run} is approved already.`);
    case "charging.already_given_up":
      return new CommandFailure(`${whose}run ${refusal.run} was cancelled or discarded. Start a new one.`);
    case "charging.period_closed":
      return new CommandFailure(`${whose}${refusal.period} was closed meanwhile. Discard the draft and run again.`);
  }
}
