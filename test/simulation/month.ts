import type { RunId } from "#core/ids";
import { firstDay, next, type Period, periodsFrom, previous } from "#core/period";
import { approveRun, cancelRun, discardRun, runProgress, startRun, workOnRuns } from "#flows/charge-run";
import { receiptOf } from "#flows/issue-receipts";
import { closeMonth } from "#flows/month-close";
import { monthsWaiting, recalculateWaiting } from "#flows/recalculate";
import { listFailures, replayBuildings } from "#modules/charging";
import { granted } from "../small-town.ts";
import { printsOfMonths } from "./guarantees.ts";
import type { Kept } from "./kept.ts";
import { type Company, people, type Town } from "./town.ts";

/* The month of a company: waiting months charged again, the month charged, receipts, the close. */

const buildingsOf = (company: Company) => company.houses.map(({ id }) => id);

/** The months that late facts have reached, all of them; nothing waits afterwards. */
export async function recalculate(town: Town, kept: Kept, company: Company): Promise<string> {
  const ctx = people(town, company);
  const of = { organization: company.id, work: (run: RunId) => work(town, company, run) };
  const { runs, stopped } = granted(await recalculateWaiting(ctx, of));
  if (stopped) throw new Error(`the recalculation stopped: ${JSON.stringify(stopped.refusal)}`);
  for (const run of runs) await countIn(town, kept, { company, run: run.id });
  const waiting = await monthsWaiting(ctx, of);
  if (waiting.length > 0)
    throw new Error(`${waiting.map(({ period }) => period).join()} wait after a recalculation`);
  return `${company.code} charges ${runs.map((run) => run.chargedFor).join() || "nothing"} again`;
}

/** Sets a worker on the run; a building that cannot be calculated is a defect, and says why. */
async function work(town: Town, company: Company, run: RunId): Promise<void> {
  const ctx = people(town, company);
  await workOnRuns(ctx, { runs: [run] });
  const [failed] = await ctx.transaction((tx) => listFailures(tx, run));
  if (failed) throw new Error(`run ${run} fails on building ${failed.building}: ${failed.failure}`);
}

async function countIn(town: Town, kept: Kept, of: { company: Company; run: RunId }): Promise<void> {
  const found = await runProgress(people(town, of.company), of.run);
  if (!found) throw new Error(`run ${of.run} is gone`);
  kept.charged(of.company, found.progress.amount);
}

/** Earlier months first, then the month itself; a run may be cancelled or discarded before one is approved. */
export async function charge(town: Town, kept: Kept, company: Company): Promise<string> {
  const { random } = town;
  const ctx = people(town, company);
  const order = { organization: company.id, period: company.open, acceptMissingRates: true };
  const told = [await recalculate(town, kept, company)];
  if (random.perMille(120)) {
    const { id } = granted(await startRun(ctx, order));
    granted(await cancelRun(ctx, id));
    told.push(`run ${id} is cancelled`);
  }
  if (random.perMille(120)) {
    const { id } = granted(await startRun(ctx, order));
    await work(town, company, id);
    granted(await discardRun(ctx, id));
    told.push(`run ${id} is discarded`);
  }
  const { id } = granted(await startRun(ctx, order));
  await work(town, company, id);
  granted(await approveRun(ctx, id));
  await countIn(town, kept, { company, run: id });
  company.isCharged = true;
  told.push(`${company.open} is charged by run ${id}`);
  // Whatever month is charged a second time on the same facts posts nothing.
  await postsNothing(town, company, random.perMille(400) ? company.open : somePast(town, company));
  return told.join("; ");
}

function somePast(town: Town, company: Company): Period {
  const months = [...periodsFrom(town.first, company.open)];
  return months[town.random.below(months.length)] ?? company.open;
}

async function postsNothing(town: Town, company: Company, period: Period): Promise<void> {
  const ctx = people(town, company);
  const { id } = granted(await startRun(ctx, { organization: company.id, period, acceptMissingRates: true }));
  await work(town, company, id);
  const found = await runProgress(ctx, id);
  if (found?.progress.lines !== 0 || found.progress.amount !== 0n)
    throw new Error(
      `run ${id} charges ${period} a second time on the same facts and posts ${found?.progress.lines} lines of ${found?.progress.amount}`,
    );
  granted(await discardRun(ctx, id));
}

/** Two receipts; one that is asked for again is the same to the byte. */
export async function print(town: Town, company: Company): Promise<string> {
  const ctx = people(town, company);
  const accounts = town.accounts.filter(
    (one) => one.company === company && one.opened < firstDay(next(company.open)) && one.closed === undefined,
  );
  const account = accounts[town.random.below(accounts.length)];
  if (!account) return "nobody to print for";
  const of = { building: account.house.id, account: account.id, organization: company.id };
  const asked = { ...of, period: company.open, language: "ru" } as const;
  const first = granted(await receiptOf(ctx, asked));
  const again = granted(await receiptOf(ctx, asked));
  if (!Buffer.from(first).equals(Buffer.from(again)))
    throw new Error(`the receipt of ${account.number} for ${company.open} is another the second time`);
  return `the receipt of ${account.number} for ${company.open} has ${first.length} bytes`;
}

/** C1 repeatable: what was calculated in the month is calculated again before it is closed. */
export async function close(town: Town, kept: Kept, company: Company): Promise<string> {
  const ctx = people(town, company);
  const told = [await recalculate(town, kept, company)];
  const { open } = company;
  for (const chargedFor of [open, previous(open)]) {
    const replay = await replayBuildings(ctx, { chargedFor, buildings: buildingsOf(company) });
    const [difference] = replay.differences;
    if (difference) throw new Error(`C1 repeatable: ${JSON.stringify(difference)} for ${chargedFor}`);
  }
  granted(await closeMonth(ctx, { organization: company.id, period: open }));
  company.open = next(open);
  company.isCharged = false;
  const entries = (await printsOfMonths(town, company)).get(open) ?? "nothing";
  kept.closed(company, { period: open, entries });
  return [...told, `${company.code} closes ${open}`].join("; ");
}
