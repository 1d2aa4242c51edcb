import { mkdtemp } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { Command, InvalidArgumentError } from "commander";
import { openDatabase } from "#platform/database";
import { startPostgres } from "#platform/embedded-postgres";
import { APP_ROLE, migrate } from "#platform/migrate";
import { simulate } from "./simulate.ts";

// `npm run simulate -- --seed N`: a small town lives day by day, on a PostgreSQL of its own that is thrown away.
const program = new Command("simulate")
  .description("two years of a small town, day by day, with all guarantees after every day")
  .requiredOption("--seed <number>", "the same seed lives the same life", count)
  .option("--months <number>", "how long it lives", count, 24)
  .option("--law", "absences, failures of supply, benefits, shares and methods as well")
  .option("--verbose", "print every day's deeds");

function count(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1) throw new InvalidArgumentError("a whole number is wanted");
  return value;
}

interface Options {
  readonly seed: number;
  readonly months: number;
  readonly verbose?: boolean;
  readonly law?: boolean;
}

async function live({ seed, months, verbose, law }: Options): Promise<void> {
  const began = performance.now();
  const dataDir = await mkdtemp(path.join(os.tmpdir(), "pay-logic-simulate-"));
  const server = await startPostgres({
    dataDir,
    temporary: true,
    log: (sentence) => process.stderr.write(`${sentence}\n`),
    settings: { fsync: "off", synchronous_commit: "off", full_page_writes: "off", jit: "off" },
  });
  try {
    await migrate(server.url("postgres"));
    const database = openDatabase(server.url("postgres", APP_ROLE), { max: 4 });
    try {
      const lived = await simulate(database, {
        seed,
        months,
        law: law ?? false,
        tell: (day, deeds) => {
          if (verbose) process.stdout.write(`${day}  ${deeds.join("; ")}\n`);
        },
      });
      process.stdout.write(
        `Seed ${seed}: ${lived.days} days, ${lived.deeds} deeds, ${lived.payments} payments, ${lived.runs} runs, ${lived.entries} entries; every guarantee held after every day. ${((performance.now() - began) / 1000).toFixed(1)} s\n`,
      );
    } finally {
      await database.close();
    }
  } finally {
    await server.stop();
  }
}

await program.parseAsync();
try {
  await live(program.opts<Options>());
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
