import { existsSync } from "node:fs";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Day } from "#core/day";
import { type Database, flush, inHaste, openDatabase } from "#platform/database";
import { type Connection, connectTo, installationFrom } from "#platform/installation";
import { migrate } from "#platform/migrate";
import { Trouble } from "#platform/trouble";
import { runWorkers } from "./run-workers.ts";

// `npm start`: PostgreSQL, migrations, the demo town where the database is empty, the server; then the addresses.
// Whatever was begun is put on `undo` and is undone in reverse order when the process is asked to stop.

const installation = installationFrom(process.env);
const townFile = path.join(installation.dataDir, "demo-town");
const addressFile = path.join(installation.dataDir, "address");
const UNFINISHED = "unfinished\n";
const undo: (() => Promise<unknown>)[] = [];
let stopping = false;

listenForStop();
try {
  await start();
} catch (error) {
  // A stop in the middle of a step makes the step fail; that is no news.
  if (!stopping) {
    say(error instanceof Trouble ? error.message : String(error instanceof Error ? error.stack : error));
    await stop(1);
  }
}

async function start(): Promise<void> {
  const begun = performance.now();
  const host = process.env["HOST"] || "127.0.0.1";
  const connection = await step("PostgreSQL", () => connectTo(installation, say));
  undo.push(() => connection.close());
  await refuseSecondServer(connection);
  const port = await choosePort(host);
  await forgetUnfinishedTown(connection);
  await step("Database schema", () => migrateDatabase(connection));
  const database = openDatabase(connection.appUrl);
  undo.push(() => database.close());
  const demo = await demoTown(database, connection.appUrl);
  const { serve } = await import("./server.ts");
  const server = await step("Server", () =>
    serve({ database, port, host, dataDir: installation.dataDir, appUrl: connection.appUrl, demo, log: say }),
  );
  undo.push(() => server.close());
  await writeFile(addressFile, server.address);
  await announce(server.address, demo, (performance.now() - begun) / 1000);
}

// --- the steps -------------------------------------------------------------------------------------------------------

async function step<T>(title: string, work: () => Promise<T>): Promise<T> {
  const begun = performance.now();
  const result = await work();
  if (stopping) throw new Error("asked to stop");
  say(`${title}: ready in ${((performance.now() - begun) / 1000).toFixed(1)} s`);
  return result;
}

function migrateDatabase({ ownerUrl, appPassword }: Connection): Promise<string[]> {
  return migrate(ownerUrl, { log: say, ...(appPassword === undefined ? {} : { appPassword }) });
}

/** One server for one folder of data: two would work on each other's runs and print to the same files. */
async function refuseSecondServer(connection: Connection): Promise<void> {
  // One that is being stopped at this moment gets the time to finish.
  const patience = Date.now() + 5_000;
  for (let told = false; ; told = true) {
    const claim = await connection.claim("server", `process ${process.pid}`);
    if (claim.taken) return;
    if (Date.now() > patience) {
      const address = await readFile(addressFile, "utf8").catch(() => "");
      throw new Trouble(
        `Pay-logic already runs on ${installation.dataDir}: ${claim.holder}${address && `, ${address}`}. ` +
          `Use that one, or stop it first (Ctrl-C in its terminal${process.platform === "win32" ? "" : `, or: kill ${claim.holder.replace("process ", "")}`}). ` +
          "For a second installation set DATA_DIR to another folder.",
      );
    }
    if (!told) say("Another start holds these data; waiting in case it is stopping.");
    await sleep(500);
  }
}

/**
 * Fills an empty database with the demo town; DEMO=no leaves it empty. A file tells how far it came, since a half-made
 * town looks like a town. Gives true where the demo town lives.
 */
async function demoTown(database: Database, appUrl: string): Promise<boolean> {
  if (existsSync(townFile)) return true;
  if (process.env["DEMO"] === "no" || !(await isEmpty(database))) return false;
  await mkdir(installation.dataDir, { recursive: true });
  await writeFile(townFile, UNFINISHED);
  // Until the town is complete it is nobody's, and is made anew after a crash: no commit of it need wait for the disk.
  const url = inHaste(appUrl);
  const maker = openDatabase(url);
  const workers = runWorkers(url);
  const close = async () => {
    await workers.close();
    await maker.close();
  };
  undo.push(close);
  const { seedDemoTown } = await import("#flows/demo-town");
  await step("Demo town", () => seedDemoTown(maker, { work: (runs) => workers.work(runs), log: say }));
  await flush(database);
  await writeFile(townFile, "complete\n");
  undo.pop();
  await close();
  return true;
}

/** Asked as the center, since row-level security binds the owner of the tables, too. */
async function isEmpty(database: Database): Promise<boolean> {
  return await database.transaction(
    { sees: "center", organizations: [], today: "2000-01-01" as Day },
    async (tx) => {
      const [row] = await tx.query<{ empty: boolean }>(
        "select not exists (select from organizations.organizations) as empty",
      );
      return row?.empty === true;
    },
  );
}

/** A start that was cut short while it made the demo town left nothing of anybody's: the next one begins anew. */
async function forgetUnfinishedTown(connection: Connection): Promise<void> {
  if ((await readFile(townFile, "utf8").catch(() => "")) !== UNFINISHED) return;
  if (!connection.recreate) {
    throw new Trouble(
      "An earlier start was cut short while it made the demo town in the database of DATABASE_URL. " +
        `Drop that database and create it again, remove ${townFile}, and start once more.`,
    );
  }
  say("The last start was cut short while it made the demo town; making it anew.");
  await connection.recreate();
  await rm(townFile);
}

async function announce(address: string, demo: boolean, seconds: number): Promise<void> {
  say("");
  say(`Pay-logic is ready after ${seconds.toFixed(1)} s: ${address}`);
  say(`  portal      ${address}/`);
  say(`  workplaces  ${address}/app`);
  say(`  interface   ${address}/api   (contract: ${address}/api/openapi.json)`);
  say(
    `  data        ${installation.databaseUrl === undefined ? installation.dataDir : "the server of DATABASE_URL"}`,
  );
  if (demo) {
    const { DEMO_LOGINS, DEMO_RESIDENT } = await import("#flows/demo-town");
    say("  logins of the demo town:");
    const width = Math.max(...DEMO_LOGINS.map(({ login }) => login.length));
    for (const { login, password, role } of DEMO_LOGINS)
      say(`    ${login.padEnd(width)}   ${password}   ${role}`);
    say(`  private account  ${address}/lk   ${DEMO_RESIDENT.name}   ${DEMO_RESIDENT.password}`);
  }
  say("Ctrl-C stops everything.");
}

// --- where it listens ------------------------------------------------------------------------------------------------

/** PORT, or 8080 and the next free ones after it. */
async function choosePort(host: string): Promise<number> {
  const wanted = process.env["PORT"];
  if (wanted !== undefined && wanted !== "") {
    const port = Number(wanted);
    if (!Number.isInteger(port) || port < 0 || port > 65_535)
      throw new Trouble(`PORT is "${wanted}"; a number from 0 to 65535 is wanted.`);
    await refuseTaken(port, host);
    return port;
  }
  for (let port = 8080; port < 8180; port++) {
    const problem = await listenProblem(port, host);
    if (problem === undefined) {
      if (port !== 8080) say(`Port 8080 is taken by another program; using ${port}. Set PORT to choose.`);
      return port;
    }
    if (problem !== "EADDRINUSE")
      throw new Trouble(`Cannot listen on ${host}: ${problem}. Set HOST to an address of this machine.`);
  }
  throw new Trouble("The ports 8080 to 8179 are all taken. Set PORT to a free one.");
}

async function refuseTaken(port: number, host: string): Promise<void> {
  const problem = await listenProblem(port, host);
  if (problem === "EADDRINUSE")
    throw new Trouble(`Port ${port} is taken by another program. Stop it, or set PORT to another one.`);
  if (problem === "EACCES")
    throw new Trouble(`Port ${port} is open to the administrator only. Set PORT to one above 1023.`);
  if (problem !== undefined) throw new Trouble(`Cannot listen on ${host}, port ${port}: ${problem}.`);
}

function listenProblem(port: number, host: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    probe.listen(port, host, () => probe.close(() => resolve(undefined)));
  });
}

// --- stopping --------------------------------------------------------------------------------------------------------

function listenForStop(): void {
  // Who read our words may be gone first; that must not cut the orderly stop short.
  process.stdout.on("error", () => undefined);
  let asked: number | undefined;
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => {
      // npm passes a terminal's Ctrl-C on, so the same one may arrive twice; a later second one is impatience.
      if (asked !== undefined && performance.now() - asked > 1_000) process.exit(1);
      asked ??= performance.now();
      void stop(0);
    });
  }
  // The launcher (scripts/launch.mjs) is gone, perhaps killed: nobody could stop this process from a terminal.
  process.on("disconnect", () => void stop(0));
  process.channel?.unref();
}

/** Ends this process when everything is undone, or after ten seconds: PostgreSQL's guard stops what then remains. */
async function stop(exitCode: number): Promise<void> {
  if (stopping) return;
  stopping = true;
  if (undo.length > 0) say("Stopping.");
  setTimeout(() => process.exit(1), 10_000).unref();
  for (const step of undo.splice(0).reverse()) {
    await step().catch((error: unknown) =>
      say(`While stopping: ${error instanceof Error ? error.message : String(error)}`),
    );
  }
  process.exit(exitCode);
}

function say(sentence: string): void {
  process.stdout.write(`${sentence}\n`);
}
