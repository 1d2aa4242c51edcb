import { readXlsx } from "hucre/xlsx";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { must } from "#core/assert";
import { type Day, day } from "#core/day";
import type { OrganizationId, RunId, ServiceId } from "#core/ids";
import { type Period, period } from "#core/period";
import type { Refusal, Result } from "#core/result";
import { money } from "#core/units";
import { applyBuildings, applyDictionary } from "#flows/apply-city";
import { socialRegister } from "#flows/benefit-register";
import { approveRun, runProgress, startRun, workOnRuns } from "#flows/charge-run";
import { closeMonth } from "#flows/month-close";
import { monthsWaiting, recalculateWaiting } from "#flows/recalculate";
import { syntheticCity } from "#flows/synthetic";
import {
  type BenefitRule,
  grantSubsidy,
  registerEntitlement,
  setCategory,
  setSocialNorms,
} from "#modules/benefits";
import { socialRegisterCsv, socialRegisterXlsx } from "#modules/gateways";
import { openPeriod } from "#modules/organizations";
import { verify } from "#modules/reporting";
import { type Ctx, contextOf } from "#platform/context";
import type { Database } from "#platform/database";
import { type TestDatabase, withDatabase } from "../database.ts";

const OCTOBER = period("2026-10");
const NOVEMBER = period("2026-11");
const SINCE = day("2026-01-01");
const MAINTENANCE = 1 as ServiceId;
const HEATING = 25 as ServiceId;

let files: TestDatabase;
let database: Database;
let company: OrganizationId;
/** Accounts of one resident each. */
let veteran: string;
let elder: string;
let poor: string;

const on = (today: Day): Ctx => contextOf(database, { sees: "center", organizations: [], today });
const now = () => on(day("2026-11-30"));

const rule = (service: ServiceId, more: Partial<BenefitRule> = {}): BenefitRule => ({
  service,
  percent: 50_000_000n,
  covers: "person",
  volume: "within_norm",
  area: "social_norm",
  mode: "discount",
  from: SINCE,
  act: "Областной закон № 88-ОЗ",
  ...more,
});

beforeAll(async () => {
  files = await withDatabase();
  database = files.open();
  const rows = syntheticCity({ accounts: 230, seed: 7, months: 8, through: NOVEMBER });
  const codes = granted(await applyDictionary(now(), rows.dictionary));
  granted(await applyBuildings(now(), [...rows.bundles()], codes));
  company = must(codes.get(must(rows.bundle(0).buildings[0]?.manager, "a manager")), "the company");
  granted(await openPeriod(now(), company, OCTOBER));
  granted(
    await setSocialNorms(
      now(),
      [33n, 21n, 18n].map((area, i) => ({
        persons: i + 1,
        areaPerPerson: area * 1_000_000n,
        from: SINCE,
        act: "Постановление № 12",
      })),
    ),
  );
  granted(
    await setCategory(now(), {
      code: "VETERAN",
      nameRu: "Ветеран труда",
      nameEn: "Labour veteran",
      rules: [rule(MAINTENANCE), rule(HEATING)],
    }),
  );
  granted(
    await setCategory(now(), {
      code: "AGE_80",
      nameRu: "Собственник старше 80 лет",
      nameEn: "Owner of 80 and more",
      rules: [rule(MAINTENANCE, { mode: "cash", percent: 100_000_000n })],
    }),
  );
  [veteran, elder, poor] = (await ofOnePerson()) as [string, string, string];
  granted(await registerEntitlement(now(), entitlement(elder, "AGE_80")));
  await chargeWhole(OCTOBER);
  granted(await closeMonth(now(), { organization: company, period: OCTOBER }));
  await chargeWhole(NOVEMBER);
});
afterAll(() => files.drop());

const entitlement = (number: string, category: string) => ({
  number,
  category,
  resident: 1,
  from: SINCE,
  document: `Удостоверение ${number}`,
});

describe("a compensation in cash", () => {
  it("is in the register of its month and in no book of the resident", async () => {
    const register = await rowsOf(OCTOBER);
    expect(register).toMatchObject([
      {
        account: elder,
        mode: "cash",
        category: "Собственник старше 80 лет",
        service: "Содержание жилого помещения",
        chargedFor: OCTOBER,
        norm: 33_000_000n,
        monthsInArrears: 0,
      },
    ]);
    expect(register[0]?.amount).toBeGreaterThan(0n);
    expect(await benefitEntries()).toEqual([]);
    // November's register knows the debt that October left.
    expect(await rowsOf(NOVEMBER)).toMatchObject([
      { account: elder, chargedFor: NOVEMBER, monthsInArrears: 1 },
    ]);
  });
});

describe("a discount granted late", () => {
  it("marks its building, and the charged months get their benefits in the open month", async () => {
    granted(await registerEntitlement(now(), entitlement(veteran, "VETERAN")));
    const waiting = await monthsWaiting(now(), { organization: company });
    expect(waiting.map((one) => one.period)).toEqual([OCTOBER, NOVEMBER]);
    expect(waiting[0]?.sources).toEqual(["benefits.entitlements"]);
    const done = granted(
      await recalculateWaiting(now(), {
        organization: company,
        work: (run) => workOnRuns(now(), { runs: [run] }),
      }),
    );
    expect(done.runs).toHaveLength(2);
    const entries = await benefitEntries();
    expect(entries.map(({ period: booked, charged_for: of }) => [booked, of])).toEqual([
      [202611, 202610],
      [202611, 202610],
      [202611, 202611],
      [202611, 202611],
    ]);
    expect(entries.every(({ amount }) => amount < 0n)).toBe(true);
  });

  it("is in the register of the month that it is booked in: the difference of the earlier one too", async () => {
    const own = (await rowsOf(NOVEMBER)).filter((row) => row.account === veteran);
    expect(own.map((row) => [row.chargedFor, row.mode, row.service])).toEqual([
      [OCTOBER, "discount", "Содержание жилого помещения"],
      [OCTOBER, "discount", "Отопление"],
      [NOVEMBER, "discount", "Содержание жилого помещения"],
      [NOVEMBER, "discount", "Отопление"],
    ]);
    const booked = (await benefitEntries()).reduce((sum, { amount }) => sum - amount, 0n);
    expect(own.reduce((sum, row) => sum + row.amount, 0n)).toBe(booked);
    // What October's register said stands.
    expect((await rowsOf(OCTOBER)).map((row) => row.account)).toEqual([elder]);
  });

  it("is booked once: another run posts nothing, and the books are right", async () => {
    const run = await chargeWhole(NOVEMBER);
    expect(must(await runProgress(now(), run), "the run").progress).toMatchObject({ lines: 0, amount: 0n });
    const verdicts = await Array.fromAsync(verify(database));
    expect(verdicts.filter((verdict) => !verdict.ok)).toEqual([]);
  });

  it("ends: what was given after its last day is taken back", async () => {
    granted(await registerEntitlement(now(), { ...entitlement(veteran, "VETERAN"), to: day("2026-11-01") }));
    granted(
      await recalculateWaiting(now(), {
        organization: company,
        work: (run) => workOnRuns(now(), { runs: [run] }),
      }),
    );
    const own = (await rowsOf(NOVEMBER)).filter((row) => row.account === veteran);
    expect(new Set(own.map((row) => row.chargedFor))).toEqual(new Set([OCTOBER]));
  });
});

describe("a subsidy", () => {
  const subsidy = {
    from: day("2026-11-01"),
    to: day("2027-05-01"),
    familySize: 1,
    standard: money(466100n),
    income: money(1250000n),
    subsistenceMinimum: money(1250000n),
    maxShare: 22_000_000n,
    document: "Решение № 18",
  };

  it("is granted for whole months, six at most, and stands in the register", async () => {
    const long = await grantSubsidy(now(), { ...subsidy, number: poor, to: day("2027-06-01") });
    expect(long).toMatchObject({ ok: false, refusal: { code: "benefits.subsidy_term" } });
    granted(await grantSubsidy(now(), { ...subsidy, number: poor }));
    const twice = await grantSubsidy(now(), { ...subsidy, number: poor });
    expect(twice).toMatchObject({ ok: false, refusal: { code: "benefits.subsidy_granted" } });
    granted(
      await recalculateWaiting(now(), {
        organization: company,
        work: (run) => workOnRuns(now(), { runs: [run] }),
      }),
    );
    const own = (await rowsOf(NOVEMBER)).filter((row) => row.account === poor);
    expect(own).toMatchObject([{ mode: "subsidy", category: "Субсидия", amount: 191100n, service: "" }]);
  });
});

describe("the register as a file", () => {
  it("is CSV with decimals of the language, and a workbook with numbers; both end with the total", async () => {
    const rows = await rowsOf(NOVEMBER);
    const total = rows.reduce((sum, row) => sum + row.amount, 0n);
    const csv = [...socialRegisterCsv(rows, "ru")].join("");
    const lines = csv.trimEnd().split(/\r?\n/);
    expect(lines).toHaveLength(rows.length + 2);
    expect(lines[0]).toContain("Сумма льготы");
    expect(lines.at(-1)).toContain(`Итого строк: ${rows.length}`);
    expect(lines.at(-1)).toContain(`${total / 100n},${String(total % 100n).padStart(2, "0")}`);
    const book = await readXlsx(await socialRegisterXlsx(rows, "en"));
    const sheet = must(book.sheets[0], "the sheet").rows;
    expect(sheet).toHaveLength(rows.length + 2);
    expect(Math.round(Number(sheet.at(-1)?.[17]) * 100)).toBe(Number(total));
  });

  it("of nobody's organization is refused", async () => {
    expect(
      await socialRegister(now(), { organization: 9999 as OrganizationId, period: NOVEMBER, language: "ru" }),
    ).toMatchObject({ ok: false, refusal: { code: "register.organization_not_found" } });
  });
});

const rowsOf = async (of: Period) =>
  granted(await socialRegister(now(), { organization: company, period: of, language: "ru" }));

const benefitEntries = () =>
  now().transaction((tx) =>
    tx.query<{ period: number; charged_for: number; amount: bigint }>(
      "select period, charged_for, amount from ledger.booked_entries where kind = 5 order by 1, 2, service_id",
    ),
  );

async function chargeWhole(of: Period): Promise<RunId> {
  const run = granted(await startRun(now(), { organization: company, period: of })).id;
  await workOnRuns(now(), { runs: [run] });
  granted(await approveRun(now(), run));
  return run;
}

const ofOnePerson = () =>
  now().transaction(async (tx) => {
    const rows = await tx.query<{ number: string }>(
      `select a.number from accounts.accounts a join accounts.residents r using (building_id, account_id)
       join addresses.premises_states s using (building_id, premises_id)
       where s.total_area > 34000000 and a.closed_on is null and exists (select from tariffs.service_terms t
         where t.building_id = a.building_id and t.service_id = 25)
       group by 1 having count(*) = 1 and bool_and(upper_inf(r.in_force) and lower(r.in_force) < '2026-10-01') order by 1 limit 3`,
    );
    return rows.map((row) => row.number);
  });

function granted<T>(result: Result<T, Refusal>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.refusal));
  return result.value;
}
