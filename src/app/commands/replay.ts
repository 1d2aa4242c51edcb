import { createWriteStream } from "node:fs";
import { finished } from "node:stream/promises";
import { availableParallelism } from "node:os";
import { moneyText } from "#core/money";
import type { Period } from "#core/period";
import { type CurrentRulesJudged, type JudgedSum, judgeCurrentRules } from "#flows/current-rules";
import { listBuildingsWithFacts, listChargedMonths, replayBuildings } from "#modules/charging";
import { BYTE_ORDER_MARK, csvLine, harmlessCell } from "#modules/gateways";
import type { Ctx } from "#platform/context";
import { withInstallation } from "./installation.ts";
import { CommandFailure, printResult, progressBar, roubles, seconds } from "./terminal.ts";

const BUILDINGS_AT_ONCE = 20 * Math.min(availableParallelism(), 4);

export interface ReplayOptions {
  /** Absent: all months that were charged. */
  readonly period?: Period;
  readonly withCurrentRules?: boolean;
  /** Where all the sums that differ are listed. */
  readonly csv?: string;
  readonly json?: boolean;
}

export async function replayCommand(options: ReplayOptions): Promise<void> {
  await withInstallation(async ({ ctx }) => {
    const charged = await ctx.transaction(listChargedMonths);
    const periods = charged.filter((one) => options.period === undefined || one === options.period);
    if (periods.length === 0)
      throw new CommandFailure(
        options.period === undefined
          ? "Nothing was charged yet: there are no facts to replay."
          : `Nothing was charged for ${options.period}: there are no facts to replay.`,
      );
    await (options.withCurrentRules ? judge(ctx, periods, options) : replay(ctx, periods, options));
  });
}

/** The kept facts give the kept lines: no difference is the only good answer. */
async function replay(ctx: Ctx, periods: readonly Period[], options: ReplayOptions): Promise<void> {
  const began = performance.now();
  const bar = progressBar("replay", periods.length, options.json);
  const months: {
    period: Period;
    buildings: number;
    documents: number;
    lines: number;
    differences: unknown[];
  }[] = [];
  for (const period of periods) {
    const buildings = await ctx.transaction((tx) => listBuildingsWithFacts(tx, period));
    const month = {
      period,
      buildings: buildings.length,
      documents: 0,
      lines: 0,
      differences: [] as unknown[],
    };
    for (let at = 0; at < buildings.length; at += BUILDINGS_AT_ONCE) {
      const some = buildings.slice(at, at + BUILDINGS_AT_ONCE);
      const result = await replayBuildings(ctx, { chargedFor: period, buildings: some });
      month.documents += result.replayed;
      month.lines += result.lines;
      month.differences.push(...result.differences);
    }
    months.push(month);
    bar.to(months.length);
  }
  bar.end();
  const differences = months.flatMap((month) => month.differences);
  printResult(options.json, options.period === undefined ? { months, differences } : months[0], [
    ...months.map(
      ({ period, buildings, documents, lines }) =>
        `${period}: ${buildings} buildings, ${documents} documents of facts, ${lines} lines replayed`,
    ),
    `${differences.length === 0 ? "No difference" : `${differences.length} differ`}, in ${seconds(began)}.`,
    ...differences.slice(0, 20).map((one) => `  ${JSON.stringify(one)}`),
  ]);
  if (differences.length > 0) throw new CommandFailure("The replay found differences.");
}

/** What the present rules would give otherwise than what was booked: a report, whatever it says. */
async function judge(ctx: Ctx, periods: readonly Period[], options: ReplayOptions): Promise<void> {
  const began = performance.now();
  const bar = progressBar("replay", periods.length, options.json);
  const file = options.csv === undefined ? undefined : createWriteStream(options.csv);
  const written = file && finished(file);
  // It may fail long before it is waited for.
  written?.catch(() => undefined);
  file?.write(BYTE_ORDER_MARK + csvLine(CSV_HEAD));
  const judged = await judgeCurrentRules(ctx, {
    periods,
    onSums: (sums) => file?.write(sums.map(csvOf).join("")),
    onMonth: (done) => bar.to(done),
  });
  file?.end();
  await written;
  bar.end();
  printResult(options.json, judged, [
    ...linesOf(judged),
    `in ${seconds(began)}; nothing was written${options.csv === undefined ? "" : ` but ${options.csv}`}`,
  ]);
  if (judged.failed.length > 0)
    throw new CommandFailure(
      `The present rules cannot calculate ${judged.failed.length} documents of facts.`,
    );
}

function linesOf({
  months,
  services,
  accounts,
  sums,
  booked,
  due,
  largest,
  failed,
}: CurrentRulesJudged): string[] {
  const documents = months.reduce((sum, month) => sum + month.documents, 0);
  const changed = months.reduce((sum, month) => sum + month.changed, 0);
  const span =
    months.length === 1 ? `${months[0]?.period}` : `${months[0]?.period} to ${months.at(-1)?.period}`;
  const head = `${span}: ${documents} documents of facts, ${changed} with other lines by the present rules`;
  const failures = failed
    .slice(0, 20)
    .map(({ period, building, run, reason }) => `! ${period}, building ${building}, run ${run}: ${reason}`);
  if (sums === 0) return [head, "Every sum is the one that was booked.", ...failures];
  return [
    head,
    `${sums} sums of ${accounts} accounts would be others: ${change(booked, due)}`,
    ...services.map(
      (one) => `  ${one.code}: ${change(one.booked, one.due)}, ${one.sums} sums of ${one.accounts} accounts`,
    ),
    "The largest:",
    ...largest.map(
      (one) =>
        `  ${one.number}, ${one.address}, ${one.code}${one.what === "charge" ? "" : ` (${one.what})`} for ${one.period}: ${change(one.booked.amount, one.due.amount)}`,
    ),
    ...failures,
  ];
}

const change = (booked: bigint, due: bigint): string =>
  `${roubles(booked)} → ${roubles(due)} (${due < booked ? "" : "+"}${roubles(due - booked)})`;

const CSV_HEAD = [
  "Building",
  "Address",
  "Account",
  "Service",
  "Provider",
  "Month",
  "Of",
  "Booked, ₽",
  "By the present rules, ₽",
  "Difference, ₽",
  "Run",
];

const csvOf = (sum: JudgedSum): string =>
  csvLine([
    String(sum.building),
    harmlessCell(sum.address),
    sum.number,
    sum.code,
    String(sum.provider),
    sum.period,
    sum.what,
    moneyText(sum.booked.amount),
    moneyText(sum.due.amount),
    moneyText(sum.due.amount - sum.booked.amount),
    String(sum.run),
  ]);
