import { must } from "#core/assert";
import type { AccountId, BuildingId } from "#core/ids";
import { type Period, period as periodFrom } from "#core/period";
import { approveRun, startRuns, workOnRuns } from "#flows/charge-run";
import { seedDemoTown, type TownOptions, type TownSummary } from "#flows/demo-town";
import { findAccountsByNumber } from "#modules/accounts";
import { FORMULAS } from "#modules/charging";
import { accountBalances, type AccountBalance, listLines } from "#modules/ledger";
import { listOrganizations } from "#modules/organizations";
import { SERVICES } from "#modules/tariffs";
import { type Ctx, centerContext } from "#platform/context";
import type { Database } from "#platform/database";
import { granted } from "../small-town.ts";

/** A line of the ledger in words that a test can be read by. */
export interface Line {
  readonly service: string;
  readonly formula: string;
  readonly kind: number;
  readonly chargedFor: Period | undefined;
  readonly volume: bigint;
  readonly rate: bigint;
  readonly amount: bigint;
  readonly provider: number;
}

export const CHARGE = 1;
export const EXCESS = 2;
export const REDUCTION = 3;
export const BENEFIT = 5;

/** Builds the town, or a part of it, calculating in this process. */
export const settleTown = (database: Database, options: Omit<TownOptions, "work">): Promise<TownSummary> =>
  seedDemoTown(database, {
    ...options,
    work: async (runs) => workOnRuns(await centerContext(database), { runs }),
  });

const SERVICE_CODES = new Map(SERVICES.map((service) => [service.id as number, service.code]));
const FORMULA_CODES = new Map(
  Object.entries(FORMULAS).map(([code, formula]) => [formula.id as number, code]),
);

/** The charges and recalculations booked on an account in a month. */
export async function linesOf(ctx: Ctx, account: string, period: string): Promise<Line[]> {
  return ctx.transaction(async (tx) => {
    const at = must((await findAccountsByNumber(tx, [account]))[0], `account ${account}`);
    const lines = await listLines(tx, {
      buildings: [at.building],
      account: at.account,
      period: periodFrom(period),
    });
    return lines
      .filter((line) => line.kind < 10)
      .map((line) => ({
        service: SERVICE_CODES.get(line.service) ?? "",
        formula: FORMULA_CODES.get(line.formula) ?? "",
        kind: line.kind,
        chargedFor: line.chargedFor,
        volume: line.volume,
        rate: line.rate,
        amount: line.amount,
        provider: line.provider,
      }));
  });
}

export const ofService = (lines: readonly Line[], service: string): Line[] =>
  lines.filter((line) => line.service === service);

export async function balanceOf(ctx: Ctx, account: string, period: string): Promise<AccountBalance> {
  return ctx.transaction(async (tx) => {
    const at = must((await findAccountsByNumber(tx, [account]))[0], `account ${account}`);
    const balances = await accountBalances(tx, { accounts: [at], period: periodFrom(period) });
    return must(balances.get(at.account), "the balance");
  });
}

/** What the newcomer does first: charges the open month of every company, and approves. */
export async function chargeEverybody(ctx: Ctx, period: string): Promise<void> {
  const companies = await ctx.transaction((tx) => listOrganizations(tx, ["company"]));
  const runs = (
    await startRuns(
      ctx,
      companies.map(({ id }) => ({ organization: id, period: periodFrom(period) })),
    )
  ).flatMap((run) => (run.ok ? [run.value.id] : []));
  await workOnRuns(ctx, { runs });
  for (const run of runs) granted(await approveRun(ctx, run));
}

/** Everything that was booked, without the numbers that the database gives out in the order of its connections. */
export async function ledgerText(ctx: Ctx, periods: readonly Period[]): Promise<string> {
  return ctx.transaction(async (tx) => {
    const rows: string[] = [];
    const buildings = (
      await tx.query<{ id: BuildingId }>("select building_id as id from addresses.buildings order by 1")
    ).map((row) => row.id);
    const numbers = new Map(
      (
        await tx.query<{ id: AccountId; number: string }>(
          "select account_id as id, number from accounts.accounts",
        )
      ).map((row) => [row.id, row.number]),
    );
    for (const period of periods) {
      for (const line of await listLines(tx, { buildings, period })) {
        const { account, service, provider, chargedFor, kind, part, formula, volume, rate, amount } = line;
        rows.push(
          [
            period,
            numbers.get(account),
            service,
            provider,
            chargedFor ?? "",
            kind,
            part,
            formula,
            volume,
            rate,
            amount,
          ].join(" "),
        );
      }
    }
    return rows.sort().join("\n");
  });
}
