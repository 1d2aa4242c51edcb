import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import pg from "pg";
import copyStreams from "pg-copy-streams";
import type { OrganizationId, RunId } from "#core/ids";
import { day } from "#core/day";
import { firstDay, period, periodsFrom, previous } from "#core/period";
import { applyBuildings, applyDictionary } from "#flows/apply-city";
import { approveRun, discardRun, runProgress, startRuns } from "#flows/charge-run";
import { closeMonth } from "#flows/month-close";
import { syntheticCity } from "#flows/synthetic";
import { setPenaltyPolicy } from "#modules/charging";
import { approveFormula, setMethod, writeFormula } from "#modules/formulas";
import type { BuildingBundle } from "#modules/gateways";
import { openPeriod, setBusinessDate } from "#modules/organizations";
import { centerContext, contextOf, type Ctx } from "#platform/context";
import { type Database, openDatabase } from "#platform/database";
import { startPostgres } from "#platform/embedded-postgres";
import { migrate } from "#platform/migrate";
import { runWorkers } from "../src/app/run-workers.ts";
import { peakRss, report } from "./measure.ts";

const NOVEMBER = period("2026-11");
/** With penalties the months from here on are charged and closed unpaid first: the oldest debts are past day 31. */
const AUGUST = period("2026-08");
const REPETITIONS = 3;

/**
 * A month run of a synthetic city, every row written, against COPY of the same rows into an empty table of the same
 * shape and key. The floor is taken before and after; the run is repeated and its median counts. The floor of a run
 * with penalties is of the rows of its own month alone.
 */
export async function chargeRunBench(options: {
  accounts: number;
  workers: number;
  seed: number;
  /** Cold water of everybody is priced by a formula of the center's own. */
  ownFormula?: boolean;
  /** Every company asks for penalties, and nobody has paid for three months. */
  penalties?: boolean;
}): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), "paylogic-bench-"));
  const log = (sentence: string) => process.stderr.write(`${sentence}\n`);
  const server = await startPostgres({ dataDir: path.join(folder, "postgres"), log, temporary: true });
  try {
    await migrate(server.url("postgres"));
    const database = openDatabase(server.url("postgres", "paylogic_app"));
    const workers = runWorkers(server.url("postgres", "paylogic_app"), options.workers);
    const owner = new pg.Client({ connectionString: server.url("postgres") });
    await owner.connect();
    try {
      const organizations = await seed(await centerContext(database), options, log);
      if (options.ownFormula) await decideOwnFormula(database);
      if (options.penalties)
        await leaveUnpaid(await centerContext(database), organizations, (runs) => workers.work(runs));
      await owner.query("vacuum analyze");
      const ctx = await centerContext(database);
      const once = async () => {
        await owner.query("checkpoint");
        const began = performance.now();
        const started = await startRuns(
          ctx,
          organizations.map((organization) => ({ organization, period: NOVEMBER })),
        );
        const runs = started.map((one) => {
          if (!one.ok) throw new Error(JSON.stringify(one.refusal));
          return one.value.id;
        });
        await workers.work(runs);
        return { ms: performance.now() - began, runs };
      };
      const warm = await once();
      const lines = await linesOf(ctx, warm.runs);
      const rows = await rowsOf(owner);
      await discardAll(ctx, warm.runs);
      const floors = [await floor(owner, rows)];
      const values: number[] = [];
      for (let repetition = 0; repetition < REPETITIONS; repetition++) {
        const { ms, runs } = await once();
        values.push(ms);
        if ((await linesOf(ctx, runs)) !== lines)
          throw new Error("two runs of the same facts gave different numbers of lines");
        await discardAll(ctx, runs);
      }
      floors.push(await floor(owner, rows));
      const good = report({
        name: ["charge-run", options.ownFormula && "own-formula", options.penalties && "penalties"]
          .filter(Boolean)
          .join("-"),
        size: { accounts: options.accounts, lines, workers: options.workers },
        floors,
        values,
        most: 4,
        goal: 2.5,
        peakRssMiB: peakRss(),
      });
      if (!good) process.exitCode = 1;
    } finally {
      await workers.close();
      await owner.end();
      await database.close();
    }
  } finally {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** One person writes the formula, another approves it, and the city's cold water is calculated by it. */
async function decideOwnFormula(database: Database): Promise<void> {
  const by = (user: number) =>
    contextOf(database, {
      sees: "center",
      organizations: [],
      user,
      today: day("2026-11-30"),
    });
  const formula = { formula: "bench", version: 1 };
  allowed(
    await writeFormula(by(1), {
      formula: formula.formula,
      title: "bench",
      note: "",
      unit: "m3",
      gives: "money",
      text: "if volume > 3 m3 then 3 m3 * rate + (volume - 3 m3) * rate * 1.1 else volume * rate",
      cases: [{ name: "two", inputs: { volume: 2_000_000n, rate: 50_000_000n }, expected: 10_000n }],
    }),
  );
  allowed(await approveFormula(by(2), formula));
  allowed(
    await setMethod(by(2), {
      level: "city",
      service: "COLD_WATER",
      method: undefined,
      formula: { code: formula.formula, version: formula.version },
      volume: "law",
      missing: "law",
      area: "total",
      rounding: "kopecks",
      basis: "bench",
      from: firstDay(NOVEMBER),
    }),
  );
}

async function leaveUnpaid(
  ctx: Ctx,
  organizations: readonly OrganizationId[],
  work: (runs: readonly RunId[]) => Promise<void>,
): Promise<void> {
  for (const organization of organizations)
    allowed(
      await setPenaltyPolicy(ctx, {
        organization,
        from: firstDay(AUGUST),
        mode: "PAYMENT_DATE",
        legalSteps: "sector",
        basis: "bench",
      }),
    );
  for (const month of periodsFrom(AUGUST, previous(NOVEMBER))) {
    const started = await startRuns(
      ctx,
      organizations.map((organization) => ({ organization, period: month })),
    );
    const runs = started.map((one) => allowed(one).id);
    await work(runs);
    for (const run of runs) allowed(await approveRun(ctx, run));
    for (const organization of organizations) allowed(await closeMonth(ctx, { organization, period: month }));
  }
}

function allowed<T>(result: { ok: true; value: T } | { ok: false; refusal: unknown }): T {
  if (result.ok) return result.value;
  throw new Error(JSON.stringify(result.refusal).slice(0, 500));
}

async function seed(
  ctx: Ctx,
  options: { accounts: number; seed: number; penalties?: boolean },
  log: (sentence: string) => void,
) {
  const began = performance.now();
  const city = syntheticCity({ accounts: options.accounts, seed: options.seed, months: 8 });
  const dated = await setBusinessDate(ctx, day("2026-11-30"));
  if (!dated.ok) throw new Error(JSON.stringify(dated.refusal));
  const now = await centerContext(ctx.database);
  const codes = await applyDictionary(now, city.dictionary);
  if (!codes.ok) throw new Error(JSON.stringify(codes.refusal));
  const companies = city.dictionary.organizations.filter((row) => row.kind === "company");
  const managers = new Set<string>();
  const apply = async (bundles: readonly BuildingBundle[]) => {
    const applied = await applyBuildings(now, bundles, codes.value);
    if (!applied.ok) throw new Error(JSON.stringify(applied.refusal).slice(0, 500));
    for (const bundle of bundles)
      for (const row of bundle.buildings) if (row.manager) managers.add(row.manager);
  };
  let batch: BuildingBundle[] = [];
  for (const bundle of city.bundles()) {
    batch.push(bundle);
    if (batch.length < 20) continue;
    await apply(batch);
    batch = [];
  }
  await apply(batch);
  const organizations = companies
    .filter((row) => managers.has(row.code))
    .flatMap((row) => codes.value.get(row.code) ?? []);
  for (const organization of organizations)
    await openPeriod(now, organization, options.penalties ? AUGUST : NOVEMBER);
  log(`seeded ${options.accounts} accounts in ${((performance.now() - began) / 1000).toFixed(0)} s`);
  return organizations;
}

async function linesOf(ctx: Ctx, runs: readonly RunId[]): Promise<number> {
  let lines = 0;
  for (const run of runs) {
    const present = await runProgress(ctx, run);
    if (!present?.run.calculatedAt)
      throw new Error(
        `run ${run} did not end: ${JSON.stringify(present?.progress, (_, value: unknown) => (typeof value === "bigint" ? String(value) : value))}`,
      );
    lines += present.progress.lines;
  }
  return lines;
}

async function discardAll(ctx: Ctx, runs: readonly RunId[]): Promise<void> {
  for (const run of runs) await discardRun(ctx, run);
}

/** The rows that the run wrote, as the bytes of a binary COPY. */
async function rowsOf(owner: pg.Client): Promise<Buffer[]> {
  const chunks: Buffer[] = [];
  for await (const chunk of owner.query(
    copyStreams.to("copy (select * from ledger.entries where period = 202611) to stdout (format binary)"),
  )) {
    chunks.push(chunk as Buffer);
  }
  return chunks;
}

async function floor(owner: pg.Client, rows: readonly Buffer[]): Promise<number> {
  await owner.query("drop table if exists floor");
  await owner.query(
    "create table floor (like ledger.entries including defaults, primary key (building_id, account_id, period, batch, document_id, line_no))",
  );
  await owner.query("checkpoint");
  const began = performance.now();
  await pipeline(Readable.from(rows), owner.query(copyStreams.from("copy floor from stdin (format binary)")));
  const ms = performance.now() - began;
  await owner.query("drop table floor");
  return ms;
}
