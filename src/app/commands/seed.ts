import { type Period } from "#core/period";
import { seedDemoTown } from "#flows/demo-town";
import {
  seedImportedBuildings,
  type Seeded,
  type SeedRefusal,
  seedSyntheticCity,
} from "#flows/seed-buildings";
import type { Result } from "#core/result";
import { runWorkers } from "../run-workers.ts";
import { withInstallation } from "./installation.ts";
import { CommandFailure, jsonable, type Progress, printResult, progressBar, seconds } from "./terminal.ts";

interface SeedCommandOptions {
  readonly accounts?: number;
  readonly seed: number;
  readonly onImportedBuildings?: boolean;
  readonly demoTown?: boolean;
  readonly through?: Period;
  readonly months?: number;
  readonly json?: boolean;
}

/** Fills a database with made-up people: one of the three ways is chosen by its option. */
export async function seedCommand(options: SeedCommandOptions): Promise<void> {
  const ways = [options.accounts !== undefined, options.onImportedBuildings, options.demoTown].filter(
    Boolean,
  ).length;
  if (ways !== 1)
    throw new CommandFailure("Say one of --accounts N, --on-imported-buildings and --demo-town.");
  await withInstallation(async ({ ctx, database, appUrl }) => {
    const began = performance.now();
    if (options.demoTown) {
      const workers = runWorkers(appUrl);
      try {
        const town = await seedDemoTown(database, {
          work: (runs) => workers.work(runs),
          log: (sentence) => process.stderr.write(`${sentence}\n`),
        });
        printResult(options.json, town, [
          `${town.buildings} buildings, ${town.accounts} accounts, ${town.open} is open, in ${seconds(began)}`,
        ]);
      } finally {
        await workers.close();
      }
      return;
    }
    let bar: Progress | undefined;
    const common = {
      seed: options.seed,
      ...(options.through ? { through: options.through } : {}),
      ...(options.months === undefined ? {} : { months: options.months }),
      onProgress: (done: number, total: number) => {
        bar ??= progressBar("seed", total, options.json);
        bar.to(done);
      },
    };
    const seeded: Result<Seeded, SeedRefusal> =
      options.accounts === undefined
        ? await seedImportedBuildings(ctx, common)
        : await seedSyntheticCity(ctx, { ...common, accounts: options.accounts });
    bar?.end();
    if (!seeded.ok) {
      if (seeded.refusal.code === "seed.nothing_imported") {
        throw new CommandFailure("No imported building has areas and flats. Import the houses file first.");
      }
      throw new CommandFailure(`The seed was refused: ${JSON.stringify(seeded.refusal, jsonable)}`);
    }
    const { value } = seeded;
    printResult(options.json, value, [
      `${value.buildings} buildings, ${value.premises} premises, ${value.accounts} accounts, ${value.residents} residents, ` +
        `${value.meters} meters, ${value.readings} readings; ${value.period} is open; in ${seconds(began)}`,
      ...(value.skipped > 0 ? [`${value.skipped} buildings had people already and were left alone`] : []),
      ...value.refused.map(
        (one) => `refused: building ${one.building}: ${JSON.stringify(one.refusal, jsonable)}`,
      ),
    ]);
    if (value.refused.length > 0) process.exitCode = 1;
  });
}
