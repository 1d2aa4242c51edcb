import { must } from "#core/assert";
import type { BuildingId, RunId } from "#core/ids";
import type { Period } from "#core/period";
import type { Ctx } from "#platform/context";
import type { Tx } from "#platform/database";
import { parseFacts } from "../facts-codec.ts";
import { linesHash } from "../line-codec.ts";
import type { BuildingCharges, BuildingFacts } from "../model.ts";
import { calculateBuilding } from "../rules/calculate-building.ts";
import type { BookedLine } from "../rules/difference.ts";
import { correctionsAsked, isAskedOf } from "../rules/heating-corrections.ts";
import { type DueOtherwise, isOtherwise, sumsOf } from "../rules/otherwise.ts";
import * as store from "../store.ts";

/** A sum of one building, by the facts of one run. */
export interface BuildingSum extends DueOtherwise {
  readonly building: BuildingId;
  readonly run: RunId;
}

/** Facts that the present rules cannot calculate at all. */
export interface NotCalculated {
  readonly building: BuildingId;
  readonly run: RunId;
  readonly reason: string;
}

export interface CurrentRules {
  /** Documents of facts that were calculated again. */
  readonly documents: number;
  /** Of these, those whose lines come out otherwise, be it in their workings alone. */
  readonly changed: number;
  /** Sums of the month that would be others, by the latest run of each building: what it knew is what is booked. */
  readonly sums: readonly BuildingSum[];
  /**
   * Penalties and corrections of a year, which each run reckons to date: those spoken of by any run, in the order of
   * the runs. What the last one says of a sum is what stands.
   */
  readonly toDate: readonly BuildingSum[];
  readonly failed: readonly NotCalculated[];
}

/**
 * Calculates a month again from its kept facts by the rules as they are now, and holds it against what was booked
 * then: what an upgrade would have changed. Writes nothing.
 *
 * @param of.calculate the rules to judge; the present ones where it is absent
 */
export async function replayWithCurrentRules(
  ctx: Ctx,
  of: {
    chargedFor: Period;
    buildings: readonly BuildingId[];
    calculate?: ((facts: BuildingFacts) => BuildingCharges) | undefined;
  },
): Promise<CurrentRules> {
  const calculate = of.calculate ?? calculateBuilding;
  return ctx.transaction(async (tx) => {
    const kept = await store.listFacts(tx, of);
    const latest = new Map(kept.map(({ building, run }) => [building, run]));
    const sums: BuildingSum[] = [];
    const toDate: BuildingSum[] = [];
    const failed: NotCalculated[] = [];
    let changed = 0;
    for (const { building, run, text, linesHash: before } of kept) {
      const facts = parseFacts(text);
      let charges: BuildingCharges;
      try {
        charges = calculate(facts);
      } catch (error) {
        failed.push({ building, run, reason: error instanceof Error ? error.message : String(error) });
        continue;
      }
      const isSame = linesHash(charges).equals(before);
      if (!isSame) changed += 1;
      const place = { building, run };
      if (!isSame && latest.get(building) === run) {
        const booked = await bookedForMonth(tx, { ...place, chargedFor: of.chargedFor });
        sums.push(
          ...sumsOf(of.chargedFor, { due: charges.lines, booked })
            .filter(isOtherwise)
            .map((sum) => ({ ...sum, ...place })),
        );
      }
      if (!facts.penalties && !facts.heatingYear && !facts.allocators) continue;
      const due = [...charges.corrections, ...charges.penalties.map(({ line }) => line)];
      const booked = isSame ? due : await bookedToDate(tx, place, facts);
      toDate.push(...sumsOf(of.chargedFor, { due, booked }).map((sum) => ({ ...sum, ...place })));
    }
    return { documents: kept.length, changed, sums, toDate, failed };
  });
}

async function bookedForMonth(
  tx: Tx,
  of: { building: BuildingId; run: RunId; chargedFor: Period },
): Promise<readonly BookedLine[]> {
  const { building, run, chargedFor } = of;
  const { bookedIn } = must(await store.findRun(tx, run), "the run of kept facts");
  const booked = await store.bookedLines(tx, { buildings: [building], chargedFor, bookedIn });
  return booked.get(building) ?? [];
}

/** Of what a run was asked about only: one without debts or without a year says nothing of them. */
async function bookedToDate(
  tx: Tx,
  of: { building: BuildingId; run: RunId },
  facts: BuildingFacts,
): Promise<readonly BookedLine[]> {
  const asked = correctionsAsked(facts);
  return (await store.bookedThrough(tx, of)).filter((line) =>
    line.kind === "penalty" ? facts.penalties !== undefined : asked.some((one) => isAskedOf(one, line)),
  );
}
