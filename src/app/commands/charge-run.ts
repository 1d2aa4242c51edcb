import { setTimeout as sleep } from "node:timers/promises";
import type { Period } from "#core/period";
import {
  approveRun,
  discardRun,
  retryFailedBuildings,
  type RunOrder,
  runProgress,
  startRuns,
} from "#flows/charge-run";
import {
  accountsOfRuns,
  type ChargingRefusal,
  countWarnings,
  findDraft,
  listFailures,
  type Run,
} from "#modules/charging";
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
    const began = performance.now();
    const results: unknown[] = [];
    const lines: string[] = [];
    try {
      const organizations = await organizationsOf(ctx, options.organization);
      const runs = await startOrResume(ctx, organizations, options);
      if (runs.length === 0) throw new CommandFailure(`Nobody manages buildings in ${options.period}.`);
      await follow(ctx, runs, () => workers.work(runs.map((run) => run.id)), options);
      for (const { id, organization: of } of runs) {
        const present = await runProgress(ctx, id);
        const organization = organizations.find((one) => one.id === of);
        if (!present || !organization) throw new CommandFailure(`Run ${id} is gone.`);
        const { run, progress } = present;
        await refuseFailures(ctx, run, organization);
        const warnings = await ctx.transaction((tx) => countWarnings(tx, run.id));
        if (options.approve) await approved(ctx, run);
        results.push({
          run: run.id,
          organization: organization.code,
          period: options.period,
          ...progress,
          warnings,
          approved: options.approve ?? false,
        });
        lines.push(
          `${nameOf(organization)}: run ${run.id}, ${progress.buildings} buildings, ${progress.accounts} accounts, ` +
            `${progress.lines} lines, ${roubles(progress.amount)}${options.approve ? ", approved" : ", a draft"}`,
          ...warnings.map(
            ({ code, count, example }) =>
              `  look at: ${code} × ${count}${example ? `, e.g. account ${example}` : ""}`,
          ),
        );
      }
    } finally {
      await workers.close();
    }
    printResult(options.json, results, [...lines, `in ${seconds(began)}`]);
  });
}

async function refuseFailures(ctx: Ctx, run: Run, organization: Organization): Promise<void> {
  const failures = await ctx.transaction((tx) => listFailures(tx, run.id));
  if (failures.length === 0) return;
  throw new CommandFailure(
    [
      `Run ${run.id} of ${nameOf(organization)}: ${failures.length} buildings failed; the others are calculated.`,
      ...failures.map(({ building, failure }) => `  building ${building}: ${failure}`),
      "Mend the cause and start the run again: it goes on with these buildings.",
    ].join("\n"),
  );
}

export async function approveCommand(options: {
  period: Period;
  organization?: string;
  json?: boolean;
}): Promise<void> {
  await withInstallation(async ({ ctx }) => {
    const results: unknown[] = [];
    const lines: string[] = [];
    for (const organization of await organizationsOf(ctx, options.organization)) {
      const draft = await ctx.transaction((tx) =>
        findDraft(tx, { organization: organization.id, chargedFor: options.period }),
      );
      if (!draft) {
        lines.push(`${nameOf(organization)}: no draft of ${options.period}`);
        continue;
      }
      const run = await approved(ctx, draft);
      results.push({ run: run.id, organization: organization.code });
      lines.push(`${nameOf(organization)}: run ${run.id} approved, ${roubles(run.amount ?? 0n)}`);
    }
    if (results.length === 0)
      throw new CommandFailure(
        `${lines.join("\n")}\nNothing to approve. Start with: paylogic charge-run --period ${options.period}`,
      );
    printResult(options.json, results, lines);
  });
}

/** An unfinished run of the month goes on; a finished draft stays unless it is to be replaced. */
async function startOrResume(
  ctx: Ctx,
  organizations: readonly Organization[],
  options: ChargeRunOptions,
): Promise<Run[]> {
  const runs: Run[] = [];
  const orders: RunOrder[] = [];
  for (const organization of organizations) {
    const draft = await ctx.transaction((tx) =>
      findDraft(tx, { organization: organization.id, chargedFor: options.period }),
    );
    if (draft && !draft.calculatedAt && !options.replace) {
      await retryFailedBuildings(ctx, draft.id);
      runs.push(draft);
      continue;
    }
    if (draft && options.replace) {
      const discarded = await discardRun(ctx, draft.id);
      if (!discarded.ok) throw refused(discarded.refusal, organization);
    }
    orders.push({
      organization: organization.id,
      period: options.period,
      acceptMissingRates: options.acceptMissingRates ?? false,
    });
  }
  const answers = await startRuns(ctx, orders);
  for (const answer of answers) {
    if (answer.ok) runs.push(answer.value);
    else if (answer.refusal.code !== "charging.no_buildings" || organizations.length === 1) {
      const { refusal } = answer;
      throw refused(
        refusal,
        organizations.find((one) => "organization" in refusal && one.id === refusal.organization),
      );
    }
  }
  return runs;
}

async function follow(
  ctx: Ctx,
  runs: readonly Run[],
  work: () => Promise<void>,
  options: { period: Period; json?: boolean },
): Promise<void> {
  const ids = runs.map((run) => run.id);
  const present = () => ctx.transaction((tx) => accountsOfRuns(tx, ids));
  const bar = progressBar(`charging ${options.period}`, (await present()).accounts, options.json);
  const stop = new AbortController();
  // Where nobody looks, nobody asks: the questions would take time from the run.
  const watching = (async () => {
    while (bar.isShown && !stop.signal.aborted) {
      bar.to((await present()).done);
      await sleep(500, undefined, { signal: stop.signal }).catch(() => undefined);
    }
  })();
  try {
    await work();
  } finally {
    stop.abort();
    await watching;
    bar.end();
  }
}

async function approved(ctx: Ctx, run: Run): Promise<Run> {
  const result = await approveRun(ctx, run.id);
  if (result.ok) return result.value;
  throw refused(result.refusal);
}

export function refused(refusal: ChargingRefusal, organization?: Organization): CommandFailure {
  const whose = organization ? `${nameOf(organization)}: ` : "";
  switch (refusal.code) {
    case "charging.run_not_found":
      return new CommandFailure(`${whose}there is no run ${refusal.run}.`);
    case "charging.no_open_period":
      return new CommandFailure(
        `${whose}no month is open. The first one is opened by the import, the others by closing.`,
      );
    case "charging.period_in_future":
      return new CommandFailure(
        `${whose}${refusal.period} lies ahead: the open month is ${refusal.open}. Close it first.`,
      );
    case "charging.draft_exists":
      return new CommandFailure(
        `${whose}run ${refusal.run} is a draft of the month already. Approve it, or use --replace.`,
      );
    case "charging.no_buildings":
      return new CommandFailure(`${whose}manages no buildings in ${refusal.period}.`);
    case "charging.closed_by_present_manager":
      return new CommandFailure(
        `${whose}buildings that were handed over stand in books that are closed for ${refusal.period} already: close the month first.`,
      );
    case "charging.month_not_charged_yet":
      return new CommandFailure(
        `${whose}${refusal.period} is not charged as a whole yet: run it without --recalculate first.`,
      );
    case "charging.rates_missing":
      return new CommandFailure(
        `${whose}no rate in force for ${refusal.services} (${refusal.buildings} buildings). Enter them, or use --accept-missing-rates to charge nothing for these services.`,
      );
    case "charging.not_calculated":
      return new CommandFailure(
        `${whose}run ${refusal.run} is not calculated: ${refusal.buildingsDone} of ${refusal.buildings} buildings done, ${refusal.buildingsFailed} failed.`,
      );
    case "charging.others_not_calculated":
      return new CommandFailure(
        `${whose}run ${refusal.run} shares its load with runs that are still being calculated. Approve it when they are done.`,
      );
    case "charging.already_approved":
      return new CommandFailure(`${whose}run ${refusal.run} is approved already.`);
    case "charging.already_given_up":
      return new CommandFailure(`${whose}run ${refusal.run} was cancelled or discarded. Start a new one.`);
    case "charging.period_closed":
      return new CommandFailure(
        `${whose}${refusal.period} was closed meanwhile. Discard the draft and run again.`,
      );
    case "charging.anomalies_open":
    case "charging.own_run_above_limit":
    case "charging.not_reviewed":
    case "charging.month_not_earlier":
    case "charging.note_missing":
    case "charging.blocking_one_by_one":
    case "charging.group_above_limit":
    case "charging.building_not_failed":
    case "charging.limits_begun_later":
      // Reviews are of people, and the command line acts as the system.
      return new CommandFailure(`${whose}${refusal.code}: the review of a run is done in the workplace.`);
  }
}
