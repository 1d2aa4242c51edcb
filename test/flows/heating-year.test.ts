import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { must } from "#core/assert";
import { type Day, day } from "#core/day";
import type { AccountId, BuildingId, MeterId, OrganizationId } from "#core/ids";
import { type Period, period, periodNumber, periodsFrom } from "#core/period";
import type { Refusal, Result } from "#core/result";
import { type Applied, applyBuildings, applyDictionary } from "#flows/apply-city";
import { approveRun, startRun, workOnRuns } from "#flows/charge-run";
import { explainCharges } from "#flows/explain";
import { closeMonth } from "#flows/month-close";
import { syntheticCity } from "#flows/synthetic";
import { replayBuildings } from "#modules/charging";
import { acceptReading } from "#modules/metering";
import { openPeriod } from "#modules/organizations";
import { verify } from "#modules/reporting";
import { type Ctx, contextOf } from "#platform/context";
import type { Database } from "#platform/database";
import { type TestDatabase, withDatabase } from "../database.ts";
import { administer } from "../postgres.setup.ts";

const JANUARY = period("2026-01");
const FEBRUARY = period("2026-02");
const MARCH = period("2026-03");
const APRIL = period("2026-04");
const NEXT_JANUARY = period("2027-01");

let files: TestDatabase;
let database: Database;
let city: Applied;
let company: OrganizationId;
let building: BuildingId;

const ctx = (): Ctx => contextOf(database, { sees: "center", organizations: [], today: day("2026-02-28") });

// A year of a small company, one building of which pays evenly by its heat meter's average month of the year before.
beforeAll(async () => {
  files = await withDatabase();
  database = files.open();
  const rows = syntheticCity({ accounts: 150, seed: 5, months: 26, through: FEBRUARY });
  const codes = granted(await applyDictionary(ctx(), rows.dictionary));
  city = granted(await applyBuildings(ctx(), [...rows.bundles()], codes));
  company = must(codes.get(must(rows.bundle(0).buildings[0]?.manager, "a manager")), "the company");
  const [metered] = await ask<{ building: BuildingId }>(
    "select building_id as building from metering.meters where resource = 'heat' and premises_id is null order by 1 limit 1",
  );
  building = must(metered, "a building with a heat meter").building;
  await administer(files.ownerUrl, (client) =>
    client.query(
      `update tariffs.service_terms set method = 'heating_even_year' where building_id = ${building} and method = 'heating_season'`,
    ),
  );
  granted(await openPeriod(ctx(), company, period("2025-01")));
  for (const month of periodsFrom(period("2025-01"), period("2025-12"))) {
    await charge(month);
    granted(await closeMonth(ctx(), { organization: company, period: month }));
  }
});
afterAll(() => files.drop());

describe("a year of evenly paid heating", () => {
  it("is held against the building's meter in January: month by month, for whoever held the account", async () => {
    const before = await heat("kind in (1, 2)");
    expect(before).toMatchObject({ months: 12 });
    await charge(JANUARY);
    const correction = await heat("kind = 7");
    expect(correction.months).toBe(12);
    // What was billed and what corrects it is the year's heat by the meter, at each month's rate.
    const volume = await ask<{ counted: bigint }>(
      `select (max(value) filter (where taken_on < '2026-01-01') - max(value) filter (where taken_on < '2025-01-01'))::bigint as counted
       from metering.readings r join metering.meters m using (building_id, meter_id)
       where m.building_id = ${building} and m.resource = 'heat' and m.premises_id is null`,
    );
    const difference = before.volume + correction.volume - must(volume[0], "the meter's year").counted;
    // Volumes are printed to the millionth of a Gcal: half of it for each account and month at most.
    expect(difference < 0n ? -difference : difference).toBeLessThanOrEqual(before.lines + correction.lines);
    expect(correction.amount).not.toBe(0n);
    const [wrong] = await ask<{ n: number }>(
      `select count(*)::integer as n from ledger.booked_entries e join accounts.accounts a using (building_id, account_id)
       where e.kind = 7 and (a.closed_on is not null and e.charged_for > to_char(a.closed_on, 'YYYYMM')::integer)`,
    );
    expect(wrong).toEqual({ n: 0 });
  });

  it("is corrected once: another run of January and the run of February add nothing", async () => {
    const before = await heat("kind = 7");
    await charge(JANUARY);
    expect(await heat("kind = 7")).toEqual(before);
    granted(await closeMonth(ctx(), { organization: company, period: JANUARY }));
    await charge(FEBRUARY);
    expect(await heat("kind = 7")).toEqual(before);
  });

  it("is explained month by month, and the months add up to what was booked", async () => {
    const [place] = await ask<{ account: AccountId; number: string; amount: bigint }>(
      `select e.account_id as account, a.number, sum(e.amount)::bigint as amount
       from ledger.booked_entries e join accounts.accounts a using (building_id, account_id)
       where e.building_id = ${building} and e.kind = 7 group by 1, 2 having count(*) = 12 order by 1 limit 1`,
    );
    const { number, amount } = must(place, "an account that was corrected");
    const explained = granted(
      await explainCharges(ctx(), { account: number, period: JANUARY, service: "HEATING" }),
    );
    const node = explained.services
      .flatMap(({ explanation }) => explanation.root.children)
      .find((child) => child.name === "correction");
    expect(node?.children.map((month) => month.note)).toEqual([
      ...periodsFrom(period("2025-01"), period("2025-12")),
    ]);
    const kopecks = (text: string | undefined) => BigInt((text ?? "").replace(".", ""));
    expect(kopecks(node?.value)).toBe(amount);
    expect(
      (node?.children ?? []).reduce((sum, month) => sum + kopecks(month.children.at(-1)?.value), 0n),
    ).toBe(amount);
  });

  it("is corrected once more by the run after a reading of the year came late, and explains itself ever after", async () => {
    granted(await closeMonth(ctx(), { organization: company, period: FEBRUARY }));
    await charge(MARCH);
    granted(await closeMonth(ctx(), { organization: company, period: MARCH }));
    const before = await heat("kind = 7");
    const november = () => heat("kind = 7 and charged_for = 202511");
    const known = await november();
    const [last] = await ask<{ meter: MeterId; takenOn: Day; value: bigint }>(
      `select m.meter_id as meter, r.taken_on::text as "takenOn", r.value from metering.readings r
       join metering.meters m using (building_id, meter_id) where m.building_id = ${building} and m.resource = 'heat'
         and m.premises_id is null and r.taken_on < '2025-12-01' order by r.taken_on desc, r.version desc limit 1`,
    );
    const { meter, takenOn, value } = must(last, "the reading of November");
    granted(
      await acceptReading(ctx(), {
        building,
        meter,
        takenOn,
        scale: 0,
        value: value + 200_000n,
        mark: "regular",
        source: "act",
      }),
    );
    await charge(APRIL);
    const after = await heat("kind = 7");
    const moved = (await november()).volume - known.volume;
    // A fifth of a Gcal is of November instead of December; each account's is rounded by itself.
    expect(moved > 200_000n - known.lines && moved < 200_000n + known.lines).toBe(true);
    const off = after.volume - before.volume;
    expect(off > -known.lines * 2n && off < known.lines * 2n).toBe(true);
    await charge(APRIL);
    expect(await heat("kind = 7")).toEqual(after);
    await charge(JANUARY);
    expect(await heat("kind = 7")).toEqual(after);
    const explained = granted(
      await explainCharges(ctx(), { account: await corrected(), period: JANUARY, service: "HEATING" }),
    );
    expect(
      explained.services.flatMap(({ explanation }) => explanation.root.children.map(({ name }) => name)),
    ).toContain("correction");
  });

  it("is replayed from the facts kept with the run, and the books hold", async () => {
    const buildings = [...city.ids.buildings.values()];
    expect(await replayBuildings(ctx(), { chargedFor: JANUARY, buildings })).toMatchObject({
      differences: [],
    });
    const verdicts = await Array.fromAsync(verify(database));
    expect(verdicts.filter((verdict) => !verdict.ok)).toEqual([]);
  });

  it("is corrected again by a run of the year after the next, when a reading of it comes as late as that", async () => {
    // The months between stand still: nobody was charged in them, and what matters here is the late reading alone.
    await ctx().transaction(async (tx) => {
      for (const [table, of] of [
        ["period_closures", APRIL],
        ["period_openings", NEXT_JANUARY],
      ] as const)
        await tx.query(`insert into organizations.${table} (organization_id, period) values ($1, $2)`, [
          company,
          periodNumber(of),
        ]);
    });
    const before = await heat("kind = 7");
    const november = () => heat("kind = 7 and charged_for = 202511");
    const known = await november();
    const [last] = await ask<{ meter: MeterId; takenOn: Day; value: bigint }>(
      `select m.meter_id as meter, r.taken_on::text as "takenOn", r.value from metering.readings r
       join metering.meters m using (building_id, meter_id) where m.building_id = ${building} and m.resource = 'heat'
         and m.premises_id is null and r.taken_on < '2025-12-01' order by r.taken_on desc, r.version desc limit 1`,
    );
    const { meter, takenOn, value } = must(last, "the reading of November");
    const reading = { building, meter, takenOn, scale: 0, mark: "regular", source: "act" } as const;
    granted(await acceptReading(ctx(), { ...reading, value: value + 300_000n }));
    await charge(NEXT_JANUARY);
    const after = await heat("kind = 7");
    const moved = (await november()).volume - known.volume;
    expect(moved > 300_000n - known.lines && moved < 300_000n + known.lines).toBe(true);
    // What November gained December lost.
    const off = after.volume - before.volume;
    expect(off > -known.lines * 2n && off < known.lines * 2n).toBe(true);
    await charge(NEXT_JANUARY);
    expect(await heat("kind = 7")).toEqual(after);
  });
});

/** An account that was corrected for the whole year. */
async function corrected(): Promise<string> {
  const [place] = await ask<{ number: string }>(
    `select a.number from ledger.booked_entries e join accounts.accounts a using (building_id, account_id)
     where e.building_id = ${building} and e.kind = 7 group by 1 having count(distinct e.charged_for) = 12 order by 1 limit 1`,
  );
  return must(place, "an account that was corrected").number;
}

/** Heating of the year 2025 in the books. */
async function heat(
  which: string,
): Promise<{ months: number; lines: bigint; volume: bigint; amount: bigint }> {
  const [row] = await ask<{ months: number; lines: bigint; volume: bigint; amount: bigint }>(
    `select count(distinct charged_for)::integer as months, count(*) as lines, coalesce(sum(volume), 0)::bigint as volume,
       coalesce(sum(amount), 0)::bigint as amount
     from ledger.booked_entries where building_id = ${building} and service_id = 25 and ${which}
       and charged_for between 202501 and 202512`,
  );
  return must(row, "the sums");
}

async function charge(month: Period): Promise<void> {
  const run = granted(await startRun(ctx(), { organization: company, period: month })).id;
  await workOnRuns(ctx(), { runs: [run] });
  granted(await approveRun(ctx(), run));
}

const ask = <Row extends object>(sql: string): Promise<Row[]> =>
  ctx().transaction((tx) => tx.query<Row & Record<string, unknown>>(sql)) as Promise<Row[]>;

function granted<T, R extends Refusal>(result: Result<T, R>): T {
  if (result.ok) return result.value;
  throw new Error(
    `refused: ${JSON.stringify(result.refusal, (_, value: unknown) => (typeof value === "bigint" ? String(value) : value))}`,
  );
}
