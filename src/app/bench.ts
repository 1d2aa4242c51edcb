import { Command, InvalidArgumentError } from "commander";
import { chargeRunBench } from "../../bench/charge-run.ts";
import { ownFormulaBench } from "../../bench/own-formula.ts";
import { payBench } from "../../bench/pay.ts";
import { recalcBench } from "../../bench/recalc.ts";
import { registerBench } from "../../bench/register.ts";
import { type ResidentsBenchOptions, residentsBench } from "../../bench/residents.ts";
import { reportFailure } from "./commands/terminal.ts";

// `npm run bench -- NAME`: one benchmark against its floor, measured in the same run. See quality.md section 5.
const program = new Command("bench").description("benchmarks with their floors");

function size(value: string): number {
  const accounts = Number(value);
  if (!Number.isSafeInteger(accounts) || accounts < 100)
    throw new InvalidArgumentError("a number of accounts, 100 or more");
  return accounts;
}

program
  .command("charge-run")
  .description("a month of a synthetic city: facts read, charged, written; against COPY of the same rows")
  .option("--accounts <number>", "size of the city", size, 10_000)
  .option("--workers <number>", "worker threads", Number, 2)
  .option("--seed <number>", "seed of the city", Number, 1)
  .option("--own-formula", "cold water of everybody by a formula of the center's own", false)
  .option("--penalties", "three unpaid months before it, and penalties of them", false)
  .action(
    async (options: {
      accounts: number;
      workers: number;
      seed: number;
      ownFormula: boolean;
      penalties: boolean;
    }) => chargeRunBench(options),
  );

program
  .command("own-formula")
  .description(
    "one service by a formula of the center's own, against the law's formula: the calculation alone",
  )
  .option("--flats <number>", "flats of a house", Number, 100)
  .option("--houses <number>", "houses a repetition", Number, 200)
  .action((options: { flats: number; houses: number }) => ownFormulaBench(options));

program
  .command("recalc")
  .description(
    "a corrected reading of a house of a hundred flats, months back: all months since are charged again",
  )
  .option("--months <number>", "how far back", Number, 12)
  .action(async (options: { months: number }) => recalcBench(options));

program
  .command("pay")
  .description(
    "checks and payments of agents over HTTP, spread and to one organization; against the least posting transaction",
  )
  .option("--payments <number>", "payments of one measurement", Number, 2_000)
  .option("--seconds <number>", "of the fixed rate of 200 a second", Number, 10)
  .action(async (options: { payments: number; seconds: number }) => payBench(options));

program
  .command("register")
  .description(
    "a bank's file from its bytes to posted payments; against COPY of the rows that it leaves behind",
  )
  .option("--lines <number>", "lines of the file", size, 10_000)
  .action(async (options: { lines: number }) => registerBench(options));

program
  .command("residents")
  .description(
    "residents who open home, bills and a bill at a fixed rate, on a running town that nobody needs",
  )
  .requiredOption("--address <url>", "of the server")
  .requiredOption("--database <url>", "of its database")
  .option("--residents <number>", "accounts that are opened", Number, 200)
  .option("--per-second <number>", "pages a second", Number, 200)
  .option("--seconds <number>", "how long", Number, 10)
  .option("--period <month>", "whose bill is opened", "2026-10")
  .option("--run <login:password:organization:month>", "a run that works meanwhile")
  .action(async (options: ResidentsBenchOptions) => residentsBench(options));

try {
  await program.parseAsync();
} catch (error) {
  reportFailure(error);
}
