import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { JobResponse } from "#contracts/access";
import type { BuildingId, OrganizationId, ServiceId } from "#core/ids";
import { periodOf, type Period } from "#core/period";
import { ok } from "#core/result";
import { audited, beginJob, findJob, recordAudit } from "#modules/access";
import { explanationSentence, renderExplanation, warningSentence } from "#modules/charging";
import { listServices, type Service } from "#modules/tariffs";
import type { Ctx } from "#platform/context";
import { found, granted, type Http, type Language } from "#platform/http";
import * as contract from "./what-if-contract.ts";
import { applyChange, type StatedChange, supposedChange } from "./what-if-change.ts";
import { csvOfTrial, xlsxOfTrial } from "./what-if-file.ts";
import {
  explainTried,
  trialTasks,
  type TrialPart,
  type TrialTask,
  tryChange,
  tryTask,
  type Tried,
  type TriedExplanation,
} from "./what-if.ts";

/** Does one task in whatever thread, and how many are done at once. */
export interface TrialThreads {
  readonly atOnce: number;
  work(task: TrialTask): Promise<TrialPart>;
}

/** A change tried on the books without touching them, and then put in force. */
export async function whatIfRoutes(
  app: Http,
  { filesDir, threads }: { filesDir: string; threads?: TrialThreads | undefined },
): Promise<void> {
  const tags = ["formulas"];

  app.route({
    method: "POST",
    url: "/api/what-if",
    config: { permission: "what_if.try" },
    schema: {
      tags,
      summary: "Try a value, a method or a formula on the books",
      description:
        "A job calculates the month with the change and without, and writes nothing: watch it at `/api/jobs/{job}`, read `/api/what-if/{job}`, fetch the accounts at `/api/jobs/{job}/file`.",
      body: contract.TrialRequest,
      response: { 202: JobResponse },
    },
    handler: async ({ ctx, body, id, log, language }, reply) => {
      const period = body.period ?? periodOf(ctx.today);
      const change = granted(await supposedChange(ctx, body.change, period));
      const scope = {
        organization: (body.organization ?? (change.organization || undefined)) as OrganizationId | undefined,
        building: (body.building ?? (change.building || undefined)) as BuildingId | undefined,
      };
      const tasks = granted(await trialTasks(ctx, { period, change, ...scope }));
      const services = await ctx.transaction((tx) => listServices(tx));
      const total = tasks.reduce((sum, task) => sum + task.buildings.length, 0);
      const job = await beginJob(
        ctx,
        {
          kind: "what_if",
          subject: `${body.change.kind} ${body.change.service}`,
          organization: scope.organization,
        },
        async (progress, number) => {
          await mkdir(filesDir, { recursive: true });
          const name = `whatif-${number}.${body.file}`;
          const make = body.file === "xlsx" ? xlsxOfTrial : csvOfTrial;
          const file = make(path.join(filesDir, name), { language, nameOf: namesIn(services, language) });
          let done = 0;
          const tried = await tryChange(tasks, {
            ...(threads ?? { atOnce: 1, work: (task: TrialTask) => tryTask(ctx, task) }),
            onPart: async (part) => {
              await file.add(part.differing);
              progress((done += part.buildings), total);
            },
          });
          await file.end();
          const explained = await explainTried(ctx, {
            period,
            change,
            accounts: tried.largest.slice(0, EXPLAINED),
          });
          await keep(filesDir, number, { period, change: body.change, tried, explained });
          const { accounts, affected, before, after } = tried;
          return ok({ file: name, accounts, affected, before, after });
        },
        (error) => log.error({ err: error }, "a trial failed"),
      );
      await recordAudit(ctx, {
        action: "what_if.tried",
        subject: `what-if ${body.change.service}`,
        organization: scope.organization,
        data: { period, job: job.id },
        requestId: id,
      });
      return reply.code(202).send(job);
    },
  });

  app.route({
    method: "GET",
    url: "/api/what-if/:job",
    config: { permission: "what_if.try" },
    schema: {
      tags,
      summary: "What a trial came to",
      params: contract.TrialPath,
      response: { 200: contract.TrialResponse },
    },
    handler: async ({ ctx, params, language }) => {
      const services = await ctx.transaction((tx) => listServices(tx));
      return trialResponse(params.job, await keptOf(ctx, filesDir, params.job), services, language);
    },
  });

  app.route({
    method: "POST",
    url: "/api/what-if/:job/application",
    config: { permission: "methods.set" },
    schema: {
      tags,
      summary: "Put a tried change in force from a day on",
      description: "By the ordinary deed: what is refused when a value or a method is set is refused here.",
      params: contract.TrialPath,
      body: contract.ApplyRequest,
      response: { 200: contract.AppliedResponse },
    },
    handler: async ({ ctx, params, body, id }) => {
      const { change } = await keptOf(ctx, filesDir, params.job);
      return audited(
        ctx,
        () => ({
          action: change.kind === "value" ? "tariff.set" : "method.set",
          subject:
            change.kind === "value"
              ? `tariff ${change.service} ${change.parameter}`
              : `method ${change.service}`,
          organization: change.organization as OrganizationId | undefined,
          data: { job: params.job, level: change.level, from: body.from, basis: body.basis },
          requestId: id,
        }),
        async (inner) => granted(await applyChange(inner, change, body)),
      );
    },
  });
}

const EXPLAINED = 10;

/** What is kept of a trial, beside its file: the change as stated, the sums, the workings of the largest changes. */
interface Kept {
  readonly period: Period;
  readonly change: StatedChange;
  readonly tried: Tried;
  readonly explained: readonly (TriedExplanation | undefined)[];
}

const fileOf = (filesDir: string, job: number): string => path.join(filesDir, `whatif-${job}.json`);

const keep = (filesDir: string, job: number, of: Kept): Promise<void> =>
  writeFile(
    fileOf(filesDir, job),
    JSON.stringify(of, (_, value: unknown) =>
      typeof value === "bigint" ? { [INTEGER]: String(value) } : value,
    ),
  );

/** Marks an integer, since JSON has none that hold a sum. */
const INTEGER = "$integer";
const integers = (_: string, value: unknown): unknown =>
  typeof value === "object" && value !== null && INTEGER in value ? BigInt(String(value[INTEGER])) : value;

/** A trial that is done and in sight; another's job, or one that is not a trial, is as if it were not there. */
async function keptOf(ctx: Ctx, filesDir: string, number: number): Promise<Kept> {
  const job = granted(await findJob(ctx, number));
  const text =
    job.kind === "what_if" && job.state === "done"
      ? await readFile(fileOf(filesDir, number), "utf8").catch((error: NodeJS.ErrnoException) => {
          if (error.code === "ENOENT") return undefined;
          throw error;
        })
      : undefined;
  const kept = found(text, { code: "what_if.no_result", job: number });
  return JSON.parse(kept, integers) as Kept;
}

const namesIn =
  (services: readonly Service[], language: Language) =>
  (id: ServiceId): string => {
    const service = services.find((of) => of.id === id);
    return (language === "ru" ? service?.nameRu : service?.nameEn) ?? String(id);
  };

function trialResponse(
  job: number,
  { period, change, tried, explained }: Kept,
  services: readonly Service[],
  language: Language,
): z.output<typeof contract.TrialResponse> {
  const nameOf = namesIn(services, language);
  const named = (service: ServiceId) => ({
    service: services.find((of) => of.id === service)?.code ?? String(service),
    name: nameOf(service),
  });
  return {
    job,
    period,
    change: z.encode(contract.TrialChange, change) as Record<string, unknown>,
    buildings: tried.buildings,
    accounts: tried.accounts,
    affected: tried.affected,
    before: tried.before,
    after: tried.after,
    services: tried.services.map(({ service, ...sums }) => ({ ...named(service), ...sums })),
    distribution: [...tried.distribution],
    largest: tried.largest.map((of, i) => {
      const own = explained[i];
      return {
        number: of.number,
        address: of.address,
        building: of.building,
        before: of.before,
        after: of.after,
        services: of.services.map(({ service, ...sums }) => ({ ...named(service), ...sums })),
        explained: own && {
          service: named(own.service).service,
          before: own.before ? explanationSentence(own.before, language, nameOf(own.service)) : "",
          after: own.after ? explanationSentence(own.after, language, nameOf(own.service)) : "",
          workings: own.after ? renderExplanation(own.after, language, nameOf(own.service)) : "",
        },
      };
    }),
    warnings: tried.warnings.map(({ code, buildings }) => ({
      code,
      sentence: warningSentence(code, language),
      buildings,
    })),
  };
}
