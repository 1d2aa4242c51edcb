import { assert } from "#core/assert";
import type { Day } from "#core/day";
import { firstDay, next, type Period, period as periodFrom } from "#core/period";
import { NOTHING } from "#core/units";
import { registerUsers } from "#modules/access";
import { setPenaltyPolicy } from "#modules/charging";
import type { BuildingBundle, ReadingRow } from "#modules/gateways";
import { openingTotals } from "#modules/ledger";
import { acceptReadings, type NewReading } from "#modules/metering";
import { openPeriod, setBusinessDate } from "#modules/organizations";
import { registerAgent, takePayment } from "#modules/payments";
import { contextOf, type Ctx } from "#platform/context";
import type { Database } from "#platform/database";
import { applyBuildings } from "../apply-city.ts";
import { approveRun, type RunOrder, startRuns } from "../charge-run.ts";
import { closeMonth } from "../month-close.ts";
import { DEEDS, RECALCULATIONS, takeOnceOrTwice } from "./deeds.ts";
import { monthsOf } from "./house-rows.ts";
import { DEMO_LOGINS } from "./logins.ts";
import { AGENTS, COMPANIES, PENALTY_POLICIES } from "./organizations.ts";
import { type Owing, type Payments, paymentsOf } from "./payers.ts";
import { allowed, type Town } from "./town.ts";

const BUILDINGS_AT_ONCE = 20;

/** The center's context on a day of the story; the calendar of the installation is set to that day as well. */
export async function onDay(database: Database, today: Day): Promise<Ctx> {
  const ctx = contextOf(database, { sees: "center", organizations: [], today });
  allowed(await setBusinessDate(ctx, today));
  return ctx;
}

/** The first day: months are opened, agents get their contracts, and the buildings come with all that is known. */
export async function moveIn(town: Town): Promise<void> {
  await registerPeople(town);
  for (const company of town.companies) allowed(await openPeriod(town.ctx, company, town.life.first));
  for (const code of COMPANIES) {
    const organization = town.organizations.get(code);
    const policy = PENALTY_POLICIES[code];
    if (!policy || organization === undefined || !town.companies.includes(organization)) continue;
    const from = firstDay(town.life.first);
    allowed(await setPenaltyPolicy(town.ctx, { ...policy, organization, from }));
  }
  for (const { organization, ...agent } of Object.values(AGENTS)) {
    const id = town.organizations.get(organization);
    assert(id !== undefined, "the agent's organization is registered");
    allowed(await registerAgent(town.ctx, { ...agent, organization: id }));
  }
  for (let at = 0; at < town.houses.length; at += BUILDINGS_AT_ONCE) {
    await apply(
      town,
      town.houses.slice(at, at + BUILDINGS_AT_ONCE).map((house) => house.first),
    );
  }
}

async function registerPeople(town: Town): Promise<void> {
  const rows = DEMO_LOGINS.map(({ organization, ...login }) => {
    const id = organization === undefined ? undefined : town.organizations.get(organization);
    return { ...login, language: "ru" as const, ...(id === undefined ? {} : { organization: id }) };
  });
  allowed(await registerUsers(town.ctx, rows));
}

async function apply(town: Town, bundles: readonly BuildingBundle[]): Promise<void> {
  const applied = allowed(await applyBuildings(town.ctx, bundles, town.organizations));
  assert(applied.readingsRefused.length === 0, "the town's opening readings are taken");
  for (const [code, id] of applied.ids.buildings) town.ids.buildings.set(code, id);
  for (const [number, id] of applied.ids.accounts) town.ids.accounts.set(number, id);
  for (const [key, id] of applied.ids.meters) town.ids.meters.set(key, id);
}

/**
 * One month as a center lives it: the news, then last month's money and this month's readings side by side; when the
 * month is over it is charged, approved and closed. The open month stops before its end.
 */
export async function liveMonth(town: Town, period: Period): Promise<void> {
  const { database } = town.ctx;
  const { life, timed } = town;
  const counted = `${period}-${READINGS_COUNTED}` as Day;
  town.ctx = await onDay(database, counted > life.today ? life.today : counted);
  await timed("news", async () => {
    const news = town.houses.flatMap((house) => house.facts.get(period) ?? []);
    if (news.length > 0) await apply(town, news);
    await DEEDS[period]?.(town);
  });
  await timed("payments and readings", async () => {
    await Promise.all([takePayments(town, period), takeReadings(town, period)]);
  });
  if (period === life.open) return;
  town.ctx = await onDay(database, firstDay(next(period)));
  await timed("charging", () => charge(town, period));
  await timed("closing", async () => {
    await Promise.all(
      town.companies.map(async (organization) =>
        allowed(await closeMonth(town.ctx, { organization, period })),
      ),
    );
  });
}

/** The last day on which a reading counts for the month; by then the month's bills are paid as well. */
const READINGS_COUNTED = 25;

async function takePayments(town: Town, period: Period): Promise<void> {
  if (period === monthsOf(town.life)[0]) return;
  const payments = paymentsOf(await owing(town, period), {
    period,
    seed: town.life.seed,
    through: town.ctx.today,
    isOpen: period === town.life.open,
  });
  // Nobody pays twice in a month, so the counter need not wait for the registries.
  await Promise.all([
    ...payments.registries.map((registry) => takeOnceOrTwice(town, registry, period)),
    takeOverCounter(town, period, payments.byHand),
  ]);
}

async function takeOverCounter(town: Town, period: Period, payments: Payments["byHand"]): Promise<void> {
  for (const [at, payment] of payments.entries()) {
    allowed(
      await takePayment(town.ctx, {
        ...payment,
        document: `Приходный ордер ${period.slice(2).replace("-", "")}${at + 1}`,
      }),
    );
  }
}

/** What each account was asked for by its last bill, in the order of the numbers. */
async function owing(town: Town, period: Period): Promise<Owing[]> {
  const sums = await town.ctx.transaction((tx) =>
    openingTotals(tx, { buildings: [...town.ids.buildings.values()], period }),
  );
  return [...town.ids.accounts]
    .map(([account, id]): Owing => ({ account, amount: sums.get(id) ?? NOTHING }))
    .sort((a, b) => (a.account < b.account ? -1 : 1));
}

async function takeReadings(town: Town, period: Period): Promise<void> {
  const rows = town.houses.flatMap((house) => house.readings.get(period) ?? []);
  if (rows.length === 0) return;
  const taken = await acceptReadings(
    town.ctx,
    rows.map((row) => readingOf(town, row)),
  );
  const [refused] = taken.refused;
  assert(
    refused === undefined,
    `the town's readings are taken, not ${refused && `${refused.refusal.code}: ${JSON.stringify(rows[refused.row], (_, value: unknown) => (typeof value === "bigint" ? String(value) : value))}`}`,
  );
}

function readingOf(town: Town, row: ReadingRow): NewReading {
  const building = town.ids.buildings.get(row.building);
  const meter = town.ids.meters.get(`${row.building}|${row.meter}`);
  assert(
    building !== undefined && meter !== undefined,
    `the meter ${row.meter} of ${row.building} is registered`,
  );
  return {
    building,
    meter,
    scale: row.scale,
    value: row.value,
    takenOn: row.takenOn,
    mark: row.mark,
    source: row.source,
  };
}

/** Past months first, where something became known of them, then the month itself: all companies at once. */
async function charge(town: Town, period: Period): Promise<void> {
  for (const { bookedIn, organization, periods } of RECALCULATIONS) {
    const id = town.organizations.get(organization);
    if (bookedIn !== period || id === undefined || !town.companies.includes(id)) continue;
    for (const past of periods) await run(town, [{ organization: id, period: periodFrom(past) }]);
  }
  await run(
    town,
    town.companies.map((organization) => ({ organization, period })),
  );
}

/** The center has begun the open month: the first company is charged and approved, the others wait for a person. */
export async function beginOpenMonth(town: Town): Promise<void> {
  const first = town.organizations.get(COMPANIES[0]);
  if (first === undefined || !town.companies.includes(first)) return;
  await town.timed("charging", () => run(town, [{ organization: first, period: town.life.open }]));
}

async function run(town: Town, orders: readonly RunOrder[]): Promise<void> {
  const runs = (await startRuns(town.ctx, orders)).map((started) => allowed(started).id);
  await town.work(runs);
  await Promise.all(runs.map(async (id) => allowed(await approveRun(town.ctx, id))));
}
