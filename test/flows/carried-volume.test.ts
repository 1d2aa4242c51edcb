import { afterAll, beforeAll, expect, it } from "vitest";
import { must } from "#core/assert";
import type { Day } from "#core/day";
import type { BuildingId, MeterId, OrganizationId } from "#core/ids";
import { addMonths, endDay, next, type Period, period } from "#core/period";
import { applyBuildings, applyDictionary } from "#flows/apply-city";
import { approveRun, startRun, workOnRuns } from "#flows/charge-run";
import { closeMonth } from "#flows/month-close";
import { syntheticCity } from "#flows/synthetic";
import { type CarriedVolume, listFacts, parseFacts } from "#modules/charging";
import { acceptReadings } from "#modules/metering";
import { openPeriod } from "#modules/organizations";
import { type Ctx, contextOf } from "#platform/context";
import type { Database } from "#platform/database";
import { type TestDatabase, withDatabase } from "../database.ts";
import { granted } from "../small-town.ts";

const SEPTEMBER = period("2026-09");
const OCTOBER = next(SEPTEMBER);

let files: TestDatabase;
let database: Database;
let company: OrganizationId;
let meter: { building: BuildingId; meter: MeterId; takenOn: Day; value: bigint; before: bigint };

const ctx = (): Ctx =>
  contextOf(database, { sees: "center", organizations: [], today: endDay(addMonths(OCTOBER, 1)) });

// A building whose own electricity meter hardly moves in September, while its flats' meters count as ever: less than
// nothing is left for common property, and that is carried into October.
beforeAll(async () => {
  files = await withDatabase();
  database = files.open();
  const city = syntheticCity({ accounts: 20, seed: 3, months: 4, through: OCTOBER });
  const codes = granted(await applyDictionary(ctx(), city.dictionary));
  granted(await applyBuildings(ctx(), [...city.bundles()], codes));
  company = must(codes.get(must(city.bundle(0).buildings[0]?.manager, "a manager")), "the company");
  granted(await openPeriod(ctx(), company, SEPTEMBER));
  const readings = await ctx().transaction((tx) =>
    tx.query<{ building: BuildingId; meter: MeterId; takenOn: Day; value: bigint }>(
      `select r.building_id as building, r.meter_id as meter, r.taken_on as "takenOn", r.value
       from metering.readings r join metering.meters m using (building_id, meter_id)
       where m.premises_id is null and m.resource = 'electricity' and r.taken_on between '2026-08-01' and '2026-09-30' order by r.taken_on`,
    ),
  );
  const [august, september] = readings;
  meter = { ...must(september, "September's reading"), before: must(august, "August's reading").value };
});
afterAll(() => files.drop());

it("what a month carries on is carried once, however often the month is charged", async () => {
  await read(meter.before + 1_000_000n);
  await charge(SEPTEMBER);
  granted(await closeMonth(ctx(), { organization: company, period: SEPTEMBER }));
  await charge(OCTOBER);
  const carried = await carriedInto(OCTOBER);
  expect(carried).toEqual([{ service: carried[0]?.service, volume: expect.anything() }]);
  expect(must(carried[0], "what is carried").volume).toBeLessThan(0n);
  await charge(SEPTEMBER);
  await charge(SEPTEMBER);
  await charge(OCTOBER);
  expect(await carriedInto(OCTOBER)).toEqual(carried);
});

it("what the latest run of a month no longer carries on is not carried", async () => {
  await read(meter.value);
  await charge(SEPTEMBER);
  await charge(OCTOBER);
  expect(await carriedInto(OCTOBER)).toEqual([]);
});

async function read(value: bigint): Promise<void> {
  const { building, meter: id, takenOn } = meter;
  const taken = await acceptReadings(ctx(), [
    { building, meter: id, scale: 0, takenOn, value, mark: "regular", source: "clerk" },
  ]);
  expect(taken).toMatchObject({ corrected: 1, refused: [] });
}

async function charge(month: Period): Promise<void> {
  const { id } = granted(await startRun(ctx(), { organization: company, period: month }));
  await workOnRuns(ctx(), { runs: [id] });
  granted(await approveRun(ctx(), id));
}

/** As the latest run of the month knew it. */
async function carriedInto(month: Period): Promise<readonly CarriedVolume[]> {
  const kept = await ctx().transaction((tx) =>
    listFacts(tx, { chargedFor: month, buildings: [meter.building] }),
  );
  return parseFacts(must(kept.at(-1), "the facts").text).carried;
}
