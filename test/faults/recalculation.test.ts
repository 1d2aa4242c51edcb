import { afterAll, beforeAll, expect, test } from "vitest";
import { must } from "#core/assert";
import { day } from "#core/day";
import type { AccountId, BuildingId, OrganizationId } from "#core/ids";
import { period } from "#core/period";
import { money } from "#core/units";
import { applyBuildings, applyDictionary } from "#flows/apply-city";
import { approveRun, startRun, workOnRuns } from "#flows/charge-run";
import { closeMonth } from "#flows/month-close";
import { monthsWaiting } from "#flows/recalculate";
import { syntheticCity } from "#flows/synthetic";
import { accountBalances } from "#modules/ledger";
import { openPeriod } from "#modules/organizations";
import { takePayment } from "#modules/payments";
import { verify } from "#modules/reporting";
import { setValues } from "#modules/tariffs";
import { type Ctx, contextOf } from "#platform/context";
import type { Database } from "#platform/database";
import { randomFrom } from "#platform/random";
import { type TestDatabase, withDatabase } from "../database.ts";
import { granted } from "../small-town.ts";

/*
 * A tariff set back reaches every account of a company. Its recalculation is approved while the same accounts are paid
 * for: pair by pair, recalculation and payment on one account at once.
 */

const SEPTEMBER = period("2026-09");
const OCTOBER = period("2026-10");
/** In the build some; FAULT_PAIRS=1000 as the table of faults asks. */
const PAIRS = Number(process.env["FAULT_PAIRS"] ?? "60");
const PAYERS = 4;

let files: TestDatabase;
let database: Database;
let company: OrganizationId;
let ctx: Ctx;

beforeAll(async () => {
  files = await withDatabase();
  database = files.open();
  ctx = contextOf(database, { sees: "center", organizations: [], today: day("2026-10-30") });
  const rows = syntheticCity({ accounts: 120, seed: 10, months: 3, through: OCTOBER });
  const codes = granted(await applyDictionary(ctx, rows.dictionary));
  granted(await applyBuildings(ctx, [...rows.bundles()], codes));
  company = must(codes.get(must(rows.bundle(0).buildings[0]?.manager, "a manager")), "the company");
  granted(await openPeriod(ctx, company, SEPTEMBER));
  const run = granted(await startRun(ctx, { organization: company, period: SEPTEMBER })).id;
  await workOnRuns(ctx, { runs: [run] });
  granted(await approveRun(ctx, run));
  granted(await closeMonth(ctx, { organization: company, period: SEPTEMBER }));
}, 120_000);
afterAll(() => files.drop());

const sums = async (sql: string, values: readonly unknown[] = []): Promise<Map<AccountId, bigint>> => {
  const rows = await ctx.transaction((tx) =>
    tx.query<{ account: AccountId; sum: bigint }>(
      `select account_id as account, sum(${sql} group by account_id`,
      [...values],
    ),
  );
  return new Map(rows.map(({ account, sum }) => [account, sum]));
};
const booked = () =>
  sums(
    "amount * (ledger.debt_effect(kind) + ledger.advance_effect(kind)))::bigint as sum from ledger.booked_entries",
  );

test("F10 recalculation and payment on one account at once: each is there whole, the balance is that of one after the other", async () => {
  const random = randomFrom(10);
  let pairs = 0;
  for (let round = 1; pairs < PAIRS; round++) {
    granted(
      await setValues(ctx, [
        {
          level: "city",
          service: "MAINTENANCE",
          parameter: "rate",
          variant: "",
          zone: 0,
          rangeFrom: 0n,
          // Up and down, so that debts grow under some payments and shrink under others.
          value: 31_870_000n + BigInt(round % 2 === 1 ? round : -round) * 1_000_000n,
          from: day(`2026-09-${String(round).padStart(2, "0")}`),
          to: day("2027-07-01"),
          basis: "Решение собрания",
        },
      ]),
    );
    const [waiting] = await monthsWaiting(ctx, { organization: company });
    const { buildings } = must(waiting, "a month that waits");
    const run = granted(
      await startRun(ctx, { organization: company, period: SEPTEMBER, buildings, acceptMissingRates: true }),
    ).id;
    await workOnRuns(ctx, { runs: [run] });
    // A draft counts for nothing yet, and says what it will add.
    const before = await booked();
    const added = await sums(
      "amount)::bigint as sum from ledger.entries where kind < 4 and document_id = $1",
      [run],
    );
    const accounts = await ctx.transaction((tx) =>
      tx.query<{ account: AccountId; building: BuildingId; number: string }>(
        `select account_id as account, building_id as building, number from accounts.accounts
         where account_id = any ($1) order by account_id limit $2`,
        [[...added].filter(([, sum]) => sum !== 0n).map(([account]) => account), PAIRS - pairs],
      ),
    );
    expect(accounts.length).toBeGreaterThan(0);

    const paid = new Map<AccountId, bigint>();
    const at = { approving: 0, approved: 0 };
    const spans: { readonly from: number; readonly to: number }[] = [];
    let next = 0;
    let approving: Promise<unknown> | undefined;
    const begins = random.between(1, Math.floor(accounts.length / 2));
    const approve = async (): Promise<void> => {
      at.approving = performance.now();
      granted(await approveRun(ctx, run));
      at.approved = performance.now();
    };
    const payer = async (): Promise<void> => {
      for (let one = accounts[next++]; one; one = accounts[next++]) {
        if (next > begins) approving ??= approve();
        const amount = money(BigInt(random.between(1, 900_000)));
        const from = performance.now();
        granted(await takePayment(ctx, { account: one.number, amount, paidOn: ctx.scope.today }));
        spans.push({ from, to: performance.now() });
        paid.set(one.account, amount);
      }
    };
    await Promise.all(Array.from({ length: PAYERS }, payer));
    await approving;
    // Which of the two ends first is the machine's affair: at once is what was under way together.
    const amid = spans.filter(({ from, to }) => from < at.approved && to > at.approving);
    expect(amid.length, "payments that were under way while the run was approved").toBeGreaterThan(0);
    expect(paid.size).toBe(accounts.length);

    const after = await booked();
    const seen = await ctx.transaction((tx) => accountBalances(tx, { accounts, period: OCTOBER }));
    for (const { account } of accounts) {
      const expected = (before.get(account) ?? 0n) + (added.get(account) ?? 0n) - (paid.get(account) ?? 0n);
      const { items, advance } = must(seen.get(account), "a balance");
      expect([after.get(account), items.reduce((sum, item) => sum + item.amount, 0n) - advance]).toEqual([
        expected,
        expected,
      ]);
    }
    pairs += accounts.length;
  }
  const broken = (await Array.fromAsync(verify(database))).filter((verdict) => !verdict.ok);
  expect(broken).toEqual([]);
}, 600_000);
