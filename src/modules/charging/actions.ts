import { assert, must } from "#core/assert";
import type { BuildingId, OrganizationId, RunId } from "#core/ids";
import { next, type Period } from "#core/period";
import { type Money, NOTHING } from "#core/units";
import type { Ctx } from "#platform/context";
import type { Tx } from "#platform/database";
import { parseFacts } from "./facts-codec.ts";
import { type CityValues, gatherFacts, readCityValues, type TriedFact } from "./gather.ts";
import { addHeatingYear } from "./heating-year/store.ts";
import { addAllocators } from "./allocators/store.ts";
import { linesHash, type PostedLine } from "./line-codec.ts";
import type { AccountId } from "#core/ids";
import type { BuildingCharges, ChargeLine } from "./model.ts";
import { calculateBuilding } from "./rules/calculate-building.ts";
import { type BookedLine, differenceOf } from "./rules/difference.ts";
import { ALLOCATORS_PART } from "./rules/heat-allocators.ts";
import {
  type CorrectionsAsked,
  correctionsAsked,
  isAskedOf,
  YEAR_PART,
} from "./rules/heating-corrections.ts";
import * as store from "./store.ts";

/** The values of the city and the company: the same for all buildings of a run, so read once. */
export async function cityValuesOf(
  ctx: Ctx,
  of: { organization: OrganizationId; period: Period },
): Promise<CityValues> {
  return ctx.transaction((tx) => readCityValues(tx, of));
}

/** The lease was lost to another worker: nothing of the batch may be written. */
export class LeaseLost extends Error {
  override readonly name = "LeaseLost";
}

/**
 * Calculates leased buildings and writes lines, facts and states in one transaction: a batch is there whole or not
 * at all, whenever a worker dies. Posts the difference to what is booked.
 */
export async function calculateBatch(
  ctx: Ctx,
  of: { run: store.Run; lease: string; buildings: readonly BuildingId[]; values: CityValues },
): Promise<void> {
  await ctx.database.transaction(ctx.scope, async (tx) => {
    const { run, buildings } = of;
    const documents = await gatherFacts(tx, {
      buildings,
      period: run.chargedFor,
      organization: run.organization,
      values: of.values,
      penalties: run.chargedFor === run.bookedIn,
    });
    // Only the open month's run: an earlier month's beside it would post the same correction once more.
    if (run.chargedFor === run.bookedIn) {
      await addHeatingYear(tx, { ...of, documents, organization: run.organization, month: run.chargedFor });
      await addAllocators(tx, { documents, month: run.chargedFor });
    }
    const charged = await store.listChargedBuildings(tx, { buildings, chargedFor: run.chargedFor });
    const booked =
      charged.length === 0
        ? undefined
        : await store.bookedLines(tx, {
            buildings: charged,
            chargedFor: run.chargedFor,
            bookedIn: run.bookedIn,
          });
    const results = [...documents].map(([building, facts]) => {
      const parsed = parseFacts(facts);
      const charges = calculateBuilding(parsed);
      return { building, facts, charges, linesHash: linesHash(charges), asked: correctionsAsked(parsed) };
    });
    const corrected = await bookedCorrections(tx, results);
    const rows: PostedLine[] = [];
    const done = results.map(({ building, charges }) => {
      const lines = [
        ...differenceOf(charges.lines, booked?.get(building) ?? []),
        ...differenceOf(charges.corrections, corrected?.get(building) ?? []),
        ...postedPenalties(charges),
      ];
      addNumbered(rows, building, lines);
      return { building, lines: lines.length, amount: totalOf(lines) };
    });
    await store.insertLines(tx, rows, { ...run, run: run.id, batch: run.leaf });
    await store.insertResults(tx, {
      run: run.id,
      chargedFor: run.chargedFor,
      carriedInto: next(run.chargedFor),
      results,
    });
    if (!(await store.finishBuildings(tx, { run: run.id, lease: of.lease, done }))) {
      throw new LeaseLost(`the lease on buildings of run ${run.id} was lost`);
    }
  });
}

/** Accounts that a tried fact touches, in their order: what their month costs without it, and what it changes. */
export type TriedMonth = readonly {
  readonly account: AccountId;
  readonly number: string;
  readonly before: Money;
  readonly lines: readonly ChargeLine[];
}[];

/**
 * What a stated fact would change in a building's month, were it accepted, or what an accepted one changes:
 * calculated with it and without it from today's facts. Nothing is written.
 */
export async function tryFact(
  ctx: Ctx,
  of: {
    building: BuildingId;
    organization: OrganizationId;
    period: Period;
    trying: TriedFact;
    isAccepted: boolean;
  },
): Promise<TriedMonth> {
  return ctx.transaction(async (tx) => {
    const values = await readCityValues(tx, of);
    const calculated = async (facts: { trying?: TriedFact; leaving?: TriedFact }) => {
      const { organization, period, building } = of;
      const documents = await gatherFacts(tx, {
        ...facts,
        organization,
        period,
        buildings: [building],
        values,
      });
      const parsed = parseFacts(must(documents.get(building), "the building's facts"));
      return { facts: parsed, lines: calculateBuilding(parsed).lines };
    };
    const without = await calculated(of.isAccepted ? { leaving: of.trying } : {});
    const changed = Map.groupBy(
      differenceOf((await calculated(of.isAccepted ? {} : { trying: of.trying })).lines, without.lines),
      (line) => line.account,
    );
    const before = Map.groupBy(without.lines, (line) => line.account);
    return without.facts.accounts.flatMap(({ id, number }) => {
      const lines = changed.get(id);
      return lines ? [{ account: id, number, lines, before: totalOf(before.get(id) ?? []) }] : [];
    });
  });
}

export interface ReplayDifference {
  readonly building: BuildingId;
  readonly run: RunId;
  readonly reason: string;
}

/** Recalculates buildings from their kept facts and compares with the lines as calculated then. */
export async function replayBuildings(
  ctx: Ctx,
  of: { chargedFor: Period; buildings: readonly BuildingId[] },
): Promise<{
  readonly replayed: number;
  readonly lines: number;
  readonly differences: readonly ReplayDifference[];
}> {
  const kept = await ctx.transaction((tx) => store.listFacts(tx, of));
  const differences: ReplayDifference[] = [];
  let lines = 0;
  for (const { building, run, text, linesHash: before } of kept) {
    const facts = parseFacts(text);
    assert(
      facts.building === building && facts.period === of.chargedFor,
      "facts are those of their building and month",
    );
    const charges = calculateBuilding(facts);
    lines += charges.lines.length + charges.corrections.length + charges.penalties.length;
    if (!linesHash(charges).equals(before)) {
      differences.push({
        building,
        run,
        reason: "the lines calculated from the kept facts differ from those of the run",
      });
    }
  }
  return { replayed: kept.length, lines, differences };
}

/** The corrections that are booked of the months which these facts were asked to correct. */
async function bookedCorrections(
  tx: Tx,
  results: readonly { readonly building: BuildingId; readonly asked: readonly CorrectionsAsked[] }[],
): Promise<Map<BuildingId, BookedLine[]>> {
  const all = new Map<BuildingId, BookedLine[]>();
  for (const part of [YEAR_PART, ALLOCATORS_PART]) {
    const asked = results.flatMap(({ building, asked: of }) =>
      of.filter((one) => one.part === part).map((one) => ({ ...one, building })),
    );
    const months = asked.flatMap((one) => [one.first, one.last]).sort();
    const [first, last] = [months[0], months.at(-1)];
    if (!first || !last) continue;
    const buildings = [...new Set(asked.map((one) => one.building))];
    const booked = await store.bookedCorrections(tx, { buildings, first, last, part });
    for (const [building, lines] of booked) {
      const own = lines.filter((line) =>
        asked.some((one) => one.building === building && isAskedOf(one, line)),
      );
      all.set(building, [...(all.get(building) ?? []), ...own]);
    }
  }
  return all;
}

/** Numbers lines within each account in their order; the number is part of the entry's key. */
function addNumbered(rows: PostedLine[], building: BuildingId, lines: readonly ChargeLine[]): void {
  const counts = new Map<AccountId, number>();
  for (const line of lines) {
    const lineNo = (counts.get(line.account) ?? 0) + 1;
    counts.set(line.account, lineNo);
    rows.push({ building, line, lineNo });
  }
}

/** What of the penalties is not booked yet: their facts say what was. */
const postedPenalties = ({ penalties }: BuildingCharges): ChargeLine[] =>
  penalties.flatMap(({ line, posted }) => (posted === 0n ? [] : [{ ...line, amount: posted }]));

const totalOf = (lines: readonly ChargeLine[]): Money =>
  lines.reduce<bigint>((sum, line) => sum + line.amount, NOTHING) as Money;
