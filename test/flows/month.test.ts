import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { must } from "#core/assert";
import { covers, type Day, day } from "#core/day";
import type { AccountId, OrganizationId, RunId, ServiceId } from "#core/ids";
import { type Period, period } from "#core/period";
import type { Money } from "#core/units";
import type { Refusal, Result } from "#core/result";
import { alikeFlats } from "#flows/alike-flats";
import { type Applied, applyBuildings, applyDictionary } from "#flows/apply-city";
import { approveRun, cancelRun, discardRun, runProgress, startRun, workOnRuns } from "#flows/charge-run";
import { closeMonth } from "#flows/month-close";
import { syntheticCity } from "#flows/synthetic";
import { findResidents, listHolders } from "#modules/accounts";
import {
  BASES,
  calculateBatch,
  cityValuesOf,
  leaseBuildings,
  LeaseLost,
  replayBuildings,
} from "#modules/charging";
import { insertEntries, listLines, listStatement, nextDocuments } from "#modules/ledger";
import { acceptReadings } from "#modules/metering";
import { openPeriod } from "#modules/organizations";
import { listPaymentsOfAccount, reversePayment, takePayment } from "#modules/payments";
import type { OwnAccount } from "#modules/residents";
import { verify } from "#modules/reporting";
import { type Ctx, contextOf } from "#platform/context";
import type { Database } from "#platform/database";
import { type TestDatabase, withDatabase } from "../database.ts";

const OCTOBER = period("2026-10");
const NOVEMBER = period("2026-11");

let files: TestDatabase;
let database: Database;
let city: Applied;
let company: OrganizationId;

const on = (today: Day): Ctx => contextOf(database, { sees: "center", organizations: [], today });
const inOctober = () => on(day("2026-10-31"));
const inNovember = () => on(day("2026-11-30"));

// One story, told in order: each test goes on where the one before it ended.
beforeAll(async () => {
  files = await withDatabase();
  database = files.open();
  const rows = syntheticCity({ accounts: 230, seed: 7, months: 8, through: NOVEMBER });
  const ctx = inNovember();
  const codes = granted(await applyDictionary(ctx, rows.dictionary));
  city = granted(await applyBuildings(ctx, [...rows.bundles()], codes));
  company = must(codes.get(must(rows.bundle(0).buildings[0]?.manager, "a manager")), "the company");
  granted(await openPeriod(ctx, company, OCTOBER));
});
afterAll(() => files.drop());

describe("a month of a company", () => {
  it("is charged as a draft that does not count until it is approved", async () => {
    const run = await chargedDraft(inOctober(), OCTOBER);
    const { progress } = must(await runProgress(inOctober(), run), "the run");
    expect(progress).toMatchObject({
      buildings: 3,
      buildingsDone: 3,
      accounts: 230,
      accountsDone: 230,
      buildingsFailed: 0,
    });
    expect(progress.lines).toBeGreaterThan(2_000);
    expect(await booked()).toEqual({ entries: 0n, amount: 0n });
    granted(await approveRun(inOctober(), run));
    expect(await booked()).toEqual({ entries: BigInt(progress.lines), amount: progress.amount });
  });

  it("is charged once: a second run on the same facts posts nothing", async () => {
    const before = await booked();
    const run = await chargedDraft(inOctober(), OCTOBER);
    expect(must(await runProgress(inOctober(), run), "the run").progress).toMatchObject({
      lines: 0,
      amount: 0n,
    });
    granted(await approveRun(inOctober(), run));
    expect(await booked()).toEqual(before);
  });

  it("is compared between flats with as many people by what their own meters counted, five of them at least", async () => {
    const ctx = inOctober();
    const [building] = city.ids.buildings.values();
    const told = await ctx.transaction(async (tx) => {
      const holders = await listHolders(tx, {
        buildings: [must(building, "a building")],
        from: day("2026-10-31"),
        to: day("2026-11-01"),
      });
      const residents = (await findResidents(tx, holders)).filter((one) => covers(one, ctx.today));
      const persons = (account: AccountId) => residents.filter((one) => one.account === account).length;
      const lines = (
        await listLines(tx, { buildings: [must(building, "a building")], period: OCTOBER })
      ).filter(({ kind, chargedFor }) => kind === 1 && chargedFor === OCTOBER);
      /** By the house's own lines, one account after another: nothing where anything but a meter counted. */
      const usedOf = (account: AccountId, service: ServiceId | 0): bigint | undefined => {
        const own = lines.filter((one) => one.account === account && one.service === service);
        return own.length === 0 || own.some(({ basis }) => basis !== BASES.meter)
          ? undefined
          : own.reduce((sum, { volume }) => sum + volume, 0n);
      };
      let compared = 0;
      for (const { building: at, account, number, premises } of holders) {
        const own = { building: at, account, number, premises, rights: new Set() } as unknown as OwnAccount;
        const alike = await alikeFlats(tx, { account: own, language: "ru" });
        const others = holders.filter(
          (one) => one.account !== account && persons(one.account) === persons(account),
        );
        const shares = holders.filter((one) => one.premises === premises).length > 1;
        if (!alike) {
          const services = new Set(lines.map(({ service }) => service));
          const isEnough = [...services].some(
            (service) =>
              usedOf(account, service) !== undefined &&
              others.filter((one) => usedOf(one.account, service) !== undefined).length >= 5,
          );
          expect(persons(account) === 0 || shares || !isEnough, number).toBe(true);
          continue;
        }
        expect(alike.persons).toBe(persons(account));
        for (const { volume, middle, flats } of alike.services) {
          const service = must(
            [...new Set(lines.map((one) => one.service))].find((one) => {
              const used = others
                .flatMap((other) => usedOf(other.account, one) ?? [])
                .sort((a, b) => Number(a - b));
              return (
                usedOf(account, one) === volume &&
                used.length === flats &&
                used[Math.ceil(flats / 2) - 1] === middle
              );
            }),
            `a service of account ${number} whose middle is that`,
          );
          expect(service).toBeGreaterThan(0);
          expect(flats).toBeGreaterThanOrEqual(5);
          compared += 1;
        }
      }
      return compared;
    });
    expect(told).toBeGreaterThan(20);
  });

  it("C1 repeatable: replaying the kept facts finds no difference", async () => {
    const buildings = [...city.ids.buildings.values()];
    const replay = await replayBuildings(inOctober(), { chargedFor: OCTOBER, buildings });
    // Two runs were approved, so each building has two documents.
    expect(replay).toMatchObject({ replayed: 6, differences: [] });
  });

  it("takes a payment, reverses it, and the debt is what it was", async () => {
    const account = must([...city.ids.accounts.keys()][4], "an account");
    const before = await statementOf(account, OCTOBER);
    const paid = granted(
      await takePayment(inOctober(), { account, amount: 100_000n as Money, paidOn: day("2026-10-30") }),
    );
    expect((await statementOf(account, OCTOBER)).closing).toBe(before.closing - 100_000n);
    granted(await reversePayment(inOctober(), paid, "taken for another account"));
    const again = await reversePayment(inOctober(), paid, "taken for another account");
    expect(again).toMatchObject({ ok: false, refusal: { code: "payments.payment_already_reversed" } });
    expect(await statementOf(account, OCTOBER)).toEqual(before);
    const place = { building: paid.building, account: paid.account };
    expect(await listPaymentsOfAccount(inOctober(), { ...place, limit: 10 })).toMatchObject([
      { amount: 100_000n, reversal: { reason: "taken for another account" } },
    ]);
  });

  it("refuses to close while a draft is undecided, and closes once it is discarded", async () => {
    const run = await chargedDraft(inOctober(), OCTOBER);
    const refusal = await closeMonth(inOctober(), { organization: company, period: OCTOBER });
    expect(refusal).toMatchObject({ ok: false, refusal: { code: "close.draft_exists", run } });
    granted(await discardRun(inOctober(), run));
    const closed = granted(await closeMonth(inOctober(), { organization: company, period: OCTOBER }));
    expect(closed.opened).toBe(NOVEMBER);
    expect(closed.openingBalances).toBeGreaterThan(2_000);
  });

  it("I9: a closed month takes no more entries, whoever writes them", async () => {
    const [number = ""] = [...city.ids.accounts.keys()];
    const place = await placeOf(number);
    const late = inOctober().transaction(async (tx) => {
      const [document = 0n] = await nextDocuments(tx, 1);
      await insertEntries(tx, [
        {
          ...place,
          document,
          lineNo: 1,
          bookedIn: OCTOBER,
          chargedFor: undefined,
          kind: "payment_to_advance",
          service: 0,
          provider: 0,
          amount: 1n as Money,
        },
      ]);
    });
    await expect(late).rejects.toMatchObject({ code: "PL001" });
    expect(await startRun(inNovember(), { organization: company, period: period("2026-12") })).toMatchObject({
      ok: false,
      refusal: { code: "charging.period_in_future", open: NOVEMBER },
    });
  });

  it("opens with what was owed, to the kopeck", async () => {
    for (const number of [...city.ids.accounts.keys()].slice(0, 20)) {
      const october = await statementOf(number, OCTOBER);
      expect((await statementOf(number, NOVEMBER)).opening).toBe(october.closing);
    }
  });

  it("books a late reading as a recalculation: charged for October, booked in November, only the difference", async () => {
    const [reading, number] = await coldWaterReading();
    const result = await acceptReadings(inNovember(), [
      { ...reading, value: reading.value + 2_000_000n, mark: "regular", source: "clerk" },
    ]);
    expect(result).toMatchObject({ taken: 1, corrected: 1, refused: [] });
    const before = await statementOf(number, NOVEMBER);
    const run = await chargedDraft(inNovember(), OCTOBER);
    granted(await approveRun(inNovember(), run));
    const after = await statementOf(number, NOVEMBER);
    expect(after.recalculated - before.recalculated).toBeGreaterThan(0n);
    expect(after.charged).toBe(before.charged);
    const touched = await entriesOf(run);
    // Two cubic metres more of cold water and of the sewage that follows it; the house's common volume may follow too.
    expect(touched).toEqual(expect.arrayContaining(["COLD_WATER 2000000", "SEWERAGE 2000000"]));
  });

  it("F11: a worker that lost its lease writes nothing, and another finishes its buildings", async () => {
    const started = granted(await startRun(inNovember(), { organization: company, period: NOVEMBER }));
    const lost = must(
      await inNovember().transaction((tx) => leaseBuildings(tx, { run: started.id, limit: 2 })),
      "a lease",
    );
    await asOwner(
      `update charging.run_buildings set lease_until = now() - interval '1 second' where run_id = ${started.id} and state = 'leased'`,
    );
    await workOnRuns(inNovember(), { runs: [started.id] });
    const { progress } = must(await runProgress(inNovember(), started.id), "the run");
    expect(progress).toMatchObject({ buildingsDone: 3, accountsDone: 230 });
    const values = await cityValuesOf(inNovember(), { organization: company, period: NOVEMBER });
    const late = calculateBatch(inNovember(), {
      run: started,
      lease: lost.token,
      buildings: lost.buildings,
      values,
    });
    await expect(late).rejects.toSatisfy(
      (error: unknown) => error instanceof LeaseLost || /duplicate key/.test(String(error)),
    );
    expect(must(await runProgress(inNovember(), started.id), "the run").progress).toEqual(progress);
    granted(await discardRun(inNovember(), started.id));
  });

  it("a cancelled run leaves nothing, and the month can be run again", async () => {
    const started = granted(await startRun(inNovember(), { organization: company, period: NOVEMBER }));
    granted(await cancelRun(inNovember(), started.id));
    expect(await approveRun(inNovember(), started.id)).toMatchObject({
      ok: false,
      refusal: { code: "charging.already_given_up" },
    });
    expect(
      await asOwner(`select count(*)::integer as n from ledger.entries where document_id = ${started.id}`),
    ).toEqual([{ n: 0 }]);
  });

  it("I10: one worker or several give identical rows", async () => {
    const alone = await chargedDraft(inNovember(), NOVEMBER);
    const rows = await rowsOf(alone);
    granted(await discardRun(inNovember(), alone));
    const together = granted(await startRun(inNovember(), { organization: company, period: NOVEMBER })).id;
    await Promise.all([1, 2, 3].map(() => workOnRuns(inNovember(), { runs: [together] })));
    expect(await rowsOf(together)).toEqual(rows);
    granted(await approveRun(inNovember(), together));
  });

  it("verify finds nothing at the end of it all", async () => {
    granted(await closeMonth(inNovember(), { organization: company, period: NOVEMBER }));
    const verdicts = await Array.fromAsync(verify(database));
    expect(verdicts.filter((verdict) => !verdict.ok)).toEqual([]);
    expect(verdicts.map((verdict) => verdict.id)).toEqual(
      expect.arrayContaining(["I1", "I2", "I3", "I4", "I5", "I7", "I9", "I10"]),
    );
  });
});

async function chargedDraft(ctx: Ctx, of: Period): Promise<RunId> {
  const run = granted(await startRun(ctx, { organization: company, period: of })).id;
  await workOnRuns(ctx, { runs: [run] });
  expect(must(await runProgress(ctx, run), "the run").run.calculatedAt).toBeDefined();
  return run;
}

async function booked(): Promise<{ entries: bigint; amount: bigint }> {
  const [row] = await inOctober().transaction((tx) =>
    tx.query<{ entries: bigint; amount: bigint }>(
      "select count(*) as entries, coalesce(sum(amount), 0)::bigint as amount from ledger.booked_entries where kind < 10",
    ),
  );
  return must(row, "the sums");
}

async function placeOf(number: string) {
  const account = must(city.ids.accounts.get(number), "the account");
  const [row] = await inNovember().transaction((tx) =>
    tx.query<{ building: never }>(
      "select building_id as building from accounts.accounts where account_id = $1",
      [account],
    ),
  );
  return { building: must(row, "the account's building").building, account };
}

async function statementOf(number: string, at: Period) {
  const place = await placeOf(number);
  const [month] = await inNovember().transaction((tx) =>
    listStatement(tx, { ...place, from: at, through: at }),
  );
  return must(month, "the month of the statement");
}

/** An October reading of a flat's cold water meter that has one in September, and the flat's account. */
async function coldWaterReading() {
  const [row] = await inNovember().transaction((tx) =>
    tx.query<{ building: never; meter: never; scale: number; takenOn: Day; value: bigint; number: string }>(
      `select r.building_id as building, r.meter_id as meter, r.scale, r.taken_on as "takenOn", r.value, a.number
       from metering.readings r join metering.meters m using (building_id, meter_id)
       join accounts.accounts a on a.building_id = m.building_id and a.premises_id = m.premises_id
       where m.resource = 'cold_water' and r.taken_on between '2026-10-01' and '2026-10-25'
         and exists (select from metering.readings b where b.meter_id = r.meter_id and b.taken_on between '2026-09-01' and '2026-09-25')
         and exists (select from metering.readings n where n.meter_id = r.meter_id and n.taken_on between '2026-11-01' and '2026-11-25' and n.value > r.value + 2000000)
         and not exists (select from metering.verifications v where v.meter_id = m.meter_id and v.verified_until < '2026-12-01')
         and exists (select from ledger.booked_entries e where e.building_id = a.building_id and e.account_id = a.account_id and e.service_id = 24 and e.basis = 2)
       order by a.account_id limit 1`,
    ),
  );
  const { number, ...reading } = must(row, "a cold water reading");
  return [reading, number] as const;
}

async function entriesOf(run: RunId): Promise<string[]> {
  const rows = await inNovember().transaction((tx) =>
    tx.query<{ line: string }>(
      "select s.code || ' ' || e.volume as line from ledger.entries e join tariffs.services s using (service_id) where e.document_id = $1 order by 1",
      [run],
    ),
  );
  return rows.map((row) => row.line);
}

const rowsOf = (run: RunId) =>
  asOwner(`select building_id, account_id, line_no, charged_for, provider_id, service_id, part, kind, formula, basis, volume, rate, amount
    from ledger.entries where document_id = ${run} order by 1, 2, 3`);

async function asOwner(text: string): Promise<unknown[]> {
  const { Client } = (await import("pg")).default;
  const client = new Client({ connectionString: files.ownerUrl });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows;
  } finally {
    await client.end();
  }
}

function granted<T, R extends Refusal>(result: Result<T, R>): T {
  if (result.ok) return result.value;
  throw new Error(
    `refused: ${JSON.stringify(result.refusal, (_, value: unknown) => (typeof value === "bigint" ? String(value) : value))}`,
  );
}
