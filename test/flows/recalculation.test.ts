import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { LATE_SOURCES } from "#contracts/charging";
import { must } from "#core/assert";
import { type Day, day } from "#core/day";
import type { AccountId, BuildingId, OrganizationId, RunId } from "#core/ids";
import { type Period, period } from "#core/period";
import type { Refusal, Result } from "#core/result";
import { type Applied, applyBuildings, applyDictionary } from "#flows/apply-city";
import { approveRun, discardRun, startRun, workOnRuns } from "#flows/charge-run";
import { receiptOf } from "#flows/issue-receipts";
import { closeMonth } from "#flows/month-close";
import { monthsWaiting, recalculateWaiting, recalculationReasons } from "#flows/recalculate";
import { runReasons } from "#flows/run-reasons";
import { largestChanges, runTotals } from "#flows/run-review";
import { syntheticCity } from "#flows/synthetic";
import { registerResidents } from "#modules/accounts";
import { transferBuilding } from "#modules/addresses";
import { acceptReadings } from "#modules/metering";
import { openPeriod, registerOrganizations } from "#modules/organizations";
import { findIssued } from "#modules/receipts";
import { verify } from "#modules/reporting";
import { setValues } from "#modules/tariffs";
import { type Ctx, contextOf } from "#platform/context";
import type { Database } from "#platform/database";
import { type TestDatabase, withDatabase } from "../database.ts";

const SEPTEMBER = period("2026-09");
const OCTOBER = period("2026-10");
const NOVEMBER = period("2026-11");

let files: TestDatabase;
let database: Database;
let city: Applied;
let company: OrganizationId;

const on = (today: Day): Ctx => contextOf(database, { sees: "center", organizations: [], today });
const now = () => on(day("2026-11-30"));

// Two months are charged and closed, the third is open: each test goes on where the one before it ended.
beforeAll(async () => {
  files = await withDatabase();
  database = files.open();
  const rows = syntheticCity({ accounts: 230, seed: 11, months: 8, through: NOVEMBER });
  const codes = granted(await applyDictionary(now(), rows.dictionary));
  city = granted(await applyBuildings(now(), [...rows.bundles()], codes));
  company = must(codes.get(must(rows.bundle(0).buildings[0]?.manager, "a manager")), "the company");
  granted(await openPeriod(now(), company, SEPTEMBER));
  granted(
    await registerOrganizations(now(), [
      {
        code: "CENTER",
        kind: "center",
        name: "Расчётный центр",
        requisites: {
          bank: "Банк",
          bic: "044525225",
          account: "40702810000000000001",
          correspondentAccount: "30101810400000000225",
          from: day("2020-01-01"),
        },
      },
    ]),
  );
  for (const month of [SEPTEMBER, OCTOBER]) {
    await charge(month);
    granted(await closeMonth(now(), { organization: company, period: month }));
  }
});
afterAll(() => files.drop());

describe("facts that come late", () => {
  it("every table that marks a building is one that the list of waiting months can name", async () => {
    const marking = await ask<{ source: string }>(
      `select distinct n.nspname || '.' || c.relname as source
       from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace
       where t.tgname like 'mark%' and not t.tgisinternal order by 1`,
    );
    expect(marking.map((row) => row.source)).toEqual(LATE_SOURCES.toSorted());
  });

  it("nothing waits where every fact was there in time, and facts of the open month are no late ones", async () => {
    expect(await monthsWaiting(now(), { organization: company })).toEqual([]);
    const reading = await coldWaterReading("2026-11");
    await correct(reading, 1_000_000n);
    expect(await monthsWaiting(now(), { organization: company })).toEqual([]);
  });

  it("a corrected reading marks its building, from its month on", async () => {
    const reading = await coldWaterReading("2026-09");
    await correct(reading, 2_000_000n);
    const waiting = await monthsWaiting(now(), { organization: company });
    expect(waiting).toMatchObject([
      { period: SEPTEMBER, buildings: [reading.building], sources: ["metering.readings"] },
      { period: OCTOBER, buildings: [reading.building], sources: ["metering.readings"] },
    ]);
  });

  it("a draft stands beside its own month as it was booked, and says what is known otherwise and who recorded it", async () => {
    const [first] = await monthsWaiting(now(), { organization: company });
    const run = granted(
      await startRun(now(), { organization: company, period: SEPTEMBER, buildings: first?.buildings }),
    );
    await workOnRuns(now(), { runs: [run.id] });
    const draft = granted(await runTotals(now(), { run: run.id }));
    expect([draft.before, draft.ordinary]).toEqual([SEPTEMBER, SEPTEMBER]);
    const [booked] = await ask<{ amount: bigint }>(
      `select sum(amount)::bigint as amount from ledger.booked_entries
       where charged_for = 202609 and period = 202609 and kind in (1, 2, 3, 5) and building_id = any ('{${first?.buildings.join()}}'::integer[])`,
    );
    expect(draft.totals.all.was).toBe(booked?.amount);
    expect(draft.totals.all.became - draft.totals.all.was).toBe(draft.run.amount);
    expect(draft.totals.all).toMatchObject({ changed: 1, first: 0 });
    // One account took two cubic metres more: its water and what goes with it, the largest first.
    const { changes } = granted(await largestChanges(now(), { run: run.id, limit: 10 }));
    expect(changes.map((change) => change.service.code)).toContain("COLD_WATER");
    expect(new Set(changes.map((change) => change.number)).size).toBe(1);
    expect(changes.reduce((sum, change) => sum + change.became - change.was, 0n)).toBe(draft.run.amount);

    const reasons = granted(await runReasons(now(), { run: run.id, after: 0, limit: 10 }));
    expect(reasons).toMatchObject({ isRecalculation: true, hasMore: false });
    expect(reasons.buildings.map(({ building }) => building)).toEqual(first?.buildings);
    expect(reasons.buildings[0]?.reasons).toEqual([
      expect.objectContaining({
        change: expect.objectContaining({ kind: "reading", resource: "cold_water" }) as unknown,
        accounts: [changes[0]?.number],
        // The test records without a person.
        recorded: [expect.objectContaining({ source: "metering.readings", by: undefined })],
      }),
    ]);
    // A month of its own choice is there still, a later one is not.
    expect(granted(await runTotals(now(), { run: run.id, before: period("2026-08") })).totals.all.was).toBe(
      0n,
    );
    expect(await runTotals(now(), { run: run.id, before: OCTOBER })).toMatchObject({ ok: false });
    granted(await discardRun(now(), run.id));
  });

  it("only the marked buildings are charged again, month by month, and then nothing waits", async () => {
    const [first] = await monthsWaiting(now(), { organization: company });
    const done = granted(await recalculate());
    expect(done.stopped).toBeUndefined();
    expect(done.runs.map((run) => [run.chargedFor, run.bookedIn])).toEqual([
      [SEPTEMBER, NOVEMBER],
      [OCTOBER, NOVEMBER],
    ]);
    const touched = await ask<{ run_id: number; building_id: number }>(
      `select run_id, building_id from charging.run_buildings where run_id = any ('{${done.runs.map((run) => run.id).join()}}'::integer[])`,
    );
    expect(new Set(touched.map((row) => row.building_id))).toEqual(new Set(first?.buildings));
    // Two cubic metres more in September are two fewer in October, where the next reading stands as it was.
    const [sum] = await ask<{ september: bigint; october: bigint }>(
      `select coalesce(sum(volume) filter (where charged_for = 202609), 0)::bigint as september,
         coalesce(sum(volume) filter (where charged_for = 202610), 0)::bigint as october
       from ledger.booked_entries join tariffs.services using (service_id)
       where period = 202611 and kind = 1 and code = 'COLD_WATER'`,
    );
    expect(sum).toEqual({ september: 2_000_000n, october: -2_000_000n });
    expect(await monthsWaiting(now(), { organization: company })).toEqual([]);
    expect(granted(await recalculate()).runs).toEqual([]);
  });

  it("the reason is what was known otherwise, and the receipt of the month says it", async () => {
    const [touched] = await ask<{ building: BuildingId; account: never; premises: number }>(
      `select e.building_id as building, e.account_id as account, a.premises_id as premises
       from ledger.booked_entries e join accounts.accounts a using (building_id, account_id) join tariffs.services s using (service_id)
       where e.period = 202611 and e.charged_for = 202609 and s.code = 'COLD_WATER' limit 1`,
    );
    const place = must(touched, "what was recalculated");
    const reasons = await now().transaction((tx) =>
      recalculationReasons(tx, { buildings: [place.building], bookedIn: NOVEMBER }),
    );
    const september = must(reasons.get(place.building)?.get(SEPTEMBER), "the reasons for September");
    expect(september).toEqual([
      expect.objectContaining({ kind: "reading", resource: "cold_water", premises: place.premises }),
    ]);
    await charge(NOVEMBER);
    const pdf = granted(
      await receiptOf(now(), { ...place, organization: company, period: NOVEMBER, language: "ru" }),
    );
    expect(pdf.length).toBeGreaterThan(10_000);
    const kept = await now().transaction((tx) => findIssued(tx, { ...place, period: NOVEMBER }));
    expect(kept?.text).toContain("исправлено показание прибора");
  });

  it("a person who is registered late, and a tariff set back, reach every month and every building that they concern", async () => {
    const [place] = await ask<{ building: BuildingId; account: AccountId }>(
      "select building_id as building, account_id as account from accounts.accounts where closed_on is null order by account_id limit 1",
    );
    const { building, account } = must(place, "an account");
    granted(
      await registerResidents(now(), [
        {
          building,
          account,
          name: "Позднякова Анна Игоревна",
          registration: "permanent",
          from: day("2026-10-10"),
        },
      ]),
    );
    expect(await monthsWaiting(now(), { organization: company })).toMatchObject([
      { period: OCTOBER, buildings: [building], sources: ["accounts.residents"] },
      { period: NOVEMBER, buildings: [building] },
    ]);
    granted(
      await setValues(now(), [
        {
          level: "city",
          service: "LIFT",
          parameter: "rate",
          variant: "late",
          zone: 0,
          rangeFrom: 0n,
          value: 5_000_000n,
          from: day("2026-09-15"),
          basis: "Решение собрания",
        },
      ]),
    );
    const withLift = await ask<{ building_id: number }>(
      "select distinct building_id from tariffs.service_terms join tariffs.services using (service_id) where code = 'LIFT' order by 1",
    );
    const waiting = await monthsWaiting(now(), { organization: company });
    expect(waiting.map((month) => month.period)).toEqual(
      withLift.length > 0 ? [SEPTEMBER, OCTOBER, NOVEMBER] : [OCTOBER, NOVEMBER],
    );
    expect(waiting.find((month) => month.period === SEPTEMBER)?.buildings ?? []).toEqual(
      withLift.map((row) => row.building_id),
    );
    expect(granted(await recalculate()).stopped).toBeUndefined();
    expect(await monthsWaiting(now(), { organization: company })).toEqual([]);
  });

  it("a fact that is recorded while a run is calculated waits for the next one", async () => {
    const reading = await coldWaterReading("2026-10");
    await correct(reading, 500_000n);
    const run = granted(
      await startRun(now(), { organization: company, period: OCTOBER, buildings: [reading.building] }),
    );
    await correct(reading, 250_000n);
    await workOnRuns(now(), { runs: [run.id] });
    granted(await approveRun(now(), run.id));
    expect((await monthsWaiting(now(), { organization: company })).map((month) => month.period)).toContain(
      OCTOBER,
    );
    granted(await recalculate());
    expect(await monthsWaiting(now(), { organization: company })).toEqual([]);
  });

  it("some buildings alone are not charged before the whole month is", async () => {
    granted(await closeMonth(now(), { organization: company, period: NOVEMBER }));
    const buildings = [...city.ids.buildings.values()].slice(0, 1);
    expect(
      await startRun(on(day("2026-12-10")), { organization: company, period: period("2026-12"), buildings }),
    ).toMatchObject({ ok: false, refusal: { code: "charging.month_not_charged_yet" } });
  });

  it("a building that was handed over is charged again for its earlier months by whoever managed it then", async () => {
    const then = on(day("2026-12-10"));
    const again = () =>
      recalculateWaiting(then, { organization: company, work: (run) => workOnRuns(then, { runs: [run] }) });
    const reading = await coldWaterReading("2026-10");
    const { building } = reading;
    const [heir] = granted(
      await registerOrganizations(then, [{ code: "HEIR", kind: "company", name: "ООО «Преемник»" }]),
    ).ids;
    const to = must(heir, "the company that takes the building over");
    granted(await openPeriod(then, to, period("2026-12")));
    granted(await transferBuilding(then, { building, organization: to, from: day("2026-12-01") }));
    await correct(reading, 125_000n, then);
    expect(await monthsWaiting(then, { organization: to })).toEqual([]);
    expect(await monthsWaiting(then, { organization: company })).toMatchObject([
      { period: OCTOBER, buildings: [building], organization: company },
      { period: NOVEMBER, buildings: [building], organization: company },
    ]);
    expect(granted(await again()).runs.map((run) => [run.chargedFor, run.bookedIn])).toEqual([
      [OCTOBER, "2026-12"],
      [NOVEMBER, "2026-12"],
    ]);

    // A tariff that its former company records late reaches it as well.
    granted(
      await setValues(then, [
        {
          level: "organization",
          organization: company,
          service: "MAINTENANCE",
          parameter: "rate",
          variant: "late",
          zone: 0,
          rangeFrom: 0n,
          value: 30_000_000n,
          from: day("2026-11-15"),
          basis: "Решение собрания",
        },
      ]),
    );
    const [november] = await monthsWaiting(then, { organization: company });
    expect(november).toMatchObject({ period: NOVEMBER, sources: ["tariffs.city_values"] });
    expect(november?.buildings).toContain(building);

    // Its books are the new company's: what that one has closed, nothing is booked in any more.
    granted(await closeMonth(then, { organization: to, period: period("2026-12"), uncharged: true }));
    expect(await again()).toEqual({
      ok: false,
      refusal: {
        code: "charging.closed_by_present_manager",
        organization: company,
        manager: to,
        period: "2026-12",
        open: "2027-01",
      },
    });
  });

  it("verify finds nothing at the end of it all", async () => {
    const verdicts = await Array.fromAsync(verify(database));
    expect(verdicts.filter((verdict) => !verdict.ok)).toEqual([]);
  });
});

const recalculate = () =>
  recalculateWaiting(now(), {
    organization: company,
    work: (run: RunId) => workOnRuns(now(), { runs: [run] }),
  });

async function charge(month: Period): Promise<void> {
  const run = granted(await startRun(now(), { organization: company, period: month })).id;
  await workOnRuns(now(), { runs: [run] });
  granted(await approveRun(now(), run));
}

interface FoundReading {
  readonly building: BuildingId;
  readonly meter: never;
  readonly scale: number;
  readonly takenOn: Day;
  readonly value: bigint;
}

/** A cold water reading of the month, of a meter in good order whose next reading leaves room for more. */
async function coldWaterReading(month: string): Promise<FoundReading> {
  const [row] = await ask<FoundReading>(
    `select r.building_id as building, r.meter_id as meter, r.scale, r.taken_on as "takenOn", r.value
     from metering.readings r join metering.meters m using (building_id, meter_id)
     where m.resource = 'cold_water' and m.premises_id is not null and r.taken_on between '${month}-01' and '${month}-25'
       and exists (select from metering.readings b where b.meter_id = r.meter_id and b.taken_on between '2026-08-01' and '2026-08-25')
       and ${
         month === "2026-11"
           ? "true"
           : `exists (select from metering.readings n where n.meter_id = r.meter_id and n.taken_on > '${month}-28'
         and n.taken_on < date '${month}-28' + 30 and n.value > r.value + 3000000)`
       }
       and not exists (select from metering.verifications v where v.meter_id = m.meter_id and v.verified_until < '2026-12-01')
     order by r.meter_id, r.version desc limit 1`,
  );
  return must(row, "a cold water reading");
}

async function correct(
  { building, meter, scale, takenOn, value }: FoundReading,
  more: bigint,
  ctx: Ctx = now(),
): Promise<void> {
  const taken = await acceptReadings(ctx, [
    { building, meter, scale, takenOn, value: value + more, mark: "regular", source: "clerk" },
  ]);
  expect(taken).toMatchObject({ taken: 1, corrected: 1, refused: [] });
}

const ask = <Row extends Record<string, unknown> | object>(sql: string): Promise<Row[]> =>
  now().transaction((tx) => tx.query<Row & Record<string, unknown>>(sql)) as Promise<Row[]>;

function granted<T, R extends Refusal>(result: Result<T, R>): T {
  if (result.ok) return result.value;
  throw new Error(
    `refused: ${JSON.stringify(result.refusal, (_, value: unknown) => (typeof value === "bigint" ? String(value) : value))}`,
  );
}
