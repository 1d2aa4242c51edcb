import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { must } from "#core/assert";
import { day } from "#core/day";
import type { OrganizationId, RunId } from "#core/ids";
import { endDay, type Period, period, periodsFrom } from "#core/period";
import type { Money } from "#core/units";
import { applyBuildings, applyDictionary } from "#flows/apply-city";
import { approveRun, startRun, workOnRuns } from "#flows/charge-run";
import { type JudgedSum, judgeCurrentRules } from "#flows/current-rules";
import { closeMonth } from "#flows/month-close";
import { recalculateWaiting } from "#flows/recalculate";
import { syntheticCity } from "#flows/synthetic";
import {
  type BuildingCharges,
  type BuildingFacts,
  calculateBuilding,
  listChargedMonths,
  setPenaltyPolicy,
} from "#modules/charging";
import { openPeriod } from "#modules/organizations";
import { PENALTY_SERVICE, SERVICES, setValues } from "#modules/tariffs";
import { type Ctx, contextOf } from "#platform/context";
import type { Database } from "#platform/database";
import { type TestDatabase, withDatabase } from "../database.ts";
import { granted } from "../small-town.ts";

const MONTHS = [...periodsFrom(period("2026-01"), period("2026-05"))];
const COLD_WATER = must(
  SERVICES.find(({ code }) => code === "COLD_WATER"),
  "cold water",
).id;

let files: TestDatabase;
let database: Database;
let company: OrganizationId;

const after = (month: Period): Ctx =>
  contextOf(database, { sees: "center", organizations: [], today: endDay(month) });
const now = () => after(must(MONTHS.at(-1), "the last month"));

// Five months without a payment, penalties asked for; in the fourth a tariff is set back, and the months before it are
// charged again.
beforeAll(async () => {
  files = await withDatabase();
  database = files.open();
  const city = syntheticCity({ accounts: 30, seed: 3, months: 12, through: period("2026-06") });
  const codes = granted(await applyDictionary(now(), city.dictionary));
  granted(await applyBuildings(now(), [...city.bundles()], codes));
  company = must(codes.get(must(city.bundle(0).buildings[0]?.manager, "a manager")), "the company");
  granted(await openPeriod(now(), company, period("2026-01")));
  granted(
    await setPenaltyPolicy(now(), {
      organization: company,
      from: day("2026-01-01"),
      mode: "PAYMENT_DATE",
      basis: "Приказ 1",
    }),
  );
  for (const month of MONTHS) {
    const ctx = after(month);
    if (month === "2026-04") await setBack(ctx);
    const run = granted(await startRun(ctx, { organization: company, period: month })).id;
    await work(ctx)(run);
    granted(await approveRun(ctx, run));
    granted(await closeMonth(ctx, { organization: company, period: month }));
  }
});
afterAll(() => files.drop());

const work = (ctx: Ctx) => (run: RunId) => workOnRuns(ctx, { runs: [run] });

async function setBack(ctx: Ctx): Promise<void> {
  granted(
    await setValues(ctx, [
      {
        level: "organization",
        organization: company,
        service: "MAINTENANCE",
        parameter: "rate",
        variant: "",
        zone: 0,
        rangeFrom: 0n,
        value: 29_000_000n,
        from: day("2026-02-01"),
        basis: "Решение собрания",
      },
    ]),
  );
  const { runs, stopped } = granted(
    await recalculateWaiting(ctx, { organization: company, work: work(ctx) }),
  );
  expect(stopped).toBeUndefined();
  expect(runs.map((run) => run.chargedFor)).toEqual(["2026-02", "2026-03"]);
}

/** The present rules, and something done to what they give. */
const changed =
  (change: (charges: BuildingCharges, facts: BuildingFacts) => BuildingCharges) => (facts: BuildingFacts) =>
    change(calculateBuilding(facts), facts);

describe("replay with the present rules", () => {
  it("says that nothing changed where nothing did, and that every charged month was looked at", async () => {
    expect(await now().transaction(listChargedMonths)).toEqual(MONTHS);
    const judged = await judgeCurrentRules(now(), { periods: MONTHS });
    expect(judged).toMatchObject({ services: [], sums: 0, booked: 0n, due: 0n, largest: [], failed: [] });
    expect(judged.months.map(({ documents, changed: others }) => [documents, others])).toEqual([
      [1, 0],
      [2, 0],
      [2, 0],
      [1, 0],
      [1, 0],
    ]);
  });

  it("other workings of the same sums are told apart: they are no money, penalties included", async () => {
    const judged = await judgeCurrentRules(now(), {
      periods: MONTHS,
      calculate: changed(({ lines, ...rest }) => ({
        ...rest,
        lines: lines.map((line) => ({ ...line, formula: "own" })),
      })),
    });
    expect(judged.months.every((month) => month.changed === month.documents)).toBe(true);
    expect(judged).toMatchObject({ services: [], sums: 0, largest: [] });
  });

  it("a rule that costs a rouble more is found in each month once, by the facts of the latest run", async () => {
    const listed: JudgedSum[] = [];
    const judged = await judgeCurrentRules(now(), {
      periods: MONTHS,
      onSums: (sums) => listed.push(...sums),
      calculate: changed(({ lines, ...rest }) => ({
        ...rest,
        lines: lines.map((line, at) =>
          line.service === COLD_WATER && lines[at - 1]?.service !== COLD_WATER
            ? { ...line, amount: (line.amount + 100n) as Money }
            : line,
        ),
      })),
    });
    const [line] = judged.services;
    expect(judged.services.map(({ code }) => code)).toEqual(["COLD_WATER"]);
    expect(judged.due - judged.booked).toBe(100n * BigInt(judged.sums));
    expect(judged.sums).toBe(must(line, "cold water").accounts * MONTHS.length);
    expect(listed).toHaveLength(judged.sums);
    expect(new Set(listed.map((sum) => `${sum.number} ${sum.period}`)).size).toBe(judged.sums);
    const [sum] = listed;
    const [books] = await now().transaction((tx) =>
      tx.query<{ amount: bigint }>(
        `select sum(amount)::bigint as amount from ledger.booked_entries join accounts.accounts using (building_id, account_id)
         where number = $1 and charged_for = $2 and service_id = $3 and kind in (1, 2)`,
        [sum?.number, Number(sum?.period.replace("-", "")), COLD_WATER],
      ),
    );
    expect(sum?.booked.amount).toBe(books?.amount);
    expect(judged.largest).toHaveLength(20);
  });

  it("penalties are judged to date: what the last run says of a debt, not what each run says again", async () => {
    const judged = await judgeCurrentRules(now(), {
      periods: MONTHS,
      calculate: changed(({ penalties, ...rest }) => ({
        ...rest,
        penalties: penalties.map(({ line, posted }) => ({
          line: { ...line, amount: (line.amount + 10n) as Money },
          posted: (posted + 10n) as Money,
        })),
      })),
    });
    const [books] = await now().transaction((tx) =>
      tx.query<{ amount: bigint; debts: number }>(
        `select sum(amount)::bigint as amount, count(distinct (account_id, provider_id, charged_for))::integer as debts
         from ledger.booked_entries where kind = 6`,
      ),
    );
    const { amount, debts } = must(books, "the penalties");
    expect(amount).toBeGreaterThan(0n);
    expect(judged.services.map(({ service }) => service)).toEqual([PENALTY_SERVICE]);
    expect(judged.sums).toBe(debts);
    expect(judged.booked).toBe(amount);
  });

  it("a line that the present rules no longer make is what was booked against nothing", async () => {
    const judged = await judgeCurrentRules(now(), {
      periods: [period("2026-02")],
      calculate: changed(({ lines, ...rest }) => ({
        ...rest,
        lines: lines.filter((line) => line.service !== COLD_WATER),
      })),
    });
    expect(judged.services).toMatchObject([{ code: "COLD_WATER", due: 0n }]);
    expect(judged.booked).toBeGreaterThan(0n);
  });

  it("facts that cannot be calculated are named and do not hold up the others", async () => {
    const judged = await judgeCurrentRules(now(), {
      periods: MONTHS,
      calculate: changed((charges, facts) => {
        if (facts.period === "2026-03") throw new Error("no such formula");
        return charges;
      }),
    });
    expect(judged.failed).toMatchObject([
      { period: "2026-03", reason: "no such formula" },
      { period: "2026-03", reason: "no such formula" },
    ]);
    expect(judged.sums).toBe(0);
  });

  it("writes nothing", async () => {
    const count = () =>
      now().transaction((tx) => tx.query<{ n: bigint }>("select count(*) as n from ledger.entries"));
    const before = await count();
    await judgeCurrentRules(now(), {
      periods: MONTHS,
      calculate: changed((charges) => ({ ...charges, lines: [] })),
    });
    expect(await count()).toEqual(before);
  });
});
