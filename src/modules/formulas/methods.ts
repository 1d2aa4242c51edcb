import { must } from "#core/assert";
import type { Day } from "#core/day";
import type { AccountId, BuildingId, OrganizationId, ServiceId } from "#core/ids";
import { changesOf } from "#core/in-force";
import { ok, refuse, type Result } from "#core/result";
import { findAccountsByNumber } from "#modules/accounts";
import { findVisibleBuildings } from "#modules/addresses";
import { findOrganizations } from "#modules/organizations";
import { ensureBases, type Level, listServices, type Service } from "#modules/tariffs";
import type { Ctx } from "#platform/context";
import type { Tx } from "#platform/database";
import { attempt } from "#platform/deed";
import type { MethodRefusal } from "./contract.ts";
import type { ChosenFormula, NewMethod } from "./model.ts";
import { judgeMethod } from "./rules/judge-method.ts";
import * as store from "./store.ts";

/** Whose a method is, as a person says it: an account by its number. */
export interface StatedMethodOwner {
  readonly level: Level;
  readonly organization?: OrganizationId | undefined;
  readonly building?: BuildingId | undefined;
  readonly account?: string | undefined;
}

export type StatedMethod = Omit<NewMethod, "account"> & StatedMethodOwner;

/**
 * Decides from a day on how a service is calculated, for the city, an organization, a building or an account. What
 * runs ends on that day; to state the same again changes nothing. One that would reach over a later decision is
 * refused, and so is a formula that nobody has approved, or that is written for services of another unit.
 */
export async function setMethod(
  ctx: Ctx,
  stated: StatedMethod,
): Promise<Result<{ readonly added: number; readonly ended: number }, MethodRefusal>> {
  if (ctx.scope.sees !== "center") return refuse({ code: "formulas.center_only" });
  return attempt<{ added: number; ended: number }, MethodRefusal>(ctx, async (tx) => {
    await store.lockFormulas(tx);
    const place = await placeOf(tx, stated);
    if (!place.ok) return place;
    const formula = await chosenFormula(tx, stated.formula);
    if (!formula.ok) return formula;
    const refusal = judgeMethod(stated, { service: place.value.service, formula: formula.value });
    if (refusal) return refuse(refusal);
    const { key } = place.value;
    const { method, volume, missing, area, rounding, basis, from, to } = stated;
    const facts = { method, volume, missing, area, rounding, basis, formula: stated.formula };
    const recorded = (await store.findMethods(tx, key)).map((of) => ({
      from: of.from,
      to: of.to,
      facts: factsOf(of),
    }));
    const verdict = changesOf<store.MethodFacts>(recorded, [{ from, to, facts }], {
      same: isSame,
      later: "refuse",
    });
    if (!verdict.ok)
      return refuse({ code: "formulas.method_contradicts", from, recordedFrom: verdict.recorded.from });
    const { begins, ends } = verdict.changes;
    const bases = await ensureBases(tx, [basis]);
    for (const end of ends) await store.endMethod(tx, { ...key, ...end });
    for (const begin of begins)
      await store.insertMethod(tx, { ...key, ...begin }, must(bases.get(basis), "the document"));
    return ok({ added: begins.length, ended: ends.length });
  });
}

/** Returns to what holds above from a day on. */
export async function endMethod(
  ctx: Ctx,
  stated: StatedMethodOwner & { readonly service: string; readonly on: Day },
): Promise<Result<{ readonly ended: number }, MethodRefusal>> {
  if (ctx.scope.sees !== "center") return refuse({ code: "formulas.center_only" });
  return attempt<{ ended: number }, MethodRefusal>(ctx, async (tx) => {
    await store.lockFormulas(tx);
    const place = await placeOf(tx, stated);
    if (!place.ok) return place;
    const { key } = place.value;
    const running = (await store.findMethods(tx, key)).find(
      (of) => of.from < stated.on && (of.to === undefined || stated.on < of.to),
    );
    if (!running) return refuse({ code: "formulas.nothing_to_end", on: stated.on });
    await store.endMethod(tx, { ...key, from: running.from, to: stated.on });
    return ok({ ended: 1 });
  });
}

/** The service and the owner of a change that is only tried, judged as if it were set. */
export const methodPlace = (
  ctx: Ctx,
  stated: StatedMethodOwner & { readonly service: string },
): Promise<Result<MethodPlace, MethodRefusal>> => ctx.transaction((tx) => placeOf(tx, stated));

export interface MethodsListed {
  readonly methods: readonly store.NamedMethod[];
  readonly services: readonly Service[];
}

/** What is decided otherwise than the terms say, with the services that it is of. */
export async function calculationMethods(
  ctx: Ctx,
  of: { readonly service?: string | undefined; readonly on?: Day | undefined },
): Promise<Result<MethodsListed, MethodRefusal>> {
  return ctx.transaction(async (tx) => {
    const services = await listServices(tx);
    const service = services.find(({ code }) => code === of.service);
    if (of.service !== undefined && !service)
      return refuse({ code: "formulas.service_unknown", service: of.service });
    return ok({ methods: await store.listMethods(tx, { service: service?.id, on: of.on }), services });
  });
}

/** The version that a method names: approved, and not out of use. */
async function chosenFormula(
  tx: Tx,
  of: { readonly code: string; readonly version: number } | undefined,
): Promise<Result<ChosenFormula | undefined, MethodRefusal>> {
  if (!of) return ok(undefined);
  const known = await store.findVersion(tx, { formula: of.code, version: of.version });
  const named = { formula: of.code, version: of.version };
  if (!known) return refuse({ code: "formulas.version_not_found", ...named });
  if (known.state !== "approved") return refuse({ code: "formulas.not_approved", ...named });
  const { unit, gives, text } = known;
  return ok({ ...of, author: known.writtenByName, unit, gives, text });
}

export interface MethodPlace {
  readonly key: store.MethodKey;
  readonly service: Service;
}

/** The service and the owner, found under the scope. */
async function placeOf(
  tx: Tx,
  stated: StatedMethodOwner & { readonly service: string },
): Promise<Result<MethodPlace, MethodRefusal>> {
  const service = (await listServices(tx)).find(({ code }) => code === stated.service);
  if (!service) return refuse({ code: "formulas.service_unknown", service: stated.service });
  const owner = await ownerOf(tx, stated);
  return owner.ok ? ok({ service, key: { service: service.id as ServiceId, ...owner.value } }) : owner;
}

const NOBODY = { organization: 0, building: 0, account: 0 } as const;

async function ownerOf(
  tx: Tx,
  { level, organization, building, account }: StatedMethodOwner,
): Promise<Result<Omit<store.MethodKey, "service">, MethodRefusal>> {
  const missing = refuse({ code: "formulas.owner_missing", level } as const);
  const unknown = refuse({ code: "formulas.owner_not_found", level } as const);
  switch (level) {
    case "city":
      return ok(NOBODY);
    case "organization": {
      if (organization === undefined) return missing;
      const [known] = await findOrganizations(tx, [organization]);
      return known ? ok({ ...NOBODY, organization }) : unknown;
    }
    case "building": {
      if (building === undefined) return missing;
      return (await findVisibleBuildings(tx, [building])).has(building)
        ? ok({ ...NOBODY, building })
        : unknown;
    }
    case "account": {
      if (account === undefined) return missing;
      const [known] = await findAccountsByNumber(tx, [account]);
      if (!known || (building !== undefined && known.building !== building)) return unknown;
      return ok({ ...NOBODY, building: known.building, account: known.account as AccountId });
    }
  }
}

const factsOf = ({ method, volume, missing, area, rounding, basis, formula }: store.NamedMethod) => ({
  method,
  volume,
  missing,
  area,
  rounding,
  basis,
  formula: formula && { code: formula.code, version: formula.version },
});

const isSame = (a: store.MethodFacts, b: store.MethodFacts): boolean =>
  a.method === b.method &&
  a.volume === b.volume &&
  a.missing === b.missing &&
  a.area === b.area &&
  a.rounding === b.rounding &&
  a.basis === b.basis &&
  a.formula?.code === b.formula?.code &&
  a.formula?.version === b.formula?.version;
