import { day } from "#core/day";
import type { RunId } from "#core/ids";
import { type Period, period, previous } from "#core/period";
import type { Database } from "#platform/database";
import { applyDictionary } from "./apply-city.ts";
import { letResidentIn } from "./town/resident.ts";
import { tellOfCompanies } from "./town/sites.ts";
import { chaptersOf } from "./town/chapters.ts";
import { furnish } from "./town/furnish.ts";
import { type HousePlan, HOUSES, managedBy } from "./town/houses.ts";
import { type Life, monthsOf } from "./town/house-rows.ts";
import { beginOpenMonth, liveMonth, moveIn, onDay } from "./town/live.ts";
import { bringMoney } from "./town/money.ts";
import { settleTown } from "./town/settling.ts";
import { tell } from "./town/story.ts";
import { dictionary } from "./town/tariffs.ts";
import { allowed, type Town } from "./town/town.ts";

export { DEMO_LOGINS, type DemoLogin } from "./town/logins.ts";
export { DEMO_RESIDENT } from "./town/resident.ts";
export { AGENTS, ORGANIZATIONS } from "./town/organizations.ts";
export { PEOPLE, STORY_ACCOUNTS } from "./town/people.ts";

/** 24 closed months, from November 2024; November 2026 is open on the 23rd. */
export const DEMO_LIFE: Life = {
  seed: 2026,
  first: period("2024-11"),
  open: period("2026-11"),
  today: day("2026-11-23"),
};

export interface TownOptions {
  /** Calculates runs: worker threads, or `workOnRuns` in this process. */
  readonly work: (runs: readonly RunId[]) => Promise<void>;
  readonly log?: ((sentence: string) => void) | undefined;
  /** A shorter life, another seed; DEMO_LIFE by default. */
  readonly life?: Life | undefined;
  /** Codes of the houses to build; all by default. */
  readonly houses?: readonly string[] | undefined;
  /** False leaves out what came in the last days and waits for decisions: of tests that bring their own. */
  readonly lastDays?: boolean | undefined;
}

export interface TownSummary {
  readonly buildings: number;
  readonly accounts: number;
  readonly closedThrough: Period;
  readonly open: Period;
  /** Milliseconds by step. */
  readonly timing: Readonly<Record<string, number>>;
}

/**
 * Fills an empty database with the demo town: some sixty buildings, five thousand accounts, four companies, and two
 * years of their life, all by the actions that people use. The same options give the same accounts and sums. The
 * business date stays fixed on the last day of the story; in the open month one company is charged, the others wait.
 */
export async function seedDemoTown(database: Database, options: TownOptions): Promise<TownSummary> {
  const life = options.life ?? DEMO_LIFE;
  const log = options.log ?? (() => undefined);
  const timing: Record<string, number> = {};
  const timed: Town["timed"] = async (step, work) => {
    const began = performance.now();
    try {
      return await work();
    } finally {
      timing[step] = Math.round((timing[step] ?? 0) + performance.now() - began);
    }
  };
  const plans =
    options.houses === undefined ? HOUSES : HOUSES.filter((plan) => options.houses?.includes(plan.code));
  const houses = await timed("making up", async () =>
    plans.map((plan) => chaptersOf(toldHouse(plan, life), life)),
  );
  const town = await timed("moving in", async () => {
    const ctx = await onDay(database, `${life.first}-01` as Life["today"]);
    const organizations = allowed(await applyDictionary(ctx, dictionary()));
    const companies = managedBy(plans).flatMap((code) => organizations.get(code) ?? []);
    const made: Town = {
      ctx,
      life,
      houses,
      organizations,
      companies,
      ids: { buildings: new Map(), accounts: new Map(), meters: new Map() },
      work: options.work,
      timed,
    };
    await moveIn(made);
    return made;
  });
  log(
    `The town: ${town.ids.buildings.size} buildings, ${town.ids.accounts.size} accounts, ${town.companies.length} companies.`,
  );
  for (const month of monthsOf(life)) {
    await liveMonth(town, month);
    if (month.endsWith("-06") || month.endsWith("-12")) log(`The town has lived through ${month}.`);
  }
  const ctx = await onDay(database, life.today);
  await beginOpenMonth({ ...town, ctx });
  await timed("settling", () => settleTown({ ...town, ctx }));
  await letResidentIn({ ...town, ctx });
  await tellOfCompanies({ ...town, ctx });
  if (options.lastDays !== false) await timed("last days", () => bringMoney({ ...town, ctx }));
  return {
    buildings: town.ids.buildings.size,
    accounts: town.ids.accounts.size,
    closedThrough: previous(life.open),
    open: life.open,
    timing,
  };
}

function toldHouse(plan: HousePlan, life: Life) {
  const rows = furnish(plan, life);
  tell(rows, life);
  return rows;
}
