import { createReadStream } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { createGunzip } from "node:zlib";
import { importHouses, type ImportReport, importTemplates, isHousesHeader } from "#flows/import-city";
import {
  doubtsCsv,
  doubtSentence,
  fileRefusalSentence,
  refusalSentence,
  refusedRowsCsv,
  SHEET_NAMES,
  writeTemplateCsv,
  writeTemplateXlsx,
} from "#modules/gateways";
import { previous, periodOf } from "#core/period";
import { withInstallation } from "./installation.ts";
import { CommandFailure, type Progress, printResult, progressBar, seconds } from "./terminal.ts";

interface ImportCommandOptions {
  readonly out: string;
  readonly format?: string;
  readonly dryRun?: boolean;
  readonly refused?: string;
  readonly json?: boolean;
}

export async function importCommand(files: readonly string[], options: ImportCommandOptions): Promise<void> {
  if (files[0] === "template") return writeTemplates(options);
  if (files.length === 0)
    throw new CommandFailure("Name the files to import, or `template` to write the empty templates.");
  if (options.format !== undefined && options.format !== "template" && options.format !== "houses-2016") {
    throw new CommandFailure("--format is template or houses-2016; without it the file's heading decides.");
  }
  const [first = ""] = files;
  const houses =
    options.format === "houses-2016" ||
    (options.format === undefined && isHousesHeader(await firstLine(first)));
  if (houses && files.length > 1) throw new CommandFailure("The open-data houses file is imported alone.");
  await withInstallation(async ({ ctx }) => {
    const began = performance.now();
    let bar: Progress | undefined;
    const flow = {
      dryRun: options.dryRun ?? false,
      // A company that comes over is charged from the month before the business date's on.
      firstMonth: previous(periodOf(ctx.today)),
      onProgress: (done: number, total: number) => {
        bar ??= progressBar("import", total, options.json);
        bar.to(done);
      },
    };
    const result = houses
      ? await importHouses(ctx, createReadStream(first), flow)
      : await importTemplates(
          ctx,
          await Promise.all(
            files.map(async (name) => ({ name: path.basename(name), bytes: await readFile(name) })),
          ),
          flow,
        );
    bar?.end();
    if (!result.ok) throw new CommandFailure(fileRefusalSentence("en", result.refusal));
    const report = result.value;
    const written = options.refused ? await writeProblems(options.refused, report) : [];
    printResult(options.json, { ...report, header: undefined }, [
      ...summaryOf(report),
      ...written,
      `in ${seconds(began)}`,
    ]);
    if (report.refused.length > 0) process.exitCode = 1;
  });
}

function summaryOf(report: ImportReport): string[] {
  const changes = Object.entries(report.changes).map(([what, counts]) => `  ${what}: ${countsText(counts)}`);
  const doubts = countBy(report.doubts.map((doubt) => doubt.rule));
  const refusals = countBy(report.refused.map((refusal) => refusal.code));
  return [
    `${report.dryRun ? "dry run, nothing changed: " : ""}${report.rows} rows read, ${report.organizations} organizations, ${report.buildings} buildings applied`,
    ...changes,
    ...(report.filledIn.length > 0 ? [`${report.filledIn.length} empty cells filled in`] : []),
    `${report.refused.length} rows refused${report.refusedBuildings.length > 0 ? `, ${report.refusedBuildings.length} buildings left out whole` : ""}`,
    ...refusals.map(([code, count]) => `  ${code}: ${count}`),
    ...report.refused
      .slice(0, 5)
      .map((refusal) => `    row ${refusal.row}: ${refusalSentence("en", refusal)}`),
    `${report.doubts.length} doubts`,
    ...doubts.map(([rule, count]) => `  ${rule}: ${count}`),
    ...report.doubts.slice(0, 3).map((doubt) => `    row ${doubt.row}: ${doubtSentence("en", doubt)}`),
  ];
}

const countsText = (counts: unknown): string =>
  typeof counts === "object" && counts !== null
    ? Object.entries(counts)
        .map(([what, count]) => `${String(count)} ${what}`)
        .join(", ")
    : String(counts);

function countBy(names: readonly string[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]);
}

/** `refused.csv`, and beside it `refused.doubts.csv` where there are doubts. */
async function writeProblems(file: string, report: ImportReport): Promise<string[]> {
  await writeFile(file, [...refusedRowsCsv(report.header, report.refused, "en")].join(""));
  const doubts = `${file.replace(/\.csv$/, "")}.doubts.csv`;
  await writeFile(doubts, [...doubtsCsv(report.doubts, "en")].join(""));
  return [`refused rows: ${file}`, `doubts: ${doubts}`];
}

async function writeTemplates(options: ImportCommandOptions): Promise<void> {
  await mkdir(options.out, { recursive: true });
  const files: string[] = [];
  const write = async (name: string, bytes: string | Uint8Array) => {
    const file = path.join(options.out, name);
    await writeFile(file, bytes);
    files.push(file);
  };
  await write("city.ru.xlsx", await writeTemplateXlsx("ru"));
  await write("city.en.xlsx", await writeTemplateXlsx("en"));
  for (const name of SHEET_NAMES) await write(`${name}.csv`, [...writeTemplateCsv(name, "en")].join(""));
  printResult(options.json, { files }, files);
}

async function firstLine(file: string): Promise<string> {
  const stream = createReadStream(file, { end: 65_535 });
  const chunks: Buffer[] = [];
  try {
    const source = file.endsWith(".gz") ? stream.pipe(createGunzip()) : stream;
    for await (const chunk of source) chunks.push(chunk as Buffer);
  } catch (error) {
    // A packed beginning of a file ends in the middle; what came before it is enough for the heading.
    if (chunks.length === 0) {
      throw new CommandFailure(
        `${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  }
  return Buffer.concat(chunks).toString("utf8").split("\n", 1)[0] ?? "";
}
