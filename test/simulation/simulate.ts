import { addDays, type Day } from "#core/day";
import { addMonths, firstDay, type Period, period } from "#core/period";
import { setBusinessDate } from "#modules/organizations";
import type { Database } from "#platform/database";
import { granted } from "../small-town.ts";
import { FACTS } from "./facts.ts";
import { checkDay, checkMonth, checkStory } from "./guarantees.ts";
import { LAW } from "./law-facts.ts";
import { Kept } from "./kept.ts";
import { MONEY } from "./money.ts";
import { charge, close, print, recalculate } from "./month.ts";
import { readMeters, turn } from "./readings.ts";
import { center, settle, type Town } from "./town.ts";

export interface Story {
  readonly seed: number;
  /** 24 by default. */
  readonly months?: number;
  readonly first?: Period;
  /** Absences, failures of supply, benefits, shares and methods as well: `law-facts.ts`. */
  readonly law?: boolean;
  /** Gets every day's deeds. */
  readonly tell?: (day: Day, deeds: readonly string[]) => void;
  /** What another hand does on the day, before the guarantees are asked about. */
  readonly meanwhile?: (day: Day) => Promise<void>;
}

export interface Lived {
  readonly days: number;
  readonly deeds: number;
  readonly runs: number;
  readonly payments: number;
  readonly entries: number;
  readonly accounts: number;
}

/**
 * Lives a small town day by day, by public deeds alone, and asks after every day whether the guarantees hold. All
 * chance comes from the seed: a failure names the seed, the day and the deed, and the same seed gives it again.
 */
export async function simulate(database: Database, story: Story): Promise<Lived> {
  const { seed, months = 24, first = period("2024-11") } = story;
  const town = await settle(database, { seed, first });
  const kept = new Kept(town.companies);
  const end = firstDay(addMonths(first, months));
  let [days, deeds] = [0, 0];
  let told: string[] = [];
  let doing = "the day begins";
  const lived = async (what: string, deed: () => Promise<string>) => {
    doing = what;
    told.push(await deed());
    deeds += 1;
  };
  try {
    // The last month is charged and closed in the days after its end.
    while (town.companies.some((company) => firstDay(company.open) < end)) {
      told = [];
      doing = "the day begins";
      granted(await setBusinessDate(center(town), town.today));
      turn(town);
      await lived("readings", () => readMeters(town));
      for (const [perMille, deed] of FACTS)
        if (town.random.perMille(perMille)) await lived(deed.name, () => deed(town));
      for (const [perMille, deed] of story.law ? LAW : [])
        if (town.law.perMille(perMille)) await lived(deed.name, () => deed(town));
      for (const [perMille, deed] of MONEY)
        if (town.random.perMille(perMille)) await lived(deed.name, () => deed(town, kept));
      const closed = await keepMonths(town, kept, lived);
      await story.meanwhile?.(town.today);
      doing = "the guarantees of the day";
      await checkDay(town, kept, days);
      doing = "the guarantees of the month";
      if (closed) await checkMonth(town, kept);
      story.tell?.(town.today, told);
      town.today = addDays(town.today, 1);
      days += 1;
    }
    doing = "the guarantees of the whole story";
    await checkStory(town, kept);
  } catch (error) {
    throw new Error(
      `seed ${seed}, ${town.today}, ${doing}: ${error instanceof Error ? error.message : String(error)}\nThat day: ${told.join("; ")}`,
      { cause: error },
    );
  } finally {
    await town.terminal.close();
  }
  return { days, deeds, accounts: town.accounts.length, ...(await countsOf(town)) };
}

/** What the companies do of themselves on the day; whether a month was closed. */
async function keepMonths(
  town: Town,
  kept: Kept,
  lived: (what: string, deed: () => Promise<string>) => Promise<void>,
): Promise<boolean> {
  let closed = false;
  const dayOfMonth = Number(town.today.slice(8));
  for (const company of town.companies) {
    const isOver = town.today >= firstDay(addMonths(company.open, 1));
    if (dayOfMonth === 16 && town.random.perMille(400))
      await lived("recalculate", () => recalculate(town, kept, company));
    if (isOver && !company.isCharged && dayOfMonth >= company.chargesOn) {
      await lived("charge", () => charge(town, kept, company));
      await lived("print", () => print(town, company));
    }
    if (isOver && company.isCharged && dayOfMonth >= company.closesOn) {
      await lived("close", () => close(town, kept, company));
      closed = true;
    }
  }
  return closed;
}

async function countsOf(town: Town): Promise<{ runs: number; payments: number; entries: number }> {
  const [counts] = await center(town).transaction((tx) =>
    tx.query<{ runs: number; payments: number; entries: number }>(
      `select (select count(*)::integer from ledger.counted_runs) as runs, (select count(*)::integer from payments.payments) as payments,
         (select count(*)::integer from ledger.booked_entries) as entries`,
    ),
  );
  return counts ?? { runs: 0, payments: 0, entries: 0 };
}
