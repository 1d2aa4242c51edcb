import type { z } from "zod";
import type { BuildingId, OrganizationId } from "#core/ids";
import { firstDay, type Period } from "#core/period";
import { ok, refuse, type Result } from "#core/result";
import type { Day } from "#core/day";
import type { SupposedChange } from "#modules/charging";
import {
  type ChosenFormula,
  compileFormula,
  type FormulaRefusal,
  formulaVersions,
  judgeMethod,
  methodPlace,
  type MethodRefusal,
  setMethod,
  type StatedMethod,
} from "#modules/formulas";
import { type Method, type Service, setValue, type StatedValue, type TariffRefusal } from "#modules/tariffs";
import type { Ctx } from "#platform/context";
import type { TrialChange } from "./what-if-contract.ts";
import type { WhatIfRefusal } from "./what-if.ts";

/** A change as a person states it. */
export type StatedChange = z.output<typeof TrialChange>;

export type ChangeRefusal =
  | MethodRefusal
  | FormulaRefusal
  | Extract<WhatIfRefusal, { readonly code: "what_if.formula_not_saved" }>;

/**
 * What a stated change is to a calculation: its owner found, its formula read.
 *
 * Refuses what would be refused when it is set, but that a formula need not be approved to be tried
 */
export async function supposedChange(
  ctx: Ctx,
  stated: StatedChange,
  period: Period,
): Promise<Result<SupposedChange, ChangeRefusal>> {
  const place = await methodPlace(ctx, { ...ownerIn(stated), service: stated.service });
  if (!place.ok) return place;
  const { service, key } = place.value;
  const { organization, building, account } = key;
  const owner = { level: stated.level, organization, building, account };
  if (stated.kind === "value") {
    const { parameter, variant, zone, value, above, provider } = stated;
    return ok({
      kind: "value",
      ...owner,
      value: {
        service: service.id,
        parameter,
        variant,
        zone,
        value,
        rangeFrom: above,
        provider: (provider ?? 0) as OrganizationId | 0,
      },
    });
  }
  const formula = await formulaOf(ctx, stated.formula, service);
  if (!formula.ok) return formula;
  const refusal = judgeMethod(methodIn(stated, { from: firstDay(period), basis: "what-if" }), {
    service,
    formula: formula.value,
  });
  if (refusal) return refuse(refusal);
  const { volume, missing, area, rounding } = stated;
  const method = stated.method as Method | undefined;
  return ok({
    kind: "method",
    ...owner,
    method: { service: service.id, method, volume, missing, area, rounding, formula: formula.value },
  });
}

async function formulaOf(
  ctx: Ctx,
  stated: Extract<StatedChange, { kind: "method" }>["formula"],
  service: Service,
): Promise<Result<ChosenFormula | undefined, ChangeRefusal>> {
  if (!stated) return ok(undefined);
  if ("text" in stated) {
    const { text, gives } = stated;
    const read = compileFormula(text, { unit: service.unit, gives });
    if (!read.ok) return refuse({ code: "formulas.text_faulty", faults: read.faults });
    return ok({ code: "draft", version: 0, author: "", unit: service.unit, gives, text });
  }
  const versions = await formulaVersions(ctx, stated.code);
  if (!versions.ok) return versions;
  const known = versions.value.find(({ version }) => version === stated.version);
  if (!known)
    return refuse({
      code: "formulas.version_not_found",
      formula: stated.code,
      version: stated.version,
    });
  const { unit, gives, text } = known;
  return ok({ ...stated, author: known.writtenByName, unit, gives, text });
}

/** Puts a tried change in force from a day on, by the ordinary deed of its room. */
export async function applyChange(
  ctx: Ctx,
  stated: StatedChange,
  of: { readonly from: Day; readonly to?: Day | undefined; readonly basis: string },
): Promise<Result<{ readonly added: number; readonly ended: number }, ChangeRefusal | TariffRefusal>> {
  if (stated.kind === "method") {
    if (stated.formula && "text" in stated.formula) return refuse({ code: "what_if.formula_not_saved" });
    return setMethod(ctx, methodIn(stated, of));
  }
  const { service, parameter, variant, zone, value, above, provider } = stated;
  const row: StatedValue = {
    ...ownerIn(stated),
    service,
    parameter,
    variant,
    zone,
    value,
    rangeFrom: above,
    provider: provider as OrganizationId | undefined,
    ...of,
    to: of.to,
  };
  return setValue(ctx, row);
}

const ownerIn = (of: StatedChange) => ({
  level: of.level,
  organization: of.organization as OrganizationId | undefined,
  building: of.building as BuildingId | undefined,
  account: of.account,
});

function methodIn(
  stated: Extract<StatedChange, { kind: "method" }>,
  of: { readonly from: Day; readonly to?: Day | undefined; readonly basis: string },
): StatedMethod {
  const { service, volume, missing, area, rounding, formula } = stated;
  return {
    ...ownerIn(stated),
    service,
    volume,
    missing,
    area,
    rounding,
    method: stated.method as Method | undefined,
    formula: formula && "code" in formula ? formula : undefined,
    from: of.from,
    to: of.to,
    basis: of.basis,
  };
}
