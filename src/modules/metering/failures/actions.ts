import { must } from "#core/assert";
import type { BuildingId } from "#core/ids";
import { ok, refuse, type Result } from "#core/result";
import type { FactState } from "#modules/accounts";
import { findVisibleBuildings, listPremises } from "#modules/addresses";
import type { Ctx } from "#platform/context";
import type { Tx } from "#platform/database";
import { attempt } from "#platform/deed";
import type { FailureRefusal } from "../contract.ts";
import type { FailurePlace, NewSupplyFailure, SupplyFailure } from "./model.ts";
import * as store from "./store.ts";

/**
 * Writes a failure of supply down, from an act or an outage, under the standard of annex 1 that was in force when it
 * began. It changes nothing until it is accepted.
 */
export async function registerFailure(
  ctx: Ctx,
  row: NewSupplyFailure,
): Promise<Result<SupplyFailure, FailureRefusal>> {
  return attempt<SupplyFailure, FailureRefusal>(ctx, async (tx) => {
    const { startedAt, endedAt, supply, kind, condition, building } = row;
    if (!(await findVisibleBuildings(tx, [building])).has(building))
      return refuse({ code: "metering.building_not_found", building });
    if (endedAt <= startedAt) return refuse({ code: "metering.failure_span_empty", startedAt, endedAt });
    if (endedAt.slice(0, 10) > ctx.today)
      return refuse({ code: "metering.failure_in_future", endedAt, today: ctx.today });
    const document = row.document.trim();
    if (document === "") return refuse({ code: "metering.failure_document_missing" });
    if (!(await hasPlace(tx, row))) return refuse({ code: "metering.failure_place_unknown" });
    if (!(await store.hasStandard(tx, row)))
      return refuse({ code: "metering.standard_not_found", supply, kind, condition });
    if (MEASURED.has(kind) && row.measured === undefined)
      return refuse({ code: "metering.measurement_missing", kind });
    const standard = await store.findStandard(tx, row);
    if (standard === undefined) return refuse({ code: "metering.measurement_within_standard", kind });
    await store.lockFailures(tx, building);
    const no = await store.insertFailure(tx, { ...row, document, standard });
    return found(tx, { building, no });
  });
}
const MEASURED: ReadonlySet<string> = new Set(["temperature", "pressure"]);

/** One entrance or one premises of the building, or the building itself. */
async function hasPlace(tx: Tx, { building, entrance, premises }: NewSupplyFailure): Promise<boolean> {
  if (entrance === undefined && premises === undefined) return true;
  if (entrance !== undefined && premises !== undefined) return false;
  const places = await listPremises(tx, building);
  return places.some((one) => (premises === undefined ? one.entrance === entrance : one.id === premises));
}

const FAILURES_MAX = 200;
export const listFailuresOf = (tx: Tx, building: BuildingId): Promise<SupplyFailure[]> =>
  store.listFailures(tx, { building, limit: FAILURES_MAX });

export async function findFailure(tx: Tx, of: FailurePlace): Promise<SupplyFailure | undefined> {
  return (await store.listFailures(tx, { ...of, limit: 1 }))[0];
}

/** Decides a failure once; an accepted one may be withdrawn later. */
export async function decideFailure(
  ctx: Ctx,
  of: FailurePlace & { decision: Exclude<FactState, "proposed">; reason: string },
): Promise<Result<SupplyFailure, FailureRefusal>> {
  return attempt<SupplyFailure, FailureRefusal>(ctx, async (tx) => {
    await store.lockFailures(tx, of.building);
    const failure = await findFailure(tx, of);
    if (!failure) return refuse({ code: "metering.failure_not_found", failure: of.no });
    if (failure.state !== (of.decision === "withdrawn" ? "accepted" : "proposed"))
      return refuse({ code: "metering.failure_decided", state: failure.state });
    const reason = of.reason.trim();
    if (of.decision !== "accepted" && reason === "")
      return refuse({ code: "metering.failure_reason_missing" });
    await store.insertFailureDecision(tx, { ...of, reason });
    return found(tx, of);
  });
}

async function found(tx: Tx, of: FailurePlace): Promise<Result<SupplyFailure, FailureRefusal>> {
  return ok(must(await findFailure(tx, of), "the failure just written"));
}
