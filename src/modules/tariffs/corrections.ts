import { must } from "#core/assert";
import type { ServiceId } from "#core/ids";
import { ok, refuse, type Result } from "#core/result";
import type { Ctx } from "#platform/context";
import type { Tx } from "#platform/database";
import { attempt } from "#platform/deed";
import { readKnown } from "./actions.ts";
import type { TariffRefusal } from "./contract.ts";
import type { NewValue } from "./model.ts";
import { judgeValue } from "./rules/judge-rows.ts";
import * as store from "./store.ts";

/** A value recorded in error, as it must have been from the same day on, and why. */
export interface CorrectedValue extends Omit<NewValue, "to"> {
  readonly reason: string;
}

/**
 * Corrects a value that was recorded in error: it is another one from the very day that it begins, until the day it
 * ends anyway. Gives what it was; that stays on record with the reason and the person, and the months that were
 * charged by it are marked for the next run.
 */
export async function correctValue(
  ctx: Ctx,
  row: CorrectedValue,
): Promise<Result<{ readonly was: bigint; readonly wasBasis: string }, TariffRefusal>> {
  return attempt<{ was: bigint; wasBasis: string }, TariffRefusal>(ctx, async (tx) => {
    await store.lockValues(tx);
    const known = await readKnown(tx, [row]);
    const refusal = judgeValue(row, known, ctx.scope);
    if (refusal) return refuse(refusal);
    if (row.reason.trim() === "") return refuse({ code: "tariffs.reason_missing" });
    const service = must(known.services.get(row.service), "the row's service");
    const isCity = row.level === "city" || row.level === "organization";
    const recorded = isCity
      ? await findCityValue(tx, row, service)
      : await findBuildingValue(tx, row, service);
    if (!recorded) return refuse({ code: "tariffs.nothing_to_correct", from: row.from });
    const { value, basis } = recorded.facts;
    if (value === row.value && basis === row.basis) return refuse({ code: "tariffs.nothing_corrected" });
    const bases = await store.ensureBases(tx, [row.basis]);
    const correction = {
      from: row.from,
      value: row.value,
      basis: must(bases.get(row.basis), "the document of the correction"),
      reason: row.reason.trim(),
    };
    if ("organization" in recorded) await store.correctCityValue(tx, { ...recorded, ...correction });
    else await store.correctBuildingValue(tx, { ...recorded, ...correction });
    return ok({ was: value, wasBasis: basis });
  });
}

const isSamePart = (
  recorded: Omit<store.CityKey, "organization" | "provider"> & { readonly from: string },
  row: CorrectedValue,
  service: ServiceId,
): boolean =>
  recorded.service === service &&
  recorded.parameter === row.parameter &&
  recorded.variant === row.variant &&
  recorded.zone === row.zone &&
  recorded.rangeFrom === row.rangeFrom &&
  recorded.from === row.from;

async function findCityValue(tx: Tx, row: CorrectedValue, service: ServiceId) {
  const organization = row.level === "organization" ? must(row.organization, "whose value it is") : 0;
  const values = await store.findCityValues(tx, { services: [service], organizations: [organization] });
  return values.find((at) => isSamePart(at, row, service) && at.provider === (row.provider ?? 0));
}

async function findBuildingValue(tx: Tx, row: CorrectedValue, service: ServiceId) {
  const account = row.level === "account" ? must(row.account, "whose value it is") : 0;
  const values = await store.findBuildingValues(tx, [must(row.building, "the building of the value")]);
  return values.find((at) => isSamePart(at, row, service) && at.account === account);
}
