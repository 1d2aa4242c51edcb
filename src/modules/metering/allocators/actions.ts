import type { BuildingId } from "#core/ids";
import { ok, refuse, type Result } from "#core/result";
import { monthsBetween, periodOf } from "#core/period";
import { findVisibleBuildings, listPremises } from "#modules/addresses";
import type { Ctx } from "#platform/context";
import { attempt } from "#platform/deed";
import type { AllocatorRefusal } from "../contract.ts";
import type { AllocatorRecord, AllocatorsCounted, AllocatorSpan } from "./model.ts";
import * as store from "./store.ts";

/** A billing span is a year at most: the correction is made once a year, or more often if the owners decided so. */
export const SPAN_MONTHS_MAX = 12;

/**
 * Writes down what the heat-cost allocators of a building counted in a span of months. The heating of those months is
 * divided anew by the next run of an open month.
 *
 * Promises  the same counts again change nothing; another number for the same premises and span is a correction of it
 */
export async function countAllocators(
  ctx: Ctx,
  span: AllocatorSpan,
): Promise<Result<AllocatorsCounted, AllocatorRefusal>> {
  return attempt<AllocatorsCounted, AllocatorRefusal>(ctx, async (tx) => {
    const { building, from, to } = span;
    if (!(await findVisibleBuildings(tx, [building])).has(building))
      return refuse({ code: "metering.building_not_found", building });
    const months = monthsBetween(from, to) + 1;
    if (months < 1 || months > SPAN_MONTHS_MAX)
      return refuse({ code: "metering.allocator_span_impossible", from, to, most: SPAN_MONTHS_MAX });
    if (to >= periodOf(ctx.today)) return refuse({ code: "metering.allocator_span_not_over", to });
    const document = span.document.trim();
    if (document === "") return refuse({ code: "metering.allocator_document_missing" });
    const known = new Set((await listPremises(tx, building)).map(({ id }) => id));
    const seen = new Set<number>();
    for (const { premises } of span.counts) {
      if (!known.has(premises)) return refuse({ code: "metering.premises_not_found", premises });
      if (seen.has(premises)) return refuse({ code: "metering.allocator_counted_twice", premises });
      seen.add(premises);
    }
    await store.lockAllocators(tx, building);
    const overlapping = await store.findOverlapping(tx, span);
    if (overlapping) return refuse({ code: "metering.allocator_spans_overlap", ...overlapping });
    const before = new Map(
      (await store.listAllocatorUnits(tx, building))
        .filter((one) => one.from === from)
        .map((one) => [one.premises, one]),
    );
    const taken = span.counts.flatMap((count) => {
      const last = before.get(count.premises);
      return last?.units === count.units ? [] : [{ ...count, version: (last?.version ?? 0) + 1 }];
    });
    await store.insertAllocatorUnits(tx, { building, from, to, document }, taken);
    return ok({ taken: taken.length, unchanged: span.counts.length - taken.length });
  });
}

/** Refuses a building out of sight. */
export async function allocatorsOf(
  ctx: Ctx,
  building: BuildingId,
): Promise<Result<AllocatorRecord[], AllocatorRefusal>> {
  return ctx.transaction(async (tx) =>
    (await findVisibleBuildings(tx, [building])).has(building)
      ? ok(await store.listAllocatorUnits(tx, building))
      : refuse({ code: "metering.building_not_found", building }),
  );
}
