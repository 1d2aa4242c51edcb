import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { must } from "#core/assert";
import { addDays, type Day } from "#core/day";
import type { OrganizationId, RunId } from "#core/ids";
import { addMonths, endDay, type Period, period, periodsFrom } from "#core/period";
import { applyBuildings, applyDictionary } from "#flows/apply-city";
import { approveRun, startRun } from "#flows/charge-run";
import { closeMonth } from "#flows/month-close";
import { monthsWaiting, recalculateWaiting } from "#flows/recalculate";
import { syntheticCity } from "#flows/synthetic";
import { acceptReadings, type NewReading } from "#modules/metering";
import { openPeriod, setBusinessDate } from "#modules/organizations";
import { centerContext, type Ctx } from "#platform/context";
import { openDatabase } from "#platform/database";
import { startPostgres } from "#platform/embedded-postgres";
import { migrate } from "#platform/migrate";
import { runWorkers } from "../src/app/run-workers.ts";
import { peakRss, report } from "./measure.ts";

const LAST = period("2026-11");
const BUILDINGS = 10;
const REPETITIONS = 3;

/**
 * A corrected reading of a house of a hundred flats, so many months back: all of its months since then are charged
 * again and approved, one after another. The floor is the house's share of the charge runs of ten such houses, times
 * the months; it is taken before and after.
 */
export async function recalcBench({ months }: { months: number }): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), "paylogic-bench-"));
  const log = (sentence: string) => process.stderr.write(`${sentence}\n`);
  const server = await startPostgres({ dataDir: path.join(folder, "postgres"), log, temporary: true });
  try {
    await migrate(server.url("postgres"));
    const database = openDatabase(server.url("postgres", "paylogic_app"));
    const workers = runWorkers(server.url("postgres", "paylogic_app"), 2);
    try {
      const first = addMonths(LAST, -months);
      const company = await settle(await centerContext(database), first, months);
      const ctx = await centerContext(database);
      const work = (run: RunId) => workers.work([run]);
      const floors: number[] = [];
      for (const month of periodsFrom(first, LAST)) {
        const took = await charge(ctx, { company, month, work });
        // The first month pays for what is new, the last ones are the floor's two takes.
        if (month >= addMonths(LAST, -1)) floors.push((took / BUILDINGS) * (months + 1));
        if (month !== LAST) allowed(await closeMonth(ctx, { organization: company, period: month }));
      }
      log(`charged ${months + 1} months of ${BUILDINGS} houses`);
      const values: number[] = [];
      for (let repetition = 0; repetition < REPETITIONS; repetition++) {
        await correctReading(ctx, first);
        const waiting = await monthsWaiting(ctx, { organization: company });
        if (waiting.length !== months + 1 || waiting.some((month) => month.buildings.length !== 1))
          throw new Error(`one house was to wait for ${months + 1} months, not ${JSON.stringify(waiting)}`);
        const began = performance.now();
        const done = allowed(await recalculateWaiting(ctx, { organization: company, work }));
        values.push(performance.now() - began);
        if (done.stopped) throw new Error(JSON.stringify(done.stopped.refusal));
      }
      const good = report({
        name: "recalc",
        size: { months: months + 1, flats: 100 },
        floors,
        values,
        most: 4,
        goal: 2,
        peakRssMiB: peakRss(),
      });
      if (!good) process.exitCode = 1;
    } finally {
      await workers.close();
      await database.close();
    }
  } finally {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function settle(ctx: Ctx, first: Period, months: number): Promise<OrganizationId> {
  const city = syntheticCity({ accounts: BUILDINGS * 100, seed: 1, months: months + 8, through: LAST });
  allowed(await setBusinessDate(ctx, addDays(endDay(LAST), -1)));
  const now = await centerContext(ctx.database);
  const codes = allowed(await applyDictionary(now, city.dictionary));
  const bundles = [...city.bundles()];
  allowed(await applyBuildings(now, bundles, codes));
  const company = must(codes.get(bundles[0]?.buildings[0]?.manager ?? ""), "the company");
  allowed(await openPeriod(now, company, first));
  return company;
}

async function charge(
  ctx: Ctx,
  of: { company: OrganizationId; month: Period; work: (run: RunId) => Promise<void> },
): Promise<number> {
  const began = performance.now();
  const run = allowed(await startRun(ctx, { organization: of.company, period: of.month }));
  await of.work(run.id);
  allowed(await approveRun(ctx, run.id));
  return performance.now() - began;
}

/** A litre more on a cold water meter of the first house in its first month: the next reading takes it back. */
async function correctReading(ctx: Ctx, month: Period): Promise<void> {
  const rows = await ctx.transaction((tx) =>
    tx.query<{ building: number; meter: number; scale: number; takenOn: Day; value: bigint }>(
      `select r.building_id as building, r.meter_id as meter, r.scale, r.taken_on as "takenOn", r.value
       from metering.readings r join metering.meters m using (building_id, meter_id)
       where m.building_id = (select min(building_id) from addresses.buildings) and m.resource = 'cold_water'
         and m.premises_id is not null and r.taken_on between '${month}-01' and '${month}-25'
         and exists (select from metering.readings n where n.building_id = r.building_id and n.meter_id = r.meter_id
           and n.taken_on > r.taken_on and n.value > r.value + 1000000)
       order by r.meter_id, r.version desc limit 1`,
    ),
  );
  const row = must(rows[0], "a reading to correct");
  const taken = await acceptReadings(ctx, [
    { ...row, value: row.value + 1_000n, mark: "regular", source: "clerk" } as unknown as NewReading,
  ]);
  if (taken.taken !== 1) throw new Error(JSON.stringify(taken.refused));
}

function allowed<T>(result: { ok: true; value: T } | { ok: false; refusal: unknown }): T {
  if (result.ok) return result.value;
  throw new Error(JSON.stringify(result.refusal).slice(0, 500));
}
