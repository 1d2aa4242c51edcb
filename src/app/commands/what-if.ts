import { parseExact, toMillionths } from "#core/exact";
import type { BuildingId, OrganizationId } from "#core/ids";
import { periodOf, type Period } from "#core/period";
import type { Refusal } from "#core/result";
import { explanationSentence, warningSentence } from "#modules/charging";
import { listServices } from "#modules/tariffs";
import { supposedChange, type StatedChange } from "#flows/what-if-change";
import { TrialChange } from "#flows/what-if-contract";
import { csvOfTrial } from "#flows/what-if-file";
import { explainTried, trialTasks, tryChange } from "#flows/what-if";
import { describeRefusal } from "../refusals.ts";
import { trialWorkers } from "../trial-workers.ts";
import { organizationsOf, withInstallation } from "./installation.ts";
import { CommandFailure, printResult, progressBar, roubles, seconds } from "./terminal.ts";

export interface WhatIfOptions {
  readonly period?: Period;
  readonly organization?: string;
  readonly building?: number;
  readonly service: string;
  readonly parameter: string;
  readonly variant?: string;
  readonly zone?: number;
  readonly value?: string;
  readonly method?: string;
  readonly formula?: string;
  readonly formulaText?: string;
  readonly gives?: string;
  readonly volume?: string;
  readonly missing?: string;
  readonly area?: string;
  readonly rounding?: string;
  readonly csv?: string;
  readonly workers?: number;
  readonly json?: boolean;
}

/** A tariff, norm, method or formula tried on a building, an organization or the city: nothing is written. */
export async function whatIfCommand(options: WhatIfOptions): Promise<void> {
  await withInstallation(async ({ ctx, appUrl }) => {
    const began = performance.now();
    const period = options.period ?? periodOf(ctx.today);
    const [organization] =
      options.organization === undefined ? [] : await organizationsOf(ctx, options.organization);
    const building = options.building as BuildingId | undefined;
    const stated = statedChange(options, organization?.id, building);
    const change = await supposedChange(ctx, stated, period);
    if (!change.ok) throw refused(change.refusal);
    const tasks = await trialTasks(ctx, {
      period,
      organization: organization?.id,
      building,
      change: change.value,
    });
    if (!tasks.ok) throw refused(tasks.refusal);
    const services = await ctx.transaction((tx) => listServices(tx));
    const nameOf = (id: number): string => services.find((of) => of.id === id)?.nameEn ?? String(id);
    const file = options.csv === undefined ? undefined : csvOfTrial(options.csv, { language: "en", nameOf });
    const total = tasks.value.reduce((sum, task) => sum + task.buildings.length, 0);
    const bar = progressBar("what-if", total, options.json);
    const workers = trialWorkers(appUrl, options.workers);
    let done = 0;
    try {
      const tried = await tryChange(tasks.value, {
        ...workers,
        onPart: async (part) => {
          await file?.add(part.differing);
          bar.to((done += part.buildings));
        },
      });
      await file?.end();
      bar.end();
      const largest = tried.largest.slice(0, 5);
      const explained = await explainTried(ctx, { period, change: change.value, accounts: largest });
      const difference = tried.after - tried.before;
      printResult(options.json, { period, change: stated, ...tried }, [
        `${period}: ${tried.buildings} buildings, ${tried.accounts} accounts, ${tried.affected} would owe another sum`,
        `${roubles(tried.before)} → ${roubles(tried.after)} (${difference < 0n ? "" : "+"}${roubles(difference)})`,
        ...tried.services.map(
          (of) =>
            `  ${nameOf(of.service)}: ${roubles(of.before)} → ${roubles(of.after)}, ${of.accounts} accounts`,
        ),
        ...tried.distribution
          .filter(({ accounts }) => accounts > 0)
          .map(
            ({ above, upTo, accounts }) =>
              `  ${above === undefined ? "" : `above ${roubles(above)} `}${upTo === undefined ? "" : `up to ${roubles(upTo)}`}: ${accounts} accounts`,
          ),
        ...largest.flatMap((of, i) => {
          const own = explained[i];
          const name = own && nameOf(own.service);
          return [
            `${of.number}, ${of.address}: ${roubles(of.before)} → ${roubles(of.after)}`,
            ...(own?.before ? [`  was  ${explanationSentence(own.before, "en", name)}`] : []),
            ...(own?.after ? [`  is   ${explanationSentence(own.after, "en", name)}`] : []),
          ];
        }),
        ...tried.warnings.map(
          ({ code, buildings }) => `! ${warningSentence(code, "en")} (${buildings} buildings)`,
        ),
        `in ${seconds(began)}; nothing was written${options.csv === undefined ? "" : ` but ${options.csv}`}`,
      ]);
    } finally {
      await workers.close();
    }
  });
}

/** The options as the same statement that the server takes, judged by its contract. */
function statedChange(
  options: WhatIfOptions,
  organization: OrganizationId | undefined,
  building: BuildingId | undefined,
): StatedChange {
  const level = building !== undefined ? "building" : organization !== undefined ? "organization" : "city";
  const owner = { level, organization: level === "organization" ? organization : undefined, building };
  const { service } = options;
  const read = TrialChange.safeParse(
    options.value === undefined
      ? {
          kind: "method",
          ...owner,
          service,
          method: options.method,
          formula: formulaOf(options),
          volume: options.volume,
          missing: options.missing,
          area: options.area,
          rounding: options.rounding,
        }
      : {
          kind: "value",
          ...owner,
          service,
          parameter: options.parameter,
          variant: options.variant,
          zone: options.zone,
          value: millionthsOf(options.value),
        },
  );
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new CommandFailure(`--${issue?.path.join(".") ?? "service"}: ${issue?.message ?? "cannot be read"}`);
}

function formulaOf({ formula, formulaText, gives }: WhatIfOptions) {
  if (formulaText !== undefined) return { text: formulaText, gives: gives ?? "money" };
  if (formula === undefined) return undefined;
  const [code, version] = formula.split("@");
  return { code, version: Number(version) };
}

function millionthsOf(text: string): string {
  const value = parseExact(text);
  if (!value) throw new CommandFailure(`--value is a decimal, for example 51.20, not ${text}`);
  return String(toMillionths(value));
}

const refused = (refusal: Refusal): CommandFailure =>
  new CommandFailure(describeRefusal(refusal, "en")?.sentence ?? refusal.code);
