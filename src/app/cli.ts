import { Command, InvalidArgumentError, Option } from "commander";
import { parsePeriod, type Period } from "#core/period";
import { reportFailure } from "./commands/terminal.ts";

// The command line: wiring only. Each command imports its own code when it is called, so `--help` is instant.
const program = new Command("paylogic")
  .description("Pay-logic, the billing center of a city: charges by law, ledger, receipts, payments.")
  .version("0.1.0")
  .configureHelp({ sortSubcommands: false })
  .showHelpAfterError("(see --help)");

const json = () => new Option("--json", "print the result as JSON for machines, and no progress");
const organization = () =>
  new Option("--organization <code>", "code (INN) or number of the organization; absent: all").argParser(
    String,
  );

function periodOption(value: string): Period {
  const period = parsePeriod(value);
  if (!period) throw new InvalidArgumentError("a period is written as 2026-11");
  return period;
}

function countOption(value: string): number {
  const count = Number(value);
  if (!Number.isSafeInteger(count) || count < 0) throw new InvalidArgumentError("a whole number is wanted");
  return count;
}

program
  .command("serve")
  .description("serve the HTTP interface and work on runs (PORT, HOST, DATABASE_URL, DATA_DIR)")
  .addOption(
    new Option("--port <number>", "port to listen on").env("PORT").default(8080).argParser(countOption),
  )
  .addOption(new Option("--host <address>", "address to listen on").env("HOST").default("127.0.0.1"))
  .action(async (options) => (await import("./commands/serve.ts")).serveCommand(options));

program
  .command("work")
  .description("work on unfinished charge runs, on this machine, until stopped")
  .option("--once", "stop when nothing is left to do")
  .addOption(json())
  .action(async (options) => (await import("./commands/work.ts")).workCommand(options));

program
  .command("migrate")
  .description("bring the database to the present")
  .addOption(json())
  .action(async (options) => (await import("./commands/migrate.ts")).migrateCommand(options));

program
  .command("seed")
  .description("fill an empty database with a synthetic city, or imported buildings with synthetic people")
  .option("--accounts <number>", "size of the synthetic city", countOption)
  .option("--seed <number>", "the same seed gives the same city, byte for byte", countOption, 1)
  .option("--on-imported-buildings", "fill the imported buildings that have areas and flats")
  .option(
    "--through <period>",
    "the last month with readings; absent: the month before the business date's",
    periodOption,
  )
  .option("--months <number>", "months of readings", countOption)
  .option("--demo-town", "the demo town with its two years of life")
  .addOption(json())
  .action(async (options) => (await import("./commands/seed.ts")).seedCommand(options));

program
  .command("import")
  .description("import a city: own templates (XLSX, CSV) or the open-data houses file")
  .argument("[files...]", "files to read; with `template` as the first word, writes the templates instead")
  .option("--out <folder>", "where `import template` writes", ".")
  .option("--format <name>", "houses-2016 or template; found out from the file when absent")
  .option("--dry-run", "read and check every row, change nothing")
  .option("--refused <file>", "where to write the refused and doubted rows (CSV)")
  .addOption(json())
  .action(async (files, options) => (await import("./commands/import.ts")).importCommand(files, options));

program
  .command("charge-run")
  .description("calculate a month as a draft; with --approve also book it")
  .requiredOption("--period <period>", "the month to charge, 2026-11", periodOption)
  .addOption(organization())
  .option("--approve", "approve the draft when it is calculated")
  .option("--replace", "discard an existing draft of the month first")
  .option("--accept-missing-rates", "charge nothing for services without a rate in force")
  .option("--workers <number>", "worker threads; absent: one a core", countOption)
  .addOption(json())
  .action(async (options) => (await import("./commands/charge-run.ts")).chargeRunCommand(options));

program
  .command("recalculate")
  .description(
    "charge again the months that late facts have reached; differences are booked in the open month",
  )
  .addOption(organization())
  .option("--list", "only say what waits")
  .option("--workers <number>", "worker threads; absent: one a core", countOption)
  .addOption(json())
  .action(async (options) => (await import("./commands/recalculate.ts")).recalculateCommand(options));

program
  .command("settle")
  .description("draft what is due to providers through a month and was not settled before")
  .requiredOption(
    "--period <period>",
    "the month, 2026-11; of a month that runs, through today",
    periodOption,
  )
  .addOption(organization())
  .option("--provider <code>", "code (INN) or number of the provider; absent: all", String)
  .addOption(json())
  .action(async (options) => (await import("./commands/settle.ts")).settleCommand(options));

program
  .command("benefits")
  .description("write the month's register of benefits for the social office, as CSV or XLSX")
  .requiredOption("--period <period>", "the month of the books", periodOption)
  .requiredOption("--organization <code>", "code (INN) or number of the organization", String)
  .option("--out <file>", "name of the file, .csv or .xlsx")
  .option("--language <language>", "ru or en", "ru")
  .addOption(json())
  .action(async (options) => (await import("./commands/benefits.ts")).benefitsCommand(options));

program
  .command("what-if")
  .description("try a tariff, norm, calculation method or formula on the books: nothing is written")
  .requiredOption("--service <code>", "COLD_WATER, HEATING …")
  .option("--value <decimal>", "a new rate or norm; absent: a method is tried")
  .option("--parameter <name>", "what the value is: rate, norm, multiplier …", "rate")
  .option("--variant <name>", "improvement degree or consumer group of the value")
  .option("--zone <number>", "zone of the rate", countOption)
  .option("--method <name>", "a method of the law; absent: that of the terms")
  .option("--formula <code@version>", "a version of an own formula, of any state")
  .option("--formula-text <text>", "a formula that is not saved")
  .option("--gives <what>", "what the text gives: money or volume")
  .option("--volume <source>", "law or norm")
  .option("--missing <what>", "where a reading was not given: law, norm or nothing")
  .option("--area <which>", "total or heated")
  .option("--rounding <how>", "kopecks, kopecks_down or roubles")
  .option("--period <period>", "the month that is calculated; absent: the present one", periodOption)
  .addOption(new Option("--organization <code>", "its value, tried on its buildings; absent: the city's"))
  .option("--building <number>", "this building's, tried on it alone", countOption)
  .option("--csv <file>", "every account that would owe another sum")
  .option("--workers <number>", "worker threads; absent: one a core but one", countOption)
  .addOption(json())
  .action(async (options) => (await import("./commands/what-if.ts")).whatIfCommand(options));

program
  .command("approve")
  .description("approve calculated drafts: from then on their entries count")
  .requiredOption("--period <period>", "the month charged", periodOption)
  .addOption(organization())
  .addOption(json())
  .action(async (options) => (await import("./commands/charge-run.ts")).approveCommand(options));

program
  .command("close")
  .description("close the open month and open the next one")
  .requiredOption("--period <period>", "the month to close", periodOption)
  .addOption(organization())
  .option("--uncharged", "close although nothing was charged for the month")
  .addOption(json())
  .action(async (options) => (await import("./commands/close.ts")).closeCommand(options));

program
  .command("print")
  .description("issue the receipts of one organization's month and write them as one PDF")
  .requiredOption("--period <period>", "the month", periodOption)
  .addOption(organization().makeOptionMandatory())
  .option("--out <file>", "the file to write; absent: receipts-CODE-PERIOD.pdf")
  .option("--language <ru|en>", "language of newly issued receipts", "ru")
  .option(
    "--duplex",
    "begin every receipt on a new sheet of a two-sided print, with a blank side where needed",
  )
  .addOption(json())
  .action(async (options) => (await import("./commands/print.ts")).printCommand(options));

program
  .command("explain")
  .description("show how an account's charges of a month came about, from the facts kept with the run")
  .requiredOption("--account <number>", "account number")
  .requiredOption("--period <period>", "the month charged", periodOption)
  .option("--service <code>", "one service, e.g. HEATING; absent: all")
  .option("--language <ru|en>", "language of the workings", "ru")
  .addOption(json())
  .action(async (options) => (await import("./commands/explain.ts")).explainCommand(options));

program
  .command("replay")
  .description("recalculate from the kept facts and compare: no difference is the only good answer")
  .option("--period <period>", "the month charged; absent: all of them", periodOption)
  .option(
    "--with-current-rules",
    "a report instead: what the present rules would give otherwise than what was booked",
  )
  .option("--csv <file>", "with it, list every sum that would be another in this file")
  .addOption(json())
  .action(async (options) => (await import("./commands/replay.ts")).replayCommand(options));

program
  .command("verify")
  .description("check the invariants of the books on this database")
  .addOption(json())
  .action(async (options) => (await import("./commands/verify.ts")).verifyCommand(options));

program
  .command("vectors")
  .description("run charge vectors through the product's own formulas")
  .argument("[files...]", "JSON files of the form of charge-vectors.json; absent: those of the product")
  .option("--area <prefixes>", "only these areas, e.g. HEAT,CW")
  .addOption(json())
  .action(async (files, options) => (await import("./commands/vectors.ts")).vectorsCommand(files, options));

const gateway = program.command("gateway").description("files of banks and agents, read or taken by hand");

gateway
  .command("read")
  .description("read a register: rows, refusals with their lines, totals; without --profile, say which fit")
  .argument("<file>", "the register")
  .option("--profile <code>", "a profile of `gateway profiles`, or a JSON file with one of your own")
  .option("--companion <file>", "the receipt or batch file that came with it")
  .option("--language <ru|en>", "language of the refusals", "en")
  .addOption(json())
  .action(async (file, options) => (await import("./commands/gateway.ts")).gatewayReadCommand(file, options));

gateway
  .command("take")
  .description("take a register: keep it, read it, book it whole or not at all")
  .argument("<file>", "the register")
  .requiredOption("--agent <code>", "whose file it is")
  .option("--profile <code>", "a profile of `gateway profiles`; absent: found out of the file")
  .option("--companion <file>", "the receipt or batch file that came with it")
  .option("--language <ru|en>", "language of the refusals", "en")
  .addOption(json())
  .action(async (file, options) =>
    (await import("./commands/gateway-take.ts")).gatewayTakeCommand(file, options),
  );

gateway
  .command("profiles")
  .description("list the product's profiles of registers")
  .addOption(json())
  .action(async (options) => (await import("./commands/gateway.ts")).gatewayProfilesCommand(options));

gateway
  .command("debts")
  .description(
    "registers of debts and charges for banks and agents: list them, make a file, or give a file again as it was",
  )
  .option("--make <register>", "number of the register whose file is made, as of today")
  .option("--month <month>", "of charges: the month, 2026-10; otherwise the last that is charged")
  .option("--file <file>", "number of a file that was made")
  .option("--out <folder>", "where the file is written", ".")
  .option("--language <ru|en>", "language of the refusals", "en")
  .addOption(json())
  .action(async (options) => (await import("./commands/gateway-debts.ts")).gatewayDebtsCommand(options));

try {
  await program.parseAsync();
} catch (error) {
  reportFailure(error);
}
