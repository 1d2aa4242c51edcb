import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { must } from "#core/assert";
import { type Day, day } from "#core/day";
import type { BuildingId, OrganizationId, RunId } from "#core/ids";
import { type Period, period } from "#core/period";
import type { Refusal, Result } from "#core/result";
import { applyBuildings, applyDictionary } from "#flows/apply-city";
import { approveRun, runProgress, startRun, workOnRuns } from "#flows/charge-run";
import { explainCharges } from "#flows/explain";
import { closeMonth } from "#flows/month-close";
import {
  proposeAbsence,
  proposeFailure,
  settleAbsence,
  settleFailure,
  stateAbsence,
  stateFailure,
} from "#flows/reductions";
import { syntheticCity } from "#flows/synthetic";
import { ANNEX_1, listStandards } from "#modules/metering";
import { replayBuildings } from "#modules/charging";
import { openPeriod } from "#modules/organizations";
import { verify } from "#modules/reporting";
import { type Ctx, contextOf } from "#platform/context";
import type { Database } from "#platform/database";
import { type TestDatabase, withDatabase } from "../database.ts";

const OCTOBER = period("2026-10");
const NOVEMBER = period("2026-11");

let files: TestDatabase;
let database: Database;
let company: OrganizationId;
let building: BuildingId;
/** An account of the building with residents, who pay for waste by persons. */
let number: string;

const on = (today: Day): Ctx => contextOf(database, { sees: "center", organizations: [], today });
const now = () => on(day("2026-11-30"));

beforeAll(async () => {
  files = await withDatabase();
  database = files.open();
  const rows = syntheticCity({ accounts: 230, seed: 7, months: 8, through: NOVEMBER });
  const bundles = [...rows.bundles()];
  const codes = granted(await applyDictionary(now(), rows.dictionary));
  granted(await applyBuildings(now(), bundles, codes));
  company = must(codes.get(must(rows.bundle(0).buildings[0]?.manager, "a manager")), "the company");
  granted(await openPeriod(now(), company, OCTOBER));
  await chargeWhole(OCTOBER);
  granted(await closeMonth(now(), { organization: company, period: OCTOBER }));
  await chargeWhole(NOVEMBER);
  ({ building, number } = await payingByPersons());
});
afterAll(() => files.drop());

describe("an accepted absence", () => {
  it("of a closed month is proposed with its sums, and booked as the difference in the open month", async () => {
    const stated = granted(
      await stateAbsence(now(), {
        number,
        resident: 1,
        left: day("2026-10-04"),
        returned: day("2026-11-08"),
        document: "Путёвка № 7",
        appliedOn: day("2026-11-10"),
      }),
    );
    expect(stated.state).toBe("proposed");
    const before = await totals();
    const proposal = granted(await proposeAbsence(now(), { number, no: stated.no }));
    expect(proposal.months.map((month) => [month.period, month.bookedIn, month.isCharged])).toEqual([
      [OCTOBER, NOVEMBER, true],
      [NOVEMBER, NOVEMBER, true],
    ]);
    expect(proposal.change).toBeLessThan(0n);
    for (const { accounts } of proposal.months) expect(accounts.map((one) => one.number)).toEqual([number]);
    // Looking changes nothing.
    expect(await totals()).toEqual(before);

    const decided = granted(
      await settleAbsence(now(), { number, no: stated.no, decision: "accepted", reason: "" }),
    );
    expect(decided.fact.state).toBe("accepted");
    expect(decided.months.map(({ period: of, outcome, amount }) => [of, outcome, amount])).toEqual(
      proposal.months.map((month) => [month.period, "booked", month.change]),
    );
    const after = await totals();
    expect(after.get("202611|202610") ?? 0n).toBe(proposal.months[0]?.change);
    expect(after.get("202611|202611")).toBe(
      must(before.get("202611|202611"), "November") + must(proposal.months[1]?.change, "its change"),
    );
    expect(after.get("202610|202610")).toBe(before.get("202610|202610"));
    const kinds = await ofKind(3);
    expect(kinds.length).toBeGreaterThan(1);
    expect(kinds.every(({ formula, amount }) => (formula === 40 || formula === 41) && amount < 0n)).toBe(
      true,
    );
  });

  it("posts nothing a second time, replays without a difference, and the books are right", async () => {
    const before = await totals();
    for (const of of [OCTOBER, NOVEMBER]) {
      const run = await chargeWhole(of);
      expect(must(await runProgress(now(), run), "the run").progress).toMatchObject({ lines: 0, amount: 0n });
    }
    expect(await totals()).toEqual(before);
    for (const chargedFor of [OCTOBER, NOVEMBER]) {
      const replay = await replayBuildings(now(), { chargedFor, buildings: [building] });
      expect(replay.differences).toEqual([]);
    }
    const verdicts = await Array.fromAsync(verify(database));
    expect(verdicts.filter((verdict) => !verdict.ok)).toEqual([]);
  });

  it("is explained with its paper and clause", async () => {
    const { services } = granted(await explainCharges(now(), { account: number, period: OCTOBER }));
    const reduced = services.filter(({ explanation }) =>
      explanation.lines.some((line) => line.kind === "recalculation"),
    );
    expect(reduced.length).toBeGreaterThan(0);
    const steps = reduced.flatMap(({ explanation }) => explanation.root.children);
    expect(steps.some(({ name, note }) => name === "reduction" && note === "Путёвка № 7")).toBe(true);
    expect(steps.some(({ name, law }) => name === "line" && law?.includes("п. 148(44)"))).toBe(true);
  });

  it("cannot be decided twice, and goes as it came when it is withdrawn", async () => {
    const again = await settleAbsence(now(), { number, no: 1, decision: "accepted", reason: "" });
    expect(again).toMatchObject({
      ok: false,
      refusal: { code: "accounts.absence_decided", state: "accepted" },
    });
    const withdrawn = granted(
      await settleAbsence(now(), { number, no: 1, decision: "withdrawn", reason: "Подложный документ" }),
    );
    expect(withdrawn.months.every(({ outcome, amount }) => outcome === "booked" && amount > 0n)).toBe(true);
    expect((await totals()).get("202611|202610") ?? 0n).toBe(0n);
  });

  it("is refused where the law or the records do not allow it", async () => {
    const state = (left: string, returned: string, more: { resident?: number; appliedOn?: string } = {}) =>
      stateAbsence(now(), {
        number,
        resident: more.resident ?? 1,
        left: day(left),
        returned: day(returned),
        document: "Справка",
        appliedOn: day(more.appliedOn ?? "2026-11-30"),
      });
    const codeOf = async (of: Promise<Result<unknown, Refusal>>) => {
      const result = await of;
      return result.ok ? "" : result.refusal.code;
    };
    expect(await codeOf(state("2026-11-05", "2026-11-05"))).toBe("accounts.absence_span_empty");
    expect(await codeOf(state("2026-11-05", "2026-11-11"))).toBe("accounts.absence_too_short");
    expect(await codeOf(state("2026-08-01", "2026-08-20"))).toBe("accounts.absence_applied_late");
    expect(await codeOf(state("2026-11-05", "2026-11-20", { resident: 99 }))).toBe(
      "accounts.resident_not_found",
    );
    expect(await codeOf(state("2026-11-05", "2026-11-20"))).toBe("");
    expect(await codeOf(state("2026-11-18", "2026-11-28"))).toBe("accounts.absence_overlaps");
  });
});

describe("an accepted failure of supply", () => {
  it("reduces the accounts of its entrance alone, by the standard of annex 1", async () => {
    const failure = granted(
      await stateFailure(now(), {
        building,
        entrance: 1,
        supply: "heat",
        kind: "interruption",
        condition: "",
        startedAt: "2026-11-05T08:00",
        endedAt: "2026-11-06T15:00",
        source: "act",
        document: "Акт № 7",
      }),
    );
    expect(failure).toMatchObject({ standard: 40, clause: "п. 14", state: "proposed" });
    const proposal = granted(await proposeFailure(now(), { building, no: failure.no }));
    const [november] = proposal.months;
    expect(november?.period).toBe(NOVEMBER);
    const inEntrance = await accountsOfEntrance(1);
    expect(new Set(november?.accounts.map((one) => one.number))).toEqual(inEntrance);
    // 31 hours at once, 16 allowed: 15 × 0.15 % of the heating.
    for (const { lines } of november?.accounts ?? [])
      for (const line of lines) expect(line).toMatchObject({ service: 25, kind: "recalculation" });
    const decided = granted(
      await settleFailure(now(), { building, no: failure.no, decision: "accepted", reason: "" }),
    );
    expect(decided.months).toMatchObject([{ outcome: "booked", amount: proposal.change }]);
    const run = await chargeWhole(NOVEMBER);
    expect(must(await runProgress(now(), run), "the run").progress.lines).toBe(0);
  });

  it("waits where a draft is in the way, and says so", async () => {
    const failure = granted(
      await stateFailure(now(), {
        building,
        supply: "waste",
        kind: "interruption",
        condition: "to_5_degrees",
        startedAt: "2026-11-10T00:00",
        endedAt: "2026-11-15T00:00",
        source: "outage",
        document: "Отключение № 3",
      }),
    );
    const draft = granted(await startRun(now(), { organization: company, period: NOVEMBER })).id;
    const decided = granted(
      await settleFailure(now(), { building, no: failure.no, decision: "accepted", reason: "" }),
    );
    expect(decided.months).toMatchObject([
      { outcome: "waiting", refusal: { code: "charging.draft_exists", run: draft } },
    ]);
    // The draft was started before and calculates afterwards: it counts the failure itself.
    await workOnRuns(now(), { runs: [draft] });
    granted(await approveRun(now(), draft));
    expect(must(await runProgress(now(), draft), "the run").progress.amount).toBeLessThan(0n);
  });

  it("is refused without a measurement, within the standard, or where annex 1 is silent", async () => {
    const state = async (more: object) => {
      const result = await stateFailure(now(), {
        building,
        supply: "hot_water",
        kind: "temperature",
        condition: "",
        startedAt: "2026-11-05T08:00",
        endedAt: "2026-11-06T15:00",
        source: "act",
        document: "Акт",
        ...more,
      });
      return result.ok ? "" : result.refusal.code;
    };
    expect(await state({})).toBe("metering.measurement_missing");
    expect(await state({ kind: "pressure", measured: 100_000n })).toBe(
      "metering.measurement_within_standard",
    );
    expect(await state({ supply: "waste" })).toBe("metering.standard_not_found");
    expect(await state({ endedAt: "2026-11-05T08:00" })).toBe("metering.failure_span_empty");
    expect(await state({ endedAt: "2026-12-05T08:00" })).toBe("metering.failure_in_future");
    expect(await state({ entrance: 77, measured: 38_000_000n })).toBe("metering.failure_place_unknown");
    expect(await state({ document: " " })).toBe("metering.failure_document_missing");
  });
});

it("annex 1 of the database is that which the vectors are worked out with", async () => {
  expect(await now().transaction((tx) => listStandards(tx))).toEqual(ANNEX_1);
});

async function chargeWhole(of: Period): Promise<RunId> {
  const run = granted(await startRun(now(), { organization: company, period: of })).id;
  await workOnRuns(now(), { runs: [run] });
  granted(await approveRun(now(), run));
  return run;
}

/** Booked charges of runs, by the months booked in and charged for. */
const totals = () =>
  now().transaction(async (tx) => {
    const rows = await tx.query<{ key: string; amount: bigint }>(
      `select period || '|' || charged_for as key, sum(amount)::bigint as amount from ledger.booked_entries
       where kind in (1, 2, 3) group by 1 having sum(amount) <> 0 order by 1`,
    );
    return new Map(rows.map(({ key, amount }) => [key, amount]));
  });

const ofKind = (kind: number) =>
  now().transaction((tx) =>
    tx.query<{ formula: number; amount: bigint }>(
      "select formula, amount from ledger.booked_entries where kind = $1",
      [kind],
    ),
  );

async function payingByPersons() {
  return now().transaction(async (tx) => {
    const rows = await tx.query<{ building: BuildingId; number: string }>(
      `select a.building_id as building, a.number from accounts.accounts a
       join accounts.residents r using (building_id, account_id)
       join addresses.premises p using (building_id, premises_id)
       where r.resident_no = 1 and upper_inf(r.in_force) and lower(r.in_force) < '2026-10-01' and p.entrance = 1
         and exists (select from ledger.booked_entries e
           where e.building_id = a.building_id and e.account_id = a.account_id and e.formula = 11)
       order by 2 limit 1`,
    );
    return must(rows[0], "an account that pays waste by persons");
  });
}

const accountsOfEntrance = (entrance: number) =>
  now().transaction(async (tx) => {
    const rows = await tx.query<{ number: string }>(
      `select a.number from accounts.accounts a join addresses.premises p using (building_id, premises_id)
       where a.building_id = $1 and p.entrance = $2 and exists (select from ledger.booked_entries e
         where e.building_id = a.building_id and e.account_id = a.account_id and e.service_id = 25
           and e.charged_for = 202611 and e.kind = 1 and e.amount > 0)`,
      [building, entrance],
    );
    return new Set(rows.map((row) => row.number));
  });

function granted<T>(result: Result<T, Refusal>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.refusal));
  return result.value;
}
