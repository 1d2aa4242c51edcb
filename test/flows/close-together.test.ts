import { afterAll, beforeAll, expect, it } from "vitest";
import { must } from "#core/assert";
import { day } from "#core/day";
import type { OrganizationId } from "#core/ids";
import { firstDay, next, type Period, period } from "#core/period";
import type { Money } from "#core/units";
import { closeMonth } from "#flows/month-close";
import { registerAccounts } from "#modules/accounts";
import { registerBuildings, registerPremises } from "#modules/addresses";
import { openPeriod, openPeriodOf, registerOrganizations } from "#modules/organizations";
import { takePayment } from "#modules/payments";
import { verify } from "#modules/reporting";
import { type Ctx, contextOf } from "#platform/context";
import type { Database } from "#platform/database";
import { within } from "#platform/deed";
import { type TestDatabase, withDatabase } from "../database.ts";
import { granted, newAccount, newBuilding, newPremises } from "../small-town.ts";

const COMPANIES = ["5300000001", "5300000002", "5300000003", "5300000004"];
const FIRST = period("2026-01");
const MONTHS = 8;

let files: TestDatabase;
let database: Database;
let companies: readonly OrganizationId[];
let open: Period = FIRST;

beforeAll(async () => {
  files = await withDatabase();
  database = files.open();
  companies = await settle();
});
afterAll(() => files.drop());

it("companies that close the same month at once do not stand in each other's way", async () => {
  for (let month = 0; month < MONTHS; month++, open = next(open)) {
    const ctx = withoutRetry(open);
    // What was paid is an advance: the close has both to read and to carry over.
    await Promise.all(
      companies.map((_, at) =>
        takePayment(ctx, { account: accountOf(at), amount: 100_00n as Money, paidOn: firstDay(open) }),
      ),
    );
    const closed = await Promise.all(
      companies.map((organization) => closeMonth(ctx, { organization, period: open, uncharged: true })),
    );
    expect(closed.map((one) => granted(one).openingBalances)).toEqual([1, 1, 1, 1]);
  }
  const ctx = withoutRetry(open);
  for (const organization of companies)
    expect(await ctx.transaction((tx) => openPeriodOf(tx, organization))).toBe(open);
  for await (const verdict of verify(database)) expect(verdict.counterExamples, verdict.id).toEqual([]);
});

it("a payment that is being booked does not hold up another company's close, which makes leaves of the ledger", async () => {
  const [, second] = companies;
  const ctx = withoutRetry(open);
  await ctx.transaction(async (tx) => {
    const payment = { account: accountOf(0), amount: 100_00n as Money, paidOn: firstDay(open) };
    granted(await takePayment(within(ctx, tx), payment));
    const close = { organization: must(second, "the second company"), period: open, uncharged: true };
    expect(granted(await closeMonth(ctx, close)).opened).toBe(next(open));
  });
  for await (const verdict of verify(database)) expect(verdict.counterExamples, verdict.id).toEqual([]);
});

/** A deadlock is not tried again here, but fails. */
function withoutRetry(month: Period): Ctx {
  const ctx = contextOf(database, { sees: "center", organizations: [], today: day(`${month}-28`) });
  return { ...ctx, transaction: (work) => database.transaction(ctx.scope, work) };
}

const accountOf = (at: number): string => `100000000${at}`;

async function settle(): Promise<readonly OrganizationId[]> {
  const ctx = withoutRetry(FIRST);
  const companies = granted(
    await registerOrganizations(
      ctx,
      COMPANIES.map((code) => ({ code, kind: "company" as const, name: `ООО ${code}`, inn: code })),
    ),
  ).ids;
  const buildings = granted(
    await registerBuildings(
      ctx,
      companies.map((organization, at) =>
        newBuilding(`house-${at}`, { street: "ул. Лесная", house: String(at + 1), organization }),
      ),
    ),
  ).ids;
  const premises = granted(
    await registerPremises(
      ctx,
      buildings.map((building) => newPremises(building, "1")),
    ),
  ).ids;
  granted(
    await registerAccounts(
      ctx,
      buildings.map((building, at) =>
        newAccount(accountOf(at), {
          building,
          premises: must(premises[at], "the flat"),
          holderName: "Иванова Мария Петровна",
        }),
      ),
    ),
  );
  for (const company of companies) granted(await openPeriod(ctx, company, FIRST));
  return companies;
}
