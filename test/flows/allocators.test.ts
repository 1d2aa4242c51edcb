import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { must } from "#core/assert";
import { day } from "#core/day";
import type { AccountId, BuildingId, OrganizationId, PremisesId } from "#core/ids";
import { type Period, period, periodNumber, periodsFrom } from "#core/period";
import type { Refusal, Result } from "#core/result";
import { type Applied, applyBuildings, applyDictionary } from "#flows/apply-city";
import { countFaultSentence, countsOfFile, premisesToCount } from "#flows/allocator-files";
import { approveRun, startRun, workOnRuns } from "#flows/charge-run";
import { explainCharges } from "#flows/explain";
import { receiptOf } from "#flows/issue-receipts";
import { closeMonth } from "#flows/month-close";
import { syntheticCity } from "#flows/synthetic";
import { replayBuildings } from "#modules/charging";
import { allocatorTemplate } from "#modules/gateways";
import { allocatorsOf, countAllocators } from "#modules/metering";
import { openPeriod, registerOrganizations } from "#modules/organizations";
import { verify } from "#modules/reporting";
import { type Ctx, contextOf } from "#platform/context";
import type { Database } from "#platform/database";
import { textOf } from "../../src/modules/receipts/vectors/reading.ts";
import { type TestDatabase, withDatabase } from "../database.ts";

const DECEMBER = period("2025-12");
const FEBRUARY = period("2026-02");
const MARCH = period("2026-03");

let files: TestDatabase;
let database: Database;
let city: Applied;
let company: OrganizationId;
let building: BuildingId;
let places: { premises: PremisesId; area: bigint }[];

const ctx = (): Ctx => contextOf(database, { sees: "center", organizations: [], today: day("2026-03-28") });

// Three cold months of a small company, one building of which has heat-cost allocators in all but one of its flats.
beforeAll(async () => {
  files = await withDatabase();
  database = files.open();
  const rows = syntheticCity({ accounts: 60, seed: 5, months: 6, through: MARCH });
  const codes = granted(await applyDictionary(ctx(), rows.dictionary));
  city = granted(await applyBuildings(ctx(), [...rows.bundles()], codes));
  company = must(codes.get(must(rows.bundle(0).buildings[0]?.manager, "a manager")), "the company");
  const [heated] = await ask<{ building: BuildingId }>(
    `select t.building_id as building from tariffs.service_terms t join accounts.accounts a using (building_id)
     where t.method = 'heating_season' group by 1 having count(distinct a.premises_id) > 4 order by 1 limit 1`,
  );
  building = must(heated, "a heated building").building;
  places = (
    await ask<{ premises: PremisesId; area: bigint }>(
      `select distinct p.premises_id as premises, s.total_area as area from addresses.premises p
       join addresses.premises_states s using (building_id, premises_id) join accounts.accounts a using (building_id, premises_id)
       where p.building_id = ${building} and s.in_force @> '2026-02-28'::date order by 1`,
    )
  ).slice(1);
  granted(await openPeriod(ctx(), company, DECEMBER));
  granted(
    await registerOrganizations(ctx(), [
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
  for (const month of periodsFrom(DECEMBER, FEBRUARY)) {
    await charge(month);
    granted(await closeMonth(ctx(), { organization: company, period: month }));
  }
});
afterAll(() => files.drop());

describe("heating by heat-cost allocators", () => {
  it("refuses counts of months that are not over, that overlap, or that name a premises twice", async () => {
    const counts = units((i) => BigInt(100 + i));
    const span = { building, from: DECEMBER, to: FEBRUARY, document: "Act 14", counts };
    const why = async (more: object) => {
      const result = await countAllocators(ctx(), { ...span, ...more });
      return result.ok ? "taken" : result.refusal.code;
    };
    expect(await why({ to: MARCH })).toBe("metering.allocator_span_not_over");
    expect(await why({ from: FEBRUARY, to: DECEMBER })).toBe("metering.allocator_span_impossible");
    expect(await why({ document: " " })).toBe("metering.allocator_document_missing");
    expect(await why({ counts: [...counts, counts[0]] })).toBe("metering.allocator_counted_twice");
    expect(await why({ counts: [{ premises: 1_000_000, units: 1n }] })).toBe("metering.premises_not_found");
    expect(await why({ building: 1_000_000 })).toBe("metering.building_not_found");
    expect(await why({})).toBe("taken");
    expect(await why({ from: FEBRUARY })).toBe("metering.allocator_spans_overlap");
    expect(granted(await countAllocators(ctx(), span))).toEqual({ taken: 0, unchanged: counts.length });
  });

  it("is divided anew by the run of the open month: each month keeps its sum, each flat gets its share", async () => {
    await charge(MARCH);
    const months = await ask<{ month: number; amount: bigint }>(
      `select charged_for as month, sum(amount)::bigint as amount from ledger.booked_entries
       where building_id = ${building} and kind = 7 group by 1 order by 1`,
    );
    expect(months).toEqual(
      [...periodsFrom(DECEMBER, FEBRUARY)].map((of) => ({ month: Number(of.replace("-", "")), amount: 0n })),
    );
    await expectShares();
  });

  it("comes by a file, too: the template read back names every premises, and a line that is not understood is refused", async () => {
    const known = granted(await premisesToCount(ctx(), building));
    const template = await allocatorTemplate(
      known.map((one) => one.number),
      "ru",
    );
    expect(granted(await countsOfFile(ctx(), { building, bytes: template }))).toEqual({
      counts: [],
      empty: known.length,
      refused: [],
    });
    const [one, other] = [must(known[0], "premises"), must(known[1], "other premises")];
    const text = [
      "Помещение;Единиц",
      `${one.number};1 840,5`,
      `${other.number};`,
      `${one.number};3`,
      `${other.number};-5`,
      "no such flat;12",
      ";7",
    ].join("\r\n");
    const read = granted(await countsOfFile(ctx(), { building, bytes: Buffer.from(text) }));
    expect(read.counts).toEqual([{ line: 2, premises: one.id, number: one.number, units: 1_840_500_000n }]);
    expect(read.empty).toBe(1);
    expect(read.refused).toEqual([
      { line: 4, fault: "counted_twice", found: one.number },
      { line: 5, fault: "units_wrong", found: "-5" },
      { line: 6, fault: "premises_unknown", found: "no such flat" },
      { line: 7, fault: "number_missing", found: "7" },
    ]);
    expect(countFaultSentence(must(read.refused[1], "a refused line"), "en")).toContain("“-5”");
    expect(await countsOfFile(ctx(), { building, bytes: Buffer.from("a;b\r\n1;2") })).toMatchObject({
      ok: false,
      refusal: { code: "metering.allocator_file_columns" },
    });
  });

  it("again adds nothing, and a corrected count moves it once more", async () => {
    const before = await corrections();
    await charge(MARCH);
    expect(await corrections()).toEqual(before);
    granted(
      await countAllocators(ctx(), {
        building,
        from: DECEMBER,
        to: FEBRUARY,
        document: "Act 15",
        counts: units((i) => BigInt(i === 0 ? 500 : 100 + i)),
      }),
    );
    expect(granted(await allocatorsOf(ctx(), building)).filter((of) => of.version === 2)).toHaveLength(1);
    await charge(MARCH);
    expect(await corrections()).not.toEqual(before);
    await expectShares();
  });

  it("stands on the receipt with its reason, is explained, replayed, and the books hold", async () => {
    const [place] = await ask<{ account: AccountId; number: string; amount: bigint }>(
      `select e.account_id as account, a.number, sum(e.amount)::bigint as amount from ledger.booked_entries e
       join accounts.accounts a using (building_id, account_id)
       where e.building_id = ${building} and e.kind = 7 group by 1, 2 order by abs(sum(e.amount)) desc limit 1`,
    );
    const { account, number, amount } = must(place, "an account that was corrected");
    const explained = granted(
      await explainCharges(ctx(), { account: number, period: MARCH, service: "HEATING" }),
    );
    const node = explained.services
      .flatMap(({ explanation }) => explanation.root.children)
      .find((child) => child.name === "correction");
    expect(node?.law).toContain("3(5)");
    expect(BigInt((node?.value ?? "").replace(".", ""))).toBe(amount);
    const pdf = granted(
      await receiptOf(ctx(), { building, account, organization: company, period: MARCH, language: "ru" }),
    );
    expect((await textOf(pdf)).join(" ").replaceAll(/\s+/g, " ")).toContain("по распределителям тепла");
    const buildings = [...city.ids.buildings.values()];
    expect(await replayBuildings(ctx(), { chargedFor: MARCH, buildings })).toMatchObject({ differences: [] });
    const verdicts = await Array.fromAsync(verify(database));
    expect(verdicts.filter((verdict) => !verdict.ok)).toEqual([]);
  });

  it("is divided once more by a count that is corrected when its year is over", async () => {
    const before = await corrections();
    // The months between stand still: the last one of the span's own year is charged, then the count is corrected.
    await open(period("2027-02"), MARCH);
    await charge(period("2027-02"));
    expect(await corrections()).toEqual(before);
    await open(period("2027-03"), period("2027-02"));
    await charge(period("2027-03"));
    expect(await corrections()).toEqual(before);
    granted(
      await countAllocators(ctx(), {
        building,
        from: DECEMBER,
        to: FEBRUARY,
        document: "Act 16",
        counts: units((i) => BigInt(i === 0 ? 50 : 100 + i)),
      }),
    );
    await charge(period("2027-03"));
    const after = await corrections();
    expect(after).not.toEqual(before);
    await expectShares();
    await charge(period("2027-03"));
    expect(await corrections()).toEqual(after);
  });
});

/** Opens a month as if those between had been closed, in the books of a company that stood still. */
const open = (month: Period, closed: Period): Promise<void> =>
  ctx().transaction(async (tx) => {
    for (const [table, of] of [
      ["period_closures", closed],
      ["period_openings", month],
    ] as const)
      await tx.query(`insert into organizations.${table} (organization_id, period) values ($1, $2)`, [
        company,
        periodNumber(of),
      ]);
  });

const units = (of: (i: number) => bigint) =>
  places.map(({ premises }, i) => ({ premises, units: of(i) * 1_000_000n }));

/** Charge and correction of a premises are its part of what all with allocators were charged, to the kopeck. */
async function expectShares(): Promise<void> {
  const rows = await ask<{ premises: number; charged: bigint; corrected: bigint }>(
    `select a.premises_id as premises, sum(e.amount) filter (where e.kind in (1, 2))::bigint as charged,
       coalesce(sum(e.amount) filter (where e.kind = 7), 0)::bigint as corrected
     from ledger.booked_entries e join accounts.accounts a using (building_id, account_id)
     where e.building_id = ${building} and e.service_id = 25 and e.charged_for between 202512 and 202602
       and a.premises_id in (${places.map(({ premises }) => premises).join()}) group by 1`,
  );
  const latest = new Map(
    granted(await allocatorsOf(ctx(), building)).map((one) => [Number(one.premises), one.units]),
  );
  const all = rows.reduce((sum, { premises }) => sum + (latest.get(premises) ?? 0n), 0n);
  const pool = rows.reduce((sum, { charged }) => sum + charged, 0n);
  expect(rows.length).toBeGreaterThan(2);
  expect(pool).toBeGreaterThan(0n);
  for (const { premises, charged, corrected } of rows) {
    const off = (charged + corrected) * all - pool * (latest.get(premises) ?? 0n);
    expect(off < 0n ? -off : off).toBeLessThan(all);
  }
}

const corrections = () =>
  ask(
    `select account_id, charged_for, sum(amount)::bigint as amount from ledger.booked_entries
     where building_id = ${building} and kind = 7 group by 1, 2 order by 1, 2`,
  );

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
