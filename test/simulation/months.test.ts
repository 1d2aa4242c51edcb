import { describe, expect, it } from "vitest";
import { must } from "#core/assert";
import { addDays, type Day } from "#core/day";
import type { BuildingId, OrganizationId } from "#core/ids";
import { endDay, next, type Period, period } from "#core/period";
import type { Refusal, Result } from "#core/result";
import type { Money } from "#core/units";
import { applyBuildings, applyDictionary } from "#flows/apply-city";
import { approveRun, discardRun, startRun, workOnRuns } from "#flows/charge-run";
import { closeMonth } from "#flows/month-close";
import { syntheticCity } from "#flows/synthetic";
import { acceptReadings, type NewReading } from "#modules/metering";
import { openPeriod } from "#modules/organizations";
import { type PaymentRef, reversePayment, takePayment } from "#modules/payments";
import { verify } from "#modules/reporting";
import { type Ctx, contextOf } from "#platform/context";
import type { Database } from "#platform/database";
import { randomFrom, type Random } from "#platform/random";
import { withDatabase } from "../database.ts";

// Some months of a small company lived at random; after every deed the books must hold. SIMULATION_SEED replays one.
const SEEDS = process.env["SIMULATION_SEED"] ? [Number(process.env["SIMULATION_SEED"])] : [11, 23, 42];
const DEEDS = 40;

describe.each(SEEDS)("L1 balanced, L2 append-only, L3 continuous, P1 accounted: seed %i", (seed) => {
  it(`holds after each of ${DEEDS} deeds`, async () => {
    const files = await withDatabase();
    try {
      const town = await settle(files.open(), seed);
      let entries = await snapshot(town);
      const told: string[] = [];
      for (let deed = 0; deed < DEEDS; deed++) {
        told.push(await liveOn(town));
        const broken = [];
        for await (const verdict of verify(town.database)) {
          if (!verdict.ok) broken.push(`${verdict.id}: ${verdict.counterExamples[0]}`);
        }
        expect(broken, told.join("\n")).toEqual([]);
        // What was booked stays as it was: nothing vanishes and no amount changes (L2).
        const now = await snapshot(town);
        for (const [key, amount] of entries) expect(now.get(key), `${key} after ${told.at(-1)}`).toBe(amount);
        entries = now;
      }
    } finally {
      await files.drop();
    }
  }, 180_000);
});

interface Town {
  readonly database: Database;
  readonly random: Random;
  readonly company: OrganizationId;
  readonly accounts: readonly string[];
  readonly payments: PaymentRef[];
  open: Period;
}

const ctxOf = (town: Town): Ctx =>
  contextOf(town.database, { sees: "center", organizations: [], today: addDays(endDay(town.open), -1) });

async function settle(database: Database, seed: number): Promise<Town> {
  const through = period("2026-06");
  const city = syntheticCity({ accounts: 30, seed, months: 12, through });
  const first = period("2026-01");
  const ctx = contextOf(database, { sees: "center", organizations: [], today: addDays(endDay(through), -1) });
  const codes = granted(await applyDictionary(ctx, city.dictionary));
  const applied = granted(await applyBuildings(ctx, [...city.bundles()], codes));
  const company = must(codes.get(must(city.bundle(0).buildings[0]?.manager, "a manager")), "the company");
  granted(await openPeriod(ctx, company, first));
  return {
    database,
    random: randomFrom(seed),
    company,
    accounts: [...applied.ids.accounts.keys()],
    payments: [],
    open: first,
  };
}

/** One deed of a clerk's day, told in a sentence for the report of a failure. */
async function liveOn(town: Town): Promise<string> {
  const { random } = town;
  const roll = random.below(100);
  if (roll < 35) return pay(town);
  if (roll < 45) return reverse(town);
  if (roll < 60) return correctReading(town);
  if (roll < 88) return charge(town);
  return close(town);
}

async function pay(town: Town): Promise<string> {
  const account = must(town.accounts[town.random.below(town.accounts.length)], "an account");
  const amount = BigInt(town.random.between(1, 2_000_000)) as Money;
  const paid = granted(await takePayment(ctxOf(town), { account, amount, paidOn: `${town.open}-12` as Day }));
  town.payments.push({ building: paid.building, payment: paid.payment });
  return `${account} pays ${amount}`;
}

async function reverse(town: Town): Promise<string> {
  const payment = town.payments.splice(town.random.below(Math.max(1, town.payments.length)), 1)[0];
  if (!payment) return "nothing to reverse";
  granted(await reversePayment(ctxOf(town), payment, "bounced"));
  return `payment ${payment.payment} is reversed`;
}

async function correctReading(town: Town): Promise<string> {
  const ctx = ctxOf(town);
  const rows = await ctx.transaction((tx) =>
    tx.query<NewReading>(
      `select building_id as building, meter_id as meter, scale, value, taken_on as "takenOn", 'regular' as mark, 'clerk' as source
       from metering.readings where taken_on between '2026-01-01' and $1::date and mark = 'regular' order by meter_id, taken_on, version`,
      [`${town.open}-25`],
    ),
  );
  const reading = must(rows[town.random.below(rows.length)], "a reading");
  const value = reading.value + BigInt(town.random.between(-500, 900)) * 1_000n;
  const result = await acceptReadings(ctx, [{ ...reading, value: value < 0n ? 0n : value }]);
  return `meter ${reading.meter} of ${reading.takenOn} now shows ${value} (${result.taken} taken, ${result.refused.length} refused)`;
}

async function charge(town: Town): Promise<string> {
  const ctx = ctxOf(town);
  const past = town.random.perMille(350) && town.open > "2026-01";
  const charged = past
    ? period(`2026-${String(town.random.between(1, Number(town.open.slice(5)) - 1)).padStart(2, "0")}`)
    : town.open;
  const run = granted(await startRun(ctx, { organization: town.company, period: charged }));
  await workOnRuns(ctx, { runs: [run.id] });
  if (town.random.perMille(150)) {
    granted(await discardRun(ctx, run.id));
    return `run ${run.id} of ${charged} is discarded`;
  }
  granted(await approveRun(ctx, run.id));
  return `run ${run.id} of ${charged} is approved in ${town.open}`;
}

async function close(town: Town): Promise<string> {
  if (town.open >= "2026-06") return "the story ends in June";
  const closed = await closeMonth(ctxOf(town), { organization: town.company, period: town.open });
  if (!closed.ok) return `not closed: ${closed.refusal.code}`;
  town.open = next(town.open);
  return `${closed.value.period} is closed`;
}

async function snapshot(town: Town): Promise<Map<string, bigint>> {
  const rows = await ctxOf(town).transaction((tx) =>
    tx.query<{ key: string; amount: bigint; building: BuildingId }>(
      "select account_id || '|' || document_id || '|' || line_no || '|' || period as key, amount from ledger.booked_entries",
    ),
  );
  return new Map(rows.map((row) => [row.key, row.amount]));
}

function granted<T, R extends Refusal>(result: Result<T, R>): T {
  if (result.ok) return result.value;
  throw new Error(
    `refused: ${JSON.stringify(result.refusal, (_, value: unknown) => (typeof value === "bigint" ? String(value) : value))}`,
  );
}
